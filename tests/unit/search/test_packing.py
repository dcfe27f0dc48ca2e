"""Postings are read as they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.search.packing import (
    LEVEL_BITS,
    SIGNS,
    hash_of,
    pack_numbers,
    pack_pairs,
    pack_postings,
    unpack_numbers,
    unpack_pairs,
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


@given(st.lists(st.tuples(st.integers(1, 2**26), st.integers(1, 2**26)), unique_by=lambda pair: pair[0]).map(sorted))
def test_pairs_come_back(listed: list[tuple[int, int]]) -> None:
    assert unpack_pairs(pack_pairs(listed)) == listed


def test_the_examples_of_the_format_are_true() -> None:
    assert list(unpack_postings("X04ab")) == [(32, 36), (36, 37)]
    assert unpack_pairs("X01X02") == [(32, 31), (64, 65)]


@pytest.mark.parametrize(("text", "value"), [("", 0), ("a", 0xE8B7BE43), ("123456789", 0xCBF43926)])
def test_files_are_found_by_crc_32(text: str, value: int) -> None:
    assert hash_of(text) == value
