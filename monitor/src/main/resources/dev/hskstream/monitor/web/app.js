// Shows the page that the address names, and shows it again with every measurement.

import { h, show } from './dom.js';
import { TokenNeeded, Unanswered, listen, setToken } from './link.js';
import { recolour } from './chart.js';
import { duration } from './format.js';
import * as overview from './overview.js';
import * as sets from './sets.js';
import * as set from './set.js';
import * as run from './run.js';
import * as lag from './lag.js';

const PAGES = { '': overview, sets, set, run, lag };
const SECTION = { '': 'overview', sets: 'sets', set: 'sets', run: 'sets', lag: 'lag' };
const LEAST_OLD = 15000;
const SLOW = 10000;

const place = id => document.getElementById(id);
const now = { page: null, parameters: [], data: null, measured: null, offset: 0, loading: false, again: false };

function address() {
  const [first, ...parameters] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return { name: PAGES[first] ? first : '', parameters };
}

function heard(measured) {
  now.measured = measured;
  now.offset = Date.parse(measured.now) - Date.now();
  age();
}

/** Greys out what is old, and says why. */
function age() {
  const measured = now.measured;
  if (!measured) return;
  const millis = measured.at === null ? null : Math.max(0, Date.now() + now.offset - Date.parse(measured.at));
  const old = millis === null || millis > Math.max(LEAST_OLD, 3 * measured.intervalMillis + (measured.tookMillis || 0));
  document.body.classList.toggle('old', old);
  place('fresh').textContent = millis === null ? 'not measured yet' : 'measured ' + duration(millis / 1000) + ' ago';
  const looking = measured.lookingMillis > SLOW ? 'Kafka has not answered for ' + duration(measured.lookingMillis / 1000) + '. ' : '';
  tell(measured.problem ? 'The numbers are old: ' + measured.problem : old && looking ? looking + 'The numbers are old.' : measured.partial.join(' '));
}

function tell(text) {
  if (place('alert').textContent !== text) place('alert').textContent = text;
}

function refresh() {
  if (!now.data) return;
  show(place('main'), now.page.render(now.data, { now: Date.now() + now.offset, parameters: now.parameters, refresh, reload }));
  const said = now.page.said ? now.page.said(now.data) : '';
  if (place('said').textContent !== said) place('said').textContent = said;
}

async function reload() {
  if (now.loading) { now.again = true; return; }
  now.loading = true;
  const { page, parameters } = now;
  try {
    const data = await page.load(parameters);
    if (page === now.page && parameters === now.parameters) {
      now.data = data;
      place('login').hidden = true;
      refresh();
      heard(data.measured);
    }
  } catch (failure) {
    failed(failure);
  } finally {
    now.loading = false;
    if (now.again) { now.again = false; reload(); }
  }
}

function failed(failure) {
  if (failure instanceof TokenNeeded) {
    place('main').replaceChildren();
    place('login').hidden = false;
    place('token').focus();
  } else if (!(failure instanceof Unanswered)) {
    throw failure;
  } else if (!now.data) {
    show(place('main'), h('h1', {}, document.title.split(' – ')[0]), h('p', { class: 'none' }, failure.message));
  } else {
    tell('The monitor does not answer; the numbers are old.');
    document.body.classList.add('old');
  }
}

function go(focus) {
  const { name, parameters } = address();
  Object.assign(now, { page: PAGES[name], parameters, data: null });
  document.title = now.page.title(parameters) + ' – hsk monitor';
  document.querySelectorAll('nav a').forEach(link => {
    if (link.dataset.page === SECTION[name]) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  show(place('main'), h('h1', {}, now.page.title(parameters)), h('p', { class: 'none' }, 'Loading …'));
  reload();
  if (focus) place('main').focus();
}

function dark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function theme(choice) {
  if (choice) document.documentElement.dataset.theme = choice;
  place('theme').textContent = dark() ? 'Light' : 'Dark';
  place('theme').setAttribute('aria-label', dark() ? 'Light colours' : 'Dark colours');
  recolour();
}

place('theme').onclick = () => {
  const choice = dark() ? 'light' : 'dark';
  localStorage.setItem('hsk-theme', choice);
  theme(choice);
};
place('skip').onclick = event => { event.preventDefault(); place('main').focus(); };
place('login').onsubmit = event => { event.preventDefault(); setToken(place('token').value.trim()); reload(); };
matchMedia('(prefers-color-scheme: dark)').onchange = () => theme();
addEventListener('hashchange', () => go(true));
setInterval(age, 1000);
theme(localStorage.getItem('hsk-theme'));
go(false);
listen((event, measured) => {
  if (measured) heard(measured);
  if (event !== 'alive') reload();
});
