"""The fields and links of an item → the same with what somebody certainly meant: ids for names, dates in our order, a list for one value."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from learning_loop.mending.dates import date_of, day_of
from learning_loop.mending.mended import Mended
from learning_loop.mending.names import Names, plain
from learning_loop.reading.front_matter import FieldPath, field_words, read_mapping, texts_within
from learning_loop.reading.markdown import address_of
from learning_loop.reading.places import Mapping, Scalar, node_at, read_places
from learning_loop.schema.fields import ID, Strict
from learning_loop.schema.validate import Misfit, find_misfits

ROUNDS = 4
"""Times that a front matter is looked at again: what was no list may then be a list of names."""

KIND_OF_FIELD = {
    "themes": "theme", "agencies": "agency", "to": "agency", "owner": "agency", "roles": "role", "priorities": "priority",
    "monitored_by": "group", "commissioned_by": "group", "reports_to": "group", "review_type": "review type", "method": "method",
    "about": "item", "supersedes": "item", "source": "item",
}  # fmt: skip
"""Which fields name things, and of which kind."""

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]*")
"""Values that need no quotation marks in YAML."""


class _Splice(NamedTuple):
    start: int
    end: int
    new: str
    mended: Mended


def mend_front(
    front: str, fields: type[Strict], names: Names, *, path: str, offset: int, kind: str = ""
) -> tuple[str, list[Mended]]:
    """Give a front matter with what can be mended, and what that was.

    ``offset`` is how many lines stand above it, ``kind`` the type of the documents that lie in this folder.
    """
    done: list[Mended] = []
    for _ in range(ROUNDS):
        read = read_mapping(front, path=path, line_offset=offset)
        if read.problems:
            break
        top = read_places(front)
        splices: dict[int, _Splice] = {}
        for place, new in (*_cures(read.values, fields, names, path), *_type_cure(read.values, kind)):
            splice = _splice(front, top, place, new, read.line_of(place))
            if splice is not None:
                splices.setdefault(splice.start, splice)
        if not splices:
            break
        mended = front
        for start in sorted(splices, reverse=True):
            one = splices[start]
            mended = mended[: one.start] + one.new + mended[one.end :]
        if read_mapping(mended, path=path, line_offset=offset).problems:
            break
        front = mended
        done += [splices[start].mended for start in sorted(splices)]
    return front, done


class _Renamed(NamedTuple):
    """The field's own name is to be another."""

    name: str


class _Listed(NamedTuple):
    """The value is to stand in brackets."""

    value: str


_Cure = str | _Renamed | _Listed


def _cures(values: dict[str, Any], fields: type[Strict], names: Names, path: str) -> Iterator[tuple[FieldPath, _Cure]]:
    for misfit in find_misfits(fields, values):
        if (cure := _cure_of(misfit)) is not None:
            yield misfit.path, cure
    for place, given in texts_within(values, ()):
        if kind := _kind_at(place):
            known = names.id_of(kind, given)
            if known and known != given and known not in _beside(values, place):
                yield place, known
        elif place[-1] == "file" and "attachments" in place:
            folder = posixpath.dirname(path)
            if (file := _file_called(given, folder, names)) and file != given:
                yield place, file


def _type_cure(values: dict[str, Any], kind: str) -> Iterator[tuple[FieldPath, _Cure]]:
    typed = values.get("type")
    if kind and isinstance(typed, str) and typed != kind and plain(typed) == plain(kind):
        yield ("type",), kind


def _cure_of(misfit: Misfit) -> _Cure | None:
    given = misfit.given
    if not isinstance(given, str):
        return None
    bare = given.strip(" \u00a0\"'“”‘’")
    if misfit.wanted == "name":
        fitting = [name for name in misfit.allowed if plain(name) == plain(given)]
        return _Renamed(fitting[0]) if len(fitting) == 1 else None
    if misfit.wanted == "choice":
        fitting = [name for name in misfit.allowed if plain(name) == plain(bare)]
        return fitting[0] if len(fitting) == 1 else None
    if misfit.wanted == "list":
        parts = [part.strip() for part in given.split(",")]
        fit = all(_SAFE.fullmatch(part) for part in parts) and (len(parts) == 1 or all(map(ID.fullmatch, parts)))
        return _Listed(", ".join(parts)) if fit else None
    made = {"day": day_of, "date": date_of, "yes-no": _yes_no}.get(misfit.wanted)
    new = made(bare) if made else ""
    return new or None


def _yes_no(text: str) -> str:
    return {"yes": "true", "y": "true", "true": "true", "no": "false", "n": "false", "false": "false"}.get(
        text.lower(), ""
    )


def _kind_at(place: FieldPath) -> str:
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    return KIND_OF_FIELD.get(name, "") if len(place) - (not isinstance(place[-1], str)) in (1, 3) else ""


def _beside(values: Any, place: FieldPath) -> tuple[str, ...]:
    """Give the other entries of the list that a value stands in: nothing is named twice."""
    if isinstance(place[-1], str):
        return ()
    for part in place[:-1]:
        values = values[part]
    return tuple(one for position, one in enumerate(values) if position != place[-1] and isinstance(one, str))


def _file_called(given: str, folder: str, names: Names) -> str:
    wanted = f"{folder}/{given}"
    if wanted in names.files:
        return given
    near = [file for file in names.files if file.lower() == wanted.lower()]
    return near[0].rpartition("/")[2] if len(near) == 1 else ""


def _splice(front: str, top: Mapping, place: FieldPath, cure: _Cure, line: int) -> _Splice | None:
    if isinstance(cure, _Renamed):
        owner = node_at(top, place[:-1])
        old = str(place[-1])
        if not isinstance(owner, Mapping) or cure.name in owner.keys or old not in owner.keys:
            return None
        start = owner.keys[old][0]
        written = front[start : start + len(old)]
        words = f"the field is called '{cure.name}' now"
        return (
            _Splice(start, start + len(old), cure.name, Mended(line, field_words(place), words))
            if written == old
            else None
        )
    node = node_at(top, place)
    if not isinstance(node, Scalar) or node.style in ("|", ">"):
        return None
    if isinstance(cure, _Listed):
        new = f"[{cure.value}]"
        return _Splice(node.start, node.end, new, Mended(line, field_words(place), f"is a list now: {new}"))
    quote = node.style if node.style in ("'", '"') else ""
    words = f"'{(node.value or '')[:60]}' is now '{cure}'"
    return _Splice(node.start, node.end, f"{quote}{cure}{quote}", Mended(line, field_words(place), words))


_LINK = re.compile(r"(\]\()([^()\s]+)")


def mend_links(body: str, names: Names, *, path: str, offset: int) -> tuple[str, list[Mended]]:
    """Give a body whose links lead to where things are now."""
    done: list[Mended] = []
    lines = body.split("\n")
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced or "](" not in line:
            continue

        def mended(found: re.Match[str], line_number: int = number + 1 + offset) -> str:
            new = _link(found[2], names, path)
            if not new or new == found[2]:
                return found[0]
            done.append(Mended(line_number, "body", f"the link to '{found[2]}' leads to '{new}' now"))
            return found[1] + new

        lines[number] = _LINK.sub(mended, line)
    return "\n".join(lines), done


def _link(target: str, names: Names, path: str) -> str:
    """Give the address that a link means; nothing where it is right, or where nobody can tell."""
    scheme, colon, name = target.partition(":")
    if colon and scheme.lower() in ("theme", "agency", "role"):
        known = names.id_of(scheme.lower(), name.replace("%20", " "))
        return f"{scheme.lower()}:{known}" if known else ""
    if colon or target.startswith(("#", "/")):
        return ""
    file, hash_, anchor = target.partition("#")
    folder = posixpath.dirname(path)
    if not file.endswith(".md"):
        return _file_called(file, folder, names)
    address = address_of(posixpath.normpath(posixpath.join(folder, file)))
    if address is None or address in names.addresses:
        return ""
    here = address_of(path) or ""
    now = names.moved.get(address) or next(
        (
            one
            for one in sorted(names.addresses)
            if one.lower() == address.lower() or one == names.moved.get(address.lower())
        ),
        "",
    )
    if not now or now == here:
        return ""
    index = f"{now}/index.md" if names.is_folder(now) else f"{now}.md"
    return posixpath.relpath(index, folder) + hash_ + anchor
