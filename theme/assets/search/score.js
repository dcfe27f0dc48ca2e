// Postings → hits in their order. All numbers are whole, so that sums are the same everywhere. docs/search-format.md, "Scores" and "Order".

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
const VALUES = new Uint8Array(128);
[...SIGNS].forEach((sign, value) => (VALUES[sign.charCodeAt(0)] = value));

/** Give the value of one sign. */
export function valueOf(sign) {
  return VALUES[sign.charCodeAt(0)];
}

/** Give the CRC-32 of a text's UTF-8 bytes. */
export function hashOf(text) {
  let hash = -1;
  for (const byte of new TextEncoder().encode(text)) {
    hash ^= byte;
    for (let bit = 0; bit < 8; bit++) hash = (hash >>> 1) ^ (hash & 1 ? 0xedb88320 : 0);
  }
  return (hash ^ -1) >>> 0;
}

/** Give the name of the file of a term that is in many documents, and of every concept. */
export function ownFile(term, { lists }) {
  return `lists/${hashOf(term) % lists}.json`;
}

function sharedFile(term, { terms, grams }) {
  return term.includes(' ') && !term.startsWith('=') ? `grams/${hashOf(term) % grams}.json` : `terms/${hashOf(term) % terms}.json`;
}

/** Give the values of a text, which has no levels. */
function valuesOf(packed) {
  const values = [];
  let step = 0;
  for (let at = 0; at < packed.length; at++) {
    const value = VALUES[packed.charCodeAt(at)];
    step = step * 32 + (value & 31);
    if (value > 31) continue;
    values.push(step);
    step = 0;
  }
  return values;
}

/** Give the numbers of documents in postings without levels. */
export function numbersOf(packed) {
  let number = 0;
  return valuesOf(packed).map((step) => (number += step));
}

/** Give pairs of numbers: [executive summary, its report]. */
export function pairsOf(packed) {
  const values = valuesOf(packed);
  const pairs = [];
  let one = 0;
  for (let at = 0; at < values.length; at += 2) {
    const far = values[at + 1];
    one += values[at];
    pairs.push([one, one + (far % 2 ? -(far + 1) / 2 : far / 2)]);
  }
  return pairs;
}

/** Give {numbers, points} of a term: two lists, of which the first grows. */
export function postingsOf([weight, packed], impacts) {
  const numbers = new Int32Array(packed.length >> 1);
  let count = 0;
  let number = 0;
  let step = 0;
  let at = 0;
  // as many signs are left as numbers were read: these are the levels
  for (; packed.length - at > count; at++) {
    const value = VALUES[packed.charCodeAt(at)];
    step = step * 32 + (value & 31);
    if (value > 31) continue;
    number += step;
    step = 0;
    numbers[count] = number;
    count += 1;
  }
  const points = new Float64Array(count);
  for (let place = 0; place < count; place++) points[place] = weight * impacts[VALUES[packed.charCodeAt(at + place)]];
  return { numbers: numbers.subarray(0, count), points };
}

const NOTHING = { numbers: new Int32Array(), points: new Float64Array() };

async function entryOf(term, { files, start, vocabulary }) {
  // what a form of it says is enough to know that it has a file of its own
  const has = term.startsWith('#') || vocabulary.documentsWith(term) >= start.own;
  let file = has ? null : await files.get(sharedFile(term, start.files));
  if (has || (file && Object.hasOwn(file, term) && file[term] === 0)) file = await files.get(ownFile(term, start.files));
  return file && Object.hasOwn(file, term) ? file[term] : null;
}

/** Give {numbers, points} for each term of a plan. */
async function pointsOf(terms, desk) {
  const found = await Promise.all(
    [...terms].map(async (term) => {
      const entry = await entryOf(term, desk);
      return [term, entry ? postingsOf(entry, desk.start.impacts) : NOTHING];
    }),
  );
  return new Map(found);
}

/** Give the hits of a plan in their order: {number, rank, all, first, score}. */
export async function hitsOf(plan, desk) {
  const { start } = desk;
  const words = plan.slots.flatMap((slot) => slot.alternatives.flatMap(([terms]) => terms));
  const wanted = new Set([...words, ...plan.concepts.map(({ term }) => term), ...plan.grams]);
  const [points, ranks] = await Promise.all([pointsOf(wanted, desk), ranksOf(plan, desk)]);
  const found = new Candidates(points, ranks.keys());
  for (const number of ranks.keys()) found.of(number);
  plan.slots.forEach((slot, place) => {
    const best = bestOf(slot, points);
    found.add(best, 1);
    found.satisfy(best.numbers, place + 1);
    for (const concept of plan.concepts) {
      if (slot.places.every((each) => concept.places.has(each))) found.satisfy(points.get(concept.term).numbers, place + 1);
    }
  });
  for (const { term } of plan.concepts) found.add(points.get(term), start.weights.concept);
  for (const gram of plan.grams) found.add(points.get(gram), start.weights.gram);
  const hits = found.numbers.map((number) => {
    const all = plan.slots.length > 0 && found.satisfied[number] === plan.slots.length;
    const score = found.scores[number] + (all ? Math.floor(found.scores[number] / 2) : 0);
    return { number, rank: ranks.get(number) ?? 0, all, first: all && plan.slots.length <= start.strict, score };
  });
  putSummariesFirst(hits, desk.pairs);
  const highest = hits.reduce((most, one) => Math.max(most, one.score), 0);
  return inOrder(hits.filter((one) => one.rank || one.all || one.score * start.cut >= highest), highest);
}

const LARGEST = 2 ** 53;

/** Put hits in their order: by rank, those that are first, score, number; the highest first. */
function inOrder(hits, highest) {
  const groups = [[], [], [], [], [], [], [], []];
  for (const hit of hits) groups[hit.rank * 2 + hit.first].push(hit);
  return groups.reverse().flatMap((group) => byScore(group, highest));
}

/** Thousands of numbers are sorted much faster than thousands of hits, so score and number are made one where there is room for both. */
function byScore(hits, highest) {
  const room = hits.reduce((most, { number }) => Math.max(most, number), 0) + 1;
  if ((highest + 1) * room >= LARGEST) return hits.sort((one, other) => other.score - one.score || other.number - one.number);
  const places = new Int32Array(room);
  const keys = new Float64Array(hits.length);
  hits.forEach(({ number, score }, place) => {
    places[number] = place;
    keys[place] = score * room + number;
  });
  return Array.from(keys.sort().reverse(), (key) => hits[places[key % room]]);
}

/** The documents that have anything of a query, with what they scored so far; what is known of each stands at its number. */
class Candidates {
  constructor(points, more) {
    let highest = Math.max(0, ...more);
    for (const { numbers } of points.values()) highest = Math.max(highest, numbers.at(-1) ?? 0);
    this.numbers = [];
    this.known = new Uint8Array(highest + 1);
    this.scores = new Float64Array(highest + 1);
    this.satisfied = new Uint8Array(highest + 1);
    this.last = new Uint8Array(highest + 1);
  }

  of(number) {
    if (this.known[number]) return;
    this.known[number] = 1;
    this.numbers.push(number);
  }

  add({ numbers, points }, weight) {
    for (let at = 0; at < numbers.length; at++) {
      this.of(numbers[at]);
      this.scores[numbers[at]] += points[at] * weight;
    }
  }

  /** Note that documents have what a slot asks for; slots are counted from 1. */
  satisfy(numbers, slot) {
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at];
      if (this.last[number] === slot) continue;
      this.of(number);
      this.last[number] = slot;
      this.satisfied[number] += 1;
    }
  }
}

/** Give the best alternative's points of each document that has one. */
function bestOf({ alternatives }, points) {
  const each = alternatives.map(([terms, weight]) => weighed(together(terms.map((term) => points.get(term))), weight));
  if (each.length === 1) return each[0];
  const best = new Map();
  for (const { numbers, points: worth } of each) {
    for (let at = 0; at < numbers.length; at++) if (worth[at] > (best.get(numbers[at]) ?? 0)) best.set(numbers[at], worth[at]);
  }
  return { numbers: Int32Array.from(best.keys()), points: Float64Array.from(best.values()) };
}

function weighed({ numbers, points }, weight) {
  return { numbers, points: points.map((each) => each * weight) };
}

/** Give the documents that have several terms, with the sum of their points. */
function together([first, ...others]) {
  let both = first;
  for (const other of others) {
    const numbers = [];
    const points = [];
    let at = 0;
    for (let place = 0; place < both.numbers.length; place++) {
      const number = both.numbers[place];
      while (other.numbers[at] < number) at += 1;
      if (other.numbers[at] !== number) continue;
      numbers.push(number);
      points.push(both.points[place] + other.points[at]);
    }
    both = { numbers: Int32Array.from(numbers), points: Float64Array.from(points) };
  }
  return both;
}

async function ranksOf(plan, { files, start }) {
  const ranks = new Map();
  if (!plan.phrase) return ranks;
  const file = await files.get(`exact/${hashOf(plan.phrase) % start.files.exact}.json`);
  if (!file || !Object.hasOwn(file, plan.phrase)) return ranks;
  for (const [rank, number] of file[plan.phrase]) ranks.set(number, Math.max(rank, ranks.get(number) ?? 0));
  return ranks;
}

function putSummariesFirst(hits, pairs) {
  const paired = new Set(pairs.flat());
  const found = new Map(hits.filter(({ number }) => paired.has(number)).map((hit) => [hit.number, hit]));
  for (const [short, long] of pairs) {
    const [summary, report] = [found.get(short), found.get(long)];
    if (!summary || !report || report.rank === 3) continue;
    summary.rank = Math.max(summary.rank, report.rank);
    summary.first ||= report.first;
    if (summary.score <= report.score) summary.score = report.score + 1;
  }
}
