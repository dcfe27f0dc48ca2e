"""What was promised for a period, and what was done in it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.derive.programme import derive_tallies, list_periods, year_of
from learning_loop.model.framework import SchoolTerm, Target, TargetPeriod
from learning_loop.model.publication import Publication
from tests.tiny import REVIEW, TODAY
from tests.unit.derive.making import library
from tests.unit.making import item

TERMS = {
    "spring": SchoolTerm("spring", "Spring term", "01-01", "04-30"),
    "summer": SchoolTerm("summer", "Summer term", "05-01", "08-31"),
    "autumn": SchoolTerm("autumn", "Autumn term", "09-01", "12-31"),
}
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
PERIODS = st.sampled_from(get_args(TargetPeriod))


def target(type_: str, per: str = "year", count: int = 2) -> Target:
    return Target("t", "A promise", type_, per, count)  # type: ignore[arg-type]


@given(PERIODS, DAYS)
def test_every_day_lies_in_one_period(per: TargetPeriod, day: date) -> None:
    assert [period.first <= day <= period.last for period in list_periods(per, day, day, TERMS)] == [True]


@given(PERIODS, DAYS, st.integers(0, 1500))
def test_periods_follow_each_other_without_a_gap(per: TargetPeriod, day: date, days: int) -> None:
    periods = list_periods(per, day, day + timedelta(days), TERMS)
    assert all(
        before.last + timedelta(1) == after.first for before, after in pairwise(periods)
    )  # fmt: skip


def test_the_year_runs_from_april_to_march() -> None:
    assert [year_of(day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [2025, 2026]
    (period,) = list_periods("year", TODAY, TODAY, TERMS)
    assert (period.name, period.first, period.last) == ("April 2026 to March 2027", date(2026, 4, 1), date(2027, 3, 31))


def test_a_term_may_end_in_the_next_year_and_on_a_day_that_not_every_year_has() -> None:
    winter = {"autumn": SchoolTerm("autumn", "Winter term", "11-01", "02-30")}
    (period,) = list_periods("term", date(2027, 2, 1), date(2027, 2, 1), winter)
    assert (period.name, period.term, period.last) == ("winter term 2026", "autumn-2026", date(2027, 2, 28))


def event(name: str, day: str, type_: str = "forum") -> Publication:
    return item(f"events/{name}.md", f"starts: {day} 13:30\nends: {day} 16:00\nplace: Town Hall\nevent_type: {type_}")


def test_an_event_counts_on_its_own_day_and_one_to_come_is_announced() -> None:
    one = library(event("a", "2026-05-20"), event("b", "2026-11-26"), event("c", "2026-05-21", "workshop"))
    (tally,) = derive_tallies(target("forum"), one, TODAY, TODAY)
    assert [[entry.id for _, entry in found] for found in (tally.done, tally.planned)] == [["a"], ["b"]]
    assert not tally.missing
    assert not tally.is_behind(TODAY)


def test_a_newsletter_belongs_to_the_term_that_it_names() -> None:
    late = item(
        "newsletters/n.md",
        "term: summer-2026\nthree_things: [{title: One, text: Two., link: a, label: Three}]\npublished: 2026-09-10",
    )
    one = library(late)
    by_term = derive_tallies(target("newsletter", "term", 1), one, date(2026, 5, 1), TODAY)
    assert [(tally.period.term, len(tally.done)) for tally in by_term] == [("summer-2026", 1), ("autumn-2026", 0)]
    (year,) = derive_tallies(target("newsletter"), one, TODAY, TODAY)
    assert len(year.done) == 1


def test_a_course_counts_each_time_it_ran() -> None:
    course = item("training/t.md", "format: workshop\nlength: Half a day\ndates: [2026-05-01, 2026-06-01, 2026-12-01]")
    (tally,) = derive_tallies(target("training", count=4), library(course), TODAY, TODAY)
    assert (len(tally.done), len(tally.planned), tally.missing) == (2, 1, 1)


def test_an_audit_is_a_review_and_a_review_is_not_always_an_audit() -> None:
    audit = REVIEW.replace("review_type: lcspr", "review_type: thematic-audit").replace("LCSPR-2026-01", "MAA-2026-01")
    items = (
        item("reviews/child-m.md", f"published: 2026-05-01\ndelay_reason: A trial.\n{REVIEW}"),
        item("reviews/a.md", f"published: 2026-06-01\ndelay_reason: A trial.\n{audit}"),
    )
    (reviews,) = derive_tallies(target("review"), library(*items), TODAY, TODAY)
    (audits,) = derive_tallies(target("audit"), library(*items), TODAY, TODAY)
    assert (len(reviews.done), len(audits.done)) == (2, 1)


@pytest.mark.parametrize(
    ("today", "behind"),
    [
        (date(2026, 4, 1), False),
        (date(2026, 9, 29), False),
        (date(2026, 9, 30), True),
        (date(2027, 3, 31), True),
    ],
)
def test_a_promise_is_behind_when_the_time_that_has_gone_asks_for_more(today: date, behind: bool) -> None:
    (tally,) = derive_tallies(target("forum", count=2), library(today=today), today, today)
    assert tally.is_behind(today) == behind


def test_in_the_last_two_months_whatever_is_missing_is_behind() -> None:
    today = date(2027, 1, 30)
    items = [event(f"e{month}", f"2026-{month:02}-10") for month in (5, 6, 7)]
    (tally,) = derive_tallies(target("forum", count=4), library(*items, today=today), today, today)
    assert tally.is_behind(today)
    assert not tally.is_behind(today - timedelta(30))
