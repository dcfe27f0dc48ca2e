"""The bytes of an .xlsx file → the cells of its sheets, or why it cannot be read.

A spreadsheet comes by e-mail from anybody. Before openpyxl sees it, its parts are measured and looked at: nothing is unpacked that is
too large, declares entities or carries macros.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import get_column_letter

from learning_loop.exchange.columns import OTHERS
from learning_loop.model.values import dataclass, field

MAX_FILE = 5_000_000
"""Bytes. The sheet of a plan of 200 actions has about 150,000."""

MAX_UNPACKED = 12_000_000
"""Bytes of all parts together."""

MAX_PARTS = 300
MAX_MARKS = 400_000
"""Elements of one part. A sheet of 200 actions with their updates has about 60,000."""

MAX_ROW = 1_048_576
"""The last row that spreadsheets know."""

_MACROS = re.compile(rb"<(?:\w+:)?Override\b[^>]*macroEnabled")
"""A part that may have macros. A kind that is only allowed for (``Default``) says nothing: programs on the web list it in every file."""

_BESIDE = "__MACOSX/"
"""What a Mac puts beside the parts of a file that somebody unpacked and packed again."""

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Za-z0-9:$]{1,40})"')


class NotRead(Exception):
    """The file is no spreadsheet that can be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something."""

    sheet: str
    row: int
    column: int
    """Both from 1."""
    value: str | int | float | bool | date | datetime | time | timedelta
    kind: str
    """``s`` text, ``n`` number, ``d`` date, ``b`` yes or no, ``e`` error, ``f`` formula."""
    format: str = ""
    """How the spreadsheet shows a number or a date."""

    @property
    def address(self) -> str:
        """Where it is: ``Actions!F7``."""
        return address_of(self.sheet, self.row, self.column)


@dataclass(slots=True)
class Book:
    """What a spreadsheet holds."""

    sheets: dict[str, list[list[Cell]]]
    """Rows that hold something, from the top; hidden ones too."""
    hidden: frozenset[str]
    """Sheets that Excel does not show."""
    merged: list[tuple[str, str]] = field(default_factory=list)
    """Sheet and range of merged cells."""
    comments: bool = False
    """Whether somebody has written comments to cells."""


def address_of(sheet: str, row: int, column: int) -> str:
    """Give an address as people say it: ``Actions!F7``; row and column from 1."""
    return f"{sheet}!{get_column_letter(column)}{row}"


def read_workbook(data: bytes) -> Book:
    """Read the cells of an .xlsx file. Raises NotRead."""
    with _opened(data) as archive:
        parts = _parts(archive)
        _refuse_parts(parts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = {sheet.title: list(_rows(sheet)) for sheet in book.worksheets}
            hidden = frozenset(sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible")
            merged = [one for sheet in book.worksheets for one in _merged(sheet, parts)]
        except _DAMAGED as error:
            raise NotRead(_DAMAGED_WORDS) from error
    comments = any(re.search(r"/(threadedC|c)omments?[^/]*\.xml$", name) for name in parts)
    return Book(sheets, hidden, merged, comments)


_DAMAGED = (
    AssertionError, AttributeError, EOFError, IndexError, KeyError, NotImplementedError, OSError, OverflowError, ParseError, RuntimeError,
    TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl lets through when a file is not as it should be."""

_DAMAGED_WORDS = "is damaged, or no spreadsheet. Open it in Excel or LibreOffice and save it again as .xlsx"


def _opened(data: bytes) -> zipfile.ZipFile:
    if len(data) > MAX_FILE:
        raise NotRead(
            f"has {len(data) / 1_000_000:.1f} MB; at most {MAX_FILE // 1_000_000} MB are read. Take pictures and other sheets out"
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotRead("is protected by a password, or in the old form .xls. Save it as .xlsx without a password")
    if not data.startswith(b"PK"):
        raise NotRead("is no .xlsx file. Save it in Excel or LibreOffice as 'Excel Workbook (.xlsx)'")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise NotRead(_DAMAGED_WORDS) from error


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS or sum(one.file_size for one in entries) > MAX_UNPACKED:
        raise NotRead("is far larger inside than the sheet of a plan. Export the plan again and fill in that sheet")
    try:
        return {
            one.filename: archive.read(one)
            for one in entries
            if not one.is_dir() and not one.filename.startswith(_BESIDE)
        }
    except RuntimeError as error:
        raise NotRead("is protected by a password. Save it without one") from error
    except _DAMAGED as error:
        raise NotRead(_DAMAGED_WORDS) from error


def _refuse_parts(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml", b"")
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis"):
        raise NotRead("is in the form of OpenDocument. Save it as 'Excel Workbook (.xlsx)'")
    if _MACROS.search(types) or any(
        name.endswith("vbaProject.bin") or (name.endswith(".rels") and b"/vbaProject" in data)
        for name, data in parts.items()
    ):
        raise NotRead("has macros, which are programs. Save it as .xlsx, which has none")
    if "xl/workbook.xml" not in parts:
        raise NotRead(_DAMAGED_WORDS)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data:
                raise NotRead("has a part that no spreadsheet program writes. Export the plan again")
            if data.count(b"<") > MAX_MARKS:
                raise NotRead("has too many cells for a plan. Delete the rows and sheets that are not part of it")


def _merged(sheet: object, parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Find merged ranges in a sheet's part. openpyxl would make every cell of a range, even when it is the whole sheet."""
    part = parts.get(str(getattr(sheet, "_worksheet_path", "")), b"")
    title = str(getattr(sheet, "title", ""))
    if title not in OTHERS:
        yield from ((title, match[1].decode()) for match in _MERGED.finditer(part))


def _rows(sheet: object) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    for number, row in enumerate(sheet.iter_rows(), 1):  # type: ignore[attr-defined]
        if number > MAX_ROW:
            raise ValueError("a row beyond the last")
        cells = [
            Cell(sheet.title, one.row, one.column, one.value, one.data_type, one.number_format)  # type: ignore[attr-defined]
            for one in row
            if one.value is not None
            and not (isinstance(one.value, str) and one.data_type != "f" and not one.value.strip())
        ]
        if cells:
            yield cells
