"""A page to be made: where it will lie, and how its view is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from learning_loop.present.desk import Desk
from learning_loop.present.views import PageView


class Spec(NamedTuple):
    """A path and the maker of its view; cheap, so that ten thousand can be listed before any is made."""

    path: str
    """Relative to the site's top, ending in a slash; '' is the home page."""
    make: Callable[[Desk], PageView]
    item: str = ""
    """The id of the item whose text the page may show; empty for lists, which show no text."""
    wide: bool = False
    """Whether the page of an item shows more than lies within two links of it and the rows of what is suggested on it, such as a count of all actions.
    `outputs/unaffected.py` relies on this."""
    span: tuple[date, date] | None = None
    """For a list: the days that it is about, so that an item that has no part in them cannot change it. None for lists of everything."""
