"""The calendar of the partnership's work: what is planned, done and late, and what each audience may know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.derive.agenda import AHEAD, agenda_begins, derive_agenda
from learning_loop.derive.attention import derive_attention
from learning_loop.derive.library import Library
from learning_loop.derive.programme import derive_tallies
from learning_loop.model.dates import PartialDate, read_partial_date
from learning_loop.model.framework import FrameworkDocument, Target
from learning_loop.model.kinds import Audience
from learning_loop.model.programme import Planned
from learning_loop.model.publication import Publication
from tests.tiny import REVIEW, TODAY
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.derive.making import heard, library
from tests.unit.making import item

COURSE = "format: webinar\nlength: An hour\ndates: [2026-05-10, 2026-09-10, 2027-01-10]"
FORUM = "event_type: forum\nstarts: {starts}\nends: {ends}\nplace: Town Hall"


def when(text: str) -> PartialDate:
    found = read_partial_date(text)
    assert found is not None
    return found


def planned(text: str = "2027-02", **changes: object) -> Planned:
    one = Planned(
        "waiting-rooms", "An audit of waiting rooms", Audience.PUBLIC, "audit", "thematic-audit", when(text), "", "", (), "", None, None, "",
    )  # fmt: skip
    return one._replace(**changes)  # type: ignore[arg-type]


def with_plan(*entries: Planned, items: tuple[Publication, ...] = (), audience: Audience = Audience.PROFESSIONAL, targets: tuple[Target, ...] = ()) -> Library:  # fmt: skip
    known = replace(registers(), programme=entries)
    return library(*items, audience=audience, targets=targets, with_registers=known)


def states(found: Library, *, internal: bool = True) -> list[tuple[str, str]]:
    return [(one.what, one.state) for one in derive_agenda(found, internal=internal)]


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (planned("2027-02"), "coming"),
        (planned("2026-11"), "coming"),
        (planned("2026-10"), "overdue"),
        (planned("summer 2026"), "overdue"),
        (planned("2026-10", done_on=date(2026, 10, 2)), "done"),
        (planned("2026-10", dropped_on=date(2026, 9, 2), dropped_because="No."), "dropped"),
    ],
)
def test_something_planned_is_late_only_when_all_of_its_time_has_passed(entry: Planned, state: str) -> None:
    assert states(with_plan(entry)) == [("planned", state)]


def test_what_became_an_item_is_that_item() -> None:
    review = item("reviews/child-m.md", REVIEW)
    assert states(with_plan(planned(item=review.id), items=(review,))) == []
    recent = item("reviews/child-m.md", f"published: 2026-04-01\n{REVIEW}".replace("2026-01-15", "2026-04-01"))
    assert states(with_plan(planned(item=recent.id), items=(recent,))) == [("item", "done")]


def test_an_event_comes_and_is_done_or_does_not_take_place() -> None:
    ahead = item("events/a.md", FORUM.format(starts="2027-01-12 13:00", ends="2027-01-12 16:00"))
    past = item("events/b.md", FORUM.format(starts="2026-06-12 13:00", ends="2026-06-12 16:00"))
    off = item("events/c.md", FORUM.format(starts="2027-01-13 13:00", ends="2027-01-13 16:00") + "\ncancelled: {on: 2026-10-01, reason: No room.}")  # fmt: skip
    assert states(library(ahead, past, off)) == [("event", "done"), ("event", "coming"), ("event", "dropped")]


def test_a_follow_up_is_asked_for_three_months_after_a_course_and_professionals_alone_are_told() -> None:
    course = item("training/course.md", COURSE)
    asked = heard("FB-2026-01", date(2026, 8, 20), "follow-up", about=("course",))
    known = replace(registers(), feedback=(asked,))
    found = [
        one for one in derive_agenda(library(course, with_registers=known), internal=True) if one.what == "follow-up"
    ]
    assert [(one.day, one.state) for one in found] == [(date(2026, 8, 20), "done"), (date(2026, 12, 10), "coming")]
    assert not [
        one for one in derive_agenda(library(course, with_registers=known), internal=False) if one.what == "follow-up"
    ]
    silent = replace(registers(), feedback=(heard("FB-2026-02", date(2026, 1, 1)),))
    late = [
        one for one in derive_agenda(library(course, with_registers=silent), internal=True) if one.state == "overdue"
    ]
    assert [one.day for one in late] == [date(2026, 8, 10)]


def test_what_is_planned_counts_towards_its_target_until_its_time_has_passed() -> None:
    audits = Target("audits", "Audits", "review", "year", 3)
    walks = Target("walks", "Walkabouts", "audit", "year", 1, review_type="walkabout")

    def announced(target: Target, *entries: Planned) -> int:
        found = with_plan(*entries, targets=(target,))
        return derive_tallies(target, found, TODAY, TODAY)[0].announced

    assert announced(audits, planned("2027-02"), planned("2027-03", id="two")) == 2
    assert announced(audits, planned("2026-10")) == 0
    assert announced(audits, planned("2027-05")) == 0
    assert announced(audits, planned("2027-02", dropped_on=TODAY, dropped_because="No.")) == 0
    assert announced(walks, planned("2027-02")) == 0
    assert announced(walks, planned("2027-02", review_type="walkabout")) == 1


def test_what_a_target_lacks_stands_at_the_end_of_its_period() -> None:
    target = Target("forums", "Forums", "forum", "year", 2)
    (moment,) = derive_agenda(with_plan(targets=(target,)), internal=True)
    assert (moment.what, moment.day, moment.missing, moment.state) == ("target", date(2027, 3, 31), 2, "coming")


def test_the_desk_lists_what_was_planned_and_not_done_and_a_framework_past_its_review() -> None:
    found = with_plan(planned("2026-09", who="quality-group"), planned("2027-02", id="later"))
    (entry,) = derive_attention(found)["planned"]
    assert (entry.id, entry.owners, entry.since) == ("waiting-rooms", ("quality-group",), date(2026, 9, 30))
    base = registers()
    document = FrameworkDocument(review_due=when("autumn 2020"))
    old = replace(base, framework=replace(base.framework, document=document))
    entries = derive_attention(library(with_registers=old))["review-due"]
    assert [(entry.id, entry.path, entry.state) for entry in entries] == [("framework", "how-we-learn/", "over")]


def known(audience: Audience, entry: Planned, *items: Publication) -> list[Planned]:
    return list(with_plan(entry, items=items, audience=audience).registers.programme)


def test_the_public_knows_nothing_of_what_is_planned_for_professionals_or_became_a_hidden_item() -> None:
    secret = item("reviews/child-m.md", f"audience: professional\n{REVIEW}")
    assert known(Audience.PUBLIC, planned(audience=Audience.PROFESSIONAL)) == []
    assert known(Audience.PUBLIC, planned(item="child-m"), secret) == []
    assert known(Audience.PROFESSIONAL, planned(item="child-m"), secret) == [planned(item="child-m")]


@pytest.mark.parametrize("audience", list(Audience))
def test_nobody_knows_of_an_item_before_its_day_or_of_what_is_decided_later(audience: Audience) -> None:
    tomorrow = TODAY + timedelta(1)
    later = item("pages/about.md", f"published: {tomorrow}")
    assert known(audience, planned(item="about"), later) == [planned()]
    assert known(audience, planned(done_on=tomorrow)) == [planned()]
    assert known(audience, planned(dropped_on=tomorrow, dropped_because="No.")) == [planned()]


@given(st.lists(st.dates(date(2024, 1, 1), date(2029, 1, 1)), max_size=6))
def test_the_calendar_is_in_the_order_of_its_days_and_forgets_nothing_that_is_late(days: list[date]) -> None:
    entries = tuple(planned(day.isoformat(), id=f"p{number}") for number, day in enumerate(days))
    found = derive_agenda(with_plan(*entries), internal=True)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert sum(one.state == "overdue" for one in found) == sum(day < TODAY for day in days)
    assert all(agenda_begins(TODAY) <= one.day <= TODAY + AHEAD for one in found if one.state != "overdue")
