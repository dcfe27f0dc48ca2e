"""One cell → the text that front matter holds, or what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, datetime

from learning_loop.exchange.columns import Kind
from learning_loop.exchange.vocabulary import Vocabulary
from learning_loop.exchange.workbook import Cell
from learning_loop.model.dates import MONTHS, PartialDate, read_partial_date
from learning_loop.reading.text import INVISIBLE

ACTION_REF = re.compile(r"(R[0-9]+/)?A[0-9]+")
"""The ref of an action in its plan."""

_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})", re.ASCII)
_PLAIN_NUMBER = ("General", "@", "0", "#,##0")
_EXACT = 1e15
"""Spreadsheets keep fifteen digits."""

_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
"""How a file of the form .xlsx keeps the text ``_x0041_`` from being read as the letter A; openpyxl leaves some of it to us."""

_LAST_WORDS = "Write 2026-05-31 or 31/05/2026"


class Refused(Exception):
    """What is wrong with a cell, without its address."""


def read_cell(cell: Cell, kind: Kind, vocabulary: Vocabulary) -> str:
    """Give what a cell says as front matter writes it: an id for a label, ``2026-05-31`` for a day. Raises Refused."""
    if cell.kind == "f":
        raise Refused("is a formula. Type its result")
    if cell.kind == "e":
        raise Refused(f"is an error of the spreadsheet ({str(cell.value)[:20]}). Type what it should say")
    if kind == "day":
        return _day(cell)
    if kind == "date":
        return _date(cell)
    text = _text(cell)
    if kind in ("count", "position"):
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise Refused(f"'{text[:60]}' is not a whole number")
        return str(int(text))
    if kind in ("ref", "any ref"):
        return re.sub(r"\s*/\s*", "/", text).upper()
    if kind in vocabulary:
        found, complaint = vocabulary[kind].read(text)
        if complaint:
            raise Refused(complaint)
        return found
    return text


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, bool):
        raise Refused("is the spreadsheet's own TRUE or FALSE. Type the word with an apostrophe before it")
    if isinstance(value, int | float):
        if value != int(value) or abs(value) >= _EXACT or cell.format not in _PLAIN_NUMBER:
            raise Refused("is a number that the spreadsheet shows in its own way. Type it with an apostrophe before it")
        return str(int(value))
    if not isinstance(value, str):
        raise Refused("is a date to the spreadsheet. Type it with an apostrophe before it, such as 'April 2023")
    text = clean(_ESCAPED.sub("_", value))
    if found := INVISIBLE.search(text):
        raise Refused(f"has an invisible character, U+{ord(found[0]):04X}. Delete it: type the words around it anew")
    return text


def clean(text: str) -> str:
    """Give a text without what spreadsheet programs add to it: other line ends, and space around it."""
    return text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n").strip()


def _day(cell: Cell) -> str:
    partial = _partial(cell, f"is not a day. {_LAST_WORDS}")
    if partial.day is None:
        raise Refused(f"'{_shown(cell)}' is no single day. {_LAST_WORDS}")
    return partial.iso


def _date(cell: Cell) -> str:
    partial = _partial(
        cell, f"is not a date. {_LAST_WORDS}; or a month (2026-05, May 2026) or a season (summer 2026), as text"
    )
    return date_text(partial)


def date_text(partial: PartialDate) -> str:
    """Give a date as front matter writes it."""
    return f"{partial.season} {partial.year}" if partial.season else partial.iso


def _partial(cell: Cell, complaint: str) -> PartialDate:
    value = cell.value
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) != (0, 0, 0):
            raise Refused(f"has a time of day ({value:%H:%M}). Write the day alone: {value:%Y-%m-%d}")
        if "d" not in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", cell.format).lower():
            return _shown_as_month(value)
        return PartialDate(value.year, value.month, value.day)
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    if isinstance(value, str) and (partial := read_date(clean(value))) is not None:
        return partial
    raise Refused(f"'{_shown(cell)}' {complaint}")


def _shown_as_month(value: datetime) -> PartialDate:
    """Read a date that the spreadsheet shows without its day: somebody typed May 2026, and it became the first of May."""
    if value.day != 1:
        raise Refused(f"shows no day and means {value:%Y-%m-%d}. Write that day, or the month as text")
    return PartialDate(value.year, value.month)


def read_date(text: str) -> PartialDate | None:
    """Read a date as people write it: 2026-05-31, 31/05/2026, 31 May 2026, May 2026, summer 2026. The day stands before the month."""
    if (partial := read_partial_date(text)) is not None:
        return partial
    if match := _BRITISH.fullmatch(text):
        return read_partial_date(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}")
    if match := _IN_WORDS.fullmatch(text):
        months = [number for number, name in enumerate(MONTHS, 1) if _means_month(match[2], name)]
        if len(months) == 1:
            month = f"{match[3]}-{months[0]:02}"
            return read_partial_date(f"{month}-{int(match[1]):02}" if match[1] else month)
    return None


def _means_month(text: str, name: str) -> bool:
    return text.lower() in (name.lower(), name[:3].lower()) or (text.lower() == "sept" and name == "September")


def _shown(cell: Cell) -> str:
    return " ".join(str(cell.value).split())[:60]
