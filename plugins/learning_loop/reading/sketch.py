"""A small record of what a text says: enough to tell that two are nearly the same, and that one is about a theme that it does not name.

Texts are large and lie in the store; the checks between items look at every item in every build. So what they need of a text is drawn once,
when it is read: a few hundred bytes.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

from learning_loop.model.publication import Publication
from learning_loop.model.registers import Theme
from learning_loop.reading.digest import digest_of

MARKS = 64
"""Marks that are kept of a text: the likeness of two texts is then right to within a tenth, nineteen times in twenty."""

LONG_WORD = 8
"""Letters of the words at which a phrase begins: one word in twelve, by what stands there and not by where it stands."""

FEWEST_PHRASES = 12
"""Phrases below which a text, of a hundred words or so, is too short to be like another."""

CLEARLY = 1.5
"""How many times as often a theme's words stand in a text as those of each theme that it names, before its author is told."""

FEWEST_TIMES = 5
WORDS_FOR_ONE = 200
"""A text is about a theme when it has the theme's words at least `FEWEST_TIMES`, and once in so many words."""

SUGGESTED = 3
"""Themes that are suggested for an item that names none."""

_TAG = re.compile(r"<[^>]*>")
_SPACES = bytes(sign if chr(sign).isascii() and chr(sign).isalnum() else 32 for sign in range(256))


class Subject(NamedTuple):
    """A theme that a text is about and does not name."""

    theme: str
    times: int
    """How often its words stand there."""
    words: tuple[str, ...]
    """Which they are, the commonest first."""


class Sketch(NamedTuple):
    """What is kept of one text."""

    marks: bytes
    """The lowest of the phrases' digests, four bytes each, in order; empty for a text that is too short."""
    strong: tuple[str, ...]
    """The themes that its words are about, named or not."""
    subjects: tuple[Subject, ...]
    """Those of them that it should perhaps name, the strongest first."""
    terms: str
    """The `Terms.digest` that the subjects came from; empty where there was no register to go by."""


BLANK = Sketch(b"", (), (), "")


class Phrase(NamedTuple):
    """Words that stand for a theme, in small letters."""

    words: tuple[str, ...]
    theme: str
    term: str
    """As the register has it, whatever the number."""


class Terms:
    """The words of all themes, made ready to be found in texts.

    Words that have other senses too are left out. An acronym, and a name of one word such as Prevent, must have its capitals; everything else
    may stand in any, and in the plural.
    """

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._themes = tuple(themes)
        self.digest = digest_of(*(part for theme in self._themes for part in _parts(theme)))
        self._above = {theme.id: theme.broader for theme in self._themes}

    @cached_property
    def _found_by(self) -> tuple[Mapping[str, Mapping[str, tuple[Phrase, ...]]], Mapping[str, str]]:
        """Give the phrases by their first and second word, the longest first, and the acronyms.

        Made at first use, since often nothing is read.
        """
        acronyms: dict[str, str] = {}
        owners: dict[tuple[str, ...], Phrase] = {}
        shared: set[tuple[str, ...]] = set()
        for theme in self._themes:
            for term in (theme.label, *theme.entry_terms):
                words = _words(term)
                if term in theme.ambiguous or not words:
                    continue
                if len(words) == 1 and words[0] != words[0].lower() and term != theme.label:
                    acronyms[words[0]] = theme.id
                    continue
                low = tuple(word.lower() for word in words)
                for form in (low, (*low[:-1], f"{low[-1]}s")):
                    if owners.setdefault(form, Phrase(form, theme.id, term)).theme != theme.id:
                        shared.add(form)
        phrases: defaultdict[str, dict[str, tuple[Phrase, ...]]] = defaultdict(dict)
        for form in sorted(owners.keys() - shared, key=lambda form: (-len(form), form)):
            seconds, second = phrases[form[0]], form[1] if form[1:] else ""
            seconds[second] = (*seconds.get(second, ()), owners[form])
        return phrases, acronyms

    def count(self, words: Sequence[str], lower: Sequence[str]) -> dict[str, Counter[str]]:
        """Count the words of each theme in a text, given as it is and in small letters; of words that overlap the longest counts."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        phrases, acronyms = self._found_by
        after = 0
        for place in [place for place, word in enumerate(lower) if word in phrases]:
            if place < after:
                continue
            seconds, second = phrases[lower[place]], lower[place + 1] if place + 1 < len(lower) else ""
            for phrase in (*seconds.get(second, ()), *seconds.get("", ())):
                size = len(phrase.words)
                if size <= 2 or tuple(lower[place : place + size]) == phrase.words:
                    found[phrase.theme][phrase.term] += 1
                    after = place + size
                    break
        for acronym in sorted(acronyms.keys() & set(words)):
            found[acronyms[acronym]][acronym] += words.count(acronym)
        return found

    def subjects(
        self, one: Publication, words: Sequence[str], lower: Sequence[str]
    ) -> tuple[tuple[str, ...], tuple[Subject, ...]]:
        """Give the themes that an item's text is about, and those of them that it should perhaps name.

        One word says little, however often it stands there (placements may be of children or of families): two of a theme's words are wanted,
        or one in the title. A theme is as good as named when its narrower or its broader one is.
        """
        found = self.count(words, lower)
        title = _words(one.title)
        titled = self.count(title, [word.lower() for word in title]).keys()
        near = {*one.themes, *(self._above.get(theme) for theme in one.themes)} - {"", None}
        times = {theme: sum(counts.values()) for theme, counts in found.items()}
        enough = max(FEWEST_TIMES, len(words) / WORDS_FOR_ONE)
        strong = [
            theme
            for theme, number in times.items()
            if number >= enough and (len(found[theme]) > 1 or theme in titled)
            if theme in one.themes or (theme not in near and self._above[theme] not in near)
        ]
        if one.themes:
            least = CLEARLY * max(times.get(theme, 0) for theme in one.themes)
        else:
            least = max(times.values(), default=0) / 2
        missed = [
            Subject(theme, times[theme], tuple(word for word, _ in found[theme].most_common(3)))
            for theme in strong
            if theme not in one.themes and times[theme] >= least
        ]
        return tuple(strong), tuple(sorted(missed, key=lambda subject: (-subject.times, subject.theme))[:SUGGESTED])


def _parts(theme: Theme) -> Iterator[str]:
    yield from (theme.id, theme.broader, theme.label)
    yield from ("|".join(theme.entry_terms), "|".join(theme.ambiguous))


def draw_sketch(one: Publication, html: str, terms: Terms | None) -> Sketch:
    """Draw the sketch of an item from its fields and its whole rendered text; a pure function of the three."""
    text = _only_words(" ".join((one.title, one.summary, *_prose(one.details), _TAG.sub(" ", html))))
    words, lower = text.split(), text.lower().split()
    if terms is None:
        return Sketch(_marks(lower), (), (), "")
    return Sketch(_marks(lower), *terms.subjects(one, words, lower), terms.digest)


def _words(text: str) -> list[str]:
    return _only_words(text).split()


def _only_words(text: str) -> str:
    """Give a text with spaces for all that is no letter of the alphabet or digit; apostrophes are left out."""
    plain = text.replace("'", "").replace("’", "").replace("‘", "")
    # several times faster than finding words with a pattern
    return plain.encode(errors="replace").translate(_SPACES).decode()


def _prose(value: object) -> Iterator[str]:
    """Give the sentences among an item's fields: what has a space in it is no id."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _prose(part)


def _marks(lower: Sequence[str]) -> bytes:
    starts = [place for place, word in enumerate(lower[:-3]) if len(word) >= LONG_WORD]
    digests = {crc32(" ".join(lower[place : place + 4]).encode()) for place in starts}
    return array("I", sorted(digests)[:MARKS]).tobytes() if len(digests) >= FEWEST_PHRASES else b""


def lowest_marks(sketch: Sketch, number: int) -> array[int]:
    """Give so many of a sketch's marks, lowest first."""
    return array("I", sketch.marks[: 4 * number])


def likeness(one: Sketch, other: Sketch) -> float:
    """Give the part of two texts' phrases that both have: 0 for nothing, 1 for the same text. An estimate (Broder's bottom-k sketch)."""
    mine, theirs = set(array("I", one.marks)), set(array("I", other.marks))
    lowest = sorted(mine | theirs)[:MARKS]
    both = sum(mark in mine and mark in theirs for mark in lowest)
    resemblance = both / len(lowest) if lowest else 0.0
    return 2 * resemblance / (1 + resemblance)
