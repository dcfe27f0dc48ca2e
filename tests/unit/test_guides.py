"""The guides as pages: what becomes of links, pictures and parts, the command that writes them, and that they travel in the wheel."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hatchling.builders.wheel import WheelBuilder
from typer.testing import CliRunner

from learning_loop import guides
from learning_loop.doors.cli.main import app
from learning_loop.guides import guide_files
from learning_loop.present.guides import INDEX, SHELVES, Files, documents_of, present_guides
from learning_loop.reading.guides import GuidePart, Picture, Target, read_guide, render_part
from tests.browser.pictures import FOLDER, LARGEST, PICTURES, TAKEN_BY_HAND
from tests.documented import DOCUMENTS, inline
from tests.example import ROOT

TEXTS = {
    "docs/authors.md": """# Author guide

<!-- for other authors -->
Write. See [below](#how-to-begin).

**First**

- [The end](#the-end), [a place](#a-place)

## Not listed

Nothing.

## How to begin

Read [the fields](field-reference.md#days), [the licence](../LICENSE), [the map](../ARCHITECTURE.md#rooms) and [more](#a-place).

![A page](pictures/page.png)

### A place

Here, with `<b>code</b>` and <b>markup</b>.

```markdown content/briefings/x.md
title: x
```

## The end

Nothing.
""",
    "docs/field-reference.md": "# Fields\n\nAll of them.\n\n## Days\n\n[A schema](schema/page.json)\n",
    "ARCHITECTURE.md": "# Architecture\n\nThe map.\n\n## Rooms\n\nBack to [how to begin](docs/authors.md#how-to-begin), [a place](docs/authors.md#a-place).\n",
}
FILES = Files(TEXTS, {"docs/pictures/page.png": (390, 800)}, frozenset({"docs/schema/page.json"}))


def _rendered(part: GuidePart) -> str:
    return render_part(part, link=lambda target: Target(href=target), picture=Picture)


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.requests: list[str] = []
        self.styled: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            assert found["id"] not in self.ids
            self.ids.add(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        elif "src" in found or tag == "link":
            self.requests.append(found.get("src") or found["href"])
        if tag in ("script", "style") or "style" in found:
            self.styled.append(tag)


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return guide_files()


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, _Page]:
    return {path: _Page(data.decode()) for path, data in site.items() if path.endswith(".html")}


def test_links_lead_to_the_page_that_has_the_place_and_what_is_no_guide_is_named() -> None:
    made = {page.path: page for page in present_guides(FILES)}
    opening, begin = made["authors.html"], made["authors-how-to-begin.html"]
    assert opening.body.startswith('<p>Write. See <a href="authors-how-to-begin.html">below</a>.</p>')
    assert (
        '<li><a href="authors-the-end.html">The end</a>, <a href="authors-how-to-begin.html#a-place">' in opening.body
    )
    assert '<a href="field-reference-days.html">the fields</a>' in begin.body
    assert "the licence (<code>LICENSE</code>)" in begin.body
    assert '<a href="architecture.html#rooms">the map</a>' in begin.body
    assert '<a href="#a-place">more</a>' in begin.body
    assert '<img src="pictures/page.png" alt="A page" loading="lazy" width="390" height="800">' in begin.body
    assert '<h2 id="a-place">A place</h2>' in begin.body
    assert "&lt;b&gt;markup&lt;/b&gt;" in begin.body
    assert "<figcaption>content/briefings/x.md</figcaption>" in begin.body
    assert '<a href="schema/page.json">A schema</a>' in made["field-reference-days.html"].body
    assert 'href="authors-how-to-begin.html">how to begin' in made["architecture.html"].body
    assert 'href="authors-how-to-begin.html#a-place">a place' in made["architecture.html"].body
    assert "for other authors" not in "".join(page.body for page in made.values())


def test_the_parts_of_a_guide_stand_in_the_order_of_its_own_contents_and_none_is_forgotten() -> None:
    made = [page for page in present_guides(FILES) if page.path.startswith("authors")]
    assert [page.path for page in made] == [
        "authors.html",
        "authors-the-end.html",
        "authors-not-listed.html",
        "authors-how-to-begin.html",
    ]
    assert [link.href for link in made[0].chapters] == ["authors-not-listed.html", "authors-how-to-begin.html"]
    assert [page.before.href if page.before else "" for page in made] == ["", *(page.path for page in made[:-1])]
    assert [page.after.href if page.after else "" for page in made] == [*(page.path for page in made[1:]), ""]


def test_two_headings_with_the_same_words_have_the_anchors_of_a_code_host() -> None:
    guide = read_guide("# T\n\n## A `b`, c\n\n### Again\n\n## D\n\n### Again\n")
    assert [one.anchor for one in guide.headings] == ["a-b-c", "again", "d", "again-1"]
    assert 'id="again-1"' in _rendered(guide.parts[2])


def test_a_table_without_words_in_its_head_has_none() -> None:
    assert "<thead>" not in _rendered(read_guide("| | |\n|---|---|\n| a | b |\n").parts[0])
    assert "<thead>" in _rendered(read_guide("| | x |\n|---|---|\n| a | b |\n").parts[0])


def test_every_document_of_the_project_is_a_guide_on_one_shelf() -> None:
    texts = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in DOCUMENTS}
    shelved = [path for shelf in SHELVES for path in documents_of(shelf, {**texts, "docs/later.md": "# Later"})]
    assert sorted(shelved) == sorted([*texts, "docs/later.md"])


def test_every_link_between_the_guides_leads_to_a_page_and_a_place(
    site: dict[str, bytes], pages: dict[str, _Page]
) -> None:
    wrong = []
    for path, page in pages.items():
        for link in page.links:
            if re.match(r"(https?|mailto|tel):", link):
                continue
            target, _, anchor = link.partition("#")
            if (target or path) not in site or (anchor and unquote(anchor) not in pages[target or path].ids):
                wrong.append(f"{path}: {link}")
    assert wrong == []
    linked = {link.partition("#")[0] for page in pages.values() for link in page.links}
    assert set(pages) - linked == set()


def test_no_page_of_the_guides_asks_for_anything_that_is_not_beside_it(
    site: dict[str, bytes], pages: dict[str, _Page]
) -> None:
    assert {each for page in pages.values() for each in page.requests} <= set(site)
    assert [path for path, page in pages.items() if page.styled] == []
    css = next(data.decode() for path, data in site.items() if path.endswith(".css"))
    assert {f"assets/{address}" for address in re.findall(r"url\(([^)]+)\)", css)} <= set(site)


def test_every_picture_of_the_guides_is_made_by_the_one_command_is_shown_and_is_small() -> None:
    there = {file.stem: file.stat().st_size for file in (ROOT / FOLDER).iterdir()}
    shown = {
        str(token.attrs["src"]) for file in DOCUMENTS for token in inline("image", file.read_text(encoding="utf-8"))
    }
    assert set(there) == {Path(source).stem for source in shown}
    assert set(PICTURES) == set(there) - TAKEN_BY_HAND
    assert max(there.values()) < LARGEST


def test_the_guides_are_made_once(monkeypatch: pytest.MonkeyPatch, site: dict[str, bytes]) -> None:
    monkeypatch.setattr(guides, "present_guides", lambda files: pytest.fail("made again"))
    assert guide_files() is site


def test_the_command_writes_pages_that_open_from_the_disk_and_touches_no_folder_of_somebody_else(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "out/guides"
    done = CliRunner().invoke(app, ["guides", "--folder", str(folder)])
    assert (done.exit_code, done.stdout.split(":")[0]) == (0, str(folder / INDEX))
    (folder / "notes.txt").write_text("mine")
    (folder / INDEX).write_bytes((folder / INDEX).read_bytes() + b"<!-- old -->")
    assert CliRunner().invoke(app, ["guides", "--folder", str(folder)]).exit_code == 0
    assert b"<!-- old -->" not in (folder / INDEX).read_bytes()
    assert (folder / "notes.txt").read_text() == "mine"
    assert {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} == {
        *guide_files(),
        "notes.txt",
    }
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("a page of my own")
    refused = CliRunner().invoke(app, ["guides", "--folder", str(other)])
    assert refused.exit_code == 1
    assert "has other files in it, and was left as it is" in refused.output
    assert (other / "index.html").read_text() == "a page of my own"


def test_the_guides_travel_in_the_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: dict[str, bytes]
) -> None:
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path, [name for name in archive.namelist() if "/_guides/" in name or "/_theme/" in name])
    package = tmp_path / "learning_loop"
    monkeypatch.setattr(guides, "__file__", str(package / "guides.py"))
    monkeypatch.setattr(guides, "theme_folder", lambda: package / "_theme")
    assert guide_files() == site
