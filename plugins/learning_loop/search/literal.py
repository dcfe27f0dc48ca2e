"""A query taken at its word: exactly what was typed, these words in this order, in any case. No stems, no synonyms, no spelling help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from learning_loop.search.documents import Document
from learning_loop.search.index import WEIGHTS
from learning_loop.search.query import Answer, Files, Hit
from learning_loop.search.scoring import IMPACTS, Counts, idf, levels_of, step_of_library
from learning_loop.search.understand import Alternative, Slot, Understood


def pattern_of(query: str) -> re.Pattern[str] | None:
    """Give what finds a query in texts, at the edges of words and over any white space; None where nothing was typed."""
    words = query.split()
    if not words:
        return None
    wanted = r"\s+".join(map(re.escape, words))
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words[-1]) else ""
    return re.compile(before + wanted + after, re.IGNORECASE)


class LiteralSource(Files):
    """A site's search files in which there is one term: the query."""

    def __init__(self, files: Files, query: str, found: Mapping[int, int], ranks: Mapping[int, int]) -> None:
        super().__init__(files.read)
        self.query = query
        self._found = found
        self._ranks = ranks

    def points(self, term: str) -> Mapping[int, int]:
        """Give the documents in which the query stands: number → points."""
        return self._found if term == self.query else {}

    def answer(self) -> Answer:
        """Give the hits: first what has the query for its name, then by how much of a text it is, as Whoosh's formula has it."""
        slot = Slot(self.query, (0,), (Alternative((self.query,), WEIGHTS["whole"]),))
        slots = (slot,) if self._found else ()
        unknown = () if self._found or not self.query else (self.query,)
        understood = Understood((), slots, (), (), self.query, (), unknown, ())
        hits = [
            Hit(number, self._ranks.get(number, 0), True, True, points * WEIGHTS["whole"])
            for number, points in self._found.items()
        ]
        return Answer(understood, tuple(sorted(hits, key=lambda hit: hit.order, reverse=True)))


def search_literally(
    query: str, documents: Iterable[tuple[int, Document]], files: Files, average: float
) -> LiteralSource:
    """Find the documents (with their numbers) in whose texts a query stands. ``average`` is the usual length of a body, in words."""
    pattern = pattern_of(query)
    query = " ".join(query.split())
    levels: dict[int, int] = {}
    ranks: dict[int, int] = {}
    if pattern is None:
        return LiteralSource(files, query, {}, {})
    for number, document in documents:
        parts = (document.head, document.lead, tuple(section.text for section in document.sections))
        times = [sum(sum(1 for _ in pattern.finditer(text)) for text in part) for part in parts]
        if not any(times):
            continue
        head_length, lead_length, body_length = (
            sum(text.count(" ") + text.count("\n") + 1 for text in part) for part in parts
        )
        head, lead, body = ({query: count} if count else {} for count in times)
        counts = Counts(head, lead, body, (head_length, lead_length, body_length))
        levels[number] = levels_of(counts, boost=document.boost, average=average)[query]
        named = [rank for name, rank in document.names if " ".join(name.split()).casefold() == query.casefold()]
        if named:
            ranks[number] = max(named)
    weight = idf(step_of_library(files.start["documents"]), len(levels))
    return LiteralSource(files, query, {number: weight * IMPACTS[level] for number, level in levels.items()}, ranks)
