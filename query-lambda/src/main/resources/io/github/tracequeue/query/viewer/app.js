// SPDX-License-Identifier: Apache-2.0

import {agent} from './agent.js';
import {Failure, withQuery} from './api.js';
import {redrawAll} from './charts.js';
import {address, announce, fill, h, keepInLinks, notice} from './dom.js';
import {useUtc, zoneName} from './format.js';
import {limits} from './limits.js';
import {Live} from './live.js';
import {overview} from './overview.js';
import {prompts} from './prompts.js';
import {rangeControl, rangeNames, rangeOf} from './range.js';
import {run} from './run.js';
import {runbook} from './runbook.js';
import {runs} from './runs.js';
import {remember, stored} from './settings.js';
import {trace} from './trace.js';
import {traces} from './traces.js';

/** The views: title, navigation entry, function, and how often a live page is refreshed. */
const views = {
  '': {title: 'Overview', nav: 'overview', show: overview, every: 10_000},
  agents: {title: 'Agent', nav: 'overview', show: agent, every: 10_000},
  traces: {title: 'Traces', nav: 'traces', show: traces, every: 2_000},
  runs: {title: 'Runs', nav: 'runs', show: runs, every: 5_000},
  run: {title: 'Run', nav: 'runs', show: run, every: 5_000, timeless: true},
  trace: {title: 'Trace', nav: 'traces', show: trace, every: 5_000, timeless: true},
  prompts: {title: 'Prompts', nav: 'prompts', show: prompts, every: 10_000},
  limits: {title: 'Limits', nav: 'limits', show: limits, every: 10_000, timeless: true},
  runbook: {title: 'Runbook', nav: 'limits', show: runbook, every: 60_000, timeless: true},
};

const main = document.getElementById('view');
const tools = document.getElementById('range');
let current = new AbortController();

/** The URL after the hash: the view, its id and its parameters. */
function place() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/');
  let id;
  try {
    id = decodeURIComponent(rest.join('/'));
  } catch {
    id = rest.join('/');
  }
  return {name, id, path, parameters: new URLSearchParams(query)};
}

/** Goes to the same view with other parameters; null removes one. */
function go(path, parameters, changes) {
  const all = {};
  for (const name of new Set(parameters.keys())) {
    all[name] = parameters.getAll(name);
  }
  // A position in a list belongs to its time range.
  delete all.cursor;
  location.hash = '#/' + withQuery(path, {...all, ...changes});
}

async function show(focus) {
  current.abort();
  current = new AbortController();
  const signal = current.signal;
  const {name, id, path, parameters} = place();
  const view = views[name];
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === view?.nav) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  document.title = (view ? view.title + (id ? ' ' + id : '') : 'Not found') + ' \u00b7 Tracequeue';
  const range = rangeOf(parameters);
  keepInLinks(Object.fromEntries(rangeNames.map((key) => [key, parameters.get(key)])));
  for (const link of document.querySelectorAll('nav a')) {
    link.href = address(link.dataset.path);
  }
  fill(tools, view && !view.timeless
    ? rangeControl(range, (changes) => go(path, parameters, changes)) : []);
  const content = h('div.content', {});
  fill(main, h('h1', {}, view ? view.title : 'Not found', name === 'agents' ? h('span.clip.of', {title: id}, id) : null), content);
  if (focus) {
    main.focus({preventScroll: true});
    scrollTo(0, 0);
  }
  if (!view) {
    live.stop();
    fill(content, notice('Unknown view', h('p', {}, h('a', {href: '#/'}, 'Go to the overview'))));
    return;
  }
  fill(content, h('p.loading', {}, 'Loading\u2026'));
  // Read again for each refresh: the time moves on, and a view may note a selection in its address.
  const draw = (target) => {
    const at = place().parameters;
    return view.show({content: target, id, parameters: at, range: rangeOf(at), signal});
  };
  await attempt(content, signal, () => draw(content));
  if (!signal.aborted) {
    live.follow(content, draw, view.every, signal);
  }
}

/** Shows a view; shows a failure with a button to try again. */
async function attempt(content, signal, work) {
  try {
    await work();
    if (!signal.aborted) {
      performance.mark('shown');
      announce(document.title);
    }
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    const known = error instanceof Failure;
    if (!known) {
      console.error(error);
    }
    fill(content, notice(
      known ? error.title : 'Cannot show this view',
      known ? error.message : 'A script failed. See the browser\u2019s console for details.',
      h('p', {}, h('button', {type: 'button', onclick: () => show(true)}, 'Try again')),
    ));
    announce(known ? error.title : 'Cannot show this view');
  }
}

const live = new Live(document.getElementById('live'), document.getElementById('freshness'));

const themes = ['auto', 'light', 'dark'];
const themeButton = document.getElementById('theme');

function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
  themeButton.textContent = 'Theme: ' + theme;
  redrawAll();
}

themeButton.addEventListener('click', () => {
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
  remember('theme', next);
  useTheme(next);
});

const zoneButton = document.getElementById('zone');

function useZone(name) {
  useUtc(name === 'utc');
  zoneButton.textContent = 'Times: ' + (name === 'utc' ? 'UTC' : 'local (' + zoneName() + ')');
  zoneButton.dataset.zone = name;
}

zoneButton.addEventListener('click', () => {
  const next = zoneButton.dataset.zone === 'utc' ? 'local' : 'utc';
  remember('zone', next);
  useZone(next);
  show(false);
});

useTheme(stored('theme', themes, 'auto'));
useZone(stored('zone', ['local', 'utc'], 'local'));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll);
addEventListener('hashchange', () => show(true));
show(false);
