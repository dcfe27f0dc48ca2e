"""``loop attachment``: one file looked into before it is put beside an item."""

from __future__ import annotations

from pathlib import Path

from learning_loop.attachments.findings import Looked, Weight, places_words
from learning_loop.attachments.rules import RULES, message_of, removed_words
from learning_loop.attachments.sandbox import Job, look_apart
from learning_loop.model.problem import one_line

_MARKS = {Weight.REFUSE: "refused", Weight.STOP: "stops a public item", Weight.LOOK: "warning"}


def look_at_file(file: Path, title: str, out: Path | None) -> tuple[list[str], bool]:
    """Look into a file as a build would, and write what would be published when ``out`` is named.

    Gives the lines to print, and whether a public item may have the file. Raises OSError.
    """
    looked = look_apart(Job(file.read_bytes(), file.suffix[1:].lower(), title or file.stem))
    lines = _lines(file, looked)
    if out is not None and looked.clean is not None:
        out.write_bytes(looked.clean)
        lines.append(f"{out}: what would be published, {len(looked.clean):,} bytes.")
    fit = all(RULES[one.rule].weight in (Weight.LOOK, Weight.REMOVED) for one in looked.findings)
    if fit:
        lines.append(
            f"{file}: nothing found that stops it. Read it once more yourself: what it shows and says is not looked at here."
        )
    return [one_line(line) for line in lines], fit


def _lines(file: Path, looked: Looked) -> list[str]:
    lines = []
    for finding in looked.findings:
        weight = RULES[finding.rule].weight
        if weight is not Weight.REMOVED:
            place = places_words(finding.places)
            lines.append(f"{file}: {place}{': ' if place else ''}{message_of(finding)} ({_MARKS[weight]})")
    removed = [removed_words(one) for one in looked.findings if RULES[one.rule].weight is Weight.REMOVED]
    if removed:
        lines.append(f"{file}: not in what is published: {'; '.join(removed)}.")
    return lines
