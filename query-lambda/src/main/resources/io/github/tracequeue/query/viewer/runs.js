// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {address, badge, fill, h, notice, runAddress, table, traceAddress} from './dom.js';
import {ago, millis, shortId, time} from './format.js';

/** The status of a run; success is not highlighted. */
export const runState = (run) => (run.status === 'succeeded'
  ? h('span.muted', {}, 'succeeded')
  : badge(run.status, run.status === 'failed' ? 'bad' : 'busy'));

/** A run's id without its leading time, if it has one. */
const idOf = (run) => run.run_id.replace(/^[0-9-]{10}T[0-9:.]+Z#/, '');

/** The start of a run: from its event, from its id, or else the time of its event. */
export function startOf(run) {
  const inId = run.run_id.split('#')[0];
  return run.started_at ?? (isNaN(Date.parse(inId)) ? run.timestamp : inId);
}

export const duration = (run) =>
  run.ended_at ? millis(new Date(run.ended_at) - new Date(startOf(run)))
    : run.status === 'running' ? 'running for ' + ago(startOf(run)).replace(' ago', '') : '';

/** A table of runs. */
export function runTable(list, caption, withTrace = true) {
  return table(caption, [
    {label: 'Started', kind: 'when', cell: (run) => h('span', {title: startOf(run)}, time(startOf(run)))},
    {label: 'Agent', kind: 'agent', cell: (run) =>
      h('a', {href: address('runs', {agent: run.agent_slug})}, run.agent_slug)},
    {label: 'Run', kind: 'id long', cell: (run) => 
      h('a.clip', {href: runAddress(run.run_id, {agent: run.agent_slug}), title: run.run_id}, idOf(run))},
    {label: 'Status', kind: 'state', cell: runState},
    {label: 'Duration', kind: 'num', cell: duration},
    withTrace ? {label: 'Trace', kind: 'id short', cell: (run) => run.trace_id
      ? h('a', {href: traceAddress(run.trace_id), title: run.trace_id}, shortId(run.trace_id)) : null} : null,
    {label: 'Summary', kind: 'prose', cell: (run) => run.summary
      ? h('span.clamp', {title: run.summary}, run.summary) : null},
  ].filter(Boolean), list, () => ({class: 'run'}));
}

/** Runs, newest first. */
export async function runs({content, parameters, signal}) {
  const filters = {agent: parameters.get('agent'), status: parameters.get('status')};
  const cursor = parameters.get('cursor');
  const answer = await ask('runs', {...filters, cursor}, signal);
  const status = (value, label) => h('a.button', {
    href: address('runs', {...filters, status: value}),
    'aria-current': (filters.status ?? '') === value ? 'true' : null}, label);
  const next = answer.next_cursor;
  fill(content,
    h('div.bar', {role: 'group', 'aria-label': 'Filters'},
      filters.agent ? h('a.button', {href: address('runs', {status: filters.status})}, 'Agent: ' + filters.agent + ' \u00d7') : null,
      status('', 'All'), status('running', 'Running'), status('succeeded', 'Succeeded'), status('failed', 'Failed')),
    answer.runs.length > 0
      ? runTable(answer.runs, 'Runs, newest first')
      : next
        ? notice('No matching runs so far', 'Continue the search below.')
        : notice('No runs', 'Runs appear here if an agent reports their start and end.',
          h('p', {}, h('a', {href: '#/traces'}, 'See Traces for its calls'), '.')),
    h('nav.pager', {'aria-label': 'Pages'},
      cursor ? h('a.button', {href: address('runs', filters)}, '\u2190 Newest') : null,
      next ? h('a.button', {href: address('runs', {...filters, cursor: next})},
        answer.ended_early ? 'Continue search \u2192' : 'Older \u2192') : null));
}
