"""What the business unit must look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.derive.attention import SECTIONS, Entry, derive_attention, six_months_after
from learning_loop.model.framework import Target
from learning_loop.model.kinds import Audience
from learning_loop.model.logs import Challenge, Issue, LogUpdate
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.derive.making import library
from tests.unit.making import item

REVIEWED = item("reviews/child-m.md", REVIEW)
TAUGHT = item("training/t.md", "format: workshop\nlength: An hour\nabout: [child-m]")
LOST = timedelta(91)


def found(section: str, *items: Publication, today: date = TODAY, **known: object) -> list[Entry]:
    return list(derive_attention(library(*items, today=today, **known))[section])  # type: ignore[index, arg-type]


def plan(more: str = "", due: str = "2026-06-30") -> Publication:
    return item("actions/p.md", PLAN.replace("2026-06-30", due) + more)


def updates(*lines: str, **typed: str) -> str:
    axes = "".join(f"\n    {axis}: {answer}" for axis, answer in typed.items())
    return axes + "\n    updates:" + "".join(f"\n      - {{{line}}}" for line in lines)


ACCEPTED = "on: 2026-01-15, note: Agreed., response: accepted"


def test_every_section_is_there_when_nothing_waits() -> None:
    attention = derive_attention(library())
    assert tuple(attention) == SECTIONS
    assert not any(attention.values())


def test_a_late_action_says_whose_it_is_and_since_when() -> None:
    (entry,) = found("overdue", REVIEWED, plan(updates(ACCEPTED, response="accepted")))
    assert (entry.id, entry.owners, entry.since, entry.days) == (
        "LCSPR-2026-01/R1/A1", ("childrens-services",), date(2026, 6, 30), 144,
    )  # fmt: skip
    assert (entry.path, entry.heard) == ("actions/p/r1-a1/", date(2026, 1, 15))


POLICY = "published: 2024-01-15\nreview_due: 2028-01\nupdated: 2026-11-01\nchange_note: Who is told when a visit fails."


def test_a_changed_policy_waits_until_a_bulletin_or_newsletter_tells_of_it() -> None:
    policy = item("policies/no-access.md", POLICY)
    told = item("bulletins/b.md", "published: 2026-11-03\nabout: [no-access]")
    before = item("bulletins/b.md", "published: 2026-10-03\nabout: [no-access]")
    (entry,) = found("untold", policy)
    assert (entry.id, entry.since, entry.days, entry.path) == (
        "no-access",
        date(2026, 11, 1),
        20,
        "policies/no-access/",
    )
    assert found("untold", policy, before) == [entry]
    assert found("untold", policy, told) == []


@pytest.mark.parametrize(("published", "waits"), [("2026-09-22", 1), ("2026-09-21", 0)])
def test_a_new_policy_is_news_for_sixty_days(published: str, waits: int) -> None:
    assert [
        entry.state for entry in found("untold", item("policies/p.md", f"published: {published}\nreview_due: 2028-01"))
    ] == ["new"] * waits


def test_the_longest_wait_comes_first() -> None:
    second = "\n  - {ref: R1/A2, title: Another, what: It., owner: police, scope: single-agency, due: 2026-03-31, measure: It is}"
    assert [entry.id for entry in found("overdue", REVIEWED, plan(second))] == [
        "LCSPR-2026-01/R1/A2",
        "LCSPR-2026-01/R1/A1",
    ]


@pytest.mark.parametrize(("days", "silent"), [(90, 0), (91, 1)])
def test_an_open_action_is_asked_about_after_ninety_days_without_news(days: int, silent: int) -> None:
    one = plan(updates(ACCEPTED, response="accepted"), due="2028-06")
    assert len(found("silent", REVIEWED, one, today=date(2026, 1, 15) + timedelta(days))) == silent


def test_a_late_action_is_not_called_silent_too() -> None:
    assert found("silent", REVIEWED, plan(updates(ACCEPTED, response="accepted"))) == []


def test_what_is_done_waits_for_the_decision_whether_it_changed_anything() -> None:
    done = "on: 2026-05-10, note: Done., delivery: complete"
    (entry,) = found("undecided", REVIEWED, plan(updates(ACCEPTED, done, response="accepted", delivery="complete")))
    assert (entry.since, entry.owners, entry.state) == (date(2026, 5, 10), ("quality-group",), "not-yet-evaluated")


def test_a_recommendation_waits_for_an_action_or_a_decision() -> None:
    assert [entry.id for entry in found("no-actions", REVIEWED)] == ["LCSPR-2026-01/R1"]
    assert found("no-actions", REVIEWED, plan()) == []


@pytest.mark.parametrize(("response", "section"), [("awaiting", "unanswered"), ("not-accepted, reason: No staff.", "")])
def test_a_recommendation_may_wait_for_its_answer(response: str, section: str) -> None:
    review = item("reviews/child-m.md", REVIEW.replace("from: [F1]}", f"from: [F1], response: {response}}}"))
    attention = derive_attention(library(review))
    assert [name for name in ("unanswered", "no-actions") if attention[name]] == ([section] if section else [])


def test_an_action_without_an_answer_waits_for_it() -> None:
    assert [entry.id for entry in found("unanswered", REVIEWED, plan())] == ["LCSPR-2026-01/R1/A1"]
    assert found("unanswered", REVIEWED, plan(updates(ACCEPTED, response="accepted"))) == []


def test_training_may_name_the_review_or_what_was_made_from_it() -> None:
    briefing = item("briefings/b.md", "about: [child-m]\ngood_for: [Supervision]", BRIEFING_BODY)
    of_briefing = item("training/t.md", "format: workshop\nlength: An hour\nabout: [b]")
    assert [entry.path for entry in found("no-training", REVIEWED, briefing)] == ["reviews/child-m/"]
    assert found("no-training", REVIEWED, briefing, TAUGHT) == []
    assert found("no-training", REVIEWED, briefing, of_briefing) == []


def test_a_briefing_that_came_from_no_review_needs_training_of_its_own() -> None:
    assert [entry.id for entry in found("no-training", item("briefings/b.md", "", BRIEFING_BODY))] == ["b"]


@pytest.mark.parametrize(
    ("due", "listed"), [("2026-11-20", ["over"]), ("2026-11", [""]), ("2027-01-20", [""]), ("2027-01-21", [])]
)
def test_a_review_date_is_listed_sixty_days_before(due: str, listed: list[str]) -> None:
    assert [entry.state for entry in found("review-due", item("pages/a.md", f"review_due: {due}"))] == listed


def test_what_was_superseded_or_withdrawn_needs_no_review() -> None:
    old = item("pages/old.md", "review_due: 2026-01-31")
    gone = item("pages/gone.md", "review_due: 2026-01-31\nwithdrawn: {on: 2026-02-01, reason: Asked.}")
    assert found("review-due", old, gone, item("pages/new.md", "supersedes: [old]")) == []


def test_a_statutory_review_is_listed_until_its_year_and_sixty_days_have_passed() -> None:
    ends = date(2027, 1, 15)
    states = [
        [entry.state for entry in found("first-year", REVIEWED, today=ends + timedelta(days))]
        for days in (-1, 0, 60, 61)
    ]
    assert states == [[""], ["over"], ["over"], []]


def test_six_months_are_counted_only_for_somebody_who_may_know() -> None:
    later = item("reviews/child-m.md", f"published: 2027-02-11\ndelay_reason: A trial.\n{REVIEW}")
    assert found("six-months", later) == []
    assert not any(derive_attention(library(later)).values())
    (entry,) = derive_attention(library(later), [later])["six-months"]
    assert (entry.since, entry.path) == (date(2026, 4, 1), "")


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_six_months_end_on_the_same_day_of_the_month_or_on_its_last(day: date) -> None:
    ends = six_months_after(day)
    assert (ends.year - day.year) * 12 + ends.month - day.month == 6
    assert ends.day == day.day or (ends.day < day.day and (ends + timedelta(1)).day == 1)


def logged(**changes: object) -> Registers:
    issue = Issue(
        "IR-2026-01", "risk", "A risk", "It may.", TODAY - LOST, "police", "quality-group", 4, 4, "We look.", "open", None, "", (), (),
    )  # fmt: skip
    challenge = Challenge(
        "CH-2026-01", "Why?", "It is late.", TODAY - LOST, "quality-group", ("police",), "executive-group", "managers", "", None, "", (), (),
    )  # fmt: skip
    return replace(registers(), issues=(issue._replace(**changes),), challenges=(challenge,))  # type: ignore[arg-type]


def test_open_entries_of_the_logs_are_asked_about_after_ninety_days_without_news() -> None:
    known = logged()
    assert [entry.path for entry in found("issues", with_registers=known)] == ["logs/issues/#ir-2026-01"]
    (entry,) = found("challenges", with_registers=known)
    assert (entry.owners, entry.state, entry.days) == (("executive-group",), "unanswered", 91)
    heard = logged(updates=(LogUpdate(TODAY - timedelta(90), "We asked."),))
    assert found("issues", with_registers=heard) == []
    assert found("issues", with_registers=logged(status="closed", closed_on=TODAY, outcome="Ended.")) == []


def test_the_public_is_told_nothing_of_the_logs() -> None:
    attention = derive_attention(library(with_registers=logged(), audience=Audience.PUBLIC))
    assert not any(attention.values())


def test_a_broken_promise_is_listed_for_sixty_days_after_its_period() -> None:
    promise = Target("t", "Forums a year", "forum", "year", 2)
    for day, states in ((date(2027, 5, 30), ["over"]), (date(2027, 5, 31), [])):
        entries = found("programme", today=day, targets=(promise,))
        assert [entry.state for entry in entries if entry.period.startswith("April 2026")] == states
