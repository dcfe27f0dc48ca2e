"""The feeds of a site: everything, and what is new of each type, theme, agency and role; states of actions; changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from heapq import merge
from typing import NamedTuple

from learning_loop.derive.changes import (
    Amendment,
    StatusChange,
    derive_amendments,
    derive_status_changes,
)
from learning_loop.derive.good_practice import good_practice_items
from learning_loop.model.kinds import BULLETIN, KINDS, NEWSLETTER, PAGE
from learning_loop.model.publication import Plan, Publication
from learning_loop.present.desk import Desk
from learning_loop.present.feed_entries import (
    amendment_id,
    item_id,
    present_amendment,
    present_publication,
    present_status_change,
    status_id,
    updated_on,
)
from learning_loop.present.feed_links import (
    ACTIONS,
    CHANGES,
    EVERYTHING,
    GOOD_PRACTICE_FEED,
    agency_feed,
    feed_path,
    feed_title,
    permanent_id,
    role_feed,
    theme_feed,
    type_feed,
)
from learning_loop.present.good_practice import GOOD_PRACTICE
from learning_loop.present.listings import WORDS, listing_path
from learning_loop.present.register_entry import AGENCIES, ROLES
from learning_loop.present.themes import GROUPS
from learning_loop.present.views import EntryView, FeedView
from learning_loop.present.words import lower_first


class Entry(NamedTuple):
    """An entry of a feed, not yet made."""

    id: str
    """Its own among all entries of a site."""
    published: date
    """Newest first is by this day."""
    updated: date
    items: tuple[str, ...]
    """The item that it shows, and those of which it shows the title."""
    make: Callable[[Desk, bool], EntryView]
    """Makes it, whole or as it stands in an archive: with its summary alone."""
    shared: bool = False
    """Whether other feeds have it too."""


class Feed(NamedTuple):
    """A feed, its entries not yet made."""

    name: str
    """'themes/neglect'."""
    group: str
    """Under which heading it stands in the list of feeds."""
    label: str
    about: str
    page: str
    """The path of the page that shows the same."""
    follow: str
    """'Follow this theme'."""
    entries: Sequence[Entry]
    """Newest first."""

    @property
    def path(self) -> str:
        """Its path, without the ending that tells its format."""
        return feed_path(self.name)


MAIN = "Everything"
TYPES = "Kinds of document"
SITE_MAP = "site-map/"
"""Where the pages about the library stand; they have no list of their own."""


Rows = Callable[[Iterable[Publication]], list[Entry]]


def list_feeds(desk: Desk) -> list[Feed]:
    """List every feed of a site; entries are shared between them, and none is made."""
    known = {one.id: _entry(one, desk) for one in desk.library.publications.values()}

    def rows(publications: Iterable[Publication]) -> list[Entry]:
        return [known[one.id] for one in publications]

    return [
        _everything_feed(desk, rows),
        _status_feed(desk),
        _changes_feed(desk),
        _good_practice_feed(desk, rows),
        *_type_feeds(desk, rows),
        *_theme_feeds(desk, rows),
        *_agency_feeds(desk, rows),
        *_role_feeds(desk, rows),
    ]


def _everything_feed(desk: Desk, rows: Rows) -> Feed:
    return Feed(
        EVERYTHING,
        MAIN,
        "Everything new",
        f"Everything that {desk.site.short} publishes in this library, newest first.",
        "all/",
        "Follow everything new",
        rows(merge(desk.library.newest_first, desk.library.by_type.get(PAGE.name, ()), key=_newest_first)),
    )


def _good_practice_feed(desk: Desk, rows: Rows) -> Feed:
    return Feed(
        GOOD_PRACTICE_FEED,
        MAIN,
        GOOD_PRACTICE.label,
        "Reviews and audits that name what worked, practice guidance, and everything else about good practice, newest first.",
        GOOD_PRACTICE.path,
        "Follow good practice",
        rows(good_practice_items(desk.library)),
    )


def _newest_first(one: Publication) -> tuple[int, str]:
    """Give the order of the library's lists, of which that of everything new leaves pages out."""
    return -one.published.toordinal(), one.id


def _type_feeds(desk: Desk, rows: Rows) -> Iterator[Feed]:
    first = (NEWSLETTER, BULLETIN)
    for kind in (*first, *(kind for kind in KINDS if kind not in first)):
        yield Feed(
            type_feed(kind),
            TYPES,
            kind.plural,
            WORDS[kind.name].intro,
            SITE_MAP if kind is PAGE else listing_path(kind),
            f"Follow {lower_first(kind.plural)}",
            rows(desk.library.by_type.get(kind.name, ())),
        )


def _theme_feeds(desk: Desk, rows: Rows) -> Iterator[Feed]:
    for group, title in GROUPS.items():
        for theme in desk.library.registers.themes.values():
            if theme.group == group:
                yield Feed(
                    theme_feed(theme.id),
                    f"Themes: {lower_first(title)}",
                    theme.label,
                    theme.definition,
                    desk.theme_path(theme.id),
                    "Follow this theme",
                    rows(desk.library.by_theme.get(theme.id, ())),
                )


def _agency_feeds(desk: Desk, rows: Rows) -> Iterator[Feed]:
    for agency in desk.library.registers.agencies.values():
        yield Feed(
            agency_feed(agency.id),
            "Agencies",
            agency.name,
            f"What is published in this library that concerns {agency.name}.",
            f"{AGENCIES.path}{agency.id}/",
            "Follow this agency",
            rows(desk.library.by_agency.get(agency.id, ())),
        )


def _role_feeds(desk: Desk, rows: Rows) -> Iterator[Feed]:
    for role in desk.library.registers.roles.values():
        yield Feed(
            role_feed(role.id),
            "Roles",
            role.label,
            f"What is published in this library for this role: {role.label}.",
            f"{ROLES.path}{role.id}/",
            "Follow this role",
            rows(desk.library.by_role.get(role.id, ())),
        )


def _entry(one: Publication, desk: Desk) -> Entry:
    newer = desk.library.superseded_by.get(one.id)
    others = [*one.about, *((newer.id,) if newer else ())]
    if isinstance(one.details, Plan):
        others.append(one.details.source)
    return Entry(
        item_id(one),
        one.published,
        updated_on(one, desk.library.today),
        (one.id, *others),
        partial(present_publication, item=one.id),
        shared=True,
    )


def _status_feed(desk: Desk) -> Feed:
    changes = derive_status_changes(desk.library.actions, desk.library.today)
    return Feed(
        ACTIONS,
        MAIN,
        "What became of actions",
        "Actions that were answered, delivered or overdue, and what came of them, newest first.",
        "actions/",
        "Follow what becomes of actions",
        [_status_entry(change) for change in changes],
    )


def _status_entry(change: StatusChange) -> Entry:
    return Entry(
        status_id(change),
        change.on,
        change.on,
        (change.record.plan.id, change.record.source.id),
        partial(present_status_change, change=change),
    )


def _changes_feed(desk: Desk) -> Feed:
    return Feed(
        CHANGES,
        MAIN,
        "What changed",
        "Corrections, replacements and withdrawals: what changed in documents after they were published.",
        "changes/",
        "Follow changes",
        [_amendment_entry(change) for change in derive_amendments(desk.library)],
    )


def _amendment_entry(change: Amendment) -> Entry:
    return Entry(
        amendment_id(change),
        change.on,
        change.on,
        (change.one.id, *((change.by.id,) if change.by else ())),
        partial(present_amendment, change=change),
    )


def newest_day(desk: Desk, feed: Feed) -> date:
    """Give the day of a feed's newest change. One without entries is as old as the library's newest document."""
    if feed.entries:
        return max(entry.updated for entry in feed.entries)
    return desk.library.newest_first[0].published if desk.library.newest_first else desk.library.today


def present_feed(desk: Desk, feed: Feed) -> FeedView:
    """Say what a feed is."""
    return FeedView(
        id=permanent_id(desk, "feed", feed.name),
        title=feed_title(desk, feed.label),
        about=feed.about,
        page=desk.address(feed.page),
        updated=newest_day(desk, feed).isoformat(),
        rights=f"© {desk.site.partnership}",
    )
