"""What a new item's words and its neighbours say it is about: themes, as a suggestion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Theme
from learning_loop.reading.sketch import Terms

MOST_THEMES = 4
"""Themes that are suggested."""

_WORD = re.compile(r"[A-Za-z0-9]+")

OWN_WORD, NEIGHBOUR = 4, 1
"""What a theme's word in the item counts, and that it is the theme of an item that says like things: the words count before any of these."""


def suggest_themes(text: str, near: Sequence[Publication], themes: Iterable[Theme]) -> list[str]:
    """Give the ids of themes, the likeliest first, from the words of a title, summary or text; near items order those that weigh the same."""
    plain = text.replace("’", "").replace("'", "")
    words = _WORD.findall(plain)
    found = Terms(themes).count(words, [word.lower() for word in words])
    points = Counter({theme: OWN_WORD * sum(counts.values()) for theme, counts in found.items()})
    beside = Counter(theme for one in near for theme in one.themes)
    points.update({theme: NEIGHBOUR * number for theme, number in beside.items() if theme in points})
    ranked = sorted(points, key=lambda theme: (-points[theme], theme))
    return ranked[:MOST_THEMES]


def newest_first(items: Iterable[Publication], audience: Audience, today: date) -> list[Publication]:
    """Give what an audience can read on a day, the newest first."""
    seen = (
        one
        for one in items
        if one.published <= today
        and not one.draft
        and one.withdrawn is None
        and (audience is Audience.PROFESSIONAL or one.audience is Audience.PUBLIC)
    )
    return sorted(seen, key=lambda one: (-one.published.toordinal(), one.id))
