"""axe-core on a page in a tab: everything that it knows in the light scheme, and what depends on colours in the dark one too."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
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
RUN = "runOnly => axe.run({runOnly, resultTypes: ['violations']}).then(results => results.violations)"


def violations(tab: Page, *widths: int) -> list[str]:
    """Give what axe finds on the page that a tab shows, at its own width or at some widths in turn, each in one line with its scheme.

    Of lists the page keeps a few rows of each shape.
    """
    tab.evaluate(FEWER)
    tab.evaluate(AXE)
    if not widths:
        return _in_both_schemes(tab)
    found = []
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px, {each}" for each in _in_both_schemes(tab)]
    return found


def _in_both_schemes(tab: Page) -> list[str]:
    found = []
    for scheme, rules in (("light", ALL), ("dark", COLOURS)):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {_words(each)}" for each in tab.evaluate(RUN, rules)]
    return found


def _words(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    reason = nodes[0]["failureSummary"].replace("\n", " ")
    return f"{violation['id']} ({len(nodes)}): {nodes[0]['target'][0]}: {nodes[0]['html'][:200]} {reason}"
