"""Items as values, without a disk: what the rooms give for a text that a test writes."""

from __future__ import annotations

from learning_loop.model.kinds import KIND_BY_FOLDER
from learning_loop.model.publication import Publication
from learning_loop.schema.items import ReadItem, read_item

DEFAULTS = {
    "title": "A title",
    "audience": "public",
    "published": "2026-01-15",
    "summary": "One plain sentence that a busy person can use.",
}


def text_of(path: str, fields: str = "", body: str = "Text.") -> str:
    """Give the text of an item; ``fields`` are front matter lines beyond or in place of the defaults."""
    given = {line.partition(":")[0] for line in fields.splitlines() if line and not line.startswith((" ", "-"))}
    defaults = {**DEFAULTS, "type": KIND_BY_FOLDER[path.partition("/")[0]].name}
    lines = [f"{name}: {value}" for name, value in defaults.items() if name not in given]
    return "\n".join(["---", *lines, *fields.strip("\n").splitlines(), "---", "", body, ""])


def reading_of(path: str, fields: str = "", body: str = "Text.") -> ReadItem:
    """Read an item that may be wrong."""
    return read_item(text_of(path, fields, body).encode(), path=path)


def item(path: str, fields: str = "", body: str = "Text.") -> Publication:
    """Give a valid item."""
    read = reading_of(path, fields, body)
    assert read.publication is not None, read.problems
    return read.publication


def messages(path: str, fields: str = "", body: str = "Text.") -> list[str]:
    """Give what an author is told, as 'field: message'."""
    return [f"{problem.field}: {problem.message}" for problem in reading_of(path, fields, body).problems]
