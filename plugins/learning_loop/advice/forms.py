"""Advice as people and other programs read it: lines, JSON and SARIF 2.1.0."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

from learning_loop.advice.advise import RULES
from learning_loop.advice.kept import Advice
from learning_loop.advice.settle import Told
from learning_loop.model.problem import one_line


def line_of(one: Advice, folder: str) -> str:
    """Give advice as one line that an editor can jump to; ``folder`` is how the reader names the content folder."""
    place = f"{folder.rstrip('/')}/{one.path}" + (f":{one.line}" if one.line else "")
    return one_line(f"{place}: {one.field}: {one.message} (advice: {one.rule})")


def counted_words(counts: dict[str, int]) -> str:
    """Give "2 unexplained acronyms, 1 long sentence"."""
    return ", ".join(f"{number} {RULES[rule].names[number != 1]}" for rule, number in counts.items())


def summary_of(told: Told, shown: int) -> str:
    """Give the line with the numbers; ``shown`` is how much of the advice was printed."""
    number = len(told.advice)
    items = "1 item" if told.files == 1 else f"{told.files:,} items"
    off = (
        f" {told.off} more {'is' if told.off == 1 else 'are'} switched off in registers/advice.yml." if told.off else ""
    )
    if not shown:
        return f"{number:,} in {items}, told when the errors are gone; --all tells it now.{off}"
    part = "" if shown == number else f" {shown} of them above, --all shows all."
    return f"{number:,} in {items}: {counted_words(told.counts)}. None of it is an error.{part}{off}"


def as_data(told: Told) -> dict[str, Any]:
    """Give all advice for JSON."""
    return {
        "counts": told.counts,
        "off": told.off,
        "advice": [
            {
                "file": one.path, "line": one.line, "field": one.field, "rule": one.rule, "weight": RULES[one.rule].weight.name.lower().replace("_", " "),
                "what": one.what, "why": one.why, "do": one.do,
            }
            for one in told.advice
        ],
    }  # fmt: skip


def sarif_run(told: Told, folder: str) -> dict[str, Any]:
    """Give all advice as a run of a SARIF log: notes, since none of it is an error."""
    used = sorted(told.counts)
    seen: Counter[tuple[str, str]] = Counter()
    results = []
    for one in told.advice:
        seen[one.rule, one.path] += 1
        location: dict[str, Any] = {
            "artifactLocation": {"uri": quote("/".join(part for part in (folder.strip("/"), one.path) if part))}
        }
        if one.line:
            location["region"] = {"startLine": one.line}
        results.append(
            {
                "ruleId": one.rule, "ruleIndex": used.index(one.rule), "level": "note", "message": {"text": f"{one.field}: {one.message}."},
                "locations": [{"physicalLocation": location}],
                "partialFingerprints": {"place/v1": f"{one.rule}:{one.path}:{seen[one.rule, one.path]}"},
            }
        )  # fmt: skip
    rules = [
        {"id": rule, "shortDescription": {"text": RULES[rule].names[0]}, "defaultConfiguration": {"level": "note"}}
        for rule in used
    ]
    return {
        "tool": {"driver": {"name": "Learning Loop advice on writing", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
