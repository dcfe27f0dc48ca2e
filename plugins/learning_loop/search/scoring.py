"""How much a term says about a document: BM25F by Whoosh's formula, kept as whole numbers.

The score of a term is a product. Its idf depends on the whole library; the saturated, length-normalised frequency depends on the document alone.
They are stored apart, so that a changed document changes its own postings and nobody else's, and multiplied when a query is answered.
Lengths, averages and sizes are counted in steps for the same reason.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

K1 = 1.2
"""How soon more of the same word stops counting: Whoosh's default, and the literature's."""


class Field(NamedTuple):
    """One of the three parts in which a document is weighed."""

    name: str
    weight: float
    """What a word in it is worth beside one in the body."""
    b: float
    """How much a long field counts against its words, 0 to 1."""
    average: float
    """Its usual length in words; 0 for the library's own average."""


HEAD = Field("head", 2.2, 0.7, 8.0)
"""Title, reference and the labels of people."""
LEAD = Field("lead", 1.0, 0.5, 48.0)
"""Summary and headings."""
BODY = Field("body", 1.0, 0.75, 0.0)

FIELDS = (HEAD, LEAD, BODY)

LEVELS = 64
_LOWEST, _RATIO = 0.08, 1.083
_BOUNDS = tuple(_LOWEST * _RATIO ** (level - 0.5) for level in range(1, LEVELS))
UNIT = 200
IMPACTS = tuple(round(UNIT * _LOWEST * _RATIO**level) for level in range(LEVELS))
"""What a level is worth; one occurrence in a body of average length is worth `UNIT`."""

IDF_UNIT = 16

_EIGHTHS = tuple(2 ** (step / 8) for step in range(161))
_HALVES = tuple(2 ** (step / 2) for step in range(61))


def bm25(frequency: float, length: float, average: float, b: float) -> float:
    """Give the part of Whoosh's ``whoosh.scoring.bm25`` that does not depend on the library: its score at an idf of 1."""
    return frequency * (K1 + 1) / (frequency + K1 * ((1 - b) + b * length / average))


def step_of_length(length: int) -> float:
    """Give a length to within 9 per cent, so that a new sentence seldom changes what all other words of its text are worth."""
    return _EIGHTHS[bisect_right(_EIGHTHS, max(1, length)) - 1]


def step_of_library(size: float) -> float:
    """Give a count of the whole library (documents, average length) to within 41 per cent: only its magnitude matters to an order."""
    return _HALVES[bisect_right(_HALVES, max(1.0, size)) - 1]


def idf(documents: float, having: int) -> int:
    """Give the weight of a term by Whoosh's formula, log(N / (n + 1)) + 1, in sixteenths; ``documents`` is a step."""
    return max(1, round(IDF_UNIT * (math.log(documents / (having + 1)) + 1)))


def level_of(score: float) -> int:
    """Give the level of a document's part of a score."""
    return bisect_right(_BOUNDS, score)


def coarse(value: int) -> int:
    """Give a level, or a posting, with its level rounded to one of sixteen.

    So are those of terms that are in many documents: their weight is small, so that a step of a level is worth as little as a fine one of
    a rare term.
    """
    return value & ~3 | 2


class Counts(NamedTuple):
    """How often each term stands in each part of one document, and how long the parts are."""

    head: Mapping[str, int]
    lead: Mapping[str, int]
    body: Mapping[str, int]
    lengths: tuple[int, int, int]


def levels_of(counts: Counts, *, boost: float, average: float) -> dict[str, int]:
    """Give the level of every term of a document. ``average`` is the usual length of a body; ``boost`` multiplies every score."""
    head = _scores(counts.head, HEAD, counts.lengths[0], HEAD.average)
    lead = _scores(counts.lead, LEAD, counts.lengths[1], LEAD.average)
    body_length = step_of_length(counts.lengths[2])
    scores = {
        frequency: BODY.weight * bm25(frequency, body_length, average, BODY.b)
        for frequency in set(counts.body.values())
    }
    by_frequency = {frequency: level_of(score * boost) for frequency, score in scores.items()}
    levels = {term: by_frequency[frequency] for term, frequency in counts.body.items()}
    for term in head.keys() | lead.keys():
        score = head.get(term, 0.0) + lead.get(term, 0.0)
        if term in counts.body:
            score += scores[counts.body[term]]
        levels[term] = level_of(score * boost)
    return levels


def _scores(counts: Mapping[str, int], field: Field, length: int, average: float) -> dict[str, float]:
    step = step_of_length(length)
    return {term: field.weight * bm25(count, step, average, field.b) for term, count in counts.items()}
