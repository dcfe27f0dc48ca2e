"""Whether a text has the parts and the length that its readers count on.

That a briefing fits on one sheet, and that guidance has its two parts, is checked in `catalogue/checks.py`: those are the house's rules
and not advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from learning_loop.advice.reading import Reading
from learning_loop.advice.rule import Hit, Rule, Weight
from learning_loop.reading.unwritten import has_mark

LONGEST_PART = 400
"""Words under one heading: more is two screens of a desk, and eight of a telephone."""

FEWEST_QUESTIONS = 2
THINNEST_BRIEFING = 150
"""Words. Below that a briefing of five minutes or more says little."""


def find_empty_parts(text: Reading) -> Iterator[Hit]:
    """Find headings with nothing under them."""
    blocks = text.outline.blocks
    for place, block in enumerate(blocks):
        if block.kind != "heading" or not block.text.strip():
            continue
        behind = blocks[place + 1] if place + 1 < len(blocks) else None
        if behind is None or (behind.kind == "heading" and behind.level <= block.level):
            yield Hit(block.line, "body")


def find_long_parts(text: Reading) -> Iterator[Hit]:
    """Find long stretches without a heading."""
    words, line = 0, 0
    for block in (*text.outline.blocks, None):
        if block is None or block.kind == "heading":
            if words > LONGEST_PART:
                yield Hit(line, "body", f"{words} words without a heading")
            words, line = 0, 0
        if block is not None and block.kind != "heading":
            line = line or block.line
            words += block.text.count(" ") + 1


def find_thin_briefings(text: Reading) -> Iterator[Hit]:
    """Find briefings of several minutes that say little."""
    if text.kind != "briefing" or not _is_long_briefing(text.values):
        return
    words = sum(len(block.text.split()) for block in text.outline.blocks)
    if words < THINNEST_BRIEFING:
        first = text.outline.blocks[0].line if text.outline.blocks else 0
        yield Hit(first, "body", f"a briefing of {words} words for {_minutes(text.values)} minutes")


def find_few_questions(text: Reading) -> Iterator[Hit]:
    """Find briefings that ask a team too little."""
    if text.kind != "briefing" or not _is_long_briefing(text.values):
        return
    first = line = asked = 0
    for block in text.outline.blocks:
        if block.kind == "heading" and block.level <= 2:
            line = block.line if block.text.strip().lower().startswith("question") else 0
        elif line and block.kind == "item":
            asked += 1
            first = line
    if asked and asked < FEWEST_QUESTIONS:
        yield Hit(first, "body", "one question for the team")


def _minutes(values: Mapping[str, Any]) -> int:
    given = values.get("minutes")
    return int(given) if isinstance(given, str) and given.isdecimal() else 7


def _is_long_briefing(values: Mapping[str, Any]) -> bool:
    return _minutes(values) >= 5


def find_missing_voices(text: Reading) -> Iterator[Hit]:
    """Find reviews in which neither the child nor the family was heard. That each is accounted for is a rule of the schema."""
    voices = [text.values.get(name) for name in ("child_voice", "family_voice")]
    if text.kind == "review" and all(
        isinstance(one, dict) and "not_obtained" in one and not has_mark(str(one["not_obtained"])) for one in voices
    ):
        line = next((block.line for block in text.prose if block.field.startswith("child_voice")), 0)
        yield Hit(line, "child_voice")


_QUIET = "child_voice: {not_obtained: She was too young to be asked.}\nfamily_voice: {not_obtained: They moved away.}"

RULES = (
    Rule(
        "empty-part", Weight.PLAINER, ("empty part", "empty parts"),
        "a heading with nothing under it", "Readers go to it from the list of contents and find nothing", "Write what belongs there, or take the heading away",
        find_empty_parts,
        (">>>## One\n\n## Two\n\nText.", "## One\n\nText.\n\n>>>## Two"),
        ("## One\n\n### Two\n\nText.", "## One\n\n- Two"),
    ),
    Rule(
        "long-part", Weight.PLAINER, ("long part without a heading", "long parts without a heading"),
        "", "Nobody can find a place in it again", "Put a heading of '### ' where the subject changes",
        find_long_parts,
        (f">>>{'We met. ' * 250}", f"## One\n\n>>>{'We met. ' * 150}\n\n{'We met. ' * 150}"),
        (f"{'We met. ' * 150}\n\n## One\n\n{'We met. ' * 150}",),
    ),
    Rule(
        "thin-briefing", Weight.SMOOTHER, ("thin briefing", "thin briefings"),
        "", "A team that makes time for it should come away with something to do", "Say what was found and what to do tomorrow; or set 'minutes: 1' and tell one thing",
        find_thin_briefings,
        (">>>## Background\n\nText.",),
        (f"## Background\n\n{'We met. ' * 100}",),
    ),
    Rule(
        "few-questions", Weight.SMOOTHER, ("briefing with one question", "briefings with one question"),
        "", "A team talks about the second question as often as about the first", "Ask at least two that cannot be answered with yes or no",
        find_few_questions,
        (f"## Background\n\n{'We met. ' * 100}\n\n>>>## Questions for your team\n\n- What would we notice?",),
        (f"## Background\n\n{'We met. ' * 100}\n\n## Questions for your team\n\n- What would we notice?\n- Whom would we ring?",),
    ),
    Rule(
        "no-voice", Weight.SHUT_OUT, ("review without the child’s or the family’s voice", "reviews without the child’s or the family’s voice"),
        "neither the child nor the family was heard", "Readers learn what services thought, and not what it was like",
        "Say in the text how else the child’s days can be known: what they did, drew or showed, and what those saw who knew them",
        find_missing_voices, (_QUIET,), ("Text.",), "review",
    ),
)  # fmt: skip
