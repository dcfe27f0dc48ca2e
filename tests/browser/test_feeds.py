"""A feed as somebody meets it who clicks on it, and the way there from a search."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import OpenTab, Served
from tests.browser.test_layout import WIDER
from tests.example import Example
from tests.nginx import serve_by_nginx


@pytest.fixture(scope="module")
def served_by_nginx(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_by_nginx(example.site("public").folder, tmp_path_factory.mktemp("nginx")) as origin:
        yield origin


@pytest.mark.parametrize("path", ["feeds/themes/neglect.atom", "feeds/themes/neglect.rss", "feeds/all/2025.atom"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_feed_in_a_browser_says_what_it_is_and_leads_on(
    served_by_nginx: str, open_tab: OpenTab, path: str, scheme: str
) -> None:
    tab = open_tab(width=320, color_scheme=scheme)
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    tab.goto(f"{served_by_nginx}/{path}")
    assert tab.evaluate("document.documentElement.localName") in ("feed", "rss")
    shown = tab.evaluate(
        """() => [...document.querySelectorAll('*')].filter(one => !one.children.length && one.getClientRects().length)
        .map(one => [one.localName, one.textContent])"""
    )
    names = {name for name, _ in shown}
    assert {"title", "a"} < names
    assert not names & {"id", "guid", "content", "encoded", "updated", "generator", "url", "name", "email"}
    words = " ".join(text for _, text in shown)
    assert "Worried about a child?" in words
    assert "<p>" not in words
    link = tab.locator("a").first
    assert link.get_attribute("href") == "https://learning.marlsea.example/pages/follow/"
    ink, paper = tab.evaluate(
        "() => { const style = getComputedStyle(document.documentElement); return [style.color, style.backgroundColor]; }"
    )
    assert (ink, paper) == {
        "light": ("rgb(19, 38, 45)", "rgb(255, 255, 255)"),
        "dark": ("rgb(233, 239, 239)", "rgb(16, 25, 29)"),
    }[scheme]
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert refused == []


@pytest.mark.parametrize(
    ("asked", "words", "anchor"),
    [
        ("?theme=neglect", "Follow this theme", "feed-themes-neglect"),
        ("?q=neglect&type=briefing", "Follow briefings", "feed-types-briefing"),
        ("?agency=police", "Follow this agency", "feed-agencies-police"),
        ("?type=page", "Follow pages", "feed-types-page"),
    ],
)
def test_results_with_one_filter_lead_to_its_feed(
    served_sites: dict[str, Served], open_tab: OpenTab, asked: str, words: str, anchor: str
) -> None:
    served = served_sites["public"]
    tab = open_tab()
    tab.goto(served.url(f"search/{asked}"))
    tab.get_by_role("link", name=words, exact=True).click()
    tab.wait_for_url(f"**/pages/follow/#{anchor}")
    assert tab.locator(":target").is_visible()
    assert tab.evaluate(WIDER) == ""


@pytest.mark.parametrize(
    "asked",
    ["?q=neglect", "?theme=neglect&type=briefing", "?theme=neglect&theme=engagement", "?year=2026", "?type=theme"],
)
def test_other_results_have_no_feed_and_name_none(
    served_sites: dict[str, Served], open_tab: OpenTab, asked: str
) -> None:
    tab = open_tab()
    tab.goto(served_sites["public"].url(f"search/{asked}"))
    tab.locator("ol.hits").wait_for()
    assert tab.locator("#search-results .follow").count() == 0
