"""Every spreadsheet that is refused, with the words that the coordinator reads.

The words of all cases stand in ``tests/sites/spreadsheets/refused.txt``.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from learning_loop.exchange.plan import NotRead, open_spreadsheet
from tests.conftest import Golden
from tests.plans import PLAN, Edit, add, bring_back, edited, exported, put, remove, saved
from tests.tiny import SITES

GOLDEN = SITES / "spreadsheets/refused.txt"
SHEET = exported(PLAN.encode())
SLOW = 4.0
"""Seconds. No spreadsheet, however hostile, may keep anybody waiting longer."""


def repacked(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    """Give the spreadsheet with parts changed, left out (None) or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SHEET)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return made.getvalue()


def in_part(name: str, old: bytes, new: bytes) -> bytes:
    def change(part: str, data: bytes) -> bytes:
        if not part.endswith(name):
            return data
        assert old in data
        return data.replace(old, new, 1)

    return repacked(change)


def fill(name: str, rows: int, columns: int) -> Edit:
    def edit(book: Workbook) -> None:
        for row in range(10, 10 + rows):
            for column in range(1, columns + 1):
                book[name].cell(row, column, "x")  # type: ignore[union-attr]

    return edit


def merge(cells: str) -> Edit:
    return lambda book: book["Actions"].merge_cells(cells)  # type: ignore[union-attr]


def sheet(name: str, cell: str | None) -> Edit:
    def edit(book: Workbook) -> None:
        page = book.create_sheet(name)
        if cell:
            page["B3"] = cell

    return edit


def drop_sheet(name: str) -> Edit:
    return lambda book: book.remove(book[name])


def drop_column(name: str, number: int) -> Edit:
    return lambda book: book[name].delete_cols(number)  # type: ignore[union-attr]


NEW = {"B": "A new title", "C": "Do it.", "E": "Police", "F": "Multi-agency", "H": "May 2027", "P": "It is done"}

REFUSED: dict[str, Callable[[], bytes]] = {
    # The file
    "an empty file": lambda: b"",
    "a text": lambda: b"Ref,Title\nR1/A1,A title\n",
    "an old or protected workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "half a file": lambda: SHEET[: len(SHEET) // 2],
    "a file with a damaged part": lambda: in_part("sheet2.xml", b"</sheetData>", b"</sheet>"),
    "another zip file": lambda: repacked(lambda name, data: None, {"word/document.xml": b"<a/>"}),
    "an OpenDocument": lambda: repacked(
        lambda name, data: data, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    ),
    "macros": lambda: in_part(
        "[Content_Types].xml", b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    ),
    "macros without a word of them": lambda: repacked(lambda name, data: data, {"xl/vbaProject.bin": b"\0"}),
    "macros under another name": lambda: repacked(
        lambda name, data: data, {"xl/_rels/more.rels": b'<R Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="x.bin"/>'}
    ),
    "a zip bomb": lambda: repacked(lambda name, data: data, {"xl/media/bomb.xml": bytes(60_000_000)}),
    "ten thousand parts": lambda: repacked(lambda name, data: data, {f"xl/p{n}.xml": b"<a/>" for n in range(10_000)}),
    "a large file": lambda: SHEET + bytes(5_100_000),
    "entities": lambda: in_part(
        "sheet2.xml", b"<worksheet", b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    ),
    "a million cells": lambda: edited(SHEET, fill("Updates", 8_000, 20)),
    "another workbook": lambda: saved(Workbook()),
    "a workbook of a later program": lambda: edited(SHEET, put("_about!B1", "Learning Loop action plan, 2")),
    "the hidden sheet is gone": lambda: edited(SHEET, drop_sheet("_about")),
    # Sheets and columns
    "a sheet is missing": lambda: edited(SHEET, drop_sheet("Updates")),
    "a sheet of its own": lambda: edited(SHEET, sheet("Notes", "Ring Sam")),
    "a column is missing": lambda: edited(SHEET, drop_column("Actions", 8)),
    "a column has another name": lambda: edited(SHEET, put("Actions!H1", "Deu")),
    "a column stands twice": lambda: edited(SHEET, put("Actions!H1", "What")),
    "a column more": lambda: edited(SHEET, put("Actions!Q1", "Cost"), put("Actions!Q2", 200)),
    "text beside the columns": lambda: edited(SHEET, put("Actions!R4", "see Sam")),
    "no headings": lambda: edited(SHEET, remove("Updates", 1)),
    "merged cells": lambda: edited(SHEET, merge("B3:C4")),
    "the whole sheet merged": lambda: in_part("sheet2.xml", b"<pageMargins", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><pageMargins'),
    # Rows
    "an action is gone": lambda: edited(SHEET, remove("Actions", 3)),
    "an update is gone": lambda: edited(SHEET, remove("Updates", 3)),
    "evidence is gone": lambda: edited(SHEET, remove("Evidence", 2)),
    "a ref stands twice": lambda: edited(SHEET, put("Actions!A3", "R1/A1")),
    "a ref of another form": lambda: edited(SHEET, add("Actions", A="Action 4", **NEW)),
    "a ref of no recommendation": lambda: edited(SHEET, add("Actions", A="R9/A1", **NEW)),
    "no ref, and several can be meant": lambda: edited(SHEET, add("Actions", **NEW)),
    "an update of no action": lambda: edited(
        SHEET, add("Updates", A="R1/A11", C="2026-11-01", D="Begun."), add("Updates", C="2026-11-01", D="Begun.")
    ),
    "a copied row": lambda: edited(SHEET, add("Updates", A="R1/A1", B=2, C="2026-11-01", D="Begun.")),
    "a number that nobody gave": lambda: edited(SHEET, add("Updates", A="R1/A1", B=9, C="2026-11-01", D="Begun.")),
    # Cells
    "dates": lambda: edited(
        SHEET,
        put("Actions!H2", "32/5/2026"),
        put("Actions!H3", datetime(2026, 5, 31, 14, 30)),
        put("Actions!H4", 46173),
        put("Updates!C2", "May 2026"),
        put("Updates!C3", None),
        put("Evidence!D2", "yesterday"),
    ),
    "a formula": lambda: edited(SHEET, put("Actions!H2", "=TODAY()"), put("Updates!D2", "=A1&A2")),
    "an error of the spreadsheet": lambda: edited(SHEET, put("Actions!P2", "#REF!")),
    "words of no list": lambda: edited(
        SHEET, put("Actions!E2", "Polise"), put("Actions!F2", "Both"), put("Actions!G2", "Quality"), put("Actions!K2", "Done"), put("Evidence!E2", "Sam")
    ),
    "numbers": lambda: edited(
        SHEET, put("Actions!P2", 0.7), put("Evidence!H2", "most"), put("Evidence!K2", 50), put("Evidence!L2", -1), put("Updates!B2", "first")
    ),
    "needed cells are empty": lambda: edited(SHEET, *(put(f"Actions!{letter}3", None) for letter in "BCEFHP")),
    "too long and too short": lambda: edited(SHEET, put("Actions!B2", "x" * 141), put("Actions!B3", "No"), put("Actions!B4", "Two\nlines")),
    # What 'loop check' would say
    "two sheets contradict each other": lambda: edited(SHEET, put("Actions!K2", "In progress"), put("Actions!I3", "Accepted")),
    "embedded without evidence": lambda: edited(
        SHEET, put("Actions!N3", "Embedded"), add("Updates", A="R1/A2", C="2026-11-01", D="It changed.", G="Embedded")
    ),
    "not accepted without a reason": lambda: edited(
        SHEET, put("Actions!I3", "Not accepted"), add("Updates", A="R1/A2", C="2026-11-01", D="No.", E="Not accepted")
    ),
    "updates out of order": lambda: edited(SHEET, put("Updates!C2", date(2026, 12, 1))),
    "an action that is not there": lambda: edited(SHEET, put("Actions!O3", "R1/A9"), put("Actions!M2", "LLR-2022-01/R1/A1")),
    "an item that is not there": lambda: edited(SHEET, put("Evidence!M2", "child-n")),
    "a reading without its pair": lambda: edited(SHEET, *(put(f"Evidence!{letter}2", None) for letter in "JKL")),
    "half a reading": lambda: edited(SHEET, put("Evidence!H2", None)),
    "everything at once": lambda: edited(
        SHEET,
        put("Actions!H2", "32/5/2026"),
        put("Actions!E3", "Polise"),
        put("Actions!B4", None),
        put("Evidence!M2", "child-n"),
        add("Updates", A="R1/A9", C="soon"),
        remove("Updates", 4),
    ),
}  # fmt: skip


def words_of(make: Callable[[], bytes]) -> list[str]:
    data = make()
    began = time.monotonic()
    try:
        done = bring_back(data)
    except NotRead as error:
        return [f"plan.xlsx: {error}"]
    finally:
        assert time.monotonic() - began < SLOW
    assert done.done.failed
    assert done.done.data == PLAN.encode()
    return done.words


@pytest.mark.golden
def test_a_refused_spreadsheet_is_told_in_the_expected_words(golden: Golden) -> None:
    told = {case: words_of(make) for case, make in REFUSED.items()}
    golden(GOLDEN, "\n".join(f"# {case}\n" + "".join(f"{line}\n" for line in lines) for case, lines in told.items()))


def test_every_refusal_says_where_and_what_to_do() -> None:
    lines = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not line.startswith("plan.xlsx: ")] == []
    cells = [line for line in lines if re.match(r"plan\.xlsx: (Actions|Updates|Evidence)![A-Z]+[0-9]", line)]
    assert len(cells) > 50


# What is strange and yet understood


def bring(*edits: Edit) -> list[str]:
    done = bring_back(edited(SHEET, *edits))
    assert not done.done.failed
    assert done.done.data == PLAN.encode()
    return done.words


@pytest.mark.parametrize(
    "data",
    [
        # every file that SheetJS writes, and with it many a program on the web
        in_part("[Content_Types].xml", b"<Override ", b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Override '),
        # a file that was unpacked and packed again on a Mac
        repacked(lambda name, data: data, {"__MACOSX/xl/._workbook.xml": b"\0\5\x16\7"}),
    ],
    ids=["the kind of files with macros named, and none there", "what a Mac puts beside the parts"],
)  # fmt: skip
def test_what_other_programs_leave_in_a_file_is_no_harm(data: bytes) -> None:
    assert not bring_back(data).done.failed


def test_an_empty_sheet_or_column_more_is_no_harm() -> None:
    assert (
        bring(sheet("Sheet1", None), put("Actions!Q2", "  "), put("Actions!B2", "Supervision asks what has changed  "))
        == []
    )


def test_words_on_the_first_sheet_are_nobodys_loss() -> None:
    assert bring(put("Read me!C9", "Seen by Sam"), lambda book: book["Read me"].merge_cells("D1:F3")) == []  # type: ignore[union-attr]


def test_comments_to_cells_are_told_of() -> None:
    def comment(book: Workbook) -> None:
        book["Actions"]["B2"].comment = Comment("Is this right?", "Sam")

    assert bring(comment) == [
        "plan.xlsx: somebody has written comments to cells. They are not read, and stay in the spreadsheet only"
    ]


def test_days_are_read_in_the_date_system_of_the_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(SHEET))
    book.epoch = CALENDAR_MAC_1904
    data = saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b'date1904="1"' in archive.read("xl/workbook.xml")
    assert bring_back(data).done.data == PLAN.encode()


def test_a_spreadsheet_with_a_password_is_refused() -> None:
    def encrypt(data: bytes) -> bytes:
        made = bytearray(data)
        for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            for found in re.finditer(re.escape(signature), data):
                made[found.start() + place] |= 1
        return bytes(made)

    with pytest.raises(NotRead, match="protected by a password"):
        open_spreadsheet(encrypt(SHEET))
