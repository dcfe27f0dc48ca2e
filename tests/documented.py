"""What the documents show: examples, commands, links; and how one field of an example is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from pydantic import BaseModel, TypeAdapter

from tests.example import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
"""What people read: the top's Markdown files and those of docs/."""

COMMAND = re.compile(r"(?:^|[\s(&|/])((?:scripts/dev|loop) [a-z][^\n&|#]*)")
"""A command of the project, wherever it stands."""
_OTHER = re.compile(r"^(?:(?:pip|gunicorn|rsync|cp|npm|npx|python3?|\.venv/bin/\S+) .*|\.ci/run)")
"""A command of others, alone in what it stands in."""


class Fence(NamedTuple):
    """A block of code in a document."""

    document: str
    line: int
    info: str
    text: str

    @property
    def words(self) -> list[str]:
        """The words after the three backticks: the language, and what the block is an example of."""
        return self.info.split()


def fences(*documents: str) -> list[Fence]:
    """Give the blocks of some documents, or of all."""
    found = []
    for file in DOCUMENTS:
        name = file.relative_to(ROOT).as_posix()
        if not documents or name in documents:
            found += [
                Fence(name, (token.map or [0])[0] + 1, token.info, token.content)
                for token in MarkdownIt("commonmark").parse(file.read_text(encoding="utf-8"))
                if token.type == "fence"
            ]
    return found


def inline(kind: str, text: str) -> Iterator[Any]:
    """Give the tokens of one kind inside the paragraphs, lists and tables of a document."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield from (child for child in token.children or () if child.type == kind)


def commands() -> dict[str, str]:
    """Give every command that a document shows, in a block or in a sentence, with a place where it stands.

    Of a line of a crontab that is what runs then; in a block of commands every line is one.
    """
    found: dict[str, str] = {}
    for fence in fences():
        for number, line in enumerate(fence.text.splitlines(), fence.line + 1):
            place = f"{fence.document}:{number}"
            plain = "" if line.startswith("cd ") else line.partition(" #")[0].strip()
            if fence.info in ("", "sh"):
                shown = [one.strip() for one in COMMAND.findall(line)] or _OTHER.findall(plain)
                found |= dict.fromkeys(shown or ([plain] if fence.info == "sh" and plain else []), place)
    for file in DOCUMENTS:
        for token in inline("code_inline", file.read_text(encoding="utf-8")):
            shown = [one.strip() for one in COMMAND.findall(token.content)] or _OTHER.findall(token.content)
            found |= dict.fromkeys(shown, file.name)
    return dict(sorted(found.items()))


def check_field(owner: type[BaseModel], field: str, value: Any) -> None:
    """Check one field alone, by the name that authors write. Raises ValidationError, or KeyError when there is no such field."""
    fields = {info.alias or name: info for name, info in owner.model_fields.items()}
    TypeAdapter(fields[field].rebuild_annotation()).validate_python(value)


def check_fields(owner: type[BaseModel], values: Mapping[str, Any]) -> None:
    """Check some fields, each alone: an extract need not have what is required elsewhere."""
    for field, value in values.items():
        check_field(owner, field, value)
