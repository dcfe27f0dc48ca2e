"""Pictures in a PDF, without what cameras and editors write beside the pixels."""

from __future__ import annotations

import base64
import zlib
from typing import Any

from pikepdf import Array, Dictionary, Name

from learning_loop.attachments.findings import Notes, Refused
from learning_loop.attachments.pictures import strip_jpeg, strip_jpeg_2000

MOST_UNPACKED = 300_000_000
"""Bytes of one picture's wrapping."""


def _filters(stream: Any) -> list[str]:
    filters = stream.get("/Filter")
    if filters is None:
        return []
    return [str(one) for one in filters] if isinstance(filters, Array) else [str(filters)]


def clean_image(stream: Any, notes: Notes) -> None:
    """Take facts, positions and trailing bytes out of a picture; its pixels stay as they are."""
    filters = _filters(stream)
    last = filters[-1] if filters else ""
    if last not in ("/DCTDecode", "/JPXDecode"):
        return
    data = _unfiltered(stream.read_raw_bytes(), filters[:-1])
    clean = strip_jpeg(data) if last == "/DCTDecode" else strip_jpeg_2000(data)
    if clean == data and len(filters) == 1:
        return
    if b"GPS" in data or b"\x88\x25" in data[:65536]:
        notes.add("position")
    if clean != data:
        notes.add("picture-facts")
    parameters = stream.get("/DecodeParms")
    own = parameters[-1] if isinstance(parameters, Array) and len(parameters) else parameters
    if isinstance(own, Dictionary):
        stream.write(clean, filter=Name(last), decode_parms=own)
    else:
        stream.write(clean, filter=Name(last))


def _unfiltered(data: bytes, filters: list[str]) -> bytes:
    """Give a picture's own compressed bytes, out of what they were wrapped in."""
    for name in filters:
        if name == "/FlateDecode":
            opened = zlib.decompressobj()
            data = opened.decompress(data, MOST_UNPACKED)
            if opened.unconsumed_tail:
                raise Refused("unpacks-too-large")
        elif name == "/ASCII85Decode":
            data = base64.a85decode(data.rpartition(b"~>")[0] or data)
        elif name == "/ASCIIHexDecode":
            data = bytes.fromhex(data.partition(b">")[0].decode("ascii"))
        else:
            raise Refused("broken")
    return data
