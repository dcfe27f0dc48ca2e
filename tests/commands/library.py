"""What is expected of a command, and the small library in which commands are run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from tests.example import BIN, ROOT
from tests.papers import word_review
from tests.planted.files import plain_pdf
from tests.repository import begin, commit, git
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, write_base, write_item

Prepare = Callable[[Path], None]


class Run(NamedTuple):
    """What is expected of a command."""

    said: str = ""
    """Words that stand in what is printed."""
    made: str = ""
    """A file that is there afterwards."""
    really: str = ""
    before: tuple[str, ...] = ()
    """Commands that come first."""
    prepare: Prepare | None = None
    typed: str = ""
    """What somebody types, or pipes into it."""
    env: tuple[tuple[str, str], ...] = ()
    code: int = 0
    beside: Callable[[Path], AbstractContextManager[Mapping[str, str]]] | None = None
    """What runs beside it, such as a database; it gives what stands in the command in the place of what is shown."""
    without: tuple[str, str] = ("", "")
    """A pattern of what it says where it cannot be run, and why it then is skipped."""


class Served(NamedTuple):
    """How a command that serves is asked."""

    address: str = "/"
    """What is asked for; ``{port}`` of ``really`` is where."""
    really: str = ""
    holds: str = "old-name"
    """Words of the answer."""
    never: str = ""
    """Words that it may not print."""
    sent: str = ""
    """JSON that is sent with the question."""
    before: tuple[str, ...] = ()
    ends: str = ""
    """Its last line, when it is stopped with Ctrl-C."""
    code: int = 0


ACTIONS = (
    ("Recommendation", "Action", "Owner", "By when"),
    ("1", "Ask what has changed at every visit", "Children's Services", "30 June 2027"),
)
"""What a business unit has in a spreadsheet of its own."""


def write_library(folder: Path) -> Path:
    """Write a small library into a git repository, with what belongs to the project's top; give its folder.

    ``scripts/dev`` is a copy, so it works on this folder and not on the project; the environment is the project's.
    """
    content = write_base(folder / "content")
    write_item(
        content,
        "reviews/child-k.md",
        f"title: Child K\n{REVIEW.replace('Child M', 'Child K')}",
        "## What happened\n\nThey rang, and nobody came.",
    )
    write_item(
        content,
        "actions/child-k-plan.md",
        f"title: Child K, action plan\npeople: [Child K]\n{PLAN.replace('child-m', 'child-k')}",
    )
    write_item(content, "reviews/child-m.md", f"title: Child M\n{REVIEW.replace('LCSPR-2026-01', 'LCSPR-2026-02')}")
    write_item(
        content, "briefings/old-name.md", "title: Neglect, and what was not brought\nthemes: [neglect]", BRIEFING_BODY
    )
    begin(folder)
    git(folder, "tag", "v1")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    write_item(content, "briefings/new-name.md", "title: Ask what has changed\nthemes: [neglect]", BRIEFING_BODY)
    commit(folder, "A second briefing", day="2026-11-20")
    git(folder, "tag", "v2")
    (folder / "team-pack.pdf").write_bytes(plain_pdf())
    (folder / "Old guidance.pdf").write_bytes(plain_pdf())
    for name in ("Review of Child R final.docx", "Fathers guidance.docx"):
        (folder / name).write_bytes(word_review())
    sheet = Workbook()
    for row in ACTIONS:
        sheet.active.append(row)
    sheet.save(folder / "Our actions.xlsx")
    for name in ("pyproject.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "peers"))
    for name in ("plugins", "tests", "theme"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(BIN.parent)
    return folder
