"""What was opened → what an item can be made of: a title, a text in our Markdown, pictures with names, and proposals for the fields."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from learning_loop.drafting.item import labels_in
from learning_loop.importing.blocks import Block, Item, set_in_order, tidy, write
from learning_loop.importing.html import read_html
from learning_loop.importing.opening import Opened
from learning_loop.importing.proposals import LONGEST_TITLE, Told, propose
from learning_loop.model.values import dataclass, field
from learning_loop.reading.unwritten import WRITE
from learning_loop.reading.written import Tree

FRONT = 4
"""Lines at the top among which a title is looked for: the partnership's name and the day may stand above it."""

_NO_TITLE = re.compile(
    r"(?:table of )?contents|index|(?:document|version) control|foreword|preface|acknowledge?ments|glossary",
    re.IGNORECASE,
)
"""Headings at the top of a document that are not its title."""

_SIGNS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}


@dataclass(slots=True)
class Brought:
    """A document that was brought in."""

    title: str
    text: str
    """In our Markdown."""
    plain: str
    """All its words, for guesses."""
    counts: Counter[str]
    """How much of each kind of part it has, in words."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By the names of the files that they become."""
    attachments: list[Tree] = field(default_factory=list)
    """The pictures as front matter names them."""
    findings: list[Told] = field(default_factory=list)
    recommendations: list[Told] = field(default_factory=list)
    actions: list[dict[str, str]] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    """Labels for people in it."""
    dropped: Counter[str] = field(default_factory=Counter)
    has_fields: bool = False
    """Whether findings and recommendations were found, wherever they are now."""


def bring_in(opened: Opened, *, fields: bool | None) -> Brought:
    """Give what an item can be made of. ``fields`` says whether its type has findings and recommendations; None leaves that to what is found."""
    files = {
        name: f"picture-{number}.{_ending(data)}" for number, (name, data) in enumerate(opened.pictures.items(), 1)
    }
    read = read_html(opened.html, files)
    title, blocks = _title(opened.title, read.blocks, read.notes)
    made = propose(blocks, fields=True)
    found = bool(made.recommendations or made.findings)
    if fields is False or (fields is None and not found):
        made = propose(blocks, fields=False)
    text = write(set_in_order(made.blocks))
    by_file = {file: opened.pictures[name] for name, file in files.items()}
    plain = "\n".join(_plain(blocks))
    return Brought(
        title,
        text,
        plain,
        _counts(made.blocks, read.pictures),
        {file: by_file[file] for file in read.pictures},
        [{"file": file, "title": _picture_title(read.alts.get(file, ""))} for file in read.pictures],
        made.findings,
        made.recommendations,
        made.actions,
        labels_in(f"{title}\n{plain}"),
        Counter(opened.dropped) + Counter(f"the column '{words}' of a table of actions" for words in made.unused),
        found,
    )


def _ending(data: bytes) -> str:
    return next((ending for sign, ending in _SIGNS.items() if data.startswith(sign)), "png")


def _picture_title(alt: str) -> str:
    if len(alt) < 3:
        return f"{WRITE}: what the picture is called"
    return alt if len(alt) <= LONGEST_TITLE else alt[: LONGEST_TITLE - 1].rpartition(" ")[0] + "…"


def _title(given: str, blocks: list[Block], notes: Block | None) -> tuple[str, list[Block]]:
    """Give the title, and the blocks without it: what the document calls so, or its first heading when no other is as high; never that of the notes."""
    title = given
    said = [block for block in blocks if block.words or block.kind != "text"]
    first = next((block for block in said[:FRONT] if block.kind == "heading" and block is not notes), None)
    if not title and first is not None and (_stands_alone(first, said, notes) or _is_bare(first, said)):
        title = first.words.plain
        blocks = [block for block in blocks if block is not first]
    title = re.sub(r"\s*[.:]\s*$", "", tidy(title).strip())
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE - 1].rpartition(" ")[0] + "…"
    return title, blocks


def _stands_alone(heading: Block, blocks: list[Block], notes: Block | None) -> bool:
    """Say whether no other heading of the document is as high; that of the notes is ours."""
    others = (block for block in blocks if block.kind == "heading" and block is not heading)
    return all(block.level > heading.level or block is notes for block in others)


def _is_bare(heading: Block, said: list[Block]) -> bool:
    """Say whether a heading is followed by another as high: then it is above the whole, and not above a part."""
    after = next((block for before, block in pairwise(said) if before is heading), None)
    return (
        after is not None
        and after.kind == "heading"
        and after.level <= heading.level
        and not _NO_TITLE.fullmatch(tidy(heading.words.plain).strip(" :"))
    )


def _plain(blocks: list[Block]) -> list[str]:
    said: list[str] = []
    for block in blocks:
        said.append(block.words.plain)
        said += [cell.plain for row in block.rows for cell in row]
        said += [words for item in block.items for words in _of_item(item)]
    return [words for words in said if words.strip()]


def _of_item(item: Item) -> list[str]:
    return [item.words.plain, *(words for below in item.lists for one in below.items for words in _of_item(one))]


def _counts(blocks: list[Block], pictures: list[str]) -> Counter[str]:
    names = {"heading": "heading", "text": "paragraph", "quote": "quotation", "list": "list", "table": "table"}
    counts = Counter(names[block.kind] for block in blocks)
    if pictures:
        counts["picture"] = len(pictures)
    return counts
