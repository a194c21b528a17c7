// What runs, what is stuck, when it ends.

import { h } from './dom.js';
import { get } from './link.js';
import { clock, count, duration, percent } from './format.js';

export const title = () => 'Overview';
export const load = () => get('overview');

/** One piece of work, also used by the page of a set. */
export function card(work) {
  const share = work.total ? Math.min(1, work.done / work.total) : null;
  const name = work.student === null ? 'teacher' : work.student;
  const target = work.student === null ? `#/lag/${encodeURIComponent(work.set)}` : `#/run/${encodeURIComponent(work.set)}/${encodeURIComponent(work.student)}`;
  const running = work.condition === 'running';
  return h('li', { class: 'card ' + work.condition, 'data-work': work.set + '/' + (work.student || '') },
    h('div', { class: 'top' },
      h('span', { class: 'title' }, h('a', { href: target }, work.set + ' · ' + name)),
      h('span', { class: 'left value' }, running ? duration(work.secondsLeft) : share === null ? '' : percent(share))),
    h('div', { class: 'bar', 'aria-hidden': 'true' }, h('div', { 'width%': 100 * (share || 0) })),
    h('div', { class: 'row' },
      h('span', { class: 'badge' }, work.condition),
      running && share !== null && h('span', { class: 'value' }, percent(share)),
      h('span', { class: 'value' }, work.total === null ? 'samples not known' : count(work.done) + ' of ' + count(work.total) + ' samples'),
      work.samplesPerSecond && running ? h('span', { class: 'value' }, count(Math.round(work.samplesPerSecond)) + ' samples/s') : null),
    h('div', { class: 'row' }, running ? [work.bottleneck === 'unknown' ? '' : 'limited by ' + work.bottleneck + ': ', work.bottleneckReason] : work.reason));
}

function tile(condition, name, value, more, alarm) {
  return h('div', { class: 'tile ' + condition + (alarm ? ' alarm' : '') },
    h('div', { class: 'name' }, name), h('div', { class: 'big value' }, value), h('div', { class: 'more' }, more));
}

function end(data, now) {
  if (data.secondsLeft !== null) return tile('running', 'All done in', duration(data.secondsLeft), 'at ' + clock(now + 1000 * data.secondsLeft));
  return data.counts.running
    ? tile('running', 'All done in', '?', 'the end of something that runs is not known yet')
    : tile('done', 'All done in', '–', 'nothing runs');
}

export function render(data, { now }) {
  if (data.sets === null) return [h('h1', {}, 'Overview'), h('p', { class: 'none' }, 'Nothing is measured yet.')];
  const bad = data.counts.stuck + data.counts.failed;
  const active = data.work.filter(work => work.condition !== 'done');
  const ended = data.work.filter(work => work.condition === 'done');
  return [
    h('h1', { class: 'hidden' }, 'Overview'),
    h('div', { class: 'tiles' },
      tile('running', 'Running', count(data.counts.running), data.counts.waiting ? count(data.counts.waiting) + ' waiting to be started' : 'none waits'),
      tile(bad ? 'stuck' : 'done', 'Stuck', count(bad), data.counts.failed ? count(data.counts.failed) + ' of them failed' : bad ? 'should go on, and does not' : 'all is well', bad > 0),
      end(data, now)),
    active.length ? h('ul', { class: 'cards' }, active.map(card)) : h('p', { class: 'none' }, data.sets ? 'Nothing is under way.' : 'There is no set yet; load one with hsk load.'),
    ended.length ? h('h2', {}, 'Finished') : null,
    ended.length ? h('ul', { class: 'cards' }, ended.map(card)) : null,
    data.more ? h('p', { class: 'note' }, count(data.more) + ' more are left out; the page of each set has all of its students.') : null,
  ];
}

/** What a screen reader is told when it changes. */
export function said(data) {
  if (data.sets === null) return '';
  return `${data.counts.running} running, ${data.counts.stuck} stuck, ${data.counts.failed} failed`;
}
