from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.reading.editing import Change, Drop, Insert, Put, edit_file, edit_front_matter, same
from learning_loop.reading.front_matter import read_mapping, split_front_matter
from learning_loop.reading.written import Tree, rewrap, scalar
from tests.plans import PLAN

SPLIT = split_front_matter(PLAN)
assert SPLIT is not None
FRONT = SPLIT.front

TEXTS = st.one_of(
    st.sampled_from(
        ["yes", "~", "null", "- a", "# b", "a: b", "a #b", "it's", '"', "{a", "[b", "&c", "*d", "!e", "%f", "@g", "`h", "'", "\\", "a,", "?", "-",
         "|", ">", "=1+1", "2026-05-31", "---", "...", "a:", "😀 words", "two\nlines", "a\n\n b", "tab\there", "a  b", "x" * 120, "word " * 60 + "end"]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n"), min_size=1),
).map(str.strip).filter(bool)  # fmt: skip


def lines_of(before: str, after: str) -> tuple[list[str], list[str]]:
    diff = [
        line
        for line in difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
        if line[0] in "+-"
    ]
    return [line[2:] for line in diff if line[0] == "-"], [line[2:] for line in diff if line[0] == "+"]


def edit(text: str, *changes: Change) -> str:
    return edit_front_matter(text, changes)


def read(text: str) -> dict[str, Any]:
    front = read_mapping(text, path="", line_offset=0)
    assert front.problems == []
    return front.values


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("a: 1  # why\n", Put(("a",), "2"), "a: 2  # why\n"),
        ("a: '1'\n", Put(("a",), "it's"), "a: 'it''s'\n"),
        ('a: "1"\n', Put(("a",), 'say "so"'), 'a: "say \\"so\\""\n'),
        ("a: 1\n", Put(("a",), "b: c"), "a: 'b: c'\n"),
        ("a: 1\n", Put(("a",), "it's: c"), 'a: "it\'s: c"\n'),
        ("a: 1\n", Put(("a",), "~"), "a: '~'\n"),
        ("a:\nb: 1\n", Put(("a",), "x"), "a: x\nb: 1\n"),
        ("a:   # none\nb: 1\n", Put(("a",), "x"), "a: x   # none\nb: 1\n"),
        ("a: {x: 1, y: 2}\n", Put(("a", "y"), "p, q"), "a: {x: 1, y: 'p, q'}\n"),
        ("a: {x: 1, y: 2} # c\n", Put(("a", "z"), "3"), "a: {x: 1, y: 2, z: 3} # c\n"),
        ("a: {x: 1, y: 2}\n", Put(("a", "z"), "3", ("x",)), "a: {x: 1, z: 3, y: 2}\n"),
        ("a: {x: 1, y: 2}\n", Drop(("a", "x")), "a: {y: 2}\n"),
        ("a: {x: 1, y: 2}\n", Drop(("a", "y")), "a: {x: 1}\n"),
        ("a: {x: 1, y: 2, z: 3}\n", Drop(("a", "y")), "a: {x: 1, z: 3}\n"),
        ("a: {x: 1}\n", Drop(("a", "x")), "a: {}\n"),
        ("a: {}\n", Put(("a", "x"), "1"), "a: {x: 1}\n"),
        ("a: 1\n# of b\nb: >-\n  long\n  text\n\nc: 3\n", Drop(("b",)), "a: 1\n# of b\n\nc: 3\n"),
        ("l:\n- a: 1\n  b: 2\n", Drop(("l", 0, "a")), "l:\n- b: 2\n"),
        ("l:\n- a: 1\n  # tail\nc: 1\n", Put(("l", 0, "b"), "2"), "l:\n- a: 1\n  b: 2\n  # tail\nc: 1\n"),
        ("a: 1 # x\nc: 3\n", Put(("b",), "2", ("a",)), "a: 1 # x\nb: 2\nc: 3\n"),
        ("l:\n  - {x: 1}\n", Insert(("l",), 1, {"x": "2"}), "l:\n  - {x: 1}\n  - {x: 2}\n"),
        ("l:\n  - {x: 1}\n", Insert(("l",), 0, {"x": "2"}), "l:\n  - {x: 2}\n  - {x: 1}\n"),
        ("l:\n  - x: 1\n\n  - x: 2\n# e\n", Insert(("l",), 2, {"x": "3", "y": "4"}), "l:\n  - x: 1\n\n  - x: 2\n\n  - x: 3\n    y: 4\n# e\n"),
        ("l: [{x: 1}]\n", Insert(("l",), 1, {"x": "2"}), "l: [{x: 1}, {x: 2}]\n"),
        ("l: []\n", Put(("l",), [{"x": "2"}]), "l:\n  - {x: 2}\n"),
        ("a: |\n  one\n  two\nb: 1\n", Put(("a",), "one\nthree"), "a: |\n  one\n  three\nb: 1\n"),
        ("a: plain\n", Put(("a",), "one\ntwo"), "a: |-\n  one\n  two\n"),
        ("a: plain # c\n", Put(("a",), "one\ntwo"), 'a: "one\\ntwo" # c\n'),
        ("a: b c\n  d e\n", Put(("a",), "b c d f"), "a: b c\n  d f\n"),
        ("a: 'b c\n  d e'\n", Put(("a",), "b c it's e"), "a: 'b c\n  it''s\n  e'\n"),
        ("a: >-\n  b c\n  d e\n\n  f\nb: 1\n", Put(("a",), "b c d g\nf"), "a: >-\n  b c\n  d g\n\n  f\nb: 1\n"),
    ],
)  # fmt: skip
def test_a_change_touches_nothing_around_it(before: str, change: Change, after: str) -> None:
    assert edit(before, change) == after


def test_many_changes_are_made_at_once_by_the_positions_that_they_had() -> None:
    before = "l:\n  - a: 1\n    m:\n      - {x: 1}\n  - a: 2\n"
    changes = [
        Insert(("l",), 1, {"a": "new"}),
        Insert(("l",), 1, {"a": "newer"}),
        Insert(("l", 0, "m"), 1, {"x": "2"}),
        Insert(("l", 0, "m"), 0, {"x": "0"}),
        Put(("l", 1, "a"), "3"),
        Put(("l", 1, "m"), [{"x": "9"}]),
    ]
    after = "l:\n  - a: 1\n    m:\n      - {x: 0}\n      - {x: 1}\n      - {x: 2}\n  - a: new\n  - a: newer\n  - a: 3\n    m:\n      - {x: 9}\n"
    assert edit(before, *changes) == after


def test_no_change_gives_the_same_bytes() -> None:
    assert edit_front_matter(FRONT, []) == FRONT


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(end: str, mark: str) -> None:
    data = (mark + PLAN.replace("\n", end)).encode()
    change = Put(("actions", 0, "due"), "2026-07-31")
    assert edit_file(data, [change]) == data.replace(b"due: 2026-06-30", b"due: 2026-07-31")


def test_mixed_line_ends_stay_line_by_line() -> None:
    data = b"---\r\na: 1\nb: 2\r\nc: 3\n---\r\nText.\n"
    assert edit_file(data, [Put(("b",), "4")]) == b"---\r\na: 1\nb: 4\r\nc: 3\n---\r\nText.\n"


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    found = [(path, value)] if path else []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return found + [one for key, one_value in inner for one in paths(one_value, (*path, key))]


FIELDS = [
    path for path, value in paths(read(FRONT)) if isinstance(path[-1], str) and not isinstance(value, dict | list)
]
LISTS = [path for path, value in paths(read(FRONT)) if isinstance(value, list) and value]


@st.composite
def changes(draw: st.DrawFn) -> list[Change]:
    found: list[Change] = []
    fields = draw(st.lists(st.sampled_from(FIELDS), max_size=5, unique=True))
    found += [
        Drop(path) if len(path) > 1 and draw(st.integers(0, 4)) == 0 else Put(path, draw(TEXTS)) for path in fields
    ]
    for path in draw(st.lists(st.sampled_from(LISTS), max_size=3, unique=True)):
        size = len(value_at(read(FRONT), path))
        tree: dict[str, Tree] = {"on": draw(TEXTS), "note": draw(TEXTS)}
        if draw(st.booleans()):
            tree["deeper"] = {"a": draw(TEXTS), "b": [{"c": draw(TEXTS)}]}
        found.append(Insert(path, draw(st.integers(0, size)), tree))
    return found


def value_at(value: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


@given(changes())
def test_what_is_written_is_what_was_meant(some: list[Change]) -> None:
    after = read(edit_front_matter(FRONT, some))
    for change in some:
        if isinstance(change, Put) and not any(isinstance(one, Insert) for one in some):
            assert same(value_at(after, change.path), change.value)
        if isinstance(change, Drop) and not any(isinstance(one, Insert) for one in some):
            assert change.path[-1] not in value_at(after, change.path[:-1])
    comments = [line.partition("#")[2] for line in FRONT.splitlines() if "#" in line and not _dropped(line, some)]
    assert [words for words in comments if words not in edit_front_matter(FRONT, some)] == []


def _dropped(line: str, some: list[Change]) -> bool:
    """A comment on the line of a field goes with the field."""
    return any(isinstance(one, Drop) and f"{one.path[-1]}:" in line for one in some)


@given(st.sampled_from(FIELDS), TEXTS)
def test_a_changed_field_changes_only_its_own_lines(path: tuple[str | int, ...], text: str) -> None:
    front = read_mapping(FRONT, path="", line_offset=0)
    removed, _ = lines_of(FRONT, edit_front_matter(FRONT, [Put(path, text)]))
    lines = FRONT.splitlines(keepends=True)
    first = front.lines[path]
    later = [line for other, line in front.lines.items() if line > first and other[: len(path)] != path]
    own = lines[first - 1 : min(later, default=len(lines) + 1) - 1]
    assert [line for line in removed if line not in own] == []


@given(TEXTS, st.booleans())
def test_a_scalar_is_read_as_it_was_meant(text: str, flow: bool) -> None:
    written = scalar(text, column=0, flow=flow)
    front = f"k: {{a: {written}, b: c}}\n" if flow else f"k: {written}\nb: c\n"
    values = read(front)
    assert (values["k"]["a"] if flow else values["k"]) == text


@given(
    st.lists(st.text("ab ", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6),
    st.text("ab ", min_size=1).map(str.strip).filter(bool),
)
def test_lines_that_say_the_same_stay(old: list[str], new: str) -> None:
    lines = rewrap(old, new)
    assert " ".join(lines) == new
    if " ".join(old) == new:
        assert lines == old
