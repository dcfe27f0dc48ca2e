"""axe-core on a page in a tab: everything that it knows in the light scheme, and what depends on colours in the dark one too."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = ["color-contrast", "link-in-text-block"]
BUT_COLOURS = {"runOnly": ALL, "rules": {rule: {"enabled": False} for rule in COLOURS}}
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": COLOURS}}
LOOKS = (("light", BUT_COLOURS), ("light", ONLY_COLOURS), ("dark", ONLY_COLOURS))
FEWER = """() => {
  const shape = one => `${one.tagName}.${one.className}(${[...one.children].map(shape).join()})`;
  for (const parent of document.querySelectorAll('main *')) {
    if (parent.children.length < 4) continue;
    const seen = new Map();
    for (const one of [...parent.children]) {
      const its = shape(one), count = (seen.get(its) || 0) + 1;
      seen.set(its, count);
      if (count > 2) one.remove();
    }
  }
}"""
"""Takes from lists the rows that are built of the same elements and classes as two before them: axe takes eight seconds for a list of thousands of
links, and finds in the third what it finds in the first."""
ALIKE = """seen => {
  const look = one => `${one.tagName}.${one.className}[${[...one.attributes].map(each => each.name).join()}]`;
  const short = text => [...text].reduce((sum, sign) => (Math.imul(sum, 31) + sign.codePointAt(0)) | 0, 7);
  const chains = new Map([[document.documentElement, 0]]);
  for (const one of document.querySelectorAll('body, body *')) {
    const its = short(`${chains.get(one.parentElement)} ${look(one)}`);
    chains.set(one, its);
    const words = [...one.childNodes].filter(inside => inside.nodeType === Node.TEXT_NODE && inside.data.trim());
    if (words.length) seen[its] = (seen[its] || 0) + 1;
    if (seen[its] > 2) for (const inside of words) inside.remove();
  }
  for (const one of document.querySelectorAll('body *'))
    if (!one.textContent.trim() && !one.querySelector('input, select, textarea') && !one.matches('input, select, textarea')) one.remove();
  return seen;
}"""
"""Takes away the words of elements that stand in the same elements, with the same classes and attributes, as two before them, and what is left empty:
they have the same colours."""
RUN = "options => axe.run({...options, resultTypes: ['violations']}).then(results => results.violations)"


def violations(tab: Page, *widths: int, seen: dict[str, int] | None = None) -> list[str]:
    """Give what axe finds on the page that a tab shows, at its own width or at some widths in turn, each in one line with its scheme.

    Of lists the page keeps a few rows of each shape, and then of all that looks alike a few words: what concerns colours takes most of the time.
    ``seen`` counts what looked alike on the pages of a site before, and is brought up to date.
    """
    seen = {} if seen is None else seen
    sizes = [{"width": width, "height": 900} for width in widths] or [tab.viewport_size]
    tab.evaluate(FEWER)
    tab.evaluate(AXE)
    found = []
    for scheme, options in LOOKS:
        if options is ONLY_COLOURS and scheme == "light":
            seen.update(tab.evaluate(ALIKE, seen))
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for size in sizes:
            tab.set_viewport_size(size)
            found += [f"{scheme} at {size['width']} px: {_words(each)}" for each in tab.evaluate(RUN, options)]
        sizes.reverse()  # a tab takes its time to become another size
    return found


def _words(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    reason = nodes[0]["failureSummary"].replace("\n", " ")
    return f"{violation['id']} ({len(nodes)}): {nodes[0]['target'][0]}: {nodes[0]['html'][:200]} {reason}"
