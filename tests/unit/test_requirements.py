"""The table of what the frameworks ask names all of it, and only tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache

from tests.example import ROOT

ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "docs/requirements.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| R")
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`(?: \(([\w, -]+)\))?")


@cache
def _functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_requirement_has_its_row_in_order() -> None:
    assert [row[0] for row in ROWS] == [f"R{number}" for number in range(1, 37)]
    assert all(len(row) == 4 and all(row) for row in ROWS)


def test_every_row_names_tests_that_exist() -> None:
    for row in ROWS:
        named = NAMED.findall(row[3])
        assert named, row
        assert not [path for path, name, _ in named if name not in _functions(path)], row


def test_every_case_that_is_named_is_a_case() -> None:
    cases = {path.name for path in (ROOT / "tests/sites/invalid").iterdir()}
    named = {case for row in ROWS for _, _, listed in NAMED.findall(row[3]) for case in listed.split(", ") if case}
    assert named <= cases
    assert len(named) > 5
