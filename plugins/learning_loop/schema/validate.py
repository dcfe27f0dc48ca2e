"""Values of a front matter → checked fields, or problems in plain words with their lines."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.reading.front_matter import FieldPath, FrontMatter

F = TypeVar("F", bound=BaseModel)


def validate(fields: type[F], front: FrontMatter, *, path: str) -> tuple[F | None, list[Problem]]:
    """Check a front matter against its schema; every problem is found in one pass."""
    problems = [
        _unknown_problem(fields, place, front, path) for place in _empty(front.values, ()) if not _knows(fields, place)
    ]
    try:
        value = fields.model_validate(_without_empty(front.values))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        return None, problems + [_problem(fields, detail, front, path) for detail in details]
    return (None if problems else value), problems


class Misfit(NamedTuple):
    """A value that its field does not take."""

    path: FieldPath
    wanted: str
    """What the field takes: day, date, moment, id, yes-no, list, choice; ``name`` when the field itself is unknown; else nothing is known."""
    given: Any
    allowed: tuple[str, ...]
    """The values of a choice, or the names of the fields here."""


def find_misfits(fields: type[BaseModel], values: dict[str, Any]) -> list[Misfit]:
    """Find the values of a front matter that its schema does not take, for who would mend them."""
    try:
        fields.model_validate(_without_empty(values))
    except ValidationError as error:
        return [_misfit(fields, detail) for detail in error.errors(include_url=False, include_input=True)]
    return []


def _misfit(fields: type[BaseModel], detail: ErrorDetails) -> Misfit:
    context = detail.get("ctx", {})
    path: FieldPath = (*detail["loc"], *context.get("place", ()))
    given = detail.get("input")
    if detail["type"] in ("literal_error", "enum"):
        return Misfit(path, "choice", given, tuple(re.findall(r"'([^']*)'", str(context.get("expected", "")))))
    if detail["type"] == "extra_forbidden":
        owner = _model_at(fields, path[:-1])
        known = [info.alias or key for key, info in owner.model_fields.items()] if owner else []
        return Misfit(path, "name", path[-1], tuple(known))
    return Misfit(path, str(context.get("wanted", "")), given, ())


def complaint_of(fields: type[BaseModel], name: str, value: Any) -> str:
    """Say what is wrong with the value of one field alone, in the words of `validate`; nothing when it may stand there."""
    try:
        TypeAdapter(fields.model_fields[name].rebuild_annotation()).validate_python(value)
    except ValidationError as error:
        return _message(error.errors(include_url=False, include_input=True)[0])
    return ""


def _empty(value: Any, place: FieldPath) -> Iterator[FieldPath]:
    """Find the fields that were left empty."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner is None:
                yield (*place, key)
            yield from _empty(inner, (*place, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _empty(inner, (*place, position))


def _knows(fields: type[BaseModel], place: FieldPath) -> bool:
    owner = _model_at(fields, place[:-1])
    return owner is None or any(place[-1] in (key, info.alias) for key, info in owner.model_fields.items())


def _unknown_problem(fields: type[BaseModel], place: FieldPath, front: FrontMatter, path: str) -> Problem:
    return Problem(
        path, front.line_of(place), front.words_of(place), _unknown(str(place[-1]), _model_at(fields, place[:-1]))
    )


def _without_empty(value: Any) -> Any:
    """Drop fields that were left empty: ``themes:`` with nothing after it says nothing."""
    if isinstance(value, dict):
        return {key: _without_empty(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return value


def _problem(fields: type[BaseModel], detail: ErrorDetails, front: FrontMatter, path: str) -> Problem:
    place: FieldPath = (*detail["loc"], *detail.get("ctx", {}).get("place", ()))
    if detail["type"] in ("missing", "extra_forbidden"):
        owner = _model_at(fields, place[:-1])
        message = (
            _missing(place, owner) + front.note_on(place)
            if detail["type"] == "missing"
            else _unknown(str(place[-1]), owner)
        )
    else:
        message = _message(detail)
    return Problem(path, front.line_of(place), front.words_of(place), message)


def _missing(place: FieldPath, owner: type[BaseModel] | None) -> str:
    name = str(place[-1])
    example = _EXAMPLES.get(name) if len(place) == 1 else None
    if example:
        return f"is missing. Add a line such as '{name}: {example}'"
    info = next((i for key, i in owner.model_fields.items() if name in (key, i.alias)), None) if owner else None
    allowed = typing.get_args(info.annotation) if info and typing.get_origin(info.annotation) is Literal else ()
    return "is missing. It is required here" + (f": one of {', '.join(allowed)}" if allowed else "")


_EXAMPLES = {
    "audience": "public' or 'audience: professional",
    "title": "How to ask about a bruise",
    "type": "briefing",
    "published": "2026-05-12",
    "summary": "One or two plain sentences that a busy person can use.",
    "review_due": "2028-05",
}


def _unknown(name: str, owner: type[BaseModel] | None) -> str:
    known = [info.alias or key for key, info in owner.model_fields.items()] if owner else []
    meant = _MEANT.get(name.lower(), "")
    hint = f" Did you mean '{meant}'?" if meant in known else did_you_mean(name, known)
    return f"unknown field.{hint} Fields here: {', '.join(known)}"


_MEANT = {
    "tags": "themes", "tag": "themes", "keywords": "themes", "category": "themes", "categories": "themes", "date": "published",
    "description": "summary", "abstract": "summary", "organisations": "agencies", "partners": "agencies", "visibility": "audience",
}  # fmt: skip
"""What other systems call our fields."""


def _message(detail: ErrorDetails) -> str:
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    shown = f"'{given[:60]}'" if isinstance(given, str) else "this"
    if kind == "content":
        return str(context["message"])
    if kind in ("literal_error", "enum"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return f"unknown value {shown}.{did_you_mean(str(given), allowed)} Allowed: {', '.join(allowed)}"
    if kind == "string_pattern_mismatch":
        return (
            f"{shown} does not have the right form ({FORMS.get(str(context.get('pattern')), context.get('pattern'))})"
        )
    if kind in ("string_too_short", "too_short"):
        least = context.get("min_length")
        have = (
            f"has {len(given.strip())} characters"
            if isinstance(given, str)
            else f"has {context.get('actual_length', 0)} entries"
        )
        return f"{have}; at least {least} are needed"
    if kind in ("string_too_long", "too_long"):
        most = context.get("max_length")
        have = (
            f"has {len(given.strip())} characters"
            if isinstance(given, str)
            else f"has {context.get('actual_length', 0)} entries"
        )
        return f"{have}; at most {most} are allowed"
    if kind in ("int_parsing", "int_type", "int_from_float"):
        return f"{shown} is not a whole number"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return f"{shown} is out of range: it must be {detail['msg'].removeprefix('Input should be ')}"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{shown} is not a group of fields. Write them as 'name: value' lines, indented"
    if kind == "string_type":
        return "must be text. If it has a colon or starts with '[', put it in single quotes"
    return str(detail["msg"])


FORMS = {
    r"^(spring|summer|autumn)-[0-9]{4}$": "a term and a year, such as spring-2026",
    r"^[0-9]{4}-[0-9]{4}$": "two years, such as 2024-2025",
    r"^[A-Z0-9]+(-[A-Z0-9]+)+$": "capitals, digits and hyphens, such as LCSPR-2026-01",
    r"^(R[0-9]+/)?A[0-9]+$": "a recommendation and a number, such as R1/A2, or just A2",
    r"^(([A-Z0-9-]+/)?R[0-9]+/)?A[0-9]+$|^[A-Z0-9-]+/A[0-9]+$": "R1/A2, or with the source's reference LLR-2022-01/R1/A2",
    r"^IR-[0-9]{4}-[0-9]{2,}$": "IR, a year and a number, such as IR-2026-01",
    r"^CH-[0-9]{4}-[0-9]{2,}$": "CH, a year and a number, such as CH-2026-01",
    r"^FB-[0-9]{4}-[0-9]{2,}$": "FB, a year and a number, such as FB-2026-01",
    r"^[A-Z0-9]+(-[A-Z0-9]+)+/(R[0-9]+/)?A[0-9]+$": "an action with its source's reference, such as LCSPR-2026-01/R1/A1",
    r"^F[0-9]+$": "F and a number, such as F1",
    r"^R[0-9]+$": "R and a number, such as R1",
    r"^(/[a-z0-9_][a-z0-9._-]*)+/?$": "an old address from the site's top in small letters, such as /old/page/",
    r"^[a-z][^\\\s]*\.md$": "the path of an item in the content folder, such as pages/privacy.md",
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": "a file name of letters, digits, dots and hyphens, without spaces or folders",
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$": "an e-mail address, such as learning@partnership.example",
    r"^#[0-9a-fA-F]{6}$": "a colour such as #085160",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$": "month-day, such as 09-01",
}


def _model_at(fields: type[BaseModel], place: FieldPath) -> type[BaseModel] | None:
    """Give the schema of the group of fields at a place."""
    current: type[BaseModel] | None = fields
    for part in place:
        if isinstance(part, int):
            continue
        if current is None:
            return None
        info = next((i for key, i in current.model_fields.items() if part in (key, i.alias)), None)
        current = _inner_model(info.annotation) if info else None
    return current


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in typing.get_args(annotation):
        if (found := _inner_model(argument)) is not None:
            return found
    return None
