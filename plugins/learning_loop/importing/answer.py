"""What the process says of a document, as bytes: read with distrust, since a hostile file may have got hold of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from learning_loop.attachments.findings import Refused
from learning_loop.attachments.rules import RULES
from learning_loop.importing.opening import Opened

_DROPPED = re.compile(r"[a-z][a-zA-Z0-9 ,]{2,60}")
_DETAIL = re.compile(r"[A-Za-z0-9 ]{0,40}")
_PART = re.compile(r"[\w./ -]{1,200}")


def write_answer(opened: Opened) -> bytes:
    """Give an answer as bytes: one line of JSON, then the files."""
    head = {
        "kind": opened.kind,
        "title": opened.title,
        "html": opened.html,
        "dropped": dict(opened.dropped),
        "prepared": len(opened.prepared),
        "pictures": [[name, len(data)] for name, data in opened.pictures.items()],
    }
    return b"".join((json.dumps(head).encode(), b"\n", opened.prepared, *opened.pictures.values()))


def read_answer(data: bytes) -> Opened:
    """Give what an answer says. Raises `Refused`: also for what `write_answer` would not have written."""
    head, _, rest = data.partition(b"\n")
    try:
        said = json.loads(head)
        if "refused" in said:
            rule, detail = said["refused"]
            if rule not in RULES or not _DETAIL.fullmatch(detail):
                raise ValueError
            raise Refused(rule, detail)
        opened = Opened(_text(said["kind"]), _text(said["title"]), _text(said["html"]))
        opened.dropped = Counter({_matching(_DROPPED, name): int(count) for name, count in said["dropped"].items()})
        place = int(said["prepared"])
        opened.prepared = rest[:place]
        for name, size in said["pictures"]:
            opened.pictures[_matching(_PART, name)] = rest[place : place + int(size)]
            place += int(size)
        if place != len(rest):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Refused("broken") from None
    return opened


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _matching(pattern: re.Pattern[str], value: Any) -> str:
    if not pattern.fullmatch(_text(value)):
        raise ValueError
    return str(value)
