// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {address, agentAddress, badge, choice, clip, fill, h, notice, runAddress, table, traceAddress} from './dom.js';
import {ago, count, millis, shortId, time, usd} from './format.js';

/** A run that is running for longer than this without an event is marked. */
const STALE_AFTER = 3_600_000;

const isStale = (run) => run.status === 'running' && Date.now() - new Date(run.timestamp) > STALE_AFTER;

/** The status of a run; success is not highlighted. */
export const runState = (run) => (run.status === 'succeeded'
  ? h('span.muted', {}, 'succeeded')
  : badge(isStale(run) ? 'running, no event' : run.status, run.status === 'failed' || isStale(run) ? 'bad' : 'busy'));

/** A run's id without its leading time, if it has one. */
const idOf = (run) => run.run_id.replace(/^[0-9-]{10}T[0-9:.]+Z#/, '');

/** The start of a run: from its event, from its id, or else the time of its event. */
export function startOf(run) {
  const inId = run.run_id.split('#')[0];
  return run.started_at ?? (isNaN(Date.parse(inId)) ? run.timestamp : inId);
}

const durationMillis = (run) => (run.ended_at ? new Date(run.ended_at) - new Date(startOf(run))
  : run.status === 'running' ? Date.now() - new Date(startOf(run)) : 0);

export const duration = (run) =>
  run.ended_at ? millis(durationMillis(run))
    : run.status === 'running' ? 'running for ' + ago(startOf(run)).replace(' ago', '') : '';

/**
 * A table of runs.
 *
 * @param options own: all runs are of one agent; withTrace: whether to show the trace
 */
export function runTable(list, caption, {own = false, withTrace = true} = {}) {
  const known = list.some((run) => run.calls !== undefined);
  return table(caption, [
    {label: 'Started', kind: 'when', sort: startOf, cell: (run) => h('span', {title: startOf(run)}, time(startOf(run)))},
    own ? null : {label: 'Agent', kind: 'agent', sort: (run) => run.agent_slug, cell: (run) => clip(run.agent_slug, agentAddress(run.agent_slug))},
    {label: 'Run', kind: 'id long', cell: (run) => 
      h('a.clip', {href: runAddress(run.run_id, {agent: run.agent_slug}), title: run.run_id}, idOf(run))},
    {label: 'Status', kind: 'state', sort: (run) => run.status, cell: runState},
    {label: 'Duration', kind: 'num', sort: durationMillis, cell: duration},
    known ? {label: 'Calls', kind: 'num', sort: (run) => run.calls ?? -1, cell: (run) =>
      (run.calls === undefined ? h('span.muted', {title: 'not all of its calls were read'}, '?') : count(run.calls))} : null,
    known ? {label: 'Errors', kind: 'num', sort: (run) => run.errors ?? -1, cell: (run) => (run.errors > 0
      ? h('span.bad', {}, count(run.errors)) : run.errors)} : null,
    known ? {label: 'Cost', kind: 'num', sort: (run) => run.cost_usd ?? -1, cell: (run) => (run.cost_usd === undefined ? null
      : run.unpriced > 0 ? usd(run.cost_usd) + ' + ?' : usd(run.cost_usd))} : null,
    withTrace ? {label: 'Trace', kind: 'id short', cell: (run) => run.trace_id
      ? h('a', {href: traceAddress(run.trace_id), title: run.trace_id}, shortId(run.trace_id)) : null} : null,
    {label: 'Summary', kind: 'prose', cell: (run) => run.summary
      ? h('span.clamp', {title: run.summary}, run.summary) : null},
  ].filter(Boolean), list, (run) => ({class: isStale(run) ? 'run failed' : 'run'}));
}

/** Runs, newest first. */
export async function runs({content, parameters, range, signal}) {
  const filters = {agent: parameters.get('agent'), status: parameters.get('status')};
  const cursor = parameters.get('cursor');
  const answer = await ask('runs', {...filters, cursor, sums: true}, signal);
  // The id of a run begins with its start, and the list is in the order of ids.
  const list = answer.runs.filter((run) => isIn(range, startOf(run)));
  const older = answer.runs.some((run) => new Date(startOf(run)) < range.from);
  const next = older ? null : answer.next_cursor;
  fill(content,
    h('div.bar', {},
      filters.agent ? h('a.button', {href: address('runs', {status: filters.status})}, 'Agent: ' + filters.agent + ' \u00d7') : null,
      choice('Status', [['', 'All'], ['running', 'Running'], ['succeeded', 'Succeeded'], ['failed', 'Failed']],
        filters.status ?? '', (value) => address('runs', {...filters, status: value}))),
    list.length > 0
      ? runTable(list, 'Runs, newest first')
      : next
        ? notice('No matching runs so far', 'Continue the search below.')
        : notice('No runs', 'No run in ' + range.phrase + '. Runs appear here if an agent reports their start and end.',
          h('p', {}, h('a', {href: address('traces')}, 'See Traces for its calls'), '.')),
    h('nav.pager', {'aria-label': 'Pages'},
      cursor ? h('a.button', {href: address('runs', filters)}, '\u2190 Newest') : null,
      next ? h('a.button', {href: address('runs', {...filters, cursor: next})},
        answer.ended_early ? 'Continue search \u2192' : 'Older \u2192') : null));
}

const isIn = (range, start) => {
  const time = new Date(start);
  return time >= range.from && (!range.until || time < range.until);
};
