"""Dates for people's own calendars: events on both sites, and for professionals the days by which actions and reviews of documents are due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain
from typing import NamedTuple

from learning_loop.derive.agenda import Moment, deciding_items, derive_agenda
from learning_loop.derive.library import ActionRecord
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Event, Publication
from learning_loop.present.calendar_entries import action_entry, agenda_entry, event_entry, review_entry
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    CalendarEntry,
    CalendarGroup,
    CalendarLink,
    CalendarsPage,
    CalendarView,
    ContentsEntry,
    LinkView,
    SubscribeView,
)

CALENDARS = LinkView("Dates in your calendar", "calendar/")
EVENTS_FILE = f"{CALENDARS.path}events.ics"
DUE_FILE = f"{CALENDARS.path}due.ics"
PROGRAMME_FILE = f"{CALENDARS.path}programme.ics"

KEPT = timedelta(366)
"""How long an event stays in the calendar of all events after it has ended."""

_OPEN = frozenset({"overdue", "due-soon", "on-track"})
"""Flags of actions that are still to be delivered."""


class Calendar(NamedTuple):
    """A calendar that one can subscribe to, unmade."""

    path: str
    title: str
    about: str
    page: str
    """The path of the page that shows the same."""
    items: tuple[str, ...]
    """The ids of the items whose cards decide it."""
    entries: Callable[[], Iterator[CalendarEntry]]


def list_calendars(desk: Desk) -> list[Calendar]:
    """List all calendars of a site: its events, its programme, and for professionals what is due, by agency and by group too."""
    if desk.calendars is None:
        desk.calendars = [*_events(desk), *_programme(desk), *_due(desk)]
    return list(desk.calendars)


def calendar_view(calendar: Calendar, desk: Desk) -> CalendarView:
    """Make a calendar, its entries in the order of their days."""
    entries = sorted(calendar.entries(), key=lambda entry: (entry.starts.isoformat(), entry.uid))
    return CalendarView(
        f"{calendar.title} – {desk.site.name}{' for professionals' if desk.site.is_professional else ''}",
        calendar.about,
        desk.address(calendar.path),
        desk.address(calendar.page),
        tuple(entries),
    )


# Events


def event_path(one: Publication) -> str:
    """Give the path of one event's own calendar file."""
    return f"{CALENDARS.path}events/{one.lasting_id}.ics"


def events_with_files(desk: Desk) -> list[Publication]:
    """Give the events that have a calendar file: all but the withdrawn, those of the past too, so that no link to one breaks."""
    return [one for one in desk.library.by_type.get("event", ()) if one.withdrawn is None]


def event_view(one: Publication, desk: Desk) -> CalendarView:
    """Make the calendar file of one event."""
    return CalendarView("", "", "", "", (event_entry(one, desk),))


def add_link(one: Publication, desk: Desk) -> LinkView | None:
    """Give the link by which a reader takes an event into a calendar; none once it is over, cancelled or withdrawn."""
    if not isinstance(one.details, Event) or one.details.cancelled or one.withdrawn is not None:
        return None
    if one.details.ends.date() < desk.library.today:
        return None
    return LinkView("Add to your calendar", event_path(one))


def _events(desk: Desk) -> Iterator[Calendar]:
    events = events_with_files(desk)
    if not events:
        return
    since = desk.library.today - KEPT
    shown = [one for one in events if isinstance(one.details, Event) and one.details.ends.date() >= since]
    yield Calendar(
        EVENTS_FILE,
        "Events",
        "Forums, meetings and workshops, those of the last year and those to come.",
        "events/",
        tuple(one.id for one in shown),
        lambda: (event_entry(one, desk) for one in shown),
    )


# The programme


def agenda_of(desk: Desk) -> Sequence[Moment]:
    """Give the calendar of the partnership's work, as this audience may know it."""
    if desk.agenda is None:
        desk.agenda = derive_agenda(desk.library, internal=desk.audience is Audience.PROFESSIONAL)
    return desk.agenda


_OF_PROGRAMME = frozenset({"planned", "follow-up", "target", "framework"})
"""What no other calendar has: with nothing of these there is no calendar of the programme."""


def _programme(desk: Desk) -> Iterator[Calendar]:
    """Give the programme: what is still to be done, with the events to come; for professionals also by when documents are to be reviewed."""
    internal = desk.audience is Audience.PROFESSIONAL
    shown = [
        one
        for one in agenda_of(desk)
        if one.state in ("coming", "overdue") and (internal or one.what in ("planned", "event"))
    ]
    if not any(one.what in _OF_PROGRAMME for one in shown):
        return
    reviews = ", follow-ups of courses, and the days by which documents are to be reviewed" if internal else ""
    yield Calendar(
        PROGRAMME_FILE,
        "Our programme",
        f"Reviews and audits that are planned, meetings and events{reviews}.",
        "programme/calendar/",
        deciding_items(desk.library, shown, internal=internal),
        lambda: (agenda_entry(one, desk) for one in shown),
    )


# What is due: never on the public site


def _due(desk: Desk) -> Iterator[Calendar]:
    if desk.audience is not Audience.PROFESSIONAL:
        return
    library = desk.library
    dated = [one for one in library.publications.values() if _has_review_date(one, desk)]
    if library.actions or dated:
        yield Calendar(
            DUE_FILE,
            "Actions and documents that are due",
            "Every action that is not delivered on the day by which it is due, and every document on the day by which it is to be reviewed.",
            "desk/",
            _items_of(library.actions, dated),
            lambda: chain(_action_entries(library.actions, desk), (review_entry(one, desk) for one in dated)),
        )
    owned, watched = defaultdict(list), defaultdict(list)
    for record in library.actions:
        owned[record.action.owner].append(record)
        watched[record.action.monitored_by].append(record)
    for agency in library.registers.agencies.values():
        if records := owned[agency.id]:
            about = f"Actions of {agency.name} that are not delivered, on the days by which they are due."
            yield _due_of(f"agencies/{agency.id}", agency.short, about, records, desk)
    for group in library.registers.groups.values():
        if records := watched[group.id]:
            about = f"Actions watched by the {group.name} that are not delivered, on the days by which they are due."
            yield _due_of(f"groups/{group.id}", group.name, about, records, desk)


def _due_of(place: str, name: str, about: str, records: list[ActionRecord], desk: Desk) -> Calendar:
    return Calendar(
        f"{CALENDARS.path}{place}.ics",
        f"{name}: actions that are due",
        about,
        f"{place}/",
        _items_of(records),
        lambda: _action_entries(records, desk),
    )


def _action_entries(records: Iterable[ActionRecord], desk: Desk) -> Iterator[CalendarEntry]:
    return (action_entry(record, desk) for record in records if record.flag in _OPEN)


def _has_review_date(one: Publication, desk: Desk) -> bool:
    return one.review_due is not None and one.withdrawn is None and one.id not in desk.library.superseded_by


def _items_of(records: Iterable[ActionRecord], dated: Iterable[Publication] = ()) -> tuple[str, ...]:
    ids = {record.plan.id for record in records} | {record.source.id for record in records}
    return tuple(sorted(ids | {one.id for one in dated}))


# Pages


def calendar_link(calendar: Calendar, desk: Desk) -> CalendarLink:
    """Give the two addresses of a calendar."""
    address = desk.address(calendar.path)
    return CalendarLink(
        calendar.title,
        calendar.about,
        LinkView("Subscribe", f"webcal:{address.partition(':')[2]}", outside=True),
        LinkView(address, calendar.path),
    )


def subscribe_view(desk: Desk, path: str, text: str) -> SubscribeView | None:
    """Give the invitation to subscribe to the calendar at a path; none where there is no such calendar."""
    found = next((calendar for calendar in list_calendars(desk) if calendar.path == path), None)
    return (
        SubscribeView(text, calendar_link(found, desk), LinkView("How it works", f"{CALENDARS.path}#how"))
        if found
        else None
    )


def calendar_specs(desk: Desk) -> list[Spec]:
    """List the page of all calendars; there is none where there are no dates."""
    return [Spec(CALENDARS.path, present_calendars)] if list_calendars(desk) else []


def calendars_link(desk: Desk) -> tuple[LinkView, ...]:
    """Give the link to the page of all calendars, where there is one."""
    return (CALENDARS,) if list_calendars(desk) else ()


def calendar_groups(desk: Desk) -> tuple[CalendarGroup, ...]:
    """Give all calendars of a site, grouped; this is what a page about following the library shows."""
    calendars = list_calendars(desk)
    groups = (
        ("Everything", "all", [one for one in calendars if one.path in (EVENTS_FILE, PROGRAMME_FILE, DUE_FILE)]),
        ("By agency", "agencies", [one for one in calendars if one.page.startswith("agencies/")]),
        ("By monitoring group", "groups", [one for one in calendars if one.page.startswith("groups/")]),
    )
    return tuple(
        CalendarGroup(title, anchor, tuple(calendar_link(one, desk) for one in found))
        for title, anchor, found in groups
        if found
    )


_NOTES = (
    "Subscribe opens your calendar program, which then asks for new dates by itself, usually once or twice a day. It works with Outlook for Windows and for the Mac, Apple Calendar and Thunderbird.",
    "In Outlook on the web choose Add calendar, then Subscribe from web. In Google Calendar choose Other calendars, then From URL. Paste the address there. Google asks for new dates only about once a day.",
    "To take one event into your calendar, use Add to your calendar on its page. It is then yours, and does not change when the event does.",
    "An event that is cancelled stays in the calendar and is marked as cancelled. To end a subscription, delete the calendar in your program.",
)
_SIGN_IN = (
    "These dates are for professionals only. Your program must be able to sign in to this site as you do; if it cannot, download the file and import it, and do so again each month. "
    "Do not pass the address on, and do not subscribe with a private account."
)  # fmt: skip


def present_calendars(desk: Desk) -> CalendarsPage:
    """Make the page of all calendars."""
    groups = calendar_groups(desk)
    due = desk.audience is Audience.PROFESSIONAL
    intro = (
        "Our events, and the days by which actions and reviews of documents are due, in the calendar that you look at anyway."
        if due
        else "Our events in the calendar that you look at anyway."
    )
    return CalendarsPage(
        head=desk.head(CALENDARS.label, intro, CALENDARS.path),
        title=CALENDARS.label,
        issue_links=desk.issue_links(CALENDARS.label),
        contents=(*(ContentsEntry(one.title, one.anchor, str(len(one.calendars))) for one in groups), ContentsEntry("How it works", "how")),
        intro=intro,
        groups=groups,
        notes=(_SIGN_IN, *_NOTES) if due else _NOTES,
    )  # fmt: skip
