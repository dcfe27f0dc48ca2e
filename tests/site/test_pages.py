"""What holds for the HTML of every page of both sites."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable
from html.parser import HTMLParser

import pytest

from tests.example import AUDIENCES, ROOT, Example, Page

VNU = ROOT / "tests/site/node_modules/vnu-jar/build/dist/vnu.jar"


class Outline(HTMLParser):
    """What the checks need to know of a page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.tags: Counter[str] = Counter()
        self.classes: set[str] = set()
        self.links: list[str] = []
        self.inline: list[str] = []
        self.language = ""
        self.title = ""
        self.empty_headers = 0
        self._in_title = False
        self._header: str | None = None
        self.feed(page.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.classes.update(given.get("class", "").split())
        self._in_title = tag == "title"
        if tag == "th":
            self._header = ""
        if "id" in given:
            self.ids.append(given["id"])
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "html":
            self.language = given.get("lang", "")
        self._note_inline(tag, given)

    def handle_data(self, data: str) -> None:
        """Note the title, and what a table's header says."""
        if self._in_title:
            self.title += data
        if self._header is not None:
            self._header += data

    def handle_endtag(self, tag: str) -> None:
        """End the title or a table's header."""
        self._in_title = False
        if tag == "th":
            self.empty_headers += not (self._header or "").strip()
            self._header = None

    def _note_inline(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(f"<{tag}>")
        self.inline += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]


Check = Callable[[Page, Outline], Iterable[str]]


def find_without_frame(page: Page, outline: Outline) -> Iterable[str]:
    """Find what is missing of the frame: one main, one h1, the skip link, the safety line and the worried block."""
    if outline.tags["main"] != 1:
        yield f"{outline.tags['main']} main elements"
    if outline.headings.count(1) != 1:
        yield f"{outline.headings.count(1)} h1 headings"
    if not outline.links or outline.links[0] != "#main" or "main" not in outline.ids:
        yield "the first link does not skip to #main"
    yield from (f"no .{name}" for name in ("safety", "worried") if name not in outline.classes)
    if not outline.language.startswith("en"):
        yield f"language '{outline.language}'"
    if not outline.title.strip():
        yield "no title"


def find_duplicate_ids(page: Page, outline: Outline) -> Iterable[str]:
    """Find ids that stand more than once."""
    return (f"id '{name}' {count} times" for name, count in Counter(outline.ids).items() if count > 1)


def find_skipped_headings(page: Page, outline: Outline) -> Iterable[str]:
    """Find headings that leave out a level on the way down, and headings above the h1."""
    if outline.headings and outline.headings[0] != 1:
        yield f"begins with h{outline.headings[0]}"
    yield from (
        f"h{low} after h{high}"
        for high, low in zip(outline.headings, outline.headings[1:], strict=False)
        if low > high + 1
    )


def find_empty_table_headers(page: Page, outline: Outline) -> Iterable[str]:
    """Find columns and rows of tables whose header says nothing."""
    if outline.empty_headers:
        yield f"{outline.empty_headers} empty th elements"


def find_inline_code(page: Page, outline: Outline) -> Iterable[str]:
    """Find scripts and styles that the strict policy would stop."""
    return outline.inline


CHECKS: tuple[Check, ...] = (
    find_without_frame,
    find_duplicate_ids,
    find_skipped_headings,
    find_empty_table_headers,
    find_inline_code,
)


@pytest.fixture(scope="module", params=AUDIENCES)
def outlines(request: pytest.FixtureRequest, example: Example) -> list[tuple[Page, Outline]]:
    """Give the outline of every page of each of the two sites in turn."""
    return [(page, Outline(page)) for page in example.site(request.param).pages]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_page_fails_the_check(outlines: list[tuple[Page, Outline]], check: Check) -> None:
    assert len(outlines) > 100
    found = [f"/{page.path}: {problem}" for page, outline in outlines for problem in check(page, outline)]
    assert not found, "\n".join(found)


def test_titles_are_unique(outlines: list[tuple[Page, Outline]]) -> None:
    titles = Counter(outline.title for page, outline in outlines if not page.is_redirect)
    twice = [title for title, count in titles.items() if count > 1]
    assert not twice, "\n".join(twice)


KEPT_FOR_PHONES = "The “role” attribute must not be used on a “(td|th|tr|tbody|thead)” element"
"""The checker calls roles in tables redundant. On a phone the rows are laid out as blocks, and there browsers forget what they are."""


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_html_is_valid(example: Example, audience: str) -> None:
    files = [page.file for page in example.site(audience).examples]
    command = [
        "java",
        "-jar",
        VNU,
        "--format",
        "json",
        "--errors-only",
        "--filterpattern",
        f".*{KEPT_FOR_PHONES}.*",
        *files,
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    messages = json.loads(done.stderr)["messages"]
    found = Counter((_place(message, audience), message["message"], message.get("extract", "")) for message in messages)
    assert not found, "\n".join(
        f"{place}: {text} {extract!r} ({count})" for (place, text, extract), count in found.items()
    )


def _place(message: dict[str, str], audience: str) -> str:
    return message["url"].partition(f"/{audience}/")[2]
