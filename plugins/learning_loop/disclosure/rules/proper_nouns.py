"""Whatever has a capital and stands in no list: nothing is taken for harmless because nobody thought of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from learning_loop.disclosure.english import is_ordinary
from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.triggers import NAME, TITLE
from learning_loop.disclosure.patterns import Pattern
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.rules.people import bare_end, cited, name_end
from learning_loop.disclosure.tokens import CAPITAL, NUMBER, URL, Reading

_ACRONYM = 6
"""Letters up to which a word in capitals is taken for an acronym."""

_ADDRESS = frozenset({"mr", "mrs", "ms", "mx", "dr", "st"})
"""They stand before a name, and the rules about people look at what follows."""

_LIKE_A_PATH = Pattern(r"[/_@#:]")


def _find_unknown(reading: Reading, known: Known) -> Iterator[Span]:
    until = 0
    for index in reading.of(CAPITAL):
        token = reading.tokens[index]
        if (
            token.start < until
            or token.kind & (NAME | NUMBER | URL)
            or index in reading.covered
            or not _unknown(token.word, token.low, reading)
        ):
            continue
        if index and reading.tokens[index - 1].kind & TITLE and reading.gap(index - 1) in (" ", ". "):
            continue
        if (
            token.start
            and _LIKE_A_PATH.match(reading.text[token.start - 1])
            and reading.text[token.start - 2 : token.start - 1] != " "
        ):
            continue
        if cited(reading, index):
            until = name_end(reading, index)
            continue
        until = name_end(reading, index)
        yield token.start, bare_end(reading, index)


def _unknown(word: str, low: str, reading: Reading) -> bool:
    if not _odd(word, low) or low in reading.small_words:
        return False
    if "-" in word:
        return any(_unknown(part, part.lower(), reading) for part in word.split("-")[:6])
    return True


@lru_cache(maxsize=5_000)
def _odd(word: str, low: str) -> bool:
    """Say whether a word is no ordinary one; of one with hyphens its parts are still to be asked."""
    if low in _ADDRESS:
        return False
    if len(low) < 2 or (word.isupper() and len(word) <= _ACRONYM) or is_ordinary(low):
        return False
    if word[0].islower():
        return False
    if low.endswith("'") and is_ordinary(low[:-1]):
        return False
    inner = sum(sign.isupper() for sign in word)
    if (
        inner > 1
        and "-" not in word
        and not low.startswith(("mc", "mac", "o'", "d'", "de", "fitz", "le"))
        and (len(word) <= 8 or _plural(word))
    ):
        return False
    if "-" not in word and "'" in low:
        head, _, tail = low.partition("'")
        if tail in ("t", "re", "ve", "ll", "d", "m") or (is_ordinary(head + "s") and not tail):
            return False
    return True


def _plural(word: str) -> bool:
    return word.endswith("s") and word[:-1].isupper()


RULES = (
    Rule(
        "unknown-name", Severity.STOP, CAPITAL, "a word with a capital that is no ordinary English word and stands in no list of names that may be published",
        "It may name a person or a place", "Take it out; or, if anybody may know it, put it into registers/names.yml with the reason", _find_unknown,
        ("Then [[Zbyszko]] went home.", "The [[Wexcombe]] team met.", "[[Tamsyn]]’s plan was late.", "the [[O’Shaughnessy]] family"),
        ("The Front Door rang.", "MASH and CAMHS met.", "Professor Munro (2011) wrote.", "In Polish and Urdu.", "Safeguarding is Everybody’s business.", "DSLs know it.", "Ofsted came on Tuesday.", "(Brandon et al., 2020)", "Don’t wait.", "Bronfenbrenner’s model", "Self-harm hurts.", "Co-sleeping"),
    ),
)  # fmt: skip
