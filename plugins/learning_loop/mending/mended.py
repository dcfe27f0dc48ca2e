"""What was mended."""

from __future__ import annotations

from typing import NamedTuple


class Mended(NamedTuple):
    """One thing that is different afterwards, in words for an officer."""

    line: int
    """From 1, in the file as it was; 0 for the whole file."""
    field: str
    words: str
