"""Other ways of searching, to compare with: lunr, MiniSearch and Pagefind in Chromium beside ours, SQLite FTS5 and Whoosh in Python.

The npm packages are installed on demand into ``scripts/bench/peers/`` as its lock file names them.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from learning_loop.scripts import published_scripts
from learning_loop.search.analysis import tokens_of
from learning_loop.theme import SCRIPTS, theme_folder

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent / "peers"
PACKAGES = ("lunr", "minisearch", "pagefind")
MEMORY = 8192
"""Megabytes that Node may use: lunr and Pagefind keep whole libraries in memory."""

Engine = Callable[[str], Sequence[str]]
"""A query → ids, best first."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as every engine gets it."""

    id: str
    title: str
    body: str


def install() -> None:
    """Install the npm packages, unless they are there already."""
    lock, stamp = HERE / "package-lock.json", HERE / "node_modules/.stamp"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return
    if shutil.which("npm") is None:
        sys.exit(
            "npm is needed to compare with lunr, MiniSearch and Pagefind: install it (Debian: apt-get install npm)"
        )
    sys.stderr.write("Installing lunr, MiniSearch and Pagefind\n")
    command = ["npm", "ci", "--prefix", str(HERE), "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.copy(lock, stamp)


def make_index(name: str, texts: Sequence[Text], folder: Path) -> float:
    """Make the index of one package in a folder; give the seconds that it took, the start of Node among them."""
    source = folder / "documents.json"
    if not source.exists():
        source.write_text(json.dumps([asdict(text) for text in texts]), encoding="utf-8")
    began = time.perf_counter()
    command = ["node", f"--max-old-space-size={MEMORY}", str(HERE / "index.mjs"), name, str(source), str(folder / name)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "NODE_NO_WARNINGS": "1"})
    return time.perf_counter() - began


def lay_out(folder: Path, ours: Path) -> None:
    """Put everything in a folder that a browser fetches for a comparison: ``ours`` is a folder with ``search/`` in it."""
    for name in ("ask.html", "ask.mjs"):
        shutil.copy(HERE / name, folder / name)
    (folder / "modules").mkdir()
    for name in PACKAGES[:2]:
        (folder / "modules" / name).symlink_to(HERE / "node_modules" / name)
    (folder / "ours").mkdir()
    (folder / "ours/search").symlink_to(ours / "search")
    write_scripts(folder / "ours/assets/search")


def write_scripts(folder: Path) -> None:
    """Write the modules of our search as they are published."""
    folder.mkdir(parents=True)
    modules = {path.name: path.read_bytes() for path in (theme_folder() / SCRIPTS).glob("*.js")}
    for name, data in published_scripts(modules).items():
        (folder / name).write_bytes(data)


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each body waits 40 ms for the browser to acknowledge its headers
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".wasm": "application/wasm"}  # noqa: RUF012

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a browser that hangs up."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port, without the strict policy of our sites: WebAssembly, which Pagefind needs, is not allowed there."""
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def ask_browser(tab: Any, origin: str, name: str, queries: Sequence[str]) -> tuple[list[list[str]], float]:
    """Ask one engine many queries in a browser's tab; give the ids of each, and milliseconds a query once the engine is loaded."""
    tab.goto(f"{origin}/ask.html")
    found: list[list[str]]
    found, spent = tab.evaluate(
        """async ([name, queries]) => {
          const { engines } = await import('/ask.mjs');
          const ask = await engines[name]();
          const began = performance.now();
          const found = [];
          for (const query of queries) found.push(await ask(query));
          return [found, performance.now() - began];
        }""",
        [name, list(queries)],
    )
    return found, spent / len(queries)


def sqlite_engine(texts: Iterable[Text]) -> Engine:
    """SQLite FTS5 with its Porter stemmer, any word, title twice."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table page using fts5(id unindexed, title, body, tokenize='porter unicode61')")
    database.executemany("insert into page values (?, ?, ?)", [(text.id, text.title, text.body) for text in texts])

    def find(query: str) -> list[str]:
        words = [part for token in tokens_of(query) for part in token.split("-")]
        if not words:
            return []
        wanted = " OR ".join(f'"{word}"' for word in words)
        rows = database.execute(
            "select id from page where page match ? order by bm25(page, 0, 2, 1), id limit 20", (wanted,)
        )
        return [row[0] for row in rows]

    return find


def whoosh_engine(texts: Iterable[Text], *, stemmed: bool) -> Engine:
    """Whoosh as it comes, or with its stemmer, any word and title twice."""
    from whoosh import analysis, fields, qparser  # noqa: PLC0415
    from whoosh.filedb.filestore import RamStorage  # noqa: PLC0415

    kind = analysis.StemmingAnalyzer() if stemmed else analysis.StandardAnalyzer()
    schema = fields.Schema(
        id=fields.ID(stored=True),
        title=fields.TEXT(analyzer=kind, field_boost=2.0 if stemmed else 1.0),
        body=fields.TEXT(analyzer=kind),
    )
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for text in texts:
        writer.add_document(id=text.id, title=text.title, body=text.body)
    writer.commit()
    searcher = index.searcher()
    group = qparser.OrGroup if stemmed else qparser.AndGroup
    parser = qparser.MultifieldParser(["title", "body"], schema, group=group)

    def find(query: str) -> list[str]:
        return [hit["id"] for hit in searcher.search(parser.parse(query), limit=20)]

    return find


def python_engines(texts: Sequence[Text]) -> Mapping[str, Engine]:
    """Give the engines in Python to compare with."""
    return {
        "SQLite FTS5 (porter, any word)": sqlite_engine(texts),
        "Whoosh (stemmed, any, title × 2)": whoosh_engine(texts, stemmed=True),
        "Whoosh as it comes": whoosh_engine(texts, stemmed=False),
    }
