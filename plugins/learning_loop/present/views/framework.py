"""Views of the pages about how the partnership learns: the door to them, the cycle's wheel, channels, voices, what worked well, learning from elsewhere, the calendar."""

from __future__ import annotations

from typing import ClassVar

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import (
    CountLink,
    DateView,
    FactView,
    LinkGroup,
    LinkView,
    PageView,
    RowGroup,
    RowView,
    Tone,
)
from learning_loop.present.views.calendar import SubscribeView
from learning_loop.present.views.desk import TableView
from learning_loop.present.views.lists import AskView, RegisterList
from learning_loop.present.views.loop import FigureLabel


@dataclass(frozen=True, slots=True)
class WheelStop:
    """A stage on the wheel: a disc with its number, and its name, which lead to it."""

    number: str
    label: str
    path: str
    x: int
    y: int
    number_y: int
    """Where the number's line of writing is."""
    lines: tuple[FigureLabel, ...]
    """Its name, in lines."""


@dataclass(frozen=True, slots=True)
class WheelDrawing:
    """One drawing of the cycle, in pixels: it is never enlarged."""

    width: int
    height: int
    radius: int
    """Of a disc."""
    arrows: tuple[str, ...]
    """From one stage to the next, and from the last to the first: the d of svg paths."""
    heads: tuple[str, ...]
    stops: tuple[WheelStop, ...]


@dataclass(frozen=True, slots=True)
class WheelView:
    """The learning cycle as a drawing whose stages are links, and the same in words."""

    title: str
    text: str
    wide: WheelDrawing
    """A wheel, for wide screens and paper."""
    upright: WheelDrawing
    """From top to bottom and back, for a phone."""


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage of the learning cycle."""

    number: str
    label: str
    anchor: str
    """The stage's id, as the links from items have it."""
    about: str
    count: str
    """'34 documents and 5 actions'."""
    rows: tuple[RowView, ...]
    """The newest."""
    actions: LinkView | None = None
    """Where its actions are, with the note how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePage(PageView):
    """The learning cycle: its wheel, what each stage is and what stands there."""

    kind: ClassVar[str] = "cycle"
    intro: str
    wheel: WheelView | None
    stages: tuple[StageView, ...]


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of the cycle beside its drawing."""

    number: str
    label: str
    path: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowWeLearnPage(PageView):
    """The framework in short, and the way to each of its pages. Anchors: those of the lists."""

    kind: ClassVar[str] = "how-we-learn"
    intro: str
    facts: tuple[FactView, ...]
    wheel: WheelView | None
    stages: tuple[StageLine, ...]
    lists: tuple[RegisterList, ...]


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A way in which learning is shared."""

    label: str
    anchor: str
    about: str
    facts: tuple[FactView, ...]
    """How often, for whom, what comes next, how much lately, where all of it is."""
    rows: tuple[RowView, ...]
    """What went out last."""
    none: str
    """Said when nothing has; empty for a channel that sends nothing that a library could hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingPage(PageView):
    """How learning is shared. Anchors: those of the channels."""

    kind: ClassVar[str] = "sharing"
    intro: str
    channels: tuple[ChannelView, ...]
    none: str = ""


@dataclass(frozen=True, slots=True)
class HeardView:
    """What somebody said in a review."""

    quote: str
    text: str
    source: LinkView
    """Its note is the type and the date."""


@dataclass(frozen=True, slots=True)
class VoiceSection:
    """One voice over all reviews and audits, and what the same people told us in other ways."""

    title: str
    anchor: str
    about: str
    """In how many it was heard."""
    heard: tuple[HeardView, ...]
    """The newest."""
    more: LinkGroup | None
    """The reviews in which it was heard too."""
    missing: TableView | None
    """Where it was not obtained, and why."""
    told_title: str
    told: tuple[LinkView, ...]
    """What these people told us in other ways, newest first."""
    none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesPage(PageView):
    """Whose voices were heard. Anchors: those of the sections."""

    kind: ClassVar[str] = "voices"
    intro: str
    sections: tuple[VoiceSection, ...]
    beside: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodPracticePage(PageView):
    """What worked well. Anchors: worked-well, and those of the groups."""

    kind: ClassVar[str] = "good-practice"
    intro: str
    worked_about: str
    worked: tuple[AskView, ...]
    """What each review says worked well, newest first."""
    groups: tuple[RowGroup, ...]
    none: str = ""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What was decided here about a recommendation from elsewhere, and what is done about it."""

    title: str
    link: LinkView
    """Its reference, with its place on the record's page."""
    words: str
    reason: str
    """Why it was not accepted, or not as asked."""
    actions: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class ElsewhereEntry:
    """Something that others learned: our summary, what was decided here and what it led to."""

    row: RowView
    publisher: str
    outside: LinkView | None
    """The publication itself."""
    decisions: tuple[DecisionView, ...]
    led_to: tuple[LinkView, ...]
    """What of ours builds on it, each with its type and year."""
    told: tuple[LinkView, ...]
    """Where we told of it: newsletters, bulletins, yearly reports."""
    none: str = ""
    """Said when nothing came of it that the library knows."""


@dataclass(frozen=True, slots=True)
class ElsewhereGroup:
    title: str
    anchor: str
    count: str
    entries: tuple[ElsewhereEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewherePage(PageView):
    """Learning from elsewhere and what came of it here. Anchors: those of the groups."""

    kind: ClassVar[str] = "elsewhere"
    intro: str
    groups: tuple[ElsewhereGroup, ...]
    listing: LinkView
    none: str = ""


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """Something planned or done."""

    date: DateView
    link: LinkView | None
    title: str
    """Shown where there is no link."""
    what: str
    """'Thematic audit', 'Newsletter', 'Policy: to be reviewed'."""
    words: str
    """'Done', 'Planned', 'Due', '22 days late', 'Will not take place'."""
    mark: str
    tone: Tone
    note: str = ""
    audience: str = ""
    """'Professional' on the professional site for what the public site does not have."""


@dataclass(frozen=True, slots=True)
class AgendaMonth:
    title: str
    """'March 2027'; empty where everything stands together."""
    anchor: str
    rows: tuple[AgendaRow, ...]


@dataclass(frozen=True, slots=True)
class AgendaGroup:
    title: str
    anchor: str
    about: str
    count: str
    months: tuple[AgendaMonth, ...]
    more: str = ""
    """'And 12 more.'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPage(PageView):
    """The calendar of the programme. Anchors: overdue, coming, done, and those of the months."""

    kind: ClassVar[str] = "agenda"
    intro: str
    note: str
    """What the public site does not count."""
    counts: tuple[CountLink, ...]
    groups: tuple[AgendaGroup, ...]
    targets: LinkView
    subscribe: SubscribeView | None = None
    none: str = ""
