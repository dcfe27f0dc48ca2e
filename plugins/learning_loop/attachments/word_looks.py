"""How a run of text in a Word document looks, as far as that decides whether it can be seen."""

from __future__ import annotations

from typing import NamedTuple

from learning_loop.attachments.drawings import is_on, number
from learning_loop.attachments.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

SMALLEST = 5
"""Half points; the same as in the ink test of a PDF."""

_DEEPEST = 12
"""Styles that stand on styles."""

_HIGHLIGHTS = {"black": "000000", "white": "FFFFFF", "darkBlue": "000080", "darkGray": "808080"}


class Look(NamedTuple):
    """What is said of a text's look; None where nothing is said."""

    hidden: bool | None = None
    colour: str | None = None
    size: float | None = None
    back: str | None = None
    """The colour behind it, of the run alone."""

    def over(self, other: Look) -> Look:
        """Give this look, with the other's where this one says nothing."""
        return Look(
            other.hidden if self.hidden is None else self.hidden,
            other.colour if self.colour is None else self.colour,
            other.size if self.size is None else self.size,
            other.back if self.back is None else self.back,
        )


class Looks:
    """The styles of a document."""

    def __init__(self, parts: list[Element]) -> None:
        self._styles = {
            style.get(W + "styleId"): style
            for root in parts
            for style in root.iter(W + "style")
            if style.get(W + "styleId")
        }
        self._known: dict[str, Look] = {}
        self._default = Look()
        for root in parts:
            for properties in root.iter(W + "rPrDefault"):
                self._default = _look_of(properties.find(W + "rPr"))

    def hides(self, run: Element, paragraph: Element) -> bool:
        """Say whether nobody can see a run: hidden, without size, or in the colour of what is behind it."""
        properties, of_paragraph = run.find(W + "rPr"), paragraph.find(W + "pPr")
        look = _look_of(properties)
        for name, parent in (("rStyle", properties), ("pStyle", of_paragraph)):
            style = parent.find(W + name) if parent is not None else None
            if style is not None:
                look = look.over(self._of_style(style.get(W + "val") or ""))
        look = look.over(self._default)
        if look.hidden or (look.size is not None and look.size < SMALLEST):
            return True
        if look.back is not None and _dark(look.back) and (look.colour is None or _dark(look.colour)):
            return True
        behind = look.back or _fill(of_paragraph) or self._behind(paragraph)
        if look.colour is None or behind == "?":
            return False
        return _alike(look.colour, behind or "FFFFFF")

    def _of_style(self, name: str, depth: int = 0) -> Look:
        if name not in self._known:
            style = self._styles.get(name)
            if style is None or depth > _DEEPEST:
                return Look()
            look = _look_of(style.find(W + "rPr"))
            base = style.find(W + "basedOn")
            if base is not None:
                look = look.over(self._of_style(base.get(W + "val") or "", depth + 1))
            self._known[name] = look
        return self._known[name]

    def _behind(self, paragraph: Element) -> str:
        """Give the colour behind a paragraph: that of its cell; ``?`` where it cannot be told, as in a text box."""
        element = paragraph.getparent()
        while element is not None:
            tag = element.tag
            if tag == W + "tc":
                if fill := _fill(element.find(W + "tcPr")):
                    return fill
            elif tag == W + "tbl":
                properties = element.find(W + "tblPr")
                if fill := _fill(properties):
                    return fill
                style = properties.find(W + "tblStyle") if properties is not None else None
                if style is not None and self._shades(style.get(W + "val") or ""):
                    return "?"
            elif tag in (W + "txbxContent", W + "background"):
                return "?"
            element = element.getparent()
        return ""

    def _shades(self, name: str) -> bool:
        """Say whether a style of tables fills any of its cells."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return False
            for shade in style.iter(W + "shd"):
                if (shade.get(W + "fill") or "auto").lower() not in ("auto", "ffffff") or shade.get(W + "themeFill"):
                    return True
            base = style.find(W + "basedOn")
            name = (base.get(W + "val") or "") if base is not None else ""
        return False


def _look_of(properties: Element) -> Look:
    if properties is None:
        return Look()
    vanish, colour, size = (properties.find(W + name) for name in ("vanish", "color", "sz"))
    value = colour.get(W + "val") if colour is not None else None
    theme = colour.get(W + "themeColor") if colour is not None else None
    if theme in ("background1", "light1") and not colour.get(W + "themeShade"):
        value = "FFFFFF"
    return Look(
        is_on(vanish.get(W + "val")) if vanish is not None else None,
        None if value in (None, "auto") else value,
        number(size.get(W + "val")) if size is not None else None,
        _fill(properties) or None,
    )


def _fill(properties: Element) -> str:
    """Give the colour that something is filled with: six digits, ``?`` for one of the theme, or nothing."""
    if properties is None:
        return ""
    highlight, shade = properties.find(W + "highlight"), properties.find(W + "shd")
    if highlight is not None and highlight.get(W + "val") not in (None, "none"):
        return _HIGHLIGHTS.get(highlight.get(W + "val") or "", "?")
    if shade is None:
        return ""
    if shade.get(W + "themeFill"):
        return "?"
    if shade.get(W + "val") == "solid":
        return shade.get(W + "color") if shade.get(W + "color") not in (None, "auto") else "000000"
    fill = shade.get(W + "fill") or "auto"
    return "" if fill.lower() == "auto" else fill


def _parts(colour: str) -> tuple[int, int, int] | None:
    try:
        return (int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)) if len(colour) == 6 else None
    except ValueError:
        return None


def _dark(colour: str) -> bool:
    parts = _parts(colour)
    return parts is not None and max(parts) < 64


def _alike(one: str, other: str) -> bool:
    first, second = _parts(one), _parts(other)
    return (
        first is not None and second is not None and all(abs(a - b) <= 20 for a, b in zip(first, second, strict=True))
    )
