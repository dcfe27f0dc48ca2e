"""A library's search in PostgreSQL: its full text index for finding, its ranking of positions with our idf and boosts for the order.

One schema holds one audience's documents, so that a role can be granted the public one alone. Terms are those of our own analysis, written as a
``tsvector`` in which the weight says where a term stands: A title, B summary and headings, D body; its positions only count how often. PostgreSQL's own
dictionaries are not used, since queries are understood by the vocabulary that the texts gave.

An update is one transaction. What is known of terms and forms (how many documents have them) is kept beside the documents and changed by the same step.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from learning_loop.search.analysis import term_of
from learning_loop.search.backend import Holding, Ranking
from learning_loop.search.documents import Document
from learning_loop.search.index import WEIGHTS, dump, phrases_by_term
from learning_loop.search.phrases import KnownPhrases, Meaning, names_of
from learning_loop.search.places import shape_of, start_of
from learning_loop.search.query import LABEL_RANK, Hit
from learning_loop.search.scoring import Counts, idf, step_of_library
from learning_loop.search.terms import count_terms
from learning_loop.search.understand import FoundForms, Slot, Understood, Vocabulary, WordsFile, phrases_of

FORMAT = "1"
"""Of the tables; a schema that says anything else is made anew."""

PLACES = "{0.36, 0.5, 0.6, 1.0}"
"""What a term is worth in the body (D), nowhere (C), in summary and headings (B), in the title (A); for ``ts_rank``."""

LENGTH = 1
"""``ts_rank`` divides by 1 + log of the length."""

ENOUGH = 100
"""When so many documents have all words of a query, those that have only some are not looked for: to rank them, each would have to be read."""

COMMON, COMMON_SHARE = 1_000, 0.02
"""A term that more documents have, and more than this share, brings in no document by itself where the query has a rarer one: what has nothing else of it scores low."""

CUT = 6
"""A hit that has not all words needs this part of the best score."""

MOST_COUNTED = 32
"""Times that a term is counted in one document: more make no difference to its rank."""

SCALE = 1000
"""Points of a score of one."""

_STRENGTHS = ((0.9, "A"), (0.6, "B"), (0.0, "D"))
"""How much a document is about a theme or agency, as a weight."""

_TABLES = """
CREATE TABLE meta (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE documents (
    number integer PRIMARY KEY, id text NOT NULL UNIQUE, key text NOT NULL, pair text NOT NULL, boost real NOT NULL,
    facets text[] NOT NULL, terms tsvector NOT NULL, forms text[] NOT NULL, compounds text[] NOT NULL
);
CREATE TABLE names (phrase text NOT NULL, rank smallint NOT NULL, number integer NOT NULL REFERENCES documents ON DELETE CASCADE);
CREATE TABLE terms (term text PRIMARY KEY, documents integer NOT NULL);
CREATE TABLE forms (form text PRIMARY KEY, start text NOT NULL, term text NOT NULL, documents integer NOT NULL, kept boolean NOT NULL);
CREATE TABLE compounds (form text PRIMARY KEY, start text NOT NULL, documents integer NOT NULL);
CREATE INDEX ON documents USING gin (terms) WITH (fastupdate = off);
CREATE INDEX ON documents USING gin (facets) WITH (fastupdate = off);
CREATE INDEX ON documents (pair) WHERE pair <> '';
CREATE INDEX ON names (phrase);
CREATE INDEX ON names (number);
CREATE INDEX ON forms (start);
CREATE INDEX ON compounds (start);
"""

_COUNT = {
    "terms": """
        INSERT INTO terms SELECT lexeme, {sign} count(*) FROM documents, unnest(terms) WHERE number = ANY(%(numbers)s) GROUP BY lexeme
        ON CONFLICT (term) DO UPDATE SET documents = terms.documents + excluded.documents""",
    "forms": """
        INSERT INTO forms SELECT form, '', '', {sign} count(*), false FROM documents, unnest(forms) AS form WHERE number = ANY(%(numbers)s) GROUP BY form
        ON CONFLICT (form) DO UPDATE SET documents = forms.documents + excluded.documents""",
    "compounds": """
        INSERT INTO compounds SELECT form, '', {sign} count(*) FROM documents, unnest(compounds) AS form WHERE number = ANY(%(numbers)s) GROUP BY form
        ON CONFLICT (form) DO UPDATE SET documents = compounds.documents + excluded.documents""",
}


class DatabaseFailed(Exception):
    """The database could not be asked; the text is its own."""


@contextmanager
def open_database(conninfo: str, audience: str) -> Iterator[PostgresBackend]:
    """Open an audience's documents in a database, given as a URL or as PostgreSQL's key words. Raises `DatabaseFailed`."""
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            yield PostgresBackend(connection, audience)
    except psycopg.Error as error:
        raise DatabaseFailed(" ".join(str(error).split())) from None


class PostgresBackend:
    """The documents of one audience in a database."""

    def __init__(self, connection: psycopg.Connection[TupleRow], audience: str) -> None:
        self._connection = connection
        self._schema = f"learning_loop_{audience}"

    def update(self, wanted: Mapping[str, Holding], document_of: Callable[[str], Document], known: KnownPhrases) -> int:
        """Hold exactly the wanted documents, in one transaction. Raises psycopg.Error."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self._schema])
            self._make_tables(cursor)
            cursor.execute("SELECT id, number, key, facets, pair FROM documents")
            held = {one: (number, key, tuple(facets), pair) for one, number, key, facets, pair in cursor}
            changed = [
                one
                for one, holding in wanted.items()
                if held.get(one) != (holding.number, holding.key, tuple(_facets_of(holding)), holding.pair)
            ]
            again = set(changed)
            leaving = [held[one][0] for one in held if one not in wanted or one in again]
            self._count(cursor, leaving, -1)
            cursor.execute("DELETE FROM documents WHERE number = ANY(%s)", [leaving])
            self._write(cursor, ((one, wanted[one], document_of(one)) for one in changed), known)
            self._count(cursor, [wanted[one].number for one in changed], 1)
            self._complete(cursor, known, len(wanted))
        return len(changed) + sum(one not in wanted for one in held)

    def _make_tables(self, cursor: psycopg.Cursor[TupleRow]) -> None:
        name = sql.Identifier(self._schema)
        cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
        self._use(cursor)
        cursor.execute("SELECT to_regclass('meta') IS NOT NULL")
        if (cursor.fetchone() or (False,))[0] and _value(cursor, "format") == FORMAT:
            return
        cursor.execute(sql.SQL("DROP SCHEMA {0} CASCADE; CREATE SCHEMA {0}").format(name))
        cursor.execute(_TABLES)

    def _use(self, cursor: psycopg.Cursor[TupleRow]) -> None:
        """Look for tables in this audience's schema alone, until the transaction ends."""
        cursor.execute(sql.SQL("SET LOCAL search_path TO {}").format(sql.Identifier(self._schema)))

    def _count(self, cursor: psycopg.Cursor[TupleRow], numbers: list[int], step: int) -> None:
        if numbers:
            for statement in _COUNT.values():
                cursor.execute(statement.format(sign="-" if step < 0 else ""), {"numbers": numbers})

    def _write(
        self,
        cursor: psycopg.Cursor[TupleRow],
        documents: Iterable[tuple[str, Holding, Document]],
        known: KnownPhrases,
    ) -> None:
        names = []
        copying = "COPY documents (number, id, key, pair, boost, facets, terms, forms, compounds) FROM STDIN"
        with cursor.copy(copying) as copy:
            for one, holding, document in documents:
                body = "\n".join(section.text for section in document.sections)
                read = count_terms(document.head, document.lead, body, known.phrases)
                copy.write_row(
                    [
                        holding.number,
                        one,
                        holding.key,
                        holding.pair,
                        document.boost,
                        list(_facets_of(holding)),
                        vector_of(read.counts, document.concepts),
                        sorted(read.forms),
                        sorted(read.compounds),
                    ]
                )
                names += [(phrase, rank, holding.number) for phrase, rank in names_of(document.names, known).items()]
        with cursor.copy("COPY names FROM STDIN") as copy:
            for name in sorted(names):
                copy.write_row(name)

    def _complete(self, cursor: psycopg.Cursor[TupleRow], known: KnownPhrases, documents: int) -> None:
        """Give new forms their term and start, drop what no document has any more, and note what queries need."""
        cursor.execute("UPDATE forms SET kept = false WHERE kept AND NOT form = ANY(%s)", [sorted(known.forms)])
        cursor.execute(
            "INSERT INTO forms SELECT form, '', '', 0, true FROM unnest(%s::text[]) AS form ON CONFLICT (form) DO UPDATE SET kept = true WHERE NOT forms.kept",
            [sorted(known.forms)],
        )
        cursor.execute("SELECT form FROM forms WHERE start = ''")
        forms = [(start_of(form), term_of(form), form) for (form,) in cursor]
        cursor.executemany("UPDATE forms SET start = %s, term = %s WHERE form = %s", forms)
        cursor.execute("SELECT form FROM compounds WHERE start = ''")
        compounds = [(start_of(form.replace("-", "")), form) for (form,) in cursor]
        cursor.executemany("UPDATE compounds SET start = %s WHERE form = %s", compounds)
        cursor.execute("DELETE FROM forms WHERE documents = 0 AND NOT kept")
        cursor.execute("DELETE FROM compounds WHERE documents = 0")
        cursor.execute("DELETE FROM terms WHERE documents = 0")
        values = {"format": FORMAT, "documents": str(documents), "phrases": dump(phrases_by_term(known)).decode()}
        cursor.executemany(
            "INSERT INTO meta VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE meta.value <> excluded.value",
            list(values.items()),
        )

    @property
    def vocabulary(self) -> Vocabulary:
        """What a query is understood by."""
        return _Vocabulary(self._read)

    def _read(self, question: Callable[[psycopg.Cursor[TupleRow]], Any]) -> Any:
        with self._connection.transaction(), self._connection.cursor() as cursor:
            self._use(cursor)
            return question(cursor)

    def find(self, plan: Understood, chosen: Mapping[str, Sequence[str]], limit: int, offset: int = 0) -> Ranking:
        """Give the best hits: by the rank of their name, then all words before any, then by score. Raises psycopg.Error."""
        ranking: Ranking = self._read(lambda cursor: _find(cursor, plan, chosen, limit, offset))
        return ranking


class _Vocabulary:
    """The words of the texts and what people type for themes, agencies and types."""

    def __init__(self, read: Callable[[Callable[[psycopg.Cursor[TupleRow]], Any]], Any]) -> None:
        self._read = read

    @cached_property
    def _phrases(self) -> Mapping[str, Sequence[tuple[str, list[object]]]]:
        """Give the known phrases by their keys."""
        phrases: Mapping[str, Sequence[tuple[str, list[object]]]] = json.loads(
            self._read(lambda cursor: _value(cursor, "phrases"))
        )
        return phrases

    @cached_property
    def _common(self) -> int:
        """In how many documents a form is that may stand for what was mistyped."""
        documents = int(self._read(lambda cursor: _value(cursor, "documents")))
        return shape_of(documents, step_of_library(documents)).common

    @property
    def start(self) -> Mapping[str, Any]:
        """The phrases of light words alone, and when a form is common."""
        return {"phrases": dict(self._phrases.get("", ())), "common": self._common}

    def words(self, form: str) -> WordsFile:
        """Give a form, with the words with a hyphen that begin as it does."""

        def question(cursor: psycopg.Cursor[TupleRow]) -> WordsFile:
            cursor.execute("SELECT term, documents, kept FROM forms WHERE form = %s", [form])
            row = cursor.fetchone()
            forms = {form: (str(row[0]), int(row[1]))} if row else {}
            cursor.execute(
                'SELECT form, documents FROM compounds WHERE start = %s ORDER BY form COLLATE "C"', [start_of(form)]
            )
            kept = frozenset([form] if row and row[2] else ())
            return WordsFile(forms, kept, dict(cursor.fetchall()), self._phrases_of(forms))

        found: WordsFile = self._read(question)
        return found

    def near(self, start: str) -> FoundForms:
        """Give the common forms with a start."""

        def question(cursor: psycopg.Cursor[TupleRow]) -> FoundForms:
            cursor.execute(
                "SELECT form, term, documents FROM forms WHERE start = %s AND (kept OR documents >= %s)",
                [start, self._common],
            )
            return {form: (term, documents) for form, term, documents in cursor}

        found: FoundForms = self._read(question)
        return found

    def _phrases_of(self, forms: Mapping[str, tuple[str, int]]) -> Mapping[str, Meaning]:
        """Give the known phrases of which the term of a form is the key."""
        keys = dict.fromkeys(term for term, _ in forms.values())
        return phrases_of({phrase: entry for key in keys for phrase, entry in self._phrases.get(key, ())})


def _value(cursor: psycopg.Cursor[TupleRow], name: str) -> str:
    cursor.execute("SELECT value FROM meta WHERE name = %s", [name])
    row = cursor.fetchone()
    return str(row[0]) if row else ""


def _facets_of(holding: Holding) -> Iterator[str]:
    for facet, values in holding.facets:
        for value in values:
            yield f"{facet}:{value}"


# Terms in PostgreSQL's own writing


def vector_of(counts: Counts, concepts: Iterable[tuple[str, float]]) -> str:
    """Give a document's terms as a ``tsvector``."""
    places: dict[str, str] = {}
    for weight, part in (("A", counts.head), ("B", counts.lead), ("D", counts.body)):
        for term, times in part.items():
            places[term] = places.get(term, "") + weight * times
    for concept, strength in concepts:
        places[concept] = next(weight for least, weight in _STRENGTHS if strength >= least)
    return " ".join(
        f"{_quoted(term)}:{','.join(f'{place}{weight}' for place, weight in enumerate(weights[:MOST_COUNTED], 1))}"
        for term, weights in places.items()
    )


def _quoted(term: str) -> str:
    doubled = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _every(parts: Iterable[str]) -> str:
    return " & ".join(parts)


def _any(parts: Iterable[str]) -> str:
    return " | ".join(f"({part})" for part in parts)


# A plan as SQL


def _find(
    cursor: psycopg.Cursor[TupleRow], plan: Understood, chosen: Mapping[str, Sequence[str]], limit: int, offset: int
) -> Ranking:
    terms = list(plan.terms())
    if not terms and not plan.phrase:
        return Ranking(0, (), ())
    cursor.execute("SELECT term, documents FROM terms WHERE term = ANY(%s)", [terms])
    having: dict[str, int] = dict(cursor.fetchall())
    size = step_of_library(int(_value(cursor, "documents") or 0))
    score, weighed = _score(plan, {term: idf(size, count) for term, count in having.items()})
    parameters: dict[str, Any] = {
        **weighed,
        "all": _every(f"({_slot(slot, plan)})" for slot in plan.slots),
        "any": _any(_quoted(term) for term in _rarer(terms, having, size)),
        "phrase": plan.phrase,
        "limit": limit,
        "offset": offset,
    }
    wanted = ""
    for place, (facet, values) in enumerate(chosen.items()):
        parameters[f"facet{place}"] = [f"{facet}:{value}" for value in values]
        wanted += f" AND facets && %(facet{place})s::text[]"
    whole = "terms @@ %(all)s::tsquery" if plan.slots else "false"
    enough = f"SELECT count(*) FROM (SELECT 1 FROM documents WHERE {whole}{wanted} LIMIT {ENOUGH}) AS these"  # noqa: S608 - all values are parameters
    cursor.execute(enough, parameters)
    few = (cursor.fetchone() or (0,))[0] < ENOUGH
    candidates = "terms @@ %(any)s::tsquery" if few and terms else whole
    cursor.execute(
        f"""
        WITH named AS (SELECT number, max(rank) AS rank FROM names WHERE phrase = %(phrase)s GROUP BY number),
        scored AS (
            SELECT number, id, pair, coalesce(named.rank, 0) AS rank, {whole} AS whole, boost * ({score}) AS score
            FROM documents LEFT JOIN named USING (number)
            WHERE ({candidates} OR number IN (SELECT number FROM named)){wanted}
        ),
        lifted AS (
            SELECT one.number, one.id,
                CASE WHEN report.rank < {LABEL_RANK} THEN greatest(one.rank, report.rank) ELSE one.rank END AS rank,
                one.whole OR coalesce(report.whole AND report.rank < {LABEL_RANK}, false) AS whole,
                CASE WHEN report.rank < {LABEL_RANK} THEN greatest(one.score, report.score * 1.0001) ELSE one.score END AS score
            FROM scored AS one LEFT JOIN scored AS report ON one.pair <> '' AND report.id = one.pair
        ),
        kept AS (SELECT * FROM lifted WHERE rank > 0 OR whole OR score * {CUT} >= (SELECT max(score) FROM lifted))
        SELECT id, number, rank, whole, score, count(*) OVER () FROM kept ORDER BY rank DESC, whole DESC, score DESC, number DESC LIMIT %(limit)s OFFSET %(offset)s
        """,  # noqa: S608 - as above
        parameters,
    )
    rows = cursor.fetchall()
    hits = tuple(Hit(number, rank, whole, whole, round(score * SCALE)) for _, number, rank, whole, score, _ in rows)
    return Ranking(rows[0][-1] if rows else 0, tuple(row[0] for row in rows), hits)


def _rarer(terms: Sequence[str], having: Mapping[str, int], size: float) -> list[str]:
    """Give the terms by which documents are looked for that have not all words."""
    there = [term for term in terms if term in having] or list(terms)
    limit = max(COMMON, COMMON_SHARE * size, min(having.get(term, 0) for term in there))
    return [term for term in there if having.get(term, 0) <= limit]


def _slot(slot: Slot, plan: Understood) -> str:
    """Give what a document needs to satisfy a slot: all terms of one alternative, or a theme that covers it."""
    ways = [_every(map(_quoted, alternative.terms)) for alternative in slot.alternatives]
    ways += [_quoted(concept.sense.concept) for concept in plan.concepts if concept.places.issuperset(slot.places)]
    return _any(ways)


def _score(plan: Understood, weights: Mapping[str, int]) -> tuple[str, dict[str, Any]]:
    """Give the score as an expression, with its parameters."""
    parameters: dict[str, Any] = {}

    def rank(term: str, weight: int) -> str:
        name = f"term{len(parameters)}"
        parameters[name] = _quoted(term)
        worth = weight * weights.get(term, 0)
        return f"{worth} * ts_rank('{PLACES}', terms, %({name})s::tsquery, {LENGTH})"

    parts = []
    for slot in plan.slots:
        ways = []
        for alternative in slot.alternatives:
            ranks = " + ".join(rank(term, alternative.weight) for term in alternative.terms)
            name = f"term{len(parameters)}"
            parameters[name] = _every(map(_quoted, alternative.terms))
            ways.append(f"CASE WHEN terms @@ %({name})s::tsquery THEN {ranks} ELSE 0 END")
        parts.append(f"greatest({', '.join(ways)})")
    parts += [rank(concept.sense.concept, WEIGHTS["concept"]) for concept in plan.concepts]
    parts += [rank(gram, WEIGHTS["gram"]) for gram in plan.grams]
    return " + ".join(parts) or "0", parameters
