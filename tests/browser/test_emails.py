"""E-mails in a real browser, as a mail program shows them: from a file, with no site around them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import OpenTab
from tests.example import Example

WIDTHS = (320, 600, 1200)
WHOLE_PAGES = {"landmark-one-main", "region"}
"""Rules for whole pages. An e-mail is shown inside the page of a webmail program, which has a main landmark already; it is an article there."""

WIDER = """() => [...document.querySelectorAll('body *')].filter(it => {
  const box = it.getBoundingClientRect();
  return box.width && (box.right > document.documentElement.clientWidth + 0.5 || box.left < -0.5) && getComputedStyle(it).display !== 'none';
}).map(it => it.outerHTML.slice(0, 80))"""
"""Gives what stands out of the window at its sides."""

GROUND = """() => {
  const ground = getComputedStyle(document.querySelector('.paper')).backgroundColor, ink = getComputedStyle(document.querySelector('h1')).color;
  return [ground, ink];
}"""


def shown(example: Example) -> list[Path]:
    """Give an issue with everything in it, one with a table, and bulletins to both audiences."""
    site = example.site("professional").folder
    names = (
        "newsletters/newsletter-autumn-2026/email/everybody.html",
        "newsletters/newsletter-spring-2026/email/professionals.html",
        "bulletins/bulletin-forum-autumn-2026/email/everybody.html",
        "bulletins/bulletin-crying-plans/email/professionals.html",
    )
    return [site / name for name in names]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_an_e_mail(example: Example, open_tab: OpenTab, width: int) -> None:
    tab = open_tab(width)
    found = []
    for file in shown(example):
        tab.goto(file.as_uri())
        kept = [each for each in violations(tab) if each.split(": ")[1].split()[0] not in WHOLE_PAGES]
        found += [f"{file.parent.parent.name}: {each}" for each in kept]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_stands_out_at_the_sides(example: Example, open_tab: OpenTab, width: int) -> None:
    tab = open_tab(width)
    found = []
    for file in example.site("professional").emails:
        tab.goto(file.as_uri())
        found += [f"{file.parent.parent.name}/{file.name}: {each}" for each in tab.evaluate(WIDER)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("scheme", "colours"),
    [("light", ["rgb(255, 255, 255)", "rgb(19, 38, 45)"]), ("dark", ["rgb(16, 25, 29)", "rgb(233, 239, 239)"])],
)
def test_the_colours_follow_the_reader_s_system(
    example: Example, open_tab: OpenTab, scheme: Literal["light", "dark"], colours: list[str]
) -> None:
    tab = open_tab(600, color_scheme=scheme)
    tab.goto(shown(example)[0].as_uri())
    assert tab.evaluate(GROUND) == colours


def test_an_e_mail_asks_for_nothing(example: Example, open_tab: OpenTab) -> None:
    tab = open_tab(600)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for file in example.site("professional").emails:
        tab.goto(file.as_uri())
    assert [url for url in asked if not url.endswith(".html")] == []


def test_what_a_list_of_messages_shows_is_not_shown_twice(example: Example, open_tab: OpenTab) -> None:
    tab = open_tab(600)
    tab.goto(shown(example)[0].as_uri())
    assert tab.locator(".preheader").is_hidden()
