"""Two editions → which entries of the registers differ, by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from learning_loop.model.registers import Registers
from learning_loop.model.values import fields


class RegisterChange(NamedTuple):
    """What differs in one register."""

    name: str
    """As people call it: 'themes'."""
    added: tuple[str, ...]
    """Labels of entries that are new."""
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def compare_registers(base: Registers, head: Registers, *, everybody: bool) -> tuple[RegisterChange, ...]:
    """Give the registers that differ.

    The names that may be published are left out of a report for everybody: a name is entered before what names it is published.
    Waivers are told of with the disclosure check.
    """
    before, after = (_registers(one, everybody=everybody) for one in (base, head))
    return tuple(found for name in after if (found := _compare(name, before[name], after[name])) is not None)


def _registers(registers: Registers, *, everybody: bool) -> dict[str, dict[str, tuple[str, object]]]:
    """Give each register as label and value by id."""
    framework = registers.framework
    found = {
        "themes": {one.id: (one.label, one) for one in registers.themes.values()},
        "agencies": {one.id: (one.name, one) for one in registers.agencies.values()},
        "groups": {one.id: (one.name, one) for one in registers.groups.values()},
        "roles": {one.id: (one.label, one) for one in registers.roles.values()},
        "priorities": {one.id: (one.label, one) for one in registers.priorities.values()},
        "acronyms": {one.letters: (one.letters, one) for one in registers.acronyms},
        "types of review": {one.id: (one.label, one) for one in framework.review_types.values()},
        "methods": {one.id: (one.label, one) for one in framework.methods.values()},
        "targets": {one.id: (one.label, one) for one in framework.targets},
        "stages of the cycle": {one.id: (one.label, one) for one in framework.stages},
        "terms": {one.id: (one.label, one) for one in framework.terms.values()},
        "ways in which learning is shared": {one.id: (one.label, one) for one in framework.channels},
        "promises": {one.id: (one.label, one) for one in framework.promises},
        "schemes": {one.id: (one.label, one) for one in framework.schemes.values()},
        "the framework’s document": {"": (framework.document.title, framework.document)},
        "headings of a briefing": {"": ("their list", framework.briefing_headings)},
        "programme": {one.id: (one.title, one) for one in registers.programme},
        "feedback": {one.ref: (f"{one.ref} {one.title}", one) for one in registers.feedback},
        "log of issues and risks": {one.ref: (f"{one.ref} {one.title}", one) for one in registers.issues},
        "log of challenges": {one.ref: (f"{one.ref} {one.title}", one) for one in registers.challenges},
        "the library itself (site.yml)": {
            field.name: (field.name.replace("_", " "), getattr(registers.site, field.name))
            for field in fields(registers.site)
        },
    }
    if not everybody:
        found["names that may be published"] = {one.name: (one.name, one) for one in registers.names}
    return found  # type: ignore[return-value]


def _compare(
    name: str, before: Mapping[str, tuple[str, object]], after: Mapping[str, tuple[str, object]]
) -> RegisterChange | None:
    added = tuple(label for id_, (label, _) in after.items() if id_ not in before)
    changed = tuple(label for id_, (label, value) in after.items() if id_ in before and before[id_][1] != value)
    gone = tuple(label for id_, (label, _) in before.items() if id_ not in after)
    return RegisterChange(name, added, changed, gone) if added or changed or gone else None
