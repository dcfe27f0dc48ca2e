"""A new library's own files: content, registers and a README, which nobody but the site changes afterwards.

The words lie in ``skeleton/``. Registers that every library may begin with are those of the example, or come from a framework's profile.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from learning_loop.equipment import SKELETON, files_of, shared_file
from learning_loop.model.dates import day_words
from learning_loop.model.problem import Problem
from learning_loop.model.values import dataclass
from learning_loop.profiles import shipped_profiles
from learning_loop.reading.front_matter import read_mapping
from learning_loop.reading.unset import NO_ADDRESS, NO_EMAIL
from learning_loop.reading.unwritten import WRITE
from learning_loop.reading.written import scalar
from learning_loop.schema.items import read_item
from learning_loop.schema.register_files import read_registers

_NAMES = "content/registers/names.yml"
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_MESSAGES = re.compile(r"^    messages:\n(?:      .*\n)+", re.MULTILINE)
_DOCUMENT = """\
# Once your own framework is agreed, say so:
#
# document:
#   title: Our learning and improvement framework
#   body: partnership
#   agreed: 2026-09
#   review_due: 2027-09
"""
_PROFILED = (
    """\
# All that the profile says holds here. What you write below takes the place of the same id's; 'leave_out' takes things away.
profile: {}
"""
    + _DOCUMENT
)
_EXAMPLES_OWN = re.compile(r"^(?:document|promises):\n(?: .*\n)+", re.MULTILINE)
"""What only the example has agreed and promised."""

_EXAMPLE_PLACE = "Marlsea"
_EXAMPLE_LINE = re.compile(rf"^( *\w+: )(.*\b{_EXAMPLE_PLACE}\b.*)$", re.MULTILINE)
_SENSE = re.compile(r", (?:role|review_type): ([a-z0-9-]+)(?=\})")
_SPARE_SPACE = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who publishes the library. What is empty is not known yet and is marked as still to be written."""

    partnership: str
    area: str = ""
    url: str = ""
    professional_url: str = ""
    email: str = ""
    line: str = ""
    phone: str = ""
    hours: str = ""
    advice_phone: str = ""
    advice_hours: str = ""

    @property
    def place(self) -> str:
        """The area; when nobody said it, what stands before 'Safeguarding' in the partnership's name."""
        return self.area or self.partnership.partition(" Safeguarding")[0]

    @property
    def short(self) -> str:
        """The first letters of the name's great words."""
        return "".join(word[0] for word in self.partnership.split() if word[:1].isupper()) or self.partnership


def frameworks() -> tuple[str, ...]:
    """Give the names of the framework profiles that the package brings."""
    return tuple(shipped_profiles())


def own_files(identity: Identity, framework: str, today: date) -> dict[str, bytes]:
    """Give the files that belong to the site from the first day on, by their paths: content, registers and the README."""
    slots = _slots_of(identity, today)
    found: dict[str, bytes] = {}
    for path, data in files_of(SKELETON):
        if path.startswith("every/"):
            continue
        found[path] = _filled(data.decode(), slots, yaml=path.endswith(".yml")).encode()
    if identity.line:
        found[_NAMES] += _line_name(identity.line).encode()
    found |= _shared_registers(identity, framework)
    if framework:
        del found["content/registers/priorities.yml"]  # the profile has them
    briefing = "content/briefings/example-ask-what-has-changed.md"
    headings = _briefing_headings(found["content/registers/framework.yml"], framework)
    found[briefing] = _under_headings(found[briefing].decode(), headings).encode()
    return dict(sorted(found.items()))


def _line_name(line: str) -> str:
    """Give the entry by which the name of those who answer may be published: the disclosure check stops at every name that it does not know."""
    name = scalar(line, column=4, flow=False)
    return f"  # Whom to call\n  - name: {name}\n    kind: organisation\n    reason: Who answers calls about a child\n"


def mistakes_in(files: Mapping[str, bytes]) -> list[Problem]:
    """Give what is wrong in the files of a new library, such as a name that is too long for its field."""
    inside = {path.removeprefix("content/"): data for path, data in files.items() if path.startswith("content/")}
    registers = {path: data for path, data in inside.items() if path.startswith("registers/")}
    _, problems = read_registers(registers, shipped_profiles())
    items = (read_item(data, path=path) for path, data in inside.items() if path.endswith(".md"))
    return [*problems, *(problem for item in items for problem in item.problems)]


def _slots_of(identity: Identity, today: date) -> dict[str, str]:
    place = identity.place
    return {
        "partnership": identity.partnership,
        "short": identity.short,
        "area": place,
        "tagline": f"What {place} has learned about keeping children safe",
        "intro": (
            f"Reviews, audits and briefings from everyone who works with children in {place}, with what each of us said we would do about them"
            " and whether it changed anything."
        ),
        "about_summary": (
            f"What {place} learns from reviews and audits, what each agency said it would do, and whether anything changed for children."
        ),
        "url": identity.url or NO_ADDRESS,
        "professional_url": identity.professional_url or NO_ADDRESS.replace("://", "://professional-"),
        "email": identity.email or NO_EMAIL,
        "feedback": f"mailto:{identity.email or NO_EMAIL}",
        "line": identity.line or f"{WRITE}: who answers",
        "phone": identity.phone or f"{WRITE}: the number",
        "hours": identity.hours or f"{WRITE}: when somebody answers",
        "advice_phone": identity.advice_phone or f"{WRITE}: the number for advice",
        "advice_hours": identity.advice_hours or f"{WRITE}: when somebody gives advice",
        "today": today.isoformat(),
        "day_words": day_words(today),
        "year": f"{today.year}-01-01",
    }


def _filled(text: str, slots: Mapping[str, str], *, yaml: bool) -> str:
    """Put values into their places: in YAML as values that read as they are, in front matter too."""

    def value(match: re.Match[str]) -> str:
        given = slots[match[1]]
        # A date is no text, and front matter ends at the second line of dashes
        front = yaml or text.find("\n---\n") > match.start()
        return scalar(given, column=4, flow=False) if front and match[1] not in ("today", "year") else given

    return _SLOT.sub(value, text)


def _shared_registers(identity: Identity, framework: str) -> dict[str, bytes]:
    themes = _example("themes")
    found = {"themes.yml": _MESSAGES.sub("", themes)}
    if framework:
        found["themes.yml"] = _without_strangers(found["themes.yml"], framework)
        found["framework.yml"] = _PROFILED.format(framework)
    else:
        for name in ("framework", "groups", "roles"):
            found[f"{name}.yml"] = _of_place(_example(name), identity.place)
        found["framework.yml"] = _DOCUMENT + _EXAMPLES_OWN.sub("", found["framework.yml"])
    return {f"content/registers/{name}": text.encode() for name, text in found.items()}


def _without_strangers(themes: str, framework: str) -> str:
    """Let no acronym stand for a role or a type of review that the framework does not have: it then stands for its words alone."""
    profile = _profile(framework)
    known = {entry["id"] for part in ("roles", "review_types") for entry in profile.get(part, ())}
    return _SENSE.sub(lambda match: match[0] if match[1] in known else "", themes)


def _profile(framework: str) -> dict[str, Any]:
    return read_mapping(shipped_profiles()[framework].decode(), path="framework.yml", line_offset=0).values


def _of_place(text: str, place: str) -> str:
    """Put the area in the place of the example's, in values that still read as they are."""

    def line(match: re.Match[str]) -> str:
        return match[1] + scalar(match[2].replace(_EXAMPLE_PLACE, place), column=4, flow=False)

    return _EXAMPLE_LINE.sub(line, text)


def _briefing_headings(register: bytes, framework: str) -> tuple[str, ...]:
    own = (
        _profile(framework)
        if framework
        else read_mapping(register.decode(), path="framework.yml", line_offset=0).values
    )
    return tuple(own["briefing_headings"])


def _under_headings(text: str, headings: tuple[str, ...]) -> str:
    """Give the example's parts the headings that the framework asks for: the last part has the questions, the others keep their order."""
    before, *parts = text.split("\n## ")
    bodies = [part.partition("\n")[2].strip() for part in parts]
    between = bodies[:-1][: len(headings) - 1]
    spare = "Your framework asks for this part in every briefing. Write here what belongs to it."
    between += [spare] * (len(headings) - 1 - len(between))
    told = [f"## {heading}\n\n{body}" for heading, body in zip(headings, [*between, bodies[-1]], strict=True)]
    return _SPARE_SPACE.sub("\n\n", "\n\n".join([before, *told])).rstrip() + "\n"


def _example(register: str) -> str:
    return shared_file(f"{register}.yml", "content/registers").decode()
