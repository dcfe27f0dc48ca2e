"""What a search costs in a browser: bytes of a query and the time until its first result, beside lunr and Pagefind in the same run.

``scripts/dev bench browser --documents 10000 [--peers] [--queries 100] [--slow 4] [--kbit 1600]``, or ``--site SITE`` for a site that is built already. Every query
is asked in a fresh browser without a cache, as by somebody who follows a link to the results page; what counts is everything fetched beyond that page, its stylesheets
and its fonts until the first result: modules, constants, words, postings, the first hit.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import statistics
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlparse

from build import change_body, command_path
from corpus import write_corpus
from items import TODAY
from measure import measure
from peers import PACKAGES, ROOT, Text, install, lay_out, make_index
from peers import serve as serve_plain

sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Request

from learning_loop.search.packing import unpack_numbers
from tests.browser.chromium import chromium
from tests.browser.server import serve
from tests.search_queries import TYPED, made_queries

WATCH = """
window.firstResult = 0;
new MutationObserver((_, watcher) => {
  if (!document.querySelector('.hits li, .search-none')) return;
  window.firstResult = performance.now();
  watcher.disconnect();
}).observe(document, {childList: true, subtree: true});
"""
TARGET = 100_000
GOAL = 40_000
BESIDE_OURS = ("lunr", "pagefind")
TAG = re.compile(r"<[^>]*>")


class Cost(NamedTuple):
    """What one query cost until its first result."""

    first: float
    """Milliseconds."""
    packed: int
    """Bytes, compressed."""
    modules: int
    """Those of them that are modules."""
    files: int


def main() -> None:
    """Build, ask, measure, print."""
    wanted = _parse_arguments()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=wanted.work) as name:
        folder = Path(name)
        site = wanted.site or _build(folder, wanted.documents)
        _tell_sizes(site)
        made = made_queries(site / "search", wanted.queries * 2, seed=4)
        lists = {"as practitioners type": TYPED, "made of the site's words": made}
        queries = {name: [one for one in listed if one.strip()][: wanted.queries] for name, listed in lists.items()}
        with chromium() as browser:
            with serve(site) as origin:
                for name, listed in queries.items():
                    page = f"{origin}/search/?q="
                    _tell(
                        f"ours, {len(listed)} queries {name}",
                        listed,
                        [_ask(browser, page + quote(one), site, wanted, WATCH) for one in listed],
                        wanted,
                    )
            if wanted.peers:
                _peers(browser, folder / "peers", site, queries["as practitioners type"], wanted)


def _build(folder: Path, documents: int) -> Path:
    """Build a library of invented documents, change one, and say how long it took."""
    items = write_corpus(folder / "content", documents)
    site = folder / "site"
    command = [command_path("loop"), "build", "--content", str(folder / "content"), "--site", str(site), "--cache", str(folder / "cache"), "--audience", "public", "--today", TODAY.isoformat()]  # fmt: skip
    cold = measure(command)
    path = folder / "content" / next(item.path for item in items if item.is_open and item.type == "review")
    spent = []
    for run in range(2):
        path.write_text(change_body(path.read_text(encoding="utf-8"), run), encoding="utf-8", newline="\n")
        spent.append(measure(command).wall)
    print(f"{documents:,} documents: the whole site with its search {cold.wall:.1f} s, one changed {spent[-1]:.2f} s")
    return site / "public"


def _tell_sizes(site: Path) -> None:
    print("files of the search, as they lie")
    for folder in sorted(path for path in (site / "search").iterdir() if path.is_dir()):
        sizes = [path.stat().st_size for path in folder.glob("*.json")]
        if sizes:
            print(
                f"  {folder.name:<8} {len(sizes):>6} files  {sum(sizes) / 1e6:7.2f} MB  mean {statistics.fmean(sizes) / 1000:6.1f} KB  largest {max(sizes) / 1000:6.1f} KB"
            )


def _tell(name: str, queries: Sequence[str], asked: Sequence[Cost], wanted: argparse.Namespace) -> None:
    packed = [cost.packed for cost in asked]
    worst = queries[packed.index(max(packed))]
    modules = statistics.fmean(cost.modules for cost in asked)
    times = [cost.first for cost in asked]
    slow = f"processor {wanted.slow} times slower" + (f", {wanted.kbit} kbit/s" if wanted.kbit else "")
    print(f"{name}")
    print(
        f"  to the first result, compressed  mean {statistics.fmean(packed) / 1000:.1f} KB (goal {GOAL // 1000}), modules {modules / 1000:.1f} KB of it; worst {max(packed) / 1000:.1f} KB ({worst[:60]})"
    )
    print(
        f"  over {TARGET // 1000} KB: {sum(each > TARGET for each in packed)}; files: mean {statistics.fmean(cost.files for cost in asked):.0f}, most {max(cost.files for cost in asked)}"
    )
    print(f"  first result ({slow})  median {statistics.median(times):.0f} ms  worst {max(times):.0f} ms", flush=True)


def _peers(browser: Browser, folder: Path, site: Path, queries: Sequence[str], wanted: argparse.Namespace) -> None:
    """Ask the packages the same queries over the same pages, each on a page with nothing else on it."""
    install()
    folder.mkdir()
    texts = _texts(site)
    lay_out(folder, site)
    for name in BESIDE_OURS:
        assert name in PACKAGES
        spent = make_index(name, texts, folder)
        sizes = [path.stat().st_size for path in (folder / name).rglob("*") if path.is_file()]
        print(
            f"{name}: index of {len(texts):,} pages in {spent:.1f} s, again for every change; {len(sizes):,} files, {sum(sizes) / 1e6:.1f} MB"
        )
    with serve_plain(folder) as origin:
        for name in ("ours", *BESIDE_OURS):
            listed = queries if name != "lunr" else queries[: wanted.few]
            page = f"{origin}/ask.html?engine={name}&q="
            _tell(
                f"{name}, on an empty page, {len(listed)} queries as practitioners type",
                listed,
                [_ask(browser, page + quote(one), folder, wanted, "") for one in listed],
                wanted,
            )


def _texts(site: Path) -> list[Text]:
    """Give the words of every page that the search knows."""
    facet = json.loads((site / "search/facets/type.json").read_bytes())
    texts = []
    for number in sorted({number for packed in facet.values() for number in unpack_numbers(packed)}):
        item: dict[str, Any] = json.loads((site / f"search/items/{number}.json").read_bytes())
        page = (site / item["url"] / "index.html").read_text(encoding="utf-8")
        main = page.partition("<main")[2].partition("</main>")[0]
        texts.append(
            Text(item["id"], item["title"], " ".join(html.unescape(TAG.sub(" ", main.partition(">")[2])).split()))
        )
    return texts


def _size(file: Path) -> int:
    """Give the bytes of a file as it is sent: compressed where that helps."""
    data = file.read_bytes()
    return min(len(data), len(zlib.compress(data, 6)))


def _ask(browser: Browser, url: str, folder: Path, wanted: argparse.Namespace, watch: str) -> Cost:
    """Ask one query in a fresh browser."""
    tab = browser.new_context().new_page()
    if watch:
        tab.add_init_script(watch)
    session = tab.context.new_cdp_session(tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": wanted.slow})
    if wanted.kbit:
        session.send("Network.enable")
        speed = wanted.kbit * 125
        session.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 150, "downloadThroughput": speed, "uploadThroughput": speed},
        )
    asked: list[Request] = []
    tab.on("request", lambda request: asked.append(request))
    tab.goto(url, wait_until="commit")
    first = 0.0
    while not first:
        tab.wait_for_timeout(10)
        first = tab.evaluate("window.firstResult") or 0.0
    until = tab.evaluate("performance.timeOrigin") + first
    sizes: Counter[str] = Counter()
    count = 0
    for request in asked:  # what has no time was not answered yet, and so not needed
        path = unquote(urlparse(request.url).path).lstrip("/")
        file = folder / path
        if (
            not 0 < request.timing["startTime"] <= until
            or not file.is_file()
            or file.suffix in (".css", ".woff2", ".html", ".svg")
        ):
            continue
        sizes["modules" if file.suffix in (".js", ".mjs") else "data"] += _size(file)
        count += 1
    tab.context.close()
    return Cost(first, sizes.total(), sizes["modules"], count)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure searches of a site in Chromium.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--documents", type=int, metavar="N", help="build a library of so many invented documents")
    what.add_argument("--site", type=Path, metavar="SITE", help="a built site, such as site/public")
    parser.add_argument("--peers", action="store_true", help="measure lunr and Pagefind beside it")
    parser.add_argument("--queries", type=int, default=100, help="queries to ask (default 100)")
    parser.add_argument(
        "--few", type=int, default=10, help="queries to ask of lunr, which fetches the same for each (default 10)"
    )
    parser.add_argument("--slow", type=int, default=4, help="how many times slower the processor is made (default 4)")
    parser.add_argument(
        "--kbit", type=int, default=0, help="speed of the line in kbit/s, with 150 ms latency; 0 for the machine's own"
    )
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="folder to work in (default: the system's temporary one)"
    )
    arguments = parser.parse_args()
    if arguments.site and not (arguments.site / "search/start.json").is_file():
        parser.error(f"--site: {arguments.site} has no search/start.json")
    return arguments


if __name__ == "__main__":
    main()
