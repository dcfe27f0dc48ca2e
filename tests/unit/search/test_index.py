"""Files that were brought up to date are those that would be made anew."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.search.documents import Document, Section
from learning_loop.search.index import CLIP, Change, changed_files, clip, item_file, shard_of, words_file
from tests.unit.search.making import KNOWN, Made, document

WORDS = (
    "neglect",
    "home conditions",
    "was not brought",
    "WNB",
    "co-sleeping",
    "cosleeping",
    "Child Q",
    "multi-agency",
    "bruise",
    "bruises",
    "naïve",
    "7",
    "s47",
)
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@st.composite
def libraries(draw: st.DrawFn) -> list[Document]:
    names = draw(st.lists(st.integers(0, 9), unique=True, min_size=1, max_size=7))
    return [
        document(f"item-{name}", draw(texts) or "A title", draw(texts), summary=draw(texts), concepts=draw(st.lists(st.sampled_from(["#theme neglect", "#type page"]), unique=True)))
        for name in sorted(names)
    ]  # fmt: skip


@given(libraries(), libraries())
def test_a_change_gives_the_files_of_a_new_beginning(before: list[Document], after: list[Document]) -> None:
    # the numbers shift with the place of an item, as they do with its day
    old, new = Made(before), Made(after)
    held = old.files()
    was, now = old.analysed(), new.analysed()
    changes = [Change(was.get(one), now.get(one)) for one in was.keys() | now.keys() if was.get(one) != now.get(one)]

    def read(path: str) -> Any:
        return json.loads(held[path]) if path in held else None

    # what depends on the size of the library is made anew by whoever calls this
    shape = old.shape
    made = {path: data for path, data in held.items() if path.split("/")[1] in ("terms", "words", "exact")}
    for path, data in changed_files(changes, shape, KNOWN, read).items():
        made.pop(path, None)
        if data is not None:
            made[path] = data
    if new.shape == shape:
        assert made == {
            path: data
            for path, data in new.files().items()
            if path in made or path.split("/")[1] in ("terms", "words", "exact")
        }


def test_a_document_that_is_gone_leaves_nothing() -> None:
    stays, goes = (
        document("stays", "Bruising"),
        document("goes", "Zqcanary", "zqcanary co-zqcanary", summary="Of zqcanary"),
    )
    both, one = Made([stays, goes]), Made([stays])
    held = both.files()
    change = Change(both.analysed()["goes"], None)
    made = changed_files([change], both.shape, KNOWN, lambda path: json.loads(held[path]) if path in held else None)
    assert not [path for path, data in made.items() if data and b"zqcanary" in data]
    assert one.find("zqcanary") == []


def test_a_gram_lies_with_the_word_that_says_something() -> None:
    assert shard_of("not brought", 64) == shard_of("brought", 64)
    assert shard_of("neglect of", 64) == shard_of("neglect", 64)


def test_a_form_lies_with_its_first_two_signs() -> None:
    assert [words_file(form) for form in ("neglect", "q", "7", "ne", "łódź", "éa")] == [
        "ne",
        "q_",
        "7_",
        "ne",
        "other",
        "other",
    ]


def test_a_long_text_is_clipped_in_every_part() -> None:
    sections = [Section(f"#{number}", f"Part {number}", "word " * 1000) for number in range(5)]
    clipped = list(clip(sections))
    assert len(clipped) == 5
    assert sum(len(section.text) for section in clipped) <= CLIP + 10
    assert all(section.text.endswith("word …") for section in clipped)


def test_a_short_text_is_quoted_whole() -> None:
    one = document("one", "A title", "All of it.", summary="In short.")
    assert json.loads(item_file(one))["sections"] == [["#text", "", "All of it."]]
