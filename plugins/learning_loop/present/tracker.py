"""The action tracker as plain pages: all actions, and those of one flag, one owner or one source, most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.derive.progress import Flag
from learning_loop.model.dates import MONTHS, PartialDate
from learning_loop.present.boards import TRACKER, Board, board_specs, flag_links, flag_path, owner_path
from learning_loop.present.calendars import DUE_FILE, subscribe_view
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import ACTIONS, feed_links
from learning_loop.present.ranking import by_flag, by_owner, by_source, rank_actions
from learning_loop.present.spec import Spec
from learning_loop.present.status import axis_views, flag_axis_view
from learning_loop.present.themes import GROUPS, group_anchor
from learning_loop.present.tracker_filters import (
    Records,
    by_due_year,
    by_theme,
    due_path,
    filter_links,
    live_tracker,
    newest_sources,
    source_label,
    source_path,
    theme_actions_path,
)
from learning_loop.present.tracker_sources import BY_AGENCY, OPEN_DATA, lens_links, source_pages
from learning_loop.present.views import (
    ActionGroup,
    CountLink,
    LinkView,
    RegisterIndexPage,
    RegisterList,
    TrackerPage,
)
from learning_loop.present.words import FLAGS, count_words, lower_first, plain_flag

FIRST_ACTIONS = 10
"""Actions of each flag on the tracker's own page."""
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
        Spec(TRACKER.path, partial(present_tracker, ranked=ranked)),
        *source_pages(desk, ranked),
        Spec(f"{TRACKER.path}from/", partial(present_source_index, sources=sources)),
        Spec(f"{TRACKER.path}theme/", partial(present_theme_index, ranked=ranked)),
        Spec(BY_AGENCY.path, partial(present_owner_index, ranked=ranked)),
    ]
    boards = [recent_board(desk, ranked)]
    boards += [_flag_board(flag, flags.get(flag, ())) for flag in FLAG_ORDER]
    boards += [_owner_board(desk, owner, records) for owner, records in by_owner(ranked).items()]
    boards += [_source_board(desk, records) for records in sources.values()]
    boards += [_due_board(year, records) for year, records in by_due_year(ranked).items()]
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


def _due_board(year: int, records: Records) -> Board:
    return Board(
        path=due_path(year),
        title=f"Actions due in {year}",
        intro=f"Everything that agencies agreed to do by some day of {year}, whether it is done and whether it changed anything.",
        records=records,
    )


def present_tracker(desk: Desk, ranked: Records) -> TrackerPage:
    """Make the tracker: the first actions of each flag, with links to the rest by every filter."""
    title = "Actions and what they changed"
    intro = (
        "Everything that agencies agreed to do after a review or audit. An action is closed only when it is delivered "
        "and we have decided whether anything changed, or when a decision ended it."
    )
    flags = by_flag(ranked)
    shown = {flag: flags[flag][:FIRST_ACTIONS] for flag in FLAG_ORDER if flag in flags}
    return TrackerPage(
        head=desk.head(title, intro, TRACKER.path),
        section="actions",
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        flags=flag_links({flag: len(records) for flag, records in flags.items()}),
        total=f"{count_words(len(ranked), 'action')}, most urgent first"
        if ranked
        else "No action plans have been published yet.",
        groups=tuple(_first_group(desk, flag, records, len(flags[flag])) for flag, records in shown.items()),
        filters=filter_links(desk, ranked),
        axes=axis_views(),
        flag_axis=flag_axis_view(),
        lenses=lens_links("actions"),
        data=OPEN_DATA,
        live=live_tracker(desk, ranked, "actions", TRACKER.path),
        subscribe=subscribe_view(desk, DUE_FILE, "Keep the days by which they are due in your calendar:"),
        feed=feed_links(desk, ACTIONS, "What became of actions", "Follow what becomes of actions"),
    )


def _first_group(desk: Desk, flag: Flag, records: Sequence[ActionRecord], total: int) -> ActionGroup:
    rows = tuple(desk.action_row(record) for record in records)
    if total == len(rows):
        return ActionGroup(plain_flag(flag), flag, str(total), rows)
    more = LinkView(f"All {total:,}: {lower_first(FLAGS[flag][0])}", flag_path(flag))
    return ActionGroup(plain_flag(flag), flag, f"{len(rows)} of {total:,}", rows, more)


def present_source_index(desk: Desk, sources: Mapping[str, Sequence[ActionRecord]]) -> RegisterIndexPage:
    """Make the index of everything that actions came from, newest first, by year."""
    title, path = "Actions by where they came from", f"{TRACKER.path}from/"
    intro = "Every review, audit or other learning that led to actions, newest first. The number is its actions."
    if not sources:
        intro = "Nothing in the library has led to a published action yet."
    years: defaultdict[str, list[CountLink]] = defaultdict(list)
    for records in newest_sources(sources):
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


def present_theme_index(desk: Desk, ranked: Records) -> RegisterIndexPage:
    """Make the index of the themes that actions are about, by their groups."""
    title, path = "Actions by theme", f"{TRACKER.path}theme/"
    intro = "Every theme that actions are about. The number is its actions."
    themes = by_theme(ranked)
    if not themes:
        intro = "No action is about a theme yet."
    groups: defaultdict[str, list[CountLink]] = defaultdict(list)
    for theme in desk.library.registers.themes.values():
        if theme.id in themes:
            link = CountLink(theme.label, theme_actions_path(theme.id), f"{len(themes[theme.id]):,}")
            groups[theme.group].append(link)
    return RegisterIndexPage(
        head=desk.head(title, intro, path),
        section="actions",
        crumbs=(TRACKER,),
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        lists=tuple(
            RegisterList(label, group_anchor(group), "", tuple(groups[group]))
            for group, label in GROUPS.items()
            if group in groups
        ),
    )


def present_owner_index(desk: Desk, ranked: Records) -> RegisterIndexPage:
    """Make the index of the agencies that own actions, in the order of the register, with what is open and late of each."""
    title = "Actions by agency"
    intro = "Every agency that has agreed to do something after a review or audit, and how much of that is still open."
    owners = by_owner(ranked)
    if not owners:
        intro = "No agency owns an action yet."
    links = tuple(
        CountLink(
            agency.name,
            owner_path(agency.id),
            count_words(len(owners[agency.id]), "action"),
            about=_open_words(owners[agency.id]),
        )
        for agency in desk.library.registers.agencies.values()
        if agency.id in owners
    )
    return RegisterIndexPage(
        head=desk.head(title, intro, BY_AGENCY.path),
        section="actions",
        crumbs=(TRACKER,),
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        lists=(RegisterList(f"All {len(links)}" if len(links) > 1 else "Agencies", "agencies", "", links),)
        if links
        else (),
    )


def _open_words(records: Records) -> str:
    """Say what waits: "15 open, 3 of them overdue"."""
    waiting = sum(record.is_open for record in records)
    late = sum(record.flag == "overdue" for record in records)
    if not waiting:
        return "None still open."
    return f"{waiting:,} open, {late:,} of them overdue." if late else f"{waiting:,} open, none overdue."
