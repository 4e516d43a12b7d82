// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {columns, sparkline} from './charts.js';
import {address, badge, figure, figures, fill, h, notice, runAddress, table, traceAddress} from './dom.js';
import {ago, change, compact, count, date, manyFailed, millis, percent, roughly, spent, time, usd} from './format.js';

/** The time without activity after which an agent is highlighted: a day, the interval of most schedules. */
const SILENT_AFTER = 24 * 3_600_000;
/** The growth of the 95th percentile that is highlighted. */
const SLOWER = 1.5;

/** The overview of all agents. */
export async function overview({content, signal}) {
  const [answer, alarms] = await Promise.all([
    ask('agents', {}, signal),
    // The overview is useful without alarms.
    ask('alarms', {}, signal).catch(() => ({known: false})),
  ]);
  if (answer.agents.length === 0) {
    fill(content, notice(
      'No agent has sent anything yet',
      'A call appears here seconds after an agent records it.',
      'To see example data, run: bin/tracequeue local --events 2000'));
    return;
  }
  const agents = [...answer.agents].sort((a, b) => b.last_seen_at.localeCompare(a.last_seen_at));
  fill(content,
    summary(answer, agents, alarms),
    perDay(answer),
    h('h2', {}, 'Agents'),
    table('Agents, most recently active first', agentColumns(), agents, (agent) => ({
      class: isSilent(agent) ? 'silent' : null})),
    coverage(answer));
}

const isSilent = (agent) => Date.now() - new Date(agent.last_seen_at) > SILENT_AFTER;

function summary(answer, agents, alarms) {
  const {stats} = answer;
  const silent = agents.filter(isSilent).length;
  const sum = (value) => agents.reduce((total, agent) => total + value(agent), 0);
  const todayComplete = agents.every((agent) => agent.today.complete);
  return figures(
    figure('Agents', count(agents.length), silent ? silent + ' silent' : 'all active',
      silent ? 'warn' : null),
    figure('Cost today', atLeast(usd(sum((agent) => agent.today.spend_usd)), todayComplete), 'UTC day'),
    figure('Cost, 30 days', atLeast(usd(stats.spend_usd), answer.covers.complete),
      stats.unpriced ? count(stats.unpriced) + ' calls unpriced' : null),
    figure('Calls, 30 days', atLeast(compact(stats.count), answer.covers.complete),
      stats.sampled ? 'sampled' : null),
    figure('Errors', count(stats.errors), percent(stats.errors, stats.count),
      manyFailed(stats) ? 'bad' : null),
    figure('Latency p50', millis(stats.latency_ms.p50), 'p95 ' + millis(stats.latency_ms.p95)),
    alarms.known ? firing(alarms.alarms) : null);
}

function firing(alarms) {
  const active = alarms.filter((alarm) => alarm.state === 'ALARM');
  return figure('Alarms', h('a', {href: '#/alarms', title: active.map((alarm) => alarm.name).join(', ')},
    active.length > 0 ? count(active.length) + ' firing' : 'none firing'),
  'of ' + count(alarms.length), active.length > 0 ? 'bad' : null);
}

/** A sum that may be incomplete. */
const atLeast = (text, complete) => (complete ? text : '\u2265 ' + text);

function perDay({stats}) {
  const days = stats.spend_per_day;
  if (days.length < 2) {
    return null;
  }
  const all = allDays(days);
  return h('section', {},
    h('h2', {}, 'Cost per day'),
    columns('Cost per day, from ' + usd(Math.min(...all.map((d) => d.spend_usd))) + ' to '
      + usd(Math.max(...all.map((d) => d.spend_usd))), all, (one) => one.spend_usd, usd));
}

/** All days from the first to the last, including days without calls. */
function allDays(days) {
  const known = new Map(days.map((one) => [one.day, one]));
  const all = [];
  const last = days[days.length - 1].day;
  for (let at = new Date(days[0].day + 'T00:00:00Z'); ; at = new Date(at.getTime() + 86_400_000)) {
    const day = at.toISOString().slice(0, 10);
    all.push(known.get(day) ?? {day, spend_usd: 0});
    if (day >= last) {
      return all;
    }
  }
}

function agentColumns() {
  return [
    {label: 'Agent', kind: 'name', cell: (agent) => [
      h('a', {href: address('traces', {agent: agent.agent_slug})}, agent.agent_slug), state(agent)]},
    {label: 'Calls', kind: 'num', cell: (agent) => [
      atLeast(compact(agent.stats.count), agent.covers.complete),
      agent.stats.sampled ? badge('sampled', 'plain',
        count(agent.stats.stored) + ' stored calls represent all calls') : null]},
    {label: 'Errors', kind: 'num', cell: (agent) => errors(agent)},
    {label: 'p50', kind: 'num', cell: (agent) => millis(agent.stats.latency_ms.p50)},
    {label: 'p95', kind: 'num', cell: (agent) => millis(agent.stats.latency_ms.p95)},
    {label: 'p95 over time', kind: 'spark', cell: (agent) => [
      sparkline('95th percentile of the latency over time', agent.series, (bucket) =>
        bucket.count ? bucket.latency_ms.p95 : null), trend(agent)]},
    {label: 'Today', kind: 'num', cell: (agent) =>
      atLeast(spent(agent.today), agent.today.complete)},
    {label: '30 days', kind: 'num', cell: (agent) =>
      agent.quiet ? usd(0) : h('span', {title: unpriced(agent.stats)},
        atLeast(spent(agent.stats), agent.covers.complete))},
    {label: 'Last decision', kind: 'prose', cell: (agent) => decision(agent)},
  ];
}

const unpriced = (stats) =>
  (stats.unpriced ? count(stats.unpriced) + ' calls have no known price' : null);

function state(agent) {
  const run = agent.last_run;
  if (isSilent(agent)) {
    return h('span.sub.warn', {title: agent.last_seen_at},
      'has not run since ' + time(agent.last_seen_at) + ' (' + ago(agent.last_seen_at) + ')');
  }
  if (!run) {
    return h('span.sub', {title: agent.last_seen_at}, 'last call ' + ago(agent.last_seen_at));
  }
  const word = {running: 'running', succeeded: 'succeeded', failed: 'failed'}[run.status];
  return h('span.sub', {},
    h('a', {href: runAddress(run.run_id)}, 'run ' + word),
    ' ', h('span', {title: run.timestamp}, ago(run.timestamp)),
    run.status === 'failed' ? badge('failed', 'bad') : null);
}

function errors(agent) {
  const {errors: failed, count: all} = agent.stats;
  return failed === 0
    ? '0'
    : h(manyFailed(agent.stats) ? 'a.bad' : 'a', {href: address('traces', {agent: agent.agent_slug, status: 'error'})},
      count(failed) + ' (' + percent(failed, all) + ')');
}

function trend(agent) {
  const latency = agent.latency_trend;
  if (!latency || latency.recent_p95_ms < SLOWER * latency.earlier_p95_ms) {
    return null;
  }
  return h('span.sub.warn', {title: 'since ' + latency.since},
    'slower: ' + change(latency.recent_p95_ms, latency.earlier_p95_ms) + ' since ' + roughly(latency.since));
}

function decision(agent) {
  const last = agent.last_decision;
  const changed = agent.prompts?.changed_at;
  return [
    last
      ? h('a.clamp', {title: last.text, href: last.trace_id
        ? traceAddress(last.trace_id, {event: last.event_id})
        : address('traces', {agent: agent.agent_slug})}, last.text)
      : h('span.muted', {}, 'No decision recorded'),
    changed
      ? h('a.sub', {href: address('prompts', {agent: agent.agent_slug})},
        'prompt changed ' + ago(changed))
      : null,
  ];
}

function coverage(answer) {
  const partial = answer.agents.filter((agent) => !agent.covers.complete && !agent.quiet);
  const missing = answer.all_agents ? ''
    : 'There are more agents than this page lists. ';
  if (partial.length === 0) {
    return h('p.fine', {}, (missing || 'Covers all calls of the last 30 days. ') + reads(answer));
  }
  const first = partial.map((agent) => agent.covers.from).sort().at(-1);
  return h('p.fine', {},
    missing + 'A figure with \u2265 covers only the newest calls, back to ' + date(first) + ' '
      + new Date(first).toISOString().slice(11, 16) + ' UTC or earlier. ' + reads(answer));
}

const reads = ({read}) => 'This page used ' + read.capacity_units + ' read units.';
