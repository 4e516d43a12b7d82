// SPDX-License-Identifier: Apache-2.0

import {withQuery} from './api.js';

/**
 * Creates an element. Text is only inserted as text nodes, so that stored data cannot become markup.
 *
 * @param name the tag, with classes after dots: "td.num"
 * @param properties attributes; on* are listeners, null and false are omitted
 * @param children nodes, texts, numbers, arrays of them; null and false are omitted
 */
export function h(name, properties, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...flat(children));
  return element;
}

function flat(children) {
  return children.flat(5).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Replaces the children of an element. */
export function fill(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

/** The parameters of the time range, which links between views keep. */
let kept = {};

export function keepInLinks(parameters) {
  kept = parameters;
}

/** The URL of a view, for links. It keeps the time range unless the parameters have another. */
export function address(path, parameters = {}) {
  const own = 'since' in parameters || 'from' in parameters || 'until' in parameters;
  return '#/' + withQuery(path, own ? {compare: kept.compare, ...parameters} : {...parameters, ...kept});
}

export const agentAddress = (slug) => address('agents/' + encodeURIComponent(slug));
export const traceAddress = (id, parameters) =>
  address('trace/' + encodeURIComponent(id), parameters);
export const runAddress = (id, parameters) => address('run/' + encodeURIComponent(id), parameters);

/**
 * A table; on narrow pages its rows become cards. The roles are explicit because browsers drop a table's semantics when its display changes.
 *
 * @param columns of {label, cell(row), kind, sort(row)}; kind becomes a class; with sort, the
 *     heading sorts the rows by a number or a text
 * @param attributes of a row
 */
export function table(caption, columns, rows, attributes = () => ({})) {
  const body = h('tbody', {role: 'rowgroup'});
  const draw = (list) => fill(body, list.map((row) =>
    h('tr', {role: 'row', ...attributes(row)},
      columns.map((column) =>
        h('td.' + kindOf(column), {role: 'cell', 'data-label': column.label}, column.cell(row))))));
  const headings = columns.map((column) =>
    h('th.' + kindOf(column), {role: 'columnheader', scope: 'col'}, column.sort
      ? h('button.sort', {type: 'button', onclick: (event) => sort(column, event.currentTarget.parentNode)}, column.label)
      : column.label));
  const sort = (column, heading) => {
    const down = heading.getAttribute('aria-sort') !== 'descending';
    headings.forEach((one) => one.removeAttribute('aria-sort'));
    heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    draw([...rows].sort((a, b) => compare(column.sort(a), column.sort(b)) * (down ? -1 : 1)));
  };
  draw(rows);
  return h('table', {role: 'table'},
    h('caption.unseen', {}, caption),
    h('thead', {role: 'rowgroup'}, h('tr', {role: 'row'}, headings)),
    body);
}

const kindOf = (column) => (column.kind ?? 'text').replaceAll(' ', '.');

const compare = (a, b) => (typeof a === 'string' || typeof b === 'string'
  ? String(a ?? '').localeCompare(String(b ?? ''))
  : (a ?? -1) - (b ?? -1));

/** A message in place of missing data, with the action to take. */
export function notice(title, ...lines) {
  return h('div.notice', {}, h('h2', {}, title), lines.map((line) =>
    line instanceof Node ? line : h('p', {}, line)));
}

/** A label with a coloured background. */
export function badge(text, kind, title) {
  return h('span.badge.' + kind, {title: title ?? null}, text);
}

/** A name that is cut if it is too long. */
export const clip = (text, href) => (href
  ? h('a.clip', {href, title: text}, text)
  : h('span.clip', {title: text}, text));

/** A named figure. */
export function figure(name, value, note, kind) {
  return h('div.figure', {}, h('dt', {}, name),
    h('dd', {}, value, note ? h('span.note' + (kind ? '.' + kind : ''), {}, note) : null));
}

export function figures(...list) {
  return h('dl.figures', {}, list);
}

/** A choice between views of the same data, kept in the address. */
export function choice(label, options, chosen, href) {
  return h('div.bar.choice', {role: 'group', 'aria-label': label}, options.map(([value, text]) =>
    h('a.button', {href: href(value), 'aria-current': value === chosen ? 'true' : null}, text)));
}

/** A share of a limit as a bar. */
export function meter(label, share) {
  const bar = h('span.meter-bar' + (share >= 1 ? '.bad' : share >= 0.8 ? '.warn' : ''), {});
  bar.style.width = Math.min(100, 100 * share) + '%';
  return h('span.meter', {role: 'img', 'aria-label': label}, bar);
}

/** An id with a button that copies it. */
export function copyable(id) {
  return h('span.copyable', {}, h('span.mono', {}, id), h('button.quiet.copy', {type: 'button',
    'aria-label': 'Copy ' + id, onclick: () => navigator.clipboard.writeText(id)
      .then(() => announce('Copied'), () => announce('Cannot copy'))}, 'Copy'));
}

/** Announces a change to screen readers. */
export function announce(text) {
  document.getElementById('status').textContent = text;
}

/** The row of a call in a list of calls. */
export const findRow = (content, event) =>
  [...content.querySelectorAll('tr[data-event]')].find((row) => row.dataset.event === event);
