"""axe-core on a page in a tab: everything that it knows in the light scheme, and what depends on colours in the dark one too."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = "runOnly => axe.run({runOnly, resultTypes: ['violations']}).then(results => results.violations)"


def violations(tab: Page) -> list[str]:
    """Give what axe finds on the page that a tab shows, each in one line with its scheme."""
    tab.evaluate(AXE)
    found = []
    for scheme, rules in (("light", ALL), ("dark", COLOURS)):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {_words(each)}" for each in tab.evaluate(RUN, rules)]
    return found


def _words(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    reason = nodes[0]["failureSummary"].replace("\n", " ")
    return f"{violation['id']} ({len(nodes)}): {nodes[0]['target'][0]}: {nodes[0]['html'][:200]} {reason}"
