// Documents → the index of one of the peers, as a site would publish it: node index.mjs NAME DOCUMENTS.json FOLDER

import { mkdir, readFile, writeFile } from 'node:fs/promises';

const [name, source, target] = process.argv.slice(2);
const documents = JSON.parse(await readFile(source, 'utf8'));
await mkdir(target, { recursive: true });
await { lunr: withLunr, minisearch: withMiniSearch, pagefind: withPagefind }[name]();

async function withLunr() {
  const { default: lunr } = await import('lunr');
  const index = lunr(function () {
    this.ref('id');
    this.field('title', { boost: 2 });
    this.field('body');
    for (const each of documents) this.add(each);
  });
  await writeFile(`${target}/index.json`, JSON.stringify(index));
}

async function withMiniSearch() {
  const { default: MiniSearch } = await import('minisearch');
  const index = new MiniSearch({ fields: ['title', 'body'] });
  index.addAll(documents);
  await writeFile(`${target}/index.json`, JSON.stringify(index));
}

async function withPagefind() {
  const { close, createIndex } = await import('pagefind');
  const { index } = await createIndex({});
  for (const { id, title, body } of documents) await index.addCustomRecord({ url: `/${id}`, content: `${title}. ${body}`, language: 'en', meta: { title } });
  await index.writeFiles({ outputPath: target });
  await close();
}
