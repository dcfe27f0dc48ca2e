"""Days, months and seasons: a date as precise as the partnership knows it."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal, NamedTuple

Season = Literal["spring", "summer", "autumn", "winter"]

_SEASON_MONTHS: dict[str, tuple[int, int]] = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
"""First and last month of each season, as the Met Office counts them; winter ends in the year after its name."""

_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_SEASON = re.compile(r"(spring|summer|autumn|winter) ([0-9]{4})", re.IGNORECASE | re.ASCII)

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class PartialDate(NamedTuple):
    """A day, a month or a season of one year.

    Frameworks of this field set reviews for "Autumn 2020" as often as for a day, so a date keeps the precision it was written with.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: Season | None = None

    @property
    def first_day(self) -> date:
        """The first day that the date can mean."""
        if self.season is not None:
            return date(self.year, _SEASON_MONTHS[self.season][0], 1)
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that the date can mean: what is due in a month is overdue only after the month."""
        if self.day is not None:
            return date(self.year, self.month or 1, self.day)
        year, month = self.year, self.month or 12
        if self.season is not None:
            month = _SEASON_MONTHS[self.season][1]
            year += self.season == "winter"
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def words(self) -> str:
        """The date as a person writes it: 12 May 2026, May 2026, autumn 2026."""
        if self.season is not None:
            return f"{self.season} {self.year}"
        if self.day is not None:
            return day_words(self.first_day)
        return f"{MONTHS[(self.month or 1) - 1]} {self.year}"

    @property
    def iso(self) -> str:
        """The date for machines: 2026-05-12 or 2026-05; a season gives its first month."""
        if self.day is not None:
            return self.first_day.isoformat()
        return self.first_day.isoformat()[:7]


def months_after(day: date, months: int) -> date:
    """Give the same day some months later; the last of the month where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_words(day: date) -> str:
    """Give a day in words, without a leading zero: 3 May 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def read_partial_date(text: str) -> PartialDate | None:
    """Read ``2026-05-12``, ``2026-05`` or ``autumn 2026``; None when it is none of these or no such day exists."""
    text = text.strip()
    if match := _SEASON.fullmatch(text):
        season: Season = match[1].lower()  # type: ignore[assignment]
        return _real(PartialDate(int(match[2]), season=season))
    if match := _DAY.fullmatch(text):
        return _real(PartialDate(int(match[1]), int(match[2]), int(match[3])))
    if match := _MONTH.fullmatch(text):
        return _real(PartialDate(int(match[1]), int(match[2])))
    return None


def _real(value: PartialDate) -> PartialDate | None:
    try:
        _ = value.first_day, value.last_day
    except ValueError:
        return None
    return value
