"""The generated files say what the schema says, and everything they say is true of real front matter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from learning_loop.model.kinds import KIND_BY_FOLDER, KINDS, Kind
from learning_loop.reading.front_matter import read_mapping, split_front_matter
from learning_loop.schema import reference
from learning_loop.schema.json_schema import register_schema, type_schema
from learning_loop.schema.kinds import FIELDS_BY_TYPE
from learning_loop.schema.reference import REFERENCE, SCHEMAS, example_of, reference_files
from learning_loop.schema.registers import REGISTER_FILES
from tests.conftest import Golden
from tests.documented import check_field
from tests.example import ROOT

FILES = reference_files()
CONTENT = ROOT / "content"
ITEMS = sorted(path for folder in KIND_BY_FOLDER for path in (CONTENT / folder).rglob("*.md"))


def _groups() -> dict[str, type[BaseModel]]:
    """Every group of fields of the schema, by its name."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = [*FIELDS_BY_TYPE.values(), *REGISTER_FILES.values()]
    while waiting:
        one = waiting.pop()
        found[one.__name__] = one
        waiting += [group for info in one.model_fields.values() if (group := reference.group_of(info)) is not None]
    return found


GROUPS = _groups()
EXAMPLES = [
    (owner, info.alias or name)
    for owner in GROUPS.values()
    for name, info in owner.model_fields.items()
    if reference.group_of(info) is None
]


class _Core(yaml.SafeLoader):
    """YAML as editors read it: numbers, true, false and nothing are no text; days are."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


_Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), list("tf"))
_Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
_Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|)$"), ["~", "n", ""])


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


VALIDATORS = {kind.name: _validator(type_schema(kind)) for kind in KINDS}


def _front_matter(item: Path) -> dict[str, Any]:
    split = split_front_matter(item.read_text(encoding="utf-8"))
    assert split is not None
    front = yaml.load(split.front, Loader=_Core)  # noqa: S506 - a safe loader
    assert isinstance(front, dict)
    return {name: value for name, value in front.items() if value is not None}


@pytest.mark.golden
@pytest.mark.parametrize("path", FILES)
def test_the_generated_file_says_what_the_schema_says(path: str, golden: Golden) -> None:
    golden(ROOT / path, FILES[path])


def test_no_generated_file_is_left_over() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / SCHEMAS).rglob("*") if path.is_file()}
    assert there | {REFERENCE} == set(FILES)


@pytest.mark.parametrize("item", ITEMS, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_the_json_schema_takes_the_example(item: Path) -> None:
    kind = KIND_BY_FOLDER[item.relative_to(CONTENT).parts[0]]
    assert [error.message for error in VALIDATORS[kind.name].iter_errors(_front_matter(item))] == []


@pytest.mark.parametrize("name", REGISTER_FILES)
def test_the_json_schema_takes_the_example_register(name: str) -> None:
    text = (CONTENT / f"registers/{name}.yml").read_text(encoding="utf-8")
    register = yaml.load(text, Loader=_Core)  # noqa: S506 - a safe loader
    assert [error.message for error in _validator(register_schema(name)).iter_errors(register)] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_json_schema_refuses_what_the_schema_refuses(kind: Kind) -> None:
    front = _front_matter(next(item for item in ITEMS if item.relative_to(CONTENT).parts[0] == kind.folder))
    check = VALIDATORS[kind.name]
    for name, info in FIELDS_BY_TYPE[kind.name].model_fields.items():
        if info.is_required():
            assert not check.is_valid({key: value for key, value in front.items() if key != (info.alias or name)}), name
    assert not check.is_valid(front | {"autor": "somebody"})
    assert not check.is_valid(front | {"type": "leaflet"})
    assert not check.is_valid(front | {"audience": "everyone"})
    assert not check.is_valid(front | {"published": "12/05/2026"})
    assert not check.is_valid(front | {"themes": ["neglect"] * 9})


@pytest.mark.parametrize(("owner", "field"), EXAMPLES, ids=lambda part: getattr(part, "__name__", part))
def test_the_documented_example_of_a_field_is_valid(owner: type[BaseModel], field: str) -> None:
    front = read_mapping(f"{field}: {example_of(owner, field)}", path="example", line_offset=0)
    assert front.problems == []
    check_field(owner, field, front.values[field])


def test_every_example_is_shown() -> None:
    shown = {f"{owner.__name__.removesuffix('Fields')}.{field}" for owner, field in EXAMPLES} | {
        field for _, field in EXAMPLES
    }
    shown |= {f"Common.{field}" for _, field in EXAMPLES}
    assert set(reference.EXAMPLES) - shown == set()


def test_no_python_type_reaches_a_reader() -> None:
    assert (
        re.findall(r"\b(str|int|bool|tuple|dict|None|Literal|Annotated|Optional|\w+Fields)\b", FILES[REFERENCE]) == []
    )


def test_every_field_of_every_type_stands_in_the_reference() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", FILES[REFERENCE], re.MULTILINE))
    assert rows >= {info.alias or name for owner in GROUPS.values() for name, info in owner.model_fields.items()}
