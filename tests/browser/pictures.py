"""The pictures of the guides, made anew from the example: ``python -m tests.browser.pictures [NAME …]``.

Each is a picture of something real, as on the day of the tests: a page of the example, its preview with the guide's own first briefing, a
report on that briefing. A picture that shows something else than before is a change that its reader should see, so look at them before you commit them.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, chdir
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Browser, Page

from learning_loop.guides import guide_files
from tests.browser.chromium import chromium
from tests.browser.preview import served
from tests.browser.server import serve
from tests.documented import fences
from tests.example import TODAY, build_example, run
from tests.repository import begin, git

FOLDER = Path("docs/pictures")
"""In the folder that is worked in, as its content is."""
LARGEST = 150_000
"""Bytes of a picture: the guides travel in the package and open on slow lines."""
COLOURS = 128


class Picture(NamedTuple):
    """What a picture shows, and how."""

    make: Callable[[Page, Places], None]
    """Brings a tab to what is shown."""
    height: int
    width: int = 1280
    scheme: str = "light"
    of: str = "sites"
    """What it needs beside the two sites: the preview, the report, or nothing."""


class Places(NamedTuple):
    """Where the things lie that pictures are made of."""

    public: str
    """The example's public site, as published."""
    professional: str
    preview: str
    """The preview of the public site of a copy, into which the guide's first briefing was pasted."""
    briefing: Path
    """That briefing's file."""
    report: str
    """The page with the report on it."""
    sites: Path
    """The folder of the two sites, in which the e-mails are."""


def _at(path: str, site: str = "public") -> Callable[[Page, Places], None]:
    return lambda tab, places: tab.goto(f"{getattr(places, site)}/{path}") and None


def _to_come(tab: Page, places: Places) -> None:
    tab.goto(f"{places.preview}/")
    tab.locator(".loop-preview__coming summary").click()


def _email(tab: Page, places: Places) -> None:
    tab.goto((places.sites / "professional/newsletters/newsletter-autumn-2026/email/everybody.html").as_uri())


def _mistake(tab: Page, places: Places) -> None:
    good = places.briefing.read_text(encoding="utf-8")
    tab.goto(f"{places.preview}/briefings/ask-what-changed/")
    places.briefing.write_text(good.replace("[neglect, voice", "[neglct, voice"), encoding="utf-8")
    tab.get_by_role("alert").wait_for()


PICTURES = {
    "actions-1280-light": Picture(_at("actions/"), 1500),
    "briefing-390-light": Picture(_at("briefings/child-m-seen-but-not-heard/"), 1100, 390),
    "home-1280-light": Picture(_at(""), 1500),
    "home-390-dark": Picture(_at(""), 1100, 390, "dark"),
    "review-1280-light": Picture(_at("reviews/child-m/"), 1500),
    "theme-1280-dark": Picture(_at("themes/neglect/"), 1500, 1280, "dark"),
    "desk-1000-light": Picture(_at("desk/", "professional"), 1100, 1000),
    "email-700-light": Picture(_email, 900, 700),
    "first-briefing-390-light": Picture(_at("briefings/ask-what-changed/", "preview"), 1200, 390, of="preview"),
    "preview-to-come-860-light": Picture(_to_come, 560, 860, of="preview"),
    "preview-mistake-860-light": Picture(_mistake, 640, 860, of="preview"),
    "report-900-light": Picture(lambda tab, places: tab.goto(places.report) and None, 1300, 900, of="report"),
}
"""By the name of its file. They are made in this order: the mistake stays, so it comes last of what the preview shows."""


TAKEN_BY_HAND = {"editor-1280-light"}
"""The editor in the browser is a program of others, which the tests of the editor fetch; its picture is taken from a run of theirs."""


def main(names: list[str]) -> None:
    """Make the pictures of these names, or all."""
    unknown = set(names) - set(PICTURES)
    if unknown:
        sys.exit(f"There is no picture {', '.join(sorted(unknown))}. There are: {', '.join(PICTURES)}.")
    chosen = [name for name in PICTURES if not names or name in names]
    needed = {PICTURES[name].of for name in chosen}
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder, target = Path(place), FOLDER.resolve()
        example = build_example(folder / "example", content=Path("content").resolve())
        public = stack.enter_context(serve(example.folder / "public"))
        professional = stack.enter_context(serve(example.folder / "professional"))
        briefing, report, preview = folder, "", ""
        if needed - {"sites"}:
            briefing = _copy_with_first_briefing(folder / "copy")
        if "report" in needed:
            _write_report(folder / "copy", folder / "report")
            report = f"{stack.enter_context(serve(folder / 'report'))}/report.html"
        if "preview" in needed:
            stack.enter_context(chdir(folder / "copy"))
            preview = stack.enter_context(served(Path("content"))).public
        places = Places(public, professional, preview, briefing, report, example.folder)
        browser = stack.enter_context(chromium())
        for name in chosen:
            _take(browser, name, places, target)


def _copy_with_first_briefing(folder: Path) -> Path:
    """Copy the example into a repository, and paste the guide's first briefing into the work tree."""
    shutil.copytree("content", folder / "content")
    begin(folder)
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    example = next(
        one for one in fences("docs/authors.md") if one.words[1:] == ["content/briefings/ask-what-changed.md"]
    )
    file = folder / "content/briefings/ask-what-changed.md"
    file.write_text(example.text.replace("\nroles:", "\nabout: [child-m]\nroles:"), encoding="utf-8")
    return file


def _write_report(library: Path, folder: Path) -> None:
    """Write the report on the new briefing as a code host shows it: Markdown, in the guides' own look."""
    said = run("loop", "report", "--base", "origin/main", "--today", TODAY, cwd=library).stdout
    body = MarkdownIt("commonmark").enable("table").render(said)
    body = re.sub(r"\[([ x])\] ", lambda box: "☑ " if box[1] == "x" else "☐ ", body)
    files = guide_files()
    css = next(path for path in files if path.endswith(".css"))
    page = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Report</title>'
        f'<link rel="stylesheet" href="{css}"></head><body class="guides"><main class="wrap"><div class="head"></div>'
        f'<div class="prose">{body}</div></main></body></html>'
    )
    for path, data in files.items():
        if path.startswith("assets/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    (folder / "report.html").write_text(page, encoding="utf-8")


def _take(browser: Browser, name: str, places: Places, folder: Path) -> None:
    wanted = PICTURES[name]
    tab = browser.new_page(
        viewport={"width": wanted.width, "height": wanted.height},
        color_scheme=wanted.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    wanted.make(tab, places)
    tab.evaluate("document.fonts.ready.then(() => true)")
    data = _small(tab.screenshot())
    tab.close()
    assert len(data) < LARGEST, f"{name}: {len(data):,} bytes. Show less"
    (folder / f"{name}.png").write_bytes(data)
    print(f"{name}: {len(data):,} bytes")


def _small(png: bytes) -> bytes:
    """Give a picture with as few colours as a page needs."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    small = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
