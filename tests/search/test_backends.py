"""Every engine keeps the same promises: what is first, what is found, what is gone, and who may know of what."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from learning_loop.catalogue.catalogue import Catalogue
from learning_loop.derive.library import derive_library
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.search.backend import Backend, Holding, ShardBackend
from learning_loop.search.documents import (
    Document,
    Facets,
    document_of_item,
    document_of_theme,
    facets_of,
    number_items,
    number_pages,
    report_of,
)
from learning_loop.search.phrases import known_phrases
from learning_loop.search.postgres import PostgresBackend
from learning_loop.search.understand import understand
from tests.example import run
from tests.search.cluster import cluster, find_postgres
from tests.tiny import TODAY, write_base, write_item
from tests.unit.catalogue.test_for_audience import registers
from tests.unit.making import item
from tests.unit.search.making import KNOWN, document

POSTGRES = find_postgres()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """Give a cluster that runs as long as these tests."""
    if POSTGRES is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with cluster(POSTGRES) as conninfo:
        yield conninfo


@pytest.fixture(params=["shards", "postgres"])
def open_backend(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Backend]]:
    """Give what opens an empty engine for an audience."""
    if request.param == "shards":
        yield lambda audience: ShardBackend("public" if audience == "again" else audience)
        return
    with psycopg.connect(request.getfixturevalue("database"), autocommit=True) as connection:
        for audience in (*Audience, "again"):
            connection.execute(f"DROP SCHEMA IF EXISTS learning_loop_{audience} CASCADE")
        yield lambda audience: PostgresBackend(connection, audience)


class Shelf:
    """Documents that change, and the engine that has to follow."""

    def __init__(
        self, backend: Backend, documents: Sequence[Document] = (), facets: dict[str, Facets] | None = None
    ) -> None:
        self.backend = backend
        self.documents = {one.id: one for one in documents}
        self.facets = facets or {}
        self.pairs: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.read: list[str] = []
        self.update()

    def update(self) -> int:
        for one in self.documents:
            self.numbers.setdefault(one, len(self.numbers) + 10)
        wanted = {
            one: Holding(self.numbers[one], repr(document), self.facets.get(one, ()), self.pairs.get(one, ""))
            for one, document in self.documents.items()
        }
        return self.backend.update(wanted, lambda one: self.read.append(one) or self.documents[one], KNOWN)

    def put(self, *documents: Document) -> None:
        self.documents |= {one.id: one for one in documents}
        self.update()

    def find(self, query: str, limit: int = 100, offset: int = 0, **chosen: Sequence[str]) -> list[str]:
        plan = understand(query, self.backend.vocabulary)
        return list(self.backend.find(plan, chosen, limit, offset).ids)


FILLER = [
    document(f"filler-{number}", f"Other matters {number}", f"Words about something else {number}.")
    for number in range(20)
]
Open = Callable[[str], Backend]


def test_the_exact_title_is_first_and_the_title_before_the_colon_next(open_backend: Open) -> None:
    shelf = Shelf(
        open_backend("public"),
        [
            document("exact", "Escalation policy"),
            document("short", "Escalation policy: what changed", "Escalation policy. " * 5),
            document("about", "How we disagree", "The escalation policy. " * 30),
            *FILLER,
        ],
    )
    assert shelf.find("Escalation policy!") == ["exact", "short", "about"]


def test_a_theme_is_first_for_its_label_however_often_others_say_it(open_backend: Open) -> None:
    documents = [document("theme:neglect", "Neglect"), document("report", "Neglect", "neglect " * 50), *FILLER]
    shelf = Shelf(open_backend("public"), documents)
    assert shelf.find("neglected") == ["theme:neglect", "report"]
    assert shelf.find("neglet") == ["theme:neglect", "report"]


def test_all_words_stand_before_some(open_backend: Open) -> None:
    shelf = Shelf(
        open_backend("public"),
        [
            *FILLER,
            document("some", "Bruising bruising", "bruising " * 9),
            document("all", "A note", "bruising seen by a nurse " + "and other things " * 30),
        ],
    )
    assert shelf.find("bruising nurse") == ["all", "some"]


def test_a_title_says_more_than_a_body_and_a_rare_word_more_than_a_common_one(open_backend: Open) -> None:
    shelf = Shelf(
        open_backend("public"),
        [
            document("title", "Bruising in babies", "Text."),
            document("body", "Babies", "Some bruising was seen."),
            *[document(f"nurse-{number}", "A note", "The nurse.") for number in range(9)],
            *FILLER,
        ],
    )
    assert shelf.find("bruising") == ["title", "body"]
    assert shelf.find("bruising nurse")[:2] == ["title", "body"]


def test_synonyms_give_the_same_hits_and_a_theme_is_found_by_what_people_type_for_it(open_backend: Open) -> None:
    shelf = Shelf(
        open_backend("public"),
        [
            document("long", "Policy", "A child was not brought."),
            document("short", "Form", "Use the WNB form."),
            document("neither", "Brought up", "Brought up in town."),
            document("tagged", "A short guide", "Nothing of the words.", concepts=["#theme neglect"]),
            *FILLER,
        ],
    )
    assert shelf.find("WNB") == shelf.find("was not brought")
    assert set(shelf.find("WNB")[:2]) == {"long", "short"}
    assert shelf.find("home conditions") == ["tagged"]


def test_facets_narrow_and_never_change_the_order(open_backend: Open) -> None:
    documents = [document(f"note-{n}", f"Bruising {n}", "bruising " * n) for n in range(1, 7)]
    facets = {
        f"note-{n}": (("type", ("policy" if n % 2 else "briefing",)), ("year", (str(2020 + n),))) for n in range(1, 7)
    }
    shelf = Shelf(open_backend("public"), [*documents, *FILLER], facets)
    everything = shelf.find("bruising")
    policies = shelf.find("bruising", type=["policy"])
    assert policies == [one for one in everything if int(one[-1]) % 2]
    assert shelf.find("bruising", type=["policy"], year=["2021", "2022"]) == ["note-1"]
    assert shelf.find("bruising", type=["policy", "briefing"]) == everything
    assert shelf.find("bruising", type=["event"]) == []


def test_parts_of_the_hits_make_the_whole(open_backend: Open) -> None:
    shelf = Shelf(open_backend("public"), [document(f"note-{n}", f"Bruising {n}", "Text.") for n in range(25)])
    whole = shelf.find("bruising")
    assert [one for offset in range(0, 30, 7) for one in shelf.find("bruising", 7, offset)] == whole
    assert len(whole) == 25
    plan = understand("bruising", shelf.backend.vocabulary)
    assert shelf.backend.find(plan, {}, 3).total == 25


def test_a_summary_stands_above_its_report(open_backend: Open) -> None:
    shelf = Shelf(
        open_backend("public"),
        [document("report", "Child Q", "glue ear " * 9), document("summary", "Short", "Glue."), *FILLER],
    )
    shelf.pairs["summary"] = "report"
    shelf.update()
    assert shelf.find("glue ear") == ["summary", "report"]


def test_what_is_gone_is_gone_with_its_words_and_names(open_backend: Open) -> None:
    shelf = Shelf(open_backend("public"), [*FILLER, document("gone", "Zqcanary", "Zqcanary co-zqsleeping.")])
    assert shelf.find("zqcanary") == ["gone"]
    del shelf.documents["gone"]
    assert shelf.update() == 1
    assert shelf.find("zqcanary") == []
    assert understand("zqcanary", shelf.backend.vocabulary).unknown == ("zqcanary",)
    assert "zq" not in str(shelf.backend.vocabulary.words("zq")) + str(shelf.backend.vocabulary.words("co"))


def test_only_what_changed_is_read_again(open_backend: Open) -> None:
    shelf = Shelf(open_backend("public"), [*FILLER, document("one", "Title", "Text.")])
    shelf.read.clear()
    assert shelf.update() == 0
    shelf.put(document("one", "Another title", "Thresholds."))
    assert shelf.read == ["one"]
    assert shelf.find("thresholds") == ["one"]


def state(backend: Any) -> object:
    """Give everything that an engine keeps."""
    if isinstance(backend, ShardBackend):
        return backend._files
    tables = {
        "documents": "number, id, key, pair, boost, facets, terms::text, forms, compounds", "names": "*", "terms": "*", "forms": "*", "compounds": "*", "meta": "*",
    }  # fmt: skip
    return {
        table: sorted(backend._connection.execute(f"SELECT {columns} FROM {backend._schema}.{table}").fetchall())  # noqa: S608
        for table, columns in tables.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_an_engine_brought_up_to_date_is_one_made_anew(open_backend: Open, seed: int) -> None:
    toss = random.Random(seed)
    words = "bruise nurse baby neglect co-sleeping thresholds wnb home conditions child's section Q 47".split()

    def some(name: str) -> Document:
        return document(name, " ".join(toss.choices(words, k=3)), " ".join(toss.choices(words, k=toss.randint(0, 30))))

    shelf = Shelf(open_backend("public"), [some(f"item-{number}") for number in range(10)])
    for _ in range(6):
        name = f"item-{toss.randrange(10)}"
        if toss.random() < 0.3 and len(shelf.documents) > 9:
            shelf.documents.pop(name, None)
            shelf.update()
        else:
            shelf.put(some(name))
        fresh = Shelf(open_backend("again"))
        fresh.numbers, fresh.documents = shelf.numbers, shelf.documents
        fresh.update()
        assert state(shelf.backend) == state(fresh.backend)
        for query in ("bruise nurse", "WNB", "cosleeping", "child q", "s47", "neglect home"):
            assert shelf.find(query) == fresh.find(query)
        if isinstance(fresh.backend, PostgresBackend):
            fresh.documents = {}
            fresh.update()


def holdings(audience: Audience, *items: Publication) -> tuple[dict[str, Holding], dict[str, Document]]:
    """Narrow a library to an audience and give its documents."""
    whole = Catalogue({one.id: one for one in items}, registers())
    library = derive_library(whole.for_audience(audience, TODAY), TODAY)
    numbers = number_pages(library) | number_items(library)
    documents = {one.id: document_of_item(one, "<p>Text.</p>", library) for one in library.publications.values()}
    documents |= {f"theme:{theme.id}": document_of_theme(theme) for theme in library.registers.themes.values()}
    wanted = {
        one: Holding(
            numbers[one],
            repr(each),
            facets_of(library.publications[one], library) if one in library.publications else (),
            report_of(library.publications[one], library) if one in library.publications else "",
        )
        for one, each in documents.items()
    }
    return wanted, documents


def test_the_public_engine_knows_nothing_of_a_professional_or_a_withdrawn_item(open_backend: Open) -> None:
    known = known_phrases(registers())
    closed = item("bulletins/closed.md", "title: Zqcanary thresholds\naudience: professional")
    shown = item(
        "bulletins/open.md", "title: Open thresholds\nsummary: A zqkept sentence that everybody can read here."
    )

    def found(audience: Audience, query: str, *items: Publication) -> list[str]:
        backend = open_backend(audience)
        wanted, documents = holdings(audience, *items)
        backend.update(wanted, documents.__getitem__, known)
        assert audience is Audience.PROFESSIONAL or "zqcanary" not in str(state(backend))
        return list(backend.find(understand(query, backend.vocabulary), {}, 100).ids)

    assert sorted(found(Audience.PROFESSIONAL, "thresholds", closed, shown)) == ["closed", "open"]
    assert found(Audience.PUBLIC, "thresholds", closed, shown) == ["open"]
    assert found(Audience.PUBLIC, "zqcanary", closed, shown) == []
    withdrawn = taken_back(shown)
    assert found(Audience.PUBLIC, "zqkept", closed, withdrawn) == []


def taken_back(shown: Publication) -> Publication:
    """Give an item that was public for professionals alone."""
    return shown._replace(audience=Audience.PROFESSIONAL)


def test_what_people_type_reaches_no_sql(open_backend: Open) -> None:
    shelf = Shelf(
        open_backend("public"),
        [document("one", "It's a \\ 'quoted' title; DROP TABLE documents", "Text & more | !x <-> (y)."), *FILLER],
    )
    for query in (
        "it's",
        "'; DROP TABLE documents; --",
        "\\",
        "a & b | !c",
        "quoted:*",
        "%s %(all)s",
        "\x00",
        "title:A",
        "(((",
    ):
        shelf.find(query)
    assert shelf.find("quoted title") == ["one"]


def test_the_command_asks_the_database_and_says_why_it_cannot(database: str, tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/open.md", "title: Thresholds", "Text.")
    write_item(content, "bulletins/closed.md", "title: Thresholds\naudience: professional", "Text.")
    cache = ("--content", content, "--cache", tmp_path / "cache", "--today", TODAY.isoformat())

    def ask(query: str, *more: str) -> list[str]:
        done = run("loop", "search", query, "--json", *cache, *more, env={"LOOP_DATABASE": database})
        return [hit["id"] for hit in json.loads(done.stdout)["hits"]]

    assert ask("thresholds") == ["open"]
    assert sorted(ask("thresholds", "--audience", "professional")) == ["closed", "open"]
    (content / "bulletins/open.md").unlink()
    assert ask("thresholds") == []
    with pytest.raises(AssertionError, match=r"ended with 1:\nThe database could not be asked: .*nowhere"):
        run("loop", "search", "x", *cache, "--database", "host=/nowhere user=loop")


def test_the_command_takes_a_query_at_its_word(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "bulletins/said.md", "title: One thing", "The children were Not\nseen alone.")
    write_item(content, "bulletins/other.md", "title: Another thing", "Seen alone they were not; a child was not seen.")
    write_item(content, "bulletins/closed.md", "audience: professional", "Children were not seen alone.")
    cache = ("--content", content, "--cache", tmp_path / "cache", "--today", TODAY.isoformat())
    found = json.loads(run("loop", "search", "not seen alone", "--literal", "--json", "--explain", *cache).stdout)
    assert [hit["id"] for hit in found["hits"]] == ["said"]
    assert (found["literal"], found["hits"][0]["reasons"][0]["words"]) == (True, "not seen alone")
    assert json.loads(run("loop", "search", "not sene alone", "--literal", "--json", *cache).stdout)["hits"] == []
    assert "Searched for exactly these words." in run("loop", "search", "x", "--literal", *cache).stdout
