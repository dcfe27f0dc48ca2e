"""Actions in the order of their urgency, and in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.derive.progress import Flag, completed_on


def rank_actions(records: Iterable[ActionRecord]) -> list[ActionRecord]:
    """Give the most urgent first: the longest overdue, then by the day due; what is delivered follows, latest first."""
    return sorted(records, key=_urgency)


def _urgency(record: ActionRecord) -> tuple[int, int]:
    place = FLAG_ORDER.index(record.flag)
    if record.flag in ("overdue", "due-soon", "on-track"):
        return place, record.days
    done = completed_on(record.action)
    return place, -(done or record.plan.published).toordinal()


def by_flag(records: Iterable[ActionRecord]) -> Mapping[Flag, Sequence[ActionRecord]]:
    """Group actions by their flag, keeping their order."""
    found: defaultdict[Flag, list[ActionRecord]] = defaultdict(list)
    for record in records:
        found[record.flag].append(record)
    return found


def by_source(records: Iterable[ActionRecord]) -> Mapping[str, Sequence[ActionRecord]]:
    """Group actions by the id of what they came from, keeping their order."""
    found: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in records:
        found[record.source.id].append(record)
    return found


def by_owner(records: Iterable[ActionRecord]) -> Mapping[str, Sequence[ActionRecord]]:
    """Group actions by the agency that owns them, keeping their order."""
    found: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in records:
        found[record.action.owner].append(record)
    return found
