// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {allBuckets, sparkline, stacked} from './charts.js';
import {address, agentAddress, badge, choice, clip, figure, figures, fill, h, notice, runAddress, table} from './dom.js';
import {agentState, atLeast, budgetBar, callAddress, compared, coverage, NOTABLE} from './facts.js';
import {ago, bucketTime, change, compact, count, counted, manyFailed, millis, percent, spent, usd} from './format.js';
import {learn} from './names.js';

/** A spend below this is not compared: its growth means nothing. */
const NOTABLE_USD = 0.01;

/** The overview of all agents. */
export async function overview({content, parameters, range, signal}) {
  const answer = await ask('agents', {...range.query, step: range.step}, signal);
  learn(answer);
  if (answer.agents.length === 0) {
    fill(content, notice(
      'No agent has sent anything yet',
      'A call appears here seconds after an agent records it.',
      'To see example data, run: bin/tracequeue local --events 2000'));
    return;
  }
  const by = parameters.get('by') === 'model' ? 'model' : 'agent';
  fill(content,
    summary(answer, range),
    attention(answer, range),
    over(answer, by, range),
    budgets(answer),
    h('h2', {}, 'Agents'),
    table('Agents, the most expensive first', agentColumns(answer, range), byCost(answer.agents), (agent) => ({
      class: {hung: 'failed', silent: 'failed', idle: 'silent'}[agent.state] ?? null})),
    coverage(answer, range));
}

const byCost = (agents) => [...agents].sort((a, b) =>
  b.stats.spend_usd - a.stats.spend_usd || b.stats.count - a.stats.count);

function summary(answer, range) {
  const {total, total_before: before} = answer;
  const months = answer.months_complete;
  const open = answer.limits.length + answer.agents.reduce((sum, agent) => sum + agent.limits.length, 0);
  return figures(
    figure('Spend, ' + range.label, atLeast(usd(total.spend_usd), answer.covers.complete),
      compared(answer, range, total.spend_usd, before.spend_usd)
        ?? (total.unpriced ? counted(total.unpriced, 'call') + ' unpriced' : null)),
    figure('This month', atLeast(usd(answer.this_month.spend_usd), months),
      months && answer.last_month.spend_usd > 0 ? change(answer.this_month.spend_usd, answer.last_month.spend_usd)
        + ' vs ' + usd(answer.last_month.spend_usd) + ' in the same part of last month' : null),
    figure('Today', atLeast(usd(answer.today.spend_usd), months), 'UTC day'),
    figure('Calls', atLeast(compact(total.count), answer.covers.complete),
      compared(answer, range, total.count, before.count, false) ?? (total.sampled ? 'sampled' : null)),
    figure('Errors', total.errors > 0 ? h('a', {href: address('traces', {status: 'error'})}, count(total.errors)) : '0', percent(total.errors, total.count),
      manyFailed(total) ? 'bad' : null),
    figure('Latency p95', millis(total.latency_ms.p95), 'p50 ' + millis(total.latency_ms.p50)),
    figure('Limits', h('a', {href: '#/limits'}, open === 0 ? 'none open' : count(open) + ' open'),
      null, open ? 'bad' : null));
}

/** What needs attention, and what changed: the worst first. */
function attention(answer, range) {
  const lines = answer.limits.map((limit) => [limit.level === 'breached' ? 'bad' : 'warn', 'All agents',
    '#/limits', limit.kind + ': ' + limit.summary, limit.since]);
  for (const agent of answer.agents) {
    lines.push(...linesOf(agent, answer, range).map(([kind, href, text, since]) =>
      [kind, agent.agent_slug, href, text, since]));
  }
  const order = ['bad', 'warn', 'plain'];
  lines.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) || a[1].localeCompare(b[1]));
  return h('section.attention', {'aria-label': 'What needs attention'},
    h('h2', {}, lines.length > 0 ? 'What changed' : 'All agents work as usual'),
    lines.length > 0 ? h('ul', {}, lines.map(([kind, who, href, text, since]) => h('li.' + kind, {},
      h('a.clip', {href, title: who}, who), ' ', h('span.what', {}, text),
      since ? [' ', h('span.muted', {title: since}, ago(since))] : null))) : null);
}

function linesOf(agent, answer, range) {
  const lines = [];
  const page = agentAddress(agent.agent_slug);
  const since = (bucket) => bucketTime(bucket, agent.series[0]?.seconds ?? 86_400);
  if (agent.state === 'hung') {
    lines.push(['bad', runAddress(agent.last_run.run_id, {agent: agent.agent_slug}),
      'hangs: its run is running, without an event since', agent.last_seen_at]);
  }
  for (const limit of agent.limits) {
    lines.push([limit.level === 'breached' ? 'bad' : 'warn', page, limit.kind + ': ' + limit.summary, limit.since]);
  }
  const trend = agent.latency_trend;
  if (trend && trend.recent_p95_ms >= NOTABLE * trend.earlier_p95_ms) {
    lines.push(['warn', page, 'slower: p95 ' + millis(trend.recent_p95_ms) + ' since ' + since(trend.since) + ', '
      + millis(trend.earlier_p95_ms) + ' before (' + change(trend.recent_p95_ms, trend.earlier_p95_ms) + ')', null]);
  }
  if (answer.covers.complete && answer.before.complete && agent.before.spend_usd > NOTABLE_USD
      && agent.stats.spend_usd >= NOTABLE * agent.before.spend_usd) {
    lines.push(['warn', page, 'spends more: ' + usd(agent.stats.spend_usd) + ' in ' + range.phrase + ', '
      + usd(agent.before.spend_usd) + ' before', null]);
  }
  if (manyFailed(agent.stats) && agent.stats.errors > 1) {
    lines.push(['warn', address('traces', {agent: agent.agent_slug, status: 'error'}),
      'fails: ' + counted(agent.stats.errors, 'error') + ' (' + percent(agent.stats.errors, agent.stats.count) + ')', null]);
  }
  if (agent.stats.unpriced > 0) {
    lines.push(['plain', page, counted(agent.stats.unpriced, 'call') + ' unpriced: the spend is higher than shown', null]);
  }
  if (agent.prompt_changed_at) {
    lines.push(['plain', address('prompts', {agent: agent.agent_slug}), 'uses another prompt since ' + since(agent.prompt_changed_at), null]);
  }
  return lines;
}

/** Spend and calls over time, stacked by agent or by model. */
function over(answer, by, range) {
  const buckets = allBuckets(answer, by === 'model' ? answer.by_model : byAgent(answer.agents));
  const totals = new Map();
  for (const bucket of buckets) {
    for (const [name, values] of Object.entries(bucket.groups)) {
      totals.set(name, (totals.get(name) ?? 0) + values.spend_usd + values.count / 1e9);
    }
  }
  if (totals.size === 0) {
    return h('p.muted', {}, 'No calls in ' + range.phrase + '.');
  }
  const names = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a));
  return [
    choice('Group by', [['agent', 'By agent'], ['model', 'By model']], by,
      (value) => address('', {by: value === 'agent' ? null : value})),
    h('div.pair', {},
      h('section', {}, h('h2', {}, 'Spend by ' + by),
        stacked('Spend over time by ' + by, buckets, names, (values) => values.spend_usd, usd)),
      h('section', {}, h('h2', {}, 'Calls by ' + by),
        stacked('Calls over time by ' + by, buckets, names, (values) => values.count, compact)))];
}

/** The buckets of all agents, with the agents as groups. */
function byAgent(agents) {
  const buckets = new Map();
  for (const agent of agents) {
    for (const bucket of agent.series) {
      if (!buckets.has(bucket.start)) {
        buckets.set(bucket.start, {start: bucket.start, seconds: bucket.seconds, groups: {}});
      }
      buckets.get(bucket.start).groups[agent.agent_slug] = bucket;
    }
  }
  return [...buckets.values()];
}

function budgets({agents}) {
  const list = agents.filter((agent) => agent.budget);
  return list.length === 0 ? null : h('section', {}, h('h2', {}, 'Budgets of today (UTC)'),
    h('ul.budgets', {}, list.map((agent) => h('li', {}, clip(agent.agent_slug, agentAddress(agent.agent_slug)),
      budgetBar(agent.budget)))));
}

function agentColumns(answer, range) {
  const {complete} = answer.covers;
  const months = answer.months_complete;
  return [
    {label: 'Agent', kind: 'name', sort: (agent) => agent.agent_slug, cell: (agent) => [
      clip(agent.agent_slug, agentAddress(agent.agent_slug)), ' ', agentState(agent), seen(agent)]},
    {label: 'Spend', kind: 'num', sort: (agent) => agent.stats.spend_usd, cell: (agent) => [
      atLeast(spent(agent.stats), complete), sub(compared(answer, range, agent.stats.spend_usd, agent.before.spend_usd))]},
    {label: 'This month', kind: 'num', sort: (agent) => agent.this_month.spend_usd, cell: (agent) => [
      atLeast(spent(agent.this_month), months),
      months && agent.last_month.count > 0 ? h('span.sub', {title: 'The same part of last month: ' + usd(agent.last_month.spend_usd)},
        change(agent.this_month.spend_usd, agent.last_month.spend_usd) + ' vs last month') : null]},
    {label: 'Calls', kind: 'num', sort: (agent) => agent.stats.count, cell: (agent) => [
      h('a', {href: address('traces', {agent: agent.agent_slug})}, atLeast(compact(agent.stats.count), complete)),
      agent.stats.sampled ? badge('sampled', 'plain',
        count(agent.stats.stored) + ' stored calls represent all calls') : null]},
    {label: 'Errors', kind: 'num', sort: (agent) => agent.stats.errors / Math.max(1, agent.stats.count), cell: errors},
    {label: 'p50', kind: 'num', sort: (agent) => agent.stats.latency_ms.p50, cell: (agent) => millis(agent.stats.latency_ms.p50)},
    {label: 'p95', kind: 'num', sort: (agent) => agent.stats.latency_ms.p95, cell: (agent) => [millis(agent.stats.latency_ms.p95),
      sub(compared(answer, range, agent.stats.latency_ms.p95, agent.before.latency_ms.p95))]},
    {label: 'p95 over time', kind: 'spark', cell: (agent) =>
      sparkline('95th percentile of the latency over time', allBuckets(answer, agent.series), (bucket) =>
        bucket.count ? bucket.p95 : null)},
    {label: 'Last decision', kind: 'prose', cell: decision},
  ];
}

const sub = (node) => (node ? h('span.sub', {}, node) : null);

function seen(agent) {
  if (!agent.last_seen_at) {
    return h('span.sub.warn', {}, 'no call or run so far');
  }
  const run = agent.last_run;
  return h('span.sub', {title: agent.last_seen_at}, 'last seen ' + ago(agent.last_seen_at),
    run ? [', ', h('a', {href: runAddress(run.run_id, {agent: agent.agent_slug})}, 'run ' + run.status)] : null);
}

function errors(agent) {
  const {errors: failed, count: all} = agent.stats;
  return failed === 0
    ? '0'
    : h(manyFailed(agent.stats) ? 'a.bad' : 'a', {href: address('traces', {agent: agent.agent_slug, status: 'error'})},
      count(failed) + ' (' + percent(failed, all) + ')');
}

function decision(agent) {
  const last = agent.last_decision;
  return last
    ? h('a.clamp', {title: last.text, href: callAddress(agent.agent_slug, last)}, last.text)
    : h('span.muted', {}, 'No decision recorded');
}
