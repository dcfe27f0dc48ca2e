"""Values → YAML, in the hand of the file that they go into.

Every form is tried by reading it back, so that what is written is what was meant: whether a text may stand without quotes is a
question for the reader, not for a list of signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from learning_loop.reading.front_matter import NULLS, Loader

Tree = str | dict[str, "Tree"] | list["Tree"]
"""What front matter holds, without the empty values."""

LONG = 100
"""Characters from which a new text is folded over several lines."""

WIDTH = 150
"""Characters of a folded line."""

ONE_LINE = 160
"""Characters of the longest group in braces."""

_EVENTS = 10
"""Of a document that is a mapping of two fields."""

_GAP = re.compile(r"(?<=\S) (?=\S)")


def scalar(value: str, *, column: int, flow: bool) -> str:
    """Give a new value as it stands behind ``key: ``; ``column`` is that of the key."""
    if "\n" in value and not flow:
        return first_that_reads([_block(value.split("\n"), "|-", column + 2), *_quoted(value)], value)
    if len(value) > LONG and not flow:
        return first_that_reads([_block(wrap(value, WIDTH), ">-", column + 2), value, *_quoted(value)], value)
    return first_that_reads([value, *_quoted(value)], value, flow=flow)


def rewrite(old: str, style: str, value: str, *, column: int, flow: bool, alone: bool) -> str:
    """Give a changed value in the style of the old one, with the old lines as far as they say the same.

    ``alone`` is True when nothing else, such as a comment, follows on the old value's line.
    """
    lines = old.split("\n")
    candidates: list[str] = []
    if style in ("|", ">"):
        candidates.append(_rewritten_block(lines, style, value, column))
    elif len(lines) > 1 and "\n" not in value:
        candidates.append(_rewritten_lines(lines, style, value))
    elif "\n" in value and not flow and alone:
        candidates.append(_block(value.split("\n"), "|-", column + 2))
    if style in ("'", '"') and "\n" not in value:
        candidates.append(_in_quotes(value, style))
    if "\n" not in value:
        candidates.append(value)
    return first_that_reads([*candidates, *_quoted(value)], value, flow=flow)


def first_that_reads(candidates: list[str], value: str, *, flow: bool = False) -> str:
    """Give the first form that is read as the value; text in double quotes always is."""
    for candidate in candidates:
        if _reads(candidate, flow) == value:
            return candidate
    return _in_quotes(value, '"')


def in_braces(value: Tree) -> str:
    """Give a value on one line: ``{on: 2026-05-12, note: 'By the group, late.'}``."""
    if isinstance(value, str):
        return scalar(value, column=0, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(map(in_braces, value))}]"
    return f"{{{', '.join(f'{key}: {in_braces(inner)}' for key, inner in value.items())}}}"


def fits_in_braces(value: Tree, column: int) -> bool:
    """Say whether a group is short enough for one line."""
    return "\\n" not in (line := in_braces(value)) and column + len(line) <= ONE_LINE


def field_lines(key: str, value: Tree, *, column: int, offset: int) -> str:
    """Give a field with its value in lines, the first one indented; ``offset`` is how far dashes stand in from their key."""
    return f"{' ' * column}{key}:{behind_colon(value, column=column, offset=offset)}"


def behind_colon(value: Tree, *, column: int, offset: int) -> str:
    """Give what follows a key's colon, its blank or line end included."""
    if isinstance(value, str):
        return f" {scalar(value, column=column, flow=False)}"
    if isinstance(value, dict):
        if fits_in_braces(value, column):
            return f" {in_braces(value)}"
        return "\n" + "\n".join(field_lines(*one, column=column + 2, offset=offset) for one in value.items())
    if all(isinstance(one, str) and " " not in one for one in value) and fits_in_braces(value, column):
        return f" {in_braces(value)}"
    return "\n" + "\n".join(
        item_lines(one, column=column + offset, offset=offset, braces=_is_flat(one)) for one in value
    )


def item_lines(value: Tree, *, column: int, offset: int, braces: bool) -> str:
    """Give a list's entry with its dash in ``column``; in braces only if it then fits one line."""
    start = f"{' ' * column}- "
    if isinstance(value, str):
        return start + scalar(value, column=column, flow=False)
    if isinstance(value, list) or (braces and fits_in_braces(value, column + 2)):
        return start + in_braces(value)
    lines = "\n".join(field_lines(*one, column=column + 2, offset=offset) for one in value.items())
    return start + lines[column + 2 :]


def _is_flat(value: Tree) -> bool:
    return isinstance(value, dict) and all(isinstance(inner, str) for inner in value.values())


def wrap(text: str, width: float) -> list[str]:
    """Break a text at single spaces, so that folding gives it back."""
    lines: list[str] = []
    for word in _GAP.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def rewrap(old: list[str], text: str) -> list[str]:
    """Break a text over lines so that the first and last lines stay as they were, as many as say the same."""
    words = _GAP.split(text)
    lines = [_GAP.split(line) for line in old]
    head = _same_lines(lines, words)
    done = sum(map(len, lines[:head]))
    tail = _same_lines([line[::-1] for line in reversed(lines[head:])], words[done:][::-1])
    kept = sum(map(len, lines[len(lines) - tail :])) if tail else 0
    middle = words[done : len(words) - kept]
    width = max(map(len, old)) if len(old) > 1 else float("inf")
    return [*old[:head], *(wrap(" ".join(middle), width) if middle else []), *(old[len(old) - tail :] if tail else [])]


def _same_lines(lines: list[list[str]], words: list[str]) -> int:
    """Count the lines that the words begin with."""
    place = 0
    for number, line in enumerate(lines):
        if words[place : place + len(line)] != line:
            return number
        place += len(line)
    return len(lines)


def _rewritten_block(lines: list[str], style: str, value: str, column: int) -> str:
    header, body = lines[0], lines[1:]
    indent = next((len(line) - len(line.lstrip()) for line in body if line.strip()), column + 2)
    stripped = [line[indent:] for line in body]
    if style == "|":
        return _block(value.split("\n"), header, indent)
    return _block(_refolded(stripped, value.split("\n")), header, indent)


def _refolded(old: list[str], paragraphs: list[str]) -> list[str]:
    """Fold paragraphs anew, each in the lines of the old one in its place."""
    groups: list[list[str]] = [[]]
    for line in old:
        if line.strip():
            groups[-1].append(line)
        else:
            groups.append([])
    width = max(map(len, old), default=WIDTH) if len(old) > 1 else WIDTH
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            lines.append("")
        if number < len(groups) and groups[number]:
            lines += rewrap(groups[number], paragraph) if paragraph else []
        elif paragraph:
            lines += wrap(paragraph, width)
    return lines


def _rewritten_lines(lines: list[str], style: str, value: str) -> str:
    """Rewrite a plain or quoted value that runs over several lines."""
    indents = [line[: len(line) - len(line.lstrip())] for line in lines]
    text = _in_quotes(value, style) if style else value
    new = rewrap([line.strip() for line in lines], text)
    return "\n".join([new[0], *(indents[min(number, len(lines) - 1)] + line for number, line in enumerate(new[1:], 1))])


def _block(lines: list[str], header: str, indent: int) -> str:
    return "\n".join([header, *(f"{' ' * indent}{line}" if line else "" for line in lines)])


def _quoted(value: str) -> Iterator[str]:
    """Give the quoted forms, the one that reads best first: double quotes for what has an apostrophe."""
    signs = "\"'" if "'" in value and not set(value) & {'"', "\\"} else "'\""
    return (_in_quotes(value, sign) for sign in signs)


def _in_quotes(value: str, sign: str) -> str:
    if sign == "'":
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _reads(candidate: str, flow: bool) -> str | None:
    """Read a form as it would be read behind a key; None when it gives anything but one text."""
    text = f"{{k: {candidate}, l: m}}\n" if flow else f"k: {candidate}\nl: m\n"
    try:
        events = list(yaml.parse(text, Loader=Loader))
    except yaml.YAMLError:
        return None
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    if len(events) != _EVENTS or len(scalars) != 4:
        return None
    key, event, *rest = scalars
    if [one.value for one in (key, *rest)] != ["k", "l", "m"]:
        return None
    if event.anchor or event.tag or (not event.style and event.value in NULLS):
        return None
    value = str(event.value)
    return value.strip() if event.style in ("|", ">") else value
