"""Small Office files, part by part, for planting things in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_O = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
_T = "application/vnd.openxmlformats-officedocument."
W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_O}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
S = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_O}"'
P = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_O}"'

Pointers = Mapping[str, tuple[str, str]]
"""Relation id → kind and target."""

_MAIN = {
    "word/document.xml": "wordprocessingml.document.main+xml",
    "xl/workbook.xml": "spreadsheetml.sheet.main+xml",
    "ppt/presentation.xml": "presentationml.presentation.main+xml",
}
_KINDS = {
    "word/": "wordprocessingml.part+xml",
    "xl/": "spreadsheetml.part+xml",
    "ppt/": "presentationml.part+xml",
}


def package(
    parts: Mapping[str, str | bytes],
    pointers: Mapping[str, Pointers] | None = None,
    roots: Pointers | None = None,
    types: Mapping[str, str] | None = None,
) -> bytes:
    """Give an Office file of these parts; the first is the main one."""
    main = next(iter(parts))
    kinds = "".join(
        f'<Override PartName="/{name}" ContentType="{(types or {}).get(name) or _T + _MAIN.get(name, next((kind for folder, kind in _KINDS.items() if name.startswith(folder)), "part+xml"))}"/>'
        for name in parts
        if name.endswith(".xml")
    )
    every = {"": {"rId1": ("officeDocument", main), **(roots or {})}, **(pointers or {})}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/octet-stream"/>{kinds}</Types>',
        )
        for part, found in every.items():
            folder, _, file = part.rpartition("/")
            lines = "".join(
                f'<Relationship Id="{one}" Type="{_O}/{kind}" Target="{_target(target)}"{_mode(target)}/>'
                for one, (kind, target) in found.items()
            )
            archive.writestr(
                f"{folder}/_rels/{file}.rels".lstrip("/"), f'<Relationships xmlns="{_P}">{lines}</Relationships>'
            )
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _target(target: str) -> str:
    return target if ":" in target else "/" + target


def _mode(target: str) -> str:
    return ' TargetMode="External"' if ":" in target else ""


def word(
    body: str, extra: Mapping[str, str | bytes] | None = None, pointers: Pointers | None = None, **more: object
) -> bytes:
    """Give a Word document with this body."""
    document = f"<w:document {W}><w:body><w:p><w:r><w:t>Visible words</w:t></w:r></w:p>{body}</w:body></w:document>"
    return package({"word/document.xml": document, **(extra or {})}, {"word/document.xml": pointers or {}}, **more)  # type: ignore[arg-type]


def run(text: str, look: str = "") -> str:
    """Give a paragraph with one run of text."""
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def workbook(
    rows: str,
    extra: Mapping[str, str | bytes] | None = None,
    pointers: Pointers | None = None,
    sheet: str = "",
    state: str = "",
    names: str = "",
    of_sheet: Pointers | None = None,
) -> bytes:
    """Give a workbook whose first sheet has these rows."""
    parts = {
        "xl/workbook.xml": f'<workbook {S}><sheets><sheet name="Figures" sheetId="1" r:id="rId1"/><sheet name="More" sheetId="2" r:id="rId2"{state}/></sheets>{names}</workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet {S}>{sheet}<sheetData>{rows}</sheetData></worksheet>",
        "xl/worksheets/sheet2.xml": f'<worksheet {S}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Second</t></is></c></row></sheetData></worksheet>',
        **(extra or {}),
    }
    ids = {
        "rId1": ("worksheet", "xl/worksheets/sheet1.xml"),
        "rId2": ("worksheet", "xl/worksheets/sheet2.xml"),
        **(pointers or {}),
    }
    return package(parts, {"xl/workbook.xml": ids, "xl/worksheets/sheet1.xml": of_sheet or {}})


def cell(text: str, place: str = "A1", style: int = 0) -> str:
    """Give a cell with a text of its own."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def slides(
    shapes: str,
    show: str = "",
    extra: Mapping[str, str | bytes] | None = None,
    of_slide: Pointers | None = None,
    of_show: Pointers | None = None,
) -> bytes:
    """Give a presentation of one slide with these shapes."""
    parts = {
        "ppt/presentation.xml": f'<p:presentation {P}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/></p:presentation>',
        "ppt/slides/slide1.xml": f"<p:sld {P}{show}><p:cSld><p:spTree>{shape('Visible words')}{shapes}</p:spTree></p:cSld></p:sld>",
        **(extra or {}),
    }
    return package(
        parts,
        {
            "ppt/presentation.xml": {"rId1": ("slide", "ppt/slides/slide1.xml"), **(of_show or {})},
            "ppt/slides/slide1.xml": of_slide or {},
        },
    )


def shape(text: str, left: int = 100_000, top: int = 100_000, fill: str = "", look: str = "", about: str = "") -> str:
    """Give a shape with a text, where it stands in EMU and how it is filled."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="TextBox 1"{about}/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="2000000" cy="500000"/></a:xfrm>{fill}</p:spPr>'
        f"<p:txBody><a:p><a:r><a:rPr{look}/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
