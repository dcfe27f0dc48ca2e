"""The calendar of the partnership's work: what was planned and done, what comes, and what is overdue.

Derived from the programme, from the days of items and from what follows from them: reviews of documents, follow-ups of courses, what a
target still lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from learning_loop.derive.attention import JUST_ENDED
from learning_loop.derive.feedback import FOLLOW_UP, LATEST, not_followed_up, speaks_of
from learning_loop.derive.library import Library
from learning_loop.derive.programme import Tally, derive_tallies, year_of
from learning_loop.model.dates import months_after
from learning_loop.model.programme import Planned
from learning_loop.model.publication import Event, Publication, Training

What = Literal["planned", "item", "event", "review-due", "framework", "follow-up", "target"]
"""What something in the calendar is: an entry of the programme, something published, an event, a document to be reviewed, the
framework itself, a course to be followed up, what a target still lacks."""

AgendaState = Literal["done", "coming", "overdue", "dropped"]

PUBLISHED = ("review", "newsletter", "bulletin", "annual-report", "policy")
"""Types whose publication is part of the programme."""

AHEAD = timedelta(366)
"""How far the calendar looks ahead."""

DROPPED = timedelta(183)
"""How long after the decision the calendar still says that something will not be done."""


class Moment(NamedTuple):
    """One thing in the calendar."""

    what: What
    day: date
    """The last day that its date can mean."""
    date_words: str
    """The date as it was written, where that is no day: "spring 2027"."""
    title: str
    path: str
    """Its page; empty for what has none."""
    state: AgendaState
    item: Publication | None = None
    planned: Planned | None = None
    missing: int = 0
    """How many a target still lacks."""


def agenda_begins(today: date) -> date:
    """Give the first day of which the calendar says what was done: the first of April of the year that runs."""
    return date(year_of(today), 4, 1)


def derive_agenda(library: Library, *, internal: bool) -> list[Moment]:
    """Derive the calendar in the order of its days.

    With ``internal`` it has follow-ups and what targets lack too. The public is not told of these: what it may not see would be missing there.
    """
    found = [*_planned(library), *_published(library), *_events(library), *_to_be_reviewed(library)]
    if internal:
        found += [*_follow_ups(library), *_lacking(library)]
    first, last = agenda_begins(library.today), library.today + AHEAD
    shown = (one for one in found if one.day <= last and (one.state in ("overdue", "coming") or one.day >= first))
    return sorted(shown, key=lambda one: (one.day, one.title, one.path))


def _planned(library: Library) -> Iterator[Moment]:
    today = library.today
    for one in library.registers.programme:
        if one.item:
            continue
        day = one.done_on or one.when.last_day
        if one.dropped_on is not None and today - one.dropped_on > DROPPED:
            continue
        state: AgendaState = "coming" if day >= today else "overdue"
        if one.dropped_on is not None:
            state = "dropped"
        elif one.done_on is not None:
            state = "done"
        words = "" if one.done_on or one.when.day else one.when.words
        yield Moment("planned", day, words, one.title, "", state, planned=one)


def _published(library: Library) -> Iterator[Moment]:
    for kind in PUBLISHED:
        for one in library.by_type.get(kind, ()):
            if one.withdrawn is None:
                yield Moment("item", one.published, "", one.title, f"{one.address}/", "done", one)


def _events(library: Library) -> Iterator[Moment]:
    for one in library.by_type.get("event", ()):
        if isinstance(one.details, Event) and one.withdrawn is None:
            day = one.details.starts.date()
            state: AgendaState = "dropped" if one.details.cancelled else "coming" if day >= library.today else "done"
            yield Moment("event", day, "", one.title, f"{one.address}/", state, one)


def _to_be_reviewed(library: Library) -> Iterator[Moment]:
    today = library.today
    for one in library.publications.values():
        due = one.review_due
        if due is not None and one.withdrawn is None and one.id not in library.superseded_by:
            state: AgendaState = "overdue" if due.last_day < today else "coming"
            words = "" if due.day else due.words
            yield Moment("review-due", due.last_day, words, one.title, f"{one.address}/", state, one)
    document = library.registers.framework.document
    if document.review_due is not None:
        due = document.review_due
        state = "overdue" if due.last_day < today else "coming"
        yield Moment("framework", due.last_day, "" if due.day else due.words, document.title, "how-we-learn/", state)


def _follow_ups(library: Library) -> Iterator[Moment]:
    """Give the follow-up of every day on which a course has run: asked, to come, or overdue; nothing where no feedback is kept at all."""
    if not library.registers.feedback:
        return
    today = library.today
    for one in library.by_type.get("training", ()):
        if not isinstance(one.details, Training) or one.withdrawn is not None:
            continue
        entries = library.feedback_about.get(one.id, ())
        missing = set(not_followed_up(one, entries, today))
        for day in (day for day in one.details.dates if day <= today):
            due = months_after(day, FOLLOW_UP)
            asked = next((entry for entry in reversed(entries) if speaks_of(entry, day)), None)
            if asked is not None:
                path = f"feedback/#{asked.ref.lower()}"
                yield Moment("follow-up", asked.heard_on, "", one.title, path, "done", one)
            elif day not in missing:
                yield Moment("follow-up", due, "", one.title, f"{one.address}/", "coming", one)
            elif today < months_after(day, LATEST):
                yield Moment("follow-up", due, "", one.title, f"{one.address}/", "overdue", one)


def _lacking(library: Library) -> Iterator[Moment]:
    """Give what every target still lacks in the period that runs, and what it lacked in one that has just ended."""
    for tally in _tallies(library):
        if tally.missing:
            target, ended = tally.target, tally.period.last < library.today
            path = f"programme/#target-{target.id}"
            state: AgendaState = "overdue" if ended else "coming"
            yield Moment("target", tally.period.last, "", target.label, path, state, missing=tally.missing)


def _tallies(library: Library) -> Iterator[Tally]:
    for target in library.registers.framework.targets:
        yield from derive_tallies(target, library, library.today - JUST_ENDED, library.today)


def deciding_items(library: Library, moments: Iterable[Moment], *, internal: bool) -> tuple[str, ...]:
    """Give the ids of all items that decide the calendar: those that stand in it and, with ``internal``, those that targets count."""
    found = {one.item.id for one in moments if one.item is not None}
    if internal:
        found.update(one.id for tally in _tallies(library) for _, one in (*tally.done, *tally.planned))
    return tuple(sorted(found))
