"""What people type and what authors write meet in the same terms."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from learning_loop.search.analysis import (
    LIGHT,
    MAX_PART,
    fold,
    grams_of,
    labels_in,
    term_of,
    terms_of,
    tokens_of,
    words_of,
)


def terms(text: str) -> list[str]:
    return terms_of(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C.S.E.", "CSE"), ("c.s.e", "cse"), ("e.g. neglect", "eg neglect"), ("S.47", "section 47"), ("s47", "Section 47"), ("s. 47", "sec 47"), ("sections 17", "s17"),
        ("mum’s boyfriend", "mums boyfriend"), ("mum's boyfriend", "mother's boyfriend"), ("the child’s voice", "the children's voice"), ("practise", "practice"),
        ("organisation", "organization"), ("recognised", "recognized"), ("behaviour", "behavior"), ("paediatric", "pediatric"), ("seven minute", "7 minute"),
        ("co‑sleeping", "co-sleeping"), ("ＮＥＧＬＥＣＴ", "neglect"), ("naïve café", "naive cafe"), ("won’t", "wont"), ("GPs", "GP"), ("neglected", "neglecting"), ("Łódź", "lodz"),
        ("ﬁrst", "first"), ("teeth", "tooth"),
    ],
)  # fmt: skip
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("section 47", "section 17"),
        ("it’s 7", "s7"),
        ("organ", "organisation"),
        ("bus 47", "bu s47"),
        ("gas", "ga"),
        ("policy", "police"),
    ],
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Child Q and Baby D", [("child", "q"), (term_of("baby"), "d")]),
        ("Young Person L’s phone", [("person", "l")]),
        ("a child a week", []),
        ("Vitamin C", []),
        ("Child I", [("child", "i")]),
        ("Child Protection", []),
        ("CHILD Q", []),
    ],
)
def test_letters_that_stand_for_people_are_kept(text: str, labels: list[tuple[str, str]]) -> None:
    assert list(labels_in(text)) == labels


def test_a_hyphenated_word_has_its_parts_in_order() -> None:
    assert [word.parts for word in words_of("7-minute, multi-agency ‘well-done’ - and")] == [
        ("7", "minute"),
        ("multi", "agency"),
        ("well", "done"),
        ("and",),
    ]


def test_pairs_of_light_words_say_nothing() -> None:
    assert grams_of(["was", "not", "brought"]) == ["not brought"]


@pytest.mark.parametrize("text", ["", "   ", "?!…", "-", "'", "--", "'-'", "​"])
def test_no_word_gives_no_term(text: str) -> None:
    assert terms(text) == tokens_of(text) == []


@given(st.text(alphabet=st.sampled_from("ab Ss47.,'’-–“”é1ł\n…"), max_size=60) | st.text(max_size=60))
@example("a'-b --c 's d's-e")
@example(f"{'a' * (MAX_PART + 1)} b")
def test_the_fast_reading_of_long_texts_is_the_careful_one(text: str) -> None:
    assert tokens_of(text) == ["-".join(word.parts) for word in words_of(text)]


@given(st.text(alphabet="abcdefghilmnorstuyz", min_size=1, max_size=14))
def test_a_term_is_never_empty_and_light_words_are_their_own(form: str) -> None:
    assert term_of(form)
    assert all(term_of(word) == word for word in LIGHT)


def test_fold_leaves_what_is_plain() -> None:
    assert fold("neglect and 7 visits") == "neglect and 7 visits"
