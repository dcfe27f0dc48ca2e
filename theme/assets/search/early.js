// Runs before the page is drawn: where a query will be answered, the index of the library is not shown first. If the answer's script does
// not come, the index is there again. What every answer needs first is asked for at once, before the modules are there that read it.
(() => {
  'use strict';
  if (!location.search.includes('=')) return;
  const top = document.documentElement;
  top.classList.add('searching');
  const href = new URL('../../search/start.json', document.currentScript.src);
  document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href }));
  addEventListener('error', (event) => event.target instanceof HTMLScriptElement && top.classList.remove('searching'), true);
})();
