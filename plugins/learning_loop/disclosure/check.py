"""Text → findings: all rules over one reading, the gravest of those that find the same words."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.rules import (
    characters,
    combinations,
    dates_ages,
    file_names,
    heard,
    identifiers,
    labels,
    markings,
    people,
    places,
    proper_nouns,
    small_numbers,
)
from learning_loop.disclosure.tokens import Reading

TEXT_RULES: tuple[Rule, ...] = (
    *characters.RULES,
    *identifiers.RULES,
    *dates_ages.RULES,
    *people.RULES,
    *places.RULES,
    *combinations.RULES,
    *small_numbers.RULES,
    *markings.RULES,
    *proper_nouns.RULES,
)
"""What looks at every text, in the order of preference where two find the same words equally grave."""

RULES: dict[str, Rule] = {rule.id: rule for rule in (*TEXT_RULES, *labels.RULES, *file_names.RULES, *heard.RULES)}
"""Every rule by its id."""

CONTEXT = 3
"""Words to each side that a fingerprint is made of."""


class Hit(NamedTuple):
    """What one rule found in one text."""

    rule: Rule
    start: int
    end: int


def find_hits(text: str, known: Known, *, of_case: bool = True) -> list[Hit]:
    """Give what the rules find, in the order of the text; of two that overlap the graver stays, or the earlier rule's."""
    return hits_in(Reading(text, of_case), known)


def hits_in(reading: Reading, known: Known) -> list[Hit]:
    """Give the same of a text that has been read."""
    return settle(_hits(reading, known))


def _hits(reading: Reading, known: Known) -> Iterator[Hit]:
    reading.covered = known.covered(reading)
    for rule in TEXT_RULES:
        if rule.needs and not reading.kinds & rule.needs:
            continue
        for start, end in rule.find(reading, known):
            yield Hit(rule, start, end)


def settle(hits: Iterator[Hit]) -> list[Hit]:
    """Give the hits without those that stand where a graver one does."""
    found = sorted(enumerate(hits), key=lambda one: (-one[1].rule.severity, one[0], one[1].start))
    if not found:
        return []
    taken: list[Span] = []
    kept: list[Hit] = []
    by_severity: dict[int, list[Span]] = {}
    for _, hit in found:
        if not _overlaps(hit, taken):
            kept.append(hit)
            _take(taken, (hit.start, hit.end))
            by_severity.setdefault(hit.rule.severity, []).append((hit.start, hit.end))
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def _overlaps(hit: Hit, taken: list[Span]) -> bool:
    """Say whether a hit touches one of the spans, which stand in order and apart."""
    place = _place(taken, hit.start)
    if place < len(taken) and taken[place][0] < hit.end:
        return True
    return place > 0 and taken[place - 1][1] > hit.start


def _take(taken: list[Span], span: Span) -> None:
    taken.insert(_place(taken, span[0]), span)


def _place(taken: list[Span], start: int) -> int:
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle][0] < start:
            low = middle + 1
        else:
            high = middle
    return low


def fingerprint_of(rule: Rule, text: str, start: int, end: int) -> str:
    """Give what a waiver names: a short digest of the rule, the words and up to three words to each side in its paragraph, in small letters.

    It is the same when lines move, and another when somebody changes the words or what stands around them. A rule that no waiver can silence
    gives none, so that nobody can try guesses against it.
    """
    if rule.severity is Severity.BLOCK:
        return ""
    before = text[max(0, start - 80) : start].rpartition("\n\n")[2].lower().split()[-CONTEXT:]
    after = text[end : end + 80].partition("\n\n")[0].lower().split()[:CONTEXT]
    parts = (rule.id, *before, "\0", " ".join(text[start:end].lower().split()), "\0", *after)
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=6, person=b"disclosure").hexdigest()


def first_letter(text: str, start: int) -> str:
    """Give the first sign of what was found when it is a letter: digits say too much."""
    return text[start] if start < len(text) and text[start].isalpha() else ""
