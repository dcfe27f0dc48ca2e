"""Views of the loop: findings, recommendations, actions, evidence, and the pages of plans, actions and the tracker."""

from __future__ import annotations

from typing import ClassVar, Literal

from markupsafe import Markup

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import (
    AnchorView,
    CiteView,
    CountLink,
    DateView,
    FactView,
    FileView,
    FlagView,
    Line,
    LinkView,
    PageView,
    RowView,
    StatusView,
    Tone,
)
from learning_loop.present.views.feedback import ToldView


@dataclass(frozen=True, slots=True)
class FindingView:
    number: str
    anchor: str
    """'f1'."""
    title: str
    text: str
    led_to: tuple[AnchorView, ...] = ()
    """Label 'recommendation 1', anchor 'r1'."""
    reference: LinkView | None = None
    """Its permanent reference, with its place on the record: 'LCSPR-2026-01/F1'."""


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation in full. Its id is its anchor with '-text': the plain anchor is its row in the loop."""

    number: str
    anchor: str
    """'r1'."""
    title: str
    text: str
    to: str
    """The agencies, joined: 'Police and Schools and colleges'; may be empty."""
    by: DateView | None = None
    came_from: tuple[AnchorView, ...] = ()
    """Label 'finding 1', anchor 'f1'."""
    actions: tuple[LinkView, ...] = ()
    """The actions that answer it: 'R1/A1'."""
    reference: LinkView | None = None
    """Its permanent reference, with its place on the record: 'LCSPR-2026-01/R1'."""


@dataclass(frozen=True, slots=True)
class LoopCell:
    """A station of the line: mark, words, and the line that leaves it to the right."""

    mark: str
    words: str
    tone: Tone
    line: Line
    """'end' draws none."""
    link: LinkView | None = None
    """Action: its reference. Change: its evidence."""
    note: str = ""
    """Owner, date, or the reason printed in full."""
    strong: bool = False
    """True for the words of a break and for 'Embedded'."""


@dataclass(frozen=True, slots=True)
class LoopRow:
    """An action, or a recommendation that has none.

    Stations that the line does not reach are None; the rest of the row then belongs to the last one reached.
    """

    label: str
    """For the second and further actions: 'Recommendation 1, second action'; empty in the first row."""
    start: Line
    """The line into the answer: 'solid', 'dotted' while it may wait, 'broken'."""
    answer: LoopCell
    action: LoopCell | None = None
    delivered: LoopCell | None = None
    change: LoopCell | None = None


@dataclass(frozen=True, slots=True)
class LoopGroup:
    """A recommendation with its rows."""

    label: str
    """'Recommendation 1'."""
    anchor: str
    """'r1'."""
    title: str
    rows: tuple[LoopRow, ...]
    broken: bool
    """True when the line of any of its rows is broken."""
    in_full: str = ""
    """The place of the recommendation in full: 'r1-text'; empty for actions that answer none."""


@dataclass(frozen=True, slots=True)
class AxisView:
    """One of the three questions with the definition of each of its answers."""

    label: str
    """'Response'."""
    question: str
    """'What did the agency answer?'"""
    states: tuple[StatusView, ...]


@dataclass(frozen=True, slots=True)
class FigureLabel:
    """Words of the figure, at a station."""

    x: int
    y: int
    text: str
    """'7 actions'; in the upright drawing the number and the word apart."""
    anchor: Literal["start", "middle", "end"]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A stretch of a line, from one station to the next."""

    path: str
    """The d of an svg path."""
    line: Line


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A mark of `marks.svg` on a line."""

    x: int
    """Of its left edge."""
    y: int
    size: int
    mark: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class FigureDrawing:
    """One drawing of the figure, in pixels: it is never enlarged."""

    width: int
    height: int
    labels: tuple[FigureLabel, ...]
    lines: tuple[FigureLine, ...]
    marks: tuple[FigureMark, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """The loop at a glance: a line for each action from finding to change, drawn as far as it goes."""

    title: str
    """What it is called where it is not seen: 'From 4 findings to 2 changes'."""
    text: str
    """Its numbers, in one sentence."""
    wide: FigureDrawing
    """From left to right, for wide screens and paper."""
    upright: FigureDrawing
    """From top to bottom, for a phone."""


@dataclass(frozen=True, slots=True)
class LoopView:
    """What came of it."""

    sentence: str
    """The totals: 'Six recommendations led to five actions. Three are delivered. For one, there is evidence …'"""
    breaks: tuple[AnchorView, ...]
    """Every break by name: 'Recommendation 4 is overdue 22 days', anchor 'r4'."""
    caption: str
    """Dates it: 'As it stands on 22 May 2026.'"""
    groups: tuple[LoopGroup, ...]
    only_breaks: str = ""
    """The words of the switch in a long loop that has breaks ('Show only the 3 breaks'); empty for no switch."""
    plans: tuple[LinkView, ...] = ()
    """The action plans."""
    figure: FigureView | None = None
    meanings: tuple[AxisView, ...] = ()
    """What the marks of this loop mean, and no others."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in a list or table."""

    ref: str
    """'R1/A1'."""
    title: str
    path: str
    anchor: str
    """'r1-a1', its id in an action plan; shown nowhere else."""
    source: str
    """'Baby D, 2022'; empty where the page is about that source."""
    owner: str
    timing: str
    """What matters about the day, first: '22 days late', 'Due in 9 days', 'On time'."""
    timing_tone: Tone
    due: DateView
    flag: FlagView
    response: StatusView
    delivery: StatusView
    impact: StatusView


@dataclass(frozen=True, slots=True)
class ActionsSummary:
    """The actions of a theme, an agency, a year."""

    sentence: str
    """'Nine actions: four are open, and one of those is overdue.'; 'No actions yet.'"""
    rows: tuple[ActionRow, ...]
    """The open ones, most urgent first."""
    more: LinkView | None = None
    """'See all nine in the tracker'."""
    by_source: bool = False
    """Whether each row says where the action comes from rather than whose it is: on the page of its owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(PageView):
    """An action plan. Anchors: actions, and each action's own."""

    kind: ClassVar[str] = "plan"
    summary: str
    source: RowView | None
    facts: tuple[FactView, ...]
    body: Markup
    counts: tuple[CountLink, ...]
    """By flag; their paths are anchors or pages of the tracker, or '' for none."""
    actions: tuple[ActionRow, ...]
    """In the order of the plan."""
    meanings: tuple[AxisView, ...] = ()
    """What the marks of this plan mean, and no others."""
    files: tuple[FileView, ...] = ()
    told: ToldView | None = None
    """What people told us about it."""


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The actions under one flag."""

    flag: FlagView
    """Its words are the group's: 'Overdue'."""
    anchor: str
    count: str
    """'3' or '10 of 15'."""
    rows: tuple[ActionRow, ...]
    more: LinkView | None = None


@dataclass(frozen=True, slots=True)
class ChainStep:
    mark: str
    tone: Tone
    title: str
    link: LinkView | None
    """None for this action itself and for what is still to come."""
    text: str
    line: Line
    """The line down to the next step; 'end' in the last."""
    current: bool = False
    beside: tuple[LinkView, ...] = ()
    """Other actions of the same recommendation."""


@dataclass(frozen=True, slots=True)
class MeasureBar:
    label: str
    """'October 2022'."""
    words: str
    """'9 of 40'."""
    share: int
    """0 to 100, rounded to a whole percent."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    anchor: str
    title: str
    on: DateView
    by: str
    text: str
    before: MeasureBar | None
    after: MeasureBar | None
    link: LinkView | None
    does_not_show: str


@dataclass(frozen=True, slots=True)
class HistoryStep:
    date: DateView
    mark: str
    tone: Tone
    title: str
    """'Delivery: complete', 'Became overdue'."""
    text: str


@dataclass(frozen=True, slots=True)
class StandingView:
    """Something that is worked out from the three answers and the day, with its definition."""

    label: str
    """'Colour', 'Closed'."""
    words: str
    """'Red', 'Not closed'."""
    definition: str
    mark: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage(PageView):
    """Anchors: what, evidence, history."""

    kind: ClassVar[str] = "action"
    scope_words: str
    """'Single-agency action'."""
    ref: str
    """'R1/A1'."""
    reference: str
    """The whole permanent reference: 'LLR-2022-01/R1/A1'."""
    flag: FlagView
    axes: tuple[StatusView, ...]
    """Response, delivery, impact."""
    standing: tuple[StandingView, ...]
    """Its colour, and whether it is closed: both worked out."""
    what: str
    detail: str
    """Professional site only; empty on the public one."""
    facts: tuple[FactView, ...]
    """Owner, Watched by, Due, How we would know that it worked."""
    chain: tuple[ChainStep, ...]
    evidence: tuple[EvidenceView, ...]
    no_evidence: str
    """Said when there is none: 'Nobody has looked yet whether this changed anything.'"""
    history: tuple[HistoryStep, ...]
    """Newest first."""
    cite: CiteView | None = None
