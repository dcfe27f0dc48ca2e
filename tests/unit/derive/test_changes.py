"""What happened after publication, and on which days actions came to other states."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.derive.changes import Amendment, changed_on, derive_amendments, derive_status_changes
from learning_loop.model.publication import Publication
from tests.tiny import PLAN, REVIEW
from tests.unit.derive.making import library
from tests.unit.making import item


def told(*items: Publication, today: date = date(2026, 11, 21)) -> list[tuple[str, str, str]]:
    def one(change: Amendment) -> tuple[str, str, str]:
        return change.on.isoformat(), change.kind, change.one.id

    return [one(change) for change in derive_amendments(library(*items, today=today))]


FIXED = item("bulletins/fixed.md", "updated: 2026-06-01\nchange_note: A number.")
GONE = item(
    "bulletins/gone.md",
    "published: 2025-01-10\nupdated: 2026-01-01\nchange_note: Secret.\nwithdrawn: {on: 2026-02-01, reason: Wrong.}",
)
OLD = item("policies/old.md", "review_due: 2027-01")
NEW = item("policies/new.md", "published: 2026-05-01\nreview_due: 2029-01\nsupersedes: [old]")


def test_corrections_replacements_and_withdrawals_are_told_newest_first() -> None:
    assert told(FIXED, GONE, OLD, NEW) == [
        ("2026-06-01", "changed", "fixed"),
        ("2026-05-01", "replaced", "old"),
        ("2026-02-01", "withdrawn", "gone"),
    ]


def test_nothing_is_told_before_its_day() -> None:
    assert told(FIXED, GONE, OLD, NEW, today=date(2026, 1, 31)) == [("2026-01-01", "changed", "gone")]
    assert changed_on(FIXED, date(2026, 5, 31)) is None
    assert changed_on(FIXED, date(2026, 6, 1)) == date(2026, 6, 1)


def test_an_action_is_told_of_with_each_new_state_and_never_for_a_note_alone() -> None:
    plan = item(
        "actions/p.md",
        PLAN
        + """
    response: accepted
    delivery: complete
    updates:
      - {on: 2026-02-01, note: Agreed., response: accepted}
      - {on: 2026-02-01, note: Begun., delivery: in-progress}
      - {on: 2026-03-01, note: Still going.}
      - {on: 2026-08-01, note: Done., delivery: complete}""",
    )
    known = library(item("reviews/child-m.md", REVIEW), plan)

    def days(today: date) -> list[tuple[str, str, int]]:
        changes = derive_status_changes(known.actions, today)
        return [
            (change.on.isoformat(), change.update.note if change.update else "", change.number) for change in changes
        ]

    assert days(date(2026, 11, 21)) == [
        ("2026-08-01", "Done.", 0),
        ("2026-07-01", "", -1),
        ("2026-02-01", "Begun.", 1),
        ("2026-02-01", "Agreed.", 0),
    ]
    assert days(date(2026, 2, 1)) == [("2026-02-01", "Begun.", 1), ("2026-02-01", "Agreed.", 0)]


@pytest.mark.parametrize("delivery", ["not-started", "in-progress"])
@given(today=st.dates(date(2026, 2, 1), date(2027, 12, 31)))
def test_an_open_action_is_told_of_as_overdue_from_the_day_after_it_was_due(today: date, delivery: str) -> None:
    plan = item(
        "actions/p.md",
        f"{PLAN}\n    delivery: {delivery}\n    updates: [{{on: 2026-01-20, note: X., delivery: {delivery}}}]",
    )
    known = library(item("reviews/child-m.md", REVIEW), plan, today=today)
    late = [change.on for change in derive_status_changes(known.actions, today) if change.update is None]
    assert late == ([date(2026, 7, 1)] if today >= date(2026, 7, 1) else [])


@pytest.mark.parametrize(
    ("updates", "late"),
    [
        ("{on: 2026-06-30, note: X., delivery: complete}", []),
        ("{on: 2026-07-01, note: X., delivery: complete}", ["2026-07-01"]),
        ("{on: 2026-08-01, note: X., delivery: no-longer-applicable}", ["2026-07-01"]),
        ("{on: 2026-06-01, note: X., response: not-accepted}", []),
        ("{on: 2026-08-01, note: X., response: not-accepted}", ["2026-07-01"]),
        (
            "{on: 2026-05-01, note: X., delivery: complete}, {on: 2026-08-05, note: X., delivery: in-progress}",
            ["2026-08-05"],
        ),
        (
            "{on: 2026-05-01, note: X., delivery: complete}, {on: 2026-07-01, note: X., delivery: in-progress}",
            ["2026-07-01"],
        ),
    ],
)
def test_the_day_on_which_an_action_became_overdue_is_for_good(updates: str, late: list[str]) -> None:
    last = updates.rpartition("X., ")[2].rstrip("}")
    reasons = "\n    delivery_reason: The team is no more." if "no-longer" in last else ""
    reasons += "\n    response_reason: We do it otherwise." if "not-accepted" in last else ""
    plan = item("actions/p.md", f"{PLAN}\n    {last}{reasons}\n    updates: [{updates}]")
    known = library(item("reviews/child-m.md", REVIEW), plan)

    def told(today: date) -> list[str]:
        changes = derive_status_changes(known.actions, today)
        return [change.on.isoformat() for change in changes if change.update is None]

    assert told(date(2026, 11, 21)) == told(date(2030, 1, 1)) == late
    assert [day for day in late if told(date.fromisoformat(day) - timedelta(1))] == []
