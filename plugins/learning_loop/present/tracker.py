"""The action tracker as plain pages: all actions, and those of one flag, one owner or one source, most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.derive.progress import Flag
from learning_loop.model.dates import MONTHS, PartialDate
from learning_loop.model.publication import Publication
from learning_loop.present.boards import TRACKER, Board, board_specs, flag_links, flag_path, owner_filter, owner_path
from learning_loop.present.desk import Desk
from learning_loop.present.ranking import by_flag, by_owner, by_source, rank_actions
from learning_loop.present.spec import Spec
from learning_loop.present.status import axis_views, flag_axis_view
from learning_loop.present.views import (
    ActionGroup,
    CountLink,
    FilterGroup,
    LinkView,
    RegisterIndexPage,
    RegisterList,
    TrackerPage,
)
from learning_loop.present.words import FLAGS, count_words, lower_first, plain_flag

FIRST_ACTIONS = 10
"""Actions of each flag on the tracker's own page."""
FIRST_SOURCES = 12
"""Sources among the tracker's links; the rest have a page of their own."""
_FLAG_INTRO: dict[Flag, str] = {
    "overdue": "Actions whose day has passed and that are not delivered, with who owns each and how late it is.",
    "due-soon": "Actions that are not delivered yet and are due within the next 30 days.",
    "on-track": "Actions that are not delivered yet and are due in more than 30 days.",
    "delivered": "Actions that are complete, without evidence that anything changed for children.",
    "embedded": "Actions that are complete, with evidence that practice changed and stayed changed.",
    "ended": "Actions that were not accepted, were replaced by another, or are no longer needed, each with the reason.",
}
_FLAG_NONE: dict[Flag, str] = {
    "overdue": "No action is overdue: none has passed its day without being delivered.",
    "due-soon": "No action is due within the next 30 days.",
    "on-track": "No action is waiting for a day more than 30 days ahead.",
    "delivered": "No action is delivered without evidence of change.",
    "embedded": "No action has evidence yet that practice changed and stayed changed.",
    "ended": "No action has been ended by a decision.",
}


def tracker_pages(desk: Desk) -> list[Spec]:
    """List the tracker and its pages by flag, owner and source; no view is built."""
    ranked = rank_actions(desk.library.actions)
    flags, sources = by_flag(ranked), by_source(ranked)
    specs = [
        Spec(TRACKER.path, partial(present_tracker, flags=flags, owners=by_owner(ranked), sources=sources)),
        Spec(f"{TRACKER.path}from/", partial(present_sources, sources=sources)),
    ]
    boards = [recent_board(desk, ranked)]
    boards += [_flag_board(flag, flags.get(flag, ())) for flag in FLAG_ORDER]
    boards += [_owner_board(desk, owner, records) for owner, records in by_owner(ranked).items()]
    boards += [_source_board(desk, records) for records in sources.values()]
    return specs + [spec for board in boards for spec in board_specs(board)]


def recent_board(desk: Desk, ranked: Iterable[ActionRecord]) -> Board:
    """Give the actions agreed since the day that the home page counts from."""
    since = desk.library.registers.site.actions_since
    records = [record for record in ranked if record.plan.published >= since.first_day]
    return Board(
        path=f"{TRACKER.path}recent/",
        title=f"Actions since {since_words(since)}",
        intro=f"Everything that agencies have agreed to do in action plans published since {since_words(since)}, "
        "and what came of it.",
        records=records,
        none=f"No action plan has been published since {since_words(since)}.",
    )


def since_words(since: PartialDate) -> str:
    """Give the start of a count as people say it: "April 2025", unless it begins within a month."""
    whole_month = since.season is None and since.first_day.day == 1
    return f"{MONTHS[since.first_day.month - 1]} {since.year}" if whole_month else since.words


def _flag_board(flag: Flag, records: Sequence[ActionRecord]) -> Board:
    words = FLAGS[flag][0]
    return Board(
        path=flag_path(flag),
        title=f"Actions: {lower_first(words)}",
        intro=_FLAG_INTRO[flag],
        records=records,
        flag=flag,
        none=_FLAG_NONE[flag],
    )


def _owner_board(desk: Desk, owner: str, records: Sequence[ActionRecord]) -> Board:
    agency = desk.library.registers.agencies[owner]
    return Board(
        path=owner_path(owner),
        title=f"Actions: {agency.name}",
        intro=f"Everything that {agency.name} agreed to do after a review or audit, and whether it changed anything.",
        records=records,
        owner=owner,
    )


def _source_board(desk: Desk, records: Sequence[ActionRecord]) -> Board:
    source = records[0].source
    return Board(
        path=source_path(source),
        title=f"Actions from {source_label(source)}",
        intro=f"Everything that agencies agreed to do after ‘{source.title}’, and whether it changed anything.",
        records=records,
        crumbs=(TRACKER, LinkView("By source", f"{TRACKER.path}from/")),
    )


def source_path(source: Publication) -> str:
    """Give the path of the actions that came from an item."""
    return f"{TRACKER.path}from/{source.id}/"


def source_label(source: Publication) -> str:
    """Name what actions came from in few words, for lists of links: the title up to its colon, and the year."""
    return f"{source.title.partition(':')[0]} ({source.published.year})"


def present_tracker(
    desk: Desk,
    flags: Mapping[Flag, Sequence[ActionRecord]],
    owners: Mapping[str, Sequence[ActionRecord]],
    sources: Mapping[str, Sequence[ActionRecord]],
) -> TrackerPage:
    """Make the tracker: the first actions of each flag, with links to the rest by flag, owner and source."""
    title = "Actions and what they changed"
    intro = (
        "Everything that agencies agreed to do after a review or audit. An action is closed only when it is delivered "
        "and we have decided whether anything changed, or when a decision ended it."
    )
    total = sum(len(records) for records in flags.values())
    shown = {flag: flags[flag][:FIRST_ACTIONS] for flag in FLAG_ORDER if flag in flags}
    return TrackerPage(
        head=desk.head(title, intro, TRACKER.path),
        section="actions",
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        flags=flag_links({flag: len(records) for flag, records in flags.items()}),
        total=f"{count_words(total, 'action')}, most urgent first"
        if total
        else "No action plans have been published yet.",
        groups=tuple(_first_group(desk, flag, records, len(flags[flag])) for flag, records in shown.items()),
        filters=(*owner_filter(desk, owners, "Owner"), *_source_filter(desk, sources)),
        axes=axis_views(),
        flag_axis=flag_axis_view(),
    )


def _first_group(desk: Desk, flag: Flag, records: Sequence[ActionRecord], total: int) -> ActionGroup:
    rows = tuple(desk.action_row(record) for record in records)
    if total == len(rows):
        return ActionGroup(plain_flag(flag), flag, str(total), rows)
    more = LinkView(f"All {total:,}: {lower_first(FLAGS[flag][0])}", flag_path(flag))
    return ActionGroup(plain_flag(flag), flag, f"{len(rows)} of {total:,}", rows, more)


def _source_filter(desk: Desk, sources: Mapping[str, Sequence[ActionRecord]]) -> tuple[FilterGroup, ...]:
    newest = _newest_sources(sources)
    links = [_source_link(desk, records) for records in newest[:FIRST_SOURCES]]
    if len(newest) > FIRST_SOURCES:
        links.append(CountLink("All sources", f"{TRACKER.path}from/", f"{len(newest):,}"))
    return (FilterGroup("Came from", tuple(links)),) if links else ()


def _newest_sources(sources: Mapping[str, Sequence[ActionRecord]]) -> list[Sequence[ActionRecord]]:
    return sorted(
        sources.values(), key=lambda records: (-records[0].source.published.toordinal(), records[0].source.id)
    )


def _source_link(desk: Desk, records: Sequence[ActionRecord]) -> CountLink:
    return CountLink(source_label(records[0].source), source_path(records[0].source), f"{len(records):,}")


def present_sources(desk: Desk, sources: Mapping[str, Sequence[ActionRecord]]) -> RegisterIndexPage:
    """Make the index of everything that actions came from, newest first, by year."""
    title, path = "Actions by where they came from", f"{TRACKER.path}from/"
    intro = "Every review, audit or other learning that led to actions, newest first. The number is its actions."
    if not sources:
        intro = "Nothing in the library has led to a published action yet."
    years: defaultdict[str, list[CountLink]] = defaultdict(list)
    for records in _newest_sources(sources):
        source = records[0].source
        link = CountLink(source.title, source_path(source), f"{len(records):,}", mark=desk.mark(source))
        years[str(source.published.year)].append(link)
    return RegisterIndexPage(
        head=desk.head(title, intro, path),
        section="actions",
        crumbs=(TRACKER,),
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        lists=tuple(RegisterList(year, f"y{year}", "", tuple(links)) for year, links in years.items()),
    )
