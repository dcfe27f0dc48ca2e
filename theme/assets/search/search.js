// One query of this site's library, from beginning to end.

import { narrow } from './facets.js';
import { Files } from './files.js';
import { Marker } from './excerpts.js';
import { planOf } from './plan.js';
import { hitsOf, ownFile, pairsOf } from './score.js';
import { Vocabulary } from './vocabulary.js';

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
    const start = await this.files.get('start.json');
    if (start?.format !== 3) throw new Error('search/start.json: no such file or another format');
    return { start, pairs: pairsOf(start.pairs), files: this.files, vocabulary: new Vocabulary(this.files, start) };
  }

  /** Give the values of every facet with their labels: [id, label, plural] in the order in which they are shown. */
  async labels() {
    return (await this.files.get('labels.json')) ?? {};
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
    const { start, vocabulary, files } = await this.open();
    const forms = new Map();
    const allLight = plan.parts.every((part) => part.light);
    for (const part of plan.parts) {
      if (part.light && !allLight) continue;
      for (const [form, term] of part.forms) {
        forms.set(form, part.typed);
        for (const other of await vocabulary.formsLike(form, term)) forms.set(other, part.typed);
      }
    }
    const named = await Promise.all(plan.concepts.map(async ({ term }) => (await files.get(ownFile(term, start.files)))?.[term]?.[2] ?? []));
    return new Marker(forms, named.flat());
  }
}

/** The search of the site that this page belongs to. */
export const library = new Search();
