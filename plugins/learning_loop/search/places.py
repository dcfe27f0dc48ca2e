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
    rare: int
    """Number of files of rare words; 0 when no word is called rare."""
    common: int
    """A form in so many documents is common: it stands in the file of its first two signs, and may stand for what was mistyped."""
    own: int
    """A term with so many documents has a file of its own."""


def shape_of(documents: int, step: float) -> Shape:
    """Give the shape for a number of documents, of which ``step`` is the step. A library of less than a thousand has no rare words."""
    shards = 16
    while shards < documents / 4 and shards < 2048:
        shards *= 2
    common = max(1, int(step / 512))
    return Shape(step, shards, shards, max(16, shards // 2), shards // 4 if common > 1 else 0, common, 512)


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


def own_path(term: str) -> str:
    """Give the path of the file of a term that is in many documents, and of every concept. Two terms may, rarely, share one."""
    return f"{FOLDER}/lists/{hash_of(term):08x}.json"


def words_name(form: str) -> str:
    """Give the name of the vocabulary file of a form: its first two signs."""
    start = form[:2] if len(form) > 1 else f"{form}_"
    return start if start.isascii() else "other"


def words_path(name: str) -> str:
    """Give the path of a vocabulary file."""
    return f"{FOLDER}/words/{name}.json"


def rare_path(form: str, rare: int) -> str:
    """Give the path of the file of rare words in which a form stands: those with the same first four signs stand together."""
    return f"{FOLDER}/rare/{hash_of(form[:4]) % rare}.json"


def exact_path(phrase: str, exact: int) -> str:
    """Give the path of the file of names in which a phrase stands."""
    return f"{FOLDER}/exact/{hash_of(phrase) % exact}.json"


def item_path(number: int) -> str:
    """Give the path of a document's file."""
    return f"{FOLDER}/items/{number}.json"


def facet_path(name: str) -> str:
    """Give the path of the file of a facet."""
    return f"{FOLDER}/facets/{name}.json"
