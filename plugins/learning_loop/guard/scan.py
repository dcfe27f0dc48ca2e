"""Looking for needles in the files of a site: every line, and every text between two tags, is looked at once however many files have it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from learning_loop.guard.decode import TooMuch, base64_words, opened, texts_in
from learning_loop.guard.made import paragraphs, resolved, search_words
from learning_loop.guard.mark import PROFESSIONAL_MARK
from learning_loop.guard.needles import HEAD, STEP, Needles, is_word, phrases_at, places_of_heads
from learning_loop.guard.words import (
    BARRIER,
    SHINGLE,
    Numbers,
    cores_of,
    cut_at_tags,
    sums_of,
    words_of,
)

ENOUGH = 5
"""Runs of eight hidden words in a file that authors attached before it counts as one that repeats a hidden text: two texts on one subject
share a phrase or two."""

What = Literal["words", "title or heading", "address", "text", "mark", "unreadable"]

_BETWEEN = b" \x00 "
_BARRIERS = re.compile(rb"\n(?:\x00\n)+(?=\x00)")
_WRAPPED = (b"PK\x03\x04", b"%PDF", b"BEGI", b"MIME")


FEED_HEAD = 8192
"""Bytes of a feed within which its first entry begins."""


class Hit(NamedTuple):
    """Something that was found; never what it says."""

    what: What
    number: int = 0
    """The needle's number, by which its source is found."""
    word: bytes = b""
    """An address or a word; for the proof's own use, never told."""
    cores: tuple[int, ...] = ()
    """The runs of six in a run of eight: where one of them is public, the run is."""


class Scanner:
    """Looks for needles; what several files share is looked at once."""

    def __init__(self, needles: Needles, numbers: Numbers, *, many: bool, known: Iterable[int] = ()) -> None:
        self._needles = needles
        self._numbers = numbers
        self._cores = frozenset(needles.cores) if many else None
        self._lines: set[int] = set()
        self._pieces = set(known)
        self._plain: set[bytes] = set()
        self._heads: dict[int, list[bytes]] = {}
        for address in sorted(needles.addresses):
            ending = words_of(address)[-HEAD:]
            if len(ending) > 1:
                self._heads.setdefault(sum(numbers.of(ending)), []).append(address)
        self._looked_for = needles.heads.keys() | self._heads.keys()

    def know(self, data: bytes) -> None:
        """Leave out the lines of a file that was proved before."""
        self._lines.update(_hashes(data))

    def scan_made(self, data: bytes, *, search: bool = False) -> set[Hit]:
        """Look at a file that the program made; files of the ``search`` hold words in other forms than texts do."""
        hits: set[Hit] = {Hit("mark")} if PROFESSIONAL_MARK in data else set()
        try:
            if search:
                return hits | self._in_search(search_words(data))
            if data[:4] in _WRAPPED or b"\x00" in data[:1024] or b"\nMIME-Version:" in data[:4096]:
                for text in texts_in(data):
                    hits |= self._in_text(text)
                return hits
            told = self._in_text(self._new_lines(data), quoted=data.removeprefix(BOM_UTF8)[:1] in (b"{", b"[", b'"'))
            if told:
                self._lines.difference_update(_hashes(data))
            return hits | told
        except TooMuch:
            return hits | {Hit("unreadable")}

    def scan_attached(self, texts: Iterable[bytes]) -> set[Hit]:
        """Look at the texts of a file that an author attached: it may share words with hidden texts, but not repeat one."""
        found: set[Hit] = set()
        try:
            for text in texts:
                shown, tags = cut_at_tags(text)
                words = words_of(_BETWEEN.join([*shown, *tags]))
                found |= self._runs(sums_of(self._numbers.of(words))[1], words)
        except TooMuch:
            return {Hit("unreadable")}
        return found if len(found) >= ENOUGH else set()

    def scan_path(self, path: str) -> set[Hit]:
        """Look at the name of a file."""
        return self._in_words(words_of(path.encode()), path.encode())

    def _new_lines(self, data: bytes) -> bytes:
        """Give a text without the lines that were looked at, a barrier in the place of each."""
        known = self._lines
        mark = _entry_mark(data)
        if mark:
            entries = data.split(mark)
            hashes = list(map(hash, entries))
            new = [BARRIER if number in known else entry for entry, number in zip(entries, hashes, strict=True)]
            known.update(hashes)
            data = b"\n".join(new)
        lines = data.split(b"\n")
        hashes = list(map(hash, lines))
        if known.isdisjoint(hashes):
            known.update(hashes)
            return data
        new = [BARRIER if number in known else line for line, number in zip(lines, hashes, strict=True)]
        known.update(hashes)
        return _BARRIERS.sub(b"\n", b"\n".join(new))

    def _in_text(self, raw: bytes, *, quoted: bool = False) -> set[Hit]:
        """Look at a text; of JSON and of tables each text in quotation marks by itself: what stands in two cells was never written as one."""
        hits: set[Hit] = set()
        if quoted:
            inside = raw.replace(b'\\"', b"'").replace(b'""', b"'").replace(b"\\n", _BETWEEN).split(b'"')
            raw = b"\n".join(self._new(inside)).replace(b"\n", _BETWEEN)
        shown, tags = cut_at_tags(resolved(raw))
        fresh = [*self._new(shown), *self._new(tags)]
        new = fresh
        if len(shown) == 1:
            new = [paragraphs(one, _BETWEEN) for one in new]
        if not new:
            return hits
        between = _BETWEEN.join(new)
        hits |= self._in_words(words_of(between), between)
        for word in set(base64_words(between)) - self._plain:
            told: set[Hit] = set()
            for inner in opened(word):
                told |= self._in_text(inner)
            if not told:
                self._plain.add(word)
            hits |= told
        if hits:
            # The next file with the same text must be told of as well
            self._pieces.difference_update(map(hash, fresh))
            if quoted:
                self._pieces.clear()
        return hits

    def _in_search(self, text: bytes) -> set[Hit]:
        """Look at the words of a search file: stems and forms without their sentences."""
        words = set(words_of(text))
        found = self._needles.unformed & words
        hits = {Hit("words", self._numbers[word], word) for word in found}
        return hits | {Hit("address", 0, address) for address in self._needles.addresses if _stands(address, text)}

    def _new(self, pieces: list[bytes]) -> list[bytes]:
        found = dict(zip(map(hash, pieces), pieces, strict=True))
        new = found.keys() - self._pieces
        self._pieces |= new
        return [found[number] for number in new]

    def _in_words(self, words: list[bytes], text: bytes) -> set[Hit]:
        row = self._numbers.of(words)
        needles = self._needles
        hits: set[Hit] = set()
        if not needles.words.isdisjoint(row):
            hits |= {Hit("words", self._numbers[word], word) for word in words if self._numbers[word] in needles.words}
        pairs, threes = sums_of(row)
        for place, head in places_of_heads((pairs, threes), self._looked_for):
            hits |= {Hit("address", 0, address) for address in self._heads.get(head, ()) if _stands(address, text)}
            if head in needles.heads:
                told = phrases_at(row, place, needles.heads[head]) & needles.phrases
                hits |= {Hit("title or heading", run) for run in told}
        return hits | self._runs(threes, words)

    def _runs(self, threes: list[int], words: list[bytes]) -> set[Hit]:
        """Find the runs of eight words of which all cores are secret, and which say something: small words and figures alone do not."""
        has: Callable[[int], bool]
        if self._cores is not None:
            if self._cores.isdisjoint(cores_of(threes, STEP)):
                return set()
            has = self._cores.__contains__
        else:
            has = self._needles.has_core
            if not any(map(has, cores_of(threes, STEP))):
                return set()
        cores = list(cores_of(threes))
        secret = list(map(has, cores))
        found = set()
        for place in range(len(secret) - STEP + 1):
            whole = secret[place] and all(secret[place : place + STEP])
            if whole and sum(map(is_word, words[place : place + SHINGLE])) > 1:
                found.add(Hit("text", cores[place], b"", tuple(cores[place : place + STEP])))
        return found


def _entry_mark(data: bytes) -> bytes:
    """Give what stands before every entry of a feed: many feeds have the same entries. Nothing for other files."""
    head = data[:FEED_HEAD]
    return b"\n<entry>" if b"\n<entry>" in head else b"\n<item>" if b"\n<item>" in head else b""


def _hashes(data: bytes) -> Iterator[int]:
    """Give the hashes by which the lines and entries of a file are known again."""
    mark = _entry_mark(data)
    if mark:
        yield from map(hash, data.split(mark))
    yield from map(hash, data.replace(mark, b"\n").split(b"\n") if mark else data.split(b"\n"))


_MARKERS = re.compile(rb"^[ \t>]*(?:#{1,6}|[-*+]|\d+[.)])?[ \t]+")
_MARKED = frozenset(bytes((sign,)) for sign in b"#-*+> \t0123456789")


def pieces_of(text: bytes) -> Iterator[int]:
    """Give the hashes by which a `Scanner` knows paragraphs and lines of a public text again: what is in them is no secret.

    Not of those that may hold an address or something wrapped up.
    """
    wrapped = b"/" in text or base64_words(text)
    for paragraph in text.split(b"\n\n"):
        if wrapped and (b"/" in paragraph or base64_words(paragraph)):
            continue
        if b"\n" in paragraph or paragraph[:1] in _MARKED:
            yield from (hash(_MARKERS.sub(b"", line)) for line in paragraph.split(b"\n"))
        yield hash(paragraph)


def _stands(address: bytes, text: bytes) -> bool:
    return address in text and re.search(rb"(?<![\w-])" + re.escape(address) + rb"(?![\w-])", text) is not None
