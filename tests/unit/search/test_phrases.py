"""What the registers say becomes what people type."""

from __future__ import annotations

import pytest

from learning_loop.profiles import shipped_profiles
from learning_loop.schema.register_files import read_registers
from learning_loop.search.analysis import terms_of
from learning_loop.search.phrases import KnownPhrases, known_phrases, spelled_out
from tests.example import ROOT
from tests.profiles import registers_of_profile


@pytest.fixture(scope="module")
def known() -> KnownPhrases:
    folder = ROOT / "content/registers"
    registers, problems = read_registers(
        {f"registers/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.yml"))}
    )
    assert registers is not None, problems
    return known_phrases(registers)


@pytest.mark.parametrize(
    ("one", "other"),
    [("wnb", "was not brought"), ("nai", "non accident injuri"), ("cse", "child sexual exploit"), ("gcp2", "grade care profil"), ("ehe", "home educ"), ("lac", "look after child"), ("peer on peer abus", "peer on peer")],
)  # fmt: skip
def test_spellings_of_one_thing_have_one_term(known: KnownPhrases, one: str, other: str) -> None:
    assert known.entries[one].term == known.entries[other].term != ""


def test_different_things_have_different_terms(known: KnownPhrases) -> None:
    assert known.entries["dental neglect"].term != known.entries["medic neglect"].term


def test_every_phrase_knows_what_it_means(known: KnownPhrases) -> None:
    assert all(meaning.senses for meaning in known.entries.values())


def test_an_ambiguous_acronym_is_not_taken_for_one_of_its_meanings(known: KnownPhrases) -> None:
    assert known.entries["pa"].ambiguous
    assert known.entries["pa"].term == ""


def test_names_meet_in_the_long_form(known: KnownPhrases) -> None:
    assert spelled_out("wnb polici".split(), known.entries) == spelled_out(
        "was not brought polici".split(), known.entries
    )
    assert spelled_out(["zq"], known.entries) == "zq"


@pytest.mark.parametrize("name", shipped_profiles())
@pytest.mark.parametrize(
    ("old", "new"),
    [("LSCB", "local safeguarding children partnership"), ("CCG", "integrated care board"), ("SCR", "LCSPR"), ("s11", "OSSAA"), ("DHR", "DARDR")],
)  # fmt: skip
def test_old_and_new_words_of_a_profile_say_one_thing(name: str, old: str, new: str) -> None:
    entries = known_phrases(registers_of_profile(name)).entries
    one, other = (entries[" ".join(terms_of(words))] for words in (old, new))
    assert one.term == other.term != ""
    assert not one.ambiguous


def test_a_word_of_the_framework_is_told_only_where_nothing_else_is_meant() -> None:
    entries = known_phrases(registers_of_profile("sunderland")).entries
    assert [sense.facet for sense in entries["scr"].senses] == ["review-type"]
    assert [sense.facet for sense in entries["lscb"].senses] == [""]
