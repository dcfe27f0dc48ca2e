"""SVG by an allow-list: shapes and texts that stand still, and nothing that acts or loads.

The site shows SVG as an image, where scripts do not run; this is the wall behind that, for who opens the file itself.
"""

from __future__ import annotations

import base64
import binascii
import re

from learning_loop.attachments.findings import Notes, Refused
from learning_loop.attachments.pictures import clean_picture
from learning_loop.attachments.xml import Element, attribute, local, parse_xml, write_xml

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MOST_ELEMENTS = 100_000

ELEMENTS = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc linearGradient "
    "radialGradient stop clipPath mask pattern marker image style switch filter feGaussianBlur feOffset feBlend feColorMatrix "
    "feComposite feFlood feMerge feMergeNode feDropShadow feComponentTransfer feFuncR feFuncG feFuncB feFuncA".split()
)
ATTRIBUTES = frozenset(
    "id class style version viewBox preserveAspectRatio width height x y x1 x2 y1 y2 cx cy r rx ry fx fy d points transform "
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-dasharray stroke-dashoffset opacity color display visibility overflow clip-path clip-rule mask filter "
    "font-family font-size font-style font-weight font-variant font-stretch text-anchor text-decoration letter-spacing "
    "word-spacing dominant-baseline alignment-baseline baseline-shift writing-mode dx dy rotate textLength lengthAdjust "
    "startOffset gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity clipPathUnits maskUnits "
    "maskContentUnits patternUnits patternContentUnits patternTransform markerWidth markerHeight markerUnits refX refY "
    "orient marker-start marker-mid marker-end paint-order vector-effect shape-rendering text-rendering image-rendering "
    "color-interpolation-filters stdDeviation in in2 result mode type values operator k1 k2 k3 k4 flood-color flood-opacity "
    "filterUnits primitiveUnits slope intercept amplitude exponent tableValues role aria-label aria-labelledby aria-hidden "
    "focusable lang enable-background mix-blend-mode isolation".split()
)
_ACTIVE = frozenset(
    "script foreignObject animate animateMotion animateTransform set handler iframe audio video a".split()
)
_OUTER = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:|\\|@font-face", re.IGNORECASE)
_UNSEEN = re.compile(
    r"(?:^|[;{\s])(?:visibility\s*:\s*(?:hidden|collapse)|(?:fill-)?opacity\s*:\s*0*\.?0+(?![.\d])|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)?\s*(?:;|$|\}))",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(r"(?:^|[;{\s])display\s*:\s*none", re.IGNORECASE)
_CLASS_RULE = re.compile(r"\.([\w-]+)[^{}]*\{([^{}]*)\}")
_PICTURE = re.compile(r"data:image/(png|jpeg|jpg|gif|webp);base64,(.*)", re.DOTALL)
_TEXTS = ("text", "tspan", "textPath")


def clean_svg(data: bytes, notes: Notes, place: str = "") -> bytes:
    """Give an SVG of allowed elements and attributes alone. Raises `Refused`."""
    root = parse_xml(data, document_type=True)
    if root.tag != f"{{{_SVG}}}svg":
        raise Refused("kind-unknown")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise Refused("too-much-work")
    if b"<!--" in data or b"<?" in data.partition(b"<svg")[2]:
        notes.add("source-notes", place)
    styles = " ".join(element.text or "" for element in root.iter(f"{{{_SVG}}}style"))
    classes = dict(_CLASS_RULE.findall(styles))
    clean = _copied(root, None, classes, notes, place)
    for element in clean.iter():
        name = local(element)
        if name in (*_TEXTS, "title", "desc"):
            notes.read(place or "text", element.text)
        elif element.get("aria-label"):
            notes.read(place or "text", element.get("aria-label"))
        if name in _TEXTS:
            notes.read(place or "text", element.tail if name != "text" else None)
    return write_xml(clean)


def _copied(element: Element, parent: Element, classes: dict[str, str], notes: Notes, place: str) -> Element:
    """Copy an element with what is allowed of its inside into a new parent; give the copy."""
    from lxml import etree  # noqa: PLC0415 - used by this function alone

    if parent is None:
        copy = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG, "xlink": "http://www.w3.org/1999/xlink"})
    else:
        copy = etree.SubElement(parent, element.tag)
    for key, value in element.attrib.items():
        _copy_attribute(copy, key, value, notes, place)
    _note_unseen(element, classes, notes, place)
    text = element.text
    if local(element) == "style" and text and _OUTER.search(text):
        notes.add("active-taken-out", place)
        text = ""
    copy.text = text
    last: Element = None
    for child in element:
        kept = None
        if _allowed(child, classes, notes, place):
            kept = _copied(child, copy, classes, notes, place)
            kept.tail = child.tail
        elif child.tail:
            _append_text(copy, last, child.tail)
        last = kept if kept is not None else last
    return copy


def _append_text(parent: Element, last: Element, text: str) -> None:
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _allowed(element: Element, classes: dict[str, str], notes: Notes, place: str) -> bool:
    if not isinstance(element.tag, str):
        return False
    space, _, name = element.tag.rpartition("}")
    if space != "{" + _SVG:
        notes.add("personal", place)
        return False
    if name in ELEMENTS:
        if _NOT_SHOWN.search(_look_of(element, classes)):
            notes.add("leftovers", place)
            return False
        return name != "image" or _has_picture(element, notes, place)
    notes.add("active-taken-out" if name in _ACTIVE else "metadata", place)
    return False


def _copy_attribute(copy: Element, key: str, value: str, notes: Notes, place: str) -> None:
    if key in (_XLINK, "href"):
        if value.startswith("#"):
            copy.set(key, value)
        elif local(copy) == "image" and (picture := _picture_of(value, notes, place)):
            copy.set("href", picture)
        else:
            notes.add("links-taken-out", place)
    elif key in (_XML_SPACE, _XML_LANG) or key in ATTRIBUTES:
        if _OUTER.search(value):
            notes.add("active-taken-out", place)
        else:
            copy.set(key, value)
    elif key.lower().startswith("on"):
        notes.add("active-taken-out", place)
    else:
        notes.add("personal", place)


def _has_picture(element: Element, notes: Notes, place: str) -> bool:
    value = attribute(element, "href") or ""
    if _PICTURE.match(value.strip()):
        return True
    notes.add("links-taken-out", place)
    return False


def _picture_of(value: str, notes: Notes, place: str) -> str:
    match = _PICTURE.match(value.strip())
    if not match:
        return ""
    kind = "jpeg" if match[1] == "jpg" else match[1]
    try:
        data = base64.b64decode("".join(match[2].split()), validate=True)
    except (binascii.Error, ValueError):
        raise Refused("broken") from None
    return f"data:image/{kind};base64," + base64.b64encode(clean_picture(data, kind, notes, place)).decode()


def _look_of(element: Element, classes: dict[str, str]) -> str:
    """Give what is said of an element's looks, as CSS."""
    said = [
        f"{name}:{element.get(name)}"
        for name in ("display", "visibility", "opacity", "fill-opacity", "font-size")
        if element.get(name)
    ]
    said += [classes.get(name, "") for name in (element.get("class") or "").split()]
    return "; ".join([*said, element.get("style") or ""])


def _note_unseen(element: Element, classes: dict[str, str], notes: Notes, place: str) -> None:
    """Note texts that no reader sees: hidden, without colour, tiny, or among definitions that nothing uses."""
    if local(element) not in ("text", "tspan", "textPath"):
        return
    words = sum(sign.isalnum() for sign in element.text or "")
    lines = [element, *element.iterancestors()]
    if any(_UNSEEN.search(_look_of(one, classes)) for one in lines) or any(local(one) == "defs" for one in lines):
        notes.add("hidden-text", place, words)
        return
    fills = [one.get("fill") or _declared(one, classes, "fill") for one in lines]
    fill = next((one for one in fills if one), "")
    stroke = any(one.get("stroke") or _declared(one, classes, "stroke") for one in lines)
    if fill in ("none", "transparent") and not stroke:
        notes.add("hidden-text", place, words)


def _declared(element: Element, classes: dict[str, str], name: str) -> str:
    found = re.search(rf"(?:^|[;{{\s]){name}\s*:\s*([^;}}]+)", _look_of(element, classes))
    return found[1].strip() if found else ""
