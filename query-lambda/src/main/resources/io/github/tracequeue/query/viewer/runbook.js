// SPDX-License-Identifier: Apache-2.0

import {askText} from './api.js';
import {fill, h, notice} from './dom.js';

/** What a limit or an alarm means and what to do: its section of docs/operations.md. */
export async function runbook({content, id, signal}) {
  const lines = (await askText('operations.md', signal)).split('\n');
  const start = lines.indexOf('### ' + id);
  const end = lines.findIndex((line, i) => i > start && line.startsWith('#'));
  if (start < 0) {
    fill(content, notice('No such section', 'docs/operations.md has no section ' + id + '.'));
    return;
  }
  const paragraphs = lines.slice(start + 1, end < 0 ? lines.length : end).join('\n').trim().split(/\n{2,}/);
  fill(content,
    h('p.crumbs', {}, h('a', {href: '#/limits'}, 'Limits'), ' / ', id),
    h('section.notice', {}, h('h2', {}, id), paragraphs.map((text) => h('p', {}, inline(text)))));
}

const parts = /\*\*(.+?)\*\*|`([^`]+)`|\*(.+?)\*|\[([^\]]+)\]\(([^)]+)\)/s;

/** Bold, code, italics and links of Markdown; a link to another section leads to its page. */
function inline(text) {
  const match = parts.exec(text);
  if (!match) {
    return [text];
  }
  const [all, bold, code, italic, name, target] = match;
  const node = bold ? h('strong', {}, inline(bold))
    : code ? h('code.mono', {}, code)
      : italic ? h('em', {}, inline(italic))
        : target.startsWith('#') ? h('a', {href: '#/runbook/' + target.slice(1)}, inline(name)) : name;
  return [text.slice(0, match.index), node, ...inline(text.slice(match.index + all.length))];
}
