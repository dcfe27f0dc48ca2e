"""How good the search is: nDCG@10 on judged queries of the example, and on a collection in the form of Cranfield, beside other engines.

``scripts/dev bench search --cranfield DIR``. The collection is only read; nothing of it is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from learning_loop.build import make_search
from learning_loop.model.kinds import Audience
from learning_loop.search.analysis import tokens_of
from learning_loop.search.documents import Document, Section
from learning_loop.search.index import Sums, all_files, analyse, dump, shape_of, start_file
from learning_loop.search.phrases import KnownPhrases
from learning_loop.search.query import Files, answer
from learning_loop.search.scoring import step_of_library
from learning_loop.search.terms import NO_PHRASES
from learning_loop.shards import CONTENT_SHARE, read_shards
from learning_loop.store import Store

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)
DEPTH = 10

Engine = Callable[[str], Sequence[str]]
"""A query → ids, best first."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what is known of its answers."""

    text: str
    kind: str
    grades: Mapping[str, int]
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as every engine gets it."""

    id: str
    title: str
    body: str


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


def library_of(content: Path, audience: Audience) -> Files:
    """Make the search files of a content folder in a cache of its own, and give them."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        _, files = make_search(content, store, audience, TODAY)
        source = read_shards(files, store)
        for path in files:
            source.read(path)
    return source


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


def files_of(texts: Sequence[Text]) -> Files:
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
        made[f"search/items/{number}.json"] = dump({"id": text.id})
    made |= {path: make() for path, make in all_files(sums, shape, known).items()}
    made["search/start.json"] = start_file(
        "public", [(number, ()) for number in range(1, len(texts) + 1)], shape, (), {}, ()
    )
    made["search/synonyms.json"] = dump({"senses": [], "entries": {}, "ambiguous": []})
    parsed: dict[str, Any] = {}

    def read(path: str) -> Any:
        if path not in parsed:
            parsed[path] = json.loads(made[path]) if path in made else None
        return parsed[path]

    return Files(read)


# Other engines


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


# The table


def measure(engine: Engine, queries: Sequence[Query]) -> tuple[float, int, float]:
    """Give mean nDCG@10, the number of queries without any hit, and milliseconds a query."""
    began = time.perf_counter()
    found = [engine(query.text) for query in queries]
    spent = 1000 * (time.perf_counter() - began) / len(queries)
    gains = [ndcg(one, query.grades) for one, query in zip(found, queries, strict=True)]
    return statistics.fmean(gains), sum(not one for one in found), spent


def print_table(title: str, engines: Mapping[str, Engine], queries: Sequence[Query]) -> None:
    """Measure every engine and print a line for each."""
    print(f"\n{title}: {len(queries)} queries\n{'engine':32} nDCG@10  nothing found  ms a query")
    for name, engine in engines.items():
        gain, nothing, spent = measure(engine, queries)
        print(f"{name:32} {gain:7.3f}  {nothing:13}  {spent:10.1f}")


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

    once, firsts, wholes = ("search/start.json", "search/synonyms.json"), [], []
    for query in queries:
        asked.clear()
        found = answer(query.text, Files(read))
        paths = [path for path in asked if path not in once]
        items = [f"search/items/{hit.number}.json" for hit in found.hits[:DEPTH]]
        firsts.append([sum(size(path)[packed] for path in paths + items[:1]) for packed in (0, 1)])
        wholes.append([sum(size(path)[packed] for path in paths + items) for packed in (0, 1)])
    print(f"\nBytes over {source.start['documents']:,} documents, as they lie / compressed")
    print(
        "once, for the constants and synonyms: {:,} / {:,}".format(
            *(sum(size(path)[packed] for path in once) for packed in (0, 1))
        )
    )
    for label, listed in (("to the first hit", firsts), ("to ten hits", wholes)):
        mean = [round(statistics.fmean(one[packed] for one in listed)) for packed in (0, 1)]
        worst = [max(one[packed] for one in listed) for packed in (0, 1)]
        print(f"a query, {label}: mean {mean[0]:,} / {mean[1]:,}; worst {worst[0]:,} / {worst[1]:,}")


def peers_of(texts: Sequence[Text]) -> dict[str, Engine]:
    """Give the engines to compare with."""
    return {
        "SQLite FTS5 (porter, any word)": sqlite_engine(texts),
        "Whoosh (stemmed, any, title × 2)": whoosh_engine(texts, stemmed=True),
        "Whoosh as it comes": whoosh_engine(texts, stemmed=False),
    }


def main() -> None:
    """Measure on the judged set, and on a collection when its folder is named."""
    parser = argparse.ArgumentParser(description="Measure how good the search is.")
    parser.add_argument("--cranfield", type=Path, metavar="DIR", help="a collection in the form of Cranfield")
    parser.add_argument("--content", type=Path, default=ROOT / "content", metavar="DIR")
    parser.add_argument("--judgements", type=Path, default=ROOT / "tests/search/judgements.yml", metavar="FILE")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also print the N worst queries")
    arguments = parser.parse_args()
    if arguments.judgements.exists():
        source = library_of(arguments.content, Audience.PROFESSIONAL)
        queries = read_judged(arguments.judgements)
        ours = engine_of(source)
        print_table("The judged set", {"ours": ours} | peers_of(texts_of(source)), queries)
        print_kinds(ours, queries, arguments.worst)
        print_sizes(source, queries)
    else:
        sys.stderr.write(f"There are no judgements in {arguments.judgements}\n")
    if arguments.cranfield:
        texts, queries = read_cranfield(arguments.cranfield)
        ours = engine_of(files_of(texts))
        print_table("Cranfield", {"ours": ours} | peers_of(texts), queries)


if __name__ == "__main__":
    main()
