// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {details} from './call.js';
import {badge, copyable, figure, figures, fill, h, notice, runAddress, traceAddress} from './dom.js';
import {count, counted, millis, percent, time, usd} from './format.js';
import {runTable} from './runs.js';
import {Tree} from './tree.js';

/** The tree that was shown last. */
let shown = {id: null, tree: null};

/** One trace: the calls between agents, with their time and cost. */
export async function trace({content, id, parameters, signal}) {
  const answer = await ask('traces/' + encodeURIComponent(id), {
    from: parameters.get('from'), until: parameters.get('until')}, signal);
  const panel = h('section.panel', {'aria-label': 'Selected call', 'aria-live': 'polite'});
  const tree = new Tree(answer, (node) => {
    fill(panel, panels[node.kind](node, answer.runs));
    history.replaceState(null, '', traceAddress(id, {event: node.event_id ?? node.span_id}));
  });
  if (shown.id === id) {
    tree.resume(shown.tree);
  }
  shown = {id, tree};
  const {stats} = answer;
  const gone = answer.nodes.filter((node) => node.kind === 'missing').length;
  fill(content,
    h('p.crumbs', {}, h('a', {href: '#/traces'}, 'Traces'), ' / ', copyable(id)),
    figures(
      figure('Calls', count(stats.count), stats.errors ? count(stats.errors) + ' failed' : null,
        stats.errors ? 'bad' : null),
      figure('Cost', usd(answer.cost_usd), stats.unpriced ? count(stats.unpriced) + ' unpriced'
        : stats.roll_ups ? counted(stats.roll_ups, 'roll-up') + ' not counted' : null),
      answer.started_at ? figure('Started', time(answer.started_at)) : null,
      answer.duration_ms === undefined ? null : figure('Duration', millis(answer.duration_ms)),
      figure('Agents', count(answer.agents.length)),
      stats.sampled ? figure('Sampled', badge('sampled', 'plain'), 'stored calls represent more calls') : null),
    found(answer),
    gone ? h('p.fine', {}, count(gone) + (gone === 1 ? ' parent is' : ' parents are')
      + ' not stored: a span that made no model call, or whose event has not arrived.') : null,
    answer.nodes.length > 0
      ? [legend(answer, tree), tree.element, panel]
      : notice('No calls', 'Only runs of this trace are stored.'),
    answer.runs.length > 0 ? [h('h2', {}, 'Runs in this trace'), runTable(answer.runs, 'Runs in this trace', {withTrace: false})] : null);
  tree.start(parameters.get('event'));
}

function found({lookup}) {
  if (lookup.method === 'time_window') {
    return h('p.fine.warn', {}, 'The table has no index over traces. Only '
      + (lookup.from ?? 'all time') + ' to ' + (lookup.until ?? 'now') + ' was searched'
      + (lookup.complete ? '.' : ', but not completely.'));
  }
  return lookup.complete ? null : h('p.fine.warn', {}, 'The trace has more than the 10,000 calls shown.');
}

function legend(answer, tree) {
  const costs = new Map();
  for (const node of answer.nodes) {
    if (node.kind === 'call' && !node.roll_up) {
      costs.set(node.agent_slug, (costs.get(node.agent_slug) ?? 0) + (node.cost_usd ?? 0));
    }
  }
  return h('ul.legend', {'aria-label': 'Agents and their cost'}, [...answer.agents].sort((a, b) => (costs.get(b) ?? 0) - (costs.get(a) ?? 0)).map((agent) =>
    h('li', {}, h('span.dot.agent-' + tree.colourOf(agent), {}), agent, ' ',
      h('span.muted', {}, usd(costs.get(agent) ?? 0) + (answer.cost_usd > 0
        ? ', ' + percent(costs.get(agent) ?? 0, answer.cost_usd) : '')))));
}

const beneath = (node) => h('div', {}, h('dt', {}, 'Below this node'),
  h('dd', {}, counted(node.calls_beneath, 'call') + ', ' + usd(node.cost_beneath_usd)));

const runOf = (node, runs) => {
  const run = runs.find((one) => one.run_id === node.run_id);
  return h('dl.details', {},
    h('div', {}, h('dt', {}, 'Run'), h('dd', {}, h('a', {href: runAddress(node.run_id)}, node.run_id))),
    h('div', {}, h('dt', {}, 'Status'), h('dd', {}, node.run_status)),
    run?.summary ? h('div', {}, h('dt', {}, 'Summary'), h('dd', {}, run.summary)) : null,
    beneath(node));
};

const missing = (node) => h('dl.details', {},
  h('div', {}, h('dt', {}, 'Span'), h('dd', {}, node.span_id)),
  h('div', {}, h('dt', {}, 'Not stored'),
    h('dd', {}, 'It is the parent of calls, but it has no stored event.')),
  beneath(node));

/** The details of the selected node, by its kind. */
const panels = {call: details, run: runOf, missing};
