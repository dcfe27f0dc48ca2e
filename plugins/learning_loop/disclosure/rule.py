"""What a rule is: a small function over a reading, with the words for an officer and the cases that it must get right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.tokens import Reading
from learning_loop.model.values import dataclass

Span = tuple[int, int]
"""Where something begins, and the place behind its end."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that may not be published."""

    id: str
    severity: Severity
    needs: int
    """Kinds of words without which the rule has nothing to look at; 0 when it looks at every text."""
    what: str
    """What stands there, as an officer would say it."""
    why: str
    do: str
    find: Callable[[Reading, Known], Iterator[Span]]
    """Walks once over the reading; its time grows with the text's length and no faster."""
    finds: tuple[str, ...]
    """Cases that it must find: what must be found stands in [[ ]]."""
    passes: tuple[str, ...]
    """Cases that it must let pass."""

    @property
    def message(self) -> str:
        """What is wrong, why it matters and what to do, in one line."""
        return f"{self.what}. {self.why}. {self.do}"
