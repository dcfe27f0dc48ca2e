"""Six errands of readers with a telephone: how many taps each takes, and whether the answer is on the screen after the last."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from tests.browser.conftest import OpenTab, Served

WIDTH, HEIGHT = 390, 844


@pytest.fixture
def phone(served_sites: dict[str, Served], open_tab: OpenTab) -> Tab:
    """Open the public site's home page on a telephone, without scripts: nothing that a reader comes for may need them."""
    tab = open_tab(WIDTH, HEIGHT, java_script_enabled=False)
    tab.goto(served_sites["public"].url(""))
    return tab


def seen(tab: Tab, it: Locator) -> bool:
    """Tell whether something stands whole on the screen, without scrolling."""
    box = it.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= HEIGHT


def tap(tab: Tab, name: str, within: str = "body") -> None:
    """Follow a link that is on the screen already."""
    link = tab.locator(within).get_by_role("link", name=name, exact=True).locator("visible=true").first
    assert seen(tab, link), f"{name!r} is not on the screen of {tab.url}"
    link.click()


def test_what_to_do_about_a_bruise_is_two_taps_away(phone: Tab) -> None:
    tap(phone, "Bruising in babies")
    tap(phone, "What to do")
    assert seen(phone, phone.get_by_role("heading", name="What to do"))
    assert seen(phone, phone.locator(".box").get_by_role("link", name="01632 960 411", exact=True))


def test_the_newest_briefing_is_three_taps_away_and_its_questions_four(phone: Tab) -> None:
    tap(phone, "Menu")
    tap(phone, "Briefings", "main")
    newest = phone.locator(".row__title a").first
    assert seen(phone, newest)
    newest.click()
    assert seen(phone, phone.locator("h1"))
    phone.go_back()
    phone.locator(".row__title a").nth(1).click()
    tap(phone, "Questions for your team")
    assert seen(phone, phone.get_by_role("heading", name="Questions for your team"))


def test_a_review_says_on_its_first_screen_what_came_of_it(phone: Tab) -> None:
    tap(phone, "Menu")
    tap(phone, "Reviews", "main")
    phone.get_by_role("link", name="Child M: visited often, asked seldom").click()
    fact = phone.locator(".facts > div", has_text="What came of it").get_by_role("link")
    assert seen(phone, fact)
    expect(fact).to_have_text("8 actions: 2 embedded, 4 delivered, 1 overdue, 1 ended")
    fact.click()
    assert seen(phone, phone.get_by_role("heading", name="What came of it"))


def test_a_journalist_finds_the_reviews_of_this_year_and_the_overview_together(phone: Tab) -> None:
    tap(phone, "Menu")
    tap(phone, "Reviews", "main")
    assert seen(phone, phone.get_by_role("heading", name="2026"))
    tap(phone, "The year in figures")
    expect(phone.locator("h1")).to_contain_text("The year in figures")


def test_a_manager_finds_what_their_agency_owes_in_four_taps(phone: Tab) -> None:
    tap(phone, "Menu")
    tap(phone, "Actions", "main")
    tap(phone, "By agency")
    tap(phone, "Marlsea Council Children’s Services")
    expect(phone.locator("h1")).to_contain_text("Marlsea Council Children’s Services")
    assert seen(phone, phone.locator(".counts"))


def test_the_newsletter_says_on_its_first_screens_how_to_get_it(phone: Tab) -> None:
    tap(phone, "Menu")
    tap(phone, "Newsletters", "main")
    tap(phone, "How to get each issue")
    assert seen(phone, phone.get_by_role("heading", name="By e-mail"))


def test_following_a_theme_is_two_taps_from_its_page(phone: Tab, served_sites: dict[str, Served]) -> None:
    phone.goto(served_sites["public"].url("themes/bruising-babies/"))
    tap(phone, "Follow this theme")
    row = phone.locator(".feeds__one:target")
    assert seen(phone, row)
    assert seen(phone, row.get_by_role("link", name="RSS"))


def test_a_menu_on_a_telephone_has_the_same_first_entries_as_the_one_on_a_desk(phone: Tab, open_tab: OpenTab) -> None:
    desk = open_tab(1280)
    desk.goto(phone.url)
    wanted = desk.locator(".menu__list a").all_text_contents()
    tap(phone, "Menu")
    first = phone.locator(".map section").first
    assert first.get_by_role("link").all_text_contents()[: len(wanted)] == wanted
    assert seen(phone, first)


def test_printing_a_briefing_is_one_tap_where_a_script_can_do_it(
    served_sites: dict[str, Served], open_tab: OpenTab
) -> None:
    tab = open_tab(WIDTH, HEIGHT)
    tab.add_init_script("window.print = () => document.documentElement.setAttribute('data-printed', '')")
    tab.goto(served_sites["public"].url("briefings/bruising-in-babies/"))
    button = tab.get_by_role("button", name="Print one A4 page")
    assert seen(tab, button)
    button.click()
    expect(tab.locator("html")).to_have_attribute("data-printed", "")
    without = open_tab(WIDTH, HEIGHT, java_script_enabled=False)
    without.goto(tab.url)
    assert not without.get_by_text("Print one A4 page").is_visible()
