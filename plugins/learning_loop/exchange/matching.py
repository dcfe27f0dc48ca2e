"""The rows of a sheet beside the actions of the file: which row is which action, what is new, and what both have changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learning_loop.exchange.cells import ACTION_REF
from learning_loop.exchange.columns import ACTIONS, EVIDENCE, POSITION, REF, UPDATES, Sheet
from learning_loop.exchange.records import CHILDREN, Record, Row, Says, plain
from learning_loop.exchange.rows import About, Complaint, Rows
from learning_loop.model.problem import did_you_mean
from learning_loop.model.values import dataclass, field


@dataclass(slots=True)
class Child:
    """An update or a piece of evidence as it is to be."""

    says: Says
    row: Row | None = None
    old: int | None = None
    """Its place in the file's list; None when it is new."""


@dataclass(slots=True)
class Entry:
    """An action as it is to be."""

    ref: str
    says: Says
    row: Row | None = None
    """None when the file's own version stays."""
    old: int | None = None
    """Its place in the file's list; None when it is new."""
    lists: dict[str, list[Child]] = field(default_factory=dict)


@dataclass(slots=True)
class Match:
    """Every action as it is to be, in the order of the file with the new ones in their places."""

    entries: list[Entry] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)


def match_rows(rows: Rows, about: About, current: Sequence[Record], path: str) -> Match:
    """Match rows with the file's actions; ``path`` is what messages call the file."""
    match = Match()
    by_ref = _by_ref(rows, [*(record.ref for record in current), *about.digests], match.complaints)
    children = _children(rows, by_ref, match.complaints)
    known = {record.ref for record in current}
    for old, record in enumerate(current):
        row = by_ref.get(record.ref)
        match.entries.append(_existing(old, record, row, children.get(record.ref, []), about, path, match.complaints))
    for ref, row in by_ref.items():
        if ref in known:
            continue
        if ref in about.digests:
            message = f"{ref} is no longer in {path}. Export the plan again and carry your changes over"
            match.complaints.append(Complaint(row.address(REF), message))
        else:
            _place(match.entries, _new(ref, row, children.get(ref, []), match.complaints))
    return match


# Refs


def _by_ref(rows: Rows, taken: Sequence[str], complaints: list[Complaint]) -> dict[str, Row]:
    """Give every row of an action by its ref; a new one without a ref gets the next free one."""
    typed = {row.says[REF] for row in rows.actions if ACTION_REF.fullmatch(row.says.get(REF, ""))}
    used = {*taken, *typed}
    found: dict[str, Row] = {}
    for row in rows.actions:
        if REF in row.bad:
            continue
        ref = row.says.get(REF, "")
        if not ACTION_REF.fullmatch(ref):
            ref, complaint = _next_ref(ref, used)
            if complaint:
                complaints.append(Complaint(row.address(REF), complaint))
                continue
            used.add(ref)
            row.says[REF] = ref
        if ref in found:
            message = f"{ref} stands in row {found[ref].number} too. Refs are permanent: give the newer action the next number"
            complaints.append(Complaint(row.address(REF), message))
            continue
        found[ref] = row
    return found


def _next_ref(typed: str, used: set[str]) -> tuple[str, str]:
    """Give the next free ref, or nothing and why there is none: nobody else may ever have had it, so gaps are not filled."""
    prefixes = {ref.rpartition("A")[0] for ref in used}
    if typed.rstrip("/") + "/" in prefixes or typed == "A":
        prefix = "" if typed == "A" else typed.rstrip("/") + "/"
    elif typed:
        return "", f"'{typed[:20]}' is not a ref. Write R1/A2 (recommendation 1, action 2), or just A2"
    elif len(prefixes) == 1:
        (prefix,) = prefixes
    else:
        offers = ", ".join(sorted(_next_of(prefix, used) for prefix in prefixes))
        return "", f"is empty. Write the ref of the recommendation that the action answers; free are {offers}"
    return _next_of(prefix, used), ""


def _next_of(prefix: str, used: set[str]) -> str:
    numbers = [int(ref.rpartition("A")[2]) for ref in used if ref.rpartition("A")[0] == prefix]
    return f"{prefix}A{max(numbers, default=0) + 1}"


def _children(rows: Rows, by_ref: dict[str, Row], complaints: list[Complaint]) -> dict[str, list[Row]]:
    """Group the rows of updates and evidence by their action."""
    found: dict[str, list[Row]] = {}
    for sheet in CHILDREN:
        for row in rows.of(sheet):
            ref = row.says.get(REF, "")
            if REF in row.bad:
                continue
            if not ref:
                complaints.append(
                    Complaint(row.address(REF), "is empty. Write the ref of the action that the row belongs to")
                )
            elif ref not in by_ref:
                near = did_you_mean(ref, by_ref).upper().replace("DID YOU MEAN", "Did you mean")
                complaints.append(
                    Complaint(row.address(REF), f"there is no action '{ref[:40]}' on the sheet {ACTIONS.name}.{near}")
                )
            else:
                found.setdefault(ref, []).append(row)
    return found


# Actions that the file has


def _existing(
    old: int,
    record: Record,
    row: Row | None,
    children: Sequence[Row],
    about: About,
    path: str,
    complaints: list[Complaint],
) -> Entry:
    kept = _kept(old, record)
    base = about.digests.get(record.ref)
    if row is None:
        if base is not None:
            complaints.append(Complaint(ACTIONS.name, _DELETED.format(record.ref)))
        return kept
    if base is None:
        message = f"{record.ref} was added to {path} after this sheet was exported. Give your action the next number"
        complaints.append(Complaint(row.address(REF), message))
        return kept
    if base != record.digest:
        sheet = _as_sheet_says(row, children)
        if sheet.digest not in (base, record.digest):
            message = f"{record.ref} was changed both here and in {path} since this sheet was exported. Export the plan again and carry your changes over"
            complaints.append(Complaint(row.address(REF), message))
        return kept
    lists = {
        sheet.field: list(_matched(sheet, record, [one for one in children if one.sheet is sheet], complaints))
        for sheet in CHILDREN
    }
    return Entry(record.ref, _filled(row, record.says), row, old, lists)


_DELETED = "{} is missing. Actions are never deleted: put its row back, choose 'No longer applies' under Delivery and give the reason"


def _kept(old: int, record: Record) -> Entry:
    lists = {name: [Child(says, old=number) for number, says in enumerate(all_)] for name, all_ in record.lists.items()}
    return Entry(record.ref, record.says, None, old, lists)


def _as_sheet_says(row: Row, children: Sequence[Row]) -> Record:
    """Give the action as the sheet has it; when that was what the export wrote, nobody has touched it."""
    lists: dict[str, list[Says]] = {}
    for sheet in CHILDREN:
        mine = [one for one in children if one.sheet is sheet]
        mine.sort(key=lambda one: len(mine) if one.position is None else one.position)
        lists[sheet.field] = [plain(one.says, sheet) for one in mine]
    return Record(row.says[REF], plain(row.says, ACTIONS), lists)


def _filled(row: Row, before: Says) -> Says:
    """Give what a row says, with the file's words where a cell could not be read."""
    says = plain(row.says, row.sheet)
    return says | {place: before[place] for place in row.bad if place in before}


def _matched(sheet: Sheet, record: Record, rows: Sequence[Row], complaints: list[Complaint]) -> Iterator[Child]:
    """Give the entries of a list as they are to be: the file's in their order, the new ones in their places."""
    before = record.lists[sheet.field]
    found: dict[int, Row] = {}
    new: list[Row] = []
    for row in rows:
        if POSITION in row.bad:
            continue
        if row.position is None:
            new.append(row)
        elif not 0 <= row.position < len(before):
            message = f"{record.ref} has no number {row.position + 1} on this sheet. Leave 'No.' empty in a new row"
            complaints.append(Complaint(row.address(POSITION), message))
        elif row.position in found:
            message = f"number {row.position + 1} of {record.ref} stands in row {found[row.position].number} too. Leave 'No.' empty in a new row"
            complaints.append(Complaint(row.address(POSITION), message))
        else:
            found[row.position] = row
    unread = any(POSITION in row.bad for row in rows)
    children = []
    for position, says in enumerate(before):
        if position in found:
            children.append(Child(_filled(found[position], says), found[position], position))
        elif not unread:
            message = f"number {position + 1} of {record.ref} is missing. What was recorded stays: put its row back, and correct it if it is wrong"
            complaints.append(Complaint(sheet.name, message))
    yield from _in_order(sheet, children, [Child(plain(row.says, sheet), row) for row in new])


def _in_order(sheet: Sheet, children: list[Child], new: list[Child]) -> list[Child]:
    """Put new updates behind those of the same day or earlier, other new entries at the end."""
    children = list(children)
    for child in new:
        place = len(children)
        day = child.says.get(("on",), "")
        while sheet is UPDATES and day and place and children[place - 1].says.get(("on",), "") > day:
            place -= 1
        children.insert(place, child)
    return children


# New actions


def _new(ref: str, row: Row, children: Sequence[Row], complaints: list[Complaint]) -> Entry:
    lists: dict[str, list[Child]] = {}
    for sheet in (UPDATES, EVIDENCE):
        mine = [one for one in children if one.sheet is sheet]
        message = f"{ref} is new. Leave 'No.' empty in a new row"
        complaints += [Complaint(one.address(POSITION), message) for one in mine if one.position is not None]
        lists[sheet.field] = _in_order(sheet, [], [Child(plain(one.says, sheet), one) for one in mine])
    return Entry(ref, plain(row.says, ACTIONS), row, None, lists)


def _place(entries: list[Entry], entry: Entry) -> None:
    """Put a new action behind the last one of its recommendation, or at the end."""
    prefix = entry.ref.rpartition("A")[0]
    places = [place for place, one in enumerate(entries, 1) if one.ref.rpartition("A")[0] == prefix]
    entries.insert(places[-1] if places else len(entries), entry)
