"""All advice → what is told: without what a partnership has switched off, the weightiest first, and not more than anybody reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from learning_loop.advice.advise import RULES
from learning_loop.advice.kept import Advice
from learning_loop.model.advising import RuleOff
from learning_loop.model.kinds import KINDS
from learning_loop.model.problem import Problem, did_you_mean

FILE = "registers/advice.yml"

A_FILE = 3
"""Lines of advice that are told of one file, unless all are asked for."""

AT_MOST = 30
"""Lines of advice that are told in all."""


class Told(NamedTuple):
    """What the advice comes to."""

    advice: tuple[Advice, ...]
    """All that holds, by file and line."""
    off: int
    """How many places the partnership does not want to hear of."""
    problems: tuple[Problem, ...]
    """What is wrong with the register itself."""

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each rule: the weightiest rules first, of the same weight the commonest."""
        found = Counter(one.rule for one in self.advice)
        return dict(sorted(found.items(), key=lambda pair: (-RULES[pair[0]].weight, -pair[1], pair[0])))

    @property
    def files(self) -> int:
        """How many files there is advice on."""
        return len({one.path for one in self.advice})

    def chosen(self) -> tuple[Advice, ...]:
        """Give the weightiest advice on each file, and of all files no more than is read; by file and line."""
        by_file: dict[str, list[Advice]] = {}
        for one in sorted(self.advice, key=_rank):
            several = by_file.setdefault(one.path, [])
            if len(several) < A_FILE:
                several.append(one)
        first = sorted((one for several in by_file.values() for one in several), key=_rank)[:AT_MOST]
        return tuple(sorted(first, key=_place))


def _rank(one: Advice) -> tuple[int, str, int, str]:
    return (-RULES[one.rule].weight, *_place(one))


def _place(one: Advice) -> tuple[str, int, str]:
    return one.path, one.line, one.rule


NOTHING = Told((), 0, ())


def settle_advice(
    found: Iterable[Advice], off: tuple[RuleOff, ...], files: Collection[str], lines: Mapping[int, int]
) -> Told:
    """Leave out what is switched off. ``files`` are those of the library; ``lines`` gives the line of each rule that is off, by its position."""
    everywhere = {one.rule for one in off if not one.files and not one.types}
    folders = {kind.name: kind.folder for kind in KINDS}
    somewhere = {(one.rule, file) for one in off for file in one.files}
    somewhere |= {(one.rule, folders[name]) for one in off for name in one.types}
    problems = []
    for position, one in enumerate(off):
        line = lines.get(position, 0)
        if one.rule not in RULES:
            message = (
                f"there is no rule '{one.rule}'.{did_you_mean(one.rule, RULES)} Rules are {', '.join(sorted(RULES))}"
            )
            problems.append(Problem(FILE, line, f"off[{position + 1}].rule", message, "warning"))
        for number, file in enumerate(one.files, 1):
            if file not in files:
                message = (
                    f"there is no file '{file}'.{did_you_mean(file, files)} If it was deleted, take this line away"
                )
                problems.append(Problem(FILE, line, f"off[{position + 1}].files[{number}]", message, "warning"))
    advice = list(found)
    kept = [
        one
        for one in advice
        if one.rule not in everywhere
        and somewhere.isdisjoint({(one.rule, one.path), (one.rule, one.path.partition("/")[0])})
    ]
    return Told(tuple(sorted(kept, key=_place)), len(advice) - len(kept), tuple(problems))
