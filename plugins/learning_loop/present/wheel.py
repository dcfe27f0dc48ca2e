"""The learning cycle as a drawing: a wheel for wide screens, a ladder with a way back for a phone. Only geometry, in whole pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, pi, sin
from textwrap import wrap
from typing import Literal

from learning_loop.model.framework import Stage
from learning_loop.present.views import FigureLabel, WheelDrawing, WheelStop, WheelView
from learning_loop.present.words import lower_first

DISC = 26
"""Radius of a stage's disc, so that it is easy to hit with a finger."""
_CLEAR = DISC + 9
"""From the middle of a disc to the beginning of an arrow."""
_LINE = 21
"""Between two lines of a name."""
_NAME = 186
"""Pixels that a name at the side may need."""
_CHARACTERS = 19
"""Characters of a line of a name: as many as `_NAME` holds at the size of the style sheet."""

_STEP, _LEFT, _BACK, _PHONE = 84, 64, 12, 284
"""Of the upright drawing: between two stages, the middle of the discs, the way back, and its width, a phone of 320 between its margins."""


def draw_wheel(stages: Sequence[Stage], path: str) -> WheelView | None:
    """Draw the cycle, each stage a link to its place on the page at ``path``; none for fewer than two stages."""
    if len(stages) < 2:
        return None
    names = ", ".join([stages[0].label, *(lower_first(stage.label) for stage in stages[1:])])
    return WheelView(
        title=f"The learning cycle in {len(stages)} stages",
        text=f"{names}, and then round again.",
        wide=_wheel(stages, path),
        upright=_ladder(stages, path),
    )


def _wheel(stages: Sequence[Stage], path: str) -> WheelDrawing:
    count = len(stages)
    radius = 96 + 14 * count
    middle_x = radius + DISC + 14 + _NAME
    above, below = _room(stages[0]), _room(stages[count // 2]) if count % 2 == 0 else 0
    middle_y = radius + DISC + above + 6
    angles = [2 * pi * position / count - pi / 2 for position in range(count)]
    clear = _CLEAR / radius
    arrows, heads = [], []
    for angle in angles:
        following = angle + 2 * pi / count
        begins, ends = angle + clear, following - clear - 0.02
        arrows.append(
            f"M{_at(middle_x, middle_y, radius, begins)} A{radius} {radius} 0 0 1 {_at(middle_x, middle_y, radius, ends)}"
        )
        tip = (middle_x + radius * cos(ends), middle_y + radius * sin(ends))
        heads.append(_head(tip, ends + pi / 2))
    stops = tuple(
        _stop(number, stage, path, middle_x + radius * cos(angle), middle_y + radius * sin(angle), angle)
        for number, (stage, angle) in enumerate(zip(stages, angles, strict=True), 1)
    )
    # With an odd number of stages the wheel's lowest point is an arrow
    lowest = max(max(stop.y for stop in stops) + DISC, middle_y + radius)
    return WheelDrawing(2 * middle_x, lowest + max(below, 0) + 6, DISC, tuple(arrows), tuple(heads), stops)


def _room(stage: Stage) -> int:
    """Give the pixels that a name needs over or under its disc."""
    return len(_lines(stage.label)) * _LINE + 10


def _at(x: int, y: int, radius: int, angle: float) -> str:
    return f"{round(x + radius * cos(angle))} {round(y + radius * sin(angle))}"


def _head(tip: tuple[float, float], heading: float) -> str:
    """Give an arrow's head: a triangle of 12 pixels whose tip looks in a direction."""
    x, y = tip
    corners = ((5, 0.0), (11, 2.35), (11, -2.35))
    points = (f"{round(x + far * cos(heading + turn))} {round(y + far * sin(heading + turn))}" for far, turn in corners)
    return f"M{' L'.join(points)} Z"


def _stop(number: int, stage: Stage, path: str, x: float, y: float, angle: float) -> WheelStop:
    across = cos(angle)
    lines = _lines(stage.label)
    if abs(across) < 0.2:
        at, anchor = round(x), "middle"
        first = round(y) + DISC + 22 if sin(angle) > 0 else round(y) - DISC - 10 - (len(lines) - 1) * _LINE
    else:
        at, anchor = (round(x) + DISC + 12, "start") if across > 0 else (round(x) - DISC - 12, "end")
        first = round(y) + 6 - (len(lines) - 1) * _LINE // 2
    return _named(number, stage, path, round(x), round(y), at, first, anchor)  # type: ignore[arg-type]


def _named(
    number: int, stage: Stage, path: str, x: int, y: int, at: int, first: int, anchor: Literal["start", "middle", "end"]
) -> WheelStop:
    labels = tuple(
        FigureLabel(at, first + position * _LINE, line, anchor, strong=True)
        for position, line in enumerate(_lines(stage.label))
    )
    return WheelStop(str(number), stage.label, f"{path}#stage-{stage.id}", x, y, y + 7, labels)


def _lines(label: str) -> list[str]:
    return wrap(label, _CHARACTERS, break_long_words=False)


def _ladder(stages: Sequence[Stage], path: str) -> WheelDrawing:
    """Give the upright drawing: down the stages, and at the left back from the last to the first."""
    middles = [DISC + 4 + position * _STEP for position in range(len(stages))]
    arrows, heads = [], []
    for above, below in pairwise(middles):
        arrows.append(f"M{_LEFT} {above + _CLEAR - 4} L{_LEFT} {below - _CLEAR - 3}")
        heads.append(_head((_LEFT, below - _CLEAR - 3), pi / 2))
    first, last = middles[0], middles[-1]
    arrows.append(f"M{_LEFT - DISC - 5} {last} L{_BACK} {last} L{_BACK} {first} L{_LEFT - DISC - 12} {first}")
    heads.append(_head((_LEFT - DISC - 12, first), atan2(0, 1)))
    stops = tuple(
        _named(
            number, stage, path, _LEFT, middle, _LEFT + DISC + 14,
            middle + 6 - (len(_lines(stage.label)) - 1) * _LINE // 2, "start",
        )
        for number, (stage, middle) in enumerate(zip(stages, middles, strict=True), 1)
    )  # fmt: skip
    return WheelDrawing(_PHONE, last + DISC + 4, DISC, tuple(arrows), tuple(heads), stops)
