"""The cycle drawn: whatever its stages are called, every one is there, in the drawing and apart from the others."""

from __future__ import annotations

from itertools import pairwise
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from learning_loop.model.framework import Stage
from learning_loop.present.wheel import DISC, draw_wheel

LABELS = st.lists(st.text("abcdefgh ", min_size=1, max_size=40).filter(str.strip), min_size=2, max_size=9)


def stages(labels: list[str]) -> list[Stage]:
    return [Stage(f"s{number}", label.strip(), "", ()) for number, label in enumerate(labels)]


def test_a_cycle_of_one_stage_is_not_drawn() -> None:
    assert draw_wheel(stages(["Look"]), "cycle/") is None


def test_the_stages_stand_in_words_too_in_their_order() -> None:
    wheel = draw_wheel(stages(["Look", "Learn", "Change"]), "cycle/")
    assert wheel is not None
    assert wheel.text == "Look, learn, change, and then round again."
    assert [stop.path for stop in wheel.wide.stops] == ["cycle/#stage-s0", "cycle/#stage-s1", "cycle/#stage-s2"]


@given(LABELS)
def test_every_disc_lies_in_the_drawing_apart_from_the_others_with_an_arrow_to_the_next(labels: list[str]) -> None:
    wheel = draw_wheel(stages(labels), "cycle/")
    assert wheel is not None
    for drawing in (wheel.wide, wheel.upright):
        assert len(drawing.stops) == len(drawing.arrows) == len(drawing.heads) == len(labels)
        places = [(stop.x, stop.y) for stop in drawing.stops]
        assert all(DISC <= x <= drawing.width - DISC and DISC <= y <= drawing.height - DISC for x, y in places)
        assert all(dist(one, other) > 2 * DISC + 10 for one, other in pairwise([*places, places[0]]) if len(places) > 2)
        assert all(0 < line.y <= drawing.height for stop in drawing.stops for line in stop.lines)
    assert wheel.upright.width <= 284


@given(LABELS)
def test_the_whole_round_lies_in_the_drawing(labels: list[str]) -> None:
    wheel = draw_wheel(stages(labels), "cycle/")
    assert wheel is not None
    first = wheel.wide.stops[0]
    radius = int(wheel.wide.arrows[0].partition(" A")[2].partition(" ")[0])
    middle = first.y + radius
    assert middle + radius + 2 <= wheel.wide.height
