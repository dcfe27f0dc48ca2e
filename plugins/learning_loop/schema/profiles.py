"""A shipped profile and what a site says itself → the registers of the site.

The law of merging, for `framework.yml`, `groups.yml`, `roles.yml` and `priorities.yml`:

- **Things with an id** are put together by id. What a site writes of a thing that the profile has takes the place of those fields, and
  of those alone; a thing with a new id is added behind the profile's. A field that is itself a list is taken whole.
- **What only makes sense as a whole** – the stages of the cycle, the terms of the year, the headings of a briefing – is the site's when
  the site writes it, and otherwise the profile's.
- **What a site does not want** it names under `leave_out`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.values import dataclass, field
from learning_loop.reading.front_matter import FieldPath, FrontMatter, field_words, read_mapping
from learning_loop.reading.text import read_text

PUT_TOGETHER: dict[str, tuple[str, ...]] = {
    "framework": ("review_types", "methods", "channels", "schemes", "words", "targets", "promises"),
    "groups": ("groups",),
    "roles": ("roles",),
    "priorities": ("priorities",),
}
"""The lists of each register whose things have ids and are put together by them."""

SINGULAR = {
    "review_types": "review type",
    "methods": "method",
    "channels": "channel",
    "schemes": "scheme",
    "words": "word",
    "targets": "target",
    "promises": "promise",
    "groups": "group",
    "roles": "role",
    "priorities": "priority",
}
"""What messages call one thing of a list."""

_TAKEN_WHOLE = ("stages", "terms", "briefing_headings")


@dataclass(slots=True)
class Merged(FrontMatter):
    """A site's register laid over its profile. Places lead to the site's own file; what the profile gave has none there."""

    own: dict[tuple[str, int], int] = field(default_factory=dict)
    """List and position in the whole → position in the site's file."""
    notes: dict[tuple[str, int], str] = field(default_factory=dict)
    """What to know of a thing that the profile does not have."""

    def line_of(self, path: FieldPath) -> int:
        """Give the line of a field in the site's file."""
        return FrontMatter.line_of(self, self._written(path))

    def words_of(self, path: FieldPath) -> str:
        """Give a field's place in the site's file."""
        return field_words(self._written(path))

    def note_on(self, path: FieldPath) -> str:
        """Say of a thing that the profile does not have that it is taken for a new one."""
        return self.notes.get((str(path[0]), path[1]), "") if len(path) > 1 and isinstance(path[1], int) else ""

    def _written(self, path: FieldPath) -> FieldPath:
        if len(path) > 1 and isinstance(path[1], int) and (str(path[0]), path[1]) in self.own:
            return (path[0], self.own[str(path[0]), path[1]], *path[2:])
        return path


@dataclass(frozen=True, slots=True)
class Profile:
    """A shipped profile as a site takes it over: without what the site leaves out."""

    name: str
    values: Mapping[str, Any]
    known: Mapping[str, tuple[str, ...]]
    """The ids of each list, those that are left out too."""


def choose_profile(
    own: FrontMatter, profiles: Mapping[str, bytes], *, path: str
) -> tuple[Profile | None, list[Problem]]:
    """Read the profile that a site's ``framework.yml`` names, if it names one."""
    name = own.values.get("profile")
    if not isinstance(name, str):
        problems = []
        if isinstance(own.values.get("leave_out"), dict):
            message = (
                "leaves something out of no profile. Choose one: add a line such as 'profile: croydon', or delete this"
            )
            problems.append(Problem(path, own.line_of(("leave_out",)), "leave_out", message))
        return None, problems
    if name not in profiles:
        message = f"there is no profile '{name}'.{did_you_mean(name, profiles)} The library brings {', '.join(sorted(profiles))}"
        return None, [Problem(path, own.line_of(("profile",)), "profile", message)]
    values = _values_of(name, profiles[name])
    known = {part: tuple(one["id"] for one in values.get(part, ())) for part in SINGULAR}
    out, problems = _left_out(name, own, known, path)
    left = {
        part: [one for one in given if one["id"] not in out.get(part, ())] if part in SINGULAR else given
        for part, given in values.items()
    }
    return Profile(name, left, known), problems


def _values_of(name: str, data: bytes) -> dict[str, Any]:
    place = f"frameworks/{name}.yml"
    text, problems = read_text(data, path=place)
    front = read_mapping(text, path=place, line_offset=0)
    if found := [*problems, *front.problems]:
        raise ValueError(f"the shipped profile cannot be read: {found}")
    return front.values


def _left_out(
    name: str, own: FrontMatter, known: Mapping[str, tuple[str, ...]], path: str
) -> tuple[dict[str, set[str]], list[Problem]]:
    """Give the ids that a site leaves out, list by list, and a problem for each that the profile does not have. Wrong shapes are the schema's to find."""
    given = own.values.get("leave_out")
    out: dict[str, set[str]] = {}
    problems = []
    for part, ids in given.items() if isinstance(given, dict) else ():
        if part not in known or not isinstance(ids, list):
            continue
        out[part] = {one for one in ids if isinstance(one, str)}
        for position, one in enumerate(ids):
            if isinstance(one, str) and one not in known[part]:
                where = ("leave_out", part, position)
                message = f"the profile '{name}' has no {SINGULAR[part]} '{one}'.{did_you_mean(one, known[part])}"
                problems.append(Problem(path, own.line_of(where), field_words(where), f"{message} Delete the line"))
    return out, problems


def merge(name: str, own: FrontMatter | None, profile: Profile) -> Merged:
    """Lay a site's register over its profile; None for a file that the site does not have."""
    given: dict[str, Any] = {part: value for part, value in own.values.items() if value is not None} if own else {}
    merged = Merged(dict(given), own.lines if own else {})
    for part in PUT_TOGETHER[name]:
        if part in given and not isinstance(given[part], list):
            continue
        merged.values[part] = _put_together(part, given.get(part, []), profile, merged)
    if name == "framework":
        for part in _TAKEN_WHOLE:
            if part not in given and part in profile.values:
                merged.values[part] = profile.values[part]
        if isinstance(given.get("document", {}), dict):
            merged.values["document"] = {**profile.values.get("document", {}), **given.get("document", {})}
    return merged


def _put_together(part: str, given: list[Any], profile: Profile, merged: Merged) -> list[Any]:
    whole: list[Any] = [dict(one) for one in profile.values.get(part, ())]
    places = {one["id"]: position for position, one in enumerate(whole)}
    for position, one in enumerate(given):
        name = one.get("id") if isinstance(one, dict) else None
        if isinstance(name, str) and name in places:
            whole[places[name]] |= {key: value for key, value in one.items() if value is not None}
            merged.own[part, places[name]] = position
        else:
            merged.own[part, len(whole)] = position
            if isinstance(name, str):
                merged.notes[part, len(whole)] = (
                    f". The profile '{profile.name}' has no {SINGULAR[part]} '{name}', so this is a new one and must be whole."
                    f"{did_you_mean(name, profile.known[part])}"
                )
            whole.append(one)
    return whole


def origins_of(name: str, merged: Merged) -> Iterator[tuple[str, dict[str, int]]]:
    """Give for each list of a register where its things stand in the site's own file."""
    for part in PUT_TOGETHER[name]:
        listed = merged.values.get(part, ())
        yield part, {listed[at]["id"]: position for (of, at), position in merged.own.items() if of == part}
