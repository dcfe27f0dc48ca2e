"""What an item is called in a list: the words and the mark of its type."""

from __future__ import annotations

from learning_loop.model.publication import Briefing, Publication, Review
from learning_loop.model.registers import Registers

_MINUTES = (1, 5, 7)
"""Lengths of briefings that have a mark of their own."""


def type_words(one: Publication, registers: Registers) -> str:
    """Give the name of an item's type as precisely as it is known; a page has none."""
    if isinstance(one.details, Review):
        return registers.framework.review_types[one.details.review_type].label
    if isinstance(one.details, Briefing):
        return "One-minute guide" if one.details.minutes == 1 else f"{one.details.minutes}-minute briefing"
    return one.kind.label if one.type != "page" else ""


def type_mark(one: Publication) -> str:
    """Give the id of the mark of an item's type; a page has none."""
    if isinstance(one.details, Briefing):
        return f"briefing-{one.details.minutes}" if one.details.minutes in _MINUTES else "briefing-7"
    return "" if one.type == "page" else one.type
