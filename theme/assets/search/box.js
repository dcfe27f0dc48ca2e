// Search as you type, in every search form of a page: a combobox with a listbox, as in the ARIA Authoring Practices.
// Without this script the form leads to the results page all the same. Nothing is fetched before a box has the focus.

const LEAST = 2;
const PAUSE = 180;
const PAGES = 5;
const THEMES = 4;

/** One search box with its suggestions. */
class Box {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector('input[name=q]');
    this.popup = form.querySelector('[role=listbox]');
    this.said = form.querySelector('[role=status]');
    this.options = [];
    this.active = -1;
    this.turn = 0;
    this.input.setAttribute('role', 'combobox');
    this.input.setAttribute('aria-autocomplete', 'list');
    this.input.setAttribute('aria-expanded', 'false');
    this.input.setAttribute('aria-controls', this.popup.id);
    this.input.addEventListener('focus', () => this.load());
    this.input.addEventListener('input', () => this.wait());
    this.input.addEventListener('keydown', (event) => this.press(event));
    this.input.addEventListener('blur', () => this.close());
    this.popup.addEventListener('mousedown', (event) => event.preventDefault());
    form.addEventListener('submit', () => this.close());
    if (document.activeElement === this.input) this.load();
  }

  /** Fetch the search itself; a failure is told by the results page, not while somebody types. */
  load() {
    this.search ??= import('./suggest.js').then(async (module) => {
      await module.open();
      return module;
    });
    this.search.catch(() => (this.search = null));
    return this.search;
  }

  wait() {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    if ([...this.input.value.trim()].length < LEAST) return this.close();
    this.timer = setTimeout(() => this.suggest(turn), PAUSE);
  }

  async suggest(turn) {
    try {
      const { suggest } = await this.load();
      const groups = await suggest(this.input.value, { pages: PAGES, themes: THEMES });
      if (turn === this.turn && document.activeElement === this.input) this.show(groups);
    } catch {
      if (turn === this.turn) this.close();
    }
  }

  show(groups) {
    const id = this.popup.id;
    this.active = -1;
    this.input.removeAttribute('aria-activedescendant');
    this.options = [];
    this.popup.replaceChildren(
      ...groups.map(({ title, options }, place) => {
        const group = document.createElement('div');
        group.setAttribute('role', 'group');
        group.setAttribute('aria-labelledby', `${id}-${place}`);
        const label = document.createElement('p');
        label.id = `${id}-${place}`;
        label.className = 'suggest__title';
        label.setAttribute('role', 'presentation');
        label.textContent = title;
        group.append(label, ...options.map((option) => this.option(option)));
        return group;
      }),
    );
    const open = this.options.length > 0;
    this.popup.hidden = !open;
    this.input.setAttribute('aria-expanded', String(open));
    this.said.textContent = open ? `${this.options.length === 1 ? '1 suggestion' : `${this.options.length} suggestions`}. Use the up and down keys.` : 'No suggestions.';
  }

  option({ pieces, note, href }) {
    const made = document.createElement('a');
    made.id = `${this.popup.id}-option-${this.options.length}`;
    made.className = 'suggest__option';
    made.setAttribute('role', 'option');
    made.setAttribute('aria-selected', 'false');
    made.tabIndex = -1;
    made.href = href;
    const words = document.createElement('span');
    words.append(...pieces.map(([text, found]) => (found ? Object.assign(document.createElement('b'), { textContent: text }) : text)));
    made.append(words);
    if (note) made.append(Object.assign(document.createElement('span'), { className: 'suggest__note', textContent: note }));
    this.options.push(made);
    return made;
  }

  get isOpen() {
    return !this.popup.hidden;
  }

  close() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.popup.hidden = true;
    this.active = -1;
    this.said.textContent = '';
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  /** Make one option the active one; -1 is the words typed. */
  point(at) {
    this.options[this.active]?.setAttribute('aria-selected', 'false');
    this.active = at;
    const option = this.options[at];
    if (!option) return this.input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', option.id);
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const last = this.options.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.isOpen) return void this.wait();
      if (event.altKey) return void (event.key === 'ArrowUp' && this.close());
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next = this.active + step;
      this.point(next > last ? -1 : next < -1 ? last : next);
    } else if (event.key === 'Escape') {
      if (this.isOpen) {
        event.preventDefault();
        this.close();
      } else if (this.input.value) {
        event.preventDefault();
        this.input.value = '';
      }
    } else if (this.isOpen && this.active >= 0 && (event.key === 'Home' || event.key === 'End')) {
      event.preventDefault();
      this.point(event.key === 'Home' ? 0 : last);
    } else if (event.key === 'Enter' && this.isOpen && this.active >= 0) {
      event.preventDefault();
      this.options[this.active].click();
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (this.active >= 0) this.point(-1);
    } else if (event.key === 'Tab') {
      this.close();
    }
  }
}

for (const form of document.querySelectorAll('form[data-search]')) new Box(form);
