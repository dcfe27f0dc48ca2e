// What was understood, when it is not what was typed, each with a way back to the words as they were typed.

import { addressOf } from './address.js';
import { h, mark } from './dom.js';
import { fold } from './normalise.js';
import { inSentence, listWords, quoted } from './words.js';

/** Make the notices of a query's plan. */
export function noticesOf(plan, wish) {
  const asTyped = notice('Searched only for the words as you typed them.', '', [['Search for other spellings and names too', { literal: false }]], wish);
  return [wish.literal ? asTyped : null, spelling(plan, wish), missing(plan, wish), ...meanings(plan, wish)].filter(Boolean);
}

function notice(title, text, links, wish) {
  const ways = links.map(([label, changes], place) => [place ? ' · ' : '', h('a', { href: addressOf(wish, changes) }, label)]);
  return h(
    'div',
    { class: 'notice notice--search', role: 'note' },
    mark('search'),
    h('div', null, h('p', { class: 'notice__title' }, title), h('p', null, text, text && links.length ? ' ' : '', ...ways.flat())),
  );
}

function spelling({ changed }, wish) {
  if (!changed.length) return null;
  const typed = [...new Set(changed.map((change) => change.typed))];
  const taken = changed.map(({ how, forms }) => (how === 'prefix' ? listWords(forms.slice(0, 3)) : forms.join(' ')));
  return notice(
    `Searched for ${listWords([...new Set(taken)], 'and')}.`,
    `Nothing here has ${listWords(typed.map(quoted))}.`,
    [[`Search for ${listWords(typed, 'and')} instead`, { literal: true }]],
    wish,
  );
}

function missing({ unknown, slots }, wish) {
  if (!unknown.length || !slots.length) return null;
  return notice(`Nothing here has ${listWords([...new Set(unknown)].map(quoted))}.`, `These results leave ${unknown.length > 1 ? 'them' : 'it'} out.`, [], wish);
}

function meanings(plan, wish) {
  const typed = ` ${fold(wish.query)} ${plan.parts.map((part) => part.form).join(' ')} `;
  const also = [];
  const unsure = [];
  for (const { meaning, places } of plan.matches) {
    if (meaning.ambiguous) unsure.push(ambiguity(plan, meaning, places, wish));
    else also.push(...meaning.senses.filter(({ facet, label }) => facet !== 'type' && !typed.includes(` ${fold(label)} `)).map(({ label }) => label));
  }
  if (!also.length) return unsure;
  const labels = [...new Set(also)].map(inSentence);
  const back = [`Search only for the words ${quoted(wish.query)}`, { literal: true }];
  return [notice(`Also searched for: ${listWords(labels, 'and')}.`, '', [back], wish), ...unsure];
}

function ambiguity(plan, meaning, places, wish) {
  const words = (wanted) => [...new Set(plan.parts.filter((_, place) => places.has(place) === wanted).map((part) => part.typed))];
  const [taken, ...others] = meaning.senses.map(({ label }) => inSentence(label));
  const term = quoted(words(true).join(' '));
  const title = others.length ? `${term} has ${NUMBERS[others.length + 1] ?? others.length + 1} meanings.` : `${term} can mean other things too.`;
  const links = others.map((label) => [label, { query: [label, ...words(false)].join(' '), chosen: new Map() }]);
  if (!others.length) links.push([`search only for the words ${quoted(wish.query)}`, { literal: true }]);
  return notice(title, `Searched for ${taken}. Instead:`, links, wish);
}

const NUMBERS = { 2: 'two', 3: 'three', 4: 'four' };
