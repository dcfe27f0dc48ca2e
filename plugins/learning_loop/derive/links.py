"""Every link between items, with both of its ends.

Authors type a link once, at one end. Here it gets its other end, for all kinds of links in one place, so that pages, tests and
the question of what a change can reach (`outputs/unaffected.py`) speak of the same links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from learning_loop.catalogue.catalogue import full_reference, reference_of
from learning_loop.model.publication import Newsletter, Plan, Publication
from learning_loop.model.registers import Theme

LinkKind = Literal[
    "about", "follows-up", "supersedes", "thing", "source", "evidence", "superseded-by", "new-action", "text", "message"
]
"""What an author typed: ``about``, ``follows_up``, ``supersedes``, ``three_things``, a plan's ``source``, an action's ``evidence.link``,
``superseded_by`` and ``new_action``, a link in a text, or a source of a theme's message."""


class Link(NamedTuple):
    """One link, from what names to what is named."""

    kind: LinkKind
    origin: str
    """The id of the item that names; of the theme for a message."""
    target: str
    """The id of the item that is named, or whose action is."""
    action: str = ""
    """The reference of the action that names: ``LCSPR-2026-01/R1/A2``."""
    other: str = ""
    """The reference of the action that is named."""
    message: int = 0
    """The place of a theme's message, from 1."""


def item_links(one: Publication, publications: Mapping[str, Publication], plan_of: Mapping[str, str]) -> Iterator[Link]:
    """Give the links that an item's author typed, none to itself. ``plan_of`` knows the id of every action's plan by its reference."""
    for other in one.about:
        yield Link("about", one.id, other)
    for other in one.follows_up:
        yield Link("follows-up", one.id, other)
    for other in one.supersedes:
        yield Link("supersedes", one.id, other)
    for link in one.body.links:
        if link.scheme == "item" and (target := id_of(link.target)) != one.id:
            yield Link("text", one.id, target)
    if isinstance(one.details, Newsletter):
        for thing in one.details.three_things:
            yield Link("thing", one.id, thing.link)
    if isinstance(one.details, Plan):
        yield from _plan_links(one, one.details, publications, plan_of)


def _plan_links(
    one: Publication, plan: Plan, publications: Mapping[str, Publication], plan_of: Mapping[str, str]
) -> Iterator[Link]:
    yield Link("source", one.id, plan.source)
    reference = reference_of(one, publications)
    for action in plan.actions:
        own = f"{reference}/{action.ref}"
        for evidence in action.evidence:
            if evidence.link:
                yield Link("evidence", one.id, evidence.link, own)
        others: tuple[tuple[LinkKind, str], ...] = (
            ("superseded-by", action.superseded_by),
            ("new-action", action.new_action),
        )
        for kind, ref in others:
            other = full_reference(ref, reference) if ref else ""
            if other in plan_of:
                yield Link(kind, one.id, plan_of[other], own, other)


def message_links(themes: Mapping[str, Theme]) -> Iterator[Link]:
    """Give the sources of the themes' messages."""
    for theme in themes.values():
        for place, message in enumerate(theme.messages, 1):
            for source in message.sources:
                yield Link("message", theme.id, source, message=place)


def id_of(address: str) -> str:
    """Give the id of an item by its address (``reviews/child-m``)."""
    return address.rpartition("/")[2]
