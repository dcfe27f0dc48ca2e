"""Every state of an action is shown by words and a shape, with its definition beside it, wherever the example has it."""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

import pytest

from learning_loop.model.publication import Delivery, Impact, Response
from learning_loop.present.words import AXES, CLOSED, FLAGS, RAG
from tests.example import AUDIENCES, ROOT, Example

STATES = re.compile(
    r'<div>\s*<dt>(?P<axis>[^<]+)</dt>\s*<dd><p class="states__words tone-(?P<tone>\w+)">'
    r'<svg class="mark" aria-hidden="true"><use href="[^"#]*#(?P<mark>[^"]+)"/></svg>(?P<words>[^<]+)</p>'
    r'<p class="small muted">(?P<definition>[^<]+)'
)
STATUS = re.compile(r'<span class="status tone-\w+">(?P<inside>.*?)</span></span>', re.DOTALL)
FLAG = re.compile(r'<span class="flag flag--\w+">(?P<inside>.*?)</span>', re.DOTALL)
MARK = re.compile(
    r'<svg class="mark[^"]*" aria-hidden="true"><use href="[^"#]*#([^"]+)"/></svg>(?:<span[^>]*>)?\s*([^<\s][^<]*)'
)
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "theme/assets/marks.svg").read_text(encoding="utf-8")))
STANDING = re.compile(r'<dl class="standing">(.*?)</dl>', re.DOTALL)

BY_AXIS = {
    AXES[axis][0]: {words: (f"{axis}-{state}", definition) for state, (words, definition, _) in AXES[axis][2].items()}
    for axis in AXES
}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_action_shows_its_three_answers_in_words_and_shape_with_the_definition(
    example: Example, audience: str
) -> None:
    pages = [page for page in example.site(audience).pages if page.kind == "action"]
    assert len(pages) > 50
    seen = set()
    for page in pages:
        found = [match.groupdict() for match in STATES.finditer(page.html)]
        assert [one["axis"] for one in found] == list(BY_AXIS), page.path
        for one in found:
            mark, definition = BY_AXIS[one["axis"]][one["words"]]
            assert one["mark"] == mark, page.path
            assert one["definition"].startswith(definition), page.path
        seen.add(tuple(one["words"] for one in found))
    assert len(seen) >= 8, sorted(seen)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_status_and_flag_of_every_page_has_a_mark_that_exists_and_words(example: Example, audience: str) -> None:
    count = 0
    for page in example.site(audience).pages:
        for match in (*STATUS.finditer(page.html), *FLAG.finditer(page.html)):
            mark = MARK.match(match["inside"].strip())
            assert mark, f"{page.path}: {match[0]}"
            assert mark[1] in SYMBOLS, f"{page.path}: {mark[1]}"
            assert mark[2].strip(), f"{page.path}: {match[0]}"
            count += 1
    assert count > 500


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_action_says_its_colour_and_whether_it_is_closed(example: Example, audience: str) -> None:
    colours = {words: definition for words, definition, _, _ in RAG.values()}
    closed = {words: definition for words, definition, _ in CLOSED.values()}
    for page in example.site(audience).pages:
        if page.kind == "action":
            standing = STANDING.search(page.html)
            assert standing, page.path
            for known in (colours, closed):
                assert sum(f">{words}</span>" in standing[1] and f">{text}</span>" in standing[1] for words, text in known.items()) == 1, page.path  # fmt: skip


def test_every_state_that_a_plan_or_a_loop_shows_is_defined_on_the_same_page(example: Example) -> None:
    looked = 0
    for page in example.site("professional").pages:
        if page.kind not in ("plan", "reviews") or 'class="table table--stack' not in page.html:
            continue
        table = page.html[page.html.index('<table class="table table--stack') : page.html.rindex("</table>")]
        for axis in AXES:
            for state, (words, definition, _) in AXES[axis][2].items():
                if f"#{axis}-{state}" in table and f">{words}" in table and "/r" in table:
                    looked += 1
                    assert definition.replace("'", "&#39;") in page.html, f"{page.path}: {words}"
    assert looked > 50


def test_every_combination_that_may_be_typed_has_words_a_shape_and_a_definition() -> None:
    for answer, step, change in product(get_args(Response), get_args(Delivery), get_args(Impact)):
        for axis, state in (("response", answer), ("delivery", step), ("impact", change)):
            words, definition, _ = AXES[axis][2][state]
            assert words
            assert definition.endswith(".")
            assert f"{axis}-{state}" in SYMBOLS
    assert {f"flag-{flag}" for flag in FLAGS} <= SYMBOLS
    assert {mark for _, _, mark, _ in RAG.values()} | {mark for _, _, mark in CLOSED.values()} <= SYMBOLS
