"""The commands that guard: the register of true names, sign-offs, the doctor."""

from __future__ import annotations

from pathlib import Path

from tests.commands.library import Run
from tests.repository import git


def _remote(folder: Path) -> None:
    git(folder, "remote", "add", "origin", "https://github.com/marlsea/learning.git")


def _second_reader(folder: Path) -> None:
    git(folder, "config", "user.name", "A second reader")
    git(folder, "config", "user.email", "second@testshire.example")


_REGISTER = (("LOOP_REGISTER_KEY", "a" * 64), ("LOOP_REGISTER", "../safe/register.json"))
_KNOWN = Run("1 name", before=("loop register add",), typed="Zelie Quarrel\n", env=_REGISTER)

RUNS: dict[str, Run] = {
    "loop doctor": Run("Nothing found"),
    "loop doctor --deploy site/public": Run(before=("loop build",)),
    "loop doctor --json": Run("{"),
    'loop doctor --remote-is-private origin --by "Priya Nair"': Run("Priya Nair", prepare=_remote),
    "loop register add": Run("1 name", typed="Zelie Quarrel\n", env=_REGISTER),
    "loop register check": _KNOWN,
    "loop register key": Run("\n"),
    "loop register list": _KNOWN,
    "loop register remove": _KNOWN._replace(said="1 removed"),
    "loop register remove --entry 1f0c2d3e": _KNOWN._replace(said="there is no entry of that number", code=1),
    "loop register rotate": _KNOWN._replace(env=(*_REGISTER, ("LOOP_REGISTER_NEW_KEY", "b" * 64))),
    "loop sign-off content/reviews/child-m.md": Run(made="content/registers/sign-offs.yml", prepare=_second_reader),
    'loop sign-off content/reviews/child-m.md --by "Priya Nair"': Run(made="content/registers/sign-offs.yml"),
}

SHORT: dict[str, str] = {
    "loop doctor --remote-is-private origin --by NAME": 'loop doctor --remote-is-private origin --by "Priya Nair"',
    "loop sign-off FILE": "loop sign-off content/reviews/child-m.md",
}
