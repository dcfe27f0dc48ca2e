"""What came of some actions, as a part of other pages: the bar "what changed", and the open actions in a sentence and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.derive.progress import Flag
from learning_loop.present.boards import flag_path, flag_places
from learning_loop.present.desk import Desk
from learning_loop.present.views import ActionsSummary, BarPart, ChangedBar, CountLink, LinkView
from learning_loop.present.words import FLAGS, NUMBERS, count_words, lower_first, sentence

SUMMARY_ACTIONS = 12
"""Open actions on the page of a theme or an agency."""
_BAR: tuple[tuple[Flag, str], ...] = (
    ("embedded", "Embedded: evidence shows that practice changed"),
    ("delivered", "Delivered, change not shown"),
    ("on-track", "On track"),
    ("due-soon", "Due within 30 days"),
    ("overdue", "Overdue"),
    ("ended", "Ended by a decision"),
)


def changed_bar(desk: Desk, records: Sequence[ActionRecord], title: str, path: str = "") -> ChangedBar | None:
    """Give what came of some actions as one bar with counted links; None when there are no actions.

    The links lead to the places of a board of the same actions when its ``path`` is given, else to the flags' pages.
    """
    counts = Counter(record.flag for record in records)
    if not counts:
        return None
    places = flag_places(path, counts) if path else {flag: flag_path(flag) for flag in FLAG_ORDER}
    present = [(flag, words) for flag, words in _BAR if counts[flag]]
    numbers = ", ".join(f"{counts[flag]:,} {lower_first(FLAGS[flag][0])}" for flag, _ in present)
    return ChangedBar(
        title=title,
        label=f"Of {count_words(len(records), 'action')}: {numbers}",
        parts=tuple(BarPart(flag, max(1, round(100 * counts[flag] / len(records)))) for flag, _ in present),
        links=tuple(
            CountLink(words, places[flag], f"{counts[flag]:,}", mark=f"flag-{flag}", tone=FLAGS[flag][2])
            for flag, words in present
        ),
    )


def summarise_actions(desk: Desk, ranked: Sequence[ActionRecord], path: str, none: str) -> ActionsSummary:
    """Say how many actions there are and how many are open, with the most urgent open ones and a link to all."""
    if not ranked:
        return ActionsSummary(none, ())
    still_open = [record for record in ranked if record.is_open]
    late = sum(record.flag == "overdue" for record in ranked)
    said = _summary_sentence(len(ranked), len(still_open), late)
    if len(still_open) > SUMMARY_ACTIONS:
        said += f" The {SUMMARY_ACTIONS} most urgent are here."
    words = {1: "See it in the tracker", 2: "See both in the tracker"}
    more = LinkView(words.get(len(ranked), f"See all {_number(len(ranked))} in the tracker"), path)
    return ActionsSummary(said, tuple(desk.action_row(record) for record in still_open[:SUMMARY_ACTIONS]), more)


def _summary_sentence(total: int, still_open: int, late: int) -> str:
    if total == 1:
        return (
            "One action, and it is overdue."
            if late
            else "One action, still open."
            if still_open
            else "One action, no longer open."
        )
    if not still_open:
        return f"{sentence(_number(total))} actions, none of them still open."
    how_many = "all" if still_open == total else _number(still_open)
    opening = f"{sentence(_number(total))} actions: {how_many} {_be(still_open)} open, "
    if not late:
        return opening + ("and it is not overdue." if still_open == 1 else "none of them overdue.")
    if still_open == 1:
        return opening + "and it is overdue."
    if late == still_open:
        return opening + "and all of those are overdue."
    return opening + f"and {_number(late)} of those {_be(late)} overdue."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
