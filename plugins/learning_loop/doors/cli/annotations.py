"""What a check found, as the services show it that pull requests are read on: GitHub, GitLab and Azure DevOps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from learning_loop.advice.kept import Advice
from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.waivers import Judged, told_of
from learning_loop.model.problem import Problem, one_line
from learning_loop.reading.digest import digest_of


class Note(NamedTuple):
    """One thing to be shown beside a line."""

    level: str
    """``error``, ``warning`` or ``notice``."""
    path: str
    """From the top of the repository."""
    line: int
    """From 1; 0 when no single line is meant."""
    column: int
    """From 1; 0 when only the line is known."""
    rule: str
    message: str


_LEVELS = {Severity.BLOCK: "error", Severity.STOP: "error", Severity.LOOK: "warning", Severity.NOTE: "notice"}


def notes_of(problems: Iterable[Problem], judged: Judged, advice: Iterable[Advice], folder: str) -> list[Note]:
    """Give everything that was found, worst first: the services cut long lists off at their end."""
    inside = folder.strip("/")

    def at(path: str) -> str:
        return "/".join(part for part in (inside, path) if part)

    notes = [
        Note(_LEVELS[one.severity], at(one.path), one.line, one.column, one.rule, told_of(one)) for one in judged.open
    ]
    notes += [
        Note(one.severity, at(one.path), one.line, 0, "content", f"{one.field}: {one.message}".removeprefix(": "))
        for one in problems
    ]
    notes += [
        Note("notice", at(one.path), one.line, 0, one.rule, f"{one.field}: {one.message}".removeprefix(": "))
        for one in advice
    ]
    order = ("error", "warning", "notice")
    return sorted(notes, key=lambda note: order.index(note.level))


def for_github(notes: Sequence[Note]) -> Iterator[str]:
    """Give the workflow commands of GitHub Actions, one a line."""
    for note in notes:
        place = f"file={_escaped(note.path, _GITHUB)}" + (f",line={note.line}" if note.line else "")
        place += f",col={note.column}" if note.column else ""
        message = one_line(note.message).replace("%", "%25")
        yield f"::{note.level} {place},title={_escaped(note.rule, _GITHUB)}::{message}"


def for_azure(notes: Sequence[Note]) -> Iterator[str]:
    """Give the logging commands of Azure Pipelines, one a line. Azure knows errors and warnings; advice is a warning that says so."""
    for note in notes:
        level = "error" if note.level == "error" else "warning"
        place = f"type={level};sourcepath={_escaped(note.path, _AZURE)}" + (
            f";linenumber={note.line}" if note.line else ""
        )
        place += f";columnnumber={note.column}" if note.column else ""
        says = "Advice: " if note.level == "notice" else ""
        message = one_line(f"{says}{note.message}").replace("%", "%AZP25")
        yield f"##vso[task.logissue {place};code={_escaped(note.rule, _AZURE)};]{message}"


def for_gitlab(notes: Sequence[Note]) -> Iterator[str]:
    """Give a Code Quality report (the artefact ``codequality``), as one text.

    Its fingerprints hold no line, so that GitLab knows what was there before although the lines above have changed.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    report = []
    for note in notes:
        message = one_line(note.message)
        seen[note.path, note.rule, message] += 1
        number = seen[note.path, note.rule, message]
        report.append(
            {
                "description": message,
                "check_name": note.rule,
                "fingerprint": digest_of(note.path, note.rule, message, str(number)),
                "severity": {"error": "blocker", "warning": "major"}.get(note.level, "info"),
                "location": {"path": note.path, "lines": {"begin": max(1, note.line)}},
            }
        )
    yield json.dumps(report, ensure_ascii=False, indent=2)


_GITHUB = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
_AZURE = {"%": "%AZP25", "\r": "%0D", "\n": "%0A", "]": "%5D", ";": "%3B"}


def _escaped(text: str, codes: Mapping[str, str]) -> str:
    return "".join(codes.get(sign, sign) for sign in text)


WRITERS: dict[str, Callable[[Sequence[Note]], Iterator[str]]] = {
    "github": for_github,
    "gitlab": for_gitlab,
    "azure": for_azure,
}
"""How each service reads them."""
