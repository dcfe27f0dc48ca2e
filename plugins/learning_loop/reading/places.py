"""Where each value of a front matter stands: the characters that an edit may touch, and nothing around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from learning_loop.model.values import dataclass, field
from learning_loop.reading.front_matter import NULLS, FieldPath, Loader


@dataclass(slots=True)
class Scalar:
    """One written value."""

    start: int
    end: int
    """Behind its last character; trailing space, comments and blank lines are not part of it."""
    style: str
    """How it is written: ``'``, ``"``, ``|``, ``>``, or nothing for a plain one."""
    value: str | None


@dataclass(slots=True)
class Mapping:
    """A group of fields."""

    start: int
    end: int
    column: int
    """Of its keys, when they stand in lines of their own."""
    flow: bool
    """Written in braces."""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Start of each key, and the place behind its colon."""
    values: dict[str, Node] = field(default_factory=dict)


@dataclass(slots=True)
class Sequence:
    """A list."""

    start: int
    end: int
    column: int
    """Of its dashes, when its entries stand in lines of their own."""
    flow: bool
    """Written in brackets."""
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence


def read_places(text: str) -> Mapping:
    """Give the places of a front matter; none of one that `read_mapping` has a problem with."""
    events = yaml.parse(text, Loader=Loader)
    try:
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                return _mapping(event, events, text)
    except (yaml.YAMLError, RecursionError):
        pass
    return Mapping(0, 0, 0, False)


def node_at(top: Mapping, path: FieldPath) -> Node | None:
    """Give what stands at a path; None when nothing does."""
    node: Node = top
    for part in path:
        if isinstance(node, Mapping) and part in node.values:
            node = node.values[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            return None
    return node


def _node(event: yaml.Event, events: Iterator[yaml.Event], text: str) -> Node:
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, text)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(event, events, text)
    assert isinstance(event, yaml.ScalarEvent)
    start, end = _mark(event.start_mark).index, _mark(event.end_mark).index
    style = event.style or ""
    if style in ("|", ">"):
        end = start + len(text[start:end].rstrip())
    return Scalar(start, end, style, None if not style and event.value in NULLS else event.value)


def _mapping(start: yaml.MappingStartEvent, events: Iterator[yaml.Event], text: str) -> Mapping:
    node = Mapping(
        _mark(start.start_mark).index,
        _mark(start.end_mark).index,
        _mark(start.start_mark).column,
        bool(start.flow_style),
    )
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            node.end = _mark(event.end_mark).index if node.flow else _last_end(node)
            return node
        assert isinstance(event, yaml.ScalarEvent)
        behind_colon = text.index(":", _mark(event.end_mark).index) + 1
        node.keys[event.value] = (_mark(event.start_mark).index, behind_colon)
        value = _node(next(events), events, text)
        if isinstance(value, Scalar) and value.start == value.end:
            value.start = value.end = behind_colon
        node.values[event.value] = value
    return node


def _sequence(start: yaml.SequenceStartEvent, events: Iterator[yaml.Event], text: str) -> Sequence:
    node = Sequence(
        _mark(start.start_mark).index,
        _mark(start.end_mark).index,
        _mark(start.start_mark).column,
        bool(start.flow_style),
    )
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            node.end = _mark(event.end_mark).index if node.flow else _last_end(node)
            return node
        node.items.append(_node(event, events, text))
    return node


def _last_end(node: Mapping | Sequence) -> int:
    """Give the end of a group's last value: libyaml's own mark stands behind the comments and blank lines that follow."""
    inner = list(node.values.values()) if isinstance(node, Mapping) else node.items
    return max((one.end for one in inner), default=node.start)


def _mark(mark: Any) -> Any:
    """Give a mark: events that are read from a text always have them."""
    assert mark is not None
    return mark
