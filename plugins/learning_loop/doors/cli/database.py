"""``loop search --database``: the same question to PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import typer

from learning_loop.build import ask_database
from learning_loop.library import Content
from learning_loop.model.kinds import Audience
from learning_loop.search.query import Answer, Files


def ask(
    query: str,
    content: Path,
    cache: Path,
    audience: Audience,
    today: date,
    database: str,
    chosen: Mapping[str, str],
    report: Callable[[str, int, int], None],
) -> tuple[Content, Files | None, Answer | None]:
    """Give what the database answers; says in plain words why it does not, and ends."""
    try:
        from learning_loop.search.postgres import DatabaseFailed  # noqa: PLC0415 - an extra
    except ImportError:
        typer.echo("PostgreSQL’s client is not installed: pip install 'learning-loop[postgres]'.", err=True)
        raise typer.Exit(1) from None
    try:
        return ask_database(
            query,
            content,
            cache=cache,
            audience=audience,
            today=today,
            database=database,
            chosen={facet: (value,) for facet, value in chosen.items()},
            report=report,
        )
    except DatabaseFailed as error:
        typer.echo(f"The database could not be asked: {error}", err=True)
        raise typer.Exit(1) from None
