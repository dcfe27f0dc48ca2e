"""Registers made from a shipped profile alone, with the themes, agencies and names of the example partnership."""

from __future__ import annotations

from learning_loop.model.registers import Registers
from learning_loop.profiles import shipped_profiles
from learning_loop.schema.profiles import PUT_TOGETHER
from learning_loop.schema.register_files import read_registers
from tests.example import ROOT

FRAMEWORKS = ROOT / "tests/sites/frameworks"
"""A small library for each shipped profile."""


def registers_of_profile(name: str, framework: str = "") -> Registers:
    """Give the registers of a site that takes everything over from a profile, or whose ``framework.yml`` changes something of it."""
    folder = ROOT / "content/registers"
    files = {
        f"registers/{path.name}": path.read_bytes() for path in folder.glob("*.yml") if path.stem not in PUT_TOGETHER
    }
    files["registers/framework.yml"] = (framework or f"profile: {name}\n").encode()
    registers, problems = read_registers(files, shipped_profiles())
    if registers is None:
        raise AssertionError(problems)
    return registers
