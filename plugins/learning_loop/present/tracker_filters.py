"""The tracker's filters: as links to pages, for everybody, and as the form and the data that its script works with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeVar

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.model.publication import Publication
from learning_loop.present.boards import TRACKER, owner_filter
from learning_loop.present.desk import Desk
from learning_loop.present.ranking import by_owner, by_source
from learning_loop.present.views import (
    ActionGroup,
    ActionRow,
    CountLink,
    DateView,
    FilterField,
    FilterGroup,
    FilterOption,
    LinkView,
    LiveTracker,
    SourceGroup,
    SourceRow,
    StatusView,
)
from learning_loop.present.words import AXES, FLAGS, plain_flag

FIRST_LINKS = 12
"""Links of one filter on the tracker; the rest have a page of their own."""
DATA_FILE = "data/tracker.json"

Records = Sequence[ActionRecord]
Key = TypeVar("Key")


def source_path(source: Publication) -> str:
    """Give the path of the actions that came from an item."""
    return f"{TRACKER.path}from/{source.id}/"


def due_path(year: int) -> str:
    """Give the path of the actions that are due in a year."""
    return f"{TRACKER.path}due/{year}/"


def theme_actions_path(theme: str) -> str:
    """Give the path of the actions on a theme."""
    return f"themes/{theme}/actions/"


def source_label(source: Publication) -> str:
    """Name what actions came from in few words, for lists of links: the title up to its colon, and the year."""
    return f"{source.title.partition(':')[0]} ({source.published.year})"


def newest_sources(sources: Mapping[str, Records]) -> list[Records]:
    """Give the actions of each source, the newest source's first."""
    return sorted(
        sources.values(), key=lambda records: (-records[0].source.published.toordinal(), records[0].source.id)
    )


def by_theme(records: Iterable[ActionRecord]) -> Mapping[str, Records]:
    """Group actions by the themes of their source and plan."""
    return _grouped(records, lambda record: dict.fromkeys((*record.source.themes, *record.plan.themes)))


def by_due_year(records: Iterable[ActionRecord]) -> Mapping[int, Records]:
    """Group actions by the year of the last day that their due date can mean, latest first."""
    found = _grouped(records, lambda record: (record.action.due.last_day.year,))
    return dict(sorted(found.items(), reverse=True))


def _by_agreed_year(records: Iterable[ActionRecord]) -> Mapping[int, Records]:
    found = _grouped(records, lambda record: (record.plan.published.year,))
    return dict(sorted(found.items(), reverse=True))


def _by_group(records: Iterable[ActionRecord]) -> Mapping[str, Records]:
    return _grouped(records, lambda record: (record.action.monitored_by,))


def _grouped(
    records: Iterable[ActionRecord], keys: Callable[[ActionRecord], Iterable[Key]]
) -> dict[Key, list[ActionRecord]]:
    found: defaultdict[Key, list[ActionRecord]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            found[key].append(record)
    return found


# As links


def filter_links(desk: Desk, ranked: Records) -> tuple[FilterGroup, ...]:
    """Give every filter as links to pages that exist without a script."""
    registers, sources, themes = desk.library.registers, newest_sources(by_source(ranked)), by_theme(ranked)
    groups = _by_group(ranked)
    source_links = [_link(source_label(rows[0].source), source_path(rows[0].source), rows) for rows in sources]
    commonest = sorted(themes, key=lambda theme: (-len(themes[theme]), registers.themes[theme].label))
    theme_links = [
        _link(registers.themes[theme].label, theme_actions_path(theme), themes[theme]) for theme in commonest
    ]
    made = (
        *owner_filter(desk, by_owner(ranked), "Owner"),
        FilterGroup("Theme", _first(theme_links, CountLink("All themes", f"{TRACKER.path}theme/", f"{len(themes):,}"))),
        FilterGroup("Came from", _first(source_links, CountLink("All sources", f"{TRACKER.path}from/", f"{len(sources):,}"))),
        FilterGroup(
            "Watched by",
            tuple(_link(group.name, f"groups/{group.id}/actions/", groups[group.id]) for group in registers.groups.values() if group.id in groups),
        ),
        FilterGroup("Due in", tuple(_link(str(year), due_path(year), rows) for year, rows in by_due_year(ranked).items())),
        FilterGroup(
            "Agreed in", tuple(_link(str(year), f"years/{year}/actions/", rows) for year, rows in _by_agreed_year(ranked).items())
        ),
    )  # fmt: skip
    return tuple(group for group in made if group.links)


def _link(label: str, path: str, records: Sequence[object]) -> CountLink:
    return CountLink(label, path, f"{len(records):,}")


def _first(links: Sequence[CountLink], rest: CountLink) -> tuple[CountLink, ...]:
    return (*links[:FIRST_LINKS], rest) if len(links) > FIRST_LINKS else tuple(links)


# As a form


def live_tracker(
    desk: Desk, ranked: Records, lens: Literal["actions", "publications"], path: str
) -> LiveTracker | None:
    """Give what the script needs on a page; None when there is nothing to filter."""
    if not ranked:
        return None
    actions = lens == "actions"
    return LiveTracker(
        data=DATA_FILE,
        path=path,
        actions=TRACKER.path,
        lens=lens,
        fields=filter_fields(desk, ranked),
        sorts=_ACTION_SORTS if actions else _SOURCE_SORTS,
        groups=(_SAMPLE_GROUP,) if actions else (),
        sources=() if actions else (_SAMPLE_SOURCES,),
        statuses=_STATUSES if actions else (),
        flags=tuple(plain_flag(flag) for flag in FLAG_ORDER),
    )


def filter_fields(desk: Desk, ranked: Records) -> tuple[FilterField, ...]:
    """Give the filters with the counts of all actions."""
    registers = desk.library.registers
    flags = Counter(record.flag for record in ranked)
    owners, groups, themes = by_owner(ranked), _by_group(ranked), by_theme(ranked)
    themes_by_name = sorted(themes, key=lambda theme: registers.themes[theme].label.casefold())
    return (
        FilterField(
            "flag", "Where it stands", "checks", "",
            tuple(_option(flag, FLAGS[flag][0], flags[flag], f"flag-{flag}", FLAGS[flag][2]) for flag in FLAG_ORDER),
        ),
        FilterField(
            "owner", "Owner", "checks", "owned by",
            tuple(_option(one.id, one.short, len(owners[one.id])) for one in registers.agencies.values() if one.id in owners),
        ),
        FilterField(
            "theme", "Theme", "menu", "on", tuple(_option(theme, registers.themes[theme].label, len(themes[theme])) for theme in themes_by_name), "Any theme"
        ),
        FilterField(
            "group", "Watched by", "menu", "watched by",
            tuple(_option(one.id, one.name, len(groups[one.id])) for one in registers.groups.values() if one.id in groups), "Any group",
        ),
        FilterField(
            "from", "Came from", "menu", "from",
            tuple(_option(rows[0].source.id, source_label(rows[0].source), len(rows)) for rows in newest_sources(by_source(ranked))), "Any review or audit",
        ),
        FilterField(
            "due", "Due in", "menu", "due in", tuple(_option(str(year), str(year), len(rows)) for year, rows in by_due_year(ranked).items()), "Any year"
        ),
        FilterField(
            "agreed", "Agreed in", "menu", "agreed in",
            tuple(_option(str(year), str(year), len(rows)) for year, rows in _by_agreed_year(ranked).items()), "Any year",
        ),
        *(_axis_field(axis, ranked) for axis in AXES),
    )  # fmt: skip


def _axis_field(axis: str, ranked: Records) -> FilterField:
    label, _, states = AXES[axis]
    counts = Counter(getattr(record.action, axis) for record in ranked)
    options = (
        _option(state, words, counts[state], f"{axis}-{state}", tone) for state, (words, _, tone) in states.items()
    )
    return FilterField(axis, label, "checks", f"{label.lower()}:", tuple(options))


def _option(value: str, label: str, count: int, mark: str = "", tone: str = "ink") -> FilterOption:
    return FilterOption(value, label, f"{count:,}", mark, tone)


_ACTION_SORTS = (
    FilterOption("", "Most urgent first", ""),
    FilterOption("due", "By the day due", ""),
    FilterOption("newest", "Newest plan first", ""),
    FilterOption("owner", "By owner", ""),
    FilterOption("title", "By title", ""),
)
_SOURCE_SORTS = (
    FilterOption("", "Newest first", ""),
    FilterOption("overdue", "Most overdue actions first", ""),
    FilterOption("open", "Most open actions first", ""),
    FilterOption("updated", "Latest update first", ""),
    FilterOption("title", "By title", ""),
)


# Samples: the script copies them and puts its own words in place of these


def _sample_status(axis: Literal["response", "delivery", "impact"], link: LinkView | None = None) -> StatusView:
    label, _, states = AXES[axis]
    state, (words, definition, tone) = next(iter(states.items()))
    return StatusView(axis, label, state, words, definition, f"{axis}-{state}", tone, link=link)


_STATUSES = tuple(
    StatusView(axis, label, state, words, definition, f"{axis}-{state}", tone)  # type: ignore[arg-type]
    for axis, (label, _, states) in AXES.items()
    for state, (words, definition, tone) in states.items()
)
_SAMPLE_GROUP = ActionGroup(
    plain_flag("overdue"),
    "sample",
    "1",
    (
        ActionRow(
            ref="R1/A1",
            title="An action",
            path="",
            anchor="",
            source="A source",
            owner="An owner",
            timing="In time",
            timing_tone="ink",
            due=DateView("1 January 2026", "2026-01-01"),
            flag=plain_flag("overdue"),
            response=_sample_status("response"),
            delivery=_sample_status("delivery"),
            impact=_sample_status("impact", LinkView("New action", "")),
        ),
    ),
)
_SAMPLE_SOURCES = SourceGroup(
    "A year",
    "sample",
    "1",
    (
        SourceRow(
            mark="review",
            title="A publication",
            path="",
            type_words="Review",
            date=DateView("1 January 2026", "2026-01-01"),
            recommendations="1 recommendation",
            counts=(CountLink("Overdue", "", "1", mark="flag-overdue", tone="red"),),
            none="",
            updated=DateView("1 January 2026", "2026-01-01"),
            links=(LinkView("Its actions", ""),),
        ),
    ),
)
