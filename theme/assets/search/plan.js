// A query → what a good hit should have. docs/search-format.md, "Terms of the parts" and "Slots".

import { partsOf } from './normalise.js';

const LONGEST_PHRASE = 12;

/**
 * Understand a query. Options: `literal` takes words as they were typed; `typing` takes the last one as unfinished.
 *
 * Gives {parts, changed, unknown, slots, concepts, matches, grams, phrase}. A part is {typed, form, term, forms, light, hyphened, near};
 * a slot is {places, alternatives: [[terms, weight], …], known}; a concept is {term, places}; a match is {meaning, places}, a phrase that
 * the registers know; a change is {typed, how, forms}.
 */
export async function planOf(query, { start, vocabulary, literal = false, typing = false }) {
  const { parts, changed, unknown } = await readParts(query, { start, vocabulary, literal, typing });
  const known = literal ? new Map() : await vocabulary.phrasesOf(parts);
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
    grams: gramsOf(parts, slots, allLight),
    phrase: spelledOut(parts.map((part) => part.term), known, vocabulary.light),
  };
}

async function readParts(query, { start, vocabulary, literal, typing }) {
  const labelled = new Set(start.labelled.split(' '));
  const typed = partsOf(query);
  const unfinished = typing && /[\p{L}\p{N}]$/u.test(query);
  const found = await Promise.all(
    typed.map(async ({ form, hyphened }, at) => {
      const light = vocabulary.light.has(form);
      const letter = form === 'a' || form === 'i';
      const [pieces] = hyphened || light || letter ? [] : await vocabulary.cutsOf(form);
      if (pieces && !pieces.some((piece) => vocabulary.light.has(piece))) {
        return { how: 'pieces', forms: await Promise.all(pieces.map(async (piece) => [piece, (await vocabulary.entry(piece))?.term ?? piece])) };
      }
      if (letter) return { how: 'letter', forms: [[form, form]] };
      if (light) return { how: 'light', forms: [[form, form]] };
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
    else if (how === 'pieces') forms.forEach(([form, term], place) => add(form, term, { hyphened: place < forms.length - 1 }));
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
  const terms = parts.map((part) => part.term);
  const slots = new Map();
  let at = 0;
  while (at < parts.length) {
    const phrase = phraseAt(terms, at, known, vocabulary.light);
    const compound = phrase ? null : await compoundAt(parts, at, vocabulary);
    const { length } = phrase ?? compound ?? parts.slice(at, at + 1);
    const part = parts[at];
    let alternatives = [];
    if (phrase) {
      alternatives = [[[phrase.meaning.term], whole]];
      if (phrase.meaning.words.length) alternatives.push([phrase.meaning.words, byParts]);
    } else if (compound) {
      alternatives = [[[compound.term], whole]];
      if (compound.content.length) alternatives.push([compound.content, compound.light ? byParts : whole]);
    } else if (part.near.length) {
      alternatives = part.near.map((term) => [[term], near]);
    } else if (!part.light || allLight) {
      alternatives = [[[part.term], whole]];
    }
    const key = JSON.stringify(alternatives);
    if (alternatives.length && !slots.has(key)) slots.set(key, { places: range(at, length), alternatives, known: phrase !== null });
    at += length;
  }
  return [...slots.values()];
}

/** Give the longest known phrase with a long form that begins at a place; one light term is none, unless there is no other. */
function phraseAt(terms, at, known, light) {
  for (let end = Math.min(terms.length, at + LONGEST_PHRASE); end > at; end--) {
    const meaning = known.get(terms.slice(at, end).join(' '));
    if (meaning?.term && (end - at > 1 || !light.has(terms[at]) || terms.length === 1)) return { meaning, length: end - at };
  }
  return null;
}

/** Give a phrase with every known phrase in it in its long form. */
function spelledOut(terms, known, light) {
  const out = [];
  let at = 0;
  while (at < terms.length) {
    const phrase = phraseAt(terms, at, known, light);
    out.push(phrase ? phrase.meaning.term.slice(1) : terms[at]);
    at += phrase?.length ?? 1;
  }
  return out.join(' ');
}

/** Give several parts that are one word, since hyphens join them or another text writes them joined: {term, content, light, length}. */
async function compoundAt(parts, at, vocabulary) {
  let length = 1;
  while (at + length < parts.length && parts[at + length - 1].hyphened) length += 1;
  if (length === 1) {
    const pair = parts.slice(at, at + 2).map((part) => part.form);
    const bothLight = parts.slice(at, at + 2).every((part) => part.light);
    const cuts = pair.length === 2 && !bothLight ? await vocabulary.cutsOf(pair.join('')) : [];
    if (!cuts.some((cut) => cut.join('-') === pair.join('-'))) return null;
    length = 2;
  }
  const run = parts.slice(at, at + length);
  const entry = await vocabulary.entry(run.map((part) => part.form).join(''));
  if (!entry) return null;
  const content = new Set(run.filter((part) => !part.light).map((part) => part.term));
  return { term: entry.term, content: [...content], light: run.some((part) => part.light), length };
}

/** Give the entries of the synonyms that the query names: {meaning, places}; the widest ones. */
function matchesOf(parts, known, light) {
  const terms = parts.map((part) => part.term);
  const found = new Map();
  for (let from = 0; from < terms.length; from++) {
    for (let to = terms.length; to > from; to--) {
      const phrase = terms.slice(from, to).join(' ');
      const says = to - from > 1 || !parts[from].light || terms.length === 1;
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
    const senses = meaning.ambiguous ? meaning.senses.slice(0, 1) : meaning.senses;
    for (const { concept } of senses) {
      if (concept) concepts.set(concept, { term: concept, places: new Set([...(concepts.get(concept)?.places ?? []), ...places]) });
    }
  }
  return [...concepts.values()];
}

function gramsOf(parts, slots, allLight) {
  const within = new Set(slots.filter((slot) => slot.known).flatMap((slot) => slot.places.slice(0, -1)));
  const grams = new Set();
  for (let at = 0; at + 1 < parts.length; at++) {
    const [one, other] = [parts[at], parts[at + 1]];
    const says = allLight || !one.light || !other.light;
    if (says && !one.near.length && !other.near.length && !within.has(at)) grams.add(`${one.term} ${other.term}`);
  }
  return [...grams];
}

function range(first, length) {
  return Array.from({ length }, (_, step) => first + step);
}
