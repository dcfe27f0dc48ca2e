"""Every feed of the example: the standards, the ids, the archives, and nothing for professionals in public; and a real reader after a rebuild."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from reader import make_reader

from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.outputs.feed_sheets import NEWEST
from learning_loop.schema.items import read_item
from tests.example import AUDIENCES, ROOT, TODAY, Example, run
from tests.nginx import answers, serve_by_nginx

ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVE = re.compile(r"/\d{4}(?:-[0-9a-f]{8})?\.atom$")
SCHEMAS = ROOT / "tests/schemas"


class Feeds:
    """The feeds of one site, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.atom = {file.relative_to(folder).as_posix(): etree.parse(file) for file in sorted(folder.rglob("*.atom"))}
        self.json = {
            file.relative_to(folder).as_posix(): json.loads(file.read_bytes())
            for file in sorted(folder.rglob("*.json"))
        }

    @property
    def fronts(self) -> dict[str, Any]:
        """Those that people subscribe to."""
        return {path: feed for path, feed in self.atom.items() if not ARCHIVE.search(f"/{path}")}


@pytest.fixture(scope="module", params=AUDIENCES)
def feeds(request: pytest.FixtureRequest, example: Example) -> Feeds:
    return Feeds(example.site(request.param).folder / "feeds")


def entries(feed: Any) -> Iterator[Any]:
    return feed.iterfind(f"{ATOM}entry")


def links(feed: Any) -> dict[str, str]:
    return {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link") if one.get("rel") != "alternate"}


def test_every_feed_holds_to_rfc_4287_and_to_json_feed_1_1(feeds: Feeds) -> None:
    atom = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    assert len(feeds.fronts) == len(feeds.json) == 96
    assert len(feeds.atom) > 200
    for path, feed in feeds.atom.items():
        assert atom.validate(feed), f"{path}: {atom.error_log.last_error}"
    schema = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "json-feed.json").read_text()))
    seen: set[str] = set()
    for path, feed in feeds.json.items():
        new = [item for item in feed["items"] if (text := json.dumps(item)) not in seen and not seen.add(text)]  # type: ignore[func-returns-value]
        assert not list(schema.iter_errors(feed | {"items": new})), path
    assert len(seen) > 100


def test_ids_are_unique_and_every_entry_says_when_it_changed(feeds: Feeds) -> None:
    ids = [feed.findtext(f"{ATOM}id") for feed in feeds.fronts.values()]
    assert len(set(ids)) == len(ids)
    titles = [feed.findtext(f"{ATOM}title") for feed in feeds.fronts.values()]
    assert len(set(titles)) == len(titles)
    shown: dict[str, str] = {}
    for path, feed in feeds.atom.items():
        found = [entry.findtext(f"{ATOM}id") for entry in entries(feed)]
        assert len(set(found)) == len(found), path
        for entry in entries(feed):
            one, title = entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title")
            assert one.startswith("urn:uuid:")
            assert shown.setdefault(one, title) == title
            assert entry.findtext(f"{ATOM}published") <= entry.findtext(f"{ATOM}updated") <= f"{TODAY}T00:00:00+00:00"
            assert entry.findtext(f"{ATOM}summary")
        days = [entry.findtext(f"{ATOM}published") for entry in entries(feed)]
        assert days == sorted(days, reverse=True), path
    assert max(len(feed.findall(f"{ATOM}entry")) for feed in feeds.fronts.values()) == NEWEST == 50


def test_the_archives_of_every_feed_lead_through_all_that_was_in_it(feeds: Feeds) -> None:
    """What the feed of everything and its archives hold decides what the others must hold."""
    walked, members = set(), {}
    for path, feed in feeds.fronts.items():
        found: dict[str, set[tuple[str, str]]] = {}
        here = feed
        while True:
            for entry in entries(here):
                labels = {(one.get("scheme"), one.get("term")) for one in entry.findall(f"{ATOM}category")}
                found.setdefault(entry.findtext(f"{ATOM}id"), labels)
            if "prev-archive" not in links(here):
                break
            older = links(here)["prev-archive"].partition("/feeds/")[2]
            here = feeds.atom[older]
            assert here.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")
            walked.add(older)
        members[path] = found
    assert walked == feeds.atom.keys() - feeds.fronts.keys()
    everything = members["all.atom"]
    for folder in ("types", "themes", "agencies", "roles"):
        for path in (path for path in members if path.startswith(f"{folder}/")):
            name = path.removeprefix(f"{folder}/").removesuffix(".atom")
            wanted = {
                one
                for one, labels in everything.items()
                if any(scheme.endswith(f"/{folder}/") and term == name for scheme, term in labels)
            }
            assert members[path].keys() == wanted, path


def test_enclosures_are_files_of_the_site_with_their_lengths(feeds: Feeds) -> None:
    found = set()
    for feed in feeds.fronts.values():
        for link in feed.iterfind(f"{ATOM}entry/{ATOM}link[@rel='enclosure']"):
            file = feeds.folder.parent / link.get("href").partition(".example/")[2]
            assert (file.stat().st_size, "/" in link.get("type")) == (int(link.get("length")), True)
            found.add(file)
    assert found


def hidden() -> Iterator[Publication]:
    for path in sorted((ROOT / "content").rglob("*.md")):
        one = read_item(path.read_bytes(), path=path.relative_to(ROOT / "content").as_posix()).publication
        assert one is not None
        if one.audience is Audience.PROFESSIONAL or one.draft or one.published.isoformat() > TODAY:
            yield one


def test_no_item_for_professionals_and_none_of_later_is_in_a_public_feed(example: Example) -> None:
    kept = list(hidden())
    assert len(kept) > 10
    folder = example.site("public").folder / "feeds"
    texts = [file.read_text() for file in sorted(folder.rglob("*.*"))]
    addresses = {address for text in texts for address in re.findall(r"\.example/([a-z-]+/[a-z0-9-]+)", text)}
    assert "policies/escalation-policy" in addresses
    assert [one.id for one in kept if one.address in addresses] == []
    titles = {entry.findtext(f"{ATOM}title") for feed in Feeds(folder).atom.values() for entry in entries(feed)}
    assert [one.title for one in kept if any(one.title in title for title in titles)] == []


FOLLOWED = {
    "all.atom": (1, 1),
    "types/briefing.rss": (1, 1),
    "themes/neglect.json": (1, 1),
    "agencies/schools.rss": (1, 1),
    "roles/teacher.atom": (1, 1),
    "changes.json": (1, 0),
    "actions.rss": None,
    "types/newsletter.atom": None,
}
"""Feeds of every kind, and how many new and changed entries a reader is to see in them."""


def test_a_reader_of_the_example_sees_the_one_new_and_the_one_changed_entry(example: Example, tmp_path: Path) -> None:
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(example.folder.parent / "cache", tmp_path / "cache", copy_function=os.link)
    build(content, tmp_path)
    with serve_by_nginx(tmp_path / "site/public", tmp_path / "nginx") as origin, make_reader(":memory:") as reader:
        addresses = {path: f"{origin}/feeds/{path}" for path in FOLLOWED}
        for address in addresses.values():
            reader.add_feed(address)
        assert all(reader.update_feed(address) for address in addresses.values())
        build(content, tmp_path)
        assert [path for path, address in addresses.items() if reader.update_feed(address)] == []
        assert {tuple(answers(tmp_path / "nginx", f"/feeds/{path}")) for path in FOLLOWED} == {(200, 304)}
        first = content / "briefings/friendly-but-nothing-changes.md"
        new = first.read_text().replace("title: ", "title: 'Friendly again'\n#", 1)
        new = re.sub(r"^published: .*", f"published: {TODAY}", new, count=1, flags=re.MULTILINE)
        (content / "briefings/friendly-again.md").write_text(
            re.sub(r"^(?:updated|change_note): .*\n", "", new, flags=re.MULTILINE)
        )
        text = (
            re.sub(r"^(?:updated|change_note): .*\n", "", first.read_text(), flags=re.MULTILINE)
            + "\nOne more sentence.\n"
        )
        first.write_text(
            text.replace("\npublished:", f"\nupdated: {TODAY}\nchange_note: One more sentence.\npublished:", 1)
        )
        build(content, tmp_path)
        seen = {}
        for path, address in addresses.items():
            told = reader.update_feed(address)
            seen[path] = (told.new, told.modified) if told else None
    assert seen == FOLLOWED


def build(content: Path, folder: Path) -> None:
    run(
        "loop", "build", "--content", content, "--site", folder / "site", "--cache", folder / "cache", "--audience", "public", "--today", TODAY,
    )  # fmt: skip
