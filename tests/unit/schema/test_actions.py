"""The three axes of an action stay honest."""

from __future__ import annotations

import pytest

from tests.tiny import PLAN
from tests.unit.making import item, messages

EVIDENCE = "evidence: [{title: Audit, on: 2026-09-08, text: It was counted., does_not_show: Whether it lasts.}]"


def plan(*lines: str) -> str:
    return PLAN + "".join(f"\n    {line}" for line in lines)


def updates(*changes: str) -> str:
    return (
        "updates: ["
        + ", ".join(
            f"{{on: 2026-0{number}-01, note: It changed., {change}}}" for number, change in enumerate(changes, 2)
        )
        + "]"
    )


COMPLETE = "delivery: complete"


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([COMPLETE], "actions[1].delivery: is complete, but no update says when"),
        (
            [updates(COMPLETE)],
            "actions[1].delivery: is not-started, but the last update that speaks of it says complete",
        ),
        (
            [COMPLETE, updates(COMPLETE, "delivery: in-progress")],
            "actions[1].delivery: is complete, but the last update that speaks of it says in-progress",
        ),
        (
            ["response: not-accepted", updates("response: not-accepted")],
            "actions[1].response: is not-accepted, so 'response_reason' must say why",
        ),
        (
            ["response: accepted-in-part", updates("response: accepted-in-part")],
            "actions[1].response: is accepted-in-part, so 'response_reason'",
        ),
        (
            ["delivery: no-longer-applicable", updates("delivery: no-longer-applicable")],
            "actions[1].delivery: is no-longer-applicable, so 'delivery_reason'",
        ),
        (
            ["delivery: superseded", updates("delivery: superseded")],
            "actions[1].delivery: is superseded, so 'superseded_by'",
        ),
        (
            [COMPLETE, "impact: embedded", updates(COMPLETE, "impact: embedded")],
            "actions[1].impact: is embedded, so 'evidence' must show it",
        ),
        (
            [COMPLETE, "impact: not-embedded", updates(COMPLETE, "impact: not-embedded")],
            "actions[1].impact: is not-embedded, so 'new_action'",
        ),
        (
            ["impact: embedded", EVIDENCE, updates("impact: embedded")],
            "actions[1].impact: is embedded but delivery is not-started",
        ),
        (
            ["updates: [{on: 2026-03-01, note: Two.}, {on: 2026-02-01, note: One.}]"],
            "actions[1].updates: are not in the order of their days",
        ),
        (
            ["superseded_by: R1/A1", "delivery: superseded", updates("delivery: superseded")],
            "actions[1].superseded_by: R1/A1 is no other action of this plan",
        ),
        (["new_action: R1/A7"], "actions[1].new_action: R1/A7 is no other action of this plan"),
        (
            [EVIDENCE.replace(", does_not_show: Whether it lasts.", "")],
            "actions[1].evidence[1].does_not_show: is missing",
        ),
        (
            [EVIDENCE.replace("text:", "after: {label: May, value: 41, of: 40}, text:")],
            "actions[1].evidence[1].after: value 41 is more than the 40",
        ),
        (
            [EVIDENCE.replace("text:", "before: {label: May, value: 9, of: 40}, text:")],
            "actions[1].evidence[1]: has a 'before' and no 'after'",
        ),
    ],
)
def test_an_action_that_says_more_than_it_can_show_is_refused(lines: list[str], complaint: str) -> None:
    told = messages("actions/p.md", plan(*lines))
    assert [words[: len(complaint)] for words in told] == [complaint]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [COMPLETE, updates(COMPLETE)],
        [updates("delivery: in-progress", "delivery: not-started")],
        ["response: not-accepted", "response_reason: We do it already.", updates("response: not-accepted")],
        ["delivery: superseded", "superseded_by: LCSPR-2025-01/R1/A1", updates("delivery: superseded")],
        [COMPLETE, "impact: embedded", EVIDENCE, updates(COMPLETE, "impact: embedded")],
        [COMPLETE, "impact: gathering-evidence", updates(COMPLETE, "impact: gathering-evidence")],
    ],
)
def test_an_action_that_shows_what_it_says_is_accepted(lines: list[str]) -> None:
    assert item("actions/p.md", plan(*lines)).details is not None


def test_two_actions_of_a_plan_may_not_have_one_ref() -> None:
    twice = PLAN + "\n" + PLAN.partition("actions:\n")[2]
    assert messages("actions/p.md", twice) == [
        "actions[2].ref: R1/A1 stands twice. Refs are permanent: give the newer action the next number"
    ]
