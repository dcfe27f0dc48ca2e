"""Which pages cannot have changed since the last build of a site.

An item is known in two parts. Its **text** stands on its own page alone: `derive.library` gives other pages no more than an outline. Its
**card** is everything else, outline included, which others may show. So a new sentence changes one page.

A changed card changes every list, and the pages of items near it: the page of an item shows the item, what it is linked with, what those
are linked with (the actions of the review that a briefing came from, say), and rows of the items that are suggested on it. A row shows the item
and counts of what names it (the actions of a review), so it changes with a changed item and with what that names. Three things reach further and
are remembered for themselves: whom a text mentions, what a review tells of earlier reviews of its themes, and which items are suggested. The last
may change with a text alone, and then the pages change on which it did. Everything else that pages show (registers
with what of their messages is visible, the day, the theme, the engine) is in `Memory.common`: where that differs, nothing is reused.

A list may be about some days only (`Spec.span`: the figures of a year). An item has a part in the days from its first to its last (`_span`): a
briefing in the day of its publication, a plan in every day from its first update on.
`tests/site/test_incremental_links.py` holds this against clean builds.
"""

from __future__ import annotations

import io
import pickle
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from learning_loop.derive.library import Library
from learning_loop.derive.seen import Seen, seen_before, theme_histories
from learning_loop.model.feedback import Feedback
from learning_loop.model.publication import (
    AnnualReport,
    Body,
    Event,
    Newsletter,
    Plan,
    Publication,
    Resource,
    Review,
    Training,
)
from learning_loop.present.emails import EmailSpec
from learning_loop.present.spec import Spec
from learning_loop.reading.digest import digest_of

MANY = 200
"""Changed items from which every page is made: looking for what is unaffected would not pay."""


class Source(NamedTuple):
    """An item before it was narrowed."""

    whole: Publication
    card: str
    """Its `card_of`, kept from when it was read."""
    digest: str
    """Of its file."""


class Memory(NamedTuple):
    """What is remembered of a site for its next build."""

    common: str
    """Digest of everything that all pages depend on."""
    texts: dict[str, str]
    """Digest of what an item's own page alone may show, as this audience may know it."""
    cards: dict[str, str]
    """Digest of what other pages may show of it too."""
    links: dict[str, tuple[str, ...]]
    """The ids that an item names in its fields."""
    mentions: dict[str, tuple[str, ...]]
    """The ids that its text links to. They show its title, and it shows nothing of them: so a title that every page links to is no neighbour."""
    seen: dict[str, str]
    """Digest of what a review's page tells of earlier reviews of its themes, however far from it."""
    related: dict[str, tuple[str, ...]]
    """The items that are suggested on an item's page: their rows stand there."""
    spans: dict[str, tuple[int, int]]
    """The first and last day, as ordinals, on which an item can count for anything."""
    keys: dict[str, str]
    """The key of every page, by its path."""


class Reach(NamedTuple):
    """How far the changes since the last build reach."""

    items: set[str]
    """The items whose pages may differ."""
    lists: bool
    """Whether lists and counts may differ."""
    spans: frozenset[tuple[int, int]] = frozenset()
    """The days in which the changed items have a part, as they were and as they are."""

    def touches(self, spec: Spec | EmailSpec) -> bool:
        """Say whether a page or an e-mail may differ."""
        if spec.span is not None:
            first, last = spec.span[0].toordinal(), spec.span[1].toordinal()
            return any(begins <= last and ends >= first for begins, ends in self.spans)
        return spec.item in self.items or (self.lists and (spec.wide or not spec.item))


def remember(library: Library, sources: Mapping[str, Source], common: str) -> Memory:
    """Note what decides the pages of a site; the keys are filled in when the pages are made."""
    texts, cards = {}, {}
    for one in library.publications.values():
        source, body = sources[one.id], library.texts[one.id]
        texts[one.id] = source.digest if body is source.whole.body else _text_of(source.digest, body)
        same = all(new is old for new, old in zip(_fields(one), _fields(source.whole), strict=True))
        fields = source.card if same else card_of(one)
        asks = (part for ask in body.asks for part in ask)
        mentioned = (link.target for link in one.body.links)
        cards[one.id] = digest_of(
            fields, str(body.minutes), str(body.one_side), *body.questions, "asks", *asks, "mentions", *mentioned
        )
    links, mentions = _links_of(library)
    return Memory(
        common,
        texts,
        cards,
        links,
        mentions,
        _seen_of(library),
        {},
        {one.id: _span(one, _told(one, library)) for one in library.publications.values()},
        {},
    )


def _span(one: Publication, told: Sequence[Feedback]) -> tuple[int, int]:
    """Give the first and last day on which an item can count for anything, as ordinals.

    What recommends or promises something counts until it is answered, so its last day is the last of all. An item is named on the days on which
    people told us something about it or its actions, and on which that was decided.
    """
    days = [one.published]
    days += [day for entry in told for day in (entry.heard_on, entry.decided_on or date.max)]
    details = one.details
    if isinstance(details, Plan):
        days += [update.on for action in details.actions for update in action.updates]
    elif isinstance(details, Event):
        days.append(details.starts.date())
    elif isinstance(details, Training):
        days += details.dates
    elif isinstance(details, Newsletter | AnnualReport):
        first = int(details.year[:4] if isinstance(details, AnnualReport) else details.term[-4:])
        days += [date(first, 1, 1), date(first + 1, 12, 31)]
    lasts = isinstance(details, Plan | Review | Resource)
    return min(days).toordinal(), date.max.toordinal() if lasts else max(days).toordinal()


def _told(one: Publication, library: Library) -> list[Feedback]:
    """Give what people told us about an item or, of a plan, about its actions."""
    names = (one.id, *(record.reference for record in library.actions_of.get(one.id, ())))
    return [entry for name in names for entry in library.feedback_about.get(name, ())]


def card_of(one: Publication) -> str:
    """Give a digest of everything about an item but its text, equal for equal items in whatever run they were made."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.fast = True
    pickler.dump(_fields(one))
    return digest_of(buffer.getvalue())


def _fields(one: Publication) -> tuple[object, ...]:
    return one[: Publication._fields.index("body")]


def _text_of(digest: str, body: Body) -> str:
    return digest_of(digest, body.digest, *(f"{link.scheme} {link.target}" for link in body.links))


def _links_of(library: Library) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Give what each item names in its fields and in its text."""
    links, mentions = {}, {}
    for item, named in library.links_from.items():
        if fields := tuple(link.target for link in named if link.kind != "text"):
            links[item] = fields
        if len(fields) < len(named):
            mentions[item] = tuple(link.target for link in named if link.kind == "text")
    # A page of one item that people spoke of names the others that they spoke of, so all of them lie beside one another.
    plan_of = {record.reference: record.plan.id for record in library.actions}
    for one in library.registers.feedback:
        links[one.ref] = (*one.items, *(plan_of[action] for action in one.actions))
    return links, mentions


def _seen_of(library: Library) -> dict[str, str]:
    histories = theme_histories(library)

    def told(seen: Seen) -> str:
        newest = [library.publications[item] for item in seen.newest]
        return repr(
            (
                seen,
                [
                    (one.title, one.people, one.published.year, len(library.open_recommendations[one.id]))
                    for one in newest
                ],
            )
        )

    found = {}
    for one in library.by_type.get("review", ()):
        if seen := seen_before(one, histories):
            found[one.id] = digest_of(*map(told, seen))
    return found


def find_reach(before: Memory | None, now: Memory) -> Reach | None:
    """Say which pages may differ from the last build's; None when all may."""
    if before is None or before.common != now.common:
        return None
    texts = _changed(before.texts, now.texts)
    cards = _changed(before.cards, now.cards)
    if len(cards) > MANY:
        return None
    listed = _changed(before.related, now.related)
    if not cards:
        return Reach(texts | listed, lists=False)
    told = _changed(before.seen, now.seen)
    for mentions in (before.mentions, now.mentions):
        told.update(*(mentions.get(item, ()) for item in cards))
    beside = _neighbours((before.links, now.links))
    near = cards.union(*(beside[item] for item in cards))
    affected = texts | told | listed | near.union(*(beside[item] for item in near))
    rows = cards.union(*(links.get(item, ()) for links in (before.links, now.links) for item in cards))
    affected.update(item for item, suggested in now.related.items() if not rows.isdisjoint(suggested))
    spans = frozenset(known[item] for known in (before.spans, now.spans) for item in cards if item in known)
    return Reach(affected, lists=True, spans=spans)


def _changed(before: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    return {item for item in before.keys() | now.keys() if before.get(item) != now.get(item)}


def _neighbours(graphs: Iterable[Mapping[str, tuple[str, ...]]]) -> defaultdict[str, set[str]]:
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for links in graphs:
        for item, named in links.items():
            for other in named:
                beside[item].add(other)
                beside[other].add(item)
    return beside
