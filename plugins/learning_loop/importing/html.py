"""The HTML that a converter made of a document → blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import quote

from learning_loop.importing.blocks import Block, Item, Words, escape, lists_of_typed_bullets, one_colon, tidy
from learning_loop.model.values import dataclass, field
from learning_loop.reading.unwritten import WRITE

NOTES, OTHER_NOTES = "Notes", "Footnotes"
"""The heading under which footnotes stand; the second where the document has a part that is called like the first."""

ALT = f"{WRITE}: what this picture shows"

_VOID = frozenset({"br", "img", "hr", "col", "input", "meta", "link"})
_INLINE = frozenset(
    {
        "a",
        "strong",
        "b",
        "em",
        "i",
        "sup",
        "sub",
        "span",
        "br",
        "img",
        "u",
        "s",
        "code",
        "mark",
        "del",
        "ins",
        "small",
        "cite",
        "q",
    }
)
_AUTOMATIC = re.compile(
    r"description (?:automatically|is automatically) generated|^(?:picture|image|graphic|bild) ?\d*$|\.(?:png|jpe?g|gif|emf|wmf)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^<>\\]+", re.IGNORECASE)


@dataclass(slots=True)
class Node:
    """An element, or a text (then ``tag`` is empty)."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""


@dataclass(slots=True)
class Read:
    """What an HTML text gave."""

    blocks: list[Block]
    pictures: list[str] = field(default_factory=list)
    """Names of the pictures, in their order, each once."""
    alts: dict[str, str] = field(default_factory=dict)
    """What is said of a picture, where anything is."""
    notes: Block | None = None
    """The heading of the notes, which is ours."""


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(Node("", text=data))


def read_html(text: str, files: Mapping[str, str]) -> Read:
    """Give the blocks of an HTML text. ``files`` gives the name of the file that each picture becomes, by its name in the document."""
    tree = _Tree()
    tree.feed(text)
    tree.close()
    return _Reader(files).read(tree.root)


class _Reader:
    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.found = Read([])
        self.notes: list[Item] = []
        self.heading = NOTES

    def read(self, root: Node) -> Read:
        """Give everything, notes last."""
        if any(_text(one).strip(" :").lower() == NOTES.lower() for one in _headings(root)):
            self.heading = OTHER_NOTES
        self.found.blocks = lists_of_typed_bullets(self._blocks(root))
        if self.notes:
            self.found.notes = Block("heading", Words(self.heading, self.heading), 1)
            self.found.blocks += [self.found.notes, Block("list", items=self.notes, ordered=True)]
        return self.found

    def _blocks(self, parent: Node) -> Iterator[Block]:
        loose: list[Node] = []
        for node in parent.children:
            if not node.tag or node.tag in _INLINE:
                loose.append(node)
                continue
            yield from self._loose(loose)
            loose = []
            yield from self._block(node)
        yield from self._loose(loose)

    def _loose(self, nodes: list[Node]) -> Iterator[Block]:
        words = self._words(Node("p", children=nodes))
        if words:
            yield Block("text", words)

    def _block(self, node: Node) -> Iterator[Block]:
        if re.fullmatch(r"h[1-6]", node.tag):
            words = self._words(node, heading=True)
            if words.plain.strip():
                yield Block("heading", words, int(node.tag[1]))
        elif node.tag in ("ul", "ol"):
            yield from self._list(node)
        elif node.tag == "table":
            yield from self._table(node)
        elif node.tag == "blockquote":
            for inner in self._blocks(node):
                yield Block("quote", inner.words) if inner.kind == "text" else inner
        elif node.tag == "p":
            words = self._words(node)
            if words:
                yield Block("text", words)
        elif node.tag not in ("head", "style", "script", "hr", "math"):
            yield from self._blocks(node)

    def _list(self, node: Node) -> Iterator[Block]:
        items: list[Item] = []
        for entry in node.children:
            if entry.tag != "li":
                continue
            inner = list(self._blocks(entry))
            below = [block for block in inner if block.kind == "list"]
            said = [block.words for block in inner if block.kind in ("text", "quote", "heading")]
            words = Words("\n".join(one.text for one in said), " ".join(one.plain for one in said))
            if re.fullmatch(r"(?:foot|end)note-.+|fn\d+", entry.attributes.get("id", "")):
                self.notes.append(Item(Words(tidy(words.text.replace("\n", " ")).strip(" ↑↩︎"), words.plain)))
                continue
            tables = [block for block in inner if block.kind == "table"]
            items.append(Item(words, below))
            if tables:
                yield Block("list", items=items, ordered=node.tag == "ol", start=_start(node))
                yield from tables
                items = []
        if items:
            yield Block("list", items=items, ordered=node.tag == "ol", start=_start(node))

    def _table(self, node: Node) -> Iterator[Block]:
        boxes = [[one for one in row.children if one.tag in ("td", "th")] for row in _rows_of(node)]
        if max(map(len, boxes), default=0) == 1 and all(
            _span(cell, "colspan") == 1 for cells in boxes for cell in cells
        ):
            # a frame around some text, as Word's users draw it, or a list that has borders
            for box in (cell for cells in boxes for cell in cells):
                yield from self._blocks(box)
            return
        rows: list[list[Words]] = []
        held: dict[int, tuple[int, Words]] = {}
        for row in _rows_of(node):
            cells: list[Words] = []
            for cell in (one for one in row.children if one.tag in ("td", "th")):
                _fill(cells, held)
                words = self._cell(cell)
                wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
                for place in range(wide):
                    if high > 1:
                        held[len(cells)] = (high - 1, words if place == 0 else Words())
                    cells.append(words if place == 0 else Words())
            _fill(cells, held)
            rows.append(cells)
        width = max(map(len, rows), default=0)
        rows = [[*row, *(Words() for _ in range(width - len(row)))] for row in rows if any(row)]
        if width == 1 or len(rows) == 1:
            yield from (Block("text", cell) for row in rows for cell in row if cell)
        elif rows:
            yield Block("table", rows=rows)

    def _cell(self, cell: Node) -> Words:
        parts = []
        for block in self._blocks(cell):
            if block.kind == "list":
                parts += [item.words for item in _flattened(block)]
            elif block.kind == "table":
                parts += [words for row in block.rows for words in row if words]
            else:
                parts.append(block.words)
        return Words(_joined(one.text for one in parts), _joined(one.plain for one in parts))

    # Words

    def _words(self, node: Node, heading: bool = False) -> Words:
        text, plain = self._inline(node, heading)
        # once more for the whole: colons of two runs may meet
        lines = (one_colon(tidy(part)).strip() for part in text.split("\n"))
        return Words("\n".join(lines).strip("\n "), tidy(plain).strip())

    def _inline(self, node: Node, heading: bool) -> tuple[str, str]:
        text: list[str] = []
        plain: list[str] = []
        for child in node.children:
            one, other = self._one(child, heading)
            if one.startswith("[") and text and text[-1].endswith("!"):
                # before a link it would make a picture of it
                text[-1] = text[-1][:-1] + "\\!"
            text.append(one)
            plain.append(other)
        return "".join(text), "".join(plain)

    def _one(self, node: Node, heading: bool) -> tuple[str, str]:
        if not node.tag:
            said = node.text.replace("\n", " ")
            return escape(said), said
        if node.tag == "br":
            return (" " if heading else "\n"), " "
        if node.tag == "img":
            return self._picture(node), ""
        if node.tag == "math":
            return "", ""
        text, plain = self._inline(node, heading)
        if node.tag == "a":
            return self._link(node, text, plain)
        if node.tag in ("strong", "b") and not heading:
            return _stressed(text, "**"), plain
        if node.tag in ("em", "i") and not heading:
            return _stressed(text, "*"), plain
        return text, plain

    def _link(self, node: Node, text: str, plain: str) -> tuple[str, str]:
        href = node.attributes.get("href", "").strip()
        if re.fullmatch(r"#(?:footnote|endnote|fn)-?(?!ref)[\w-]+", href) and not href.startswith(
            ("#footnote-ref", "#endnote-ref", "#fnref")
        ):
            number = re.sub(r"\D", "", plain) or re.sub(r"\D", "", href)
            return f" ([note {number}](#{self.heading.lower()}))", ""
        if href.startswith(("#footnote-ref", "#endnote-ref", "#fnref")):
            return "", ""
        if _ADDRESS.fullmatch(href) and plain.strip():
            address = quote(href, safe="%/:=&?~#+!$,;'@*")
            return f"[{text.strip()}]({address}){' ' if text.endswith(' ') else ''}", plain
        return text, plain

    def _picture(self, node: Node) -> str:
        source = node.attributes.get("src", "")
        file = self.files.get(source)
        if not file:
            return ""
        alt = tidy(node.attributes.get("alt", "")).strip()
        if _AUTOMATIC.search(alt):
            alt = ""
        if file not in self.found.pictures:
            self.found.pictures.append(file)
        if alt:
            self.found.alts[file] = alt
        return f"![{escape(alt) if alt else ALT}]({file})"


def _stressed(text: str, sign: str) -> str:
    """Give words with stress; spaces at the ends stay outside, where Markdown wants them, and a picture or a mark inside is left alone."""
    core = text.strip()
    if (
        not any(letter.isalnum() for letter in core)
        or "\n" in core
        or core.startswith("*")
        or core.endswith(("*", "\\"))
        or "![" in core
    ):
        return text
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}{sign}{core}{sign}{end}"


def _start(node: Node) -> int:
    start = node.attributes.get("start", "1")
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "1")
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def _headings(node: Node) -> Iterator[Node]:
    for child in node.children:
        if re.fullmatch(r"h[1-6]", child.tag):
            yield child
        else:
            yield from _headings(child)


def _text(node: Node) -> str:
    return node.text + "".join(map(_text, node.children))


def _rows_of(table: Node) -> Iterator[Node]:
    for node in table.children:
        if node.tag == "tr":
            yield node
        elif node.tag in ("thead", "tbody", "tfoot"):
            yield from _rows_of(node)


def _fill(cells: list[Words], held: dict[int, tuple[int, Words]]) -> None:
    """Put in what a cell above reaches down to."""
    while (place := len(cells)) in held:
        left, words = held.pop(place)
        cells.append(Words(words.text, words.plain))
        if left > 1:
            held[place] = (left - 1, words)


def _flattened(block: Block) -> Iterator[Item]:
    for item in block.items:
        yield item
        for below in item.lists:
            yield from _flattened(below)


def _joined(parts: Iterator[str]) -> str:
    """Join what a cell has in several paragraphs: cells of our tables are a line."""
    said = [part.replace("\n", " ").strip() for part in parts if part.strip()]
    return " ".join(
        part if part[-1] in ".;:,!?" or number == len(said) - 1 else f"{part};" for number, part in enumerate(said)
    )
