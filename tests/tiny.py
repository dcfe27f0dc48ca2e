"""Tiny real libraries for tests: the registers of ``tests/sites/base`` and whatever items a test writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from learning_loop.build import Built, build
from learning_loop.model.kinds import KIND_BY_FOLDER, Audience

SITES = Path(__file__).parent / "sites"
TODAY = date(2026, 11, 21)

PAGE = """---
title: {title}
type: page
audience: {audience}
published: {published}
summary: A page that a test has written, in one plain sentence.
---

{body}
"""

BRIEFING_BODY = """## Background

Text.

## Why it matters

Text.

## What we found

Text.

## What to look for

Text.

## What to do

Text.

## What worked well

Text.

## Questions for your team

- What would we notice?
- Whom would we ring?
"""


def write_base(folder: Path) -> Path:
    """Write the base registers into a new content folder, and give it."""
    shutil.copytree(SITES / "base", folder, dirs_exist_ok=True)
    return folder


def write_item(content: Path, path: str, fields: str, body: str = "Text.") -> Path:
    """Write one item; ``fields`` are front matter lines beyond title, audience, published and summary where they are left out."""
    defaults = {
        "title": "A title",
        "type": _type_of(path),
        "audience": "public",
        "published": "2026-01-15",
        "summary": "One plain sentence that a busy person can use.",
    }
    given = {line.partition(":")[0] for line in fields.splitlines() if line and not line.startswith((" ", "-"))}
    lines = [f"{name}: {value}" for name, value in defaults.items() if name not in given]
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        "---\n" + "\n".join([*lines, fields.strip("\n")]).rstrip("\n") + f"\n---\n\n{body}\n", encoding="utf-8"
    )
    return file


def write_feedback(content: Path, *entries: str) -> Path:
    """Write the register of feedback; ``entries`` are the lines of each beyond or in place of the defaults."""
    file = content / "registers/feedback.yml"
    text = "feedback:\n" if entries else "feedback: []\n"
    for number, fields in enumerate(entries, 1):
        defaults = {
            "ref": f"FB-2026-{number:02}",
            "title": "What somebody told us",
            "audience": "public",
            "heard_on": "2026-03-16",
            "from": "[practitioners]",
            "way": "survey",
            "heard": "It helped, and it was long.",
        }
        given = {line.partition(":")[0] for line in fields.splitlines()}
        lines = [f"{name}: {value}" for name, value in defaults.items() if name not in given]
        text += "  - " + "\n    ".join([*lines, *fields.splitlines()]) + "\n"
    file.write_text(text, encoding="utf-8")
    return file


def write_programme(content: Path, *entries: str) -> Path:
    """Write the programme; ``entries`` are the lines of each beyond or in place of the defaults."""
    file = content / "registers/programme.yml"
    text = "programme:\n" if entries else "programme: []\n"
    for number, fields in enumerate(entries, 1):
        defaults = {
            "id": f"planned-{number}",
            "title": "An audit of waiting rooms",
            "audience": "public",
            "type": "audit",
            "when": "2027-02",
        }
        given = {line.partition(":")[0] for line in fields.splitlines()}
        lines = [f"{name}: {value}" for name, value in defaults.items() if name not in given]
        text += "  - " + "\n    ".join([*lines, *fields.splitlines()]) + "\n"
    file.write_text(text, encoding="utf-8")
    return file


def _type_of(path: str) -> str:
    return KIND_BY_FOLDER[path.partition("/")[0]].name


def build_tiny(
    content: Path,
    site: Path,
    *,
    cache: Path | None = None,
    today: date = TODAY,
    audiences: Iterable[Audience] = tuple(Audience),
    preview: Path | None = None,
) -> Built:
    """Build a tiny library."""
    return build(
        content,
        site=site,
        cache=cache or site.parent / "cache",
        audiences=tuple(audiences),
        today=today,
        preview=preview,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


REVIEW = """reference: LCSPR-2026-01
review_type: lcspr
method: systems
commissioned_by: executive-group
reports_to: executive-group
lead_reviewers: [An independent reviewer]
decided_on: 2025-10-01
findings:
  - {ref: F1, title: We recorded offers, text: Nobody wrote what changed.}
recommendations:
  - {ref: R1, title: Ask what has changed, text: Every record says what is different., to: [childrens-services], by: 2026-06, from: [F1]}
response: {by: executive-group, on: 2026-01-15, text: We accept this.}
child_voice: {text: Said to a nursery worker.}
family_voice: {not_obtained: The mother could not be found.}
practitioner_voice: {text: Ten people met twice.}
worked_well: [A nursery worker wrote the child's words down.]
people: [Child M]
themes: [neglect]"""

PLAN = """source: child-m
monitored_by: quality-group
actions:
  - ref: R1/A1
    title: Supervision asks what has changed
    what: Every record has the question.
    owner: childrens-services
    scope: single-agency
    due: 2026-06-30
    measure: 30 of 40 records answer it"""
