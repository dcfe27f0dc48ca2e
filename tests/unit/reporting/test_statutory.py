from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.reporting.statutory import bank_holidays, is_working_day, working_days_after, working_days_before

# As the government lists them for England and Wales, without the days of single years
KNOWN = {
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", KNOWN)
def test_bank_holidays_are_those_that_are_published(year: int) -> None:
    assert bank_holidays(year) == {date.fromisoformat(f"{year}-{day}") for day in KNOWN[year].split()}


def test_a_rapid_review_begun_in_mid_may_is_due_after_the_bank_holiday() -> None:
    assert working_days_after(date(2026, 5, 14), 15) == date(2026, 6, 5)


def test_copies_for_a_thursday_in_december_are_sent_seven_working_days_before() -> None:
    assert working_days_before(date(2026, 12, 3), 7) == date(2026, 11, 24)


@given(st.dates(date(1980, 1, 1), date(2090, 1, 1)), st.integers(1, 40))
def test_so_many_working_days_lie_between(day: date, count: int) -> None:
    after, before = working_days_after(day, count), working_days_before(day, count)
    assert is_working_day(after)
    assert is_working_day(before)
    assert sum(is_working_day(day + timedelta(n)) for n in range(1, (after - day).days + 1)) == count
    assert sum(is_working_day(day - timedelta(n)) for n in range(1, (day - before).days + 1)) == count
