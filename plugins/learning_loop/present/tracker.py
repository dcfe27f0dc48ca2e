"""The action tracker as plain pages: all actions, and those of one flag, one owner or one source, most urgent first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.derive.progress import Flag, completed_on
from learning_loop.model.dates import MONTHS, PartialDate
from learning_loop.model.publication import Publication
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    ActionGroup,
    ActionsSummary,
    AxisView,
    BarPart,
    ChangedBar,
    CountLink,
    FilterGroup,
    LinkView,
    RegisterIndexPage,
    RegisterList,
    StatusView,
    TrackerPage,
)
from learning_loop.present.words import AXES, FLAGS, NUMBERS, count_words, plain_flag, sentence

TRACKER = LinkView("Actions", "actions/")
PAGE_ACTIONS = 300
"""Actions on a page of a flag, an owner or a source."""
FIRST_ACTIONS = 10
"""Actions of each flag on the tracker's own page."""
SUMMARY_ACTIONS = 12
"""Open actions on the page of a theme or an agency."""
FIRST_SOURCES = 12
"""Sources among the tracker's links; the rest have a page of their own."""
COUNTED = FLAG_ORDER[:5]
"""The flags that stand over the tracker; what a decision ended needs nobody's attention."""

_BAR: tuple[tuple[Flag, str], ...] = (
    ("embedded", "Embedded: evidence shows that practice changed"),
    ("delivered", "Delivered, change not shown"),
    ("on-track", "On track"),
    ("due-soon", "Due within 30 days"),
    ("overdue", "Overdue"),
    ("ended", "Ended by a decision"),
)
_FLAG_ORDER_WORDS: dict[Flag, str] = {
    "overdue": "longest overdue first",
    "due-soon": "soonest first",
    "on-track": "soonest first",
    "delivered": "latest delivered first",
    "embedded": "latest delivered first",
    "ended": "newest plan first",
}
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


@dataclass(frozen=True, slots=True)
class Board:
    """Actions that are shown together, most urgent first."""

    path: str
    title: str
    intro: str
    records: Sequence[ActionRecord]
    """As `rank_actions` gives them."""
    crumbs: tuple[LinkView, ...] = (TRACKER,)
    section: str = "actions"
    flag: Flag | None = None
    """The one flag that all its actions have."""
    owner: str = ""
    none: str = "No actions yet."


# Order and groups


def rank_actions(records: Iterable[ActionRecord]) -> list[ActionRecord]:
    """Give the most urgent first: the longest overdue, then by the day due; what is delivered follows, latest first."""
    return sorted(records, key=_urgency)


def _urgency(record: ActionRecord) -> tuple[int, int]:
    place = FLAG_ORDER.index(record.flag)
    if record.flag in ("overdue", "due-soon", "on-track"):
        return place, record.days
    done = completed_on(record.action)
    return place, -(done or record.plan.published).toordinal()


def is_open(record: ActionRecord) -> bool:
    """Say whether something is still to be done or decided: whether it changed anything is a decision too."""
    return record.is_open


def _by_flag(records: Iterable[ActionRecord]) -> Mapping[Flag, Sequence[ActionRecord]]:
    found: defaultdict[Flag, list[ActionRecord]] = defaultdict(list)
    for record in records:
        found[record.flag].append(record)
    return found


def _by_source(records: Iterable[ActionRecord]) -> Mapping[str, Sequence[ActionRecord]]:
    found: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in records:
        found[record.source.id].append(record)
    return found


def by_owner(records: Iterable[ActionRecord]) -> Mapping[str, Sequence[ActionRecord]]:
    """Group actions by the agency that owns them, keeping their order."""
    found: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in records:
        found[record.action.owner].append(record)
    return found


# The pages


def tracker_pages(desk: Desk) -> list[Spec]:
    """List the tracker and its pages by flag, owner and source; no view is built."""
    ranked = rank_actions(desk.library.actions)
    flags, sources = _by_flag(ranked), _by_source(ranked)
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
        title=f"Actions: {_lower(words)}",
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


def flag_path(flag: Flag) -> str:
    """Give the path of a flag's page."""
    return f"{TRACKER.path}flag/{flag}/"


def owner_path(owner: str) -> str:
    """Give the path of an owner's actions."""
    return f"{TRACKER.path}owner/{owner}/"


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
        flags=_flag_links({flag: len(records) for flag, records in flags.items()}),
        total=f"{count_words(total, 'action')}, most urgent first"
        if total
        else "No action plans have been published yet.",
        groups=tuple(_first_group(desk, flag, records, len(flags[flag])) for flag, records in shown.items()),
        filters=(*_owner_filter(desk, owners, "Owner"), *_source_filter(desk, sources)),
        axes=axis_views(),
        flag_axis=flag_axis_view(),
    )


def _first_group(desk: Desk, flag: Flag, records: Sequence[ActionRecord], total: int) -> ActionGroup:
    rows = tuple(desk.action_row(record) for record in records)
    if total == len(rows):
        return ActionGroup(plain_flag(flag), flag, str(total), rows)
    more = LinkView(f"All {total:,}: {_lower(FLAGS[flag][0])}", flag_path(flag))
    return ActionGroup(plain_flag(flag), flag, f"{len(rows)} of {total:,}", rows, more)


def _flag_links(counts: Mapping[Flag, int], current: Flag | None = None) -> tuple[CountLink, ...]:
    return tuple(_flag_link(flag, flag_path(flag), counts.get(flag, 0), current=flag == current) for flag in COUNTED)


def _flag_link(flag: Flag, path: str, count: int, *, current: bool = False) -> CountLink:
    words, _, tone = FLAGS[flag]
    return CountLink(words, path, f"{count:,}", current, f"flag-{flag}", tone)


def _owner_filter(
    desk: Desk, owners: Mapping[str, Sequence[ActionRecord]], label: str, current: str = ""
) -> tuple[FilterGroup, ...]:
    links = [
        CountLink(agency.short, owner_path(agency.id), f"{len(owners[agency.id]):,}", current=agency.id == current)
        for agency in desk.library.registers.agencies.values()
        if agency.id in owners
    ]
    return (FilterGroup(label, tuple(links)),) if links else ()


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


# Boards


def board_specs(board: Board) -> list[Spec]:
    """List a board's pages: its own, and further ones when it has many actions."""
    pages = range(1, _pages(len(board.records)) + 1)
    return [Spec(_page_path(board.path, page), partial(present_board, board=board, page=page)) for page in pages]


def present_board(desk: Desk, board: Board, page: int) -> TrackerPage:
    """Make a page of a board; its flags lead to their places on the board's own pages."""
    first = (page - 1) * PAGE_ACTIONS
    shown = board.records[first : first + PAGE_ACTIONS]
    path = _page_path(board.path, page)
    named = f"{board.title}, page {page}" if page > 1 else board.title
    return TrackerPage(
        head=desk.head(named, board.intro, path),
        section=board.section,
        crumbs=(*board.crumbs, LinkView(board.title, board.path)) if page > 1 else board.crumbs,
        title=named,
        issue_links=desk.issue_links(board.title),
        intro=board.intro,
        flags=_board_flags(desk, board),
        total=_board_total(board, first, len(shown)),
        groups=_board_groups(desk, board, page, shown),
        filters=_board_filters(desk, board, page),
        axes=axis_views() if shown else (),
        flag_axis=flag_axis_view() if shown else None,
    )


def _board_flags(desk: Desk, board: Board) -> tuple[CountLink, ...]:
    if board.flag is not None:
        return _flag_links(Counter(record.flag for record in desk.library.actions), board.flag)
    counts = Counter(record.flag for record in board.records)
    paths = flag_places(board.path, counts)
    return tuple(_flag_link(flag, paths[flag], counts[flag]) for flag in COUNTED)


def flag_places(path: str, counts: Mapping[Flag, int]) -> dict[Flag, str]:
    """Give where each flag's actions begin on the pages of a board."""
    places: dict[Flag, str] = {}
    before = 0
    for flag in FLAG_ORDER:
        places[flag] = f"{_page_path(path, before // PAGE_ACTIONS + 1)}#{flag}"
        before += counts.get(flag, 0)
    return places


def _board_total(board: Board, first: int, shown: int) -> str:
    total = len(board.records)
    if not total:
        return board.none
    if shown < total:
        return f"Actions {first + 1:,} to {first + shown:,} of {total:,}"
    order = _FLAG_ORDER_WORDS[board.flag] if board.flag else "most urgent first"
    return f"{count_words(total, 'action')}, {order}" if total > 1 else "1 action"


def _board_groups(desk: Desk, board: Board, page: int, shown: Sequence[ActionRecord]) -> tuple[ActionGroup, ...]:
    totals = Counter(record.flag for record in board.records)
    here = _by_flag(shown)
    groups = [_board_group(desk, flag, here[flag], totals[flag]) for flag in FLAG_ORDER if flag in here]
    if page < _pages(len(board.records)):
        last = groups.pop()
        more = LinkView(f"More actions: page {page + 1}", _page_path(board.path, page + 1))
        groups.append(ActionGroup(last.flag, last.anchor, last.count, last.rows, more))
    return tuple(groups)


def _board_group(desk: Desk, flag: Flag, records: Sequence[ActionRecord], total: int) -> ActionGroup:
    count = f"{total:,}" if len(records) == total else f"{len(records):,} of {total:,}"
    return ActionGroup(plain_flag(flag), flag, count, tuple(desk.action_row(record) for record in records))


def _board_filters(desk: Desk, board: Board, page: int) -> tuple[FilterGroup, ...]:
    filters: tuple[FilterGroup, ...] = ()
    pages = _pages(len(board.records))
    if pages > 1:
        links = (
            CountLink(f"Page {one}", _page_path(board.path, one), current=one == page) for one in range(1, pages + 1)
        )
        filters = (FilterGroup("Pages", tuple(links)),)
    if board.flag is not None or board.owner:
        filters += _owner_filter(desk, by_owner(desk.library.actions), "All actions by owner", board.owner)
    return filters


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE_ACTIONS))


def _page_path(path: str, page: int) -> str:
    return path if page == 1 else f"{path}{page}/"


# Parts of other pages


def changed_bar(desk: Desk, records: Sequence[ActionRecord], title: str, path: str = "") -> ChangedBar | None:
    """Give what came of some actions as one bar with counted links; None when there are no actions.

    The links lead to the places of a board of the same actions when its ``path`` is given, else to the flags' pages.
    """
    counts = Counter(record.flag for record in records)
    if not counts:
        return None
    places = flag_places(path, counts) if path else {flag: flag_path(flag) for flag in FLAG_ORDER}
    present = [(flag, words) for flag, words in _BAR if counts[flag]]
    numbers = ", ".join(f"{counts[flag]:,} {_lower(FLAGS[flag][0])}" for flag, _ in present)
    return ChangedBar(
        title=title,
        label=f"Of {count_words(len(records), 'action')}: {numbers}",
        parts=tuple(BarPart(flag, max(1, round(100 * counts[flag] / len(records)))) for flag, _ in present),
        links=tuple(
            CountLink(words, places[flag], f"{counts[flag]:,}", mark=f"flag-{flag}", tone=FLAGS[flag][2])
            for flag, words in present
        ),
    )


def summarise_actions(desk: Desk, ranked: Sequence[ActionRecord], path: str, none: str) -> ActionsSummary:
    """Say how many actions there are and how many are open, with the most urgent open ones and a link to all."""
    if not ranked:
        return ActionsSummary(none, ())
    still_open = [record for record in ranked if is_open(record)]
    late = sum(record.flag == "overdue" for record in ranked)
    said = _summary_sentence(len(ranked), len(still_open), late)
    if len(still_open) > SUMMARY_ACTIONS:
        said += f" The {SUMMARY_ACTIONS} most urgent are here."
    words = {1: "See it in the tracker", 2: "See both in the tracker"}
    more = LinkView(words.get(len(ranked), f"See all {_number(len(ranked))} in the tracker"), path)
    return ActionsSummary(said, tuple(desk.action_row(record) for record in still_open[:SUMMARY_ACTIONS]), more)


def _summary_sentence(total: int, still_open: int, late: int) -> str:
    if total == 1:
        return (
            "One action, and it is overdue."
            if late
            else "One action, still open."
            if still_open
            else "One action, no longer open."
        )
    if not still_open:
        return f"{sentence(_number(total))} actions, none of them still open."
    how_many = "all" if still_open == total else _number(still_open)
    opening = f"{sentence(_number(total))} actions: {how_many} {_be(still_open)} open, "
    if not late:
        return opening + ("and it is not overdue." if still_open == 1 else "none of them overdue.")
    if still_open == 1:
        return opening + "and it is overdue."
    if late == still_open:
        return opening + "and all of those are overdue."
    return opening + f"and {_number(late)} of those {_be(late)} overdue."


def axis_views() -> tuple[AxisView, ...]:
    """Give the three questions with the definition of each answer: what the marks mean."""
    return _AXIS_VIEWS


def flag_axis_view() -> AxisView:
    """Give the flags with how each is worked out, in the shape of an axis."""
    return _FLAG_AXIS


def _axis_view(axis: str) -> AxisView:
    label, question, states = AXES[axis]
    return AxisView(
        label,
        question,
        tuple(
            StatusView(axis, label, state, words, definition, f"{axis}-{state}", tone)  # type: ignore[arg-type]
            for state, (words, definition, tone) in states.items()
        ),
    )


def _flag_states() -> tuple[StatusView, ...]:
    return tuple(
        StatusView("delivery", "Flag", flag, words, definition, f"flag-{flag}", tone)
        for flag, (words, definition, tone) in FLAGS.items()
    )


_AXIS_VIEWS = tuple(_axis_view(axis) for axis in AXES)
_FLAG_AXIS = AxisView(
    "Flags", "Does anybody need to act? Worked out from the dates and the three answers.", _flag_states()
)


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
