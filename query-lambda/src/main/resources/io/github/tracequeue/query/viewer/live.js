// SPDX-License-Identifier: Apache-2.0

import {Failure} from './api.js';
import {findRow, h} from './dom.js';

/** Refreshes the page while it is live, and keeps what the user opened, sorted or selected. */
export class Live {
  constructor(button, status) {
    this.button = button;
    this.status = status;
    this.isOn = false;
    this.timer = null;
    button.addEventListener('click', () => this.toggle());
  }

  /** Follows a view until the signal. */
  follow(content, draw, every, signal) {
    this.stop();
    this.page = {content, draw, every, signal};
    signal.addEventListener('abort', () => this.stop());
    if (this.isOn) {
      this.start();
    }
  }

  toggle() {
    this.isOn = !this.isOn;
    this.button.setAttribute('aria-pressed', String(this.isOn));
    if (this.isOn && this.page && !this.page.signal.aborted) {
      this.refresh();
      this.start();
    } else {
      this.stop();
    }
  }

  start() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.refresh(), this.page.every);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.status.textContent = '';
  }

  async refresh() {
    const page = this.page;
    if (this.busy || document.hidden || isInUse(page.content)) {
      return;
    }
    this.busy = true;
    try {
      const fresh = h('div.content', {});
      await page.draw(fresh);
      if (!page.signal.aborted) {
        const focus = keep(page.content, fresh);
        page.content.replaceWith(fresh);
        page.content = fresh;
        focus?.focus({preventScroll: true});
        this.status.textContent = '';
      }
    } catch (error) {
      if (!page.signal.aborted) {
        if (!(error instanceof Failure)) {
          console.error(error);
        }
        this.status.textContent = 'Not up to date: ' + (error.title ?? 'cannot show this view');
      }
    } finally {
      this.busy = false;
    }
  }
}

/** Whether the user types, chooses or selects text, which a refresh would disturb. */
function isInUse(content) {
  const active = document.activeElement;
  const selection = getSelection();
  return (content.contains(active) && /^(INPUT|SELECT|TEXTAREA)$/.test(active.tagName))
    || (!selection.isCollapsed && content.contains(selection.anchorNode));
}

/** Brings new content into the state of the old one; returns the element to focus. */
function keep(old, fresh) {
  for (const row of old.querySelectorAll('tr.open')) {
    findRow(fresh, row.dataset.event)?.querySelector('button.row').click();
  }
  for (const heading of old.querySelectorAll('th[aria-sort]')) {
    const same = counterpart(fresh, heading.querySelector('button'));
    same?.click();
    if (heading.getAttribute('aria-sort') === 'ascending') {
      same?.click();
    }
  }
  old.querySelectorAll('details').forEach((details, i) => {
    const same = fresh.querySelectorAll('details')[i];
    if (same && details.open !== same.open) {
      same.open = details.open;
    }
  });
  for (const input of old.querySelectorAll('input[type=search]')) {
    const same = fresh.querySelector('input[type=search][name="' + input.name + '"]');
    if (same && input.value !== '') {
      same.value = input.value;
      same.dispatchEvent(new Event('input'));
    }
  }
  const active = document.activeElement;
  if (!old.contains(active)) {
    return null;
  }
  const row = active.closest('tr[data-event]');
  return row && active.matches('button.row')
    ? findRow(fresh, row.dataset.event)?.querySelector('button.row')
    : counterpart(fresh, active);
}

/** The element of the same kind with the same text and target. */
const counterpart = (content, element) => (element === null ? null
  : [...content.querySelectorAll(element.tagName)].find((one) =>
    one.className === element.className && one.textContent === element.textContent
      && one.getAttribute('href') === element.getAttribute('href')));
