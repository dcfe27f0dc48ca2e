"""No rule takes longer than the text is long, whatever the text."""

from __future__ import annotations

import time
from functools import cache

import pytest

from learning_loop.disclosure.check import TEXT_RULES
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.rule import Rule
from learning_loop.disclosure.tokens import Reading

KNOWN = Known(["Front Door"], [])
LARGE = 16_000
"""Characters of the longer text."""

HOSTILE = {
    "letters": "a", "capitals": "Ab ", "digits": "1", "spaced digits": "1 ", "dashes": "a-", "names": "Sarah ", "titles": "Mr ", "months": "1 May ", "ats": "a@a.", "brackets": "Child A (",
    "pipes": "| 1 ", "rows": "| Children | 3 |\n", "numbers and units": "one year and ", "schools": "Oak School ", "saints": "St Ab ", "spaces": " ", "quotes": "‘", "facts": "Somali deaf twin farm ",
    "comments": "<!--", "only": "only one child ", "called": "known as ", "invisible": "a\u200b", "mixed": "aа", "front door": "Front Door ", "words": "when the child was seen ", "birthday": "1st birthday ",
    "drafts": "draft v\n", "years": "(2019; Ab, ", "dotted": "A.", "cases": "case number ", "newlines": "\n", "hyphened capitals": "Ab-", "slashes": "///a.", "village": "village of Ab ", "ordinals": "twenty-first of ",
    "dates": "apr 2 ", "rare facts": "ghanaian  triplets  protect,  village of ", "list of names": "Ab, ", "lanes": "Ln ", "initials": "J.S.",
}  # fmt: skip


@cache
def read(name: str, size: int) -> Reading:
    reading = Reading(HOSTILE[name] * (size // len(HOSTILE[name])))
    reading.covered = KNOWN.covered(reading)
    return reading


def seconds(rule: Rule, reading: Reading) -> float:
    began = time.process_time()
    for _ in rule.find(reading, KNOWN):
        pass
    return time.process_time() - began


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.id)
def test_a_rule_grows_with_the_text_and_no_faster(rule: Rule) -> None:
    """Eight times the text takes about eight times as long; twenty is far from the sixty-four of a square."""
    for name in HOSTILE:
        longer = seconds(rule, read(name, LARGE))
        if longer > 0.02:
            shorter = min(seconds(rule, read(name, LARGE // 8)) for _ in range(2))
            assert min(longer, seconds(rule, read(name, LARGE))) < 20 * shorter + 0.02, name


def test_reading_a_text_grows_with_it_and_no_faster() -> None:
    for name, part in HOSTILE.items():
        times = []
        for size in (LARGE // 8, LARGE):
            text = part * (size // len(part))
            times.append(min(reading_seconds(text) for _ in range(2)))
        assert times[1] < 20 * times[0] + 0.05, name


def reading_seconds(text: str) -> float:
    began = time.process_time()
    KNOWN.covered(Reading(text))
    return time.process_time() - began
