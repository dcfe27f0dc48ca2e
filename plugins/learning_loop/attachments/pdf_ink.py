"""The ink test: a letter that can be copied out of a page and leaves no ink on it is hidden text.

Each page is drawn twice, with its texts and without. Where the two pictures are alike, the text that should be there cannot be seen,
whatever the trick: white on white, no size, a box or a picture above it, a switched-off layer, no opacity, clipped, off the page.
Texts that lie upon others are drawn once more without each of them. This looks at what a reader sees and knows no list of tricks.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from learning_loop.attachments.findings import Notes, Refused

DOTS = 110.0
"""Dots per inch at which pages are drawn."""

MOST_DOTS = 4_000_000
"""Of one picture; larger pages are drawn coarser."""

FAINT = 20
"""Of 255. Ink that differs less than this from what is around it cannot be seen."""

INKED = 0.05
"""The part of a letter's box that must have ink. Of a hairline ``/`` it is a tenth; of a letter under a box, what sticks out."""

SMALLEST = 2.2
"""Points. Smaller type cannot be read; a note's number in small print has four."""

MOST_UPON = 60
"""Texts of a page that are drawn one by one because they lie upon others; when there are more, they count as hidden."""

TOO_FEW = 2
"""Letters on a page below this are a slip of a font, no text."""

_DARK, _PAPER = 48, 0.80


class _Letter(NamedTuple):
    box: tuple[int, int, int, int]
    """Left, top, right, bottom in dots; right and bottom are outside."""
    owner: int
    sign: str
    size: float
    """The longer side of its box in points, as it is drawn."""


def read_pages(data: bytes, notes: Notes) -> None:
    """Note every page's text, and what of it cannot be seen. Raises `Refused` when a page cannot be drawn."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Refused("broken")
    try:
        for number in range(pdfium.FPDF_GetPageCount(document)):
            page = pdfium.FPDF_LoadPage(document, number)
            if not page:
                raise Refused("broken")
            try:
                _read_page(page, f"page {number + 1}", notes)
            finally:
                pdfium.FPDF_ClosePage(page)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_page(page: Any, place: str, notes: Notes) -> None:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if width <= 0 or height <= 0:
        raise Refused("broken")
    scale = min(DOTS / 72, (MOST_DOTS / (width * height)) ** 0.5)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    texts = pdfium.FPDFText_LoadPage(page)
    if not texts:
        raise Refused("broken")
    try:
        notes.read(place, _text_of(texts))
        things = list(_things(page))
        owners = {_address(thing): thing for thing, kind in things if kind == pdfium.FPDF_PAGEOBJ_TEXT}
        letters, outside = _letters(page, texts, size)
        hidden = outside
        if letters:
            hidden += _without_ink(page, size, owners, letters)
        pictures = any(kind == pdfium.FPDF_PAGEOBJ_IMAGE for _, kind in things)
        if pictures and not letters:
            notes.add("unread", place)
        if hidden >= TOO_FEW:
            notes.add("hidden-text", place, hidden)
        if pictures:
            notes.add("covered-picture", place, _boxes_over_pictures(things, width * height))
    finally:
        pdfium.FPDFText_ClosePage(texts)


def _text_of(texts: Any) -> str:
    count = pdfium.FPDFText_CountChars(texts)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(texts, 0, count, buffer)
    return bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace").replace("\r\n", "\n")


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _things(page: Any) -> Iterator[tuple[Any, int]]:
    """Give all things on a page with their kinds, in the order in which they are drawn; those within forms too."""
    for position in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _inside(pdfium.FPDFPage_GetObject(page, position), 0)


def _inside(thing: Any, depth: int) -> Iterator[tuple[Any, int]]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    yield thing, kind
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 20:
        for position in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _inside(pdfium.FPDFFormObj_GetObject(thing, position), depth + 1)


def _letters(page: Any, texts: Any, size: tuple[int, int]) -> tuple[list[_Letter], int]:
    """Give the signs on the page as boxes in dots, and how many letters and digits lie outside it."""
    letters, outside = [], 0
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    across, up, start = _directions(page, size)
    wide, high = size
    for index in range(pdfium.FPDFText_CountChars(texts)):
        sign = chr(pdfium.FPDFText_GetUnicode(texts, index))
        if sign.isspace() or ord(sign) < 32 or pdfium.FPDFText_IsGenerated(texts, index) == 1:
            continue
        if not pdfium.FPDFText_GetCharBox(texts, index, left, right, bottom, top):
            continue
        x, y, x2, y2 = left.value, bottom.value, right.value, top.value
        one, other = start[0] + x * across[0] + y * up[0], start[0] + x2 * across[0] + y2 * up[0]
        low, tip = start[1] + x * across[1] + y * up[1], start[1] + x2 * across[1] + y2 * up[1]
        box = (
            int(min(one, other) // 1),
            int(min(low, tip) // 1),
            int(-(-max(one, other) // 1)),
            int(-(-max(low, tip) // 1)),
        )
        if box[2] <= 0 or box[3] <= 0 or box[0] >= wide or box[1] >= high:
            outside += sign.isalnum()
            continue
        inside = (max(0, box[0]), max(0, box[1]), min(wide, box[2]), min(high, box[3]))
        tall = max(abs(y2 - y), abs(x2 - x))
        owner = _address(pdfium.FPDFText_GetTextObject(texts, index))
        letters.append(_Letter(inside, owner, sign, tall))
    return letters, outside


_FAR, _FINE = 1_000, 64


def _directions(
    page: Any, size: tuple[int, int]
) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Give where a point to the right, a point upward and the origin of the page's own measure lie, in dots: pages may be turned."""

    def dots(x: float, y: float) -> tuple[float, float]:
        column, row = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, size[0] * _FINE, size[1] * _FINE, 0, x, y, column, row)
        return column.value / _FINE, row.value / _FINE

    start, right, up = dots(0, 0), dots(_FAR, 0), dots(0, _FAR)
    return (
        ((right[0] - start[0]) / _FAR, (right[1] - start[1]) / _FAR),
        ((up[0] - start[0]) / _FAR, (up[1] - start[1]) / _FAR),
        start,
    )


def _without_ink(page: Any, size: tuple[int, int], owners: dict[int, Any], letters: list[_Letter]) -> int:
    """Count the letters that make no difference to the page, or are too small to be read."""
    whole = _draw(page, size)
    for thing in owners.values():
        pdfium.FPDFPageObj_SetIsActive(thing, False)
    try:
        bare = _draw(page, size)
    finally:
        for thing in owners.values():
            pdfium.FPDFPageObj_SetIsActive(thing, True)
    ink = _difference(whole, bare)
    words = [letter for letter in letters if letter.sign.isalnum()]
    seen = [letter for letter in words if letter.size >= SMALLEST and _inked(ink, size[0], letter.box)]
    upon = _upon_others(seen, letters)
    hidden = len(words) - len(seen)
    for number, (owner, theirs) in enumerate(upon.items()):
        thing = owners.get(owner)
        if number >= MOST_UPON or thing is None:
            hidden += len(theirs)
            continue
        pdfium.FPDFPageObj_SetIsActive(thing, False)
        try:
            ink = _difference(whole, _draw(page, size))
        finally:
            pdfium.FPDFPageObj_SetIsActive(thing, True)
        hidden += sum(not _inked(ink, size[0], letter.box) for letter in theirs)
    return hidden


def _draw(page: Any, size: tuple[int, int]) -> Image.Image:
    bitmap = pdfium.FPDFBitmap_CreateEx(*size, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        raise Refused("too-much-work")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * size[1])
        return Image.frombuffer("RGB", size, raw, "raw", "BGRX", stride, 1)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _difference(one: Image.Image, other: Image.Image) -> bytes:
    """Give a byte for each dot: 1 where the two pictures differ by more than is faint."""
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 1 if value > FAINT else 0).tobytes()


def _inked(ink: bytes, wide: int, box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    area = max(1, (right - left) * (bottom - top))
    needed = max(1.0, area * INKED)
    found = 0
    for row in range(top, bottom):
        found += ink.count(1, row * wide + left, row * wide + right)
        if found >= needed:
            return True
    return False


_CELL = 16


def _upon_others(words: list[_Letter], signs: list[_Letter]) -> dict[int, list[_Letter]]:
    """Give the letters that lie upon, or under, signs of another text (a block is a sign); one drawn twice to look bold is none."""
    cells: dict[tuple[int, int], list[_Letter]] = {}
    for letter in signs:
        left, top, right, bottom = letter.box
        for column in range(left // _CELL, right // _CELL + 1):
            for row in range(top // _CELL, bottom // _CELL + 1):
                cells.setdefault((column, row), []).append(letter)
    found: dict[int, list[_Letter]] = {}
    for letter in words:
        left, top, right, bottom = letter.box
        middle, height = (left + right) / 2, (top + bottom) / 2
        for other in cells.get((int(middle) // _CELL, int(height) // _CELL), ()):
            if (
                other.owner != letter.owner
                and other.sign != letter.sign
                and other.box[0] <= middle < other.box[2]
                and other.box[1] <= height < other.box[3]
            ):
                found.setdefault(letter.owner, []).append(letter)
                break
    return {owner: theirs for owner, theirs in found.items() if len(theirs) >= TOO_FEW}


def _boxes_over_pictures(things: list[tuple[Any, int]], paper: float) -> int:
    """Count dark boxes drawn over a part of a picture, and any boxes over the scan of a whole page."""
    pictures: list[tuple[float, float, float, float]] = []
    boxes = 0
    for thing, kind in things:
        bounds = _bounds(thing) if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH) else None
        if bounds is None:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(bounds)
            continue
        colour = _filled(thing)
        if colour is None:
            continue
        for picture in pictures:
            share = _shared(bounds, picture) / max(1.0, _area(picture))
            within = _shared(bounds, picture) > 0.5 * _area(bounds) and 0.0005 < share < 0.6
            if within and (max(colour) <= _DARK or _area(picture) > _PAPER * paper):
                boxes += 1
                break
    return boxes


def _bounds(thing: Any) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _filled(thing: Any) -> tuple[int, int, int] | None:
    """Give the colour that a shape is wholly filled with; None when one sees through it."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(thing, mode, stroked) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha) or alpha.value < 250:
        return None
    return red.value, green.value, blue.value


def _area(box: tuple[float, float, float, float]) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _shared(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    return _area((max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])))
