"""The judged set is whole and true to the example: a figure measured on it means what it says."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from learning_loop.schema.items import read_item
from learning_loop.schema.register_files import read_registers
from learning_loop.search.analysis import LIGHT
from tests.example import ROOT
from tests.search.judged import BEST, KINDS, Judged, judge_themes, plain, read_judged

CONTENT = ROOT / "content"
JUDGED = read_judged()
TODAY = "2026-11-21"


@pytest.fixture(scope="module")
def registers() -> Registers:
    """Read the example's registers."""
    files = {f"registers/{path.name}": path.read_bytes() for path in (CONTENT / "registers").glob("*.yml")}
    found, problems = read_registers(files)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def items() -> dict[str, Publication]:
    """Read the example's items."""
    found = {}
    for path in CONTENT.rglob("*.md"):
        one = read_item(path.read_bytes(), path=path.relative_to(CONTENT).as_posix()).publication
        assert one is not None, path
        found[one.id] = one
    return found


def test_every_query_is_judged_once_with_a_reason_and_a_known_kind() -> None:
    """At least eighty of them."""
    assert len(JUDGED) >= 80
    assert [query for query, times in Counter(judged.query for judged in JUDGED).items() if times > 1] == []
    assert [judged.query for judged in JUDGED if not judged.why.strip() or judged.kind not in KINDS] == []


def test_every_judged_id_is_an_item_or_a_theme_of_the_example(
    registers: Registers, items: dict[str, Publication]
) -> None:
    """And no item is judged that nobody may see yet."""
    seen = {one.id for one in items.values() if one.published.isoformat() <= TODAY}
    known = seen | {f"theme:{theme}" for theme in registers.themes}
    assert {name for judged in JUDGED for name in judged.grades} - known == set()


def test_grades_are_one_to_three_and_every_query_but_traps_finds_something() -> None:
    """A trap may have nothing to find; then the only demand is an answer without an error."""
    assert {grade for judged in JUDGED for grade in judged.grades.values()} == {1, 2, 3}
    assert [judged.query for judged in JUDGED if not judged.grades and not _may_be_empty(judged)] == []
    assert [judged.query for judged in JUDGED if judged.no_hits and judged.grades] == []
    without_best = [judged.query for judged in JUDGED if judged.grades and BEST not in judged.grades.values()]
    assert without_best == ["naïve café"]


def _may_be_empty(judged: Judged) -> bool:
    return "trap" in (judged.kind, next((other.kind for other in JUDGED if other.query == judged.same_as), ""))


def test_what_is_the_same_as_another_names_a_query_with_judgements_of_its_own() -> None:
    """One step, no chains."""
    alone = {judged.query for judged in JUDGED if not judged.same_as}
    pairs = {judged.query: judged.same_as for judged in JUDGED if judged.same_as}
    assert {same for same in pairs.values() if same not in alone} == set()
    assert len(pairs) >= 20
    assert {judged.kind for judged in JUDGED if judged.same_as} == {"synonym"}


def test_the_queries_of_practitioners_and_the_traps_are_all_there() -> None:
    """What the issue names, and one query for each way in which stock search fails."""
    queries = {judged.query for judged in JUDGED}
    wanted = {
        "false compliance", "Child Q", "WNB", "bruising baby not crawling", "mums new boyfriend",
        "what can I say to a parent who won't let me in", "was not brought", "what if", "c.s.e.", "7 minute briefing", "s47",
        "section 47", "co-sleeping", "cosleeping", "co sleeping", "saftey plan", "neglet", "",
    }  # fmt: skip
    assert wanted - queries == set()
    assert any(len(query) == 1 for query in queries)
    assert any(len(query) >= 400 for query in queries)
    assert any("<" in query for query in queries)
    assert any('"' in query for query in queries)
    assert any("“" in query for query in queries)
    assert any("-" in query for query in queries)
    assert any(query.isdigit() for query in queries)
    light = set(LIGHT)
    assert any(query.split() and set(query.casefold().split()) <= light for query in queries)
    assert sum(judged.kind == "synonym" for judged in JUDGED) >= 20


def test_a_label_or_entry_term_wants_the_page_of_every_theme_that_has_it(registers: Registers) -> None:
    """So the file cannot contradict the register: what it has of the register's words, it judges as the register does."""
    terms = {plain(judged.query): judged.grades for judged in judge_themes(registers.themes.values())}
    unknown = [j.query for j in JUDGED if j.kind in ("label", "entry-term") and plain(j.query) not in terms]
    assert unknown == []
    wrong = [
        (judged.query, theme)
        for judged in JUDGED
        if judged.kind in ("label", "entry-term")
        for theme in terms[plain(judged.query)]
        if judged.grades.get(theme) != BEST
    ]
    assert wrong == []


def test_the_register_gives_a_query_for_every_label_and_entry_term(registers: Registers) -> None:
    """A term of two themes wants both."""
    judged = judge_themes(registers.themes.values())
    assert sum(one.kind == "label" for one in judged) == len(registers.themes) == 48
    assert sum(one.kind == "entry-term" for one in judged) >= 60
    assert all(set(one.grades.values()) == {BEST} for one in judged)
    assert len({plain(one.query) for one in judged}) == len(judged)


def test_a_word_of_two_themes_is_marked_as_ambiguous_in_both(registers: Registers) -> None:
    """So that search can say that it has two senses, and nothing is doubled by accident."""
    meant: dict[str, list[str]] = defaultdict(list)
    for theme in registers.themes.values():
        for term in (theme.label, *theme.entry_terms):
            meant[plain(term)].append(theme.id)
    doubled = {term: ids for term, ids in meant.items() if len(ids) > 1}
    unmarked = [
        (term, theme)
        for term, ids in doubled.items()
        for theme in ids
        if term not in map(plain, registers.themes[theme].ambiguous)
    ]
    assert unmarked == []
    assert "cp" in doubled


def test_words_that_are_ambiguous_or_deprecated_are_entry_terms_too(registers: Registers) -> None:
    """They are typed like all others."""
    stray = [
        (theme.id, term)
        for theme in registers.themes.values()
        for term in (*theme.ambiguous, *theme.deprecated)
        if term not in theme.entry_terms
    ]
    assert stray == []


def test_every_ambiguous_acronym_of_a_theme_says_its_senses(registers: Registers) -> None:
    senses = {acronym.letters: {sense.theme for sense in acronym.senses} for acronym in registers.acronyms}
    silent = [
        (theme.id, term)
        for theme in registers.themes.values()
        for term in theme.ambiguous
        if term.isupper() and theme.id not in senses.get(term, ())
    ]
    assert silent == []
    assert {letters for letters, themes in senses.items() if not themes - {""}} == {"EH", "HV", "LA", "RR", "SW", "CPR"}
