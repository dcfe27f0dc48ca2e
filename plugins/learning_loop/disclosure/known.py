"""What this library has said may be written: the names of its registers, with reasons, and its own contacts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from learning_loop.disclosure.lists.field import PHRASES
from learning_loop.disclosure.tokens import CAPITAL, Reading
from learning_loop.model.registers import Registers
from learning_loop.reading.digest import digest_of

NATIONAL_NUMBERS = frozenset(
    {
        "08088005000",
        "08001111",
        "116123",
        "116000",
        "0800555111",
        "0300123",
        "08088010366",
        "08088010327",
        "08000684141",
        "08088020300",
        "03000031747",
    }
)
"""Telephone numbers of national helplines and inspectorates that anybody may print: they belong to nobody's family."""

_SPACES = (("\n", " "), ("\u00a0", " "), ("’", "'"), ("‘", "'"), ("‑", "-"), ("\t", " "), ("*", " "), ("_", " "))


class Known:
    """Phrases that may be written, found by their first word."""

    def __init__(self, phrases: Iterable[str], contacts: Iterable[str] = ()) -> None:
        kept = sorted({phrase for given in phrases if (phrase := _flat(given.strip()))})
        self.contacts = frozenset(_digits(one) or one.strip().lower() for one in contacts if one.strip())
        self.digest = digest_of(repr(kept), repr(sorted(self.contacts)))
        self.words = frozenset(word for phrase in kept for word in _FIRST.findall(phrase))
        """Every word of the phrases; file names are made of them."""
        self._by_first: dict[str, list[str]] = {}
        for phrase in (*kept, *_shipped()):
            first = _FIRST.match(phrase)
            if first:
                self._by_first.setdefault(first[0], []).append(phrase)

    def covered(self, reading: Reading) -> frozenset[int]:
        """Give the words of a reading that belong to a phrase that may be written."""
        return frozenset(self._covered(reading))

    def _covered(self, reading: Reading) -> Iterator[int]:
        flat = _flat(reading.text)
        until = -1
        for index, token in enumerate(reading.tokens):
            if token.start < until:
                yield index
                continue
            if not token.kind & CAPITAL:
                continue
            first = _FIRST.match(flat, token.start)
            for phrase in self._by_first.get(first[0], ()) if first else ():
                end = token.start + len(phrase)
                if flat.startswith(phrase, token.start) and not flat[end : end + 1].isalnum():
                    until = max(until, end)
            if token.start < until:
                yield index

    def may_print(self, contact: str) -> bool:
        """Say whether a telephone number or an e-mail address is one of the library's own, or a national helpline's."""
        digits = _digits(contact)
        if digits:
            digits = "0" + digits[2:] if digits.startswith("44") else digits
            return digits in self.contacts or digits in NATIONAL_NUMBERS
        low = contact.lower()
        return low in self.contacts or low.rpartition("@")[2] in self.contacts


_FIRST = re.compile(r"[^\W_]+")


def _flat(text: str) -> str:
    """Give a text in small letters with plain spaces and apostrophes, of the same length."""
    for sign, plain in _SPACES:
        text = text.replace(sign, plain)
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _digits(text: str) -> str:
    return (
        "" if "@" in text or any(sign.isalpha() for sign in text) else "".join(sign for sign in text if sign.isdigit())
    )


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(_flat(phrase) for phrase in PHRASES)


def known_of(registers: Registers | None) -> Known:
    """Give what the registers allow: names with reasons, the names of agencies, groups, roles, themes and methods, the site's own contacts."""
    return Known(_phrases(registers), _contacts(registers)) if registers else Known(())


def _phrases(registers: Registers) -> Iterator[str]:
    site, framework = registers.site, registers.framework
    yield from (site.name, site.partnership, site.short, site.area)
    yield from (one.name for one in registers.names if one.kind != "contact")
    for agency in registers.agencies.values():
        yield from (agency.name, agency.short, *agency.aliases)
    for group in registers.groups.values():
        yield from (group.name, *group.aliases)
    for role in registers.roles.values():
        yield role.label
    for theme in registers.themes.values():
        yield from (theme.label, *theme.entry_terms)
    for acronym in registers.acronyms:
        yield from (acronym.letters, *(sense.means for sense in acronym.senses))
    for priority in registers.priorities.values():
        yield priority.label
    for kind in framework.review_types.values():
        yield from (kind.label, kind.short, *kind.aliases)
    for method in framework.methods.values():
        yield from (method.label, *method.aliases)
    yield from framework.briefing_headings


def _contacts(registers: Registers) -> Iterator[str]:
    site = registers.site
    yield from (site.email, site.email.rpartition("@")[2], site.worried.number, site.worried.advice_number)
    yield from (one.name for one in registers.names if one.kind == "contact")
