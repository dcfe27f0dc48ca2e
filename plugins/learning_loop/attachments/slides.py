"""PowerPoint presentations: hidden slides, notes, and what lies beside or beneath."""

from __future__ import annotations

from typing import NamedTuple

from learning_loop.attachments.drawings import comments_in, is_on, look_at_drawing, number, read_charts
from learning_loop.attachments.findings import Notes
from learning_loop.attachments.package import RELATIONS, Package
from learning_loop.attachments.xml import Element, local

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

SMALLEST = 250
"""Hundredths of a point."""

_PRESENTATION = frozenset("sldMasterIdLst sldIdLst sldSz notesSz defaultTextStyle custShowLst".split())
_SHAPES = ("sp", "pic", "graphicFrame", "cxnSp")


class _Shape(NamedTuple):
    box: tuple[float, float, float, float]
    words: str
    picture: bool
    solid: bool


def clean_slides(package: Package) -> None:
    """Take out of a presentation what readers do not see, note what somebody must decide, and read its slides."""
    notes = package.notes
    notes.add("comments", count=comments_in(package, "comments", "cm"))
    show = package.trees[package.main]
    by_id = {one.id: one.target for one in package.relations.get(package.main, ())}
    slides = [by_id.get(one.get(RELATIONS + "id") or "", "") for one in show.iter(P + "sldId")]
    size = show.find(P + "sldSz")
    wide, high = (number(size.get(key)) if size is not None else 0.0 for key in ("cx", "cy"))
    for element in list(show):
        if local(element) not in _PRESENTATION:
            show.remove(element)
    for name in package.parts("presProps"):
        for element in list(package.trees[name]):
            package.trees[name].remove(element)
    for position, name in enumerate(slides, 1):
        if name in package.trees:
            _read_slide(package, name, f"slide {position}", wide, high)
    for name in package.parts("slideLayout", "slideMaster"):
        root = package.trees[name]
        look_at_drawing(root, "", notes)
        notes.read("slide design", _words(root))
    read_charts(package)


def _read_slide(package: Package, name: str, place: str, wide: float, high: float) -> None:
    root, notes = package.trees[name], package.notes
    if root.get("show") is not None and not is_on(root.get("show")):
        notes.add("hidden-slides", place)
    for note in package.targets(name, "notesSlide"):
        words = _note_words(package.raw_tree(note))
        notes.add("notes", place, count=1 if words else 0)
        notes.read(f"notes of {place}", words)
    look_at_drawing(root, place, notes)
    notes.read(place, _words(root))
    for properties in root.iter(A + "rPr", A + "endParaRPr"):
        run = properties.getparent()
        text = "".join(one.text or "" for one in run.iter(A + "t")) if local(run) == "r" else ""
        letters = sum(sign.isalnum() for sign in text)
        tiny = properties.get("sz") is not None and number(properties.get("sz")) < SMALLEST
        if tiny or _clear(properties):
            notes.add("hidden-text", place, letters)
    tree = root.find(f"{P}cSld/{P}spTree")
    if tree is not None:
        _look_at_places(_shapes(tree), place, wide, high, notes)


def _clear(properties: Element) -> bool:
    """Say whether a text has no colour, or one that nobody sees."""
    if properties.find(A + "noFill") is not None and properties.find(A + "ln") is None:
        return True
    alpha = properties.find(f"{A}solidFill/*/{A}alpha")
    return alpha is not None and number(alpha.get("val")) < 5_000


def _words(root: Element) -> str:
    lines = [
        "".join(one.text or ("\n" if local(one) == "br" else "") for one in paragraph.iter(A + "t", A + "br"))
        for paragraph in root.iter(A + "p")
    ]
    return "\n\n".join(line for line in lines if line.strip())


def _note_words(notes_slide: Element) -> str:
    """Give the words of a notes page, but the number of the slide that stands on each."""
    if notes_slide is None:
        return ""
    words = []
    for shape in notes_slide.iter(P + "sp"):
        kind = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if kind is None or kind.get("type") not in ("sldNum", "sldImg", "dt"):
            words.append(_words(shape))
    return "\n\n".join(words).strip()


def _shapes(tree: Element) -> list[_Shape]:
    """Give the shapes of a slide that say where they stand, in the order in which they are drawn; groups as a whole."""
    found = []
    for element in tree:
        name = local(element)
        if name not in (*_SHAPES, "grpSp"):
            continue
        place = element.find(f"{P}grpSpPr/{A}xfrm" if name == "grpSp" else f"{P}spPr/{A}xfrm")
        if place is None:
            place = element.find(P + "xfrm")
        start, size = (place.find(A + part) if place is not None else None for part in ("off", "ext"))
        if start is None or size is None:
            continue
        left, top = number(start.get("x")), number(start.get("y"))
        box = (left, top, left + number(size.get("cx")), top + number(size.get("cy")))
        picture = name == "pic" or element.find(f".//{P}pic") is not None
        properties = element.find(P + "spPr")
        filled = properties.find(A + "solidFill") if properties is not None else None
        solid = picture or (filled is not None and filled.find(f".//{A}alpha") is None)
        found.append(_Shape(box, _words(element).strip(), picture, solid))
    return found


def _look_at_places(shapes: list[_Shape], place: str, wide: float, high: float, notes: Notes) -> None:
    for position, shape in enumerate(shapes):
        if not shape.words and not shape.picture:
            continue
        left, top, right, bottom = shape.box
        if wide and high and (right <= 0 or bottom <= 0 or left >= wide or top >= high):
            notes.add("off-slide", place)
            continue
        over = [other for other in shapes[position + 1 :] if other.solid and _covers(other.box, shape.box)]
        if over:
            notes.add("covered-shapes", place)


def _covers(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2] and one[3] >= other[3]
