"""The page "What changed": corrections, replacements and withdrawals, from front matter alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from learning_loop.derive.changes import Amendment, derive_amendments
from learning_loop.model.dates import MONTHS
from learning_loop.present.desk import Desk
from learning_loop.present.feed_entries import AMENDED, amendment_note
from learning_loop.present.feed_links import CHANGES as CHANGES_FEED
from learning_loop.present.feed_links import feed_links
from learning_loop.present.spec import Spec
from learning_loop.present.views import ChangeGroup, ChangesPage, ChangeView, CountLink, FilterGroup, LinkView
from learning_loop.present.words import count_words, day_view

CHANGES = LinkView("What changed on this site", "changes/")
ROWS = 60
"""Changes on the page; when there are more, each year has a page of its own."""
_INTRO = (
    "Corrections, replacements and withdrawals: what happened to documents after they were published. "
    "New documents are not listed here."
)


def changes_pages(desk: Desk) -> list[Spec]:
    """List the page of the newest changes, and one for each year when they do not all stand on it."""
    changes = derive_amendments(desk.library)
    years = {year: list(rows) for year, rows in groupby(changes, key=lambda change: change.on.year)}
    paged = list(years) if len(changes) > ROWS else []
    specs = [Spec(CHANGES.path, partial(present_changes, changes=changes, years=years if paged else {}))]
    return specs + [
        Spec(f"{CHANGES.path}{year}/", partial(present_year, changes=years[year], years=years, year=year))
        for year in paged
    ]


Years = dict[int, list[Amendment]]


def present_changes(desk: Desk, changes: Sequence[Amendment], years: Years) -> ChangesPage:
    """Make the page of the newest changes."""
    shown = changes[:ROWS]
    older = None
    if len(changes) > len(shown):
        year = changes[len(shown)].on.year
        older = LinkView(f"Older: {year}", f"{CHANGES.path}{year}/")
    total = f"The newest {len(shown)} of {count_words(len(changes), 'change')}" if older else _total(len(changes))
    return _page(desk, CHANGES.label, CHANGES.path, shown, total, _filters(years), older)


def present_year(desk: Desk, changes: Sequence[Amendment], years: Years, year: int) -> ChangesPage:
    """Make the page of a year's changes."""
    title, path = f"What changed in {year}", f"{CHANGES.path}{year}/"
    return _page(desk, title, path, changes, _total(len(changes)), _filters(years, year), None)


def _total(count: int) -> str:
    if not count:
        return "Nothing has changed since it was published."
    return f"{count_words(count, 'change')}, newest first" if count > 1 else "1 change"


def _filters(years: Years, current: int | None = None) -> tuple[FilterGroup, ...]:
    if not years:
        return ()
    links = [
        CountLink(str(year), f"{CHANGES.path}{year}/", f"{len(rows):,}", current=year == current)
        for year, rows in years.items()
    ]
    newest = [CountLink("Newest", CHANGES.path)] if current is not None else []
    return (FilterGroup("Year", (*newest, *links)),)


def _page(
    desk: Desk,
    title: str,
    path: str,
    changes: Sequence[Amendment],
    total: str,
    filters: tuple[FilterGroup, ...],
    older: LinkView | None,
) -> ChangesPage:
    months = groupby(changes, key=lambda change: (change.on.year, change.on.month))
    return ChangesPage(
        head=desk.head(title, _INTRO, path),
        crumbs=() if path == CHANGES.path else (CHANGES,),
        title=title,
        issue_links=desk.issue_links(title),
        feed=feed_links(desk, CHANGES_FEED, "What changed", "Follow changes"),
        intro=_INTRO,
        total=total,
        filters=filters,
        groups=tuple(
            ChangeGroup(
                f"{MONTHS[month - 1]} {year}", f"m{year}-{month:02}", tuple(_change(desk, change) for change in rows)
            )
            for (year, month), rows in months
        ),
        older=older,
    )


def _change(desk: Desk, change: Amendment) -> ChangeView:
    return ChangeView(
        date=day_view(change.on),
        kind=change.kind,
        words=AMENDED[change.kind],
        mark=desk.mark(change.one),
        link=desk.link(change.one, note=desk.type_words(change.one)),
        note=amendment_note(change),
        by=desk.link(change.by) if change.by else None,
    )
