"""Lists of words are read as they were written."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.search.analysis import term_of, tokens_of
from learning_loop.search.wordlist import pack_forms, unpack_forms

forms = st.text(max_size=60).flatmap(lambda text: st.just(tokens_of(text)))


@given(st.lists(forms, max_size=5), st.integers(0, 20_000))
def test_forms_come_back_with_their_terms(texts: list[list[str]], count: int) -> None:
    listed: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for text in texts:
        for token in text:
            for form in token.split("-"):
                listed[term_of(form)][form] = count
    read = list(unpack_forms(pack_forms(listed)))
    assert {(term, form, many) for term, form, many in read} == {
        (term, form, many) for term in listed for form, many in listed[term].items()
    }


def test_the_example_of_the_format_is_true() -> None:
    packed = pack_forms({"neglect": {"neglect": 61, "neglected": 12}, "negl": {"negl": 1}, "famili": {"families": 3}})
    assert packed == "0famili es:3;0negl 1;4ect 61,ed:12"
    assert sorted(unpack_forms(packed)) == [
        ("famili", "families", 3),
        ("negl", "negl", 1),
        ("neglect", "neglect", 61),
        ("neglect", "neglected", 12),
    ]


def test_a_form_may_have_nothing_of_its_term() -> None:
    odd = {"child": {"kid": 2}, "y" * 40: {"x" * 40: 1}, "naïve": {"naïves": 1}}
    assert sorted(unpack_forms(pack_forms(odd))) == [
        ("child", "kid", 2),
        ("naïve", "naïves", 1),
        ("y" * 40, "x" * 40, 1),
    ]
