"""Views of the business unit's pages: its desk, the two logs, the programme and the yearly report."""

from __future__ import annotations

from typing import ClassVar

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import CountLink, DateView, FactView, LinkView, PageView, Tone
from learning_loop.present.views.calendar import SubscribeView


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a table. It is a link when it has one, and else a day or words."""

    words: str = ""
    link: LinkView | None = None
    date: DateView | None = None
    links: tuple[LinkView, ...] = ()
    """Several links, joined with commas, in place of one."""
    note: str = ""
    """A line of its own under them."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A plain table that keeps its shape when it is copied into a word processor. The first cell of a row is the row's header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[CellView, ...], ...]
    none: str = ""
    """Said in place of a table without rows."""
    numbers: bool = False
    """Whether all columns after the first hold numbers, which stand to the right."""
    note: str = ""
    stack: bool = False
    """Whether its cells hold sentences, so that a phone shows each row as a block, every cell with its column's name."""


@dataclass(frozen=True, slots=True)
class FigureSection:
    """A headed part of a report: sentences, then tables."""

    title: str
    anchor: str
    text: tuple[str, ...]
    tables: tuple[TableView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage(PageView):
    """The programme, or a yearly report: sections of tables. Anchors are those of the sections."""

    kind: ClassVar[str] = "figures"
    type_words: str
    intro: str
    facts: tuple[FactView, ...] = ()
    sections: tuple[FigureSection, ...] = ()
    beside: tuple[LinkView, ...] = ()
    """Other years, in the margin."""
    beside_title: str = ""


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """Something that waits for somebody."""

    id: str
    """Its permanent reference; empty for what has none."""
    title: str
    path: str
    """Empty for what has no page."""
    since: str
    """'Due 31 March 2025, 600 days late.'"""
    who: str
    do: str
    """What to do about it, as an instruction."""


@dataclass(frozen=True, slots=True)
class AttentionSection:
    title: str
    anchor: str
    count: str
    about: str
    rows: tuple[AttentionRow, ...]
    none: str
    """Said in place of the table when nothing waits."""
    more: str = ""
    """Said under a list that stops short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionPage(PageView):
    """The business unit's desk. Anchors are those of the sections."""

    kind: ClassVar[str] = "attention"
    intro: str
    counts: tuple[CountLink, ...]
    sections: tuple[AttentionSection, ...]
    logs: tuple[CountLink, ...]
    """The logs, the programme and the yearly report, for the margin."""
    subscribe: SubscribeView | None = None
    """The invitation to take its dates into a calendar."""


@dataclass(frozen=True, slots=True)
class LogUpdateView:
    date: DateView
    note: str


@dataclass(frozen=True, slots=True)
class LogEntryView:
    """An entry of a log."""

    ref: str
    anchor: str
    title: str
    status: str
    """'Risk, open, high (12 of 25)'."""
    mark: str
    tone: Tone
    what: str
    answer_title: str
    """'What is being done', 'What they answered'."""
    answer: str
    """Empty for a challenge that nobody answered."""
    no_answer: str
    facts: tuple[FactView, ...]
    outcome: str
    updates: tuple[LogUpdateView, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class LogGroup:
    title: str
    anchor: str
    count: str
    entries: tuple[LogEntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage(PageView):
    """A log. Anchors are those of its groups and the references of its entries in small letters."""

    kind: ClassVar[str] = "log"
    intro: str
    counts: tuple[CountLink, ...]
    groups: tuple[LogGroup, ...]
    none: str
    """Said when the log is empty."""
