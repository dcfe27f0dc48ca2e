"""What can be wrong between the register of feedback and the rest: items, themes, actions and bodies that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.catalogue.complaints import Complaint, Whole, unknown
from learning_loop.model.feedback import Feedback
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import did_you_mean

SOURCE = "registers/feedback.yml"
COURSE_WAYS = frozenset({"course-end", "follow-up"})


def check_feedback(whole: Whole) -> Iterator[Complaint]:
    """Find feedback that names what is not there, that is about no course though it was asked after one, or that its readers would not see."""
    unread = {address.rpartition("/")[2] for address in whole.unread}
    for position, one in enumerate(whole.registers.feedback):
        place = ("feedback", position)
        yield from _check_ids(one, place, whole, unread)
        yield from _check_sense(one, place, whole, unread)


def _check_ids(one: Feedback, place: tuple[str | int, ...], whole: Whole, unread: set[str]) -> Iterator[Complaint]:
    registers = whole.registers
    for field in ("about", "changed"):
        for number, item in enumerate(getattr(one, field)):
            if item not in whole.by_id and item not in unread:
                yield Complaint(SOURCE, (*place, field, number), f"there is no item '{item}'.{did_you_mean(item, whole.by_id)}")  # fmt: skip
    for number, theme in enumerate(one.themes):
        if theme not in registers.themes:
            yield Complaint(SOURCE, (*place, "themes", number), unknown("theme", theme, registers.themes, "themes"))
    bodies = {*registers.groups, *registers.agencies}
    if one.owner and one.owner not in bodies:
        message = f"unknown group or agency '{one.owner}'.{did_you_mean(one.owner, bodies)} Their ids stand in content/registers"
        yield Complaint(SOURCE, (*place, "owner"), message)
    for number, reference in enumerate(one.actions):
        if reference in one.actions[:number]:
            yield Complaint(SOURCE, (*place, "actions", number), f"names '{reference}' twice. Keep one")
        elif reference not in whole.actions and not whole.unread:
            message = f"there is no action '{reference}'.{did_you_mean(reference, whole.actions)} The reference stands on the action's page"
            yield Complaint(SOURCE, (*place, "actions", number), message)


def _check_sense(one: Feedback, place: tuple[str | int, ...], whole: Whole, unread: set[str]) -> Iterator[Complaint]:
    if any(item in unread for item in one.about):
        return
    about = [whole.by_id[item] for item in one.about if item in whole.by_id]
    if one.way in COURSE_WAYS and not any(item.type == "training" for item in about):
        yield Complaint(SOURCE, (*place, "way"), f"'{one.way}' is said after a course. Name the course under 'about', or choose another way")  # fmt: skip
    if one.audience is Audience.PUBLIC and about and all(item.audience is Audience.PROFESSIONAL for item in about):
        yield Complaint(
            SOURCE,
            (*place, "audience"),
            "is public, and everything that it is about is for professionals, so the public site leaves it out. Write 'audience: professional'",
            severity="warning",
        )
