"""Front matter → plain values with line numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from learning_loop.reading.front_matter import MAX_DEPTH, FieldPath, field_words, read_mapping, split_front_matter

KEYS = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
PLAIN = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"), max_size=20
)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
    ),
    max_size=5,
)
YAML_PIECES = st.lists(
    st.sampled_from(
        ["a", "b: ", "- ", "\n", "  ", "[", "]", "{", "}", ", ", "'", '"', "|", ">-", "&x ", "*x", "!t ", "? ", "#", "---\n", "...\n", "%", "@", "`", "\t", ": ", "\\x00", "é", "“"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def read(text: str) -> Any:
    front = read_mapping(text, path="x", line_offset=0)
    assert front.problems == []
    return front.values


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "true",
        "012",
        "0x10",
        "1e3",
        "12:30",
        "2026-01-15",
        "1_000",
        ".inf",
        "0b1",
        "3.10",
        "=",
        "<<",
        "NaN",
    ],
)
def test_a_value_stays_the_text_that_was_typed(text: str) -> None:
    assert read(f"a: {text}\nb: [{text}]") == {"a": text, "b": [text]}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "# a remark"])
def test_a_field_without_a_value_has_none(text: str) -> None:
    assert read(f"a: {text}\nb: 1") == {"a": None, "b": "1"}


@pytest.mark.parametrize("text", ["''", '""', "'~'", '"null"'])
def test_a_value_in_quotes_is_text_even_when_it_looks_like_nothing(text: str) -> None:
    assert read(f"a: {text}") == {"a": text[1:-1]}


@given(TREES)
def test_every_value_reads_as_what_was_written(tree: dict[str, Any]) -> None:
    assert read(json.dumps(tree, ensure_ascii=False)) == tree


@given(TREES, st.integers(0, 5))
def test_the_line_of_every_field_is_the_line_it_stands_on(tree: dict[str, Any], offset: int) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    front = read_mapping(text, path="x", line_offset=offset)
    lines = text.split("\n")
    for path, line in front.lines.items():
        last = path[-1]
        if isinstance(last, str):
            assert lines[line - 1 - offset].strip().startswith(json.dumps(last, ensure_ascii=False))
    assert {path for path in front.lines if len(path) == 1} == {(key,) for key in tree}


def test_the_line_of_a_field_that_is_not_there_is_that_of_what_holds_it() -> None:
    front = read_mapping("a: 1\nactions:\n  - ref: A1\n    due: x\n  - ref: A2\n", path="x", line_offset=1)
    wanted: dict[FieldPath, int] = {
        ("actions", 0, "due"): 5,
        ("actions", 1, "owner"): 6,
        ("actions", 7): 3,
        ("nothing",): 1,
    }
    assert {path: front.line_of(path) for path in wanted} == wanted


def test_a_place_is_named_as_an_author_counts() -> None:
    assert field_words(("actions", 2, "evidence", 0, "by")) == "actions[3].evidence[1].by"


@given(st.text() | YAML_PIECES)
@example("a: &x [*x]")
@example('"\\ud800": 1')
@example("\ufeff")
def test_no_text_makes_reading_fail(text: str) -> None:
    front = read_mapping(text, path="x", line_offset=0)
    last = text.count("\n") + 2
    assert all(0 <= problem.line <= last and problem.message for problem in front.problems)


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x", "a: *x", "a: !t 1", "a: !!str 1", "a: &x [1]", "a: !t {b: 1}", "&x a: 1"]
)
def test_anchors_aliases_and_tags_are_refused(text: str) -> None:
    assert read_mapping(text, path="x", line_offset=0).problems


def test_a_repeated_field_is_refused_with_both_lines() -> None:
    (problem,) = read_mapping("a: 1\nb: 2\na: 3\n", path="x", line_offset=1).problems
    assert (problem.line, problem.field, "line 2" in problem.message) == (4, "a", True)


def test_nesting_ends_at_its_limit() -> None:
    fits = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert read_mapping(fits, path="x", line_offset=0).problems == []
    assert read_mapping("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, path="x", line_offset=0).problems


@given(st.text(st.sampled_from("a:- \n#"), max_size=40), st.text(st.sampled_from("a- \n"), max_size=40))
def test_the_two_parts_of_a_file_are_what_stands_around_its_second_fence(front: str, body: str) -> None:
    if any(line.rstrip(" ") == "---" for line in front.split("\n")):
        return
    split = split_front_matter(f"---\n{front}\n---\n{body}")
    assert split is not None
    assert (split.front, split.body) == (front + "\n", body)
    assert split.body_line == front.count("\n") + 3


@pytest.mark.parametrize(
    "text",
    ["", "---", "---\n", "a: 1\n---\n", "\n---\na: 1\n---\n", "---\na: 1\n", "---\na: 1\n ---\n", "----\na: 1\n----\n"],
)
def test_a_file_without_two_fences_is_not_cut(text: str) -> None:
    assert split_front_matter(text) is None


def test_spaces_after_a_fence_do_no_harm() -> None:
    split = split_front_matter("--- \na: 1\n---\t\nText")
    assert split is not None
    assert (split.front, split.body) == ("a: 1\n", "Text")
