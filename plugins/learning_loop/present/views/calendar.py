"""Views of dates: the entries of calendar files, the invitation to subscribe, and the page that lists the calendars."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import LinkView, PageView


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event, or a day by which something is due."""

    uid: str
    """Permanent: no title and no address is part of it."""
    title: str
    starts: datetime | date
    """Local time; a day alone for what has no hour."""
    ends: datetime | date
    """When it is over; of a day alone the last day, itself included."""
    address: str
    """Its page, in full."""
    text: str
    """What it is about, in plain paragraphs."""
    place: str
    categories: tuple[str, ...]
    made: date
    changed: date
    """The last day on which something about it changed, by its dated records."""
    version: int
    """Grows with every change."""
    cancelled: bool = False
    private: bool = False
    """Whether only professionals may know of it."""


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A calendar file: one event, or everything that one can subscribe to."""

    title: str
    about: str
    address: str
    """Its own, in full."""
    page: str
    """The page that shows the same, in full."""
    entries: tuple[CalendarEntry, ...]


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """A calendar that one can subscribe to."""

    title: str
    about: str
    subscribe: LinkView
    """By webcal:, which a calendar program opens."""
    address: LinkView
    """By https:, for programs into which one pastes an address, and to look at the file once."""


@dataclass(frozen=True, slots=True)
class SubscribeView:
    """The invitation to subscribe, beside the list of the same dates."""

    text: str
    calendar: CalendarLink
    how: LinkView
    """The page that explains it."""


@dataclass(frozen=True, slots=True)
class CalendarGroup:
    title: str
    anchor: str
    calendars: tuple[CalendarLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsPage(PageView):
    """All calendars with how to subscribe. Anchors: those of the groups, how."""

    kind: ClassVar[str] = "calendars"
    intro: str
    groups: tuple[CalendarGroup, ...]
    notes: tuple[str, ...]
    """How it works, a sentence or two each."""
