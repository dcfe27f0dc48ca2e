"""A file is opened in a process of its own, which may fail, hang or lie without harm."""

from __future__ import annotations

import io
import json
import sys
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name

from learning_loop.attachments import sandbox
from learning_loop.attachments.answer import Unreadable, read_answer, write_answer
from learning_loop.attachments.findings import Finding, Looked, Piece
from learning_loop.attachments.looking import look_into
from learning_loop.attachments.sandbox import Job, look_apart, look_apart_all
from tests.planted import files as planted
from tests.planted.files import new_pdf


def test_a_look_apart_says_what_a_look_here_says() -> None:
    data = planted.trick("white on white")
    assert look_apart(Job(data, "pdf", "A plan")) == look_into(data, "pdf", "A plan")


def test_looks_apart_come_in_the_order_of_the_jobs() -> None:
    jobs = [Job(planted.plain_pdf(f"Number {n}"), "pdf", "A plan") for n in range(3)]
    assert [looked.pieces[0].text for looked in look_apart_all(jobs)] == ["Number 0", "Number 1", "Number 2"]


def child(monkeypatch: pytest.MonkeyPatch, code: str) -> Looked:
    """Look with a child that does something else."""
    script = f"import os, sys, resource, signal, time\n{code}"
    begin = sandbox.subprocess.Popen

    def start(command: list[str], **more: object) -> object:
        return begin([sys.executable, "-c", script], **more)  # type: ignore[call-overload]

    monkeypatch.setattr(sandbox.subprocess, "Popen", start)
    return look_apart(Job(b"x", "txt", "A text"))


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "broken"),
        ("sys.exit(1)", "broken"),
        ("pass", "broken"),
        ("print('{}')", "broken"),
        ("sys.exit(3)", "too-much-work"),
        ("resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass", "too-much-work"),
    ],
)  # fmt: skip
def test_a_child_that_fails_refuses_the_file(code: str, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert child(monkeypatch, code) == Looked((Finding(rule, 1),), None)


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 0.3)
    began = time.monotonic()
    assert child(monkeypatch, "time.sleep(60)") == Looked((Finding("too-much-work", 1),), None)
    assert time.monotonic() - began < 5


def test_a_child_knows_no_variable_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    answer = write_answer(Looked((), b"clean")).decode()
    assert child(monkeypatch, f"assert 'SECRET_KEY' not in os.environ\nsys.stdout.write({answer!r})").clean == b"clean"


def test_a_page_that_unpacks_without_end_is_refused() -> None:
    pdf = new_pdf()
    pack = zlib.compressobj(9, wbits=-15)
    block, blocks, size = pack.compress(bytes(4_000_000)) + pack.flush(zlib.Z_FULL_FLUSH), 800, 4_000_000
    packed = b"\x78\x01" + block * blocks + b"\x03\0" + (blocks * size % 65_521).to_bytes(2, "big") + b"\0\1"
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(packed, Filter=Name.FlateDecode)
    assert look_apart(Job(saved_raw(pdf), "pdf", "A plan")).clean is None


def saved_raw(pdf: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=None, recompress_flate=False)  # type: ignore[attr-defined]
    return out.getvalue()


def test_an_answer_survives_its_way() -> None:
    looked = Looked((Finding("hidden-text", 3, ("page 1", "sheet 2!B7")),), b"\n{}\0", (Piece("page 1", "Wörter\n"),))
    assert read_answer(write_answer(looked)) == looked


@given(st.binary(max_size=60))
def test_noise_is_no_answer(noise: bytes) -> None:
    with pytest.raises(Unreadable):
        read_answer(noise)


@pytest.mark.parametrize(
    "head",
    [
        {"findings": [["hidden-text", 1, ["Zebedee"], ""]], "pieces": [], "clean": None},
        {"findings": [["hidden-text", 1, [], "Zebedee"]], "pieces": [], "clean": None},
        {"findings": [["Zebedee", 1, [], ""]], "pieces": [], "clean": None},
        {"findings": [["broken", 0, [], ""]], "pieces": [], "clean": None},
        {"findings": [], "pieces": [], "clean": None},
        {"findings": [], "pieces": [["page 1", 7]], "clean": 0},
        {"findings": [], "pieces": [["Zebedee", "Words"]], "clean": 0},
        {"findings": [], "pieces": [["sheet 1!Zebedee", "Words"]], "clean": 0},
        {"findings": [], "pieces": [], "clean": 5},
        {"findings": [], "pieces": [], "clean": True},
    ],
)  # fmt: skip
def test_a_child_cannot_put_words_into_a_message(head: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        read_answer(json.dumps(head).encode() + b"\n")
