// SPDX-License-Identifier: Apache-2.0

import {address, h} from './dom.js';
import {suggestions} from './names.js';

const rare = ['provider', 'min_cost_usd', 'min_latency_ms', 'run_id', 'prompt_hash', 'tag'];
const common = ['agent', 'model', 'status'];

/** The filters in a URL. */
export function filtersOf(parameters) {
  const filters = {};
  for (const name of [...common, ...rare]) {
    const values = parameters.getAll(name).filter((value) => value !== '' || name === 'prompt_hash');
    if (values.length > 0) {
      filters[name] = name === 'tag' ? values : values[0];
    }
  }
  return filters;
}

/** A form that filters the list. */
export function filterForm(filters, signal) {
  const field = (label, input) => h('label', {}, h('span', {}, label), input);
  const text = (name, label, more = {}) => field(label,
    h('input', {name, value: [filters[name] ?? []].flat().join(' '), autocomplete: 'off', spellcheck: 'false', ...more}));
  const status = h('select', {name: 'status', onchange: () => form.requestSubmit()},
    [['', 'any'], ['ok', 'ok'], ['error', 'error']].map(([value, shown]) =>
      h('option', {value, selected: (filters.status ?? '') === value}, shown)));
  const form = h('form.filters', {'aria-label': 'Filters', onsubmit: (event) => {
    event.preventDefault();
    location.hash = address('traces', entered(form));
  }},
  text('agent', 'Agent', {list: 'agents', pattern: '[a-z0-9][a-z0-9._\\-]{0,63}', title: 'lower case, for example cto'}),
  text('model', 'Model', {list: 'models'}),
  field('Status', status),
  h('div.actions', {},
    h('button', {type: 'submit'}, 'Apply'),
    Object.keys(filters).length > 0 ? h('a.button', {href: address('traces')}, 'Clear') : null),
  h('details', {open: rare.some((name) => name in filters)},
    h('summary', {}, 'More filters'),
    h('div.more', {},
      text('provider', 'Provider'),
      text('min_latency_ms', 'Minimum latency, ms', {inputmode: 'numeric', pattern: '[0-9]*', title: 'a whole number'}),
      text('min_cost_usd', 'Minimum cost, $', {inputmode: 'decimal', pattern: '[0-9]+(\\.[0-9]+)?', title: 'for example 0.05'}),
      text('run_id', 'Run'),
      text('prompt_hash', 'Prompt hash', {pattern: '[0-9a-f]{16}', title: '16 hex digits'}),
      text('tag', 'Tags', {placeholder: 'name:value', title: 'name:value, separated by spaces'}))));
  form.addEventListener('focusin', () => form.append(...suggestions(signal)), {once: true});
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
  return filters;
}
