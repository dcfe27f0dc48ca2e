"""The text of a PDF → HTML of headings and paragraphs: a draft, since a PDF knows letters on a page and nothing of a text's parts."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from learning_loop.attachments.findings import Refused

MOST_PAGES = 400

LARGER = 1.15
"""Times the size of most letters from which a line is a heading."""

_PASSWORD = 4
_BULLET = re.compile(r"^(?:[•‣◦▪●○·\uf0b7]\s*|[–-]\s+)")
_NUMBERED = re.compile(r"^(\d{1,3})[.)]\s*(?=[^\W\d])")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?", re.IGNORECASE)


class Line(NamedTuple):
    """A line of letters on a page."""

    page: int
    text: str
    size: float
    """Points."""
    top: float
    bottom: float
    left: float


def read_pdf(data: bytes) -> tuple[str, str, Counter[str]]:
    """Give the title, the text as HTML and what was left out. Raises `Refused`."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Refused("password" if pdfium.FPDF_GetLastError() == _PASSWORD else "broken")
    dropped: Counter[str] = Counter()
    try:
        pages = pdfium.FPDF_GetPageCount(document)
        if pages > MOST_PAGES:
            raise Refused("too-many-pages", str(MOST_PAGES))
        lines = [line for number in range(pages) for line in _page(document, number, dropped)]
    finally:
        pdfium.FPDF_CloseDocument(document)
    if not lines:
        raise Refused("unread")
    lines = _without_repeated(lines, pages, dropped)
    return "", "\n".join(_html(lines)), +dropped


def _page(document: Any, number: int, dropped: Counter[str]) -> Iterator[Line]:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise Refused("broken")
    try:
        for place in range(pdfium.FPDFPage_CountObjects(page)):
            kind = pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place))
            dropped["pictures"] += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        dropped["comments and marks"] += _marks(page)
        texts = pdfium.FPDFText_LoadPage(page)
        if not texts:
            raise Refused("broken")
        try:
            yield from _lines(texts, number)
        finally:
            pdfium.FPDFText_ClosePage(texts)
    finally:
        pdfium.FPDF_ClosePage(page)


def _marks(page: Any) -> int:
    """Count the comments on a page; links are none."""
    count = 0
    for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
        mark = pdfium.FPDFPage_GetAnnot(page, place)
        count += pdfium.FPDFAnnot_GetSubtype(mark) not in (
            pdfium.FPDF_ANNOT_LINK,
            pdfium.FPDF_ANNOT_WIDGET,
            pdfium.FPDF_ANNOT_POPUP,
        )
        pdfium.FPDFPage_CloseAnnot(mark)
    return count


def _lines(texts: Any, page: int) -> Iterator[Line]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    signs: list[str] = []
    sizes: list[float] = []
    box = [1e9, -1e9, 1e9]
    for place in range(pdfium.FPDFText_CountChars(texts)):
        sign = chr(pdfium.FPDFText_GetUnicode(texts, place))
        if sign in "\r\n":
            if "".join(signs).strip() and sizes:
                yield Line(page, "".join(signs).strip(), median(sizes), box[1], box[0], box[2])
            signs, sizes, box = [], [], [1e9, -1e9, 1e9]
            continue
        if ord(sign) in (2, 0xFFFE):
            # how pdfium tells of a hyphen at the end of a line
            sign = "\u00ad"
        signs.append(sign)
        if not sign.isspace() and pdfium.FPDFText_GetCharBox(texts, place, left, right, bottom, top):
            sizes.append(pdfium.FPDFText_GetFontSize(texts, place))
            box = [min(box[0], bottom.value), max(box[1], top.value), min(box[2], left.value)]
    if "".join(signs).strip() and sizes:
        yield Line(page, "".join(signs).strip(), median(sizes), box[1], box[0], box[2])


def _without_repeated(lines: Sequence[Line], pages: int, dropped: Counter[str]) -> list[Line]:
    """Leave out what stands at the top or foot of most pages, and page numbers."""
    edges: Counter[str] = Counter()
    firsts: dict[int, list[Line]] = {}
    for line in lines:
        firsts.setdefault(line.page, []).append(line)
    at_edge = {id(line) for page in firsts.values() for line in (*page[:2], *page[-2:])}
    for line in lines:
        if id(line) in at_edge:
            edges[re.sub(r"\d+", "0", line.text)] += 1
    kept = []
    for line in lines:
        again = pages > 2 and edges[re.sub(r"\d+", "0", line.text)] > pages / 2
        if id(line) in at_edge and (again or _PAGE_NUMBER.fullmatch(line.text)):
            dropped["headers, footers and page numbers"] += 1
        else:
            kept.append(line)
    return kept


def _html(lines: Sequence[Line]) -> Iterator[str]:
    usual = _usual(lines)
    larger = sorted({round(line.size) for line in lines if line.size > usual * LARGER}, reverse=True)[:3]
    groups = _paragraphs(lines, usual)
    opened = ""
    for group in groups:
        text = _joined([line.text for line in group])
        first = group[0]
        heading = round(first.size) in larger and first.size > usual * LARGER and len(text) <= 200
        bullet, number = _BULLET.match(text), _NUMBERED.match(text)
        wanted = "" if heading else "ul" if bullet else "ol" if number else ""
        if opened and opened != wanted:
            yield f"</{opened}>"
            opened = ""
        if wanted and not opened:
            start = f' start="{number[1]}"' if number else ""
            yield f"<{wanted}{start}>"
            opened = wanted
        if heading:
            yield f"<h{larger.index(round(first.size)) + 1}>{escape(text)}</h{larger.index(round(first.size)) + 1}>"
        elif wanted:
            mark = bullet or number
            yield f"<li>{escape(text[mark.end() :] if mark else text)}</li>"
        else:
            yield f"<p>{escape(text)}</p>"
    if opened:
        yield f"</{opened}>"


def _usual(lines: Sequence[Line]) -> float:
    """Give the size of most letters."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.text)
    return max(counts, key=lambda size: (counts[size], -size))


def _paragraphs(lines: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    """Group lines: a new paragraph begins after a gap, at a bullet or number, or with letters of another size."""
    gaps = [one.bottom - two.top for one, two in pairwise(lines) if one.page == two.page and one.bottom > two.top]
    gap = median(gaps) if gaps else 0.0
    group: list[Line] = []
    for line in lines:
        if group:
            last = group[-1]
            same_page = last.page == line.page
            apart = last.bottom - line.top > gap + 0.35 * usual if same_page else last.text[-1] in ".!?:"
            another = abs(last.size - line.size) > 0.08 * usual
            # what stands further left than a list's entry is no part of it
            listed = bool(_BULLET.match(group[0].text) or _NUMBERED.match(group[0].text))
            outdented = listed and line.left < (group[1].left if len(group) > 1 else group[0].left) - 0.2 * usual
            if apart or another or outdented or _BULLET.match(line.text) or _NUMBERED.match(line.text):
                yield group
                group = []
        group.append(line)
    if group:
        yield group


def _joined(texts: Sequence[str]) -> str:
    joined = texts[0]
    for text in texts[1:]:
        joined = joined[:-1] + text if joined.endswith("\u00ad") else f"{joined} {text}"
    return joined.replace("\u00ad", "")
