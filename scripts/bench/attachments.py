"""How long attachments take: a PDF of forty pages, an Office file and a photograph, alone and in a build where nothing changed.

Run with ``scripts/dev bench attachments``; ``--pages 40``, ``--pixels 12`` (million, of the photograph), ``--runs 3``. The target for forty pages is six seconds.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import statistics
import time
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from learning_loop.attachments.looking import look_into
from learning_loop.attachments.sandbox import Job, look_apart
from words import DOMAIN_WORDS

TARGET = 6.0
"""Seconds for forty pages."""


def make_pdf(pages: int, chance: random.Random) -> bytes:
    """Give a report as offices print them: forty lines of text a page, a picture and a table on every fourth."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for number in range(pages):
        lines = [f"BT /F1 10 Tf 60 {790 - 18 * line} Td ({_line(chance)}) Tj ET" for line in range(40)]
        resources = Dictionary(Font=Dictionary(F1=font))
        if number % 4 == 0:
            resources["/XObject"] = Dictionary(I0=_picture(pdf, number))
            lines += [
                "q 200 0 0 100 60 60 cm /I0 Do Q",
                *(f"0.5 w {60 + 90 * column} 180 90 40 re S" for column in range(5)),
            ]
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Resources=resources,
            Contents=pdf.make_stream("\n".join(lines).encode("cp1252", "replace")),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _line(chance: random.Random) -> str:
    return " ".join(chance.choices(DOMAIN_WORDS, k=16))[:95]


def _picture(pdf: pikepdf.Pdf, number: int) -> pikepdf.Stream:
    return pdf.make_stream(
        make_photograph(800, 400, number),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=800,
        Height=400,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def make_photograph(width: int, height: int, number: int) -> bytes:
    """Give a JPEG of noise, which takes as long to unpack as any."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 40 + number % 40).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--pixels", type=int, default=12, help="million, of the photograph")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    chance = random.Random(1)
    report = make_pdf(options.pages, chance)
    photograph = make_photograph(4_000, 250 * options.pixels, 1)
    print(
        f"PDF of {options.pages} pages, {len(report):,} bytes; photograph of {options.pixels} million pixels, {len(photograph):,} bytes"
    )
    took = _measure(
        f"PDF, {options.pages} pages, process included",
        lambda: look_apart(Job(report, "pdf", "A report")),
        options.runs,
    )
    _measure(f"PDF, {options.pages} pages, here", lambda: look_into(report, "pdf", "A report"), options.runs)
    _measure("photograph, process included", lambda: look_apart(Job(photograph, "jpg", "A photograph")), options.runs)
    _measure("a short text, process included", lambda: look_apart(Job(b"Words", "txt", "A text")), options.runs)
    if options.pages == 40 and took > TARGET:
        raise SystemExit(f"Forty pages took {took:.1f} s; the target is {TARGET:.0f} s.")


def _processor() -> float:
    """Give the processor's seconds so far, those of ended children too: the clock alone says little on a busy machine."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _measure(name: str, work: Callable[[], object], runs: int) -> float:
    times, busy = [], []
    for _ in range(runs):
        began, before = time.monotonic(), _processor()
        work()
        times.append(time.monotonic() - began)
        busy.append(_processor() - before)
    print(
        f"{name:45} {statistics.median(times):6.2f} s (of {runs}: {min(times):.2f} to {max(times):.2f}; processor {statistics.median(busy):.2f} s)"
    )
    return statistics.median(times)


if __name__ == "__main__":
    main()
