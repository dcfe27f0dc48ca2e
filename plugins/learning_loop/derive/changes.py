"""What changed after it was published: corrections, replacements, withdrawals, and the states of actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from learning_loop.derive.history import state_on
from learning_loop.derive.library import ActionRecord, Library
from learning_loop.model.publication import Publication, Update

AmendmentKind = Literal["changed", "replaced", "withdrawn"]


class Amendment(NamedTuple):
    """Something that happened to a published item."""

    on: date
    kind: AmendmentKind
    one: Publication
    by: Publication | None = None
    """What took its place, when it was replaced."""


class StatusChange(NamedTuple):
    """A day on which an action came to another state."""

    on: date
    record: ActionRecord
    update: Update | None
    """What was said on that day; None for the day on which it became overdue, which nobody writes down."""
    number: int
    """Which of the action's updates of that day it is, from 0."""


def changed_on(one: Publication, today: date) -> date | None:
    """Give the day of an item's last change that has come; a day ahead is no change yet."""
    return one.updated if one.updated is not None and one.updated <= today else None


def derive_amendments(library: Library) -> list[Amendment]:
    """Give what happened to items, newest first.

    An item tells of its last change alone, and of none once it is withdrawn: its note could repeat what was taken away.
    """
    found = []
    for one in library.publications.values():
        newer = library.superseded_by.get(one.id)
        if newer is not None:
            found.append(Amendment(newer.published, "replaced", one, newer))
        if one.withdrawn is not None:
            found.append(Amendment(one.withdrawn.on, "withdrawn", one))
        elif (day := changed_on(one, library.today)) is not None:
            found.append(Amendment(day, "changed", one))
    return sorted(found, key=lambda change: (-change.on.toordinal(), change.one.id, change.kind))


def derive_status_changes(records: Sequence[ActionRecord], today: date) -> list[StatusChange]:
    """Give the days on which actions came to another state, newest first; notes without a new state are left out."""
    found = [change for record in records for change in _changes_of(record, today)]
    return sorted(found, key=lambda change: (-change.on.toordinal(), change.record.reference, -change.number))


def became_overdue_on(record: ActionRecord, today: date) -> date | None:
    """Give the day on which an action became overdue: the first after the last that ``due`` can mean on which it was still to be delivered.

    Nothing that happens to the action later takes that day back. One that was delivered in time and begun again became overdue on that day.
    """
    action, last = record.action, record.action.due.last_day
    for day in (last, *(update.on for update in action.updates if update.on > last)):
        if day <= today and state_on(action, day).is_undelivered:
            late = max(day, last + timedelta(days=1))
            return late if late <= today else None
    return None


def _changes_of(record: ActionRecord, today: date) -> list[StatusChange]:
    found: list[StatusChange] = []
    seen: dict[date, int] = {}
    for update in record.action.updates:
        number = seen[update.on] = seen.get(update.on, -1) + 1
        if update.on <= today and (update.response or update.delivery or update.impact):
            found.append(StatusChange(update.on, record, update, number))
    if (late := became_overdue_on(record, today)) is not None:
        found.append(StatusChange(late, record, None, -1))
    return found
