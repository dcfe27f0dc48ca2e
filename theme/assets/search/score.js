// Postings → hits in their order. All numbers are whole, so that sums are the same everywhere. docs/search-format.md, "Scores" and "Order".

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const VALUES = new Uint8Array(128);
[...SIGNS].forEach((sign, value) => (VALUES[sign.charCodeAt(0)] = value));

/** Give the shard of a term: FNV-1a of its UTF-8 bytes, modulo the number of shards. */
export function shardOf(term, shards) {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(term)) hash = Math.imul(hash ^ byte, 16777619);
  return (hash >>> 0) % shards;
}

/** Give the term in whose shard a term lies: of a pair its first one, or the second where only the first is light. */
function carrierOf(term, light) {
  if (term.startsWith('#') || term.startsWith('=') || !term.includes(' ')) return term;
  const [first, second] = term.split(' ');
  return light.has(first) && !light.has(second) ? second : first;
}

/** Give the numbers of documents in postings without levels. */
export function numbersOf(postings) {
  const numbers = [];
  let number = 0;
  let step = 0;
  for (let at = 0; at < postings.length; at++) {
    const value = VALUES[postings.charCodeAt(at)];
    step = step * 32 + (value & 31);
    if (value < 32) {
      number += step;
      step = 0;
      numbers.push(number);
    }
  }
  return numbers;
}

/** Give number → level of postings. */
export function levelsOf(postings) {
  const levels = new Map();
  let number = 0;
  let step = 0;
  for (let at = 0; at < postings.length; at++) {
    const value = VALUES[postings.charCodeAt(at)];
    step = step * 32 + (value & 31);
    if (value < 32) {
      number += step;
      step = 0;
      at += 1;
      levels.set(number, VALUES[postings.charCodeAt(at)]);
    }
  }
  return levels;
}

/** Give number → points for each term of a plan. */
async function pointsOf(terms, { files, start, vocabulary }) {
  const found = await Promise.all(
    [...terms].map(async (term) => {
      const shard = await files.get(`terms/${shardOf(carrierOf(term, vocabulary.light), start.shards.terms)}.json`);
      if (!shard || !Object.hasOwn(shard, term)) return [term, new Map()];
      const [weight, postings] = shard[term];
      const points = levelsOf(postings);
      for (const [number, level] of points) points.set(number, weight * start.impacts[level]);
      return [term, points];
    }),
  );
  return new Map(found);
}

/** Give the hits of a plan in their order: {number, rank, all, first, score}. */
export async function hitsOf(plan, { files, start, vocabulary }) {
  const words = plan.slots.flatMap((slot) => slot.alternatives.flatMap(([terms]) => terms));
  const wanted = new Set([...words, ...plan.concepts.map(({ term }) => term), ...plan.grams]);
  const [points, ranks] = await Promise.all([pointsOf(wanted, { files, start, vocabulary }), ranksOf(plan, { files, start })]);
  const candidates = new Map();
  const of = (number) => {
    let one = candidates.get(number);
    if (!one) candidates.set(number, (one = { number, rank: ranks.get(number) ?? 0, all: false, first: false, score: 0, slots: new Uint8Array(plan.slots.length), concepts: [] }));
    return one;
  };
  for (const number of ranks.keys()) of(number);
  plan.slots.forEach((slot, place) => {
    for (const [number, most] of bestOf(slot, points)) {
      const one = of(number);
      one.score += most;
      one.slots[place] = 1;
    }
  });
  for (const concept of plan.concepts) {
    for (const [number, each] of points.get(concept.term)) {
      const one = of(number);
      one.score += each * start.weights.concept;
      one.concepts.push(concept);
    }
  }
  for (const gram of plan.grams) {
    for (const [number, each] of points.get(gram)) of(number).score += each * start.weights.gram;
  }
  for (const one of candidates.values()) {
    if (!hasAll(one, plan.slots)) continue;
    one.all = true;
    one.first = plan.slots.length <= start.strict;
    one.score += Math.floor(one.score / 2);
  }
  putSummariesFirst(candidates, start.pairs);
  const hits = [...candidates.values()];
  const highest = hits.reduce((most, one) => Math.max(most, one.score), 0);
  return hits
    .filter((one) => one.rank || one.all || one.score * start.cut >= highest)
    .sort((one, other) => other.rank - one.rank || other.first - one.first || other.score - one.score || other.number - one.number);
}

/** Give the best alternative's points of each document that has one. */
function bestOf(slot, points) {
  const best = new Map();
  for (const [terms, weight] of slot.alternatives) {
    const [first, ...others] = terms.map((term) => points.get(term));
    for (const [number, each] of first) {
      let sum = each;
      if (!others.every((other) => other.has(number) && ((sum += other.get(number)), true))) continue;
      if (sum * weight > (best.get(number) ?? 0)) best.set(number, sum * weight);
    }
  }
  return best;
}

function hasAll(one, slots) {
  const covered = (places) => one.concepts.some((concept) => places.every((place) => concept.places.has(place)));
  return slots.length > 0 && slots.every((slot, place) => one.slots[place] === 1 || covered(slot.places));
}

async function ranksOf(plan, { files, start }) {
  const ranks = new Map();
  if (!plan.phrase) return ranks;
  const shard = await files.get(`exact/${shardOf(plan.phrase, start.shards.exact)}.json`);
  if (!shard || !Object.hasOwn(shard, plan.phrase)) return ranks;
  for (const [rank, number] of shard[plan.phrase]) ranks.set(number, Math.max(rank, ranks.get(number) ?? 0));
  return ranks;
}

function putSummariesFirst(candidates, pairs) {
  for (const [short, long] of pairs) {
    const [summary, report] = [candidates.get(short), candidates.get(long)];
    if (!summary || !report || report.rank === 3) continue;
    summary.rank = Math.max(summary.rank, report.rank);
    summary.first ||= report.first;
    if (summary.score <= report.score) summary.score = report.score + 1;
  }
}
