// One set: what it was made from, its compression, its students, and what a smaller set would weigh.

import { facts, h, numbers, table } from './dom.js';
import { get } from './link.js';
import { bytes, count, date, percent } from './format.js';
import { card } from './overview.js';
import { calculator } from './derived.js';

export const title = ([set]) => set;
export const load = ([set]) => get('sets', set);

function compression(found) {
  const spec = found.compression;
  if (!spec) return h('p', { class: 'none' }, 'No teacher has started.');
  return facts(
    ['Depth', h('span', {}, h('code', {}, spec.depth), ' · layers ' + spec.layers.join(', ') + ' of ' + found.teacher.layers)],
    ['Length', h('code', {}, spec.length)],
    ['Width', h('span', {}, h('code', {}, spec.width), ' of ' + count(found.teacher.hidden) + ' units')],
    ['Values', h('code', {}, spec.values)]);
}

function provenance(found) {
  return facts(
    ['Task', found.task + (found.labels.length ? ' · ' + found.labels.join(', ') : ' · scores')],
    ['Data', h('code', {}, found.dataFingerprint)],
    ['Dev samples', Object.entries(found.devSamples).map(([split, samples]) => split + ' ' + count(samples)).join(', ')],
    ['Teacher', found.teacher && `${found.teacher.name} · ${found.teacher.layers} layers of ${found.teacher.hidden}, ${found.precision}`],
    ['Teacher’s weights', found.teacher && h('code', {}, found.teacher.fingerprint)],
    ['Tokenizer', found.tokenizer && h('code', {}, found.tokenizer.fingerprint)],
    ['Longest text', found.tokenizer && count(found.tokenizer.maxLength) + ' tokens'],
    ['Created', date(found.created)],
    ['Sealed', found.sealed ? date(found.sealed) : 'not yet'],
    ['Digest', found.digest && h('code', {}, found.digest)]);
}

export function render(data, { refresh }) {
  const found = data.manifest;
  const heading = h('h1', {}, data.set);
  if (!found) return [heading, h('p', { class: 'none' }, 'The manifest of this set cannot be read.')];
  return [
    heading,
    h('section', { class: 'panel' }, numbers(
      ['State', found.state],
      ['Samples', count(found.samples)],
      ['Size', found.recordBytes === null ? 'not sealed' : bytes(found.recordBytes)],
      ['Per sample', found.recordBytes === null ? '–' : bytes(found.recordBytes / found.samples)],
      ['Share of all hidden values', found.hskShare === null ? '–' : percent(found.hskShare)])),
    h('ul', { class: 'cards' }, data.work.map(card)),
    h('div', { class: 'two' },
      h('section', { class: 'panel' }, h('h2', {}, 'Compression'), compression(found)),
      found.recordBytes && found.compression ? calculator(data.set, found, refresh) : null,
      h('section', { class: 'panel' }, h('h2', {}, 'Provenance'), provenance(found)),
      h('section', { class: 'panel' }, h('h2', {}, 'Partitions'), table('Sealed ranges of the knowledge topic', [
        ['Partition', row => row.partition], ['From offset', row => count(row.startOffset), true], ['To', row => count(row.endOffset), true], ['Records', row => count(row.records), true],
      ], found.partitions, 'The set is not sealed.'))),
  ];
}
