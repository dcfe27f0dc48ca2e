"""Sign-offs: who looked at which content of an item, and when. One line each in one file, so that two people's lines merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from learning_loop.model.problem import Problem
from learning_loop.reading.front_matter import read_mapping
from learning_loop.reading.text import read_text

FILE = "registers/sign-offs.yml"

HEAD = """# Who looked at which item, at which content. Written by: loop sign-off FILE
# A changed text has another content and needs a new line. Old lines are the record: leave them.
sign_offs:
"""

FIELDS = ("item", "content", "by", "on", "author")


class SignOff(NamedTuple):
    """One look of one person at one content."""

    item: str
    content: str
    by: str
    on: str
    author: str
    """Who had last changed the text by then, as far as git told; empty when it did not."""


def line_of(one: SignOff) -> str:
    """Give a sign-off as its line in the file."""
    return (
        "  - {"
        + ", ".join(f'{name}: "{_plain(value)}"' for name, value in zip(FIELDS, one, strict=True) if value)
        + "}\n"
    )


def _plain(text: str) -> str:
    return " ".join(sign for sign in text.split() if sign).replace("\\", "").replace('"', "'")


def read_sign_offs(data: bytes) -> tuple[list[SignOff], list[Problem]]:
    """Read the file of sign-offs, or say what is wrong with it."""
    text, problems = read_text(data, path=FILE)
    if problems:
        return [], problems
    front = read_mapping(text, path=FILE, line_offset=0, name="the file")
    if front.problems:
        return [], front.problems
    entries = front.values.get("sign_offs") or []
    found: list[SignOff] = []
    for place, entry in enumerate(entries if isinstance(entries, list) else [None]):
        good = isinstance(entry, dict) and set(entry) <= set(FIELDS) and all(entry.get(name) for name in FIELDS[:4])
        if not good or not all(isinstance(value, str) for value in entry.values()):
            line = front.line_of(("sign_offs", place))
            message = "is no sign-off. Write them with: loop sign-off FILE"
            problems.append(Problem(FILE, line, f"sign_offs[{place + 1}]", message))
            continue
        found.append(SignOff(*(entry.get(name) or "" for name in FIELDS)))
    return found, problems


def same_person(one: str, other: str) -> bool:
    """Say whether two names are one person's, as far as names tell."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def find_unsigned(contents: Mapping[str, str], sign_offs: Iterable[SignOff]) -> list[Problem]:
    """Find the items (path → content) without a valid sign-off: of this content, by somebody other than its author."""
    by_item: dict[str, list[SignOff]] = {}
    for one in sign_offs:
        by_item.setdefault(one.item, []).append(one)
    problems = []
    for path, content in contents.items():
        looks = by_item.get(path, [])
        now = [one for one in looks if one.content == content]
        if any(not one.author or not same_person(one.by, one.author) for one in now):
            continue
        if now:
            message = "was signed off by its author alone. Somebody else must look, and run: loop sign-off"
        elif looks:
            message = "has changed since it was signed off. Somebody must look again, and run: loop sign-off"
        else:
            message = "has no sign-off. Somebody who did not write it must look, and run: loop sign-off"
        problems.append(Problem(path, 0, "", message))
    return problems
