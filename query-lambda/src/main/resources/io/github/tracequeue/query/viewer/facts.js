// SPDX-License-Identifier: Apache-2.0

import {address, badge, h, meter} from './dom.js';
import {change, counted, time, usd} from './format.js';

/** The growth of the 95th percentile, or of the spend, that is highlighted. */
export const NOTABLE = 1.5;

const kinds = {active: 'good', hung: 'bad', silent: 'bad', idle: 'plain'};

/** The state of an agent, as a label. */
export const agentState = (agent) => badge(agent.state, kinds[agent.state], agent.state_reason);

/** A sum that misses calls. */
export const atLeast = (text, complete) => (complete ? text : '\u2265 ' + text);

/** The change from the time before, if it is compared. */
export function compared(answer, range, now, before, moreIsBad = true) {
  if (!range.compare || !answer.covers.complete || !answer.before.complete) {
    return null;
  }
  const text = change(now, before);
  return text ? h('span.delta' + (moreIsBad && now > NOTABLE * before ? '.warn' : ''),
    {title: 'compared with the equally long time before'}, text + ' vs before') : null;
}

/** A budget as a bar with its amounts. */
export function budgetBar(budget) {
  const share = budget.limit_usd > 0 ? budget.spent_usd / budget.limit_usd : budget.spent_usd > 0 ? 1 : 0;
  const text = usd(budget.spent_usd) + ' of ' + usd(budget.limit_usd) + ', ' + Math.round(100 * share) + ' %';
  return [meter(text, share), h('span.budget-text', {}, text,
    budget.unpriced ? ', ' + counted(budget.unpriced, 'call') + ' unpriced' : null,
    budget.override_until ? ', raised until ' + time(budget.override_until) : null)];
}

/** The list of calls around one call, in which it is open. */
export const callAddress = (slug, {timestamp, event_id: event}) =>
  address('traces', {agent: slug, at: timestamp, event});

/** What the figures cover, at the end of a page. */
export function coverage(answer, range) {
  const parts = [];
  if (answer.all_agents === false) {
    parts.push('There are more agents than this page lists.');
  }
  if (answer.source === 'calls' && answer.as_of === undefined) {
    parts.push('The watch function has never run on this table, so the figures come from a limited number of calls.');
  }
  parts.push(answer.covers.complete
    ? 'Covers all calls of ' + range.phrase + (answer.as_of ? ', as of ' + time(answer.as_of) + '.' : '.')
    : 'Figures with \u2265 are not complete. ' + (answer.problem ?? '')
      + (Date.parse(answer.covers.from) > range.from ? ' They go back to ' + time(answer.covers.from) + '.' : ''));
  if (answer.latency_error > 0) {
    parts.push('Percentiles are within ' + 100 * answer.latency_error + ' %.');
  }
  return h('p.fine' + (answer.covers.complete ? '' : '.warn'), {}, parts.join(' '));
}

const limitNames = {
  failing: 'Errors, %', slow: 'Latency, ms', silent: 'Silence, hours', 'spend-hour': 'Spend per hour, $',
  'spend-day': 'Spend per day, $', 'spend-month': 'Spend per month, $', 'prompt-changed': 'Prompt',
  unpriced: 'Unpriced calls', drops: 'Dropped events'};

/** What a limit measures, with its unit. */
export const limitName = (kind) => limitNames[kind] ?? kind;
