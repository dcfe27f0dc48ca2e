"""Front matter as an author would type it: plain where YAML allows, folded where it is long.

PyYAML's own writer takes longer than all the rest of a document, so this one knows only what the corpus needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

Value: TypeAlias = "str | int | date | Sequence[Value] | Mapping[str, Value] | None"

_LONG = 90
_WORDS_A_LINE = 18
_PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9 ’./()-]*[A-Za-z0-9.)/]|\d{4}-\d{2}(-\d{2}( \d{2}:\d{2})?)?")
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off"}


def render_front_matter(fields: Mapping[str, Value]) -> str:
    """Give the block between its two ``---`` lines; fields that are empty are left out."""
    return "\n".join(["---", *_mapping(fields, ""), "---", ""])


def _mapping(fields: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in fields.items():
        if not _is_empty(value):
            yield from _entry(key, value, indent)


def _is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, Sequence | Mapping) and not value)


def _entry(key: str, value: Value, indent: str) -> Iterator[str]:
    inner = indent + "  "
    if isinstance(value, str):
        yield from _text(f"{indent}{key}:", value, inner)
    elif isinstance(value, Mapping):
        if _is_short(value):
            yield f"{indent}{key}: {_flow(value)}"
        else:
            yield f"{indent}{key}:"
            yield from _mapping(value, inner)
    elif isinstance(value, Sequence):
        if _is_short(value):
            yield f"{indent}{key}: {_flow(value)}"
        else:
            yield f"{indent}{key}:"
            yield from (line for entry in value for line in _list_entry(entry, inner))
    else:
        yield f"{indent}{key}: {value}"


def _list_entry(value: Value, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        first, *others = _mapping(value, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others
    elif isinstance(value, str):
        yield from _text(f"{indent}-", value, indent + "  ")


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    """Give a text behind its key: on the same line, folded when it is long, kept as it is when it has paragraphs."""
    if "\n" in text:
        yield f"{head} |"
        yield from (f"{indent}{line}" if line else "" for line in text.split("\n"))
    elif len(text) > _LONG:
        yield f"{head} >-"
        words = text.split()
        yield from (indent + " ".join(words[at : at + _WORDS_A_LINE]) for at in range(0, len(words), _WORDS_A_LINE))
    else:
        yield f"{head} {_scalar(text)}"


def _is_short(value: Sequence[Value] | Mapping[str, Value]) -> bool:
    """Whether it can stand on the line of its key: no nesting and no sentences."""
    parts = value.values() if isinstance(value, Mapping) else value
    return all(isinstance(part, int | date) or (isinstance(part, str) and len(part) < 40) for part in parts)


def _flow(value: Sequence[Value] | Mapping[str, Value]) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_scalar(part)}" for key, part in value.items() if not _is_empty(part)) + "}"
    return "[" + ", ".join(_scalar(part) for part in value) + "]"


def _scalar(value: Value) -> str:
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _RESERVED:
        return value
    return "'" + value.replace("'", "''") + "'"
