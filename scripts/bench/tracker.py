"""What the action tracker costs with 2,000 actions: bytes to load, and milliseconds to answer a filter in Chromium.

``python scripts/bench/tracker.py [--actions 2000 | --site site/public] [--runs 15] [--json FILE]``

It says what it measured and never fails because of a time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from corpus import write_corpus
from items import FEWEST_DOCUMENTS, TODAY
from learning_loop.build import build
from learning_loop.model.kinds import Audience

MOST_BYTES = 300_000
MOST_MILLISECONDS = 100.0
PAGES = ("actions/", "actions/by-publication/")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")

MEASURE = """async ([selector, values]) => {
  const it = document.querySelector(selector), taken = [];
  for (const value of values) {
    if (it.type === 'checkbox') it.checked = value; else it.value = value;
    await new Promise(done => setTimeout(done, 30));
    const started = performance.now();
    it.dispatchEvent(new Event('input', {bubbles: true}));
    document.body.getBoundingClientRect();
    const changed = performance.now() - started;
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    taken.push([changed, performance.now() - started]);
  }
  return taken;
}"""
"""Sends input and gives, for each, the milliseconds until the page is changed and laid out, and until it has been painted."""


@dataclass(frozen=True, slots=True)
class Row:
    """How long one kind of filter took on one page: medians and worst, in milliseconds."""

    page: str
    filter: str
    changed: float
    worst: float
    painted: float


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def make_site(folder: Path, actions: int) -> tuple[Path, int]:
    """Build a library with at least so many actions; give its public site and their number."""
    documents = max(actions, FEWEST_DOCUMENTS)
    while True:
        content = folder / f"content-{documents}"
        write_corpus(content, documents, seed=1)
        sys.stderr.write(f"  building {documents:,} documents\n")
        site = folder / f"site-{documents}"
        build(content, site=site, cache=folder / "cache", audiences=(Audience.PUBLIC,), today=TODAY)
        made = actions_of(site / "public")
        if made >= actions:
            return site / "public", made
        documents = int(documents * max(1.2, 1.1 * actions / max(made, 1)))


def actions_of(site: Path) -> int:
    """Give the number of actions of a built site."""
    return len(json.loads((site / "data/tracker.json").read_text(encoding="utf-8"))["actions"]["ref"])


def sizes_of(site: Path, page: str) -> dict[str, int]:
    """Give the compressed bytes of a page of the tracker, its data and all that it asks for."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    assets = set(re.findall(r'(?:href|src)="[./]*(assets/[^"#]+\.(?:css|js|svg))', html))
    names = [f"{page}index.html", "data/tracker.json", *sorted(assets)]
    return {name: len(gzip.compress((site / name).read_bytes())) for name in names}


def measure(browser: Browser, origin: str, runs: int) -> Iterator[Row]:
    """Measure every kind of filter on both pages."""
    for page in PAGES:
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(f"{origin}/{page}")
        tab.locator("[data-links]").wait_for(state="hidden")
        for label, selector, values in _inputs(tab, runs):
            taken = tab.evaluate(MEASURE, [selector, values])
            changed, painted = ([one[at] for one in taken] for at in (0, 1))
            yield Row(page, label, statistics.median(changed), max(changed), statistics.median(painted))
        tab.close()


def _inputs(tab: Page, runs: int) -> Iterator[tuple[str, str, list[object]]]:
    themes = tab.locator("#filter-theme option").evaluate_all("all => all.map(one => one.value)")
    yield "a flag", "#flag-delivered", [number % 2 == 0 for number in range(runs)]
    yield "an owner", "fieldset[name=owner] input", [number % 2 == 0 for number in range(runs)]
    yield "a theme", "#filter-theme", [themes[number % len(themes)] for number in range(1, runs + 1)]
    yield "text", "#filter-q", ["the record"[: number % 9 + 1] for number in range(runs)]
    yield "the order", "#filter-sort", ["title" if number % 2 == 0 else "" for number in range(runs)]


def main() -> None:
    """Measure, and say it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actions", type=int, default=2_000)
    parser.add_argument("--site", type=Path, help="a built site, such as site/public, and no invented one")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site, actions = (asked.site, actions_of(asked.site)) if asked.site else make_site(Path(folder), asked.actions)
        sizes = {page: sizes_of(site, page) for page in PAGES}
        with served(site) as origin, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            rows = list(measure(browser, origin, asked.runs))
            browser.close()
    print(f"{actions:,} actions; bytes after gzip, promised under {MOST_BYTES:,}")
    for page, found in sizes.items():
        print(
            f"  {page}: {sum(found.values()):,} (" + ", ".join(f"{name} {size:,}" for name, size in found.items()) + ")"
        )
    print(f"milliseconds from input to a changed page, promised under {MOST_MILLISECONDS:.0f}; to a painted one")
    for row in rows:
        print(
            f"  {row.page:24} {row.filter:10} median {row.changed:6.1f}  worst {row.worst:6.1f}  painted {row.painted:6.1f}"
        )
    if asked.json:
        asked.json.write_text(
            json.dumps({"actions": actions, "sizes": sizes, "rows": [asdict(row) for row in rows]}, indent=1)
        )


if __name__ == "__main__":
    main()
