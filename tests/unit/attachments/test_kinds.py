"""A file is what its content says, whatever its name."""

from __future__ import annotations

import io
import zipfile

import pytest

from learning_loop.attachments.looking import look_into
from tests.planted import files as planted


def first(data: bytes, suffix: str) -> tuple[str, str]:
    looked = look_into(data, suffix, "A file")
    assert looked.clean is None
    return looked.findings[-1].rule, looked.findings[-1].detail


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "rule"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "doc", "kind-old-office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "docx", "kind-old-office"),
        (archive("mimetype", "content.xml"), "odt", "kind-open-document"),
        (archive("a.txt"), "zip", "kind-unknown"),
        (b"PK\x03\x04nothing", "docx", "broken"),
        (b"MZ\x90\0", "exe", "kind-unknown"),
        (b"{\\rtf1 words}", "rtf", "kind-unknown"),
        (b"<html><script>alert(1)</script>", "txt", "kind-unknown"),
        (b"<?xml version='1.0'?><feed/>", "svg", "kind-unknown"),
        (b"\xff\xfea\0b\0", "txt", "kind-unknown"),
        (b"", "pdf", "name-differs"),
        (b"%PDF-1.7\nnothing else", "pdf", "broken"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused(data: bytes, suffix: str, rule: str) -> None:
    assert first(data, suffix)[0] == rule


def test_a_name_that_says_something_else_is_refused() -> None:
    assert first(planted.png(), "pdf") == ("name-differs", "a PNG picture")
    assert first(planted.plain_pdf(), "png") == ("name-differs", "a PDF")


def test_plain_text_passes_with_one_form_of_line_ends() -> None:
    looked = look_into(b"\xef\xbb\xbfname,count\r\nneglect,14\r\n", "csv", "Counts")
    assert (looked.clean, looked.findings, looked.pieces[0].text) == (
        b"name,count\nneglect,14\n",
        (),
        "name,count\nneglect,14\n",
    )
