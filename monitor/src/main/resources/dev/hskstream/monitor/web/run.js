// One run: its curves, alone or beside those of other runs of the set.

import { h, numbers, table } from './dom.js';
import { get } from './link.js';
import { chart } from './chart.js';
import { clock, count, decimal, duration, percent } from './format.js';
import { card } from './overview.js';

export const title = ([set, student]) => set + ' · ' + student;

const OFFERED = 20;
const OLD = 15000;

const state = { log: false, axis: 'step', beside: new Set(), all: false };
let shown = '';
let known = { set: null, time: 0, runs: [] };

export async function load([set, student]) {
  if (shown !== set + '/' + student) { shown = set + '/' + student; state.beside.clear(); state.all = false; }
  const [own, all, ...others] = await Promise.all([get('runs', set, student), state.all ? allRuns(set) : [],
    ...[...state.beside].map(other => get('runs', set, other).catch(() => null))]);
  return { ...own, beside: others.filter(Boolean), all: all.filter(run => run.student !== student && !state.beside.has(run.student)) };
}

/** The coarse curves of all runs are megabytes, so they are not asked for with every measurement. */
async function allRuns(set) {
  if (known.set !== set || Date.now() - known.time > OLD) known = { set, time: Date.now(), runs: (await get('runs', set)).runs };
  return known.runs;
}

const NAMES = { samplesPerSecond: 'Samples per second', waitShare: 'Share of time waiting for data', learningRate: 'Learning rate' };

function label(name) {
  return NAMES[name] || name.replace(/^loss\./, 'Loss: ').replace(/^metric\./, 'Metric: ');
}

function order(name) {
  return name.startsWith('loss.') ? 0 : name.startsWith('metric.') ? 1 : 2;
}

function curves(name, data) {
  return [data, ...data.beside].filter(run => run.series[name] && run.series[name].mean.length).map(run => {
    const series = run.series[name];
    const students = [data.work.student, ...data.others].sort();
    return { label: run.work.student, color: students.indexOf(run.work.student), x: state.axis === 'step' ? series.step : series.seconds, min: series.min, mean: series.mean, max: series.max };
  });
}

function lines(name, data) {
  return data.all.filter(run => run.series[name]).map(run => ({ x: state.axis === 'step' ? run.series[name].step : run.series[name].seconds, mean: run.series[name].mean }));
}

function tools(data, refresh, reload) {
  const toggle = (text, pressed, click) => h('button', { type: 'button', 'aria-pressed': String(pressed), onclick: click }, text);
  return h('div', { class: 'tools', role: 'group', 'aria-label': 'Charts' },
    toggle('Log axis', state.log, () => { state.log = !state.log; refresh(); }),
    toggle('By time', state.axis === 'seconds', () => { state.axis = state.axis === 'step' ? 'seconds' : 'step'; refresh(); }),
    data.others.length ? h('span', {}, 'Beside:') : null,
    data.others.length > 1 ? toggle('All ' + count(data.others.length) + ' others', state.all, () => { state.all = !state.all; reload(); }) : null,
    data.others.slice(0, OFFERED).map(other => toggle(other, state.beside.has(other), () => { state.beside.has(other) ? state.beside.delete(other) : state.beside.add(other); reload(); })));
}

function time(data) {
  const wait = data.series.waitShare;
  if (!wait || !wait.mean.length) return h('p', { class: 'none' }, 'Not reported yet.');
  const share = wait.mean.reduce((sum, value) => sum + value, 0) / wait.mean.length;
  return [h('div', { class: 'bar', role: 'img', 'aria-label': 'waiting ' + percent(share) }, h('div', { 'width%': 100 * (1 - share) })),
    h('p', {}, 'Computing ' + percent(1 - share) + ', waiting for data ' + percent(share) + ' of its time, on average over its reports. ' + 'Limited by ' + data.work.bottleneck + ': ' + data.work.bottleneckReason + '.')];
}

export function render(data, { refresh, reload }) {
  const names = Object.keys(data.series).sort((one, other) => order(one) - order(other) || one.localeCompare(other));
  const last = { ...data.losses, ...data.metrics };
  return [
    h('h1', {}, h('a', { href: '#/set/' + encodeURIComponent(data.work.set) }, data.work.set), ' · ' + data.work.student),
    h('ul', { class: 'cards run' }, card(data.work)),
    h('section', { class: 'panel' }, numbers(['Step', count(data.step) + ' / ' + count(data.steps)], ['Epoch', count(data.epoch)],
      ['Started', clock(Date.parse(data.started))], ['Time left', data.work.condition === 'running' ? duration(data.work.secondsLeft) : '–'],
      ...Object.entries(last).map(([name, value]) => [name, decimal(value)]))),
    tools(data, refresh, reload),
    h('div', { class: 'two' }, names.map(name => h('section', { class: 'panel' },
      chart({ key: name + ' ' + state.axis, title: label(name), x: state.axis === 'step' ? 'step' : 'second', log: state.log && order(name) === 0, curves: curves(name, data), lines: lines(name, data) })))),
    h('div', { class: 'two' },
      h('section', { class: 'panel' }, h('h2', {}, 'Where its time goes'), time(data)),
      h('section', { class: 'panel' }, h('h2', {}, 'Certificate'), table('Epochs: each used every sample once', [
        ['Epoch', row => row.epoch], ['Stage', row => row.stage], ['Samples', row => count(row.samples), true], ['Order', row => h('code', {}, row.order)],
      ], data.epochs, 'A run has it when it has finished.'))),
  ];
}
