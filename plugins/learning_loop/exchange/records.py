"""An action as a spreadsheet sees it: what each column says, whether it came from the file or from a sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from learning_loop.exchange.cells import clean, date_text
from learning_loop.exchange.columns import ACTIONS, EVIDENCE, FIELDS, POSITION, REF, UPDATES, Column, Place, Sheet
from learning_loop.exchange.workbook import address_of
from learning_loop.model.dates import read_partial_date
from learning_loop.model.values import dataclass, field
from learning_loop.reading.digest import digest_of
from learning_loop.reading.written import Tree

CHILDREN = (UPDATES, EVIDENCE)

Says = dict[Place, str]
"""What the columns of one row say, as front matter writes it; empty ones are left out."""

STARTS: Mapping[Place, str] = {
    ("response",): "awaiting",
    ("delivery",): "not-started",
    ("impact",): "not-yet-evaluated",
}
"""Where every action begins: saying so and saying nothing are the same."""


@dataclass(slots=True)
class Row:
    """One row of a sheet."""

    sheet: Sheet
    number: int
    """From 1, as the spreadsheet shows it."""
    columns: Mapping[Place, int]
    """The column of each field, from 1."""
    says: Says = field(default_factory=dict)
    bad: set[Place] = field(default_factory=set)
    """Fields whose cells could not be read."""
    position: int | None = None
    """Its place in the file's list, from 0; None for a new one."""

    def address(self, place: Place) -> str:
        """Give the address of the cell of a field."""
        return address_of(self.sheet.name, self.number, self.columns.get(place, 1))


@dataclass(slots=True)
class Record:
    """An action with its updates and evidence."""

    ref: str
    says: Says
    lists: dict[str, list[Says]]
    """Updates and evidence, by the name of their field."""

    @property
    def digest(self) -> str:
        """Its fingerprint: equal when every column says the same."""
        plain = [
            sorted(("/".join(place), text) for place, text in says.items())
            for says in (self.says, *self.lists["updates"], {}, *self.lists["evidence"])
        ]
        return digest_of(json.dumps(plain, ensure_ascii=False))


def record_of(action: Mapping[str, Any]) -> Record:
    """Give an action of a file's front matter."""
    lists = {sheet.field: [says_of(one, sheet) for one in action.get(sheet.field) or ()] for sheet in CHILDREN}
    return Record(str(action["ref"]), says_of(action, ACTIONS), lists)


def says_of(tree: Mapping[str, Any], sheet: Sheet) -> Says:
    """Give what the columns of a sheet say of one group of fields."""
    found = {column.place: _at(tree, column.place) for column in sheet.columns if column.place != POSITION}
    texts = {column: found[column.place] for column in sheet.columns if found.get(column.place)}
    return plain({column.place: _normal(str(text), column) for column, text in texts.items()}, sheet)


def plain(says: Says, sheet: Sheet) -> Says:
    """Leave out what says nothing."""
    return {
        place: text
        for place, text in says.items()
        if text and not (sheet is ACTIONS and STARTS.get(place) == text) and not (sheet is not ACTIONS and place == REF)
    }


def _at(tree: Any, place: Place) -> Any:
    for name in place:
        tree = tree.get(name) if isinstance(tree, Mapping) else None
    return tree


def _normal(text: str, column: Column) -> str:
    text = clean(text)
    if column.kind in ("day", "date") and (partial := read_partial_date(text)) is not None:
        return date_text(partial)
    if column.kind == "count" and text.isdecimal():
        return str(int(text))
    return text


def tree_of(says: Says, sheet: Sheet) -> dict[str, Tree]:
    """Give what a row says as a group of fields, in the order of the schema."""
    tree: dict[str, Tree] = {}
    for name in FIELDS[sheet.field].model_fields:
        if (name,) in says:
            tree[name] = says[name,]
        inner: dict[str, Tree] = {place[1]: text for place, text in says.items() if len(place) > 1 and place[0] == name}
        if inner:
            tree[name] = inner
    return tree
