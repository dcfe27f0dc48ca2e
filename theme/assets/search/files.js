// The search files of this site: fetched when needed, once a visit, kept in memory.

const ROOT = new URL('../../search/', import.meta.url);

/** A file could not be had; the reader is told and may try again. */
export class Unreachable extends Error {}

/** Fetches files below a folder. `bytes` counts what came, for measurements. */
export class Files {
  constructor(root = ROOT) {
    this.root = root;
    this.bytes = 0;
    this.fetched = new Map();
  }

  /** Give a file's content; null when there is no such file. */
  get(name) {
    let found = this.fetched.get(name);
    if (!found) {
      found = this.fetchOne(name);
      this.fetched.set(name, found);
      found.catch(() => this.fetched.delete(name));
    }
    return found;
  }

  async fetchOne(name) {
    let answer;
    try {
      answer = await fetch(new URL(name, this.root), { credentials: 'same-origin', redirect: 'error' });
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Unreachable(`${name}: ${answer.status}`);
      const text = await answer.text();
      this.bytes += text.length;
      return JSON.parse(text);
    } catch (problem) {
      throw problem instanceof Unreachable ? problem : new Unreachable(`${name}: ${problem.message}`);
    }
  }
}
