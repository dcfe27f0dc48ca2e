"""Where the fields that hold ids find what may be picked: in a register, or among the items."""

from __future__ import annotations

from learning_loop.model.values import dataclass


@dataclass(frozen=True, slots=True)
class Pick:
    """A list in a register."""

    register: str
    """The register's file, without ``.yml``."""
    entries: str
    """The field of that file that holds the list."""
    label: str
    """What an entry is called by."""


THEME = Pick("themes", "themes", "label")
AGENCY = Pick("agencies", "agencies", "name")
GROUP = Pick("groups", "groups", "name")
ROLE = Pick("roles", "roles", "label")
PRIORITY = Pick("priorities", "priorities", "label")
REVIEW_TYPE = Pick("framework", "review_types", "label")
METHOD = Pick("framework", "methods", "label")

REGISTER_PICKS = (THEME, AGENCY, GROUP, ROLE, PRIORITY, REVIEW_TYPE, METHOD)

PICKS: dict[str, Pick] = {
    "themes": THEME,
    "agencies": AGENCY,
    "roles": ROLE,
    "priorities": PRIORITY,
    "review_type": REVIEW_TYPE,
    "method": METHOD,
    "commissioned_by": GROUP,
    "reports_to": GROUP,
    "monitored_by": GROUP,
    "owner": AGENCY,
    "Response.by": GROUP,
    "Recommendation.to": AGENCY,
}
"""Fields whose values stand in one register, by group and field where the name has several meanings."""

ITEMS: dict[str, str] = {
    "about": "review",
    "executive-summary.about": "review",
    "supersedes": "",
    "source": "review",
    "KeyMessage.link": "briefing",
    "Evidence.link": "review",
}
"""Fields that name items, with the type that is offered first; empty for the type of the item itself."""

TYPED: dict[str, str] = {"Evidence.by": "The id of a group or an agency, such as quality-group."}
"""Fields whose values stand in several registers: a pick-list takes from one only, so they are typed, with this hint."""
