"""Changed documents → the search files that differ, and no others; the same bytes as when all are made anew (`index.all_files`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from learning_loop.search.analysis import term_of
from learning_loop.search.index import (
    NOTHING,
    Analysed,
    dump,
    kept_of,
    near_file,
    own_entry,
    phrases_by_concept,
    phrases_by_term,
    shared_entry,
    words_file,
)
from learning_loop.search.packing import LEVEL_BITS, unpack_postings
from learning_loop.search.phrases import KnownPhrases
from learning_loop.search.places import (
    Shape,
    exact_path,
    is_concept,
    near_path,
    own_path,
    start_of,
    term_path,
    words_path,
)
from learning_loop.search.wordlist import unpack_forms


class Change(NamedTuple):
    """A document before and after; None where it is not there. Its number may change too."""

    old: tuple[int, Analysed] | None
    new: tuple[int, Analysed] | None


class Before(NamedTuple):
    """The last build."""

    read: Callable[[str], Any]
    """Gives what a file held, or None where there was no such file."""
    levels: Callable[[int], Mapping[str, int]]
    """Gives the levels of the document with a number."""


def changed_files(
    changes: Iterable[Change], shape: Shape, known: KnownPhrases, before: Before
) -> dict[str, bytes | None]:
    """Give the files that differ after some changes, None for one that is gone."""
    deltas = _Deltas()
    for change in changes:
        deltas.take(change)
    files = _Files(before.read)
    _Terms(shape, known, before, files).patch(deltas.terms)
    _patch_words(deltas, shape, known, files)
    for phrase, steps in deltas.names.items():
        _patch_name(files.value(exact_path(phrase, shape.exact)), phrase, steps)
    return files.made()


class _Files:
    """Files of terms and names as values: read once, changed in their place."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        self.read = read
        self.values: dict[str, dict[str, Any]] = {}
        self.written: dict[str, bytes | None] = {}

    def value(self, path: str) -> dict[str, Any]:
        if path not in self.values:
            self.values[path] = self.read(path) or {}
        return self.values[path]

    def made(self) -> dict[str, bytes | None]:
        """Give the bytes of all of them."""
        out = {
            path: dump({key: value[key] for key in sorted(value)}) if value else None
            for path, value in self.values.items()
        }
        return out | self.written


class _Deltas:
    """What changes leave and bring."""

    def __init__(self) -> None:
        self.terms: defaultdict[str, list[tuple[int, int | None]]] = defaultdict(list)
        """Term → pairs of number and level; without a level the posting goes."""
        self.forms: Counter[str] = Counter()
        self.compounds: Counter[str] = Counter()
        self.names: defaultdict[str, list[tuple[int, int, bool]]] = defaultdict(list)

    def take(self, change: Change) -> None:
        old_number, old = change.old or (0, NOTHING)
        new_number, new = change.new or (0, NOTHING)
        gone, come = set(old.levels.items()), set(new.levels.items())
        if old_number == new_number:
            gone, come = gone - come, come - gone
        for term, _ in gone:
            self.terms[term].append((old_number, None))
        for term, level in come:
            self.terms[term].append((new_number, level))
        for counter, before, after in (
            (self.forms, old.forms, new.forms),
            (self.compounds, old.compounds, new.compounds),
        ):
            for one in before ^ after:
                counter[one] += 1 if one in after else -1
        names_before = {(phrase, rank, old_number) for phrase, rank in old.names}
        names_after = {(phrase, rank, new_number) for phrase, rank in new.names}
        for phrase, rank, number in names_before ^ names_after:
            self.names[phrase].append((rank, number, (phrase, rank, number) in names_after))


class _Terms:
    """Brings postings up to date."""

    def __init__(self, shape: Shape, known: KnownPhrases, before: Before, files: _Files) -> None:
        self.shape = shape
        self.concepts = phrases_by_concept(known)
        self.levels = before.levels
        self.files = files

    def patch(self, terms: Mapping[str, Sequence[tuple[int, int | None]]]) -> None:
        """Take what goes and what comes of each term."""
        for term, steps in terms.items():
            shared = None
            if not is_concept(term):
                shared = self.files.value(term_path(term, self.shape.terms, self.shape.grams))
            entry = shared.get(term) if shared is not None else None
            has_own = shared is None or entry == 0
            if has_own:
                entry = self._own_file(term).get(term)
            postings = dict(unpack_postings(entry[1])) if entry else {}
            was = len(postings)
            # what goes goes first: its number may be that of something that comes
            for number, level in sorted(steps, key=lambda step: step[1] is not None):
                if level is None:
                    del postings[number]
                else:
                    postings[number] = level
            come = {number for number, level in steps if level is not None}
            if was >= self.shape.own > len(postings):
                # the levels of a list of its own are coarse; the fine ones are those of the documents
                postings |= {number: self.levels(number)[term] for number in postings.keys() - come}
            self._put(term, [number << LEVEL_BITS | postings[number] for number in sorted(postings)], shared, has_own)

    def _put(self, term: str, postings: Sequence[int], shared: dict[str, Any] | None, had_own: bool) -> None:
        own = shared is None or len(postings) >= self.shape.own
        if shared is not None:
            if postings:
                shared[term] = shared_entry(postings, self.shape)
            else:
                shared.pop(term, None)
        phrases = self.concepts.get(term)
        if own and (postings or phrases is not None):
            self._own_file(term)[term] = own_entry(postings, self.shape, phrases)
        elif had_own:
            self._own_file(term).pop(term, None)

    def _own_file(self, term: str) -> dict[str, Any]:
        return self.files.value(own_path(term, self.shape.lists))


class _Words:
    """A vocabulary file as a value."""

    def __init__(self, held: dict[str, Any] | None) -> None:
        self.forms: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for term, form, count in unpack_forms(held["forms"]) if held else ():
            self.forms[term][form] = count
        self.compounds: dict[str, int] = dict(held.get("compounds", {})) if held else {}
        self.changed = False

    def count(self, form: str) -> int | None:
        return self.forms.get(term_of(form), {}).get(form)

    def put(self, form: str, count: int | None) -> None:
        """Write how many documents have a form; None takes it out."""
        listed = self.forms[term_of(form)]
        if count is None:
            listed.pop(form, None)
        else:
            listed[form] = count
        self.changed = True


def _patch_words(deltas: _Deltas, shape: Shape, known: KnownPhrases, files: _Files) -> None:
    words: dict[str, _Words] = {}
    near: dict[str, _Words] = {}

    def file(held: dict[str, _Words], path: str) -> _Words:
        if path not in held:
            held[path] = _Words(files.read(path))
        return held[path]

    for form, step in deltas.forms.items():
        if not step:
            continue
        listed = file(words, words_path(form, shape.words))
        was = listed.count(form) or 0
        count, stays = was + step, form in known.forms
        listed.put(form, count if count or stays else None)
        if stays or max(was, count) >= shape.common:
            common = file(near, near_path(start_of(form), shape.near))
            common.put(form, count if stays or count >= shape.common else None)
    for one, step in deltas.compounds.items():
        listed = file(words, words_path(one.replace("-", ""), shape.words))
        listed.compounds[one] = listed.compounds.get(one, 0) + step
        listed.changed = True
    phrases = phrases_by_term(known)
    for path, held in words.items():
        if held.changed:
            counts = {form: count for forms in held.forms.values() for form, count in forms.items()}
            kept = kept_of(counts, shape, known)
            files.written[path] = words_file(held.forms, held.compounds, phrases, kept)
    files.written |= {path: near_file(held.forms) for path, held in near.items()}


def _patch_name(file: dict[str, Any], phrase: str, steps: Sequence[tuple[int, int, bool]]) -> None:
    pairs = {(rank, number) for rank, number in file.get(phrase, ())}
    for rank, number, there in sorted(steps, key=lambda step: step[2]):
        if there:
            pairs.add((rank, number))
        else:
            pairs.discard((rank, number))
    if pairs:
        file[phrase] = sorted(pairs, reverse=True)
    else:
        file.pop(phrase, None)
