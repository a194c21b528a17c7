// What a smaller set with fewer layers, tokens, units or bits would weigh: an estimate from the set's mean record.

import { h } from './dom.js';
import { bytes, percent } from './format.js';

const BITS = { float32: 32, float16: 16, int8: 8 };
const choices = new Map();

/** The part of a record that no choice makes smaller: ids, logits, label, lineage. */
function parts(found) {
  const spec = found.compression;
  const layers = spec.layers.length;
  const units = spec.width === 'all' ? found.teacher.hidden : Math.max(1, Math.round(Number(spec.width.split(':')[0]) * found.teacher.hidden));
  const bits = BITS[spec.values] || 32;
  const limit = spec.length === 'all' ? null : Number(spec.length.split(':')[0]);
  const record = found.recordBytes / found.samples;
  const perToken = layers * units * bits / 8;
  // Tokens kept of a mean sample: never more than fit into its record.
  const tokens = Math.min(limit === null ? Infinity : limit, record / perToken);
  return { layers, units, bits, record, tokens, whole: limit === null, fixed: Math.max(0, record - tokens * perToken) };
}

function slider(name, from, to, value, text, change) {
  const id = 'derive-' + name;
  return h('div', { class: 'slider' }, h('label', { for: id }, name),
    h('input', { id, type: 'range', min: from, max: to, step: 1, value, oninput: event => change(Number(event.target.value)) }),
    h('output', { for: id }, text));
}

/** The panel with the sliders. */
export function calculator(set, found, refresh) {
  const full = parts(found);
  const most = Math.max(1, Math.ceil(full.tokens));
  const values = Object.keys(BITS).filter(name => BITS[name] <= full.bits);
  if (!choices.has(set)) choices.set(set, { layers: full.layers, tokens: most, width: 100, values: values.indexOf(found.compression.values) });
  const choice = choices.get(set);
  const change = name => value => { choice[name] = value; refresh(); };
  const weight = full.fixed + choice.layers * Math.min(choice.tokens, full.tokens) * full.units * choice.width / 100 * BITS[values[choice.values]] / 8;
  return h('section', { class: 'panel' }, h('h2', {}, 'What a smaller set would weigh'),
    slider('layers', 1, full.layers, choice.layers, choice.layers + ' of ' + full.layers, change('layers')),
    slider('tokens', 1, most, choice.tokens, choice.tokens >= most && full.whole ? 'all' : choice.tokens + ' at most', change('tokens')),
    slider('units', 1, 100, choice.width, percent(choice.width / 100) + ' of ' + full.units, change('width')),
    slider('values', 0, values.length - 1, choice.values, values[choice.values], change('values')),
    h('p', { class: 'numbers' }, h('strong', {}, '≈ ' + bytes(weight * found.samples)), h('span', {}, '≈ ' + bytes(weight) + ' per sample'), h('span', {}, percent(weight / full.record) + ' of this set')),
    h('p', { class: 'note' }, 'An estimate from the mean record of this set: what is kept shrinks in proportion, ids, logits and labels stay.'));
}
