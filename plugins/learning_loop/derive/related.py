"""Items that a reader of one item may want next: those that say the same things, carry its themes, or are linked with the same items.

An item is known by its **features**: the strongest terms of its text, its themes, itself and the items that it names. Two items are as near as
what their common features are worth: a term that few others have much, one that many have nothing, since "child" and "practitioner" stand everywhere.
Nobody types any of it.

A new sentence seldom changes a feature. Where it does, only the lists that it can reach are made anew (`update`): those of items for which
the changed one is, or was, near enough, and those of items that have a term whose worth has changed. Worth is counted in doublings, so that it
changes seldom. Whatever was there before, the lists are those that `derive_all` gives.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest, nsmallest
from typing import NamedTuple
from zlib import crc32

from learning_loop.derive.library import Library
from learning_loop.model.publication import Publication

MOST = 5
"""Related items shown."""

UNSUITABLE = frozenset({"page", "action-plan", "newsletter", "bulletin", "event"})
"""Types that are never suggested, and suggest nothing: they belong to a day, or are reached from their source."""

STRONGEST = 48
"""Terms of a text that are kept."""

STEPS = (5, 11, 16)
"""Levels below a text's strongest term at which a term counts less. Eight levels are a factor of two (`search/scoring.py`)."""

FEWEST, MOST_SHARED = 8, 256
"""A term says something up to so many items, at the least and at the most; between these up to a quarter of the library."""

THEME_WORTH = 3
"""What a common theme is worth where it stands third or lower; three times this where it is the first of both. A rare strong term is worth about 16."""

LINK_WORTH = 4
"""What it is worth that both name the same third item; three times this where the text of one links to the other."""

MOST_IN_THEME = 2048
"""A theme with more items than this is the whole library's, and says nothing."""

_STRENGTH_BITS = 3
_STRENGTHS = (1 << _STRENGTH_BITS) - 1


class Traits(NamedTuple):
    """Everything about an item that decides what it is near to."""

    terms: bytes
    """What `strongest` gave of its text."""
    themes: tuple[str, ...]
    names: tuple[str, ...]
    """Items that it names in its fields: its page shows them anyway, so they are not suggested."""
    mentions: tuple[str, ...]
    """Items that its text links to."""
    day: int
    """Of publication, as an ordinal."""
    offered: bool
    """Whether it may be suggested: not when it was withdrawn."""
    current: bool
    """False when another took its place: it is then suggested last."""


class Near(NamedTuple):
    """A suggestion; the smallest stands first."""

    below: int
    """Its score, negative."""
    days: int
    """Between the two items."""
    id: str


Lists = Mapping[str, tuple[Near, ...]]
"""The suggestions of every item that has a list, nearest first."""


def strongest(levels: Mapping[str, int]) -> bytes:
    """Give the strongest terms of a text, from the levels that the search gives them (`search.index.Analysed`): a few hundred bytes."""
    words = [
        (level, -crc32(term.encode()))
        for term, level in levels.items()
        if len(term) > 2 and (term[0] == "=" or " " not in term) and term[0] != "#" and not term.isdigit()
    ]
    kept = nlargest(STRONGEST, words)
    top = kept[0][0] if kept else 0
    strengths = (4 - sum(top - level >= step for step in STEPS) for level, _ in kept)
    codes = (-code << _STRENGTH_BITS | strength for (_, code), strength in zip(kept, strengths, strict=True))
    return array("Q", sorted(codes)).tobytes()


def traits_of(one: Publication, library: Library, terms: bytes) -> Traits:
    """Give an item's traits, as its audience may know it."""
    mentions = {link.target for link in library.links_from.get(one.id, ()) if link.kind == "text"}
    return Traits(
        terms,
        one.themes,
        tuple(sorted({*one.about, *one.follows_up, *one.supersedes})),
        tuple(sorted(mentions)),
        one.published.toordinal(),
        one.withdrawn is None,
        one.id not in library.superseded_by,
    )


Run = Callable[[Callable[[str], tuple[Near, ...]], Sequence[str]], Iterable[tuple[Near, ...]]]


def members(library: Library) -> Iterator[Publication]:
    """Give the items that have a list and may stand in one."""
    return (one for one in library.publications.values() if one.type not in UNSUITABLE)


class _Features:
    """A library by its features: who has each, and what it is worth."""

    def __init__(self, traits: Mapping[str, Traits]) -> None:
        self.traits = traits
        self.ids = sorted(traits)
        self.places = {item: place for place, item in enumerate(self.ids)}
        self.limit = limit_of(len(traits))
        self.having: defaultdict[object, list[int]] = defaultdict(list)
        for place, item in enumerate(self.ids):
            for feature, strength in _features(item, traits[item]):
                self.having[feature].append(place << _STRENGTH_BITS | strength)

    def worth(self, feature: object, change: int = 0) -> int:
        """Say what a feature is worth that ``change`` more items had."""
        return _worth(feature, len(self.having.get(feature, ())) + change, self.limit)

    def scores(self, item: str) -> dict[int, int]:
        """Give the score of every item that has anything in common with one."""
        scores: defaultdict[int, int] = defaultdict(int)
        for feature, strength in _features(item, self.traits[item]):
            worth = _worth(feature, len(self.having[feature]), self.limit)
            if worth:
                gains = [worth * min(strength, other) for other in range(_STRENGTHS + 1)]
                for entry in self.having[feature]:
                    scores[entry >> _STRENGTH_BITS] += gains[entry & _STRENGTHS]
        scores.pop(self.places[item], None)
        return scores

    def list_of(self, item: str) -> tuple[Near, ...]:
        """Give an item's suggestions."""
        found = (
            self.near(item, self.ids[place], score)
            for place, score in self.scores(item).items()
            if self.fits(item, self.ids[place])
        )
        return tuple(nsmallest(MOST, found))

    def near(self, item: str, other: str, score: int) -> Near:
        """Give one item as a suggestion for another."""
        about = self.traits[other]
        return Near(-score if about.current else 0, abs(about.day - self.traits[item].day), other)

    def fits(self, item: str, other: str) -> bool:
        """Say whether one item may be suggested for another."""
        about = self.traits[other]
        return about.offered and other not in self.traits[item].names and item not in about.names


def limit_of(members: int) -> int:
    """Give the number of items up to which a term says something; it changes only when the library doubles."""
    return min(MOST_SHARED, max(FEWEST, (1 << members.bit_length() >> 1) // 4))


def _features(item: str, traits: Traits) -> Iterator[tuple[object, int]]:
    """Give the features of an item with their strengths, 1 to 7."""
    for code in array("Q", traits.terms):
        yield code >> _STRENGTH_BITS, code & _STRENGTHS
    for rank, theme in enumerate(traits.themes):
        yield ("theme", theme), 3 - min(rank, 2)
    yield ("item", item), 3
    for other in traits.names:
        yield ("item", other), 1
    for other in traits.mentions:
        if other not in traits.names and other != item:
            yield ("item", other), 3


def _worth(feature: object, having: int, limit: int) -> int:
    """Say what one unit of a feature's strength is worth that so many items have."""
    if not isinstance(feature, tuple):
        return limit.bit_length() - having.bit_length() + 1 if having <= limit else 0
    if feature[0] == "theme":
        return THEME_WORTH if having <= MOST_IN_THEME else 0
    return LINK_WORTH if having <= limit else 0


def derive_all(traits: Mapping[str, Traits], work: Run = map) -> Lists:
    """Give the suggestions of every item. ``work`` is the built-in ``map`` or does the same in parallel."""
    features = _Features(traits)
    return dict(zip(features.ids, work(features.list_of, features.ids), strict=True))


def update(before: Mapping[str, Traits], lists: Lists, traits: Mapping[str, Traits], work: Run = map) -> Lists:
    """Give what `derive_all` gives, from the lists of a library as it was ``before``."""
    changed = {item for item in before.keys() | traits.keys() if before.get(item) != traits.get(item)}
    if not changed:
        return lists
    if len(changed) > len(traits) // 4 or limit_of(len(before)) != limit_of(len(traits)):
        return derive_all(traits, work)
    features = _Features(traits)
    again = changed & traits.keys()
    again.update(features.ids[place] for place in _of_other_worth(changed, before, features))
    again.update(
        item for item, listed in lists.items() if item in traits and any(near.id in changed for near in listed)
    )
    again.update(_reached(sorted(changed & traits.keys()), lists, features))
    items = sorted(again)
    kept = {item: listed for item, listed in lists.items() if item in traits and item not in again}
    return kept | dict(zip(items, work(features.list_of, items), strict=True))


def _of_other_worth(changed: Iterable[str], before: Mapping[str, Traits], features: _Features) -> Iterator[int]:
    """Give the places of the items that have a feature whose worth has changed."""
    fewer: Counter[object] = Counter()
    for item in changed:
        if item in before:
            fewer.update(feature for feature, _ in _features(item, before[item]))
        if item in features.traits:
            fewer.subtract(feature for feature, _ in _features(item, features.traits[item]))
    for feature, change in fewer.items():
        if features.worth(feature, change) != features.worth(feature):
            yield from (entry >> _STRENGTH_BITS for entry in features.having[feature])


def _reached(changed: Iterable[str], lists: Lists, features: _Features) -> Iterator[str]:
    """Give the items whose lists a changed one comes into."""
    for item in changed:
        for place, score in features.scores(item).items():
            other = features.ids[place]
            listed = lists.get(other, ())
            if features.fits(other, item) and (len(listed) < MOST or features.near(other, item, score) < listed[-1]):
                yield other
