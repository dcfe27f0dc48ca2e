"""True names as keyed fingerprints: known when they are met, and told by nothing that is kept.

A fingerprint is the start of an HMAC-SHA256 (RFC 2104) under a key that is never kept beside it: without the key nobody can try names
against it. What is kept of a name are the fingerprints of its forms; what is found is told by its place alone.
"""

from __future__ import annotations

import hmac
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from urllib.parse import unquote

from learning_loop.model.values import dataclass, field

MOST_WORDS = 4
"""Words of the longest name."""

DIGITS = 32
"""Hexadecimal digits of a fingerprint: 128 bits."""

_FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff*`~]")
_APOSTROPHE = "'’‘ʼ`´"
_POSSESSIVE = re.compile(f"(?<=[^\\W\\d_])[{_APOSTROPHE}]s?(?![^\\W\\d_])")
_WORD = re.compile(f"[^\\W\\d_]+(?:[{_APOSTROPHE}][^\\W\\d_]+)*")
_ENDS = re.compile(r"[.!?:;|]\s|\n\s*\n")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "st", "prof", "rev", "sir"})


def fold(word: str) -> str:
    """Give a word without capitals, accents, apostrophes and signs that nobody sees."""
    plain = unicodedata.normalize("NFKD", word).casefold().translate(_FOLDED)
    return "".join(sign for sign in plain if sign.isalpha())


def words_of_name(name: str) -> list[str]:
    """Give the words of a name as somebody types it; a hyphen parts two. A surname before a comma goes to the end."""
    family, comma, given = name.partition(",")
    text = f"{given} {family}" if comma else name
    return [folded for match in _WORD.finditer(_UNSEEN.sub("", text)) if (folded := fold(match[0]))]


def forms_of(words: list[str]) -> tuple[set[str], set[str]]:
    """Give the forms in which a name is written: whole words, and those with initials, which count only in capitals.

    In either order, with given names left out or cut to initials as long as one is there, with two parts written as one.
    """
    if len(words) == 1:
        return {words[0]}, set()
    *given, family = words
    whole: set[str] = set()
    initials: set[str] = set()
    for kept in product((0, 1, 2), repeat=len(given)):
        parts = [name if how == 1 else name[0] for name, how in zip(given, kept, strict=True) if how]
        if not parts:
            continue
        into = initials if 2 in kept and any(len(name) > 1 for name in given) else whole
        into.update((" ".join([*parts, family]), " ".join([family, *parts])))
        if 2 in kept and 1 not in kept and len(parts) > 1:
            into.update((f"{''.join(parts)} {family}", f"{family} {''.join(parts)}"))
    whole |= {form.replace(" ", "") for form in [*whole, " ".join(words)]}
    for place in range(len(words) - 1):
        whole.add(" ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]]))
    return whole, initials


def fingerprint(key: bytes, kind: str, text: str) -> str:
    """Give the fingerprint of a text; ``kind`` keeps names, initials and first words apart."""
    return hmac.digest(key, f"{kind}\0{text}".encode(), "sha256").hex()[:DIGITS]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one name."""

    id: str
    """Drawn by lot."""
    added: str
    """The day."""
    prints: tuple[str, ...]
    starts: tuple[str, ...]
    """Fingerprints of the words with which its forms begin, so that most words of a text need no further look."""
    itself: str
    """The fingerprint of the whole name, to know it again."""


def make_entry(key: bytes, words: list[str], *, entry_id: str, added: str) -> Entry:
    """Make what is kept of a name of one to four words."""
    assert 0 < len(words) <= MOST_WORDS
    whole, initials = forms_of(words)
    prints = {fingerprint(key, "name", form) for form in whole} | {
        fingerprint(key, "initials", form) for form in initials
    }
    starts = {fingerprint(key, "start", form.partition(" ")[0]) for form in whole | initials}
    return Entry(
        entry_id, added, tuple(sorted(prints)), tuple(sorted(starts)), fingerprint(key, "itself", " ".join(words))
    )


@dataclass(slots=True)
class TrueNames:
    """A register with its key: says where in a text a name of it stands."""

    key: bytes
    entries: tuple[Entry, ...]
    _prints: frozenset[str] = frozenset()
    _starts: frozenset[str] = frozenset()
    _known: dict[str, bool] = field(default_factory=dict)

    def find(self, text: str) -> list[int]:
        """Give the lines, from 1, on which a name begins; never the name. Linear in the text."""
        if not self._prints:
            self._prints = frozenset(one for entry in self.entries for one in entry.prints)
            self._starts = frozenset(one for entry in self.entries for one in entry.starts)
        lines: set[int] = set()
        for words in sentences_of(text):
            for place, (word, _, line) in enumerate(words):
                if self._may_begin(word) and self._begins(words[place : place + MOST_WORDS]):
                    lines.add(line)
        return sorted(lines)

    def _may_begin(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = fingerprint(self.key, "start", word) in self._starts
        return known

    def _begins(self, words: list[tuple[str, bool, int]]) -> bool:
        form, capitals = "", True
        for word, capital, _ in words:
            form = f"{form} {word}" if form else word
            capitals = capitals and capital
            if fingerprint(self.key, "name", form) in self._prints:
                return True
            if capitals and fingerprint(self.key, "initials", form) in self._prints:
                return True
        return False


def sentences_of(text: str) -> Iterator[list[tuple[str, bool, int]]]:
    """Give the words of each sentence: folded, whether it begins with a capital, and its line.

    A name does not reach over a full stop, unless an initial or a title stands before it.
    """
    if "&" in text:
        text = "\n".join(html.unescape(line).replace("\n", " ") for line in text.split("\n"))
    if "%" in text:
        text = "\n".join(unquote(line).replace("\n", " ") for line in text.split("\n"))
    text = _POSSESSIVE.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    words: list[tuple[str, bool, int]] = []
    line, last = 1, 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        if words and _ENDS.search(between) and not (between[0] == "." and _goes_on(words[-1][0])):
            yield words
            words = []
        line += between.count("\n")
        last = match.end()
        folded = fold(match[0])
        if folded:
            words.append((folded, match[0][0].isupper(), line))
    if words:
        yield words


def _goes_on(word: str) -> bool:
    return len(word) == 1 or word in _TITLES


def known_entries(key: bytes, entries: Iterable[Entry], words: list[str]) -> list[Entry]:
    """Give the entries of a name."""
    itself = fingerprint(key, "itself", " ".join(words))
    return [entry for entry in entries if entry.itself == itself]
