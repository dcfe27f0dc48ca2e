"""Views of the action tracker: its two lenses, and what its script needs of a page."""

from __future__ import annotations

from typing import ClassVar, Literal

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import (
    CountLink,
    DateView,
    FilterGroup,
    FlagView,
    LinkView,
    PageView,
    StatusView,
)
from learning_loop.present.views.calendar import SubscribeView
from learning_loop.present.views.loop import ActionGroup, AxisView


@dataclass(frozen=True, slots=True)
class FilterOption:
    value: str
    """As it stands in the address: 'police'."""
    label: str
    count: str
    mark: str = ""
    tone: str = "ink"


@dataclass(frozen=True, slots=True)
class FilterField:
    """One filter: several options may be ticked, or one is chosen from a menu."""

    name: str
    """As it stands in the address: 'owner'."""
    label: str
    form: Literal["checks", "menu"]
    phrase: str
    """What comes before the chosen options in a sentence: 'owned by'; '' where the options say it themselves."""
    options: tuple[FilterOption, ...]
    any: str = ""
    """What a menu says when nothing is chosen: 'Any theme'."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A publication in the tracker, with what came of it."""

    mark: str
    title: str
    path: str
    type_words: str
    date: DateView
    recommendations: str
    """'4 recommendations, 1 still open'."""
    counts: tuple[CountLink, ...]
    """Its actions by flag, most urgent first, without zero counts."""
    none: str
    """Said when there are no actions."""
    updated: DateView | None
    """The day of the newest update of its actions."""
    links: tuple[LinkView, ...]
    """Its action plans, and all its actions in the tracker."""


@dataclass(frozen=True, slots=True)
class SourceGroup:
    title: str
    """The year."""
    anchor: str
    count: str
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class LiveTracker:
    """What the script finds on a page: a form, and one sample of everything that it shows.

    The script writes no markup of its own. It copies the samples, which are made by the same parts as the static rows.
    """

    data: str
    """The path of its data."""
    path: str
    """The page's own path: there no filter is set."""
    actions: str
    """The path of the tracker by action."""
    lens: Literal["actions", "publications"]
    fields: tuple[FilterField, ...]
    sorts: tuple[FilterOption, ...]
    groups: tuple[ActionGroup, ...]
    """One group with one row, or none in the other lens."""
    sources: tuple[SourceGroup, ...]
    statuses: tuple[StatusView, ...]
    flags: tuple[FlagView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerPage(PageView):
    """The tracker, and the same page for one flag, one owner or one source. Anchors: each group's own, marks."""

    kind: ClassVar[str] = "tracker"
    intro: str
    flags: tuple[CountLink, ...]
    """The five, most urgent first, `current` where the page is about it; zero counts stay."""
    total: str
    """'38 actions, most urgent first'."""
    groups: tuple[ActionGroup, ...]
    filters: tuple[FilterGroup, ...]
    """Owners, sources and so on, as links with counts."""
    axes: tuple[AxisView, ...]
    """What the marks mean."""
    flag_axis: AxisView | None = None
    """The five flags and how each is worked out, as states whose marks are the flags' marks."""
    lenses: tuple[CountLink, ...] = ()
    """The tracker by action and by publication; the one being shown is `current`."""
    data: tuple[LinkView, ...] = ()
    """The data behind it."""
    live: LiveTracker | None = None
    """Only on the tracker's own page."""
    subscribe: SubscribeView | None = None
    """The invitation to take its dates into a calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(PageView):
    """The tracker by publication. Anchors: each year's own, marks."""

    kind: ClassVar[str] = "sources"
    intro: str
    flags: tuple[CountLink, ...]
    total: str
    """'38 publications, newest first'."""
    groups: tuple[SourceGroup, ...]
    filters: tuple[FilterGroup, ...]
    flag_axis: AxisView | None
    lenses: tuple[CountLink, ...]
    data: tuple[LinkView, ...]
    live: LiveTracker | None
