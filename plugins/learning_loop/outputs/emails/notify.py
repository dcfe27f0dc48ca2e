"""Blocks → the Markdown that GOV.UK Notify understands: headings, bullets and links, and nothing else.

Notify shows every other sign as it is typed, and takes ``((words))`` for a gap to be filled in; so nothing is emphasised, tables and
numbered lists become bullets, and round brackets never stand in pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from learning_loop.outputs.emails.blocks import Block, Link, Words

_STARTS = re.compile(r"^(#|\*|-|\+|\^|>|\d+[.)]|=|_)")
"""What at the start of a line Notify would take for a heading, a bullet, a number, an inset text or a rule."""

_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "[": "%5B", "]": "%5D"})


def write_notify(blocks: Iterable[Block]) -> str:
    """Give an e-mail as Notify's Markdown. Its title is the subject of the template, and stands here too."""
    lines: list[str] = []
    last = ""
    for block in blocks:
        text = _text(block.words)
        if block.kind in ("title", "heading"):
            lines += ["", f"# {text}"]
        elif block.kind == "smaller":
            lines += ["", f"## {text}"]
        elif block.kind in ("point", "step"):
            number = f"({block.number}) " if block.kind == "step" else ""
            lines += [*([""] if last not in ("point", "step") else []), f"* {number}{_safe(text)}"]
        else:
            lines += ["", _safe(text)]
        last = block.kind
    return "\n".join(lines).strip("\n") + "\n"


def _text(words: Words) -> str:
    return "".join(_plain(word) if isinstance(word, str) else _link(word) for word in words)


def _link(link: Link) -> str:
    if link.address.startswith("tel:"):
        return _plain(link.words)
    label = _plain(link.words).replace("[", "(").replace("]", ")")
    return f"[{label}]({link.address.translate(_IN_ADDRESS)})"


def _plain(text: str) -> str:
    """Break what Notify would take for a gap or a link."""
    while "((" in text or "))" in text or "](" in text:
        text = text.replace("((", "( (").replace("))", ") )").replace("](", "] (")
    return text


def _safe(text: str) -> str:
    """Keep the start of a line from meaning anything but words: a sign that nobody sees stands before it."""
    return f"\u2060{text}" if _STARTS.match(text) else text
