"""The judged queries: what was typed, and how useful each item of the example would be to whoever typed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from learning_loop.model.registers import Theme

JUDGEMENTS = Path(__file__).parent / "judgements.yml"
KINDS = ("label", "entry-term", "synonym", "known-item", "topic", "question", "trap")
BEST = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with its judgements."""

    query: str
    why: str
    """Who would type it, or what makes it hard."""
    kind: str
    grades: Mapping[str, int]
    """Item id or ``theme:<id>`` → 3 what she wants first, 2 very useful, 1 of some use. Empty when any answer will do."""
    same_as: str = ""
    """Another query that must give the same first five in the same order; its grades are these."""
    no_hits: bool = False
    """True when there is nothing that this query could find."""


def read_judged(path: Path = JUDGEMENTS) -> tuple[Judged, ...]:
    """Read the judged queries in the order of the file; one that names another has the other's grades."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    grades = {entry["query"]: entry.get("judgements", {}) for entry in entries}
    return tuple(
        Judged(
            entry["query"],
            entry["why"],
            entry["kind"],
            grades[entry["same_as"]] if "same_as" in entry else grades[entry["query"]],
            entry.get("same_as", ""),
            entry.get("hits") == "none",
        )
        for entry in entries
    )


def judge_themes(themes: Iterable[Theme]) -> tuple[Judged, ...]:
    """Judge every label and entry term of the register: what it wants first is the page of each theme that it may mean."""
    meant: dict[str, tuple[str, str, dict[str, int]]] = {}
    for theme in themes:
        for kind, words in (("label", (theme.label,)), ("entry-term", theme.entry_terms)):
            for term in words:
                _, _, grades = meant.setdefault(plain(term), (term, kind, {}))
                grades[f"theme:{theme.id}"] = BEST
    return tuple(
        Judged(term, f"A {kind.replace('-', ' ')} of the register.", kind, grades)
        for term, kind, grades in meant.values()
    )


def plain(term: str) -> str:
    """Give a term as it is compared: small letters, one sort of space, neither hyphens nor apostrophes."""
    bare = term.casefold().replace("-", " ")
    return " ".join("".join(letter for letter in bare if letter not in "'’‘").split())
