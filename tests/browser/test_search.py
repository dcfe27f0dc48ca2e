"""The search in a real browser: the same answers as the engine, and everything by keyboard, on paper, in words and without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab

from learning_loop.search.query import Files, answer
from tests.browser.axe import violations
from tests.browser.conftest import OpenTab, Served
from tests.browser.test_layout import WIDER
from tests.search.judged import read_judged
from tests.search_queries import MADE, TYPED, made_queries, phrases_of

IDS = """async queries => {
  const { Search } = await import(document.querySelector('script[src$="box.js"]').src.replace('box.js', 'search.js'));
  const search = new Search();
  const found = [];
  for (const query of queries) found.push((await search.query(query)).hits.map(hit => [hit.number, hit.rank, hit.all, hit.first, hit.score]));
  return found;
}"""
"""Gives number, rank, "all words", "first" and score of every hit of some queries, in order."""


@pytest.fixture
def public(served_sites: dict[str, Served]) -> Served:
    """Give the public site alone."""
    return served_sites["public"]


def _engine(folder: Path) -> Callable[[str], list[list[object]]]:
    kept: dict[str, Any] = {}

    def read(path: str) -> Any:
        if path not in kept:
            file = folder / path
            kept[path] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        return kept[path]

    files = Files(read)
    return lambda query: [
        [hit.number, hit.rank, hit.all_words, hit.first, hit.score] for hit in answer(query, files).hits
    ]


# The same answers


def test_the_browser_gives_the_engines_hits_in_the_engines_order(served: Served, open_tab: OpenTab) -> None:
    folder = served.site.folder
    judged = [one.query for one in read_judged()]
    queries = [
        *judged,
        *TYPED,
        *made_queries(folder / "search", MADE if served.site.audience == "professional" else MADE // 4),
    ]
    tab = open_tab()
    tab.goto(served.url("search/"))
    engine = _engine(folder)
    wrong = [
        f"{query!r}: engine {expected[:3]}, browser {given[:3]}"
        for query, given in zip(queries, tab.evaluate(IDS, queries), strict=True)
        if given != (expected := engine(query))
    ]
    assert not wrong, f"{len(wrong)} of {len(queries)}:\n" + "\n".join(wrong[:20])


def test_most_made_queries_find_something(public: Served) -> None:
    engine = _engine(public.site.folder)
    queries = made_queries(public.site.folder / "search", MADE)
    assert sum(bool(engine(query)) for query in queries) > MADE * 0.8


# The box


def _wait_for_results(tab: Tab, *words: str) -> None:
    tab.locator("#search-page.has-results h1", has_text=re.compile(".*".join(map(re.escape, words)))).wait_for()
    tab.locator("#search-results:not([hidden]):not([aria-busy])").wait_for()


def _until(tab: Tab, condition: str) -> None:
    """Wait until a condition holds; the strict policy forbids the page to evaluate strings, so Playwright's own way fails."""
    for _ in range(100):
        if tab.evaluate(f"Boolean({condition})"):
            return
        tab.wait_for_timeout(50)
    pytest.fail(f"{tab.url}: never: {condition}")


def _suggestions(tab: Tab) -> Locator:
    return tab.get_by_role("search", name="Search from any page").get_by_role("option")


def test_nothing_of_the_search_is_fetched_before_a_box_has_the_focus(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(public.url("reviews/"))
    tab.wait_for_load_state("networkidle")
    scripts = [url for url in asked if url.endswith(".js")]
    assert [url.rpartition("/")[2] for url in scripts] == ["box.js"]
    assert not [url for url in asked if "/search/" in url]
    with tab.expect_response("**/search/start.json"), tab.expect_response("**/search/labels.json"):
        tab.get_by_role("combobox").first.focus()
    names = {url.partition("/search/")[2] for url in asked if "/search/" in url}
    assert names == {"start.json", "labels.json"}


def test_the_box_offers_pages_and_themes_and_is_worked_by_keyboard(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("reviews/"))
    box = tab.get_by_role("search", name="Search from any page").get_by_role(
        "combobox", name="Theme, review or acronym"
    )
    box.focus()
    assert box.get_attribute("aria-expanded") == "false"
    tab.keyboard.type("negl")
    _suggestions(tab).first.wait_for()
    count = _suggestions(tab).count()
    assert 2 <= count <= 9
    assert box.get_attribute("aria-expanded") == "true"
    groups = tab.get_by_role("listbox", name="Suggestions").get_by_role("group")
    assert groups.count() == 2
    assert tab.get_by_role("group", name="Themes").get_by_role("option", name="Neglect", exact=True).count() == 1
    assert box.get_attribute("aria-activedescendant") is None

    def active() -> str:
        return tab.evaluate(
            "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent ?? ''"
        )

    names = _suggestions(tab).all_text_contents()
    tab.keyboard.press("ArrowDown")
    assert active() == names[0]
    assert _suggestions(tab).first.get_attribute("aria-selected") == "true"
    tab.keyboard.press("End")
    assert active() == names[-1]
    tab.keyboard.press("ArrowDown")
    assert active() == "", "after the last comes what was typed"
    tab.keyboard.press("ArrowUp")
    assert active() == names[-1]
    tab.keyboard.press("Home")
    assert active() == names[0]
    tab.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "negl"
    tab.keyboard.press("Escape")
    assert box.input_value() == ""
    tab.keyboard.type("negl")
    _suggestions(tab).first.wait_for()
    tab.keyboard.press("ArrowUp")
    href = _suggestions(tab).last.get_attribute("href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(str(href))


def test_the_number_of_suggestions_is_told(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("reviews/"))
    form = tab.get_by_role("search", name="Search from any page")
    form.get_by_role("combobox").press_sequentially("negl")
    _suggestions(tab).first.wait_for()
    assert re.fullmatch(r"\d suggestions\. Use the up and down keys\.", form.get_by_role("status").text_content() or "")


def test_suggestions_close_when_the_focus_leaves_and_never_take_it(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("reviews/"))
    box = tab.get_by_role("search", name="Search from any page").get_by_role("combobox")
    box.press_sequentially("negl")
    _suggestions(tab).first.wait_for()
    assert tab.evaluate("document.activeElement.name") == "q"
    tab.keyboard.press("Tab")
    assert not _suggestions(tab).first.is_visible()
    assert tab.evaluate("document.activeElement.type") == "submit"
    assert tab.evaluate("document.title").startswith("Reviews")


# The whole search by keyboard


def test_a_whole_search_by_keyboard_alone(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url(""))
    _tab_to(tab, "document.activeElement.name === 'q'")
    tab.keyboard.type("neglet")
    tab.keyboard.press("Enter")
    _wait_for_results(tab, "results for ‘neglet’")
    _until(tab, "document.activeElement.tagName === 'H1'")
    _tab_to(tab, "document.activeElement.id === 'facet-type-briefing'")
    tab.keyboard.press("Space")
    _wait_for_results(tab, "briefing", "for ‘neglet’")
    _until(tab, "document.activeElement.id === 'facet-type-briefing' && document.activeElement.checked")
    assert "type=briefing" in tab.url
    _tab_to(tab, "document.activeElement.textContent === 'Newest first'")
    tab.keyboard.press("Enter")
    tab.get_by_role("link", name="Best first").wait_for()
    dates = [str(each.get_attribute("datetime")) for each in tab.locator(".hits time").all()]
    assert dates == sorted(dates, reverse=True)
    assert dates
    tab.go_back()
    tab.get_by_role("link", name="Newest first").wait_for()
    assert "sort" not in tab.url
    _tab_to(tab, "document.activeElement.closest('.hits .row__title')")
    href = tab.evaluate("document.activeElement.href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(href)


def _tab_to(tab: Tab, condition: str) -> None:
    for _ in range(120):
        tab.keyboard.press("Tab")
        if tab.evaluate(f"Boolean({condition})"):
            return
    pytest.fail(f"no tab stop where {condition}")


# The results page


def test_the_address_holds_query_and_filters_and_the_back_button_restores_them(
    public: Served, open_tab: OpenTab
) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=neglect"))
    _wait_for_results(tab, "results for ‘neglect’")
    whole = tab.locator("h1").inner_text()
    tab.get_by_role("checkbox", name=re.compile("^Briefings")).check()
    _wait_for_results(tab, "briefing", "for ‘neglect’")
    tab.get_by_role("checkbox", name=re.compile("^2024")).check()
    _wait_for_results(tab, "briefing", "for ‘neglect’ from 2024")
    narrowed, address = tab.locator("h1").inner_text(), tab.url
    assert address.endswith("search/?q=neglect&type=briefing&year=2024")
    tab.go_back()
    tab.go_back()
    tab.locator("h1", has_text=whole).wait_for()
    assert tab.get_by_role("checkbox", name=re.compile("^Briefings")).is_checked() is False
    tab.go_forward()
    tab.go_forward()
    tab.locator("h1", has_text=narrowed).wait_for()
    again = open_tab()
    again.goto(address)
    _wait_for_results(again, "for ‘neglect’ from 2024")
    assert again.locator("h1").inner_text() == narrowed
    tab.locator(".hits a").first.click()
    tab.wait_for_load_state()
    tab.go_back()
    tab.locator("h1", has_text=narrowed).wait_for()


def test_counts_say_how_many_a_filter_would_leave(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=neglect"))
    _wait_for_results(tab, "results for ‘neglect’")
    value = tab.locator("label", has=tab.locator("#facet-type-review"))
    count = int(value.locator(".count").inner_text())
    value.click()
    _wait_for_results(tab, "for ‘neglect’")
    tab.locator(".chips").wait_for()
    assert tab.locator("h1").inner_text().startswith(f"{count} review")
    assert tab.locator(".hits > li").count() == min(count, 10)
    tab.get_by_role("link", name="Remove Reviews and audits").click()
    _wait_for_results(tab, "results for ‘neglect’")
    assert tab.locator(".chips").count() == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("?theme=neglect&type=briefing", r"\d+ briefings about neglect"),
        ("?theme=neglect&type=briefing&year=2022&year=2023&year=2024&year=2025&year=2026", r"\d+ briefings about neglect since 2022"),
        ("?q=neglect&year=2023", r"\d+ results for ‘neglect’ from 2023"),
        ("?q=neglect&type=review&type=briefing", r"\d+ reviews and audits and briefings for ‘neglect’"),
        ("?q=zzqx", r"No results for ‘zzqx’"),
        ("?q=neglect&type=nonsense", r"No results for ‘neglect’"),
        ("?q=%3Cb%3Eneglect%3C%2Fb%3E", r"\d+ results for ‘<b>neglect</b>’"),
    ],
)  # fmt: skip
def test_results_are_said_in_words(public: Served, open_tab: OpenTab, address: str, words: str) -> None:
    tab = open_tab()
    tab.goto(public.url(f"search/{address}"))
    _wait_for_results(tab, "")
    _until(tab, "document.querySelector('h1').textContent !== 'Search'")
    assert re.fullmatch(words, tab.locator("h1").inner_text())
    assert tab.title().startswith(tab.locator("h1").inner_text())


def test_the_count_is_told_politely_after_the_search(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=neglect"))
    _wait_for_results(tab, "results for ‘neglect’")
    said = tab.locator("#search-said")
    assert said.get_attribute("role") == "status"
    _until(tab, "document.getElementById('search-said').textContent")
    assert said.text_content() == f"{tab.locator('h1').inner_text()}."


def test_a_misspelling_is_corrected_and_can_be_insisted_on(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=neglet"))
    _wait_for_results(tab, "results for ‘neglet’")
    assert tab.get_by_text("Searched for neglect.").is_visible()
    tab.get_by_role("link", name="Search for neglet instead").click()
    _wait_for_results(tab, "No results for ‘neglet’")
    assert "literal=1" in tab.url
    tab.get_by_role("link", name="Search for other spellings and names too").click()
    _wait_for_results(tab, "results for ‘neglet’")
    assert "literal" not in tab.url


def test_other_names_are_searched_too_and_said(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=wnb"))
    _wait_for_results(tab, "results for ‘wnb’")
    assert tab.get_by_text("Also searched for: was not brought.").is_visible()
    first = tab.locator(".hits > li").first
    assert first.get_by_role("link").first.inner_text() == "Was not brought"
    assert "Was not brought" in tab.locator(".hits mark").all_inner_texts()
    whole = int(tab.locator("h1").inner_text().split()[0])
    tab.get_by_role("link", name="Search only for the words ‘wnb’").click()
    tab.get_by_text("Searched only for the words as you typed them.").wait_for()
    assert int(tab.locator("h1").inner_text().split()[0]) < whole


def test_every_meaning_of_an_acronym_is_offered(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    known = phrases_of(public.site.folder / "search")
    letters, likely, other = next(
        (one, *(sense[2] for sense in senses))
        for one, (_, ambiguous, *senses) in known.items()
        if ambiguous and len(senses) == 2
    )
    tab.goto(public.url(f"search/?q={letters}"))
    _wait_for_results(tab, f"for ‘{letters}’")
    notice = tab.locator(".notice--search", has_text=f"‘{letters}’ has two meanings.")
    assert f"Searched for {likely}." in notice.inner_text().replace(likely[0].lower() + likely[1:], likely)
    notice.get_by_role("link", name=re.compile(f"^{re.escape(other)}$", re.IGNORECASE)).click()
    _wait_for_results(tab, f"for ‘{other}’")


def test_a_word_that_only_begins_alike_is_not_marked(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=bruise"))
    _wait_for_results(tab, "for ‘bruise’")
    marked = {each.casefold() for each in tab.locator(".hits mark").all_inner_texts()}
    assert "mark" in marked
    assert not [each for each in marked if each.startswith("marl")]


def test_excerpts_show_the_words_and_headings_lead_to_them(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=graded+care+profile"))
    _wait_for_results(tab, "for ‘graded care profile’")
    assert "graded care profile" in [each.lower() for each in tab.locator(".hit__text mark").all_inner_texts()]
    part = tab.locator(".hit__parts a[href*='#']").first
    anchor = str(part.get_attribute("href")).partition("#")[2]
    part.click()
    tab.wait_for_load_state()
    assert tab.locator(f"[id='{anchor}']").count() == 1


def test_a_long_list_has_pages(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=children"))
    _wait_for_results(tab, "results for ‘children’")
    first = tab.locator(".hits a").first.get_attribute("href")
    tab.get_by_role("link", name="Next 10").click()
    tab.get_by_text("Results 11 to 20 of").wait_for()
    assert "page=2" in tab.url
    assert tab.locator(".hits").get_attribute("start") == "11"
    assert tab.locator(".hits a").first.get_attribute("href") != first
    tab.get_by_role("link", name="Previous 10").click()
    tab.get_by_text("Results 1 to 10 of").wait_for()
    assert tab.locator(".hits a").first.get_attribute("href") == first


def test_no_result_says_what_to_try_and_whom_to_ask(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=zzqx"))
    _wait_for_results(tab, "No results for ‘zzqx’")
    results = tab.locator("#search-results")
    assert results.get_by_role("link", name="Themes, A to Z").is_visible()
    assert results.get_by_text("Worried about a child?").is_visible()
    assert results.get_by_role("link", name="01632 960 411").is_visible()
    assert not tab.locator("#search-index").is_visible()


def test_a_search_that_cannot_be_loaded_says_so_and_can_be_tried_again(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.route("**/search/terms/*", lambda route: route.abort())
    tab.goto(public.url("search/?q=neglect"))
    _wait_for_results(tab, "The search could not be loaded")
    assert tab.get_by_role("link", name="Themes, A to Z").first.is_visible()
    tab.unroute("**/search/terms/*")
    tab.get_by_role("button", name="Try again").click()
    _wait_for_results(tab, "results for ‘neglect’")


def test_where_the_scripts_do_not_come_the_index_stands(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.route("**/search.js", lambda route: route.abort())
    tab.goto(public.url("search/?q=neglect"))
    tab.locator("#search-index").wait_for()
    assert tab.locator("#search-index").get_by_role("link", name=re.compile(r"^Neglect \d+")).is_visible()


def test_waiting_is_said(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    held: list[Any] = []
    tab.route("**/search/start.json", lambda route: held.append(route))
    tab.goto(public.url("search/?q=neglect"))
    tab.get_by_text("Searching…").first.wait_for()
    assert not tab.locator("#search-index").is_visible()
    for route in held:
        route.continue_()
    _wait_for_results(tab, "results for ‘neglect’")
    assert not tab.get_by_text("Searching…").first.is_visible()


def test_a_phone_filters_in_a_drawer(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab(390, 800)
    tab.goto(public.url("reviews/"))
    tab.get_by_role("link", name="Search").click()
    tab.get_by_role("combobox").fill("neglect")
    tab.keyboard.press("Enter")
    _wait_for_results(tab, "results for ‘neglect’")
    tab.get_by_role("button", name="Filter").click()
    drawer = tab.get_by_role("dialog", name=re.compile(r"Filter \d+ results"))
    drawer.get_by_role("checkbox", name=re.compile("^Briefings")).check()
    show = drawer.get_by_role("button", name=re.compile(r"^Show \d+ results?$"))
    show.wait_for()
    _until(tab, "document.querySelector('h1').textContent.includes('briefing')")
    count = int(str(tab.locator("h1").inner_text()).split()[0])
    tab.locator(".drawer__show", has_text=f"Show {count} result").wait_for()
    assert drawer.get_by_role("checkbox", name=re.compile("^Briefings")).is_checked()
    show.click()
    drawer.wait_for(state="hidden")
    _until(tab, "document.activeElement.textContent === 'Filter'")
    assert tab.locator(".hits > li").count() == min(count, 10)


# Without scripts, on paper, for everybody


def test_without_scripts_the_form_leads_to_the_index(served: Served, open_tab: OpenTab) -> None:
    tab = open_tab(java_script_enabled=False)
    tab.goto(served.url(""))
    tab.get_by_role("search", name="Search the library").get_by_role("textbox").fill("neglect")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=neglect")
    assert tab.locator(".search-plain").is_visible()
    for heading in ("Themes, A to Z", "Types of documents", "Agencies", "Years"):
        assert tab.get_by_role("heading", name=heading).is_visible()
    assert tab.locator("#search-index").get_by_role("link", name=re.compile(r"^Neglect \d+")).is_visible()


def test_paper_has_the_query_on_top_and_no_filters(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto(public.url("search/?q=neglect&type=briefing"))
    _wait_for_results(tab, "for ‘neglect’")
    tab.emulate_media(media="print")
    assert tab.locator("h1").is_visible()
    assert tab.locator(".hits > li").first.is_visible()
    for hidden in (".search-rail", ".searchbox >> nth=0", ".search-filter", "#search-index"):
        assert not tab.locator(hidden).is_visible(), hidden


@pytest.fixture
def states(open_tab: OpenTab, served: Served) -> Callable[[int], Iterator[tuple[str, Tab]]]:
    """Give a function that shows every state of the search in turn, at a width."""

    def show(width: int) -> Iterator[tuple[str, Tab]]:
        tab = open_tab(width, reduced_motion="reduce")
        for name, address in (
            ("results", "?q=wnb"),
            ("corrected", "?q=neglet"),
            ("narrowed", "?q=neglect&type=briefing&status=withdrawn&year=2024"),
            ("pages", "?q=children&page=2"),
            ("none", "?q=zzqx"),
            ("long", f"?q={'x' * 400}"),
        ):
            tab.goto(served.url(f"search/{address}"))
            _until(tab, "document.querySelector('h1').textContent !== 'Search'")
            _wait_for_results(tab, "")
            yield name, tab
        tab.goto(served.url("search/?q=neglect"))
        _wait_for_results(tab, "results for")
        if width < 960:
            tab.get_by_role("button", name="Filter").click()
            tab.get_by_role("dialog").get_by_role("checkbox").first.wait_for()
            yield "drawer", tab
            tab.keyboard.press("Escape")
        else:
            for facet in ("review-type", "agency", "role", "age", "status"):
                tab.locator(f"#facet-{facet}").click()
                tab.locator(f"details:has(#facet-{facet}) input").first.wait_for()
            yield "all filters", tab
        tab.goto(served.url(""))
        tab.get_by_role("search", name="Search the library").get_by_role("combobox").press_sequentially("negl")
        tab.get_by_role("option").first.wait_for()
        tab.keyboard.press("ArrowDown")
        yield "suggestions", tab
        tab.route("**/search/start.json", lambda route: route.abort())
        tab.goto(served.url("search/?q=neglect"))
        _wait_for_results(tab, "The search could not be loaded")
        yield "error", tab

    return show


@pytest.mark.parametrize(("served", "width"), [("public", 390), ("public", 1280)], indirect=["served"])
def test_every_state_fits_and_axe_finds_nothing(states: Callable[[int], Iterator[tuple[str, Tab]]], width: int) -> None:
    found = []
    seen: dict[str, int] = {}
    for name, tab in states(width):
        for narrow in (width, 320) if width < 960 else (width,):
            tab.set_viewport_size({"width": narrow, "height": 900})
            found += [f"{name} at {narrow} px: {wider}" for wider in [tab.evaluate(WIDER)] if wider]
        found += [f"{name}: {each}" for each in violations(tab, width, seen=seen)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("served", ["professional"], indirect=True)
def test_axe_finds_nothing_in_professional_results(states: Callable[[int], Iterator[tuple[str, Tab]]]) -> None:
    name, tab = next(states(390))
    assert name == "results"
    assert violations(tab) == []


def test_the_strict_policy_holds_while_searching(public: Served, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation', event => window.broken.push(event.violatedDirective + ' ' + event.blockedURI))"
    )
    asked: list[str] = []
    told: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    for query in ("neglect", "zzqx", "<img src=x onerror=alert(1)>", "co-sleeping c.s.e. s47 saftey unprecedentedly"):
        tab.goto(public.url(""))
        tab.get_by_role("search", name="Search the library").get_by_role("combobox").fill(query)
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/search/?q=*")
        _wait_for_results(tab, "result")
        assert tab.evaluate("window.broken") == []
    assert told == []
    assert not [url for url in asked if not url.startswith((public.origin + "/", "data:"))]
