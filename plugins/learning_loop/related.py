"""Keeps the related items of one site: made from what its audience may know, and anew only where something came nearer or moved away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from learning_loop.derive.library import Library
from learning_loop.derive.related import Lists, Traits, derive_all, members, strongest, traits_of, update
from learning_loop.model.kinds import Audience
from learning_loop.shards import analysis_of
from learning_loop.store import Store
from learning_loop.workers import run


class Kept(NamedTuple):
    """What is remembered of a site's related items."""

    version: str
    cards: Mapping[str, str]
    analyses: Mapping[str, str]
    traits: dict[str, Traits]
    lists: Lists


def make_related(
    library: Library,
    audience: Audience,
    cards: Mapping[str, str],
    analyses: Mapping[str, str],
    store: Store,
    version: str,
) -> Lists:
    """Give the suggestions of every item of a site.

    ``cards`` are digests of everything about an item but its text, ``analyses`` are the keys of what the search made of it (`shards.Shards`), both as this
    audience may know it. ``version`` names the engine.
    """
    name = f"related-{audience.value}.pickle"
    before: Kept | None = store.load(name)
    if before is None or before.version != version:
        before = Kept(version, {}, {}, {}, {})
    if before.cards == cards and before.analyses == analyses:
        return before.lists
    traits = _traits(library, cards, analyses, before, store)
    if before.traits:
        lists = update(before.traits, before.lists, traits, run)
    else:
        lists = derive_all(traits, run)
    store.save(name, Kept(version, dict(cards), dict(analyses), traits, lists))
    return lists


def _traits(
    library: Library, cards: Mapping[str, str], analyses: Mapping[str, str], before: Kept, store: Store
) -> dict[str, Traits]:
    """Give the traits of every item that has a list; texts that are as they were are not looked at."""
    known = {item: one.terms for item, one in before.traits.items() if before.analyses.get(item) == analyses.get(item)}
    items = list(members(library))
    unread = [one.id for one in items if one.id not in known]
    known.update(
        zip(unread, run(lambda item: strongest(analysis_of(analyses[item], store).levels), unread), strict=True)
    )
    if cards == before.cards:
        return {item: one._replace(terms=known[item]) for item, one in before.traits.items()}
    return {one.id: traits_of(one, library, known[one.id]) for one in items}
