"""The JSON Schema of document types and registers, made from the models in its plainest form."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from learning_loop.model.kinds import KINDS, Kind
from learning_loop.schema.docstrings import describe_fields
from learning_loop.schema.fields import Strict
from learning_loop.schema.kinds import FIELDS_BY_TYPE
from learning_loop.schema.registers import REGISTER_FILES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


Schema = dict[str, Any]


def described_schemas() -> dict[str, Schema]:
    """Give the JSON Schema of every document type by its name, with what every field is for, as the reference tells it."""
    describe_fields(Strict)
    return {kind.name: type_schema(kind) for kind in KINDS}


def type_schema(kind: Kind) -> Schema:
    """Give the JSON Schema of the front matter of one document type."""
    schema = schema_of(FIELDS_BY_TYPE[kind.name], kind.label)
    schema["properties"]["type"]["const"] = kind.name
    return schema


def register_schema(name: str) -> Schema:
    """Give the JSON Schema of one file of ``content/registers``."""
    return schema_of(REGISTER_FILES[name], f"registers/{name}.yml")


def schema_of(fields: type[BaseModel], title: str) -> Schema:
    """Give the JSON Schema of a group of fields."""
    return {"$schema": DIALECT, "title": title, **_tidied(fields.model_json_schema(by_alias=True))}


def _tidied(schema: Schema) -> Schema:
    """Give a schema in its plainest form: no titles made from names, no "or nothing", and of lists the words for lists."""
    schema = _without_null(schema)
    if schema.get("type") == "array":
        schema = {_OF_LISTS.get(key, key): value for key, value in schema.items()}
    nothing = schema.get("default") in (None, [])
    return {
        key: _tidied_value(key, value)
        for key, value in schema.items()
        if key != "title" and not (key == "default" and nothing)
    }


def _without_null(schema: Schema) -> Schema:
    """Take away that a field may be empty: an empty field counts as not written, and an editor may say so."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) != 1:
        return schema
    return {**choices[0], **{key: value for key, value in schema.items() if key != "anyOf"}}


def _tidied_value(key: str, value: Any) -> Any:
    if key == "description":
        return _plain(value)
    if key == "$ref":
        return value.removesuffix("Fields")
    if key == "properties":
        return {name: _tidied(part) for name, part in value.items()}
    if key == "$defs":
        return {name.removesuffix("Fields"): _tidied(part) for name, part in value.items()}
    return _tidied(value) if isinstance(value, dict) else value


_OF_LISTS = {"minLength": "minItems", "maxLength": "maxItems"}


def _plain(docstring: str) -> str:
    return in_one_line(docstring).replace("`", "")


def in_one_line(docstring: str | None) -> str:
    """Give a docstring as one line of Markdown."""
    return " ".join((docstring or "").replace("``", "`").split())
