"""The words that the rules know: those that come with the library, and what a partnership says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from learning_loop.advice.english import words_of
from learning_loop.advice.lists import EVERYDAY_ACRONYMS, FIELD_ACRONYMS, PLAIN, RESPECTFUL, Preferred
from learning_loop.model.advising import Advising
from learning_loop.model.registers import Registers
from learning_loop.reading.digest import digest_of


class Entry(NamedTuple):
    """Words to look for, and the advice on them."""

    words: tuple[str, ...]
    key: int
    """Which of them to look for first: the longest, which is the rarest."""
    advice: Preferred
    rule: str


class Vocabulary:
    """All of it, made ready to be found in texts; made at first use, since often nothing is read."""

    def __init__(self, advising: Advising, senses: Mapping[str, tuple[str, ...]]) -> None:
        self.senses = senses
        """What acronyms stand for, by their letters."""
        self.everyday = EVERYDAY_ACRONYMS | set(advising.acronyms)
        self.sentence_words = advising.sentence_words
        self.reading_age = advising.reading_age
        self._advising = advising

    @cached_property
    def digest(self) -> str:
        """Of everything that the words of advice depend on."""
        one = self._advising
        return digest_of(
            *(f"{key}={'|'.join(means)}" for key, means in self.senses.items()), "/",
            *one.acronyms, "/", str(one.sentence_words), str(one.reading_age),
            *(part for words in one.words for part in ("/", *words.instead_of, words.say, words.why)), "//",
            *(part for kept in one.keep for part in kept.words),
        )  # fmt: skip

    @cached_property
    def entries(self) -> Mapping[str, tuple[Entry, ...]]:
        """The words to look for by their key, the longest phrases first. What a partnership says itself comes before what comes with the library."""
        kept = {tuple(words_of(words)) for one in self._advising.keep for words in one.words}
        own = [Preferred(one.instead_of, one.say.rstrip("."), one.why.rstrip(".")) for one in self._advising.words]
        by_words: dict[tuple[str, ...], Entry] = {}
        for entry in (*_entries(own, "words"), *_entries(RESPECTFUL, "words"), *_entries(PLAIN, "plain-words")):
            if entry.words not in kept:
                by_words.setdefault(entry.words, entry)
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in sorted(by_words.values(), key=lambda entry: -len(entry.words)):
            key = entry.words[entry.key]
            found[key] = (*found.get(key, ()), entry)
        return found


def _entries(preferred: Iterable[Preferred], rule: str) -> Iterator[Entry]:
    for one in preferred:
        for form in one.instead_of:
            if words := tuple(words_of(form)):
                longest = max(range(len(words)), key=lambda place: len(words[place]))
                yield Entry(words, longest, one, rule)


def vocabulary_of(registers: Registers) -> Vocabulary:
    """Give the words that hold for a library: its registers know most acronyms."""
    senses: dict[str, list[str]] = {}
    for acronym in registers.acronyms:
        senses.setdefault(acronym.letters, []).extend(sense.means for sense in acronym.senses)
    decided = frozenset(senses)
    families = [(one.short, one.label, *one.aliases) for one in registers.framework.review_types.values()]
    families += [(one.short, one.name, *one.aliases) for one in registers.agencies.values()]
    families += [(one.name, *one.aliases) for one in registers.groups.values()]
    families += [(theme.label, *theme.entry_terms) for theme in registers.themes.values()]
    for names in families:
        written = {initials: name for name in reversed(names) for initials in _initials(name)}
        for letters in names:
            if _is_acronym(letters) and letters not in decided:
                known = senses.setdefault(letters, [])
                means = written.get(letters.lower(), "")
                if means and means not in known:
                    known.append(means)
    for letters, means in FIELD_ACRONYMS.items():
        if not senses.get(letters):
            senses[letters] = [means]
    return Vocabulary(registers.advice, {letters: tuple(means) for letters, means in senses.items()})


def _initials(name: str) -> tuple[str, ...]:
    """Give the letters that words may be shortened to, with and without the small words among them."""
    words = words_of(name)
    if len(words) < 2:
        return ()
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)


_SMALL = frozenset({"a", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})


def _is_acronym(term: str) -> bool:
    return term.isalnum() and sum(sign.isupper() for sign in term) > 1
