// What is said of results, in words.

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Give '12 May 2026' for '2026-05-12'. */
export function dayWords(iso) {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** Give a number with its noun: '1 result', '1,204 results'. */
export function countWords(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

/** Start a label small, unless it starts with an acronym. */
export function inSentence(label) {
  return /^.[A-Z]/.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1);
}

/** Give 'a', 'a or b', 'a, b or c'. */
export function listWords(words, last = 'or') {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** Shorten a query that would fill the page. */
export function quoted(query) {
  const signs = [...query];
  return `‘${signs.length > 80 ? `${signs.slice(0, 80).join('').trim()}…` : query}’`;
}

/** Give the sentence that says what is shown: '12 briefings about neglect since 2024'. */
export function resultSentence(count, { query, chosen }, labels) {
  const types = (labels.type ?? []).filter(([id]) => chosen.get('type')?.has(id));
  const noun = types.length && types.length < 3 && (types.length === 1 || count !== 1)
    ? [inSentence(types[0][1].replace(/^[0-9]+-minute /, '')), listWords(types.map(([, label, many]) => inSentence(many ?? label)), 'and')]
    : ['result', 'results'];
  const themes = (labels.theme ?? []).filter(([id]) => chosen.get('theme')?.has(id)).map(([, label]) => inSentence(label));
  const words = count ? countWords(count, ...noun) : `No ${noun[1]}`;
  return [words, query && `for ${quoted(query)}`, themes.length && `about ${listWords(themes)}`, yearWords(chosen.get('year'), labels.year)].filter(Boolean).join(' ');
}

function yearWords(chosen, known = []) {
  if (!chosen?.size) return '';
  const years = [...chosen].map(Number).sort((one, other) => one - other);
  const newest = Math.max(...known.map(([year]) => Number(year)));
  const whole = years.length > 1 && years.at(-1) === newest && years.at(-1) - years[0] === years.length - 1;
  return whole ? `since ${years[0]}` : `from ${listWords(years.map(String), 'and')}`;
}
