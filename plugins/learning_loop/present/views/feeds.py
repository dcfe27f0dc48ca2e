"""Views of feeds: what a feed says of itself and of each of its entries; and of the pages that lead to feeds."""

from __future__ import annotations

from typing import ClassVar, Literal

from markupsafe import Markup

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import (
    DateView,
    FactView,
    FeedLinks,
    FilterGroup,
    LinkView,
    PageView,
)
from learning_loop.present.views.calendar import CalendarLink
from learning_loop.present.views.items import ArticlePage


@dataclass(frozen=True, slots=True)
class CategoryView:
    term: str
    """The id: 'neglect'."""
    scheme: str
    """What it is an id of: the whole address of the list of themes, say."""
    label: str


@dataclass(frozen=True, slots=True)
class EnclosureView:
    title: str
    address: str
    """Whole."""
    media_type: str
    """'application/pdf'."""
    size: int
    """In bytes."""
    about: str
    """'PDF, 1.4 MB'."""


@dataclass(frozen=True, slots=True)
class EntryPoint:
    title: str
    text: str = ""
    link: LinkView | None = None
    after: str = ""
    """What follows the link, after a colon."""


@dataclass(frozen=True, slots=True)
class EntryPart:
    title: str
    points: tuple[EntryPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry of a feed, whole. Addresses are whole but those of links, whose paths are the site's own."""

    id: str
    """Permanent, 'urn:uuid:…': made of the item's id, never of its title or address."""
    title: str
    address: str
    published: str
    """'2026-05-12'."""
    updated: str
    """The same or later."""
    summary: str
    """Plain text."""
    rights: str = ""
    categories: tuple[CategoryView, ...] = ()
    enclosures: tuple[EnclosureView, ...] = ()
    notice: str = ""
    """What to know before reading: it was withdrawn, replaced, is for professionals."""
    notice_link: LinkView | None = None
    content_note: str = ""
    facts: tuple[FactView, ...] = ()
    opening: tuple[EntryPart, ...] = ()
    """What stands before the text."""
    html: Markup
    """The text."""
    parts: tuple[EntryPart, ...] = ()
    """What stands after the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """What a feed says of itself."""

    id: str
    title: str
    """Names the filter and the library: 'Neglect – Learning Loop'."""
    about: str
    page: str
    """The whole address of the page that shows the same."""
    updated: str
    """The day of its newest change."""
    rights: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed in the list of all feeds."""

    anchor: str
    label: str
    page: LinkView
    feed: FeedLinks


@dataclass(frozen=True, slots=True)
class FeedGroup:
    title: str
    anchor: str
    about: str
    rows: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPage(ArticlePage):
    """How to follow the library: the partnership's own text where it has one, then every feed.

    Anchors: feeds, those of the groups and of the rows, calendars.
    """

    kind: ClassVar[str] = "follow"
    how: tuple[EntryPoint, ...]
    """What a feed is and how to use it, in steps."""
    opml: LinkView
    groups: tuple[FeedGroup, ...]
    calendars: tuple[CalendarLink, ...]
    """Those of everything; the others stand on the page of calendars."""
    all_calendars: LinkView | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Something that happened to a published document."""

    date: DateView
    kind: Literal["changed", "replaced", "withdrawn"]
    words: str
    """'Changed', 'Replaced', 'Withdrawn'."""
    mark: str
    """The icon of the document's type; '' for a page."""
    link: LinkView
    """The document; the note is its type."""
    note: str
    """What changed; may be empty."""
    by: LinkView | None = None
    """What took its place."""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    title: str
    """'May 2026'."""
    anchor: str
    rows: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(PageView):
    """What changed on the site after it was published. Anchors: those of the groups."""

    kind: ClassVar[str] = "changes"
    intro: str
    total: str
    filters: tuple[FilterGroup, ...]
    groups: tuple[ChangeGroup, ...]
    older: LinkView | None = None
