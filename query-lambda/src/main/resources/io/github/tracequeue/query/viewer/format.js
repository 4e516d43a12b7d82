// SPDX-License-Identifier: Apache-2.0

const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const shorter = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});

export const count = (number) => whole.format(number);

/** A number with its noun. */
export const counted = (number, noun) => count(number) + ' ' + noun + (number === 1 ? '' : 's');

/** A large number in short form: 1.2M. */
export const compact = (number) =>
  (number < 10_000 ? whole : number < 100_000 ? short : shorter).format(number);

/** US dollars with a number of digits that suits the amount. */
export function usd(amount) {
  if (amount === undefined || amount === null) {
    return 'unpriced';
  }
  if (amount === 0) {
    return '$0';
  }
  const size = Math.abs(amount);
  const digits = size >= 100 ? 0 : size >= 1 ? 2 : size >= 0.1 ? 3 : size >= 0.001 ? 4 : 6;
  return '$' + new Intl.NumberFormat('en', {
    minimumFractionDigits: Math.min(digits, 4), maximumFractionDigits: digits}).format(amount);
}

/** A duration in milliseconds, in a suitable unit. */
export function millis(ms) {
  if (ms < 1_000) {
    return Math.round(ms) + ' ms';
  }
  if (ms < 60_000) {
    return (ms / 1_000).toFixed(ms < 10_000 ? 2 : 1) + ' s';
  }
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) {
    return minutes + ' m ' + Math.floor((ms % 60_000) / 1_000) + ' s';
  }
  return Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' m';
}

/** The time zone of all times on the page: undefined for the browser's. */
let zone;
let formats = {};

export function useUtc(utc) {
  zone = utc ? 'UTC' : undefined;
  formats = {};
}

export const isUtc = () => zone === 'UTC';

/** The time zone that is in use, as the browser names it. */
export const zoneName = () => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Formats a time in the time zone that is in use. */
export function inZone(name, options, moment) {
  formats[name] ??= new Intl.DateTimeFormat('en-GB', {...options, timeZone: options.timeZone ?? zone});
  return formats[name].format(moment);
}

const clock = (moment) => inZone('clock', {hour: '2-digit', minute: '2-digit', second: '2-digit'}, moment);
const fullDay = (moment) => inZone('full', {day: 'numeric', month: 'short', year: 'numeric'}, moment);
const isToday = (moment) => fullDay(moment) === fullDay(new Date());

/** A time, with the date if it is not today. */
export function time(text) {
  const moment = new Date(text);
  return isToday(moment) ? clock(moment) : date(text) + ' ' + clock(moment);
}

export function date(text) {
  const moment = new Date(text);
  return inZone('year', {year: 'numeric'}, moment) === inZone('year', {year: 'numeric'}, new Date())
    ? inZone('day', {day: 'numeric', month: 'short'}, moment)
    : fullDay(moment);
}

/** The start of a bucket of a chart. Days are UTC days. */
export function bucketTime(text, seconds) {
  const moment = new Date(text);
  return seconds >= 86_400
    ? inZone('utc day', {weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC'}, moment)
    : inZone('bucket', {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'}, moment);
}

/** A range of days. */
export const onDays = (from, until) => date(from) + ' \u2013 ' + (until ? date(until) : 'now');

/** A time as the value of a datetime-local input, in the time zone that is in use. */
export function toInput(moment) {
  const shifted = isUtc() ? moment : new Date(moment - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** The reverse of toInput. */
export const fromInput = (text) => new Date(isUtc() ? text + 'Z' : text);

/** The known cost, and whether some cost is unknown. */
export function spent({spend_usd: amount, unpriced = 0, count: all}) {
  if (unpriced > 0 && unpriced >= all) {
    return 'unpriced';
  }
  return usd(amount) + (unpriced > 0 ? ' + ?' : '');
}

/** The age of a time, in one unit. */
export function ago(text) {
  const seconds = Math.round((Date.now() - new Date(text)) / 1_000);
  const steps = [[60, 's', 1], [3_600, 'min', 60], [172_800, 'h', 3_600], [Infinity, 'days', 86_400]];
  if (seconds < 5) {
    return seconds < -60 ? 'in the future' : 'just now';
  }
  const [, unit, size] = steps.find(([limit]) => seconds < limit);
  return Math.floor(seconds / size) + ' ' + unit + ' ago';
}

/** The first characters of an id. */
export const shortId = (id) => (id.length > 12 ? id.slice(0, 8) : id);

/** A share as a percentage. */
export const percent = (part, all) =>
  all === 0 ? '0 %' : (part / all > 0 && part / all < 0.001 ? '< 0.1' : ((100 * part) / all).toFixed(1)) + ' %';

/** Whether the share of failed calls should be highlighted. */
export const manyFailed = ({errors, count: all}) => errors / all >= 0.05;

/** The relative change of a number. */
export function change(now, before) {
  if (!before) {
    return '';
  }
  const ratio = (now - before) / before;
  return ratio >= 10
    ? '\u00d7' + Math.round(now / before)
    : (ratio > 0.005 ? '+' : ratio < -0.005 ? '\u2212' : '\u00b1') + Math.abs(Math.round(100 * ratio)) + ' %';
}
