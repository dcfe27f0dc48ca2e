"""The learning cycle: its stages, what each means, and what stands there."""

from __future__ import annotations

from collections import Counter, defaultdict

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.stages import stage_of, stage_of_action
from learning_loop.model.framework import Stage
from learning_loop.model.publication import Publication
from learning_loop.present.desk import Desk
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.views import CyclePage, LinkView, StageView
from learning_loop.present.wheel import draw_wheel
from learning_loop.present.words import count_words

CYCLE = LinkView("The learning cycle", "cycle/")

NEWEST = 4
"""Documents shown at each stage."""


def cycle_pages(desk: Desk) -> list[Spec]:
    """List the page of the learning cycle."""
    return [Spec(CYCLE.path, present_cycle)]


def item_stage(one: Publication, desk: Desk) -> LinkView | None:
    """Give where an item stands: "Stage 3 of 4: Embed"."""
    return _stage_link(stage_of(one, desk.library), desk)


def action_stage(record: ActionRecord, desk: Desk) -> LinkView | None:
    """Give where an action stands."""
    return _stage_link(stage_of_action(record, desk.library), desk)


def _stage_link(stage: Stage | None, desk: Desk) -> LinkView | None:
    if stage is None:
        return None
    stages = desk.library.registers.framework.stages
    return LinkView(
        f"Stage {stages.index(stage) + 1} of {len(stages)}: {stage.label}", f"{CYCLE.path}#stage-{stage.id}"
    )


def present_cycle(desk: Desk) -> CyclePage:
    """Make the page of the learning cycle."""
    library = desk.library
    found: defaultdict[str, list[Publication]] = defaultdict(list)
    for one in library.newest_first:
        if (stage := stage_of(one, library)) is not None:
            found[stage.id].append(one)
    actions = Counter(stage.id for record in library.actions if (stage := stage_of_action(record, library)) is not None)
    title = CYCLE.label
    intro = (
        "Learning is worth something when it comes round: somebody looks, agrees what it teaches, changes how we work, and looks again. "
        "Every document and action here stands at one stage, worked out from what it is and how far it has got."
    )
    return CyclePage(
        head=desk.head(title, intro, CYCLE.path),
        crumbs=(HOW_WE_LEARN,),
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        wheel=draw_wheel(library.registers.framework.stages, CYCLE.path),
        stages=tuple(
            _stage(number, stage, found[stage.id], actions[stage.id], desk)
            for number, stage in enumerate(library.registers.framework.stages, 1)
        ),
    )


def _stage(number: int, stage: Stage, rows: list[Publication], actions: int, desk: Desk) -> StageView:
    documents = count_words(len(rows), "document") if rows else "No documents"
    return StageView(
        number=str(number),
        label=stage.label,
        anchor=f"stage-{stage.id}",
        about=stage.about,
        count=f"{documents} and {count_words(actions, 'action')}" if actions else documents,
        rows=tuple(desk.short_row(one) for one in rows[:NEWEST]),
        actions=LinkView("All actions", "actions/") if actions else None,
    )
