// SPDX-License-Identifier: Apache-2.0

import {Failure} from './api.js';
import {alarms} from './alarms.js';
import {redrawAll} from './charts.js';
import {announce, fill, h, notice} from './dom.js';
import {overview} from './overview.js';
import {prompts} from './prompts.js';
import {run} from './run.js';
import {runs} from './runs.js';
import {trace} from './trace.js';
import {traces} from './traces.js';

/** The views: title, navigation entry and function. */
const views = {
  '': {title: 'Overview', nav: 'overview', show: overview},
  traces: {title: 'Traces', nav: 'traces', show: traces},
  runs: {title: 'Runs', nav: 'runs', show: runs},
  run: {title: 'Run', nav: 'runs', show: run},
  trace: {title: 'Trace', nav: 'traces', show: trace},
  prompts: {title: 'Prompts', nav: 'prompts', show: prompts},
  alarms: {title: 'Alarms', nav: 'alarms', show: alarms},
};

const main = document.getElementById('view');
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
  return {name, id, parameters: new URLSearchParams(query)};
}

async function show(focus) {
  current.abort();
  current = new AbortController();
  const signal = current.signal;
  const {name, id, parameters} = place();
  const view = views[name];
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === view?.nav) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  document.title = (view ? view.title + (id ? ' ' + id : '') : 'Not found') + ' · Tracequeue';
  const content = h('div.content', {});
  fill(main, h('h1', {}, view ? view.title : 'Not found'), content);
  if (focus) {
    main.focus({preventScroll: true});
    scrollTo(0, 0);
  }
  if (!view) {
    fill(content, notice('Unknown view', h('p', {}, h('a', {href: '#/'}, 'Go to the overview'))));
    return;
  }
  fill(content, h('p.loading', {}, 'Loading\u2026'));
  await attempt(content, signal, () => view.show({content, id, parameters, signal}));
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

const themes = ['auto', 'light', 'dark'];
const themeButton = document.getElementById('theme');

function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
  themeButton.textContent = 'Theme: ' + theme;
  redrawAll();
}

function storedTheme() {
  try {
    const theme = localStorage.getItem('theme');
    return themes.includes(theme) ? theme : 'auto';
  } catch {
    return 'auto';
  }
}

themeButton.addEventListener('click', () => {
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
  try {
    localStorage.setItem('theme', next);
  } catch {
    // Without storage, the browser only forgets the theme.
  }
  useTheme(next);
});

useTheme(storedTheme());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll);
addEventListener('hashchange', () => show(true));
show(false);
