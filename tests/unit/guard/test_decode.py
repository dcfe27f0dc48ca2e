"""Texts are found whatever they are wrapped in."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.guard.decode import TooMuch, decoded, texts_in

SECRET = b"the mother told the nursery worker twice"


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


WORD = b"<?xml version='1.0'?><w:p><w:r><w:t>the mother to</w:t></w:r><w:r><w:rPr/><w:t>ld the nursery worker twice</w:t></w:r></w:p>"
PDF = b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(b"BT [(the mo) -20 (ther told the)] TJ ( nursery worker twice) Tj ET") + b"\nendstream"  # fmt: skip
WRAPPED = {
    "plain": SECRET,
    "entities": b"the&#32;mother&nbsp;told&#x20;the nursery worker twice".replace(b"&nbsp;", b" "),
    "percent": SECRET.replace(b" ", b"%20"),
    "escapes": rb"the\u0020mother told the \u006eursery worker twice",
    "base64": b'"' + base64.b64encode(SECRET) + b'"',
    "twice in base64": base64.b64encode(base64.b64encode(SECRET)),
    "gzip": gzip.compress(SECRET),
    "gzip in base64": base64.b64encode(gzip.compress(SECRET)),
    "zip": zipped("a.txt", SECRET),
    "zip in zip": zipped("b.zip", zipped("a.txt", SECRET)),
    "a name in a zip": zipped("the mother told the nursery worker twice.txt", b""),
    "Word": zipped("word/document.xml", WORD),
    "PDF": PDF,
    "properties of a PDF": b"%PDF-1.7\n/Title(the mother told the nursery worker twice)",
    "UTF-16": SECRET.decode().encode("utf-16"),
    "UTF-16 in a PDF": b"%PDF-1.7\n/Title(\xfe\xff" + SECRET.decode().encode("utf-16-be") + b")",
    "entities of entities": b"the&amp;#32;mother told the nursery worker twice",
}


@pytest.mark.parametrize("how", WRAPPED)
def test_a_text_is_found_in(how: str) -> None:
    assert any(SECRET in text for text in texts_in(WRAPPED[how]))


def test_a_bomb_is_not_followed() -> None:
    with pytest.raises(TooMuch):
        list(texts_in(gzip.compress(b"\0" * (65 * 1024 * 1024))))


def test_a_file_wrapped_too_deep_is_not_followed() -> None:
    data = SECRET
    for _ in range(7):
        data = gzip.compress(data)
    with pytest.raises(TooMuch):
        list(texts_in(data))


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"%PDF-1.4\nstream\n", b"\xff\xfe", b"\xfd7zXZ\x00"]),
    st.binary(max_size=300),
)
def test_no_broken_file_breaks_the_reader(start: bytes, rest: bytes) -> None:
    assert all(isinstance(text, bytes) for text in texts_in(start + rest))


@given(st.text(max_size=200))
def test_a_text_is_always_looked_at_as_it_is(text: str) -> None:
    assert next(decoded(text.encode())) == text.encode()
