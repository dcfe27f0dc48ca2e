"""What the schema says, for people and for editors: the field reference and the JSON Schema files.

Both are made from the models alone. A field's description is its attribute docstring, its form comes from its JSON Schema; only what no
model can say (an example, which register an id is looked up in) stands here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from learning_loop.model.kinds import KINDS, Kind
from learning_loop.schema.docstrings import describe_fields
from learning_loop.schema.examples import EXAMPLES
from learning_loop.schema.fields import Strict
from learning_loop.schema.forms import counted, named, words_of, words_of_many, written
from learning_loop.schema.json_schema import Schema, in_one_line, register_schema, schema_of, type_schema
from learning_loop.schema.kinds import FIELDS_BY_TYPE, CommonFields
from learning_loop.schema.registers import REGISTER_FILES

REFERENCE = "docs/field-reference.md"


SCHEMAS = "docs/schema"


def reference_files() -> dict[str, str]:
    """Give every generated file by its path from the project's top."""
    describe_fields(Strict)
    files = {f"{SCHEMAS}/{kind.name}.json": _as_text(type_schema(kind)) for kind in KINDS}
    files |= {f"{SCHEMAS}/registers/{name}.json": _as_text(register_schema(name)) for name in REGISTER_FILES}
    files[REFERENCE] = field_reference()
    return files


def _as_text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def field_reference() -> str:
    """Give the field reference as Markdown."""
    parts = [_HEAD, _common_section(), "## Document types", *(_type_section(kind) for kind in KINDS)]
    parts += [_GROUPS_HEAD, *(_group_section(group) for group in _groups(FIELDS_BY_TYPE.values()))]
    parts += [_REGISTERS_HEAD, *(_register_section(name) for name in REGISTER_FILES)]
    parts += [
        "## Groups of fields in registers",
        *(_group_section(group) for group in _groups(REGISTER_FILES.values())),
    ]
    return "\n\n".join(parts) + "\n"


_HEAD = """# Field reference

<!-- Made from the schema by `scripts/dev golden`. Change the schema, not this file. -->

Every field that the front matter of an item or a register may have. How to use them is told in the [author guide](authors.md).

A field that is not listed is an error. A field that is left empty counts as not written. Programs find the same in
[JSON Schema files](schema/), one for each document type and one for each register.

## How values are written

| form | written as |
|---|---|
| text | `title: How to ask about a bruise`; in single quotes when it has `: ` or starts with a sign such as `[`, `'` or `@`; in double quotes when it starts with a quote or an apostrophe |
| long text | `summary: >-` and the text on the next lines, indented by two spaces; with a bar `text: \\|` when it has several paragraphs |
| a day | `2026-05-12`: year, month, day |
| a month, a season | `2026-05`, `autumn 2026` (spring, summer, autumn or winter; winter 2026 ends in February 2027) |
| a day and time | `2026-07-02 13:30`, local time |
| an id | small letters, digits and hyphens. An item's id is its file's name without `.md`; the others are listed in the registers |
| a list | `[neglect, babies]`, or a line `- neglect` for each, indented. A list of one needs its brackets too: `[neglect]` |
| a group | fields of their own, indented, or on one line: `{on: 2026-05-12, note: Begun.}` |"""


_GROUPS_HEAD = """## Groups of fields

A group is written indented under its field; in a list of groups each begins with a dash."""


_REGISTERS_HEAD = """## Registers

The lists that everything else points to: files in `content/registers/`. They have no `---` lines, only fields."""


def _common_section() -> str:
    return "\n\n".join(
        [
            "## Common fields",
            f"{in_one_line(CommonFields.__doc__)} Required ones first.",
            _table(CommonFields, CommonFields.model_fields),
        ]
    )


def _type_section(kind: Kind) -> str:
    fields = FIELDS_BY_TYPE[kind.name]
    own = {name: info for name, info in fields.model_fields.items() if _is_own(name, info)}
    others = (
        f"Besides the [common fields](#common-fields):\n\n{_table(fields, own)}"
        if own
        else "It has the [common fields](#common-fields) only."
    )
    where = f"`type: {kind.name}`, in the folder `{kind.folder}/`. [JSON Schema](schema/{kind.name}.json)."
    return f"### {_title_of(kind)}\n\n{in_one_line(fields.__doc__)} {where}\n\n{others}"


def _is_own(name: str, info: FieldInfo) -> bool:
    """Say whether a type adds a field, or asks for one that is optional elsewhere."""
    common = CommonFields.model_fields.get(name)
    return common is None or common.is_required() != info.is_required()


def _title_of(kind: Kind) -> str:
    return {"briefing": "Briefing", "review": "Review or audit"}.get(kind.name, kind.label)


def _register_section(name: str) -> str:
    fields = REGISTER_FILES[name]
    what = f"{_REGISTER_WORDS[name]} [JSON Schema](schema/registers/{name}.json)."
    return "\n\n".join([f"### registers/{name}.yml", what, _table(fields, fields.model_fields)])


_REGISTER_WORDS = {
    "site": "Who publishes the library, and where.",
    "themes": "What the library is sorted by, and what acronyms may mean.",
    "agencies": "Who works with children here, and who owns actions.",
    "groups": "The groups that commission reviews and watch actions.",
    "roles": "Whom a piece of learning is for.",
    "priorities": "What the board has chosen to work on.",
    "framework": "The learning and improvement framework: types of review, methods, headings of a briefing, terms.",
    "names": "Proper nouns, and contacts of services, that may be published: the disclosure check lets them pass.",
    "issues": "The log of issues and risks. Professionals alone see it. The file may be left out.",
    "challenges": "The log of challenges. Professionals alone see it. The file may be left out.",
    "feedback": "What people told us, and what was done about it. Each entry says who may read it. The file may be left out.",
    "programme": "What the partnership plans to look at and to do: the calendar of its work. Each entry says who may read it. The file may be left out.",
    "disclosure-waivers": "Findings of the disclosure check that somebody answers for. No page shows them. The file may be left out.",
    "advice": "Which advice on writing `loop check` gives: rules that are off, words of your own, limits. No page shows it. The file may be left out.",
}


def _group_section(group: type[BaseModel]) -> str:
    used = ", ".join(f"`{field}` ({owner})" for owner, field in _uses(group))
    return "\n\n".join(
        [
            f"### {group_title(group)}",
            f"{in_one_line(group.__doc__)} Written under {used}.",
            _table(group, group.model_fields),
        ]
    )


def group_title(group: type[BaseModel]) -> str:
    """Give the heading of a group of fields: `KeyMessageFields` is the "Key message"."""
    name = group.__name__.removesuffix("Fields")
    if name in _GROUP_TITLES:
        return _GROUP_TITLES[name]
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", name)


_GROUP_TITLES = {
    "Withdrawn": "Withdrawal",
    "Cancelled": "Cancellation",
    "Response": "Board’s response",
    "Message": "Message of a theme",
    "Theme": "Theme entry",
    "Agency": "Agency entry",
    "Group": "Group entry",
    "Role": "Role entry",
    "Priority": "Priority entry",
    "Name": "Permitted name",
    "Stage": "Stage of the cycle",
    "Method": "Method of review",
    "ReviewType": "Type of review",
    "Issue": "Issue or risk",
    "Planned": "Entry of the programme",
    "Dropped": "What will not be done",
    "LogUpdate": "Update of a log",
    "Url": "Addresses of the sites",
    "Worried": "Worried about a child",
    "Often": "Shortcut",
    "Sense": "Sense of an acronym",
    "Accent": "Accent colour",
    "PreferredWords": "Preferred words",
    "KeptWords": "Kept words",
    "RuleOff": "Rule that is off",
}


def _uses(group: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Give where a group is written: the words for its owner, and the field."""
    owners: dict[str, type[BaseModel]] = {"any item": CommonFields}
    owners |= {_title_of(kind).lower(): FIELDS_BY_TYPE[kind.name] for kind in KINDS}
    owners |= {f"registers/{name}.yml": fields for name, fields in REGISTER_FILES.items()}
    for inner in (*_groups(FIELDS_BY_TYPE.values()), *_groups(REGISTER_FILES.values())):
        owners[f"“{group_title(inner)}”"] = inner
    for words, owner in owners.items():
        for name, info in owner.model_fields.items():
            inherited = (
                owner is not CommonFields and issubclass(owner, CommonFields) and name in CommonFields.model_fields
            )
            if group_of(info) is group and not inherited:
                yield words, info.alias or name


def _groups(owners: Any) -> list[type[BaseModel]]:
    """Give every group of fields that is reached from some models, outer ones first."""
    found: dict[type[BaseModel], None] = {}
    waiting = list(owners)
    while waiting:
        for info in waiting.pop(0).model_fields.values():
            group = group_of(info)
            if group is not None and group not in found:
                found[group] = None
                waiting.append(group)
    return list(found)


def group_of(info: FieldInfo) -> type[BaseModel] | None:
    """Give the group of fields that a field holds, alone or in a list."""
    waiting = [info.annotation]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
        waiting += getattr(one, "__args__", ())
    return None


def _table(owner: type[BaseModel], fields: Mapping[str, FieldInfo]) -> str:
    described = {name: info for name, info in fields.items() if info.is_required()}
    described |= fields
    rows = ["| field | required | what it is | form | example |", "|---|---|---|---|---|"]
    whole = schema_of(owner, "")
    rows += [_row(owner, name, info, _of_field(whole, info.alias or name)) for name, info in described.items()]
    return "\n".join(rows)


def _row(owner: type[BaseModel], name: str, info: FieldInfo, schema: Schema) -> str:
    shown = info.alias or name
    group = group_of(info)
    cells = [
        f"`{shown}`",
        "yes" if info.is_required() else "no",
        in_one_line(info.description),
        _form(owner, shown, schema, group),
        "" if group else f"`{shown}: {example_of(owner, shown)}`",
    ]
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _of_field(whole: Schema, field: str) -> Schema:
    """Give what a group's schema says of one field; a list of allowed values is brought to where it is used."""
    schema: Schema = whole["properties"][field]
    reference = schema.get("$ref", "")
    target: Schema = whole["$defs"][reference.rpartition("/")[2]] if reference else {}
    return {**target, **schema} if "enum" in target else schema


def _form(owner: type[BaseModel], field: str, schema: Schema, group: type[BaseModel] | None) -> str:
    if group is not None:
        link = f"[{group_title(group)}](#{_anchor(group_title(group))})"
        return f"a list of groups{counted(schema)}: {link}" if schema.get("type") == "array" else f"a group: {link}"
    if field == "type" and issubclass(owner, CommonFields):
        return "the type of the folder, see below"
    words = written(owner, field)
    if schema.get("type") == "array":
        words = f"a list of {words or words_of_many(schema['items'])}{counted(schema)}"
    else:
        words = words or words_of(schema)
    default = schema.get("default")
    return (
        f"{words}; `{str(default).lower() if isinstance(default, bool) else default}` if left out"
        if default not in (None, [])
        else words
    )


def _anchor(title: str) -> str:
    return title.lower().replace("’", "").replace(" ", "-")


def example_of(owner: type[BaseModel], field: str) -> str:
    """Give a value as an author would type it. Raises KeyError for a field without one, so that none is forgotten."""
    found = named(owner, field, EXAMPLES)
    if found is None:
        raise KeyError(f"{owner.__name__}.{field}")
    return found
