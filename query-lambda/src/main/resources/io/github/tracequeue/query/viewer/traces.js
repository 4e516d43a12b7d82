// SPDX-License-Identifier: Apache-2.0

import {ask, withQuery} from './api.js';
import {cost, details, status, tokens, weight} from './call.js';
import {address, agentAddress, clip, figure, figures, fill, findRow, h, notice, table} from './dom.js';
import {filterForm, filtersOf} from './filters.js';
import {compact, count, counted, manyFailed, millis, percent, spent, time} from './format.js';
import {learn} from './names.js';

/** The totals of a live page are asked for less often than its calls. */
const TOTALS_EVERY = 30_000;
const CLOCK_MARGIN = 300_000;
let totalsOf = {key: null, at: 0, totals: null};

/** Calls, newest first: filtered, page by page. */
export async function traces({content, parameters, range, signal}) {
  const filters = filtersOf(parameters);
  const cursor = parameters.get('cursor');
  const times = timesOf(parameters.get('at'), range);
  const query = {...filters, ...times.query};
  const counting = parameters.get('totals') === 'count';
  const key = JSON.stringify([filters, times.label, counting]);
  const fresh = !cursor && totalsOf.key === key && Date.now() - totalsOf.at < TOTALS_EVERY;
  const answer = await ask('traces', {...query, cursor,
    totals: cursor || fresh ? 'none' : counting ? 'count' : null}, signal);
  learn(answer);
  if (answer.totals) {
    totalsOf = {key, at: Date.now(), totals: answer.totals};
  }
  const totals = answer.totals ?? (fresh ? totalsOf.totals : null);
  const event = parameters.get('event');
  const list = answer.traces;
  const rows = h('div.list', {});
  const found = h('span.fine', {role: 'status'});
  const search = h('input', {type: 'search', name: 'text', placeholder: 'Search decisions and errors',
    'aria-label': 'Search decisions and errors of the calls on this page', oninput: () => draw()});
  const draw = () => {
    const words = search.value.trim().toLowerCase();
    const matching = words === '' ? list : list.filter((call) => textOf(call).includes(words));
    fill(rows, matching.length > 0 ? calls(matching) : notice('No call on this page has this text',
      'The search covers the calls on this page only.'));
    found.textContent = words === '' ? '' : counted(matching.length, 'call') + ' of ' + count(list.length) + ' on this page';
  };
  fill(content,
    filterForm(filters, signal),
    totals && list.length > 0 ? sums(totals, filters, times, counting) : null,
    h('div.bar', {},
      list.length > 0 ? [search, found] : null,
      h('span.grow', {}),
      h('a.button', {href: withQuery('export', {...query, format: 'csv'}), download: 'traces.csv'}, 'CSV'),
      h('a.button', {href: withQuery('export', {...query, format: 'ndjson'}), download: 'traces.ndjson'}, 'NDJSON')),
    list.length > 0 ? rows : empty(answer, filters, times),
    pager(answer, filters, cursor));
  if (list.length > 0) {
    draw();
  }
  if (event) {
    findRow(rows, event)?.querySelector('button.row').click();
  }
}

/** The time of the list: the range of the page, or the time around one call. */
function timesOf(at, range) {
  const moment = Date.parse(at);
  if (!isNaN(moment)) {
    const label = '2 minutes around ' + time(at);
    return {label, phrase: 'the ' + label, query: {
      from: new Date(moment - 60_000).toISOString(), until: new Date(moment + 60_000).toISOString()}};
  }
  // Calls from a clock that is ahead are not what happened last, and are in no sum.
  return {label: range.label, phrase: range.phrase, query: {...range.query,
    until: range.query.until ?? new Date(Date.now() + CLOCK_MARGIN).toISOString()}};
}

const textOf = (call) => [call.decision_summary, call.error_type, call.error_message]
  .filter(Boolean).join('\n').toLowerCase();

/** The sums of all calls that match the filter. */
function sums(totals, filters, times, counting) {
  const partial = !totals.covers.complete;
  const mark = (text) => (partial ? '\u2265 ' + text : text);
  return h('section', {'aria-label': 'Totals of the filter'}, figures(
    figure('Calls', mark(count(totals.count)), totals.sampled ? count(totals.stored) + ' stored, sampled' : times.label),
    figure('Errors', mark(count(totals.errors)), percent(totals.errors, totals.count), manyFailed(totals) ? 'bad' : null),
    figure('Latency p50', millis(totals.latency_ms.p50)),
    figure('p95', millis(totals.latency_ms.p95)),
    figure('p99', millis(totals.latency_ms.p99)),
    figure('Tokens', mark(compact(totals.input_tokens) + ' \u2192 ' + compact(totals.output_tokens))),
    figure('Spend', mark(spent(totals)), totals.unpriced ? count(totals.unpriced) + ' unpriced' : null)),
  h('p.fine', {}, partial
    ? [counting ? 'More calls match than were counted. ' : 'These are the sums of the calls on this page; more calls match. ',
      counting ? null : h('a', {href: address('traces', {...filters, totals: 'count'})}, 'Count all')]
    : totals.exact ? null : 'The totals cover whole hours, from ' + time(totals.covers.from) + ' to ' + time(totals.covers.until) + '.',
  totals.as_of ? ' As of ' + time(totals.as_of) + '.' : null));
}

/**
 * A table of calls; selecting a row shows all fields of the call.
 *
 * @param more additional columns before the last one
 */
export function calls(list, label = 'Calls, newest first', more = []) {
  const columns = [
    {label: 'Time', kind: 'when', sort: (call) => call.timestamp, cell: (call) =>
      h('button.row', {type: 'button', 'aria-expanded': 'false', title: call.timestamp,
        onclick: (event) => expand(event.currentTarget, call, columns.length)}, time(call.timestamp))},
    {label: 'Agent', kind: 'agent', sort: (call) => call.agent_slug, cell: (call) => clip(call.agent_slug, agentAddress(call.agent_slug))},
    {label: 'Model', kind: 'model', sort: (call) => call.model, cell: (call) => clip(call.model)},
    {label: 'Status', kind: 'state', sort: (call) => call.status, cell: status},
    {label: 'Latency', kind: 'num', sort: (call) => call.latency_ms, cell: (call) => millis(call.latency_ms)},
    {label: 'Tokens', kind: 'num', sort: (call) => call.input_tokens + call.output_tokens, cell: tokens},
    {label: 'Cost', kind: 'num', sort: (call) => call.cost_usd ?? -1, cell: (call) => [cost(call), weight(call)]},
    ...more,
    {label: 'Decision', kind: 'prose', cell: (call) => (call.decision_summary ?? call.error_message
      ? h('span.clamp' + (call.decision_summary ? '' : '.bad'), {title: call.decision_summary ?? call.error_message},
        call.decision_summary ?? call.error_message) : null)},
  ];
  return table(label, columns, list, (call) => ({
    'data-event': call.event_id, class: call.status === 'error' ? 'call failed' : 'call'}));
}

function expand(button, call, width) {
  const row = button.closest('tr');
  const opened = button.getAttribute('aria-expanded') === 'true';
  button.setAttribute('aria-expanded', String(!opened));
  row.classList.toggle('open', !opened);
  if (opened) {
    row.nextElementSibling.remove();
  } else {
    row.after(h('tr.detail', {role: 'row'}, h('td', {role: 'cell', colspan: width}, details(call))));
  }
}

function empty(answer, filters, times) {
  if (answer.next_cursor) {
    return notice('No matching calls so far',
      count(answer.read.examined) + ' calls were examined. Continue the search below.');
  }
  return Object.keys(filters).length > 0
    ? notice('No matching calls', h('p', {}, 'Choose a longer time range than ' + times.phrase + ', or ',
      h('a', {href: address('traces')}, 'clear the filters'), '.'))
    : notice('No calls yet', 'No call in ' + times.phrase + '. A call appears here seconds after an agent records it.');
}

function pager(answer, filters, cursor) {
  const next = answer.next_cursor;
  return h('nav.pager', {'aria-label': 'Pages'},
    cursor ? h('a.button', {href: address('traces', filters)}, '\u2190 Newest') : null,
    next ? h('a.button', {href: address('traces', {...filters, cursor: next})},
      answer.ended_early ? 'Continue search \u2192' : 'Older \u2192') : null);
}
