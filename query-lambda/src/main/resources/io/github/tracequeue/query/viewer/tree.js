// SPDX-License-Identifier: Apache-2.0

import {fill, h} from './dom.js';
import {count, millis, usd} from './format.js';

const COLOURS = 8;
const SPARE_ROWS = 12;
const narrow = matchMedia('(max-width: 719px)');

/**
 * A trace's nodes as a tree with a time axis. Only visible rows are rendered, so that ten thousand nodes stay fast.
 */
export class Tree {
  /**
   * @param answer of /traces/{trace_id}
   * @param chosen called with the selected node
   */
  constructor(answer, chosen) {
    this.nodes = answer.nodes;
    this.agents = answer.agents;
    this.begin = new Date(answer.started_at).getTime();
    this.span = Math.max(1, answer.duration_ms ?? 1);
    this.chosen = chosen;
    this.closed = new Set();
    this.visible = this.nodes.map((node, index) => index);
    this.at = 0;
    this.rows = h('div.tree-rows', {role: 'rowgroup'});
    this.scroll = h('div.tree', {
      role: 'treegrid', tabindex: '0', 'aria-label': 'Calls as a tree with a time axis',
      'aria-rowcount': this.nodes.length, 'aria-colcount': 4,
      onscroll: () => this.paint(), onkeydown: (event) => this.key(event),
    }, h('div.tree-head', {role: 'rowgroup'}, this.head()), this.rows);
    this.element = h('div.tree-box', {}, this.scroll);
    narrow.addEventListener('change', () => this.element.isConnected && this.paint());
    // A refreshed page is drawn before it is shown.
    this.resumeAt = 0;
    new ResizeObserver(() => {
      this.paint();
      if (this.resumeAt > 0) {
        this.scroll.scrollTop = this.resumeAt;
        this.resumeAt = 0;
      }
    }).observe(this.scroll);
  }

  /** Continues where an earlier tree of the same trace was. */
  resume(earlier) {
    const keyOf = (node) => node.event_id ?? node.span_id;
    const closed = new Set([...earlier.closed].map((index) => keyOf(earlier.nodes[index])));
    this.nodes.forEach((node, index) => closed.has(keyOf(node)) && this.closed.add(index));
    this.resumeAt = earlier.scroll.scrollTop;
    this.list();
  }

  colourOf(agent) {
    return this.agents.indexOf(agent) % COLOURS;
  }

  /** Renders the tree after it was added to the page, and selects an event or the first node. */
  start(event) {
    if (this.nodes.length === 0) {
      return;
    }
    const index = this.nodes.findIndex((node) =>
      event && (node.event_id === event || (node.kind !== 'call' && node.span_id === event)));
    this.at = Math.max(0, index);
    this.paint();
    if (index >= 0) {
      this.choose(index);
    }
  }

  head() {
    const ticks = [0, 0.25, 0.5, 0.75].map((share) => {
      const tick = h('span.tick', {}, millis(share * this.span));
      tick.style.left = 100 * share + '%';
      return tick;
    });
    return h('div.tree-row.head', {role: 'row'},
      h('span.tree-name', {role: 'columnheader'}, 'Call'),
      h('span.tree-time', {role: 'columnheader', 'aria-label': 'Time'}, ticks),
      h('span.num', {role: 'columnheader'}, 'Latency'),
      h('span.num', {role: 'columnheader'}, 'Cost'));
  }

  rowHeight() {
    return narrow.matches ? 46 : 28;
  }

  paint() {
    const height = this.rowHeight();
    const total = this.visible.length * height;
    this.rows.style.height = total + 'px';
    const top = Math.max(0, Math.floor(this.scroll.scrollTop / height) - SPARE_ROWS);
    const sight = Math.ceil(this.scroll.clientHeight / height) + 2 * SPARE_ROWS;
    fill(this.rows, this.visible.slice(top, top + sight).map((index, i) =>
      this.row(index, top + i, height)));
    this.scroll.setAttribute('aria-activedescendant', 'node-' + this.at);
  }

  row(index, position, height) {
    const node = this.nodes[index];
    const open = !this.closed.has(index);
    const element = h('div.tree-row', {
      role: 'row',
      id: 'node-' + index,
      'aria-level': node.depth + 1,
      'aria-rowindex': position + 1,
      'aria-selected': String(index === this.at),
      'aria-expanded': node.descendants > 0 ? String(open) : null,
      onclick: () => this.choose(index),
    }, this.name(node, index, open), this.bar(node),
    h('span.num', {role: 'gridcell'}, millis(node.latency_ms)),
    this.cost(node));
    element.style.transform = 'translateY(' + position * height + 'px)';
    return element;
  }

  name(node, index, open) {
    const toggle = node.descendants > 0
      ? h('span.toggle', {'aria-hidden': 'true', onclick: (event) => {
        event.stopPropagation();
        this.toggle(index);
      }}, open ? '\u25be' : '\u25b8')
      : h('span.toggle', {'aria-hidden': 'true'});
    const label = h('span.tree-label', {title: node.decision_summary ?? null}, this.label(node));
    const cell = h('span.tree-name', {role: 'gridcell'}, toggle, label);
    // Below the deepest level that has space, the depth is a number.
    const deepest = narrow.matches ? 8 : 14;
    cell.style.paddingLeft = Math.min(node.depth, deepest) * (narrow.matches ? 8 : 14) + 'px';
    if (node.depth > deepest) {
      cell.prepend(h('span.depth', {title: 'level ' + node.depth}, node.depth));
    }
    return cell;
  }

  label(node) {
    if (node.kind === 'missing') {
      return [h('em', {}, 'not stored'), ' ', h('span.muted', {}, 'span ' + node.span_id)];
    }
    const agent = [h('span.dot.agent-' + this.colourOf(node.agent_slug), {}),
      h('strong', {}, node.agent_slug), ' '];
    if (node.kind === 'run') {
      return [agent, h('span.muted', {}, 'run'), node.run_status === 'succeeded' ? null
        : h(node.run_status === 'failed' ? 'span.bad' : 'span.warn', {}, ' ' + node.run_status)];
    }
    return [agent,
      h('span.muted', {}, [node.operation && node.operation !== 'chat' ? node.operation + ' ' : '', node.model]),
      node.status === 'error' ? h('span.bad', {}, ' ' + (node.error_type ?? 'error')) : null,
      node.decision_summary ? h('span.decision', {}, ' ' + node.decision_summary) : null,
      node.roll_up ? h('span.note', {}, ' roll-up') : null,
      node.cut_circle ? h('span.warn', {}, ' cyclic parent') : null];
  }

  bar(node) {
    const from = (100 * (new Date(node.timestamp) - this.begin)) / this.span;
    const width = (100 * node.latency_ms) / this.span;
    const kind = node.kind === 'missing' ? 'missing' : 'agent-' + this.colourOf(node.agent_slug);
    const failed = node.status === 'error' || node.run_status === 'failed';
    const bar = h('span.tree-bar.' + kind, {});
    bar.classList.toggle('failed', failed);
    bar.classList.toggle('run', node.kind === 'run');
    bar.style.left = Math.min(from, 99.5) + '%';
    bar.style.width = 'max(3px, ' + Math.min(width, 100 - from) + '%)';
    return h('span.tree-time', {role: 'gridcell',
      'aria-label': 'starts after ' + millis(new Date(node.timestamp) - this.begin)}, bar);
  }

  /** The cost of a leaf, or of all nodes below a node. */
  cost(node) {
    const beneath = node.calls_beneath > 1;
    const unpriced = node.kind === 'call' && node.cost_status === 'unpriced' && !beneath;
    const text = unpriced ? 'unpriced' : (beneath ? '\u03a3 ' : '') + usd(node.cost_beneath_usd);
    return h('span.num' + (unpriced ? '.warn' : ''), {role: 'gridcell', title: beneath
      ? count(node.calls_beneath) + ' calls, including those below; own cost: ' + (node.kind === 'call' ? usd(node.cost_usd) : 'none')
      : null}, text);
  }

  choose(index) {
    this.at = index;
    const height = this.rowHeight();
    const position = this.visible.indexOf(index);
    const head = this.scroll.firstElementChild.offsetHeight;
    const top = position * height;
    if (top < this.scroll.scrollTop) {
      this.scroll.scrollTop = top;
    } else if (top + height + head > this.scroll.scrollTop + this.scroll.clientHeight) {
      this.scroll.scrollTop = top + height + head - this.scroll.clientHeight;
    }
    this.paint();
    this.chosen(this.nodes[index]);
  }

  toggle(index) {
    if (this.closed.has(index)) {
      this.closed.delete(index);
    } else {
      this.closed.add(index);
    }
    this.list();
    if (!this.visible.includes(this.at)) {
      this.at = index;
    }
    this.paint();
  }

  /** Finds the rows that no closed node hides. */
  list() {
    this.visible = [];
    for (let i = 0; i < this.nodes.length; i++) {
      this.visible.push(i);
      if (this.closed.has(i)) {
        i += this.nodes[i].descendants;
      }
    }
    this.scroll.setAttribute('aria-rowcount', this.visible.length);
  }

  key(event) {
    const position = this.visible.indexOf(this.at);
    const node = this.nodes[this.at];
    const page = Math.floor(this.scroll.clientHeight / this.rowHeight()) - 1;
    const to = (target) => this.choose(this.visible[Math.max(0, Math.min(this.visible.length - 1, target))]);
    const moves = {
      ArrowDown: () => to(position + 1),
      ArrowUp: () => to(position - 1),
      PageDown: () => to(position + page),
      PageUp: () => to(position - page),
      Home: () => to(0),
      End: () => to(this.visible.length - 1),
      Enter: () => to(position),
      ArrowRight: () => (this.closed.has(this.at) ? this.toggle(this.at) : to(position + (node.descendants > 0 ? 1 : 0))),
      ArrowLeft: () => {
        if (node.descendants > 0 && !this.closed.has(this.at)) {
          this.toggle(this.at);
        } else if (node.parent >= 0) {
          this.choose(node.parent);
        }
      },
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  }
}
