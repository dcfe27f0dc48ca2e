"""What follows from what people told us."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.derive.attention import Entry, derive_attention
from learning_loop.derive.feedback import derive_feedback_year, index_feedback, not_followed_up
from learning_loop.model.dates import months_after
from learning_loop.model.feedback import Feedback
from learning_loop.model.publication import Publication
from tests.tiny import TODAY
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.derive.making import heard, library
from tests.unit.making import item

COURSE = item("training/course.md", "format: workshop\nlength: An hour\ndates: [2026-01-10, 2026-02-10, 2026-09-10]")
DECIDED = {"decided_on": date(2026, 5, 2), "done": "It is shorter.", "told_on": date(2026, 6, 1)}


def waiting(section: str, entries: tuple[Feedback, ...], *items: Publication, today: date = TODAY) -> list[Entry]:
    known = replace(registers(), feedback=entries)
    return list(derive_attention(library(*items, today=today, with_registers=known))[section])  # type: ignore[index]


def test_feedback_is_found_under_everything_that_it_names_newest_first() -> None:
    old = heard("FB-2026-01", date(2026, 1, 1), about=("a",), changed=("a", "b"), actions=("LCSPR-2026-01/R1/A1",))
    new = heard("FB-2026-02", date(2026, 2, 1), about=("a",))
    found = index_feedback((old, new))
    assert found == {"a": [new, old], "b": [old], "LCSPR-2026-01/R1/A1": [old]}


def test_a_year_shows_feedback_as_it_stood_on_its_last_day() -> None:
    one = heard("FB-2026-01", date(2026, 3, 1), **DECIDED)
    first = derive_feedback_year((one,), (), date(2025, 4, 1), date(2026, 3, 31))
    assert [entry.state for entry in first.heard] == ["waiting"]
    assert first.waiting == first.heard
    second = derive_feedback_year((one,), (), date(2026, 4, 1), date(2026, 5, 31))
    assert (second.heard, second.waiting) == ((), ())
    assert [(entry.state, entry.told_on) for entry in second.answered] == [("changed", None)]


def test_a_year_names_those_from_whom_nothing_was_heard() -> None:
    one = heard("FB-2026-01", date(2026, 5, 1), speakers=("children", "managers"))
    year = derive_feedback_year((one,), (), date(2026, 4, 1), date(2027, 3, 31))
    assert year.silent == ("families", "practitioners", "public")


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_every_piece_of_feedback_is_heard_in_one_year_and_waits_or_is_decided_at_its_end(
    said: date, decided: date
) -> None:
    one = heard("FB-2026-01", said)
    if decided >= said:
        one = one._replace(decided_on=decided, done="It is shorter.")
    years = [derive_feedback_year((one,), (), date(first, 4, 1), date(first + 1, 3, 31)) for first in range(2023, 2029)]
    assert sum(len(year.heard) for year in years) == 1
    settled = [entry for year in years for entry in (*year.heard, *year.answered) if entry.state != "waiting"]
    assert len(settled) == (1 if one.decided_on and one.decided_on <= date(2029, 3, 31) else 0)
    for year in years:
        assert not set(year.waiting) & set(year.answered)


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ([], [date(2026, 1, 10), date(2026, 2, 10)]),
        ([date(2026, 4, 12)], []),
        ([date(2026, 3, 20)], [date(2026, 2, 10)]),
        ([date(2026, 3, 1)], [date(2026, 1, 10), date(2026, 2, 10)]),
        ([date(2027, 1, 31)], [date(2026, 1, 10)]),
    ],
)
def test_one_follow_up_serves_the_days_of_two_to_twelve_months_before_it(
    asked: list[date], missing: list[date]
) -> None:
    entries = [heard(f"FB-2026-0{number}", day, "follow-up") for number, day in enumerate(asked)]
    assert list(not_followed_up(COURSE, entries, date(2026, 11, 21))) == missing


def test_what_was_said_at_the_end_of_a_course_is_no_follow_up() -> None:
    at_end = heard("FB-2026-01", date(2026, 4, 12), "course-end", about=("course",))
    (course,) = derive_feedback_year((at_end,), (COURSE,), date(2025, 4, 1), date(2026, 4, 30)).courses
    assert (len(course.days), course.at_end, course.later, course.missing) == (2, (at_end,), (), (date(2026, 1, 10),))


def test_the_desk_lists_what_nobody_decided_about() -> None:
    open_one = heard("FB-2026-01", date(2026, 3, 1), owner="quality-group")
    (entry,) = waiting("feedback", (open_one, heard("FB-2026-02", date(2026, 3, 1), **DECIDED)))
    assert (entry.id, entry.path, entry.owners) == ("FB-2026-01", "feedback/#fb-2026-01", ("quality-group",))
    assert (entry.since, entry.days) == (date(2026, 3, 1), (TODAY - date(2026, 3, 1)).days)


def test_the_desk_lists_a_course_of_the_last_year_that_nobody_was_asked_about() -> None:
    other = heard("FB-2026-01", date(2026, 3, 1))
    (entry,) = waiting("follow-up", (other,), COURSE)
    assert (entry.path, entry.since) == ("training/course/", date(2026, 4, 10))
    assert waiting("follow-up", (), COURSE) == []
    assert waiting("follow-up", (heard("FB-2026-01", date(2026, 4, 12), "follow-up", about=("course",)),), COURSE) == []
    assert waiting("follow-up", (other,), COURSE, today=date(2027, 9, 11)) == []


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_some_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1
