// One set: what it was made from, its compression, its students, and what a smaller set would weigh.

import { facts, h, numbers, table } from './dom.js';
import { get } from './link.js';
import { bytes, count, date, decimal, percent } from './format.js';
import { card } from './overview.js';
import { calculator } from './derived.js';

export const title = ([set]) => set;

export async function load([set]) {
  const [found, statistics] = await Promise.all([get('sets', set), get('sets', set, 'statistics')]);
  return { ...found, statistics };
}


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

/** A share of change, with its sign. */
function change(share) {
  return share === null ? '?' : (share < 0 ? '−' : '+') + percent(Math.abs(share));
}

function refusal(row) {
  return h('p', {}, `${count(row.count)} records of ${row.topic}-${row.partition} do not count; the last, at offset ${row.offset}: ${row.reason}`);
}

function statistics({ computed, troubles, total, refusals }) {
  const heading = h('h2', {}, 'Statistics of the knowledge');
  if (!computed) return [heading, h('p', { class: 'none' }, 'This monitor computes none; start it with --statistics.')];
  const notes = [troubles.map(trouble => h('p', {}, trouble)), refusals.map(refusal)];
  if (!total) return [heading, notes, h('p', { class: 'none' }, 'No record is counted yet.')];
  return [
    heading,
    numbers(['Records', count(total.records)], ['Tokens', count(total.tokens)],
      ['Labels', Object.entries(total.labels).map(([label, samples]) => label + ': ' + count(samples)).join(', ')],
      ['Entropy, mean', total.entropy ? decimal(total.entropy.mean) + ' nats' : '–'],
      ['Confidence, mean', total.confidence ? percent(total.confidence.mean) : '–']),
    notes,
    table('Per layer: norms of the kept tokens, and their drift from the first to the last tenth of the samples', [
      ['Layer', row => row.layer], ['Kept', row => percent(row.share), true], ['Bytes', row => bytes(row.bytes), true],
      ['Norm', row => decimal(row.norm.mean), true], ['least', row => decimal(row.norm.min), true], ['most', row => decimal(row.norm.max), true],
      ['Drift', row => change(row.drift), true], ['Error at most', row => decimal(row.maxError), true],
    ], total.layers, 'No layer is stored.')];
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
    h('section', { class: 'panel' }, statistics(data.statistics)),
    h('div', { class: 'two' },
      h('section', { class: 'panel' }, h('h2', {}, 'Compression'), compression(found)),
      found.recordBytes && found.compression ? calculator(data.set, found, refresh) : null,
      h('section', { class: 'panel' }, h('h2', {}, 'Provenance'), provenance(found)),
      h('section', { class: 'panel' }, h('h2', {}, 'Partitions'), table('Sealed ranges of the knowledge topic', [
        ['Partition', row => row.partition], ['From offset', row => count(row.startOffset), true], ['To', row => count(row.endOffset), true], ['Records', row => count(row.records), true],
      ], found.partitions, 'The set is not sealed.'))),
  ];
}
