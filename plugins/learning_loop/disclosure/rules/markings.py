"""Markings that say: not yet, or not for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning_loop.disclosure.finding import Severity
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.triggers import MARKING
from learning_loop.disclosure.patterns import Pattern, places_of
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.tokens import Reading

_PHRASES = Pattern(
    r"official[ \u00a0]?[-–—:][ \u00a0]?sensitive|not for (?:publication|circulation|onward|distribution|release|sharing)|not to be (?:shared|published|circulated)|"
    r"do not (?:circulate|publish|share|forward|copy)|strictly (?:private|confidential)|private (?:and|&) confidential|in confidence(?=[.:]|$)|legally privileged|embargoed until|"
    r"for (?:internal use|official use) only|(?:first|second|final|working|consultation) draft\b|draft (?:v|version|for comment|report for|[1-3])",
    re.IGNORECASE,
)  # fmt: skip
_DRAFTS = frozenset("first second final working consultation".split())
_UNFINISHED = frozenset({"draft", "confidential", "restricted"})
_ALONE = frozenset("official restricted confidential draft secret protect".split())


_OPENINGS = (
    "official", "not for ", "not to be ", "do not ", "strictly ", "private ", "in confidence", "legally pri", "embargoed ", "for internal", "for official",
    "first draft", "second draft", "final draft", "working draft", "consultation draft", "draft v", "draft for", "draft report", "draft 1", "draft 2", "draft 3",
)  # fmt: skip
"""How the phrases begin: looking for these takes a tenth of the time."""


def _phrases(reading: Reading) -> Iterator[re.Match[str]]:
    text, low = reading.text, reading.low
    if low is None:
        yield from _PHRASES.finditer(text)
        return
    for place in places_of(low, _OPENINGS, reading.openers):
        if match := _PHRASES.match(text, place):
            yield match


def _find_marking(reading: Reading, known: Known) -> Iterator[Span]:
    until = 0
    text = reading.text
    for match in _phrases(reading):
        line_start = (
            text.rfind("\n", 0, match.start()) + 1
            if match.start() < 4000
            else text.rfind("\n", match.start() - 200, match.start()) + 1
        )
        first = match[0].split()[0].lower()
        sensitive = (
            "sensitive" in match[0].lower()
            or match[0].isupper()
            or "not for" in match[0].lower()
            or "not to be" in match[0].lower()
            or "privileged" in match[0].lower()
        )
        opens = not text[line_start : match.start()].strip(' *_#>[(“"-')
        if first in _DRAFTS and not (opens and text[match.end() : match.end() + 1] in ("", "\n", ":", "–", ",")):
            continue
        if sensitive or opens or first in ("strictly", "private", "draft"):
            until = match.end()
            yield match.span()
    for index in reading.of(MARKING):
        token = reading.tokens[index]
        if token.low not in _ALONE or (
            any(sign.islower() for sign in token.word)
            and not (token.low in _UNFINISHED and _alone(text, token.start, token.end))
        ):
            continue
        if token.start >= until or not until:
            yield token.start, token.end


def _alone(text: str, start: int, end: int) -> bool:
    """Say whether a word is all that stands on its line, or stands in brackets at the line's end."""
    low, high = max(0, start - 12), min(len(text), end + 12)
    before, after = text[low:start].rpartition("\n")[2], text[end:high].partition("\n")[0]
    if not before.strip(" *_#>[(|") and not after.strip(" *_])|.:-"):
        return (low == 0 or "\n" in text[low:start]) and (high == len(text) or "\n" in text[end:high])
    return before.endswith(("(", "[")) and after.startswith((")", "]"))


RULES = (
    Rule(
        "protective-marking", Severity.STOP, 0, "a protective marking", "Somebody has not finished, or it was never meant for this site", "Ask who marked it; then take the marking out", _find_marking,
        ("[[OFFICIAL-SENSITIVE]]", "[[Official – Sensitive]]: for partners", "# [[Draft]]", "[[NOT FOR PUBLICATION]]", "This is [[RESTRICTED]] until May.", "[[Private and confidential]]", "The report ([[draft]])"),
        ("A draft plan was shared.", "Her confidential talk with a nurse.", "Official figures say so.", "He was restricted to bed.", "The secret was out.", "They were told to protect her."),
    ),
)  # fmt: skip
