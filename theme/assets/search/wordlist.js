// A file of words as it is published: surface forms by their terms, and the known phrases. docs/search-format.md, "words".

import { valueOf } from './score.js';

const CUT = /^[A-Z]*/;

/** Give {forms, kept, compounds, phrases} of a file of words: forms are a map of form → {term, count}. */
export function tableOf(file, light) {
  return { forms: new Map(formsOf(file.forms)), kept: new Set(file.kept.split(' ')), compounds: Object.keys(file.compounds), phrases: phrasesOf(file.phrases, light) };
}

/** Give pairs of a form with its term and the number of documents that have it. */
export function* formsOf(packed) {
  let term = '';
  for (const entry of packed ? packed.split(';') : []) {
    const space = entry.indexOf(' ');
    term = term.slice(0, valueOf(entry[0])) + entry.slice(1, space);
    for (const one of entry.slice(space + 1).split(',')) {
      const colon = one.lastIndexOf(':');
      if (colon < 0) yield [term, { term, count: Number(one) }];
      else yield [formOf(term, one.slice(0, colon)), { term, count: Number(one.slice(colon + 1)) }];
    }
  }
}

function formOf(term, changed) {
  const [cuts] = CUT.exec(changed);
  if (!cuts) return term + changed;
  const cut = [...cuts].reduce((sum, sign) => sum + sign.charCodeAt(0) - 64, 0);
  return [...term].slice(0, -cut).join('') + changed.slice(cuts.length);
}

/** Give phrase → {term, words, senses, ambiguous}: the term of all its spellings, the words of its long form, what it may mean. */
export function phrasesOf(held, light) {
  return new Map(
    Object.entries(held).map(([phrase, [spelled, ambiguous, ...senses]]) => {
      const long = spelled === 1 ? phrase : spelled || '';
      const words = long ? long.split(' ').filter((term) => !light.has(term)) : [];
      const meant = senses.map(([facet, id, label]) => ({ facet, id, label, concept: facet && `#${facet} ${id}` }));
      return [phrase, { term: long && `=${long}`, words, senses: meant, ambiguous: ambiguous === 1 }];
    }),
  );
}
