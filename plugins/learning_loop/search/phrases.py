"""What people type for themes, agencies and types: the registers' labels, entry terms and aliases as phrases of terms.

Spellings of one thing (an acronym and the words that it stands for) are indexed under one term, so that whichever is typed gives the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from learning_loop.model import registers as registers_model
from learning_loop.model.kinds import KINDS
from learning_loop.model.registers import Acronym, Registers
from learning_loop.search.analysis import LIGHT, content_of, terms_of, words_of
from learning_loop.search.terms import Phrases

KIND_WORDS: dict[str, tuple[str, ...]] = {
    "review": ("review", "reviews and audits"),
    "executive-summary": ("executive summary", "summary"),
    "practice-guidance": ("practice guidance", "guidance"),
    "briefing": ("7 minute briefing", "7MB", "7 min briefing", "briefing"),
    "newsletter": ("newsletter",),
    "bulletin": ("bulletin", "e-briefing"),
    "action-plan": ("action plan",),
    "policy": ("policy", "procedure", "policies and procedures"),
    "training": ("training", "course"),
    "event": ("event",),
    "annual-report": ("yearly report", "annual report"),
    "resource": ("learning from elsewhere",),
}
"""What readers call the document types."""


LONGEST_PHRASE = 12
"""Terms of the longest phrase that is looked for."""


class Sense(NamedTuple):
    """One thing that a phrase may mean."""

    facet: str
    id: str
    label: str

    @property
    def concept(self) -> str:
        """The term of all documents that carry it; empty when nothing can."""
        return f"#{self.facet} {self.id}" if self.facet else ""


class Meaning(NamedTuple):
    """What a phrase stands for."""

    term: str
    """The term under which all spellings of the phrase are indexed; empty when the phrase is one word without other spellings."""
    words: tuple[str, ...]
    senses: tuple[Sense, ...]
    ambiguous: bool


class KnownPhrases(NamedTuple):
    """All phrases of a library."""

    entries: dict[str, Meaning]
    """Phrase of terms → its meaning."""
    phrases: Phrases
    """The same, for finding them in texts."""
    forms: frozenset[str]
    """The words of the registers as they are written there: a client must be able to look them up though no document may have them."""


class _Owner(NamedTuple):
    sense: Sense
    texts: tuple[str, ...]
    ambiguous: frozenset[str]
    same: tuple[tuple[str, ...], ...] = ()
    """Groups of texts that say one thing."""


def spelled_out(terms: Sequence[str], entries: Mapping[str, Meaning]) -> str:
    """Give a phrase with every known phrase in it in its long form, so that names meet however they are spelled."""
    out: list[str] = []
    place = 0
    while place < len(terms):
        run = known_run(terms, place, entries)
        meaning = entries[" ".join(terms[place : place + run])] if run else None
        out += meaning.term[1:].split() if meaning else terms[place : place + 1]
        place += run or 1
    return " ".join(out)


def known_run(terms: Sequence[str], place: int, entries: Mapping[str, Meaning]) -> int:
    """Give how many terms from a place are a known phrase with a long form; one light term is none, unless there is no other."""
    for end in range(min(len(terms), place + LONGEST_PHRASE), place, -1):
        meant = entries.get(" ".join(terms[place:end]))
        if meant is not None and meant.term and (end - place > 1 or terms[place] not in LIGHT or len(terms) == 1):
            return end - place
    return 0


def known_phrases(registers: Registers) -> KnownPhrases:
    """Derive the phrases from the registers and the document types."""
    found = _Found()
    for owner in _owners(registers):
        found.take(owner)
    for acronym in registers.acronyms:
        found.take_acronym(acronym)
    entries = {key: found.meaning(key) for key in found.senses}
    return KnownPhrases(entries, for_texts(entries), frozenset(found.forms))


class _Found:
    """What was found of every phrase, register by register."""

    def __init__(self) -> None:
        self.senses: dict[str, list[Sense]] = {}
        self.long: dict[str, tuple[str, ...]] = {}
        self.ambiguous: set[str] = set()
        self.forms: set[str] = set()

    def take(self, owner: _Owner) -> None:
        phrases = [phrase for text in owner.texts if (phrase := self._phrase(text))]
        for phrase in phrases:
            self._mean(" ".join(phrase), owner.sense)
        self.ambiguous.update(" ".join(terms_of(text)) for text in owner.ambiguous)
        for key, long in _spellings(phrases):
            self.long.setdefault(key, long)
        for group in owner.same:
            said = [tuple(terms_of(text)) for text in group]
            first = next((phrase for phrase in said if len(phrase) > 1), ())
            long = self.long.get(" ".join(first), first)
            self.long |= {" ".join(phrase): long for phrase in said if long}

    def take_acronym(self, acronym: Acronym) -> None:
        """Take what the register says that letters stand for, before whatever else is known of them."""
        key = " ".join(self._phrase(acronym.letters))
        senses = [_sense(sense) for sense in acronym.senses]
        known = {(sense.facet, sense.id) for sense in senses}
        rest = [sense for sense in self.senses.get(key, ()) if (sense.facet, sense.id) not in known]
        self.senses[key] = senses + rest
        phrase = self._phrase(acronym.senses[0].means)
        if len(senses) > 1:
            self.ambiguous.add(key)
        elif phrase:
            self._mean(" ".join(phrase), senses[0])
            self.long[key] = self.long.setdefault(" ".join(phrase), phrase)

    def meaning(self, key: str) -> Meaning:
        """Give the meaning of a phrase."""
        senses = tuple(self.senses[key])
        long = tuple(key.split()) if key in self.ambiguous else self.long.get(key, tuple(key.split()))
        spelled = len(long) > 1
        term, words = ("=" + " ".join(long), tuple(content_of(long))) if spelled else ("", ())
        return Meaning(term, words, senses, key in self.ambiguous or _differ(senses))

    def _mean(self, key: str, sense: Sense) -> None:
        senses = self.senses.setdefault(key, [])
        if not sense.facet and senses:
            return
        if all((sense.facet, sense.id) != (known.facet, known.id) for known in senses):
            senses.append(sense)

    def _phrase(self, text: str) -> tuple[str, ...]:
        self.forms.update(part for word in words_of(text) for part in word.parts)
        return tuple(terms_of(text))


_FACETS = ("theme", "agency", "role", "group", "review_type")


def _sense(sense: registers_model.Sense) -> Sense:
    """Give a sense of an acronym; one that is nothing of the library has no facet."""
    facet = next((name for name in _FACETS if getattr(sense, name)), "")
    return Sense(facet.replace("_", "-"), getattr(sense, facet), sense.means) if facet else Sense("", "", sense.means)


def _owners(registers: Registers) -> Iterable[_Owner]:
    for theme in registers.themes.values():
        sense = Sense("theme", theme.id, theme.label)
        texts = (theme.label, *theme.entry_terms, *theme.deprecated)
        yield _Owner(sense, texts, frozenset(theme.ambiguous), theme.same)
    for agency in registers.agencies.values():
        yield _Owner(Sense("agency", agency.id, agency.name), (agency.name, agency.short, *agency.aliases), frozenset())
    for kind in registers.framework.review_types.values():
        yield _Owner(Sense("review-type", kind.id, kind.label), (kind.label, kind.short, *kind.aliases), frozenset())
    for word in registers.framework.words:
        texts = (word.label, *word.aliases)
        yield _Owner(Sense("", "", word.label), texts, frozenset(), (texts,))
    for each in KINDS:
        if each.name in KIND_WORDS:
            yield _Owner(Sense("type", each.name, each.label), KIND_WORDS[each.name], frozenset())


def _spellings(phrases: Sequence[tuple[str, ...]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Give for phrases of one owner the long form: the longest phrase that holds all its words in a row, or whose first letters it is."""
    long = sorted(
        (phrase for phrase in phrases if len(phrase) > 1 and content_of(phrase)), key=lambda one: (-len(one), one)
    )
    for phrase in phrases:
        if len(phrase) > 1:
            yield " ".join(phrase), next((other for other in long if _holds(other, phrase)), phrase)
        elif other := next((other for other in long if _abbreviates(phrase[0], other)), None):
            yield phrase[0], next(whole for whole in long if _holds(whole, other))


def _holds(long: Sequence[str], phrase: Sequence[str]) -> bool:
    wanted = content_of(phrase)
    if len(wanted) < 2:
        return tuple(long) == tuple(phrase)
    there = content_of(long)
    return any(there[place : place + len(wanted)] == wanted for place in range(len(there) - len(wanted) + 1))


def _abbreviates(word: str, phrase: Sequence[str]) -> bool:
    letters = word.rstrip("0123456789") or word
    return 2 <= len(word) <= 6 and letters in (_initials(phrase), _initials(content_of(phrase)))


def _initials(terms: Sequence[str]) -> str:
    return "".join(term[0] for term in terms)


def _differ(senses: Sequence[Sense]) -> bool:
    """Say whether a phrase means more than one theme, agency or review type."""
    return len({sense.id for sense in senses if sense.facet == "theme"}) > 1


def names_of(texts: Iterable[tuple[str, int]], known: KnownPhrases) -> dict[str, int]:
    """Give the phrases of terms that are the names of something, each with its highest rank, from pairs of text and rank."""
    names: dict[str, int] = {}
    for text, rank in texts:
        phrase = spelled_out(terms_of(text), known.entries)
        if phrase:
            names[phrase] = max(rank, names.get(phrase, 0))
    return names


def for_texts(entries: Mapping[str, Meaning]) -> Phrases:
    """Give the phrases as they are looked for in texts."""
    long: defaultdict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    acronyms = {}
    for key, meaning in sorted(entries.items()):
        phrase = tuple(key.split())
        if meaning.term and len(phrase) > 1:
            long[phrase[:2]].append((phrase, meaning.term))
        elif meaning.term:
            acronyms[key] = meaning.term
    for listed in long.values():
        listed.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return Phrases(dict(long), acronyms)
