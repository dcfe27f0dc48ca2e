"""Themes over time: which reviews named a theme before, and what of them is still open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from learning_loop.derive.library import Library
from learning_loop.model.publication import Publication

SEEN_THEMES = 3
"""Themes of a review whose history its page tells: authors put the most important first."""

SEEN_REVIEWS = 4
"""Earlier reviews named for each theme, newest first."""


class Seen(NamedTuple):
    """What reviews before one have said of one of its themes."""

    theme: str
    reviews: int
    """How many earlier reviews and audits named it."""
    first_year: int
    open: int
    """How many of their recommendations are still open."""
    newest: tuple[str, ...]
    """The ids of the newest of them."""


class ThemeHistory:
    """The reviews and audits of one theme, oldest first, with what is open of them summed up to each."""

    def __init__(self, reviews: Sequence[Publication], open_of: Mapping[str, Sequence[object]]) -> None:
        self.reviews = reviews[::-1]
        self._days = [one.published for one in self.reviews]
        self._open = [0]
        for one in self.reviews:
            self._open.append(self._open[-1] + len(open_of.get(one.id, ())))

    @property
    def open(self) -> int:
        """How many recommendations of all of them are still open."""
        return self._open[-1]

    def before(self, one: Publication, theme: str) -> Seen | None:
        """Give what was there before a review; None when it is the first."""
        place = bisect_left(self._days, one.published)
        if not place:
            return None
        newest = tuple(other.id for other in self.reviews[max(0, place - SEEN_REVIEWS) : place][::-1])
        return Seen(theme, place, self._days[0].year, self._open[place], newest)


def theme_histories(library: Library) -> dict[str, ThemeHistory]:
    """Give the history of every theme that a review names."""
    return {
        theme: ThemeHistory(reviews, library.open_recommendations)
        for theme, reviews in library.reviews_by_theme.items()
    }


def seen_before(one: Publication, histories: Mapping[str, ThemeHistory]) -> tuple[Seen, ...]:
    """Give what earlier reviews said of a review's first themes."""
    found = (histories[theme].before(one, theme) for theme in one.themes[:SEEN_THEMES])
    return tuple(seen for seen in found if seen is not None)
