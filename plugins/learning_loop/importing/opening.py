"""The bytes of a Word or PDF file → its text as HTML, its pictures, and what was left out. Runs in a process of its own."""

from __future__ import annotations

from collections import Counter

from learning_loop.attachments.findings import Notes, Refused
from learning_loop.attachments.kinds import LARGEST, check_name, kind_of
from learning_loop.attachments.pictures import clean_picture
from learning_loop.model.values import dataclass, field


@dataclass(slots=True)
class Opened:
    """What a file gave."""

    kind: str
    title: str = ""
    html: str = ""
    """Empty when another program is to convert ``prepared``."""
    prepared: bytes = b""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Made anew from their pixels, by their names in the HTML."""
    dropped: Counter[str] = field(default_factory=Counter)


def open_document(data: bytes, suffix: str, *, convert: bool) -> Opened:
    """Open a file; without ``convert`` a Word file is only made ready. Raises `Refused`."""
    if len(data) > LARGEST:
        raise Refused("too-large", f"{LARGEST // 1_000_000} MB")
    kind = kind_of(data)
    check_name(kind, suffix)
    if kind == "pdf":
        from learning_loop.importing.pdf import read_pdf  # noqa: PLC0415 - each kind has libraries of its own

        title, html, dropped = read_pdf(data)
        return Opened(kind, title, html, dropped=dropped)
    if kind != "docx":
        raise Refused("kind-unknown")
    from learning_loop.importing.word import prepare  # noqa: PLC0415 - as above

    prepared = prepare(data)
    opened = Opened(kind, prepared.title, dropped=prepared.dropped)
    for name, picture in prepared.pictures.items():
        clean = _clean(picture)
        if clean is None:
            opened.dropped["pictures of a kind that no browser shows"] += 1
        else:
            opened.pictures[name] = clean
    if not convert:
        opened.prepared = prepared.data
        return opened
    from learning_loop.importing.convert import to_html  # noqa: PLC0415 - as above

    opened.html = to_html(prepared.data, prepared.pictures)
    return opened


def _clean(data: bytes) -> bytes | None:
    """Give a picture with its pixels alone; None when it is of an old or strange form."""
    try:
        kind = kind_of(data)
        return clean_picture(data, kind, Notes()) if kind in ("png", "jpeg", "gif", "webp") else None
    except Refused:
        return None
