"""Front matter as it grows line by line, in the hand of an author."""

from __future__ import annotations

from learning_loop.reading.unwritten import CHECK
from learning_loop.reading.written import Tree, field_lines, in_braces

LONGEST_LIST = 150
"""Characters of a list on one line."""


def field(name: str, value: Tree) -> str:
    """Give the line or lines of a field; a list of ids, or a short one of words, stands in square brackets."""
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        line = f"{name}: {in_braces(value)}"
        if len(line) <= LONGEST_LIST or not any(" " in str(entry) for entry in value):
            return line
    return field_lines(name, value, column=0, offset=2)


class Front:
    """The lines of a new front matter."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def note(self, words: str) -> None:
        """Add a note to the author, which nobody publishes."""
        self._lines.append(f"# {words}")

    def check(self, words: str) -> None:
        """Add a note of what somebody must look at before the item is published."""
        self.note(f"{CHECK}: {words}")

    def add(self, name: str, value: Tree) -> None:
        """Add a field, unless it says nothing."""
        if value:
            self._lines.append(field(name, value))

    def file(self, body: str) -> str:
        """Give the whole file."""
        return "\n".join(("---", *self._lines, "---", "", body.strip("\n"), ""))
