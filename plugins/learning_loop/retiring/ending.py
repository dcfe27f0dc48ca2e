"""An item is withdrawn, or another one takes its place."""

from __future__ import annotations

from datetime import date

from learning_loop.model.publication import Plan, Publication
from learning_loop.model.values import dataclass
from learning_loop.reading.editing import Insert, Put, edit_file
from learning_loop.reading.written import Tree
from learning_loop.retiring.edits import CannotChange, Edits, Sources, edited
from learning_loop.retiring.renaming import BEFORE_FORMER_IDS

BEFORE_SUPERSEDES = BEFORE_FORMER_IDS[: BEFORE_FORMER_IDS.index("supersedes")]
BEFORE_WITHDRAWN = (*BEFORE_FORMER_IDS, "former_ids", "attachments", "rights", "people", "age_bands", "content_note")
"""The common fields behind which `withdrawn` stands."""


@dataclass(frozen=True, slots=True)
class Why:
    """When something is withdrawn, and why."""

    on: date
    reason: str
    """For readers."""
    note: str
    """For the partnership alone; may be empty."""


def withdraw(items: list[Publication], why: Why, sources: Sources) -> Edits:
    """Give what must change for items to be withdrawn. Raises CannotChange."""
    edits = Edits()
    value: dict[str, Tree] = {"on": why.on.isoformat(), "reason": why.reason}
    if why.note:
        value["internal_note"] = why.note
    for one in items:
        if one.withdrawn is not None:
            raise CannotChange(
                f"{one.source} is withdrawn already, with the day {one.withdrawn.on}. Change 'withdrawn' in the file if that is wrong"
            )
        if one.draft:
            raise CannotChange(
                f"{one.source} is a draft and on no site, so there is nothing to withdraw. Delete the file if nothing names it"
            )
        if one.published > why.on:
            raise CannotChange(
                f"{one.source} is not published before {one.published}, so there is nothing to withdraw. Move 'published' to a later day, or delete the file if nothing names it"
            )
        data = sources.bytes_of(one.source)
        change = Put(("withdrawn",), value, after=BEFORE_WITHDRAWN)
        edits.written[one.source] = edited(one.source, lambda data=data, change=change: edit_file(data, [change]))  # type: ignore[misc]
        edits.tell(one.source, "withdrawn")
    return edits


def supersede(old: Publication, new: Publication, sources: Sources, edits: Edits) -> None:
    """Add what must change for one item to take the place of another. Raises CannotChange."""
    if old is new:
        raise CannotChange("An item cannot take its own place. Name the old one first, then the new one")
    if old.id in new.supersedes:
        return
    if _leads_to(old, new.id, sources):
        raise CannotChange(
            f"{old.source} takes the place of {new.source}, not the other way round. Name the old one first, then the new one"
        )
    if isinstance(new.details, Plan) != isinstance(old.details, Plan):
        raise CannotChange(f"{old.source} is a {old.kind.name} and {new.source} a {new.kind.name}: only a plan takes the place of a plan")  # fmt: skip
    data = edits.written.get(new.source) or sources.bytes_of(new.source)
    if new.supersedes:
        change: Put | Insert = Insert(("supersedes",), len(new.supersedes), old.id)
    else:
        change = Put(("supersedes",), [old.id], after=BEFORE_SUPERSEDES)
    edits.written[new.source] = edited(new.source, lambda: edit_file(data, [change]))
    edits.tell(new.source, "supersedes")


def _leads_to(one: Publication, wanted: str, sources: Sources) -> bool:
    """Say whether an item replaces another, over however many steps."""
    seen: set[str] = set()
    left = [one]
    while left:
        here = left.pop()
        for other in here.supersedes:
            if other == wanted:
                return True
            if other not in seen and other in sources.items:
                seen.add(other)
                left.append(sources.items[other])
    return False
