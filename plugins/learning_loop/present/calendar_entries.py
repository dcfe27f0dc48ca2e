"""Entries of calendars: an event, the day by which an action or a document is due, and what the programme has."""

from __future__ import annotations

from datetime import date

from learning_loop.derive.agenda import Moment
from learning_loop.derive.feedback import FOLLOW_UP
from learning_loop.derive.library import ActionRecord
from learning_loop.model.dates import PartialDate
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Event, Publication
from learning_loop.present.desk import Desk
from learning_loop.present.views import CalendarEntry
from learning_loop.reading.digest import digest_of

EVENT_TYPES = {"forum": "Forum", "staff-meeting": "Staff meeting", "workshop": "Workshop", "conference": "Conference"}


def event_entry(one: Publication, desk: Desk) -> CalendarEntry:
    """Give an event as an entry."""
    event = one.details
    assert isinstance(event, Event)
    days = [one.published, *([one.updated] if one.updated else []), *([event.cancelled.on] if event.cancelled else [])]
    changed = max(day for day in days if day <= desk.library.today)
    parts = [one.summary]
    if event.cancelled:
        parts.insert(0, f"Cancelled: {event.cancelled.reason}")
    elif event.booking:
        parts.append(f"To book a place: {event.booking.removeprefix('mailto:').partition('?')[0]}")
    parts.append(desk.address(desk.path(one)))
    return CalendarEntry(
        uid=uid_of(desk, "event", one.lasting_id),
        title=one.title,
        starts=event.starts,
        ends=event.ends,
        address=desk.address(desk.path(one)),
        text="\n\n".join(parts),
        place=event.place,
        categories=(EVENT_TYPES[event.event_type],),
        made=one.published,
        changed=changed,
        version=(changed - one.published).days,
        cancelled=event.cancelled is not None,
        private=one.audience is Audience.PROFESSIONAL,
    )


def action_entry(record: ActionRecord, desk: Desk) -> CalendarEntry:
    """Give the day by which an action is due; of a month or a season the last day."""
    action, plan, today = record.action, record.plan, desk.library.today
    updates = [update.on for update in action.updates if update.on <= today]
    changed = max([plan.published, *updates, *([plan.updated] if plan.updated and plan.updated <= today else [])])
    return _due_entry(
        action.due,
        uid=uid_of(desk, "action", record.reference),
        title=f"Due: {action.title} ({desk.agency_name(action.owner)})",
        address=desk.address(desk.action_path(record)),
        paragraphs=(
            f"{record.reference}, from {record.source.title}.",
            f"{desk.body_name(action.owner)} is to do it, the {desk.body_name(action.monitored_by)} watches it. Due {_by(action.due)}.",
            action.what,
        ),
        category="Action due",
        made=plan.published,
        changed=changed,
        version=len(updates),
    )


def review_entry(one: Publication, desk: Desk) -> CalendarEntry:
    """Give the day by which a document is to be reviewed."""
    assert one.review_due is not None
    changed = one.updated if one.updated and one.published <= one.updated <= desk.library.today else one.published
    return _due_entry(
        one.review_due,
        uid=uid_of(desk, "review date", one.lasting_id),
        title=f"To be reviewed: {one.title}",
        address=desk.address(desk.path(one)),
        paragraphs=(f"{desk.type_words(one)}, to be reviewed {_by(one.review_due)}.",),
        category="Review date",
        made=one.published,
        changed=changed,
        version=(changed - one.published).days,
    )


def _due_entry(
    due: PartialDate,
    *,
    uid: str,
    title: str,
    address: str,
    paragraphs: tuple[str, ...],
    category: str,
    made: date,
    changed: date,
    version: int,
) -> CalendarEntry:
    """Give the last day that a date can mean as an entry, for professionals alone."""
    return CalendarEntry(
        uid=uid,
        title=title,
        starts=due.last_day,
        ends=due.last_day,
        address=address,
        text="\n\n".join((*paragraphs, address)),
        place="",
        categories=(category,),
        made=made,
        changed=changed,
        version=version,
        private=True,
    )


def _by(due: PartialDate) -> str:
    return f"by {due.words}" if due.day else f"by the end of {due.words}"


def uid_of(desk: Desk, *parts: str) -> str:
    """Give the permanent id of an entry, made of the library's first address and ids by a digest in the form of RFC 9562's version 8.

    The same event has the same id on both sites, so that a calendar into which somebody puts both files shows it once.
    """
    digits = digest_of("calendar id", desk.library.registers.site.first_url, *parts)
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


# The programme


def agenda_entry(moment: Moment, desk: Desk) -> CalendarEntry:
    """Give something of the calendar of the programme as an entry; what other calendars have too has the same id there."""
    if moment.what == "event":
        assert moment.item is not None
        return event_entry(moment.item, desk)
    if moment.what == "review-due":
        assert moment.item is not None
        return review_entry(moment.item, desk)
    public = moment.planned is not None and moment.planned.audience is Audience.PUBLIC
    title, category, ids, text = _agenda_words(moment, desk)
    made = moment.item.published if moment.item else _before(moment.day)
    return CalendarEntry(
        uid=uid_of(desk, *ids),
        title=title,
        starts=moment.day,
        ends=moment.day,
        address=desk.address(moment.path or "programme/calendar/"),
        text="\n\n".join((*text, desk.address(moment.path or "programme/calendar/"))),
        place="",
        categories=(category,),
        made=min(made, desk.library.today),
        changed=min(made, desk.library.today),
        version=0,
        private=not public,
    )


def _before(day: date) -> date:
    """Give a year before a day, for what has no day of its own on which it was written."""
    return date(day.year - 1, day.month, min(day.day, 28))


def _agenda_words(moment: Moment, desk: Desk) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Give title, category, what the id is made of, and the paragraphs."""
    by = f"By the end of {moment.date_words}." if moment.date_words else ""
    if moment.planned is not None:
        one = moment.planned
        parts = (one.about, f"{desk.body_name(one.who)} does it." if one.who else "", by)
        return f"Planned: {one.title}", "Programme", ("planned", one.id), tuple(part for part in parts if part)
    item = moment.item.id if moment.item else ""
    day = moment.day.isoformat()
    if moment.what == "follow-up":
        asked = f"{FOLLOW_UP} months after the course, those who came are asked what they use of it."
        return f"To be followed up: {moment.title}", "Follow-up", ("follow-up", item, day), (asked,)
    if moment.what == "target":
        left = f"{moment.missing} still to be planned in the period that ends on this day."
        return f"Promised by now: {moment.title}", "Target", ("target", moment.path, day), (left,)
    return f"To be looked at again: {moment.title}", "Review date", ("framework",), (by,) if by else ()
