// Results as they stand in the list.

import { address, h, mark } from './dom.js';
import { excerptOf } from './excerpts.js';
import { dayWords } from './words.js';

const REGISTERS = { theme: 'themes', agency: 'people' };

/** Make the row of a hit. */
export function rowOf(item, marker, best) {
  const register = REGISTERS[item.type];
  const shown = excerptOf(item, marker);
  const title = h('p', { class: 'row__title' }, h('a', { href: address(item.url) }, marked(item.title, marker)));
  return h(
    'li',
    { class: `row hit${best && register ? ' hit--best' : ''}${item.mark || register ? '' : ' row--plain'}` },
    item.mark || register ? mark(item.mark || register, 'row__mark') : null,
    h(
      'div',
      { class: 'row__body' },
      title,
      meta(item),
      item.instead.length
        ? h('p', { class: 'row__line' }, 'Replaced: read ', h('a', { href: address(item.instead[1]) }, item.instead[0]), ' instead')
        : null,
      shown.text ? h('p', { class: 'row__line hit__text' }, marked(shown.text, marker)) : null,
      shown.headings.length
        ? h('ul', { class: 'hit__parts' }, shown.headings.map((part) => h('li', null, h('a', { href: address(item.url + part.address) }, marked(part.heading, marker)))))
        : null,
    ),
  );
}

function meta(item) {
  const facts = [h('b', null, item.words)];
  const say = (...children) => facts.push(h('span', { class: 'dot' }, ' · '), ...children);
  if (item.date && item.type !== 'page') say(h('time', { datetime: item.date }, dayWords(item.date)));
  if (item.state) facts.push(' ', h('span', { class: 'word' }, item.state));
  if (item.audience === 'professional' && document.body.classList.contains('professional')) {
    facts.push(' ', h('span', { class: 'word word--lock' }, mark('lock'), 'Professional'));
  }
  return h('p', { class: 'row__meta' }, facts);
}

/** Give a text with the found words marked. */
export function marked(text, marker) {
  return marker.mark(text).map(([piece, found]) => (found ? h('mark', null, piece) : piece));
}
