"""How good the search is: nDCG@10 on judged queries of the example, and on a collection in the form of Cranfield, beside other engines.

``scripts/dev bench search [--peers] [--cranfield DIR]``. The collection is only read; nothing of it is kept. With ``--peers`` ours is asked in
Chromium too, beside lunr, MiniSearch and Pagefind there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from learning_loop.build import make_search
from learning_loop.model.kinds import Audience
from learning_loop.search.documents import Document, Section
from learning_loop.search.index import Sums, all_files, analyse, dump, start_file
from learning_loop.search.phrases import KnownPhrases
from learning_loop.search.places import START, item_path, shape_of
from learning_loop.search.query import Files, answer
from learning_loop.search.scoring import step_of_library
from learning_loop.search.terms import NO_PHRASES
from learning_loop.shards import CONTENT_SHARE, read_shards
from learning_loop.store import Store
from peers import PACKAGES, ROOT, Engine, Text, ask_browser, install, lay_out, make_index, python_engines, serve

sys.path.insert(0, str(ROOT))

TODAY = date(2026, 11, 21)
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what is known of its answers."""

    text: str
    kind: str
    grades: Mapping[str, int]
    same_as: str = ""


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Give nDCG of an order; a grade g is worth 2^g − 1."""
    got = sum((2 ** grades.get(one, 0) - 1) / math.log2(place + 2) for place, one in enumerate(found[:depth]))
    best = sorted(grades.values(), reverse=True)[:depth]
    ideal = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(best))
    return got / ideal if ideal else 0.0


# Judged queries


def read_judged(path: Path) -> list[Query]:
    """Read the judged queries; those without judgements are traps of another kind and are left out."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    grades = {entry["query"]: entry.get("judgements") or {} for entry in entries}
    queries = [
        Query(entry["query"], entry["kind"], grades[entry.get("same_as", entry["query"])], entry.get("same_as", ""))
        for entry in entries
    ]
    return [query for query in queries if query.grades]


class Source(NamedTuple):
    """Search files with their paths."""

    files: Files
    paths: tuple[str, ...]


def library_of(content: Path, audience: Audience) -> Source:
    """Make the search files of a content folder in a cache of its own, and give them."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        _, files = make_search(content, store, audience, TODAY)
        source = read_shards(files, store)
        for path in files:
            source.read(path)
    return Source(source, tuple(files))


def engine_of(source: Files) -> Engine:
    """Give our engine over some search files."""
    ids: dict[int, str] = {}

    def find(query: str) -> list[str]:
        hits = answer(query, source).hits[: DEPTH * 2]
        for hit in hits:
            if hit.number not in ids:
                ids[hit.number] = source.item(hit.number)["id"]
        return [ids[hit.number] for hit in hits]

    return find


def texts_of(source: Files) -> list[Text]:
    """Give the documents of some search files as plain texts, for other engines."""
    numbers = sorted(number for listed in source.facet("type").values() for number in listed)
    texts = []
    for number in numbers:
        item = source.item(number)
        body = " ".join([item["summary"], *(f"{heading} {text}" for _, heading, text in item["sections"])])
        texts.append(Text(item["id"], item["title"], body))
    return texts


# A collection in the form of Cranfield


def read_cranfield(folder: Path) -> tuple[list[Text], list[Query]]:
    """Read documents, queries and judgements; a query's number is its place in the file."""
    texts = []
    for block in re.split(r"^\.I ", (folder / "cran.all.1400").read_text(), flags=re.MULTILINE)[1:]:
        number, _, rest = block.partition("\n")
        title = rest.partition(".T\n")[2].partition("\n.A\n")[0]
        texts.append(Text(number.strip(), title, rest.partition(".W\n")[2]))
    grades: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for line in (folder / "cranqrel").read_text().splitlines():
        query, document, grade = line.split()[:3]
        if int(grade) > 0:
            grades[int(query)][document] = 1
    blocks = re.split(r"^\.I ", (folder / "cran.qry").read_text(), flags=re.MULTILINE)[1:]
    queries = [Query(block.partition(".W\n")[2], "cranfield", grades[place]) for place, block in enumerate(blocks, 1)]
    return texts, queries


def files_of(texts: Sequence[Text]) -> Source:
    """Make search files of plain texts."""
    known = KnownPhrases({}, NO_PHRASES, frozenset())
    average = step_of_library(CONTENT_SHARE * statistics.fmean(len(text.body.split()) for text in texts))
    shape = shape_of(len(texts), step_of_library(len(texts)))
    sums = Sums()
    made: dict[str, Any] = {}
    for number, text in enumerate(texts, 1):
        document = Document(
            id=text.id, url="", type="page", title=text.title, summary="", date="", status="current", audience="public", themes=(), agencies=(),
            head=(text.title,), lead=(), sections=(Section("", "", text.body),), concepts=(), names=((text.title, 2),), boost=1.0,
        )  # fmt: skip
        sums.add(number, analyse(document, known, average))
        made[item_path(number)] = dump({"id": text.id})
    made |= {path: make() for path, make in all_files(sums, shape, known).items()}
    made[START] = start_file("public", len(texts), shape, (), known)
    parsed: dict[str, Any] = {}

    def read(path: str) -> Any:
        if path not in parsed:
            parsed[path] = json.loads(made[path]) if path in made else None
        return parsed[path]

    return Source(Files(read), tuple(made))


# The table


Found = tuple[list[list[str]], float]
"""The ids of every query, and milliseconds a query."""


def asked_in_python(engine: Engine, queries: Sequence[Query]) -> Found:
    """Ask every query of an engine in this process."""
    began = time.perf_counter()
    found = [list(engine(query.text)) for query in queries]
    return found, 1000 * (time.perf_counter() - began) / len(queries)


def asked_in_browser(source: Source, texts: Sequence[Text], queries: Sequence[Query]) -> dict[str, Found]:
    """Ask every query of ours and of the packages, all in Chromium."""
    from tests.browser.chromium import chromium  # noqa: PLC0415

    install()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        write_files(source, folder / "site")
        lay_out(folder, folder / "site")
        for package in PACKAGES:
            make_index(package, texts, folder)
        with chromium() as browser, serve(folder) as origin:
            tab = browser.new_context().new_page()
            tab.set_default_timeout(0)
            words = [query.text for query in queries]
            names = {"ours": "ours, in the browser", "lunr": "lunr, any word", "minisearch": "MiniSearch, any word"}
            return {names.get(each, "Pagefind"): ask_browser(tab, origin, each, words) for each in ("ours", *PACKAGES)}


def write_files(source: Source, folder: Path) -> None:
    """Write search files as they lie in a site."""
    for path in source.paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(dump(source.files.read(path)))


def print_table(title: str, asked: Mapping[str, Found], queries: Sequence[Query]) -> None:
    """Print a line for each engine: mean nDCG@10, the number of queries without any hit, and milliseconds a query."""
    print(f"\n{title}: {len(queries)} queries\n{'engine':34} nDCG@10  nothing found  ms a query")
    for name, (found, spent) in asked.items():
        gains = [ndcg(one, query.grades) for one, query in zip(found, queries, strict=True)]
        print(f"{name:34} {statistics.fmean(gains):7.3f}  {sum(not one for one in found):13}  {spent:10.1f}")


def compare(title: str, source: Source, texts: Sequence[Text], queries: Sequence[Query], *, peers: bool) -> None:
    """Ask every engine every query and print the table."""
    engines = {"ours, on the command line": engine_of(source.files), **python_engines(texts)}
    asked = {name: asked_in_python(engine, queries) for name, engine in engines.items()}
    if peers:
        asked |= asked_in_browser(source, texts, queries)
    print_table(title, asked, queries)


def print_kinds(engine: Engine, queries: Sequence[Query], worst: int) -> None:
    """Print our gain by kind of query, pairs that differ, and the worst queries."""
    gains: defaultdict[str, list[float]] = defaultdict(list)
    scored = []
    for query in queries:
        found = engine(query.text)
        gain = ndcg(found, query.grades)
        gains[query.kind].append(gain)
        scored.append((gain, query.text, found[:6]))
        if query.same_as and found[:5] != engine(query.same_as)[:5]:
            print(f"differs from '{query.same_as}': '{query.text}' {found[:5]} {engine(query.same_as)[:5]}")
    print("\n" + "\n".join(f"{kind:14} {statistics.fmean(each):.3f}  ({len(each)})" for kind, each in gains.items()))
    for gain, text, found in sorted(scored)[:worst]:
        print(f"{gain:.2f}  {text[:60]!r}: {', '.join(found)}")


def print_sizes(source: Files, queries: Sequence[Query]) -> None:
    """Print what a browser fetches for a query with an empty cache, first ten hits included: bytes as they lie, and compressed."""
    sizes: dict[str, tuple[int, int]] = {}

    def size(path: str) -> tuple[int, int]:
        if path not in sizes:
            data = dump(source.read(path))
            sizes[path] = (len(data), len(gzip.compress(data, 6, mtime=0)))
        return sizes[path]

    asked: dict[str, None] = {}

    def read(path: str) -> Any:
        value = source.read(path)
        if value is not None:
            asked[path] = None
        return value

    once, firsts, wholes = (START,), [], []
    for query in queries:
        asked.clear()
        found = answer(query.text, Files(read))
        paths = [path for path in asked if path not in once]
        items = [item_path(hit.number) for hit in found.hits[:DEPTH]]
        firsts.append([sum(size(path)[packed] for path in paths + items[:1]) for packed in (0, 1)])
        wholes.append([sum(size(path)[packed] for path in paths + items) for packed in (0, 1)])
    print(f"\nBytes over {source.start['documents']:,} documents, as they lie / compressed")
    print(
        "once, for the constants: {:,} / {:,}".format(*(sum(size(path)[packed] for path in once) for packed in (0, 1)))
    )
    for label, listed in (("to the first hit", firsts), ("to ten hits", wholes)):
        mean = [round(statistics.fmean(one[packed] for one in listed)) for packed in (0, 1)]
        worst = [max(one[packed] for one in listed) for packed in (0, 1)]
        print(f"a query, {label}: mean {mean[0]:,} / {mean[1]:,}; worst {worst[0]:,} / {worst[1]:,}")


def main() -> None:
    """Measure on the judged set, and on a collection when its folder is named."""
    parser = argparse.ArgumentParser(description="Measure how good the search is.")
    parser.add_argument("--cranfield", type=Path, metavar="DIR", help="a collection in the form of Cranfield")
    parser.add_argument(
        "--peers", action="store_true", help="ask in Chromium too, beside lunr, MiniSearch and Pagefind"
    )
    parser.add_argument("--content", type=Path, default=ROOT / "content", metavar="DIR")
    parser.add_argument("--judgements", type=Path, default=ROOT / "tests/search/judgements.yml", metavar="FILE")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also print the N worst queries")
    arguments = parser.parse_args()
    if arguments.judgements.exists():
        source = library_of(arguments.content, Audience.PROFESSIONAL)
        queries = read_judged(arguments.judgements)
        compare("The judged set", source, texts_of(source.files), queries, peers=arguments.peers)
        print_kinds(engine_of(source.files), queries, arguments.worst)
        print_sizes(source.files, queries)
    else:
        sys.stderr.write(f"There are no judgements in {arguments.judgements}\n")
    if arguments.cranfield:
        texts, queries = read_cranfield(arguments.cranfield)
        compare("Cranfield", files_of(texts), texts, queries, peers=arguments.peers)


if __name__ == "__main__":
    main()
