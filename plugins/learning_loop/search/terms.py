"""The texts of one document → how often each term stands in each of its parts. A pure function of the texts and the known phrases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from string import ascii_lowercase
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

_NOT_COUNTED = LIGHT.union(ascii_lowercase)

LONGEST_COMPOUND = 4
"""Parts of the longest word with hyphens that is also indexed as one word."""


class Read(NamedTuple):
    """What was counted of a document."""

    counts: Counts
    forms: frozenset[str]
    """Its surface forms; light words and lone letters of the body are none."""
    compounds: frozenset[str]
    """Its words with hyphens, as they are written."""


class _Counter:
    """Counts the three parts of one document."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.forms: set[str] = set()
        self.compounds: set[str] = set()

    def short(self, texts: Iterable[str]) -> tuple[dict[str, int], int]:
        """Count titles, summaries and headings: light words and pairs of neighbours count here."""
        counted: defaultdict[str, int] = defaultdict(int)
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
            for term in (*map(term_of, kept), *grams_of(terms)):
                counted[term] += 1
            length += len(kept)
            self._phrases(terms, counted)
        return counted, length

    def long(self, text: str) -> tuple[dict[str, int], int]:
        """Count a body: each distinct form is stemmed once, light words and lone letters are left out."""
        counted: defaultdict[str, int] = defaultdict(int)
        parts = self._parts(text, counted)
        frequencies = Counter(parts)
        kept = frequencies.keys() - _NOT_COUNTED
        self.forms |= kept
        length = 0
        for form in kept:
            frequency = frequencies[form]
            counted[term_of(form)] += frequency
            length += frequency
        self._phrases(list(map(term_of, parts)), counted)
        self._labels(text, counted)
        return counted, length

    def _parts(self, text: str, counted: defaultdict[str, int]) -> list[str]:
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

    def _join(self, pieces: Sequence[str], counted: defaultdict[str, int]) -> None:
        joined = "".join(pieces)
        self.forms.add(joined)
        counted[term_of(joined)] += 1

    def _phrases(self, terms: Sequence[str], counted: defaultdict[str, int]) -> None:
        long, acronyms = self.phrases
        for place in [place for place, pair in enumerate(pairwise(terms)) if pair in long]:
            for phrase, name in long[tuple(terms[place : place + 2])]:
                if tuple(terms[place : place + len(phrase)]) == phrase:
                    counted[name] += 1
                    break
        for term in acronyms.keys() & counted.keys():
            counted[acronyms[term]] += counted[term]

    def _labels(self, text: str, counted: defaultdict[str, int]) -> None:
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
    return Read(counts, frozenset(counter.forms), frozenset(counter.compounds))
