"""What a language model adds where one is installed (disclosure/ner.py)."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import Reading


def _never(reading: Reading, known: Known) -> Iterator[Span]:
    return iter(())


RULES = (
    Rule(
        "name-by-model", Severity.LOOK, 0, "something that a language model takes for a name", "It may name a person or a place",
        "Often it is nothing. If anybody may know it, put it into registers/names.yml", _never, (), (),
    ),
)  # fmt: skip
