"""The words that pages are made of."""

from __future__ import annotations

import pytest

from learning_loop.present.words import age_words


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (["under-1"], "under 1"),
        (["unborn"], "before birth"),
        (["unborn", "under-1"], "before birth to 1"),
        (["1-5", "under-1"], "up to 5"),
        (["16-17", "11-15"], "11 to 17"),
        (["under-1", "6-10", "11-15"], "under 1 and 6 to 15"),
        (["under-1", "1-5", "6-10", "11-15", "16-17"], "all ages"),
    ],
)
def test_ages_are_said_in_as_few_words_as_they_need(bands: list[str], words: str) -> None:
    assert age_words(bands) == words
