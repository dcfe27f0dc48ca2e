"""A file → everything of it that somebody may read, in one text, and back from a place there to a line and a column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, NamedTuple

from learning_loop.reading.front_matter import FieldPath, SplitText, field_words, texts_within
from learning_loop.reading.places import Mapping as Places
from learning_loop.reading.places import Scalar, node_at, read_places

_NO_TEXT = re.compile(
    r"[a-z0-9]+(?:[-/][a-z0-9]+)*/?|\d{4}(?:-\d\d){0,2}(?:[ T]\d\d:\d\d)?|[A-Z][A-Z0-9]{0,9}(?:-\d{2,4}){0,2}-?[A-Z0-9]{0,3}(?:/[A-Z]\d{1,3})*|#[0-9a-fA-F]{6}"
)
"""Ids, days and references: the schema knows them, and they are in no reader's way."""

_FILE_FIELDS = frozenset({"file", "redirect_from"})

GAP = "\n\n"
"""What stands between two values: no rule looks across it."""


class Place(NamedTuple):
    """Where a character of the text stands in the file."""

    line: int
    column: int
    """0 when only the line is known."""
    field: str
    is_file_name: bool = False


class Passages:
    """All values of a file's front matter, and its body behind them, as one text."""

    def __init__(
        self,
        values: Mapping[str, Any],
        split: SplitText | None,
        lines: Mapping[FieldPath, int],
        front: str,
        front_line: int,
    ) -> None:
        self.paths: list[FieldPath] = []
        self.file_names: list[tuple[FieldPath, str]] = []
        self._starts: list[int] = []
        self._values: list[str] = []
        self._lines = lines
        self._front = front
        self._front_line = front_line
        self._split = split
        self._places: Places | None = None
        at = 0
        for path, value in texts_within(values, ()):
            if path and (path[-1] in _FILE_FIELDS or (len(path) > 1 and path[-2] in _FILE_FIELDS)):
                self.file_names.append((path, value))
            elif not _NO_TEXT.fullmatch(value) and path[-1:] != ("ref",):
                self.paths.append(path)
                self._starts.append(at)
                self._values.append(value)
                at += len(value) + len(GAP)
        self.body_start = at
        body = split.body if split else ""
        self.text = GAP.join([*self._values, body]) if self._values else body

    def place_of(self, offset: int, *, exact: bool = True) -> Place:
        """Give where a character stands; without ``exact`` a front matter's field is not searched for the column."""
        if offset >= self.body_start and self._split is not None:
            body = self._split.body
            inside = offset - self.body_start
            line_start = body.rfind("\n", 0, inside) + 1
            return Place(self._split.body_line + body.count("\n", 0, inside) + 1, inside - line_start + 1, "body")
        number = bisect_right(self._starts, offset) - 1
        path = self.paths[number]
        line = self.line_of(path)
        if exact:
            return self._exact(path, self._values[number], offset - self._starts[number]) or Place(
                line, 0, field_words(path)
            )
        return Place(line, 0, field_words(path))

    def line_of(self, path: FieldPath) -> int:
        """Give the line of a field, or of the nearest field around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _exact(self, path: FieldPath, value: str, inside: int) -> Place | None:
        """Find a character of a value in the front matter as it is written, by counting the signs that are no spaces."""
        if self._places is None:
            self._places = read_places(self._front)
        node = node_at(self._places, path)
        if not isinstance(node, Scalar) or (node.style == '"' and "\\" in self._front[node.start : node.end]):
            return None
        wanted = sum(not sign.isspace() for sign in value[:inside])
        at = self._front.find("\n", node.start) + 1 if node.style in ("|", ">") else node.start + bool(node.style)
        while at < node.end:
            sign = self._front[at]
            if not sign.isspace():
                if not wanted:
                    break
                wanted -= 1
                at += node.style == "'" and self._front.startswith("''", at)
            at += 1
        start = self._front.rfind("\n", 0, at) + 1
        return Place(self._front_line + self._front.count("\n", 0, at) + 1, at - start + 1, field_words(path))
