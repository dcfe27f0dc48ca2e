"""How postings are written: numbers and levels as a short string that a browser and Python read alike. See ``docs/search-format.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    """Write postings whose numbers grow."""
    out, last, steps, signs = [], 0, _STEPS, SIGNS
    for posting in postings:
        number = posting >> LEVEL_BITS
        step = number - last
        out.append((steps[step] if step < _SMALL else _digits(step)) + signs[posting & 63])
        last = number
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
    number = step = 0
    signs = iter(packed)
    for sign in signs:
        value = _VALUE[sign]
        step = (step << 5) + (value & 31)
        if value < 32:
            number += step
            step = 0
            yield number, _VALUE[next(signs)]


def fnv1a(text: str) -> int:
    """Give the 32-bit FNV-1a of a text: which shard it lies in."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value
