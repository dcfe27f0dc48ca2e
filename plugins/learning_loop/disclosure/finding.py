"""What the check found: where, how grave and why; never what it read there."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from learning_loop.model.kinds import Audience


class Severity(IntEnum):
    """How grave a finding is; the greater, the worse."""

    NOTE = 0
    """Nothing to do; said so that nobody is surprised."""
    LOOK = 1
    """A person should look. Often it is nothing."""
    STOP = 2
    """It is not published unless somebody answers for it in a waiver."""
    BLOCK = 3
    """It is never published, and no waiver lets it through."""

    def for_audience(self, audience: Audience) -> Severity:
        """Give how grave it is where this audience reads it: professionals are trusted with what the public is not, and still told."""
        return self if audience is Audience.PUBLIC else min(self, Severity.LOOK)


class Finding(NamedTuple):
    """One place of one file. The words that stand there are not kept: no message, file or log can then carry them."""

    path: str
    """The file, relative to the content folder."""
    line: int
    """From 1; 0 when the file's name itself is meant."""
    column: int
    """From 1; 0 when only the line is known."""
    length: int
    """Characters."""
    first: str
    """The first character, when it is a letter."""
    field: str
    """The field of the front matter, ``body``, or ``file name``."""
    rule: str
    severity: Severity
    """For the audience that reads it."""
    audience: Audience
    """The widest audience that reads it."""
    fingerprint: str
    """What a waiver names: of the rule, the words and those around them; the same when the lines above change. Empty where no waiver helps."""


class SeenLabel(NamedTuple):
    """A label that stands in an item, and where; whether it may is known only when all items are read."""

    label: str
    finding: Finding


class Drawn(NamedTuple):
    """What the check knows of one file."""

    known: str
    """The `Known.digest` that it was drawn with; empty where the file could not be read."""
    findings: tuple[Finding, ...]
    labels: tuple[SeenLabel, ...]
    """Those in it that it does not declare itself, or, of a file that an item attaches, all."""
    people: tuple[str, ...]
    """The labels that the item declares."""


NOTHING = Drawn("", (), (), ())
