// Curves with the range of their values, drawn by uPlot when they are first seen.

import { h } from './dom.js';
import { decimal } from './format.js';

const HEIGHT = 260;
const BINS = 200;
const alive = new Set();
const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
  seen.unobserve(entry.target);
  entry.target.closest('figure').mount();
}), { rootMargin: '200px' });

/** Draws all charts again, in the colours of the page as it is now. */
export function recolour() {
  alive.forEach(figure => figure.isConnected ? figure.mount() : alive.delete(figure));
}

function color(index) {
  return getComputedStyle(document.documentElement).getPropertyValue('--s' + (index % 6 + 1)).trim();
}

function tone(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * A chart; a curve has a label, a colour's index, and columns x, min, mean, max. Lines, with columns x and mean alone, are
 * drawn thinly behind the curves: there may be hundreds.
 * The figure stays in the page and is given new data when the page shows a chart with the same key.
 */
export function chart({ key, title, x, log, curves, lines }) {
  const figure = h('figure', { 'data-keep': key + (log ? ' log' : '') });
  const fill = target => {
    target.curves = curves;
    target.lines = lines;
    target.log = log;
    target.x = x;
    const caption = h('figcaption', {}, h('strong', {}, title), curves.map(curve =>
      h('span', { class: 'key c' + (curve.color % 6 + 1) }, curve.label + ' ', h('output', { 'aria-live': 'off' }, decimal(curve.mean[curve.mean.length - 1])))));
    const plot = target.querySelector('.plot') || h('div', { class: 'plot' });
    plot.setAttribute('role', 'img');
    plot.setAttribute('aria-label', title + ' by ' + x + '. ' + curves.map(describe).join(' ') + (lines.length ? ` Beside ${lines.length} other runs.` : ''));
    target.replaceChildren(caption, plot);
    if (target.plot) target.draw();
  };
  figure.mount = function () { mount(this); };
  figure.draw = function () { draw(this); };
  figure.onrefresh = fill;
  fill(figure);
  seen.observe(figure.querySelector('.plot'));
  return figure;
}

function describe(curve) {
  const last = curve.mean.length - 1;
  return `${curve.label}: from ${decimal(curve.mean[0])} to ${decimal(curve.mean[last])}, smallest ${decimal(Math.min(...curve.min))}, largest ${decimal(Math.max(...curve.max))}.`;
}

function columns(figure) {
  const positive = values => figure.log ? values.map(value => value > 0 ? value : null) : values;
  const tables = figure.curves.map(curve => {
    const keep = curve.x.map((value, index) => index === curve.x.length - 1 || curve.x[index + 1] > value);
    const pick = values => positive(values.filter((_, index) => keep[index]));
    return [curve.x.filter((_, index) => keep[index]), pick(curve.max), pick(curve.min), pick(curve.mean)];
  });
  if (figure.lines.length) {
    const [x, ...means] = onGrid(figure.lines);
    tables.unshift([x, ...means.map(positive)]);
  }
  return tables.length === 1 ? tables[0] : uPlot.join(tables);
}

/** Lines on common values of x: joined, hundreds of lines with values of their own would have millions of gaps. */
function onGrid(lines) {
  const ends = lines.flatMap(line => [line.x[0], line.x[line.x.length - 1]]);
  const low = Math.min(...ends);
  const width = (Math.max(...ends) - low) / BINS || 1;
  const bin = value => Math.min(BINS - 1, Math.floor((value - low) / width));
  return [Array.from({ length: BINS }, (_, index) => low + (index + 0.5) * width), ...lines.map(line => {
    const sums = new Array(BINS).fill(null);
    const counts = new Array(BINS).fill(0);
    line.x.forEach((value, index) => { sums[bin(value)] += line.mean[index]; counts[bin(value)]++; });
    return sums.map((sum, index) => counts[index] ? sum / counts[index] : null);
  })];
}

function mount(figure) {
  if (figure.plot) figure.plot.destroy();
  alive.add(figure);
  const axis = { stroke: tone('--soft'), grid: { stroke: tone('--line'), width: 1 }, ticks: { stroke: tone('--line'), width: 1 }, font: '13px system-ui, sans-serif' };
  const series = [{ label: figure.x }];
  const bands = [];
  figure.lines.forEach(() => series.push({ stroke: tone('--soft') + '66', width: 1, spanGaps: true, points: { show: false } }));
  const first = series.length;
  figure.curves.forEach((curve, index) => {
    const stroke = color(curve.color);
    series.push({ spanGaps: true, points: { show: false } }, { spanGaps: true, points: { show: false } },
      { label: curve.label, stroke, width: 2, spanGaps: true, points: { show: curve.x.length < 30, size: 6, fill: stroke } });
    bands.push({ series: [first + 3 * index, first + 3 * index + 1], fill: stroke + '33' });
  });
  const place = figure.querySelector('.plot');
  figure.plot = new uPlot({
    width: place.clientWidth || 600,
    height: HEIGHT,
    series,
    bands,
    legend: { show: false },
    cursor: { points: { show: false } },
    scales: { x: { time: false }, y: figure.log ? { distr: 3 } : {} },
    axes: [{ ...axis, values: (_, ticks) => ticks.map(tick => Number(tick).toLocaleString('en-US')) }, { ...axis, size: 70, values: (_, ticks) => ticks.map(tick => tick === null ? '' : decimal(tick)) }],
    hooks: { setCursor: [plot => follow(figure, plot)] },
  }, columns(figure), place);
  new ResizeObserver(() => figure.plot.root.isConnected && figure.plot.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
}

/** The caption shows the values under the pointer, and the last ones otherwise. */
function follow(figure, plot) {
  figure.querySelectorAll('output').forEach((output, index) => {
    const means = plot.data[figure.lines.length + 3 * index + 3] || [];
    const at = plot.cursor.idx;
    const value = at === null || at === undefined ? figure.curves[index].mean.at(-1) : means[at];
    output.value = value === null || value === undefined ? '–' : decimal(value);
  });
}

function draw(figure) {
  if (figure.plot.series.length === figure.lines.length + 3 * figure.curves.length + 1) figure.plot.setData(columns(figure));
  else mount(figure);
}
