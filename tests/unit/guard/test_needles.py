"""What is looked for, and what is too little to be a secret."""

from __future__ import annotations

import pytest

from learning_loop.guard.hidden import Source
from learning_loop.guard.needles import Found, is_telling, lay_out
from learning_loop.guard.words import Numbers, words_of


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


@pytest.mark.parametrize(
    ("title", "public", "secret"),
    [
        ("After help", b"Ask for help.", False),
        ("The Elms", b"Ask for help.", True),
        ("Help refused", b"Ask for help. Nobody refused.", True),
    ],
)
def test_a_title_with_one_telling_word_is_public_where_that_word_is(title: str, public: bytes, secret: bool) -> None:
    found, numbers = Found(), Numbers()
    found.add(Source("pages/x.md", names=(title,)), numbers)
    found.take(found.shared_with(lay_out([public], numbers)))
    assert bool(found.needles(set(), numbers).phrases) == secret
