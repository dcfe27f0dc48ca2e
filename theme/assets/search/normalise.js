// A query → its parts, in the letters in which words are compared. docs/search-format.md, "Words".

export const MAX_QUERY = 600;
const MAX_PARTS = 48;
const MAX_PART = 40;

const LETTERS = {
  'ł': 'l', 'ø': 'o', 'đ': 'd', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe',
  '’': "'", '‘': "'", 'ʼ': "'", '′': "'", '`': "'", '\u2010': '-', '\u2011': '-',
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
const MARKS = /[\u0300-\u036f\u00ad]/g;
const DOTTED = /(^|[^a-z0-9.])((?:[a-z]\.){2,}[a-z]?)(?![a-z0-9])/g;
const SECTION = /(^|[^a-z0-9'])(?:sections|section|sect|sec|ss|s)[ .]{0,2}([0-9]{1,3}[a-z]?)(?![a-z0-9])/g;
const WORD = /[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu;

/** Give a text in the letters in which words are compared. */
export function fold(text) {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(OTHER_LETTERS, (letter) => LETTERS[letter])
    .replace(DOTTED, (_, before, letters) => before + letters.replaceAll('.', ''))
    .replace(SECTION, '$1s$2');
}

/** Give the parts of one word: cut at its hyphens, without "'s" and apostrophes. */
export function partsOfWord(word) {
  return word
    .split('-')
    .map((part) => part.replace(/'s$/, '').replaceAll("'", ''))
    .filter((part) => part && [...part].length <= MAX_PART);
}

/** Give the parts of a query in their order: {form, hyphened}, where a hyphen joins a part to the next; 48 at most. */
export function partsOf(query) {
  const words = fold([...query].slice(0, MAX_QUERY).join('')).match(WORD) ?? [];
  const parts = words.map(partsOfWord).flatMap((word) => word.map((form, place) => ({ form, hyphened: place < word.length - 1 })));
  return parts.slice(0, MAX_PARTS);
}

/**
 * Give the words of a text as it is printed: [start, end, parts], places in the text itself. What folding joins (dots of an acronym,
 * "section 47") is one word here too, so that it can be marked.
 */
export function* wordsIn(text) {
  const printed = /(?:[A-Za-z]\.){2,}[A-Za-z]?(?![A-Za-z0-9])|\b(?:[Ss]ections?|[Ss]ect?|[Ss]s?)[ .\u00a0]{0,2}[0-9]{1,3}[A-Za-z]?(?![A-Za-z0-9])|[\p{L}\p{N}\p{M}\u00ad]+(?:['’‘ʼ′`\-\u2010\u2011][\p{L}\p{N}\p{M}]+)*/gu;
  for (const found of text.matchAll(printed)) {
    const parts = (fold(found[0]).match(WORD) ?? []).flatMap(partsOfWord);
    if (parts.length) yield [found.index, found.index + found[0].length, parts];
  }
}
