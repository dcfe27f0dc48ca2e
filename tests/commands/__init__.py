"""How each command that the documents show is run: in a small library of its own, and what it must say or leave behind.

A subject a module. In each, `RUNS` are run to their end as they are shown; where a command has a word in capitals for a name, a server that does not
exist or a size, ``really`` says what is run in its place. `SERVED` are started, asked once for an address, and stopped. `SHORT` stand in a
sentence with no more than a name for what follows: the command beside each is the same as somebody would type it. `ELSEWHERE` are run by another test,
which is looked up. There is no other way to be in a document.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

from tests.commands.library import Run, Served, write_library

__all__ = ["ELSEWHERE", "RUNS", "SERVED", "SHORT", "write_library"]

_SUBJECTS = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__) if one.name != "library"]


def _gathered(name: str) -> dict[str, Any]:
    found = [(command, how) for subject in _SUBJECTS for command, how in getattr(subject, name, {}).items()]
    assert len(found) == len(dict(found)), "a command is told twice"
    return dict(found)


RUNS: dict[str, Run] = _gathered("RUNS")
SERVED: dict[str, Served] = _gathered("SERVED")
SHORT: dict[str, str] = _gathered("SHORT")
ELSEWHERE: dict[str, str] = _gathered("ELSEWHERE")
