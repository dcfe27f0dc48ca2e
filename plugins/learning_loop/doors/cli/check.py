"""What ``loop check`` prints: the problems of the content, then what the disclosure check found, worst first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from learning_loop.disclosure.finding import Finding, Severity
from learning_loop.disclosure.forms import CLEAN, as_annotations, as_data, as_sarif, counts
from learning_loop.disclosure.ner import Heard
from learning_loop.disclosure.waivers import Judged, field_of, message_of
from learning_loop.doors.cli.report import counted, print_problems, problem_data
from learning_loop.model.problem import Problem, one_line


class Forms(NamedTuple):
    """In which forms the result is wanted."""

    json: bool
    sarif: Path | None
    annotations: bool


def report_check(
    problems: Sequence[Problem], judged: Judged, heard: Heard, content: Path, items: int, forms: Forms
) -> int:
    """Print the result in the forms that were asked for, and give the exit code."""
    folder = content.as_posix()
    problems = [*problems, *judged.problems]
    failed = any(one.severity == "error" for one in problems) or any(
        one.severity >= Severity.STOP for one in judged.open
    )
    if forms.sarif is not None:
        forms.sarif.write_text(as_sarif(judged, folder), encoding="utf-8")
    if forms.json:
        data = {
            "items": items,
            "problems": [problem_data(one, content) for one in problems],
            "disclosure": as_data(judged, {"ner": heard.says}),
        }
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return int(failed)
    if forms.annotations:
        for line in as_annotations(judged, problems, folder):
            typer.echo(line)
    print_problems(problems, content)
    for finding in reversed(judged.open):
        typer.echo(_line(finding, folder), err=True)
    words = counted(problems) if problems else "No mistakes found" if judged.open else "Nothing wrong found"
    of_items = "1 item" if items == 1 else f"{items:,} items"
    typer.echo(f"{words} in {of_items}.", err=failed)
    if judged.open or not any(one.severity == "error" for one in problems):
        typer.echo(f"Disclosure: {_summary(judged)}{heard.words}", err=failed)
    return int(failed)


def _line(one: Finding, folder: str) -> str:
    place = "/".join(part for part in (folder.rstrip("/"), one.path) if part) + (f":{one.line}" if one.line else "")
    waiver = f" [{one.fingerprint}]" if one.fingerprint and one.severity >= Severity.LOOK else ""
    return one_line(f"{place}: {field_of(one)}: {one.severity.name} {one.rule}: {message_of(one)}{waiver}")


def _summary(judged: Judged) -> str:
    waived = (
        f" {judged.waived} more {'is' if judged.waived == 1 else 'are'} waived in registers/disclosure-waivers.yml."
        if judged.waived
        else ""
    )
    if not judged.open:
        return f"{CLEAN}{waived}"
    numbers = ", ".join(f"{number} {name}" for name, number in counts(judged.open).items() if number)
    stops = any(one.severity >= Severity.STOP for one in judged.open)
    means = " BLOCK and STOP are not published." if stops else " A person should look at each."
    return f"{numbers}.{means} The matches are not printed; the line and column say where.{waived}"
