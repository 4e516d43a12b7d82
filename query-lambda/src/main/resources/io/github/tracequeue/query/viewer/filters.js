// SPDX-License-Identifier: Apache-2.0

import {address, h} from './dom.js';

const times = [['', 'All time'], ['15m', 'Last 15 minutes'], ['1h', 'Last hour'], ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days'], ['30d', 'Last 30 days']];
const rare = ['min_cost_usd', 'min_latency_ms', 'run_id', 'prompt_hash', 'tag', 'from', 'until'];
const common = ['agent', 'model', 'status', 'since'];

/** The names of all filters. */
export const filterNames = [...common, ...rare];

/** The filters in a URL. */
export function filtersOf(parameters) {
  const filters = {};
  for (const name of filterNames) {
    const values = parameters.getAll(name).filter((value) => value !== '' || name === 'prompt_hash');
    if (values.length > 0) {
      filters[name] = name === 'tag' ? values : values[0];
    }
  }
  return filters;
}

/** A form that filters the list. */
export function filterForm(filters) {
  const field = (name, label, input) => h('label', {}, h('span', {}, label), input);
  const text = (name, label, more = {}) => field(name, label,
    h('input', {name, value: [filters[name] ?? []].flat().join(' '), autocomplete: 'off', spellcheck: 'false', ...more}));
  const choice = (name, label, options) => field(name, label,
    h('select', {name}, options.map(([value, shown]) =>
      h('option', {value, selected: (filters[name] ?? '') === value}, shown))));
  const form = h('form.filters', {'aria-label': 'Filters', onsubmit: (event) => {
    event.preventDefault();
    location.hash = address('traces', entered(form));
  }},
  text('agent', 'Agent', {pattern: '[a-z0-9][a-z0-9._\\-]{0,63}', title: 'lower case, for example cto'}),
  text('model', 'Model'),
  choice('status', 'Status', [['', 'any'], ['ok', 'ok'], ['error', 'error']]),
  choice('since', 'Time range', times),
  h('details', {open: rare.some((name) => name in filters)},
    h('summary', {}, 'More'),
    h('div.more', {},
      text('min_latency_ms', 'Minimum latency, ms', {inputmode: 'numeric', pattern: '[0-9]*'}),
      text('min_cost_usd', 'Minimum cost, $', {inputmode: 'decimal', pattern: '[0-9]+(\\.[0-9]+)?'}),
      text('run_id', 'Run'),
      text('prompt_hash', 'Prompt hash', {pattern: '[0-9a-f]{16}', title: '16 hex digits'}),
      text('tag', 'Tags', {placeholder: 'name:value', title: 'name:value, separated by spaces'}),
      text('from', 'From, UTC', {placeholder: '2026-11-23T12:00:00Z'}),
      text('until', 'Until, UTC', {placeholder: '2026-11-23T13:00:00Z'}))),
  h('div.actions', {},
    h('button', {type: 'submit'}, 'Apply'),
    Object.keys(filters).length > 0 ? h('a.button', {href: '#/traces'}, 'Clear') : null));
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement) {
      form.requestSubmit();
    }
  });
  return form;
}

function entered(form) {
  const filters = {};
  for (const [name, value] of new FormData(form)) {
    const words = value.trim();
    if (words !== '') {
      filters[name] = name === 'tag' ? words.split(/\s+/) : words;
    }
  }
  if (filters.from) {
    delete filters.since;
  }
  return filters;
}
