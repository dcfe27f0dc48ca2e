"""An .xlsx file that somebody keeps actions in → their rows, whatever it calls its columns."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from learning_loop.exchange.columns import ABOUT
from learning_loop.exchange.workbook import Book, Cell, NotRead, read_workbook
from learning_loop.importing.proposals import columns_of, is_action_table, rows_of, unused_columns
from learning_loop.model.values import dataclass, field

FIRST_ROWS = 20
"""Rows among which the headings of the columns are looked for; titles and notes stand above them."""


@dataclass(slots=True)
class Sheets:
    """What a workbook gave."""

    actions: list[dict[str, str]] = field(default_factory=list)
    title: str = ""
    """What stands above the table, if anything does."""
    dropped: Counter[str] = field(default_factory=Counter)


def read_sheets(data: bytes) -> Sheets:
    """Give the actions of all sheets. Raises NotRead: also when no sheet has the columns of actions, or it is one of our own."""
    book = read_workbook(data)
    if ABOUT in book.sheets:
        raise NotRead("was made by 'loop plan export'. Bring it back with: loop plan import FILE.xlsx")
    found = Sheets()
    for name, cells in book.sheets.items():
        if name in book.hidden:
            found.dropped["hidden sheets"] += bool(cells)
            continue
        rows, above, unused, wordless = _table(cells)
        if rows:
            found.actions += rows
            for words in unused:
                found.dropped[f"the column '{words}'"] = 1
            found.dropped["rows that name no action"] += wordless
            found.title = found.title or above
        elif cells:
            found.dropped["sheets without actions"] += 1
        found.dropped["formulas"] += sum(cell.kind == "f" for row in cells for cell in row)
        found.dropped["merged cells"] += sum(sheet == name for sheet, _ in book.merged)
    found.dropped["comments"] += book.comments
    found.dropped["names and dates of who wrote it"] = 1
    found.dropped = +found.dropped
    if not found.actions:
        raise NotRead(_words(book))
    return found


def _words(book: Book) -> str:
    sheets = len(book.sheets.keys() - book.hidden)
    return (
        f"has no table of actions on its {sheets} sheet{'s' * (sheets != 1)}. A table has a row of headings with 'Action', and 'Owner' or 'By when'. "
        "Rename the columns, or export a plan with 'loop plan export' and fill that in"
    )


def _table(cells: list[list[Cell]]) -> tuple[list[dict[str, str]], str, list[str], int]:
    for number, row in enumerate(cells[:FIRST_ROWS]):
        head = _line(row)
        if is_action_table(columns_of(head)):
            above = next((text for line in cells[:number] for text in _line(line) if text), "")
            lines = [line for one in cells[number + 1 :] if any(line := _line(one))]
            rows = rows_of([head, *lines])
            return rows, above, unused_columns(head), len(lines) - len(rows)
    return [], "", [], 0


def _line(row: list[Cell]) -> list[str]:
    line = [""] * max((cell.column for cell in row), default=0)
    for cell in row:
        line[cell.column - 1] = _text(cell)
    return line


def _text(cell: Cell) -> str:
    value = cell.value
    if cell.kind == "f" or cell.kind == "e":
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).replace("_x000D_", " ").strip()


__all__ = ["NotRead", "Sheets", "read_sheets"]
