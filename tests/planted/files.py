"""Files with something planted in them, and the search for it in whatever was made of them."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

SECRET = "Zebedee Quillfeather"
"""What nobody may find: a name that nobody has."""

VISIBLE = "Visible words"
_HEAD = f"BT /F1 12 Tf 72 700 Td ({VISIBLE} of a page) Tj ET\n"
_LINE = f"BT /F1 12 Tf 72 600 Td ({SECRET}) Tj ET\n"


def holds(data: bytes, secret: str = SECRET) -> bool:
    """Say whether a file has the secret anywhere: as it is, unpacked, or decoded, whatever the case."""
    wanted = [secret.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    wanted += [one.hex().encode() for one in wanted]
    return any(one in layer.lower() for layer in layers(data) for one in wanted)


def layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Give a file's bytes, and those of all that is packed in it."""
    yield data
    if depth > 4:
        return
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from layers(archive.read(name), depth + 1)
    if b"%PDF-" in data[:1024]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield _decoded(thing)
                yield "\n".join(_strings(thing)).encode("utf-8", "replace")
                yield thing.unparse()
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], 10_000_000)
        except zlib.error:
            continue
    for match in re.finditer(rb"base64,([A-Za-z0-9+/=\s]{16,})", data):
        yield from layers(base64.b64decode(match[1]), depth + 1)


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes(pikepdf.StreamDecodeLevel.all)
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def _strings(thing: object, depth: int = 0) -> Iterator[str]:
    if isinstance(thing, String):
        yield str(thing)
    elif isinstance(thing, Array) and depth < 8:
        for part in thing:
            yield from _strings(part, depth + 1)
    elif isinstance(thing, (Dictionary, pikepdf.Stream)) and depth < 8:
        for key in thing.keys():  # noqa: SIM118 - a stream iterates over nothing
            yield from _strings(thing[key], depth + 1)


def new_pdf(content: str = _HEAD, pages: int = 1) -> pikepdf.Pdf:
    """Give a PDF whose pages are drawn by the given orders."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    blocks = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats))
    for _ in range(pages):
        resources = Dictionary(Font=Dictionary(F1=font, F2=blocks), ExtGState=Dictionary(G0=Dictionary(ca=0, CA=0)))
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Resources=resources,
            Contents=pdf.make_stream(content.encode()),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Give a PDF's bytes, uncompressed and with all its objects."""
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def plain_pdf(text: str = VISIBLE) -> bytes:
    """Give a PDF with nothing wrong in it."""
    return saved(new_pdf(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET\n"))


VISIBLE_LINES = _HEAD + _LINE
"""Two lines that everybody can read."""


TRICKS = {
    "white on white": _HEAD + "1 1 1 rg " + _LINE,
    "nearly white": _HEAD + "0.97 g " + _LINE,
    "in no mode": _HEAD + _LINE.replace("BT", "BT 3 Tr"),
    "tiny": _HEAD + _LINE.replace("12 Tf", "0.4 Tf"),
    "too small to read": _HEAD + _LINE.replace("12 Tf", "1.5 Tf"),
    "under a black box": _HEAD + _LINE + "0 g 70 596 140 16 re f",
    "under a box that leaves a hair": _HEAD + _LINE + "0 g 70 597.8 140 14 re f",
    "off the page": _HEAD + _LINE.replace("72 600", "72 -600"),
    "without opacity": _HEAD + "/G0 gs " + _LINE,
    "clipped away": _HEAD + "q 0 0 10 10 re W n " + _LINE + "Q",
    "in the colour of its box": _HEAD + "0.2 0.3 0.4 rg 50 590 300 40 re f " + _LINE,
    "under other words": "1 g " + _LINE.replace("72 600", "72 700") + "0 g " + _HEAD,
    "under letters that are blocks": _HEAD + _LINE.replace("12 Tf", "6 Tf") + "BT /F2 90 Tf 60 570 Td (nn) Tj ET",
}  # fmt: skip
"""Ways to hide words that can still be copied out of a page."""


def trick(name: str) -> bytes:
    """Give a PDF with the secret hidden in one way."""
    return saved(new_pdf(TRICKS[name]))


def text_under_a_picture() -> bytes:
    """Give a PDF with the secret under a photograph of many colours, where one look at the page finds plenty of ink."""
    pdf = new_pdf(_HEAD + _LINE + "q 400 0 0 100 50 560 cm /I0 Do Q")
    pixels = bytes((x * 37 + y * 91) % 256 for y in range(50) for x in range(200))
    image = pdf.make_stream(
        pixels,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=200,
        Height=50,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    pdf.pages[0].Resources["/XObject"] = Dictionary(I0=image)
    return saved(pdf)


def text_in_a_form() -> bytes:
    """Give a PDF with the secret in a form within a form, drawn in white."""
    pdf = new_pdf(_HEAD + "/Fm0 Do")
    resources = pdf.pages[0].Resources
    inner = pdf.make_stream(
        ("1 g " + _LINE).encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 595, 842]),
        Resources=Dictionary(Font=resources.Font),
    )
    outer = pdf.make_stream(
        b"/Fm1 Do",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 595, 842]),
        Resources=Dictionary(XObject=Dictionary(Fm1=inner)),
    )
    resources["/XObject"] = Dictionary(Fm0=outer)
    return saved(pdf)


def hidden_layer() -> bytes:
    """Give a PDF with the secret on a layer that is switched off."""
    pdf = new_pdf(_HEAD + "/OC /L0 BDC " + _LINE + "EMC")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.pages[0].Resources["/Properties"] = Dictionary(L0=layer)
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    return saved(pdf)


def box_over_a_scan() -> bytes:
    """Give a PDF of one scanned page on which somebody has drawn a black box."""
    pdf = new_pdf("q 595 0 0 842 0 0 cm /I0 Do Q 0 g 100 500 200 20 re f")
    image = pdf.make_stream(
        bytes(range(250)) * 40,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=100,
        Height=100,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    pdf.pages[0].Resources["/XObject"] = Dictionary(I0=image)
    return saved(pdf)


def earlier_version() -> bytes:
    """Give a PDF that was changed by adding to its end, as editors do: its first version still says the secret."""
    first = saved(new_pdf(_HEAD + _LINE))
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
        root = pdf.Root.objgen[0]
    start = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
    size = int(re.findall(rb"/Size (\d+)", first)[-1])
    at = len(first) + 1
    body = f"{number} 0 obj\n<< /Length {len(_HEAD)} >>\nstream\n{_HEAD}\nendstream\nendobj\n"
    xref = at + len(body)
    end = f"xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {start} >>\nstartxref\n{xref}\n%%EOF\n"
    return first + b"\n" + (body + end).encode()


def jpeg(comment: str = SECRET) -> bytes:
    """Give a photograph with everything that a telephone and an editor write beside the pixels."""
    image = Image.effect_noise((64, 48), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = comment
    exif[0x013B] = comment
    exif[0x8825] = {1: "N", 2: (50.0, 41.0, 12.0), 3: "W", 4: (1.0, 17.0, 30.0), 29: comment}
    out = io.BytesIO()
    image.save(
        out,
        "JPEG",
        exif=exif,
        comment=comment.encode(),
        xmp=f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{comment}</x:xmpmeta>".encode(),
        quality=90,
    )
    return out.getvalue() + comment.encode()


def png(comment: str = SECRET) -> bytes:
    """Give a drawing with texts beside its pixels and bytes after its end."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", comment)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{comment}</x>")
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 20, 20, 255)).save(out, "PNG", pnginfo=info)
    return out.getvalue() + comment.encode()
