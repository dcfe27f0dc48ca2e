"""Scores are Whoosh's, and what is counted in steps stays near to what it would be without."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
from whoosh.scoring import bm25 as bm25_of_whoosh

from learning_loop.search.scoring import (
    BODY,
    IDF_UNIT,
    IMPACTS,
    K1,
    LEVELS,
    UNIT,
    Counts,
    bm25,
    idf,
    level_of,
    levels_of,
    step_of_length,
    step_of_library,
)

frequencies = st.integers(1, 200)
lengths = st.integers(1, 40_000)


@given(frequencies, lengths, st.floats(20, 5_000), st.floats(0, 1), st.floats(0.5, 12))
def test_a_score_is_whooshs_with_its_idf_apart(
    frequency: int, length: int, average: float, b: float, weight: float
) -> None:
    assert math.isclose(
        weight * bm25(frequency, length, average, b), bm25_of_whoosh(weight, frequency, length, average, b, K1)
    )


@given(st.integers(1, 20_000), st.data())
def test_idf_is_whooshs_in_sixteenths(documents: int, data: st.DataObject) -> None:
    having = data.draw(st.integers(1, documents))
    assert (
        abs(idf(documents, having) / IDF_UNIT - (math.log(documents / (having + 1)) + 1)) <= 0.5 / IDF_UNIT
        or having + 1 > 2 * documents
    )


@given(lengths)
def test_a_length_is_kept_to_a_tenth(length: int) -> None:
    assert step_of_length(length) <= length < step_of_length(length) * 1.1


@given(st.floats(1, 1e6))
def test_a_size_is_kept_to_a_half(size: float) -> None:
    assert step_of_library(size) <= size < step_of_library(size) * 1.5


@given(st.floats(0.09, 11))
def test_a_level_is_worth_what_it_stands_for(score: float) -> None:
    assert abs(IMPACTS[level_of(score)] / UNIT - score) <= 0.05 * score + 0.01


def test_levels_grow_and_fit_one_sign() -> None:
    assert len(IMPACTS) == LEVELS == 64
    assert list(IMPACTS) == sorted(set(IMPACTS))


@given(frequencies, frequencies, lengths)
def test_more_of_a_word_never_says_less(one: int, other: int, length: int) -> None:
    few, many = sorted((one, other))
    counts = Counts({}, {}, {"few": few, "many": many}, (0, 0, length))
    levels = levels_of(counts, boost=1.0, average=500.0)
    assert levels["few"] <= levels["many"]


def test_a_word_of_the_title_says_more_than_one_of_the_body() -> None:
    counts = Counts({"title": 1}, {"summary": 1}, {"body": 1, "title": 1}, (8, 40, 500))
    levels = levels_of(counts, boost=1.0, average=500.0)
    assert levels["title"] > levels["summary"] >= levels["body"]
    assert BODY.b == 0.75
