"""Boards: pages of actions that are shown together, most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.derive.progress import Flag
from learning_loop.model.values import dataclass
from learning_loop.present.desk import Desk
from learning_loop.present.ranking import by_flag, by_owner
from learning_loop.present.spec import Spec
from learning_loop.present.status import axis_views, flag_axis_view
from learning_loop.present.views import ActionGroup, CountLink, FilterGroup, LinkView, TrackerPage
from learning_loop.present.words import FLAGS, count_words, plain_flag

TRACKER = LinkView("Actions", "actions/")
PAGE_ACTIONS = 300
"""Actions on a page of a flag, an owner or a source."""
COUNTED = FLAG_ORDER[:5]
"""The flags that stand over the tracker; what a decision ended needs nobody's attention."""


_FLAG_ORDER_WORDS: dict[Flag, str] = {
    "overdue": "longest overdue first",
    "due-soon": "soonest first",
    "on-track": "soonest first",
    "delivered": "latest delivered first",
    "embedded": "latest delivered first",
    "ended": "newest plan first",
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


def board_specs(board: Board) -> list[Spec]:
    """List a board's pages: its own, and further ones when it has many actions."""
    paths = enumerate(page_paths(board.path, len(board.records)), 1)
    return [Spec(path, partial(present_board, board=board, page=page)) for page, path in paths]


def page_paths(path: str, count: int) -> list[str]:
    """Give the paths of the pages of a board that has so many actions, its own first."""
    return [_page_path(path, page) for page in range(1, _pages(count) + 1)]


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
        return flag_links(Counter(record.flag for record in desk.library.actions), board.flag)
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
    here = by_flag(shown)
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
        filters += owner_filter(desk, by_owner(desk.library.actions), "All actions by owner", board.owner)
    return filters


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE_ACTIONS))


def _page_path(path: str, page: int) -> str:
    return path if page == 1 else f"{path}{page}/"


def flag_path(flag: Flag) -> str:
    """Give the path of a flag's page."""
    return f"{TRACKER.path}flag/{flag}/"


def owner_path(owner: str) -> str:
    """Give the path of an owner's actions."""
    return f"{TRACKER.path}owner/{owner}/"


def flag_links(counts: Mapping[Flag, int], current: Flag | None = None) -> tuple[CountLink, ...]:
    """Give the counted flags, each leading to its page."""
    return tuple(_flag_link(flag, flag_path(flag), counts.get(flag, 0), current=flag == current) for flag in COUNTED)


def _flag_link(flag: Flag, path: str, count: int, *, current: bool = False) -> CountLink:
    words, _, tone = FLAGS[flag]
    return CountLink(words, path, f"{count:,}", current, f"flag-{flag}", tone)


def owner_filter(
    desk: Desk, owners: Mapping[str, Sequence[ActionRecord]], label: str, current: str = ""
) -> tuple[FilterGroup, ...]:
    """Give the owners of some actions as links to their pages; nothing when there are none."""
    links = [
        CountLink(agency.short, owner_path(agency.id), f"{len(owners[agency.id]):,}", current=agency.id == current)
        for agency in desk.library.registers.agencies.values()
        if agency.id in owners
    ]
    return (FilterGroup(label, tuple(links)),) if links else ()
