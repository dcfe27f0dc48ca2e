"""What the search costs in each of its engines: time to index, to take in one change, to answer, and the room it needs.

``python scripts/bench/backends.py [--documents 2000 10000] [--only postgres] [--words 150]``

Generated documents, each its own text from a vocabulary with a long tail; queries are one to four of its words. PostgreSQL runs in a cluster of its own, gone
afterwards, with the settings that it comes with. It says what it measured and never fails because of a time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from random import Random

import psycopg

from words import invent_vocabulary

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from learning_loop.search.backend import Backend, Holding, ShardBackend  # noqa: E402
from learning_loop.search.documents import Document, Section  # noqa: E402
from learning_loop.search.phrases import KnownPhrases  # noqa: E402
from learning_loop.search.postgres import PostgresBackend  # noqa: E402
from learning_loop.search.terms import NO_PHRASES  # noqa: E402
from learning_loop.search.understand import understand  # noqa: E402
from tests.search.cluster import cluster, find_postgres  # noqa: E402

KNOWN = KnownPhrases({}, NO_PHRASES, frozenset())
QUERIES = 100
CHANGES = 5


class Corpus:
    """Documents that are made when they are asked for, the same each time."""

    def __init__(self, documents: int, words: int) -> None:
        self.documents = documents
        self._words = words
        self._vocabulary = invent_vocabulary(1)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._vocabulary))))
        self.version: dict[str, int] = {}

    def some(self, toss: Random, count: int) -> str:
        return " ".join(toss.choices(self._vocabulary, cum_weights=self._weights, k=count))

    def document(self, one: str) -> Document:
        toss = Random(f"{one} {self.version.get(one, 0)}")
        title, summary = self.some(toss, 5), self.some(toss, 15)
        return Document(
            id=one, url=f"{one}/", type="briefing", title=title, summary=summary, date="", status="current", audience="public", themes=(), agencies=(),
            head=(title,), lead=(summary,), sections=(Section("", "", self.some(toss, self._words)),), concepts=(("#type briefing", 1.0),),
            names=((title, 2),), boost=1.0,
        )  # fmt: skip

    def wanted(self) -> dict[str, Holding]:
        return {
            f"item-{number}": Holding(
                5000 + number,
                str(self.version.get(f"item-{number}", 0)),
                (("type", ("briefing",)), ("year", (str(2000 + number % 25),))),
            )
            for number in range(self.documents)
        }

    def queries(self) -> list[str]:
        toss = Random(2)
        return [self.some(toss, toss.randint(1, 4)) for _ in range(QUERIES)]


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(name: str, backend: Backend, corpus: Corpus, room: Callable[[], int], finish: Callable[[], object]) -> None:
    def update() -> None:
        backend.update(corpus.wanted(), corpus.document, KNOWN)

    first = timed(update)
    finish()

    def change(number: int) -> float:
        one = f"item-{number * 37 % corpus.documents}"
        corpus.version[one] = corpus.version.get(one, 0) + 1
        return timed(update)

    changes = [change(number) for number in range(CHANGES)]

    def ask(query: str) -> None:
        backend.find(understand(query, backend.vocabulary), {}, 10)

    times = sorted(timed(lambda query=query: ask(query)) for query in corpus.queries())  # type: ignore[misc]
    print(
        f"{name:9} {corpus.documents:>8,} {first:>9.1f} {statistics.median(changes):>9.2f} {1000 * statistics.median(times):>9.0f} "
        f"{1000 * times[94]:>9.0f} {room() / 2**20:>9.0f}",
        flush=True,
    )


@contextmanager
def database() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    programs = find_postgres()
    if programs is None:
        sys.exit("PostgreSQL is not installed (Debian: apt-get install postgresql).")
    with cluster(programs) as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        yield connection


def run(documents: int, words: int, engine: str) -> None:
    corpus = Corpus(documents, words)
    if engine == "shards":
        shards = ShardBackend("public")
        measure(engine, shards, corpus, lambda: sum(map(len, shards._files.values())), lambda: None)
        return
    with database() as connection:
        backend = PostgresBackend(connection, "public")

        def room() -> int:
            found = connection.execute("SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relnamespace = 'learning_loop_public'::regnamespace AND relkind = 'r'").fetchone()  # fmt: skip
            return int(str(found[0])) if found else 0

        measure(engine, backend, corpus, room, lambda: connection.execute("ANALYZE"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument("--only", choices=["shards", "postgres"])
    parser.add_argument("--words", type=int, default=150, help="of a text")
    given = parser.parse_args()
    print(f"{'engine':9} {'documents':>8} {'index s':>8} {'change s':>9} {'query ms':>9} {'95 % ms':>9} {'room MB':>9}")
    for documents in given.documents:
        for engine in ("shards", "postgres"):
            if given.only in (None, engine):
                run(documents, given.words, engine)


if __name__ == "__main__":
    main()
