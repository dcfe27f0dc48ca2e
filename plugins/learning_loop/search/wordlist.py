"""A list of words as it is published: surface forms by their terms, with the number of documents that have each, in one compact text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from string import ascii_uppercase

from learning_loop.search.packing import SIGNS

Forms = Mapping[str, Mapping[str, int]]
"""Term → surface form → number of documents with it."""

_CUTS = " " + ascii_uppercase
MOST_CUT = len(ascii_uppercase)


def pack_forms(forms: Forms) -> str:
    """Write a list: ``0neglect 2,ed:1;3l 1`` is neglect (in 2 documents) and neglected (in 1) of the term neglect, then negl.

    The terms stand in their order, each with a sign for how many of its first signs are those of the last one. A form is how many of the
    term's last signs it lacks (A is one, B two), what it has in their place, and a colon where that is anything.
    """
    out = []
    last = ""
    for term in sorted(forms):
        if not forms[term]:
            continue
        # only ASCII is shared, since a client may count other signs differently
        same = _shared(last, term) if term.isascii() else 0
        listed = ",".join(_form(term, form, count) for form, count in sorted(forms[term].items()))
        out.append(f"{SIGNS[same]}{term[same:]} {listed}")
        last = term
    return ";".join(out)


def unpack_forms(packed: str) -> Iterator[tuple[str, str, int]]:
    """Read what `pack_forms` wrote: term, form, number of documents."""
    last = ""
    for entry in packed.split(";") if packed else ():
        head, _, listed = entry.partition(" ")
        last = last[: SIGNS.index(head[0])] + head[1:]
        for one in listed.split(","):
            changed, _, count = one.rpartition(":")
            ending = changed.lstrip(ascii_uppercase)
            cut = sum(map(_CUTS.index, changed[: len(changed) - len(ending)]))
            yield last, last[: len(last) - cut] + ending, int(count)


def _form(term: str, form: str, count: int) -> str:
    same = _shared(term, form)
    whole, rest = divmod(len(term) - same, MOST_CUT)
    changed = "Z" * whole + _CUTS[rest].strip() + form[same:]
    return f"{changed}:{count}" if changed else str(count)


def _shared(one: str, other: str) -> int:
    """Give how many first signs are the same."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)
