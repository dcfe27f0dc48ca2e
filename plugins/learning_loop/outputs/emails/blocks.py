"""An e-mail as a row of blocks: what is said when there is no layout. Plain text and Notify's Markdown are both written from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from learning_loop.outputs.emails.tree import Node, read_tree
from learning_loop.present.views import EmailPart, EmailRow, EmailView

_SPACE = re.compile(r"\s+")
_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "table", "pre", "div", "section", "aside", "figure", "hr"})
_TITLES = frozenset({"role-block__title", "questions__title", "well-done__title"})
_LEVELS = {"h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}


class Link(NamedTuple):
    """Words that lead somewhere."""

    words: str
    address: str


Words = tuple[str | Link, ...]


class Block(NamedTuple):
    """Something that is said in one breath."""

    kind: Literal["title", "heading", "smaller", "text", "point", "step", "row"]
    words: Words
    depth: int = 0
    """How deep a point lies in others."""
    number: int = 0
    """Of a step, from 1."""


def list_blocks(view: EmailView, read: Callable[[EmailPart], str]) -> Iterator[Block]:
    """Give everything that an e-mail says, in its order. ``read`` gives the html of a part's text, with whole addresses."""
    yield Block("title", (view.subject,))
    yield Block("text", (f"{view.kind}. From {view.partnership}, {view.day}.",))
    if view.notice:
        yield Block("text", (view.notice,))
    yield Block("text", (view.opening,))
    yield Block("text", (Link("Read it in your browser", view.browser),))
    if view.content_note:
        yield Block("text", (f"Before you read: {view.content_note}",))
    if view.things:
        yield Block("heading", (view.things_title,))
        for thing in view.things:
            yield Block("smaller", (f"{thing.number}. {thing.title}" if len(view.things) > 1 else thing.title,))
            yield Block("text", (thing.text,))
            yield Block("row", (Link(thing.label, thing.address),))
    for part in view.parts:
        yield from _part_blocks(part, read(part), view.browser)
    yield from _foot(view)


def _part_blocks(part: EmailPart, html: str, page: str) -> Iterator[Block]:
    if part.title:
        yield Block("heading", (part.title,))
    if part.counts:
        yield Block("text", (part.counts,))
    yield from html_blocks(html, page)
    for group in part.groups:
        if group.title:
            yield Block("smaller", (group.title,))
        for row in group.rows:
            yield from _row(row)
    for date in part.dates:
        yield Block("row", (f"{date.day}: ", Link(date.title, date.address), f", {date.note}"))


def _row(row: EmailRow) -> Iterator[Block]:
    stop = "" if row.title.endswith((".", "?", "!")) else "."
    yield Block("row", (Link(row.title, row.address), f"{stop} {row.about}.{' ' + row.line if row.line else ''}"))


def _foot(view: EmailView) -> Iterator[Block]:
    worried = view.worried
    yield Block("heading", (worried.title,))
    yield Block("text", (f"In danger now: {worried.emergency}. {worried.line}: {worried.number}, {worried.hours}.",))
    yield Block("text", (f"{worried.advice_label}: {worried.advice_number}, {worried.advice_hours}.",))
    yield Block("text", (worried.says,))
    yield Block("heading", ("About this e-mail",))
    yield Block("text", (f"{view.why} {view.stop}",))


def html_blocks(html: str, page: str) -> list[Block]:
    """Give a text's html as blocks. ``page`` is the address of its page, for links within it."""
    return list(_blocks(read_tree(html), page, 0))


def _blocks(node: Node, page: str, depth: int) -> Iterator[Block]:
    for child in node.elements():
        if child.tag in _LEVELS:
            yield Block("heading" if _LEVELS[child.tag] == 2 else "smaller", _words(child.children, page))
        elif child.tag == "p":
            yield Block("smaller" if child.name in _TITLES else "text", _words(child.children, page))
        elif child.tag in ("ul", "ol"):
            yield from _points(child, page, depth)
        elif child.tag == "table":
            yield from _table(child, page)
        elif child.tag == "pre":
            yield Block("text", _words(child.children, page))
        elif child.name == "voice":
            yield from _voice(child, page, depth)
        elif child.tag != "hr":
            if child.name == "professional-only":
                yield Block("smaller", ("For professionals only",))
            yield from _blocks(child, page, depth)


def _points(node: Node, page: str, depth: int) -> Iterator[Block]:
    first = int(node.attributes.get("start", "1")) if node.tag == "ol" else 0
    for place, item in enumerate(node.elements()):
        inner = [child for child in item.children if isinstance(child, Node) and child.tag in _BLOCKS]
        own = [child for child in item.children if not (isinstance(child, Node) and child.tag in _BLOCKS)]
        if inner and inner[0].tag == "p" and not "".join(c if isinstance(c, str) else c.text() for c in own).strip():
            own, inner = inner[0].children, inner[1:]
        yield Block("step" if first else "point", _words(own, page), depth, first + place if first else 0)
        rest = Node("", {})
        rest.children = list(inner)
        yield from _blocks(rest, page, depth + 1)


def _table(table: Node, page: str) -> Iterator[Block]:
    """Give each row as a sentence in which the columns' names stand before their cells."""
    rows = [row for part in table.elements() for row in (part.elements() if part.tag != "tr" else (part,))]
    names = [_flat(cell.text()) for cell in rows[0].elements()] if rows else []
    for row in rows[1:]:
        words: list[str | Link] = []
        said = 0
        for number, cell in enumerate(row.elements()):
            if not _flat(cell.text()):
                continue
            name = names[number] if number < len(names) and number else ""
            words.append(("", ". ", "; ")[min(said, 2)] + (f"{name}: " if name else ""))
            words += _words(cell.children, page)
            said += 1
        if words:
            yield Block("point", _joined([*words, "."]))


def _voice(figure: Node, page: str, depth: int) -> Iterator[Block]:
    """Give what somebody said after who said it: the ear needs that first."""
    who = next((child for child in figure.elements() if child.tag == "figcaption"), None)
    said = [child for child in figure.elements() if child.tag != "figcaption"]
    if who is not None and _flat(who.text()):
        yield Block("text", (f"{_flat(who.text())} said:",))
    for child in said:
        yield from _blocks(child, page, depth)


def _words(children: Sequence[Node | str], page: str) -> Words:
    parts: list[str | Link] = []
    for child in children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "a":
            address = child.attributes.get("href", "")
            parts.append(Link(_flat(child.text()), page + address if address.startswith("#") else address))
        elif child.tag == "img":
            parts.append(f"(Picture: {child.attributes.get('alt', '')})")
        elif child.tag == "br":
            parts.append(" ")
        else:
            parts += _words(child.children, page)
    return _joined(parts)


def _joined(parts: Sequence[str | Link]) -> Words:
    """Join neighbouring texts, with single spaces, and none at the ends."""
    found: list[str | Link] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    found = [_SPACE.sub(" ", part) if isinstance(part, str) else part for part in found]
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return tuple(part for part in found if part)


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
