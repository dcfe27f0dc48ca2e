"""What a site's calendars hold, without a disk."""

from __future__ import annotations

import icalendar

from learning_loop.derive.library import Library
from learning_loop.model.kinds import Audience
from learning_loop.outputs.calendar_files import calendar_sets
from learning_loop.present.desk import Desk
from learning_loop.present.site import present_site

ASSETS = {name: f"assets/{name}" for name in ("css", "marks", "favicon", "tracker", "search", "search_css")}


def files_of(library: Library, audience: Audience) -> dict[str, bytes]:
    """Give every calendar file of a site by its path."""
    desk = Desk(library, present_site(library, audience, ASSETS), audience, {})
    return {path: data for one in calendar_sets(desk) for path, data in one.make()}


def events_of(data: bytes) -> dict[str, icalendar.Event]:
    """Give the entries of a file by their titles."""
    return {str(event["SUMMARY"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}
