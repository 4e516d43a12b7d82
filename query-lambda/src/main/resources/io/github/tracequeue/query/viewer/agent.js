// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {lines, stacked} from './charts.js';
import {address, clip, figure, figures, fill, h, table} from './dom.js';
import {agentState, atLeast, budgetBar, callAddress, compared, coverage} from './facts.js';
import {bucketTime, change, compact, count, counted, manyFailed, millis, percent, spent, time, usd} from './format.js';
import {historyTable, limitTable} from './limits.js';
import {runTable} from './runs.js';

/** One agent over time: its spend, latency, errors and tokens on one axis, and what explains them. */
export async function agent({content, id, range, signal}) {
  const path = 'agents/' + encodeURIComponent(id);
  const [answer, runs] = await Promise.all([
    ask(path, {...range.query, step: range.step}, signal),
    ask('runs', {agent: id, limit: 10, sums: true}, signal),
  ]);
  const one = answer.agent;
  const marks = [
    ...(one.prompt_changed_at ? [{at: one.prompt_changed_at, colour: '--c3', name: 'prompt changed'}] : []),
    ...answer.history.filter((event) => event.level !== 'ok')
      .map((event) => ({at: event.at, colour: '--warn', name: 'limit reached'}))];
  fill(content,
    h('p.crumbs', {}, h('a', {href: address('')}, 'Overview'), ' / ', h('span', {}, id), ' ', agentState(one),
      one.state_reason ? [' ', h('span.muted', {}, one.state_reason)] : null),
    summary(answer, range),
    one.budget ? h('section', {}, h('h2', {}, 'Budget of today (UTC)'), h('ul.budgets', {}, h('li', {}, budgetBar(one.budget)))) : null,
    one.limits.length > 0 ? [h('h2', {}, 'Open limits'), limitTable(one.limits, false)] : null,
    one.last_decision ? h('p.summary', {}, h('span.muted', {}, 'Last decision, ' + time(one.last_decision.timestamp) + ': '),
      h('a', {href: callAddress(id, one.last_decision)}, one.last_decision.text)) : null,
    one.stats.count > 0 ? charts(answer, marks) : h('p.muted', {}, 'No calls in ' + range.phrase + '.'),
    one.stats.count > 0 ? models(id, answer) : null,
    prompts(id, answer),
    runs.runs.length > 0 ? [h('h2', {}, 'Newest runs'), runTable(runs.runs, 'Newest runs', {own: true}),
      h('p', {}, h('a', {href: address('runs', {agent: id})}, 'All runs'))] : null,
    answer.history.length > 0 ? [h('h2', {}, 'Limits over time'), historyTable(answer.history, false)] : null,
    coverage(answer, range));
}

function summary(answer, range) {
  const {stats, before, this_month: month, last_month: last} = answer.agent;
  const {complete} = answer.covers;
  return figures(
    figure('Spend, ' + range.label, atLeast(spent(stats), complete),
      compared(answer, range, stats.spend_usd, before.spend_usd)),
    figure('This month', atLeast(spent(month), answer.months_complete), answer.months_complete && last.count > 0
      ? change(month.spend_usd, last.spend_usd) + ' vs ' + usd(last.spend_usd) + ' in the same part of last month' : null),
    figure('Calls', h('a', {href: address('traces', {agent: answer.agent.agent_slug})}, atLeast(compact(stats.count), complete)),
      stats.sampled ? count(stats.stored) + ' stored, sampled' : compared(answer, range, stats.count, before.count, false)),
    figure('Errors', stats.errors > 0
      ? h('a', {href: address('traces', {agent: answer.agent.agent_slug, status: 'error'})}, count(stats.errors)) : '0',
    percent(stats.errors, stats.count), manyFailed(stats) ? 'bad' : null),
    figure('Latency p50', millis(stats.latency_ms.p50), compared(answer, range, stats.latency_ms.p50, before.latency_ms.p50)),
    figure('p95', millis(stats.latency_ms.p95), compared(answer, range, stats.latency_ms.p95, before.latency_ms.p95)),
    figure('Tokens', compact(stats.input_tokens) + ' \u2192 ' + compact(stats.output_tokens),
      stats.cache_read_tokens ? percent(stats.cache_read_tokens, stats.input_tokens) + ' from the cache' : null),
    stats.unpriced ? figure('Unpriced', counted(stats.unpriced, 'call'), 'not in the spend', 'warn') : null);
}

function charts(answer, marks) {
  const buckets = answer.series;
  const groups = new Map(answer.by_model.map((bucket) => [bucket.start, bucket.groups]));
  const byModel = buckets.map((bucket) => ({...bucket, groups: groups.get(bucket.start) ?? {}}));
  const names = [...new Set(answer.models.map((model) => model.model))];
  const section = (title, ...parts) => h('section', {}, h('h2', {}, title), parts);
  return h('div.pair', {},
    section('Spend by model', stacked('Spend over time by model', byModel, names, (values) => values.spend_usd, usd)),
    section('Calls by model', stacked('Calls over time by model', byModel, names, (values) => values.count, compact)),
    section('Latency', lines('Latency over time', buckets, [
      {name: 'p50', value: (bucket) => bucket.latency_ms.p50, colour: '--muted'},
      {name: 'p95', value: (bucket) => bucket.latency_ms.p95, colour: '--accent'},
      {name: 'p99', value: (bucket) => bucket.latency_ms.p99, colour: '--c1'}], millis, marks)),
    section('Errors', lines('Share of failed calls over time', buckets, [
      {name: 'errors', value: (bucket) => (100 * bucket.errors) / bucket.count, colour: '--bad'}],
    (value) => Math.round(10 * value) / 10 + ' %', marks)),
    section('Tokens', lines('Tokens over time', buckets, [
      {name: 'input', value: (bucket) => bucket.input_tokens, colour: '--c0'},
      {name: 'output', value: (bucket) => bucket.output_tokens, colour: '--c1'},
      {name: 'read from the cache', value: (bucket) => bucket.cache_read_tokens, colour: '--c2'}], compact, marks)));
}

function models(slug, answer) {
  return [h('h2', {}, 'Models'), table('Models, the most expensive first', [
    {label: 'Model', kind: 'name', sort: (model) => model.model, cell: (model) => [
      clip(model.model, address('traces', {agent: slug, model: model.model})),
      model.provider ? h('span.sub', {}, model.provider) : null]},
    {label: 'Spend', kind: 'num', sort: (model) => model.spend_usd, cell: spent},
    {label: 'Calls', kind: 'num', sort: (model) => model.count, cell: (model) => compact(model.count)},
    {label: 'Errors', kind: 'num', sort: (model) => model.errors, cell: (model) => percent(model.errors, model.count)},
    {label: 'p50', kind: 'num', sort: (model) => model.latency_ms.p50, cell: (model) => millis(model.latency_ms.p50)},
    {label: 'p95', kind: 'num', sort: (model) => model.latency_ms.p95, cell: (model) => millis(model.latency_ms.p95)},
    {label: 'Tokens', kind: 'num', sort: (model) => model.input_tokens, cell: (model) =>
      compact(model.input_tokens) + ' \u2192 ' + compact(model.output_tokens)},
  ], answer.models)];
}

function prompts(slug, answer) {
  const list = answer.prompts.slice(0, 5);
  if (list.length === 0) {
    return null;
  }
  const seconds = answer.series[0]?.seconds ?? 86_400;
  return [h('h2', {}, 'Prompts'), table('Newest prompts', [
    {label: 'Prompt', kind: 'name mono', cell: (prompt) => (prompt.prompt_hash === '' ? 'empty prompt'
      : h('a', {href: address('traces', {agent: slug, prompt_hash: prompt.prompt_hash})}, prompt.prompt_hash))},
    {label: 'Calls', kind: 'num', sort: (prompt) => prompt.count, cell: (prompt) => compact(prompt.count)},
    {label: 'First used', kind: 'when', cell: (prompt) => bucketTime(prompt.first_seen_at, seconds)},
    {label: 'Last used', kind: 'when', cell: (prompt) => bucketTime(prompt.last_seen_at, seconds)},
  ], list), h('p', {}, h('a', {href: address('prompts', {agent: slug})}, 'Compare the prompts'))];
}
