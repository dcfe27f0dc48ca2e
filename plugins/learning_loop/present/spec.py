"""A page to be made: where it will lie, and how its view is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from learning_loop.present.desk import Desk
from learning_loop.present.views import PageView


class Spec(NamedTuple):
    """A path and the maker of its view; cheap, so that ten thousand can be listed before any is made."""

    path: str
    """Relative to the site's top, ending in a slash; '' is the home page."""
    make: Callable[[Desk], PageView]
    item: str = ""
    """The id of the item that the page is about: the page shows nothing that lies more than two links away from it, nor anything but
    its theme's neighbours. Empty for pages that may show anything; `outputs/unaffected.py` relies on this."""
