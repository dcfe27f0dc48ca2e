// The button that prints. It is hidden where there is no script, because nothing else could do what it says.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
