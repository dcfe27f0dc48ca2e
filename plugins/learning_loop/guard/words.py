"""Texts and files as words, the same way on both sides of a comparison."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from operator import add

SHINGLE = 8
"""Words that stand together in one shingle: a run of this many hidden words in a public file is a leak. Of fewer the program makes some
itself, from pieces that are public: "a local child safeguarding practice review"."""

LONGEST_PHRASE = SHINGLE - 1

BARRIER = b"\x00"
"""Stands in place of a mark-up tag, so that two texts which only lie beside each other do not read as one."""

_LETTERS = bytes(
    sign if chr(sign).isalnum() or sign >= 0x80 or sign == 0 else 0x20 for sign in bytes(range(128)).lower()
) + bytes(range(128, 256))
_SIGNS = re.compile(rb"\xe2\x80[\x80-\xbf]|\xc2[\xa0\xad]|\xef\xbb\xbf|\xef\xbf[\xb9-\xbd]")
_INLINE = re.compile(rb"</?(?:em|strong|mark|b|i|code|abbr)(?:\s[^<>]*)?>")
_TAG = re.compile(rb"(<[^<>]*>)")


def words_of(data: bytes) -> list[bytes]:
    """Give the words of a plain UTF-8 text in small letters, without punctuation."""
    if b"\xe2\x80" in data or b"\xc2" in data or b"\xef" in data:
        data = _SIGNS.sub(_space_for, data)
    return data.translate(_LETTERS).split()


def _space_for(match: re.Match[bytes]) -> bytes:
    """Drop what nobody sees; everything else between words is a space."""
    return b"" if match[0] in _UNSEEN else b" "


_UNSEEN = {
    b"\xe2\x80\x8b",
    b"\xe2\x80\x8c",
    b"\xe2\x80\x8d",
    b"\xe2\x80\x8e",
    b"\xe2\x80\x8f",
    b"\xc2\xad",
    b"\xef\xbb\xbf",
}


def cut_at_tags(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Give the texts between the tags of a marked-up text, those around words within a sentence left out, and the tags."""
    if b"<" not in data:
        return [data], []
    parts = _TAG.split(_INLINE.sub(b"", data))
    return parts[::2], parts[1::2]


class Numbers(dict[bytes, int]):
    """Words as numbers: the same in every run, so that what was made of them can be kept."""

    def __missing__(self, word: bytes) -> int:
        """Number a word that was not met before."""
        number = self[word] = int.from_bytes(blake2b(word, digest_size=7).digest(), "big")
        return number

    def of(self, words: Iterable[bytes]) -> list[int]:
        """Give the numbers of words, in their order."""
        return list(map(self.__getitem__, words))


def runs_of(numbers: Sequence[int], length: int) -> Iterator[int]:
    """Give a number for every run of so many words. A tuple of whole numbers has the same hash in every run of Python."""
    return map(hash, zip(*(numbers[start:] for start in range(length)), strict=False))


def sums_of(row: Sequence[int]) -> tuple[list[int], list[int]]:
    """Give the sum of the numbers of every two and of every three neighbouring words: quicker to make than hashes, and blind to their order."""
    pairs = list(map(add, row, row[1:]))
    return pairs, list(map(add, pairs, row[2:]))


def cores_of(threes: Sequence[int], step: int = 1) -> Iterator[int]:
    """Give the sum of six words at every ``step``-th place, from the sums of three."""
    return map(add, threes[::step], threes[3::step])


def plain(text: str) -> bytes:
    """Give a text as bytes to be cut into words, with character references resolved."""
    return (html.unescape(text) if "&" in text else text).encode("utf-8", "replace")
