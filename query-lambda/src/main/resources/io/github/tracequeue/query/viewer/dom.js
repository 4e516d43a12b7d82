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

/** The URL of a view, for links. */
export const address = (path, parameters = {}) => '#/' + withQuery(path, parameters);

export const traceAddress = (id, parameters) =>
  address('trace/' + encodeURIComponent(id), parameters);
export const runAddress = (id, parameters) => address('run/' + encodeURIComponent(id), parameters);

/**
 * A table; below 720 pixels its rows become cards. The roles are explicit because browsers drop a table's semantics when its display changes.
 *
 * @param columns of {label, cell(row), kind, hideLabel}; kind becomes a class
 * @param attributes of a row
 */
export function table(caption, columns, rows, attributes = () => ({})) {
  return h(
    'table',
    {role: 'table'},
    h('caption.unseen', {}, caption),
    h(
      'thead',
      {role: 'rowgroup'},
      h('tr', {role: 'row'},
        columns.map((column) =>
          h('th.' + kindOf(column), {role: 'columnheader', scope: 'col'}, column.label))),
    ),
    h(
      'tbody',
      {role: 'rowgroup'},
      rows.map((row) =>
        h('tr', {role: 'row', ...attributes(row)},
          columns.map((column) =>
            h('td.' + kindOf(column), {role: 'cell', 'data-label': column.label},
              column.cell(row))))),
    ),
  );
}

const kindOf = (column) => (column.kind ?? 'text').replaceAll(' ', '.');

/** A message in place of missing data, with the action to take. */
export function notice(title, ...lines) {
  return h('div.notice', {}, h('h2', {}, title), lines.map((line) =>
    line instanceof Node ? line : h('p', {}, line)));
}

/** A label with a coloured background. */
export function badge(text, kind, title) {
  return h('span.badge.' + kind, {title: title ?? null}, text);
}

/** A named figure. */
export function figure(name, value, note, kind) {
  return h('div.figure', {}, h('dt', {}, name),
    h('dd', {}, value, note ? h('span.note' + (kind ? '.' + kind : ''), {}, note) : null));
}

export function figures(...list) {
  return h('dl.figures', {}, list);
}

/** Announces a change to screen readers. */
export function announce(text) {
  document.getElementById('status').textContent = text;
}
