"""The front matter of action plans: three typed axes, evidence, dated updates (domain: actions)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from learning_loop.model import publication as model
from learning_loop.schema.fields import Day, Id, ListOf, Partial, Strict, Text, Title, refuse

ActionRef = Annotated[str, StringConstraints(pattern=r"^(R[0-9]+/)?A[0-9]+$")]
"""``R1/A2``, or ``A2`` for an action that answers no single recommendation"""

AnyActionRef = Annotated[str, StringConstraints(pattern=r"^(([A-Z0-9-]+/)?R[0-9]+/)?A[0-9]+$|^[A-Z0-9-]+/A[0-9]+$")]
"""``R1/A2`` of the same plan, or with the source's reference: ``LLR-2022-01/R1/A2``"""

_AXES = (("response", "awaiting"), ("delivery", "not-started"), ("impact", "not-yet-evaluated"))


class MeasurementFields(Strict):
    """One reading: ``{label: April 2023, value: 33, of: 40}``."""

    label: Text
    """When or of whom the reading is."""
    value: Annotated[int, Field(ge=0)]
    """How many."""
    of: Annotated[int, Field(gt=0)]
    """Out of how many."""

    def to_model(self) -> model.Measurement:
        """Give the frozen value."""
        return model.Measurement(self.label, self.value, self.of)

    @model_validator(mode="after")
    def _at_most_all(self) -> Self:
        if self.value > self.of:
            raise refuse(f"value {self.value} is more than the {self.of} it is counted out of")
        return self


class EvidenceFields(Strict):
    """What shows that an action changed something."""

    title: Title
    """What it is: 'Audit of 40 files'."""
    on: Day
    """The day of the result."""
    by: Id | None = None
    """The group or agency that looked."""
    text: Text
    """What was measured, in a sentence."""
    before: MeasurementFields | None = None
    """The reading before the action."""
    after: MeasurementFields | None = None
    """The reading after it, out of the same number or a like one."""
    link: Id | None = None
    """The id of an item of the library that has method and results."""
    does_not_show: Text
    """What this evidence does not prove. Always required: evidence without its limits misleads."""

    def to_model(self) -> model.Evidence:
        """Give the frozen value."""
        return model.Evidence(
            self.title,
            self.on,
            self.by or "",
            self.text,
            self.before.to_model() if self.before else None,
            self.after.to_model() if self.after else None,
            self.link or "",
            self.does_not_show,
        )

    @model_validator(mode="after")
    def _pair(self) -> Self:
        if self.before is not None and self.after is None:
            raise refuse("has a 'before' and no 'after'. Give both readings, or say in 'text' what was measured")
        return self


class UpdateFields(Strict):
    """A dated progress note, and the axes that changed on that day."""

    on: Day
    """The day."""
    note: Text
    """What happened, in a sentence."""
    response: model.Response | None = None
    """The response, if this day decided it."""
    delivery: model.Delivery | None = None
    """The delivery, if it changed on this day."""
    impact: model.Impact | None = None
    """The impact, if it was decided on this day."""

    def to_model(self) -> model.Update:
        """Give the frozen value."""
        return model.Update(self.on, self.note, self.response, self.delivery, self.impact)


class ActionFields(Strict):
    """One action of a plan."""

    ref: ActionRef
    """``R1/A2``: the recommendation and a number; just ``A2`` when it answers no single one. Permanent."""
    title: Title
    """What will be different, in one short line."""
    what: Text
    """What the owner does, in words for the public."""
    detail: Text | None = None
    """More for professionals; never on the public site."""
    owner: Id
    """The agency that does it."""
    scope: model.Scope
    """Whether one agency or several do it."""
    monitored_by: Id | None = None
    """The group that watches it; the plan's if left out."""
    due: Partial
    """By when: a day, a month or a season."""
    response: model.Response = "awaiting"
    """What the owner answered."""
    response_reason: Text | None = None
    """Why not, why only in part, or which other way. Required with these answers."""
    delivery: model.Delivery = "not-started"
    """How far it is."""
    delivery_reason: Text | None = None
    """Why it no longer applies. Required then."""
    superseded_by: AnyActionRef | None = None
    """The action that took its place. Required when delivery is superseded."""
    impact: model.Impact = "not-yet-evaluated"
    """Whether anything changed for children."""
    new_action: AnyActionRef | None = None
    """The action that answers a change that did not hold. Required when impact is not-embedded."""
    measure: Text
    """What will show that it worked."""
    evidence: Annotated[tuple[EvidenceFields, ...], ListOf] = ()
    """What shows it. Required when impact is embedded."""
    updates: Annotated[tuple[UpdateFields, ...], ListOf] = ()
    """Dated progress notes, oldest first."""

    @model_validator(mode="after")
    def _honest(self) -> Self:
        for axis, complaint in _complaints(self):
            raise refuse(complaint, axis)
        return self

    def to_model(self, plan_monitored_by: str) -> model.Action:
        """Give the frozen value; the plan's group watches unless the action names another."""
        return model.Action(
            ref=self.ref,
            title=self.title,
            what=self.what,
            detail=self.detail or "",
            owner=self.owner,
            scope=self.scope,
            monitored_by=self.monitored_by or plan_monitored_by,
            due=self.due,
            response=self.response,
            response_reason=self.response_reason or "",
            delivery=self.delivery,
            delivery_reason=self.delivery_reason or "",
            superseded_by=self.superseded_by or "",
            impact=self.impact,
            new_action=self.new_action or "",
            measure=self.measure,
            evidence=tuple(evidence.to_model() for evidence in self.evidence),
            updates=tuple(update.to_model() for update in self.updates),
        )


def _complaints(action: ActionFields) -> list[tuple[str, str]]:
    """The rules that keep the three axes honest: the field to blame, and why. The first complaint is shown."""
    found = []
    if action.response in ("not-accepted", "accepted-in-part", "accepted-alternative") and not action.response_reason:
        found.append(("response", f"is {action.response}, so 'response_reason' must say why"))
    if action.delivery == "no-longer-applicable" and not action.delivery_reason:
        found.append(("delivery", "is no-longer-applicable, so 'delivery_reason' must say why"))
    if action.delivery == "superseded" and not action.superseded_by:
        found.append(("delivery", "is superseded, so 'superseded_by' must name the action that took its place"))
    if action.impact == "embedded" and not action.evidence:
        found.append(("impact", "is embedded, so 'evidence' must show it. Without evidence write gathering-evidence"))
    if action.impact == "not-embedded" and not action.new_action:
        found.append(("impact", "is not-embedded, so 'new_action' must name the action that answers it"))
    if action.impact in ("embedded", "not-embedded") and action.delivery != "complete":
        found.append(
            (
                "impact",
                f"is {action.impact} but delivery is {action.delivery}. Impact is decided when delivery is complete",
            )
        )
    days = [update.on for update in action.updates]
    if days != sorted(days):
        found.append(("updates", "are not in the order of their days. Put the oldest first"))
    for axis, start in _AXES:
        said = [getattr(update, axis) for update in action.updates if getattr(update, axis)]
        typed = getattr(action, axis)
        if (said[-1] if said else start) != typed:
            last = f"the last update that speaks of it says {said[-1]}" if said else "no update says when"
            found.append((axis, f"is {typed}, but {last}. Let both say the same"))
    return found
