"""A text → the words that a rule may care about, found in one pass that all rules share.

Most words of a text say nothing about anybody: they are in small letters, are no number, and stand in none of the lists of `TRIGGERS`. They
are passed over here, so that the rules walk over one word in five. A rule sees what stands between two words (`Reading.gap`) and asks by it whether
they are neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from learning_loop.disclosure.lists.triggers import TRIGGERS
from learning_loop.disclosure.patterns import Pattern

# Kinds of words: bits, since a word may be of several.
CAPITAL = 1
NUMBER = 2
URL = 1 << 30

_TOKEN = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+|[^\W_]+(?:['’‑-][^\W_]+)*")
"""Linear: a part of a word begins only where the one before has ended."""

_BETWEEN = frozenset({" ", "\n", "\u00a0", "\u202f", "\t", "  "})
_ENDS = frozenset(".!?:;|#>\n\u2022")


OFTEN = 50
"""Looks at parts of a text that cost about as much as one at the whole of it."""


class Token(NamedTuple):
    """One word that a rule may care about."""

    start: int
    end: int
    word: str
    """As written."""
    low: str
    """In small letters, without ``'s``, apostrophes straight."""
    kind: int


class Reading:
    """One text, read once for all rules."""

    def __init__(self, text: str, of_case: bool = True) -> None:
        self.text = text
        self.of_case = of_case
        """The text tells of a child's case, and not of meetings and courses."""
        self.dates: list[tuple[int, int]] | None = None
        """What the rules about dates found, once one of them has looked."""
        self._places: dict[str, list[int]] = {}
        self._asked: dict[str, int] = {}
        self.covered: frozenset[int] = frozenset()
        """The words that belong to a name that may be published."""
        self.tokens: list[Token] = list(_tokens(text))
        self.kinds = 0
        for token in self.tokens:
            self.kinds |= token.kind

    def gap(self, index: int) -> str:
        """Give what stands between a word and the next, at most 20 characters of it."""
        start, end = self.tokens[index].end, self.tokens[index + 1].start
        return self.text[start : min(end, start + 20)]

    def joined(self, index: int) -> bool:
        """Say whether nothing but a space stands between a word and the next."""
        if index < 0 or index + 1 >= len(self.tokens):
            return False
        return (
            self.text[self.tokens[index].end : min(self.tokens[index + 1].start, self.tokens[index].end + 4)]
            in _BETWEEN
        )

    def of(self, kind: int) -> Iterator[int]:
        """Give the places of all words of a kind."""
        for index, token in enumerate(self.tokens):
            if token.kind & kind:
                yield index

    def starts_sentence(self, index: int) -> bool:
        """Say whether a word begins a sentence, a line of a list, a cell or a heading, where every word has a capital."""
        at = self.tokens[index].start - 1
        low = max(0, at - 12)
        while at >= low and self.text[at] in " \t\u00a0\n*_'\"‘“’”([)-–—]0123456789…":
            if self.text[at] == "\n" and (at == 0 or self.text[at - 1] == "\n"):
                return True
            if self.text[at] in '"“‘' or (self.text[at] in "*-–([" and _opens_line(self.text, at)):
                return True
            at -= 1
        return at < 0 or self.text[at] in _ENDS

    def after(self, index: int, length: int = 40) -> str:
        """Give the characters behind a word."""
        return self.text[self.tokens[index].end : self.tokens[index].end + length]

    def before(self, index: int, length: int = 40) -> str:
        """Give the characters before a word."""
        start = self.tokens[index].start
        return self.text[max(0, start - length) : start]

    @cached_property
    def small_words(self) -> frozenset[str]:
        """All words that stand here in small letters: one that does is no name, however it is written elsewhere."""
        return frozenset(word for word in _SMALL.findall(self.text))

    def has(self, pattern: Pattern, start: int, end: int) -> bool:
        """Say whether a pattern stands between two places. Where this is asked often, it is looked for once in the whole text."""
        asked = self._asked[pattern.source] = self._asked.get(pattern.source, 0) + 1
        if asked <= OFTEN:
            return pattern.search(self.text, start, end) is not None
        if pattern.source not in self._places:
            self._places[pattern.source] = [match.start() for match in pattern.finditer(self.text)]
        places = self._places[pattern.source]
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end

    def sentence_span(self, start: int, end: int, reach: int = 220) -> tuple[int, int]:
        """Give where the sentence around a place begins and ends, no further than ``reach`` characters to each side."""
        low, high = max(0, start - reach), min(len(self.text), end + reach)
        first = max(self.text.rfind(mark, low, start) for mark in _SENTENCE_ENDS)
        ends = [place for mark in _SENTENCE_ENDS if (place := self.text.find(mark, end, high)) >= 0]
        return (first + 1 if first >= 0 else low), (min(ends) if ends else high)

    def sentence(self, start: int, end: int, reach: int = 220) -> str:
        """Give the sentence around a place, no further than ``reach`` characters to each side."""
        first, last = self.sentence_span(start, end, reach)
        return self.text[first:last]


_SENTENCE_ENDS = (". ", "\n\n", "? ", "! ", "\n- ")
_SMALL = re.compile(r"(?<![\w/.@’'-])[a-zà-ÿ]{2,}(?![\w/@-])")


def _opens_line(text: str, at: int) -> bool:
    """Say whether a mark stands first on its line."""
    line = text.rfind("\n", max(0, at - 12), at) + 1
    return not text[line:at].strip() if line or at < 12 else False


def _tokens(text: str) -> Iterator[Token]:
    triggers = TRIGGERS
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.islower():
            kind = triggers.get(word)
            if kind is None:
                if word.isalpha():
                    continue
                kind = _kind_of(word, word)
                if not kind:
                    continue
            if kind & CAPITAL:
                kind ^= CAPITAL
            yield Token(match.start(), match.end(), word, plain(word), kind)
        else:
            low = plain(word)
            kind = _kind_of(word, low)
            if kind:
                yield Token(match.start(), match.end(), word, low, kind)


def plain(word: str) -> str:
    """Give a word in small letters and without its genitive."""
    low = word.lower().replace("’", "'").replace("‑", "-")
    return low[:-2] if low.endswith("'s") and len(low) > 2 else low.removesuffix("'")


def _kind_of(word: str, low: str) -> int:
    if word.startswith(("http", "www.")) and ("://" in word or word.startswith("www.")):
        return URL
    kind = TRIGGERS.get(low, 0)
    if any(sign.isdigit() for sign in word[:64]):
        kind |= NUMBER
    if word[0].isupper() or (
        word[0].islower() and any(sign.isupper() for sign in word[1:40]) and not word[-1].isdigit()
    ):
        kind |= CAPITAL
    if not kind and "-" in low:
        first = low.partition("-")[0]
        kind = TRIGGERS.get(first, 0) if TRIGGERS.get(first, 0) else 0
    return kind
