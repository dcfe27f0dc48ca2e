"""What can be wrong between the two logs and the rest: actions that do not exist, bodies that no register has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from learning_loop.catalogue.complaints import Complaint, Whole
from learning_loop.model.logs import Challenge, LogEntry
from learning_loop.model.problem import did_you_mean


def check_logs(whole: Whole) -> Iterator[Complaint]:
    """Find entries of the logs that name an action, a group or an agency that is not there."""
    registers = whole.registers
    logs: tuple[tuple[str, Sequence[LogEntry]], ...] = (
        ("issues", registers.issues),
        ("challenges", registers.challenges),
    )
    for name, entries in logs:
        for position, entry in enumerate(entries):
            yield from _check_entry(f"registers/{name}.yml", (name, position), entry, whole)


def _check_entry(source: str, place: tuple[str | int, ...], entry: LogEntry, whole: Whole) -> Iterator[Complaint]:
    registers = whole.registers
    bodies = {*registers.groups, *registers.agencies}
    if entry.raised_by not in bodies and entry.raised_by not in registers.roles:
        known = {*bodies, *registers.roles}
        yield Complaint(source, (*place, "raised_by"), _nobody(entry.raised_by, known, "group, agency or role"))
    named: list[tuple[tuple[str | int, ...], str]] = [(("owner",), entry.owner)]
    if isinstance(entry, Challenge):
        named += [(("to", position), body) for position, body in enumerate(entry.to)]
    for field, body in named:
        if body not in bodies:
            yield Complaint(source, (*place, *field), _nobody(body, bodies, "group or agency"))
    for position, reference in enumerate(entry.actions):
        if reference in entry.actions[:position]:
            yield Complaint(source, (*place, "actions", position), f"names '{reference}' twice. Keep one")
        elif reference not in whole.actions and not whole.unread:
            yield Complaint(
                source,
                (*place, "actions", position),
                f"there is no action '{reference}'.{did_you_mean(reference, whole.actions)} The reference stands on the action's page",
            )


def _nobody(given: str, known: Collection[str], what: str) -> str:
    return f"unknown {what} '{given}'.{did_you_mean(given, known)} Their ids stand in content/registers"
