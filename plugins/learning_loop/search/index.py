"""Documents → the search files of one site. What each file is: ``docs/search-format.md``.

A document is analysed alone (`analyse`), and the files are sums over such analyses: all of them anew (`all_files`), or the files that a few
changed documents touch (`changed_files`). Both give the same bytes.
"""

from __future__ import annotations

import json
import marshal
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from learning_loop.search.analysis import ENDINGS, LABELLED, LIGHT, term_of
from learning_loop.search.documents import Document, Section
from learning_loop.search.packing import LEVEL_BITS, fnv1a, pack_numbers, pack_postings, unpack_postings
from learning_loop.search.phrases import KnownPhrases, Sense, names_of
from learning_loop.search.scoring import HEAD, IMPACTS, bm25, idf, level_of, levels_of
from learning_loop.search.terms import count_terms

FORMAT = 1
"""Of the files: a client that knows another one must not guess."""

WEIGHTS = {"whole": 8, "parts": 2, "concept": 10, "gram": 2, "near": 5}
"""What a slot's alternatives, a concept and a gram are worth, in eighths."""

STRICT = 2
"""Up to so many slots a hit with all words stands before every hit without; with more, its score counts half as much again."""

CUT = 6
"""A hit that has not all words needs this part of the best score."""

CLIP = 6_000
"""Signs of a document's text that its hit can quote."""

FOLDER = "search"


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


_NOTHING = Analysed({}, frozenset(), frozenset(), ())


def unpack(data: bytes) -> Analysed:
    """Read what `Analysed.pack` wrote."""
    return Analysed(*marshal.loads(data))  # noqa: S302 - our own cache, as trustworthy as its other snapshots


class Shape(NamedTuple):
    """What all files of a site depend on; while it stays, a changed document changes its own postings alone."""

    documents: float
    """Step of the number of documents."""
    term_shards: int
    exact_shards: int


def shape_of(documents: int, step: float) -> Shape:
    """Give the shape for a number of documents, of which ``step`` is the step."""
    shards = 16
    while shards < documents / 8 and shards < 2048:
        shards *= 2
    return Shape(step, shards, max(16, shards // 8))


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


# Where things lie


def carrier_of(term: str) -> str:
    """Give the term in whose shard a term lies: a gram's first one, or its second where only the first is light."""
    if term[0] in "#=" or " " not in term:
        return term
    first, _, second = term.partition(" ")
    return second if first in LIGHT and second not in LIGHT else first


@cache
def shard_of(term: str, shards: int) -> int:
    """Give the number of the shard in which a term lies."""
    return fnv1a(carrier_of(term)) % shards


def words_file(form: str) -> str:
    """Give the name of the vocabulary file of a form."""
    start = form[:2] if len(form) > 1 else f"{form}_"
    return start if start.isascii() else "other"


def terms_path(shard: int) -> str:
    """Give the path of a shard of postings."""
    return f"{FOLDER}/terms/{shard}.json"


def words_path(name: str) -> str:
    """Give the path of a vocabulary file."""
    return f"{FOLDER}/words/{name}.json"


def exact_path(shard: int) -> str:
    """Give the path of a shard of names."""
    return f"{FOLDER}/exact/{shard}.json"


def item_path(number: int) -> str:
    """Give the path of a document's file."""
    return f"{FOLDER}/items/{number}.json"


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
    shards: defaultdict[int, list[str]] = defaultdict(list)
    for term in sums.postings:
        shards[shard_of(term, shape.term_shards)].append(term)
    files: dict[str, Callable[[], bytes]] = {
        terms_path(shard): partial(_terms, terms, sums.postings, shape.documents) for shard, terms in shards.items()
    }
    words: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for form in known.forms:
        words[words_file(form)][form] = 0
    for form, count in sums.forms.items():
        words[words_file(form)][form] = count
    compounds: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for compound, count in sums.compounds.items():
        compounds[words_file(compound.replace("-", ""))][compound] = count
    files |= {words_path(name): partial(_words, listed, compounds[name]) for name, listed in words.items()}
    exact: defaultdict[int, list[str]] = defaultdict(list)
    for phrase in sums.names:
        exact[fnv1a(phrase) % shape.exact_shards].append(phrase)
    return files | {exact_path(shard): partial(_names, phrases, sums.names) for shard, phrases in exact.items()}


def _terms(terms: Iterable[str], postings: Mapping[str, Sequence[int]], documents: float) -> bytes:
    return dump({term: _entry(postings[term], documents) for term in sorted(terms)})


def _names(phrases: Iterable[str], names: Mapping[str, Iterable[tuple[int, int]]]) -> bytes:
    return dump({phrase: sorted(names[phrase], reverse=True) for phrase in sorted(phrases)})


def _entry(postings: Sequence[int], documents: float) -> list[object]:
    return [idf(documents, len(postings)), pack_postings(postings)]


def _words(forms: Mapping[str, int], compounds: Mapping[str, int]) -> bytes:
    by_term: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for form in sorted(forms):
        by_term[term_of(form)][form] = forms[form]
    return _words_of(by_term, compounds)


def _words_of(by_term: Mapping[str, Mapping[str, int]], compounds: Mapping[str, int]) -> bytes:
    return dump(
        {
            "forms": {term: by_term[term] for term in sorted(by_term) if by_term[term]},
            "compounds": {one: compounds[one] for one in sorted(compounds) if compounds[one]},
        }
    )


# Files that changed documents touch


class Change(NamedTuple):
    """A document before and after; None where it is not there. Its number may change too."""

    old: tuple[int, Analysed] | None
    new: tuple[int, Analysed] | None


def changed_files(
    changes: Iterable[Change], shape: Shape, known: KnownPhrases, read: Callable[[str], Any]
) -> dict[str, bytes | None]:
    """Give the files that differ after some changes, None for one that is gone.

    ``read`` gives what a file of the last build held, or None where there was no such file.
    """
    deltas = _Deltas(shape)
    for change in changes:
        deltas.take(change)
    out: dict[str, bytes | None] = {}
    for shard, terms in deltas.terms.items():
        out[terms_path(shard)] = _patch_terms(read(terms_path(shard)) or {}, terms, shape.documents)
    for name in deltas.forms.keys() | deltas.compounds.keys():
        before = read(words_path(name)) or {"forms": {}, "compounds": {}}
        out[words_path(name)] = _patch_words(
            before, deltas.forms.get(name, {}), deltas.compounds.get(name, {}), known.forms
        )
    for shard, phrases in deltas.names.items():
        out[exact_path(shard)] = _patch_names(read(exact_path(shard)) or {}, phrases)
    return out


class _Deltas:
    """What changes leave and bring, by file."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.terms: defaultdict[int, defaultdict[str, list[tuple[int, int | None]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        """Shard → term → pairs of number and level; without a level the posting goes."""
        self.forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.compounds: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.names: defaultdict[int, defaultdict[str, list[tuple[int, int, bool]]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def take(self, change: Change) -> None:
        old_number, old = change.old or (0, _NOTHING)
        new_number, new = change.new or (0, _NOTHING)
        gone = {(term, level) for term, level in old.levels.items()}
        come = {(term, level) for term, level in new.levels.items()}
        if old_number == new_number:
            gone, come = gone - come, come - gone
        shards = self.shape.term_shards
        for term, _ in gone:
            self.terms[shard_of(term, shards)][term].append((old_number, None))
        for term, level in come:
            self.terms[shard_of(term, shards)][term].append((new_number, level))
        for form in old.forms ^ new.forms:
            self.forms[words_file(form)][form] += 1 if form in new.forms else -1
        for one in old.compounds ^ new.compounds:
            self.compounds[words_file(one.replace("-", ""))][one] += 1 if one in new.compounds else -1
        before = {(phrase, rank, old_number) for phrase, rank in old.names}
        after = {(phrase, rank, new_number) for phrase, rank in new.names}
        for phrase, rank, number in before ^ after:
            there = (phrase, rank, number) in after
            self.names[fnv1a(phrase) % self.shape.exact_shards][phrase].append((rank, number, there))


def _patch_terms(
    shard: dict[str, Any], terms: Mapping[str, Sequence[tuple[int, int | None]]], documents: float
) -> bytes | None:
    for term, steps in terms.items():
        postings = dict(unpack_postings(shard[term][1])) if term in shard else {}
        # what goes goes first: its number may be that of something that comes
        for number, level in sorted(steps, key=lambda step: step[1] is not None):
            if level is None:
                del postings[number]
            else:
                postings[number] = level
        if postings:
            shard[term] = _entry([number << LEVEL_BITS | postings[number] for number in sorted(postings)], documents)
        else:
            shard.pop(term, None)
    return dump({term: shard[term] for term in sorted(shard)}) if shard else None


def _patch_words(
    before: dict[str, Any], forms: Mapping[str, int], compounds: Mapping[str, int], kept: frozenset[str]
) -> bytes | None:
    by_term: dict[str, dict[str, int]] = before["forms"]
    for form, step in forms.items():
        listed = by_term.setdefault(term_of(form), {})
        listed[form] = listed.get(form, 0) + step
        if not listed[form] and form not in kept:
            del listed[form]
        by_term[term_of(form)] = {one: listed[one] for one in sorted(listed)}
    hyphened = dict(before["compounds"])
    for one, step in compounds.items():
        hyphened[one] = hyphened.get(one, 0) + step
    return _words_of(by_term, hyphened) if any(by_term.values()) else None


def _patch_names(shard: dict[str, Any], phrases: Mapping[str, Sequence[tuple[int, int, bool]]]) -> bytes | None:
    for phrase, steps in phrases.items():
        pairs = {(rank, number) for rank, number in shard.get(phrase, ())}
        for rank, number, there in sorted(steps, key=lambda step: step[2]):
            if there:
                pairs.add((rank, number))
            else:
                pairs.discard((rank, number))
        if pairs:
            shard[phrase] = sorted(pairs, reverse=True)
        else:
            shard.pop(phrase, None)
    return dump({phrase: shard[phrase] for phrase in sorted(shard)}) if shard else None


# What is small, and made anew each time


def synonyms_file(known: KnownPhrases) -> bytes:
    """Give the phrases that people type, with what they mean."""
    senses: dict[Sense, int] = {}
    entries: dict[str, list[int | str]] = {}
    for phrase in sorted(known.entries):
        meaning = known.entries[phrase]
        spelled: int | str = meaning.term[1:]
        if spelled in ("", phrase):
            spelled = int(bool(spelled))
        entries[phrase] = [spelled, *(senses.setdefault(sense, len(senses)) for sense in meaning.senses)]
    return dump(
        {
            "senses": [list(sense) for sense in senses],
            "entries": entries,
            "ambiguous": sorted(phrase for phrase, meaning in known.entries.items() if meaning.ambiguous),
        }
    )


def facet_files(documents: Iterable[tuple[int, Iterable[tuple[str, Iterable[str]]]]]) -> dict[str, bytes]:
    """Give the facets from pairs of number and values, in the order of the numbers."""
    having: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, facets in documents:
        for facet, values in facets:
            for value in values:
                having[facet][value].append(number)
    return {
        f"{FOLDER}/facets/{facet}.json": dump({value: pack_numbers(values[value]) for value in sorted(values)})
        for facet, values in having.items()
    }


def start_file(
    audience: str,
    documents: Sequence[tuple[int, Iterable[tuple[str, Iterable[str]]]]],
    shape: Shape,
    pairs: Iterable[tuple[int, int]],
    labels: Mapping[str, Sequence[Sequence[str]]],
    words: Iterable[str],
) -> bytes:
    """Give the file that a client reads first; of the labels, those that some document has. ``words`` are the vocabulary files that exist."""
    used = {(facet, value) for _, facets in documents for facet, values in facets for value in values}
    return dump(
        {
            "format": FORMAT,
            "audience": audience,
            "documents": len(documents),
            "shards": {"terms": shape.term_shards, "exact": shape.exact_shards},
            "impacts": IMPACTS,
            "weights": WEIGHTS,
            "strict": STRICT,
            "cut": CUT,
            "light": sorted(LIGHT),
            "labelled": sorted(LABELLED),
            "endings": ENDINGS,
            "pairs": sorted(pairs),
            "words": " ".join(words),
            "labels": {
                facet: [list(label) for label in listed if (facet, label[0]) in used]
                for facet, listed in labels.items()
            },
        }
    )
