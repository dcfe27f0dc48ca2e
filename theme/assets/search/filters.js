// The facets as a reader chooses them: beside the results on a wide screen, in a drawer on a phone.

import { h, mark } from './dom.js';
import { countsOf, facetsOf } from './facets.js';

const OPEN = new Set(['type', 'theme', 'year']);
const SHORT = 8;
const BY_COUNT = new Set(['theme', 'agency', 'role']);

/** Keeps the groups of filters: which are open, which show all values. */
export class Filters {
  /** `choose(facet, value)` is called for every tick. */
  constructor(choose) {
    this.choose = choose;
    this.open = null;
    this.whole = new Set();
    this.drawn = 0;
  }

  /** Draw all groups into a place. Groups that are closed ask for no file. */
  async draw(place, { hits, chosen, desk, prefix }) {
    this.open ??= new Set([...(place.closest('dialog') ? ['type'] : OPEN), ...chosen.keys()]);
    const turn = ++this.drawn;
    const focused = document.activeElement?.id;
    const groups = await Promise.all(
      facetsOf(desk.labels).filter(([name]) => desk.labels[name]?.length).map(async ([name, title, many]) => {
        const values = this.open.has(name) ? await countsOf(name, hits, chosen, desk) : null;
        return this.group(name, title, values, { many, hits, chosen, desk, prefix, place });
      }),
    );
    if (turn !== this.drawn) return;
    place.replaceChildren(...groups.filter(Boolean));
    if (focused) document.getElementById(focused)?.focus();
  }

  group(name, title, values, context) {
    if (values && !values.length) return null;
    const count = context.chosen.get(name)?.size;
    const group = h(
      'details',
      { class: 'facet', open: this.open.has(name) },
      h('summary', { id: `${context.prefix}-${name}` }, h('span', null, title, count ? h('span', { class: 'count' }, ` ${count} chosen`) : null), mark('chevron')),
    );
    if (values) group.append(this.list(name, title, values, context));
    group.addEventListener('toggle', () => {
      if (group.open === this.open.has(name)) return;
      if (group.open) this.open.add(name);
      else this.open.delete(name);
      if (group.open && !values) this.draw(context.place, context).catch(() => group.append(h('p', { class: 'small' }, 'These could not be loaded.')));
    });
    return group;
  }

  list(name, title, values, context) {
    const ordered = BY_COUNT.has(name) ? [...values].sort((one, other) => other.chosen - one.chosen || other.count - one.count) : values;
    const short = !this.whole.has(name) && ordered.length > SHORT + 1;
    const shown = short ? ordered.slice(0, SHORT) : ordered;
    const list = h('fieldset', { class: 'facet__values' }, h('legend', { class: 'hidden' }, title), shown.map((value) => this.value(name, value, context.prefix)));
    if (short) {
      const more = h('button', { type: 'button', class: 'facet__more', id: `${context.prefix}-${name}-more` }, `${ordered.length - SHORT} more ${context.many}`);
      more.addEventListener('click', () => {
        this.whole.add(name);
        list.replaceWith(this.list(name, title, values, context));
        document.getElementById(`${context.prefix}-${name}-${ordered[SHORT].id}`)?.focus();
      });
      list.append(more);
    }
    return list;
  }

  value(name, { id, label, count, chosen }, prefix) {
    const off = !count && !chosen;
    const box = h('input', { type: 'checkbox', id: `${prefix}-${name}-${id}`, checked: chosen, disabled: off });
    box.addEventListener('change', () => this.choose(name, id));
    return h('label', { class: `facet__value${off ? ' is-zero' : ''}` }, box, h('span', null, label), h('span', { class: 'count' }, String(count)));
  }
}
