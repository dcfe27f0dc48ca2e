"""What a search costs in a browser: bytes of a query, and the time until the first result, on a built site.

``scripts/dev bench browser SITE [--queries 100] [--slow 4] [--kbit 1600]``. Every query is asked in a fresh browser without a cache, as by somebody who follows a link
to the results page; what counts is fetched beyond that page, its stylesheets and fonts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlparse

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Request  # noqa: E402

from tests.browser.chromium import chromium  # noqa: E402
from tests.browser.server import serve  # noqa: E402
from tests.search_queries import TYPED, made_queries  # noqa: E402

WATCH = """
window.firstResult = 0;
new MutationObserver((_, watcher) => {
  if (!document.querySelector('.hits li, .search-none')) return;
  window.firstResult = performance.now();
  watcher.disconnect();
}).observe(document, {childList: true, subtree: true});
"""
TARGET = 100_000


def main() -> None:
    """Ask, measure, print."""
    wanted = _parse_arguments()
    made = made_queries(wanted.site / "search", wanted.queries * 2, seed=4)
    with chromium() as browser, serve(wanted.site) as origin:
        for name, listed in (("as practitioners type", TYPED), ("made of the site's words", made)):
            queries = [query for query in listed if query.strip()][: wanted.queries]
            print(f"{len(queries)} queries {name}")
            _tell(queries, [_ask(browser, origin, query, wanted) for query in queries], wanted)


def _tell(queries: Sequence[str], asked: Sequence[Cost], wanted: argparse.Namespace) -> None:
    for name, sizes in (
        ("search files, compressed", [cost.packed for cost in asked]),
        ("search files, as they are", [cost.whole for cost in asked]),
        ("modules, compressed", [cost.modules for cost in asked]),
    ):
        worst = queries[sizes.index(max(sizes))]
        print(
            f"  {name:<26} mean {statistics.fmean(sizes) / 1000:6.1f} KB  worst {max(sizes) / 1000:6.1f} KB ({worst[:60]})"
        )
    over = sum(cost.packed > TARGET for cost in asked)
    print(
        f"  search files over {TARGET // 1000} KB, compressed: {over} of {len(asked)}; with modules: {sum(cost.packed + cost.modules > TARGET for cost in asked)}"
    )
    times = [cost.first for cost in asked]
    slow = f"processor {wanted.slow} times slower" + (f", {wanted.kbit} kbit/s" if wanted.kbit else "")
    print(f"  first result ({slow})  median {statistics.median(times):.0f} ms  worst {max(times):.0f} ms")


class Cost(NamedTuple):
    """What one query cost until its first result."""

    first: float
    """Milliseconds."""
    packed: int
    """Bytes of the search files, compressed."""
    whole: int
    modules: int
    """Bytes of the modules, compressed."""


def _ask(browser: Browser, origin: str, query: str, wanted: argparse.Namespace) -> Cost:
    """Ask one query in a fresh browser."""
    tab = browser.new_context().new_page()
    tab.add_init_script(WATCH)
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
    tab.goto(f"{origin}/search/?q={quote(query)}", wait_until="commit")
    first = 0.0
    while not first:
        tab.wait_for_timeout(10)
        first = tab.evaluate("window.firstResult")
    until = tab.evaluate("performance.timeOrigin") + first
    packed = whole = scripts = 0
    for request in asked:
        if request.timing["startTime"] > until:
            continue
        path = unquote(urlparse(request.url).path).lstrip("/")
        file = wanted.site / path
        if not file.is_file():
            continue
        data = file.read_bytes()
        if path.startswith("search/") and path.endswith(".json") and not path.startswith("search/facets/"):
            packed += len(zlib.compress(data, 6))
            whole += len(data)
        elif path.endswith(".js"):
            scripts += len(zlib.compress(data, 6))
    tab.context.close()
    return Cost(first, packed, whole, scripts)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure searches of a built site in Chromium.")
    parser.add_argument("site", type=Path, metavar="SITE", help="a built site, such as site/public")
    parser.add_argument("--queries", type=int, default=100, help="queries to ask (default 100)")
    parser.add_argument("--slow", type=int, default=4, help="how many times slower the processor is made (default 4)")
    parser.add_argument(
        "--kbit", type=int, default=0, help="speed of the line in kbit/s, with 150 ms latency; 0 for the machine's own"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
