"""Names of files: they stand in addresses, in lists of downloads and on people's desks."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.disclosure.english import is_ordinary
from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.names import GIVEN
from learning_loop.disclosure.lists.triggers import NAME
from learning_loop.disclosure.patterns import Pattern
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import Reading

_PART = Pattern(r"[^\W\d_]+")
_DATE_OR_LONG = Pattern(
    r"(?<!\d)(?:(?:0[1-9]|[12]\d|3[01])[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:19|20)\d\d|(?:19|20)\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01]))(?!\d)|(?<!\d)\d{7,}(?!\d)"
)


def _find_name(reading: Reading, known: Known) -> Iterator[Span]:
    for match in _PART.finditer(reading.text):
        low = match[0].lower()
        if low in GIVEN and not is_ordinary(low) and low not in known.words:
            yield match.span()


def _find_unknown(reading: Reading, known: Known) -> Iterator[Span]:
    for match in _PART.finditer(reading.text):
        low = match[0].lower()
        if len(low) > 5 and low not in GIVEN and not is_ordinary(low) and low not in known.words:
            yield match.span()


def _find_number(reading: Reading, known: Known) -> Iterator[Span]:
    for match in _DATE_OR_LONG.finditer(reading.text):
        yield match.span()


RULES = (
    Rule(
        "name-in-file-name", Severity.STOP, NAME, "a file name with a personal name in it", "The address of the page or the download says it", "Rename the file", _find_name,
        ("[[chloe]]-report.pdf", "minutes_[[Siobhan]].docx"), ("plan-for-an-hour.pdf", "child-m-plan.md"),
    ),
    Rule(
        "unknown-word-in-file-name", Severity.LOOK, 0, "a file name with a word that is no ordinary English word", "It may name a person or a place", "Rename the file, unless anybody may know the word", _find_unknown,
        ("[[wexcombe]]-audit.md",), ("was-not-brought-policy.md", "lcspr-2026.md"),
    ),
    Rule(
        "number-in-file-name", Severity.LOOK, 0, "a file name with a full date or a long number", "It may be a birthday or a record’s number", "Rename the file", _find_number,
        ("scan-[[12032019]].pdf", "note-[[2021-07-04]].pdf", "[[9434765919]].pdf"), ("llr-2022-01.md", "newsletter-autumn-2026.md"),
    ),
)  # fmt: skip
