"""Hypothesis for as long as one likes, on everything that reads what people type: ``scripts/dev fuzz [--minutes 10]``.

Each target gets its share of the time; what breaks one is printed in its smallest form, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from learning_loop.attachments.findings import Refused
from learning_loop.attachments.kinds import check_name, kind_of
from learning_loop.disclosure.check import TEXT_RULES, find_hits
from learning_loop.disclosure.files import check_item
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.tokens import Reading
from learning_loop.guard.decode import TooMuch, texts_in
from learning_loop.guard.hidden import split_blocks, text_of
from learning_loop.guard.secrets import secrets_in
from learning_loop.guard.sign_offs import read_sign_offs
from learning_loop.guard.true_names import TrueNames, make_entry
from learning_loop.guard.words import cut_at_tags
from learning_loop.schema.items import read_item

PIECES = st.sampled_from(
    ["---\n", "title: ", "type: page\n", "audience: public\n", "published: 2026-01-15\n", "summary: x\n", "- ", "  ", "{", "}", "[", "]", "|", ">", "&a", "*a", "!!x", "\n", "\n\n",
     "# ", "::: professional\n", ":::\n", "::: role ", "```", "~~~", "> ", "* ", "1. ", "[a](b)", "[a]: ", "![", "<script>", "&#x41;", "\\", "`", "**", "_", "| a | b |\n|---|---|\n",
     "\u202e", "\u200b", "\ufeff", "\x00", "\r\n", "\t", "é", "’", "javascript:", "Child M", "12 weeks", "07700 900123", "AB1 2CD", "https://x.example/"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=40).map("".join)
ITEMS = st.builds("---\n{}\n---\n\n{}".format, TEXTS, TEXTS) | TEXTS
VALID = "---\ntitle: A title\ntype: page\naudience: public\npublished: 2026-01-15\nsummary: One plain sentence for a busy person.\n---\n\n"


def fuzz_front_matter(text: str) -> None:
    """No front matter breaks the reader."""
    read_item(text.encode("utf-8", "surrogatepass"), path="pages/x.md")


def fuzz_markdown(text: str) -> None:
    """No text breaks the reader, and none gives active content."""
    item = read_item((VALID + text).encode("utf-8", "surrogatepass"), path="pages/x.md")
    for _, html in item.html:
        assert "<script" not in html.lower(), html
        assert (
            "javascript:" not in html.lower().replace("&", "")
            or "href" not in html.lower()
            or 'href="javascript' not in html.lower()
        )


def fuzz_proof(text: str) -> None:
    """Nothing breaks what the proof reads with."""
    split_blocks(text_of(text))
    data = text.encode("utf-8", "surrogatepass")
    try:
        for one in texts_in(data):
            cut_at_tags(one)
    except TooMuch:
        pass
    secrets_in("x.md", data)
    read_sign_offs(data)


NAMES = TrueNames(b"k" * 40, (make_entry(b"k" * 40, ["zelie", "quarrel"], entry_id="x", added="2026-11-21"),))


def fuzz_true_names(text: str) -> None:
    """No text breaks the register, and a name is found in the middle of any."""
    NAMES.find(text)


KNOWN = Known(())


def fuzz_rules(text: str) -> None:
    """Every rule finds places that are in the text, on any text."""
    reading = Reading(text, of_case=True)
    reading.covered = KNOWN.covered(reading)
    for rule in TEXT_RULES:
        for start, end in rule.find(reading, KNOWN):
            assert 0 <= start < end <= len(text), rule.id
    find_hits(text, KNOWN)


def fuzz_disclosure_of_items(text: str) -> None:
    """Any file can be checked, and no finding carries a word of it."""
    check_item(text.encode("utf-8", "surrogatepass"), path="pages/x.md", known=KNOWN)


def fuzz_kinds_of_attachments(data: bytes) -> None:
    """Any bytes have a kind, or are refused in a known way."""
    with suppress(Refused):
        kind = kind_of(data)
        for suffix in ("pdf", "docx", "png", "txt", ""):
            with suppress(Refused):
                check_name(kind, suffix)


MAGIC = st.sampled_from(
    [b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF", b"WEBP", b"<svg", b"<?xml", b"\xd0\xcf\x11\xe0", b"[Content_Types].xml", b"word/document.xml",
     b"<!DOCTYPE", b"<html", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"xl/workbook.xml", b"mimetype"]
)  # fmt: skip
FILES = st.lists(MAGIC | st.binary(max_size=30), max_size=12).map(b"".join)

TARGETS: list[tuple[Callable[[Any], None], st.SearchStrategy[Any]]] = [
    (fuzz_front_matter, ITEMS),
    (fuzz_markdown, TEXTS),
    (fuzz_rules, TEXTS),
    (fuzz_disclosure_of_items, ITEMS),
    (fuzz_kinds_of_attachments, FILES),
    (fuzz_proof, ITEMS),
    (fuzz_true_names, TEXTS),
]


def run_for(target: Callable[[Any], None], texts: st.SearchStrategy[Any], seconds: float) -> tuple[int, str]:
    """Try a target for some seconds; give how many texts it took, and what broke it."""
    until = time.monotonic() + seconds
    tried = 0
    number = 0
    while time.monotonic() < until:
        number += 1

        @seed(number)
        @settings(
            max_examples=300 if seconds > 5 else 20,
            deadline=None,
            database=None,
            verbosity=Verbosity.quiet,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        @given(texts)
        def attempt(text: Any) -> None:
            nonlocal tried
            tried += 1
            target(text)

        try:
            attempt()
        except Exception:  # noqa: BLE001 - whatever breaks it is what is looked for
            return tried, traceback.format_exc(limit=-6)
    return tried, ""


def main(words: list[str] | None = None) -> int:
    """Try every target; 1 when one broke."""
    parser = argparse.ArgumentParser(prog="scripts/dev fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    minutes = parser.parse_args(words).minutes
    broken = 0
    for target, texts in TARGETS:
        tried, trouble = run_for(target, texts, minutes * 60 / len(TARGETS))
        print(f"{target.__name__}: {tried:,} texts{', and this broke it:' if trouble else ''}")
        if trouble:
            broken = 1
            print(trouble)
    return broken


if __name__ == "__main__":
    sys.exit(main())
