"""One text, read for all rules together: what two rules need is drawn once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from learning_loop.advice.english import sentences_of, without_quotations, words_of
from learning_loop.advice.vocabulary import Vocabulary
from learning_loop.reading.outline import Block, Outline


class Own(NamedTuple):
    """A block in which an author speaks, without the quotations in it."""

    block: Block
    text: str
    words: list[str]
    """In small letters."""
    seen: set[str]
    """Each of them once."""


class Sentence(NamedTuple):
    """One sentence of an author."""

    block: Block
    number: int
    """Which of the block's sentences, from 1; 0 when it has no other."""
    start: int
    text: str

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return line_at(self.block, self.start)


class Reading:
    """A text, and what is known of its words."""

    def __init__(
        self,
        kind: str,
        values: Mapping[str, Any],
        prose: tuple[Block, ...],
        outline: Outline,
        vocabulary: Vocabulary,
    ) -> None:
        self.kind = kind
        """The type of document."""
        self.values = values
        """The front matter."""
        self.prose = prose
        """The sentences of the front matter."""
        self.outline = outline
        self.vocabulary = vocabulary

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All of the text and of the front matter that is read."""
        return (*self.prose, *self.outline.blocks)

    @cached_property
    def own(self) -> tuple[Own, ...]:
        """What the author says, in the author's own words."""
        found = []
        for block in self.blocks:
            if not block.quoted and block.text:
                text = without_quotations(block.text)
                words = words_of(text)
                found.append(Own(block, text, words, set(words)))
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The author's sentences, without headings and tables."""
        found = []
        for block, text, *_ in self.own:
            if block.kind in ("paragraph", "item", "field") and block.field != "title":
                several = list(sentences_of(text))
                first = 1 if len(several) > 1 else 0
                found += [Sentence(block, number, start, one) for number, (start, one) in enumerate(several, first)]
        return tuple(found)


def line_at(block: Block, place: int) -> int:
    """Give the line of a character of a block. In the front matter only the line of the field is known."""
    return block.line + block.text.count("\n", 0, place) if block.field == "body" else block.line
