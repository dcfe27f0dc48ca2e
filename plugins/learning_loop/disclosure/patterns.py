"""Patterns that are compiled when they are first tried: all of them together take as long as checking a hundred texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from learning_loop.disclosure.lists.triggers import OPENERS


class Pattern:
    """A regular expression, compiled at its first use. After that its methods are those of the compiled one."""

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in ("match", "search", "fullmatch", "finditer"):
            raise AttributeError(name)
        compiled = re.compile(self.source, self.flags)
        self.match, self.search = compiled.match, compiled.search
        self.fullmatch, self.finditer = compiled.fullmatch, compiled.finditer
        return getattr(compiled, name)


def places_of(text: str, openings: Iterable[str], openers: Collection[str]) -> list[int]:
    """Give where one of some openings stands in a text, in order.

    An opening is not looked for whose first word is one of `OPENERS` and not of the text's (`Reading.openers`).
    """
    places = set()
    for opening in openings:
        first, space, _ = opening.partition(" ")
        gate = first.rpartition("-")[2].lower()
        if space and gate in OPENERS and gate not in openers:
            continue
        place = text.find(opening)
        while place >= 0:
            places.add(place)
            place = text.find(opening, place + 1)
    return sorted(places)


def matches_from(
    pattern: Pattern, text: str, openings: Iterable[str], openers: Collection[str]
) -> Iterator[re.Match[str]]:
    """Give what ``pattern.finditer(text)`` gives, when every match begins with one of ``openings``: these are found far faster than a pattern."""
    until = 0
    for place in places_of(text, openings, openers):
        if place >= until and (match := pattern.match(text, place)):
            until = match.end()
            yield match
