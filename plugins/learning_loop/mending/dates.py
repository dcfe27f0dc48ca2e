"""Dates as people write them → as the library reads them; nothing where two readings are possible."""

from __future__ import annotations

import re

from learning_loop.model.dates import read_partial_date

_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\- ](\d{1,2})[/.\- ](\d{1,2})")
_IN_WORDS = re.compile(r"(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\.?,? (\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"([a-z]+)\.? (\d{4})", re.IGNORECASE)
_NUMBER_MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})[/.](\d{1,2})")
_SEASON = re.compile(r"(spring|summer|autumn|winter)(?: term)?,? (\d{4})", re.IGNORECASE)
_MONTHS = "january february march april may june july august september october november december".split()


def day_of(text: str) -> str:
    """Give ``2026-12-25`` for ``25/12/2026`` or ``25 December 2026``; nothing for ``05/12/2026``, which may be in May or in December."""
    text = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(text):
        return _checked(found[1], found[2], found[3])
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        if first > 12 or first == second:
            return _checked(found[3], found[2], found[1])
        return _checked(found[3], found[1], found[2]) if second > 12 else ""
    if found := _IN_WORDS.fullmatch(text):
        return _checked(found[3], _month_of(found[2]), found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _checked(found[3], _month_of(found[1]), found[2])
    return ""


def date_of(text: str) -> str:
    """Give a day as `day_of` does, a month or a season."""
    text = " ".join(text.split())
    if day := day_of(text):
        return day
    if found := _MONTH.fullmatch(text):
        return _checked(found[2], _month_of(found[1]))
    if found := _NUMBER_MONTH.fullmatch(text):
        return _checked(found[2] or found[3], found[1] or found[4])
    if found := _SEASON.fullmatch(text):
        return f"{found[1].lower()} {found[2]}"
    return ""


def _month_of(word: str) -> str:
    low = word.lower()
    known = [
        number
        for number, name in enumerate(_MONTHS, 1)
        if name == low or (name[:3] == low[:3] and len(low) in (3, 4) and name.startswith(low))
    ]
    return str(known[0]) if len(known) == 1 else ""


def _checked(year: str, month: str, day: str = "") -> str:
    if not month:
        return ""
    written = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return written if read_partial_date(written) is not None else ""
