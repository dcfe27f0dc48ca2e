"""A Word document as its author would hand it in: changes accepted, comments and names gone, headings known by their names.

What Word, LibreOffice and Google Docs write differs: a heading may be a style in any language, an outline level, or bold letters of a large size.
Here they become one form, so that whatever converts the document next sees the same. What is left out is counted and told.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping

from learning_loop.attachments.findings import Notes, Refused
from learning_loop.attachments.package import Relation, content_types, relations_of, unpack
from learning_loop.attachments.xml import Element, local, parse_xml, remove, write_xml
from learning_loop.model.values import dataclass, field

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/"

_KEPT = frozenset({"styles", "numbering", "footnotes", "endnotes", "hyperlink", "image", "theme", "fontTable"})
"""Parts and addresses that the text needs, by the last word of their relation."""

_LISTED = {
    "comments": "comments", "customXml": "custom data", "header": "headers", "footer": "footers", "people": "names of people who edited",
    "oleObject": "embedded files", "package": "embedded files", "chart": "charts", "diagramData": "diagrams", "video": "films and sounds",
    "audio": "films and sounds", "media": "films and sounds", "glossaryDocument": "building blocks", "attachedTemplate": "the name of its template",
}  # fmt: skip
"""What is left out whole, in words."""

_GONE = frozenset(
    "del moveFrom commentRangeStart commentRangeEnd commentReference annotationRef proofErr permStart permEnd moveFromRangeStart "
    "moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlDelRangeStart lastRenderedPageBreak".split()
)
_UNWRAPPED = frozenset("ins moveTo smartTag customXml fldSimple".split())
_TOC = re.compile(r"(?:toc|contents|table of (?:figures|contents)|index) ?\d*(?: heading)?", re.IGNORECASE)
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)

LARGE, LARGER = 28, 34
"""Half points from which bold letters alone in their paragraph are a heading of the second, and of the first level."""

MOST_COLUMNS = 63
"""Columns of a table that Word knows."""

LONGEST_HEADING = 140
"""Characters of a paragraph that may be taken for a heading by its letters."""


@dataclass(slots=True)
class Prepared:
    """A document made ready to be converted."""

    data: bytes
    """A .docx file with the text, its styles, lists, notes and pictures, and nothing else."""
    title: str = ""
    """What stands in the paragraph of the style Title."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By the names of their parts, such as ``word/media/image1.png``."""
    dropped: Counter[str] = field(default_factory=Counter)
    """What was left out, in words, and how often."""


def prepare(data: bytes) -> Prepared:
    """Make a .docx file ready. Raises `Refused` for a file that is broken, has macros or a password."""
    parts = unpack(data, Notes())
    types = content_types(parts)
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types.values()):
        raise Refused("macros")
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts):
        raise Refused("macros")
    mains = [one.target for one in relations_of(parts, "", types) if one.kind == "officeDocument" and not one.external]
    if len(mains) != 1 or mains[0] not in parts or "wordprocessingml" not in types.get(mains[0], ""):
        raise Refused("kind-strict" if _is_strict(parts) else "broken")
    if _STRICT in parts[mains[0]][:4096]:
        raise Refused("kind-strict")
    return _Preparer(parts, types, mains[0]).prepared()


def _is_strict(parts: Mapping[str, bytes]) -> bool:
    return any(_STRICT in data[:4096] for data in parts.values())


class _Preparer:
    """One document on its way."""

    def __init__(self, parts: dict[str, bytes], types: dict[str, str], main: str) -> None:
        self.parts, self.types, self.main = parts, types, main
        self.dropped: Counter[str] = Counter()
        self.out: dict[str, bytes] = {}
        self.pictures: dict[str, bytes] = {}
        self.title = ""

    def prepared(self) -> Prepared:
        """Give the document made ready."""
        relations = relations_of(self.parts, self.main, self.types)
        styles = next((one.target for one in relations if one.kind == "styles" and one.target in self.parts), "")
        tree = parse_xml(self.parts[styles]) if styles else None
        levels, names = _levels(tree)
        self._count_dropped(relations)
        self._story(self.main, levels, names, main=True)
        for one in relations:
            if one.kind in ("footnotes", "endnotes") and not one.external and one.target in self.parts:
                self._story(one.target, {}, {}, main=False)
        if tree is not None:
            _add_headings(tree)
            self.out[styles] = write_xml(tree)
        for one in relations:
            if one.kind == "numbering" and not one.external and one.target in self.parts:
                self.out[one.target] = write_xml(parse_xml(self.parts[one.target]))
        return Prepared(self._zip(), self.title, self.pictures, +self.dropped)

    def _count_dropped(self, relations: list[Relation]) -> None:
        if any(name.startswith("docProps/") for name in self.parts):
            self.dropped["names and dates of who wrote it"] = 1
        self.dropped["custom data"] += sum(
            name.startswith("customXml/item") and "Props" not in name for name in self.parts
        )
        for one in relations:
            if one.kind == "comments" and one.target in self.parts:
                root = parse_xml(self.parts[one.target])
                self.dropped["comments"] += sum(local(element) == "comment" for element in root)
            elif one.kind in ("header", "footer"):
                self.dropped[_LISTED[one.kind]] += bool(_words(parse_xml(self.parts.get(one.target, b"<x/>"))).strip())
            elif one.kind in _LISTED and one.kind != "customXml":
                self.dropped[_LISTED[one.kind]] += 1

    def _story(self, name: str, levels: Mapping[str, int], names: Mapping[str, str], *, main: bool) -> None:
        root = parse_xml(self.parts[name])
        self._accept(root)
        _free_boxes(root)
        for table in root.iter(W + "tbl"):
            _widen_grid(table)
        for paragraph in list(root.iter(W + "p")):
            style = _style(paragraph)
            if main and _TOC.fullmatch(names.get(style, "")):
                self.dropped["lines of a table of contents"] += 1
                remove(paragraph)
            elif main and names.get(style, "").lower() == "title" and not self.title and _words(paragraph).strip():
                self.title = " ".join(_words(paragraph).split())
                remove(paragraph)
            elif main and (level := levels.get(style) or _own_level(paragraph)):
                _set_style(paragraph, f"LoopHeading{min(level, 6)}")
        self._leave_out_missing(root, self._keep_relations(name))
        self.out[name] = write_xml(root)

    def _accept(self, root: Element) -> None:
        """Take what was deleted out, leave what was inserted, and forget comments, hidden words and who did what."""
        for element in list(root.iter()):
            name = local(element)
            if not isinstance(element.tag, str) or not element.tag.startswith(W):
                if name in ("oMath", "oMathPara") and local(element.getparent()) not in ("oMathPara", "oMath"):
                    self.dropped["formulas"] += 1
                continue
            if (
                name in ("del", "ins", "moveFrom", "moveTo")
                and element.getparent() is not None
                and local(element.getparent()) in ("rPr", "trPr")
            ):
                self._accept_mark(element, name)
            elif name in _GONE:
                self.dropped["tracked changes"] += name in ("del", "moveFrom")
                remove(element)
            elif name in _UNWRAPPED:
                self.dropped["tracked changes"] += name == "ins"
                _unwrap(element)
            elif name == "vanish" and element.get(W + "val", "true") not in ("0", "false", "off"):
                run = element.getparent().getparent()
                if run is not None and run.tag == W + "r" and _words(run).strip():
                    self.dropped["hidden words"] += 1
                    remove(run)
            elif name.endswith("PrChange"):
                self.dropped["tracked changes"] += 1
                remove(element)

    def _accept_mark(self, mark: Element, name: str) -> None:
        """Accept that a paragraph's end or a table's row was deleted or inserted."""
        holder = mark.getparent()
        remove(mark)
        self.dropped["tracked changes"] += 1
        if name not in ("del", "moveFrom"):
            return
        owner = holder.getparent()
        if local(holder) == "trPr":
            remove(owner)
        elif local(owner) == "pPr":
            _join_with_next(owner.getparent())

    def _leave_out_missing(self, root: Element, kept: frozenset[str]) -> None:
        """Leave out pictures that the file only names, such as those inserted as links, and the ends of links that lead nowhere."""
        for element in list(root.iter()):
            name = local(element)
            if name == "blip":
                if element.get(_R + "embed") in kept:
                    element.attrib.pop(_R + "link", None)
                else:
                    self.dropped["pictures that are only linked"] += 1
                    remove(element)
            elif name == "imagedata" and element.get(_R + "id") not in kept:
                self.dropped["pictures that are only linked"] += 1
                remove(element)
            elif name in ("hyperlink", "hlinkClick") and element.get(_R + "id") not in kept:
                element.attrib.pop(_R + "id", None)

    def _keep_relations(self, name: str) -> frozenset[str]:
        folder, _, file = name.rpartition("/")
        lines = []
        for one in relations_of(self.parts, name, self.types):
            if (
                one.kind not in _KEPT
                or (not one.external and one.target not in self.parts)
                or (one.external and one.kind != "hyperlink")
            ):
                continue
            target = one.target if one.external else "/" + one.target
            lines.append((one.id, one.type, target, one.external))
            if one.kind == "image":
                self.out[one.target] = self.pictures[one.target] = self.parts[one.target]
        if lines:
            self.out[f"{folder}/_rels/{file}.rels".lstrip("/")] = _relations_xml(lines)
        return frozenset(number for number, *_ in lines)

    def _zip(self) -> bytes:
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        files = {
            "[Content_Types].xml": write_xml(parse_xml(self.parts["[Content_Types].xml"])),
            "_rels/.rels": _relations_xml([("rId1", office, "/" + self.main, False)]),
            **self.out,
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, data in files.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
        return out.getvalue()


def _relations_xml(lines: list[tuple[str, str, str, bool]]) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = parse_xml(f'<Relationships xmlns="{space}"/>'.encode())
    for number, kind, target, external in lines:
        element = root.makeelement(f"{{{space}}}Relationship", {"Id": number, "Type": kind, "Target": target})
        if external:
            element.set("TargetMode", "External")
        root.append(element)
    return write_xml(root)


def _levels(styles: Element) -> tuple[dict[str, int], dict[str, str]]:
    """Give the level of every heading style, and the name of every style, by their ids. A style has what it is based on."""
    if styles is None:
        return {}, {}
    own: dict[str, int] = {}
    above: dict[str, str] = {}
    names: dict[str, str] = {}
    for style in styles.iter(W + "style"):
        number = style.get(W + "styleId", "")
        if style.get(W + "type", "paragraph") != "paragraph":
            continue
        names[number] = _value(style.find(W + "name"))
        above[number] = _value(style.find(W + "basedOn"))
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if match := _HEADING.fullmatch(names[number]):
            own[number] = int(match[1])
        elif outline is not None and _value(outline).isdecimal() and int(_value(outline)) < 9:
            own[number] = int(_value(outline)) + 1
    levels = {}
    for number in names:
        at, seen = number, set()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at in own and names[number].lower() not in ("title", "subtitle"):
            levels[number] = own[at]
    return levels, names


def _own_level(paragraph: Element) -> int:
    """Give the level of a heading that has no style: by its outline level, or because all its letters are bold and large."""
    outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None and _value(outline).isdecimal() and int(_value(outline)) < 9:
        return int(_value(outline)) + 1
    words = _words(paragraph).strip()
    if (
        not words
        or len(words) > LONGEST_HEADING
        or words[-1] in ".;,"
        or paragraph.find(f"{W}pPr/{W}numPr") is not None
    ):
        return 0
    parent = paragraph.getparent()
    if parent is None or local(parent) not in ("body", "sdtContent"):
        return 0
    sizes = []
    for run in paragraph.iter(W + "r"):
        if _words(run).strip():
            bold, size = run.find(f"{W}rPr/{W}b"), run.find(f"{W}rPr/{W}sz")
            if bold is None or bold.get(W + "val", "1") in ("0", "false", "off") or size is None:
                return 0
            sizes.append(int(_value(size)) if _value(size).isdecimal() else 0)
    smallest = min(sizes, default=0)
    return 1 if smallest >= LARGER else 2 if smallest >= LARGE else 0


def _add_headings(styles: Element) -> None:
    for level in range(1, 7):
        style = styles.makeelement(W + "style", {W + "type": "paragraph", W + "styleId": f"LoopHeading{level}"})
        style.append(style.makeelement(W + "name", {W + "val": f"heading {level}"}))
        styles.append(style)


def _set_style(paragraph: Element, style: str) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = paragraph.makeelement(W + "pPr", {})
        paragraph.insert(0, properties)
    for name in ("pStyle", "numPr"):
        for old in properties.findall(W + name):
            properties.remove(old)
    properties.insert(0, properties.makeelement(W + "pStyle", {W + "val": style}))


def _style(paragraph: Element) -> str:
    return _value(paragraph.find(f"{W}pPr/{W}pStyle"))


def _value(element: Element) -> str:
    return "" if element is None else str(element.get(W + "val", ""))


def _words(element: Element) -> str:
    return "".join(one.text or "" if one.tag == W + "t" else " " for one in element.iter(W + "t", W + "tab", W + "br"))


def _free_boxes(root: Element) -> None:
    """Put the paragraphs of text boxes behind the paragraph that they hang on; Word writes each box twice, for old programs too."""
    for twice in list(root.iter(_COMPATIBLE + "AlternateContent")):
        choices = [one for one in twice if one.tag == _COMPATIBLE + "Choice"]
        for old in twice if not choices else [one for one in twice if one is not choices[0]]:
            if choices or old.tag != _COMPATIBLE + "Fallback":
                twice.remove(old)
        for one in list(twice):
            _unwrap(one)
        _unwrap(twice)
    for box in list(root.iter(W + "txbxContent")):
        holder = box.getparent()
        while holder is not None and holder.tag != W + "p":
            holder = holder.getparent()
        if holder is None:
            continue
        place = holder
        for child in list(box):
            place.addnext(child)
            place = child


def _widen_grid(table: Element) -> None:
    """Let a table's grid have as many columns as its widest row: pandoc leaves out the cells beyond it."""
    rows = [row for row in table if row.tag == W + "tr"]
    wide = max((sum(_columns(cell) for cell in row if cell.tag == W + "tc") for row in rows), default=0)
    grid = table.find(W + "tblGrid")
    if grid is None:
        grid = table.makeelement(W + "tblGrid", {})
        table.insert(1 if table.find(W + "tblPr") is not None else 0, grid)
    for _ in range(min(wide, MOST_COLUMNS) - len(grid)):
        grid.append(grid.makeelement(W + "gridCol", {W + "w": "2000"}))


def _columns(cell: Element) -> int:
    said = _value(cell.find(f"{W}tcPr/{W}gridSpan"))
    return int(said) if said.isdecimal() and 0 < len(said) < 4 else 1


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in list(element):
        parent.insert(place, child)
        place += 1
    parent.remove(element)


def _join_with_next(paragraph: Element) -> None:
    """Join a paragraph whose end was deleted with the one after it."""
    after = paragraph.getnext()
    if after is None or after.tag != W + "p":
        if not _words(paragraph).strip():
            remove(paragraph)
        return
    start = 1 if after.find(W + "pPr") is not None and local(after[0]) == "pPr" else 0
    for child in reversed([one for one in paragraph if local(one) != "pPr"]):
        after.insert(start, child)
    remove(paragraph)
