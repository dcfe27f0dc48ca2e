"""What an engine has to do to be the search of a library, and the engine that every site carries with it.

A query is understood before any engine sees it (`search/understand.py`), and documents are analysed by `search/terms.py` whatever engine keeps them. An engine
keeps the terms of one audience's documents and ranks them. `ShardBackend` is the one whose files a site publishes; `search/postgres.py` keeps them in a
database. Both pass the same tests (`tests/search/test_backends.py`), and decision 17 says which is for whom.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from learning_loop.search.changes import Before, Change, changed_files
from learning_loop.search.documents import Document, Facets
from learning_loop.search.index import (
    Analysed,
    Sums,
    all_files,
    analyse,
    facet_files,
    item_file,
    labels_file,
    start_file,
)
from learning_loop.search.phrases import KnownPhrases
from learning_loop.search.places import LABELS, START, Shape, item_path, shape_of
from learning_loop.search.query import Files, Hit, rank
from learning_loop.search.scoring import step_of_library
from learning_loop.search.told import choose
from learning_loop.search.understand import Understood, Vocabulary


class Holding(NamedTuple):
    """A document as an engine should have it."""

    number: int
    """The later published the higher; unique."""
    key: str
    """Changes with everything that is kept of it, beside its number."""
    facets: Facets
    pair: str = ""
    """The id of the report of which it is the summary."""


class Ranking(NamedTuple):
    """A part of the hits."""

    total: int
    ids: tuple[str, ...]
    hits: tuple[Hit, ...]
    """The same, with what each scored by this engine's own measure."""


class Backend(Protocol):
    """An engine over the documents of one audience."""

    def update(self, wanted: Mapping[str, Holding], document_of: Callable[[str], Document], known: KnownPhrases) -> int:
        """Hold exactly the wanted documents (by id), and say how many were looked at.

        Whoever asks meanwhile gets the documents of before or those of afterwards. ``document_of`` is called for those alone that changed.
        """

    @property
    def vocabulary(self) -> Vocabulary:
        """What a query is understood by."""

    def find(self, plan: Understood, chosen: Mapping[str, Sequence[str]], limit: int, offset: int = 0) -> Ranking:
        """Give the best hits of a plan that have one of the chosen values of each facet named."""


class ShardBackend:
    """The search files of a site, held in memory: BM25F by Whoosh's formula, in whole numbers."""

    def __init__(self, audience: str, average: float = 100.0) -> None:
        self._audience = audience
        self._average = average
        self._held: dict[str, Holding] = {}
        self._analysed: dict[str, Analysed] = {}
        self._shape: Shape | None = None
        self._files: dict[str, bytes] = {}
        self._source = Files(lambda path: None)

    def update(self, wanted: Mapping[str, Holding], document_of: Callable[[str], Document], known: KnownPhrases) -> int:
        """Hold exactly the wanted documents: files that no change touches stay."""
        changed = [one for one, holding in wanted.items() if self._held.get(one) != holding]
        gone = [one for one in self._held if one not in wanted]
        before, items = dict(self._analysed), {}
        for one in (*changed, *gone):
            if one in self._held:
                del self._files[item_path(self._held[one].number)], self._analysed[one]
        for one in changed:
            document = document_of(one)
            self._analysed[one] = analyse(document, known, self._average)
            items[item_path(wanted[one].number)] = item_file(document)
        self._files |= items
        numbers = {holding.number: one for one, holding in wanted.items()}

        def levels(number: int) -> Mapping[str, int]:
            return self._analysed[numbers[number]].levels

        shape = shape_of(len(wanted), step_of_library(len(wanted)))
        if shape == self._shape:
            changes = [
                Change(
                    (self._held[one].number, before[one]) if one in self._held else None,
                    (wanted[one].number, self._analysed[one]) if one in wanted else None,
                )
                for one in (*changed, *gone)
            ]
            for path, data in changed_files(changes, shape, known, Before(self._read, levels)).items():
                if data is None:
                    self._files.pop(path, None)
                else:
                    self._files[path] = data
        else:
            sums = Sums()
            for number, one in sorted((holding.number, one) for one, holding in wanted.items()):
                sums.add(number, self._analysed[one])
            kept = {item_path(holding.number) for holding in wanted.values()}
            self._files = {path: data for path, data in self._files.items() if path in kept}
            self._files |= {path: make() for path, make in all_files(sums, shape, known).items()}
        self._shape, self._held = shape, dict(wanted)
        self._put_small_files(known)
        return len(changed) + len(gone)

    def _put_small_files(self, known: KnownPhrases) -> None:
        listed = sorted((holding.number, holding.facets) for holding in self._held.values())
        pairs = [
            (holding.number, self._held[holding.pair].number)
            for holding in self._held.values()
            if holding.pair in self._held
        ]
        assert self._shape is not None
        self._files = {path: data for path, data in self._files.items() if "/facets/" not in path}
        self._files |= facet_files(listed)
        self._files[START] = start_file(self._audience, len(listed), self._shape, pairs, known)
        self._files[LABELS] = labels_file(listed, {})
        self._source = Files(self._read)

    def _read(self, path: str) -> Any:
        return json.loads(self._files[path]) if path in self._files else None

    @property
    def vocabulary(self) -> Vocabulary:
        """What a query is understood by."""
        return self._source

    def find(self, plan: Understood, chosen: Mapping[str, Sequence[str]], limit: int, offset: int = 0) -> Ranking:
        """Give the best hits."""
        hits = choose(rank(plan, self._source), chosen, self._source)
        ids = {holding.number: one for one, holding in self._held.items()}
        shown = tuple(hits[offset : offset + limit])
        return Ranking(len(hits), tuple(ids[hit.number] for hit in shown), shown)
