"""What ``loop check`` prints: advice, the problems of the content, what the disclosure check found; and one summary, worst first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from learning_loop.advice import forms as advice_forms
from learning_loop.advice.settle import FILE as ADVICE_FILE
from learning_loop.advice.settle import NOTHING, Told, settle_advice
from learning_loop.disclosure.finding import Finding, Severity
from learning_loop.disclosure.forms import CLEAN, as_data, as_sarif, counts
from learning_loop.disclosure.ner import Heard
from learning_loop.disclosure.waivers import Judged, field_of, message_of
from learning_loop.doors.cli.annotations import WRITERS, notes_of
from learning_loop.doors.cli.report import counted, print_problems, problem_data
from learning_loop.library import Content, entry_lines
from learning_loop.model.problem import Problem, one_line
from learning_loop.watch import UNWATCHED, Watched


class Forms(NamedTuple):
    """In which forms the result is wanted."""

    json: bool = False
    sarif: Path | None = None
    annotations: str = ""
    """Whose: ``github``, ``gitlab``, ``azure``, or nobody's."""
    all: bool = False
    """All advice, and not only the weightiest."""


def report_check(
    problems: Sequence[Problem],
    judged: Judged,
    heard: Heard,
    content: Path,
    items: int,
    forms: Forms,
    told: Told = NOTHING,
    watched: Watched = UNWATCHED,
) -> int:
    """Print the result in the forms that were asked for, and give the exit code."""
    folder = content.as_posix()
    problems = [*problems, *judged.problems, *told.problems]
    wrong = any(one.severity == "error" for one in problems)
    failed = wrong or any(one.severity >= Severity.STOP for one in judged.open)
    if forms.sarif is not None:
        log = as_sarif(judged, folder, [advice_forms.sarif_run(told, folder)])
        forms.sarif.write_text(log, encoding="utf-8")
    if forms.json:
        data = {
            "items": items,
            "problems": [problem_data(one, content) for one in problems],
            "disclosure": as_data(judged, {"ner": heard.says}),
            "advice": advice_forms.as_data(told),
            "true_names": watched.names,
            "sign_offs": {"asked": watched.asked, "signed": watched.signed, "public_items": watched.public},
        }
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return int(failed)
    shown = told.advice if forms.all else () if wrong else told.chosen()
    if forms.annotations:
        # GitLab compares two reports, so it gets all; the others show every line that they are given.
        beside = told.advice if forms.annotations == "gitlab" else shown
        for line in WRITERS[forms.annotations](notes_of(problems, judged, beside, folder)):
            typer.echo(line)
    for one in shown:
        typer.echo(advice_forms.line_of(one, folder), err=True)
    print_problems(problems, content)
    for finding in reversed(judged.open):
        typer.echo(_line(finding, folder), err=True)
    words = counted(problems) if problems else "No mistakes found" if judged.open else "Nothing wrong found"
    of_items = "1 item" if items == 1 else f"{items:,} items"
    aside = failed or forms.annotations == "gitlab"
    typer.echo(f"{words} in {of_items}.", err=aside)
    if judged.open or not wrong:
        typer.echo(f"Disclosure: {_summary(judged)}{heard.words}", err=aside)
    for line in _watched(watched):
        typer.echo(line, err=aside)
    if told.advice:
        typer.echo(f"Advice: {advice_forms.summary_of(told, len(shown))}", err=aside)
    return int(failed)


def settle(read: Content) -> Told:
    """Give the advice on a library that its partnership wants to hear."""
    off = read.registers.advice.off if read.registers is not None else ()
    lines = entry_lines(read.folder, ADVICE_FILE, "off") if off else {}
    return settle_advice(read.advice, off, read.records.keys(), lines)


def _watched(watched: Watched) -> Iterator[str]:
    """Say how the look for true names and sign-offs ended, where a site or its officer asked for it."""
    if watched.names != "not asked":
        yield f"True names: {'NOT RUN' if watched.names == 'not run' else watched.names}."
    if watched.asked or watched.signed:
        have = "has" if watched.signed == 1 else "have"
        yield f"Sign-offs: {watched.signed:,} of {watched.public:,} public items {have} one for their present text."


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
