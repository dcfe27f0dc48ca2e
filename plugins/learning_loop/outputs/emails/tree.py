"""The html of a text as a tree, so that every form of an e-mail is made of the same thing.

The html is our own and clean (`reading/markdown.py`), so its elements are well nested and few.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

_EMPTY = frozenset({"img", "br", "hr"})


class Node:
    """An element."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []

    @property
    def name(self) -> str:
        """Its first class."""
        return self.attributes.get("class", "").partition(" ")[0]

    def elements(self) -> Iterator[Node]:
        """Give the elements directly in it."""
        return (child for child in self.children if isinstance(child, Node))

    def text(self) -> str:
        """Give its words, with pictures as the words that stand for them."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag == "img":
                parts.append(child.attributes.get("alt", ""))
            else:
                parts.append("\n" if child.tag == "br" else child.text())
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Node("", {})
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _EMPTY:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_tree(html: str) -> Node:
    """Read html; the node without a tag holds all of it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.top
