"""Bytes → text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.reading.text import MAX_FILE, read_text

CLEAN = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff", include_characters="\n\t")
)


@given(CLEAN)
def test_a_plain_text_reads_as_itself_whatever_its_line_ends(text: str) -> None:
    for ends in ("\n", "\r\n", "\r"):
        assert read_text(text.replace("\n", ends).encode(), path="x") == (text, [])
    assert read_text(b"\xef\xbb\xbf" + text.encode(), path="x") == (text, [])


@given(st.binary())
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    text, problems = read_text(data, path="x")
    assert not (text and problems)


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\u2029"])
def test_an_invisible_character_is_told_with_its_line(sign: str) -> None:
    _, problems = read_text(f"one\r\ntwo{sign}".encode(), path="x")
    assert [problem.line for problem in problems] == [2]
    assert f"U+{ord(sign):04X}" in problems[0].message


def test_a_file_of_the_greatest_size_is_read_and_one_byte_more_is_not() -> None:
    assert read_text(b"a" * MAX_FILE, path="x")[1] == []
    assert read_text(b"a" * (MAX_FILE + 1), path="x")[1] != []
