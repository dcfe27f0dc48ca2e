"""What a report shows: plain words in their order. A template puts marks around them and decides nothing."""

from __future__ import annotations

from datetime import date

from learning_loop.model.values import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item in the report."""

    title: str
    kind: str
    """'7-minute briefing'."""
    where: str
    """On which site, and when."""
    summary: str
    """In full, when a reader has not seen it before; else empty."""
    lines: tuple[str, ...]
    """What is said of it, a sentence each."""
    warnings: tuple[str, ...]
    """What somebody should think twice about."""
    source: str
    """Its file."""
    links: tuple[Link, ...]
    pictures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """Items to which the same happens."""

    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """Lines under a heading."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TickView:
    """A line of the checklist."""

    words: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class ReportView:
    """A whole report."""

    note: str
    """For whom it is."""
    title: str
    compared: str
    stopped: tuple[str, ...]
    """Why nothing can be published; empty when all is well."""
    short: tuple[str, ...]
    """The whole in a few lines."""
    last_day: date
    """The day on which everything in it has appeared: a preview as on that day shows it all."""
    groups: tuple[GroupView, ...] = ()
    lists: tuple[ListView, ...] = ()
    checklist: tuple[TickView, ...] = ()
