"""Sentences with what should be found in them → recall and precision of each rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from learning_loop.disclosure.check import find_hits
from learning_loop.disclosure.known import Known, known_of
from learning_loop.schema.register_files import read_registers

SENTENCES = Path(__file__).parent / "sentences.txt"
REGISTERS = Path(__file__).parents[2] / "content/registers"


@dataclass(frozen=True)
class Sentence:
    rule: str
    text: str
    wanted: tuple[tuple[int, int], ...]


@dataclass
class Score:
    found: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed)) if self.found or self.missed else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.wrong)) if self.found or self.wrong else 1.0


def read_sentences(text: str) -> list[Sentence]:
    sentences = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        rule, _, marked = ("", "", line[2:]) if line.startswith("- ") else line.partition(": ")
        marked = marked.replace("⏎", "\n")
        plain, wanted, at = "", [], 0
        for match in re.finditer(r"\[\[(.*?)\]\]", marked):
            plain += marked[at : match.start()]
            wanted.append((len(plain), len(plain) + len(match[1])))
            plain += match[1]
            at = match.end()
        sentences.append(Sentence(rule, plain + marked[at:], tuple(wanted)))
    return sentences


@cache
def example_names() -> Known:
    registers, _ = read_registers(
        {f"registers/{path.name}": path.read_bytes() for path in sorted(REGISTERS.glob("*.yml"))}
    )
    return known_of(registers)


def score(sentences: list[Sentence]) -> dict[str, Score]:
    """Count, for each rule, what it should have found and was found (by whichever rule), and what it found and should not."""
    scores: dict[str, Score] = {"all": Score()}
    for one in sentences:
        hits = find_hits(one.text, example_names())
        for start, end in one.wanted:
            found = any(hit.start < end and start < hit.end for hit in hits)
            for name in (one.rule, "all"):
                mine = scores.setdefault(name, Score())
                if found:
                    mine.found += 1
                else:
                    mine.missed.append(one.text)
        for hit in hits:
            if not any(hit.start < end and start < hit.end for start, end in one.wanted):
                for name in (hit.rule.id, "all"):
                    scores.setdefault(name, Score()).wrong.append(one.text)
    return scores


def table(scores: dict[str, Score]) -> str:
    lines = [f"{'rule':28} {'recall':>7} {'precision':>10} {'found':>6} {'missed':>7} {'wrong':>6}"]
    lines += [
        f"{name:28} {one.recall:7.2f} {one.precision:10.2f} {one.found:6} {len(one.missed):7} {len(one.wrong):6}"
        for name, one in sorted(scores.items(), key=lambda pair: (pair[0] == "all", pair[0]))
    ]
    return "\n".join(lines)
