"""Whether actions answer what their source asks for, and decisions are typed once."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.catalogue.catalogue import full_reference, reference_of
from learning_loop.catalogue.complaints import Complaint, Whole
from learning_loop.model.publication import Action, Plan, Publication


def check_plans(whole: Whole) -> Iterator[Complaint]:
    """Find actions that answer a recommendation that is not there, refs that clash, and decisions typed twice."""
    seen: dict[str, Publication] = {}
    for one in whole.publications:
        if not isinstance(one.details, Plan) or one.details.source not in whole.by_id:
            continue
        reference = reference_of(one, whole.by_id)
        if not reference:
            yield Complaint(
                one.source,
                ("source",),
                f"'{one.details.source}' has no reference of its own. Add a line such as 'reference: PLAN-2026-01' to this plan",
            )
        for position, action in enumerate(one.details.actions):
            full = f"{reference}/{action.ref}"
            if (first := seen.setdefault(full, one)) is not one:
                yield Complaint(one.source, ("actions", position, "ref"), f"{full} stands in {first.source} already")
            yield from _check_action(one, action, position, reference, whole)
    for one in whole.publications:
        yield from _check_decisions(one, whole)


def _check_action(one: Publication, action: Action, position: int, reference: str, whole: Whole) -> Iterator[Complaint]:
    assert isinstance(one.details, Plan)
    source = whole.by_id[one.details.source]
    made = {recommendation.ref for recommendation in source.recommendations}
    if action.recommendation and action.recommendation not in made:
        has = f"It has {', '.join(sorted(made))}" if made else "It makes no recommendations: write just A1, A2 …"
        yield Complaint(
            one.source,
            ("actions", position, "ref"),
            f"{action.ref} answers {action.recommendation}, which {source.source} does not make. {has}",
        )
    for name in ("superseded_by", "new_action"):
        other = getattr(action, name)
        if other and not whole.unread and full_reference(other, reference) not in whole.actions:
            yield Complaint(
                one.source,
                ("actions", position, name),
                f"there is no action {other}. Write R1/A2 for one of this plan, LLR-2022-01/R1/A2 for one of another",
            )


def _check_decisions(one: Publication, whole: Whole) -> Iterator[Complaint]:
    for position, recommendation in enumerate(one.recommendations):
        if recommendation.response is None:
            continue
        for plan in whole.plans.get(one.id, ()):
            assert isinstance(plan.details, Plan)
            if any(action.recommendation == recommendation.ref for action in plan.details.actions):
                yield Complaint(
                    one.source,
                    ("recommendations", position, "response"),
                    f"{recommendation.ref} has actions in {plan.source}, and they carry the response. Delete this line",
                )
