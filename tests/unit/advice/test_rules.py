"""Each rule of advice beside its own cases: the lines that it must point at, and what it must be content with."""

from __future__ import annotations

import re

import pytest

from learning_loop.advice.advise import RULES, advise_item
from learning_loop.advice.kept import Advice
from learning_loop.advice.rule import Rule
from learning_loop.advice.vocabulary import Vocabulary
from learning_loop.model.advising import Advising
from learning_loop.model.kinds import KIND_BY_NAME

SENSES = {
    "CP": ("child protection", "cerebral palsy"),
    "LCSPR": ("Local child safeguarding practice review",),
    "MASH": (),
}
FINDS = [(rule, case) for rule in RULES.values() for case in rule.finds]
PASSES = [(rule, case) for rule in RULES.values() for case in rule.passes]
MARK = ">>>"


def advice_on(case: str, rule: Rule, vocabulary: Vocabulary | None = None) -> list[Advice]:
    front, body = (case, "Text.") if rule.kind == "review" else ("title: A title", case)
    folder = KIND_BY_NAME[rule.kind].folder
    text = f"---\n{front}\n---\n{body}\n"
    words = vocabulary or Vocabulary(Advising(), SENSES)
    found = advise_item(text.encode(), path=f"{folder}/x.md", vocabulary=words)
    return [one for one in found if one.rule == rule.id]


@pytest.mark.parametrize(("rule", "case"), FINDS, ids=lambda one: one.id if isinstance(one, Rule) else None)
def test_a_rule_points_at_the_marked_lines(rule: Rule, case: str) -> None:
    lines = [number for number, line in enumerate(case.split("\n"), 4) if MARK in line]
    assert [one.line for one in advice_on(case.replace(MARK, ""), rule)] == (lines or [2])


@pytest.mark.parametrize(("rule", "case"), PASSES, ids=lambda one: one.id if isinstance(one, Rule) else None)
def test_a_rule_is_content_with_its_harmless_cases(rule: Rule, case: str) -> None:
    assert advice_on(case, rule) == []


@pytest.mark.parametrize(("rule", "case"), FINDS, ids=lambda one: one.id if isinstance(one, Rule) else None)
def test_every_rule_says_what_stands_there_why_it_matters_and_what_to_do(rule: Rule, case: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    for one in advice_on(case.replace(MARK, ""), rule):
        assert one.what[0].islower() or one.what[0] in "‘0123456789"
        assert one.why[0].isupper()
        assert one.do[0].isupper()
        assert not any(part.endswith(".") for part in (one.what, one.why, one.do))
