"""What a feed keeps of the past, and when it is written: its archives, ids that last, only what changed."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from learning_loop.model.kinds import Audience
from learning_loop.outputs import feed_files
from learning_loop.outputs.feed_sheets import NEWEST_OF_SOME
from tests.example import ROOT
from tests.site.test_feeds import read
from tests.tiny import PLAN, REVIEW, build_tiny, tree, write_base, write_item

ATOM = "{http://www.w3.org/2005/Atom}"


SCHEMAS = ROOT / "tests/schemas"


PUBLIC = "https://learning.testshire.example/"


def test_ids_outlive_a_new_title_and_a_new_address(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    item = write_item(content, "bulletins/one.md", "title: One")
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    before = read(tmp_path / "site", "all")["One"]
    item.write_text(item.read_text().replace("title: One", "title: Two"))
    site = content / "registers/site.yml"
    site.write_text(
        site.read_text().replace(
            "url: {public: https://learning.testshire.example/",
            "url: {first: https://learning.testshire.example/, public: https://new.testshire.example/",
        )
    )
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    after = read(tmp_path / "site", "all")["Two"]
    assert (after["id"], after["url"]) == (before["id"], "https://new.testshire.example/bulletins/one/")


def test_a_long_feed_has_archives_that_lead_through_all_of_it(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    count = NEWEST_OF_SOME + 10
    for number in range(count):
        write_item(
            content,
            f"bulletins/b{number}.md",
            f"title: Bulletin {number}\npublished: {date(2021 + number // 6, number % 6 + 1, 1)}",
        )
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    folder = tmp_path / "site/public/feeds"
    feed = etree.parse(folder / "types/bulletin.atom")
    assert len(feed.findall(f"{ATOM}entry")) == NEWEST_OF_SOME
    assert not (folder / "all").exists()
    found = {one.text for one in feed.findall(f"{ATOM}entry/{ATOM}id")}
    years = []
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    newer = ""
    while older := links(feed).get("prev-archive"):
        path = older.removeprefix(f"{PUBLIC}feeds/")
        feed = etree.parse(folder / path)
        schema.assertValid(feed)
        assert feed.find("{http://purl.org/syndication/history/1.0}archive") is not None
        assert links(feed)["current"] == f"{PUBLIC}feeds/types/bulletin.atom"
        assert links(feed)["self"] == older
        assert links(feed).get("next-archive", "") == newer
        newer = older
        found |= {one.text for one in feed.findall(f"{ATOM}entry/{ATOM}id")}
        years.append(path)
    assert years == [f"types/bulletin/{year}.atom" for year in (2022, 2021)]
    assert len(found) == count


def write_told(content: Path, day: date) -> None:
    """Write 60 actions that were answered in 2024, were late in 2025 and ended in 2026, and 60 documents that changed in those years."""
    review = REVIEW.replace("2025-10-01", "2023-10-01").replace("2026-01-15", "2024-01-01")
    write_item(content, "reviews/child-m.md", f"published: 2024-01-01\n{review}")
    actions = "\n".join(
        f"""  - ref: R1/A{number}
    title: Action {number}
    what: Every record has the question.
    owner: childrens-services
    scope: single-agency
    due: 2025-06-30
    measure: 30 of 40 records answer it
    response: accepted
    delivery: {"complete" if day.year == 2026 else "not-started"}
    updates:
      - {{on: 2024-02-01, note: Agreed & signed., response: accepted}}
"""
        + ("      - {on: 2026-03-01, note: Done., delivery: complete}" if day.year == 2026 else "")
        for number in range(1, 61)
    )
    head = PLAN.partition("  - ref")[0]
    write_item(content, "actions/child-m-plan.md", f"published: 2024-01-01\n{head}{actions}")
    for number in range(60):
        year = 2024 + number // 25
        fields = f"title: Bulletin {number}\npublished: 2023-01-01\nupdated: {year}-0{number % 9 + 1}-01\nchange_note: A number was corrected."
        if date(year, number % 9 + 1, 1) <= day:
            write_item(content, f"bulletins/b{number}.md", fields)


def chain(folder: Path, name: str) -> tuple[list[str], set[str]]:
    """Follow a feed into the past: the paths of its archives, and the ids of all entries met."""
    feed = etree.parse(folder / f"{name}.atom")
    found = {one.text for one in feed.findall(f"{ATOM}entry/{ATOM}id")}
    assert len(found) == 50
    paths = []
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    while older := links(feed).get("prev-archive"):
        path = older.removeprefix(f"{PUBLIC}feeds/")
        feed = etree.parse(folder / path)
        schema.assertValid(feed)
        assert not feedparser.parse((folder / path).read_bytes()).bozo
        assert feed.find("{http://purl.org/syndication/history/1.0}archive") is not None
        assert (links(feed)["current"], links(feed)["self"]) == (f"{PUBLIC}feeds/{name}.atom", older)
        entries = feed.findall(f"{ATOM}entry")
        assert {one.findtext(f"{ATOM}published")[:4] for one in entries} == {Path(path).stem[:4]}
        assert feed.findtext(f"{ATOM}updated") == max(one.findtext(f"{ATOM}updated") for one in entries)
        found |= {one.findtext(f"{ATOM}id") for one in entries}
        paths.append(path)
    return paths, found


def test_archives_hold_all_that_became_of_actions_and_all_that_changed(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    folder = tmp_path / "site/public/feeds"
    write_told(content, date(2025, 7, 2))
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC], today=date(2025, 7, 2))
    before = tree(folder)
    paths, first = chain(folder, "actions")
    assert (len(paths), paths[1], len(first)) == (2, "actions/2024.atom", 120)
    assert re.fullmatch(r"actions/2025-[0-9a-f]{8}\.atom", paths[0])

    write_told(content, date(2026, 11, 21))
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    after = tree(folder)
    paths, told = chain(folder, "actions")
    assert [re.sub("-.*", "-", path) for path in paths] == ["actions/2026-", "actions/2025.atom", "actions/2024.atom"]
    assert (len(told), first < told) == (180, True)
    assert [path for path in after if path.startswith("actions/2025")] == ["actions/2025.atom"]
    # all that came afterwards to the archive of a year is the link to the next one, which is now complete
    more = b'<link href="https://learning.testshire.example/feeds/actions/2025.atom" rel="next-archive" type="application/atom+xml"/>'
    assert more in after["actions/2024.atom"]
    assert after["actions/2024.atom"].replace(more, b"") == before["actions/2024.atom"]

    paths, told = chain(folder, "changes")
    assert (paths, len(told)) == (["changes/2024.atom"], 60)
    clean = tmp_path / "clean"
    build_tiny(content, clean / "site", audiences=[Audience.PUBLIC])
    assert tree(clean / "site/public/feeds") == after
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC], today=date(2026, 12, 30))
    assert tree(folder) == after


def test_the_archive_of_the_running_year_has_another_address_when_it_has_other_entries(tmp_path: Path) -> None:
    """A program that follows archives fetches each address once, and must miss nothing (RFC 5005, section 4)."""
    content = write_base(tmp_path / "content")
    fetched: dict[str, bytes] = {}
    known: set[str] = set()
    for number in range(3 * NEWEST_OF_SOME):
        write_item(content, f"bulletins/b{number}.md", f"published: 2026-0{number // 9 + 1}-0{number % 9 + 1}")
        if number + 1 not in (NEWEST_OF_SOME, NEWEST_OF_SOME + 1, 3 * NEWEST_OF_SOME):
            continue
        build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
        folder = tmp_path / "site/public/feeds"
        feed = etree.parse(folder / "types/bulletin.atom")
        while True:
            known |= {one.text for one in feed.findall(f"{ATOM}entry/{ATOM}id")}
            path = links(feed).get("prev-archive", "").removeprefix(f"{PUBLIC}feeds/")
            if not path or path in fetched:
                break
            fetched[path] = (folder / path).read_bytes()
            feed = etree.parse(folder / path)
        assert len(known) == number + 1
    assert len(fetched) == 2


def links(feed: Any) -> dict[str, str]:
    return {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link") if one.get("rel") != "alternate"}


def test_only_feeds_whose_entries_changed_are_written_and_only_those_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = write_base(tmp_path / "content")
    for number in range(6):
        theme = "neglect" if number % 2 else "babies"
        write_item(
            content,
            f"bulletins/b{number}.md",
            f"title: Bulletin {number}\npublished: 2026-0{number + 1}-01\nthemes: [{theme}]",
        )
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    before = tree(tmp_path / "site/public")
    written: list[str] = []
    real = feed_files.render_atom_entry
    monkeypatch.setattr(
        feed_files, "render_atom_entry", lambda view, html: written.append(view.title) or real(view, html)
    )
    write_item(
        content, "bulletins/b1.md", "title: Bulletin 1\npublished: 2026-02-01\nthemes: [neglect]", "Another sentence."
    )
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC])
    after = tree(tmp_path / "site/public")
    changed = {path for path in after if path.startswith("feeds/") and after[path] != before.get(path)}
    assert changed == {
        f"feeds/{name}{ending}"
        for name in ("all", "types/bulletin", "themes/neglect")
        for ending in (".atom", ".rss", ".json")
    }
    assert written == ["Bulletin 1"]
    written.clear()
    build_tiny(content, tmp_path / "site", audiences=[Audience.PUBLIC], today=date(2026, 12, 24))
    assert written == []
    shutil.rmtree(tmp_path / "cache")
    build_tiny(content, tmp_path / "clean", cache=tmp_path / "cache", audiences=[Audience.PUBLIC])
    assert {path: data for path, data in tree(tmp_path / "clean/public").items() if path.startswith("feeds/")} == {
        path: data for path, data in after.items() if path.startswith("feeds/")
    }
