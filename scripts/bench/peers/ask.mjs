// Asks one of the ways of searching in a browser: ask.html?engine=NAME&q=WORDS shows the first result; `engines` is for whole lists of queries.

const MOST = 20;

/** Name → a function that fetches what the engine needs and gives a function from a query to ids, best first, at most `most` of them. */
export const engines = {
  async ours() {
    const { Search } = await import('/ours/assets/search/search.js');
    const search = new Search();
    return async (query, most = MOST) => {
      const { hits } = await search.query(query);
      return Promise.all(hits.slice(0, most).map(async ({ number }) => (await search.item(number)).id));
    };
  },
  async lunr() {
    const [index] = await Promise.all([fetch('/lunr/index.json').then((answer) => answer.json()), script('/modules/lunr/lunr.min.js')]);
    const loaded = window.lunr.Index.load(index);
    return async (query, most = MOST) => {
      const words = window.lunr.tokenizer(query).map(String);
      return loaded.query((wanted) => words.forEach((word) => wanted.term(window.lunr.tokenizer(word)))).slice(0, most).map(({ ref }) => ref);
    };
  },
  async minisearch() {
    const [text, { default: MiniSearch }] = await Promise.all([fetch('/minisearch/index.json').then((answer) => answer.text()), import('/modules/minisearch/dist/es/index.js')]);
    const loaded = MiniSearch.loadJSON(text, { fields: ['title', 'body'] });
    return async (query, most = MOST) => loaded.search(query, { boost: { title: 2 } }).slice(0, most).map(({ id }) => id);
  },
  async pagefind() {
    const pagefind = await import('/pagefind/pagefind.js');
    return async (query, most = MOST) => {
      const { results } = await pagefind.search(query);
      const pages = await Promise.all(results.slice(0, most).map((result) => result.data()));
      return pages.map(({ url }) => decodeURIComponent(url.replace(/^\//, '')));
    };
  },
};

function script(src) {
  return new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject })));
}

const asked = new URLSearchParams(location.search);
if (asked.has('q')) {
  const ask = await engines[asked.get('engine')]();
  const [first] = await ask(asked.get('q'), 1);
  document.body.textContent = first ?? 'Nothing';
  window.firstResult = performance.now();
}
