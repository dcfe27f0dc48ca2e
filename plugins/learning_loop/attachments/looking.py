"""One attachment: its bytes in; what was found, what may be published and what it says out."""

from __future__ import annotations

from learning_loop.attachments.findings import Finding, Looked, Notes, Refused, Weight
from learning_loop.attachments.kinds import LARGEST, check_name, kind_of
from learning_loop.attachments.rules import RULES


def look_into(data: bytes, suffix: str, title: str) -> Looked:
    """Open, check and normalise one file; equal arguments give equal bytes.

    ``suffix`` is the ending of its name in small letters, ``title`` what its item calls it. What stops a public item stays in the bytes (a
    professional item may keep it); what is refused has none.
    """
    notes = Notes()
    try:
        if len(data) > LARGEST:
            raise Refused("too-large", f"{LARGEST // 1_000_000} MB")
        kind = kind_of(data)
        check_name(kind, suffix)
        clean = _clean(data, kind, title, notes)
    except Refused as refused:
        return Looked((*notes.findings(), Finding(refused.rule, 1, (), refused.detail)), None)
    except RecursionError:
        return Looked((Finding("broken", 1),), None)
    findings = notes.findings()
    if any(RULES[one.rule].weight is Weight.REFUSE for one in findings):
        return Looked(findings, None)
    return Looked(findings, clean, notes.pieces)


def _clean(data: bytes, kind: str, title: str, notes: Notes) -> bytes:
    if kind == "pdf":
        from learning_loop.attachments.pdf import clean_pdf  # noqa: PLC0415 - each kind has libraries of its own, slow to import

        return clean_pdf(data, title, notes)
    if kind in ("docx", "xlsx", "pptx"):
        return _clean_office(data, kind, title, notes)
    if kind == "svg":
        from learning_loop.attachments.svg import clean_svg  # noqa: PLC0415 - as above

        return clean_svg(data, notes)
    if kind == "text":
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        notes.read("text", text, as_typed=True)
        return text.encode()
    from learning_loop.attachments.pictures import clean_picture  # noqa: PLC0415 - as above

    return clean_picture(data, kind, notes)


def _clean_office(data: bytes, kind: str, title: str, notes: Notes) -> bytes:
    from learning_loop.attachments.package import Package  # noqa: PLC0415 - as above
    from learning_loop.attachments.sheets import clean_sheets  # noqa: PLC0415 - as above
    from learning_loop.attachments.slides import clean_slides  # noqa: PLC0415 - as above
    from learning_loop.attachments.word import clean_word  # noqa: PLC0415 - as above

    package = Package(data, notes)
    folder = {"docx": "word", "xlsx": "sheet", "pptx": "presentation"}[kind]
    if not package.main_type.rpartition(".")[0] or folder not in package.main_type:
        raise Refused("broken")
    {"docx": clean_word, "xlsx": clean_sheets, "pptx": clean_slides}[kind](package)
    package.forget_pointers()
    return package.write(title)
