"""What the spreadsheet of an action plan has: its sheets and their columns, each with the field that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from learning_loop.model.values import dataclass
from learning_loop.schema.actions import ActionFields, EvidenceFields, MeasurementFields, UpdateFields

Kind = Literal[
    "ref", "any ref", "position", "text", "day", "date", "count", "id",
    "agency", "group", "group or agency", "scope", "response", "delivery", "impact",
]  # fmt: skip
"""What may stand in a cell."""

LISTED: tuple[Kind, ...] = ("agency", "group", "group or agency", "scope", "response", "delivery", "impact")
"""Kinds that are chosen from a list."""

Place = tuple[str, ...]
"""Names of fields, from the action, update or evidence inwards."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    heading: str
    place: Place
    kind: Kind
    width: int
    """Characters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that is read back."""

    name: str
    field: str
    """The list of an action that its rows are; empty for the actions themselves."""
    columns: tuple[Column, ...]
    frozen: str
    """The first cell that scrolls."""

    def number_of(self, *place: str) -> int:
        """Give a column's number, from 0."""
        return next(number for number, column in enumerate(self.columns) if column.place == place)


REF, POSITION = ("ref",), ("no",)

ACTIONS = Sheet(
    "Actions",
    "",
    (
        Column("Ref", REF, "ref", 8),
        Column("Title", ("title",), "text", 30),
        Column("What", ("what",), "text", 48),
        Column("Detail (professionals only)", ("detail",), "text", 40),
        Column("Owner", ("owner",), "agency", 22),
        Column("Scope", ("scope",), "scope", 15),
        Column("Monitored by", ("monitored_by",), "group", 22),
        Column("Due", ("due",), "date", 14),
        Column("Response", ("response",), "response", 18),
        Column("Response reason", ("response_reason",), "text", 32),
        Column("Delivery", ("delivery",), "delivery", 18),
        Column("Delivery reason", ("delivery_reason",), "text", 32),
        Column("Superseded by", ("superseded_by",), "any ref", 14),
        Column("Impact", ("impact",), "impact", 20),
        Column("New action", ("new_action",), "any ref", 14),
        Column("Measure", ("measure",), "text", 36),
    ),
    "C2",
)

UPDATES = Sheet(
    "Updates",
    "updates",
    (
        Column("Ref", REF, "ref", 8),
        Column("No.", POSITION, "position", 6),
        Column("On", ("on",), "day", 14),
        Column("Note", ("note",), "text", 70),
        Column("Response", ("response",), "response", 20),
        Column("Delivery", ("delivery",), "delivery", 20),
        Column("Impact", ("impact",), "impact", 22),
    ),
    "C2",
)

EVIDENCE = Sheet(
    "Evidence",
    "evidence",
    (
        Column("Ref", REF, "ref", 8),
        Column("No.", POSITION, "position", 6),
        Column("Title", ("title",), "text", 30),
        Column("On", ("on",), "day", 14),
        Column("By", ("by",), "group or agency", 24),
        Column("Text", ("text",), "text", 44),
        Column("Before: label", ("before", "label"), "text", 20),
        Column("Before: value", ("before", "value"), "count", 9),
        Column("Before: of", ("before", "of"), "count", 9),
        Column("After: label", ("after", "label"), "text", 20),
        Column("After: value", ("after", "value"), "count", 9),
        Column("After: of", ("after", "of"), "count", 9),
        Column("Link", ("link",), "id", 20),
        Column("Does not show", ("does_not_show",), "text", 48),
    ),
    "C2",
)

SHEETS = (ACTIONS, UPDATES, EVIDENCE)
READ_ME, ABOUT, LISTS = "Read me", "_about", "_lists"
OTHERS = (READ_ME, ABOUT, LISTS)
"""Sheets whose text is for people or for the program, and is not read as part of the plan."""

FORMAT = "Learning Loop action plan, 1"
"""What the sheet for the program begins with; the number grows when older sheets can no longer be read."""

FIELDS: Mapping[str, type[ActionFields | UpdateFields | EvidenceFields]] = {
    "": ActionFields,
    "updates": UpdateFields,
    "evidence": EvidenceFields,
}
"""The schema of each sheet's rows."""

POSITION_WORDS = "The row’s number in the file; the program gives it. Leave it empty in a new row, and never change it."


def describe(sheet: Sheet, column: Column) -> str:
    """Say what a column means, in the words of the field reference; ask `describe_fields` first."""
    if column.place == POSITION:
        return POSITION_WORDS
    if column.place == REF and sheet.field:
        return "The action that the row belongs to, as on the sheet Actions."
    owner = MeasurementFields if len(column.place) > 1 else FIELDS[sheet.field]
    words = " ".join((owner.model_fields[column.place[-1]].description or "").replace("`", "").split())
    if len(column.place) > 1:
        around = FIELDS[sheet.field].model_fields[column.place[0]].description or ""
        return f"{around} {words}"
    return words
