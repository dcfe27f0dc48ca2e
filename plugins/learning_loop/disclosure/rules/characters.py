"""Signs that a reader cannot see, or takes for others."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.patterns import Pattern
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import Reading

_BIDI = Pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ZERO = Pattern(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef]+"
)
_MIXED = Pattern(
    "[A-Za-z][^\\W\\d_]{0,40}?[\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff]|[\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff][^\\W\\d_]{0,40}?[A-Za-z]"
)
_WIDE = Pattern("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+")
_WORD = Pattern(r"[^\W\d_]{1,60}")


_ODD = Pattern(
    "[\u00ad\u034f\u061c\u0370-\u1fff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ua000-\uf8ff\ufe00-\ufe0f\ufeff-\U000fffff]"
)
"""Every sign that one of these rules looks for is one of these; most texts have none, and are looked through once."""


def _is_plain(reading: Reading) -> bool:
    if reading.plain_signs is None:
        reading.plain_signs = reading.text.isascii() or _ODD.search(reading.text) is None
    return reading.plain_signs


def _find_bidi(reading: Reading, known: Known) -> Iterator[Span]:
    if not _is_plain(reading):
        yield from (match.span() for match in _BIDI.finditer(reading.text))


def _find_zero(reading: Reading, known: Known) -> Iterator[Span]:
    if not _is_plain(reading):
        for match in _ZERO.finditer(reading.text):
            if match[0] == "\u200d" and not reading.text[match.start() - 1 : match.start()].isalnum():
                continue
            yield match.span()


def _find_look_alike(reading: Reading, known: Known) -> Iterator[Span]:
    if _is_plain(reading) or not _FOREIGN.search(reading.text):
        return
    for match in _WORD.finditer(reading.text):
        word = match[0]
        if not word.isascii() and (_MIXED.search(word) or _WIDE.search(word)):
            yield match.span()
    yield from (match.span() for match in _WIDE.finditer(reading.text) if not match[0][0].isalpha())


_FOREIGN = Pattern("[\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u13a0-\u13ff\uff10-\uff5a\U0001d400-\U0001d7ff]")


def _find_comment(reading: Reading, known: Known) -> Iterator[Span]:
    place = reading.text.find("<!--")
    while place >= 0:
        end = reading.text.find("-->", place, place + 2000)
        yield place, end + 3 if end >= 0 else place + 4
        place = reading.text.find("<!--", max(place + 4, end))


RULES = (
    Rule(
        "direction-sign", Severity.BLOCK, 0, "an invisible sign that turns the direction of writing", "What stands in the file is not what a reader sees", "Delete it: type the words around it anew", _find_bidi,
        ("nothing [[\u202e]]here",), ("Plain words – and a dash.",),
    ),
    Rule(
        "invisible-sign", Severity.STOP, 0, "a sign that takes no room", "It can hide words, or hide a name from this check", "Delete it: type the word anew", _find_zero,
        ("Ch[[\u200b]]loe", "soft[[\u00ad]]hyphen"), ("A family: 👩\u200d👧.", "naïve café"),
    ),
    Rule(
        "look-alike", Severity.STOP, 0, "a word with letters of another alphabet that look like ours", "Search does not find it, and neither does this check", "Type the word anew", _find_look_alike,
        ("[[Сhloe]] came.", "[[Сhild]] M", "[[１２]]"), ("Київ is a city.", "The letter α is Greek.", "café"),
    ),
    Rule(
        "comment", Severity.STOP, 0, "a comment", "It is not shown on the page, and stays in the file for whoever looks", "Delete it, or say it to a person", _find_comment,
        ("Text [[<!-- ask about the aunt -->]] text.",), ("a < b --> c",),
    ),
)  # fmt: skip
