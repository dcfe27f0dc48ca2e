"""WCAG 2.2 AA as far as a machine can see it, on one page of every shape."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import OpenTab, Served

WIDTHS = (390, 1280)


def test_axe_finds_nothing(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab(reduced_motion="reduce")
    found = []
    seen: dict[str, int] = {}
    for page in served.site.examples:
        tab.goto(served.url(page.path))
        found += [f"/{page.path}: {each}" for each in violations(tab, *WIDTHS, seen=seen)]
    assert not found, "\n".join(found)


MANY = 60
"""Kinds of stop that the public example has at least."""
STOPS = """seen => {
  const shape = one => `${one.localName}.${one.className}`;
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0);
  window.stops = stops;
  return stops.flatMap((one, at) => {
    const shapes = [one, one.parentElement, one.parentElement.parentElement].map(shape).join(' in ');
    return at === 0 || seen.includes(shapes) ? [] : (seen.push(shapes), [[at, shapes]]);
  });
}"""
"""Gives number and shape of every stop of the keyboard whose classes, with those of what it stands in, no page before has shown."""
BEFORE = "at => window.stops[at - 1].focus()"
THERE = "at => document.activeElement === window.stops[at]"
FOCUS = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  if (it === document.body) return 'nothing has the focus';
  const seen = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
  const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  const opaque = style.visibility === 'visible' && style.opacity === '1';
  return seen && marked && opaque ? '' : `${it.outerHTML.slice(0, 120)} seen=${seen} marked=${marked} opaque=${opaque}`;
}"""
"""Gives what is wrong with the focused element, '' for nothing: out of view, hidden, or without a mark of focus."""


@pytest.mark.parametrize("width", WIDTHS)
def test_focus_can_be_seen_wherever_it_goes(served: Served, open_tab: OpenTab, width: int) -> None:
    """The first stop is the skip link, which leads to the content; then to every kind of stop from the one before it."""
    tab = open_tab(width, reduced_motion="reduce")
    found = []
    seen: list[str] = []
    for page in served.site.examples:
        tab.goto(served.url(page.path))
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main", page.path
        found += _lost(tab, page.path)
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "main", page.path
        for at, shape in tab.evaluate(STOPS, seen):
            seen.append(shape)
            tab.evaluate(BEFORE, at)
            tab.keyboard.press("Tab")
            if not tab.evaluate(THERE, at):
                found.append(f"/{page.path}: the focus passes over {shape}")
            found += _lost(tab, page.path)
    assert not found, "\n".join(dict.fromkeys(found))
    assert len(seen) > MANY or served.site.audience == "professional"


def _lost(tab: Page, path: str) -> list[str]:
    wrong = tab.evaluate(FOCUS)
    return [f"/{path}: {wrong}"] if wrong else []


def test_axe_sees_what_is_wrong_in_either_scheme(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.set_content("<html lang=en><title>T</title><main><h1>T</h1><p style='color: #ddd'>Pale words</p><img src=x>")
    found = violations(tab)
    assert [each.partition(" (")[0] for each in found] == [
        "light at 1280 px: image-alt", "light at 1280 px: color-contrast", "dark at 1280 px: color-contrast"
    ]  # fmt: skip
