"""Where documents and actions stand in the learning cycle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import Library, derive_library
from learning_loop.derive.stages import stage_of, stage_of_action
from learning_loop.model.framework import USUAL_STAGES, Stage
from learning_loop.model.publication import Publication
from learning_loop.schema.framework import FrameworkFields
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.making import item

REGISTERS = registers()
STAGES = tuple(Stage(name, name.capitalize(), "", holds) for name, holds in USUAL_STAGES.items())
AUDIT = REVIEW.replace("lcspr\n", "thematic-audit\n").replace("LCSPR-2026-01", "MAA-2026-01")
EVIDENCE = "\n    evidence: [{title: A count, on: 2026-03-01, text: It was counted., link: audit, does_not_show: Much}]"
DONE = "\n    delivery: complete\n    updates: [{on: 2026-02-01, note: Done., delivery: complete}]"


def library(*items: Publication, stages: tuple[Stage, ...] = STAGES) -> Library:
    framework = replace(REGISTERS.framework, stages=stages)
    return derive_library(Catalogue({one.id: one for one in items}, replace(REGISTERS, framework=framework)), TODAY)


def label(made: Library, name: str) -> str:
    stage = stage_of(made.publications[name], made)
    return stage.id if stage else ""


def test_a_review_identifies_a_briefing_embeds_and_an_audit_looks() -> None:
    made = library(
        item("reviews/child-m.md", REVIEW), item("reviews/audit.md", AUDIT),
        item("briefings/b.md", "", BRIEFING_BODY), item("pages/about.md"),
    )  # fmt: skip
    assert [label(made, name) for name in ("child-m", "audit", "b", "about")] == ["identify", "review", "embed", ""]


def test_an_audit_that_holds_the_evidence_of_an_action_evaluates() -> None:
    made = library(
        item("reviews/child-m.md", REVIEW), item("reviews/audit.md", AUDIT), item("actions/p.md", PLAN + EVIDENCE)
    )
    assert label(made, "audit") == "evaluate"


@pytest.mark.parametrize(("plan", "stage"), [(PLAN, "embed"), (PLAN + DONE, "evaluate")])
def test_an_action_and_its_plan_evaluate_once_it_is_done(plan: str, stage: str) -> None:
    made = library(item("reviews/child-m.md", REVIEW), item("actions/p.md", plan))
    found = stage_of_action(made.actions[0], made)
    assert found is not None
    assert (found.id, label(made, "p")) == (stage, stage)


def test_a_framework_that_gives_a_type_no_place_leaves_it_without_a_stage() -> None:
    made = library(item("reviews/child-m.md", REVIEW), stages=(Stage("do", "Do", "", ("briefing",)),))
    assert label(made, "child-m") == ""


def test_the_usual_cycle_holds_what_is_usual_until_the_framework_says_so() -> None:
    common = {"review_types": [], "methods": [], "briefing_headings": ["A"], "terms": []}
    plain = FrameworkFields.model_validate({**common, "stages": [{"id": "embed", "label": "Embed"}]})
    assert plain.to_model().stages[0].holds == USUAL_STAGES["embed"]
    said = FrameworkFields.model_validate(
        {**common, "stages": [{"id": "embed", "label": "Embed"}, {"id": "do", "label": "Doing", "holds": ["event"]}]}
    )
    assert [stage.holds for stage in said.to_model().stages] == [(), ("event",)]
