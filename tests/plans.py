"""An action plan in every hand that people write YAML in, and its spreadsheet, for the tests of the exchange."""

from __future__ import annotations

import difflib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from learning_loop.exchange.plan import Imported, Known, export_plan, import_plan, open_spreadsheet
from learning_loop.model.publication import Publication
from learning_loop.schema.items import read_item
from learning_loop.schema.register_files import read_registers
from tests.tiny import REVIEW, SITES

PATH = "actions/child-m-plan.md"

HEAD = """---
title: 'Child M: action plan'   # as the board calls it
type: action-plan
audience: public
published: 2026-01-15
summary: One plain sentence that a busy person can use.
source: child-m
monitored_by: quality-group
actions:
"""

ACTIONS = """  # The first answers the only recommendation.
  - ref: R1/A1
    title: Supervision asks what has changed   # agreed wording
    what: >-
      Every record of supervision has the question and an answer
      to it, written down on the same day by whoever asked,
      and a manager reads it within a week.
    detail: |
      First line.

      Second line, after a gap.
    owner: childrens-services
    scope: single-agency
    due: 2026-06-30   # moved once
    response: accepted
    delivery: complete
    impact: gathering-evidence
    measure: "30 of 40 records answer it"

    evidence:
      - title: Audit of 40 records
        on: 2026-10-01
        by: quality-group
        text: Records that answer, of forty that were
          chosen by lot, a long value that goes
          over three lines.
        before: {label: Spring 2026, value: 9, of: 40}
        after:
          label: '2026/27'
          value: 21
          of: 40
        does_not_show: Whether anything is different for children.
    updates:
      - {on: 2026-01-15, note: 'By the board, with the review.', response: accepted}
      # the long one
      - on: 2026-04-01
        note: >
          Three teams are trying it.
        delivery: in-progress
      - {on: 2026-07-01, note: In use by all., delivery: complete}
      - {on: 2026-10-01, note: "21 of 40; it's early.", impact: gathering-evidence}

  - {ref: R1/A2, title: A form, what: 'It''s changed.', owner: police, scope: multi-agency, due: autumn 2026, measure: It is there}
  - ref: A1
    title: The partnership says each year whether it helped
    what: The yearly report has a page.
    detail:
    owner: schools
    scope: multi-agency
    monitored_by: executive-group
    due: 2027-09
    measure: The page is there
    updates: []
# the end
"""

TAIL = "---\n\nThese actions answer [the review](../reviews/child-m.md).\n"
PLAN = HEAD + ACTIONS + TAIL

REVIEW_TEXT = f"---\ntitle: A review\ntype: review\naudience: public\npublished: 2026-01-15\nsummary: One plain sentence that a busy person can use.\n{REVIEW}\n---\n\nText.\n"

Edit = Callable[[Workbook], object]


@cache
def known(plan: bytes) -> tuple[Publication, Known]:
    """Give a plan and the tiny library around it."""
    items = [read_item(plan, path=PATH), read_item(REVIEW_TEXT.encode(), path="reviews/child-m.md")]
    assert [problem for item in items for problem in item.problems] == []
    registers, problems = read_registers(
        {f"registers/{path.name}": path.read_bytes() for path in (SITES / "base/registers").iterdir()}
    )
    assert registers is not None, problems
    publications = tuple(item.publication for item in items if item.publication is not None)
    return publications[0], Known(publications, registers)


@cache
def exported(plan: bytes) -> bytes:
    """Give the spreadsheet of a plan."""
    publication, library = known(plan)
    made, problems = export_plan(publication, plan, library)
    assert problems == []
    return made


@dataclass
class Trip:
    """A plan that went to a spreadsheet, was edited there, and came back."""

    before: bytes
    done: Imported
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """What the coordinator reads."""
        return [problem.words("") for problem in self.done.problems]


def trip(*edits: Edit, plan: str | bytes = PLAN, now: str | bytes | None = None) -> Trip:
    """Export a plan, edit the spreadsheet, and import it; ``now`` is the plan's file at the import when it changed meanwhile."""
    data = plan.encode() if isinstance(plan, str) else plan
    return bring_back(edited(exported(data), *edits), data if now is None else now)


def bring_back(sheet: bytes, plan: str | bytes = PLAN) -> Trip:
    """Import a spreadsheet into a plan."""
    data = plan.encode() if isinstance(plan, str) else plan
    publication, library = known(data)
    done = import_plan(open_spreadsheet(sheet), publication, data, library, sheet="plan.xlsx", path=f"content/{PATH}")
    lines = [one.decode("utf-8-sig").splitlines() for one in (data, done.data)]
    diff = [line for line in difflib.ndiff(lines[0], lines[1]) if line[0] in "+-"]
    return Trip(
        data, done, [line[2:] for line in diff if line[0] == "+"], [line[2:] for line in diff if line[0] == "-"]
    )


def edited(sheet: bytes, *edits: Edit) -> bytes:
    """Edit a spreadsheet as openpyxl would."""
    if not edits:
        return sheet
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    for edit in edits:
        edit(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Give the bytes of a workbook."""
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def put(address: str, value: object) -> Edit:
    """Type something into a cell: ``Actions!H2``."""

    def edit(book: Workbook) -> None:
        name, _, cell = address.partition("!")
        book[name][cell].value = value

    return edit


def add(name: str, **cells: object) -> Edit:
    """Type a new row below the others: columns by their letters."""

    def edit(book: Workbook) -> None:
        page = book[name]
        assert isinstance(page, Worksheet)
        row = page.max_row + 1
        for letter, value in cells.items():
            page[f"{letter}{row}"].value = value  # type: ignore[union-attr]

    return edit


def remove(name: str, row: int) -> Edit:
    """Delete a row."""
    return lambda book: book[name].delete_rows(row)  # type: ignore[union-attr]


def fixture(folder: Path) -> Path:
    """Write the tiny library with the plan into a content folder."""
    for path, text in ((PATH, PLAN), ("reviews/child-m.md", REVIEW_TEXT)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder
