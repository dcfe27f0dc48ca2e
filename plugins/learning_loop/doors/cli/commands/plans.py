"""The commands ``loop plan``: an action plan to a spreadsheet, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from learning_loop.doors.cli.failing import plain_failures, stops
from learning_loop.doors.cli.options import CACHE, CONTENT, CacheOption, ContentOption, DryRun
from learning_loop.doors.cli.terminal import print_problems, progress

plan_app = typer.Typer(no_args_is_help=True, help="Take an action plan to a spreadsheet, and bring it back.")


@plan_app.command("export")
def export_plan(
    plan_id: Annotated[str, typer.Argument(metavar="PLAN-ID", help="The plan's id: its file's name without .md.")],
    content: ContentOption = CONTENT,
    out: Annotated[Path | None, typer.Option(help="The spreadsheet to write; PLAN-ID.xlsx if left out.")] = None,
    cache: CacheOption = CACHE,
) -> None:
    """Write an action plan to a spreadsheet that can be filled in with Excel or LibreOffice."""
    from learning_loop.doors.cli.plan import write_spreadsheet

    target = out or Path(f"{plan_id}.xlsx")
    with plain_failures(target, cache, "No spreadsheet was written."), stops():
        typer.echo(write_spreadsheet(plan_id, content, cache, target, progress, print_problems))


@plan_app.command("import")
def import_plan(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The spreadsheet, filled in.")],
    content: ContentOption = CONTENT,
    dry_run: DryRun = False,
    cache: CacheOption = CACHE,
) -> None:
    """Read a filled-in spreadsheet back into its action plan; only lines that changed are touched."""
    from learning_loop.doors.cli.plan import read_spreadsheet

    with plain_failures(file, cache, "The plan is as it was."), stops():
        typer.echo(read_spreadsheet(file, content, cache, dry_run, progress, print_problems))
