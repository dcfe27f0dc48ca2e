// Runs before the page is drawn: where a query will be answered, the index of the library is not shown first. If the answer's script does
// not come, the index is there again.
(() => {
  'use strict';
  if (!location.search.includes('=')) return;
  const top = document.documentElement;
  top.classList.add('searching');
  addEventListener('error', (event) => event.target instanceof HTMLScriptElement && top.classList.remove('searching'), true);
})();
