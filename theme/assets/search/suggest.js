// What is offered while somebody types: themes by their names, and the best pages.

import { address } from './dom.js';
import { fold } from './normalise.js';
import { library } from './search.js';

/** Fetch what every suggestion needs. */
export function open() {
  return Promise.all([library.open(), library.labels()]);
}

/** Give groups of options for words that may be unfinished: [{title, options: [{pieces, note, href}, …]}, …]. */
export async function suggest(text, { pages, themes }) {
  const known = await library.labels();
  const { plan, hits } = await library.query(text, { typing: true });
  const found = [];
  for (let at = 0; at < hits.length && found.length < pages && at < pages * 2; at += pages) {
    const items = await Promise.all(hits.slice(at, at + pages).map((hit) => library.item(hit.number)));
    found.push(...items.filter((item) => item && item.type !== 'theme'));
  }
  const marker = await library.markerOf(plan);
  const labels = new Map(known.type);
  const groups = [
    { title: 'Best pages', options: found.slice(0, pages).map((item) => ({ pieces: marker.mark(item.title), note: item.words || labels.get(item.type) || '', href: address(item.url) })) },
    { title: 'Themes', options: themesFor(text, plan, known).slice(0, themes).map(([id, label]) => ({ pieces: begun(label, text), note: '', href: address(`themes/${id}/`) })) },
  ];
  return groups.filter((group) => group.options.length);
}

/** Give the themes that the words mean, then those of which a word begins with what was typed. */
function themesFor(text, plan, known) {
  const meant = plan.matches.flatMap(({ meaning }) => meaning.senses).filter(({ facet }) => facet === 'theme').map(({ id, label }) => [id, label]);
  const typed = fold(text).trim();
  const starts = (known.theme ?? []).filter(([, label]) => ` ${fold(label)}`.includes(` ${typed}`));
  return [...new Map([...meant, ...starts])];
}

function begun(label, text) {
  const typed = text.trim();
  const at = ` ${label.toLowerCase()}`.indexOf(` ${typed.toLowerCase()}`);
  return at < 0 ? [[label, false]] : [[label.slice(0, at), false], [label.slice(at, at + typed.length), true], [label.slice(at + typed.length), false]].filter(([piece]) => piece);
}
