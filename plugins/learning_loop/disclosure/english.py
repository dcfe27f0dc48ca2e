"""Whether a word stands in a dictionary of ordinary English.

The list is made from SCOWL, as Debian ships it: the American and British words of sizes 10 to 60 that are written in small letters, so no names
(lists/english-licence.txt). It is kept sorted, a word a line, compressed, and looked up by halves: nothing is built of it when the program starts.
"""

from __future__ import annotations

import zlib
from functools import cache, lru_cache

from learning_loop.disclosure.lists.field import WORDS as OF_THE_FIELD
from learning_loop.disclosure.lists.world import NAMED

_FILE = "lists/english.z"


@cache
def english_bytes() -> bytes:
    """Give the compressed list, as it is shipped: part of what decides what a text becomes."""
    loader = __spec__.loader
    assert loader is not None
    return loader.get_data(__file__.rpartition("/")[0] + "/" + _FILE)  # type: ignore[attr-defined,no-any-return]


@cache
def _words() -> bytes:
    return zlib.decompress(english_bytes())


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Say whether a word in small letters is an ordinary one, or a name that anybody may write (a country, a people, a month)."""
    if word in OF_THE_FIELD or word in NAMED or _listed(word):
        return True
    if "-" in word:
        return all(len(part) < 2 or part.isdigit() or is_ordinary(part) for part in word.split("-")[:6])
    return any(
        word.endswith(ending) and len(word) > len(ending) + 2 and _stem(word[: -len(ending)], instead)
        for ending, instead in _ENDINGS
    )


_ENDINGS = (
    ("s", ("",)),
    ("es", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ly", ("",)),
    ("ness", ("",)),
    ("er", ("", "e")),
    ("ies", ("y",)),
)
"""Endings by which dictionaries spare themselves entries."""


def _stem(stem: str, endings: tuple[str, ...]) -> bool:
    return any(_listed(stem + ending) or stem + ending in OF_THE_FIELD for ending in endings)


def _listed(word: str) -> bool:
    """Look a word up by halves."""
    words = _words()
    sought = word.encode("utf-8", "replace")
    low, high = 0, len(words) - 1
    while low < high:
        middle = (low + high) // 2
        start = words.rfind(b"\n", low, middle + 1)
        start = low if start < 0 else start
        end = words.find(b"\n", start + 1)
        found = words[start + 1 : end]
        if found == sought:
            return True
        if found < sought:
            low = end
        else:
            high = start
    return False
