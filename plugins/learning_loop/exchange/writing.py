"""An action plan → the bytes of an .xlsx file that a coordinator fills in."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from learning_loop.exchange.columns import (
    ABOUT,
    ACTIONS,
    FORMAT,
    LISTED,
    LISTS,
    POSITION,
    READ_ME,
    REF,
    SHEETS,
    Column,
    Kind,
    Sheet,
    describe,
)
from learning_loop.exchange.records import STARTS, Record, Says
from learning_loop.exchange.vocabulary import Vocabulary, in_words
from learning_loop.model.dates import read_partial_date
from learning_loop.present.words import AXES
from learning_loop.schema.docstrings import describe_fields
from learning_loop.schema.fields import Strict

LONGEST = 32_767
"""Characters that a cell holds."""

SPARE = 1000
"""Rows below the last that have lists to choose from."""

FACE = "Calibri"
"""The face of openpyxl's other cells."""

LINE, TALLEST = 15, 405
"""Points of a line, and of the highest row that spreadsheets allow."""

FILLED = 0.9
"""How much of a line words fill, as they break between words."""

_HEAD = PatternFill("solid", fgColor="E4ECEF")
_RULE = Border(bottom=Side(style="thin", color="5A6B73"))
_TOP = Alignment(wrap_text=True, vertical="top")
_TEXT = "@"
_DAY = "d mmm yyyy"
_EPOCH = date(1900, 3, 1)
"""The first day on which all spreadsheets agree."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(plan_id: str, title: str, records: Sequence[Record], vocabulary: Vocabulary) -> bytes:
    """Give the spreadsheet of a plan."""
    book = openpyxl.Workbook()
    book.properties.creator = "Learning Loop"
    book.properties.title = _safe(title)
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = READ_ME
    _write_read_me(first, title)
    lists = book.create_sheet(LISTS)
    ranges = _write_lists(lists, vocabulary)
    for position, sheet in enumerate(SHEETS, 1):
        _write_rows(book.create_sheet(sheet.name, position), sheet, list(_rows(sheet, records)), vocabulary, ranges)
    about = book.create_sheet(ABOUT)
    for row in (("what", FORMAT), ("plan", plan_id), *((one.ref, one.digest) for one in records)):
        about.append(row)
    lists.sheet_state = "hidden"
    about.sheet_state = "veryHidden"
    book.active = book.sheetnames.index(ACTIONS.name)
    first.sheet_view.tabSelected = False
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _rows(sheet: Sheet, records: Iterable[Record]) -> Iterator[Says]:
    for record in records:
        if not sheet.field:
            yield {**STARTS, **record.says}
            continue
        for number, says in enumerate(record.lists[sheet.field], 1):
            yield {REF: record.ref, POSITION: str(number), **says}


def _write_rows(
    page: Worksheet, sheet: Sheet, rows: list[Says], vocabulary: Vocabulary, ranges: Mapping[Kind, str]
) -> None:
    for number, column in enumerate(sheet.columns, 1):
        head = page.cell(1, number, column.heading)
        head.font, head.fill, head.border, head.alignment = Font(name=FACE, bold=True), _HEAD, _RULE, _TOP
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.alignment = _TOP
        if column.kind not in ("count", "position"):
            dimension.number_format = _TEXT
        for row, says in enumerate(rows, 2):
            _write_cell(page, row, number, column, says.get(column.place, ""), vocabulary)
        if column.kind in LISTED:
            _offer(page, number, len(rows), ranges[column.kind])
    for row, says in enumerate(rows, 2):
        texts = ((says.get(column.place, ""), column.width) for column in sheet.columns)
        page.row_dimensions[row].height = _height(texts)
    page.freeze_panes = sheet.frozen
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(rows) + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 8
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """Give a row's height in points for texts in columns of some width: not every program fits rows to wrapped text when it opens a file."""
    lines = [sum(max(1, math.ceil(len(line) / (width * FILLED))) for line in text.split("\n")) for text, width in texts]
    return float(min(LINE * max(lines), TALLEST))


def _write_cell(page: Worksheet, row: int, number: int, column: Column, text: str, vocabulary: Vocabulary) -> None:
    cell = page.cell(row, number)
    cell.alignment = _TOP
    if column.kind in ("count", "position"):
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="center")
        if text:
            cell.value = int(text)
        return
    cell.number_format = _TEXT
    if not text:
        return
    partial = read_partial_date(text) if column.kind in ("day", "date") else None
    if partial is not None and partial.day is not None and partial.first_day >= _EPOCH:
        cell.value = partial.first_day
        cell.number_format = _DAY
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        return
    words = vocabulary.get(column.kind)
    cell.value = _safe(words.labels.get(text, text) if words else text)
    # openpyxl makes a formula of '=1+1', and spreadsheets would when the cell is edited: an author's text stays a text
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@")


def _safe(text: str) -> str:
    """Keep spreadsheets from reading ``_x0041_`` as the letter A."""
    return _ESCAPE.sub("_x005F_", text)


def _offer(page: Worksheet, number: int, rows: int, cells: str) -> None:
    """Offer a list to choose from; another way to write an entry is asked about, and not kept out."""
    offer = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=True, errorStyle="warning")
    offer.errorTitle = "Not in the list"
    offer.error = "Ids and other names are understood too. Keep this?"
    letter = get_column_letter(number)
    offer.add(f"{letter}2:{letter}{rows + 1 + SPARE}")
    page.add_data_validation(offer)


def _write_lists(page: Worksheet, vocabulary: Vocabulary) -> dict[Kind, str]:
    """Write what can be chosen, a kind a column, and give the range of each."""
    ranges: dict[Kind, str] = {}
    for number, (kind, words) in enumerate(vocabulary.items(), 1):
        letter = get_column_letter(number)
        for row, label in enumerate((kind, *words.labels.values()), 1):
            cell = page.cell(row, number, _safe(label))
            cell.data_type = "s"
        ranges[kind] = f"'{LISTS}'!${letter}$2:${letter}${len(words.labels) + 1}"
    return ranges


def _write_read_me(page: Worksheet, title: str) -> None:
    describe_fields(Strict)
    widths = (30, 100)
    for letter, width in zip("AB", widths, strict=True):
        page.column_dimensions[letter].width = width
    for row, (words, meaning, heading) in enumerate(_read_me(title), 1):
        for number, text in ((1, words), (2, meaning)):
            if text:
                cell = page.cell(row, number, _safe(text))
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=not heading, vertical="top")
                cell.font = Font(name=FACE, bold=heading and number == 1, size=13 if heading and number == 1 else 11)
        page.row_dimensions[row].height = 20 if heading else _height(((words, widths[0]), (meaning, widths[1])))
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _read_me(title: str) -> Iterator[tuple[str, str, bool]]:
    """Give the rows of the first sheet: two texts, and whether they are a heading."""
    yield title, "", True
    yield from (("", text, False) for text in _HOW_TO)
    for sheet in SHEETS:
        yield "", "", False
        yield sheet.name, _ROWS[sheet.name], True
        yield from ((column.heading, in_words(describe(sheet, column)), False) for column in sheet.columns)
    for name, question, states in AXES.values():
        yield "", "", False
        yield name, question, True
        yield from ((label, meaning, False) for label, meaning, _ in states.values())


_ROWS = {
    "Actions": "One row for each action.",
    "Updates": "One row for each thing that happened, oldest first in each action.",
    "Evidence": "One row for each piece of evidence.",
}

_HOW_TO = (
    "Fill in the sheets Actions, Updates and Evidence, save the file as .xlsx, and send it back to whoever looks after the library. What you write on this sheet is not read.",
    "To record progress, add a row to Updates with the day and what happened, choose what changed, and choose the same on the sheet Actions.",
    "A new action is a new row below the others. Give it the next number of its recommendation, such as R1/A3, or leave Ref empty when all actions are of one kind.",
    "Never delete the row of an action: choose what ended it under Delivery and give the reason. Rows of updates and evidence stay too; correct them instead.",
    "Write dates as 31/05/2026, or as you like to read them: May 2026, summer 2026. Rows may be sorted, filtered and hidden: all of them are read.",
    "Do not merge cells, add columns or sheets, or use formulas; comments to cells are not read. Whatever is not understood is listed with its cell, and then nothing is changed.",
)
