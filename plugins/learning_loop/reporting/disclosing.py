"""What the disclosure check means for a change: numbers and waivers, never a word of what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from learning_loop.disclosure.finding import Finding, Severity
from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.registers import Waiver
from learning_loop.present.words import count_words, joined

_WORDS = {
    Severity.BLOCK: "of the kind that nothing lets through (BLOCK)",
    Severity.STOP: "of the kind that stops publishing (STOP)",
    Severity.LOOK: "to look at (LOOK)",
    Severity.NOTE: "to know of (NOTE)",
}

CLEAN = "Nothing is found in what changes. That is not the same as safe: somebody who does not know the case must read it too."


class Disclosure(NamedTuple):
    """What the check says."""

    touched: tuple[Finding, ...]
    """Open findings in the files of items that change."""
    stopping: int
    """Open findings anywhere because of which nothing is published."""
    added: tuple[Waiver, ...]
    gone: tuple[Waiver, ...]


def sum_up(
    findings: Sequence[Finding], touched: Collection[str], before: Sequence[Waiver], after: Sequence[Waiver]
) -> Disclosure:
    """Give what the open findings and the waivers mean for a change of some files."""
    return Disclosure(
        tuple(one for one in findings if one.path in touched),
        sum(one.severity >= Severity.STOP for one in findings),
        tuple(one for one in after if one not in before),
        tuple(one for one in before if one not in after),
    )


def public_only(findings: Sequence[Finding], visible: Collection[str]) -> list[Finding]:
    """Give the findings in what the public may read: not even their number tells of anything else."""
    return [one for one in findings if one.audience is Audience.PUBLIC and one.path in visible]


def disclosure_lines(said: Disclosure) -> Iterator[str]:
    """Say what was found, how grave it is and where; and who answers for what is let through."""
    if not said.touched:
        yield CLEAN
    for severity in sorted(_WORDS, reverse=True):
        found = [one for one in said.touched if one.severity is severity]
        if found:
            files = sorted({one.path for one in found})
            yield f"{count_words(len(found), 'finding')} {_WORDS[severity]}, in {joined(files)}."
    for waiver in said.added:
        yield f"New waiver of the rule {waiver.rule} in {waiver.file}: asked for by {waiver.asked_by}, approved by {waiver.approved_by}, until {day_words(waiver.until)}."
    for waiver in said.gone:
        yield f"Waiver of the rule {waiver.rule} in {waiver.file} taken away."
