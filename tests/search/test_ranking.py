"""The example's search gives readers what they want first, and the same from its files as from Whoosh's index."""

from __future__ import annotations

import math
import shutil
import statistics
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.schema.register_files import read_registers
from learning_loop.search.analysis import ENDINGS, LIGHT, terms_of
from learning_loop.search.index import WEIGHTS
from learning_loop.search.phrases import Meaning, known_phrases
from learning_loop.search.query import Files, answer
from learning_loop.search.scoring import IMPACTS
from learning_loop.store import Store
from tests.example import ROOT
from tests.search.judged import Judged, judge_themes, read_judged
from tests.search_queries import MADE, TYPED, made_queries

JUDGED = read_judged()


def registers_files() -> dict[str, bytes]:
    return {f"registers/{path.name}": path.read_bytes() for path in sorted((ROOT / "content/registers").glob("*.yml"))}


def found(query: str, source: Files, most: int = 10) -> list[str]:
    """Give the ids of the first hits."""
    return [source.item(hit.number)["id"] for hit in answer(query, source).hits[:most]]


def ndcg(ids: Sequence[str], judged: Judged, depth: int) -> float:
    got = sum((2 ** judged.grades.get(one, 0) - 1) / math.log2(place + 2) for place, one in enumerate(ids[:depth]))
    best = sorted(judged.grades.values(), reverse=True)[:depth]
    return got / sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(best))


def test_readers_get_what_they_want_first(files: Files) -> None:
    gains = [ndcg(found(judged.query, files), judged, 10) for judged in JUDGED if judged.grades]
    assert statistics.fmean(gains) >= 0.90


def test_a_theme_is_first_for_its_label_and_entry_terms(files: Files) -> None:
    registers, _ = read_registers(registers_files())
    assert registers is not None
    judged = judge_themes(registers.themes.values())
    assert len(judged) > 500
    gains = [ndcg(found(one.query, files, 3), one, 3) for one in judged]
    assert statistics.fmean(gains) >= 0.95


@pytest.mark.parametrize("judged", [one for one in JUDGED if one.same_as], ids=lambda one: one.query[:40])
def test_two_ways_to_say_one_thing_give_the_same_hits(judged: Judged, files: Files) -> None:
    assert found(judged.query, files, 5) == found(judged.same_as, files, 5)


def test_all_spellings_that_the_registers_know_of_one_thing_give_the_same_hits(files: Files) -> None:
    """Whatever stands under one term is one thing, unless the words may mean something else as well."""
    read, _ = read_registers(registers_files())
    assert read is not None
    entries = known_phrases(read).entries
    texts = {text for theme in read.themes.values() for text in (theme.label, *theme.entry_terms)}
    texts |= {text for agency in read.agencies.values() for text in (agency.name, *agency.aliases)}
    spelled: defaultdict[Meaning, list[str]] = defaultdict(list)
    for text in sorted(texts):
        meaning = entries.get(" ".join(terms_of(text)))
        if meaning is not None and meaning.term and not meaning.ambiguous:
            spelled[meaning].append(text)
    several = [group for group in spelled.values() if len(group) > 1]
    assert len(several) > 50
    assert any({"disguised compliance", "feigned compliance"} <= set(group) for group in several)
    assert [group for group in several if len({tuple(found(text, files, 5)) for text in group}) > 1] == []


@pytest.mark.parametrize("judged", [one for one in JUDGED if one.no_hits], ids=lambda one: one.query[:40])
def test_what_is_not_there_is_not_found(judged: Judged, files: Files) -> None:
    assert found(judged.query, files) == []


def test_whoosh_gives_the_judged_queries_the_same_hits_in_the_same_order(files: Files, whoosh: Files) -> None:
    assert [judged.query for judged in JUDGED if answer(judged.query, files) != answer(judged.query, whoosh)] == []


def test_whoosh_gives_the_queries_that_chromium_is_asked_the_same_hits_in_the_same_order(
    files: Files, whoosh: Files, paths: dict[str, str], store: Store, tmp_path: Path
) -> None:
    """`loop search` asks Whoosh; tests/browser/test_search.py asks Chromium the same thousand of the same site."""
    for path, key in paths.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(store.file_of(key), tmp_path / path)
    made = made_queries(tmp_path / "search", MADE)
    assert sum(bool(answer(query, files).hits) for query in made) > MADE * 0.8
    assert [query for query in (*TYPED, *made) if answer(query, files) != answer(query, whoosh)] == []


@given(st.text(max_size=450))
def test_whatever_is_typed_is_answered(files: Files, query: str) -> None:
    hits = answer(query, files).hits
    assert len({hit.number for hit in hits}) == len(hits)
    assert list(hits) == sorted(hits, key=lambda hit: hit.order, reverse=True)


def test_the_client_needs_no_large_number(files: Files) -> None:
    """A browser counts in floats: whole numbers are exact below 2⁵³."""
    query = " ".join(sorted(files.words("ne").forms))[:600]
    assert all(hit.score < 2**50 for hit in answer(query, files).hits)


def test_what_is_published_of_the_constants_is_what_the_engine_counts_with(files: Files) -> None:
    start = files.start
    assert start["impacts"] == list(IMPACTS)
    assert start["weights"] == WEIGHTS
    assert start["light"].split() == sorted(LIGHT)
    assert start["endings"] == [list(pair) for pair in ENDINGS]
