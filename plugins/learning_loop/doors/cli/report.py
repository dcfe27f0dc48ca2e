"""What the command prints: problems for people, for editors and for programs; progress."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from learning_loop.model.problem import Problem


def print_problems(problems: Sequence[Problem], content: Path | str) -> None:
    """Print each problem on one line, warnings first, coloured only on a terminal. An empty ``content`` is no folder."""
    folder = content.as_posix() if isinstance(content, Path) else content
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for problem in sorted(problems, key=lambda problem: problem.severity != "warning"):
        mark, style = ("warning", "yellow") if problem.severity == "warning" else ("error", "red")
        line = problem.words(folder)
        if console.is_terminal:
            console.print(f"{mark}: ", style=style, end="", markup=False)
            console.print(line, markup=False)
        else:
            console.print(line if problem.severity == "error" else f"{line} (warning)", markup=False)


def counted(problems: Sequence[Problem]) -> str:
    """Give "2 errors and 1 warning"."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    parts = []
    if errors:
        parts.append(f"{errors} error{'s' * (errors != 1)}")
    if warnings:
        parts.append(f"{warnings} warning{'s' * (warnings != 1)}")
    return " and ".join(parts) or "No problems"


def problem_data(problem: Problem, content: Path) -> dict[str, object]:
    """Give a problem for programs."""
    return {
        "path": f"{content.as_posix()}/{problem.path}" if problem.path else content.as_posix(),
        "line": problem.line,
        "field": problem.field,
        "message": problem.message,
        "severity": problem.severity,
    }


def problems_as_json(problems: Sequence[Problem]) -> str:
    """Give problems of a folder that is no content folder, for programs."""
    rows = [{**problem_data(problem, Path()), "path": problem.path} for problem in problems]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for each stage of a build."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total)
            progress.update(tasks[stage], completed=done, total=total)

        yield report
