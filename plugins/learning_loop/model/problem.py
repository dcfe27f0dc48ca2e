"""What is wrong with the content: one value a problem, collected by every stage and printed only at the rim."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal

from learning_loop.model.values import dataclass

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem of one place, worded for a communications officer."""

    path: str
    """The file, relative to the content folder and with forward slashes; empty when the problem is of the folder itself."""
    line: int
    """The line in the file, from 1; 0 when no single line is to blame."""
    field: str
    """The front matter field, such as ``actions[3].due``; ``body`` for the text; empty for the whole file."""
    message: str
    """What is wrong, what is allowed, and how to cure it, in one line."""
    severity: Severity = "error"

    def words(self, folder: str) -> str:
        """Give the problem as one line that an editor can jump to; ``folder`` is how the reader names the content folder."""
        place = "/".join(part for part in (folder.rstrip("/"), self.path) if part)
        line = f":{self.line}" if self.line else ""
        field = f" {self.field}:" if self.field else ""
        return one_line(f"{place}{line}:{field} {self.message}" if place else f"{field} {self.message}".lstrip())


def one_line(text: str) -> str:
    """Give a text in one line. Keep what an author typed from breaking the line, or from giving orders to the terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in " ".join(text.split()))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give `` Did you mean 'neglect'?`` for a near miss, or nothing; starts with a space so that it can be appended."""
    by_lower = {name.lower(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f" Did you mean '{by_lower[near[0]]}'?" if near else ""
