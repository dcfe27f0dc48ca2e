"""What a language model hears in a text beside the rules. It may only add findings to look at, never take one away.

Only spaCy's official model `en_core_web_sm` is asked, and only where somebody has installed it with the extra `ner`; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from learning_loop.disclosure.check import Hit
from learning_loop.disclosure.english import is_ordinary
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.rules import heard
from learning_loop.disclosure.tokens import CAPITAL, Reading

MODEL = "en_core_web_sm"

Hear = Callable[[str], Iterable[tuple[int, int, str]]]
"""Gives the start, end and kind of each name that a model hears in a text."""

_KINDS = frozenset({"PERSON", "FAC", "LOC"})
"""People, buildings and places. Organisations and countries would drown the rest."""


class Heard(NamedTuple):
    """Whether a model was asked."""

    ran: bool

    @property
    def says(self) -> str:
        """What the JSON says of it."""
        return "run" if self.ran else "NOT RUN"

    @property
    def words(self) -> str:
        """What the summary says of it."""
        return "" if self.ran else f" Names by language model: NOT RUN ({MODEL} is not installed)."


def load_model() -> Hear | None:
    """Give the official model, ready to be asked; None where it is not installed."""
    if find_spec("spacy") is None or find_spec(MODEL) is None:
        return None
    model: Any = import_module(MODEL).load(disable=["lemmatizer", "parser", "tagger", "attribute_ruler"])
    model.max_length = 2_100_000

    def hear(text: str) -> Iterator[tuple[int, int, str]]:
        for entity in model(text).ents:
            yield entity.start_char, entity.end_char, entity.label_

    return hear


def add_hits(text: str, hits: list[Hit], known: Known, hear: Hear) -> list[Hit]:
    """Give the hits of the rules with what a model hears beside them: never one less, and nothing that may be published."""
    reading = Reading(text)
    covered = known.covered(reading)
    allowed = {reading.tokens[index].start for index in covered}
    taken = [(hit.start, hit.end) for hit in hits]
    added = []
    for start, end, kind in hear(text):
        if kind not in _KINDS or any(start < other and begin < end for begin, other in taken):
            continue
        words = [token for token in reading.tokens if start <= token.start < end and token.kind & CAPITAL]
        if words and not all(token.start in allowed or (is_ordinary(token.low) and len(words) == 1) for token in words):
            added.append(Hit(heard.RULES[0], start, end))
    return sorted([*hits, *added], key=lambda hit: (hit.start, hit.end))
