"""Where an action stood on a day of the past, from its dated updates alone."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from learning_loop.derive.library import ActionRecord
from learning_loop.model.publication import Action, Delivery, Impact, Response


class State(NamedTuple):
    """An action's three answers on one day."""

    response: Response
    delivery: Delivery
    impact: Impact

    @property
    def has_ended(self) -> bool:
        """Say whether a decision ended it: nobody waits for its delivery any more."""
        return self.response == "not-accepted" or self.delivery in ("superseded", "no-longer-applicable")

    @property
    def is_undelivered(self) -> bool:
        """Say whether somebody still has to do it."""
        return not self.has_ended and self.delivery != "complete"

    @property
    def is_undecided(self) -> bool:
        """Say whether it is done, and nobody has decided yet whether it changed anything."""
        return (
            not self.has_ended
            and self.delivery == "complete"
            and self.impact in ("not-yet-evaluated", "gathering-evidence")
        )


START = State("awaiting", "not-started", "not-yet-evaluated")
"""Where every action stands before its first update."""


def state_on(action: Action, day: date) -> State:
    """Give where an action stood at the end of a day: what the last update up to that day said of each axis.

    The schema holds that an action's typed axes are what its last updates say, so from its last update on the state is the typed one.
    """
    response, delivery, impact = START
    for update in action.updates:
        if update.on <= day:
            response = update.response or response
            delivery = update.delivery or delivery
            impact = update.impact or impact
    return State(response, delivery, impact)


def reached_on(action: Action, axis: str, state: str, until: date) -> date | None:
    """Give the last day up to ``until`` on which an update brought an axis to a state."""
    days = [update.on for update in action.updates if update.on <= until and getattr(update, axis) == state]
    return days[-1] if days else None


def opened_on(record: ActionRecord) -> date:
    """Give the day on which an action was made: that of its first update, else the day its plan was published.

    An action that answers a change that did not hold joins a plan years after the plan was published.
    """
    return record.action.updates[0].on if record.action.updates else record.plan.published


def last_heard(record: ActionRecord) -> date:
    """Give the day of the last word about an action."""
    return record.action.updates[-1].on if record.action.updates else record.plan.published
