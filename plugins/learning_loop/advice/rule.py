"""What a rule of advice is: a small function over a text, with the words for an author and its own cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import NamedTuple

from learning_loop.advice.reading import Reading
from learning_loop.model.values import dataclass


class Weight(IntEnum):
    """How much advice matters; the greater, the sooner it is told."""

    SMOOTHER = 0
    """The text reads more easily."""
    PLAINER = 1
    """More people understand the text."""
    SHUT_OUT = 2
    """Some readers cannot use the text as it is, or are hurt by it."""


class Hit(NamedTuple):
    """One place of a text, and what stands there: words of our own lists and numbers, never the author's own words."""

    line: int
    field: str
    what: str = ""
    """What stands there, where the rule's own words do not say it."""
    why: str = ""
    do: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that could be written better."""

    id: str
    weight: Weight
    names: tuple[str, str]
    """What is counted, as one and as several: "long sentence", "long sentences"."""
    what: str
    """What stands there. Empty when every hit brings its own words."""
    why: str
    do: str
    find: Callable[[Reading], Iterator[Hit]]
    """Walks once over the text; its time grows with the text's length and no faster."""
    finds: tuple[str, ...]
    """Bodies in Markdown in which it finds something; ``>>>`` stands before each line that it must point at."""
    passes: tuple[str, ...]
    """Bodies with which it is content."""
    kind: str = "briefing"
    """The type of document that the cases are read as."""
