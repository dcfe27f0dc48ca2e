// What a reader asked for, as it stands in the address of the results page.

import { FACETS, SCHEME } from './facets.js';
import { MAX_QUERY } from './normalise.js';

/** Give {query, chosen, sort, page, literal} of an address. */
export function wishOf(search) {
  const given = new URLSearchParams(search);
  const names = [...FACETS.map(([name]) => name), ...new Set([...given.keys()].filter((name) => SCHEME.test(name)))];
  const chosen = new Map(names.map((name) => [name, new Set(given.getAll(name).filter((value) => value))]).filter(([, values]) => values.size));
  const page = Number.parseInt(given.get('page'), 10);
  return {
    query: [...(given.get('q') ?? '').replace(/\s+/g, ' ').trim()].slice(0, MAX_QUERY).join(''),
    chosen,
    sort: given.get('sort') === 'date' ? 'date' : 'best',
    page: page > 1 ? page : 1,
    literal: given.get('literal') === '1',
  };
}

/** Give the query part of the address for a wish, with some of it changed. */
export function addressOf(wish, changes = {}) {
  const { query, chosen, sort, page, literal } = { ...wish, page: 1, ...changes };
  const given = new URLSearchParams();
  if (query) given.append('q', query);
  for (const name of orderOf(chosen)) for (const value of chosen.get(name)) given.append(name, value);
  if (sort === 'date') given.append('sort', 'date');
  if (literal) given.append('literal', '1');
  if (page > 1) given.append('page', page);
  return `?${given}`;
}

/** Give the names of the facets that are chosen from, in the order in which they stand in an address. */
export function orderOf(chosen) {
  const known = FACETS.map(([name]) => name);
  return [...known.filter((name) => chosen.has(name)), ...[...chosen.keys()].filter((name) => !known.includes(name)).sort()];
}

/** Give the chosen values with one put in or taken out. */
export function toggled(chosen, name, value) {
  const values = new Set(chosen.get(name));
  if (!values.delete(value)) values.add(value);
  return new Map([...chosen].filter(([other]) => other !== name)).set(name, values);
}
