"""A sketch is small and true: near copies are near, other texts are not, and a theme is seen in its words and in no others."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.model.registers import Theme
from learning_loop.reading.sketch import FEWEST_TIMES, MARKS, Sketch, Terms, draw_sketch, likeness
from tests.unit.making import item

SYLLABLES = ("ba", "ne", "gle", "ro", "shi", "tru", "mo", "ki", "pla", "ven")


def words(number: int, seed: int = 0) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 4)))) for _ in range(number)]


def theme(name: str, *terms: str, broader: str = "", ambiguous: tuple[str, ...] = ()) -> Theme:
    return Theme(
        name, name.capitalize(), "harm", broader, "What it is.", "", (*terms, *ambiguous), ambiguous, (), (), ()
    )


def sketch(text: str, *themes: Theme, named: str = "", title: str = "A title") -> Sketch:
    fields = f"title: {title}" + (f"\nthemes: [{named}]" if named else "")
    one = item("bulletins/b.md", fields)
    return draw_sketch(one, f"<p>{text}</p>", Terms(themes) if themes else None)


def subjects(text: str, *themes: Theme, named: str = "", title: str = "A title") -> list[tuple[str, int]]:
    return [(one.theme, one.times) for one in sketch(text, *themes, named=named, title=title).subjects]


NEGLECT = theme("neglect", "home conditions", "hoarding", "hungry")
SLEEP = theme("sleep", "safer sleep", "SUDI", "cot", "ICON", "Prevent")


# Likeness


def test_a_text_is_wholly_like_itself_and_not_like_another() -> None:
    text, other = " ".join(words(900)), " ".join(words(900, seed=1))
    assert likeness(sketch(text), sketch(text)) == 1
    assert likeness(sketch(text), sketch(other)) < 0.1


def test_capitals_marks_and_tags_make_no_difference() -> None:
    text = " ".join(words(400))
    assert likeness(sketch(text), sketch(f"<strong>{text.upper()}</strong>, ‘!’".replace(" ", " <em></em>"))) == 1


@pytest.mark.parametrize("part", [0.5, 0.7, 0.9])
def test_the_estimate_is_near_the_part_that_was_copied(part: float) -> None:
    for seed in range(8):
        text, new = words(2000, seed), words(2000, seed + 100)
        copied = " ".join(text[: int(2000 * part)] + new[: int(2000 * (1 - part))])
        assert likeness(sketch(" ".join(text)), sketch(copied)) == pytest.approx(part, abs=0.17)


def test_a_copy_with_a_word_changed_in_every_line_is_still_seen() -> None:
    text = words(1200)
    changed = [("another" if place % 20 == 0 else word) for place, word in enumerate(text)]
    assert likeness(sketch(" ".join(text)), sketch(" ".join(changed))) > 0.7


def test_a_text_of_a_few_lines_is_like_nothing() -> None:
    short = "We will look at this again in the autumn and tell everybody what we found."
    assert sketch(short).marks == b""
    assert likeness(sketch(short), sketch(short)) == 0


@given(st.lists(st.sampled_from(words(60, seed=2)), max_size=400), st.lists(st.sampled_from(words(60)), max_size=400))
def test_likeness_is_a_part_and_the_same_from_both_sides(one: list[str], other: list[str]) -> None:
    first, second = sketch(" ".join(one)), sketch(" ".join(other))
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
    assert len(first.marks) <= 4 * MARKS


# Themes


def test_no_words_at_all_are_about_nothing_and_the_last_word_counts() -> None:
    assert Terms((SLEEP,)).count([], []) == {}
    assert Terms((SLEEP,)).count(["a", "cot"], ["a", "cot"]) == {"sleep": {"cot": 1}}
    assert Terms((SLEEP,)).count(["safer", "sleep"], ["safer", "sleep"]) == {"sleep": {"safer sleep": 1}}
    assert Terms((SLEEP,)).count(["safer"], ["safer"]) == {}


def test_a_text_full_of_a_themes_words_is_about_it() -> None:
    assert subjects("The cot. Safer sleep. " * 3, NEGLECT, SLEEP) == [("sleep", 6)]
    assert subjects("The cot. Safer sleep. " * 3, NEGLECT, SLEEP, named="sleep") == []


def test_a_theme_must_stand_clearly_more_often_than_every_theme_that_is_named() -> None:
    six = "The cot. Safer sleep. " * 3
    assert subjects(six + "Hungry. Hoarding. " * 2, NEGLECT, SLEEP, named="neglect") == [("sleep", 6)]
    assert subjects(six + "Hungry. Hoarding. " * 2 + "Hungry.", NEGLECT, SLEEP, named="neglect") == []


def test_one_word_says_nothing_unless_it_stands_in_the_title() -> None:
    assert subjects("Hungry. " * 40, NEGLECT) == []
    assert subjects("Hungry. " * 40, NEGLECT, title="Hungry at school") == [("neglect", 41)]


def test_few_words_in_a_long_text_say_nothing() -> None:
    five = "The cot. Safer sleep. The cot. Safer sleep. The cot. "
    assert subjects(five, SLEEP) == [("sleep", FEWEST_TIMES)]
    assert subjects(five + " ".join(words(1400)), SLEEP) == []


def test_an_acronym_needs_its_capitals_and_other_words_do_not() -> None:
    assert subjects("An icon to prevent it, a sudi. " * 9, SLEEP) == []
    assert subjects("SUDI and ICON. " * 3, SLEEP) == [("sleep", 6)]
    assert subjects("SAFER SLEEP, Cot. " * 3, SLEEP) == [("sleep", 6)]


def test_the_plural_counts_and_of_words_that_overlap_the_longest() -> None:
    plan = theme("plan", "child protection", "child protection plan", "core group")
    assert subjects("A child protection plan. Two child protection plans. Core groups. " * 2, plan) == [("plan", 6)]


def test_apostrophes_and_hyphens_are_passed_over() -> None:
    men = theme("men", "mum's boyfriend", "step-father")
    assert subjects("Mum’s boyfriend, a step father. Mums boyfriend, a step-father. " * 2, men) == [("men", 8)]


def test_words_of_two_senses_are_not_counted_whether_marked_or_not() -> None:
    marked = theme("marked", "one word", ambiguous=("CP",))
    assert subjects("CP. CP. One word. " * 4, marked) == []
    assert subjects("A placement. Move. " * 9, theme("care", "in care", "placement"), theme("move", "placement")) == []


def test_a_theme_is_as_good_as_named_by_its_narrower_or_its_broader_one() -> None:
    narrow = theme("teenage", "kicked out", broader="neglect")
    text = "Hungry. Hoarding. Home conditions. " * 3
    assert subjects(text, NEGLECT, narrow, named="teenage") == []
    assert subjects("Kicked out. Teenage. " * 5, NEGLECT, narrow, named="neglect") == []
    assert subjects(text, NEGLECT, theme("other", "x"), named="other") == [("neglect", 9)]


def test_fields_count_as_well_as_the_text() -> None:
    one = item("briefings/b.md", "title: Safer sleep\nsummary: Where the cot stands, and SUDI, cot and safer sleep.")
    assert [subject.theme for subject in draw_sketch(one, "<p>Text.</p>", Terms((SLEEP,))).subjects] == ["sleep"]


def test_the_digest_of_the_words_changes_with_a_word_and_not_with_a_message() -> None:
    longer = (*SLEEP.entry_terms, "crib")
    assert Terms((SLEEP,)).digest == Terms((theme("sleep", *SLEEP.entry_terms),)).digest
    assert Terms((SLEEP,)).digest != Terms((theme("sleep", *longer),)).digest
