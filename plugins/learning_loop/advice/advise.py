"""A text → the advice on it. A pure function of the text, its front matter and the words that hold for the library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from learning_loop.advice.kept import Advice
from learning_loop.advice.reading import Reading
from learning_loop.advice.rule import Rule
from learning_loop.advice.rules import access, structure, wording
from learning_loop.advice.vocabulary import Vocabulary
from learning_loop.model.kinds import KIND_BY_FOLDER
from learning_loop.reading.front_matter import read_mapping, split_front_matter
from learning_loop.reading.markdown import outline_body
from learning_loop.reading.outline import Block, Outline, prose_of
from learning_loop.reading.text import read_text
from learning_loop.reading.unwritten import lowered

RULES: dict[str, Rule] = {rule.id: rule for rule in (*access.RULES, *wording.RULES, *structure.RULES)}
"""All rules by their ids."""


def advise_text(path: str, reading: Reading) -> tuple[Advice, ...]:
    """Give the advice of all rules on one text, in the order of its lines."""
    found = [
        Advice(path, hit.line, hit.field, rule.id, hit.what or rule.what, hit.why or rule.why, hit.do or rule.do)
        for rule in RULES.values()
        for hit in rule.find(reading)
    ]
    return tuple(sorted(found, key=lambda one: (one.line, one.rule)))


def advise_item(data: bytes, *, path: str, vocabulary: Vocabulary) -> tuple[Advice, ...]:
    """Give the advice on one file of the content folder; none where it cannot be read, or is withdrawn."""
    text, problems = read_text(data, path=path)
    split = split_front_matter(text) if not problems else None
    if split is None:
        return ()
    front = read_mapping(split.front, path=path, line_offset=split.front_line)
    outline = outline_body(split.body, line_offset=split.body_line)
    return advise_outline(path, front.values, front.lines, outline, vocabulary)


def advise_outline(
    path: str, values: Mapping[str, Any], lines: Mapping[Any, int], outline: Outline, vocabulary: Vocabulary
) -> tuple[Advice, ...]:
    """Give the advice on a file that has been read already."""
    if values.get("withdrawn"):
        return ()
    kind = KIND_BY_FOLDER.get(path.partition("/")[0])
    prose = tuple(_unmarked(block) for block in prose_of(values, lines))
    outline = outline._replace(blocks=tuple(map(_unmarked, outline.blocks)))
    return advise_text(path, Reading(kind.name if kind else "", values, prose, outline, vocabulary))


def _unmarked(block: Block) -> Block:
    text = lowered(block.text)
    return block if text == block.text else block._replace(text=text)
