"""What the partnership plans to look at and to do: its programme, or scrutiny calendar (Portsmouth 3.1; Bromley 15 and 21)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from learning_loop.model.dates import PartialDate
from learning_loop.model.kinds import Audience

PlannedType = Literal[
    "review", "audit", "practice-guidance", "briefing", "newsletter", "bulletin", "policy", "training",
    "annual-report", "forum", "staff-meeting", "workshop", "conference", "survey", "report",
]  # fmt: skip
"""What is planned: whatever a target counts, a survey, or a report to a group that no library holds."""


class Planned(NamedTuple):
    """One thing in the programme. How far it is follows from what is said of it; nobody types that."""

    id: str
    title: str
    audience: Audience
    type: PlannedType
    review_type: str
    """For reviews and audits: the type, by id."""
    when: PartialDate
    who: str
    """The id of the group or agency that does it; empty where that is the business unit."""
    about: str
    themes: tuple[str, ...]
    item: str
    """The id of the item in which it was announced or carried out; empty as long as there is none."""
    done_on: date | None
    """For what is no item of the library: the day on which it was done."""
    dropped_on: date | None
    dropped_because: str

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done, as far as its own entry tells."""
        return not self.item and self.done_on is None and self.dropped_on is None
