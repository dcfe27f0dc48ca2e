"""The open data of a site as values: what each file holds, field by field.

This is the one place that says which fields there are. The JSON and CSV files, the JSON Schema beside them and the tables on the page "Open
data" are all made from it. Everything comes from the narrowed library, so a file holds what its site's pages hold and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from learning_loop.model.dates import PartialDate
from learning_loop.model.values import dataclass
from learning_loop.present.desk import Desk

FieldKind = Literal["text", "address", "day", "date", "number", "list", "records"]
"""What a field holds: ``day`` a whole day, ``date`` a day, month or season as it was set, ``list`` several ids, ``records`` more fields for each of several things."""

FOLDER = "data/"
"""Where the files and their page lie."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a file: a key in JSON, a column in CSV."""

    name: str
    kind: FieldKind
    meaning: str
    """A sentence or two for somebody who uses the file."""
    value: Callable[[Desk, Any], object] = lambda desk, row: None
    """Gives the value for a row: text, a number, a list or None; None only where ``may_be_empty``."""
    choices: Mapping[str, str] | None = None
    """Every value that there can be, with its words; None where anything can stand."""
    may_be_empty: bool = False
    """Whether a day or a number may be absent: null in JSON, an empty cell in CSV."""
    professional: bool = False
    """Whether the field exists on the professional site only."""
    fields: tuple[Field, ...] = ()
    """Of ``records``, which stand in JSON only: the fields of each."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file in its three forms: JSON, CSV and the schema."""

    name: str
    title: str
    about: str
    rows: Callable[[Desk], Sequence[Any]]
    """The things that the file lists, in its order."""
    fields: tuple[Field, ...]

    @property
    def path(self) -> str:
        """The files' path without the ending."""
        return FOLDER + self.name


def fields_of(table: Table | Field, desk: Desk) -> tuple[Field, ...]:
    """Give the fields that a site's file has."""
    return tuple(field for field in table.fields if desk.site.is_professional or not field.professional)


def record_of(fields: Sequence[Field], desk: Desk, row: object) -> dict[str, object]:
    """Give a row as JSON has it."""
    return {field.name: _value(field, desk, row) for field in fields}


def _value(field: Field, desk: Desk, row: object) -> object:
    value = field.value(desk, row)
    if field.kind == "records":
        assert isinstance(value, Sequence)
        return [record_of(fields_of(field, desk), desk, one) for one in value]
    return value


def date_text(value: PartialDate | None) -> str | None:
    """Give a date as it was set: 2026-06-30, 2026-06 or "autumn 2026"."""
    if value is None:
        return None
    return value.words if value.season else value.iso


@dataclass(frozen=True, slots=True)
class Licence:
    """Who may use the files, and for what."""

    name: str
    words: str
    address: str = ""


def licence_of(desk: Desk) -> Licence:
    """Give the licence of a site's data; what is professional is never open."""
    holder = desk.site.partnership
    if desk.site.is_professional:
        return Licence(
            "Not open data",
            f"These files hold what is for professionals only. Use them within your agency. Do not publish them or pass them on. © {holder}.",
        )
    if desk.library.registers.site.data_licence == "ogl-3.0":
        return Licence(
            "Open Government Licence v3.0",
            f"You may copy, publish and adapt these files, also for money, if you name the {holder} as their source. "
            "The documents that they describe have terms of their own: see the field ‘rights’.",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        )
    return Licence(
        "Ask before you publish",
        f"© {holder}. Use these files in your agency and for research, and name their source; ask us before you publish them elsewhere.",
    )
