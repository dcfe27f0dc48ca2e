"""The sheets of a workbook → rows of the plan, with everything that is wrong in them by cell address."""

from __future__ import annotations

from collections.abc import Iterable

from learning_loop.exchange.cells import Refused, clean, read_cell
from learning_loop.exchange.columns import ABOUT, FORMAT, OTHERS, POSITION, SHEETS, Place, Sheet
from learning_loop.exchange.records import Row
from learning_loop.exchange.vocabulary import Vocabulary, folded
from learning_loop.exchange.workbook import Book, Cell, NotRead, address_of
from learning_loop.model.problem import did_you_mean
from learning_loop.model.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that is wrong at an address."""

    address: str
    message: str


@dataclass(frozen=True, slots=True)
class About:
    """What the export wrote for the import."""

    plan: str
    digests: dict[str, str]
    """The fingerprint of each action at the export, by its ref."""


@dataclass(slots=True)
class Rows:
    """All rows of the sheets."""

    actions: list[Row] = field(default_factory=list)
    updates: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    whole: bool = True
    """Whether all sheets and columns are there, so that what is missing in the rows means something."""

    def of(self, sheet: Sheet) -> list[Row]:
        """Give the rows of one sheet."""
        return {"": self.actions, "updates": self.updates, "evidence": self.evidence}[sheet.field]


def read_about(book: Book) -> About:
    """Give what the export wrote. Raises NotRead when it was not this program that made the file."""
    rows = [[str(cell.value) for cell in row] for row in book.sheets.get(ABOUT, ())]
    if len(rows) < 2 or any(len(row) != 2 for row in rows) or rows[0][0] != "what" or rows[1][0] != "plan":
        raise NotRead("was not made by 'loop plan export', or its hidden sheets were deleted. Export the plan again")
    if rows[0][1] != FORMAT:
        raise NotRead("was made by another version of the program. Export the plan again and carry your changes over")
    return About(rows[1][1], dict(rows[2:]))


def read_rows(book: Book, vocabulary: Vocabulary) -> Rows:
    """Read the sheets of the plan; rows stay in their order."""
    rows = Rows()
    rows.complaints += _strangers(book, rows)
    for sheet in SHEETS:
        if sheet.name in book.sheets:
            _read_sheet(sheet, book.sheets[sheet.name], vocabulary, rows)
    return rows


def _strangers(book: Book, rows: Rows) -> Iterable[Complaint]:
    """Find what the sheet of a plan does not have."""
    names = [sheet.name for sheet in SHEETS]
    for name in names:
        if name not in book.sheets:
            rows.whole = False
            yield Complaint(name, "this sheet is missing. Export the plan again, or give the sheet its name back")
    for name, cells in book.sheets.items():
        if name not in (*names, *OTHERS) and cells:
            yield Complaint(
                cells[0][0].address,
                f"the sheet '{name}' is none of the plan's, and would be lost. Delete it, or keep it in a file of its own",
            )
    for name, merged in book.merged:
        yield Complaint(f"{name}!{merged}", "the cells are merged. Separate them (Format, Merge cells)")


def _read_sheet(sheet: Sheet, cells: list[list[Cell]], vocabulary: Vocabulary, rows: Rows) -> None:
    head = cells[0] if cells and cells[0][0].row == 1 else []
    columns = _read_head(sheet, head, rows.complaints)
    rows.whole = rows.whole and len(columns) == len(sheet.columns)
    if not columns:
        return
    known = {number: place for place, number in columns.items()}
    kinds = {column.place: column.kind for column in sheet.columns}
    named = {cell.column for cell in head}
    for line in cells[1:] if head else cells:
        row = Row(sheet, line[0].row, columns)
        for cell in line:
            place = known.get(cell.column)
            if place is None:
                if cell.column not in named:
                    message = (
                        "stands in a column without a heading. Put it into one of the plan's columns, or delete it"
                    )
                    rows.complaints.append(Complaint(cell.address, message))
                continue
            try:
                text = read_cell(cell, kinds[place], vocabulary)
            except Refused as refused:
                rows.complaints.append(Complaint(cell.address, str(refused)))
                row.bad.add(place)
                continue
            if place == POSITION:
                row.position = int(text) - 1
            else:
                row.says[place] = text
        if row.says or row.bad or row.position is not None:
            rows.of(sheet).append(row)


def _read_head(sheet: Sheet, head: list[Cell], complaints: list[Complaint]) -> dict[Place, int]:
    """Find the column of each field; every column must be there once."""
    places = {folded(column.heading): column.place for column in sheet.columns}
    headings = {column.place: column.heading for column in sheet.columns}
    columns: dict[Place, int] = {}
    before = len(complaints)
    for cell in head:
        place = places.get(folded(clean(str(cell.value))))
        if place is None:
            near = did_you_mean(str(cell.value), [column.heading.lower() for column in sheet.columns])
            for heading in headings.values():
                near = near.replace(f"'{heading.lower()}'", f"'{heading}'")
            complaints.append(
                Complaint(
                    cell.address,
                    f"there is no column '{str(cell.value)[:60]}'.{near} Delete the column, or give it its name back",
                )
            )
        elif place in columns:
            complaints.append(Complaint(cell.address, f"the column '{headings[place]}' stands twice. Keep one"))
        else:
            columns[place] = cell.column
    if not columns:
        del complaints[before:]
        message = "the first row has no headings. Put them back, or export again"
        complaints.append(Complaint(address_of(sheet.name, 1, 1), message))
        return {}
    for place, heading in headings.items():
        if place not in columns:
            complaints.append(
                Complaint(
                    address_of(sheet.name, 1, 1), f"the column '{heading}' is missing. Put it back, or export again"
                )
            )
    return columns
