"""One field of the schema → the form's field for it.

Made from the JSON Schema that the reference gives, so that the form asks what `loop check` asks: what is required, which values there are,
how long a text may be. What only a whole item can be asked (two dates in their order, say) is left to the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from learning_loop.editor.picks import ITEMS, PICKS, TYPED, Pick
from learning_loop.model.values import dataclass
from learning_loop.schema.forms import form_words

Field = dict[str, Any]
Schema = Mapping[str, Any]

ITEM_WIDGET = "loop-item"
"""Our own widget (theme/editor/items.js): any item by its type and title."""

REGISTERS = "registers"
"""The hidden collection that pick-lists read."""

_LONG = frozenset(
    "summary text what detail note reason quote not_obtained does_not_show measure change_note content_note delay_reason "
    "response_reason delivery_reason".split()
)
"""Texts of more than a line."""

_LABELS = {
    "about": "About",
    "id": "Id",
    "ref": "Reference of this entry",
    "to": "Made to",
    "by": "By",
    "of": "Out of",
    "on": "Day",
    "from": "From which findings",
    "redirect_from": "Old addresses that lead here",
}
_MOMENT = r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$"


@dataclass(frozen=True, slots=True)
class Form:
    """What all fields of one type's form share."""

    kind: str
    groups: Mapping[str, Schema]
    """The schema's groups of fields by name."""
    items_by_widget: bool
    """Whether the program takes a widget of ours; else ids of items are typed."""

    def resolved(self, schema: Schema) -> tuple[Schema, str]:
        """Give a schema with what it refers to, and the name of that group."""
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        return ({**self.groups[name], **schema}, name) if name else (schema, "")


def form_fields(form: Form, owner: str, schema: Schema, *, optional: bool = False) -> Iterator[Field]:
    """Give the fields of a form for one group, required ones first. In an optional group none is required: it may be left out whole."""
    required = schema.get("required", ())
    properties = schema["properties"]
    for name in (*required, *(name for name in properties if name not in required)):
        yield _field(form, owner, name, properties[name], required=name in required and not optional)


def _field(form: Form, owner: str, name: str, written: Schema, *, required: bool) -> Field:
    schema, group = form.resolved(written)
    if "const" in schema:
        return {"name": name, "label": name, "widget": "hidden", "default": schema["const"]}
    field: Field = {
        "name": name,
        "label": _LABELS.get(name, name.replace("_", " ").capitalize()),
        "required": required,
        "hint": _hint(schema),
    }
    picked = PICKS.get(f"{owner}.{name}", PICKS.get(name))
    items = ITEMS.get(f"{owner}.{name}", ITEMS.get(name) if owner == form.kind else None)
    many = schema.get("type") == "array"
    if picked is not None:
        return field | _relation(picked) | _counted(schema, many)
    if items is not None:
        return field | _items(form, items or form.kind, schema, many)
    if f"{owner}.{name}" in TYPED:
        field["hint"] = TYPED[f"{owner}.{name}"]
    if many:
        return field | _list(form, name, schema, required)
    if "properties" in schema:
        inner = list(form_fields(form, group, schema, optional=not required))
        return field | {"widget": "object", "collapsed": not required, "fields": inner}
    return field | _scalar(name, schema)


def _hint(schema: Schema) -> str:
    """Give the words of the field reference; a default is told, since a field that is left out has it."""
    words = str(schema.get("description", ""))
    default = schema.get("default")
    return f"{words} Left out: {default}." if default not in (None, []) else words


def _relation(pick: Pick) -> Field:
    entries = f"{pick.entries}.*"
    return {
        "widget": "relation",
        "collection": REGISTERS,
        "file": pick.register,
        "value_field": f"{entries}.id",
        "search_fields": [f"{entries}.{pick.label}", f"{entries}.id"],
        "display_fields": [f"{entries}.{pick.label}"],
        "options_length": 500,
    }


def _items(form: Form, first: str, schema: Schema, many: bool) -> Field:
    if form.items_by_widget:
        return {"widget": ITEM_WIDGET, "kind": first} | _counted(schema, many)
    words = "the id of an item: its file's name without .md"
    if many:
        return {"widget": "list", "field": _id_field(words)} | _limits(schema)
    return {"widget": "string", "pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", f"Write {words}"]}


def _id_field(words: str) -> Field:
    return {
        "name": "id",
        "label": "Id",
        "widget": "string",
        "pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", f"Write {words}"],
    }


def _counted(schema: Schema, many: bool) -> Field:
    return {"multiple": True, **_limits(schema)} if many else {}


def _limits(schema: Schema) -> Field:
    names = (("minItems", "min"), ("maxItems", "max"))
    return {ours: schema[theirs] for theirs, ours in names if theirs in schema}


def _list(form: Form, name: str, written: Schema, required: bool) -> Field:
    schema, group = form.resolved(written["items"])
    # An empty list says something where the schema asks for the list and for no entry in it.
    kept: Field = {"required": False, "keep_empty": True} if required and "minItems" not in written else {}
    if "enum" in schema:
        return {"widget": "select", "multiple": True, "options": list(schema["enum"])} | _limits(written) | kept
    if "properties" in schema:
        inner = list(form_fields(form, group, schema))
        told = " ".join(
            f"{{{{fields.{one}}}}}" for one in ("ref", "on", "title", "note") if one in schema["properties"]
        )
        shape: Field = {"fields": inner, "collapsed": True, "summary": told}
    else:
        shape = {"field": {"name": name, "label": "Entry", **_scalar(name, schema)}}
    return {"widget": "list", "allow_add": True, **shape} | _limits(written) | kept


def _scalar(name: str, schema: Schema) -> Field:
    if "enum" in schema:
        return {"widget": "select", "options": list(schema["enum"])}
    if schema.get("type") == "boolean":
        return {"widget": "boolean"}
    if schema.get("type") == "integer":
        return {"widget": "number", "value_type": "int", "step": 1, **_range(schema)}
    if schema.get("format") == "date":
        return _moment("YYYY-MM-DD", False)
    if schema.get("pattern") == _MOMENT:
        return _moment("YYYY-MM-DD", "HH:mm")
    widget = {"widget": "text" if name in _LONG else "string"}
    if "pattern" in schema:
        return widget | {"pattern": [schema["pattern"], f"Write {form_words(schema)}"]}
    if "maxLength" in schema:
        least, most = schema.get("minLength", 1), schema["maxLength"]
        sign = r"[\s\S]" if name in _LONG else "."
        return widget | {"pattern": [rf"^\s*{sign}{{{least},{most}}}\s*$", f"Write {least} to {most} characters"]}
    return widget


def _moment(day: str, time: str | bool) -> Field:
    form = f"{day} {time}" if time else day
    return {"widget": "datetime", "format": form, "date_format": day, "time_format": time, "default": ""}


def _range(schema: Schema) -> Field:
    least = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
    return {"min": least, **({"max": schema["maximum"]} if "maximum" in schema else {})}
