"""The commands ``loop rename``, ``loop withdraw`` and ``loop supersede``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from learning_loop.doors.cli.failing import plain_failures, stops
from learning_loop.doors.cli.options import CACHE, CONTENT, CacheOption, ContentOption, DryRun, TodayOption, read_day
from learning_loop.doors.cli.terminal import print_problems, progress


def rename_item(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The item's id: its file's name without .md.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
    content: ContentOption = CONTENT,
    dry_run: DryRun = False,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Give an item another id: all that names it follows, and the old address leads to the new one."""
    from learning_loop.doors.cli.retire import Desk, rename_item

    with plain_failures(content, cache, "Nothing was changed."), stops():
        desk = Desk(content, cache, today or date.today(), dry_run, progress, print_problems)
        typer.echo(rename_item(old, new, desk))


def withdraw_item(
    item: Annotated[str, typer.Argument(metavar="ID", help="The item's id: its file's name without .md.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence for readers. Asked for if left out.")] = "",
    note: Annotated[
        str, typer.Option(help="What the partnership alone should know of it. It is never published.")
    ] = "",
    day: Annotated[
        date | None,
        typer.Option("--date", parser=read_day, metavar="YYYY-MM-DD", help="From which day; today if left out."),
    ] = None,
    replaced_by: Annotated[str, typer.Option(metavar="ID", help="The item that takes its place, if one does.")] = "",
    with_plan: Annotated[bool, typer.Option("--with-plan", help="Withdraw its action plan too.")] = False,
    content: ContentOption = CONTENT,
    dry_run: DryRun = False,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Take an item down: its address keeps the title, the day and the reason, and says how to ask for the rest."""
    from learning_loop.doors.cli.retire import Desk, ask_reason, withdraw_item
    from learning_loop.retiring.ending import Why

    with plain_failures(content, cache, "Nothing was changed."), stops():
        desk = Desk(content, cache, today or date.today(), dry_run, progress, print_problems)
        why = Why(day or desk.today, *ask_reason(reason, note))
        typer.echo(withdraw_item(item, why, replaced_by, with_plan, desk))


def supersede_item(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id of the old item.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id of the one that takes its place.")],
    content: ContentOption = CONTENT,
    dry_run: DryRun = False,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Let a new item take the place of an old one: the old page stays, with a banner that leads to the new one."""
    from learning_loop.doors.cli.retire import Desk, supersede_item

    with plain_failures(content, cache, "Nothing was changed."), stops():
        desk = Desk(content, cache, today or date.today(), dry_run, progress, print_problems)
        typer.echo(supersede_item(old, new, desk))
