// SPDX-License-Identifier: Apache-2.0

import {ask, Failure, withQuery} from './api.js';
import {cost, details, outcome, tokens, weight} from './call.js';
import {address, figure, figures, fill, h, notice, table} from './dom.js';
import {filterForm, filtersOf} from './filters.js';
import {compact, count, manyFailed, millis, percent, time, usd} from './format.js';

const LIVE_EVERY = 2_000;

/** Calls, newest first: filtered, page by page, or live. */
export async function traces({content, parameters, signal}) {
  const filters = filtersOf(parameters);
  const cursor = parameters.get('cursor');
  const list = h('div.list', {'aria-busy': 'false'});
  const live = h('button', {type: 'button', 'aria-pressed': 'false', onclick: () => toggle()}, 'Live');
  const load = async () => {
    const answer = await ask('traces', {...filters, cursor}, signal);
    show(list, answer, filters, cursor);
    return answer;
  };
  const trouble = h('span.fine.warn', {role: 'status'});
  const look = async () => {
    try {
      await load();
      trouble.textContent = '';
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (!(error instanceof Failure)) {
        console.error(error);
      }
      trouble.textContent = 'Not up to date: ' + (error.title ?? 'cannot show this view');
    }
  };
  let timer = null;
  const toggle = () => {
    const on = timer === null;
    live.setAttribute('aria-pressed', String(on));
    clearInterval(timer);
    timer = on ? setInterval(look, LIVE_EVERY) : null;
  };
  signal.addEventListener('abort', () => clearInterval(timer));
  const first = await ask('traces', {...filters, cursor}, signal);
  fill(content,
    filterForm(filters),
    h('div.bar', {},
      h('p.muted', {}, 'One row per call, newest first.'),
      cursor ? null : live,
      trouble,
      h('a.button', {href: withQuery('export', {...filters, format: 'csv'}), download: 'traces.csv'}, 'CSV'),
      h('a.button', {href: withQuery('export', {...filters, format: 'ndjson'}), download: 'traces.ndjson'}, 'NDJSON')),
    list);
  show(list, first, filters, cursor);
}

function show(list, answer, filters, cursor) {
  const open = new Set([...list.querySelectorAll('tr.open')].map((row) => row.dataset.event));
  const focused = document.activeElement?.closest?.('tr[data-event]')?.dataset.event;
  fill(list,
    answer.traces.length > 0 ? sums(answer) : null,
    answer.traces.length > 0 ? calls(answer.traces) : empty(answer, filters),
    pager(answer, filters, cursor));
  for (const row of list.querySelectorAll('tr[data-event]')) {
    if (open.has(row.dataset.event)) {
      row.querySelector('button.row').click();
    }
    if (row.dataset.event === focused) {
      row.querySelector('button.row').focus();
    }
  }
}

function sums({stats}) {
  return figures(
    figure('On this page', count(stats.count), stats.sampled ? count(stats.stored) + ' stored, sampled' : 'calls'),
    figure('Errors', count(stats.errors), percent(stats.errors, stats.count), manyFailed(stats) ? 'bad' : null),
    figure('Latency p50', millis(stats.latency_ms.p50)),
    figure('p95', millis(stats.latency_ms.p95)),
    figure('p99', millis(stats.latency_ms.p99)),
    figure('Tokens', compact(stats.input_tokens) + ' \u2192 ' + compact(stats.output_tokens)),
    figure('Cost', usd(stats.spend_usd), stats.unpriced ? count(stats.unpriced) + ' unpriced' : null));
}

/**
 * A table of calls; selecting a row shows all fields of the call.
 *
 * @param more additional columns before the last one
 */
export function calls(list, label = 'Calls, newest first', more = []) {
  const columns = [
    {label: 'Time', kind: 'when', cell: (call) =>
      h('button.row', {type: 'button', 'aria-expanded': 'false', title: call.timestamp,
        onclick: (event) => expand(event.currentTarget, call, columns.length)}, time(call.timestamp))},
    {label: 'Agent', kind: 'agent', cell: (call) =>
      h('a', {href: address('traces', {agent: call.agent_slug})}, call.agent_slug)},
    {label: 'Model', kind: 'model', cell: (call) => h('span.clip', {title: call.model}, call.model)},
    {label: 'Outcome', kind: 'state', cell: outcome},
    {label: 'Latency', kind: 'num', cell: (call) => millis(call.latency_ms)},
    {label: 'Tokens', kind: 'num', cell: tokens},
    {label: 'Cost', kind: 'num', cell: (call) => [cost(call), weight(call)]},
    ...more,
    {label: 'Decision', kind: 'prose', cell: (call) => call.decision_summary
      ? h('span.clamp', {title: call.decision_summary}, call.decision_summary) : null},
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

function empty(answer, filters) {
  if (answer.next_cursor) {
    return notice('No matching calls so far',
      count(answer.read.examined) + ' calls were examined. Continue the search below.');
  }
  return Object.keys(filters).length > 0
    ? notice('No matching calls', h('p', {}, 'Choose a longer time range, or ',
      h('a', {href: '#/traces'}, 'clear the filters'), '.'))
    : notice('No calls yet', 'A call appears here seconds after an agent records it.');
}

function pager(answer, filters, cursor) {
  const next = answer.next_cursor;
  return h('nav.pager', {'aria-label': 'Pages'},
    cursor ? h('a.button', {href: address('traces', filters)}, '\u2190 Newest') : null,
    next ? h('a.button', {href: address('traces', {...filters, cursor: next})},
      answer.ended_early ? 'Continue search \u2192' : 'Older \u2192') : null,
    h('span.fine', {}, answer.read.capacity_units + ' read units, ' + count(answer.read.examined) + ' items examined'));
}
