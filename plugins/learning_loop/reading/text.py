"""Bytes of a file → text, or why not."""

from __future__ import annotations

import re

from learning_loop.model.problem import Problem

MAX_FILE = 2_000_000
"""Bytes. The longest real review has about 400,000 characters."""

INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters and foreign line ends: no text needs them, HTML forbids most, and editors and YAML count lines at different ones."""


def read_text(data: bytes, *, path: str) -> tuple[str, list[Problem]]:
    """Decode UTF-8 and give line ends as single line feeds; a byte order mark and Windows line ends are taken as the editor's habit."""
    if len(data) > MAX_FILE:
        size = f"{len(data) / 1_000_000:.1f} MB"
        return "", [
            Problem(
                path,
                0,
                "",
                f"the file has {size}; a text of more than 2 MB is not read. Move pictures and tables into attachments",
            )
        ]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [
            Problem(path, 1, "", "the file is saved as UTF-16. Save it as UTF-8 (in Notepad: Save as, Encoding, UTF-8)")
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [
            Problem(
                path, line, "", "the file is not UTF-8 here (often an apostrophe or a dash from Word). Save it as UTF-8"
            )
        ]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        return "", [
            Problem(
                path,
                text.count("\n", 0, text.index("\x00")) + 1,
                "",
                "the file has a zero byte: it is not a text file. Save it as plain text, UTF-8",
            )
        ]
    if found := INVISIBLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"has an invisible character, U+{ord(found[0]):04X} (often pasted from Word or a PDF). Delete it: type the words around it anew"
        return "", [Problem(path, line, "", message)]
    return text, []
