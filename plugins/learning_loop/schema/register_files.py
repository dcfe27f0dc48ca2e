"""The files of ``content/registers`` → registers, or problems."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.registers import Registers
from learning_loop.model.values import replace
from learning_loop.reading.front_matter import FrontMatter, read_mapping
from learning_loop.reading.text import read_text
from learning_loop.schema.profiles import PUT_TOGETHER, Profile, choose_profile, merge, origins_of
from learning_loop.schema.registers import OPTIONAL, REGISTER_FILES, to_registers
from learning_loop.schema.validate import validate

FOLDER = "registers"


NONE_SHIPPED: Mapping[str, bytes] = MappingProxyType({})


def read_registers(
    files: Mapping[str, bytes], profiles: Mapping[str, bytes] = NONE_SHIPPED
) -> tuple[Registers | None, list[Problem]]:
    """Read all registers; ``files`` maps a path such as ``registers/themes.yml`` to its bytes, ``profiles`` the name of each shipped profile to its."""
    problems: list[Problem] = []
    fronts: dict[str, FrontMatter] = {}
    unread: set[str] = set()
    for path in sorted(files):
        name = path.removeprefix(f"{FOLDER}/").removesuffix(".yml")
        if name not in REGISTER_FILES:
            known = [f"{known}.yml" for known in REGISTER_FILES]
            file = path.removeprefix(f"{FOLDER}/")
            problems.append(
                Problem(path, 0, "", f"is no register.{did_you_mean(file, known)} Registers are {', '.join(known)}")
            )
            continue
        front, found = _read_one(files[path], path)
        problems += found
        if front is not None and not found:
            fronts[name] = front
        else:
            unread.add(name)
    profile, found = _profile_of(fronts, profiles)
    problems += found
    if profile is None and "framework" in fronts and isinstance(fronts["framework"].values.get("profile"), str):
        unread.update(PUT_TOGETHER)
    checked: dict[str, Any] = {}
    origins: dict[str, dict[str, int]] = {}
    for name in REGISTER_FILES:
        path = f"{FOLDER}/{name}.yml"
        front = fronts.get(name)
        given = profile is not None and name in PUT_TOGETHER
        if front is None and not given:
            if (
                path not in files
                and name not in OPTIONAL
                and not unread & {name, "framework" if name in PUT_TOGETHER else name}
            ):
                problems.append(Problem(path, 0, "", "is missing. Copy it from the example library and change it"))
            continue
        if name in unread:
            continue
        if front is not None:
            for part, entries in front.values.items():
                if isinstance(entries, list):
                    problems += _repeated(part, entries, front.lines, path)
        merged = merge(name, front, profile) if profile is not None and given else None
        value, found = validate(REGISTER_FILES[name], merged or front, path=path)  # type: ignore[arg-type]
        problems += found
        if value is not None:
            checked[name] = value
            origins.update(origins_of(name, merged) if merged else ())
    if problems:
        return None, sorted(problems)
    return replace(to_registers(checked), origins=origins), []


def _profile_of(
    fronts: Mapping[str, FrontMatter], profiles: Mapping[str, bytes]
) -> tuple[Profile | None, list[Problem]]:
    if "framework" not in fronts:
        return None, []
    return choose_profile(fronts["framework"], profiles, path=f"{FOLDER}/framework.yml")


def _read_one(data: bytes, path: str) -> tuple[FrontMatter | None, list[Problem]]:
    text, problems = read_text(data, path=path)
    if problems:
        return None, problems
    front = read_mapping(text, path=path, line_offset=0, name="the file")
    return front, front.problems


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
