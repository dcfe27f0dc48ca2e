"""What is looked for, and what is too little to be a secret."""

from __future__ import annotations

import pytest

from learning_loop.guard.needles import is_telling
from learning_loop.guard.words import words_of


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        (b"Child M", True),
        (b"The Hollies", True),
        (b"LCSPR-2026-02", True),
        (b"What the health visitor saw", True),
        (b"Message 2", False),
        (b"Learning in 2026", False),
        (b"Spring 2025", False),
        (b"From March to April", False),
    ],
)
def test_a_phrase_that_the_site_makes_itself_is_no_secret(text: bytes, telling: bool) -> None:
    assert is_telling(words_of(text)) == telling
