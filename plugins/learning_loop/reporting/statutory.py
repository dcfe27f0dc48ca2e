"""Days that law and guidance set, counted from the days of an item."""

from __future__ import annotations

from datetime import date, timedelta

from learning_loop.model.framework import ReviewType

PANEL_NOTICE = 7
"""Working days before publication by which the national panel and the Secretary of State have copies of a review (Working Together)."""

RAPID_REVIEW = 15
"""Working days within which a rapid review is done (Working Together)."""

YEARLY = 12
"""Months within which the next yearly report is published: at least one in every twelve (Working Together)."""

_SERIOUS = frozenset({"lcspr", "cspr", "scr", "serious case review", "local child safeguarding practice review"})
_RAPID = frozenset({"rapid-review", "rapid review"})


def is_serious_case(kind: ReviewType) -> bool:
    """Say whether a type of review is the one of serious cases, by whatever name: only of these the panel has copies."""
    return kind.statutory and not is_rapid(kind) and bool(_SERIOUS & _names(kind))


def is_rapid(kind: ReviewType) -> bool:
    """Say whether a type of review is the rapid one."""
    return bool(_RAPID & _names(kind))


def _names(kind: ReviewType) -> set[str]:
    return {name.lower() for name in (kind.id, kind.label, kind.short)}


def working_days_after(day: date, count: int) -> date:
    """Give the working day that comes so many working days after a day; the day itself is not counted."""
    return _step(day, count, timedelta(1))


def working_days_before(day: date, count: int) -> date:
    """Give the last day that leaves so many working days between it and a day."""
    return _step(day, count, timedelta(-1))


def first_working_day(day: date) -> date:
    """Give a day itself when it is a working day, else the next that is."""
    return day if is_working_day(day) else working_days_after(day, 1)


def _step(day: date, count: int, step: timedelta) -> date:
    while count:
        day += step
        count -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Say whether a day is neither of a weekend nor a bank holiday of England and Wales. Holidays of a single year are not known."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def bank_holidays(year: int) -> set[date]:
    """Give the bank holidays of England and Wales in a year, by the rules that have held since 1978."""
    easter = _easter(year)
    christmas = date(year, 12, 25)
    found = {
        _on_a_weekday(date(year, 1, 1)),
        easter - timedelta(2),
        easter + timedelta(1),
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    }
    first = _on_a_weekday(christmas)
    second = _on_a_weekday(date(year, 12, 26))
    if christmas.weekday() == 6:
        first, second = date(year, 12, 27), date(year, 12, 26)
    elif christmas.weekday() == 5:
        first, second = date(year, 12, 27), date(year, 12, 28)
    return found | {first, second}


def _monday_from(day: date) -> date:
    return day + timedelta(-day.weekday() % 7)


def _on_a_weekday(day: date) -> date:
    return day if day.weekday() < 5 else _monday_from(day)


def _easter(year: int) -> date:
    """Give Easter Sunday (the anonymous Gregorian computus of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)
