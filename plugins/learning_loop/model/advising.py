"""What a partnership decides about the advice on writing, as read from ``content/registers/advice.yml``."""

from __future__ import annotations

from learning_loop.model.values import dataclass

SENTENCE_WORDS = 30
"""Words from which a sentence is called long, where the partnership says nothing else."""

READING_AGE = 16
"""Years above which a text is called hard, where the partnership says nothing else. Its readers are professionals, and parents and the press too."""


@dataclass(frozen=True, slots=True)
class PreferredWords:
    """Words that a partnership would rather not read, and what it writes instead."""

    instead_of: tuple[str, ...]
    say: str
    why: str


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Words that are advised against elsewhere and kept here, and why."""

    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class RuleOff:
    """A rule that is not asked, and why: in some files and types, or where neither is named everywhere."""

    rule: str
    files: tuple[str, ...]
    types: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Advising:
    """What a partnership decided."""

    off: tuple[RuleOff, ...] = ()
    words: tuple[PreferredWords, ...] = ()
    keep: tuple[KeptWords, ...] = ()
    acronyms: tuple[str, ...] = ()
    """Acronyms that every reader knows."""
    sentence_words: int = SENTENCE_WORDS
    reading_age: int = READING_AGE
