"""Which pages cannot have changed since the last build of a site.

The page of an item shows the item, what it is linked with, what those are linked with (the number of actions of a review that a
briefing came from, say), and neighbours of its themes. So a page whose item is more than two links away from every change, and not
near one in any theme, has the key that it had. Everything else that pages show (registers, the day, the theme, the engine) is in
`Memory.common`: where that differs, nothing is reused. `tests/site/test_incremental.py` holds this against clean builds.
"""

from __future__ import annotations

import pickle
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from learning_loop.catalogue.catalogue import full_reference, reference_of
from learning_loop.derive.library import Library
from learning_loop.derive.related import WINDOW
from learning_loop.model.publication import Newsletter, Plan, Publication
from learning_loop.reading.digest import digest_of

MANY = 200
"""Changed items from which every page is made: looking for what is unaffected would not pay."""


class Memory(NamedTuple):
    """What is remembered of a site for its next build."""

    common: str
    """Digest of everything that all pages depend on."""
    digests: dict[str, str]
    """Of every item as this audience may know it."""
    links: dict[str, tuple[str, ...]]
    """The ids that an item names, in whatever way."""
    places: dict[str, tuple[int, tuple[str, ...]]]
    """The day of an item, negative so that the newest is first, and its themes."""
    keys: dict[str, str]
    """The key of every page, by its path."""


def remember(library: Library, sources: Mapping[str, tuple[Publication, str]], common: str) -> Memory:
    """Note what decides the pages of a site; the keys are filled in when the pages are made.

    ``sources`` gives each item as it was before it was narrowed, with the digest of its file.
    """
    digests = {}
    for one in library.publications.values():
        whole, digest = sources[one.id]
        digests[one.id] = digest if one is whole else digest_of(digest, pickle.dumps(one, protocol=5))
    return Memory(
        common,
        digests,
        {one.id: tuple(_named(one, library)) for one in library.publications.values()},
        {one.id: (-one.published.toordinal(), one.themes) for one in library.publications.values()},
        {},
    )


def _named(one: Publication, library: Library) -> Iterator[str]:
    yield from one.about
    yield from one.supersedes
    for link in one.body.links:
        if link.scheme == "item":
            yield link.target.rpartition("/")[2]
    if isinstance(one.details, Newsletter):
        yield from (thing.link for thing in one.details.three_things)
    if isinstance(one.details, Plan):
        yield one.details.source
        reference = reference_of(one, library.publications)
        for action in one.details.actions:
            yield from (evidence.link for evidence in action.evidence if evidence.link)
            for ref in (action.superseded_by, action.new_action):
                other = library.by_reference.get(full_reference(ref, reference)) if ref else None
                if other is not None:
                    yield other.plan.id


def find_affected(before: Memory | None, now: Memory) -> set[str] | None:
    """Give the ids of items whose pages may differ from the last build's; None when all may."""
    if before is None or before.common != now.common:
        return None
    changed = {
        item for item in before.digests.keys() | now.digests.keys() if before.digests.get(item) != now.digests.get(item)
    }
    if not changed:
        return set()
    if len(changed) > MANY:
        return None
    beside = _neighbours((before.links, now.links))
    near = changed.union(*(beside[item] for item in changed))
    affected = near.union(*(beside[item] for item in near))
    for places in (before.places, now.places):
        affected.update(_in_themes(near, places, WINDOW + len(changed) + 1))
    return affected


def _neighbours(graphs: Iterable[Mapping[str, tuple[str, ...]]]) -> defaultdict[str, set[str]]:
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for links in graphs:
        for item, named in links.items():
            for other in named:
                beside[item].add(other)
                beside[other].add(item)
    return beside


def _in_themes(near: set[str], places: Mapping[str, tuple[int, tuple[str, ...]]], reach: int) -> Iterator[str]:
    """Give the items that lie within reach of some items in the order of any theme."""
    wanted = {theme for item in near if item in places for theme in places[item][1]}
    order: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for item, (day, themes) in places.items():
        for theme in themes:
            if theme in wanted:
                order[theme].append((day, item))
    for listed in order.values():
        listed.sort()
    for item in near:
        if item in places:
            day, themes = places[item]
            for theme in themes:
                place = bisect_left(order[theme], (day, item))
                yield from (other for _, other in order[theme][max(0, place - reach) : place + reach + 1])
