"""The tracker's other lens: one row a publication, with what came of its recommendations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import partial

from learning_loop.derive.library import is_recommendation_open
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.model.publication import Publication
from learning_loop.present.boards import TRACKER, flag_links, flag_places
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.status import flag_axis_view
from learning_loop.present.tracker_filters import Records, filter_links, live_tracker, source_path
from learning_loop.present.views import CountLink, FilterGroup, LinkView, SourceGroup, SourceRow, SourcesPage
from learning_loop.present.words import FLAGS, count_words, day_view, lower_first

BY_PUBLICATION = LinkView("By publication", f"{TRACKER.path}by-publication/")
BY_AGENCY = LinkView("By agency", f"{TRACKER.path}owner/")
PAGE_SOURCES = 100
"""Publications on a page."""

OPEN_DATA = (
    LinkView("Actions as a spreadsheet", "data/actions.csv"),
    LinkView("All open data", "data/"),
)


def lens_links(lens: str) -> tuple[CountLink, ...]:
    """Give the ways to look at the tracker."""
    return (
        CountLink("By action", TRACKER.path, current=lens == "actions"),
        CountLink(BY_PUBLICATION.label, BY_PUBLICATION.path, current=lens == "publications"),
        CountLink(BY_AGENCY.label, BY_AGENCY.path),
    )


def source_pages(desk: Desk, ranked: Records) -> list[Spec]:
    """List the pages of this lens; no view is built."""
    listed = tracked(desk)
    pages = range(1, max(1, -(-len(listed) // PAGE_SOURCES)) + 1)
    return [Spec(_page_path(page), partial(present_sources, listed=listed, ranked=ranked, page=page)) for page in pages]


def _page_path(page: int) -> str:
    return BY_PUBLICATION.path if page == 1 else f"{BY_PUBLICATION.path}{page}/"


def tracked(desk: Desk) -> list[Publication]:
    """Give every publication that makes recommendations or led to actions, newest first."""
    library = desk.library
    return [one for one in library.newest_first if one.recommendations or library.actions_from.get(one.id)]


def present_sources(desk: Desk, listed: Sequence[Publication], ranked: Records, page: int) -> SourcesPage:
    """Make a page of the tracker by publication."""
    title = "Actions by publication"
    intro = "Each review, audit or other learning with what it asked for, what agencies agreed to do about it, and what came of that."
    first = (page - 1) * PAGE_SOURCES
    shown = listed[first : first + PAGE_SOURCES]
    named = f"{title}, page {page}" if page > 1 else title
    counts = Counter(record.flag for record in ranked)
    crumbs = (TRACKER, LinkView(title, BY_PUBLICATION.path)) if page > 1 else (TRACKER,)
    return SourcesPage(
        head=desk.head(named, intro, _page_path(page)),
        section="actions",
        crumbs=crumbs,
        title=named,
        issue_links=desk.issue_links(title),
        intro=intro,
        flags=flag_links(counts),
        total=_total(len(listed), first, len(shown)),
        groups=_groups(desk, shown),
        filters=(*_pages(len(listed), page), *filter_links(desk, ranked)),
        flag_axis=flag_axis_view() if ranked else None,
        lenses=lens_links("publications" if page == 1 else ""),
        data=OPEN_DATA,
        live=live_tracker(desk, ranked, "publications", BY_PUBLICATION.path) if page == 1 else None,
    )


def _total(listed: int, first: int, shown: int) -> str:
    if not listed:
        return "Nothing in the library makes recommendations or has led to actions yet."
    if shown < listed:
        return f"Publications {first + 1:,} to {first + shown:,} of {listed:,}, newest first"
    return f"{count_words(listed, 'publication')}, newest first"


def _pages(listed: int, current: int) -> tuple[FilterGroup, ...]:
    pages = range(1, -(-listed // PAGE_SOURCES) + 1)
    if len(pages) < 2:
        return ()
    links = (CountLink(f"Page {page}", _page_path(page), current=page == current) for page in pages)
    return (FilterGroup("Pages", tuple(links)),)


def _groups(desk: Desk, shown: Sequence[Publication]) -> tuple[SourceGroup, ...]:
    years: defaultdict[int, list[SourceRow]] = defaultdict(list)
    for one in shown:
        years[one.published.year].append(source_row(desk, one))
    return tuple(SourceGroup(str(year), f"y{year}", str(len(rows)), tuple(rows)) for year, rows in years.items())


def source_row(desk: Desk, one: Publication) -> SourceRow:
    """Give a publication's row."""
    records = desk.library.actions_from.get(one.id, ())
    counts = Counter(record.flag for record in records)
    places = flag_places(source_path(one), counts)
    updated = newest_update(records)
    links = [LinkView(_all_actions(len(records)), source_path(one))] if records else []
    plans = {record.plan.id: record.plan for record in records}
    links += [LinkView("The action plan", desk.path(plan)) for plan in plans.values()]
    return SourceRow(
        mark=desk.mark(one),
        title=one.title,
        path=desk.path(one),
        type_words=desk.type_words(one),
        date=day_view(one.published),
        recommendations=recommendations_words(desk, one),
        counts=tuple(
            CountLink(
                lower_first(FLAGS[flag][0]), places[flag], str(counts[flag]), mark=f"flag-{flag}", tone=FLAGS[flag][2]
            )
            for flag in FLAG_ORDER
            if counts[flag]
        ),
        none="" if records else "No actions yet.",
        updated=day_view(updated) if updated else None,
        links=tuple(links),
    )


def _all_actions(count: int) -> str:
    return "Its action" if count == 1 else f"All {count:,} actions"


def newest_update(records: Records) -> date | None:
    """Give the day of the newest update of some actions; None when there is none."""
    return max((update.on for record in records for update in record.action.updates), default=None)


def recommendations_words(desk: Desk, one: Publication) -> str:
    """Say how many recommendations a publication makes and how many are still open."""
    if not one.recommendations:
        return "No recommendations"
    records = desk.library.actions_from.get(one.id, ())
    still_open = sum(
        is_recommendation_open(asked, [record for record in records if record.action.recommendation == asked.ref])
        for asked in one.recommendations
    )
    said = count_words(len(one.recommendations), "recommendation")
    return f"{said}, {still_open:,} still open" if still_open else f"{said}, none still open"
