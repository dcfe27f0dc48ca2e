"""Where an item or an action stands in the learning cycle. Derived from its type and state by the framework's own map."""

from __future__ import annotations

from learning_loop.derive.library import ActionRecord, Library, is_audit
from learning_loop.model.framework import Stage
from learning_loop.model.publication import Plan, Publication, Review


def stage_of(one: Publication, library: Library) -> Stage | None:
    """Give an item's stage; None for pages and for what the framework gives no place.

    What holds the evidence of an action evaluates, whatever its type; a plan stands where its actions do once all are done.
    """
    stages = library.registers.framework.stages
    if any(link.kind == "evidence" for link in library.links_to.get(one.id, ())):
        found = _holding(stages, "evidence")
        if found is not None:
            return found
    if isinstance(one.details, Plan):
        records = library.actions_of.get(one.id, ())
        if records and all(_is_done(record) for record in records):
            return _holding(stages, "delivered-action") or _holding(stages, one.type)
    if isinstance(one.details, Review) and is_audit(one, library.registers):
        return _holding(stages, "audit") or _holding(stages, one.type)
    return _holding(stages, one.type)


def stage_of_action(record: ActionRecord, library: Library) -> Stage | None:
    """Give an action's stage: it is embedded until it is done, and then it is to be evaluated."""
    stages = library.registers.framework.stages
    return _holding(stages, "delivered-action" if _is_done(record) else "action")


def _is_done(record: ActionRecord) -> bool:
    return record.action.delivery == "complete" or record.flag == "ended"


def _holding(stages: tuple[Stage, ...], what: str) -> Stage | None:
    return next((stage for stage in stages if what in stage.holds), None)
