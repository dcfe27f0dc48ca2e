"""Search files of a few documents, made without a library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from learning_loop.search.documents import Document, Facets, Section
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
from learning_loop.search.phrases import KnownPhrases, Meaning, Sense, for_texts
from learning_loop.search.places import LABELS, START, Shape, item_path, shape_of
from learning_loop.search.query import Files, answer
from learning_loop.search.scoring import step_of_library

NEGLECT = Sense("theme", "neglect", "Neglect")
WNB = Sense("theme", "was-not-brought", "Was not brought")
ABUSE = Sense("theme", "domestic-abuse", "Domestic abuse")
ENTRIES = {
    "neglect": Meaning("", (), (NEGLECT,), False),
    "home condit": Meaning("=home condit", ("home", "condit"), (NEGLECT,), False),
    "wnb": Meaning("=was not brought", ("brought",), (WNB,), False),
    "was not brought": Meaning("=was not brought", ("brought",), (WNB,), False),
    "da": Meaning("", (), (ABUSE, WNB), True),
}
KNOWN = KnownPhrases(ENTRIES, for_texts(ENTRIES), frozenset({"wnb", "da", "home", "conditions"}))


def document(
    one: str,
    title: str,
    text: str = "",
    *,
    summary: str = "",
    concepts: Sequence[str] = (),
    boost: float = 1.0,
    people: Sequence[str] = (),
) -> Document:
    """Make a document; a theme's id begins with 'theme:'."""
    names = [(title, 3 if one.startswith("theme:") else 2)]
    if ":" in title:
        names.append((title.partition(":")[0], 1))
    return Document(
        id=one, url=f"{one}/", type="page", title=title, summary=summary, date="", status="current", audience="public", themes=(), agencies=(),
        head=(title, *people), lead=(summary,) if summary else (), sections=(Section("#text", "", text),) if text else (),
        concepts=tuple((concept, 1.0) for concept in concepts), names=tuple(names), boost=boost,
    )  # fmt: skip


@dataclass
class Made:
    """Some documents with their numbers, from 10 upwards in their order."""

    documents: Sequence[Document]
    known: KnownPhrases = KNOWN
    pairs: Sequence[tuple[str, str]] = ()
    facets: Mapping[str, Facets] = field(default_factory=dict)
    large: bool = False
    """Whether a word in two of them is called common, and a term in three has a file of its own."""

    @property
    def numbers(self) -> dict[str, int]:
        return {one.id: number for number, one in enumerate(self.documents, 10)}

    @property
    def shape(self) -> Shape:
        shape = shape_of(len(self.documents), step_of_library(len(self.documents)))
        return shape._replace(words=4, near=4, lists=65_536, common=2, own=3) if self.large else shape

    def analysed(self) -> dict[str, tuple[int, Analysed]]:
        """Give every document's number and analysis."""
        return {one.id: (self.numbers[one.id], analyse(one, self.known, 100.0)) for one in self.documents}

    def files(self, shape: Shape | None = None) -> dict[str, bytes]:
        """Give all files."""
        shape = shape or self.shape
        sums = Sums()
        for number, analysed in self.analysed().values():
            sums.add(number, analysed)
        files = {path: make() for path, make in all_files(sums, shape, self.known).items()}
        listed = [(self.numbers[one.id], self.facets.get(one.id, ())) for one in self.documents]
        pairs = [(self.numbers[summary], self.numbers[report]) for summary, report in self.pairs]
        files |= facet_files(listed)
        files |= {item_path(self.numbers[one.id]): item_file(one) for one in self.documents}
        files[START] = start_file("public", len(listed), shape, pairs, self.known)
        files[LABELS] = labels_file(listed, {})
        return files

    def source(self, shape: Shape | None = None, asked: list[str] | None = None) -> Files:
        """Give the files as something that can be asked; ``asked`` gets the path of each that is read."""
        files = self.files(shape)

        def read(path: str) -> Any:
            if asked is not None:
                asked.append(path)
            return json.loads(files[path]) if path in files else None

        return Files(read)

    def find(self, query: str) -> list[str]:
        """Give the ids of a query's hits."""
        ids = {number: one for one, number in self.numbers.items()}
        return [ids[hit.number] for hit in answer(query, self.source()).hits]
