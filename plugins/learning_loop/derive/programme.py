"""The programme: what the partnership promised for a period, and what it did (the targets of its framework)."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from learning_loop.derive.library import Library, is_audit
from learning_loop.model.dates import MONTHS, day_words
from learning_loop.model.framework import SchoolTerm, Target, TargetPeriod
from learning_loop.model.programme import Planned
from learning_loop.model.publication import Event, Newsletter, Publication, Review, Training

EVENT_TYPES = frozenset({"forum", "staff-meeting", "workshop", "conference"})
"""What a target may count that is a kind of event."""

CLOSE = timedelta(60)
"""How long before the end of a period what is still missing is urgent, however well it went before."""


class Period(NamedTuple):
    """A stretch of days for which something was promised; both days are part of it."""

    name: str
    """In words: "April 2025 to March 2026", "autumn term 2026"."""
    first: date
    last: date
    term: str = ""
    """The term as newsletters name it: ``autumn-2026``; empty for other periods."""


class Tally(NamedTuple):
    """What was done of one promise in one period."""

    target: Target
    period: Period
    done: tuple[tuple[date, Publication], ...]
    """In the order of their days, up to today."""
    planned: tuple[tuple[date, Publication], ...]
    """What the library announces for a later day of the period."""
    booked: tuple[Planned, ...] = ()
    """What the programme has for the period and nobody has announced or done yet."""

    @property
    def announced(self) -> int:
        """How many are announced or in the programme."""
        return len(self.planned) + len(self.booked)

    @property
    def missing(self) -> int:
        """How many are neither done nor announced."""
        return max(0, self.target.count - len(self.done) - self.announced)

    def is_behind(self, today: date) -> bool:
        """Say whether more is missing than the part of the period that is left can excuse."""
        if not self.missing or not self.period.first <= today <= self.period.last:
            return False
        whole = (self.period.last - self.period.first).days + 1
        gone = (today - self.period.first).days + 1
        return len(self.done) < self.target.count * gone // whole or self.period.last - today <= CLOSE


def year_of(day: date) -> int:
    """Give the calendar year in which the April-to-March year of a day begins."""
    return day.year if day.month >= 4 else day.year - 1


def april_year(first: int) -> Period:
    """Give the April-to-March year that begins in a calendar year."""
    return Period(f"April {first} to March {first + 1}", date(first, 4, 1), date(first + 1, 3, 31))


def list_periods(per: TargetPeriod, first: date, last: date, terms: Mapping[str, SchoolTerm]) -> list[Period]:
    """Give the periods that begin by ``last`` and end on ``first`` or later, in order."""
    years = range(first.year - 2, last.year + 1)
    made = (period for year in years for period in _periods_of(per, year, terms))
    return sorted(
        (period for period in made if period.first <= last and period.last >= first), key=lambda period: period.first
    )


def _periods_of(per: TargetPeriod, year: int, terms: Mapping[str, SchoolTerm]) -> Iterator[Period]:
    """Give the periods that begin in a calendar year; quarters follow the April-to-March year and so begin in January, April, July and October."""
    if per == "year":
        yield april_year(year)
    elif per == "two-years":
        if year % 2 == 0:
            yield Period(f"April {year} to March {year + 2}", date(year, 4, 1), date(year + 2, 3, 31))
    elif per == "half-year":
        yield Period(f"April to September {year}", date(year, 4, 1), date(year, 9, 30))
        yield Period(f"October {year} to March {year + 1}", date(year, 10, 1), date(year + 1, 3, 31))
    elif per == "calendar-year":
        yield Period(str(year), date(year, 1, 1), date(year, 12, 31))
    elif per == "term":
        for term in terms.values():
            begins, ends = month_day(year, term.first_day), month_day(year, term.last_day)
            if ends < begins:
                ends = month_day(year + 1, term.last_day)
            yield Period(f"{term.label[:1].lower()}{term.label[1:]} {year}", begins, ends, f"{term.id}-{year}")
    else:
        length = 3 if per == "quarter" else 1
        for month in range(1, 13, length):
            last = month + length - 1
            name = f"{MONTHS[month - 1]} {year}" if length == 1 else f"{MONTHS[month - 1]} to {MONTHS[last - 1]} {year}"
            yield Period(name, date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1]))


def month_day(year: int, text: str) -> date:
    """Read ``MM-DD`` in a year; the 30th of February is its last day."""
    month, day = int(text[:2]), int(text[3:])
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def derive_tallies(target: Target, library: Library, first: date, last: date) -> list[Tally]:
    """Count what was done of a promise in each period from ``first`` to ``last``, oldest period first."""
    counted = sorted(_counted(target, library), key=lambda entry: (entry[0], entry[1].id))
    periods = list_periods(target.per, first, last, library.registers.framework.terms)
    booked = [one for one in library.registers.programme if one.is_open and _is_promised(one, target)]
    return [_tally(target, period, counted, booked, library.today) for period in periods]


def _tally(
    target: Target,
    period: Period,
    counted: Sequence[tuple[date, Publication]],
    booked: Sequence[Planned],
    today: date,
) -> Tally:
    inside = [entry for entry in counted if _belongs(entry, period)]
    done = tuple(entry for entry in inside if entry[0] <= today)
    ahead = tuple(
        one for one in booked if today <= one.when.last_day and period.first <= one.when.last_day <= period.last
    )
    return Tally(target, period, done, tuple(inside[len(done) :]), ahead)


def _is_promised(one: Planned, target: Target) -> bool:
    """Say whether something planned would count towards a target."""
    if target.review_type:
        return one.review_type == target.review_type
    if target.type == "review":
        return one.type in ("review", "audit")
    return one.type == target.type


def _belongs(entry: tuple[date, Publication], period: Period) -> bool:
    """Say whether something belongs to a period; a newsletter belongs to the term that it names, whenever it came out."""
    day, one = entry
    if period.term and isinstance(one.details, Newsletter):
        return one.details.term == period.term
    return period.first <= day <= period.last


def _counted(target: Target, library: Library) -> Iterator[tuple[date, Publication]]:
    """Give what a target counts, each with the day that counts: an event's and a course's own days, else the day of publication."""
    if target.type in EVENT_TYPES:
        for one in library.by_type.get("event", ()):
            if isinstance(one.details, Event) and one.details.event_type == target.type and not one.details.cancelled:
                yield one.details.starts.date(), one
    elif target.type == "training":
        for one in library.by_type.get("training", ()):
            if isinstance(one.details, Training):
                yield from ((day, one) for day in one.details.dates)
    elif target.type in ("review", "audit"):
        yield from (
            (one.published, one) for one in library.by_type.get("review", ()) if _is_meant(one, target, library)
        )
    else:
        yield from ((one.published, one) for one in library.by_type.get(target.type, ()))


def _is_meant(one: Publication, target: Target, library: Library) -> bool:
    """Say whether a target counts a review: one of its own type when it names one, else any, or any audit."""
    assert isinstance(one.details, Review)
    if target.review_type and one.details.review_type != target.review_type:
        return False
    return target.type == "review" or is_audit(one, library.registers)


def first_day_with_data(library: Library) -> date:
    """Give the first day on which anything was published; today for an empty library."""
    return min((one.published for one in library.newest_first), default=library.today)


def period_words(period: Period) -> str:
    """Give a period's days in words: "1 April 2025 to 31 March 2026"."""
    return f"{day_words(period.first)} to {day_words(period.last)}"
