"""Findings as other programs read them: JSON and SARIF 2.1.0. Neither carries what was found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from learning_loop.disclosure.check import RULES
from learning_loop.disclosure.finding import Finding, Severity
from learning_loop.disclosure.waivers import FILE, Judged, told_of
from learning_loop.model.problem import Problem

CLEAN = "Nothing found. That is not the same as safe: a person who does not know the case must read the text too."
"""What is said of a text in which no rule found anything."""


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Give how many findings there are of each severity, worst first, zeros too."""
    found = Counter(one.severity for one in findings)
    return {severity.name: found[severity] for severity in sorted(Severity, reverse=True)}


def as_data(judged: Judged, more: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give the result for JSON."""
    return {
        "result": "findings" if judged.open else "nothing found",
        "counts": counts(judged.open),
        "waived": judged.waived,
        **(more or {}),
        "findings": [_finding_data(one) for one in judged.open],
        "waiver_problems": [
            {"file": one.path, "line": one.line, "field": one.field, "message": one.message} for one in judged.problems
        ],
    }


def _finding_data(one: Finding) -> dict[str, Any]:
    rule = RULES[one.rule]
    return {
        "file": one.path, "line": one.line, "column": one.column, "length": one.length, "first": one.first, "field": one.field, "rule": one.rule,
        "severity": one.severity.name, "audience": one.audience.value, "what": rule.what, "why": rule.why, "do": rule.do, "fingerprint": one.fingerprint,
    }  # fmt: skip


_LEVELS = {Severity.BLOCK: "error", Severity.STOP: "error", Severity.LOOK: "warning", Severity.NOTE: "note"}


def as_sarif(judged: Judged, folder: str, more_runs: Sequence[dict[str, Any]] = ()) -> str:
    """Give a SARIF 2.1.0 log (OASIS, 2020), as code-scanning services read it; ``folder`` is the content folder as the repository has it.

    ``more_runs`` are what other checks found.
    """
    used = sorted({one.rule for one in judged.open})
    seen: Counter[tuple[str, str]] = Counter()
    results = []
    for one in judged.open:
        seen[one.rule, one.path] += 1
        results.append(_sarif_result(one, used.index(one.rule), folder, seen[one.rule, one.path]))
    results += [_sarif_waiver(one, folder) for one in judged.problems]
    rules = [
        {
            "id": rule,
            "shortDescription": {"text": RULES[rule].what},
            "fullDescription": {"text": f"{RULES[rule].why}."},
            "help": {"text": f"{RULES[rule].do}."},
            "defaultConfiguration": {"level": _LEVELS[RULES[rule].severity]},
        }
        for rule in used
    ]
    driver = {"name": "Learning Loop disclosure check", "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}, *more_runs],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_result(one: Finding, rule: int, folder: str, number: int) -> dict[str, Any]:
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote("/".join(part for part in (folder.strip("/"), one.path) if part))}
    }
    if one.line:
        location["region"] = {"startLine": one.line}
        if one.column:
            location["region"] |= {
                "startColumn": one.column,
                "charLength": one.length,
                "endColumn": one.column + one.length,
            }
            del location["region"]["charLength"]
    return {
        "ruleId": one.rule, "ruleIndex": rule, "level": _LEVELS[one.severity], "message": {"text": told_of(one) + "."},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"place/v1": f"{one.rule}:{one.path}:{number}"},
    }  # fmt: skip


def _sarif_waiver(one: Problem, folder: str) -> dict[str, Any]:
    uri = quote("/".join(part for part in (folder.strip("/"), FILE) if part))
    return {
        "ruleId": "waiver", "level": "error", "message": {"text": f"{one.field}: {one.message}."},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": max(1, one.line)}}}],
    }  # fmt: skip
