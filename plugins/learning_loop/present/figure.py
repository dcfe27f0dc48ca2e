"""The loop as a drawing: a line for each answer to a recommendation, from finding to change, drawn as far as it has gone.

Only geometry: whole pixels, and the names of marks, tones and lines that the loop's table has too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from learning_loop.model.publication import Finding, Recommendation
from learning_loop.present.views import (
    FigureDrawing,
    FigureLabel,
    FigureLine,
    FigureMark,
    FigureView,
    Line,
    LoopCell,
    LoopGroup,
    LoopRow,
    Tone,
)
from learning_loop.present.words import count_words, joined

STATIONS = ("finding", "recommendation", "action", "delivered", "changed")

WIDE, UPRIGHT = 640, 284
"""Pixels across: the text column, and a phone of 320 between its margins."""

GUTTER = 122
"""Pixels for the names of the stations at the left of the upright drawing."""

Anchor = Literal["start", "middle", "end"]

_MOST, _LEAST = 32, 7
"""Pixels between two lines."""


class _Stop(NamedTuple):
    """A mark on a line."""

    station: int
    place: float
    """How far across, counted in lines from 0."""
    cell: LoopCell


class _Stretch(NamedTuple):
    station: int
    """Where it begins; it leads to the next."""
    begins: float
    ends: float
    line: Line


class _Threads:
    """All lines, in stations along and places across."""

    def __init__(self, findings: Sequence[Finding], made: Sequence[Recommendation], groups: Sequence[LoopGroup]):
        self.stops: list[_Stop] = []
        self.stretches: list[_Stretch] = []
        rows = sum(len(group.rows) for group in groups)
        self.lines = max(rows, len(findings)) if rows else 0
        each = self.lines / len(findings) if findings else 0.0
        places = {finding.ref: (position + 0.5) * each - 0.5 for position, finding in enumerate(findings)}
        for place in places.values():
            self.stops.append(_Stop(0, place, LoopCell("finding", "", "ink", "solid")))
        first = (self.lines - rows) / 2
        for position, group in enumerate(groups):
            middle = first + (len(group.rows) - 1) / 2
            if position < len(made):
                self._recommendation(made[position], middle, places)
            for row in group.rows:
                self._row(row, middle if position < len(made) else None, first)
                first += 1

    def _recommendation(self, one: Recommendation, place: float, findings: dict[str, float]) -> None:
        self.stops.append(_Stop(1, place, LoopCell("finding", "", "ink", "solid")))
        for ref in one.findings:
            if ref in findings:
                self.stretches.append(_Stretch(0, findings[ref], place, "solid"))

    def _row(self, row: LoopRow, begins: float | None, place: float) -> None:
        reached = row.answer.line if row.action is not None else row.start
        if begins is not None:
            self.stretches.append(_Stretch(1, begins, place, reached))
        self.stops.append(_Stop(2, place, row.action or row.answer))
        if row.action is None or row.delivered is None:
            return
        self.stretches.append(_Stretch(2, place, place, row.action.line))
        self.stops.append(_Stop(3, place, row.delivered))
        if row.change is not None:
            self.stretches.append(_Stretch(3, place, place, row.delivered.line))
            self.stops.append(_Stop(4, place, row.change))


def present_figure(
    findings: Sequence[Finding], made: Sequence[Recommendation], groups: Sequence[LoopGroup]
) -> FigureView | None:
    """Draw the loop; None when nothing leads anywhere."""
    threads = _Threads(findings, made, groups)
    if not threads.lines:
        return None
    rows = [row for group in groups for row in group.rows]
    counts = (
        len(findings),
        len(made),
        sum(row.action is not None for row in rows),
        sum(row.delivered is not None and row.delivered.mark == "delivery-complete" for row in rows),
        sum(row.change is not None and row.change.mark == "impact-embedded" for row in rows),
    )
    labels = (
        count_words(counts[0], "finding"),
        count_words(counts[1], "recommendation"),
        count_words(counts[2], "action"),
        f"{counts[3]:,} delivered",
        f"{counts[4]:,} changed",
    )
    first = 0 if findings else 1
    begins = labels[first]
    return FigureView(
        title=f"From {begins} to {count_words(counts[4], 'change')}",
        text=f"{joined(labels[first:])}. {_stops_words(rows)}",
        wide=_wide(threads, labels, first),
        upright=_upright(threads, labels, first),
    )


def _stops_words(rows: Sequence[LoopRow]) -> str:
    """Say how many lines stop, and why."""
    broken = sum(_last(row).line == "broken" or (row.action is None and row.start == "broken") for row in rows)
    ended = sum(row.change is None and _last(row).line == "end" for row in rows)
    parts = []
    if broken:
        parts.append(f"{count_words(broken, 'line')} should have gone further by now")
    if ended:
        parts.append(f"{count_words(ended, 'line')} ended by a decision")
    return f"{joined(parts)}." if parts else "No line is broken."


def _last(row: LoopRow) -> LoopCell:
    return row.change or row.delivered or row.action or row.answer


def _step(lines: int, room: int) -> int:
    return max(_LEAST, min(_MOST, room // max(1, lines)))


def _wide(threads: _Threads, labels: Sequence[str], first: int) -> FigureDrawing:
    """Draw from left to right: stations as columns, a line in each row."""
    step = _step(threads.lines, 480)
    size = max(6, min(20, step - 4))
    gap = size // 2 + 2
    top = 40
    columns = _columns(first)

    def across(place: float) -> int:
        return round(top + (place + 0.5) * step)

    words = []
    for station in range(first, len(STATIONS)):
        anchor: Anchor = "middle"
        x = columns[station]
        if station == first:
            x, anchor = 0, "start"
        elif station == len(STATIONS) - 1:
            x, anchor = WIDE, "end"
        words.append(FigureLabel(x, 18, labels[station], anchor, strong=True))
    lines = []
    for one in threads.stretches:
        x1, x2 = columns[one.station] + gap, columns[one.station + 1] - gap
        y1, y2, middle = across(one.begins), across(one.ends), (x1 + x2) // 2
        lines.append(FigureLine(f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}", one.line))
    marks = [
        FigureMark(columns[one.station] - size // 2, across(one.place) - size // 2, size, one.cell.mark, one.cell.tone)
        for one in threads.stops
    ]
    return FigureDrawing(WIDE, top + threads.lines * step + 4, tuple(words), tuple(lines), tuple(marks))


def _columns(first: int) -> tuple[int, ...]:
    return (12, 168, 330, 476, 626) if first == 0 else (0, 12, 220, 420, 626)


def _upright(threads: _Threads, labels: Sequence[str], first: int) -> FigureDrawing:
    """Draw from top to bottom: stations as rows named at the left, a line in each column."""
    step = _step(threads.lines, UPRIGHT - GUTTER)
    size = max(6, min(20, step - 1))
    gap = size // 2 + 2
    down = 68
    rows = [22 + (station - first) * down for station in range(len(STATIONS))]

    def across(place: float) -> int:
        return round(GUTTER + (place + 0.5) * step)

    words = []
    for station in range(first, len(STATIONS)):
        number, _, word = labels[station].partition(" ")
        words += [
            FigureLabel(0, rows[station] - 4, number, "start", strong=True),
            FigureLabel(0, rows[station] + 14, word, "start"),
        ]
    lines = []
    for one in threads.stretches:
        y1, y2 = rows[one.station] + gap, rows[one.station + 1] - gap
        x1, x2, middle = across(one.begins), across(one.ends), (y1 + y2) // 2
        lines.append(FigureLine(f"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}", one.line))
    marks = [
        FigureMark(across(one.place) - size // 2, rows[one.station] - size // 2, size, one.cell.mark, one.cell.tone)
        for one in threads.stops
    ]
    width = max(UPRIGHT, GUTTER + threads.lines * step)
    return FigureDrawing(width, rows[-1] + 22, tuple(words), tuple(lines), tuple(marks))


def sample_figure() -> FigureView | None:
    """Draw an invented loop with every kind of line, for the pattern sheet."""
    findings = tuple(Finding(f"F{number}", "", "") for number in (1, 2))
    made = tuple(
        Recommendation(f"R{number}", "", "", (), None, (f"F{1 + number // 3}",), None, "") for number in (1, 2, 3, 4)
    )

    def cell(mark: str, tone: Tone, line: Line) -> LoopCell:
        return LoopCell(mark, "", tone, line)

    accepted = cell("response-accepted", "green", "solid")
    complete = cell("delivery-complete", "green", "solid")
    begun = cell("action", "ink", "solid")
    rows = (
        LoopRow("", "solid", accepted, begun, complete, cell("impact-embedded", "blue", "solid")),
        LoopRow("", "solid", accepted, begun, complete, cell("impact-not-yet-evaluated", "muted", "dotted")),
        LoopRow("", "solid", accepted, cell("action", "ink", "broken"), cell("flag-overdue", "red", "broken")),
        LoopRow("", "dotted", cell("response-awaiting", "ink", "dotted")),
        LoopRow("", "solid", cell("response-not-accepted", "ink", "end")),
    )
    groups = (rows[:2], rows[2:3], rows[3:4], rows[4:])
    return present_figure(findings, made, [LoopGroup("", "", "", group, broken=False) for group in groups])
