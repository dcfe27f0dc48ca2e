"""The texts of one document → how often each term stands in each of its parts. A pure function of the texts and the known phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from learning_loop.search.analysis import JOINING, LABELLED, LIGHT, grams_of, labels_in, term_of, tokens_of
from learning_loop.search.scoring import Counts


class Phrases(NamedTuple):
    """The known phrases, for finding them in texts: each gives the term under which all its spellings are indexed."""

    long: Mapping[tuple[str, ...], Sequence[tuple[tuple[str, ...], str]]]
    """The first two terms of a phrase → the whole of it and its term, the longest first."""
    acronyms: Mapping[str, str]
    """Phrases of one term."""


NO_PHRASES = Phrases({}, {})

LONGEST_COMPOUND = 4
"""Parts of the longest word with hyphens that is also indexed as one word."""


class Read(NamedTuple):
    """What was counted of a document."""

    counts: Counts
    forms: tuple[str, ...]
    """Its surface forms, once each, sorted; light words and lone letters of the body are no forms."""
    compounds: tuple[str, ...]
    """Its words with hyphens, as they are written."""


class _Counter:
    """Counts the three parts of one document."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.forms: set[str] = set()
        self.compounds: set[str] = set()

    def short(self, texts: Iterable[str]) -> tuple[Counter[str], int]:
        """Count titles, summaries and headings: light words and pairs of neighbours count here."""
        counted: Counter[str] = Counter()
        length = 0
        for text in texts:
            parts = self._parts(text, counted)
            before = ["", *parts]
            kept = [
                part
                for part, last in zip(parts, before, strict=False)
                if len(part) > 1 or part.isdigit() or last in LABELLED
            ]
            self.forms.update(kept)
            terms = [term_of(part) for part in parts]
            counted.update(map(term_of, kept))
            counted.update(grams_of(terms))
            length += len(kept)
            self._phrases(terms, counted)
        return counted, length

    def long(self, text: str) -> tuple[Counter[str], int]:
        """Count a body: each distinct form is stemmed once, light words are left out."""
        counted: Counter[str] = Counter()
        parts = self._parts(text, counted)
        length = 0
        for form, count in Counter(parts).items():
            if form in LIGHT or (len(form) == 1 and not form.isdigit()):
                continue
            self.forms.add(form)
            counted[term_of(form)] += count
            length += count
        self._phrases(list(map(term_of, parts)), counted)
        self._labels(text, counted)
        return counted, length

    def _parts(self, text: str, counted: Counter[str]) -> list[str]:
        """Give the forms of a text in order; words that can be written joined are counted so as well."""
        parts = tokens_of(text)
        hyphened: set[int] = set()
        shift = 0
        for place in [place for place, token in enumerate(parts) if "-" in token]:
            here = place + shift
            pieces = parts[here].split("-")
            if len(pieces) <= LONGEST_COMPOUND:
                self.compounds.add(parts[here])
                self._join(pieces, counted)
            parts[here : here + 1] = pieces
            hyphened.add(here)
            shift += len(pieces) - 1
        for place in [place for place, part in enumerate(parts[:-1]) if part in JOINING]:
            after = parts[place + 1]
            if after not in LIGHT and place not in hyphened:
                self._join((parts[place], after), counted)
        return parts

    def _join(self, pieces: Sequence[str], counted: Counter[str]) -> None:
        joined = "".join(pieces)
        self.forms.add(joined)
        counted[term_of(joined)] += 1

    def _phrases(self, terms: Sequence[str], counted: Counter[str]) -> None:
        long, acronyms = self.phrases
        for place in [place for place, pair in enumerate(pairwise(terms)) if pair in long]:
            for phrase, name in long[tuple(terms[place : place + 2])]:
                if tuple(terms[place : place + len(phrase)]) == phrase:
                    counted[name] += 1
                    break
        for term in acronyms.keys() & counted.keys():
            counted[acronyms[term]] += counted[term]

    def _labels(self, text: str, counted: Counter[str]) -> None:
        for word, letter in labels_in(text):
            self.forms.add(letter)
            counted[letter] += 1
            counted[f"{word} {letter}"] += 1


def count_terms(head: Iterable[str], lead: Iterable[str], body: str, phrases: Phrases) -> Read:
    """Count one document."""
    counter = _Counter(phrases)
    head_counts, head_length = counter.short(head)
    lead_counts, lead_length = counter.short(lead)
    body_counts, body_length = counter.long(body)
    counts = Counts(head_counts, lead_counts, body_counts, (head_length, lead_length, body_length))
    return Read(counts, tuple(sorted(counter.forms)), tuple(sorted(counter.compounds)))
