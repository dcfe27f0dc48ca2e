/* Filters for the action tracker.

   Every page of the tracker reads without this script: then the filters are links to pages that exist. With it they become a form that
   answers at once and keeps what was chosen in the address, so that it can be sent to somebody and "back" works. The script asks for
   one file, writes no markup (it copies samples that the page holds), and leaves the page as it is when that file does not come. */

const FORM = 1; // as in present/tracker_data.py
const PAGE = 50; // rows shown at first, and with every "show more"
const PAUSE = 400; // milliseconds after the last letter before the count is spoken

const page = document.querySelector('[data-tracker]');
const part = name => page.querySelector(`[data-${name}]`);
const root = page.dataset.root;
const byAction = page.dataset.lens === 'actions';
const form = part('form');
const collator = new Intl.Collator('en-GB');

// What can be filtered: each field with its options, as the form has them

const fields = new Map();
for (const group of form.querySelectorAll('fieldset')) {
  const options = [...group.querySelectorAll('input')].map(input => ({
    value: input.value,
    label: input.labels[0].dataset.label,
    count: input.labels[0].querySelector('[data-count]'),
    input,
  }));
  fields.set(group.name, { phrase: group.dataset.phrase, options });
}
for (const menu of form.querySelectorAll('select[data-phrase]')) {
  const options = [...menu.options].filter(each => each.value).map(option => ({ value: option.value, label: option.dataset.label, option }));
  fields.set(menu.name, { phrase: menu.dataset.phrase, options, menu });
}
const sorts = [...form.elements.sort.options].map(option => option.value);

// The data: rows as the filters look at them

function readRows(data) {
  const { actions, sources } = data;
  const axes = ['response', 'delivery', 'impact'];
  const found = sources.map(([id, words, title, path, mark, type, date, recommendations]) => ({
    id, words, title, path: `${path}/`, mark, type, date: data.dates[date], recommendations,
  }));
  return actions.ref.map((ref, at) => {
    const [plan, source, agreed, themes, reference] = data.plans[actions.plan[at]];
    const [owner, ownerName, names] = data.owners[actions.owner[at]];
    const due = data.dates[actions.due[at]];
    const flag = data.flags[actions.flag[at]];
    const from = found[source];
    const keys = {
      flag: [flag], owner: [owner], theme: themes, group: [data.groups[actions.group[at]]], from: [from.id],
      due: [due[2].slice(0, 4)], agreed: [agreed.slice(0, 4)],
    };
    for (const axis of axes) keys[axis] = [data[axis][actions[axis][at]]];
    return {
      at, ref, keys, flag, from, due, agreed, ownerName,
      title: actions.title[at],
      path: `${plan}/${actions.slug[at]}/`,
      timing: data.timings[actions.timing[at]],
      updated: data.dates[actions.updated[at]],
      open: actions.open[at] === 1,
      answer: data.answers[at],
      text: plain(`${actions.title[at]} ${reference}/${ref} ${from.title} ${ownerName} ${names}`),
    };
  });
}

/* Letters without accents and in small, so that "zoe" finds "Zoë" and ' finds ’. */
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’]/g, "'").toLowerCase();
}

// What was chosen, and the address that says it

function emptyChoice() {
  return { q: '', sort: '', shown: PAGE, chosen: new Map([...fields.keys()].map(name => [name, new Set()])) };
}

function readAddress() {
  const asked = new URLSearchParams(location.search);
  const choice = emptyChoice();
  choice.q = (asked.get('q') ?? '').trim();
  choice.sort = sorts.includes(asked.get('sort')) ? asked.get('sort') : '';
  const shown = Number.parseInt(asked.get('show') ?? '', 10);
  if (shown > PAGE) choice.shown = Math.ceil(shown / PAGE) * PAGE;
  for (const [name, field] of fields) {
    const wanted = asked.getAll(name);
    const known = field.options.filter(option => wanted.includes(option.value)).map(option => option.value);
    choice.chosen.set(name, new Set(field.menu ? known.slice(0, 1) : known));
  }
  return choice;
}

function writeQuery(choice, { order = true } = {}) {
  const query = new URLSearchParams();
  if (choice.q) query.set('q', choice.q);
  for (const [name, field] of fields) {
    for (const option of field.options) if (choice.chosen.get(name).has(option.value)) query.append(name, option.value);
  }
  if (order && choice.sort) query.set('sort', choice.sort);
  if (order && choice.shown > PAGE) query.set('show', choice.shown);
  return String(query) && `?${query}`;
}

function readForm() {
  const choice = emptyChoice();
  choice.q = form.elements.q.value.trim();
  choice.sort = form.elements.sort.value;
  for (const [name, field] of fields) {
    const values = field.menu ? [field.menu.value].filter(Boolean) : field.options.filter(each => each.input.checked).map(each => each.value);
    choice.chosen.set(name, new Set(values));
  }
  return choice;
}

function writeForm(choice) {
  if (form.elements.q.value.trim() !== choice.q) form.elements.q.value = choice.q;
  form.elements.sort.value = choice.sort;
  for (const [name, field] of fields) {
    const chosen = choice.chosen.get(name);
    if (field.menu) field.menu.value = [...chosen][0] ?? '';
    else for (const option of field.options) option.input.checked = chosen.has(option.value);
  }
  writeOverdue(choice);
}

/* "Overdue only" says in one tick what the first group of the form can say in two. */
function writeOverdue(choice) {
  const flags = choice.chosen.get('flag');
  part('overdue').checked = flags.size === 1 && flags.has('overdue');
}

const isFiltered = choice => choice.q !== '' || [...choice.chosen.values()].some(chosen => chosen.size > 0);

// Filtering: what fits, and for each option how much would fit with it

function filterRows(choice) {
  const words = plain(choice.q).split(/\s+/).filter(Boolean);
  const asked = [...choice.chosen].filter(([, chosen]) => chosen.size > 0);
  const counts = new Map([...fields.keys()].map(name => [name, new Map()]));
  const fitting = [];
  for (const row of rows) {
    if (!words.every(word => row.text.includes(word))) continue;
    const misses = asked.filter(([name, chosen]) => !row.keys[name].some(key => chosen.has(key)));
    if (misses.length > 1) continue;
    if (misses.length === 0) fitting.push(row);
    // A row that only one filter keeps out is what that filter's other options would show
    for (const name of misses.length ? [misses[0][0]] : fields.keys()) {
      const count = counts.get(name);
      for (const key of row.keys[name]) count.set(key, (count.get(key) ?? 0) + 1);
    }
  }
  return { fitting, counts };
}

const ACTION_ORDERS = {
  due: (one, other) => compare(one.due[2], other.due[2]),
  newest: (one, other) => compare(other.agreed, one.agreed),
  owner: (one, other) => collator.compare(one.ownerName, other.ownerName),
  title: (one, other) => collator.compare(one.title, other.title),
};
const SOURCE_ORDERS = {
  '': (one, other) => compare(other.from.date[0], one.from.date[0]),
  overdue: (one, other) => (other.flags.get('overdue') ?? 0) - (one.flags.get('overdue') ?? 0),
  open: (one, other) => other.open - one.open,
  updated: (one, other) => compare(other.updated?.[0] ?? '', one.updated?.[0] ?? ''),
  title: (one, other) => collator.compare(one.from.title, other.from.title),
};

function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}

function groupBySource(fitting) {
  const found = new Map();
  for (const row of fitting) {
    let entry = found.get(row.from);
    if (!entry) found.set(row.from, (entry = { from: row.from, total: 0, open: 0, flags: new Map(), updated: null }));
    entry.total += 1;
    entry.open += Number(row.open);
    entry.flags.set(row.flag, (entry.flags.get(row.flag) ?? 0) + 1);
    if (row.updated && (!entry.updated || row.updated[0] > entry.updated[0])) entry.updated = row.updated;
  }
  return [...found.values()];
}

// Words

const numbers = new Intl.NumberFormat('en-GB');
const number = count => numbers.format(count);
const lowerFirst = text => text.charAt(0).toLowerCase() + text.slice(1);
const countWords = (count, noun) => `${count === 0 ? 'No' : number(count)} ${noun}${count === 1 ? '' : 's'}`;

/* "12 actions overdue, owned by Police" */
function sayWhat(choice, total, publications) {
  const said = [];
  for (const [name, field] of fields) {
    const labels = field.options.filter(option => choice.chosen.get(name).has(option.value)).map(option => option.label);
    if (labels.length === 0) continue;
    const words = labels.map(label => (field.phrase === '' ? lowerFirst(label) : label)).join(' or ');
    said.push(field.phrase === '' ? words : `${field.phrase} ${words}`);
  }
  if (choice.q) said.push(`containing ‘${choice.q}’`);
  const actions = [countWords(total, 'action'), said.join(', ')].filter(Boolean).join(' ');
  return byAction ? actions : `${countWords(publications, 'publication')} with ${lowerFirst(actions)}`;
}

// Showing: copies of the page's samples

const samples = {};

function readSamples() {
  const table = part('table').content.querySelector('table');
  const group = table.querySelector('tbody');
  const [head, row] = group.querySelectorAll('tr');
  const states = part('states').content;
  Object.assign(samples, { table, group, head, row, link: row.querySelector('.status__link'), chip: part('chip').content.querySelector('li') });
  samples.states = new Map([...states.querySelectorAll('[data-state]')].map(each => [each.dataset.state, each.firstElementChild]));
  samples.flags = new Map([...states.querySelectorAll('[data-flag]')].map(each => [each.dataset.flag, each]));
  samples.sprite = table.querySelector('use').getAttribute('href').split('#')[0];
  samples.time = table.querySelector('time');
  head.remove();
  row.remove();
  group.remove();
}

function copy(sample, fill) {
  const made = sample.cloneNode(true);
  fill(name => made.querySelector(name), made);
  return made;
}

function setLink(link, words, path) {
  link.textContent = words;
  link.setAttribute('href', root + path);
}

/* A day as the page writes it; a season has no form for machines. */
function dateOf([iso, words]) {
  if (!iso) return words;
  return copy(samples.time, (_, time) => {
    time.setAttribute('datetime', iso);
    time.textContent = words;
  });
}

function actionRow(row, withFlag) {
  return copy(samples.row, (get, made) => {
    setLink(get('th a'), row.title, row.path);
    get('.actions__ref').textContent = `${row.ref}, ${row.from.words}`;
    get('.actions__who').textContent = row.ownerName;
    get('.timing').textContent = row.timing[0];
    get('.timing').className = `timing tone-${row.timing[1]}`;
    get('.due').replaceChildren(dateOf(row.due));
    const axes = ['response', 'delivery', 'impact'];
    [...made.querySelectorAll('.status')].forEach((status, at) => {
      const state = samples.states.get(`${axes[at]}-${row.keys[axes[at]][0]}`).cloneNode(true);
      if (axes[at] === 'impact' && row.answer) {
        const link = samples.link.cloneNode(true);
        setLink(link.querySelector('a'), row.answer[0], row.answer[1]);
        state.querySelector('.status__words').append(' ', link);
      }
      status.replaceWith(state);
    });
    if (withFlag) get('th').append(' ', flagUnderTitle(row.flag));
  });
}

function flagUnderTitle(flag) {
  const place = document.createElement('span');
  place.className = 'actions__flag';
  place.append(samples.flags.get(flag).firstElementChild.cloneNode(true));
  return place;
}

function actionBodies(fitting, choice) {
  const shown = fitting.slice(0, choice.shown);
  if (choice.sort) return [copy(samples.group, (_, body) => body.append(...shown.map(row => actionRow(row, true))))];
  const totals = Map.groupBy ? Map.groupBy(fitting, row => row.flag) : grouped(fitting);
  const bodies = [];
  for (const [flag, all] of totals) {
    const here = shown.filter(row => row.flag === flag);
    if (here.length === 0) continue;
    const head = copy(samples.head, get => {
      get('.flag').replaceWith(samples.flags.get(flag).firstElementChild.cloneNode(true));
      get('th').id = `found-${flag}`;
      get('.count').textContent = here.length === all.length ? number(all.length) : `${number(here.length)} of ${number(all.length)}`;
    });
    bodies.push(copy(samples.group, (_, body) => body.append(head, ...here.map(row => actionRow(row, false)))));
  }
  return bodies;
}

function grouped(fitting) {
  const found = new Map();
  for (const row of fitting) found.set(row.flag, [...(found.get(row.flag) ?? []), row]);
  return found;
}

function sourceRow(entry, choice) {
  const narrowed = { ...choice, chosen: new Map(choice.chosen) };
  narrowed.chosen.set('from', new Set([entry.from.id]));
  return copy(samples.row, get => {
    setLink(get('th a'), entry.from.title, entry.from.path);
    const type = get('.sources__type');
    setMark(type, entry.from.mark);
    type.replaceChildren(...type.querySelectorAll('svg'), `${entry.from.type}, `, dateOf(entry.from.date));
    get('.sources__asked').textContent = entry.from.recommendations;
    const tally = get('.tally');
    const line = tally.firstElementChild;
    tally.replaceChildren(...[...samples.flags].filter(([flag]) => entry.flags.has(flag)).map(([flag, sample]) => copy(line, (find, made) => {
      find('span').className = `tone-${sample.dataset.tone}`;
      setMark(made, `flag-${flag}`);
      find('b').textContent = number(entry.flags.get(flag));
      find('b + span').textContent = lowerFirst(sample.dataset.words);
      const chosen = { ...narrowed, chosen: new Map(narrowed.chosen).set('flag', new Set([flag])) };
      find('a').setAttribute('href', root + page.dataset.actions + writeQuery(chosen, { order: false }));
    })));
    setLink(get('.sources__links a'), entry.total === 1 ? 'This action' : `These ${number(entry.total)} actions`, page.dataset.actions + writeQuery(narrowed, { order: false }));
    const place = get('.sources__updated');
    place.replaceChildren(place.querySelector('.axis'), ' ', entry.updated ? dateOf(entry.updated) : 'None');
  });
}

function setMark(place, mark) {
  place.querySelector('use').setAttribute('href', `${samples.sprite}#${mark}`);
}

function showTable(bodies, choice) {
  const order = form.elements.sort.selectedOptions[0].textContent;
  part('found').replaceChildren(copy(samples.table, (_, table) => {
    table.setAttribute('aria-label', `${byAction ? 'Actions' : 'Publications'}, ${lowerFirst(order)}`);
    table.append(...bodies);
  }));
}

function showMore(total, choice) {
  const left = total - choice.shown;
  part('more').hidden = left <= 0;
  part('more').querySelector('button').textContent = `Show ${number(Math.min(PAGE, left))} more of ${number(left)}`;
}

function showCounts(counts, choice) {
  for (const [name, field] of fields) {
    for (const option of field.options) {
      const count = counts.get(name).get(option.value) ?? 0;
      const chosen = choice.chosen.get(name).has(option.value);
      if (option.counted !== count) {
        option.counted = count;
        if (option.count) option.count.textContent = number(count);
        else option.option.textContent = `${option.label} (${number(count)})`;
      }
      (option.input ?? option.option).disabled = count === 0 && !chosen;
      option.input?.parentElement.classList.toggle('is-zero', count === 0 && !chosen);
    }
  }
  for (const [flag, item] of strip) {
    const count = counts.get('flag').get(flag) ?? 0;
    const chosen = choice.chosen.get('flag').has(flag);
    item.querySelector('.counts__number').textContent = number(count);
    item.classList.toggle('is-zero', count === 0);
    item.classList.toggle('is-current', chosen);
    item.firstElementChild.toggleAttribute('aria-current', chosen);
    if (chosen) item.firstElementChild.setAttribute('aria-current', 'true');
  }
}

function showChips(choice) {
  const chips = [];
  const add = (words, remove) => chips.push(copy(samples.chip, get => {
    get('[data-words]').textContent = words;
    get('button').addEventListener('click', () => removeChip(chips.findIndex(each => each.contains(document.activeElement)), remove));
  }));
  if (choice.q) add(`‘${choice.q}’`, now => { now.q = ''; });
  for (const [name, field] of fields) {
    for (const option of field.options) {
      if (choice.chosen.get(name).has(option.value)) add(option.label, now => now.chosen.get(name).delete(option.value));
    }
  }
  part('chips').replaceChildren(...chips);
  part('chips').hidden = chips.length === 0;
  part('reset').hidden = chips.length === 0 && !choice.sort;
}

function removeChip(at, remove) {
  const choice = readForm();
  remove(choice);
  writeForm(choice);
  change(choice);
  const left = part('chips').querySelectorAll('button');
  (left[Math.min(Math.max(at, 0), left.length - 1)] ?? part('total')).focus();
}

function showLenses(choice) {
  for (const link of page.querySelectorAll('.lenses a')) link.search = writeQuery(choice, { order: false });
}

let speaking = 0;

function say(words, pause) {
  clearTimeout(speaking);
  speaking = setTimeout(() => { part('said').textContent = words; }, pause);
}

// One round: filter, count, show

let rows = [];
let strip = [];
let firstTotal = '';

function show(choice, { pause = 0 } = {}) {
  const { fitting, counts } = filterRows(choice);
  const plainPage = !isFiltered(choice) && !choice.sort;
  const entries = byAction ? fitting : groupBySource(fitting);
  const words = plainPage ? firstTotal : sayWhat(choice, fitting.length, entries.length);
  writeOverdue(choice);
  showCounts(counts, choice);
  showChips(choice);
  showLenses(choice);
  if (part('static')) part('static').hidden = !plainPage;
  part('found').hidden = plainPage || entries.length === 0;
  if (plainPage) {
    part('found').replaceChildren();
    part('more').hidden = true;
  } else {
    const order = (byAction ? ACTION_ORDERS : SOURCE_ORDERS)[choice.sort];
    if (order) entries.sort(order);
    showTable(byAction ? actionBodies(entries, choice) : [copy(samples.group, (_, body) => body.append(...entries.slice(0, choice.shown).map(entry => sourceRow(entry, choice))))], choice);
    showMore(entries.length, choice);
  }
  part('total').querySelector('b').textContent = words;
  part('done').textContent = `Show ${lowerFirst(countWords(entries.length, byAction ? 'action' : 'publication'))}`;
  say(words, pause);
}

let typing = false;

/* A new place in the history for every choice, but one only for all letters of a word. */
function change(choice, { byLetter = false, pause = 0 } = {}) {
  const address = location.pathname + writeQuery(choice);
  if (byLetter && typing) history.replaceState(null, '', address);
  else if (address !== location.pathname + location.search) history.pushState(null, '', address);
  typing = byLetter;
  show(choice, { pause });
}

function listen() {
  form.addEventListener('input', event => {
    if (event.target === part('overdue')) {
      for (const option of fields.get('flag').options) option.input.checked = event.target.checked && option.value === 'overdue';
    }
    const letter = event.target === form.elements.q;
    change(readForm(), { byLetter: letter, pause: letter ? PAUSE : 0 });
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    setOpen(false);
    part('total').focus();
  });
  form.addEventListener('keydown', event => {
    if (event.key === 'Escape' && part('open').getAttribute('aria-expanded') === 'true') {
      setOpen(false);
      part('open').focus();
    }
  });
  part('open').addEventListener('click', () => setOpen(part('open').getAttribute('aria-expanded') !== 'true'));
  part('more').querySelector('button').addEventListener('click', moreRows);
  part('reset').querySelector('a').addEventListener('click', event => {
    event.preventDefault();
    const choice = emptyChoice();
    writeForm(choice);
    change(choice);
    part('total').focus();
  });
  for (const [flag, item] of strip) item.addEventListener('click', event => chooseFlag(event, flag));
  addEventListener('popstate', () => {
    typing = false;
    const choice = readAddress();
    writeForm(choice);
    show(choice);
  });
}

function setOpen(open) {
  form.classList.toggle('is-open', open);
  part('open').setAttribute('aria-expanded', String(open));
}

function moreRows() {
  const choice = readAddress();
  const before = choice.shown;
  choice.shown += PAGE;
  history.replaceState(null, '', location.pathname + writeQuery(choice));
  show(choice);
  part('found').querySelectorAll('th[scope=row] a')[before]?.focus();
}

/* The counted flags over the list lead to pages; here they filter, and the second time no more. */
function chooseFlag(event, flag) {
  if (!event.target.closest('a') || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const choice = readForm();
  const flags = choice.chosen.get('flag');
  choice.chosen.set('flag', flags.size === 1 && flags.has(flag) ? new Set() : new Set([flag]));
  writeForm(choice);
  change(choice);
}

async function start() {
  const answer = await fetch(page.dataset.tracker);
  if (!answer.ok) return;
  const data = await answer.json();
  if (data.form !== FORM) return;
  rows = readRows(data);
  readSamples();
  firstTotal = part('total').querySelector('b').textContent;
  strip = [...page.querySelectorAll('.counts__item')].map(item => [item.querySelector('use').getAttribute('href').split('#flag-')[1], item]);
  const choice = readAddress();
  writeForm(choice);
  show(choice);
  listen();
  part('links').hidden = true;
  form.hidden = false;
  part('open').hidden = false;
}

// Where the data does not come the page stays as it is: its links lead everywhere
start().catch(() => {});
