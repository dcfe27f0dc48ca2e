// The results page: its state is its address, and everything shown follows from that.

import { addressOf, orderOf, toggled, wishOf } from './address.js';
import { h, mark } from './dom.js';
import { numbersOf } from './score.js';
import { noticesOf } from './notices.js';
import { rowOf } from './rows.js';
import { library } from './search.js';
import { countWords, quoted, resultSentence } from './words.js';

const PAGE = 10;
const PATIENCE = 150;
const QUIET = 700;
const FEEDS = { theme: ['themes', 'this theme'], type: ['types'], agency: ['agencies', 'this agency'], role: ['roles', 'this role'] };
// pages of themes and agencies are no types of documents
const NO_FEED = new Set(['theme', 'agency']);

const page = document.getElementById('search-page');
const heading = page.querySelector('h1');
const results = document.getElementById('search-results');
const index = document.getElementById('search-index');
const said = document.getElementById('search-said');
const narrow = window.matchMedia('(max-width: 59.99em)');
const plainTitle = document.title;
const plainHeading = heading.textContent;

let wish = wishOf(location.search);
let turn = 0;
let drawer = null;
let filters = null;

history.scrollRestoration = 'manual';
addEventListener('popstate', () => show({ top: history.state?.top }));
addEventListener('pagehide', keepPlace);
addEventListener('scrollend', keepPlace);
narrow.addEventListener('change', () => show({}));
page.addEventListener('click', follow);
document.querySelectorAll('form[data-search]').forEach((form) => form.addEventListener('submit', submit));
show({ first: true, top: history.state?.top });

function keepPlace() {
  history.replaceState({ ...history.state, top: scrollY }, '');
}

/** Follow a link that only changes what is asked, without leaving the page. */
function follow(event) {
  const link = event.target.closest('a');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!link.getAttribute('href').startsWith('?')) return;
  event.preventDefault();
  drawer?.close();
  visit(link.getAttribute('href'), { focus: true });
}

function submit(event) {
  event.preventDefault();
  const query = new FormData(event.target).get('q');
  visit(addressOf(wishOf(`?${new URLSearchParams({ q: query })}`)), { focus: true });
}

/** Change what is asked from within the filters; the focus stays where it is. */
function go(changes) {
  visit(addressOf(wish, changes), {});
}

function visit(query, how) {
  keepPlace();
  history.pushState({}, '', query);
  show(how);
}

/** Show what the address asks for. */
async function show({ first = false, focus = false, top }) {
  wish = wishOf(location.search);
  const mine = ++turn;
  document.querySelectorAll('form[data-search] input[name=q]').forEach((input) => (input.value = wish.query));
  if (!wish.query && !wish.chosen.size) return showIndex(mine, focus);
  index.hidden = true;
  document.documentElement.classList.remove('searching');
  page.classList.add('has-results');
  results.setAttribute('aria-busy', 'true');
  const waiting = setTimeout(() => mine === turn && showWaiting(), PATIENCE);
  try {
    const found = await find();
    clearTimeout(waiting);
    if (mine === turn) results.classList.remove('is-waiting');
    if (mine === turn) await draw(found, mine);
  } catch (problem) {
    clearTimeout(waiting);
    if (mine === turn) showError(problem);
  }
  if (mine !== turn) return;
  results.removeAttribute('aria-busy');
  results.classList.remove('is-waiting');
  const asked = first && document.activeElement === document.body && performance.getEntriesByType('navigation')[0]?.type === 'navigate' && !history.state;
  if (focus || asked) heading.focus({ preventScroll: !focus });
  if (focus) scrollTo(0, 0);
  else if (top !== undefined) scrollTo(0, top);
}

function showIndex(mine, focus) {
  document.documentElement.classList.remove('searching');
  page.classList.remove('has-results');
  results.replaceChildren();
  results.removeAttribute('aria-busy');
  results.hidden = true;
  index.hidden = false;
  title(plainHeading, plainTitle);
  say('', mine);
  if (focus) heading.focus();
}

function showWaiting() {
  results.hidden = false;
  results.classList.add('is-waiting');
  if (!results.hasChildNodes()) results.replaceChildren(h('p', { class: 'search-wait' }, 'Searching…'));
}

function showError() {
  results.hidden = false;
  const again = h('button', { type: 'button', class: 'button' }, 'Try again');
  again.addEventListener('click', () => show({ focus: true }));
  const words = document.getElementById('search-error').content.cloneNode(true);
  words.querySelector('[data-again]').append(again);
  results.replaceChildren(words);
  title('The search could not be loaded');
  say('The search could not be loaded.', turn);
}

/** Draw the filters into a place; what they need is fetched when the results stand already. `anew` opens the groups that are open at first. */
async function drawFilters(place, { hits, desk }, anew = false) {
  try {
    filters ??= import('./filters.js').then(({ Filters }) => new Filters((name, value) => go({ chosen: toggled(wish.chosen, name, value) })));
    const [drawn, labels] = await Promise.all([filters, library.labels()]);
    if (anew) drawn.open = null;
    await drawn.draw(place, { hits, chosen: wish.chosen, desk: { ...desk, labels }, prefix: 'facet' });
  } catch {
    filters = null;
    place.replaceChildren(h('p', { class: 'small muted' }, 'The filters could not be loaded.'));
  }
}

/** Give {desk, labels, plan, hits, left}: all hits of the query, and those that the filters leave, in the wanted order. */
async function find() {
  const desk = await library.open();
  // words for the filters are needed at once only where some are chosen
  const labels = wish.chosen.size ? await library.labels() : {};
  const { plan, hits } = wish.query ? await library.query(wish.query, wish) : { plan: null, hits: await everything(desk) };
  const left = await library.narrow(hits, wish.chosen);
  if (wish.sort === 'date') left.sort((one, other) => other.number - one.number);
  return { desk, labels, plan, hits, left };
}

/** Give what has any value of the chosen facets, newest first: filters without words. */
async function everything(desk) {
  const name = [...wish.chosen.keys()][0];
  const file = await desk.files.get(`facets/${name}.json`);
  const numbers = new Set(Object.values(file ?? {}).flatMap(numbersOf));
  return [...numbers].sort((one, other) => other - one).map((number) => ({ number, rank: 0 }));
}

async function draw(found, mine) {
  const { labels, plan, hits, left } = found;
  const sentence = resultSentence(left.length, wish, labels);
  const from = (Math.min(wish.page, Math.max(1, Math.ceil(left.length / PAGE))) - 1) * PAGE;
  const shown = left.slice(from, from + PAGE);
  const marker = plan ? await library.markerOf(plan) : { mark: (text) => [[text, false]], places: () => [] };
  const row = async (hit, place) => {
    const item = await library.item(hit.number);
    return item && rowOf(item, marker, from + place === 0 && hit.rank === 3);
  };
  // on a slow line the first result is there before the others are asked for
  const first = shown.length ? await row(shown[0], 0) : null;
  if (mine !== turn) return;
  const list = h('ol', { class: 'rows hits', start: String(from + 1) }, first);
  const main = h(
    'div',
    { class: 'main' },
    hits.length ? tools(found) : null,
    chips(labels),
    feedLink(labels),
    shown.length ? list : nothing(hits),
    pager(from, shown.length, left.length),
  );
  const open = results.querySelector('dialog[open]');
  results.hidden = false;
  lay(plan ? noticesOf(plan, wish) : [], main, hits.length > 0);
  title(sentence);
  await painted();
  if (mine !== turn) return;
  list.append(...(await Promise.all(shown.slice(1).map((hit, place) => row(hit, place + 1)))).filter(Boolean));
  if (mine !== turn) return;
  say(left.length ? `${sentence}.` : `${sentence}. Suggestions for what to try are on the page.`, mine);
  const place = open?.querySelector('.drawer__groups') ?? results.querySelector('.search-rail');
  if (place) await drawFilters(place, found);
  if (open) drawerWords(open, found);
}

/** Wait until what was put on the page is seen, so that nothing stands in its way; not for long, since a hidden page is never painted. */
function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, PATIENCE);
  });
}

/** Put the results on the page. Filters that stand there already stay in their place, with the focus and the open drawer. */
function lay(notices, main, filtered) {
  const old = { main: results.querySelector('.main'), rail: results.querySelector('.search-rail') };
  if (filtered && old.main?.closest('.layout') && Boolean(old.rail) !== narrow.matches) {
    results.querySelector('.search-notices').replaceChildren(...notices);
    return old.main.replaceWith(main);
  }
  const rail = h('div', { class: 'rail search-rail', role: 'group', 'aria-label': 'Filters' });
  return results.replaceChildren(h('div', { class: 'search-notices' }, notices), filtered ? h('div', { class: 'layout' }, narrow.matches ? null : rail, main) : main);
}

function tools(found) {
  const { hits, left } = found;
  const count = left.length === hits.length ? countWords(left.length, 'result') : `${left.length.toLocaleString('en-GB')} of ${countWords(hits.length, 'result')}`;
  const byDate = wish.sort === 'date' || !wish.query;
  const order = wish.query ? [`, ${byDate ? 'newest first' : 'best first'}. `, h('a', { href: addressOf(wish, { sort: byDate ? 'best' : 'date' }) }, byDate ? 'Best first' : 'Newest first')] : [', newest first.'];
  const button = h('button', { type: 'button', class: 'button button--quiet search-filter' }, mark('filter'), 'Filter');
  button.addEventListener('click', () => openDrawer(found, button));
  return h('div', { class: 'search-tools' }, button, h('p', { class: 'total' }, h('b', null, count), order));
}

function chips(labels) {
  const chosen = orderOf(wish.chosen).flatMap((name) => [...wish.chosen.get(name)].map((value) => [name, value]));
  if (!chosen.length) return null;
  const label = (name, value) => {
    const [, one, many] = (labels[name] ?? []).find(([id]) => id === value) ?? [];
    return many ?? one ?? value;
  };
  return h(
    'ul',
    { class: 'chips', 'aria-label': 'Chosen filters' },
    chosen.map(([name, value]) =>
      h('li', null, h('a', { class: 'chip', href: addressOf(wish, { chosen: toggled(wish.chosen, name, value) }) }, h('span', { class: 'hidden' }, 'Remove '), label(name, value), mark('cross'))),
    ),
    chosen.length > 1 ? h('li', null, h('a', { class: 'chips__all', href: addressOf(wish, { chosen: new Map() }) }, 'Clear all')) : null,
  );
}

/** Lead to the feed of the one theme, type, agency or role that is chosen, when nothing else is. */
function feedLink(labels) {
  const chosen = [...wish.chosen].flatMap(([name, values]) => [...values].map((value) => [name, value]));
  const [name, value] = chosen[0] ?? [];
  const [feeds, one] = FEEDS[name] ?? [];
  const label = (labels[name] ?? []).find(([id]) => id === value);
  if (chosen.length !== 1 || !feeds || !label || (name === 'type' && NO_FEED.has(value))) return null;
  return h('p', { class: 'follow' }, mark('feed'), h('a', { href: `${page.dataset.follow}#feed-${feeds}-${value}` }, `Follow ${one ?? label[2].charAt(0).toLowerCase() + label[2].slice(1)}`));
}

function nothing(hits) {
  if (hits.length) {
    return h('p', { class: 'search-none' }, `No result has all of these filters. `, h('a', { href: addressOf(wish, { chosen: new Map() }) }, `Show ${hits.length === 1 ? 'the one result' : `all ${hits.length.toLocaleString('en-GB')}`} without filters`), '.');
  }
  return document.getElementById('search-none').content.cloneNode(true);
}

function pager(from, count, total) {
  if (total <= PAGE) return null;
  const number = from / PAGE + 1;
  const rest = Math.min(PAGE, total - from - count);
  return h(
    'nav',
    { class: 'pager search-pager', 'aria-label': 'Pages of results' },
    h('p', { class: 'muted' }, `Results ${from + 1} to ${from + count} of ${total.toLocaleString('en-GB')}`),
    from ? h('p', null, h('a', { class: 'button button--quiet', href: addressOf(wish, { page: number - 1 }) }, `Previous ${PAGE}`)) : null,
    rest > 0 ? h('p', null, h('a', { class: 'button button--quiet', href: addressOf(wish, { page: number + 1 }) }, `Next ${rest}`)) : null,
  );
}

/** Open the filters on a phone: the whole screen, with one button back to the results. */
function openDrawer(found, button) {
  const groups = h('div', { class: 'drawer__groups' });
  const close = h('button', { type: 'button', class: 'drawer__close' }, 'Close', mark('cross'));
  const done = h('button', { type: 'button', class: 'button drawer__show' });
  const clear = h('button', { type: 'button', class: 'button button--quiet' }, 'Clear all');
  drawer = h(
    'dialog',
    { class: 'drawer', 'aria-labelledby': 'drawer-title' },
    h('div', { class: 'drawer__head' }, h('h2', { id: 'drawer-title' }, ''), close),
    groups,
    h('div', { class: 'drawer__foot' }, done, clear),
  );
  close.addEventListener('click', () => drawer.close());
  done.addEventListener('click', () => drawer.close());
  clear.addEventListener('click', () => go({ chosen: new Map() }));
  drawer.addEventListener('close', () => {
    drawer.remove();
    drawer = null;
    (results.querySelector('.search-filter') ?? heading).focus();
  });
  results.append(drawer);
  drawerWords(drawer, found);
  drawer.showModal();
  drawFilters(groups, found, true);
}

function drawerWords(open, { hits, left }) {
  open.querySelector('h2').textContent = `Filter ${countWords(hits.length, 'result')}`;
  open.querySelector('.drawer__show').textContent = left.length ? `Show ${countWords(left.length, 'result')}` : 'No results';
}

function title(words, whole) {
  heading.textContent = words;
  document.title = whole ?? `${words} – ${plainTitle.split(' – ').at(-1)}`;
}

/** Tell those who do not see it what came of the search, once the typing has stopped. */
function say(words, mine) {
  setTimeout(() => mine === turn && (said.textContent = words), QUIET);
}
