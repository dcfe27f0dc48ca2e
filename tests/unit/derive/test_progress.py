"""Where an action stands on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.derive.progress import DUE_SOON, FLAGS, completed_on, derive_flag, derive_rag, is_closed
from learning_loop.model.dates import read_partial_date
from learning_loop.model.publication import Action, Delivery, Impact, Plan, Response, Update
from tests.tiny import PLAN
from tests.unit.making import item

DETAILS = item("actions/p.md", PLAN).details
assert isinstance(DETAILS, Plan)
ACTION = DETAILS.actions[0]


def action(due: str = "2026-06-30", **changes: object) -> Action:
    partial = read_partial_date(due)
    assert partial is not None
    return ACTION._replace(due=partial, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "today", "flag", "days"),
    [
        ("2026-06-30", date(2026, 5, 30), "on-track", 31),
        ("2026-06-30", date(2026, 5, 31), "due-soon", 30),
        ("2026-06-30", date(2026, 6, 30), "due-soon", 0),
        ("2026-06-30", date(2026, 7, 1), "overdue", -1),
        ("2026-06", date(2026, 6, 30), "due-soon", 0),
        ("2026-06", date(2026, 7, 1), "overdue", -1),
        ("autumn 2026", date(2026, 11, 30), "due-soon", 0),
        ("autumn 2026", date(2026, 12, 1), "overdue", -1),
        ("winter 2026", date(2027, 2, 28), "due-soon", 0),
        ("winter 2026", date(2027, 3, 1), "overdue", -1),
    ],
)
def test_an_open_action_is_late_only_after_the_last_day_that_its_date_can_mean(
    due: str, today: date, flag: str, days: int
) -> None:
    assert derive_flag(action(due), today) == (flag, days)


DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ACTIONS = st.builds(
    lambda response, delivery, impact: action(response=response, delivery=delivery, impact=impact),
    st.sampled_from(get_args(Response)),
    st.sampled_from(get_args(Delivery)),
    st.sampled_from(get_args(Impact)),
)


@given(ACTIONS, DAYS)
def test_every_action_has_one_of_the_known_flags_on_every_day(one: Action, today: date) -> None:
    assert derive_flag(one, today)[0] in FLAGS


@given(ACTIONS, DAYS)
def test_an_action_that_was_not_accepted_or_has_ended_is_never_late(one: Action, today: date) -> None:
    ended = one.response == "not-accepted" or one.delivery in ("superseded", "no-longer-applicable")
    assert (derive_flag(one, today)[0] == "ended") == ended


@given(ACTIONS, DAYS)
def test_an_action_is_late_only_when_it_is_open_and_its_day_has_passed(one: Action, today: date) -> None:
    if derive_flag(one, today)[0] == "overdue":
        assert one.delivery in ("not-started", "in-progress")
        assert today > one.due.last_day


@given(ACTIONS, DAYS)
def test_the_flag_of_a_complete_action_does_not_change_with_the_day(one: Action, today: date) -> None:
    if one.delivery == "complete":
        assert derive_flag(one, today)[0] == derive_flag(one, today + timedelta(DUE_SOON))[0]


def test_the_day_of_completion_is_that_of_the_last_update_that_says_so() -> None:
    updates = tuple(
        Update(date(2026, month, 1), "Note.", None, delivery, None)
        for month, delivery in [(1, "complete"), (2, "in-progress"), (3, "complete"), (4, None)]
    )
    assert completed_on(action(updates=updates)) == date(2026, 3, 1)
    assert completed_on(action(updates=())) is None


COLOURS = {"overdue": "red", "due-soon": "amber", "on-track": "green", "embedded": "blue", "ended": None}


@given(ACTIONS, DAYS)
def test_the_colour_follows_from_the_flag_and_is_red_where_the_change_did_not_hold(one: Action, today: date) -> None:
    flag = derive_flag(one, today)[0]
    wanted = COLOURS.get(flag, "red" if one.impact == "not-embedded" else "green")
    assert derive_rag(one, flag) == wanted


@given(ACTIONS)
def test_complete_is_not_closed_until_the_impact_is_decided(one: Action) -> None:
    decided = one.impact in ("embedded", "not-embedded")
    assert is_closed(one) == (one.delivery == "complete" and decided)
