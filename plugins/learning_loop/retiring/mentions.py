"""Where an item is named: in fields of other items, in registers, and in the links of texts as they are written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from learning_loop.reading.front_matter import FieldPath
from learning_loop.reading.markdown import address_of

_ANY = "*"

ITEM_FIELDS: tuple[tuple[str, ...], ...] = (
    ("about", _ANY),
    ("follows_up", _ANY),
    ("supersedes", _ANY),
    ("source",),
    ("actions", _ANY, "evidence", _ANY, "link"),
    ("three_things", _ANY, "link"),
)
"""Fields of items that hold the id of another one; a star stands for each entry of a list."""

REGISTER_FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "registers/site.yml": (
        ("footer", _ANY),
        ("how_to",),
        ("follow",),
        ("ask",),
        ("often_looked_for", _ANY, "item"),
    ),
    "registers/themes.yml": (("themes", _ANY, "messages", _ANY, "sources", _ANY),),
    "registers/feedback.yml": (("feedback", _ANY, "about", _ANY), ("feedback", _ANY, "changed", _ANY)),
    "registers/programme.yml": (("programme", _ANY, "item"),),
}
"""The same of registers."""

FILE_FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {"registers/disclosure-waivers.yml": (("waivers", _ANY, "file"),)}
"""Fields that hold the path of a file."""

_DESTINATION = re.compile(r"(?:\]\(\s*<?|^[ >]{0,12}\[[^\]\n]+\]:[ \t]*<?)([^\s<>()#]+)", re.MULTILINE)
"""Where a link of Markdown leads, up to its anchor: ``](…``, ``](<…`` and ``[words]: …``."""


class LinkPlace(NamedTuple):
    """The name of an item within the address of a written link."""

    start: int
    end: int


def find_fields(values: Any, fields: tuple[tuple[str, ...], ...], means: Callable[[str], bool]) -> Iterator[FieldPath]:
    """Give the places among the fields whose text is meant, in the order of the fields."""
    for field in fields:
        yield from _walk(values, field, (), means)


def _walk(value: Any, field: tuple[str, ...], path: FieldPath, means: Callable[[str], bool]) -> Iterator[FieldPath]:
    if isinstance(value, str):
        if field in ((), (_ANY,)) and means(value.strip()):
            yield path
    elif field and isinstance(value, list) and field[0] == _ANY:
        for position, inner in enumerate(value):
            yield from _walk(inner, field[1:], (*path, position), means)
    elif field and isinstance(value, dict) and field[0] in value:
        yield from _walk(value[field[0]], field[1:], (*path, field[0]), means)


def find_links(body: str, *, path: str, address: str) -> Iterator[LinkPlace]:
    """Give where a text's links name an item: its name in ``../reviews/child-m.md#f1``. ``path`` is the file's."""
    name = address.partition("/")[2]
    for match in _DESTINATION.finditer(body):
        written = match[1]
        target = unquote(written)
        if not target.endswith(".md") or target.startswith("/"):
            continue
        resolved = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if address_of(resolved) != address:
            continue
        below = len("/index.md") if target.endswith("/index.md") else len(".md")
        start = written.rfind("/", 0, len(written) - below) + 1
        end = len(written) - below
        if unquote(written[start:end]) == name:
            yield LinkPlace(match.start(1) + start, match.start(1) + end)


def renamed_links(body: str, *, path: str, address: str, new: str) -> tuple[str, int]:
    """Give a text with its links to an item under the item's new name, and how many there were."""
    places = list(find_links(body, path=path, address=address))
    for place in reversed(places):
        body = body[: place.start] + new + body[place.end :]
    return body, len(places)
