"""Front matter → plain values with line numbers.

The YAML of an item is data that people type in a hurry, so the subset is small: mappings, lists and scalars. Scalars stay the text
that was typed (``no`` is the word no, ``012`` keeps its zero, ``12:30`` is no number of seconds); the schema decides what they mean.
Aliases, anchors, tags and repeated keys are refused. Events are read instead of a composed tree because libyaml gives them without
recursion: neither a bomb of aliases nor ten thousand brackets can exhaust anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from learning_loop.model.problem import Problem
from learning_loop.model.values import dataclass, field
from learning_loop.reading.text import INVISIBLE

MAX_DEPTH = 12
"""Levels of nesting; the deepest field of the schema has six."""

MAX_FRONT_MATTER = 512_000
"""Characters. A plan of 200 actions has about 250,000."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)

NULLS = frozenset({"", "~", "null", "Null", "NULL"})

FieldPath = tuple[str | int, ...]


class Loader(yaml.CSafeLoader):
    """libyaml without implicit types: every plain scalar is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the attribute that PyYAML reads


@dataclass(slots=True)
class FrontMatter:
    """The values of a front matter, and where each stands."""

    values: dict[str, Any]
    """Nested dicts and lists with str or None leaves."""
    lines: dict[FieldPath, int]
    """Line of every key and list entry, from 1 in the file."""
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: FieldPath) -> int:
        """Give the line of a field, or of the nearest field around it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def words_of(self, path: FieldPath) -> str:
        """Give a field's place as its author reads it."""
        return field_words(path)

    def note_on(self, path: FieldPath) -> str:
        """Give what else somebody must know who left a field out; empty for nothing."""
        return ""


@dataclass(slots=True)
class SplitText:
    """A file cut in two."""

    front: str
    body: str
    front_line: int
    """Lines before the front matter's first line."""
    body_line: int
    """Lines before the body's first line."""


def split_front_matter(text: str) -> SplitText | None:
    """Cut a file at its two ``---`` lines; None when it does not start with one or the second is missing."""
    first = _FENCE.match(text)
    second = _FENCE.search(text, first.end()) if first else None
    if first is None or second is None:
        return None
    front = text[first.end() + 1 : second.start()]
    return SplitText(front, text[second.end() + 1 :], 1, 2 + front.count("\n"))


def why_not_split(text: str) -> str:
    """Say why `split_front_matter` gave nothing."""
    if not text.strip():
        return "the file is empty. An item begins with a line '---', fields such as 'title: …', and a second line '---'"
    if _FENCE.match(text):
        return "the front matter has no end. Put a line '---' after its last field, not indented and with nothing else on it"
    return "no front matter. The first line must be '---', then come fields such as 'title: …', and a second line '---'"


def read_mapping(text: str, *, path: str, line_offset: int, name: str = "the front matter") -> FrontMatter:
    """Read strict YAML whose top is a mapping; every problem found is in the result, which may then be incomplete.

    ``name`` is what messages call the text.
    """
    result = FrontMatter({}, {})
    if len(text) > MAX_FRONT_MATTER:
        message = f"is {len(text):,} characters long; at most {MAX_FRONT_MATTER:,} are read. Put long text below the second '---' line"
        result.problems.append(Problem(path, line_offset, "", f"{name} {message}"))
        return result
    builder = _Builder(path, line_offset, result, name)
    try:
        for event in yaml.parse(text, Loader=Loader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        result.problems.append(_syntax_problem(error, path, line_offset, text, name))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 + line_offset
        result.problems.append(
            Problem(
                path,
                line,
                "",
                f"the character U+{ord(str(error.character)[0]) if isinstance(error.character, str) else error.character:04X} is not allowed here. Delete it",
            )
        )
    return result


@lru_cache(maxsize=1)
def read_front(text: str, path: str, line_offset: int) -> FrontMatter:
    """Give what `read_mapping` gives of an item's front matter, for all who read one file in turn: none of them may change it."""
    return read_mapping(text, path=path, line_offset=line_offset)


class _Builder:
    """Builds nested values from parse events, one level a stack entry."""

    def __init__(self, path: str, line_offset: int, result: FrontMatter, name: str) -> None:
        self.path = path
        self.name = name
        self.offset = line_offset
        self.result = result
        self.stack: list[_Level] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False stops the reading."""
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.CollectionStartEvent):
            return self._open(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
            return True
        if isinstance(event, yaml.AliasEvent):
            return self._refuse(event, f"uses the alias '*{event.anchor}'. Aliases are not read: write the value out")
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                return self._refuse(
                    event, "a second '---' or a '...' stands inside the front matter. An item has one front matter only"
                )
        return True

    def _line(self, event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + 1 + self.offset

    def _refuse(self, event: yaml.Event, message: str) -> bool:
        level = self.stack[-1] if self.stack else _Level((), None)
        where = field_words((*level.path, level.key) if level.key is not None else level.path)
        self.result.problems.append(Problem(self.path, self._line(event), where, message))
        return False

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        if event.anchor or event.tag:
            return self._refuse(event, _ANCHOR_OR_TAG)
        if len(self.stack) >= MAX_DEPTH:
            return self._refuse(event, f"is nested more than {MAX_DEPTH} levels deep. No field needs that")
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if not self.stack:
            if isinstance(value, list):
                return self._refuse(event, f"{self.name} is a list. It must be lines of 'field: value'")
            self.result.values = value
            self.stack.append(_Level((), value))
            return True
        path = self._place(event, value)
        if path is None:
            return False
        self.stack.append(_Level(path, value))
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        if event.anchor or event.tag:
            return self._refuse(event, _ANCHOR_OR_TAG)
        if found := INVISIBLE.search(event.value):
            return self._refuse(
                event,
                f"has an invisible character (U+{ord(found[0]):04X}), written with a backslash in double quotes. Use single quotes",
            )
        value = None if not event.style and event.value in NULLS else event.value
        if not self.stack:
            if value is None:
                return True
            return self._refuse(event, f"{self.name} is not made of 'field: value' lines")
        level = self.stack[-1]
        if isinstance(level.value, dict) and level.key is None:
            return self._key(level, event)
        return self._place(event, value) is not None

    def _key(self, level: _Level, event: yaml.ScalarEvent) -> bool:
        key = event.value
        path = (*level.path, key)
        if key in level.value:
            first = self.result.lines[path]
            message = f"stands twice (first on line {first}). Keep one"
            self.result.problems.append(Problem(self.path, self._line(event), field_words(path), message))
        else:
            self.result.lines[path] = self._line(event)
        level.key = key
        return True

    def _place(self, event: yaml.Event, value: Any) -> FieldPath | None:
        """Put a value where the stack says, and give its path; None when a key is not text."""
        level = self.stack[-1]
        if isinstance(level.value, list):
            path: FieldPath = (*level.path, len(level.value))
            self.result.lines[path] = self._line(event)
            level.value.append(value)
            return path
        if level.key is None:
            self._refuse(event, "a field's name must be a plain word")
            return None
        path = (*level.path, level.key)
        level.value.setdefault(level.key, value)
        level.key = None
        return path


@dataclass(slots=True)
class _Level:
    path: FieldPath
    value: Any
    key: str | None = None


_ANCHOR_OR_TAG = "uses an anchor ('&') or a tag ('!'). Only plain values are read: put the text in quotes if it starts with such a sign"


def field_words(path: FieldPath) -> str:
    """Give a field's place as an author reads it, counted from one: ``actions[3].due``."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if words else part)
    return words


def _syntax_problem(error: yaml.MarkedYAMLError, path: str, offset: int, text: str, name: str) -> Problem:
    began_earlier = any(word in (error.context or "") for word in ("quoted scalar", "simple key", "flow"))
    mark = (error.context_mark if began_earlier else None) or error.problem_mark or error.context_mark
    row = int(mark.line) if mark else 0
    lines = text.splitlines()
    near = lines[row] if row < len(lines) else ""
    detail = (error.problem or error.context or "cannot be read").strip()
    return Problem(path, row + 1 + offset, "", f"{name} cannot be read here: {_plain_cause(detail, near)}")


def _plain_cause(detail: str, near: str) -> str:
    """Say in plain words what usually causes a YAML error."""
    if "\t" in near:
        return "there is a tab. Use spaces"
    for quote in ("“", "”", "‘"):
        if near.partition(":")[2].strip().startswith(quote):
            return f"the value starts with the curly quote {quote}. Use straight quotes (' or \")"
    if "<document start>" in detail:
        return "a line '...' or '---' ends the front matter before this line. Take it out"
    if "mapping values are not allowed" in detail:
        return "there is a second ': ' on the line. Put the whole value in single quotes"
    value = near.partition(":")[2].strip()
    ends_early = "did not find expected key" in detail and value.startswith(("'", '"'))
    if "quoted scalar" in detail or "unexpected end of stream" in detail or ends_early:
        return (
            "a quotation mark is not closed, or closes too early. A value that has an apostrophe goes in double quotes"
        )
    if "could not find expected ':'" in detail or "simple key" in detail:
        return "a line has no 'field: value' form. Is a colon missing, or the line before not finished?"
    if (
        "did not find expected key" in detail
        or "expected '-'" in detail
        or "block collection" in detail
        or "block mapping" in detail
    ):
        return "the indentation does not fit the lines before it, or a quotation mark is missing. Fields of one level start in the same column"
    if "flow" in detail or "expected ',' or" in detail:
        return "a '[' or '{' list is not closed, or a comma is missing"
    if "cannot start any token" in detail:
        return "a value starts with a sign that YAML keeps for itself (@ ` % & * !). Put the value in single quotes"
    return detail + ". Put the value in single quotes if it has special signs"


def texts_within(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Give every text within a value of the front matter, with where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_within(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from texts_within(inner, (*path, position))
