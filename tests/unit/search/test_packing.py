"""Postings are read as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.search.packing import (
    LEVEL_BITS,
    SIGNS,
    fnv1a,
    pack_numbers,
    pack_postings,
    unpack_numbers,
    unpack_postings,
)

numbers = st.lists(st.integers(1, 2**26), unique=True).map(sorted)


@given(numbers)
def test_numbers_come_back(listed: list[int]) -> None:
    assert list(unpack_numbers(pack_numbers(listed))) == listed


@given(numbers, st.data())
def test_postings_come_back(listed: list[int], data: st.DataObject) -> None:
    levels = data.draw(st.lists(st.integers(0, 63), min_size=len(listed), max_size=len(listed)))
    packed = pack_postings([number << LEVEL_BITS | level for number, level in zip(listed, levels, strict=True)])
    assert list(unpack_postings(packed)) == list(zip(listed, levels, strict=True))
    assert set(packed) <= set(SIGNS)


def test_the_example_of_the_format_is_true() -> None:
    assert list(unpack_postings("X0a")) == [(32, 36)]


@pytest.mark.parametrize(("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)])
def test_shards_are_found_by_fnv1a(text: str, value: int) -> None:
    assert fnv1a(text) == value
