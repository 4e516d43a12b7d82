// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {lines} from './charts.js';
import {address, fill, h, notice, table} from './dom.js';
import {ago, change, count, millis, percent, time, usd} from './format.js';
import {agentNames} from './names.js';

/** Differences below this are noise. */
const NOTABLE = 0.15;

/** An agent's prompts: when they changed, and how latency and cost changed. */
export async function prompts({content, parameters, range, signal}) {
  const slugs = await agentNames(signal);
  const asked = parameters.get('agent');
  const agent = asked ?? slugs[0];
  if (!agent) {
    fill(content, notice('No agent has sent anything yet',
      'Prompts are identified by a hash. Their text is not stored.'));
    return;
  }
  const answer = await ask('agents/' + encodeURIComponent(agent) + '/prompts', range.query, signal);
  fill(content, chooser([...new Set([...slugs, agent])].sort(), agent), body(answer, parameters.get('hash'), range));
}

function chooser(slugs, chosen) {
  const select = h('select', {onchange: () => {
    location.hash = address('prompts', {agent: select.value});
  }}, slugs.map((slug) => h('option', {value: slug, selected: slug === chosen}, slug)));
  return h('div.bar', {},
    h('label.inline', {}, h('span', {}, 'Agent'), select),
    h('p.muted', {}, 'Prompts are identified by a hash. Their text is not stored.'));
}

function body(answer, marked, range) {
  const {prompts: list} = answer;
  if (list.length === 0) {
    return notice('No prompts in ' + range.phrase,
      'The agent made no calls, or sends neither prompt_preview nor prompt_hash.');
  }
  const changes = answer.repeating ? list.slice(0, -1).map((prompt) => prompt.first_seen_at) : [];
  return [
    h('p', {}, sentence(answer, changes)),
    answer.series.length > 1
      ? h('section', {}, h('h2', {}, 'Latency, with prompt changes'),
        lines('Latency over time, 50th and 95th percentile, with a line at each of ' + changes.length + ' prompt changes',
          answer.series, [
            {name: 'p95', value: (bucket) => bucket.latency_ms.p95, colour: '--accent'},
            {name: 'p50', value: (bucket) => bucket.latency_ms.p50, colour: '--muted'}],
          millis, changes.map((at) => ({at, colour: '--c3', name: 'prompt changed'}))))
      : null,
    h('h2', {}, 'Prompts'),
    table('Prompts, latest first', promptColumns(answer), list,
      (prompt) => ({class: prompt.prompt_hash === marked ? 'marked' : null})),
    answer.covers.complete ? null : h('p.fine', {},
      'Covers the newest ' + count(answer.stats.stored) + ' calls; the oldest prompt may have been in use earlier.'),
  ];
}

function sentence(answer, changes) {
  if (!answer.repeating) {
    return 'Nearly every call has a different prompt, so no changes can be shown: '
      + count(answer.distinct) + ' prompts in ' + count(answer.stats.count) + ' calls.';
  }
  if (changes.length === 0) {
    return 'One prompt, in use since ' + time(answer.prompts[0].first_seen_at) + ' or earlier.';
  }
  return 'The prompt last changed ' + ago(changes[0]) + ', ' + time(changes[0]) + '.';
}

function promptColumns({agent_slug: slug, prompts: list, repeating}) {
  const before = (prompt) => (repeating ? list[list.indexOf(prompt) + 1] : undefined);
  const start = new Date(list.at(-1).first_seen_at);
  const end = Math.max(...list.map((prompt) => new Date(prompt.last_seen_at)));
  return [
    {label: 'Prompt', kind: 'name mono', cell: (prompt) =>
      (prompt.prompt_hash === ''
      ? 'empty prompt'
      : h('a', {href: address('traces', {agent: slug, prompt_hash: prompt.prompt_hash})}, prompt.prompt_hash))},
    {label: 'In use', kind: 'lane', cell: (prompt) => lane(prompt, start, end)},
    {label: 'Calls', kind: 'num', cell: (prompt) => count(prompt.count)},
    {label: 'p50', kind: 'num', cell: (prompt) => compared(prompt, before(prompt), (p) => p.latency_ms.p50, millis)},
    {label: 'p95', kind: 'num', cell: (prompt) => compared(prompt, before(prompt), (p) => p.latency_ms.p95, millis)},
    {label: 'Cost per call', kind: 'num', cell: (prompt) =>
      compared(prompt, before(prompt), (p) => p.cost_per_call_usd, usd)},
    {label: 'Errors', kind: 'num', cell: (prompt) => percent(prompt.errors, prompt.count)},
    {label: 'Last decision', kind: 'prose', cell: (prompt) => prompt.last_decision
      ? h('span.clamp', {title: prompt.last_decision}, prompt.last_decision) : null},
  ];
}

function lane(prompt, start, end) {
  const from = new Date(prompt.first_seen_at) - start;
  const to = new Date(prompt.last_seen_at) - start;
  const all = Math.max(1, end - start);
  const bar = h('span.lane-bar', {});
  bar.style.left = (100 * from) / all + '%';
  bar.style.width = Math.max(2, (100 * (to - from)) / all) + '%';
  return [h('span.sub', {}, time(prompt.first_seen_at), ' \u2013 ', time(prompt.last_seen_at)), h('span.lane-track', {}, bar)];
}

/** A value, and its change from the previous prompt. */
function compared(prompt, before, value, format) {
  const now = value(prompt);
  const then = before && value(before);
  if (now === undefined) {
    return 'unpriced';
  }
  const notable = then > 0 && Math.abs(now - then) / then >= NOTABLE;
  return [format(now), notable ? h('span.sub' + (now > then ? '.warn' : ''), {}, change(now, then)) : null];
}
