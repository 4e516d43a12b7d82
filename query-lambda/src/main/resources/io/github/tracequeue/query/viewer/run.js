// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {agentAddress, badge, clip, copyable, figure, figures, fill, h, notice, runAddress, traceAddress} from './dom.js';
import {compact, count, millis, time, usd} from './format.js';
import {duration, runState, runTable, startOf} from './runs.js';
import {calls} from './traces.js';

/** One run: its status, and its calls in order. */
export async function run({content, id, parameters, signal}) {
  const answer = await ask('runs/' + encodeURIComponent(id), {agent: parameters.get('agent')}, signal);
  const {run: item, stats} = answer;
  const traceIds = [...new Set(answer.calls.map((call) => call.trace_id).filter(Boolean))];
  fill(content,
    h('p.crumbs', {}, h('a', {href: '#/runs'}, 'Runs'), ' / ', copyable(id)),
    figures(
      figure('Status', item ? runState(item) : badge('not reported', 'plain')),
      item ? figure('Agent', clip(item.agent_slug, agentAddress(item.agent_slug))) : null,
      figure('Started', time(item ? startOf(item) : answer.calls[0].timestamp)),
      item && duration(item) ? figure('Duration', duration(item)) : null,
      figure('Calls', count(stats.count), stats.errors ? count(stats.errors) + ' failed' : null,
        stats.errors ? 'bad' : null),
      figure('Cost', usd(stats.spend_usd), stats.unpriced ? count(stats.unpriced) + ' unpriced' : null),
      figure('Tokens', compact(stats.input_tokens) + ' \u2192 ' + compact(stats.output_tokens)),
      figure('Latency p50', millis(stats.latency_ms.p50), 'p95 ' + millis(stats.latency_ms.p95))),
    answer.other_agents
      ? h('p', {}, 'Runs of other agents with this id: ', answer.other_agents.map((agent, i) => [i > 0 ? ', ' : '',
        h('a', {href: runAddress(id, {agent})}, agent)]))
      : null,
    item?.summary ? h('p.summary', {}, item.summary) : null,
    item?.parent_run_id
      ? h('p', {}, 'Started by run ', h('a', {href: runAddress(item.parent_run_id)}, item.parent_run_id), '.')
      : null,
    traceIds.length > 0
      ? h('p', {}, 'Delegation: ', traceIds.slice(0, 5).map((trace, i) => [i > 0 ? ', ' : '',
        h('a', {href: traceAddress(trace)}, traceIds.length === 1 ? 'the trace of this run' : trace)]))
      : null,
    answer.covers.complete ? null : notice('Incomplete list of calls', 'The run has more calls than one page reads.'),
    h('h2', {}, 'Calls in order'),
    answer.calls.length > 0
      ? calls(answer.calls, 'Calls of the run, oldest first', [when(answer.calls)])
      : notice('No calls of this run are stored', 'The search covered ' + answer.covers.from
        + ' to ' + answer.covers.until + '.'),
    answer.children.length > 0 ? [h('h2', {}, 'Runs it started'), runTable(answer.children, 'Runs it started')] : null);
}

/** A column that shows the time of a call within the run. */
function when(list) {
  const start = Math.min(...list.map((call) => Date.parse(call.timestamp)));
  const end = Math.max(...list.map((call) => Date.parse(call.timestamp) + call.latency_ms));
  const share = (ms) => (100 * ms) / Math.max(1, end - start) + '%';
  return {label: 'In the run', kind: 'lane', cell: (call) => {
    const offset = Date.parse(call.timestamp) - start;
    const bar = h('span.lane-bar', {});
    bar.style.left = 'min(' + share(offset) + ', 100% - 3px)';
    bar.style.width = 'max(3px, ' + share(call.latency_ms) + ')';
    return h('span.lane-track', {title: 'starts after ' + millis(offset)}, bar);
  }};
}
