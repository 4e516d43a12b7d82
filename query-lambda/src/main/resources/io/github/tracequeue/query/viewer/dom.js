// SPDX-License-Identifier: Apache-2.0

import {withQuery} from './api.js';

/**
 * Makes an element. Texts only ever become text nodes, so that nothing that is stored can become
 * markup.
 *
 * @param name the tag, with classes after dots: "td.num"
 * @param properties attributes; on* are listeners, null and false are left out
 * @param children nodes, texts, numbers, arrays of them; null and false are left out
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

/** Shows nodes in place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

/** The address of a view, for links. */
export const address = (path, parameters = {}) => '#/' + withQuery(path, parameters);

export const traceAddress = (id, parameters) =>
  address('trace/' + encodeURIComponent(id), parameters);
export const runAddress = (id, parameters) => address('run/' + encodeURIComponent(id), parameters);

/**
 * A table; below 720 pixels its rows become cards. The roles are explicit because browsers forget
 * what a table is when its display changes.
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

/** A message where data would be, with what to do next. */
export function notice(title, ...lines) {
  return h('div.notice', {}, h('h2', {}, title), lines.map((line) =>
    line instanceof Node ? line : h('p', {}, line)));
}

/** A word on a coloured ground. */
export function badge(text, kind, title) {
  return h('span.badge.' + kind, {title: title ?? null}, text);
}

/** A figure with its name. */
export function figure(name, value, note, kind) {
  return h('div.figure', {}, h('dt', {}, name),
    h('dd', {}, value, note ? h('span.note' + (kind ? '.' + kind : ''), {}, note) : null));
}

export function figures(...list) {
  return h('dl.figures', {}, list);
}

/** Tells people who cannot see the page what changed. */
export function announce(text) {
  document.getElementById('status').textContent = text;
}
