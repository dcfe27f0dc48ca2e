"""The registers of a partnership."""

from __future__ import annotations

import pytest

from learning_loop.schema.register_files import read_registers
from learning_loop.schema.registers import OPTIONAL, REGISTER_FILES
from tests.tiny import SITES

BASE = {f"registers/{file.name}": file.read_bytes() for file in sorted((SITES / "base/registers").iterdir())}


def told(path: str, text: str) -> list[str]:
    registers, problems = read_registers({**BASE, path: text.encode()})
    assert (registers is None) == bool(problems)
    return [f"{problem.path}:{problem.line}: {problem.field}: {problem.message}" for problem in problems]


def test_the_base_registers_are_read() -> None:
    registers, problems = read_registers(BASE)
    assert problems == []
    assert registers is not None
    assert list(registers.themes) == ["neglect", "babies", "engagement"]
    assert registers.agencies["schools"].short == "Schools and colleges"


@pytest.mark.parametrize("name", sorted(set(REGISTER_FILES) - OPTIONAL))
def test_no_register_may_be_missing(name: str) -> None:
    files = {path: data for path, data in BASE.items() if path != f"registers/{name}.yml"}
    registers, problems = read_registers(files)
    assert registers is None
    assert [problem.path for problem in problems] == [f"registers/{name}.yml"]


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("registers/theme.yml", "", "registers/theme.yml:0: : is no register. Did you mean 'themes.yml'?"),
        (
            "registers/roles.yml",
            "roles: [{id: a, label: Role}, {id: a, label: Role}]",
            "registers/roles.yml:1: roles[2].id: 'a' stands twice",
        ),
        (
            "registers/names.yml",
            "names: [{name: A, kind: body, reason: B}]",
            "registers/names.yml:1: names[1].kind: unknown value 'body'",
        ),
        (
            "registers/groups.yml",
            "groups:\n  - {id: a, nmae: Group}",
            "registers/groups.yml:2: groups[1].name: is missing",
        ),
        ("registers/groups.yml", "- a", "registers/groups.yml:1: : the file is a list"),
        (
            "registers/priorities.yml",
            "priorities:\n  - {id: a, label: One, from: 2026-02, to: 2026-01, about: B}",
            "registers/priorities.yml:2: priorities[1].to: January 2026 is before",
        ),
    ],
)
def test_a_mistake_in_a_register_is_told_with_its_file_and_line(path: str, text: str, message: str) -> None:
    assert any(words.startswith(message) for words in told(path, text))


def test_a_log_without_a_file_is_empty() -> None:
    registers, problems = read_registers(BASE)
    assert problems == []
    assert registers is not None
    assert (registers.issues, registers.challenges) == ((), ())
