"""What a text consists of, whatever it came from: headings, paragraphs, lists, tables and quotations; and how each is written in our Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from learning_loop.model.values import dataclass, field
from learning_loop.reading.markdown import slug
from learning_loop.reading.text import INVISIBLE

LOWEST = 4
"""The lowest level of a heading that is written: three below the title are as many as anybody keeps in mind."""


@dataclass(slots=True)
class Words:
    """Words with their links and stress: as Markdown, and plain."""

    text: str = ""
    plain: str = ""

    def __bool__(self) -> bool:
        """True when there is anything to read, or a picture to see."""
        return bool(self.plain.strip() or self.text.strip())


@dataclass(slots=True)
class Item:
    """An entry of a list, with the lists in it."""

    words: Words
    lists: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """One part of a text."""

    kind: Literal["heading", "text", "list", "table", "quote"]
    words: Words = field(default_factory=Words)
    level: int = 0
    """Of a heading, from 1."""
    items: list[Item] = field(default_factory=list)
    ordered: bool = False
    start: int = 1
    rows: list[list[Words]] = field(default_factory=list)
    """Of a table, the head first; all of the same length."""


# Words


_SIGNS = re.compile(r"([\\`*_|])|<(?=[A-Za-z/!?])|([\[\]])")
_COLONS = re.compile(r"[:\uff1a\ufe55\u2236\ua789](?:[\s\u200b-\u200f\u2060\ufeff]*[:\uff1a\ufe55\u2236\ua789])+")
_SPACES = re.compile(r"[ \t\r\n\u00a0\u2028\u2029]+")
_START = re.compile(r"^(?:([#>+=~-])|(\d{1,9})([.)]))")


def escape(text: str) -> str:
    """Give words that mean themselves in Markdown, and no directive, link or tag."""
    text = one_colon(INVISIBLE.sub("", text))

    def sign(match: re.Match[str]) -> str:
        if match[0] == "<":
            return "‹"
        return "\\" + match[0] if match[1] else {"[": "(", "]": ")"}[match[0]]

    return _SIGNS.sub(sign, text)


def one_colon(text: str) -> str:
    """Give a text with one colon where several stand together: they would look like a directive."""
    return _COLONS.sub(":", text)


def tidy(text: str) -> str:
    """Give a text with single spaces."""
    return _SPACES.sub(" ", text)


def line(text: str) -> str:
    """Give words as a line of its own, which must not begin like a list, a heading or a quotation."""
    return _START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", text.strip())


def paragraph(text: str) -> str:
    """Give words as a paragraph; hard line breaks stay."""
    return "\\\n".join(filter(None, (line(part) for part in text.split("\n"))))


# Blocks


def write(blocks: Sequence[Block]) -> str:
    """Give a text in our Markdown."""
    return "\n\n".join(filter(None, map(_written, blocks))) + "\n"


def _written(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {tidy(block.words.text).strip()}"
    if block.kind == "list":
        return "\n".join(_list(block, 0))
    if block.kind == "table":
        return _table(block.rows)
    text = paragraph(block.words.text)
    return "\n".join(f"> {part}" for part in text.split("\n")) if block.kind == "quote" and text else text


def _list(block: Block, indent: int) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "- "
        inner = " " * (indent + len(mark))
        lines = paragraph(item.words.text).replace("\\\n", "\\\n" + inner) or "…"
        yield f"{' ' * indent}{mark}{lines}"
        for below in item.lists:
            yield from _list(below, indent + len(mark))


def _table(rows: Sequence[Sequence[Words]]) -> str:
    def written(row: Sequence[Words]) -> str:
        return f"| {' | '.join(tidy(cell.text.replace(chr(10), ' ')).strip() for cell in row)} |"

    head, *rest = rows
    return "\n".join([written(head), f"|{' --- |' * len(head)}", *map(written, rest)])


# What our texts ask of their headings


def set_in_order(blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks with headings as our texts have them: from the second level down, none skipped, each with words of its own."""
    headings = [block for block in blocks if block.kind == "heading"]
    top = min((block.level for block in headings), default=1)
    before = 1
    seen: set[str] = set()
    for block in headings:
        level = min(block.level - top + 2, before + 1, LOWEST)
        block.level = before = level
        words, number = block.words, 2
        plain = words.plain
        while slug(plain) in seen:
            plain, number = f"{words.plain} ({number})", number + 1
        block.words = Words(words.text + plain.removeprefix(words.plain), plain)
        seen.add(slug(plain))
    return list(blocks)


def lists_of_typed_bullets(blocks: Iterable[Block]) -> list[Block]:
    """Give the blocks with paragraphs that begin with a typed bullet as what they were meant to be."""
    found: list[Block] = []
    for block in blocks:
        match = _BULLET.match(block.words.plain) if block.kind == "text" else None
        if match is None:
            found.append(block)
            continue
        at = block.words.text.find(match[1])
        item = Item(Words(block.words.text[at + len(match[1]) :].lstrip(" \t"), block.words.plain[match.end() :]))
        if not (found and found[-1].kind == "list" and found[-1].level == _TYPED):
            found.append(Block("list", level=_TYPED))
        found[-1].items.append(item)
    return found


_BULLET = re.compile(r"\s*([•‣◦▪●○·])\s*(?=\S)")
_TYPED = -1
