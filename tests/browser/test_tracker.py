"""The action tracker with its script: what was chosen stands in the address, in words and in the list, and without a script the pages do."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenTab, Served
from tests.browser.test_accessibility import FOCUS
from tests.browser.test_layout import WIDER

COVERED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return it === top || it.contains(top) ? '' : `${it.outerHTML.slice(0, 120)} lies under ${top?.outerHTML.slice(0, 80)}`;
}"""
"""Gives what lies over the focused element, '' for nothing."""

LENSES = ("actions/", "actions/by-publication/")


@pytest.fixture
def public(served_sites: dict[str, Served]) -> Served:
    """Give the public site."""
    return served_sites["public"]


@pytest.fixture
def actions(public: Served) -> list[dict[str, Any]]:
    """Give every action as the open data has it: another way to the same numbers."""
    text = (public.site.folder / "data/actions.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["actions"]
    return found


def visit(tab: Tab, served: Served, address: str = "actions/") -> Tab:
    """Open the tracker and wait until its form is there."""
    tab.goto(served.url(address))
    tab.locator("[data-links]").wait_for(state="hidden")
    return tab


def shown(tab: Tab) -> list[str]:
    """Give the titles that are seen."""
    return tab.locator("[data-static]:visible th[scope=row] a, [data-found]:visible th[scope=row] a").all_inner_texts()


def total(tab: Tab) -> str:
    return tab.locator("[data-total] b").inner_text()


def query(tab: Tab) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


def choose(tab: Tab, group: str, option: str) -> None:
    tab.get_by_role("group", name=group).get_by_role("checkbox", name=option).check()


def test_filters_combine_and_the_words_the_address_and_the_list_say_the_same(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]]
) -> None:
    tab = visit(open_tab(), public)
    choose(tab, "Where it stands", "Overdue")
    choose(tab, "Where it stands", "On track")
    choose(tab, "Owner", "Children’s Services")
    wanted = [
        action["title"]
        for action in actions
        if action["flag"] in ("overdue", "on-track") and action["owner"] == "childrens-services"
    ]
    assert len(wanted) > 1
    assert shown(tab) == wanted
    assert query(tab) == {"flag": ["overdue", "on-track"], "owner": ["childrens-services"]}
    assert total(tab) == f"{len(wanted)} actions overdue or on track, owned by Children’s Services"
    expect(tab.locator("[data-said]")).to_have_text(total(tab))


@pytest.mark.parametrize(
    ("label", "name", "field"),
    [("Theme", "theme", "themes"), ("Watched by", "group", "monitored_by"), ("Came from", "from", "source")],
)
def test_each_menu_gives_what_it_counts(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]], label: str, name: str, field: str
) -> None:
    tab = visit(open_tab(), public)
    menu = tab.get_by_label(label, exact=True)
    options = menu.locator("option[value]:not([value=''])").evaluate_all(
        "all => all.map(one => [one.value, one.textContent])"
    )
    assert len(options) > 1
    for value, words in (options[0], options[-1]):
        menu.select_option(value)
        wanted = [action["title"] for action in actions if value == action[field] or value in action[field]]
        assert words.endswith(f"({len(wanted)})")
        assert shown(tab) == wanted[:50]
        assert query(tab) == {name: [value]}


@pytest.mark.parametrize(("label", "field"), [("Due in", "due_last_day"), ("Agreed in", "agreed")])
def test_the_years_are_those_of_the_days(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]], label: str, field: str
) -> None:
    tab = visit(open_tab(), public)
    year = actions[0][field][:4]
    tab.get_by_label(label, exact=True).select_option(year)
    assert shown(tab) == [action["title"] for action in actions if action[field].startswith(year)]


@pytest.mark.parametrize("axis", ["response", "delivery", "impact"])
def test_every_answer_of_every_axis_filters_and_shows_its_own_words_and_shape(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]], axis: str
) -> None:
    tab = visit(open_tab(), public)
    group = tab.get_by_role("group", name=axis.capitalize(), exact=True)
    for state in group.locator("input").evaluate_all("all => all.map(one => one.value)"):
        wanted = [action["title"] for action in actions if action[axis] == state]
        box = group.locator(f"input[value='{state}']")
        if not wanted:
            assert box.is_disabled()
            continue
        words = group.locator(f"label[for='{axis}-{state}'] .filter__label").inner_text()
        box.check()
        assert shown(tab) == wanted[:50]
        column = {"response": 2, "delivery": 3, "impact": 4}[axis]
        cells = tab.locator(f"[data-found] td:nth-of-type({column}) .status")
        assert {text.split("\n")[0] for text in cells.all_inner_texts()} == {words}
        marks = cells.locator("use").evaluate_all("all => all.map(one => one.getAttribute('href').split('#')[1])")
        assert set(marks) == {f"{axis}-{state}"}
        box.uncheck()


def test_every_combination_of_states_looks_the_same_filtered_as_on_its_static_page(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]]
) -> None:
    """The rows that the script copies are, word for word and mark for mark, those of the pages without it."""
    row = """all => all.map(row => [...row.cells].map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()).concat(
        [...row.querySelectorAll('use')].map(use => use.getAttribute('href').split('#')[1]),
        [...row.querySelectorAll('a')].map(link => link.href), [...row.querySelectorAll('time')].map(time => time.dateTime),
        [...row.querySelectorAll('[class*=tone-]')].map(each => each.className)))"""
    tab = open_tab()
    combinations = {(each["flag"], each["response"], each["delivery"], each["impact"]) for each in actions}
    assert len(combinations) > 10
    for flag in dict.fromkeys(action["flag"] for action in actions):
        visit(tab, public, f"actions/?flag={flag}&show=100")
        live = tab.locator("[data-found] tbody tr:not(.actions__group)").evaluate_all(row)
        tab.goto(public.url(f"actions/flag/{flag}/"))
        assert live == tab.locator("table.actions tbody tr:not(.actions__group)").evaluate_all(row)


def test_the_counts_of_options_follow_the_other_filters(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]]
) -> None:
    tab = visit(open_tab(), public)
    choose(tab, "Where it stands", "Overdue")
    late = [action["owner"] for action in actions if action["flag"] == "overdue"]
    for box in tab.get_by_role("group", name="Owner").locator("li").all():
        owner, count = box.locator("input").get_attribute("value"), box.locator(".count").inner_text()
        assert count == str(late.count(owner))
        assert box.locator("input").is_disabled() == (owner not in late)
    flags = [action["flag"] for action in actions]
    for flag in ("overdue", "on-track", "ended"):
        assert tab.locator(f"label[for='flag-{flag}'] .count").inner_text() == str(flags.count(flag))


def test_overdue_only_is_the_first_flag_alone(public: Served, open_tab: OpenTab) -> None:
    tab = visit(open_tab(), public)
    choose(tab, "Where it stands", "On track")
    tab.get_by_label("Overdue only").check()
    assert query(tab) == {"flag": ["overdue"]}
    choose(tab, "Where it stands", "On track")
    assert not tab.get_by_label("Overdue only").is_checked()
    tab.get_by_role("list", name="Actions by where they stand").get_by_role("link", name="Overdue").click()
    assert query(tab) == {"flag": ["overdue"]}
    assert tab.get_by_label("Overdue only").is_checked()
    tab.get_by_label("Overdue only").uncheck()
    assert query(tab) == {}


def test_words_are_found_in_titles_owners_and_sources_whatever_the_accents(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]]
) -> None:
    tab = visit(open_tab(), public)
    box = tab.get_by_role("searchbox")
    box.fill("CHILDREN'S services")
    owned = {action["title"] for action in actions if action["owner"] == "childrens-services"}
    assert owned
    assert owned <= set(shown(tab))
    assert total(tab) == f"{len(shown(tab))} actions containing ‘CHILDREN'S services’"
    box.fill("zzzz")
    assert total(tab) == "No actions containing ‘zzzz’"
    assert shown(tab) == []
    assert tab.get_by_role("link", name="Take all filters away").is_visible()


def test_typing_leaves_one_step_in_the_history_and_back_gives_every_choice_again(
    public: Served, open_tab: OpenTab
) -> None:
    tab = visit(open_tab(), public)
    everything = shown(tab)
    choose(tab, "Owner", "Police")
    police = shown(tab)
    tab.get_by_role("searchbox").press_sequentially("plan")
    tab.get_by_label("Order").select_option("title")
    assert query(tab) == {"owner": ["police"], "q": ["plan"], "sort": ["title"]}
    tab.go_back()
    assert query(tab) == {"owner": ["police"], "q": ["plan"]}
    tab.go_back()
    assert (query(tab), shown(tab)) == ({"owner": ["police"]}, police)
    assert tab.get_by_role("searchbox").input_value() == ""
    tab.go_back()
    assert (query(tab), shown(tab)) == ({}, everything)
    assert not tab.get_by_role("checkbox", name="Police").is_checked()
    tab.go_forward()
    assert (query(tab), shown(tab)) == ({"owner": ["police"]}, police)
    assert tab.get_by_role("checkbox", name="Police").is_checked()


def test_back_from_an_action_gives_the_list_as_it_was(public: Served, open_tab: OpenTab) -> None:
    tab = visit(open_tab(), public, "actions/?owner=childrens-services&sort=title")
    before = shown(tab)
    tab.locator("[data-found] th[scope=row] a").nth(3).click()
    tab.wait_for_url("**/actions/*/r*/")
    tab.go_back()
    tab.locator("[data-found]").wait_for()
    assert shown(tab) == before


def test_what_an_address_says_wrongly_is_passed_over(public: Served, open_tab: OpenTab) -> None:
    tab = visit(open_tab(), public, "actions/?owner=nobody&flag=overdue&theme=%3Cb%3E&sort=x&show=-3&other=1")
    assert total(tab).endswith("actions overdue")
    expect(tab.locator("[data-chips] button")).to_have_accessible_name("Remove Overdue")


def test_fifty_rows_are_shown_and_then_more(public: Served, open_tab: OpenTab, actions: list[dict[str, Any]]) -> None:
    tab = visit(open_tab(), public, "actions/?sort=newest")
    assert len(shown(tab)) == 50
    tab.get_by_role("button", name=re.compile("^Show .* more")).click()
    assert len(shown(tab)) == len(actions)
    assert query(tab)["show"] == ["100"]
    assert tab.evaluate("document.activeElement.textContent") == shown(tab)[50]
    tab.reload()
    tab.locator("[data-found]").wait_for()
    assert len(shown(tab)) == len(actions)


@pytest.mark.parametrize(
    ("order", "key"), [("due", lambda each: each["due_last_day"]), ("owner", None), ("title", None), ("newest", None)]
)
def test_the_order_can_be_changed(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]], order: str, key: Any
) -> None:
    tab = visit(open_tab(), public, f"actions/?sort={order}&show=100")
    found = shown(tab)
    assert sorted(found) == sorted(action["title"] for action in actions)
    if key:
        assert found == [action["title"] for action in sorted(actions, key=key)]
    if order == "title":
        assert [title.casefold() for title in found] == sorted(title.casefold() for title in found)
    assert tab.locator("[data-found] .actions__flag").count() == len(actions)


def test_the_other_lens_keeps_the_filters_and_adds_up(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]]
) -> None:
    tab = visit(open_tab(), public, "actions/?flag=overdue&flag=on-track")
    tab.get_by_role("link", name="By publication", exact=True).click()
    tab.locator("[data-found]").wait_for()
    assert query(tab) == {"flag": ["overdue", "on-track"]}
    chosen = [action for action in actions if action["flag"] in ("overdue", "on-track")]
    sources = {action["source_title"] for action in chosen}
    assert set(shown(tab)) == sources
    assert total(tab) == f"{len(sources)} publications with {len(chosen)} actions overdue or on track"
    assert sum(int(text) for text in tab.locator("[data-found] .tally b").all_inner_texts()) == len(chosen)
    first = shown(tab)[0]
    tab.locator("[data-found] .tally a").first.click()
    tab.locator("[data-found]").wait_for()
    of_first = [action for action in chosen if action["source_title"] == first]
    assert shown(tab) == [action["title"] for action in of_first if action["flag"] == of_first[0]["flag"]]


def test_the_publications_add_up_without_a_filter_too(
    public: Served, open_tab: OpenTab, actions: list[dict[str, Any]]
) -> None:
    tab = open_tab(java_script_enabled=False)
    tab.goto(public.url("actions/by-publication/"))
    counted = [int(text) for text in tab.locator(".tally b").all_inner_texts()]
    assert sum(counted) == len(actions)
    assert {action["source_title"] for action in actions} <= set(
        tab.locator("table.sources th[scope=row] a").all_inner_texts()
    )


@pytest.mark.parametrize("lens", LENSES)
def test_without_a_script_every_filter_is_a_link_to_a_page(public: Served, open_tab: OpenTab, lens: str) -> None:
    tab = open_tab(java_script_enabled=False)
    tab.goto(public.url(lens))
    links = tab.get_by_role("navigation", name="Show only").get_by_role("link")
    assert links.count() > 30
    assert tab.locator("form[data-form]").is_hidden()
    assert tab.get_by_role("main").get_by_role("button").count() == 0
    titles = tab.locator(".filters--rail .filters__title").all_inner_texts()
    assert titles == ["Owner", "Theme", "Came from", "Watched by", "Due in", "Agreed in"]
    for link in links.evaluate_all("all => all.map(one => [one.href, one.querySelector('.count').textContent])"):
        assert (public.site.folder / urlsplit(link[0]).path.lstrip("/") / "index.html").is_file(), link


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("answer", ["none", "404", "nonsense", "another form"])
def test_without_its_data_the_page_stays_as_it_is(public: Served, open_tab: OpenTab, lens: str, answer: str) -> None:
    tab = open_tab()
    bodies = {"404": "", "nonsense": "<p>", "another form": '{"form": 0}'}
    tab.route(
        "**/data/tracker.json",
        lambda route: (
            route.abort()
            if answer == "none"
            else route.fulfill(status=404 if answer == "404" else 200, body=bodies[answer])
        ),
    )
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(public.url(f"{lens}?owner=police"), wait_until="networkidle")
    assert tab.get_by_role("navigation", name="Show only").is_visible()
    assert tab.locator("form[data-form]").is_hidden()
    assert tab.locator("[data-static]").is_visible()
    assert errors == []


def test_the_script_and_its_data_are_asked_for_on_the_tracker_alone(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(urlsplit(request.url).path))
    for path in ("", "actions/flag/overdue/", "data/", "agencies/police/"):
        tab.goto(public.url(path), wait_until="networkidle")
    assert [path for path in asked if "tracker" in path and path.endswith((".js", ".json"))] == []
    visit(tab, public)
    assert sum(path.endswith("tracker.json") for path in asked) == 1


def test_everything_works_by_keyboard(public: Served, open_tab: OpenTab) -> None:
    tab = visit(open_tab(), public)
    tab.get_by_role("searchbox").focus()
    tab.keyboard.type("health")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    tab.wait_for_function("location.search.includes('flag=')")
    assert query(tab) == {"q": ["health"], "flag": ["overdue"]}
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "flag-overdue"
    tab.locator("[data-chips] button").first.focus()
    tab.keyboard.press("Enter")
    assert query(tab) == {"flag": ["overdue"]}
    assert tab.evaluate("document.activeElement.textContent") == "Remove Overdue×"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.hasAttribute('data-total')")
    tab.get_by_label("Due in").focus()
    tab.keyboard.press("ArrowDown")
    tab.get_by_role("link", name="Take all filters away").focus()
    tab.keyboard.press("Enter")
    assert query(tab) == {}
    assert tab.evaluate("document.activeElement.hasAttribute('data-total')")


@pytest.mark.parametrize("lens", LENSES)
def test_on_a_phone_the_filters_open_and_close_and_nothing_scrolls_sideways(
    public: Served, open_tab: OpenTab, lens: str
) -> None:
    tab = visit(open_tab(320, 640), public, lens)
    opener, form = tab.get_by_role("button", name="Filter and sort"), tab.locator("form[data-form]")
    assert form.is_hidden()
    opener.click()
    assert form.is_visible()
    assert opener.get_attribute("aria-expanded") == "true"
    assert tab.evaluate(WIDER) == ""
    for _ in range(14):
        tab.keyboard.press("Tab")
        assert tab.evaluate(FOCUS) == ""
        assert tab.evaluate(COVERED) == ""
    tab.keyboard.press("Escape")
    assert form.is_hidden()
    opener.click()
    choose(tab, "Where it stands", "Overdue")
    tab.get_by_role("button", name=re.compile(r"^Show \d+ (actions|publications)$")).click()
    assert form.is_hidden()
    assert tab.evaluate("document.activeElement.hasAttribute('data-total')")
    assert tab.evaluate(WIDER) == ""
    tab.goto(public.url(f"{lens}?sort=title&show=100"))
    tab.locator("[data-found]").wait_for()
    assert tab.evaluate(WIDER) == ""


STATES = ("", "?flag=overdue&owner=police&sort=title", "?q=zzzz", "?theme=neglect&show=100")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("lens", LENSES)
def test_axe_finds_nothing_in_any_state(public: Served, open_tab: OpenTab, lens: str, width: int) -> None:
    tab = open_tab(width, reduced_motion="reduce")
    found = []
    seen: dict[str, int] = {}
    for state in STATES:
        visit(tab, public, lens + state)
        if width == 320:
            tab.get_by_role("button", name="Filter and sort").click()
        found += [f"{state}: {each}" for each in violations(tab, seen=seen)]
    assert not found, "\n".join(found)


def test_details_stay_off_the_public_tracker(served_sites: dict[str, Served]) -> None:
    data = (served_sites["public"].site.folder / "data/tracker.json").read_text(encoding="utf-8")
    whole = json.loads((served_sites["professional"].site.folder / "data/actions.json").read_text(encoding="utf-8"))
    hidden = {action["title"] for action in whole["actions"]} - {
        action["title"]
        for action in json.loads(
            (served_sites["public"].site.folder / "data/actions.json").read_text(encoding="utf-8")
        )["actions"]
    }
    assert hidden
    assert [title for title in hidden if title in data] == []
    assert [action["reference"] for action in whole["actions"] if action["detail"] and action["detail"] in data] == []
