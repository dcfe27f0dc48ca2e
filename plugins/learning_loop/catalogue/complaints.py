"""What the checks look at, and what they complain of."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from learning_loop.model.problem import Severity, did_you_mean
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem whose line is still to be looked up."""

    source: str
    place: tuple[str | int, ...]
    message: str
    line: int = 0
    """Set for the body, where the line is known."""
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that the checks look at."""

    publications: tuple[Publication, ...]
    """All of them, those with colliding ids too."""
    by_id: Mapping[str, Publication]
    by_address: Mapping[str, Publication]
    registers: Registers
    files: Collection[str]
    """Paths of all files of the content folder that are no items."""
    unread: Collection[str]
    """Addresses of items that have problems of their own: what points to them may be right."""
    plans: Mapping[str, tuple[Publication, ...]] = field(default_factory=dict)
    """The action plans of each source, by its id."""
    actions: set[str] = field(default_factory=set)
    """The full references of all actions."""

    @property
    def unread_ids(self) -> set[str]:
        """The ids of the items that have problems of their own."""
        return {address.partition("/")[2] for address in self.unread}


def unknown(what: str, given: str, known: Collection[str], register: str) -> str:
    """Word the complaint about an id that no register has."""
    return f"unknown {what} '{given}'.{did_you_mean(given, known)} They are listed in registers/{register}.yml"
