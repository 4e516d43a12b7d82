// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {agentAddress, badge, clip, fill, h, notice, table} from './dom.js';
import {budgetBar, limitName} from './facts.js';
import {ago, time} from './format.js';

const kinds = {breached: 'bad', warning: 'warn', ok: 'good'};
const states = {ALARM: ['firing', 'bad'], INSUFFICIENT_DATA: ['no data', 'plain'], OK: ['ok', 'good']};
const order = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];

const level = (limit) => badge(limit.level, kinds[limit.level]);
const agentCell = (limit) => (limit.agent_slug ? clip(limit.agent_slug, agentAddress(limit.agent_slug))
  : h('span.muted', {}, 'all agents'));

/** Limits: open ones first, budgets, what happened, and the alarms of the pipeline. */
export async function limits({content, signal}) {
  const [answer, alarms] = await Promise.all([ask('limits', {}, signal), ask('alarms', {}, signal)]);
  const open = answer.limits.filter((limit) => limit.level !== 'ok');
  const over = answer.limits.filter((limit) => limit.level === 'ok');
  fill(content,
    answer.known ? null : notice('No limits were evaluated on this table',
      'The watch function has never run on it. Limits are evaluated every few minutes once it runs.'),
    answer.known ? h('h2', {}, 'Open limits') : null,
    open.length > 0 ? byAgent(open) : answer.known ? h('p.muted', {}, 'No limit is breached.') : null,
    answer.budgets.length > 0 ? [h('h2', {}, 'Budgets of today (UTC)'), h('ul.budgets', {}, answer.budgets.map((budget) =>
      h('li', {}, clip(budget.agent_slug, agentAddress(budget.agent_slug)), budgetBar(budget))))] : null,
    over.length > 0 ? [h('h2', {}, 'Ended'), limitTable(over, true)] : null,
    answer.history.length > 0 ? [h('h2', {}, 'History'), historyTable(answer.history, true)] : null,
    pipeline(alarms),
    answer.as_of ? h('p.fine', {}, 'As of ' + time(answer.as_of) + '.') : null);
}

/** The open limits, grouped by agent. */
function byAgent(list) {
  const groups = new Map();
  for (const limit of list) {
    const name = limit.agent_slug ?? '';
    groups.set(name, [...(groups.get(name) ?? []), limit]);
  }
  return [...groups].map(([name, own]) => h('section.group', {'aria-label': name || 'all agents'},
    h('h3', {}, agentCell(own[0])), limitTable(own, false)));
}

export function limitTable(list, withAgent) {
  return table('Limits', [
    {label: 'State', kind: 'state', sort: (limit) => limit.level, cell: level},
    withAgent ? {label: 'Agent', kind: 'agent', sort: (limit) => limit.agent_slug ?? '', cell: agentCell} : null,
    {label: 'Limit', kind: 'name', sort: (limit) => limit.kind, cell: (limit) => limitName(limit.kind)},
    {label: 'Since', kind: 'when', sort: (limit) => limit.since, cell: (limit) =>
      h('span', {title: limit.since}, time(limit.since), h('span.sub', {}, ago(limit.since)))},
    {label: 'Reason', kind: 'prose', cell: (limit) => limit.summary},
    {label: 'What to do', kind: 'text', cell: (limit) => runbook(limit.kind)},
  ].filter(Boolean), list);
}

const runbook = (kind) => h('a', {href: '#/runbook/' + kind}, 'Runbook');

export function historyTable(list, withAgent) {
  return table('What happened, newest first', [
    {label: 'Time', kind: 'when', sort: (event) => event.at, cell: (event) => h('span', {title: event.at}, time(event.at))},
    {label: 'State', kind: 'state', cell: (event) => badge(event.level, kinds[event.level])},
    withAgent ? {label: 'Agent', kind: 'agent', sort: (event) => event.agent_slug ?? '', cell: agentCell} : null,
    {label: 'Limit', kind: 'name', sort: (event) => event.kind, cell: (event) => limitName(event.kind)},
    {label: 'Reason', kind: 'prose', cell: (event) => (event.level === 'ok' ? h('span.muted', {}, 'over: ' + event.summary) : event.summary)},
  ].filter(Boolean), list);
}

/** The alarms of the pipeline, if the server knows them. */
function pipeline(answer) {
  if (answer.problem) {
    return notice('Cannot read the alarms', answer.problem);
  }
  if (!answer.known) {
    return null;
  }
  const list = [...answer.alarms].sort((a, b) =>
    order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name));
  return [h('h2', {}, 'CloudWatch alarms'), list.length === 0
    ? h('p.muted', {}, 'The alarm definitions are empty.')
    : table('Alarms, firing alarms first', [
      {label: 'State', kind: 'state', cell: (alarm) => badge(...states[alarm.state])},
      {label: 'Alarm', kind: 'name', sort: (alarm) => alarm.name, cell: (alarm) => [alarm.name,
        h('span.sub', {}, alarm.description)]},
      {label: 'Agent', kind: 'agent', cell: (alarm) => (alarm.agent_slug
        ? clip(alarm.agent_slug, agentAddress(alarm.agent_slug)) : h('span.muted', {}, 'pipeline'))},
      {label: 'Since', kind: 'when', cell: (alarm) => (alarm.since ? time(alarm.since) : null)},
      {label: 'Reason', kind: 'prose', cell: (alarm) => alarm.reason},
    ], list, (alarm) => ({class: alarm.state === 'ALARM' ? 'alarm failed' : 'alarm'}))];
}
