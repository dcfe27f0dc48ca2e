"""What the marks mean: the three questions, the flags, and how each answer is defined."""

from __future__ import annotations

from learning_loop.present.views import AxisView, StatusView
from learning_loop.present.words import AXES, FLAGS


def axis_views() -> tuple[AxisView, ...]:
    """Give the three questions with the definition of each answer: what the marks mean."""
    return _AXIS_VIEWS


def flag_axis_view() -> AxisView:
    """Give the flags with how each is worked out, in the shape of an axis."""
    return _FLAG_AXIS


def _axis_view(axis: str) -> AxisView:
    label, question, states = AXES[axis]
    return AxisView(
        label,
        question,
        tuple(
            StatusView(axis, label, state, words, definition, f"{axis}-{state}", tone)  # type: ignore[arg-type]
            for state, (words, definition, tone) in states.items()
        ),
    )


def _flag_states() -> tuple[StatusView, ...]:
    return tuple(
        StatusView("delivery", "Flag", flag, words, definition, f"flag-{flag}", tone)
        for flag, (words, definition, tone) in FLAGS.items()
    )


_AXIS_VIEWS = tuple(_axis_view(axis) for axis in AXES)
_FLAG_AXIS = AxisView(
    "Flags", "Does anybody need to act? Worked out from the dates and the three answers.", _flag_states()
)
