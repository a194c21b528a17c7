// The lag of all readers, or of one set with its partitions.

import { h, table } from './dom.js';
import { get } from './link.js';
import { count, duration } from './format.js';

export const title = ([set]) => set ? 'Lag · ' + set : 'Lag';
export const load = ([set]) => set ? get('lag', set) : get('lag');

const SHOWN = 500;

/** A number, or a question mark with the reason. */
function amount(from, name, text = count) {
  const value = from[name];
  if (value !== null && value !== undefined) return h('span', { class: 'value' }, text(value));
  const reason = from.unknown && from.unknown[name];
  return reason ? h('span', { class: 'none', title: reason }, '? ', h('span', { class: 'hidden' }, reason)) : '';
}

function name(row) {
  return row.reader.student || 'teacher';
}

function readers(data, caption) {
  const rows = data.lag.sets.flatMap(set => [set.teacher, ...set.students].map(reader => ({ set, reader })));
  return [h('div', { class: 'panel' }, table(caption, [
    ['Set', row => h('a', { href: '#/lag/' + encodeURIComponent(row.set.set) }, row.set.set)],
    ['Reader', row => row.reader.student ? h('a', { href: `#/run/${encodeURIComponent(row.set.set)}/${encodeURIComponent(row.reader.student)}` }, name(row)) : name(row)],
    ['Samples left', row => amount(row.reader, 'samplesLeft'), true],
    ['Steps', row => amount(row.reader, 'stepsLeft'), true],
    ['Epochs', row => amount(row.reader, 'epochsLeft'), true],
    ['Offsets', row => amount(row.reader, 'offsetsLeft'), true],
    ['Time left', row => amount(row.reader, 'secondsLeft', duration), true],
    ['Limited by', row => row.reader.verdict.bottleneck + ': ' + row.reader.verdict.reason],
  ], rows.slice(0, SHOWN), 'There is no set yet; load one with hsk load.')),
  rows.length > SHOWN ? h('p', { class: 'note' }, 'The first ' + SHOWN + ' of ' + count(rows.length) + ' are shown; the page of each set has all of its readers.') : null];
}

function partitions(set, reader) {
  return h('section', { class: 'panel' }, h('h2', {}, reader.student ? 'Student ' + reader.student : 'Teacher'), table(reader.group, [
    ['Partition', row => row.partition],
    ['Committed', row => amount(row, 'committed'), true],
    ['End', row => amount(row, 'end'), true],
    ['Offsets left', row => amount(row, 'offsetsLeft'), true],
    ['Samples left', row => amount(row, 'samplesLeft'), true],
  ], reader.partitions, 'No partition is known.'));
}

export function render(data, { parameters: [only] }) {
  if (!data.lag) return [h('h1', {}, 'Lag'), h('p', { class: 'none' }, 'Nothing is measured yet.')];
  if (!only) return [h('h1', {}, 'Lag'), readers(data, 'All readers of all sets')];
  const set = data.lag.sets[0];
  if (!set) return [h('h1', {}, 'Lag'), h('p', { class: 'none' }, 'The monitor has not seen the set ' + only + '.')];
  return [h('h1', {}, 'Lag of ', h('a', { href: '#/set/' + encodeURIComponent(only) }, only)), readers(data, 'Readers'),
    h('div', { class: 'two' }, [set.teacher, ...set.students].map(reader => partitions(set, reader)))];
}
