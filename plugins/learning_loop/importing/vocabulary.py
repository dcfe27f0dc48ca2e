"""Words of a document → ids of the registers, and dates as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from learning_loop.exchange.cells import read_date
from learning_loop.model.dates import MONTHS
from learning_loop.model.registers import Registers

_MONTH = "|".join((*MONTHS, *(name[:3] for name in MONTHS), "Sept"))
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH}) \d{{4}}|(?:spring|summer|autumn|winter) \d{{4}})\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


def agencies_in(text: str, registers: Registers) -> list[str]:
    """Give the ids of the agencies that a text names, in the order in which it names them."""
    names = _names(registers)
    found: dict[str, int] = {}
    low = _folded(text)
    for name in sorted(names, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        # an acronym must stand in capitals: IT, AS and the like are words
        where = (
            re.search(rf"(?<!\w){re.escape(names[name][1])}(?!\w)", text)
            if names[name][1].isupper()
            else pattern.search(low)
        )
        if where:
            found.setdefault(names[name][0], where.start())
            low = pattern.sub(lambda match: " " * len(match[0]), low)
    return sorted(found, key=lambda one: found[one])


def _names(registers: Registers) -> Mapping[str, tuple[str, str]]:
    """Give the id of each agency, and the name as it is written, by its names folded; what several share is left out."""
    names: dict[str, tuple[str, str]] = {}
    shared: set[str] = set()
    for one in registers.agencies.values():
        for name in filter(None, (one.name, one.short, one.id.replace("-", " "), *one.aliases)):
            if names.setdefault(_folded(name), (one.id, name))[0] != one.id:
                shared.add(_folded(name))
    return {name: about for name, about in names.items() if name not in shared and len(name) > 1}


def _folded(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").casefold()


def date_in(text: str) -> str:
    """Give the last date in a text as front matter writes it; empty when there is none. The day stands before the month."""
    found = ""
    for match in _DATE.finditer(text):
        partial = read_date(_ORDINAL.sub("", match[0]))
        if partial is not None:
            found = f"{partial.season} {partial.year}" if partial.season else partial.iso
    return found


def half_a_year_after(day: date) -> str:
    """Give the month half a year after a day."""
    return f"{day.year + (day.month > 6)}-{(day.month + 5) % 12 + 1:02}"
