"""Where things lie in the search files of a site. See ``docs/search-format.md``."""

from __future__ import annotations

from typing import NamedTuple

from learning_loop.search.packing import hash_of

FOLDER = "search"

START, LABELS = f"{FOLDER}/start.json", f"{FOLDER}/labels.json"


class Shape(NamedTuple):
    """What all files of a site depend on; while it stays, a changed document changes its own postings alone."""

    documents: float
    """Step of the number of documents."""
    terms: int
    """Number of files of postings, each for a share of the terms."""
    grams: int
    exact: int
    words: int
    """Number of files of words, as they are looked up."""
    near: int
    """Number of files of common words, among which is looked for what was meant."""
    lists: int
    """Number of places for lists of their own: few in a small library, where a list is short; else so many that two seldom meet."""
    common: int
    """A form in so many documents is common: it may stand for what was mistyped."""
    own: int
    """A term with so many documents has a file of its own."""


def shape_of(documents: int, step: float) -> Shape:
    """Give the shape for a number of documents, of which ``step`` is the step.

    Postings of words are most of what a query fetches, and so are cut into the most files; small libraries have more of them for their
    size, since their texts bring new words more often. In a library of less than a thousand documents all forms are common.
    """
    wanted = max(documents / 2, min(documents * 3 / 4, 512))
    terms = 16
    while terms < wanted and terms < 8192:
        terms *= 2
    small = terms <= 512
    some, eighth, sixteenth = (max(16, terms // part) for part in (4 if small else 2, 8, 16))
    return Shape(
        documents=step,
        terms=terms,
        grams=some,
        exact=sixteenth,
        words=min(some, 2048),
        near=min(eighth, 256),
        lists=16 if small else 65_536,
        common=max(1, int(step / 512)),
        own=512,
    )


def is_gram(term: str) -> bool:
    """Say whether a term is two terms that stand next to each other."""
    return " " in term and term[0] not in "#="


def is_concept(term: str) -> bool:
    """Say whether a term is a theme, an agency or a type."""
    return term[0] == "#"


def term_path(term: str, terms: int, grams: int) -> str:
    """Give the path of the file in which a term's postings stand when it has none of its own."""
    return (
        f"{FOLDER}/grams/{hash_of(term) % grams}.json"
        if is_gram(term)
        else f"{FOLDER}/terms/{hash_of(term) % terms}.json"
    )


def own_path(term: str, lists: int) -> str:
    """Give the path of the file of a term that is in many documents, and of every concept. Two terms may share one."""
    return f"{FOLDER}/lists/{hash_of(term) % lists}.json"


def words_path(form: str, words: int) -> str:
    """Give the path of the vocabulary file in which a form stands: those with the same first three signs stand together."""
    return f"{FOLDER}/words/{hash_of(form[:3]) % words}.json"


def start_of(form: str) -> str:
    """Give what a form has in common with those that it may stand for: its first two signs."""
    start = form[:2] if len(form) > 1 else f"{form}_"
    return start if start.isascii() else "other"


def near_path(start: str, near: int) -> str:
    """Give the path of the file of the common forms with the same start. Several starts share one."""
    return f"{FOLDER}/near/{hash_of(start) % near}.json"


def exact_path(phrase: str, exact: int) -> str:
    """Give the path of the file of names in which a phrase stands."""
    return f"{FOLDER}/exact/{hash_of(phrase) % exact}.json"


def item_path(number: int) -> str:
    """Give the path of a document's file."""
    return f"{FOLDER}/items/{number}.json"


def facet_path(name: str) -> str:
    """Give the path of the file of a facet."""
    return f"{FOLDER}/facets/{name}.json"
