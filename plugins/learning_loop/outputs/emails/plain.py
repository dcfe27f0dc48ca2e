"""Blocks → plain text that reads well aloud: no drawn lines, no addresses in the middle of a sentence, one paragraph a line."""

from __future__ import annotations

from collections.abc import Iterable

from learning_loop.outputs.emails.blocks import Block, Link, Words

_CALLS = ("mailto:", "tel:")


def write_plain(blocks: Iterable[Block]) -> str:
    """Give an e-mail as plain text.

    A link in a sentence is followed by its number, and its address stands under its part, so that a voice reads sentences and not
    addresses. Numbers run through the whole e-mail.
    """
    writer = _Writer()
    for block in blocks:
        writer.take(block)
    writer.end_part()
    return "\n".join(writer.lines).strip("\n") + "\n"


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._last = ""
        self._numbers: dict[str, int] = {}
        self._told: list[str] = []

    def take(self, block: Block) -> None:
        """Write a block."""
        if block.kind == "heading":
            self.end_part()
            self.lines += ["", "", self._plain(block.words)]
        elif block.kind in ("point", "step"):
            if self._last not in ("point", "step"):
                self.lines.append("")
            sign = f"{block.number}." if block.kind == "step" else "-"
            self.lines.append(f"{'  ' * block.depth}{sign} {self._plain(block.words)}")
        elif block.kind == "row":
            self.lines += ["", *self._row(block.words)]
        else:
            alone = len(block.words) == 1 and isinstance(block.words[0], Link)
            self.lines += ["", *(self._row(block.words) if alone else [self._plain(block.words)])]
        self._last = block.kind

    def end_part(self) -> None:
        """Write the addresses of a part's links under it."""
        if self._told:
            self.lines += ["", *self._told]
        self._told = []

    def _row(self, words: Words) -> list[str]:
        """Give words and, on the line under them, where they lead."""
        text = "".join(word if isinstance(word, str) else word.words for word in words)
        links = [word.address for word in words if isinstance(word, Link)]
        return [text, *links]

    def _plain(self, words: Words) -> str:
        return "".join(word if isinstance(word, str) else self._link(word) for word in words)

    def _link(self, link: Link) -> str:
        if link.address.startswith(_CALLS):
            bare = link.address.partition(":")[2].partition("?")[0]
            return link.words if bare.replace(" ", "") in link.words.replace(" ", "") else f"{link.words} ({bare})"
        if link.address not in self._numbers:
            self._numbers[link.address] = len(self._numbers) + 1
        number = self._numbers[link.address]
        line = f"Link {number}: {link.address}"
        if line not in self._told:
            self._told.append(line)
        return f"{link.words} (link {number})"
