"""What was found in an attachment: the kind, the places and how often, never what it says.

Logs of a pull request are public, so a finding must not repeat the detail that it warns of.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

MOST_PLACES = 5
"""Places that a message names; the others are counted."""


class Weight(StrEnum):
    """What follows from a finding (decision 0019)."""

    REFUSE = "refuse"
    """The file cannot be checked or made clean: an error wherever it is named."""
    STOP = "stop"
    """A person must decide: an error for a public item, a warning for a professional one."""
    LOOK = "look"
    """Nothing that must be cured, but somebody should look: a warning."""
    REMOVED = "removed"
    """Not in what is published, and nobody will miss it: no message of its own."""


class Finding(NamedTuple):
    """One kind of thing in one file."""

    rule: str
    """The key of `rules.RULES`."""
    times: int
    places: tuple[str, ...] = ()
    """Such as ``page 3``, ``sheet 2!B7`` or ``slide 4``: numbers only, since a sheet's name can be a child's."""
    detail: str = ""
    """A word of the program's own, such as ``PNG``; never one of the file's."""


class Piece(NamedTuple):
    """A text inside an attachment, with its place, for the rules that read texts."""

    place: str
    text: str


class Looked(NamedTuple):
    """What looking into one file gave."""

    findings: tuple[Finding, ...]
    clean: bytes | None
    """What may be published; None when the file was refused."""
    pieces: tuple[Piece, ...] = ()
    """Everything in `clean` that can be read or copied out, alternative texts and titles too; and the notes of slides, which are not in `clean`."""

    @property
    def refused(self) -> bool:
        """True when nothing may be made of the file."""
        return self.clean is None


class Refused(Exception):
    """The file cannot be opened, checked or made clean; the first argument is the rule, the second a detail."""

    def __init__(self, rule: str, detail: str = "") -> None:
        super().__init__(rule, detail)
        self.rule, self.detail = rule, detail


class Notes:
    """Findings and pieces while a file is looked at."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[int, dict[str, None]]] = {}
        self._pieces: dict[Piece, None] = {}

    def add(self, rule: str, place: str = "", count: int = 1, detail: str = "") -> None:
        """Note that something was found ``count`` times in a place; nothing when ``count`` is 0."""
        if not count:
            return
        before, places = self._found.get((rule, detail), (0, {}))
        if place:
            places[place] = None
        self._found[rule, detail] = (before + count, places)

    def read(self, place: str, text: str | None, *, as_typed: bool = False) -> None:
        """Note a text that can be read in a place, without the empty lines around it unless it is kept ``as_typed``."""
        if text and (plain := text.strip()):
            self._pieces[Piece(place, text if as_typed else plain)] = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The texts noted, each once a place."""
        return tuple(self._pieces)

    def findings(self) -> tuple[Finding, ...]:
        """Give what was found, by rule."""
        return tuple(
            Finding(rule, count, tuple(places), detail)
            for (rule, detail), (count, places) in sorted(self._found.items(), key=lambda pair: pair[0])
        )


def places_words(places: Iterable[str]) -> str:
    """Give places for a message: ``pages 2, 5 and 3 more``."""
    known = list(places)
    if not known:
        return ""
    kinds: dict[str, list[str]] = {}
    for place in known[:MOST_PLACES]:
        kind, _, number = place.partition(" ")
        kinds.setdefault(kind, []).append(number)
    words = []
    for kind, numbers in kinds.items():
        several = "s" if len(numbers) > 1 and numbers[0] else ""
        words.append(f"{kind}{several} {', '.join(numbers)}".strip())
    more = len(known) - MOST_PLACES
    return ", ".join(words) + (f" and {more} more" if more > 0 else "")
