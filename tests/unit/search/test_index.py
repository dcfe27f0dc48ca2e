"""Files that were brought up to date are those that would be made anew."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.search.changes import Before, Change, changed_files
from learning_loop.search.documents import Document, Section
from learning_loop.search.index import CLIP, clip, item_file
from learning_loop.search.places import own_path, shape_of, start_of, term_path
from learning_loop.search.query import answer
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
FOLDERS = ("terms", "grams", "lists", "words", "near", "exact")
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@st.composite
def libraries(draw: st.DrawFn) -> list[Document]:
    names = draw(st.lists(st.integers(0, 9), unique=True, min_size=1, max_size=7))
    return [
        document(f"item-{name}", draw(texts) or "A title", draw(texts), summary=draw(texts), concepts=draw(st.lists(st.sampled_from(["#theme neglect", "#type page"]), unique=True)))
        for name in sorted(names)
    ]  # fmt: skip


def changed(old: Made, new: Made) -> dict[str, bytes]:
    """Bring the files of a library up to date; what depends on its size is made anew by whoever calls this."""
    held, was, now = old.files(), old.analysed(), new.analysed()
    changes = [Change(was.get(one), now.get(one)) for one in was.keys() | now.keys() if was.get(one) != now.get(one)]
    levels = {number: analysed.levels for number, analysed in now.values()}
    before = Before(lambda path: json.loads(held[path]) if path in held else None, levels.__getitem__)
    made = patched(held)
    for path, data in changed_files(changes, old.shape, KNOWN, before).items():
        made.pop(path, None)
        if data is not None:
            made[path] = data
    return made


def patched(files: dict[str, bytes]) -> dict[str, bytes]:
    """Give those files that are brought up to date."""
    return {path: data for path, data in files.items() if path.split("/")[1] in FOLDERS}


@pytest.mark.parametrize("large", [False, True])
@given(before=libraries(), after=libraries())
def test_a_change_gives_the_files_of_a_new_beginning(
    large: bool, before: list[Document], after: list[Document]
) -> None:
    # the numbers shift with the place of an item, as they do with its day
    old, new = Made(before, large=large), Made(after, large=large)
    if new.shape == old.shape:
        assert changed(old, new) == patched(new.files())


def test_a_document_that_is_gone_leaves_nothing() -> None:
    stays, goes = (
        document("stays", "Bruising"),
        document("goes", "Zqcanary", "zqcanary co-zqcanary", summary="Of zqcanary"),
    )
    both, one = Made([stays, goes]), Made([stays])
    assert not [path for path, data in changed(both, one).items() if b"zqcanary" in data]
    assert one.find("zqcanary") == []


def test_what_many_documents_have_is_found_in_a_file_of_its_own() -> None:
    documents = [document(f"item-{number}", "A title", "bruising " * number) for number in range(1, 5)]
    made = Made(documents, large=True)
    files = made.files()
    assert json.loads(files[term_path("bruis", made.shape.terms, made.shape.grams)])["bruis"] == 0
    assert "bruis" in json.loads(files[own_path("bruis", made.shape.lists)])
    assert sorted(made.find("bruising")) == ["item-1", "item-2", "item-3", "item-4"]
    fewer = changed(made, Made(documents[:2], large=True))
    assert "bruis" not in fewer.get(own_path("bruis", made.shape.lists), b"").decode()


def test_a_rare_word_is_found_and_never_stands_for_another() -> None:
    documents = [document("common-1", "Bruising"), document("common-2", "Bruising"), document("rare", "Bruisers")]
    made = Made(documents, large=True)
    assert made.find("bruisers")[0] == "rare"
    assert made.source().near("br").keys() == {"bruising"}
    assert Made(documents).source().near("br").keys() == {"bruisers", "bruising"}


def test_words_that_share_a_file_do_not_stand_for_each_other() -> None:
    made = Made([document("one", "Bruising"), document("two", "Neglect")])
    one = made.shape._replace(near=1)
    files = made.files(one)
    assert list(json.loads(files["search/near/0.json"])) == ["forms"]
    assert made.source(one).near("ne").keys() == {"neglect"}
    assert made.source(one).near("br").keys() == {"bruising"}


@pytest.mark.parametrize("large", [False, True])
def test_every_file_of_words_exists_since_a_client_asks_for_any(large: bool) -> None:
    made = Made([document("one", "Bruising")], large=large)
    paths = made.files().keys()
    for folder, count in (("words", made.shape.words), ("near", made.shape.near)):
        assert {path for path in paths if f"/{folder}/" in path} == {
            f"search/{folder}/{number}.json" for number in range(count)
        }


def test_a_typing_error_alone_needs_more_than_the_words_that_were_typed() -> None:
    made = Made([document("one", "Neglect and bruising", "A child who was not brought.")])
    asked: list[str] = []
    source = made.source(asked=asked)
    assert answer("bruising", source).hits
    assert not [path for path in asked if "/near/" in path]
    assert answer("bruisng", source).hits
    assert len([path for path in asked if "/near/" in path]) == 1


def test_every_concept_that_can_be_meant_has_a_file_with_what_people_type_for_it() -> None:
    made = Made([document("one", "Bruising")])
    listed = json.loads(made.files()[own_path("#theme neglect", made.shape.lists)])
    assert listed["#theme neglect"] == [1, "", ["home condit", "neglect"]]


def test_a_small_library_has_no_rare_words_and_few_files() -> None:
    assert [shape_of(size, size)[1:8] for size in (200, 500, 2000, 10_000)] == [
        (256, 64, 16, 64, 32, 16, 1),
        (512, 128, 32, 128, 64, 16, 1),
        (1024, 512, 64, 512, 128, 65_536, 3),
        (8192, 4096, 512, 2048, 256, 65_536, 19),
    ]


def test_a_form_lies_with_its_first_two_signs() -> None:
    assert [start_of(form) for form in ("neglect", "q", "7", "ne", "łódź", "éa")] == [
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
