"""The texts inside a file that an item attaches → what the rules find in them, each with its place in the file and never with its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from learning_loop.disclosure.check import RULES, Hit, find_hits, fingerprint_of, first_letter
from learning_loop.disclosure.finding import Drawn, Finding, SeenLabel
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.ner import Hear, add_hits
from learning_loop.disclosure.passages import GAP
from learning_loop.disclosure.rules.labels import find_labels
from learning_loop.model.kinds import Audience

AS_TYPED = "text"
"""The place of a plain text: its lines are those of the file."""

_SET = str.maketrans(
    {
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\u0002\u200e\u200f", None),
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    }
)  # fmt: skip
"""What a program that sets pages puts between and in place of letters: taken back, so that a name is read as it looks."""


class Inside:
    """All pieces of one file as one text; no rule looks from one piece into the next."""

    def __init__(self, pieces: Sequence[tuple[str, str]]) -> None:
        self._places = [place for place, _ in pieces]
        texts = [text if place == AS_TYPED else text.translate(_SET) for place, text in pieces]
        self._starts: list[int] = []
        at = 0
        for text in texts:
            self._starts.append(at)
            at += len(text) + len(GAP)
        self.text = GAP.join(texts)

    def place_of(self, offset: int) -> tuple[int, int, str]:
        """Give the line and column in the file, both 0 where it has none, and the place in words: ``page 3, line 12``."""
        number = bisect_right(self._starts, offset) - 1
        start, place = self._starts[number], self._places[number]
        line_start = max(start, self.text.rfind("\n", start, offset) + 1)
        if place == AS_TYPED:
            return self.text.count("\n", start, offset) + 1, offset - line_start + 1, place
        end = self._starts[number + 1] - len(GAP) if number + 1 < len(self._starts) else len(self.text)
        if "\n" not in self.text[start:end]:
            return 0, 0, place
        before = sum(1 for line in self.text[start:line_start].split("\n") if line.strip())
        return 0, 0, f"{place}, line {before + 1}"


def check_pieces(
    pieces: Sequence[tuple[str, str]],
    *,
    path: str,
    audience: Audience,
    people: Collection[str],
    of_case: bool,
    known: Known,
    hear: Hear | None = None,
) -> Drawn:
    """Give what the rules find in the texts inside one file, each with its place there; with ``hear``, what a language model adds.

    ``audience``, ``people`` and ``of_case`` are those of the item that names the file.
    """
    inside = Inside(pieces)
    hits = find_hits(inside.text, known, of_case=of_case)
    if hear is not None:
        hits = add_hits(inside.text, hits, known, hear)
    findings = tuple(_finding(path, inside, hit, audience) for hit in hits)
    return Drawn(known.digest, findings, tuple(_labels(path, inside, audience)), tuple(people))


def _finding(path: str, inside: Inside, hit: Hit, audience: Audience) -> Finding:
    line, column, field = inside.place_of(hit.start)
    return Finding(
        path, line, column, hit.end - hit.start, first_letter(inside.text, hit.start), field, hit.rule.id,
        hit.rule.severity.for_audience(audience), audience, fingerprint_of(hit.rule, inside.text, hit.start, hit.end),
    )  # fmt: skip


def _labels(path: str, inside: Inside, audience: Audience) -> Iterator[SeenLabel]:
    rule = RULES["undeclared-label"]
    for label, (start, end) in find_labels(inside.text):
        yield SeenLabel(label, _finding(path, inside, Hit(rule, start, end), audience))
