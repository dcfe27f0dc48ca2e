"""How postings are written: numbers and levels as a short string that a browser and Python read alike. See ``docs/search-format.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}
_SMALL = 4096

LEVEL_BITS = 6
"""A posting is kept as number × 64 + level."""


def _digits(value: int) -> str:
    out = SIGNS[value & 31]
    value >>= 5
    while value:
        out = SIGNS[32 + (value & 31)] + out
        value >>= 5
    return out


_STEPS = [_digits(value) for value in range(_SMALL)]


def pack_numbers(numbers: Iterable[int]) -> str:
    """Write numbers that grow as the differences between them."""
    out, last = [], 0
    for number in numbers:
        step = number - last
        out.append(_STEPS[step] if step < _SMALL else _digits(step))
        last = number
    return "".join(out)


def pack_postings(postings: Iterable[int]) -> str:
    """Write postings whose numbers grow: first all numbers, then a sign for the level of each. Apart, both compress better."""
    numbers, levels, last, steps, signs = [], [], 0, _STEPS, SIGNS
    for posting in postings:
        number = posting >> LEVEL_BITS
        step = number - last
        numbers.append(steps[step] if step < _SMALL else _digits(step))
        levels.append(signs[posting & 63])
        last = number
    return "".join(numbers) + "".join(levels)


def pack_pairs(pairs: Iterable[tuple[int, int]]) -> str:
    """Write pairs of numbers that lie near each other, the first ones growing: the step to each first, then how far it is to its second."""
    out, last = [], 0
    for one, other in pairs:
        far = other - one
        out.append(_digits(one - last) + _digits(2 * far if far >= 0 else -2 * far - 1))
        last = one
    return "".join(out)


def unpack_numbers(packed: str) -> Iterator[int]:
    """Read what `pack_numbers` wrote."""
    number = step = 0
    for sign in packed:
        value = _VALUE[sign]
        step = (step << 5) + (value & 31)
        if value < 32:
            number += step
            step = 0
            yield number


def unpack_postings(packed: str) -> Iterator[tuple[int, int]]:
    """Read what `pack_postings` wrote: pairs of number and level."""
    numbers: list[int] = []
    number = step = 0
    left = len(packed)
    for sign in packed:
        # as many signs are left as numbers were read: these are the levels
        if left == len(numbers):
            break
        value = _VALUE[sign]
        left -= 1
        step = (step << 5) + (value & 31)
        if value < 32:
            number += step
            step = 0
            numbers.append(number)
    return zip(numbers, map(_VALUE.__getitem__, packed[len(packed) - len(numbers) :]), strict=True)


def unpack_pairs(packed: str) -> list[tuple[int, int]]:
    """Read what `pack_pairs` wrote."""
    values, step = [], 0
    for sign in packed:
        value = _VALUE[sign]
        step = (step << 5) + (value & 31)
        if value < 32:
            values.append(step)
            step = 0
    pairs, one = [], 0
    for first, far in zip(values[::2], values[1::2], strict=True):
        one += first
        pairs.append((one, one + (-((far + 1) // 2) if far & 1 else far // 2)))
    return pairs


def hash_of(text: str) -> int:
    """Give the CRC-32 of a text: which file it lies in."""
    return crc32(text.encode())
