"""PDF: opened, emptied of everything that no page shows, and saved anew, so that earlier versions are gone."""

from __future__ import annotations

import io
import re
import zlib
from html import escape
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from learning_loop.attachments.findings import Notes, Refused
from learning_loop.attachments.pdf_form import clean_form
from learning_loop.attachments.pdf_images import clean_image
from learning_loop.attachments.pdf_ink import read_pages

MOST_PAGES = 400
MOST_OBJECTS = 400_000

_ROOT = frozenset(
    "/Type /Pages /Outlines /Lang /MarkInfo /StructTreeRoot /PageLabels /ViewerPreferences /PageLayout /PageMode /Dests /Names /AcroForm /OCProperties /Version".split()
)
"""What the document's root may keep: an allow-list, since every version of PDF has added places for more."""

_PAGE = frozenset(
    "/Type /Parent /Resources /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Contents /Rotate /Group /Annots /Tabs /StructParents /UserUnit".split()
)

_ABOUT = {
    "/Metadata": "metadata",
    "/PieceInfo": "custom-data",
    "/LastModified": "about",
    "/Thumb": "thumbnail",
    "/AA": "active-taken-out",
    "/JS": "active-taken-out",
    "/AF": "files-taken-out",
    "/EF": "files-taken-out",
    "/OPI": "custom-data",
    "/Alternates": "leftovers",
    "/PtData": "custom-data",
    "/Measure": "custom-data",
    "/SpiderInfo": "custom-data",
    "/RichMediaContent": "active-taken-out",
    "/RichMediaSettings": "active-taken-out",
}
"""Keys that are taken out of whatever has them, and the rule that they fall under."""

_PERSONAL = ("/T", "/M", "/NM", "/CreationDate", "/RC", "/Subj", "/IRT", "/Popup")
"""Keys of marks on a page that say who made them and when."""

_LIVELY = frozenset("/FileAttachment /Movie /Screen /Sound /3D /RichMedia /TrapNet /PrinterMark".split())
_TEXT_KEYS = ("/ActualText", "/Alt", "/E", "/TU", "/Contents", "/Title", "/CA")
_IN_CONTENT = re.compile(rb"/(?:ActualText|Alt|E)\b")


def clean_pdf(data: bytes, title: str, notes: Notes) -> bytes:
    """Give a PDF with what its pages show and nothing else, under its item's title. Raises `Refused`."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("password")
            clean = _cleaned(pdf, data, title, notes)
    except pikepdf.PasswordError:
        raise Refused("password") from None
    except (
        pikepdf.PdfError,
        pikepdf.ForeignObjectError,
        ValueError,
        zlib.error,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OverflowError,
        NotImplementedError,
        RuntimeError,
    ):
        raise Refused("broken") from None
    read_pages(clean, notes)
    return clean


def _cleaned(pdf: pikepdf.Pdf, data: bytes, title: str, notes: Notes) -> bytes:
    _measure(pdf)
    _note_versions(data, notes)
    _clean_root(pdf, notes)
    for number, page in enumerate(pdf.pages, 1):
        _clean_page(page.obj, f"page {number}", notes)
    for thing in pdf.objects:
        _clean_thing(thing, notes)
    clean_form(pdf, notes)
    for number, page in enumerate(pdf.pages, 1):
        _clean_contents(pdf, page, f"page {number}", notes)
    pdf.remove_unreferenced_resources()
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            _clean_stream(pdf, thing, notes)
    _entitle(pdf, title)
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, compress_streams=True, recompress_flate=True, linearize=False, min_version="1.4",
        stream_decode_level=pikepdf.StreamDecodeLevel.specialized, object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )  # fmt: skip
    return out.getvalue()


def _measure(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refused("too-much-work")
    if len(pdf.pages) > MOST_PAGES:
        raise Refused("too-many-pages", str(MOST_PAGES))
    if not len(pdf.pages):
        raise Refused("broken")


def _note_versions(data: bytes, notes: Notes) -> None:
    """Note earlier versions, each of which ends with a pointer of its own, and what stands before and after the document."""
    ends = data.count(b"startxref") - (1 if b"/Linearized" in data[:2048] else 0)
    notes.add("earlier-versions", count=max(0, ends - 1))
    if data.rpartition(b"%%EOF")[2].strip(b"\r\n\0 \t") or data.find(b"%PDF-") > 0:
        notes.add("trailing")


def _clean_root(pdf: pikepdf.Pdf, notes: Notes) -> None:
    root, trailer = pdf.Root, pdf.trailer
    if "/Info" in trailer:
        notes.add("about")
        del trailer["/Info"]
    for key in list(trailer.keys()):
        # the old identifier tells which file this was made from; a new one follows from the content
        if key not in ("/Root", "/Size"):
            del trailer[key]
    if "/Collection" in root:
        raise Refused("bundle")
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise Refused("xfa")
    _note_layers(root, notes)
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        notes.add("files-taken-out", count=_leaves(names.get("/EmbeddedFiles")))
        notes.add("active-taken-out", count=_leaves(names.get("/JavaScript")))
        for key in list(names.keys()):
            if key != "/Dests":
                del names[key]
    if "/OpenAction" in root and isinstance(root["/OpenAction"], Dictionary):
        notes.add("active-taken-out", count=0 if root["/OpenAction"].get("/S") == Name("/GoTo") else 1)
    if "/Metadata" in root:
        notes.add("metadata")
    if "/PieceInfo" in root:
        notes.add("custom-data")
    if "/AA" in root:
        notes.add("active-taken-out")
    if "/AF" in root and not (isinstance(names, Dictionary) and "/EmbeddedFiles" in names):
        notes.add("files-taken-out")
    for key in list(root.keys()):
        if key not in _ROOT:
            del root[key]


def _leaves(tree: Any, depth: int = 0) -> int:
    """Count the entries of a name tree."""
    if not isinstance(tree, Dictionary) or depth > 30:
        return 0
    own = len(tree["/Names"]) // 2 if isinstance(tree.get("/Names"), Array) else 0
    kids = tree.get("/Kids")
    return own + (sum(_leaves(kid, depth + 1) for kid in kids) if isinstance(kids, Array) else 0)


def _note_layers(root: Any, notes: Notes) -> None:
    """Note layers that are off, or could be, and leave them so; those that are always on are no more than marks in the text."""
    properties = root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    groups = properties.get("/OCGs")
    configurations = [properties.get("/D"), *(properties.get("/Configs") or [])]
    off = 0
    for configuration in configurations:
        if isinstance(configuration, Dictionary):
            off += len(configuration.get("/OFF") or [])
            if configuration.get("/BaseState", Name("/ON")) != Name("/ON"):
                off += len(groups or [])
    for group in groups or []:
        usage = group.get("/Usage") if isinstance(group, Dictionary) else None
        if isinstance(usage, Dictionary) and any(
            isinstance(usage.get(use), Dictionary) and usage[use].get(state) == Name("/OFF")
            for use, state in (("/View", "/ViewState"), ("/Print", "/PrintState"), ("/Export", "/ExportState"))
        ):
            off += 1
    if off:
        notes.add("hidden-layers", count=min(off, max(1, len(groups or []))))
    else:
        del root["/OCProperties"]


def _clean_page(page: Any, place: str, notes: Notes) -> None:
    for key in list(page.keys()):
        if key not in _PAGE:
            if key in _ABOUT:
                notes.add(_ABOUT[key], place)
            del page[key]
    kept = Array()
    for mark in page.get("/Annots") or []:
        if isinstance(mark, Dictionary) and _clean_mark(mark, place, notes):
            kept.append(mark)
    if "/Annots" in page:
        del page["/Annots"]
        if len(kept):
            page["/Annots"] = kept


def _clean_mark(mark: Any, place: str, notes: Notes) -> bool:
    """Take out of an annotation who made it; say whether it stays. Links and fields are part of the page, all else is somebody's mark."""
    kind = str(mark.get("/Subtype", ""))
    if kind == "/Link":
        for key in (*_PERSONAL, "/PA", "/AP"):
            if key in mark:
                del mark[key]
        return True
    if kind == "/Widget":
        return True
    if kind in _LIVELY:
        notes.add("files-taken-out" if kind == "/FileAttachment" else "active-taken-out", place)
        return False
    if kind == "/Popup":
        return False
    notes.add("comments", place)
    for key in _PERSONAL:
        if key in mark:
            del mark[key]
    return True


def _clean_thing(thing: Any, notes: Notes, depth: int = 0) -> None:
    """Take out of a thing and what lies directly in it what no page shows; note the texts that only machines read."""
    if depth > 60:
        raise Refused("broken")
    if isinstance(thing, Array):
        for part in thing:
            if isinstance(part, (Dictionary, Array)) and not part.is_indirect:
                _clean_thing(part, notes, depth + 1)
        return
    if not isinstance(thing, (Dictionary, Stream)):
        return
    for key in list(thing.keys()):
        if key in _ABOUT:
            notes.add(_ABOUT[key])
            del thing[key]
            continue
        value = thing[key]
        if key == "/A" and isinstance(value, Dictionary) and "/S" in value:
            _clean_action(thing, value, notes)
        elif key in _TEXT_KEYS and isinstance(value, String):
            notes.read("tags and labels", str(value))
        if isinstance(value, (Dictionary, Array)) and not value.is_indirect:
            _clean_thing(value, notes, depth + 1)


def _clean_action(owner: Any, action: Any, notes: Notes) -> None:
    """Keep an action that leads to a page of the web or of this document, and no other."""
    kind = str(action.get("/S"))
    if "/Next" in action:
        notes.add("active-taken-out")
        del action["/Next"]
    if kind == "/URI":
        address = str(action.get("/URI", "")).strip()
        if address.lower().startswith(("https://", "http://", "mailto:", "tel:")):
            notes.read("links", address)
        else:
            notes.add("links-taken-out")
            del owner["/A"]
    elif kind not in ("/GoTo", "/Named"):
        notes.add("links-taken-out" if kind in ("/GoToR", "/Launch") else "active-taken-out")
        del owner["/A"]


def _clean_contents(pdf: pikepdf.Pdf, page: pikepdf.Page, place: str, notes: Notes) -> None:
    """Write a page's drawing orders anew where they have notes for programmers; note the texts in their tags."""
    contents = page.obj.get("/Contents")
    if contents is None:
        return
    if isinstance(contents, Array):
        page.contents_coalesce()
        contents = page.obj["/Contents"]
    if isinstance(contents, Stream):
        _clean_orders(pdf, contents, place, notes)


def _clean_orders(pdf: pikepdf.Pdf, stream: Any, place: str, notes: Notes) -> None:
    data = stream.read_bytes()
    tagged, commented = _IN_CONTENT.search(data), b"%" in data
    if not tagged and not commented:
        return
    orders = pikepdf.parse_content_stream(stream)
    if tagged:
        for order in orders:
            for operand in getattr(order, "operands", ()):
                if isinstance(operand, Dictionary):
                    for key in ("/ActualText", "/Alt", "/E"):
                        if isinstance(operand.get(key), String):
                            notes.read(place, str(operand[key]))
    if commented:
        clean = pikepdf.unparse_content_stream(orders)
        if clean.count(b"%") < data.count(b"%"):
            notes.add("source-notes", place)
        stream.write(clean)


def _clean_stream(pdf: pikepdf.Pdf, stream: Any, notes: Notes) -> None:
    for key in ("/F", "/FFilter", "/FDecodeParms"):
        if key in stream:
            notes.add("links-taken-out")
            del stream[key]
    kind = stream.get("/Subtype")
    if kind == Name("/Image"):
        clean_image(stream, notes)
    elif kind == Name("/Form"):
        _clean_orders(pdf, stream, "tags and labels", notes)


def _entitle(pdf: pikepdf.Pdf, title: str) -> None:
    """Give the document its item's title in place of its own: screen readers say it first (WCAG technique PDF18)."""
    pdf.docinfo["/Title"] = String(title)
    xmp = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="r"?>'
    )
    pdf.Root["/Metadata"] = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    preferences = pdf.Root.get("/ViewerPreferences")
    kept = Dictionary(DisplayDocTitle=True)
    if isinstance(preferences, Dictionary) and "/Direction" in preferences:
        kept["/Direction"] = preferences["/Direction"]
    pdf.Root["/ViewerPreferences"] = kept
