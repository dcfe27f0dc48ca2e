"""What follows from what people told us: what a year heard and did about it, and which courses nobody was asked about three months later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, get_args

from learning_loop.model.dates import months_after
from learning_loop.model.feedback import Feedback, Speaker
from learning_loop.model.publication import Publication, Training

SPEAKERS: tuple[Speaker, ...] = get_args(Speaker)

FOLLOW_UP = 3
"""Months after a course when those who came are asked what they use of it (Bromley 44)."""

EARLIEST, LATEST = 2, 12
"""Months after a day of a course between which a follow-up speaks of that day: one survey may serve several days."""


class CourseYear(NamedTuple):
    """A course that ran in a year, and what those who came said."""

    course: Publication
    days: tuple[date, ...]
    """The days of the year on which it ran."""
    at_end: tuple[Feedback, ...]
    """What was said on the day."""
    later: tuple[Feedback, ...]
    """What was said some three months later."""
    missing: tuple[date, ...]
    """Days whose three months are over without anybody having been asked."""


class FeedbackYear(NamedTuple):
    """What a year heard, and what was decided in it, each as it stood on the year's last day."""

    heard: tuple[Feedback, ...]
    """Oldest first."""
    answered: tuple[Feedback, ...]
    """Heard before the year and decided in it."""
    waiting: tuple[Feedback, ...]
    """Of these and of all earlier ones, those that nobody had decided about at the end."""
    silent: tuple[Speaker, ...]
    """From whom nothing was heard."""
    courses: tuple[CourseYear, ...]


def index_feedback(entries: Iterable[Feedback]) -> Mapping[str, Sequence[Feedback]]:
    """Group feedback under each item and each action that it names, newest first."""
    found: defaultdict[str, list[Feedback]] = defaultdict(list)
    for one in sorted(entries, key=lambda one: (-one.heard_on.toordinal(), one.ref)):
        for named in (*one.items, *one.actions):
            found[named].append(one)
    return found


def derive_feedback_year(
    entries: Sequence[Feedback], courses: Iterable[Publication], first: date, end: date
) -> FeedbackYear:
    """Derive what was heard from a year's first day to its end, and which of its courses were followed up."""
    known = sorted((one.as_of(end) for one in entries if one.heard_on <= end), key=lambda one: (one.heard_on, one.ref))
    heard = tuple(one for one in known if one.heard_on >= first)
    said = {speaker for one in heard for speaker in one.speakers}
    return FeedbackYear(
        heard,
        tuple(one for one in known if one.heard_on < first and one.decided_on is not None and one.decided_on >= first),
        tuple(one for one in known if one.state == "waiting"),
        tuple(speaker for speaker in SPEAKERS if speaker not in said),
        tuple(_course_years(known, courses, first, end)),
    )


def _course_years(
    known: Sequence[Feedback], courses: Iterable[Publication], first: date, end: date
) -> Iterable[CourseYear]:
    about = index_feedback(known)
    for course in courses:
        assert isinstance(course.details, Training)
        days = tuple(sorted(day for day in course.details.dates if first <= day <= end))
        if days:
            entries = about.get(course.id, ())
            at_end = tuple(one for one in entries if one.way == "course-end" and one.heard_on >= days[0])
            later = tuple(one for one in entries if any(speaks_of(one, day) for day in days))
            yield CourseYear(course, days, at_end, later, tuple(not_followed_up(course, entries, end, since=first)))


def speaks_of(one: Feedback, day: date) -> bool:
    """Say whether it is the follow-up of a day on which a course ran."""
    return one.way == "follow-up" and months_after(day, EARLIEST) <= one.heard_on <= months_after(day, LATEST)


def not_followed_up(
    course: Publication, entries: Iterable[Feedback], today: date, since: date = date.min
) -> Iterable[date]:
    """Give the days on which a course ran, oldest first, whose three months have gone by without a follow-up."""
    assert isinstance(course.details, Training)
    asked = [one for one in entries if one.way == "follow-up"]
    for day in sorted(course.details.dates):
        over = day >= since and months_after(day, FOLLOW_UP) <= today
        if over and not any(speaks_of(one, day) for one in asked):
            yield day
