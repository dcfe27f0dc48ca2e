"""Calendar files as bytes: iCalendar (RFC 5545, with the names of RFC 7986), the same bytes for the same entries.

Written here and not by a library: at a millisecond an entry, a thousand actions would cost a second (decision 0016). Tests read every
file with two libraries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from learning_loop.model.publication import Publication
from learning_loop.outputs.data import DataSet
from learning_loop.present.calendars import (
    Calendar,
    calendar_view,
    event_path,
    event_view,
    events_with_files,
    list_calendars,
)
from learning_loop.present.desk import Desk
from learning_loop.present.views import CalendarEntry, CalendarView

MEDIA_TYPE = "text/calendar; charset=utf-8"

ZONE = "Europe/London"

_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT",
    "TZNAME:BST",
    "DTSTART:19960331T010000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:GMT",
    "DTSTART:19961027T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""The clocks change at one in the morning, universal time, on the last Sundays of March and October (Summer Time Order 2002; the same days since 1996)."""

_REFRESH = "PT12H"
"""How long a calendar program should wait before it asks again."""

_WIDTH = 75
"""Most octets of a line, without its end."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_sets(desk: Desk) -> list[DataSet]:
    """Give all calendar files of a site, unmade: a set for the files of single events, and one for each calendar."""
    events = events_with_files(desk)
    sets = (
        [DataSet("calendar files of events", tuple(one.id for one in events), partial(_event_files, events, desk))]
        if events
        else []
    )
    return [*sets, *(DataSet(one.path, one.items, partial(_calendar_file, one, desk)) for one in list_calendars(desk))]


def _event_files(events: Iterable[Publication], desk: Desk) -> Iterator[tuple[str, bytes]]:
    for one in events:
        yield event_path(one), render_calendar(event_view(one, desk))


def _calendar_file(calendar: Calendar, desk: Desk) -> Iterator[tuple[str, bytes]]:
    yield calendar.path, render_calendar(calendar_view(calendar, desk))


def render_calendar(view: CalendarView) -> bytes:
    """Give a calendar file. One without a title is to be taken in once; one with a title can be subscribed to."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Learning Loop//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if view.title:
        lines += [
            f"NAME:{escape(view.title)}",
            f"X-WR-CALNAME:{escape(view.title)}",
            f"DESCRIPTION:{escape(view.about)}",
            f"X-WR-CALDESC:{escape(view.about)}",
            f"X-WR-TIMEZONE:{ZONE}",
            f"URL:{view.page}",
            f"SOURCE;VALUE=URI:{view.address}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
            f"X-PUBLISHED-TTL:{_REFRESH}",
        ]
    if any(isinstance(entry.starts, datetime) for entry in view.entries):
        lines += _ZONE_LINES
    for entry in view.entries:
        lines += _entry_lines(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def _entry_lines(entry: CalendarEntry) -> Iterator[str]:
    whole_day = not isinstance(entry.starts, datetime)
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_midnight(entry.changed)}"
    yield f"CREATED:{_midnight(entry.made)}"
    yield f"LAST-MODIFIED:{_midnight(entry.changed)}"
    yield f"SEQUENCE:{entry.version}"
    yield f"DTSTART{_when(entry.starts)}"
    yield f"DTEND{_when(entry.ends + timedelta(1) if whole_day else entry.ends)}"
    yield f"SUMMARY:{escape(entry.title)}"
    yield f"DESCRIPTION:{escape(entry.text)}"
    if entry.place:
        yield f"LOCATION:{escape(entry.place)}"
    yield f"CATEGORIES:{','.join(map(escape, entry.categories))}"
    yield f"URL:{entry.address}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield f"CLASS:{'PRIVATE' if entry.private else 'PUBLIC'}"
    yield f"TRANSP:{'TRANSPARENT' if whole_day or entry.cancelled else 'OPAQUE'}"
    yield "END:VEVENT"


def _midnight(day: date) -> str:
    return f"{day:%Y%m%d}T000000Z"


def _when(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        return f";TZID={ZONE}:{moment:%Y%m%dT%H%M%S}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


def escape(text: str) -> str:
    """Give a text as a value: no separator of it separates, and no control character is left."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")).translate(_ESCAPED)


def fold(line: str) -> str:
    """Break a line that is too long, between characters and never within one; what follows begins with a space."""
    if len(line) <= _WIDTH and line.isascii():
        return line
    data = line.encode()
    if len(data) <= _WIDTH:
        return line
    parts = []
    room = _WIDTH
    while len(data) > room:
        cut = room
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(data[:cut])
        data = data[cut:]
        room = _WIDTH - 1
    return b"\r\n ".join([*parts, data]).decode()
