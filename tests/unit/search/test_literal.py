"""A literal search finds what was typed and nothing else."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.search.documents import Document
from learning_loop.search.literal import pattern_of, search_literally
from learning_loop.search.query import explain
from tests.unit.search.making import Made, document


def found(query: str, *documents: Document) -> list[str]:
    made = Made(documents)
    ids = {number: one for one, number in made.numbers.items()}
    source = search_literally(query, [(made.numbers[one.id], one) for one in documents], made.source(), 100.0)
    return [ids[hit.number] for hit in source.answer().hits]


def test_only_the_words_as_typed_are_found_in_any_case_and_in_their_order() -> None:
    documents = (
        document("same", "One", "The child Was not\n brought again."),
        document("other order", "Two", "Brought was not."),
        document("stem", "Three", "Was not bring."),
        document("synonym", "Four", "WNB."),
    )
    assert found("was NOT brought", *documents) == ["same"]
    assert found("wnb", *documents) == ["synonym"]


def test_part_of_a_word_a_hyphen_and_an_apostrophe_are_no_match() -> None:
    documents = (
        document("whole", "A", "neglect"),
        document("longer", "B", "neglected"),
        document("joined", "C", "cosleeping"),
    )
    assert found("neglect", *documents) == ["whole"]
    assert found("co-sleeping", *documents) == []
    assert found("neglet", *documents) == []


def test_signs_are_signs_and_no_pattern() -> None:
    documents = (document("law", "A", "See s.47 (2)."), document("not", "B", "See s347 2"))
    assert found("s.47", *documents) == ["law"]
    assert found("(2)", *documents) == ["law"]
    assert found(".*", *documents) == []
    assert found("  ", *documents) == []


def test_the_very_title_is_first_and_more_of_it_comes_before_less() -> None:
    documents = (
        document("often", "A note", "Glue ear. " * 5),
        document("title", "Glue ear", "Text."),
        document("once", "Another", "Glue ear. " + "Other words. " * 50),
    )
    assert found("glue ear", *documents) == ["title", "often", "once"]


def test_a_hit_is_explained_by_the_words_themselves() -> None:
    one = document("one", "Glue ear", "Text.")
    source = search_literally("glue ear", [(10, one)], Made([one]).source(), 100.0)
    answer = source.answer()
    (reason,) = explain(answer.hits[0], answer.understood, source)
    assert (reason.words, reason.points) == ("glue ear", answer.hits[0].score)
    nothing = search_literally("zq", [(10, one)], Made([one]).source(), 100.0).answer()
    assert (nothing.hits, nothing.understood.unknown) == ((), ("zq",))


@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=10))
def test_what_stands_between_spaces_is_found(query: str, before: str, after: str) -> None:
    pattern = pattern_of(query)
    if pattern is None:
        assert not query.split()
    else:
        assert (
            pattern.search(f"{before} {re.sub(chr(92) + 's+', '  ', query.strip())} {after}") or not query.isprintable()
        )
