"""One file of the content folder → what the rules find in it. A pure function of its bytes, its path and what may be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from learning_loop.disclosure.check import RULES, Hit, find_hits, fingerprint_of, first_letter, hits_in, settle
from learning_loop.disclosure.finding import Drawn, Finding, SeenLabel, Severity
from learning_loop.disclosure.folders import OF_CASE
from learning_loop.disclosure.known import Known
from learning_loop.disclosure.ner import Hear, add_hits
from learning_loop.disclosure.passages import Passages, Place
from learning_loop.disclosure.rule import Rule
from learning_loop.disclosure.rules import file_names, identifiers
from learning_loop.disclosure.rules.labels import find_labels
from learning_loop.disclosure.together import declares
from learning_loop.disclosure.tokens import Reading
from learning_loop.model.kinds import Audience
from learning_loop.reading.front_matter import SplitText, field_words, read_front, read_mapping, split_front_matter
from learning_loop.reading.markdown import cut_professional_blocks, has_professional_block
from learning_loop.reading.text import read_text

PROFESSIONAL_REGISTERS = frozenset({"registers/issues.yml", "registers/challenges.yml"})

PROFESSIONAL_FIELD = ".detail"
"""How the name of a field ends that is taken away when a catalogue is narrowed to the public (catalogue/catalogue.py)."""

UNSHOWN_REGISTERS = frozenset({"registers/names.yml", "registers/disclosure-waivers.yml", "registers/advice.yml"})
"""Registers that no page shows, and that must name what others may not."""

UNSHOWN_FIELDS = frozenset({"private_remotes"})
"""Fields of the registers that no page shows, and that name who looked: `loop doctor` writes them."""


def check_item(data: bytes, *, path: str, known: Known, hear: Hear | None = None) -> Drawn:
    """Give what the rules find in one item: its front matter, its text and its file's name; with ``hear``, what a language model adds."""
    text, problems = read_text(data, path=path)
    split = split_front_matter(text) if not problems else None
    if split is None:
        return Drawn(known.digest, tuple(_of_file_name(path, Audience.PUBLIC, known)), (), ())
    front = read_front(split.front, path, split.front_line)
    values = dict(front.values)
    people = _people(values.pop("people", None))
    audience = Audience.PROFESSIONAL if values.get("audience") == Audience.PROFESSIONAL.value else Audience.PUBLIC
    passages = Passages(values, split, front.lines, split.front, split.front_line)
    hidden = _Hidden(split if audience is Audience.PUBLIC else None)
    reading = Reading(passages.text, path.partition("/")[0] in OF_CASE)
    hits = hits_in(reading, known)
    if hear is not None:
        hits = add_hits(passages.text, hits, known, hear)
    findings = [_finding(path, passages, hit, audience, hidden) for hit in hits]
    findings += _of_file_name(path, audience, known)
    for field, name in passages.file_names:
        findings += _of_named_file(
            path, name, Place(passages.line_of(field), 0, field_words(field), True), audience, known
        )
    return Drawn(
        known.digest, tuple(findings), tuple(_labels(path, passages, reading, audience, hidden, people)), people
    )


def check_register(data: bytes, *, path: str, known: Known) -> tuple[Finding, ...]:
    """Give what the rules find in a register that pages show."""
    text, problems = read_text(data, path=path)
    if problems or path in UNSHOWN_REGISTERS:
        return ()
    front = read_mapping(text, path=path, line_offset=0)
    audience = Audience.PROFESSIONAL if path in PROFESSIONAL_REGISTERS else Audience.PUBLIC
    values = {name: value for name, value in front.values.items() if name not in UNSHOWN_FIELDS}
    passages = Passages(values, None, front.lines, text, 0)
    return tuple(
        _finding(path, passages, hit, audience, _Hidden(None)) for hit in find_hits(passages.text, known, of_case=False)
    )


def _people(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


class _Hidden:
    """The numbers, in the file, of the lines that only professionals read: found when somebody asks, since most texts have nothing to tell."""

    def __init__(self, split: SplitText | None) -> None:
        self._split = split
        self._lines: frozenset[int] | None = None

    def __contains__(self, line: int) -> bool:
        if self._lines is None:
            self._lines = _hidden_lines(self._split) if self._split else frozenset()
        return line in self._lines


def _hidden_lines(split: SplitText) -> frozenset[int]:
    if not has_professional_block(split.body):
        return frozenset()
    whole, public = split.body.split("\n"), cut_professional_blocks(split.body).split("\n")
    return frozenset(
        split.body_line + number for number, (a, b) in enumerate(zip(whole, public, strict=True), 1) if a != b
    )


def _finding(
    path: str, passages: Passages, hit: Hit, audience: Audience, hidden: _Hidden, *, exact: bool = True
) -> Finding:
    place = passages.place_of(hit.start, exact=exact)
    cut = place.field.endswith(PROFESSIONAL_FIELD) or (place.field == "body" and place.line in hidden)
    reader = Audience.PROFESSIONAL if cut else audience
    return _found(path, place, hit.rule, passages.text, hit.start, hit.end, reader)


def _found(path: str, place: Place, rule: Rule, text: str, start: int, end: int, audience: Audience) -> Finding:
    return Finding(
        path, place.line, place.column, end - start, first_letter(text, start), place.field, rule.id,
        rule.severity.for_audience(audience), audience, fingerprint_of(rule, text, start, end),
    )  # fmt: skip


def _labels(
    path: str, passages: Passages, reading: Reading, audience: Audience, hidden: _Hidden, people: tuple[str, ...]
) -> Iterator[SeenLabel]:
    """Give the labels that the item itself does not declare."""
    rule = RULES["undeclared-label"]
    for label, (start, end) in find_labels(passages.text, reading.openers):
        if declares(people, label):
            continue
        yield SeenLabel(label, _finding(path, passages, Hit(rule, start, end), audience, hidden, exact=False))


def _of_file_name(path: str, audience: Audience, known: Known) -> Iterator[Finding]:
    name = path.partition("/")[2].removesuffix(".md").removesuffix("/index")
    yield from _of_named_file(path, name, Place(0, 0, "file name", True), audience, known)


_IN_NAMES = (*file_names.RULES, *(rule for rule in identifiers.RULES if rule.severity is Severity.BLOCK))


def _of_named_file(path: str, name: str, place: Place, audience: Audience, known: Known) -> Iterator[Finding]:
    reading = Reading(name)
    hits = (Hit(rule, *span) for rule in _IN_NAMES for span in rule.find(reading, known))
    for hit in settle(hits):
        yield _found(path, place, hit.rule, name, hit.start, hit.end, audience)
