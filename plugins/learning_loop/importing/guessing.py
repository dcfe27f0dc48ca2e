"""What a document says of itself that fields ask for, as a guess: its type, its method, who commissioned it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from learning_loop.drafting.item import next_reference
from learning_loop.drafting.newsletter import send_day
from learning_loop.drafting.questions import years_from
from learning_loop.drafting.suggesting import suggest_themes
from learning_loop.model.kinds import Kind
from learning_loop.model.publication import Publication, Review
from learning_loop.model.registers import Registers
from learning_loop.reading.written import Tree

BEGINNING = 6_000
"""Characters in which a document says what it is."""


def guess_fields(
    kind: Kind, title: str, text: str, registers: Registers, items: Mapping[str, Publication], today: date
) -> dict[str, Tree]:
    """Give the fields that a type needs beyond the common ones, each to be checked by somebody."""
    start = f"{title}\n{text[:BEGINNING]}"
    if kind.name == "review":
        return _review(start, registers, items, today)
    if kind.name == "policy":
        return {"review_due": years_from(send_day(today), 3)}
    if kind.name == "annual-report":
        match = re.search(r"\b(20\d\d)\s?[-–/]\s?(?:20)?(\d\d)\b", start)
        first = int(match[1]) if match else today.year - (1 if today.month > 3 else 2)
        return {"year": f"{first}-{first + 1}"}
    if kind.name == "briefing":
        return {"minutes": "7"}
    return {}


def _review(start: str, registers: Registers, items: Mapping[str, Publication], today: date) -> dict[str, Tree]:
    types, methods, groups = registers.framework.review_types, registers.framework.methods, registers.groups
    found = _named(start, ((one.id, (one.label, one.short, *one.aliases)) for one in types.values()))
    kind = types[found or next(iter(types))]
    method = _named(start, ((one, (term.label, *term.aliases)) for one, term in methods.items()))
    group = _named(start, ((one.id, (one.name, *one.aliases)) for one in groups.values()))
    begin = kind.short if len(kind.short) <= 6 else kind.id
    return {
        "review_type": kind.id,
        "reference": next_reference(begin, today.year, items.values()),
        "method": method or next(iter(methods)),
        "commissioned_by": group or kind.reports_to or next(iter(groups)),
        "reports_to": kind.reports_to or group or next(iter(groups)),
        "decided_on": today.isoformat(),
    }


def _named(text: str, names: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Give the id whose longest name stands in a text; acronyms must have their capitals."""
    best, length = "", 0
    low = text.replace("’", "'").casefold()
    for one, called in names:
        for name in called:
            there = (
                re.search(rf"\b{re.escape(name)}\b", text)
                if name.isupper()
                else re.search(rf"\b{re.escape(name.replace('’', chr(39)).casefold())}\b", low)
            )
            if there and len(name) > length:
                best, length = one, len(name)
    return best


def guess_themes(title: str, text: str, registers: Registers) -> list[str]:
    """Give the themes whose words stand oftenest in a document; those of the title count as if they stood there ten times."""
    return suggest_themes(f"{(title + ' ') * 10}{text}", (), registers.themes.values())


def guess_group(source: Publication, registers: Registers) -> str:
    """Give the group that probably watches the actions of an item."""
    if isinstance(source.details, Review):
        return source.details.reports_to
    return next(iter(registers.groups))
