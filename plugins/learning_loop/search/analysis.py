"""Texts and queries → words → terms: the one analysis of the library.

The default analysis of search engines throws away what our readers type: the letter of "Child Q", the number of "section 47", the dots of
"C.S.E.". What a client must do with a query is written down in ``docs/search-format.md``, so that it needs no stemmer: it looks words up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from whoosh.lang.porter import stem

MAX_QUERY = 600
"""Signs of a query that are read."""

MAX_PARTS = 48
"""Parts of a query that are kept."""

MAX_PART = 40
"""Signs of the longest part: longer ones are no words."""

LIGHT = frozenset(
    """
    a about after again all also am an and any are as at be because been before being both but by can cannot could did do does doing during each
    few for from further get had has have having he her here hers him his how i if in into is it its itself just let like me more most my no nor not
    of off on once only or other our out over own same say says she should so some such tell tells than that the their them then there these they
    this those through to too up us very was way we were what when where which while who whom why will with would you your
    cant couldnt didnt doesnt dont hadnt hasnt havent id ill im isnt ive shouldnt thats theyre wasnt werent wont wouldnt youre
    """.split()
)
"""Words that say little on their own. They count in titles and in phrases ("was not brought"), and where nothing else was typed."""

LABELLED = (
    "adult",
    "baby",
    "brother",
    "child",
    "family",
    "father",
    "girl",
    "boy",
    "man",
    "mother",
    "person",
    "sibling",
    "sister",
    "twin",
    "woman",
)
"""What reviews put before the letter that stands for somebody: "Child Q", "Young Person L"."""

JOINING = frozenset(
    "anti co cross cyber e ex extra half hyper inter intra mid multi non out over peri post pre re self semi step sub under".split()
)
"""First parts that are written joined, with a hyphen or apart (co-sleeping, cosleeping, co sleeping): the joined form is indexed each time."""

ENDINGS = (
    ("izations", "isation"), ("ization", "isation"), ("izing", "ising"), ("izes", "ises"), ("ized", "ised"), ("ize", "ise"),
    ("ies", "y"), ("ied", "y"), ("ying", "ie"), ("sses", "ss"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("er", ""), ("er", "e"), ("ly", ""), ("isation", "ise"), ("ization", "ise"), ("or", ""), ("or", "e"), ("ation", "e"), ("ion", ""), ("ion", "e"), ("e", "ing"), ("e", "ed"), ("e", "es"), ("y", "ies"),
)  # fmt: skip
"""Endings that a client exchanges when a form is in no document: (old, new), in order; the words so made are its bases."""

ADDED_ENDINGS = ("s", "ed", "ing", "d")
"""Endings that it adds after that, to the form and to each base."""

_LETTERS = tuple(pair.split("/") for pair in "ł/l ø/o đ/d ß/ss æ/ae œ/oe ’/' ‘/' ʼ/' ′/' `/' ‐/- ‑/-".split())
_MARKS = re.compile("[\u0300-\u036f\u00ad]")
_DOTTED_HINT = re.compile(r"\.[a-z]\.")
_DOTTED = re.compile(r"(^|[^a-z0-9.])((?:[a-z]\.){2,}[a-z]?)(?![a-z0-9])")
# the look-behind stands after the letter that it guards, so that the search can skip to the next s
_SECTION = re.compile(r"s(?<![a-z0-9']s)(?:ections|ection|ect|ec|s)?[ .]{0,2}([0-9]{1,3}[a-z]?)(?![a-z0-9])")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SIGNS = tuple(sign.encode() for sign in "–—“”„«»•·£€→")
_DOUBLED = ("--", "-'", "'-", "''")
_BARE = (("' ", " "), (" '", " "), ("- ", " "), (" -", " "), ("'s ", " "), ("'s-", "-"), ("'", ""))
_ONLY_WORDS = bytes(sign if chr(sign) in "abcdefghijklmnopqrstuvwxyz0123456789'-" else 32 for sign in range(256))
_LABEL = re.compile(rf"({'|'.join(word.capitalize() for word in LABELLED)})[  ]([A-Z])\b(?![’'][a-rt-z])")

_AMERICAN = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|ed|es|ing|er|ers|ation|ations|able)$)")
_SAME = {
    "children": "child", "childrens": "child", "men": "man", "women": "woman", "teeth": "tooth", "feet": "foot",
    "practise": "practice", "practises": "practices", "practised": "practiced", "practising": "practicing",
    "license": "licence", "licensed": "licence", "defense": "defence", "offense": "offence", "judgment": "judgement", "judgments": "judgements",
    "behavior": "behaviour", "behaviors": "behaviours", "behavioral": "behavioural", "neighbor": "neighbour", "neighbors": "neighbours", "pediatric": "paediatric",
    "pediatrician": "paediatrician", "pediatricians": "paediatricians", "counseling": "counselling", "counselor": "counsellor", "program": "programme", "programs": "programmes",
    "inquiry": "enquiry", "inquiries": "enquiries", "inquire": "enquire", "fetal": "foetal", "hemorrhage": "haemorrhage",
    "learnt": "learned", "mum": "mother", "mums": "mother", "mom": "mother", "moms": "mother", "mummy": "mother", "dad": "father", "dads": "father", "daddy": "father",
    "kid": "child", "kids": "child", "reg": "regulation", "regs": "regulations", "info": "information", "carer": "carer", "carers": "carer",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
"""Forms that share a term with another one though no rule of endings says so."""


class Word(NamedTuple):
    """A word of a text: one part, or several that hyphens join."""

    parts: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The word without its hyphens."""
        return "".join(self.parts)


def fold(text: str) -> str:
    """Give a text in the letters in which words are compared; every step is in ``docs/search-format.md``."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).lower()
        for letter, plain in _LETTERS:
            if letter in text:
                text = text.replace(letter, plain)
        text = _MARKS.sub("", text)
    else:
        text = text.lower().replace("`", "'")
    if _DOTTED_HINT.search(text):
        text = _DOTTED.sub(lambda match: match[1] + match[2].replace(".", ""), text)
    return _SECTION.sub(r"s\1", text)


def words_of(text: str) -> Iterator[Word]:
    """Give the words of a text in their order."""
    for found in _WORD.findall(fold(text)):
        if "-" in found or "'" in found:
            parts = tuple(part for one in found.split("-") if (part := _bare(one)))
            if parts:
                yield Word(parts)
        elif len(found) <= MAX_PART:
            yield Word((found,))


def _bare(part: str) -> str:
    bare = part.removesuffix("'s").replace("'", "")
    return bare if len(bare) <= MAX_PART else ""


def tokens_of(text: str) -> list[str]:
    """Give the surface forms of a text in their order, hyphenated words as they stand; the same as `words_of`, and fast for long texts."""
    folded = fold(text)
    data = folded.encode()
    if not data.isascii():
        for sign in _SIGNS:
            data = data.replace(sign, b" ")
        if not data.isascii():
            return _with_bare_parts(_WORD.findall(folded))
    if any(pair in folded for pair in _DOUBLED):
        return _with_bare_parts(_WORD.findall(folded))
    # splitting at spaces is several times faster than finding words with a pattern
    plain = f" {data.translate(_ONLY_WORDS).decode()} "
    for old, new in _BARE:
        plain = plain.replace(old, new)
    found = plain.split()
    return _with_bare_parts(found) if max(map(len, found), default=0) > MAX_PART else found


def _with_bare_parts(found: list[str]) -> list[str]:
    kept = ["-".join(filter(None, map(_bare, one.split("-")))) for one in found]
    return [one for one in kept if one]


def labels_in(text: str) -> Iterator[tuple[str, str]]:
    """Give the pairs of term and letter by which a text calls people: ("child", "q") for "Child Q"."""
    for word, letter in _LABEL.findall(text):
        yield term_of(word.lower()), letter.lower()


@cache
def term_of(form: str) -> str:
    """Give the term of a surface form: its stem, with British and American spelling and a few irregular forms brought together."""
    if form in LIGHT:
        return form
    form = _SAME.get(form, form)
    if len(form) <= 3 or not form.isalpha():
        return (
            form[:-1] if len(form) == 3 and form.isalpha() and form.endswith("s") and form[1] not in "aeiousy" else form
        )
    stemmed: str = stem(_AMERICAN.sub("is", form))
    return stemmed


def terms_of(text: str) -> list[str]:
    """Give the terms of a short text in their order, light ones too: what phrases are compared by."""
    return [term_of(part) for word in words_of(text) for part in word.parts]


def content_of(terms: Iterable[str]) -> list[str]:
    """Give the terms that are not light."""
    return [term for term in terms if term not in LIGHT]


def grams_of(terms: Sequence[str]) -> list[str]:
    """Give the pairs of neighbours of which at least one is not light."""
    return [f"{one} {other}" for one, other in pairwise(terms) if one not in LIGHT or other not in LIGHT]
