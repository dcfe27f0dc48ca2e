"""Open data as files: JSON, CSV and JSON Schema of the tables in `present.data_tables`, and the tracker's own data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Plan
from learning_loop.model.values import dataclass
from learning_loop.present.data_tables import PUBLICATIONS, TABLES
from learning_loop.present.desk import Desk
from learning_loop.present.open_data import Field, Table, fields_of, licence_of, record_of
from learning_loop.present.tracker_data import present_tracker_data
from learning_loop.present.tracker_filters import DATA_FILE

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads a CSV file in the code page of the machine, and every ’ and – comes out as three wrong letters."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, as OWASP lists it ("CSV injection")."""

BETWEEN = "; "
"""Stands between the entries of a list in a CSV cell."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """Files that are made together."""

    name: str
    items: Collection[str]
    """The ids of the items whose cards decide them; while those are the same, so are the files."""
    make: Callable[[], Iterator[tuple[str, bytes]]]
    """Gives the files with their paths."""


def data_sets(desk: Desk) -> list[DataSet]:
    """Give all data files of a site, unmade.

    Recommendations and actions speak of items that make recommendations, led to actions, are a plan or hold evidence, and of no others.
    """
    library = desk.library
    loop = {one.id for one in library.newest_first if one.recommendations or isinstance(one.details, Plan)}
    loop.update(library.actions_from)
    loop.update(evidence.link for record in library.actions for evidence in record.action.evidence if evidence.link)
    sets = [
        DataSet(
            table.name,
            sorted(library.publications if table is PUBLICATIONS else loop),
            partial(_table_files, table, desk),
        )
        for table in TABLES
    ]
    return [*sets, DataSet(DATA_FILE, sorted(loop), partial(_tracker_file, desk))]


def _table_files(table: Table, desk: Desk) -> Iterator[tuple[str, bytes]]:
    fields = fields_of(table, desk)
    records = [record_of(fields, desk, row) for row in table.rows(desk)]
    yield f"{table.path}.json", render_json(table, records, desk)
    yield f"{table.path}.csv", render_csv(fields, records)
    yield f"{table.path}.schema.json", render_schema(table, fields, desk)


def _tracker_file(desk: Desk) -> Iterator[tuple[str, bytes]]:
    yield DATA_FILE, json.dumps(present_tracker_data(desk), ensure_ascii=False, separators=(",", ":")).encode()


def render_json(table: Table, records: Sequence[dict[str, object]], desk: Desk) -> bytes:
    """Give a table as JSON: what the file is, then its records, one a line so that two days can be compared."""
    licence = licence_of(desk)
    opening = {
        "title": f"{table.title} – {desk.site.name}",
        "about": table.about,
        "publisher": desk.site.partnership,
        "generated_for": desk.library.today.isoformat(),
        "audience": desk.audience.value,
        "licence": {"name": licence.name, "words": licence.words, "address": licence.address},
        "address": desk.address(f"{table.path}.json"),
        "schema": desk.address(f"{table.path}.schema.json"),
        "count": len(records),
    }
    lines = [f"  {_json(name)}: {_json(value)},\n" for name, value in opening.items()]
    body = ",\n".join(f"    {_json(record)}" for record in records)
    rows = f"[\n{body}\n  ]" if records else "[]"
    return ("{\n" + "".join(lines) + f"  {_json(table.name)}: {rows}\n}}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def render_csv(fields: Sequence[Field], records: Sequence[dict[str, object]]) -> bytes:
    """Give a table as CSV (RFC 4180) that Excel reads as it is meant; what is JSON only is left out.

    Every cell stands in quotation marks, so that no separator in a text begins a new cell whatever a spreadsheet takes for one.
    """
    columns = [field for field in fields if field.kind != "records"]
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([field.name for field in columns])
    writer.writerows([cell_of(record[field.name]) for field in columns] for record in records)
    return buffer.getvalue().encode()


def cell_of(value: object) -> str:
    """Give a value as a cell that no spreadsheet takes for a formula: an apostrophe stands before what would be one."""
    if value is None:
        return ""
    text = BETWEEN.join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text


def render_schema(table: Table, fields: Sequence[Field], desk: Desk) -> bytes:
    """Give the JSON Schema of a table's JSON file."""
    text = {"type": "string"}
    opening: dict[str, object] = {
        "title": text,
        "about": text,
        "publisher": text,
        "generated_for": {"type": "string", "format": "date", "description": "The day for which the file was made."},
        "audience": {"enum": [audience.value for audience in Audience]},
        "licence": _object(dict.fromkeys(("name", "words", "address"), text)),
        "address": {"type": "string", "format": "uri"},
        "schema": {"type": "string", "format": "uri"},
        "count": {"type": "integer", "minimum": 0},
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": desk.address(f"{table.path}.schema.json"),
        "title": table.title,
        "description": table.about,
        **_object({**opening, table.name: {"type": "array", "items": _object(_properties(fields, desk))}}),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _object(properties: dict[str, object] | dict[str, dict[str, str]]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _properties(fields: Sequence[Field], desk: Desk) -> dict[str, object]:
    return {field.name: {"description": field.meaning, **_form(field, desk)} for field in fields}


def _form(field: Field, desk: Desk) -> dict[str, object]:
    if field.choices is not None:
        return {"enum": list(field.choices)}
    if field.kind == "records":
        return {"type": "array", "items": _object(_properties(fields_of(field, desk), desk))}
    if field.kind == "list":
        return {"type": "array", "items": {"type": "string"}}
    form: dict[str, object] = {"type": "integer", "minimum": 0} if field.kind == "number" else {"type": "string"}
    if field.kind == "day":
        form["format"] = "date"
    if field.kind == "date":
        form["pattern"] = r"^([0-9]{4}-[0-9]{2}(-[0-9]{2})?|(spring|summer|autumn|winter) [0-9]{4})$"
    if field.kind == "address":
        form["format"] = "uri"
    return {**form, "type": [form["type"], "null"]} if field.may_be_empty else form
