"""What a file is, by its content and not by its name."""

from __future__ import annotations

import io
import zipfile

from learning_loop.attachments.findings import Refused

NAMES = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "pptx": "a PowerPoint presentation",
    "jpeg": "a JPEG picture",
    "png": "a PNG picture",
    "gif": "a GIF picture",
    "webp": "a WebP picture",
    "svg": "an SVG picture",
    "text": "plain text",
}
"""The kinds that may be published, in words."""

ENDINGS = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "pptx": ("pptx",),
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "gif": ("gif",),
    "webp": ("webp",),
    "svg": ("svg",),
    "text": ("txt", "csv"),
}
"""The endings that a file of each kind may have: a web server tells browsers by the ending what a file is."""

LARGEST = 50_000_000
"""Bytes of a file that is looked at."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}


def kind_of(data: bytes) -> str:
    """Give the kind of a file. Raises `Refused` when it is none that may be published."""
    for sign, kind in _SIGNS.items():
        if data.startswith(sign):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        raise Refused("kind-old-office")
    if data.startswith(b"PK"):
        return _kind_of_archive(data)
    return _kind_of_text(data)


def check_name(kind: str, suffix: str) -> None:
    """Refuse a file whose ending does not fit its kind."""
    if suffix not in ENDINGS[kind]:
        raise Refused("name-differs", NAMES[kind])


def _kind_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()[:10_000]
            if "mimetype" in names and not any(name == "[Content_Types].xml" for name in names):
                raise Refused("kind-open-document")
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused("broken") from None
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE.items():
            if any(name.lower().startswith(folder) for name in names):
                return kind
    raise Refused("kind-unknown")


def _kind_of_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("kind-unknown") from None
    start = text[:4096].lstrip().lower()
    if "<svg" in start or start.startswith("<?xml"):
        return "svg"
    if start.startswith(("<!doctype", "<html", "{\\rtf", "<script", "%!ps")):
        raise Refused("kind-unknown")
    if any((ord(sign) < 32 and sign not in "\t\n\r\f") or sign == "\x7f" for sign in text):
        raise Refused("kind-unknown")
    return "text"
