// What is written is what the schema reads: no field that was left empty, no spaces around words.
'use strict';
{
  const isNothing = (value) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)
    || (typeof value === 'object' && !Array.isArray(value) && !Object.keys(value).length);

  const kept = (value, field) => {
    const inner = (name) => (field?.fields ?? []).find((each) => each.name === name);
    if (typeof value === 'string') return value.trim();
    if (Array.isArray(value)) return value.map((each) => kept(each, field)).filter((each) => !isNothing(each));
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    const pairs = Object.entries(value).map(([name, each]) => [name, kept(each, inner(name))]);
    // Lists that must stand, even when they are empty: a review without recommendations says so.
    (field?.fields ?? []).filter((each) => each.keep_empty).forEach((each) => {
      if (!pairs.some(([name]) => name === each.name)) pairs.push([each.name, []]);
    });
    // The program mixes the fields of an entry: in the form's order a reader of the pull request sees what changed.
    const place = Object.fromEntries((field?.fields ?? []).map((each, at) => [each.name, at]));
    pairs.sort(([one], [other]) => (place[one] ?? Infinity) - (place[other] ?? Infinity));
    return Object.fromEntries(pairs.filter(([name, each]) => inner(name)?.keep_empty || !isNothing(each)));
  };

  window.loopEditor.push((CMS, config) => {
    const folders = config.collections.filter((each) => each.folder).map((each) => each.name).join('|');
    const link = new RegExp(`\\]\\((?:\\.\\./)?(?=(?:${folders})/[a-z0-9-]+(?:/index)?\\.md)`, 'g');
    // An item that the editor makes has a folder of its own, and so is one step further from all others than the author guide shows.
    const deeper = (body) => body.replace(link, '](../../');

    CMS.registerEventListener({
      name: 'preSave',
      handler: ({ entry }) => {
        const collection = config.collections.find((each) => each.name === entry.get('collection'));
        if (!collection?.fields) return entry.get('data');
        const data = entry.get('data');
        const clean = kept(data.toJS(), collection);
        if (entry.get('newRecord') || /\/index\.md$/.test(entry.get('path') ?? '')) clean.body = deeper(clean.body ?? '');
        // The program's own kind of map, without a name for it: what is gone is taken out, what stays is put in.
        let next = data;
        data.keySeq().forEach((name) => { if (!(name in clean)) next = next.delete(name); });
        Object.entries(clean).forEach(([name, value]) => {
          if (JSON.stringify(value) !== JSON.stringify(asPlain(data.get(name)))) next = next.set(name, value);
        });
        return next;
      },
    });
  });

  const asPlain = (value) => (value && typeof value.toJS === 'function' ? value.toJS() : value);
}
