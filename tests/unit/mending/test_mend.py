"""What is mended, what is left alone, and that nothing that could be read before is read as anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.mending.dates import date_of, day_of
from learning_loop.mending.mend import NOTHING, mend_item, mend_register
from learning_loop.mending.text import mend_text
from learning_loop.reading.editing import same
from learning_loop.reading.front_matter import read_mapping, split_front_matter
from learning_loop.reading.markdown import render_body
from learning_loop.reading.text import read_text
from tests.example import ROOT

CONTENT = ROOT / "content"
PATH = "pages/about.md"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("05/05/2026", "2026-05-05"),
        ("05/12/2026", ""),
        ("2026/5/2", "2026-05-02"),
        ("Monday 3 August 2026", "2026-08-03"),
        ("3rd of Aug 2026", "2026-08-03"),
        ("May 3rd, 2026", "2026-05-03"),
        ("31/02/2026", ""),
        ("3 Ma 2026", ""),
        ("soon", ""),
    ],
)
def test_a_day_is_read_where_only_one_can_be_meant(written: str, read: str) -> None:
    assert day_of(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("May 2026", "2026-05"), ("05/2026", "2026-05"), ("Autumn term 2026", "autumn 2026"), ("2026", "")],
)
def test_a_month_and_a_season_are_dates_too(written: str, read: str) -> None:
    assert date_of(written) == read


def test_the_example_needs_no_mending() -> None:
    touched = [
        path.name
        for path in CONTENT.rglob("*.md")
        if mend_item(path.read_bytes(), NOTHING, path=path.relative_to(CONTENT).as_posix())[0] != path.read_bytes()
    ]
    touched += [
        path.name for path in (CONTENT / "registers").iterdir() if mend_register(path.read_bytes(), path=path.name)[1]
    ]
    assert touched == []


WORDS = st.text("ab :'\"“”‘’-#[]{},.\u00a0\té", max_size=12)
FRONT = st.lists(
    st.tuples(st.sampled_from(["title", "summary", "themes", "published", "  - x", "people"]), WORDS), max_size=6
)
BODY = st.lists(st.text("ab  \t*-#>|`:\n", max_size=20), max_size=6).map("\n".join)
NOISE = st.sampled_from(["", "\ufeff"])


@given(FRONT, BODY, NOISE, st.booleans())
def test_what_could_be_read_is_read_the_same_afterwards(
    fields: list[tuple[str, str]], body: str, mark: str, windows: bool
) -> None:
    text = mark + "---\n" + "".join(f"{name}: {value}\n" for name, value in fields) + f"---\n{body}"
    data = (text.replace("\n", "\r\n") if windows else text).encode()
    mended, _ = mend_text(data, path=PATH, is_register=False)
    before, problems = read_text(data, path=PATH)
    after, _ = read_text(mended, path=PATH)
    old, new = split_front_matter(before), split_front_matter(after)
    if problems or old is None:
        return
    assert new is not None
    old_front, new_front = (read_mapping(one.front, path=PATH, line_offset=1) for one in (old, new))
    if not old_front.problems:
        assert not new_front.problems
        assert same(old_front.values, new_front.values)
    assert shown(old.body) == shown(new.body)


def shown(body: str) -> str:
    return render_body(body, path=PATH, line_offset=0).html


@given(FRONT, BODY)
def test_what_was_mended_needs_no_second_mending(fields: list[tuple[str, str]], body: str) -> None:
    text = "---\n" + "".join(f"{name}: {value}\n" for name, value in fields) + f"---\n{body}"
    once, _ = mend_text(text.encode(), path=PATH, is_register=False)
    assert mend_text(once, path=PATH, is_register=False)[0] == once


@given(st.binary(max_size=60))
def test_any_bytes_are_mended_or_left_alone(data: bytes) -> None:
    once, _ = mend_item(data, NOTHING, path=PATH)
    mend_item(once, NOTHING, path=PATH)
