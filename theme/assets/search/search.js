// One query of this site's library, from beginning to end.

import { narrow } from './facets.js';
import { Files } from './files.js';
import { Marker } from './excerpts.js';
import { planOf } from './plan.js';
import { hitsOf } from './score.js';
import { Vocabulary, fileOf } from './vocabulary.js';

/** The search of one site. */
export class Search {
  constructor(files = new Files()) {
    this.files = files;
    this.opened = null;
  }

  /** Give the constants that every query needs. */
  open() {
    this.opened ??= this.fetchStart().catch((problem) => {
      this.opened = null;
      throw problem;
    });
    return this.opened;
  }

  async fetchStart() {
    const [start, synonyms] = await Promise.all([this.files.get('start.json'), this.files.get('synonyms.json')]);
    if (!start || !synonyms || start.format !== 1) throw new Error('search/start.json: no such file or another format');
    const vocabulary = new Vocabulary(this.files, start);
    return { start, entries: entriesOf(synonyms, vocabulary.light), files: this.files, vocabulary };
  }

  /** Give {plan, hits} of a query, best first. */
  async query(text, { literal = false, typing = false } = {}) {
    const desk = await this.open();
    const plan = await planOf(text, { ...desk, literal, typing });
    return { plan, hits: await hitsOf(plan, desk) };
  }

  /** Give the ids of a query's hits in their order: what other ways of searching must give too. */
  async ids(text, options) {
    const { hits } = await this.query(text, options);
    return hits.map((hit) => hit.number);
  }

  /** Keep the hits that have the chosen values. */
  async narrow(hits, chosen) {
    const { files } = await this.open();
    return narrow(hits, chosen, files);
  }

  /** Give what is known of a hit; null when it has left the library since this page was opened. */
  item(number) {
    return this.files.get(`items/${number}.json`);
  }

  /** Give the marker of a plan: typed words, other forms of their terms, and phrases of the entries that were also searched for. */
  async markerOf(plan) {
    const { vocabulary, entries } = await this.open();
    const forms = new Map();
    const allLight = plan.parts.every((part) => part.light);
    for (const part of plan.parts) {
      if (part.light && !allLight) continue;
      for (const [form, term] of part.forms) {
        forms.set(form, part.typed);
        const { forms: known } = await vocabulary.table(fileOf(form));
        for (const [other, entry] of known) if (entry.term === term) forms.set(other, part.typed);
      }
    }
    const concepts = new Set(plan.concepts.map(({ term }) => term));
    const phrases = [...entries].filter(([, { senses }]) => senses.some(({ concept }) => concept && concepts.has(concept))).map(([phrase]) => phrase);
    return new Marker(forms, phrases);
  }
}

/** Give phrase → {term, words, senses, ambiguous}: the term of all its spellings, the words of its long form, what it may mean. */
function entriesOf({ senses, entries, ambiguous }, light) {
  const meant = senses.map(([facet, id, label]) => ({ facet, id, label, concept: facet && `#${facet} ${id}` }));
  const unsure = new Set(ambiguous);
  return new Map(
    Object.entries(entries).map(([phrase, [spelled, ...places]]) => {
      const long = spelled === 1 ? phrase : spelled || '';
      const words = long ? long.split(' ').filter((term) => !light.has(term)) : [];
      return [phrase, { term: long && `=${long}`, words, senses: places.map((place) => meant[place]), ambiguous: unsure.has(phrase) }];
    }),
  );
}

/** The search of the site that this page belongs to. */
export const library = new Search();
