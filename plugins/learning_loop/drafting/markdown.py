"""Words of the library → Markdown that says the same, whatever signs are in them."""

from __future__ import annotations

import posixpath
import re

from learning_loop.model.publication import Publication

_SIGNS = re.compile(r"([\\`*_~|])")
_INSTEAD = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "\n": " "})
"""Signs that would make a link or a tag of words: even behind a backslash they look like a mistake to the checks."""

_COLONS = re.compile(r":{2,}")


def escape(text: str) -> str:
    """Give words for a paragraph or a list's entry, which begins with other words or a dash."""
    return _SIGNS.sub(r"\\\1", _COLONS.sub(":", text.translate(_INSTEAD)))


def link(words: str, one: Publication, folder: str, anchor: str = "") -> str:
    """Give a link to an item, as an author in ``folder`` writes it."""
    address = posixpath.relpath(one.source, folder)
    return f"[{escape(words)}]({address}{'#' if anchor else ''}{anchor})"
