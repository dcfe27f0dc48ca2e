"""What a change reaches beyond its own page: feeds, e-mails and the pages of themes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import derive_library
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Newsletter, Publication
from learning_loop.present.desk import Desk
from learning_loop.present.emails import SENT
from learning_loop.present.feeds import list_feeds
from learning_loop.present.site import present_site
from learning_loop.reporting.actions import ActionChange
from learning_loop.reporting.edition import Edition
from learning_loop.reporting.items import ItemChange


class FeedChange(NamedTuple):
    """What followers of one feed will notice."""

    audience: Audience
    label: str
    new: int
    """Entries that were not there before."""
    changed: int
    """Entries that carry a later day than before."""
    gone: int


class EmailChange(NamedTuple):
    """An e-mail that is made anew."""

    one: Publication
    audiences: tuple[Audience, ...]
    """To whom it is addressed."""
    is_new: bool
    """Whether readers have not seen the item before, so that it is yet to be sent."""
    carried: tuple[Publication, ...]
    """Items that changed and that it carries; empty when it changed itself."""


def compare_feeds(
    base: Edition, head: Edition, audiences: Iterable[Audience], day: date
) -> tuple[FeedChange, ...] | None:
    """Give the feeds that differ as on a day; None when an error stands in one of the editions, which then has no feeds."""
    if not (base.whole and head.whole):
        return None
    found = []
    for audience in audiences:
        old, new = (_feeds(edition, audience, day) for edition in (base, head))
        for name, (label, entries) in new.items():
            before = old[name][1] if name in old else {}
            fresh = sum(1 for entry in entries if entry not in before)
            moved = sum(1 for entry, updated in entries.items() if entry in before and before[entry] != updated)
            gone = sum(1 for entry in before if entry not in entries)
            if fresh or moved or gone:
                found.append(FeedChange(audience, label, fresh, moved, gone))
    return tuple(found)


def _feeds(edition: Edition, audience: Audience, day: date) -> dict[str, tuple[str, dict[str, date]]]:
    """Give the days of each feed's entries by their permanent ids."""
    narrowed = Catalogue(edition.publications, edition.registers).for_audience(audience, day)
    library = derive_library(narrowed, day)
    desk = Desk(library, present_site(library, audience, {}), audience, {})
    return {feed.name: (feed.label, {entry.id: entry.updated for entry in feed.entries}) for feed in list_feeds(desk)}


def find_emails(changes: Sequence[ItemChange], publications: Mapping[str, Publication]) -> tuple[EmailChange, ...]:
    """Give the e-mails that are made anew: of issues that changed, and of those that show the title of an item that did."""
    changed = {change.one.id: change for change in changes}
    shown = {
        id_ for id_, change in changed.items()
        if change.after is not None and (change.before is None or {"title", "summary"} & set(change.fields))
    }  # fmt: skip
    found = []
    for one in publications.values():
        if one.type not in SENT or one.withdrawn is not None:
            continue
        carried = [other for other in _carried(one) if other in shown]
        own = changed.get(one.id)
        if own is not None or carried:
            to = (Audience.PUBLIC, Audience.PROFESSIONAL) if one.audience is Audience.PUBLIC else (one.audience,)
            items = () if own is not None else tuple(changed[other].one for other in carried)
            is_new = own is not None and own.fate in ("new", "later", "opened", "rescheduled")
            found.append(EmailChange(one, to, is_new, items))
    return tuple(sorted(found, key=lambda email: (-email.one.published.toordinal(), email.one.id)))


def _carried(one: Publication) -> Iterable[str]:
    things = one.details.three_things if isinstance(one.details, Newsletter) else ()
    return dict.fromkeys((*one.about, *(thing.link for thing in things if thing.link)))


def find_themes(
    changes: Sequence[ItemChange], actions: Sequence[ActionChange], publications: Mapping[str, Publication]
) -> tuple[str, ...]:
    """Give the ids of the themes whose pages list something that changed, in the order in which they are met."""
    met: dict[str, None] = {}
    for change in changes:
        for side in (change.after, change.before):
            met |= dict.fromkeys(side.themes if side is not None else ())
    for turned in actions:
        source = publications.get(getattr(turned.plan.details, "source", ""))
        met |= dict.fromkeys((*turned.plan.themes, *(source.themes if source is not None else ())))
    return tuple(met)
