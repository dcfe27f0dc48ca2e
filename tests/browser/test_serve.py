"""``loop serve`` as an author meets it: a real process, a real browser, a file that changes."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import OpenTab
from tests.browser.preview import Serving, served
from tests.example import ROOT
from tests.tiny import PLAN, REVIEW, write_base, write_item


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Serve a copy of the example on two free ports, until the tests are done."""
    content = tmp_path_factory.mktemp("serve") / "content"
    shutil.copytree(ROOT / "content", content)
    with served(content, "--api") as running:
        yield running


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Serving]:
    """Serve a tiny library with a page that is still to come and an action that is due later."""
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "actions/child-m-plan.md", PLAN.replace("due: 2026-06-30", "due: 2027-01-31"))
    write_item(content, "pages/about.md", "title: About", "More in [what comes](coming.md).")
    coming = "title: A page that is still to come\npublished: 2026-12-03"
    write_item(content, "pages/coming.md", coming)
    with served(content) as running:
        yield running


def test_the_search_answers_as_json_beside_each_site(serving: Serving) -> None:
    for address in (serving.public, serving.professional):
        with urllib.request.urlopen(f"{address}/api/search?q=neglect") as reply:
            found = json.load(reply)
        assert reply.headers["Content-Type"].startswith("application/json")
        assert found["hits"][0]["url"] == f"{address}/themes/neglect/"
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(f"{serving.public}/api/search?q=neglect", data=b"x" * 9)


def test_an_edit_shows_in_the_open_page_without_a_touch(
    serving: Serving, open_tab: OpenTab, record_property: pytest.RecordProperty
) -> None:
    page = open_tab()
    page.goto(f"{serving.public}/pages/about/")
    file = serving.content / "pages/about.md"
    started = time.monotonic()
    file.write_text(file.read_text(encoding="utf-8") + "\nA sentence that was not here before.\n", encoding="utf-8")
    page.get_by_text("A sentence that was not here before.").wait_for(timeout=20_000)
    taken = time.monotonic() - started
    record_property("seconds_from_edit_to_browser", round(taken, 2))
    print(f"from edit to browser: {taken:.2f} s", file=sys.stderr)


def test_an_error_keeps_the_last_good_page_until_it_is_mended(serving: Serving, open_tab: OpenTab) -> None:
    page = open_tab()
    file = serving.content / "pages/privacy.md"
    good = file.read_text(encoding="utf-8")
    page.goto(f"{serving.public}/pages/privacy/")
    title = page.locator("h1").inner_text()
    file.write_text(good.replace("audience: public", "audience: everybody"), encoding="utf-8")
    time.sleep(1.5)
    page.reload()
    assert page.locator("h1").inner_text() == title
    file.write_text(
        re.sub(r"^title: .*$", "title: Privacy, mended", good, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    page.get_by_role("heading", level=1, name="Privacy, mended").wait_for(timeout=20_000)


def test_both_sites_are_served_and_a_wrong_address_gets_the_library_s_own_404(
    serving: Serving, open_tab: OpenTab
) -> None:
    page = open_tab()
    for site in (serving.public, serving.professional):
        home = page.goto(f"{site}/")
        assert home is not None
        assert "script-src 'self'" in home.headers["content-security-policy"]
        missing = page.goto(f"{site}/no/such/page/")
        assert missing is not None
        assert missing.status == 404
        assert page.get_by_text("Worried about a child?").count() == 2


def test_the_guides_are_one_link_away_and_no_file_of_a_site(serving: Serving, open_tab: OpenTab) -> None:
    page = open_tab()
    page.goto(f"{serving.professional}/pages/about/")
    page.get_by_role("complementary", name="Preview").get_by_role("link", name="Guide", exact=True).click()
    page.get_by_role("heading", level=1, name="Guides").wait_for()
    assert page.url == f"{serving.professional}/_loop/guide/"
    page.get_by_role("link", name="What the messages mean").click()
    page.get_by_role("heading", level=1, name="What the messages mean").wait_for()
    missing = page.goto(f"{serving.professional}/_loop/guide/../../etc/passwd")
    assert missing is not None
    assert missing.status == 404
    page.goto(f"{serving.professional}/_loop/guide/operators.html")
    page.get_by_role("link", name="Back to the preview").click()
    assert page.url == f"{serving.professional}/"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{serving.public}/_loop/guide/no-such-page.html")
    assert not list((serving.content.parent / "site").glob("*/_loop*"))


def test_the_bar_switches_site_and_day_and_shows_what_is_not_published_yet(tiny: Serving, open_tab: OpenTab) -> None:
    page = open_tab()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(f"{tiny.public}/pages/about/")
    bar = page.get_by_role("complementary", name="Preview")
    bar.get_by_role("link", name="Professional").click()
    page.wait_for_url(f"{tiny.professional}/pages/about/")
    assert bar.get_by_role("link", name="Professional").get_attribute("aria-current") == "true"
    bar.get_by_role("link", name="Public", exact=True).click()
    page.wait_for_url(f"{tiny.public}/pages/about/")
    missing = page.goto(f"{tiny.public}/pages/coming/")
    assert missing is not None
    assert missing.status == 404
    bar.get_by_role("button", name="Show as on 3 December 2026").press("Enter")
    page.get_by_role("heading", level=1, name="A page that is still to come").wait_for(timeout=20_000)
    assert bar.locator(".loop-preview__mark").inner_text() == "Not yet published: 3 December 2026"
    assert bar.get_by_label("As on").input_value() == "2026-12-03"
    page.goto(f"{tiny.public}/pages/about/")
    assert page.locator("main a", has_text="what comes").inner_text() == "what comes not yet published: 3 December 2026"
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    bar.locator("summary").press("Enter")
    assert bar.get_by_role("button", name="A page that is still to come").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(f"{tiny.public}/actions/child-m-plan/r1-a1/")
    in_time = page.locator("main").inner_text()
    assert "overdue" not in in_time.lower()
    bar.get_by_label("As on").fill("2027-06-01")
    bar.get_by_label("As on").press("Enter")
    bar.get_by_role("button", name="Back to 21 November 2026").wait_for(timeout=20_000)
    page.locator("main", has_text=re.compile("overdue", re.IGNORECASE)).wait_for(timeout=20_000)
    page.goto(f"{tiny.public}/pages/about/")
    bar.get_by_role("button", name="Back to 21 November 2026").press("Enter")
    bar.get_by_role("button", name="Back to 21 November 2026").wait_for(state="detached", timeout=20_000)
    assert page.locator("main a", has_text="what comes").count() == 0
    published = b"".join(one.read_bytes() for one in (tiny.content.parent / "site").rglob("*") if one.is_file())
    for word in (b"loop-preview", b"/_loop/", b"A page that is still to come"):
        assert word not in published, "neither the bar nor what is to come is ever where the sites of today lie"
    assert said == []


def test_a_day_that_is_none_and_a_wish_from_elsewhere_are_refused(tiny: Serving) -> None:
    for day in ("2026-13-01", "0001-01-01", "x" * 50):
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(f"{tiny.public}/_loop/day", data=f"day={day}&page=/".encode())
    foreign = urllib.request.Request(f"{tiny.public}/_loop/day", data=b"day=2027-01-01", headers={"Origin": "https://other.example"})  # fmt: skip
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(foreign)


def test_a_wrong_file_is_told_in_the_page_until_it_is_mended(tiny: Serving, open_tab: OpenTab) -> None:
    page = open_tab()
    file = tiny.content / "pages/about.md"
    good = file.read_text(encoding="utf-8")
    page.goto(f"{tiny.public}/pages/about/")
    title = page.locator("h1").inner_text()
    file.write_text(good.replace("audience: public", "audience: everybody"), encoding="utf-8")
    alert = page.get_by_role("alert")
    alert.wait_for(timeout=20_000)
    told = alert.inner_text()
    assert re.search(
        r"pages/about\.md:\d+: audience: unknown value 'everybody'. Allowed: public, professional", told
    ), told
    assert "1 thing is wrong, so this is the last good page." in told
    assert page.locator("h1").inner_text() == title
    assert violations(page) == []
    file.write_text(good, encoding="utf-8")
    alert.wait_for(state="detached", timeout=20_000)
