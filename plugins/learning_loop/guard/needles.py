"""What must not be found: the words, phrases and runs of words that stand in hidden texts and in no public one.

A run of eight words is looked for by the three runs of six in it, its cores: they lie so close that every third place of a text has one of them.

All of it is numbers in sets and rows, worked on by the built-in functions of the language: a proof reads more than a million words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from learning_loop.guard.hidden import Source
from learning_loop.guard.words import BARRIER, LONGEST_PHRASE, SHINGLE, Numbers, cores_of, plain, sums_of, words_of
from learning_loop.model.values import dataclass, field

SHORTEST_WORD = 5
"""Letters of a word that is looked for by itself."""

_DATES = b"""january february march april may june july august september october november december jan feb mar apr jun jul aug sep
sept oct nov dec monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter the a an of to in on and or by for with at from is
are was we our what how why who when after before about under over between into without not all this that it they you your their no as but if up out"""
_LIGHT = frozenset(_DATES.split())
"""Words of which the program itself makes phrases, such as a season with its year."""

CORE = SHINGLE - 2
"""Words of a run that are no secret when they are public: the program sets a word or two before a public title ("in …", "Spring 2025 …")."""

STEP = SHINGLE - CORE + 1
"""Cores in a run of eight, and so the step with which a text can be sampled."""

HEAD = 3
"""Neighbouring words by which a phrase is looked up, those with most letters, since long words are rare; a phrase of two is its own head."""

MANY_HEADS = 6
"""Heads in one text above which it is quicker to go through the text once than to look for each."""

LONGEST_TEXT = 120
"""Characters above which no text is as short as a phrase."""

_SENTENCES = re.compile(r"[.!?:;\n|]+")


@dataclass(slots=True)
class Needles:
    """Numbers of what must not be found; `cores` are a sorted row that is quick to read back."""

    words: set[int] = field(default_factory=set)
    unformed: set[bytes] = field(default_factory=set)
    """Those words that are no form of a public word either."""
    phrases: set[int] = field(default_factory=set)
    """Whole texts of two to seven words: titles, headings, short sentences and fields."""
    heads: dict[int, set[int]] = field(default_factory=dict)
    """Two or three words of each phrase, with the places in the phrases at which it stands: one look tells most files that they have none."""
    cores: array[int] = field(default_factory=lambda: array("q"))
    addresses: set[bytes] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    """Digests of attachments."""

    def has_core(self, number: int) -> bool:
        """Say whether a run of six words is a secret."""
        place = bisect_left(self.cores, number)
        return place < len(self.cores) and self.cores[place] == number

    def __bool__(self) -> bool:
        """Say whether anything is hidden at all."""
        return bool(self.words or self.phrases or self.cores or self.addresses or self.files)

    def joined(self, more: Needles) -> Needles:
        """Give these needles and others."""
        return Needles(
            self.words | more.words,
            self.unformed | more.unformed,
            self.phrases | more.phrases,
            {head: self.heads.get(head, set()) | more.heads.get(head, set()) for head in [*self.heads, *more.heads]},
            array("q", sorted({*self.cores, *more.cores})) if more.cores else self.cores,
            self.addresses | more.addresses,
            self.files | more.files,
        )

    def without(self, numbers: set[int], words: set[bytes]) -> Needles:
        """Give these needles without some that have become public."""
        cores = self.cores
        if any(map(self.has_core, numbers)):
            cores = array("q", (one for one in cores if one not in numbers))
        return Needles(
            self.words - numbers,
            self.unformed - words,
            self.phrases - numbers,
            self.heads,
            cores,
            self.addresses,
            self.files,
        )


class LaidOut(NamedTuple):
    """Public texts as rows of numbers."""

    vocabulary: dict[bytes, int]
    """Every word with its number."""
    row: list[int]
    pairs: list[int]
    threes: list[int]
    """Sums of two and of three neighbours."""


def lay_out(texts: Iterable[bytes], numbers: Numbers) -> LaidOut:
    """Lay out texts, a barrier after each."""
    words: list[bytes] = []
    for text in texts:
        words += words_of(text)
        words.append(BARRIER)
    row = numbers.of(words)
    return LaidOut(dict(zip(words, row, strict=True)), row, *sums_of(row))


class Public(NamedTuple):
    """What public texts say, as far as it bears on what is hidden."""

    vocabulary: dict[bytes, int]
    runs: set[int]
    """Numbers of runs of two to seven words that are hidden phrases too."""
    cores: set[int]
    """Numbers of runs of six that are in hidden texts too."""


def is_telling(words: list[bytes]) -> bool:
    """Say whether a short phrase says something: a date or a few small words are no secret, nor is one word with one number.

    The program makes such phrases itself: "Message 2" is the anchor of a message, "Learning in 2026" the title of a list. A reference has more numbers.
    """
    figures = sum(map(bytes.isdigit, words))
    telling = sum(word not in _LIGHT for word in words) - figures
    return telling > 1 or (telling == 1 and figures != 1)


def is_word(word: bytes) -> bool:
    """Say whether a word is looked for by itself."""
    return len(word) >= SHORTEST_WORD and word.translate(None, b"0123456789") == word


@dataclass(slots=True)
class Found:
    """The needles of some sources, before what is public is taken from them."""

    words: set[bytes] = field(default_factory=set)
    phrases: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Each with its head, and where in it that stands."""
    thin: dict[int, bytes] = field(default_factory=dict)
    """The one word that says something, of the phrases that have only one: where that word is public, so is the phrase ("After help")."""
    cores: set[int] = field(default_factory=set)
    addresses: set[bytes] = field(default_factory=set)
    vocabulary: set[bytes] = field(default_factory=set)
    """Words of all public texts."""

    def add(self, source: Source, numbers: Numbers) -> None:
        """Take in what a source hides."""
        for text in source.hidden:
            words = words_of(plain(text))
            self.words.update(words)
            self.cores.update(cores_of(sums_of(numbers.of(words))[1]))
            for sentence in _SENTENCES.split(text):
                self._add_phrase(sentence, 3, numbers)
            self._add_phrase(text, 2, numbers)
        for name in source.names:
            self._add_phrase(name, 2, numbers)
        self.addresses.update(address.encode() for address in source.addresses)

    def _add_phrase(self, text: str, least: int, numbers: Numbers) -> None:
        if len(text) > LONGEST_TEXT:
            return
        words = words_of(plain(text))
        if least <= len(words) <= LONGEST_PHRASE and is_telling(words):
            row = numbers.of(words)
            many = min(HEAD, len(words))
            at = max(range(len(words) - many + 1), key=lambda place: sum(map(len, words[place : place + many])))
            number = hash(tuple(row))
            self.phrases[number] = (sum(row[at : at + many]), at)
            telling = [word for word in words if word not in _LIGHT]
            if len(telling) == 1:
                self.thin[number] = telling[0]

    def shared_with(self, laid: LaidOut) -> Public:
        """Give what of this stands in public texts too. Linear in the texts; changes nothing, so that several processes can ask."""
        runs: set[int] = set()
        heads = self.heads()
        cores = self.cores.intersection(cores_of(laid.threes)) if self.cores else set()
        for place, head in places_of_heads((laid.pairs, laid.threes), set(heads)):
            runs |= phrases_at(laid.row, place, heads[head]) & self.phrases.keys()
        return Public(laid.vocabulary, runs, cores)

    def heads(self) -> dict[int, set[int]]:
        """Give the head of every phrase, with the places at which it stands in phrases."""
        heads: dict[int, set[int]] = {}
        for head, at in self.phrases.values():
            heads.setdefault(head, set()).add(at)
        return heads

    def take(self, public: Public) -> None:
        """Take away what stands in public texts: that is no secret."""
        self.vocabulary.update(public.vocabulary)
        self.cores -= public.cores
        for run in public.runs:
            self.phrases.pop(run, None)

    def needles(self, files: set[str], numbers: Numbers) -> Needles:
        """Give what is left."""
        words = {word for word in self.words - self.vocabulary if is_word(word)}
        for number, word in self.thin.items():
            if word in self.vocabulary:
                self.phrases.pop(number, None)
        forms = Forms(self.vocabulary)
        return Needles(
            set(numbers.of(words)),
            {word for word in words if word not in forms},
            set(self.phrases),
            self.heads(),
            array("q", sorted(self.cores)),
            self.addresses,
            files,
        )


def places_of_heads(of_text: Iterable[list[int]], heads: set[int]) -> Iterator[tuple[int, int]]:
    """Give the places of a text at which a head stands, each with the head; from the sums of its words."""
    for sums in of_text:
        met = heads.intersection(sums)
        if len(met) > MANY_HEADS:
            yield from ((place, head) for place, head in enumerate(sums) if head in met)
            continue
        for head in met:
            place = -1
            for _ in range(sums.count(head)):
                place = sums.index(head, place + 1)
                yield place, head


def phrases_at(row: list[int], place: int, offsets: Iterable[int]) -> set[int]:
    """Give the numbers of all runs of two to seven words that have a head so many words after their beginning."""
    return {
        hash(tuple(row[place - offset : place - offset + length]))
        for offset in offsets
        if offset <= place
        for length in range(offset + 2, LONGEST_PHRASE + 1)
    }


class Forms:
    """What a search makes of public words: stems, plurals, two words written as one."""

    def __init__(self, public: set[bytes]) -> None:
        self._public = public
        self._starts = {word[:end] for word in public for end in range(max(4, len(word) - 5), len(word))}

    def __contains__(self, word: bytes) -> bool:
        """Say whether a word may be a form of public ones; it need not be one."""
        if any(
            word[:end] in self._starts or word[:end] in self._public
            for end in range(max(4, len(word) - 3), len(word) + 1)
        ):
            return True
        return any(
            word[:end] in self._public and (len(word) - end <= 4 or word[end:] in self._public)
            for end in range(3, len(word))
        )
