"""Calendar files, read back by two libraries that know nothing of each other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from learning_loop.outputs.calendar_files import escape, fold, render_calendar
from learning_loop.present.views import CalendarEntry, CalendarView

LONDON = ZoneInfo("Europe/London")
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85"), max_size=300)


def entry(starts: datetime | date, ends: datetime | date, **changes: object) -> CalendarEntry:
    given: dict[str, object] = {
        "uid": "3ad4b202-ce24-8e0f-bd56-8ee71cc385c2",
        "title": "A forum",
        "address": "https://learning.example/events/forum/",
        "text": "What it is about.",
        "place": "A hall",
        "categories": ("Forum",),
        "made": date(2026, 1, 5),
        "changed": date(2026, 2, 6),
        "version": 32,
    }
    return CalendarEntry(starts=starts, ends=ends, **(given | changes))  # type: ignore[arg-type]


def calendar(*entries: CalendarEntry, title: str = "Events") -> bytes:
    return render_calendar(
        CalendarView(title, "Ours.", "https://learning.example/calendar/events.ics", "https://learning.example/events/", entries)
    )  # fmt: skip


def read(data: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event


def read_again(data: bytes) -> vobject.base.Component:
    return vobject.readOne(data.decode()).vevent


FORUM = entry(datetime(2026, 7, 2, 13, 30), datetime(2026, 7, 2, 16, 0))


def test_everything_about_an_event_is_read_back() -> None:
    event = read(calendar(FORUM))
    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "CLASS", "TRANSP")} == {
        "UID": FORUM.uid, "SUMMARY": "A forum", "DESCRIPTION": "What it is about.", "LOCATION": "A hall",
        "URL": "https://learning.example/events/forum/", "STATUS": "CONFIRMED", "CLASS": "PUBLIC", "TRANSP": "OPAQUE",
    }  # fmt: skip
    assert (event["SEQUENCE"], event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt, event["CREATED"].dt) == (
        32, datetime(2026, 2, 6, tzinfo=UTC), datetime(2026, 2, 6, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC),
    )  # fmt: skip
    assert event.errors == []


def test_a_calendar_to_subscribe_to_says_what_it_is_and_when_to_ask_again() -> None:
    read_back = icalendar.Calendar.from_ical(calendar(FORUM))
    assert read_back.errors == []
    assert (read_back["VERSION"], read_back["METHOD"], str(read_back["NAME"]), str(read_back["X-WR-CALNAME"])) == (
        "2.0", "PUBLISH", "Events", "Events",
    )  # fmt: skip
    assert read_back["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert read_back["SOURCE"] == "https://learning.example/calendar/events.ics"
    single = icalendar.Calendar.from_ical(calendar(FORUM, title=""))
    assert not {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "SOURCE"} & set(single)


def test_a_cancelled_event_stays_and_takes_no_time() -> None:
    event = read(calendar(entry(FORUM.starts, FORUM.ends, cancelled=True, private=True)))
    assert (event["STATUS"], event["TRANSP"], event["CLASS"]) == ("CANCELLED", "TRANSPARENT", "PRIVATE")


def test_a_day_by_which_something_is_due_has_no_hour() -> None:
    data = calendar(entry(date(2026, 3, 31), date(2026, 3, 31), place=""))
    event = read(data)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 3, 31), date(2026, 4, 1))
    assert (event["TRANSP"], "LOCATION" in event) == ("TRANSPARENT", False)
    assert b"VTIMEZONE" not in data


def test_an_empty_calendar_can_be_read() -> None:
    assert list(icalendar.Calendar.from_ical(calendar()).walk("VEVENT")) == []


# The clocks: in 2026 they go forward on 29 March and back on 25 October


@pytest.mark.parametrize(
    ("starts", "ends", "in_universal_time"),
    [
        ("2026-03-28 13:00", "2026-03-28 16:00", ("2026-03-28 13:00", "2026-03-28 16:00")),
        ("2026-03-30 13:00", "2026-03-30 16:00", ("2026-03-30 12:00", "2026-03-30 15:00")),
        ("2026-10-24 13:00", "2026-10-24 16:00", ("2026-10-24 12:00", "2026-10-24 15:00")),
        ("2026-10-26 13:00", "2026-10-26 16:00", ("2026-10-26 13:00", "2026-10-26 16:00")),
        ("2026-03-28 18:00", "2026-03-29 10:00", ("2026-03-28 18:00", "2026-03-29 09:00")),
        ("2026-10-24 18:00", "2026-10-25 10:00", ("2026-10-24 17:00", "2026-10-25 10:00")),
        ("2026-03-29 02:00", "2026-03-29 03:00", ("2026-03-29 01:00", "2026-03-29 02:00")),
        ("2026-10-25 02:00", "2026-10-25 03:00", ("2026-10-25 02:00", "2026-10-25 03:00")),
    ],
)
def test_an_hour_is_the_hour_in_london_before_after_and_across_the_change_of_clocks(
    starts: str, ends: str, in_universal_time: tuple[str, str]
) -> None:
    data = calendar(entry(datetime.fromisoformat(starts), datetime.fromisoformat(ends)))
    for event in (read(data), read_again(data)):
        moments = (
            (event["DTSTART"].dt, event["DTEND"].dt) if isinstance(event, icalendar.Event) else (event.dtstart.value, event.dtend.value)
        )  # fmt: skip
        assert tuple(f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" for moment in moments) == in_universal_time


def test_the_time_zone_of_the_file_alone_is_that_of_london() -> None:
    """A reader that knows no zones has only what stands in the file."""
    zone = icalendar.Calendar.from_ical(calendar(FORUM)).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    day = datetime(1997, 1, 1, 12)
    while day.year < 2037:
        assert day.replace(tzinfo=zone).utcoffset() == day.replace(tzinfo=LONDON).utcoffset(), day
        day += timedelta(days=1)


# Text


@given(TEXTS, TEXTS, st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3))
@example('a\\,b;c:d"e', "first\n\nsecond", ("x,y",))
@example("’" * 80, "é" * 74 + "👩‍👧" * 20, ("\\n",))
def test_whatever_a_text_says_is_read_back_by_both(title: str, text: str, categories: list[str]) -> None:
    data = calendar(entry(FORUM.starts, FORUM.ends, title=title, text=text, categories=tuple(categories)))
    event = read(data)
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (title, text)
    assert [str(category) for category in event["CATEGORIES"].cats] == list(categories)
    again = read_again(data)
    assert (again.summary.value, again.description.value) == (title, text)


@given(TEXTS)
def test_lines_are_no_longer_than_they_may_be_and_no_character_is_torn(text: str) -> None:
    data = calendar(entry(FORUM.starts, FORUM.ends, title=text, text=text * 3))
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()


@given(st.text(max_size=400))
def test_folding_loses_nothing(text: str) -> None:
    line = "X:" + escape(text.encode(errors="ignore").decode())
    assert fold(line).replace("\r\n ", "") == line


@given(TEXTS.filter(str.strip), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_an_entry_is_what_the_library_icalendar_would_write(title: str, starts: datetime) -> None:
    """Order and folding are free; names, parameters and values are not."""
    starts = starts.replace(microsecond=0)
    one = entry(starts, starts + timedelta(hours=2), title=title)
    theirs = icalendar.Event()
    theirs.add("summary", title)
    theirs.add("description", one.text)
    theirs.add("dtstart", starts.replace(tzinfo=LONDON))
    theirs.add("dtend", (starts + timedelta(hours=2)).replace(tzinfo=LONDON))
    theirs.add("categories", list(one.categories))
    theirs.add("dtstamp", datetime(2026, 2, 6, tzinfo=UTC))
    theirs.add("sequence", one.version)
    mine = set(calendar(one).replace(b"\r\n ", b"").split(b"\r\n"))
    assert set(theirs.to_ical().replace(b"\r\n ", b"").split(b"\r\n")) <= mine


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f"])
def test_no_control_character_reaches_a_file(character: str) -> None:
    assert str(read(calendar(entry(FORUM.starts, FORUM.ends, title=f"A{character}B")))["SUMMARY"]) == "AB"
