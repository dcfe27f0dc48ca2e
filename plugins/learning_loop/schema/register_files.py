"""The files of ``content/registers`` → registers, or problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.registers import Registers
from learning_loop.reading.front_matter import read_mapping
from learning_loop.reading.text import read_text
from learning_loop.schema.registers import OPTIONAL, REGISTER_FILES, to_registers
from learning_loop.schema.validate import validate

FOLDER = "registers"


def read_registers(files: Mapping[str, bytes]) -> tuple[Registers | None, list[Problem]]:
    """Read all registers; ``files`` maps a path such as ``registers/themes.yml`` to its bytes."""
    problems: list[Problem] = []
    checked: dict[str, Any] = {}
    for path in sorted(files):
        name = path.removeprefix(f"{FOLDER}/").removesuffix(".yml")
        if name not in REGISTER_FILES:
            known = [f"{known}.yml" for known in REGISTER_FILES]
            file = path.removeprefix(f"{FOLDER}/")
            problems.append(
                Problem(path, 0, "", f"is no register.{did_you_mean(file, known)} Registers are {', '.join(known)}")
            )
            continue
        value, found = _read_one(name, files[path], path)
        problems += found
        if value is not None:
            checked[name] = value
    for name in REGISTER_FILES:
        path = f"{FOLDER}/{name}.yml"
        if path not in files and name not in OPTIONAL:
            problems.append(Problem(path, 0, "", "is missing. Copy it from the example library and change it"))
    if problems:
        return None, problems
    return to_registers(checked), []


def _read_one(name: str, data: bytes, path: str) -> tuple[Any, list[Problem]]:
    text, problems = read_text(data, path=path)
    if problems:
        return None, problems
    front = read_mapping(text, path=path, line_offset=0, name="the file")
    if front.problems:
        return None, front.problems
    value, problems = validate(REGISTER_FILES[name], front, path=path)
    for part, entries in front.values.items():
        if isinstance(entries, list):
            problems += _repeated(part, entries, front.lines, path)
    return value, problems


def _repeated(name: str, entries: list[Any], lines: Mapping[Any, int], path: str) -> list[Problem]:
    seen: dict[str, int] = {}
    problems = []
    for position, entry in enumerate(entries):
        key = "ref" if isinstance(entry, dict) and "ref" in entry else "id"
        one = entry.get(key) if isinstance(entry, dict) else None
        if not isinstance(one, str):
            continue
        line = lines.get((name, position, key), 0)
        if one in seen:
            problems.append(
                Problem(
                    path,
                    line,
                    f"{name}[{position + 1}].{key}",
                    f"'{one}' stands twice (first on line {seen[one]}). Keep one",
                )
            )
        else:
            seen[one] = line
    return problems
