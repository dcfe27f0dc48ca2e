"""Documents → the search files of one site. What each file is: ``docs/search-format.md``.

A document is analysed alone (`analyse`), and the files are sums over such analyses: all of them anew (`all_files`), or the files that a few
changed documents touch (`changes.py`). Both give the same bytes.
"""

from __future__ import annotations

import json
import marshal
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from learning_loop.search.analysis import ENDINGS, LABELLED, LIGHT, term_of
from learning_loop.search.documents import STATES, Document, Section
from learning_loop.search.packing import LEVEL_BITS, pack_numbers, pack_pairs, pack_postings
from learning_loop.search.phrases import KnownPhrases, names_of
from learning_loop.search.places import (
    FOLDER,
    Shape,
    exact_path,
    facet_path,
    is_concept,
    near_path,
    own_path,
    start_of,
    term_path,
    words_path,
)
from learning_loop.search.scoring import HEAD, IMPACTS, bm25, coarse, idf, level_of, levels_of
from learning_loop.search.terms import count_terms
from learning_loop.search.wordlist import Forms, pack_forms

FORMAT = 3
"""Of the files: a client that knows another one must not guess."""

WEIGHTS = {"whole": 8, "parts": 2, "concept": 10, "gram": 2, "near": 5}
"""What a slot's alternatives, a concept and a gram are worth, in eighths."""

STRICT = 2
"""Up to so many slots a hit with all words stands before every hit without; with more, its score counts half as much again."""

CUT = 6
"""A hit that has not all words needs this part of the best score."""

FILES = ("terms", "grams", "exact", "words", "near", "lists")
"""The folders of which a client must know how many files there are."""

CLIP = 6_000
"""Signs of a document's text that its hit can quote."""


class Analysed(NamedTuple):
    """Everything that the files hold of one document."""

    levels: dict[str, int]
    forms: frozenset[str]
    compounds: frozenset[str]
    names: tuple[tuple[str, int], ...]
    """Phrases of terms of which it is the very thing, with their ranks."""

    def pack(self) -> bytes:
        """Give it as bytes, for the cache."""
        return marshal.dumps(tuple(self))


NOTHING = Analysed({}, frozenset(), frozenset(), ())
"""Of a document that is not there."""


def unpack(data: bytes) -> Analysed:
    """Read what `Analysed.pack` wrote."""
    return Analysed(*marshal.loads(data))  # noqa: S302 - our own cache, as trustworthy as its other snapshots


def analyse(document: Document, known: KnownPhrases, average: float) -> Analysed:
    """Analyse one document. ``average`` is the library's usual length of a body, as a step."""
    body = "\n".join(section.text for section in document.sections)
    read = count_terms(document.head, document.lead, body, known.phrases)
    levels = levels_of(read.counts, boost=document.boost, average=average)
    unit = HEAD.weight * bm25(1, HEAD.average, HEAD.average, HEAD.b)
    for concept, strength in document.concepts:
        levels[concept] = level_of(unit * strength * document.boost)
    names = names_of(document.names, known)
    return Analysed(levels, read.forms, read.compounds, tuple(sorted(names.items())))


def item_file(document: Document) -> bytes:
    """Give the file of one document as a hit."""
    return dump(
        {
            "id": document.id,
            "url": document.url,
            "title": document.title,
            "type": document.type,
            "date": document.date,
            "summary": document.summary,
            "status": document.status,
            "state": STATES.get(document.status, ""),
            "words": document.words,
            "mark": document.mark,
            "instead": document.instead,
            "audience": document.audience,
            "themes": document.themes,
            "agencies": document.agencies,
            "sections": [list(section) for section in clip(document.sections)],
        }
    )


def clip(sections: Sequence[Section]) -> Iterator[Section]:
    """Shorten long texts, each section by its share, at the end of a word."""
    length = sum(len(section.text) for section in sections)
    for section in sections:
        if length <= CLIP:
            yield section
            continue
        room = len(section.text) * CLIP // length
        if room < len(section.text):
            yield section._replace(text=section.text[:room].rpartition(" ")[0] + " …")
        else:
            yield section


def dump(value: Any) -> bytes:
    """Give JSON, the same for equal values."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# All files anew


class Sums:
    """What is summed over all documents."""

    def __init__(self) -> None:
        self.postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self.forms: Counter[str] = Counter()
        self.compounds: Counter[str] = Counter()
        self.names: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def add(self, number: int, analysed: Analysed) -> None:
        """Add a document; they come in the order of their numbers."""
        base = number << LEVEL_BITS
        postings = self.postings
        for term, level in analysed.levels.items():
            postings[term].append(base | level)
        self.forms.update(analysed.forms)
        self.compounds.update(analysed.compounds)
        for phrase, rank in analysed.names:
            self.names[phrase].append((rank, number))


def all_files(sums: Sums, shape: Shape, known: KnownPhrases) -> dict[str, Callable[[], bytes]]:
    """Give every vocabulary, postings and names file of a site as a path and what makes its bytes."""
    return _terms_files(sums, shape, known) | _words_files(sums, shape, known) | _exact_files(sums, shape)


def _terms_files(sums: Sums, shape: Shape, known: KnownPhrases) -> dict[str, Callable[[], bytes]]:
    postings = sums.postings
    concepts = phrases_by_concept(known)
    shared: defaultdict[str, list[str]] = defaultdict(list)
    own: defaultdict[str, list[str]] = defaultdict(list)
    for concept in concepts.keys() | {term for term in postings if is_concept(term)}:
        own[own_path(concept, shape.lists)].append(concept)
    for term, documents in postings.items():
        if is_concept(term):
            continue
        shared[term_path(term, shape.terms, shape.grams)].append(term)
        if len(documents) >= shape.own:
            own[own_path(term, shape.lists)].append(term)
    files: dict[str, Callable[[], bytes]] = {
        path: partial(_shared_file, terms, postings, shape) for path, terms in shared.items()
    }
    return files | {path: partial(_own_file, terms, postings, shape, concepts) for path, terms in own.items()}


def _shared_file(terms: Iterable[str], postings: Mapping[str, Sequence[int]], shape: Shape) -> bytes:
    return dump({term: shared_entry(postings[term], shape) for term in sorted(terms)})


def _own_file(
    terms: Iterable[str],
    postings: Mapping[str, Sequence[int]],
    shape: Shape,
    concepts: Mapping[str, Sequence[str]],
) -> bytes:
    return dump({term: own_entry(postings.get(term, ()), shape, concepts.get(term)) for term in sorted(terms)})


def shared_entry(postings: Sequence[int], shape: Shape) -> list[object] | int:
    """Give what stands for a term in a file that it shares: its weight and postings, or 0 when it has a file of its own."""
    return [idf(shape.documents, len(postings)), pack_postings(postings)] if len(postings) < shape.own else 0


def own_entry(postings: Sequence[int], shape: Shape, phrases: Sequence[str] | None) -> list[object]:
    """Give what stands for a term in its own file; a concept's has the phrases that people type for it as well."""
    if len(postings) >= shape.own:
        postings = [coarse(posting) for posting in postings]
    weight = idf(shape.documents, len(postings)) if postings else 1
    return [weight, pack_postings(postings), *([] if phrases is None else [phrases])]


def _words_files(sums: Sums, shape: Shape, known: KnownPhrases) -> dict[str, Callable[[], bytes]]:
    # a client may ask for any of these files, so all of them are there
    words: dict[str, dict[str, int]] = {f"{FOLDER}/words/{number}.json": {} for number in range(shape.words)}
    near: dict[str, dict[str, int]] = {f"{FOLDER}/near/{number}.json": {} for number in range(shape.near)}
    for form, count in (dict.fromkeys(known.forms, 0) | sums.forms).items():
        words[words_path(form, shape.words)][form] = count
        if count >= shape.common or form in known.forms:
            near[near_path(start_of(form), shape.near)][form] = count
    compounds: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for compound, count in sums.compounds.items():
        compounds[words_path(compound.replace("-", ""), shape.words)][compound] = count
    phrases = phrases_by_term(known)
    files: dict[str, Callable[[], bytes]] = {
        path: partial(_words_file, forms, compounds[path], phrases, shape, known) for path, forms in words.items()
    }
    return files | {path: partial(_near_file, forms) for path, forms in near.items()}


def _words_file(
    forms: Mapping[str, int],
    compounds: Mapping[str, int],
    phrases: PhrasesByTerm,
    shape: Shape,
    known: KnownPhrases,
) -> bytes:
    return words_file(by_term(forms), compounds, phrases, kept_of(forms, shape, known))


def _near_file(forms: Mapping[str, int]) -> bytes:
    return near_file(by_term(forms))


def by_term(forms: Mapping[str, int]) -> Forms:
    """Give forms with the number of documents that have each, by their terms."""
    sorted_out: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for form, count in forms.items():
        sorted_out[term_of(form)][form] = count
    return sorted_out


def kept_of(forms: Mapping[str, int], shape: Shape, known: KnownPhrases) -> list[str]:
    """Give those forms that are common because the registers have them, and not because many documents do."""
    return sorted(form for form, count in forms.items() if count < shape.common and form in known.forms)


def near_file(forms: Forms) -> bytes:
    """Give a file of common forms, by their terms."""
    return dump({"forms": pack_forms(forms)})


def words_file(forms: Forms, compounds: Mapping[str, int], phrases: PhrasesByTerm, kept: Sequence[str]) -> bytes:
    """Give a vocabulary file: forms by their terms, words with hyphens, and the known phrases of which one of its terms is the key.

    ``kept`` are the forms that are common though few documents have them.
    """
    return dump(
        {
            "forms": pack_forms(forms),
            "kept": " ".join(kept),
            "compounds": {one: compounds[one] for one in sorted(compounds) if compounds[one]},
            "phrases": {
                phrase: entry for term in sorted(forms) if forms[term] for phrase, entry in phrases.get(term, ())
            },
        }
    )


def _exact_files(sums: Sums, shape: Shape) -> dict[str, Callable[[], bytes]]:
    exact: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in sums.names:
        exact[exact_path(phrase, shape.exact)].append(phrase)
    return {path: partial(_exact_file, phrases, sums.names) for path, phrases in exact.items()}


def _exact_file(phrases: Iterable[str], names: Mapping[str, Iterable[tuple[int, int]]]) -> bytes:
    return dump({phrase: sorted(names[phrase], reverse=True) for phrase in sorted(phrases)})


# What is small, and made anew each time


PhraseEntry = list[object]
PhrasesByTerm = Mapping[str, Sequence[tuple[str, PhraseEntry]]]


def phrases_by_term(known: KnownPhrases) -> PhrasesByTerm:
    """Give the known phrases by their keys, as they are published: long form (0 for none, 1 for the phrase itself), 1 when ambiguous, senses."""
    keyed: defaultdict[str, list[tuple[str, PhraseEntry]]] = defaultdict(list)
    for phrase, meaning in sorted(known.entries.items()):
        long: int | str = meaning.term[1:]
        if long in ("", phrase):
            long = int(bool(long))
        keyed[key_of(phrase)].append((phrase, [long, int(meaning.ambiguous), *map(list, meaning.senses)]))
    return keyed


def phrases_by_concept(known: KnownPhrases) -> dict[str, list[str]]:
    """Give for every concept that a phrase may mean the phrases that may mean it."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for phrase, meaning in sorted(known.entries.items()):
        for sense in meaning.senses:
            if sense.concept and phrase not in named[sense.concept]:
                named[sense.concept].append(phrase)
    return dict(named)


def key_of(phrase: str) -> str:
    """Give the term of a phrase in whose vocabulary file the phrase stands: the first that is not light; empty when all are."""
    return next((term for term in phrase.split() if term not in LIGHT), "")


def facet_files(documents: Iterable[tuple[int, Iterable[tuple[str, Iterable[str]]]]]) -> dict[str, bytes]:
    """Give the facets from pairs of number and values, in the order of the numbers."""
    having: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, facets in documents:
        for facet, values in facets:
            for value in values:
                having[facet][value].append(number)
    return {
        facet_path(facet): dump({value: pack_numbers(values[value]) for value in sorted(values)})
        for facet, values in having.items()
    }


def labels_file(
    documents: Iterable[tuple[int, Iterable[tuple[str, Iterable[str]]]]],
    labels: Mapping[str, Sequence[Sequence[str]]],
) -> bytes:
    """Give the values of every facet with their labels, of those that some document has."""
    used = {(facet, value) for _, facets in documents for facet, values in facets for value in values}
    return dump(
        {facet: [list(label) for label in listed if (facet, label[0]) in used] for facet, listed in labels.items()}
    )


def start_file(
    audience: str,
    documents: int,
    shape: Shape,
    pairs: Iterable[tuple[int, int]],
    known: KnownPhrases,
) -> bytes:
    """Give the file that a client reads first."""
    return dump(
        {
            "format": FORMAT,
            "audience": audience,
            "documents": documents,
            "files": {name: getattr(shape, name) for name in FILES},
            "common": shape.common,
            "own": shape.own,
            "impacts": IMPACTS,
            "weights": WEIGHTS,
            "strict": STRICT,
            "cut": CUT,
            "light": " ".join(sorted(LIGHT)),
            "labelled": " ".join(sorted(LABELLED)),
            "endings": ENDINGS,
            "pairs": pack_pairs(sorted(pairs)),
            "phrases": dict(phrases_by_term(known).get("", ())),
        }
    )
