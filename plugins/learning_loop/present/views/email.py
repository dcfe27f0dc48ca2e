"""What an e-mail shows. Every address in it is whole, because it is read far from the site."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import NO_HTML, WorriedView


@dataclass(frozen=True, slots=True)
class EmailThing:
    """One of the three things to remember."""

    number: str
    title: str
    text: str
    label: str
    """The words of the link."""
    address: str


@dataclass(frozen=True, slots=True)
class EmailRow:
    """An item that can be read in the library."""

    title: str
    address: str
    about: str
    """Its type, and what helps to choose it: '7-minute briefing', 'Executive summary, for professionals'."""
    line: str = ""
    """Its summary; empty in short lists."""


@dataclass(frozen=True, slots=True)
class EmailGroup:
    """Items of one kind."""

    title: str
    """Empty where all items stand in one list."""
    rows: tuple[EmailRow, ...]


@dataclass(frozen=True, slots=True)
class EmailDate:
    """A day to come."""

    day: str
    title: str
    address: str
    note: str
    """The place."""


@dataclass(frozen=True, slots=True)
class EmailPart:
    """A part of an e-mail under one heading: some of counts, text, items and dates."""

    title: str
    """Empty for a text that has headings of its own."""
    counts: str = ""
    """'Two actions embedded, five delivered.'"""
    html: Markup = NO_HTML
    """A reference to the text, as in the views of pages."""
    groups: tuple[EmailGroup, ...] = ()
    dates: tuple[EmailDate, ...] = ()
    kind: Literal["text", "well-done"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailView:
    """One newsletter or bulletin as an e-mail to one audience."""

    item: str
    """The id of the item."""
    audience: Literal["public", "professional"]
    language: str
    subject: str
    preheader: str
    """What a list of messages shows after the subject."""
    sender: str
    sender_address: str
    sent: str
    """The day of publication, 2026-05-12."""
    day: str
    """The same in words."""
    kind: str
    """'Newsletter, 3 minutes', 'Bulletin'."""
    library: str
    partnership: str
    browser: str
    """Where it can be read in a browser."""
    notice: str
    """Who may have it; empty for everybody."""
    content_note: str
    opening: str
    things_title: str
    things: tuple[EmailThing, ...]
    parts: tuple[EmailPart, ...]
    worried: WorriedView
    why: str
    """Why the reader has it."""
    stop: str
    """How to stop it."""
    accents: tuple[str, str]
    """The partnership's colour on light and on dark."""
