"""Themes over time: how often reviews come back to a theme, and what of it is still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from learning_loop.derive.seen import ThemeHistory, seen_before, theme_histories
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Theme
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.themes import GROUPS, OVER_TIME, THEMES, source_name
from learning_loop.present.views import (
    LinkView,
    OverTimePage,
    SeenView,
    ThemeYears,
    ThemeYearsGroup,
    YearCell,
)
from learning_loop.present.words import count_words, number_words, sentence

MATRIX_YEARS = 10
"""Years that have a column of their own; those before share one."""


def over_time_pages(desk: Desk) -> list[Spec]:
    """List the page of themes over time."""
    return [Spec(OVER_TIME.path, present_over_time)]


def present_over_time(desk: Desk) -> OverTimePage:
    """Make the table of themes and years."""
    library = desk.library
    reviews = library.by_type.get("review", ())
    this = library.today.year
    oldest = min((one.published.year for one in reviews), default=this)
    years = range(max(oldest, this - MATRIX_YEARS + 1), this + 1)
    groups = tuple(_group(group, desk, years, earlier=oldest < years[0]) for group in GROUPS)
    intro = (
        "Which themes come back, year after year. Each square is a year: the number is how many reviews and audits named the theme, "
        "and below it stands how many of their recommendations are still open today."
    )
    return OverTimePage(
        head=desk.head(OVER_TIME.label, intro, OVER_TIME.path),
        section="themes",
        crumbs=(THEMES,),
        title=OVER_TIME.label,
        issue_links=desk.issue_links(OVER_TIME.label),
        intro=intro,
        summary=_summary(desk, oldest),
        years=(*((f"Before {years[0]}",) if oldest < years[0] else ()), *map(str, years)),
        groups=tuple(group for group in groups if group.rows or group.unseen),
    )


def _summary(desk: Desk, first: int) -> str:
    named = sorted(
        ((len(reviews), theme) for theme, reviews in desk.library.reviews_by_theme.items()),
        key=lambda entry: (-entry[0], entry[1]),
    )
    if not named:
        return "No review or audit has been published yet."
    most, theme = named[0]
    label = desk.library.registers.themes[theme].label
    reviews = desk.library.by_type["review"]
    total = sum(len(one.recommendations) for one in reviews)
    left = sum(len(desk.library.open_recommendations[one.id]) for one in reviews)
    return (
        f"{sentence(number_words(len(reviews), 'review or audit', 'reviews and audits'))} since {first} made "
        f"{count_words(total, 'recommendation')}, of which {left:,} {'is' if left == 1 else 'are'} still open. "
        f"Most often they named ‘{label}’: {count_words(most, 'time')}. A review with several themes counts under each."
    )


def _group(group: str, desk: Desk, years: range, *, earlier: bool) -> ThemeYearsGroup:
    named = desk.library.reviews_by_theme
    themes = [theme for theme in desk.library.registers.themes.values() if theme.group == group]
    return ThemeYearsGroup(
        label=GROUPS[group],
        anchor=f"group-{group}",
        rows=tuple(_theme(theme, desk, years, earlier=earlier) for theme in themes if named.get(theme.id)),
        unseen=tuple(LinkView(theme.label, desk.theme_path(theme.id)) for theme in themes if not named.get(theme.id)),
    )


def _theme(theme: Theme, desk: Desk, years: range, *, earlier: bool) -> ThemeYears:
    reviews = desk.library.reviews_by_theme[theme.id]
    columns: defaultdict[str, list[Publication]] = defaultdict(list)
    for one in reviews:
        columns[str(one.published.year) if one.published.year in years else f"Before {years[0]}"].append(one)
    names = (*((f"Before {years[0]}",) if earlier else ()), *map(str, years))
    left = desk.library.open_recommendations
    return ThemeYears(
        theme=LinkView(theme.label, f"{desk.theme_path(theme.id)}#reviews"),
        cells=tuple(_cell(name, len(columns[name]), sum(len(left[one.id]) for one in columns[name])) for name in names),
        reviews=f"{len(reviews):,}",
        recommendations=f"{sum(len(one.recommendations) for one in reviews):,}",
        open=f"{sum(len(left[one.id]) for one in reviews):,}",
    )


_SHADES: tuple[Literal["0", "1", "2", "3"], ...] = ("0", "1", "2", "3")


def _cell(year: str, reviews: int, still_open: int) -> YearCell:
    return YearCell(
        year,
        f"{reviews:,}" if reviews else "",
        _SHADES[min(reviews, 3)],
        f"{still_open:,} open" if still_open else "",
    )


# On the pages of reviews


def desk_histories(desk: Desk) -> Mapping[str, ThemeHistory]:
    """Give the histories of all themes, made once."""
    if desk.histories is None:
        desk.histories = theme_histories(desk.library)
    return desk.histories


def present_seen(one: Publication, desk: Desk) -> tuple[SeenView, ...]:
    """Give what earlier reviews said of a review's first themes."""
    items, themes, left = desk.library.publications, desk.library.registers.themes, desk.library.open_recommendations
    views = []
    for seen in seen_before(one, desk_histories(desk)):
        path = desk.theme_path(seen.theme)
        views.append(
            SeenView(
                theme=LinkView(themes[seen.theme].label, path),
                sentence=_seen_sentence(seen.reviews, seen.first_year, seen.open),
                reviews=tuple(
                    desk.link(items[other], source_name(items[other]), _open_note(len(left[other])))
                    for other in seen.newest
                ),
                more=LinkView("All reviews on this theme", f"{path}#reviews")
                if seen.reviews > len(seen.newest)
                else None,
            )
        )
    return tuple(views)


def _seen_sentence(reviews: int, first: int, still_open: int) -> str:
    left = f"{count_words(still_open, 'recommendation')} still open" if still_open else "nothing of them is still open"
    return f"Seen before in {count_words(reviews, 'review or audit', 'reviews and audits')} since {first}; {left}."


def _open_note(still_open: int) -> str:
    return f"{still_open:,} still open" if still_open else ""
