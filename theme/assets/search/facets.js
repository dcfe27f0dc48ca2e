// Narrowing hits, and how many each value would leave. docs/search-format.md, "facets".

import { numbersOf } from './score.js';

/** The facets in their order: name, title, and what further values are called. */
export const FACETS = [
  ['type', 'Type', 'types'],
  ['theme', 'Theme', 'themes'],
  ['year', 'Year', 'years'],
  ['review-type', 'Kind of review', 'kinds'],
  ['agency', 'Agency', 'agencies'],
  ['role', 'For your role', 'roles'],
  ['age', 'Child’s age', 'ages'],
  ['status', 'Status', 'states'],
];

/** The framework's own ways of sorting have a facet each, named so; the values of the facet "scheme" are their titles. */
export const SCHEME = /^scheme-[a-z0-9-]+$/;

/** Give all facets of a library, by its labels: the framework's own stand before the status. */
export function facetsOf(labels) {
  const own = (labels.scheme ?? []).map(([id, title]) => [`scheme-${id}`, title, 'values']);
  return [...FACETS.slice(0, -1), ...own, ...FACETS.slice(-1)];
}

const sets = new WeakMap();

/** Give value → set of numbers for one facet, from its file. */
async function documentsOf(name, files) {
  const file = await files.get(`facets/${name}.json`);
  if (!file) return new Map();
  let found = sets.get(file);
  if (!found) {
    found = new Map(Object.entries(file).map(([value, postings]) => [value, new Set(numbersOf(postings))]));
    sets.set(file, found);
  }
  return found;
}

/** Keep the hits that have one of the chosen values of every facet that has any; `chosen` maps facets to sets of values. */
export async function narrow(hits, chosen, files, except = '') {
  let left = hits;
  for (const [name, values] of chosen) {
    if (name === except || !values.size) continue;
    const known = await documentsOf(name, files);
    const sought = [...values].map((value) => known.get(value)).filter(Boolean);
    left = left.filter(({ number }) => sought.some((numbers) => numbers.has(number)));
  }
  return left;
}

/**
 * Count the values of one facet over the hits that all other facets leave: [{id, label, count, chosen}, …] in the order of the labels.
 * Values that no hit of the query has at all are left out unless chosen; those that only the other facets rule out stay, with 0.
 */
export async function countsOf(name, hits, chosen, { files, labels }) {
  const known = await documentsOf(name, files);
  const left = await narrow(hits, chosen, files, name);
  const picked = chosen.get(name) ?? new Set();
  const counted = (labels[name] ?? []).map(([id, label, many]) => {
    const numbers = known.get(id) ?? new Set();
    const count = left.reduce((sum, { number }) => sum + (numbers.has(number) ? 1 : 0), 0);
    return { id, label: many ?? label, count, chosen: picked.has(id), any: count > 0 || hits.some(({ number }) => numbers.has(number)) };
  });
  return counted.filter((value) => value.any || value.chosen);
}
