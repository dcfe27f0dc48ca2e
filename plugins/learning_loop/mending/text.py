"""A file's bytes → the same text as the library reads it: encoding, line ends, spaces, tabs and quotation marks.

Nothing here touches a meaning: what was read before is read the same afterwards, and what could not be read is changed only where the
change makes it readable.
"""

from __future__ import annotations

import re
from collections import Counter

from learning_loop.mending.mended import Mended
from learning_loop.reading.editing import same
from learning_loop.reading.front_matter import FrontMatter, read_mapping, split_front_matter
from learning_loop.reading.markdown import render_body

_PUNCTUATION = frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa3\xab\xb7\xbb")
"""What Word's own punctuation is in Windows-1252: where nothing else is foreign, nothing else is meant."""

_NO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_SPACES = "\t\u00a0\u202f\u2007"
_BEFORE_VALUE = re.compile(
    rf"^([ {_SPACES}]*(?:-[ {_SPACES}]+)*(?:[A-Za-z_]\w*:(?=[ {_SPACES}]|$))?)([ {_SPACES}]*)(.*)$"
)
_QUOTED = re.compile(r"^(?:[“„\"‟]([^“”„\"\\]*)[”“\"]|[‘‚']([^‘'\"\\]*)[’'])$")
_DASHES = re.compile(r"^[ \t\u00a0]*[-–—]{1,4}[ \t\u00a0]*$")


def mend_text(data: bytes, *, path: str, is_register: bool) -> tuple[bytes, list[Mended]]:
    """Give a file's bytes with what can be mended before anything of it is understood, and what that was."""
    text, done = _decoded(data)
    if text is None:
        return data, []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        done.append(Mended(0, "", "the line ends of Windows are plain ones now"))
    if is_register:
        front, found = _mend_front(text, 0)
        return front.encode(), done + found
    text, found = _mend_fences(text)
    done += found
    split = split_front_matter(text)
    if split is None:
        return text.encode(), done
    start = text.index("\n") + 1
    end = start + len(split.front)
    front, of_front = _mend_front(split.front, split.front_line)
    fence, newline, _ = text[end:].partition("\n")
    body, of_body = _mend_body(split.body, split.body_line, path)
    return f"{text[:start].rstrip()}\n{front}{fence.rstrip()}{newline}{body}".encode(), done + of_front + of_body


def _decoded(data: bytes) -> tuple[str | None, list[Mended]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), [Mended(0, "", "saved as UTF-8; it was UTF-16")]
        except UnicodeDecodeError:
            return None, []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if {sign for sign in data if sign > 0x7F} <= _PUNCTUATION:
            return data.decode("cp1252"), [
                Mended(0, "", "saved as UTF-8; it was in the encoding of old Windows programs")
            ]
        return None, []
    if text.startswith("\ufeff"):
        return text[1:], [Mended(0, "", "the invisible mark at its beginning (BOM) is gone")]
    return text, []


def _mend_fences(text: str) -> tuple[str, list[Mended]]:
    """Mend the two ``---`` lines, which Word makes dashes of; and lift the first to the top."""
    done = []
    bare = text.lstrip("\n \t\u00a0")
    if bare != text and _DASHES.match(bare.partition("\n")[0]):
        done.append(Mended(1, "", "the empty lines above the first '---' are gone"))
        text = bare
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if _DASHES.match(line)][:2]
    if len(fences) < 2 or fences[0] != 0 or split_front_matter(text) is not None:
        return text, done
    for number in fences:
        if lines[number] != "---":
            lines[number] = "---"
            done.append(Mended(number + 1, "", "the dashes are '---' now"))
    mended = "\n".join(lines)
    return (mended, done) if split_front_matter(mended) is not None else (text, done[:0])


def _mend_front(front: str, offset: int) -> tuple[str, list[Mended]]:
    """Mend a front matter, or a register. Each kind of mending is kept only if it hides nothing that could be read before."""
    lines = front.split("\n")
    old = read_mapping(front, path="", line_offset=0)
    bare, counts = [], Counter[str]()
    for line in lines:
        mended = _without_foreign_spaces(line, counts)
        bare.append(mended)
    done = [Mended(0, "front matter", _SPACE_WORDS[kind].format(number)) for kind, number in counts.items()]
    text = "\n".join(bare)
    new = read_mapping(text, path="", line_offset=0)
    if not _is_as_good(old, new):
        text, new, bare, done = front, old, lines, []
    quoted, found = _mend_quotes(bare, new, offset)
    return (quoted, done + found) if found else (text, done)


_SPACE_WORDS = {
    "tabs": "tabs before or between fields are spaces now ({})",
    "nbsp": "non-breaking spaces before or between fields are plain ones now ({})",
    "width": "invisible signs without a width are gone ({})",
    "end": "spaces at the ends of lines are gone ({})",
}


def _without_foreign_spaces(line: str, counts: Counter[str]) -> str:
    if _NO_WIDTH.search(line):
        line, number = _NO_WIDTH.subn("", line)
        counts["width"] += number
    if any(sign in line for sign in _SPACES) and (found := _BEFORE_VALUE.match(line)):
        head, gap, value = found.groups()
        before = head + gap
        if any(sign in before for sign in _SPACES):
            counts["tabs"] += before.count("\t")
            counts["nbsp"] += sum(before.count(sign) for sign in _SPACES[1:])
            indent = head[: len(head) - len(head.lstrip(f" {_SPACES}"))]
            plain = indent.replace("\t", "  ").translate(_PLAIN) + head[len(indent) :].replace("\t", " ").translate(
                _PLAIN
            )
            line = plain + (" " if gap and head.strip() else gap.replace("\t", "  ").translate(_PLAIN)) + value
    bare = line.rstrip(f" {_SPACES}")
    if bare != line:
        counts["end"] += 1
    for kind in [kind for kind, number in counts.items() if not number]:
        del counts[kind]
    return bare


_PLAIN = {ord(sign): " " for sign in _SPACES[1:]}


def _is_as_good(old: FrontMatter, new: FrontMatter) -> bool:
    """Say whether a changed front matter can be read no worse, and says the same where it could be read before."""
    if old.problems:
        return len(new.problems) <= len(old.problems)
    return not new.problems and same(old.values, new.values)


def _mend_quotes(lines: list[str], old: FrontMatter, offset: int) -> tuple[str, list[Mended]]:
    """Where the front matter cannot be read, make straight the quotation marks that Word has bent, and put those that a colon needs."""
    text = "\n".join(lines)
    if not old.problems:
        return text, []
    lines = list(lines)
    done = []
    for number, line in enumerate(lines):
        found = _BEFORE_VALUE.match(line)
        if found is None or not found[1].strip():
            continue
        field, value = found[1].strip(" -:"), found[3]
        quoted = _QUOTED.match(value)
        if quoted is not None and not (value[0] in "\"'" and value[-1] == value[0]):
            inner = quoted[1] if quoted[1] is not None else quoted[2]
            lines[number] = f'{found[1]}{found[2]}"{inner}"'
            words = "the curly quotation marks around the value are straight ones now"
        elif ": " in value and found[1].endswith(":") and value[0].isalnum() and "#" not in value:
            lines[number] = f"{found[1]}{found[2]}'{value.replace(chr(39), chr(39) * 2)}'"
            words = "the value stands in quotation marks now, because of the colon in it"
        else:
            continue
        done.append(Mended(number + 1 + offset, field, words))
    new = read_mapping("\n".join(lines), path="", line_offset=0)
    if len(new.problems) > len(old.problems) or (new.problems and new.problems == old.problems):
        return text, []
    return "\n".join(lines), done


def _mend_body(body: str, offset: int, path: str) -> tuple[str, list[Mended]]:
    """Take away spaces at the ends of lines. Two of them before another line are a line break that somebody may have meant."""
    lines = body.split("\n")
    mended = []
    for line, behind in zip(lines, [*lines[1:], ""], strict=True):
        bare = line.rstrip(" \t")
        is_break = bool(bare) and line.endswith("  ") and bool(behind.strip())
        mended.append(line if is_break else bare)
    number = sum(one != other for one, other in zip(lines, mended, strict=True))
    text = "\n".join(mended)
    if not number or _shown(body, offset, path) != _shown(text, offset, path):
        return body, []
    return text, [Mended(0, "body", _SPACE_WORDS["end"].format(number))]


def _shown(body: str, offset: int, path: str) -> str:
    return render_body(body, path=path, line_offset=offset).html
