"""The calendar of the partnership's work as a page: what is overdue, what comes month by month, and what was done since April."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from learning_loop.derive.agenda import Moment, agenda_begins
from learning_loop.model.dates import MONTHS
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Event
from learning_loop.present.calendar_entries import EVENT_TYPES
from learning_loop.present.calendars import PROGRAMME_FILE, agenda_of, subscribe_view
from learning_loop.present.desk import Desk
from learning_loop.present.programme import PROGRAMME
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    AgendaGroup,
    AgendaMonth,
    AgendaPage,
    AgendaRow,
    ContentsEntry,
    CountLink,
    DateView,
    LinkView,
    Tone,
)
from learning_loop.present.words import count_words, day_view, sentence
from learning_loop.present.year_report import public_note

AGENDA = LinkView("Calendar of our work", "programme/calendar/")

MOST = 150
"""Rows of a group."""

PLANNED_TYPES = {
    "review": "Review",
    "audit": "Audit",
    "practice-guidance": "Practice guidance",
    "briefing": "Briefing",
    "newsletter": "Newsletter",
    "bulletin": "Bulletin",
    "policy": "Policy",
    "training": "Training",
    "annual-report": "Yearly report",
    "survey": "Survey",
    "report": "Report to a group",
    **EVENT_TYPES,
}
"""What something in the programme is called."""

_STATES: dict[str, tuple[str, str, Tone]] = {
    "done": ("Done", "delivery-complete", "green"),
    "coming": ("Planned", "delivery-not-started", "ink"),
    "overdue": ("Overdue", "flag-overdue", "red"),
    "dropped": ("Will not take place", "flag-ended", "ink"),
}
"""The words of a state, its mark and its tone."""


def agenda_specs(desk: Desk) -> list[Spec]:
    """List the page."""
    return [Spec(AGENDA.path, present_agenda)]


def present_agenda(desk: Desk) -> AgendaPage:
    """Make the page."""
    moments = agenda_of(desk)
    begins = day_view(agenda_begins(desk.library.today)).words
    groups = tuple(
        _group(title, anchor, about, rows, desk)
        for title, anchor, about, rows in (
            ("Overdue", "overdue", "The oldest first.", [one for one in moments if one.state == "overdue"]),
            ("Coming", "coming", "", [one for one in moments if _is_ahead(one, desk)]),
            (
                f"Done since {begins}",
                "done",
                "",
                [one for one in reversed(moments) if one.state != "overdue" and not _is_ahead(one, desk)],
            ),
        )
        if rows
    )
    intro = (
        "Reviews, audits, meetings, newsletters, and the days by which documents are looked at again: "
        "what was planned, what was done, and what is late."
    )
    return AgendaPage(
        head=desk.head(AGENDA.label, intro, AGENDA.path),
        crumbs=(HOW_WE_LEARN, PROGRAMME),
        title=AGENDA.label,
        issue_links=desk.issue_links(AGENDA.label),
        contents=tuple(ContentsEntry(group.title, group.anchor, group.count) for group in groups),
        intro=intro,
        note=" ".join(public_note(desk)),
        counts=tuple(_count(group) for group in groups),
        groups=groups,
        targets=LinkView("How we stand against our targets", PROGRAMME.path),
        subscribe=subscribe_view(desk, PROGRAMME_FILE, "Keep what is to come in your calendar:"),
        none="" if groups else "Nothing is planned yet, and nothing was done this year.",
    )


def _is_ahead(one: Moment, desk: Desk) -> bool:
    return one.state != "overdue" and one.state != "done" and one.day >= desk.library.today


def _count(group: AgendaGroup) -> CountLink:
    mark, tone = {"overdue": ("flag-overdue", "red"), "coming": ("event", "ink")}.get(group.anchor, ("delivery-complete", "green"))  # fmt: skip
    return CountLink(group.title, f"{AGENDA.path}#{group.anchor}", group.count, mark=mark, tone=tone)  # type: ignore[arg-type]


def _group(title: str, anchor: str, about: str, moments: Sequence[Moment], desk: Desk) -> AgendaGroup:
    shown = moments[:MOST]
    months = tuple(
        AgendaMonth(title, f"{anchor}-{key}", tuple(_row(one, desk) for one in rows))
        for (key, title), rows in groupby(shown, key=lambda one: _month(one, anchor))
    )
    left = len(moments) - len(shown)
    more = f"And {left:,} more." if left else ""
    return AgendaGroup(title, anchor, about, f"{len(moments):,}", months, more)


def _month(one: Moment, anchor: str) -> tuple[str, str]:
    """Give the month under which something stands; what is overdue stands together."""
    if anchor == "overdue":
        return "all", ""
    return f"{one.day:%Y-%m}", f"{MONTHS[one.day.month - 1]} {one.day.year}"


def _row(one: Moment, desk: Desk) -> AgendaRow:
    words, mark, tone = _STATES[one.state]
    late = (desk.library.today - one.day).days
    if one.state == "overdue":
        words = f"{count_words(late, 'day')} late"
    elif one.state == "coming" and one.what in ("review-due", "framework", "follow-up"):
        words, mark, tone = "Due", "clock", "ink"
    elif one.state == "coming" and one.what == "target":
        words = f"{one.missing} still to plan"
    return AgendaRow(
        date=DateView(sentence(one.date_words)) if one.date_words else day_view(one.day),
        link=LinkView(one.title, one.path) if one.path else None,
        title=one.title,
        what=_what(one, desk),
        words=words,
        mark=mark,
        tone=tone,
        note=" ".join(_notes(one, desk)),
        audience="Professional" if _is_professional(one, desk) else "",
    )


def _is_professional(one: Moment, desk: Desk) -> bool:
    if desk.audience is not Audience.PROFESSIONAL:
        return False
    if one.planned is not None:
        return one.planned.audience is Audience.PROFESSIONAL
    return one.item is not None and one.item.audience is Audience.PROFESSIONAL


def _what(one: Moment, desk: Desk) -> str:
    """Say what it is, as precisely as it is known."""
    if one.planned is not None:
        types = desk.library.registers.framework.review_types
        known = types.get(one.planned.review_type)
        return known.label if known else PLANNED_TYPES[one.planned.type]
    if one.what == "framework":
        return "The framework is looked at again"
    if one.what == "target":
        return "Promised by now" if one.state == "overdue" else "Promised by then"
    assert one.item is not None
    if one.what == "event" and isinstance(one.item.details, Event):
        return EVENT_TYPES[one.item.details.event_type]
    if one.what == "review-due":
        return f"{desk.type_words(one.item)}: to be reviewed"
    if one.what == "follow-up":
        return "Follow-up of a course"
    return desk.type_words(one.item)


def _the(name: str) -> str:
    """Give the name of a group or an agency as it stands in a sentence."""
    return f"the {name}" if name.endswith(("Group", "Committee", "Panel", "Board", "committee", "panel")) else name


def _notes(one: Moment, desk: Desk) -> Iterable[str]:
    planned = one.planned
    if planned is None and one.item is not None and one.what in ("item", "event"):
        known = next((entry for entry in desk.library.registers.programme if entry.item == one.item.id), None)
        if known is not None:
            yield f"It was planned for {known.when.words}."
    if planned is None:
        if (
            one.state == "dropped"
            and one.item is not None
            and isinstance(one.item.details, Event)
            and one.item.details.cancelled
        ):
            yield one.item.details.cancelled.reason
        return
    if planned.about:
        yield planned.about
    if planned.who:
        yield f"By {_the(desk.body_name(planned.who))}."
    if planned.dropped_because:
        yield planned.dropped_because
    if one.state == "done":
        yield f"It was planned for {planned.when.words}."
