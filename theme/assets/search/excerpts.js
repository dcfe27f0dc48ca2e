// What is shown of a hit: its title and a sentence or two with the found words marked, and other headings where they stand.

import { wordsIn } from './normalise.js';

const LONG = 240;
const MOST_HEADINGS = 3;

/** Knows which words of a text were looked for. */
export class Marker {
  /** `forms` maps surface forms to what was typed; `phrases` are terms that count when they stand next to each other. */
  constructor(forms, phrases) {
    this.forms = forms;
    this.phrases = [...phrases].map((phrase) => phrase.split(' ')).sort((one, other) => other.length - one.length);
  }

  /** Give the marked places of a text: [start, end, what was found]. */
  places(text) {
    const words = [...wordsIn(text)];
    const found = [];
    for (let at = 0; at < words.length; at++) {
      const phrase = this.phrases.find((each) => fits(each, words, at));
      if (phrase) {
        const last = at + taken(phrase, words, at) - 1;
        found.push([words[at][0], words[last][1], phrase.join(' ')]);
        at = last;
        continue;
      }
      const [start, end, parts] = words[at];
      const form = [parts.join(''), ...parts].find((part) => this.forms.has(part));
      if (form) found.push([start, end, this.forms.get(form)]);
    }
    return found;
  }

  /** Cut a text into [words, marked] pieces. */
  mark(text) {
    const pieces = [];
    let done = 0;
    for (const [start, end] of this.places(text)) {
      const between = text.slice(done, start);
      if (pieces.length && /^[ \u00a0-]*$/.test(between)) pieces.at(-1)[0] += between + text.slice(start, end);
      else {
        if (between) pieces.push([between, false]);
        pieces.push([text.slice(start, end), true]);
      }
      done = end;
    }
    if (done < text.length) pieces.push([text.slice(done), false]);
    return pieces;
  }
}

function taken(phrase, words, at) {
  let left = phrase.length;
  let count = 0;
  while (left > 0) left -= words[at + count++][2].length;
  return count;
}

function fits(phrase, words, at) {
  let step = 0;
  for (let next = at; step < phrase.length; next++) {
    if (next >= words.length) return false;
    for (const part of words[next][2]) if (step === phrase.length || !isFormOf(part, phrase[step++])) return false;
  }
  return true;
}

/** Say whether a word is likely a form of a term. A term is a stem, so this needs no vocabulary; it decides colours, never hits. */
function isFormOf(part, term) {
  if (part === term || term.length <= 3) return part === term;
  const root = /[eiy]$/.test(term) ? term.slice(0, -1) : term;
  return part.startsWith(root) && part.length <= term.length + 6;
}

/**
 * Choose what is shown of an item: {text, headings}: the passage with most of the words, its summary where that says as much and for
 * the pages of themes and agencies, and up to three sections with at least half of the words.
 */
export function excerptOf(item, marker) {
  const scored = item.sections.map(([address, heading, lines], place) => {
    const text = lines.replaceAll('\n', ' ');
    const places = marker.places(text);
    return { address, heading, text, place, places, found: new Set(places.map((each) => each[2])) };
  });
  const all = new Set(scored.flatMap((section) => [...section.found]));
  const summary = new Set(marker.places(item.summary).map((each) => each[2]));
  const best = scored.reduce((most, section) => (!most || section.found.size > most.found.size ? section : most), null);
  const headings = scored
    .filter((section) => section.heading && section.found.size && section !== best && section.found.size * 2 >= all.size)
    .sort((one, other) => other.found.size - one.found.size || one.place - other.place)
    .slice(0, MOST_HEADINGS)
    .map(({ address, heading }) => ({ address, heading }));
  if (best?.heading && best.found.size) headings.unshift({ address: best.address, heading: best.heading });
  const shown = item.date && best && best.found.size && best.found.size > summary.size ? passage(best.text, best.places) : item.summary;
  return { text: shown, headings: headings.slice(0, MOST_HEADINGS) };
}

/** Cut the sentence or two around the densest places out of a text. */
function passage(text, places) {
  if (text.length <= LONG) return text;
  let from = places[0];
  let most = 0;
  for (const first of places) {
    const near = new Set(places.filter((each) => each[0] >= first[0] && each[1] <= first[0] + LONG * 0.75).map((each) => each[2]));
    if (near.size > most) [most, from] = [near.size, first];
  }
  const before = text.lastIndexOf('. ', from[0]);
  let start = before >= 0 && from[0] - before < LONG / 3 ? before + 2 : wordStart(text, from[0] - LONG / 4);
  if (from[0] < LONG / 4) start = 0;
  let end = text.length;
  if (end - start > LONG) {
    const stop = text.slice(0, start + LONG + 1).lastIndexOf('. ');
    end = stop > from[1] && stop - start > LONG / 2 ? stop + 1 : wordEnd(text, start + LONG);
  }
  const lead = start > 0 && text.slice(start - 2, start) !== '. ' ? '… ' : '';
  const tail = end < text.length && text[end - 1] !== '.' ? ' …' : '';
  return lead + text.slice(start, end).trim() + tail;
}

function wordStart(text, at) {
  const space = text.indexOf(' ', Math.max(0, Math.round(at)));
  return space < 0 ? 0 : space + 1;
}

function wordEnd(text, at) {
  const space = text.lastIndexOf(' ', at);
  return space < 0 ? at : space;
}
