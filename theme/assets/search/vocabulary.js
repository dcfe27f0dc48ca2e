// Surface forms → terms, by look-up. docs/search-format.md, "Terms of the parts".

import { hashOf } from './score.js';
import { formsOf, phrasesOf, tableOf } from './wordlist.js';

const ADDED = ['s', 'ed', 'ing', 'd'];
const MOST_FORMS = 8;
const LEAST_HALF = 3;
const MOST_CUTS = 4;
const ONLY_LETTERS = /^\p{L}+$/u;

/** Give what a form has in common with those that it may stand for: its first two signs. */
export function startOf(form) {
  const [first, second = '_'] = form;
  return first < '\x80' && second < '\x80' ? first + second : 'other';
}

/** The vocabulary of one site. */
export class Vocabulary {
  constructor(files, start) {
    this.files = files;
    this.endings = start.endings;
    this.light = new Set(start.light.split(' '));
    this.lightPhrases = phrasesOf(start.phrases, this.light);
    this.count = start.files;
    this.enough = start.common;
    this.tables = new Map();
    this.counts = new Map();
  }

  /** Give the words among which a form would stand, with their compounds and phrases. */
  async words(form) {
    const path = `words/${hashOf([...form].slice(0, 3).join('')) % this.count.words}.json`;
    if (!this.tables.has(path)) {
      const file = await this.files.get(path);
      const table = file ? tableOf(file, this.light) : EMPTY;
      this.tables.set(path, table);
      for (const { term, count } of table.forms.values()) if (count > (this.counts.get(term) ?? 0)) this.counts.set(term, count);
    }
    return this.tables.get(path);
  }

  /** Give the common words that begin as a form does. */
  async near(form) {
    const start = startOf(form);
    if (!this.tables.has(start)) {
      const file = await this.files.get(`near/${hashOf(start) % this.count.near}.json`);
      // several starts share a file
      this.tables.set(start, new Map(file ? [...formsOf(file.forms)].filter(([other]) => startOf(other) === start) : []));
    }
    return this.tables.get(start);
  }

  /** Give a number of documents that surely have a term: those with one of the forms that were looked up. */
  documentsWith(term) {
    return this.counts.get(term) ?? 0;
  }

  /** Give the entry of a form: {term, count}; undefined for a form that no document has. */
  async entry(form) {
    return (await this.words(form)).forms.get(form);
  }

  /** Give the same of a common form: rare ones never stand for what was typed otherwise. */
  async commonEntry(form) {
    const { forms, kept } = await this.words(form);
    const entry = forms.get(form);
    return entry?.count >= this.enough || kept.has(form) ? entry : undefined;
  }

  /** Give the forms that share a term with a form, and stand in the same file. */
  async formsLike(form, term) {
    const { forms } = await this.words(form);
    return [...forms].filter(([, entry]) => entry.term === term).map(([other]) => other);
  }

  /** Give the known phrases that parts may make: those in the files of their words, and those of light words alone. */
  async phrasesOf(parts) {
    const found = new Map(this.lightPhrases);
    for (const { form, light } of parts) {
      if (light) continue;
      for (const [phrase, meaning] of (await this.words(form)).phrases) found.set(phrase, meaning);
    }
    return found;
  }

  /** Give the compounds of which a form is the joined form: [parts, …]. */
  async cutsOf(form) {
    const { compounds } = await this.words(form);
    return compounds.filter((each) => each.replaceAll('-', '') === form).map((each) => each.split('-'));
  }

  /**
   * Understand a part that no document has: {how, forms}, where forms are [form, term] pairs.
   * `how` is 'ending', 'compound', 'prefix' or 'typo', or 'unknown'. In typing mode a part is rather unfinished than misspelled.
   */
  async guess(part, typing) {
    if (typing) return (await this.byPrefix(part)) ?? (await this.byTypo(part)) ?? UNKNOWN;
    return (await this.byEnding(part)) ?? (await this.byCut(part)) ?? (await this.byPrefix(part)) ?? (await this.byTypo(part)) ?? UNKNOWN;
  }

  async byEnding(part) {
    if (!ONLY_LETTERS.test(part)) return null;
    const length = [...part].length;
    const bases = [];
    for (const [old, ending] of this.endings) {
      if (part.endsWith(old) && length - old.length >= 3) bases.push(part.slice(0, part.length - old.length) + ending);
    }
    const stems = length >= 3 ? [part, ...bases] : [];
    for (const form of [...bases, ...stems.flatMap((base) => ADDED.map((ending) => base + ending))]) {
      const entry = await this.commonEntry(form);
      if (entry) return { how: 'ending', forms: [[form, entry.term]] };
    }
    return null;
  }

  async byCut(part) {
    const signs = [...part];
    const cuts = [];
    for (let at = LEAST_HALF; at <= signs.length - LEAST_HALF; at++) cuts.push([signs.slice(0, at).join(''), signs.slice(at).join('')]);
    const first = [];
    for (const cut of cuts) {
      const entry = cut.some((half) => this.light.has(half)) ? null : await this.commonEntry(cut[0]);
      if (entry) first.push([cut, entry]);
    }
    first.sort(([, one], [, other]) => other.count - one.count);
    const found = await Promise.all(first.slice(0, MOST_CUTS).map(async ([cut, entry]) => [cut, entry, await this.commonEntry(cut[1])]));
    let best = null;
    for (const [cut, one, other] of found) {
      if (!other) continue;
      const rarer = Math.min(one.count, other.count);
      const better = !best || rarer > best.rarer || (rarer === best.rarer && cut[0].length < best.forms[0][0].length);
      if (better) best = { rarer, forms: [[cut[0], one.term], [cut[1], other.term]] };
    }
    return best && { how: 'compound', forms: best.forms };
  }

  async byPrefix(part) {
    if ([...part].length < 3) return null;
    const found = [...(await this.near(part))].filter(([form]) => form.startsWith(part));
    found.sort(([one, a], [other, b]) => b.count - a.count || byAlphabet(one, other));
    return found.length ? { how: 'prefix', forms: found.slice(0, MOST_FORMS).map(([form, { term }]) => [form, term]) } : null;
  }

  async byTypo(part) {
    const signs = [...part];
    if (signs.length < 4 || !ONLY_LETTERS.test(part)) return null;
    const most = signs.length <= 7 ? 1 : 2;
    for (const begun of [part, signs[1] + signs[0] + signs.slice(2).join('')]) {
      let best = null;
      for (const [form, { term, count }] of await this.near(begun)) {
        const far = distance(signs, [...form], most);
        if (far > most) continue;
        const better = !best || far < best.far || (far === best.far && (count > best.count || (count === best.count && byAlphabet(form, best.form) < 0)));
        if (better) best = { form, term, count, far };
      }
      if (best) return { how: 'typo', forms: [[best.form, best.term]] };
    }
    return null;
  }
}

const EMPTY = { forms: new Map(), kept: new Set(), compounds: [], phrases: new Map() };
const UNKNOWN = { how: 'unknown', forms: [] };

/** Compare two forms by their code points. */
export function byAlphabet(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Give the optimal string alignment distance of two words; anything above `most` once it must be more. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let last = null;
  let row = [...one.keys(), one.length];
  for (let y = 1; y <= other.length; y++) {
    const next = [y];
    let least = y;
    for (let x = 1; x <= one.length; x++) {
      const same = one[x - 1] === other[y - 1] ? 0 : 1;
      let far = Math.min(next[x - 1] + 1, row[x] + 1, row[x - 1] + same);
      if (last && x > 1 && one[x - 1] === other[y - 2] && one[x - 2] === other[y - 1]) far = Math.min(far, last[x - 2] + 1);
      next.push(far);
      least = Math.min(least, far);
    }
    if (least > most && Math.min(...row) > most) return most + 1;
    last = row;
    row = next;
  }
  return row[one.length];
}
