"""A query is understood as a reader means it, and what was done to it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.search.understand import Understood, edits, understand
from tests.unit.search.making import Made, document

MADE = Made(
    [
        document(
            "one",
            "Neglect and home conditions",
            "Neglected children and supervision. Co-sleeping kills. A follow-up. Self-harm and county lines.",
        ),
        document(
            "two",
            "Was not brought policy",
            "A child who was not brought: WNB. Practitioners exploit nothing; exploitation and exploiting. Child Q.",
        ),
        document(
            "three",
            "Assessments",
            "Assessments of suicide and supervising. Visits visited. co sleeping again. Organisation.",
        ),
    ]
)
SOURCE = MADE.source()


def read(query: str) -> Understood:
    return understand(query, SOURCE)


def ways(query: str) -> list[list[tuple[str, ...]]]:
    return [[each.terms for each in slot.alternatives] for slot in read(query).slots]


@pytest.mark.parametrize("query", ["", "  ", "?!…", "<>", "\x00"])
def test_nothing_typed_is_nothing_asked(query: str) -> None:
    assert read(query) == Understood((), (), (), (), "", (), (), ())


@pytest.mark.parametrize(
    ("typed", "searched"),
    [("neglet", "neglect"), ("neglcet", "neglect"), ("suicde", "suicide"), ("assesments", "assessments"), ("supervsion", "supervision"), ("exploitaion", "exploitation"), ("organisatoin", "organisation"), ("engelct", "")],
)  # fmt: skip
def test_a_typing_error_is_corrected_and_told(typed: str, searched: str) -> None:
    corrections = read(typed).corrections
    assert corrections == (((typed, searched),) if searched else ())
    assert bool(read(typed).unknown) is not bool(searched)


def test_the_beginning_of_a_word_stands_for_its_forms() -> None:
    assert ways("superv") == [[("supervis",)]]
    assert read("superv").corrections[0].typed == "superv"


@pytest.mark.parametrize(
    ("typed", "term"),
    [("neglects", "neglect"), ("visiting", "visit"), ("exploited", "exploit"), ("organizations", "organis")],
)
def test_another_ending_needs_no_notice(typed: str, term: str) -> None:
    assert ways(typed) == [[(term,)]]
    assert read(typed).corrections == ()


def test_joined_hyphened_and_split_words_are_one() -> None:
    assert ways("cosleeping") == ways("co-sleeping") == ways("co sleeping") == [[("cosleep",), ("co", "sleep")]]


def test_words_run_together_are_cut_and_told() -> None:
    assert ways("homeconditions") == ways("home conditions")
    assert read("supervisionpolicy").corrections == (("supervisionpolicy", "supervision policy"),)


def test_an_acronym_is_its_words() -> None:
    assert ways("WNB") == ways("was not brought") == ways("w.n.b.") == [[("=was not brought",), ("brought",)]]
    assert read("WNB").phrase == read("was not brought").phrase == "was not brought"


def test_a_known_phrase_brings_its_theme() -> None:
    concept = read("poor home conditions").concepts[0]
    assert (
        (concept.sense.id, concept.places) == ("neglect", {1, 2})
        if len(read("poor home conditions").parts) == 3
        else {0, 1}
    )
    assert [each.sense.id for each in read("conditions in the home").concepts] == ["neglect"]


def test_an_ambiguous_acronym_offers_its_senses() -> None:
    ((phrase, senses),) = read("DA").ambiguous
    assert phrase == "da"
    assert [sense.id for sense in senses] == ["domestic-abuse", "was-not-brought"]


def test_light_words_are_asked_for_only_where_nothing_else_is() -> None:
    assert ways("the neglect of") == [[("neglect",)]]
    assert ways("was not") == [[("was",)], [("not",)]]


def test_a_letter_after_child_is_no_article() -> None:
    assert [part.light for part in read("child a").parts] == [False, False]
    assert [part.light for part in read("a child").parts] == [True, False]


def test_what_is_typed_twice_counts_once() -> None:
    assert ways("neglect neglect neglected") == [[("neglect",)]]


def test_a_long_query_is_cut() -> None:
    assert len(read("neglect policy " * 500).parts) <= 48


@given(st.text(max_size=120))
def test_any_text_is_understood(query: str) -> None:
    understood = read(query)
    assert all(slot.alternatives for slot in understood.slots)
    assert {place for slot in understood.slots for place in slot.places} <= set(range(len(understood.parts)))


words = st.text(alphabet="abc", max_size=6)


@given(words, words, st.integers(1, 2))
def test_the_distance_is_the_number_of_typing_errors(one: str, other: str, most: int) -> None:
    distance = edits(one, other, most)
    assert (distance <= most) == (distance_of(one, other) <= most)
    assert distance > most or distance == distance_of(one, other)


def distance_of(one: str, other: str) -> int:
    """Optimal string alignment, written as its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        distance_of(one[:-1], other) + 1,
        distance_of(one, other[:-1]) + 1,
        distance_of(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        ways.append(distance_of(one[:-2], other[:-2]) + 1)
    return min(ways)
