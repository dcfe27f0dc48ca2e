"""A changed field → the same file with only the lines of that field different.

Comments, order, quotation marks and line breaks of everything else stay to the byte, because nothing is written anew: each change
replaces the characters of one value, or adds or takes away the lines of one field (decision 0008).
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Callable, Iterable
from typing import Any

from learning_loop.model.values import dataclass
from learning_loop.reading.front_matter import FieldPath, read_mapping, split_front_matter
from learning_loop.reading.places import Mapping, Scalar, Sequence, node_at, read_places
from learning_loop.reading.text import read_text
from learning_loop.reading.written import (
    Tree,
    behind_colon,
    field_lines,
    in_braces,
    item_lines,
    rewrite,
)


@dataclass(frozen=True, slots=True)
class Put:
    """Give a field, or a text in a list, a value; a field that is not there yet is added behind the last of ``after`` that is, or as the last."""

    path: FieldPath
    value: Tree
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """Take a field away with its value."""

    path: FieldPath


@dataclass(frozen=True, slots=True)
class Insert:
    """Put an entry into a list that is there, before the entry that has this position now."""

    path: FieldPath
    position: int
    value: Tree


Change = Put | Drop | Insert


class CannotEdit(Exception):
    """The file is written in a way that no surgical edit keeps; the message names the field."""


def edit_file(data: bytes, changes: Iterable[Change]) -> bytes:
    """Give a file's bytes with changes of its front matter, which must have been read without a problem."""
    text, _ = read_text(data, path="")
    split = split_front_matter(text)
    assert split is not None
    start = text.index("\n") + 1
    front = edit_front_matter(split.front, changes)
    return _with_line_ends(data, text, text[:start] + front + text[start + len(split.front) :])


def edit_register(data: bytes, changes: Iterable[Change]) -> bytes:
    """Give a register's bytes with changes, which must have been read without a problem. Raises CannotEdit."""
    text, _ = read_text(data, path="")
    return _with_line_ends(data, text, edit_front_matter(text, changes))


def edit_body(data: bytes, edit: Callable[[str], str]) -> bytes:
    """Give a file's bytes with its text, below the front matter, changed by ``edit``, which gets it and gives it back."""
    text, _ = read_text(data, path="")
    split = split_front_matter(text)
    assert split is not None
    above = text[: len(text) - len(split.body)]
    return _with_line_ends(data, text, above + edit(split.body))


def edit_front_matter(text: str, changes: Iterable[Change]) -> str:
    """Give a front matter with changes. Positions of inserts are those of the lists before any change.

    Raises CannotEdit, rather than give anything that would be read as something else than was asked for.
    """
    changes = list(changes)
    wanted = _applied(read_mapping(text, path="", line_offset=0).values, changes)
    top = read_places(text)
    replaced = [one for one in changes if isinstance(one, Put) and _is_replacement(one, top)]
    text = _spliced(text, [_replacement(text, top, one) for one in replaced])
    left = _in_safe_order(one for one in changes if one not in replaced)
    while left:
        now, left = _apart(left)
        top = read_places(text)
        text = _spliced(text, [_edit(text, top, one) for one in now])
    if not same(read_mapping(text, path="", line_offset=0).values, wanted):
        raise CannotEdit("the front matter is written in a way that cannot be changed line by line")
    return text


def same(one: Any, other: Any) -> bool:
    """Say whether two values of a front matter mean the same: empty fields and space around texts mean nothing."""
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if inner not in (None, [])}
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value


def _applied(values: dict[str, Any], changes: list[Change]) -> dict[str, Any]:
    values = copy.deepcopy(values)
    direct = [one for one in changes if not isinstance(one, Insert)]
    for change in (*direct, *_in_safe_order(one for one in changes if isinstance(one, Insert))):
        owner: Any = values
        for part in change.path if isinstance(change, Insert) else change.path[:-1]:
            owner = owner[part]
        if isinstance(change, Insert):
            owner.insert(change.position, change.value)
        elif isinstance(change, Put):
            owner[change.path[-1]] = change.value
        else:
            del owner[change.path[-1]]
    return values


def _in_safe_order(changes: Iterable[Change]) -> list[Change]:
    """Order changes so that none moves what a later one points to: lists grow from their ends, inner ones first."""
    changes = list(changes)
    inserts = sorted((one for one in changes if isinstance(one, Insert)), key=lambda one: (*one.path, one.position))
    return [*(one for one in changes if not isinstance(one, Insert)), *reversed(inserts)]


def _apart(changes: list[Change]) -> tuple[list[Change], list[Change]]:
    """Take the first change of each entry of a list: what lies apart can be made in one reading. Changes of whole lists come alone, last."""
    chosen: dict[FieldPath, Change] = {}
    for change in changes:
        if len(change.path) > 2:
            chosen.setdefault(change.path[:2], change)
    now = list(chosen.values()) or changes[:1]
    taken = set(map(id, now))
    return now, [one for one in changes if id(one) not in taken]


Splice = tuple[int, int, str]
"""Start, end, and what stands there afterwards."""


def _spliced(text: str, splices: list[Splice]) -> str:
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _is_replacement(change: Put, top: Mapping) -> bool:
    node = node_at(top, change.path)
    return isinstance(node, Scalar) and node.value is not None and isinstance(change.value, str)


def _replacement(text: str, top: Mapping, change: Put) -> Splice:
    owner, old = node_at(top, change.path[:-1]), node_at(top, change.path)
    assert isinstance(owner, Mapping | Sequence)
    assert isinstance(old, Scalar)
    assert isinstance(change.value, str)
    alone = not text[old.end : _line_end(text, old.end)].strip()
    new = rewrite(text[old.start : old.end], old.style, change.value, column=owner.column, flow=owner.flow, alone=alone)
    return old.start, old.end, new


def _edit(text: str, top: Mapping, change: Change) -> Splice:
    if isinstance(change, Insert):
        node = node_at(top, change.path)
        assert isinstance(node, Sequence)
        return _inserted_inline(node, change) if node.flow else _inserted(text, node, change, _offset(top))
    owner, name = node_at(top, change.path[:-1]), str(change.path[-1])
    assert isinstance(owner, Mapping)
    if isinstance(change, Drop):
        return _dropped(text, owner, name)
    if name in owner.values:
        return _filled(text, owner, name, change.value, _offset(top))
    return _added(text, owner, name, change, _offset(top))


def _offset(top: Mapping) -> int:
    """Give how far the dashes of this file stand in from the key above them."""
    lists = [node for node in top.values.values() if isinstance(node, Sequence) and not node.flow]
    return lists[0].column if lists else 2


def _filled(text: str, owner: Mapping, name: str, value: Tree, offset: int) -> Splice:
    """Write a value where an empty one, or one of another form, stands."""
    _, start = owner.keys[name]
    end = owner.values[name].end
    if owner.flow:
        return start, end, f" {in_braces(value)}"
    rest = text[end : _line_end(text, end)]
    if not rest.strip():
        return start, end + len(rest), behind_colon(value, column=owner.column, offset=offset)
    if isinstance(value, str):
        return start, end, " " + rewrite("", "", value, column=owner.column, flow=False, alone=False)
    return start, end, f" {in_braces(value)}"


def _added(text: str, owner: Mapping, name: str, change: Put, offset: int) -> Splice:
    names = list(owner.keys)
    before = [key for key in names if key in change.after] or (names[:1] if change.after else names[-1:])
    if not before:
        return owner.start + 1, owner.start + 1, f"{name}: {in_braces(change.value)}"
    end = owner.values[before[-1]].end
    if owner.flow:
        return end, end, f", {name}: {in_braces(change.value)}"
    end = _line_end(text, end)
    return end, end, "\n" + field_lines(name, change.value, column=owner.column, offset=offset)


def _dropped(text: str, owner: Mapping, name: str) -> Splice:
    names = list(owner.keys)
    place = names.index(name)
    start, end = owner.keys[name][0], owner.values[name].end
    line = text.rfind("\n", 0, start) + 1
    if not owner.flow and not text[line:start].strip():
        return line, min(_line_end(text, end) + 1, len(text)), ""
    if place + 1 < len(names) and (place == 0 or not owner.flow):
        return start, owner.keys[names[place + 1]][0], ""
    return (owner.values[names[place - 1]].end if place else start), end, ""


def _inserted_inline(node: Sequence, change: Insert) -> Splice:
    new = in_braces(change.value)
    if change.position:
        end = node.items[change.position - 1].end
        return end, end, f", {new}"
    start = node.start + 1
    return start, start, f"{new}, " if node.items else new


def _inserted(text: str, node: Sequence, change: Insert, offset: int) -> Splice:
    neighbour = node.items[max(change.position - 1, 0)]
    braces = isinstance(neighbour, Mapping) and neighbour.flow
    new = item_lines(change.value, column=node.column, offset=offset, braces=braces)
    if not change.position:
        start = text.rfind("\n", 0, node.start) + 1
        return start, start, new + "\n"
    end = _line_end(text, neighbour.end)
    return end, end, ("\n\n" if _is_spaced(text, node) else "\n") + new


def _is_spaced(text: str, node: Sequence) -> bool:
    """Say whether the entries of a list have blank lines between them."""
    if len(node.items) < 2:
        return False
    first, second = node.items[-2:]
    return bool(re.search(r"\n[ \t]*\n", text[first.end : second.start]))


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _with_line_ends(data: bytes, old: str, new: str) -> bytes:
    """Give a changed text the byte order mark and the line ends of the file; a file may mix them."""
    raw = data.decode("utf-8")
    if "\r" not in raw and not raw.startswith("\ufeff"):
        return new.encode()
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    ends = re.findall(r"\r\n|\r|\n", raw)
    usual = max(set(ends), key=ends.count)
    before, after = old.split("\n"), new.split("\n")
    chosen = [usual] * (len(after) - 1)
    if len(set(ends)) > 1:
        for _, first, last, place, stop in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
            kept = ends[first:last][: stop - place]
            chosen[place : place + len(kept)] = kept
        chosen = chosen[: len(after) - 1]
    return (mark + "".join(line + end for line, end in zip(after, [*chosen, ""], strict=True))).encode()
