"""Dates as precise as the partnership knows them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.model.dates import MONTHS, PartialDate, Season, day_words, read_partial_date

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)).map(
    lambda day: PartialDate(day.year, day.month, day.day)
)
YEARS = st.integers(1, 9998)
MONTHS_OF_YEARS = st.tuples(YEARS, st.integers(1, 12)).map(lambda parts: PartialDate(*parts))
SEASONS = st.tuples(YEARS, st.sampled_from(get_args(Season))).map(lambda parts: PartialDate(parts[0], season=parts[1]))
DATES = st.one_of(DAYS, MONTHS_OF_YEARS, SEASONS)


@given(DAYS)
def test_the_iso_form_of_a_day_reads_as_that_day(value: PartialDate) -> None:
    assert read_partial_date(value.iso) == value


@given(MONTHS_OF_YEARS)
def test_the_iso_form_of_a_month_reads_as_that_month(value: PartialDate) -> None:
    assert read_partial_date(value.iso) == value


@given(SEASONS, st.sampled_from([str.lower, str.upper, str.title]))
def test_the_words_of_a_season_read_as_that_season_in_any_case(value: PartialDate, case: object) -> None:
    name, _, year = value.words.partition(" ")
    assert read_partial_date(f"  {case(name)} {int(year):04} ") == value  # type: ignore[operator]


@given(DATES)
def test_the_last_day_is_not_before_the_first(value: PartialDate) -> None:
    assert value.first_day <= value.last_day


@given(MONTHS_OF_YEARS)
def test_the_day_after_a_month_is_the_first_of_another(value: PartialDate) -> None:
    assert (value.last_day + timedelta(1)).day == 1
    assert value.last_day.month == value.month


@given(st.integers(1, 9990))
def test_the_seasons_of_a_year_follow_each_other_without_a_gap(year: int) -> None:
    seasons = [PartialDate(year, season=name) for name in ("spring", "summer", "autumn", "winter")]  # type: ignore[arg-type]
    seasons.append(PartialDate(year + 1, season="spring"))
    for one, following in itertools.pairwise(seasons):
        assert one.last_day + timedelta(1) == following.first_day


@given(st.dates())
def test_the_words_of_a_day_name_it_without_a_leading_zero(day: date) -> None:
    number, month, year = day_words(day).split()
    assert (int(number), MONTHS.index(month) + 1, int(year)) == (day.day, day.month, day.year)
    assert not number.startswith("0")


@given(st.text())
def test_no_text_makes_reading_fail(text: str) -> None:
    value = read_partial_date(text)
    assert value is None or value.first_day <= value.last_day


@pytest.mark.parametrize(
    "text",
    [
        "2026-13-12", "2026-02-29", "2026-00", "2026-00-12", "2026-05-00", "2026-1-2", "12/05/2026", "12 May 2026", "May 2026", "2026", "autumn", "autumn term 2026",
        "autumn 0000", "0000-01", "0000-01-01", "winter 9999", "٢٠٢٦-٠١-١٥", "autumn ٢٠٢٦", "2026-05-12T10:00", "2026-05-12 10:00", "",
        "fall 2026", "autumn  2026", "2026–05–12",
    ],
)  # fmt: skip
def test_what_is_no_date_reads_as_none(text: str) -> None:
    assert read_partial_date(text) is None


def test_what_is_due_in_a_winter_is_due_until_the_end_of_february() -> None:
    assert PartialDate(2027, season="winter").last_day == date(2028, 2, 29)
