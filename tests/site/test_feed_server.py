"""The feeds of the example as their followers meet them: served by nginx as documented, read by real readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import feedparser
import pytest
from reader import Entry, Reader, make_reader

from tests.example import Example
from tests.nginx import answers, serve_by_nginx
from tests.tiny import build_tiny, write_base, write_item

TYPES = {".atom": "application/atom+xml", ".rss": "application/rss+xml", ".json": "application/feed+json"}
QUICK = {"sanitize_html": False, "resolve_relative_uris": False}
"""What feedparser does with html is no fault of a feed, and takes most of its time."""
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def served(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_by_nginx(example.site("public").folder, tmp_path_factory.mktemp("nginx")) as origin:
        yield origin


def headers_of(address: str, **headers: str) -> dict[str, str]:
    with urlopen(Request(address, headers=headers)) as answer:  # noqa: S310 - our own server
        return {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize("ending", TYPES)
def test_nginx_sends_a_feed_with_its_type_and_all_headers(served: str, ending: str) -> None:
    for path in ("all", "themes/neglect"):
        headers = headers_of(f"{served}/feeds/{path}{ending}")
        assert headers["content-type"].split(";")[0] == TYPES[ending]
        assert headers["cache-control"] == "no-cache"
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers.get("vary", "") == ("" if ending == ".json" else "Accept")


def test_nginx_sends_a_browser_what_it_shows(served: str) -> None:
    for ending in (".atom", ".rss"):
        headers = headers_of(f"{served}/feeds/all{ending}", Accept=BROWSER)
        assert headers["content-type"].split(";")[0] == "application/xml"
        assert headers["vary"] == "Accept"
        assert "default-src 'none'" in headers["content-security-policy"]
    assert headers_of(f"{served}/feeds/all.opml")["content-type"].split(";")[0] == "text/x-opml"
    assert headers_of(f"{served}/data/actions.json")["content-type"].split(";")[0] == "application/json"


@pytest.mark.parametrize("accept", [BROWSER, "*/*"])
def test_nginx_answers_a_feed_that_is_not_there_with_the_page_for_missing_addresses(served: str, accept: str) -> None:
    with pytest.raises(HTTPError) as caught:
        headers_of(f"{served}/feeds/themes/nothing.atom", Accept=accept)
    assert caught.value.code == 404
    assert b"Worried about a child?" in caught.value.read()


def test_feedparser_finds_no_fault_in_any_feed_that_nginx_serves(served: str, example: Example) -> None:
    folder = example.site("public").folder
    found = {}
    for ending in (".atom", ".rss"):
        for file in sorted((folder / "feeds").rglob(f"*{ending}")):
            parsed = feedparser.parse(f"{served}/{file.relative_to(folder).as_posix()}", **QUICK)
            found[file.relative_to(folder).as_posix()] = (parsed.bozo, parsed.status, len(parsed.entries))
    assert len(found) > 150
    assert {path: told for path, told in found.items() if told[:2] != (False, 200)} == {}
    assert found["feeds/all.rss"][2] == found["feeds/all.atom"][2] == 50


def test_feedparser_finds_no_fault_in_the_feeds_for_professionals(example: Example) -> None:
    for file in sorted((example.site("professional").folder / "feeds").rglob("*.*")):
        if file.suffix in (".atom", ".rss"):
            parsed = feedparser.parse(file.read_bytes(), **QUICK)
            assert not parsed.bozo, file
            assert parsed.feed.title.endswith(" – Learning Loop for professionals")


def entries(reader: Reader) -> dict[str, Entry]:
    return {entry.id: entry for entry in reader.get_entries()}


@pytest.mark.parametrize("ending", TYPES)
def test_a_real_reader_sees_exactly_the_new_and_the_changed_entry(tmp_path: Path, ending: str) -> None:
    content = write_base(tmp_path / "content")
    for number in range(1, 5):
        write_item(
            content,
            f"bulletins/b{number}.md",
            f"title: Bulletin {number}\npublished: 2026-0{number}-01\nthemes: [neglect]",
        )
    build_tiny(content, tmp_path / "site")
    with serve_by_nginx(tmp_path / "site/public", tmp_path / "nginx") as origin, make_reader(":memory:") as reader:
        feed = f"{origin}/feeds/themes/neglect{ending}"
        reader.add_feed(feed)
        first = reader.update_feed(feed)
        assert first is not None
        assert first.new == 4
        before = entries(reader)
        assert reader.get_feed(feed).title == "Neglect – Learning Loop"
        assert reader.update_feed(feed) is None
        build_tiny(content, tmp_path / "site")
        assert reader.update_feed(feed) is None
        assert answers(tmp_path / "nginx", f"/feeds/themes/neglect{ending}") == [200, 304, 304]
        write_item(
            content,
            "bulletins/b2.md",
            "title: Another title\npublished: 2026-02-01\nupdated: 2026-05-01\nchange_note: It was wrong.\nthemes: [neglect]",
        )
        write_item(content, "bulletins/b5.md", "title: Bulletin 5\npublished: 2026-06-01\nthemes: [neglect]")
        write_item(content, "bulletins/other.md", "title: Of another theme\npublished: 2026-06-01\nthemes: [babies]")
        build_tiny(content, tmp_path / "site")
        second = reader.update_feed(feed)
        assert second is not None
        assert (second.new, second.modified) == (1, 1)
        after = entries(reader)
    assert before.keys() < after.keys()
    assert {after[one].title for one in after.keys() - before.keys()} == {"Bulletin 5"}
    assert {after[one].title for one in before if after[one].title != before[one].title} == {"Another title"}
    assert [
        after[one].updated_not_none.date().isoformat() for one in before if after[one].title == "Another title"
    ] == ["2026-05-01"]


def test_nginx_sends_a_calendar_with_its_type(served: str) -> None:
    headers = headers_of(f"{served}/calendar/events.ics")
    assert headers["content-type"].replace(" ", "").lower() == "text/calendar;charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert headers["x-content-type-options"] == "nosniff"
