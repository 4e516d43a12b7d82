// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {address, badge, fill, h, notice, table} from './dom.js';
import {time} from './format.js';

const order = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];
const words = {ALARM: 'firing', INSUFFICIENT_DATA: 'no data', OK: 'ok'};
const kinds = {ALARM: 'bad', INSUFFICIENT_DATA: 'warn', OK: 'good'};

/** The state of each alarm, firing alarms first. */
export async function alarms({content, signal}) {
  const answer = await ask('alarms', {}, signal);
  if (answer.problem) {
    fill(content, notice('Cannot read the alarms', answer.problem));
    return;
  }
  if (!answer.known) {
    fill(content, notice('No alarm definitions known',
      'The server has no alarm definitions. The deployed alarms are in the CloudWatch console.'));
    return;
  }
  const list = [...answer.alarms].sort((a, b) =>
    order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name));
  fill(content, list.length === 0
    ? notice('No alarms', 'The alarm definitions are empty.')
    : table('Alarms, firing alarms first', [
      {label: 'State', kind: 'state', cell: (alarm) => badge(words[alarm.state], kinds[alarm.state])},
      {label: 'Alarm', kind: 'name', cell: (alarm) => [alarm.name,
        h('span.sub', {}, alarm.description)]},
      {label: 'Agent', kind: 'agent', cell: (alarm) => alarm.agent_slug
        ? h('a', {href: address('traces', {agent: alarm.agent_slug})}, alarm.agent_slug)
        : h('span.muted', {}, 'pipeline')},
      {label: 'Since', kind: 'when', cell: (alarm) => (alarm.since ? time(alarm.since) : null)},
      {label: 'Reason', kind: 'prose', cell: (alarm) => alarm.reason},
    ], list, (alarm) => ({class: alarm.state === 'ALARM' ? 'alarm failed' : 'alarm'})));
}
