// All sets.

import { h, table } from './dom.js';
import { get } from './link.js';
import { bytes, count, percent } from './format.js';

export const title = () => 'Sets';
export const load = () => get('sets');

let filter = '';
const SHOWN = 500;

export function render(data, { refresh }) {
  const found = data.sets.filter(set => set.set.includes(filter));
  return [
    h('h1', {}, 'Sets'),
    h('div', { class: 'tools' }, h('label', {}, 'Name contains ', h('input', { type: 'search', 'data-keep': 'filter', oninput: event => { filter = event.target.value; refresh(); } }))),
    h('div', { class: 'panel' }, table(count(found.length) + ' sets', [
      ['Set', set => h('a', { href: '#/set/' + encodeURIComponent(set.set) }, set.set)],
      ['State', set => set.state || '?'],
      ['Samples', set => count(set.samples), true],
      ['Without knowledge', set => count(set.samplesLeft), true],
      ['Size', set => set.recordBytes === null ? '' : bytes(set.recordBytes), true],
      ['Share of all hidden values', set => set.hskShare === null ? '' : percent(set.hskShare), true],
      ['Teacher', set => set.teacher || ''],
      ['Students', set => count(set.students), true],
    ], found.slice(0, SHOWN), data.sets.length ? 'No name contains this.' : 'There is no set yet; load one with hsk load.')),
    found.length > SHOWN ? h('p', { class: 'note' }, 'The first ' + SHOWN + ' of ' + count(found.length) + ' are shown.') : null,
  ];
}
