"""An action plan to a spreadsheet and back. Bytes in, bytes out: the disk is the door's."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from openpyxl.utils import column_index_from_string

from learning_loop.catalogue.catalogue import reference_of
from learning_loop.catalogue.checks import find_complaints
from learning_loop.catalogue.complaints import Complaint as LibraryComplaint
from learning_loop.exchange.changing import Counts, cell_of, cells_of_fields, find_changes
from learning_loop.exchange.columns import SHEETS
from learning_loop.exchange.matching import Entry, match_rows
from learning_loop.exchange.records import CHILDREN, Record, Says, record_of
from learning_loop.exchange.rows import About, Complaint, read_about, read_rows
from learning_loop.exchange.vocabulary import Vocabulary, in_words, make_vocabulary
from learning_loop.exchange.workbook import Book, NotRead, read_workbook
from learning_loop.exchange.writing import LONGEST, write_workbook
from learning_loop.model.problem import Problem
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass, field, replace
from learning_loop.reading.editing import CannotEdit, edit_file
from learning_loop.reading.front_matter import FieldPath, FrontMatter, field_words, read_mapping, split_front_matter
from learning_loop.reading.text import read_text
from learning_loop.schema.items import ReadItem, read_item


@dataclass(frozen=True, slots=True)
class Known:
    """The library around a plan."""

    publications: tuple[Publication, ...]
    registers: Registers
    files: Collection[str] = ()
    """Paths of the files that are no items."""
    unread: Collection[str] = ()
    """Addresses of the items that have problems of their own."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A spreadsheet that came back."""

    book: Book
    about: About

    @property
    def plan(self) -> str:
        """The id of the plan that it belongs to."""
        return self.about.plan


@dataclass(frozen=True, slots=True)
class Imported:
    """What a spreadsheet makes of its plan."""

    data: bytes
    """The plan's file as it is to be; as it was when there is an error."""
    problems: tuple[Problem, ...]
    counts: Counts = field(default_factory=Counts)

    @property
    def failed(self) -> bool:
        """True when nothing may be written."""
        return any(problem.severity == "error" for problem in self.problems)


def export_plan(plan: Publication, data: bytes, known: Known) -> tuple[bytes, list[Problem]]:
    """Give the spreadsheet of a plan from its file's bytes, or problems when a spreadsheet cannot hold it."""
    front = _front_of(data)
    actions = front.values["actions"]
    records = [record_of(action) for action in actions]
    problems = [problem for number, record in enumerate(records) for problem in _too_long(plan, record, number, front)]
    if problems:
        return b"", problems
    reference = reference_of(plan, {one.id: one for one in known.publications})
    title = f"{plan.title} ({reference})" if reference else plan.title
    made = write_workbook(plan.id, title, records, make_vocabulary(known.registers))
    return made, _lost(plan, front, made, make_vocabulary(known.registers))


def _too_long(plan: Publication, record: Record, number: int, front: FrontMatter) -> list[Problem]:
    groups: list[tuple[FieldPath, Says]] = [((), record.says)]
    for sheet in CHILDREN:
        groups += [((sheet.field, place), says) for place, says in enumerate(record.lists[sheet.field])]
    problems = []
    for inner, says in groups:
        for place, text in says.items():
            if len(text) > LONGEST:
                path: FieldPath = ("actions", number, *inner, *place)
                message = f"has {len(text):,} characters; a cell holds {LONGEST:,}. Make it shorter, or change this plan in its file"
                problems.append(Problem(plan.source, front.line_of(path), field_words(path), message))
    return problems


def _lost(plan: Publication, front: FrontMatter, made: bytes, vocabulary: Vocabulary) -> list[Problem]:
    """Read the new spreadsheet back, and tell of texts that it does not give back as they are."""
    book = read_workbook(made)
    rows = read_rows(book, vocabulary)
    records = [record_of(action) for action in front.values["actions"]]
    match = match_rows(rows, read_about(book), records, plan.source)
    changes, _ = find_changes(match.entries, records, front.values)
    complaints = [*rows.complaints, *match.complaints]
    message = (
        "has signs that a spreadsheet does not keep, such as _x0041_. Change this plan in its file, or take them out"
    )
    problems = [
        Problem(plan.source, front.line_of(change.path), field_words(change.path), message) for change in changes
    ]
    return problems or [Problem(plan.source, 0, one.address, f"{one.message}. {message}") for one in complaints]


def open_spreadsheet(data: bytes) -> Filled:
    """Read a spreadsheet that `export_plan` made. Raises NotRead."""
    book = read_workbook(data)
    return Filled(book, read_about(book))


def import_plan(filled: Filled, plan: Publication, data: bytes, known: Known, *, sheet: str, path: str) -> Imported:
    """Give the plan's file with what the spreadsheet changes, and every problem by its cell.

    ``sheet`` and ``path`` are what messages call the two files.
    """
    front = _front_of(data)
    records = [record_of(action) for action in front.values["actions"]]
    rows = read_rows(filled.book, make_vocabulary(known.registers))
    complaints = rows.complaints
    counts = Counts()
    new = data
    warnings = [_COMMENTS] if filled.book.comments else []
    if rows.whole:
        match = match_rows(rows, filled.about, records, path)
        complaints += match.complaints
        try:
            changes, counts = find_changes(match.entries, records, front.values)
            new = edit_file(data, changes) if changes else data
            complaints += _checked(_Draft(match.entries, new, data, records, front.values), plan, known, complaints)
        except CannotEdit as error:
            complaints.append(Complaint("", f"{path}: {error}. Make this change in the file itself"))
    problems = [Problem(sheet, 0, one.address, one.message) for one in sorted(set(complaints), key=_order)]
    problems += [Problem(sheet, 0, "", message, "warning") for message in warnings]
    failed = bool(complaints)
    return Imported(data if failed else new, tuple(problems), counts)


_COMMENTS = "somebody has written comments to cells. They are not read, and stay in the spreadsheet only"


def _front_of(data: bytes) -> FrontMatter:
    text, _ = read_text(data, path="")
    split = split_front_matter(text)
    assert split is not None
    return read_mapping(split.front, path="", line_offset=split.front_line)


# The same checks as those of the whole library


@dataclass(frozen=True, slots=True)
class _Draft:
    """A plan's file as it might become."""

    entries: list[Entry]
    data: bytes
    before: bytes
    records: Sequence[Record]
    values: Mapping[str, Any]


def _checked(draft: _Draft, plan: Publication, known: Known, told: Sequence[Complaint]) -> list[Complaint]:
    """Give the problems of a changed plan by their cells; cells that are already complained of are left out."""
    if draft.data == draft.before:
        return []
    item = read_item(draft.data, path=plan.source)
    found = _by_cell(item, draft.entries)
    dropped: set[str] = set()
    if item.publication is None:
        draft, dropped = _without_broken(draft, item)
        item = read_item(draft.data, path=plan.source)
        found += [one for one in _by_cell(item, draft.entries) if not _speaks_of(one.message, dropped)]
    if item.publication is not None:
        cells = cells_of_fields(draft.entries)
        for complaint in _new_complaints(plan, item.publication, known):
            if not _speaks_of(complaint.message, dropped):
                address = cell_of(field_words(complaint.place), cells)
                found.append(Complaint(address, complaint.message))
    addresses = {one.address for one in told if one.address}
    return [one for one in found if one.address not in addresses]


def _by_cell(item: ReadItem, entries: Sequence[Entry]) -> list[Complaint]:
    cells = cells_of_fields(entries)
    found = []
    for problem in item.problems:
        address = cell_of(problem.field, cells)
        message = problem.message if not problem.message.startswith("is missing") else "is empty. It is needed here"
        found.append(Complaint(address, in_words(message) if address else f"{problem.field}: {message}"))
    return found


def _without_broken(draft: _Draft, item: ReadItem) -> tuple[_Draft, set[str]]:
    """Give the draft without the actions that have problems, so that the others can be checked with the library in the same run."""
    broken = {int(match[1]) - 1 for problem in item.problems if (match := re.match(r"actions\[(\d+)\]", problem.field))}
    entries, dropped = [], set()
    for number, entry in enumerate(draft.entries):
        if number not in broken:
            entries.append(entry)
        elif entry.old is not None:
            entries.append(replace(entry, row=None))
        else:
            dropped.add(entry.ref)
    changes, _ = find_changes(entries, draft.records, draft.values)
    data = edit_file(draft.before, changes) if changes else draft.before
    return _Draft(entries, data, draft.before, draft.records, draft.values), dropped


def _speaks_of(message: str, refs: set[str]) -> bool:
    return any(re.search(rf"(?<![\w/]){re.escape(ref)}(?!\d)", message) for ref in refs)


def _new_complaints(plan: Publication, changed: Publication, known: Known) -> list[LibraryComplaint]:
    """Give what the checks of the library say of the change, and not what they said before."""

    def complaints(publications: tuple[Publication, ...]) -> list[LibraryComplaint]:
        found = find_complaints(publications, known.registers, known.files, known.unread)
        return [one for one in found if one.severity == "error"]

    before = {(one.source, one.message) for one in complaints(known.publications)}
    others = tuple(changed if one.source == plan.source else one for one in known.publications)
    return [one for one in complaints(others) if (one.source, one.message) not in before]


def _order(complaint: Complaint) -> tuple[int, int, int, str]:
    """Order complaints as somebody goes through the sheets."""
    name, _, cell = complaint.address.partition("!")
    names = [sheet.name for sheet in SHEETS]
    match = re.match(r"([A-Z]{1,3})([0-9]+)", cell)
    column, row = (column_index_from_string(match[1]), int(match[2])) if match else (0, 0)
    return (names.index(name) if name in names else len(names) if name else -1, row, column, complaint.message)


__all__ = ["Filled", "Imported", "Known", "NotRead", "export_plan", "import_plan", "open_spreadsheet"]
