"""What several commands are given: the words of an option stand once."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from learning_loop.model.kinds import Audience


class Which(StrEnum):
    """Which site to build."""

    PUBLIC = "public"
    PROFESSIONAL = "professional"
    BOTH = "both"

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The audiences that it stands for."""
        return tuple(Audience) if self is Which.BOTH else (Audience(self.value),)


class Annotations(StrEnum):
    """Whose annotations."""

    GITHUB = "github"
    GITLAB = "gitlab"
    AZURE = "azure"


def read_day(text: str) -> date:
    """Give a day as it is typed. Raises what typer shows when it is none."""
    from learning_loop.model.dates import read_partial_date  # noqa: PLC0415 - '--help' needs none of it

    partial = read_partial_date(text)
    if partial is None or partial.day is None:
        raise typer.BadParameter(f"'{text}' is not a day. Write it as 2026-05-12")
    return partial.first_day


ContentOption = Annotated[Path, typer.Option(help="The folder of Markdown and registers.")]
SiteOption = Annotated[Path, typer.Option(help="Where the sites go: SITE/public and SITE/professional.")]
CacheOption = Annotated[Path, typer.Option(help="The cache; it may be deleted at any time.")]
TodayOption = Annotated[
    date | None,
    typer.Option(
        parser=read_day,
        metavar="YYYY-MM-DD",
        help="Build as on this day; today if left out. Embargoes and overdue dates follow it.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]

CONTENT, SITE, CACHE = Path("content"), Path("site"), Path(".cache")
