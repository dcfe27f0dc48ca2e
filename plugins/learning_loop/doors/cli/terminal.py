"""What the commands know of the terminal: how they print problems, show progress and ask."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from learning_loop.model.problem import Problem

Tell = Callable[["Sequence[Problem]", str], str]
"""Prints problems, with the name of the folder that they are in, and gives their number in words."""

Progress = Callable[[], AbstractContextManager[Any]]
"""Shows how far the work is."""


def print_problems(problems: Sequence[Problem], content: Path | str) -> str:
    """Print all problems, errors last so that they stand next to the prompt; give their number in words."""
    from learning_loop.doors.cli.report import counted  # noqa: PLC0415 - rich is only needed here
    from learning_loop.doors.cli.report import print_problems as print_lines  # noqa: PLC0415 - as above

    print_lines(problems, content)
    return counted(problems)


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """Show progress on a terminal, nothing in a log."""
    if quiet or os.environ.get("CI") or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from learning_loop.doors.cli.report import progress_bar  # noqa: PLC0415 - as above

    with progress_bar() as report:
        yield report


def asks(yes: bool) -> Callable[[str, str], str] | None:
    """Give what asks somebody at a terminal; None where nobody is there or nobody wants to be asked."""
    return _ask if sys.stdin.isatty() and sys.stdout.isatty() and not yes else None


def _ask(words: str, usual: str) -> str:
    words = words.rstrip(".")
    end = " " if words.endswith("?") and not usual else ": "
    answer: str = typer.prompt(words, default=usual, show_default=bool(usual), prompt_suffix=end, err=True)
    return answer
