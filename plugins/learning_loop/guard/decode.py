"""Files as the texts that can be read in them, whatever they are wrapped in.

What is found is read for the proof alone: nothing that is made here is published. Everything is bounded, so that a file made to burst
its reader is reported, not followed.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from learning_loop.guard.made import parts_of_message, resolved, unfolded

DEEPEST = 4
"""Wrappings within wrappings that are opened."""

LARGEST = 64 * 1024 * 1024
"""Bytes that one file may unfold to."""


MESSAGE_HEAD = 4096
"""Bytes within which the head of an e-mail says that it is one."""

_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")


class TooMuch(Exception):
    """A file unfolds to more than anybody would publish, or is wrapped too deep to be looked into."""


_LONG = b"x" * 16
_SIGNS = bytes(ord("x") if chr(sign).isalnum() or chr(sign) in "+/_-" else 0x20 for sign in range(128)) + b" " * 128
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_SHOWN = re.compile(rb"\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f\s]{2,}>|\b(?:T[Jdm*D]|ET|BT)\b|'", re.DOTALL)


def texts_in(data: bytes, *, depth: int = 0) -> Iterator[bytes]:
    """Give the texts of a file: itself, and what can be decoded from it. Raises `TooMuch`."""
    if depth > DEEPEST:
        raise TooMuch
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _zip(data, depth)
    elif data.startswith(_PACKED):
        yield from texts_in(_unpacked(data), depth=depth + 1)
    elif data[257:262] == b"ustar":
        yield from _tar(data, depth)
    elif b"%PDF-" in data[:1024]:
        yield from _pdf(data)
    elif b"\nMIME-Version:" in data[:MESSAGE_HEAD] or data.startswith(b"MIME-Version:"):
        for part in parts_of_message(data):
            yield from texts_in(part, depth=depth + 1)
    elif data.startswith(b"BEGIN:V"):
        yield from decoded(unfolded(data), depth=depth)
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield from decoded(data.decode("utf-16", "replace").encode(), depth=depth)
    else:
        yield from decoded(data, depth=depth)


def decoded(text: bytes, *, depth: int = 0) -> Iterator[bytes]:
    """Give a text, and once more as it reads with its escapes resolved and its base64 opened."""
    yield text
    plainer = resolved(text)
    if plainer != text:
        yield plainer
    for word in set(base64_words(text)):
        yield from opened(word, depth=depth)


def opened(word: bytes, *, depth: int = 0) -> Iterator[bytes]:
    """Give the texts that a word is base64 of; none for most. Raises `TooMuch`."""
    inner = _unpack(word)
    if inner is not None:
        yield from texts_in(inner, depth=depth + 1)


def base64_words(text: bytes) -> list[bytes]:
    """Give the words that may be base64 of something: long, and not all small letters or figures."""
    signs = text.translate(_SIGNS)
    words = []
    start = signs.find(_LONG)
    while start >= 0:
        end = signs.find(b" ", start)
        word = text[start:] if end < 0 else text[start:end]
        if not word.islower() and not word.isdigit():
            words.append(word)
        start = signs.find(_LONG, start + len(word))
    return words


def _unpack(text: bytes) -> bytes | None:
    """Give what base64 stands for when it is a text or a known kind of file; most long words are neither."""
    bare = text.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    try:
        data = base64.b64decode(bare + b"=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return None
    if data[:2] in (b"\x1f\x8b", b"PK", b"BZ", b"%P"):
        return data
    try:
        shown = data.decode()
    except UnicodeDecodeError:
        return None
    return data if sum(sign.isalnum() or sign in " \n,.;:'-<>/" for sign in shown) >= 0.9 * len(shown) else None


def _unpacked(data: bytes) -> bytes:
    source = io.BytesIO(data)
    try:
        if data[:2] == b"\x1f\x8b":
            unpacked = gzip.GzipFile(fileobj=source).read(LARGEST + 1)
        elif data[:2] == b"BZ":
            unpacked = bz2.BZ2File(source).read(LARGEST + 1)
        else:
            unpacked = lzma.LZMAFile(source).read(LARGEST + 1)  # noqa: SIM115 - of bytes in memory: there is nothing to close
    except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError):
        return b""
    if len(unpacked) > LARGEST:
        raise TooMuch
    return unpacked


def _zip(data: bytes, depth: int) -> Iterator[bytes]:
    """Give the names and texts of an archive, which is what Office files are."""
    left = LARGEST
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        yield data
        return
    yield archive.comment
    for entry in archive.infolist():
        yield entry.filename.encode("utf-8", "replace") + b" " + entry.comment
        left -= max(0, entry.file_size)
        if left < 0:
            raise TooMuch
        try:
            with archive.open(entry) as file:
                inner = file.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
            continue
        for text in texts_in(inner, depth=depth + 1):
            yield _joined(text) if inner[:5] == b"<?xml" else text


_RUN = re.compile(rb"</?(?:w:(?:r|rPr|t|proofErr|lang|rFonts|b|i)|a:(?:r|t|rPr)|r|t)(?:\s[^<>]*)?/?>")


def _joined(xml: bytes) -> bytes:
    """Give Office text with its runs joined: a word processor cuts sentences, and words, into pieces that nobody sees."""
    return _RUN.sub(b"", xml)


def _tar(data: bytes, depth: int) -> Iterator[bytes]:
    left = LARGEST
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for entry in archive:
                yield entry.name.encode("utf-8", "replace")
                left -= entry.size
                if left < 0:
                    raise TooMuch
                file = archive.extractfile(entry) if entry.isfile() else None
                if file is not None:
                    yield from texts_in(file.read(), depth=depth + 1)
    except (tarfile.TarError, EOFError, ValueError, OSError):
        yield data


def _pdf(data: bytes) -> Iterator[bytes]:
    """Give what a PDF holds: itself, for its properties, and each of its streams, whole and as the text that it would show."""
    yield data
    yield from _utf16_strings(data)
    left = LARGEST
    for match in _STREAM.finditer(data):
        unpacked = zlib.decompressobj()
        try:
            stream = unpacked.decompress(match[1], left)
        except zlib.error:
            stream = match[1]
        if len(stream) >= left:
            raise TooMuch
        left -= len(stream)
        yield stream
        yield b"".join(_shown(stream))
        yield from _utf16_strings(stream)


def _shown(stream: bytes) -> Iterator[bytes]:
    for match in _SHOWN.finditer(stream):
        one = match[0]
        if one[:1] == b"(":
            yield re.sub(rb"\\(.)", rb"\1", one[1:-1])
        elif one[:1] == b"<":
            with_even = re.sub(rb"\s", b"", one[1:-1])
            inner = bytes.fromhex((with_even + b"0" * (len(with_even) % 2)).decode())
            yield inner.replace(b"\x00", b"")
        else:
            yield b" " if one != b"TJ" else b""


_WIDE = re.compile(rb"\xfe\xff((?:\x00[\x09-\x7e]){2,})")


def _utf16_strings(data: bytes) -> Iterator[bytes]:
    for match in _WIDE.finditer(data):
        yield match[1].replace(b"\x00", b"")
