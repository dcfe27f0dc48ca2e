"""Each rule beside its own cases: what it must find, and what it must let pass."""

from __future__ import annotations

import re

import pytest

from learning_loop.disclosure.check import RULES
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.rule import Rule
from learning_loop.disclosure.tokens import Reading

KNOWN = Known(
    ["Front Door", "Marlsea", "Marlsea Council", "Children’s Services", "Early Help", "Adult Social Care"],
    ["learning@marlsea.example"],
)
FINDS = [(rule, case) for rule in RULES.values() for case in rule.finds]
PASSES = [(rule, case) for rule in RULES.values() for case in rule.passes]


def spans(rule: Rule, text: str) -> list[str]:
    reading = Reading(text, of_case=False)
    reading.covered = KNOWN.covered(reading)
    if rule.needs and not reading.kinds & rule.needs:
        return []
    return [text[start:end] for start, end in rule.find(reading, KNOWN)]


@pytest.mark.parametrize(("rule", "case"), FINDS, ids=lambda one: one.id if isinstance(one, Rule) else one)
def test_a_rule_finds_what_stands_in_its_brackets(rule: Rule, case: str) -> None:
    wanted = re.findall(r"\[\[(.*?)\]\]", case, re.DOTALL)
    found = spans(rule, case.replace("[[", "").replace("]]", ""))
    assert found == wanted


@pytest.mark.parametrize(("rule", "case"), PASSES, ids=lambda one: one.id if isinstance(one, Rule) else one)
def test_a_rule_lets_its_harmless_cases_pass(rule: Rule, case: str) -> None:
    assert spans(rule, case) == []


def test_every_rule_says_what_is_wrong_why_it_matters_and_what_to_do() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert rule.what[0].islower()
        assert rule.why[0].isupper()
        assert rule.do[0].isupper()
        assert not any(part.endswith(".") for part in (rule.what, rule.why, rule.do))
