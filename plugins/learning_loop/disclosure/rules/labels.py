"""The labels that stand for people: each is declared, and a child has one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from learning_loop.disclosure.known import Known
from learning_loop.disclosure.lists.triggers import OPENERS
from learning_loop.disclosure.patterns import Pattern, matches_from
from learning_loop.disclosure.rule import Rule, Span
from learning_loop.disclosure.together import SEVERITIES
from learning_loop.disclosure.tokens import Reading

LABEL = Pattern(
    r"\b(?:Unborn Baby|Young Person|Half-[Ss]ibling|Child|Baby|Family|Adult|Sibling|Twin|Person|Girl|Boy|Infant|Student|Pupil|Unborn) (?:[A-Z]\d?|[A-Z]{2}|\d)(?![\w-])(?! of\b|\.\d)"
)
"""A label as reviews write it: ‘Child M’, ‘Baby H2’, ‘Family AB’."""


_OPENINGS = (
    "Unborn ", "Young Person ", "Half-sibling ", "Half-Sibling ", "Child ", "Baby ", "Family ", "Adult ", "Sibling ", "Twin ", "Person ", "Girl ", "Boy ", "Infant ", "Student ", "Pupil ",
)  # fmt: skip


def find_labels(text: str, openers: Collection[str] = OPENERS) -> Iterator[tuple[str, Span]]:
    """Give each label at the first place where it stands."""
    seen = set()
    for match in matches_from(LABEL, text, _OPENINGS, openers):
        if match[0] not in seen:
            seen.add(match[0])
            yield match[0], match.span()


def _find(reading: Reading, known: Known) -> Iterator[Span]:
    for _, span in find_labels(reading.text, reading.openers):
        yield span


RULES = (
    Rule(
        "undeclared-label", SEVERITIES["undeclared-label"], 0, "a label that no item declares under ‘people’", "A label that nobody decided on may be a slip", "Declare it under ‘people’, or use the label that is declared there", _find,
        ("[[Child Q]] was nine.", "The family of [[Baby H2]] came.", "[[Young Person L]] said so."), ("The child A went to.", "Child protection plan.", "Family Rights Group", "Adult Social Care"),
    ),
    Rule(
        "second-label", SEVERITIES["second-label"], 0, "a label beside the one that this item declares", "Two labels for one child tie two texts together; another child’s label is a slip of the pen", "Use the declared label, or declare both", _find,
        (), (),
    ),
    Rule(
        "label-of-another", SEVERITIES["label-of-another"], 0, "the label of a child from another item to which this one does not lead", "Either a link is missing, or the label is a slip of the pen", "Link to the item, or name it under ‘about’", _find,
        (), (),
    ),
)  # fmt: skip
