"""Two editions → what became of actions: compared by their permanent references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from learning_loop.catalogue.catalogue import reference_of
from learning_loop.derive.progress import is_closed
from learning_loop.model.publication import Action, Plan, Publication
from learning_loop.reporting.edition import Edition

Turn = Literal["opened", "closed", "reopened", "ended", "changed", "gone"]
"""What became of an action. Closed is complete with its impact decided; ended is by a decision."""

_ENDED_BY = {"superseded", "no-longer-applicable"}


class ActionChange(NamedTuple):
    """What became of one action."""

    turn: Turn
    reference: str
    plan: Publication
    before: Action | None
    after: Action | None
    fields: tuple[str, ...]
    """Names of the fields that differ."""

    @property
    def action(self) -> Action:
        """The action as it is now, or as it was when it is gone."""
        action = self.after or self.before
        assert action is not None
        return action


def compare_actions(base: Edition, head: Edition) -> tuple[ActionChange, ...]:
    """Give the actions that differ, in the order of their plans in the new state; those of plans that are gone last."""
    old, new = _actions(base.publications), _actions(head.publications)
    found = []
    for reference in dict.fromkeys((*new, *old)):
        plan = (new.get(reference) or old[reference])[0]
        before, after = (side[reference][1] if reference in side else None for side in (old, new))
        if before != after:
            fields = tuple(_fields(before, after)) if before and after else ()
            found.append(ActionChange(_turn(before, after), reference, plan, before, after, fields))
    return tuple(found)


def _actions(publications: Mapping[str, Publication]) -> dict[str, tuple[Publication, Action]]:
    """Give the actions of all plans that still stand, by their full references."""
    return {
        f"{reference_of(plan, publications)}/{action.ref}": (plan, action)
        for plan in publications.values()
        if isinstance(plan.details, Plan) and plan.withdrawn is None
        for action in plan.details.actions
    }


def is_standing(action: Action) -> str:
    """Say how an action stands: open, closed, or ended by a decision."""
    if action.response == "not-accepted" or action.delivery in _ENDED_BY:
        return "ended"
    return "closed" if is_closed(action) else "open"


def _turn(before: Action | None, after: Action | None) -> Turn:
    if after is None:
        return "gone"
    now = is_standing(after)
    if before is None:
        return "opened" if now == "open" else "closed" if now == "closed" else "ended"
    was = is_standing(before)
    if was == now:
        return "changed"
    return "reopened" if now == "open" else "closed" if now == "closed" else "ended"


def _fields(before: Action, after: Action) -> list[str]:
    return [name for name in Action._fields if getattr(before, name) != getattr(after, name)]
