"""Where an action stands on a day: overdue, due soon, on track, delivered, embedded, ended. Derived, never typed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from learning_loop.model.publication import Action

Flag = Literal["overdue", "due-soon", "on-track", "delivered", "embedded", "ended"]

FLAGS: tuple[Flag, ...] = ("overdue", "due-soon", "on-track", "delivered", "embedded", "ended")
"""Most urgent first."""

Rag = Literal["red", "amber", "green", "blue"]
"""The colours in which boards speak of actions."""

DUE_SOON = 30
"""Days before the due day from which an open action is amber."""


def derive_flag(action: Action, today: date) -> tuple[Flag, int]:
    """Give the flag, and the days left until the last day that ``due`` can mean (negative when it has passed).

    An action that was not accepted, was superseded or no longer applies has ended: it cannot be late.
    """
    days = (action.due.last_day - today).days
    if action.response == "not-accepted" or action.delivery in ("superseded", "no-longer-applicable"):
        return "ended", days
    if action.delivery == "complete":
        return ("embedded" if action.impact == "embedded" else "delivered"), days
    if days < 0:
        return "overdue", days
    return ("due-soon" if days <= DUE_SOON else "on-track"), days


def derive_rag(action: Action, flag: Flag) -> Rag | None:
    """Give an action's colour: blue embedded, green complete or on track, amber due within 30 days, red overdue or not embedded.

    An action that ended by a decision has none: it is neither good nor bad news.
    """
    if flag == "ended":
        return None
    if flag == "overdue" or (flag == "delivered" and action.impact == "not-embedded"):
        return "red"
    return {"due-soon": "amber", "on-track": "green", "delivered": "green", "embedded": "blue"}[flag]  # type: ignore[return-value]


def is_closed(action: Action) -> bool:
    """Say whether an action is closed: complete, and its impact decided either way. Complete alone is not closed."""
    return action.delivery == "complete" and action.impact in ("embedded", "not-embedded")


def completed_on(action: Action) -> date | None:
    """Give the day on which delivery became complete, from the updates."""
    for update in reversed(action.updates):
        if update.delivery == "complete":
            return update.on
    return None
