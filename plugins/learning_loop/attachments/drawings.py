"""What the three Office formats share: pictures, shapes, charts and their words."""

from __future__ import annotations

import re

from learning_loop.attachments.findings import Notes
from learning_loop.attachments.package import Package
from learning_loop.attachments.xml import Element, attribute, local

_CROPPED = 1_000
"""Thousandths of a percent of a side. Less is a rounding of the program that placed the picture."""

_SIDES = ("l", "t", "r", "b")

_USUAL = re.compile(
    r"|(?:(?:Title|Subtitle|Content|Text|Picture|Date|Footer|Header|Slide Number|Vertical Text|Vertical Title|Chart|Table|Media|Notes|Slide Image)"
    r"(?: Placeholder)?|Object|Picture|TextBox|Text Box|Rectangle|Oval|Group|Chart|Diagram|Table|Straight Connector|Connector|Line|Image|Shape) ?\d{0,6}"
)
"""The names that the programs give by themselves."""


def number(text: str | None) -> float:
    """Give the number that an attribute holds; 0 when it is none."""
    try:
        return float((text or "0").rstrip("%"))
    except ValueError:
        return 0.0


def is_on(text: str | None) -> bool:
    """Say whether an attribute that is there, perhaps without a value, means yes."""
    return text is None or text.lower() not in ("0", "false", "off", "none")


def look_at_drawing(root: Element, place: str, notes: Notes) -> None:
    """Note alternative texts, cropped pictures and hidden shapes of a part; name the shapes anew, since a picture is called as its file was."""
    for element in root.iter():
        name = local(element)
        if name in ("docPr", "cNvPr"):
            for key in ("descr", "title"):
                notes.read(f"alternative text, {place}" if place else "alternative text", element.get(key))
            if not _USUAL.fullmatch(element.get("name") or ""):
                notes.add("personal", place)
                element.set("name", f"Object {number(element.get('id')):.0f}")
            if attribute(element, "hidden") is not None and is_on(attribute(element, "hidden")):
                notes.add("hidden-shapes", place)
        elif name == "srcRect" and any(number(element.get(side)) > _CROPPED for side in _SIDES):
            notes.add("cropped", place)


def read_charts(package: Package) -> None:
    """Note the words of charts and diagrams."""
    for name in package.parts("chart", "chartEx", "diagramData", "diagramDrawing", "chartUserShapes"):
        texts = [
            element.text for element in package.trees[name].iter() if local(element) in ("t", "v", "f") and element.text
        ]
        package.notes.read("charts and diagrams", "\n\n".join(texts))


def comments_in(package: Package, kind: str, element: str) -> int:
    """Count the comments in parts that are not kept."""
    return sum(
        1
        for name in set(package.all_dropped(kind))
        for one in (package.raw_tree(name).iter() if package.raw_tree(name) is not None else ())
        if local(one) == element
    )
