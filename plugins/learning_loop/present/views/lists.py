"""Views of the pages that lead to items: the home page, lists, themes, registers, the site map."""

from __future__ import annotations

from typing import ClassVar, Literal

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import (
    ChangedBar,
    CiteView,
    CountLink,
    DateRow,
    FactView,
    FilterGroup,
    FlagView,
    LinkView,
    PageView,
    RowGroup,
    RowView,
)
from learning_loop.present.views.calendar import SubscribeView
from learning_loop.present.views.loop import ActionsSummary, AxisView, FigureView, StandingView


@dataclass(frozen=True, slots=True)
class TakeView:
    """A briefing to take to a team."""

    title: str
    path: str
    fact: str
    """'7-minute briefing on fathers and hidden men, one A4 page.'"""
    questions: tuple[str, ...]
    """Three."""


@dataclass(frozen=True, slots=True)
class PriorityView:
    label: str
    path: str
    years: str
    """'2022 to 2027'."""
    about: str


@dataclass(frozen=True, slots=True)
class ThemeGroupView:
    label: str
    anchor: str
    themes: tuple[CountLink, ...]
    more: LinkView | None = None
    """'All 21 kinds of harm', on the home page; None where the list is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(PageView):
    kind: ClassVar[str] = "home"
    intro: str
    often: tuple[LinkView, ...]
    changed: ChangedBar | None
    new_title: str
    """'New this month', or 'Newest' when nothing is that new."""
    new: tuple[RowView, ...]
    everything: LinkView
    """'Everything published, newest first'."""
    take: TakeView | None
    priorities: tuple[PriorityView, ...]
    newsletter: RowView | None
    theme_groups: tuple[ThemeGroupView, ...]
    all_themes: LinkView
    """'All themes, A to Z'."""
    roles: tuple[LinkView, ...]
    follow: LinkView
    learn: LinkView
    """The door to the pages about how the partnership learns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage(PageView):
    kind: ClassVar[str] = "listing"
    intro: str
    total: str
    """'38 reviews and audits, newest first'."""
    filters: tuple[FilterGroup, ...]
    groups: tuple[RowGroup, ...]
    """One for each year, newest first."""
    newer: LinkView | None = None
    older: LinkView | None = None
    place: str = ""
    """'Page 2 of 4'."""
    subscribe: SubscribeView | None = None
    """The invitation to take its dates into a calendar."""
    beside: tuple[LinkView, ...] = ()
    """Where somebody who came for an overview, or for each new one, is better served."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A line of the A to Z: a theme with its count, or another word with where to look."""

    label: str
    path: str = ""
    """The theme's page; empty for a see-reference."""
    count: str = ""
    see: tuple[LinkView, ...] = ()
    """The theme or, for an ambiguous acronym, the themes that are meant."""


@dataclass(frozen=True, slots=True)
class LetterView:
    letter: str
    anchor: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesPage(PageView):
    """The themes by group come first (anchor 'by-group'), then every word (anchor 'a-to-z')."""

    kind: ClassVar[str] = "themes"
    intro: str
    over_time: LinkView
    letters: tuple[LetterView, ...]
    groups: tuple[ThemeGroupView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(PageView):
    """The page to which the search form leads. Scripts put the results of a query in the place of what stands here."""

    kind: ClassVar[str] = "search"
    intro: str
    all_themes: tuple[CountLink, ...]
    """A to Z (anchor 'a-to-z')."""
    glossary: LinkView
    """The A to Z with every word that people use for a theme."""
    lists: tuple[RegisterList, ...]
    """Types, agencies, years."""
    ways: tuple[LinkView, ...]
    """Where else to look when nothing was found."""
    ask: LinkView
    """Who can be asked for something that should be here."""
    follow: LinkView
    """The page of all feeds; the scripts add the place of the feed of what is shown."""


@dataclass(frozen=True, slots=True)
class MessageView:
    """Something that reviews keep telling us."""

    number: str
    title: str
    text: str
    sources: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A finding, a recommendation or an action under one reference."""

    anchor: str
    """What follows '#' in its short address: 'R3/A2'."""
    reference: str
    """'LCSPR-2026-01/R3/A2'."""
    link: LinkView
    note: str = ""
    """Owner, or the agencies that it is for."""
    flag: FlagView | None = None
    actions: tuple[RecordRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage(PageView):
    """Everything under one permanent reference. Anchors: findings, recommendations, actions, and those of the rows."""

    kind: ClassVar[str] = "record"
    intro: str
    item: RowView
    findings: tuple[RecordRow, ...]
    recommendations: tuple[RecordRow, ...]
    actions: tuple[RecordRow, ...]
    """Those that answer no single recommendation."""
    cite: CiteView


@dataclass(frozen=True, slots=True)
class YearCell:
    """What reviews and audits of one year said of one theme."""

    year: str
    reviews: str
    """'2'; empty for none."""
    shade: Literal["0", "1", "2", "3"]
    """How dark its square is: none, one, two, three and more."""
    open: str = ""
    """'3 open'; empty for none."""


@dataclass(frozen=True, slots=True)
class ThemeYears:
    theme: LinkView
    cells: tuple[YearCell, ...]
    """One for each year of the page."""
    reviews: str
    """In all years."""
    recommendations: str
    open: str
    """How many of the recommendations are still open."""


@dataclass(frozen=True, slots=True)
class ThemeYearsGroup:
    label: str
    anchor: str
    rows: tuple[ThemeYears, ...]
    unseen: tuple[LinkView, ...]
    """Themes of the group that no review has named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTimePage(PageView):
    """Themes over time. Anchors: those of the groups."""

    kind: ClassVar[str] = "over-time"
    intro: str
    summary: str
    """The whole in a sentence or two."""
    years: tuple[str, ...]
    """Oldest first."""
    groups: tuple[ThemeYearsGroup, ...]


@dataclass(frozen=True, slots=True)
class WorkedWellView:
    text: str
    source: LinkView | None = None


@dataclass(frozen=True, slots=True)
class YearView:
    year: str
    """'2019'."""
    short: str
    """'19', as it stands under the line."""
    marks: tuple[Literal["review", "audit"], ...]
    words: str
    """'one review and one audit'; 'none' for a year without."""


@dataclass(frozen=True, slots=True)
class YearLineView:
    years: tuple[YearView, ...]
    """Every year from the first to this, at most sixteen."""
    sentence: str
    """'Seen in six years since 2014: five reviews (filled) and one audit (ring).'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePage(PageView):
    """Anchors: messages, briefings, worked-well, reviews, guidance, training, actions, elsewhere, and those of `more`."""

    kind: ClassVar[str] = "theme"
    definition: str
    also: str
    """Words that people type, joined with commas; empty when there are none."""
    write_instead: str
    """What the term does not mean, or what to write in its place, in whole sentences; may be empty."""
    messages: tuple[MessageView, ...]
    briefings: RowGroup
    worked_well: tuple[WorkedWellView, ...]
    reviews: RowGroup
    year_line: YearLineView | None
    still_open: str
    """'3 of their 14 recommendations are still open.'; empty without recommendations."""
    over_time: LinkView | None
    """All themes over time."""
    guidance: RowGroup
    training: RowGroup
    actions: ActionsSummary
    elsewhere: RowGroup
    more: tuple[RowGroup, ...] = ()
    """Newsletters, bulletins, events, reports; without empty groups."""
    near: tuple[CountLink, ...] = ()
    """Broader, narrower and neighbouring themes, for the margin."""
    priorities: tuple[LinkView, ...] = ()
    next_dates: tuple[DateRow, ...] = ()
    """The next training and events on this theme, for the margin; at most three."""


@dataclass(frozen=True, slots=True)
class AskView:
    """What one document asks of a role."""

    points: tuple[str, ...]
    source: LinkView
    """Its note is the type and the date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage(PageView):
    """An agency, a role, a group, a priority, a document type or a year. Anchors: actions, and those of `groups`."""

    kind: ClassVar[str] = "register"
    type_words: str
    """'Agency', 'Role', 'Monitoring group', 'Priority', 'Year'."""
    opening: str
    also: str = ""
    """Other names, joined with commas."""
    facts: tuple[FactView, ...] = ()
    on_receipt_title: str = ""
    """'When new learning reaches you'."""
    on_receipt: tuple[str, ...] = ()
    asks_title: str = ""
    """'What learning asks of you', anchor 'asks'."""
    asks_about: str = ""
    """'From 12 documents, newest first.'"""
    asks: tuple[AskView, ...] = ()
    changed: ChangedBar | None = None
    actions_title: str = ""
    """'Actions this agency owns', 'Actions this group watches'."""
    actions: ActionsSummary | None = None
    actions_last: bool = False
    """True where documents are what somebody came for: on the page of a role."""
    groups: tuple[RowGroup, ...] = ()
    none: str = ""
    """Said when the page would otherwise be empty."""
    beside: tuple[FilterGroup, ...] = ()
    """Other agencies, other years…, for the rail."""
    subscribe: SubscribeView | None = None
    """The invitation to take its dates into a calendar."""


@dataclass(frozen=True, slots=True)
class RegisterList:
    title: str
    anchor: str
    about: str
    entries: tuple[CountLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterIndexPage(PageView):
    """All agencies, all roles, all groups, all years, all types: one or several lists."""

    kind: ClassVar[str] = "register-index"
    intro: str
    lists: tuple[RegisterList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(PageView):
    kind: ClassVar[str] = "not-found"
    text: str
    """'Addresses here never change, so please tell us which link brought you.'"""
    tell_us: LinkView
    ways: tuple[LinkView, ...]
    """Themes A to Z, all reviews, all briefings, everything published, newest first: with a note each."""
    often: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapPage(PageView):
    """Also the menu on a phone."""

    kind: ClassVar[str] = "site-map"
    intro: str
    lists: tuple[RegisterList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternsPage(PageView):
    """The pattern sheet. Its samples stand in the template; only the definitions come from the site."""

    kind: ClassVar[str] = "patterns"
    intro: str
    axes: tuple[AxisView, ...]
    flags: tuple[FlagView, ...]
    figure: FigureView | None
    standing: tuple[StandingView, ...]
