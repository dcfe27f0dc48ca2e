"""Actions as they are to be → the changes of the file's front matter, and the cell of each field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from learning_loop.exchange.columns import ACTIONS, FIELDS, POSITION, REF, Place, Sheet
from learning_loop.exchange.matching import Child, Entry
from learning_loop.exchange.records import CHILDREN, STARTS, Record, Row, Says, tree_of
from learning_loop.model.values import dataclass, field
from learning_loop.reading.editing import Change, Drop, Insert, Put
from learning_loop.reading.front_matter import FieldPath, field_words
from learning_loop.reading.written import Tree


@dataclass(slots=True)
class Counts:
    """What an import changes."""

    fields: int = 0
    refs: dict[str, None] = field(default_factory=dict)
    """Of the actions of the file that change."""
    new: dict[str, int] = field(default_factory=lambda: {"actions": 0, "updates": 0, "evidence": 0})


def find_changes(
    entries: Sequence[Entry], current: Sequence[Record], values: Mapping[str, Any]
) -> tuple[list[Change], Counts]:
    """Give the changes that make the file's actions as they are to be."""
    changes: list[Change] = []
    counts = Counts()
    place = 0
    for entry in entries:
        if entry.old is None:
            changes.append(Insert(("actions",), place, _tree(entry)))
            counts.new["actions"] += 1
            continue
        place = entry.old + 1
        if entry.row is not None:
            found = list(_of_action(entry, current[entry.old], values["actions"][entry.old], counts))
            changes += found
            if found:
                counts.refs[entry.ref] = None
    return changes, counts


def _tree(entry: Entry) -> dict[str, Tree]:
    tree = tree_of(entry.says, ACTIONS)
    for sheet in reversed(CHILDREN):
        if entry.lists[sheet.field]:
            tree[sheet.field] = [tree_of(child.says, sheet) for child in entry.lists[sheet.field]]
    return tree


def _of_action(entry: Entry, record: Record, action: Mapping[str, Any], counts: Counts) -> Iterator[Change]:
    assert entry.old is not None
    path: FieldPath = ("actions", entry.old)
    yield from _of_group(path, ACTIONS, record.says, entry.says, action, counts)
    for sheet in CHILDREN:
        yield from _of_list(path, sheet, entry.lists[sheet.field], record, action, counts)


def _of_list(
    path: FieldPath, sheet: Sheet, children: list[Child], record: Record, action: Mapping[str, Any], counts: Counts
) -> Iterator[Change]:
    before = record.lists[sheet.field]
    new = [child for child in children if child.old is None]
    counts.new[sheet.field] += len(new)
    if new and not before:
        yield Put((*path, sheet.field), [tree_of(child.says, sheet) for child in new], _before(ACTIONS, sheet.field))
        return
    place = 0
    for child in children:
        if child.old is None:
            yield Insert((*path, sheet.field), place, tree_of(child.says, sheet))
            continue
        place = child.old + 1
        inner = (*path, sheet.field, child.old)
        yield from _of_group(inner, sheet, before[child.old], child.says, action[sheet.field][child.old], counts)


def _of_group(
    path: FieldPath, sheet: Sheet, before: Says, after: Says, values: Mapping[str, Any], counts: Counts
) -> Iterator[Change]:
    """Give the changes of one group of fields, inner groups such as ``before`` included."""
    names = dict.fromkeys(column.place[0] for column in sheet.columns if column.place not in (REF, POSITION))
    for name in names:
        old = {place: text for place, text in before.items() if place[0] == name}
        new = {place: text for place, text in after.items() if place[0] == name}
        if old == new:
            continue
        counts.fields += 1
        if not new:
            yield _emptied(path, name, values)
        elif (name,) in new:
            yield Put((*path, name), new[name,], _before(sheet, name))
        elif not old:
            yield Put((*path, name), tree_of(new, sheet)[name], _before(sheet, name))
        else:
            yield from _of_inner((*path, name), old, new)


def _emptied(path: FieldPath, name: str, values: Mapping[str, Any]) -> Change:
    """Take a field away; a state that the file writes out goes back to where every action begins."""
    start = STARTS.get((name,))
    if start is not None and "ref" in values:
        return Put((*path, name), start)
    return Drop((*path, name))


def _of_inner(path: FieldPath, old: Says, new: Says) -> Iterator[Change]:
    order = ("label", "value", "of")
    for number, name in enumerate(order):
        place: Place = (str(path[-1]), name)
        if place in new and old.get(place) != new[place]:
            yield Put((*path, name), new[place], order[:number])
        elif place in old and place not in new:
            yield Drop((*path, name))


def _before(sheet: Sheet, name: str) -> tuple[str, ...]:
    """Give the fields that stand before one in the order of the schema."""
    names = list(FIELDS[sheet.field].model_fields)
    return tuple(names[: names.index(name)])


def cells_of_fields(entries: Sequence[Entry]) -> dict[str, str]:
    """Give the address of the cell of every field, by the words that problems use for it: ``actions[3].due``."""
    cells: dict[str, str] = {}
    for number, entry in enumerate(entries):
        if entry.row is None:
            continue
        path: FieldPath = ("actions", number)
        cells[field_words(path)] = entry.row.address(REF)
        cells |= _cells(path, entry.row)
        for sheet in CHILDREN:
            children = entry.lists[sheet.field]
            for position, child in enumerate(children):
                if child.row is not None:
                    inner = (*path, sheet.field, position)
                    cells.setdefault(field_words(inner[:-1]), child.row.address(REF))
                    cells[field_words(inner)] = child.row.address(REF)
                    cells |= _cells(inner, child.row)
    return cells


def _cells(path: FieldPath, row: Row) -> dict[str, str]:
    return {field_words((*path, *place)): row.address(place) for place in row.columns}


def cell_of(words: str, cells: Mapping[str, str]) -> str:
    """Give the address for a field, or for the nearest one around it; empty when no cell is to blame."""
    while words and words not in cells:
        words = re.sub(r"(\.[^.\[]*|\[\d+\]|^\w+)$", "", words)
    return cells.get(words, "")
