"""A query → hits in their order, each with what it scored. ``docs/search-format.md`` is this module in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from learning_loop.search.packing import unpack_numbers, unpack_pairs, unpack_postings
from learning_loop.search.places import (
    LABELS,
    START,
    exact_path,
    facet_path,
    is_concept,
    item_path,
    near_path,
    own_path,
    start_of,
    term_path,
    words_path,
)
from learning_loop.search.understand import FoundForms, Understood, Vocabulary, WordsFile, forms_of, understand

LABEL_RANK = 3


class Source(Vocabulary, Protocol):
    """What is needed of a site's files to answer a query; an engine of another kind gives the same."""

    @property
    def pairs(self) -> Sequence[tuple[int, int]]:
        """The numbers of executive summaries, each with that of its report."""

    def points(self, term: str) -> Mapping[int, int]:
        """Give the documents that have a term: number → points."""

    def exact(self, phrase: str) -> Sequence[tuple[int, int]]:
        """Give the documents whose name is this phrase: pairs of rank and number."""


class Files:
    """The search files of a site as a source; ``read`` gives what a file holds, or None when there is none."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        self.read = read

    @cached_property
    def start(self) -> Mapping[str, Any]:
        """The constants."""
        start: Mapping[str, Any] = self.read(START)
        return start

    @cached_property
    def pairs(self) -> Sequence[tuple[int, int]]:
        """The numbers of executive summaries, each with that of its report."""
        return unpack_pairs(self.start["pairs"])

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        """The values of every facet, each with its label."""
        labels: Mapping[str, Any] = self.read(LABELS)
        return labels

    def words(self, form: str) -> WordsFile:
        """Give the file of words in which a form would stand."""
        path = words_path(form, self.start["files"]["words"])
        if path not in self._words:
            self._words[path] = WordsFile.of(self.read(path))
        return self._words[path]

    def near(self, start: str) -> FoundForms:
        """Give the common forms with a start."""
        if start not in self._near:
            held = self.read(near_path(start, self.start["files"]["near"]))
            forms = forms_of(held["forms"]) if held else {}
            # several starts share a file
            self._near[start] = {form: found for form, found in forms.items() if start_of(form) == start}
        return self._near[start]

    @cached_property
    def _words(self) -> dict[str, WordsFile]:
        return {}

    @cached_property
    def _near(self) -> dict[str, FoundForms]:
        return {}

    def points(self, term: str) -> Mapping[int, int]:
        """Give the documents that have a term: number → points."""
        files = self.start["files"]
        entry: Any = (
            0 if is_concept(term) else (self.read(term_path(term, files["terms"], files["grams"])) or {}).get(term)
        )
        if entry == 0:
            entry = (self.read(own_path(term, files["lists"])) or {}).get(term)
        if not entry:
            return {}
        weight, packed = entry[:2]
        impacts = self.start["impacts"]
        return {number: weight * impacts[level] for number, level in unpack_postings(packed)}

    def exact(self, phrase: str) -> Sequence[tuple[int, int]]:
        """Give the documents whose name is this phrase: pairs of rank and number."""
        shard = self.read(exact_path(phrase, self.start["files"]["exact"])) or {}
        return [(rank, number) for rank, number in shard.get(phrase, ())]

    def item(self, number: int) -> Mapping[str, Any]:
        """Give a document's file."""
        item: Mapping[str, Any] = self.read(item_path(number))
        return item

    def facet(self, name: str) -> dict[str, frozenset[int]]:
        """Give the documents of each value of a facet."""
        read = self.read(facet_path(name)) or {}
        return {value: frozenset(unpack_numbers(packed)) for value, packed in read.items()}


class Reason(NamedTuple):
    """A part of a hit's score."""

    what: str
    """'word', 'theme', 'agency', 'type', 'review-type' or 'words together'."""
    words: str
    points: int


class Hit(NamedTuple):
    """A document that was found."""

    number: int
    rank: int
    all_words: bool
    first: bool
    """Whether it stands before all hits that are not, because it has all words of a short query."""
    score: int

    @property
    def order(self) -> tuple[int, bool, int, int]:
        """The higher the earlier. Numbers are unique, so no two hits are equal."""
        return self.rank, self.first, self.score, self.number


class Answer(NamedTuple):
    """What a query gave."""

    understood: Understood
    hits: tuple[Hit, ...]

    def chosen(self, facets: Mapping[str, Mapping[str, frozenset[int]]], wanted: Mapping[str, str]) -> tuple[Hit, ...]:
        """Give the hits that have a wanted value of each facet named, in the same order."""
        sets = [facets[facet].get(value, frozenset()) for facet, value in wanted.items()]
        return tuple(hit for hit in self.hits if all(hit.number in numbers for numbers in sets))


def answer(query: str, source: Source) -> Answer:
    """Answer a query."""
    understood = understand(query, source)
    return Answer(understood, rank(understood, source))


def rank(understood: Understood, source: Source) -> tuple[Hit, ...]:
    """Give the hits of a query that was understood, in their order."""
    points = {term: source.points(term) for term in understood.terms()}
    scores, satisfied = _score(understood, points, source.start["weights"])
    ranks: defaultdict[int, int] = defaultdict(int)
    for rank, number in source.exact(understood.phrase) if understood.phrase else ():
        ranks[number] = max(rank, ranks[number])
    wanted = len(understood.slots)
    hits = {}
    for number in {*scores, *ranks}:
        whole = wanted > 0 and satisfied[number] == wanted
        score = scores[number] + (scores[number] // 2 if whole else 0)
        hits[number] = Hit(number, ranks[number], whole, whole and wanted <= source.start["strict"], score)
    _lift_summaries(hits, source.pairs)
    best = max((hit.score for hit in hits.values()), default=0)
    cut = source.start["cut"]
    kept = [hit for hit in hits.values() if hit.rank or hit.all_words or hit.score * cut >= best]
    return tuple(sorted(kept, key=lambda hit: hit.order, reverse=True))


def _score(
    understood: Understood, points: Mapping[str, Mapping[int, int]], weights: Mapping[str, int]
) -> tuple[defaultdict[int, int], defaultdict[int, int]]:
    """Give for each document its score and the number of slots that it satisfies."""
    scores: defaultdict[int, int] = defaultdict(int)
    satisfied: defaultdict[int, int] = defaultdict(int)
    covered = [(points[concept.sense.concept], concept.places) for concept in understood.concepts]
    for slot in understood.slots:
        having = _slot_scores(slot.alternatives, points)
        for number, score in having.items():
            scores[number] += score
        matched = set(having)
        for documents, places in covered:
            if places.issuperset(slot.places):
                matched.update(documents)
        for number in matched:
            satisfied[number] += 1
    for concept in understood.concepts:
        for number, each in points[concept.sense.concept].items():
            scores[number] += each * weights["concept"]
    for gram in understood.grams:
        for number, each in points[gram].items():
            scores[number] += each * weights["gram"]
    return scores, satisfied


def _slot_scores(
    alternatives: Sequence[tuple[tuple[str, ...], int]], points: Mapping[str, Mapping[int, int]]
) -> dict[int, int]:
    best: dict[int, int] = {}
    for terms, weight in alternatives:
        first, *others = (points[term] for term in terms)
        for number, score in first.items():
            if all(number in other for other in others):
                whole = (score + sum(other[number] for other in others)) * weight
                if whole > best.get(number, 0):
                    best[number] = whole
    return best


def _lift_summaries(hits: dict[int, Hit], pairs: Sequence[Sequence[int]]) -> None:
    """Put every executive summary above its report, unless the report was asked for by its reference."""
    for summary, report in pairs:
        above, below = hits.get(summary), hits.get(report)
        if above is None or below is None or below.rank == LABEL_RANK:
            continue
        score = above.score if above.score > below.score else below.score + 1
        hits[summary] = above._replace(rank=max(above.rank, below.rank), first=above.first or below.first, score=score)


def explain(hit: Hit, understood: Understood, source: Source) -> list[Reason]:
    """Give why a hit scored what it did, the greatest part first."""
    weights = source.start["weights"]
    reasons = []
    for slot in understood.slots:
        points = {term: source.points(term) for each in slot.alternatives for term in each.terms}
        score = _slot_scores(slot.alternatives, points).get(hit.number, 0)
        if score:
            reasons.append(Reason("word", slot.words, score))
    for concept in understood.concepts:
        score = source.points(concept.sense.concept).get(hit.number, 0) * weights["concept"]
        if score:
            reasons.append(Reason(concept.sense.facet, concept.sense.label, score))
    for gram in understood.grams:
        score = source.points(gram).get(hit.number, 0) * weights["gram"]
        if score:
            reasons.append(Reason("words together", gram, score))
    return sorted(reasons, key=lambda reason: -reason.points)
