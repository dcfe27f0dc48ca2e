"""The loop's figure draws every line as far as it goes, inside its frame and without a number that the table has not."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.model.publication import Finding, Recommendation
from learning_loop.present.figure import UPRIGHT, WIDE, present_figure
from learning_loop.present.views import FigureDrawing, LoopCell, LoopGroup, LoopRow

ACCEPTED = LoopCell("response-accepted", "Accepted", "green", "solid")
REFUSED = LoopRow("", "solid", LoopCell("response-not-accepted", "Not accepted.", "ink", "end"))
SILENT = LoopRow("", "broken", LoopCell("flag-overdue", "No answer yet", "red", "broken"))
BEGUN = LoopCell("action", "", "ink", "solid")
LATE = LoopRow(
    "", "solid", ACCEPTED, LoopCell("action", "", "ink", "broken"), LoopCell("flag-overdue", "", "red", "broken")
)
DONE = LoopCell("delivery-complete", "Complete", "green", "solid")
UNSEEN = LoopRow("", "solid", ACCEPTED, BEGUN, DONE, LoopCell("impact-not-yet-evaluated", "", "muted", "dotted"))
EMBEDDED = LoopRow("", "solid", ACCEPTED, BEGUN, DONE, LoopCell("impact-embedded", "", "blue", "solid"))
ROWS = (REFUSED, SILENT, LATE, UNSEEN, EMBEDDED)


def findings(count: int) -> list[Finding]:
    return [Finding(f"F{number}", "", "") for number in range(1, count + 1)]


def made(count: int, found: int) -> list[Recommendation]:
    refs = tuple(f"F{number}" for number in range(1, found + 1))
    return [Recommendation(f"R{number}", "", "", (), None, refs, None, "") for number in range(1, count + 1)]


def groups(rows: list[list[LoopRow]]) -> list[LoopGroup]:
    return [LoopGroup("", f"r{place}", "", tuple(each), broken=False) for place, each in enumerate(rows, 1)]


written = st.lists(st.lists(st.sampled_from(ROWS), min_size=1, max_size=4), min_size=1, max_size=16)


def inside(one: FigureDrawing, width: int) -> None:
    assert one.width == width
    for mark in one.marks:
        assert 0 <= mark.x <= one.width - mark.size
        assert 0 <= mark.y <= one.height - mark.size
    for line in one.lines:
        numbers = [int(number) for number in re.findall(r"\d+", line.path)]
        assert all(0 <= x <= one.width for x in numbers[::2])
        assert all(0 <= y <= one.height for y in numbers[1::2])
    for label in one.labels:
        assert 0 <= label.x <= one.width
        assert 0 <= label.y <= one.height


@given(written, st.integers(0, 12))
def test_no_two_marks_of_one_station_lie_on_each_other(rows: list[list[LoopRow]], found: int) -> None:
    figure = present_figure(findings(found), made(len(rows), found), groups(rows))
    assert figure is not None
    for one, along in ((figure.wide, "x"), (figure.upright, "y")):
        across = "y" if along == "x" else "x"
        stations: dict[int, list[int]] = {}
        for mark in one.marks:
            stations.setdefault(getattr(mark, along), []).append(getattr(mark, across))
        for places in stations.values():
            places.sort()
            assert all(high - low >= one.marks[0].size for low, high in pairwise(places))


@given(written, st.integers(0, 12))
def test_every_line_and_mark_lies_inside_both_drawings(rows: list[list[LoopRow]], found: int) -> None:
    figure = present_figure(findings(found), made(len(rows), found), groups(rows))
    assert figure is not None
    inside(figure.wide, WIDE)
    lines = max(found, sum(map(len, rows)))
    inside(figure.upright, max(UPRIGHT, figure.upright.width) if lines > 23 else UPRIGHT)


@given(written)
def test_a_mark_stands_for_every_station_that_a_line_reaches_and_no_other(rows: list[list[LoopRow]]) -> None:
    figure = present_figure(findings(2), made(len(rows), 2), groups(rows))
    assert figure is not None
    wanted = sorted(
        [
            cell.mark
            for each in rows
            for row in each
            for cell in (row.action or row.answer, row.delivered, row.change)
            if cell
        ]
        + ["finding"] * (2 + len(rows))
    )
    for one in (figure.wide, figure.upright):
        assert sorted(mark.mark for mark in one.marks) == wanted


def test_the_counts_narrow_from_finding_to_change_and_the_ends_are_said() -> None:
    rows = [[EMBEDDED, UNSEEN], [LATE], [REFUSED], [SILENT]]
    figure = present_figure(findings(2), made(4, 1), groups(rows))
    assert figure is not None
    assert [label.text for label in figure.wide.labels] == [
        "2 findings", "4 recommendations", "3 actions", "2 delivered", "1 changed",
    ]  # fmt: skip
    assert figure.title == "From 2 findings to 1 change"
    assert figure.text.endswith("2 lines should have gone further by now and 1 line ended by a decision.")
    assert sorted(line.line for line in figure.wide.lines).count("broken") == 2


def test_a_resource_without_findings_begins_with_its_recommendations_and_nothing_gives_no_figure() -> None:
    figure = present_figure([], made(1, 0), groups([[UNSEEN]]))
    assert figure is not None
    assert figure.wide.labels[0].text == "1 recommendation"
    assert present_figure([], [], []) is None
