"""The other ends of a page's links: what names it, what it names, and what it is part of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from learning_loop.derive.library import DISSEMINATES
from learning_loop.derive.links import Link
from learning_loop.model.publication import Plan, Publication
from learning_loop.present.desk import Desk
from learning_loop.present.schemes import value_link
from learning_loop.present.views import LinkGroup, LinkView
from learning_loop.present.words import day_view

SHORT = 8
"""Links of a group that stand open; the others are folded away."""

CHANGED = frozenset({"policy", "training"})
"""Types that say how work is done: learning changes them."""

EVERYTHING, NEAREST, FURTHER = slice(None), slice(8), slice(8, None)
"""All groups; those for the margin, what an item comes from and what came of it; and the others."""

_ARISES = {"bulletin": "What it announces", "page": "About", "event": "About", "newsletter": "What it carries"}


def present_linked(
    one: Publication, desk: Desk, said: Collection[str] = (), *, part: slice = EVERYTHING
) -> tuple[LinkGroup, ...]:
    """Give the groups of links of an item's page. ``said`` are paths that the page links to in its own words.

    A link stands once, in the first group that it belongs to.
    """
    seen = set(said)
    groups = []
    for title, find in _GROUPS[part]:
        links = []
        for link in find(one, desk):
            if link.path not in seen:
                seen.add(link.path)
                links.append(link)
        if links and find in (_roles, _agencies):
            groups.append(LinkGroup(title, tuple(links), in_line=True))
        elif links:
            groups.append(_group(_title(title, one), links))
    return tuple(groups)


def paths_of(groups: Iterable[LinkGroup]) -> list[str]:
    """Give the paths that groups of links lead to."""
    return [link.path for group in groups for link in (*group.links, *group.rest)]


def made_from(one: Publication, desk: Desk) -> tuple[LinkGroup, ...]:
    """Give what came of a review: what was made from it, and the policies and training that it changed."""
    groups = (("Made from this review", list(_led_to(one, desk))), ("Changed by it", list(_changed(one, desk))))
    return tuple(_group(title, links) for title, links in groups if links)


def _title(title: str, one: Publication) -> str:
    return _ARISES.get(one.type, title) if title == "Arises from" else title


def _group(title: str, links: list[LinkView]) -> LinkGroup:
    if len(links) <= SHORT + 1:
        return LinkGroup(title, tuple(links))
    return LinkGroup(title, tuple(links[:SHORT]), tuple(links[SHORT:]), f"{len(links) - SHORT:,} more")


def _item(desk: Desk, item: str, note: str = "") -> LinkView:
    other = desk.library.publications[item]
    return desk.link(other, note=note or desk.type_words(other))


def _to(one: Publication, desk: Desk, *kinds: str) -> Iterator[Link]:
    return (link for link in desk.library.links_to.get(one.id, ()) if link.kind in kinds)


def _arises_from(one: Publication, desk: Desk) -> Iterable[LinkView]:
    source = one.details.source if isinstance(one.details, Plan) else ""
    return (_item(desk, other) for other in one.about if other != source)


def _follows_up(one: Publication, desk: Desk) -> Iterable[LinkView]:
    return (_item(desk, other, _found(other, desk)) for other in one.follows_up)


def _followed_up_by(one: Publication, desk: Desk) -> Iterable[LinkView]:
    return (_item(desk, link.origin, _found(link.origin, desk)) for link in _to(one, desk, "follows-up"))


def _found(item: str, desk: Desk) -> str:
    """Say of what kind it is and when it looked, so that earlier and later stand in their order."""
    other = desk.library.publications[item]
    return f"{desk.type_words(other)}, {day_view(other.published).words}"


def _replaces(one: Publication, desk: Desk) -> Iterable[LinkView]:
    note = f"replaced {day_view(one.published).words}"
    return (_item(desk, old, note) for old in one.supersedes)


def _replaced_by(one: Publication, desk: Desk) -> Iterable[LinkView]:
    """Give what replaces it beside what its notice names."""
    newest = desk.library.superseded_by.get(one.id)
    named = "" if newest is None or one.withdrawn is not None else newest.id
    return (_item(desk, link.origin) for link in _to(one, desk, "supersedes") if link.origin != named)


def _about_by(one: Publication, desk: Desk, wanted: Callable[[str], bool]) -> Iterator[LinkView]:
    for link in _to(one, desk, "about"):
        if wanted(desk.library.publications[link.origin].type):
            yield _item(desk, link.origin)


def _led_to(one: Publication, desk: Desk) -> Iterator[LinkView]:
    yield from _about_by(one, desk, lambda kind: kind not in DISSEMINATES and kind not in CHANGED)
    named = {link.origin for link in _to(one, desk, "about")}
    for link in _to(one, desk, "source"):
        if link.origin not in named:
            yield _item(desk, link.origin)


def _changed(one: Publication, desk: Desk) -> Iterable[LinkView]:
    return _about_by(one, desk, lambda kind: kind in CHANGED)


def _evidence_for(one: Publication, desk: Desk) -> Iterator[LinkView]:
    for link in _to(one, desk, "evidence"):
        record = desk.library.by_reference[link.action]
        yield LinkView(f"Action {link.action}", f"{desk.action_path(record)}#evidence", note=record.action.title)


def _messages(one: Publication, desk: Desk) -> Iterator[LinkView]:
    for link in _to(one, desk, "message"):
        theme = desk.library.registers.themes[link.origin]
        path = f"{desk.theme_path(theme.id)}#message-{link.message}"
        yield LinkView(theme.messages[link.message - 1].title, path, note=theme.label)


def _appeared_in(one: Publication, desk: Desk) -> Iterator[LinkView]:
    yield from _about_by(one, desk, lambda kind: kind in DISSEMINATES)
    yield from (_item(desk, link.origin) for link in _to(one, desk, "thing"))


def _mentioned_in(one: Publication, desk: Desk) -> Iterable[LinkView]:
    return (_item(desk, link.origin) for link in _to(one, desk, "text"))


def _priorities(one: Publication, desk: Desk) -> Iterable[LinkView]:
    known = desk.library.registers.priorities
    return (LinkView(known[name].label, f"priorities/{name}/") for name in one.priorities)


def _schemes(one: Publication, desk: Desk) -> Iterator[LinkView]:
    known = desk.library.registers.framework.schemes
    for scheme, values in one.schemes:
        for value in values:
            yield value_link(known[scheme], known[scheme].values[value])


def _agencies(one: Publication, desk: Desk) -> Iterable[LinkView]:
    return (LinkView(desk.agency_name(name), f"agencies/{name}/") for name in one.agencies)


def _roles(one: Publication, desk: Desk) -> Iterable[LinkView]:
    known = desk.library.registers.roles
    return (LinkView(known[name].label, f"roles/{name}/") for name in one.roles)


_GROUPS: tuple[tuple[str, Callable[[Publication, Desk], Iterable[LinkView]]], ...] = (
    ("Arises from", _arises_from),
    ("Looks again at", _follows_up),
    ("Looked at again by", _followed_up_by),
    ("Replaces", _replaces),
    ("Replaced by", _replaced_by),
    ("Led to", _led_to),
    ("Changed by it", _changed),
    ("Evidence for", _evidence_for),
    ("What its themes keep telling us", _messages),
    ("Appeared in", _appeared_in),
    ("Mentioned in", _mentioned_in),
    ("Our priority", _priorities),
    ("Where our framework puts it", _schemes),
    ("Most useful to", _roles),
    ("Agencies concerned", _agencies),
)
"""The groups in the order in which they stand, each with how its links are found."""
