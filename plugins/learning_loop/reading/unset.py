"""Addresses that stand in a new library while nobody has said yet what belongs there. Other missing words bear the mark of `unwritten`."""

from __future__ import annotations

from learning_loop.model.problem import Problem

NOBODY = ".invalid"
"""Where no address can be (RFC 2606)."""

NO_ADDRESS = f"https://address-still-to-write{NOBODY}/"
NO_EMAIL = f"still-to-write@address{NOBODY}"

NOT_OURS = "an address that nobody has (it ends in .invalid) still stands here. Put yours in its place: nothing is published with it"
"""What is said of an address of a new library that was left in a text."""

_HOSTS = tuple(f"{name}{NOBODY}".encode() for name in ("address-still-to-write", "still-to-write@address"))


def find_unset(data: bytes, *, path: str) -> tuple[Problem, ...]:
    """Find the addresses in an item's file that nobody has yet; they stop a publishing, not a preview."""
    if NOBODY.encode() not in data:
        return ()
    lines = (number for number, line in enumerate(data.splitlines(), 1) if any(host in line for host in _HOSTS))
    return tuple(Problem(path, line, "", NOT_OURS, "warning") for line in lines)
