"""What is kept of the advice on an item: values alone, so that they cost a build that reads them nothing."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    """What an author is told of one place of one file. None of it is an error."""

    path: str
    line: int
    field: str
    rule: str
    what: str
    why: str
    do: str

    @property
    def message(self) -> str:
        """What stands there, why it matters and what to do, in one line."""
        return f"{self.what}. {self.why}. {self.do}"


class Advised(NamedTuple):
    """The advice on one item."""

    vocabulary: str
    """The `Vocabulary.digest` that it was drawn with."""
    advice: tuple[Advice, ...]
