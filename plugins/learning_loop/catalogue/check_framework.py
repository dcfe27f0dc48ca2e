"""What can be wrong between the parts of a framework: ids that stand in no register, in the site's own words or in its profile's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from learning_loop.catalogue.complaints import Complaint, unknown
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Registers


class _Named(NamedTuple):
    """An id that one part of the framework names of another."""

    file: str
    """The register that names it, without its ending."""
    part: str
    """The list in it."""
    position: int
    owner: str
    """What names it, by its id."""
    place: tuple[str | int, ...]
    """The field, from there."""
    given: str
    what: str
    known: Collection[str]
    register: str
    """Where the known ones stand."""


def check_framework(registers: Registers) -> Iterator[Complaint]:
    """Find ids that the framework, the groups and the priorities name and that nobody has."""
    for named in _named(registers):
        if named.given not in named.known:
            yield _complaint(named, registers)


def _named(registers: Registers) -> Iterator[_Named]:
    framework, groups, roles = registers.framework, registers.groups, registers.roles
    for at, priority in enumerate(registers.priorities.values()):
        for place, given in enumerate(priority.themes):
            yield _Named(
                "priorities",
                "priorities",
                at,
                priority.id,
                ("themes", place),
                given,
                "theme",
                registers.themes,
                "themes",
            )
    for at, kind in enumerate(framework.review_types.values()):
        if kind.reports_to:
            yield _Named(
                "framework", "review_types", at, kind.id, ("reports_to",), kind.reports_to, "group", groups, "groups"
            )
    types = framework.review_types
    for at, group in enumerate(groups.values()):
        for place, given in enumerate(group.monitors):
            yield _Named(
                "groups", "groups", at, group.id, ("monitors", place), given, "review type", types, "framework"
            )
    for at, channel in enumerate(framework.channels):
        for place, given in enumerate(channel.roles):
            yield _Named("framework", "channels", at, channel.id, ("roles", place), given, "role", roles, "roles")
    for at, target in enumerate(framework.targets):
        if target.review_type:
            yield _Named(
                "framework", "targets", at, target.id, ("review_type",), target.review_type, "review type", types, "framework"
            )  # fmt: skip


_SINGULAR = {
    "review_types": "review type",
    "groups": "group",
    "channels": "channel",
    "targets": "target",
    "priorities": "priority",
}


def _complaint(named: _Named, registers: Registers) -> Complaint:
    """Blame the line of the site's own file; for what the site has from its profile, the line that chooses the profile."""
    message = unknown(named.what, named.given, named.known, named.register)
    profile = registers.framework.profile
    own = registers.origins.get(named.part)
    if not profile or own is None or named.owner in own:
        position = own[named.owner] if profile and own is not None else named.position
        return Complaint(f"registers/{named.file}.yml", (named.part, position, *named.place), message)
    cure = f"Add it there, or leave out what names it: 'leave_out: {{{named.part}: [{named.owner}]}}'"
    said = f"the {_SINGULAR[named.part]} '{named.owner}' of the profile '{profile}' names an {message}. {cure}"
    return Complaint("registers/framework.yml", ("profile",), said)


def check_schemes(one: Publication, registers: Registers) -> Iterator[Complaint]:
    """Find schemes and values of schemes that an item names and the framework does not have."""
    schemes = registers.framework.schemes
    for name, values in one.schemes:
        if name not in schemes:
            none = "" if schemes else ". This framework has no scheme: delete the lines, or describe it under 'schemes'"
            message = unknown("scheme", name, schemes, "framework") + none
            yield Complaint(one.source, ("schemes", name), message)
            continue
        known = schemes[name].values
        for position, value in enumerate(values):
            if value not in known:
                message = (
                    f"unknown value '{value}'.{did_you_mean(value, known)} The scheme '{name}' has {', '.join(known)}"
                )
                yield Complaint(one.source, ("schemes", name, position), message)
