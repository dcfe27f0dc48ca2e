// Elements made of values. Text is always text: nothing is read as HTML.

const SVG = 'http://www.w3.org/2000/svg';
const TOP = new URL('../../', import.meta.url);

/** Make an element. Properties that are false, null or undefined are left out; children are elements, strings or null. */
export function h(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

/** Make a mark from the sprite that the page already uses. */
export function mark(id, more = '') {
  const sprite = document.querySelector('svg use').getAttribute('href').split('#')[0];
  const made = document.createElementNS(SVG, 'svg');
  made.setAttribute('class', `mark ${more}`.trim());
  made.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${sprite}#${id}`);
  made.append(use);
  return made;
}

/** Give the whole address of a page of this site. */
export function address(path) {
  return new URL(path, TOP).href;
}
