// Sent by loop serve alone: the page follows the files, and links to what is not published yet are marked.
const told = new EventSource('/_loop/changes');
told.addEventListener('changed', () => location.reload());
// The answer to a form is a page of its own: a reload while it is on its way would cut it off.
document.addEventListener('submit', () => told.close());

const coming = [...document.querySelectorAll('.loop-preview [data-path]')].map((one) => one.dataset);
for (const link of coming.length ? document.querySelectorAll('a[href]') : []) {
  const place = new URL(link.href);
  if (place.origin !== location.origin || link.closest('.loop-preview')) continue;
  const found = coming.find((one) => place.pathname === one.path);
  if (!found || place.pathname === location.pathname) continue;
  const mark = document.createElement('span');
  mark.className = 'loop-preview-mark';
  mark.textContent = found.words;
  link.append(' ', mark);
}
