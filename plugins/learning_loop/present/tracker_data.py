"""The tracker's data for its script: every action once, in columns, with each repeated word named by a number.

It is no interface for others, who have the open data; its form changes whenever the script needs it. Everything in words is made here, so
that the script shows the same as the static rows.
"""

from __future__ import annotations

from collections.abc import Hashable

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.model.publication import Publication
from learning_loop.present.desk import Desk
from learning_loop.present.ranking import rank_actions
from learning_loop.present.tracker_sources import recommendations_words
from learning_loop.present.words import AXES, day_view

FORM = 1
"""The number of the form; the script takes no other."""


class _Numbers:
    """Gives each different value a number, in the order of their coming."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def of(self, value: Hashable) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> list[Hashable]:
        return list(self._numbers)


def present_tracker_data(desk: Desk) -> dict[str, object]:
    """Give what the script works with; actions are in the order of their urgency."""
    ranked = rank_actions(desk.library.actions)
    dates, timings, plans, sources = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    columns: dict[str, list[object]] = {name: [] for name in _COLUMNS}
    for record in ranked:
        row = desk.action_row(record)
        action = record.action
        due, updated = row.due, max((update.on for update in action.updates), default=None)
        given = (
            plans.of(record.plan.id),
            action.ref,
            action.slug,
            action.title,
            action.owner,
            action.monitored_by,
            dates.of((due.iso, due.words, action.due.last_day.isoformat())),
            timings.of((row.timing, row.timing_tone)),
            FLAG_ORDER.index(record.flag),
            *(list(states).index(getattr(action, axis)) for axis, (_, _, states) in AXES.items()),
            dates.of(_day(day_view(updated).words, updated.isoformat())) if updated else -1,
            int(record.is_open),
        )
        for name, value in zip(_COLUMNS, given, strict=True):
            columns[name].append(value)
    table = [_plan(desk, desk.library.actions_of[str(plan)][0], sources) for plan in plans.values()]
    found = [_source(desk, desk.library.publications[str(one)], dates) for one in sources.values()]
    columns["owner"], owners = _numbered(columns["owner"])
    columns["group"], groups = _numbered(columns["group"])
    return {
        "form": FORM,
        "flags": FLAG_ORDER,
        **{axis: list(states) for axis, (_, _, states) in AXES.items()},
        "owners": [[owner, desk.agency_name(owner), _names(desk, owner)] for owner in owners],
        "groups": groups,
        "dates": dates.values(),
        "timings": timings.values(),
        "plans": table,
        "sources": found,
        "answers": _answers(desk, ranked),
        "actions": columns,
    }  # fmt: skip


_COLUMNS = (
    "plan", "ref", "slug", "title", "owner", "group", "due", "timing", "flag", "response", "delivery", "impact", "updated", "open",
)  # fmt: skip


def _day(words: str, iso: str) -> tuple[str, str, str]:
    return iso, words, iso


def _numbered(column: list[object]) -> tuple[list[object], list[str]]:
    numbers = _Numbers()
    return [numbers.of(str(value)) for value in column], [str(value) for value in numbers.values()]


def _names(desk: Desk, owner: str) -> str:
    agency = desk.library.registers.agencies[owner]
    return " ".join((agency.name, *agency.aliases))


def _plan(desk: Desk, record: ActionRecord, sources: _Numbers) -> list[object]:
    plan, source = record.plan, record.source
    return [
        plan.address,
        sources.of(source.id),
        plan.published.isoformat(),
        list(dict.fromkeys((*source.themes, *plan.themes))),
        record.reference.removesuffix(f"/{record.action.ref}"),
    ]


def _source(desk: Desk, one: Publication, dates: _Numbers) -> list[object]:
    record = desk.library.actions_from[one.id][0]
    return [
        one.id,
        desk.source_words(record),
        one.title,
        one.address,
        desk.mark(one),
        desk.type_words(one),
        dates.of(_day(day_view(one.published).words, one.published.isoformat())),
        recommendations_words(desk, one),
    ]


def _answers(desk: Desk, ranked: list[ActionRecord]) -> dict[str, list[str]]:
    """Give the links to the actions that answer changes that did not hold, by the place of the action."""
    links = ((place, desk.new_action_link(record)) for place, record in enumerate(ranked))
    return {str(place): [link.label, link.path] for place, link in links if link}
