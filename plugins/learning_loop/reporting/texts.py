"""Two texts → how much of them differs, and under which headings."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import NamedTuple

_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|cite|code|em|q|s|span|strong|sub|sup)\b[^>]*>")
"""Tags within a word or beside its comma: they part no words."""

_TAG = re.compile(r"<[^>]*>")


class TextChange(NamedTuple):
    """How a text differs from what it was."""

    added: int
    """Words that were not there before, however often."""
    removed: int
    changed: tuple[str, ...]
    """Headings of the sections that are in both and differ, in the order of the new text; '' for what stands before the first."""
    new: tuple[str, ...]
    """Headings of sections that are new."""
    gone: tuple[str, ...]


def compare_texts(before: str, after: str) -> TextChange | None:
    """Compare two rendered texts; None when a reader sees the same. Whole words are counted, wherever they stand."""
    old, new = _sections(before), _sections(after)
    if old == new and before == after:
        return None
    was, now = (Counter(word for words in sections.values() for word in words) for sections in (old, new))
    return TextChange(
        added=(now - was).total(),
        removed=(was - now).total(),
        changed=tuple(title for title in new if title in old and old[title] != new[title]),
        new=tuple(title for title in new if title not in old),
        gone=tuple(title for title in old if title not in new),
    )


def count_words(text: str) -> int:
    """Give how many words a rendered text has."""
    return len(_words(text))


def _sections(text: str) -> dict[str, list[str]]:
    """Give the words of each section by its heading."""
    parts = _HEADING.split(text)
    found = {"": _words(parts[0])}
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        found[" ".join(_words(title))] = _words(body)
    if not found[""]:
        del found[""]
    return found


def _words(text: str) -> list[str]:
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", text))).split()
