"""What a child process says of a file, as bytes: read with distrust, since a hostile file may have got hold of the child."""

from __future__ import annotations

import json
import re
from typing import Any

from learning_loop.attachments.findings import Finding, Looked, Piece
from learning_loop.attachments.rules import RULES

_PLACE = re.compile(
    r"(?:page|slide|paragraph) \d{1,7}|sheet \d{1,5}(?:![A-Z]{1,3}\d{1,7})?|header|footer|footnotes|endnotes|picture|alternative text"
)
"""The places that a finding may name: words of the program's own and numbers."""

_PIECE_PLACE = re.compile(
    rf"(?:{_PLACE.pattern})|alternative text, (?:{_PLACE.pattern})|name of sheet \d{{1,5}}|notes of slide \d{{1,7}}|text|links|tags and labels|form fields|"
    r"charts and diagrams|names of tables|names of cells|slide design|field codes|bookmarks and labels|drawn words"
)
"""The places that a text may have: they come into messages too."""

_DETAIL = re.compile(
    r"|an? [A-Za-z]{3,12} (?:picture|document|workbook|presentation)|a PDF|plain text|\d{1,4}(?: MB| million pixels)?"
)


class Unreadable(ValueError):
    """An answer that does not have the form of one."""


def write_answer(looked: Looked) -> bytes:
    """Give an answer as bytes: one line of JSON, then the clean file."""
    head = {
        "findings": [[one.rule, one.times, list(one.places), one.detail] for one in looked.findings],
        "pieces": [[piece.place, piece.text] for piece in looked.pieces],
        "clean": None if looked.clean is None else len(looked.clean),
    }
    return json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode() + b"\n" + (looked.clean or b"")


def read_answer(data: bytes) -> Looked:
    """Give what an answer says. Raises `Unreadable` for anything that `write_answer` would not have written of an honest look."""
    head, _, rest = data.partition(b"\n")
    try:
        said = json.loads(head)
        size = said["clean"]
        findings = tuple(_finding(*one) for one in said["findings"])
        pieces = tuple(_piece(place, text) for place, text in said["pieces"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unreadable from None
    if size is None:
        if rest or not findings:
            raise Unreadable
        return Looked(findings, None)
    if type(size) is not int or size != len(rest):
        raise Unreadable
    return Looked(findings, rest, pieces)


def _finding(rule: Any, times: Any, places: Any, detail: Any) -> Finding:
    if rule not in RULES or type(times) is not int or times < 1 or not isinstance(places, list):
        raise ValueError
    if not all(isinstance(place, str) and _PLACE.fullmatch(place) for place in places):
        raise ValueError
    if not isinstance(detail, str) or not _DETAIL.fullmatch(detail):
        raise ValueError
    return Finding(rule, times, tuple(places), detail)


def _piece(place: Any, text: Any) -> Piece:
    if not isinstance(place, str) or not _PIECE_PLACE.fullmatch(place) or not isinstance(text, str):
        raise TypeError
    return Piece(place, text)
