"""One entry of a register, as its page and its index know it, and where the registers stand."""

from __future__ import annotations

from collections.abc import Sequence

from learning_loop.derive.library import ActionRecord
from learning_loop.model.publication import Publication
from learning_loop.model.values import dataclass
from learning_loop.present.listings import Bunch
from learning_loop.present.views import FactView, LinkView

AGENCIES = LinkView("Agencies", "agencies/")
MONITORING = LinkView("Monitoring groups", "groups/")
ROLES = LinkView("Roles", "roles/")
PRIORITIES = LinkView("Priorities", "priorities/")
YEARS = LinkView("Years", "years/")
TYPES = LinkView("Types of documents", "types/")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register with what belongs to it: all that its page is made of."""

    index: LinkView
    id: str
    title: str
    type_words: str
    opening: str
    bunches: Sequence[Bunch]
    none: str
    """Said when it has neither documents nor actions."""
    also: str = ""
    actions: Sequence[ActionRecord] = ()
    """Most urgent first."""
    actions_path: str = ""
    """The page that has all of them."""
    actions_title: str = ""
    no_actions: str = ""
    """Said when there are none; empty where the section is then left out."""
    changed_title: str = ""
    """What the bar's title says after its number: "this agency owns"; empty for no bar."""
    facts: tuple[FactView, ...] = ()
    on_receipt: tuple[str, ...] = ()
    asks: Sequence[Publication] = ()
    """The documents that ask something of a role, newest first."""
    themes: tuple[str, ...] = ()
    """The themes that were chosen for it; else the commonest of its documents are shown."""
    full_lists: bool = True
    """Whether lists longer than a group have a page under the entry's own path; a year's stand with their types."""

    @property
    def path(self) -> str:
        """The path of its page."""
        return f"{self.index.path}{self.id}/"

    @property
    def count(self) -> int:
        """How many documents it has."""
        return sum(len(bunch.rows) for bunch in self.bunches)
