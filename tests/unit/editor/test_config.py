"""The form asks what the schema asks: every type, every field, and every item that the example has fits into it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from learning_loop.editor.backend import Backend, Cms, Hosting
from learning_loop.editor.config import DIRECTIVE_IDS, backend_config, editor_config
from learning_loop.editor.picks import ITEMS, PICKS, REGISTER_PICKS, TYPED
from learning_loop.model.kinds import KINDS, Kind
from learning_loop.model.registers import Registers
from learning_loop.reading.front_matter import read_mapping
from learning_loop.reading.markdown import DIRECTIVES
from learning_loop.schema.json_schema import described_schemas
from learning_loop.schema.register_files import read_registers
from tests.example import ROOT

Field = dict[str, Any]
CONTENT = ROOT / "content"
SCHEMAS = described_schemas()
LOCAL = Backend(Hosting.LOCAL)


@pytest.fixture(scope="module")
def registers() -> Registers:
    found, problems = read_registers(
        {f"registers/{path.name}": path.read_bytes() for path in (CONTENT / "registers").iterdir()}
    )
    assert found is not None, problems
    return found


@pytest.fixture(scope="module", params=Cms)
def config(request: pytest.FixtureRequest, registers: Registers) -> dict[str, Any]:
    return editor_config(registers, LOCAL, request.param, "content")


def form(config: dict[str, Any], kind: Kind) -> Field:
    return next(each for each in config["collections"] if each["name"] == kind.folder)


def test_every_type_is_a_collection_in_its_folder(config: dict[str, Any]) -> None:
    assert {each.get("folder") for each in config["collections"]} == {f"content/{one.folder}" for one in KINDS} | {None}
    assert config["publish_mode"] == "editorial_workflow"
    assert not any(each["delete"] or each.get("publish", False) for each in config["collections"])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_of_the_schema_is_asked_for(config: dict[str, Any], kind: Kind) -> None:
    schema = SCHEMAS[kind.name]
    _same_fields(form(config, kind)["fields"], schema, schema.get("$defs", {}), optional=False)


def _same_fields(fields: list[Field], schema: Any, groups: Any, *, optional: bool) -> None:
    asked = {each["name"]: each for each in fields if each["widget"] != "markdown"}
    assert set(asked) == set(schema["properties"])
    for name, field in asked.items():
        written = schema["properties"][name]
        if field["widget"] == "hidden":
            assert field["default"] == written["const"]
            continue
        assert field["hint"], name
        empty = field.get("keep_empty", False)
        assert field["required"] == (name in schema.get("required", ()) and not optional and not empty), name
        inner = _group(written.get("items", written), groups)
        if "fields" in field:
            part = written.get("type") != "array" and not field["required"]
            _same_fields(field["fields"], inner, groups, optional=part)


def _group(schema: Any, groups: Any) -> Any:
    return groups[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_item_of_the_example_fits_into_the_form(config: dict[str, Any], kind: Kind) -> None:
    files = sorted(CONTENT.glob(f"{kind.folder}/**/*.md"))
    assert files
    for file in files:
        front = read_mapping(file.read_text(encoding="utf-8").split("---\n")[1], path=file.name, line_offset=1)
        assert list(_misfits(form(config, kind)["fields"], front.values)) == [], file


def _misfits(fields: list[Field], values: Any) -> Iterator[str]:
    asked = {each["name"]: each for each in fields}
    yield from (f"{name}: not asked for" for name in values.keys() - asked.keys())
    for name, field in asked.items():
        if name in values:
            yield from (f"{name}: {fault}" for fault in _faults(field, values[name]))
        elif field.get("required", True) and field["widget"] not in ("markdown", "hidden"):
            yield f"{name}: required, and not there"


def _faults(field: Field, value: Any) -> Iterator[str]:
    many = field["widget"] == "list" or field.get("multiple", False)
    if many != isinstance(value, list):
        yield f"{value!r}: one or several"
    elif many:
        if not field.get("min", 0) <= len(value) <= field.get("max", len(value)) and value:
            yield f"{len(value)} entries"
        for each in value:
            if "fields" in field:
                yield from _misfits(field["fields"], each)
            else:
                yield from _faults({**field.get("field", field), "multiple": False, **_one(field)}, each)
    elif field["widget"] == "object":
        yield from _misfits(field["fields"], value)
    elif "pattern" in field and not re.search(field["pattern"][0], str(value)):
        yield f"{value!r}: {field['pattern']}"
    elif "options" in field and value not in field["options"]:
        yield f"{value!r}: none of {field['options']}"


def _one(field: Field) -> Field:
    return {"widget": "string"} if field["widget"] == "list" else {}


def test_pick_lists_stand_for_the_fields_that_they_are_made_for(config: dict[str, Any]) -> None:
    """A field that is renamed in the schema would become a line to type into, and nobody would notice."""
    found = {}
    for collection in config["collections"]:
        for owner, field in _all(collection.get("fields", [])):
            found.setdefault(field["name"], set()).add((owner, field["widget"], field.get("file")))
    for name, pick in PICKS.items():
        field = name.rpartition(".")[2]
        assert any(file == pick.register for _, _, file in found[field]), name
    assert {name.rpartition(".")[2] for name in (*ITEMS, *TYPED)} <= found.keys()


def _all(fields: list[Field], owner: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield owner, field
        yield from _all(field.get("fields", []), field["name"])


def test_pick_lists_name_files_and_fields_that_the_registers_have(config: dict[str, Any]) -> None:
    hidden = next(each for each in config["collections"] if each["name"] == "registers")
    assert hidden["hide"]
    for pick in REGISTER_PICKS:
        register = read_mapping(
            (CONTENT / f"registers/{pick.register}.yml").read_text(encoding="utf-8"), path=pick.register, line_offset=0
        )
        entries = register.values[pick.entries]
        assert all(entry["id"] and entry[pick.label] for entry in entries)
    assert {each["file"] for each in hidden["files"]} == {
        f"content/registers/{one.register}.yml" for one in REGISTER_PICKS
    }


def test_the_configuration_holds_nothing_of_any_item_or_of_what_a_register_lists(
    config: dict[str, Any], registers: Registers
) -> None:
    """It lies where everybody can read it; what may be picked is read after sign-in."""
    text = json.dumps(config, ensure_ascii=False)
    titles = {
        read_mapping(file.read_text(encoding="utf-8").split("---\n")[1], path="", line_offset=1).values["title"]
        for file in CONTENT.glob("*/*.md")
    }
    labels = {one.name for one in (*registers.agencies.values(), *registers.groups.values())}
    assert [words for words in titles | labels if len(words) > 12 and words in text] == []


def test_the_editor_knows_every_directive() -> None:
    assert set(DIRECTIVE_IDS) == set(DIRECTIVES)
    blocks = (ROOT / "theme/editor/blocks.js").read_text(encoding="utf-8")
    assert set(re.findall(r"\{ id: '([\w-]+)'", blocks)) == set(DIRECTIVES)


def test_a_briefing_begins_with_the_partnerships_own_headings(config: dict[str, Any], registers: Registers) -> None:
    briefing = next(each for each in config["collections"] if each["name"] == "briefings")
    body = next(each for each in briefing["fields"] if each["name"] == "body")
    assert re.findall(r"## (.+)", body["default"]) == list(registers.framework.briefing_headings)


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        (
            Backend(Hosting.GITHUB, "a/b", sign_in="https://relay.example"),
            {"name": "github", "repo": "a/b", "branch": "main", "base_url": "https://relay.example"},
        ),
        (
            Backend(Hosting.GITHUB, "a/b", server="https://git.example", sign_in="https://relay.example"),
            {"name": "github", "api_root": "https://git.example/api/v3"},
        ),
        (
            Backend(Hosting.GITLAB, "a/b", "live", server="https://git.example", app_id="id"),
            {"name": "gitlab", "branch": "live", "auth_type": "pkce", "app_id": "id", "api_root": "https://git.example/api/v4"},
        ),
        (
            Backend(Hosting.AZURE, "o/p/r", app_id="id", tenant="t"),
            {"name": "azure", "repo": "o/p/r", "app_id": "id", "tenant_id": "t"},
        ),
        (LOCAL, {"name": "proxy", "proxy_url": "http://localhost:8081/api/v1"}),
    ],
    ids=lambda value: value.host.value if isinstance(value, Backend) else "",
)  # fmt: skip
def test_the_program_is_told_how_to_reach_the_repository(backend: Backend, said: dict[str, str]) -> None:
    told = backend_config(backend)
    assert said.items() <= told.items()
    assert all(told.values())
