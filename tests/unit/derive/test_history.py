"""Where an action stood on a day of the past."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.derive.history import START, State, last_heard, opened_on, reached_on, state_on
from learning_loop.model.publication import Action, Delivery, Impact, Plan, Response, Update
from tests.tiny import PLAN, REVIEW
from tests.unit.derive.making import library
from tests.unit.making import item

DETAILS = item("actions/p.md", PLAN).details
assert isinstance(DETAILS, Plan)
ACTION = DETAILS.actions[0]

DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))
UPDATES = st.lists(
    st.builds(
        Update,
        DAYS,
        st.just("Note."),
        st.sampled_from([None, *get_args(Response)]),
        st.sampled_from([None, *get_args(Delivery)]),
        st.sampled_from([None, *get_args(Impact)]),
    ),
    max_size=8,
)


@st.composite
def actions(draw: st.DrawFn) -> Action:
    """An action as the schema lets it be: updates in order, each typed axis what the last update that spoke of it said."""
    updates = sorted(draw(UPDATES), key=lambda update: update.on)
    typed = {}
    for axis, start in zip(State._fields, START, strict=True):
        said = [getattr(update, axis) for update in updates if getattr(update, axis)]
        typed[axis] = said[-1] if said else start
    return ACTION._replace(updates=tuple(updates), **typed)


@given(actions(), DAYS)
def test_after_the_last_update_the_state_is_the_typed_one(one: Action, day: date) -> None:
    if all(update.on <= day for update in one.updates):
        assert state_on(one, day) == (one.response, one.delivery, one.impact)


@given(actions(), DAYS)
def test_what_comes_later_does_not_change_what_was(one: Action, day: date) -> None:
    known = tuple(update for update in one.updates if update.on <= day)
    assert (
        state_on(one, day)
        == state_on(one._replace(updates=known), day)
        == state_on(one._replace(updates=known), date.max)
    )


@given(actions(), DAYS, st.integers(0, 400))
def test_the_state_changes_only_on_a_day_that_has_an_update(one: Action, day: date, days: int) -> None:
    later = day + timedelta(days)
    if not any(day < update.on <= later for update in one.updates):
        assert state_on(one, day) == state_on(one, later)


@given(actions())
def test_before_the_first_update_nothing_is_answered_or_done(one: Action) -> None:
    first = one.updates[0].on if one.updates else date.max
    assert state_on(one, first - timedelta(1)) == START


@given(actions(), DAYS)
def test_the_day_on_which_a_state_was_reached_has_an_update_that_says_so(one: Action, until: date) -> None:
    day = reached_on(one, "delivery", "complete", until)
    said = [update.on for update in one.updates if update.on <= until and update.delivery == "complete"]
    assert day == (max(said) if said else None)


def test_an_action_without_updates_opened_with_its_plan() -> None:
    plain = library(item("reviews/child-m.md", REVIEW), item("actions/p.md", PLAN)).actions[0]
    assert (opened_on(plain), last_heard(plain)) == (date(2026, 1, 15), date(2026, 1, 15))


def test_an_action_that_joined_later_opened_with_its_first_update() -> None:
    updates = "    response: accepted\n    updates:\n      - {on: 2026-04-16, note: Made., response: accepted}\n      - {on: 2026-05-16, note: Begun.}"
    record = library(item("reviews/child-m.md", REVIEW), item("actions/p.md", f"{PLAN}\n{updates}")).actions[0]
    assert (opened_on(record), last_heard(record)) == (date(2026, 4, 16), date(2026, 5, 16))
