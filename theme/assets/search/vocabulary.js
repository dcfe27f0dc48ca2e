// Surface forms → terms, by look-up. docs/search-format.md, "Terms of the parts".

const ADDED = ['s', 'ed', 'ing', 'd'];
const MOST_FORMS = 8;
const LETTERS = /^\p{L}+$/u;

/** Give the name of the file in which a form would stand. */
export function fileOf(form) {
  const [first, second = '_'] = form;
  return first < '\x80' && second < '\x80' ? first + second : 'other';
}

/** The vocabulary of one site. */
export class Vocabulary {
  constructor(files, start) {
    this.files = files;
    this.endings = start.endings;
    this.light = new Set(start.light);
    this.known = start.words === undefined ? null : new Set(start.words.split(' '));
    this.tables = new Map();
  }

  /** Give one file of words: form → term and number of documents, and its compounds. */
  async table(name) {
    if (this.known && !this.known.has(name)) return EMPTY;
    let table = this.tables.get(name);
    if (!table) {
      table = tableOf(await this.files.get(`words/${name}.json`));
      this.tables.set(name, table);
    }
    return table;
  }

  /** Give the entry of a form: {term, count}; undefined for a form that no document has. */
  async entry(form) {
    return (await this.table(fileOf(form))).forms.get(form);
  }

  /** Give the compounds of which a form is the joined form: [parts, …]. */
  async cutsOf(form) {
    const { compounds } = await this.table(fileOf(form));
    return [...compounds].filter((each) => each.replaceAll('-', '') === form).map((each) => each.split('-'));
  }

  /**
   * Understand a part that no document has: {how, forms}, where forms are [form, term] pairs.
   * `how` is 'ending', 'compound', 'prefix' or 'typo', or 'unknown'. In typing mode a part is rather unfinished than misspelled.
   */
  async guess(part, typing) {
    if (typing) return (await this.byPrefix(part)) ?? (await this.byTypo(part)) ?? UNKNOWN;
    return (await this.byEnding(part)) ?? (await this.byCut(part)) ?? (await this.byPrefix(part)) ?? (await this.byTypo(part)) ?? UNKNOWN;
  }

  async byEnding(part) {
    if (!LETTERS.test(part)) return null;
    const length = [...part].length;
    const bases = [];
    for (const [old, ending] of this.endings) {
      if (part.endsWith(old) && length - old.length >= 3) bases.push(part.slice(0, part.length - old.length) + ending);
    }
    const stems = length >= 3 ? [part, ...bases] : [];
    for (const form of [...bases, ...stems.flatMap((base) => ADDED.map((ending) => base + ending))]) {
      const entry = await this.entry(form);
      if (entry) return { how: 'ending', forms: [[form, entry.term]] };
    }
    return null;
  }

  async byCut(part) {
    const signs = [...part];
    const cuts = [];
    for (let at = 2; at <= signs.length - 2; at++) cuts.push([signs.slice(0, at).join(''), signs.slice(at).join('')]);
    const usable = cuts.filter((cut) => !cut.some((half) => this.light.has(half)));
    const first = [];
    for (const cut of usable) {
      const entry = await this.entry(cut[0]);
      if (entry) first.push([cut, entry]);
    }
    const found = await Promise.all(first.map(async ([cut, entry]) => [cut, entry, await this.entry(cut[1])]));
    let best = null;
    for (const [cut, one, other] of found) {
      if (!other) continue;
      const rarer = Math.min(one.count, other.count);
      if (!best || rarer > best.rarer) best = { rarer, forms: [[cut[0], one.term], [cut[1], other.term]] };
    }
    return best && { how: 'compound', forms: best.forms };
  }

  async byPrefix(part) {
    if ([...part].length < 3) return null;
    const { forms } = await this.table(fileOf(part));
    const found = [...forms].filter(([form]) => form.startsWith(part));
    found.sort(([one, a], [other, b]) => b.count - a.count || byAlphabet(one, other));
    return found.length ? { how: 'prefix', forms: found.slice(0, MOST_FORMS).map(([form, { term }]) => [form, term]) } : null;
  }

  async byTypo(part) {
    const signs = [...part];
    if (signs.length < 4 || !LETTERS.test(part)) return null;
    const most = signs.length <= 7 ? 1 : 2;
    const turned = fileOf(signs[1] + signs[0] + signs.slice(2).join(''));
    for (const name of new Set([fileOf(part), turned])) {
      let best = null;
      for (const [form, { term, count }] of (await this.table(name)).forms) {
        const far = distance(signs, [...form], most);
        if (far > most) continue;
        const better = !best || far < best.far || (far === best.far && (count > best.count || (count === best.count && byAlphabet(form, best.form) < 0)));
        if (better) best = { form, term, count, far };
      }
      if (best) return { how: 'typo', forms: [[best.form, best.term]] };
    }
    return null;
  }
}

const EMPTY = { forms: new Map(), compounds: new Set() };
const UNKNOWN = { how: 'unknown', forms: [] };

function tableOf(file) {
  if (!file) return EMPTY;
  const forms = new Map();
  for (const [term, each] of Object.entries(file.forms)) {
    for (const [form, count] of Object.entries(each)) forms.set(form, { term, count });
  }
  return { forms, compounds: new Set(Object.keys(file.compounds)) };
}

/** Compare two forms by their code points. */
export function byAlphabet(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Give the optimal string alignment distance of two words; anything above `most` once it must be more. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let last = null;
  let row = [...one.keys(), one.length];
  for (let y = 1; y <= other.length; y++) {
    const next = [y];
    let least = y;
    for (let x = 1; x <= one.length; x++) {
      const same = one[x - 1] === other[y - 1] ? 0 : 1;
      let far = Math.min(next[x - 1] + 1, row[x] + 1, row[x - 1] + same);
      if (last && x > 1 && one[x - 1] === other[y - 2] && one[x - 2] === other[y - 1]) far = Math.min(far, last[x - 2] + 1);
      next.push(far);
      least = Math.min(least, far);
    }
    if (least > most && Math.min(...row) > most) return most + 1;
    last = row;
    row = next;
  }
  return row[one.length];
}
