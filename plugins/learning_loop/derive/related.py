"""Items that a reader of one item may want next: those that share its themes, near it in time.

Only neighbours in each theme's order are looked at, so that the cost of one item does not grow with the library and one new document
changes the suggestions of a few others, not of a whole theme.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from learning_loop.derive.library import Library
from learning_loop.model.publication import Publication

WINDOW = 14
"""Neighbours looked at on each side, in each theme."""

MOST = 5
"""Related items shown."""

UNSUITABLE = frozenset({"page", "action-plan", "newsletter", "bulletin", "event"})
"""Types that are never suggested: they belong to a day, or are reached from their source."""


def derive_related(one: Publication, library: Library) -> list[Publication]:
    """Give at most five related items, nearest first; none that the item is linked with anyway."""
    linked = {one.id, *one.about, *one.supersedes}
    linked.update(other.id for other in library.backlinks.get(one.id, ()))
    scores: dict[str, float] = {}
    for rank, theme in enumerate(one.themes):
        shared = library.by_theme[theme]
        weight = 1.0 / (1 + rank)
        for other in _neighbours(one, shared):
            if other.id in linked or one.id in other.supersedes:
                continue
            if other.type not in UNSUITABLE and other.withdrawn is None:
                scores[other.id] = scores.get(other.id, 0.0) + weight
    days = one.published.toordinal()

    def order(item_id: str) -> tuple[float, int, str]:
        other = library.publications[item_id]
        current = 0.0 if other.id in library.superseded_by else scores[item_id]
        return -current, abs(other.published.toordinal() - days), item_id

    return [library.publications[item_id] for item_id in sorted(scores, key=order)[:MOST]]


def _neighbours(one: Publication, shared: Sequence[Publication]) -> Sequence[Publication]:
    place = bisect_left(
        shared, (-one.published.toordinal(), one.id), key=lambda other: (-other.published.toordinal(), other.id)
    )
    return shared[max(0, place - WINDOW) : place + WINDOW + 1]
