"""A query → what is looked for: the parts of ``docs/search-format.md`` that come before any score. The browser does the same, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from learning_loop.search.analysis import (
    ADDED_ENDINGS,
    ENDINGS,
    LABELLED,
    LIGHT,
    MAX_PARTS,
    MAX_QUERY,
    content_of,
    words_of,
)
from learning_loop.search.index import WEIGHTS
from learning_loop.search.phrases import Meaning, Sense, known_run, spelled_out
from learning_loop.search.places import start_of
from learning_loop.search.wordlist import unpack_forms

PREFIX_FORMS = 8
"""Forms that the beginning of a word stands for."""


LEAST_HALF = 3
"""Signs of the shorter of two words that were run together."""

MOST_CUTS = 4
"""Ways to cut a word in two of which the second half is looked up: those whose first half is in the most documents."""


FoundForms = Mapping[str, tuple[str, int]]
"""Form → its term and the number of documents with it."""


def forms_of(packed: str) -> dict[str, tuple[str, int]]:
    """Read forms as they are published."""
    return {form: (term, count) for term, form, count in unpack_forms(packed)}


class WordsFile(NamedTuple):
    """A file of words as it is looked up in."""

    forms: FoundForms
    kept: frozenset[str]
    """Forms that are common though few documents have them: those of the registers."""
    compounds: Mapping[str, int]
    phrases: Mapping[str, Meaning]

    @classmethod
    def of(cls, held: Mapping[str, Any] | None) -> WordsFile:
        """Read what a file holds; None when there is none."""
        if held is None:
            return cls({}, frozenset(), {}, {})
        kept = frozenset(held["kept"].split())
        return cls(forms_of(held["forms"]), kept, held["compounds"], phrases_of(held["phrases"]))


def phrases_of(held: Mapping[str, Any]) -> dict[str, Meaning]:
    """Read known phrases as they are published."""
    found = {}
    for phrase, (spelled, ambiguous, *senses) in held.items():
        long = phrase if spelled == 1 else spelled or ""
        meant = tuple(Sense(*sense) for sense in senses)
        found[phrase] = Meaning(f"={long}" if long else "", tuple(content_of(long.split())), meant, bool(ambiguous))
    return found


class Vocabulary(Protocol):
    """What is needed of a site's files to understand a query."""

    @property
    def start(self) -> Mapping[str, Any]:
        """The constants."""

    def words(self, form: str) -> WordsFile:
        """Give the file of words in which a form would stand."""

    def near(self, start: str) -> FoundForms:
        """Give the common forms with a start (`places.start_of`), which alone may stand for what was typed otherwise."""


class Part(NamedTuple):
    """A part of a query that can be looked for."""

    form: str
    term: str
    light: bool
    hyphened: bool
    """Whether a hyphen joins it to the next part."""
    near: tuple[str, ...] = ()
    """Terms that stand for it where it is only the beginning of a word."""


class Correction(NamedTuple):
    """A word that was looked for in place of the one typed."""

    typed: str
    searched: str


class Alternative(NamedTuple):
    """Terms of which a document must have all, and what they are worth."""

    terms: tuple[str, ...]
    weight: int


class Slot(NamedTuple):
    """Something that a good hit has."""

    words: str
    places: tuple[int, ...]
    alternatives: tuple[Alternative, ...]
    known: bool = False
    """Whether it is a phrase of the registers."""


class Concept(NamedTuple):
    """A theme, agency or type that the query names."""

    sense: Sense
    phrase: str
    """What was typed for it."""
    places: frozenset[int]


class Understood(NamedTuple):
    """What a query asks for."""

    parts: tuple[Part, ...]
    slots: tuple[Slot, ...]
    concepts: tuple[Concept, ...]
    grams: tuple[str, ...]
    phrase: str
    """The whole query as a phrase of terms, known phrases in their long form."""
    corrections: tuple[Correction, ...]
    unknown: tuple[str, ...]
    ambiguous: tuple[tuple[str, tuple[Sense, ...]], ...]
    """Phrases with more than one meaning, or that may mean something else."""

    def terms(self) -> Iterator[str]:
        """Give every term whose postings are needed, once each."""
        wanted = [term for slot in self.slots for alternative in slot.alternatives for term in alternative.terms]
        wanted += [concept.sense.concept for concept in self.concepts]
        yield from dict.fromkeys([*wanted, *self.grams])


def understand(query: str, vocabulary: Vocabulary) -> Understood:
    """Understand a query."""
    reader = _Reader(vocabulary)
    parts = reader.parts(query)
    entries = reader.phrases(parts)
    matches = _matches(parts, entries)
    slots = tuple(_slots(parts, entries, reader))
    grams = tuple(dict.fromkeys(_grams(parts, slots)))
    return Understood(
        parts,
        slots,
        tuple(_concepts(matches)),
        grams,
        spelled_out([part.term for part in parts], entries),
        tuple(reader.corrections),
        tuple(reader.unknown),
        tuple((phrase, meant.senses) for phrase, (meant, _) in matches.items() if meant.ambiguous),
    )


class _Reader:
    """Turns words into parts that can be looked for, and remembers what it did."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.corrections: list[Correction] = []
        self.unknown: list[str] = []

    def parts(self, query: str) -> tuple[Part, ...]:
        """Give the parts of a query."""
        typed = [
            (part, place < len(word.parts) - 1)
            for word in words_of(query[:MAX_QUERY])
            for place, part in enumerate(word.parts)
        ]
        found: list[Part] = []
        for form, hyphened in typed[:MAX_PARTS]:
            # light words are not looked up: a client would fetch a file for each
            pieces = [] if hyphened or form in LIGHT or form in ("a", "i") else self.compound(form)
            if pieces and LIGHT.isdisjoint(pieces[0]):
                found += [
                    Part(piece, self._term(piece), False, place < len(pieces[0]) - 1)
                    for place, piece in enumerate(pieces[0])
                ]
            else:
                found += self._part(form, hyphened, found[-1].form if found else "")
        return tuple(found)

    def _part(self, form: str, hyphened: bool, before: str) -> Iterator[Part]:
        if len(form) == 1 and form in "ai":
            yield Part(form, form, before not in LABELLED, hyphened)
        elif form in LIGHT:
            yield Part(form, form, True, hyphened)
        elif known := self.form(form):
            yield Part(form, known[0], False, hyphened)
        elif other := self._other_ending(form):
            yield Part(other, self._term(other), False, hyphened)
        elif cut := self._cut(form):
            self.corrections.append(Correction(form, " ".join(cut)))
            yield from (Part(half, self._term(half), False, False) for half in cut)
        elif begun := self._begun(form):
            terms = tuple(dict.fromkeys(map(self._term, begun)))
            self.corrections.append(Correction(form, begun[0] if len(begun) == 1 else f"{form}…"))
            yield Part(form, terms[0], False, hyphened, terms if len(terms) > 1 else ())
        elif meant := self._mistyped(form):
            self.corrections.append(Correction(form, meant))
            yield Part(meant, self._term(meant), False, hyphened)
        else:
            self.unknown.append(form)

    def phrases(self, parts: Sequence[Part]) -> dict[str, Meaning]:
        """Give the known phrases that parts may make: those in the files of their words, and those of light words alone."""
        found = phrases_of(self.vocabulary.start["phrases"])
        for part in parts:
            if not part.light:
                found |= self.vocabulary.words(part.form).phrases
        return found

    def form(self, form: str) -> tuple[str, int] | None:
        """Give the term of a form and the number of documents with it; None when no document has it."""
        return self.vocabulary.words(form).forms.get(form)

    def _common(self, form: str) -> tuple[str, int] | None:
        """Give the same of a common form: rare ones never stand for what was typed otherwise."""
        file = self.vocabulary.words(form)
        known = file.forms.get(form)
        return known if known and (known[1] >= self.vocabulary.start["common"] or form in file.kept) else None

    def compound(self, joined: str) -> list[tuple[str, ...]]:
        """Give the ways in which a joined word is written with hyphens."""
        compounds = self.vocabulary.words(joined).compounds
        return [tuple(one.split("-")) for one in compounds if one.replace("-", "") == joined]

    def _term(self, form: str) -> str:
        known = self.form(form)
        return known[0] if known else form

    def _other_ending(self, form: str) -> str:
        if not form.isalpha():
            return ""
        bases = [form[: -len(old)] + new for old, new in ENDINGS if form.endswith(old) and len(form) - len(old) >= 3]
        stems = [form, *bases] if len(form) >= 3 else []
        tried = bases + [base + ending for base in stems for ending in ADDED_ENDINGS]
        return next((one for one in tried if self._common(one)), "")

    def _cut(self, form: str) -> tuple[str, str] | None:
        halves = [(form[:place], form[place:]) for place in range(LEAST_HALF, len(form) - LEAST_HALF + 1)]
        first = [(pair, known[1]) for pair in halves if LIGHT.isdisjoint(pair) and (known := self._common(pair[0]))]
        # a client fetches a file for each of the second halves
        first = sorted(first, key=lambda each: -each[1])[:MOST_CUTS]
        cuts = [(min(count, known[1]), pair) for pair, count in first if (known := self._common(pair[1]))]
        return max(cuts, key=lambda each: (each[0], -len(each[1][0])))[1] if cuts else None

    def _begun(self, form: str) -> list[str]:
        if len(form) < 3:
            return []
        forms = self.vocabulary.near(start_of(form))
        fitting = [one for one in forms if one.startswith(form)]
        return sorted(fitting, key=lambda one: (-forms[one][1], one))[:PREFIX_FORMS]

    def _mistyped(self, form: str) -> str:
        if len(form) < 4 or not form.isalpha():
            return ""
        most = 1 if len(form) <= 7 else 2
        for start in dict.fromkeys((start_of(form), start_of(form[1] + form[0]))):
            forms = self.vocabulary.near(start)
            near = [(distance, -forms[one][1], one) for one in forms if (distance := edits(form, one, most)) <= most]
            if near:
                return min(near)[2]
        return ""


def edits(one: str, other: str, most: int) -> int:
    """Give the edit distance of two words (insert, delete, replace, exchange neighbours), or more than ``most`` when it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        line = [row]
        for column, right in enumerate(other, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]


def _grams(parts: Sequence[Part], slots: Sequence[Slot]) -> Iterator[str]:
    """Give the pairs of neighbours, but not those within a known phrase, which has a term of its own."""
    all_light = all(part.light for part in parts)
    within = {(place, place + 1) for slot in slots if slot.known for place in slot.places[:-1]}
    for place, (one, other) in enumerate(pairwise(parts)):
        says = all_light or not (one.light and other.light)
        if says and not one.near and not other.near and (place, place + 1) not in within:
            yield f"{one.term} {other.term}"


_Matches = dict[str, tuple[Meaning, frozenset[int]]]


def _matches(parts: Sequence[Part], entries: Mapping[str, Meaning]) -> _Matches:
    """Find the known phrases in a query: next to each other, or all their words in any order; the widest ones."""
    terms = [part.term for part in parts]
    found: _Matches = {}
    for start in range(len(terms)):
        for end in range(len(terms), start, -1):
            phrase = " ".join(terms[start:end])
            says = end - start > 1 or not parts[start].light or len(terms) == 1
            if says and phrase in entries:
                found.setdefault(phrase, (entries[phrase], frozenset(range(start, end))))
    there = set(terms)
    for phrase, meant in entries.items():
        wanted = [term for term in phrase.split() if term not in LIGHT]
        if phrase not in found and len(wanted) > 1 and there.issuperset(wanted):
            found[phrase] = (meant, frozenset(terms.index(term) for term in wanted))
    return {
        phrase: (meant, places)
        for phrase, (meant, places) in found.items()
        if not any(places < others for _, others in found.values())
    }


def _concepts(matches: _Matches) -> Iterator[Concept]:
    """Give what the phrases mean; of an ambiguous one its first meaning, which is the likeliest."""
    merged: dict[str, Concept] = {}
    for phrase, (meant, places) in matches.items():
        for sense in meant.senses[:1] if meant.ambiguous else meant.senses:
            known = merged.get(sense.concept)
            if known:
                merged[sense.concept] = known._replace(places=known.places | places)
            elif sense.concept:
                merged[sense.concept] = Concept(sense, phrase, places)
    yield from merged.values()


def _slots(parts: Sequence[Part], entries: Mapping[str, Meaning], reader: _Reader) -> Iterator[Slot]:
    """Give the slots; what was typed twice counts once."""
    seen = set()
    for slot in _all_slots(parts, entries, reader):
        if slot.alternatives not in seen:
            seen.add(slot.alternatives)
            yield slot


def _all_slots(parts: Sequence[Part], entries: Mapping[str, Meaning], reader: _Reader) -> Iterator[Slot]:
    whole, half, near = WEIGHTS["whole"], WEIGHTS["parts"], WEIGHTS["near"]
    all_light = all(part.light for part in parts)
    terms = [part.term for part in parts]
    place = 0
    while place < len(parts):
        part = parts[place]
        if run := known_run(terms, place, entries):
            phrase = " ".join(one.term for one in parts[place : place + run])
            meant = entries[phrase]
            alternatives = [Alternative((meant.term,), whole)]
            if meant.words:
                alternatives.append(Alternative(meant.words, half))
            yield Slot(_typed(parts[place : place + run]), tuple(range(place, place + run)), tuple(alternatives), True)
            place += run
        elif run := _compound_run(parts, place, reader):
            yield _compound_slot(parts[place : place + run], place, reader)
            place += run
        else:
            if part.near:
                yield Slot(part.form, (place,), tuple(Alternative((term,), near) for term in part.near))
            elif not part.light or all_light:
                yield Slot(part.form, (place,), (Alternative((part.term,), whole),))
            place += 1


def _typed(parts: Sequence[Part]) -> str:
    return " ".join(part.form for part in parts)


def _compound_run(parts: Sequence[Part], place: int, reader: _Reader) -> int:
    """Give how many parts from a place are one word that is also written joined or with a hyphen; 0 for none."""
    run = 1
    while place + run < len(parts) and parts[place + run - 1].hyphened:
        run += 1
    if run > 1:
        return run if reader.form("".join(part.form for part in parts[place : place + run])) else 0
    pair = tuple(part.form for part in parts[place : place + 2])
    if all(part.light for part in parts[place : place + 2]):
        return 0
    return 2 if len(pair) == 2 and pair in reader.compound("".join(pair)) else 0


def _compound_slot(parts: Sequence[Part], place: int, reader: _Reader) -> Slot:
    known = reader.form("".join(part.form for part in parts))
    assert known is not None
    alternatives = [Alternative((known[0],), WEIGHTS["whole"])]
    terms = tuple(dict.fromkeys(part.term for part in parts if not part.light))
    if terms:
        weight = WEIGHTS["parts" if any(part.light for part in parts) else "whole"]
        alternatives.append(Alternative(terms, weight))
    return Slot(_typed(parts), tuple(range(place, place + len(parts))), tuple(alternatives))
