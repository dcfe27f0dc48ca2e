"""Pictures, made anew from their pixels: what is no pixel is not in them."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, JpegImagePlugin, UnidentifiedImageError

from learning_loop.attachments.findings import Notes, Refused

MOST_PIXELS = 50_000_000
"""Pixels of one picture; a camera of today makes 24 to 48 million."""

FAINTEST = 8
"""Of 255. A pixel that covers less than this cannot be seen, so its colour is set to nothing."""

_FORMATS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
_GPS = 0x8825
_ORIENTATION = 0x0112


def clean_picture(data: bytes, kind: str, notes: Notes, place: str = "") -> bytes:
    """Give a picture with the same pixels and nothing else, of the same kind. Raises `Refused`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _rebuilt(data, kind, notes, place)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError):
        raise Refused("broken") from None
    except (Image.DecompressionBombError, OverflowError):
        raise Refused("too-large", f"{MOST_PIXELS // 1_000_000} million pixels") from None


def _rebuilt(data: bytes, kind: str, notes: Notes, place: str) -> bytes:
    formats = ["JPEG", "MPO"] if kind == "jpeg" else [_FORMATS[kind]]
    with Image.open(io.BytesIO(data), formats=formats) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Refused("too-large", f"{MOST_PIXELS // 1_000_000} million pixels")
        if kind != "jpeg" and getattr(image, "n_frames", 1) > 1:
            raise Refused("picture-moves")
        _note_facts(image, data, notes, place)
        image.load()
        upright = ImageOps.exif_transpose(image)
        out = io.BytesIO()
        if kind == "jpeg":
            _save_jpeg(image, upright, out)
        else:
            _save_others(upright, kind, notes, place, out)
    clean = out.getvalue()
    if len(data) > _end_of(data, kind):
        notes.add("trailing", place)
    return clean


def _note_facts(image: Image.Image, data: bytes, notes: Notes, place: str) -> None:
    exif = image.getexif()
    if exif.get_ifd(_GPS) or b"GPSLatitude" in data:
        notes.add("position", place)
    facts = {
        name
        for name in image.info
        if name in {"exif", "comment", "xmp", "XML:com.adobe.xmp", "photoshop", "mp", "iptc"}
    }
    texts = getattr(image, "text", None)
    if (
        facts
        or texts
        or any(tag != _ORIENTATION for tag in exif)
        or b"http://ns.adobe.com/xap/" in data
        or b"Photoshop 3.0" in data
    ):
        notes.add("picture-facts", place)
    if getattr(image, "n_frames", 1) > 1 or exif.get_ifd(0x0001) or (len(exif.get_ifd(0x8769)) > 0 and b"JFXX" in data):
        notes.add("thumbnail", place)


def _save_jpeg(image: Image.Image, upright: Image.Image, out: io.BytesIO) -> None:
    """Save with the tables of the original, so that next to nothing is lost."""
    plain = Image.new(upright.mode, upright.size)
    plain.paste(upright)
    if plain.mode not in ("L", "RGB", "CMYK"):
        plain = plain.convert("RGB")
    tables = getattr(image, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(image) if isinstance(image, JpegImagePlugin.JpegImageFile) else -1
    if tables and plain.mode == image.mode:
        plain.save(out, "JPEG", qtables=tables, subsampling=sampling if sampling >= 0 else "4:2:0", optimize=True)
    else:
        plain.save(out, "JPEG", quality=92, optimize=True)


def _save_others(upright: Image.Image, kind: str, notes: Notes, place: str, out: io.BytesIO) -> None:
    if kind == "png" and upright.mode in ("1", "L", "I;16", "RGB") and "transparency" not in upright.info:
        plain = Image.new(upright.mode, upright.size)
        plain.paste(upright)
    else:
        plain = _without_unseen(upright.convert("RGBA"), notes, place)
        if plain.getchannel("A").getextrema() == (255, 255):
            plain = plain.convert("RGB")
    if kind == "gif":
        colours = plain.getcolors(256)
        plain.convert("RGB").quantize(min(256, max(2, len(colours or []) or 256)), dither=Image.Dither.NONE).save(
            out, "GIF", optimize=True
        )
    elif kind == "webp":
        plain.save(out, "WEBP", quality=92, method=4)
    else:
        plain.save(out, "PNG", optimize=True)


def _without_unseen(image: Image.Image, notes: Notes, place: str) -> Image.Image:
    """Take the colours out of pixels that nobody can see: a shape that was rubbed out is often still there."""
    alpha = image.getchannel("A")
    seen = alpha.point(lambda value: 255 if value >= FAINTEST else 0)
    clean = Image.composite(image, Image.new("RGBA", image.size, (0, 0, 0, 0)), seen)
    if clean.tobytes() != image.tobytes():
        notes.add("unseen-pixels", place)
    return clean


def _end_of(data: bytes, kind: str) -> int:
    """Give where the picture ends in its file, as far as that can be told."""
    if kind == "png":
        end = data.rfind(b"IEND\xaeB`\x82")
        first = data.find(b"IEND\xaeB`\x82")
        return (first if first >= 0 else end) + 8 if end >= 0 else len(data)
    if kind == "jpeg":
        scan = data.rfind(b"\xff\xda")
        end = data.find(b"\xff\xd9", scan)
        return end + 2 if end >= 0 else len(data)
    if kind == "webp":
        return int.from_bytes(data[4:8], "little") + 8
    return data.rfind(b";") + 1 or len(data)


def strip_jpeg(data: bytes) -> bytes:
    """Give a JPEG without its comments, metadata and trailing bytes, its pixels untouched to the bit.

    For pictures inside a PDF, whose compression must stay as the page describes it. Raises ValueError when it is no whole JPEG.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    parts, at = [data[:2]], 2
    while at < len(data) - 3:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return b"".join([*parts, b"\xff\xd9"])
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("a segment ends outside the file")
        # APP14 says how the colours are coded; it has no room for more
        if (marker == 0xEE and length <= 16) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            parts.append(data[at:end])
        at = end
        if marker == 0xDA:
            stop = _end_of_scan(data, at)
            parts.append(data[at:stop])
            at = stop
    if at >= len(data) - 3:
        parts.append(b"\xff\xd9")
    return b"".join(parts)


def _end_of_scan(data: bytes, at: int) -> int:
    """Give where the coded pixels end: at the first marker that is neither a filled byte nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def strip_jpeg_2000(data: bytes) -> bytes:
    """Give a JPEG 2000 without boxes of metadata. Raises ValueError when its boxes cannot be followed."""
    if data[:4] == b"\xff\x4f\xff\x51":
        return data
    parts, at = [], 0
    while at + 8 <= len(data):
        size, name, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = len(data) if size == 0 else at + size
        if end > len(data) or end < at + head:
            raise ValueError("a box ends outside the file")
        if name in (b"jP  ", b"ftyp", b"jp2h", b"jp2c"):
            parts.append(data[at:end])
        at = end
    return b"".join(parts)
