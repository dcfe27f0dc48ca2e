// A query → what a good hit should have. docs/search-format.md, "Terms of the parts" and "Slots".

import { wordsOf } from './normalise.js';

/**
 * Understand a query. Options: `literal` takes words as they were typed; `typing` takes the last one as unfinished.
 *
 * Gives {parts, changed, unknown, slots, concepts, matches, grams, phrase}. A part is {typed, form, term, forms, light, hyphened, near};
 * a slot is {places, alternatives: [[terms, weight], …]}; a concept is {term, places}; a match is {meaning, places}, a phrase that
 * the registers know; a change is {typed, how, forms}.
 */
export async function planOf(query, { start, entries, vocabulary, literal = false, typing = false }) {
  const { parts, changed, unknown } = await partsOf(query, { start, vocabulary, literal, typing });
  const known = literal ? new Map() : entries;
  const allLight = parts.every((part) => part.light);
  const slots = await slotsOf(parts, { start, known, vocabulary, allLight });
  const matches = matchesOf(parts, known, vocabulary.light);
  return {
    parts,
    changed,
    unknown,
    slots,
    concepts: conceptsOf(matches),
    matches,
    grams: gramsOf(parts, allLight),
    phrase: parts.map((part) => part.term).join(' '),
  };
}

async function partsOf(query, { start, vocabulary, literal, typing }) {
  const labelled = new Set(start.labelled);
  const words = wordsOf(query);
  const typed = words.flatMap((word) => word.map((form, place) => ({ form, hyphened: place < word.length - 1 })));
  const unfinished = typing && /[\p{L}\p{N}]$/u.test(query);
  const found = await Promise.all(
    typed.map(async ({ form }, at) => {
      if (form === 'a' || form === 'i') return { how: 'letter', forms: [[form, form]] };
      if (vocabulary.light.has(form)) return { how: 'light', forms: [[form, form]] };
      const entry = await vocabulary.entry(form);
      if (entry) return { how: 'form', forms: [[form, entry.term]] };
      return literal ? { how: 'unknown', forms: [] } : vocabulary.guess(form, unfinished && at === typed.length - 1);
    }),
  );
  const parts = [];
  const changed = [];
  const unknown = [];
  found.forEach(({ how, forms }, at) => {
    const { form: word, hyphened } = typed[at];
    const add = (form, term, more) => parts.push({ typed: word, form, term, forms, light: false, hyphened, near: [], ...more });
    if (how === 'unknown') unknown.push(word);
    else if (how === 'letter') add(word, word, { light: !labelled.has(parts.at(-1)?.form) });
    else if (how === 'compound') forms.forEach(([form, term]) => add(form, term, { hyphened: false }));
    else if (how === 'prefix') {
      const terms = [...new Set(forms.map(([, term]) => term))];
      add(word, terms[0], { near: terms.length > 1 ? terms : [] });
    } else add(forms[0][0], forms[0][1], { light: how === 'light' });
    if (['compound', 'prefix', 'typo'].includes(how)) changed.push({ typed: word, how, forms: forms.map(([form]) => form) });
  });
  return { parts, changed, unknown };
}

async function slotsOf(parts, { start, known, vocabulary, allLight }) {
  const { whole, parts: byParts, near } = start.weights;
  const slots = [];
  let at = 0;
  while (at < parts.length) {
    const phrase = phraseAt(parts, at, known);
    const compound = phrase ? null : await compoundAt(parts, at, vocabulary);
    const { length } = phrase ?? compound ?? parts.slice(at, at + 1);
    const part = parts[at];
    let alternatives = [];
    if (phrase) {
      alternatives = [[[phrase.meaning.term], whole]];
      if (phrase.meaning.words.length) alternatives.push([phrase.meaning.words, byParts]);
    } else if (compound) {
      alternatives = compound.alternatives.map((terms) => [terms, whole]);
    } else if (part.near.length) {
      alternatives = part.near.map((term) => [[term], near]);
    } else if (!part.light || allLight) {
      alternatives = [[[part.term], whole]];
    }
    if (alternatives.length) slots.push({ places: range(at, length), alternatives });
    at += length;
  }
  return slots;
}

/** Give the longest known phrase that begins at a place and has a term of its own. */
function phraseAt(parts, at, known) {
  for (let end = parts.length; end > at; end--) {
    const run = parts.slice(at, end);
    const meaning = known.get(run.map((part) => part.term).join(' '));
    if (meaning?.term) return { meaning, length: end - at };
  }
  return null;
}

/** Give the word of several parts, or the one of a part, that is also written joined or with a hyphen. */
async function compoundAt(parts, at, vocabulary) {
  let length = 1;
  while (at + length < parts.length && parts[at + length - 1].hyphened) length += 1;
  let cuts = [];
  if (length > 1) {
    const joined = parts.slice(at, at + length).map((part) => part.form).join('');
    if (!(await vocabulary.entry(joined))) return null;
  } else {
    const pair = parts.slice(at, at + 2).map((part) => part.form);
    const paired = pair.length === 2 && (await vocabulary.cutsOf(pair.join(''))).some((cut) => cut.join('-') === pair.join('-'));
    if (paired) length = 2;
    else {
      cuts = await vocabulary.cutsOf(parts[at].form);
      if (!cuts.length) return null;
    }
  }
  const run = parts.slice(at, at + length).map((part) => part.form);
  const joined = run.join('');
  const pieces = (length === 1 ? cuts[0] : run).filter((form) => !vocabulary.light.has(form));
  const termOf = async (form) => (await vocabulary.entry(form))?.term ?? form;
  const alternatives = [[await termOf(joined)]];
  const terms = [...new Set(await Promise.all(pieces.map(termOf)))];
  if (terms.length) alternatives.push(terms);
  return { length, alternatives };
}

/** Give the entries of the synonyms that the query names: {meaning, places}; the widest ones. */
function matchesOf(parts, known, light) {
  const terms = parts.map((part) => part.term);
  const found = new Map();
  for (let from = 0; from < terms.length; from++) {
    for (let to = terms.length; to > from; to--) {
      const phrase = terms.slice(from, to).join(' ');
      const says = to - from === terms.length || !parts.slice(from, to).every((part) => part.light);
      if (says && known.has(phrase) && !found.has(phrase)) found.set(phrase, new Set(range(from, to - from)));
    }
  }
  const there = new Set(terms);
  for (const phrase of known.keys()) {
    if (found.has(phrase)) continue;
    const wanted = phrase.split(' ').filter((term) => !light.has(term));
    if (wanted.length > 1 && wanted.every((term) => there.has(term))) found.set(phrase, new Set(wanted.map((term) => terms.indexOf(term))));
  }
  const matches = [...found].map(([phrase, places]) => ({ meaning: known.get(phrase), places }));
  return matches.filter(({ places }) => !matches.some((other) => other.places.size > places.size && [...places].every((place) => other.places.has(place))));
}

function conceptsOf(matches) {
  const concepts = new Map();
  for (const { meaning, places } of matches) {
    for (const { facet, id, label, concept } of meaning.senses) {
      const key = JSON.stringify([facet, id, label]);
      concepts.set(key, { term: concept, places: new Set([...(concepts.get(key)?.places ?? []), ...places]) });
    }
  }
  return [...concepts.values()];
}

function gramsOf(parts, allLight) {
  const grams = new Set();
  for (let at = 0; at + 1 < parts.length; at++) {
    const [one, other] = [parts[at], parts[at + 1]];
    if (!one.near.length && !other.near.length && (allLight || !one.light || !other.light)) grams.add(`${one.term} ${other.term}`);
  }
  return [...grams];
}

function range(first, length) {
  return Array.from({ length }, (_, step) => first + step);
}
