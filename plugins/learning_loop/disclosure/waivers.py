"""Findings and waivers → what is still open, and which waivers are wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from learning_loop.disclosure.finding import Finding, Severity
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.registers import Waiver

FILE = "registers/disclosure-waivers.yml"


class Judged(NamedTuple):
    """What the check comes to."""

    open: tuple[Finding, ...]
    """Findings that nobody answers for, worst first."""
    waived: int
    """How many a waiver lets through."""
    problems: tuple[Problem, ...]
    """What is wrong with the waivers themselves."""

    def stops(self, audience: Audience) -> list[Finding]:
        """Give the open findings because of which nothing is published for an audience."""
        return [
            one
            for one in self.open
            if one.severity >= Severity.STOP and (audience is Audience.PROFESSIONAL or one.audience is Audience.PUBLIC)
        ]


def judge(
    findings: Iterable[Finding],
    waivers: tuple[Waiver, ...],
    today: date,
    files: Collection[str],
    lines: Mapping[int, int],
) -> Judged:
    """Hold waivers against findings. ``lines`` gives the line of each waiver in its file, by its position."""
    found = list(findings)
    problems: list[Problem] = []
    by_key: dict[tuple[str, str, str], list[int]] = {}
    for number, one in enumerate(found):
        by_key.setdefault((one.rule, one.path, one.fingerprint), []).append(number)
    waived: set[int] = set()
    for position, waiver in enumerate(waivers):
        matched = [
            number
            for number in by_key.get((waiver.rule, waiver.file, waiver.fingerprint), ())
            if waiver.audience is Audience.PUBLIC or found[number].audience is Audience.PROFESSIONAL
        ]
        message = _wrong(waiver, bool(matched), today, files)
        if message:
            field, words = message
            problems.append(Problem(FILE, lines.get(position, 0), f"waivers[{position + 1}].{field}", words))
        else:
            waived.update(matched)
    still = (one for number, one in enumerate(found) if number not in waived)
    return Judged(tuple(sorted(still, key=worst_first)), len(waived), tuple(problems))


def worst_first(finding: Finding) -> tuple[object, ...]:
    """Give the key by which findings stand: the gravest first, then by file and line."""
    return (-finding.severity, finding.path, finding.line, finding.column, finding.rule)


def _wrong(waiver: Waiver, matched: bool, today: date, files: Collection[str]) -> tuple[str, str] | None:
    from learning_loop.disclosure.check import RULES  # noqa: PLC0415 - the rules take a while to load, and most runs have nothing new to check

    rule = RULES.get(waiver.rule)
    if rule is None:
        return (
            "rule",
            f"there is no rule '{waiver.rule}'.{did_you_mean(waiver.rule, RULES)} loop check prints the rule of each finding",
        )
    if rule.severity is Severity.BLOCK:
        return "rule", f"no waiver lets '{waiver.rule}' through. Take out what was found, and this entry"
    if waiver.file not in files:
        return (
            "file",
            f"there is no file '{waiver.file}'.{did_you_mean(waiver.file, files)} Write it as in reviews/child-m.md; if the file is gone, delete this entry",
        )
    if waiver.until < today:
        return (
            "until",
            f"ended on {waiver.until.isoformat()}. Look at the text again: then delete this entry, or let somebody approve it anew with a later day",
        )
    if not matched:
        return (
            "fingerprint",
            "nothing is found there any more: the text has changed, or the finding is another. Delete this entry; loop check prints the fingerprints of what is found",
        )
    return None


def problem_of(finding: Finding) -> Problem:
    """Give an open finding as a problem of the content: where, what, why and what to do, and never what was read there."""
    return Problem(
        finding.path,
        finding.line,
        field_of(finding),
        f"{message_of(finding)} ({finding.rule})",
        "error" if finding.severity >= Severity.STOP else "warning",
    )


def field_of(finding: Finding) -> str:
    """Give the field with the column, as an author finds it."""
    return f"{finding.field}, column {finding.column}" if finding.column else finding.field


def message_of(finding: Finding) -> str:
    """Give what is wrong, why and what to do, with the length and first letter of what was found."""
    from learning_loop.disclosure.check import RULES  # noqa: PLC0415 - as above

    rule = RULES[finding.rule]
    size = f"{finding.length} characters" + (f", beginning with {finding.first}" if finding.first else "")
    return f"{rule.what} ({size}). {rule.why}. {rule.do}"


def told_of(finding: Finding) -> str:
    """Give the message for a program that shows files by their lines; where there is none, with the place in words."""
    return message_of(finding) if finding.line else f"{finding.field}: {message_of(finding)}"
