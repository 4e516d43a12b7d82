// SPDX-License-Identifier: Apache-2.0

import {h} from './dom.js';
import {fromInput, isUtc, onDays, toInput} from './format.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const presets = [['1h', 'Last hour', HOUR], ['6h', 'Last 6 hours', 6 * HOUR],
  ['24h', 'Last 24 hours', DAY], ['yesterday', 'Yesterday (UTC)', null],
  ['7d', 'Last 7 days', 7 * DAY], ['30d', 'Last 30 days', 30 * DAY],
  ['month', 'This month (UTC)', null], ['90d', 'Last 90 days', 90 * DAY],
  ['400d', 'Last 400 days', 400 * DAY]];
const USUAL = '30d';
const LONGEST_MINUTES = 6 * HOUR;
const LONGEST_HOURS = 48 * HOUR;

/** The parameters of an address that contain the time range. */
export const rangeNames = ['since', 'from', 'until', 'compare'];

const units = {s: 1_000, m: 60_000, h: HOUR, d: DAY};

function lengthOf(since) {
  const match = /^([1-9][0-9]{0,5})([smhd])$/.exec(since);
  return match ? Number(match[1]) * units[match[2]] : null;
}

const floor = (time, width) => new Date(Math.floor(time / width) * width);
const valid = (text) => (text && !isNaN(Date.parse(text)) ? new Date(text) : null);

/**
 * The time range of an address.
 *
 * @returns from and until as dates (until is null up to now), the step of its buckets, its label
 *     and its phrase in a sentence, and its parameters for the API
 */
export function rangeOf(parameters, now = new Date()) {
  const from = valid(parameters.get('from'));
  const until = valid(parameters.get('until'));
  const since = parameters.get('since') ?? USUAL;
  const compare = parameters.get('compare') !== 'off';
  if (from || until) {
    const end = until ?? now;
    const start = from ?? new Date(end - 30 * DAY);
    return complete({from: start, until, length: end - start, name: 'custom', compare});
  }
  if (since === 'month') {
    const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
    return complete({from: start, until: null, length: 30 * DAY, name: 'month', compare});
  }
  if (since === 'yesterday') {
    const until = floor(now, DAY);
    return complete({from: new Date(until - DAY), until, length: DAY, name: 'yesterday', compare});
  }
  const known = lengthOf(since);
  const length = Math.min(known ?? 30 * DAY, 400 * DAY);
  // In whole steps, so that sums are exact.
  const start = length > LONGEST_HOURS
    ? floor(now - length + DAY, DAY)
    : floor(now - length, length <= LONGEST_MINUTES ? 60_000 : HOUR);
  return complete({from: start, until: null, length, name: known ? since : USUAL, compare});
}

function complete(range) {
  const step = range.length <= LONGEST_MINUTES ? 'minute' : range.length <= LONGEST_HOURS ? 'hour' : 'day';
  const query = {from: range.from.toISOString(), until: range.until?.toISOString()};
  const label = labelOf(range);
  // In a sentence: "in the last 7 days", but "in this month".
  return {...range, step, query, label, phrase: label.startsWith('last ') ? 'the ' + label : label};
}

function labelOf({name, from, until}) {
  const preset = presets.find(([value]) => value === name);
  return preset ? preset[1].replace(/^[LTY]/, (first) => first.toLowerCase())
    : name === 'custom' ? onDays(from, until) : 'last ' + name;
}

/**
 * The control of the time range.
 *
 * @param change called with the new parameters of the address
 */
export function rangeControl(range, change) {
  const names = presets.map(([value, label]) => [value, label]);
  if (!names.some(([value]) => value === range.name) && range.name !== 'custom') {
    names.push([range.name, 'Last ' + range.name]);
  }
  const select = h('select', {name: 'range', 'aria-label': 'Time range'},
    [...names, ['custom', 'Custom\u2026']].map(([value, label]) =>
      h('option', {value, selected: value === range.name}, label)));
  const from = h('input', {type: 'datetime-local', name: 'range-from', 'aria-label': 'From',
    value: toInput(range.from), required: true});
  const until = h('input', {type: 'datetime-local', name: 'range-until', 'aria-label': 'Until',
    value: toInput(range.until ?? new Date())});
  const custom = h('form.custom', {hidden: range.name !== 'custom', 'aria-label': 'Custom time range',
    onsubmit: (event) => {
      event.preventDefault();
      const end = until.value === '' ? null : fromInput(until.value);
      if (end && end <= fromInput(from.value)) {
        until.setCustomValidity('The end must be after the start.');
        until.reportValidity();
        return;
      }
      change({since: null, from: fromInput(from.value).toISOString(), until: end?.toISOString() ?? null});
    }},
  from, h('span.muted', {}, '\u2013'), until, h('button', {type: 'submit'}, 'Apply'),
  h('span.note', {}, isUtc() ? 'UTC' : 'local time'));
  until.addEventListener('input', () => until.setCustomValidity(''));
  select.addEventListener('change', () => {
    if (select.value === 'custom') {
      custom.hidden = false;
      from.focus();
    } else {
      change({since: select.value === USUAL ? null : select.value, from: null, until: null});
    }
  });
  const compare = h('button.quiet', {type: 'button', id: 'compare', 'aria-pressed': String(range.compare),
    title: 'Compare with the equally long time before',
    onclick: () => change({compare: range.compare ? 'off' : null})}, 'Compare');
  return [select, custom, compare];
}
