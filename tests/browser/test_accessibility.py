"""WCAG 2.2 AA as far as a machine can see it, on one page of every shape."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import OpenTab, Served


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(served: Served, open_tab: OpenTab, width: int) -> None:
    tab = open_tab(width, reduced_motion="reduce")
    found = []
    for page in served.site.examples:
        tab.goto(served.url(page.path))
        found += [f"/{page.path}: {each}" for each in violations(tab)]
    assert not found, "\n".join(found)


TABS = 14
FOCUS = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  if (it === document.body) return '';
  const seen = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
  const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  const opaque = style.visibility === 'visible' && style.opacity === '1';
  return seen && marked && opaque ? '' : `${it.outerHTML.slice(0, 120)} seen=${seen} marked=${marked} opaque=${opaque}`;
}"""
"""Gives what is wrong with the focused element, '' for nothing: out of view, hidden, or without a mark of focus."""


@pytest.mark.parametrize("width", [390, 1280])
def test_focus_can_be_seen_wherever_it_goes(served: Served, open_tab: OpenTab, width: int) -> None:
    """The first stop is the skip link, which leads to the content; the stops of the header, the same everywhere, are gone through once."""
    tab = open_tab(width, reduced_motion="reduce")
    found = []
    for page in served.site.examples:
        tab.goto(served.url(page.path))
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main", page.path
        found += _lost(tab, page.path)
        if page is served.site.examples[0]:
            for _ in range(TABS):
                tab.keyboard.press("Tab")
                found += _lost(tab, page.path)
            tab.evaluate("document.querySelector('a[href=\"#main\"]').focus()")
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "main", page.path
        for _ in range(TABS):
            tab.keyboard.press("Tab")
            found += _lost(tab, page.path)
    assert not found, "\n".join(dict.fromkeys(found))


def _lost(tab: Page, path: str) -> list[str]:
    wrong = tab.evaluate(FOCUS)
    return [f"/{path}: {wrong}"] if wrong else []


def test_axe_sees_what_is_wrong_in_either_scheme(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.set_content("<html lang=en><title>T</title><main><h1>T</h1><p style='color: #ddd'>Pale words</p><img src=x>")
    found = violations(tab)
    assert [each.partition(" (")[0] for each in found] == ["light: color-contrast", "light: image-alt", "dark: color-contrast"]  # fmt: skip
