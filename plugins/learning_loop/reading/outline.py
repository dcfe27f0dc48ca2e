"""What a text is made of, block by block and with line numbers: what somebody needs who looks at how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it.token import Token

from learning_loop.reading.front_matter import FieldPath, field_words


class Block(NamedTuple):
    """One piece of text that is read in one go."""

    kind: str
    """``heading``, ``paragraph``, ``item`` (of a list), ``head`` and ``cell`` (of a table), or ``field`` (of the front matter)."""
    line: int
    """Of its first line in the file."""
    field: str
    """``body``, or the field of the front matter."""
    text: str
    """As it is read; line ends are those of the file."""
    level: int = 0
    """Of a heading."""
    quoted: bool = False
    """Somebody else's words."""
    bold: bool = False
    """All of it is bold."""
    alone: bool = False
    """A paragraph of the text itself, in no list, table or block."""


class SeenLink(NamedTuple):
    """A link, or an address that is written out."""

    line: int
    words: str
    address: str
    """Empty where an address stands in the text and is no link."""


class SeenPicture(NamedTuple):
    """A picture."""

    line: int
    words: str
    """For those who cannot see it."""
    file: str


class Outline(NamedTuple):
    """A body without its front matter, or with it."""

    blocks: tuple[Block, ...] = ()
    links: tuple[SeenLink, ...] = ()
    pictures: tuple[SeenPicture, ...] = ()
    tables: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Line of each table, and the cells of its first row."""


BARE = re.compile(r"(?:https?://|www\.)[^\s<>]{3,}", re.IGNORECASE)
_CONTAINERS = {"blockquote_open": 1, "blockquote_close": -1}
_NOT_PROSE = frozenset({"people", "redirect_from", "file", "lead_reviewers", "aliases", "type", "audience"})
_QUOTES = frozenset({"quote"})


def outline_of(tokens: Sequence[Token], line_offset: int) -> Outline:
    """Give the outline of a parsed body; ``line_offset`` is how many lines stand above it."""
    blocks: list[Block] = []
    links: list[SeenLink] = []
    pictures: list[SeenPicture] = []
    tables: list[tuple[int, list[str]]] = []
    voices: list[bool] = []
    quoted, items, before, head = 0, 0, tokens[0] if tokens else None, False
    for token in tokens:
        kind = token.type
        if kind == "inline":
            line = (token.map[0] if token.map else 0) + 1 + line_offset
            text, bold = _words_of(token, line, links, pictures)
            opened = before.type if before is not None else ""
            block = "head" if head and opened == "th_open" else _KINDS.get(opened, "paragraph")
            if block == "paragraph" and items:
                block = "item"
            level = int(before.tag[1]) if block == "heading" and before is not None else 0
            alone = block == "paragraph" and not token.level > 1
            blocks.append(Block(block, line, "body", text, level, bool(quoted) or any(voices), bold, alone))
            if block == "head":
                tables[-1][1].append(text.strip())
        elif kind in _CONTAINERS:
            quoted += _CONTAINERS[kind]
        elif kind == "container_directive_open":
            voices.append(token.info.split()[:1] == ["voice"])
        elif kind == "container_directive_close":
            voices.pop()
        elif kind == "list_item_open":
            items += 1
        elif kind == "list_item_close":
            items -= 1
        elif kind == "table_open":
            tables.append(((token.map[0] if token.map else 0) + 1 + line_offset, []))
        elif kind in ("thead_open", "thead_close"):
            head = kind == "thead_open"
        before = token
    named = tuple((line, tuple(cells)) for line, cells in tables)
    return Outline(tuple(blocks), tuple(links), tuple(pictures), named)


_KINDS = {"heading_open": "heading", "th_open": "head", "td_open": "cell"}


def _words_of(inline: Token, line: int, links: list[SeenLink], pictures: list[SeenPicture]) -> tuple[str, bool]:
    """Give the words of a block, and whether all are bold; note the links and pictures in it."""
    children = inline.children or ()
    if len(children) == 1 and children[0].type == "text":
        text = children[0].content
        _note_bare(text, line, links)
        return text, False
    parts: list[str] = []
    row, strong, plain = line, 0, False
    link: tuple[str, int, int] | None = None
    for child in children:
        kind = child.type
        if kind in ("softbreak", "hardbreak"):
            parts.append("\n")
            row += 1
        elif kind == "link_open":
            link = (str(child.attrGet("href") or ""), row, len(parts))
        elif kind == "link_close":
            if link is not None:
                links.append(SeenLink(link[1], "".join(parts[link[2] :]).strip(), link[0]))
            link = None
        elif kind == "strong_open":
            strong += 1
        elif kind == "strong_close":
            strong -= 1
        elif kind == "image":
            pictures.append(SeenPicture(row, child.content.strip(), str(child.attrGet("src") or "")))
            parts.append(child.content)
        else:
            content = child.content
            if content:
                parts.append(content)
                plain = plain or (not strong and not content.isspace())
                if link is None and kind == "text":
                    _note_bare(content, row, links)
    return "".join(parts), bool(parts) and not plain


def _note_bare(text: str, line: int, links: list[SeenLink]) -> None:
    if "://" in text or "www." in text:
        links.extend(SeenLink(line, found[0], "") for found in BARE.finditer(text))


def prose_of(values: Mapping[str, Any], lines: Mapping[FieldPath, int]) -> Iterator[Block]:
    """Give the sentences of a front matter."""
    for path, text in _sentences(values, ()):
        above = path
        while above and above not in lines:
            above = above[:-1]
        quoted = bool(path) and path[-1] in _QUOTES
        yield Block("field", lines.get(above, 1), field_words(path), text.strip(), quoted=quoted)


def _sentences(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Find what has three words or more: less is an id, a day or a name."""
    if isinstance(value, str):
        if value.count(" ") > 1:
            yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NOT_PROSE:
                yield from _sentences(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _sentences(inner, (*path, position))
