"""Pages fit their window, and a briefing fits its sheet of paper."""

from __future__ import annotations

import re

from tests.browser.conftest import OpenTab, Served

WIDER = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return '';
  const inside = each => { const of = getComputedStyle(each).overflowX; return of === 'auto' || of === 'scroll' || of === 'hidden'; };
  for (const each of document.querySelectorAll('body *')) {
    if (each.getBoundingClientRect().right <= root.clientWidth + 0.5) continue;
    let up = each.parentElement;
    while (up && up !== document.body && !inside(up)) up = up.parentElement;
    if (!up || up === document.body) return `${root.scrollWidth} px: ${each.outerHTML.slice(0, 120)}`;
  }
  return `${root.scrollWidth} px`;
}"""


WIDTHS = (320, 390, 800, 1280)


def test_no_page_scrolls_sideways(served: Served, open_tab: OpenTab) -> None:
    """Looks at every kind and part, and at the longest page of each kind; the professional site's kinds only where the public site has none such."""
    tab = open_tab()
    found = []
    longest = [page for page in served.site.longest if f"kind {page.kind}" not in served.site.shown]
    for page in dict.fromkeys([*served.site.examples, *longest]):
        tab.goto(served.url(page.path))
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            if wider := tab.evaluate(WIDER):
                found.append(f"/{page.path}: {wider}")
    assert not found, "\n".join(found)


A4_IN_POINTS = (595, 842)


def test_every_briefing_prints_on_one_a4_page(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    briefings = served.site.under("briefings")
    assert briefings
    found = []
    for page in briefings:
        tab.goto(served.url(page.path))
        pdf = tab.pdf(prefer_css_page_size=True, format="A4")
        count = len(re.findall(rb"/Type\s*/Page\b", pdf))
        boxes = {
            tuple(round(float(each)) for each in box.split()[2:]) for box in re.findall(rb"/MediaBox \[([^]]+)\]", pdf)
        }
        if count != 1 or boxes != {A4_IN_POINTS}:
            found.append(f"/{page.path}: {count} pages of {sorted(boxes)} points")
    assert not found, "\n".join(found)


FIRST_LINE = """() => {
  const text = document.querySelector('.split__text');
  if (!text || text.querySelector('.before:not(:empty)')) return '';
  return getComputedStyle(text.querySelector('section.section')).borderTopWidth;
}"""


def test_no_line_stands_above_the_first_part_of_a_review(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    found = {}
    for page in served.site.under("reviews")[:6]:
        tab.goto(served.url(page.path))
        found[page.path] = tab.evaluate(FIRST_LINE)
    assert "0px" in found.values()
    assert not [path for path, width in found.items() if width not in ("", "0px")]
