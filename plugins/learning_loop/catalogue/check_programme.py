"""What can be wrong between the programme and the rest: items, types of review, groups and themes that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.catalogue.complaints import Complaint, Whole, unknown
from learning_loop.model.problem import did_you_mean
from learning_loop.model.programme import Planned
from learning_loop.model.publication import Event

SOURCE = "registers/programme.yml"
EVENTS = frozenset({"forum", "staff-meeting", "workshop", "conference"})


def check_programme(whole: Whole) -> Iterator[Complaint]:
    """Find what is planned and names what is not there, or an item of another type."""
    unread = {address.rpartition("/")[2] for address in whole.unread}
    for position, one in enumerate(whole.registers.programme):
        place = ("programme", position)
        yield from _check_names(one, place, whole)
        yield from _check_item(one, place, whole, unread)


def _check_names(one: Planned, place: tuple[str | int, ...], whole: Whole) -> Iterator[Complaint]:
    registers = whole.registers
    types = registers.framework.review_types
    if one.review_type and one.review_type not in types:
        yield Complaint(SOURCE, (*place, "review_type"), unknown("type of review", one.review_type, types, "framework"))
    elif one.review_type and types[one.review_type].audit != (one.type == "audit"):
        right = "audit" if types[one.review_type].audit else "review"
        yield Complaint(
            SOURCE, (*place, "type"), f"'{one.review_type}' is of the type '{right}'. Write 'type: {right}'"
        )
    bodies = {*registers.groups, *registers.agencies}
    if one.who and one.who not in bodies:
        message = (
            f"unknown group or agency '{one.who}'.{did_you_mean(one.who, bodies)} Their ids stand in content/registers"
        )
        yield Complaint(SOURCE, (*place, "who"), message)
    for number, theme in enumerate(one.themes):
        if theme not in registers.themes:
            yield Complaint(SOURCE, (*place, "themes", number), unknown("theme", theme, registers.themes, "themes"))


def _check_item(one: Planned, place: tuple[str | int, ...], whole: Whole, unread: set[str]) -> Iterator[Complaint]:
    if not one.item or one.item in unread:
        return
    item = whole.by_id.get(one.item)
    if item is None:
        yield Complaint(
            SOURCE, (*place, "item"), f"there is no item '{one.item}'.{did_you_mean(one.item, whole.by_id)}"
        )
        return
    if one.type in ("survey", "report"):
        return
    found = item.details.event_type if isinstance(item.details, Event) else item.type
    wanted = "review" if one.type == "audit" else one.type
    if found != wanted:
        yield Complaint(SOURCE, (*place, "item"), f"'{one.item}' is of the type '{found}', and this is '{one.type}'. Name the item that it became")  # fmt: skip
