"""The marks of places that wait for an author: ``STILL TO WRITE: what goes here`` and ``STILL TO CHECK: what to look at``.

What the program drafts or brings in from elsewhere has such marks in its front matter, its comments and its text. They stand there as plain words,
so that they are seen in every editor and cannot be lost; an item that has one is never published.
"""

from __future__ import annotations

import re

from learning_loop.model.problem import Problem

WRITE, CHECK = "STILL TO WRITE", "STILL TO CHECK"

_MARK = re.compile(rf"{WRITE}|{CHECK}")
_DRAFT = re.compile(rb"^draft:", re.MULTILINE)

MOST_LINES = 12
"""Lines of a draft that its message names; the others are counted."""


def has_mark(text: str) -> bool:
    """Say whether something in a text is still to be written or checked."""
    return _MARK.search(text) is not None


def lowered(text: str) -> str:
    """Give a text with its marks in small letters, for who judges how it is written: their capitals are ours."""
    return _MARK.sub(lambda mark: mark[0].capitalize(), text)


def find_unwritten(data: bytes, *, path: str, draft: bool) -> tuple[Problem, ...]:
    """Find the marks in a file: each is an error, but in a draft, of which one warning says how much is still to do."""
    text = data.decode("utf-8-sig", errors="replace")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _MARK.search(line)]
    if draft:
        place = _DRAFT.search(data)
        line = data.count(b"\n", 0, place.start()) + 1 if place else 0
        return (Problem(path, line, "draft", _words(lines), "warning"),)
    message = (
        f"here is still something to do ({WRITE} or {CHECK}). Do it and delete the mark, "
        "or keep the item back with the line 'draft: true'"
    )
    return tuple(Problem(path, number, "", message) for number in lines)


def _words(lines: list[int]) -> str:
    if not lines:
        return "a draft, on no site. Nothing in it waits to be written any more: delete this line to publish it"
    named = ", ".join(map(str, lines[:MOST_LINES]))
    more = f" and {len(lines) - MOST_LINES} more" if len(lines) > MOST_LINES else ""
    places = "1 place is" if len(lines) == 1 else f"{len(lines)} places are"
    return (
        f"a draft, on no site. {places} still to be written or checked: line{'s' * (len(lines) > 1)} {named}{more}. "
        "Delete this line when all is done"
    )
