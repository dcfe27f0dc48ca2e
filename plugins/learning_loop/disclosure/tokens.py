"""A text → the words that a rule may care about, found in one pass that all rules share.

Most words of a text say nothing about anybody: they are in small letters, are no number, and stand in none of the lists of `TRIGGERS`. They
are passed over here, so that the rules walk over one word in five. A rule sees what stands between two words (`Reading.gap`) and asks by it whether
they are neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from learning_loop.disclosure.lists.triggers import OPENERS, TRIGGERS
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


class FoundDate(NamedTuple):
    """A day with its month, in its sentence."""

    start: int
    end: int
    first: int
    """Where the sentence begins."""
    last: int
    """Where it ends."""
    of_life: bool
    """The sentence tells of a birth or a death."""


class Reading:
    """One text, read once for all rules."""

    def __init__(self, text: str, of_case: bool = True) -> None:
        self.text = text
        self.of_case = of_case
        """The text tells of a child's case, and not of meetings and courses."""
        self.dates: list[FoundDate] | None = None
        """What the rules about dates found, once one of them has looked."""
        self.tables: list[list[list[tuple[int, str]]]] | None = None
        """Tables as rows of cells with their places, once a rule has looked."""
        self.plain_signs: bool | None = None
        """No sign stands here that a reader cannot see or takes for another, once a rule has looked."""
        self._places: dict[str, list[int]] = {}
        self._asked: dict[str, int] = {}
        self.covered: frozenset[int] = frozenset()
        """The words that belong to a name that may be published."""
        self.tokens, self.openers = _tokens(text)
        """The words that a rule may care about, and those of `OPENERS` that stand before a space, in small letters."""
        self._by_kind: dict[int, list[int]] = {}
        for index, token in enumerate(self.tokens):
            self._by_kind.setdefault(token.kind, []).append(index)
        self.kinds = 0
        """The kinds of all words together."""
        for kind in self._by_kind:
            self.kinds |= kind
        self._of: dict[int, list[int]] = {}
        self._asked_ends = 0

    def gap(self, index: int) -> str:
        """Give what stands between a word and the next, at most 20 characters of it."""
        start, end = self.tokens[index].end, self.tokens[index + 1].start
        return self.text[start : min(end, start + 20)]

    def joined(self, index: int) -> bool:
        """Say whether nothing but a space stands between a word and the next."""
        if index < 0 or index + 1 >= len(self.tokens):
            return False
        start, end = self.tokens[index].end, self.tokens[index + 1].start
        return end - start <= 2 and self.text[start:end] in _BETWEEN

    def of(self, kind: int) -> list[int]:
        """Give the places of all words of a kind, or of one of several."""
        found = self._of.get(kind)
        if found is None:
            found = sorted(chain.from_iterable(places for one, places in self._by_kind.items() if one & kind))
            self._of[kind] = found
        return found

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
        self._asked_ends += 1
        if self._asked_ends > OFTEN:
            return self._span_between_ends(start, end, low, high)
        first = max(self.text.rfind(mark, low, start) for mark in _SENTENCE_ENDS)
        ends = [place for mark in _SENTENCE_ENDS if (place := self.text.find(mark, end, high)) >= 0]
        return (first + 1 if first >= 0 else low), (min(ends) if ends else high)

    def _span_between_ends(self, start: int, end: int, low: int, high: int) -> tuple[int, int]:
        """Give the same from the ends of all sentences, found once in the whole text."""
        ends = self._sentence_ends
        place = bisect_left(ends, start - 1) - 1
        if place >= 0 and ends[place] == start - 2 and self.text.startswith("\n- ", ends[place]):
            place -= 1  # it is one sign longer than the others, and would not end before the place
        first = ends[place] + 1 if place >= 0 and ends[place] >= low else low
        place = bisect_left(ends, end)
        if place == len(ends):
            return first, high
        size = 3 if self.text.startswith("\n- ", ends[place]) else 2
        return first, (ends[place] if ends[place] + size <= high else high)

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.start() for match in _SENTENCE_END.finditer(self.text)]

    @cached_property
    def low(self) -> str | None:
        """The text in small letters; None when it then has another length."""
        low = self.text.lower()
        return low if len(low) == len(self.text) else None

    def sentence(self, start: int, end: int, reach: int = 220) -> str:
        """Give the sentence around a place, no further than ``reach`` characters to each side."""
        first, last = self.sentence_span(start, end, reach)
        return self.text[first:last]


_SENTENCE_ENDS = (". ", "\n\n", "? ", "! ", "\n- ")
_SENTENCE_END = re.compile(r"[.?!](?= )|\n(?=\n|- )")
_SMALL = re.compile(r"(?<![\w/.@’'-])[a-zà-ÿ]{2,}(?![\w/@-])")


def _opens_line(text: str, at: int) -> bool:
    """Say whether a mark stands first on its line."""
    line = text.rfind("\n", max(0, at - 12), at) + 1
    return not text[line:at].strip() if line or at < 12 else False


_LAST = re.compile(r"[^\W_]+$")

_MOST_KEPT = 60_000
"""Chunks whose words are kept; a library has hardly more, a hostile text has."""

_LONGEST_KEPT = 60
"""Characters of a chunk that is kept."""

_Found = tuple[tuple[int, int, str, str, int], ...]

_kept: dict[str, _Found] = {}
"""Each chunk between two spaces that was met, with the words in it that a rule may care about. Chunks come again, so most are read once."""


_openers: dict[str, str] = {}
"""Of the chunks in `_kept` those that end with one of `OPENERS`, and which."""


def _tokens(text: str) -> tuple[list[Token], frozenset[str]]:
    chunks = text.replace("\n", " ").split(" ")
    if len(_kept) > _MOST_KEPT:
        _kept.clear()
        _openers.clear()
    different = set(chunks)
    new = different.difference(_kept)
    for chunk in new:
        _kept[chunk] = _words_of(chunk)
        if (last := _LAST.search(chunk)) and last[0].lower() in OPENERS:
            _openers[chunk] = last[0].lower()
    openers = frozenset(_openers[chunk] for chunk in different & _openers.keys())
    found = list(map(_kept.__getitem__, chunks))
    ends = list(accumulate(map(len, chunks)))
    tokens = [
        Token(at + start, at + stop, word, low, kind)
        for before in [number for number, words in enumerate(found) if words]
        for at in (ends[before] - len(chunks[before]) + before,)
        for start, stop, word, low, kind in found[before]
    ]
    for chunk in new:
        if len(chunk) > _LONGEST_KEPT:
            del _kept[chunk]
            _openers.pop(chunk, None)
    return tokens, openers


def _words_of(chunk: str) -> _Found:
    """Give the words of a chunk that a rule may care about: where each begins and ends in it, and the rest of its `Token`."""
    judged = ((match, _judge(match[0])) for match in _TOKEN.finditer(chunk))
    return tuple((match.start(), match.end(), match[0], *one) for match, one in judged if one is not None)


def _judge(word: str) -> tuple[str, int] | None:
    """Give a word in its plain form with its kinds; None when no rule cares about it."""
    if word.islower():
        kind = TRIGGERS.get(word)
        if kind is None:
            kind = 0 if word.isalpha() else _kind_of(word, word)
            if not kind:
                return None
        return plain(word), kind & ~CAPITAL
    low = plain(word)
    kind = _kind_of(word, low)
    return (low, kind) if kind else None


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
