"""Commands that begin an item: ``loop new KIND`` and ``loop import``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from learning_loop.doors.cli.failing import fail_unasked, plain_failures, stops
from learning_loop.doors.cli.kinds import NewGroup
from learning_loop.doors.cli.options import CACHE, CONTENT, CacheOption, ContentOption, TodayOption, read_day
from learning_loop.doors.cli.terminal import asks, print_problems, progress
from learning_loop.model.kinds import Audience, Kind

new_app = typer.Typer(cls=NewGroup, no_args_is_help=True, help="Begin a new item from what the library knows.")


@new_app.command("newsletter", short_help="A term's newsletter, drafted from what is new.")
def new_newsletter(
    term: Annotated[
        str, typer.Option(metavar="TERM", help="The term, such as autumn-2026; the one of today if left out.")
    ] = "",
    item: Annotated[str, typer.Option("--id", help="The new item's id; newsletter-TERM if left out.")] = "",
    audience: Annotated[
        Audience, typer.Option(help="Who may read it: a public issue is drafted from public items alone.")
    ] = Audience.PUBLIC,
    content: ContentOption = CONTENT,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Draft a term's newsletter from what was published and what came of actions. No file is overwritten."""
    from learning_loop.derive.term import UnknownTerm
    from learning_loop.doors.cli.new import write_newsletter

    with plain_failures(content, cache, "Nothing was written."), stops():
        day = today or date.today()
        try:
            typer.echo(write_newsletter(term, item, audience, content, cache, day, progress, print_problems))
        except UnknownTerm as error:
            raise typer.BadParameter(f"{error}.", param_hint="--term") from None


def begin_item(
    kind: Kind,
    answers: dict[str, str],
    *,
    item: str,
    begin_from: str,
    yes: bool,
    content: Path,
    today: str,
    cache: Path,
) -> None:
    """Begin an item of any type: every command of ``loop new`` that has no function of its own comes here."""
    from learning_loop.doors.cli.new_item import Missing, Wanted, write_item

    wanted = Wanted(kind, answers, item, begin_from, asks(yes))
    with plain_failures(content, cache, "Nothing was written."), stops():
        day = read_day(today) if today else date.today()
        try:
            typer.echo(write_item(wanted, content, cache, day, progress, print_problems))
        except Missing as error:
            fail_unasked(error, f"loop new {kind.name} --help")


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A Word (.docx), PDF (.pdf) or Excel (.xlsx) file.")],
    becomes: Annotated[
        str, typer.Option("--as", metavar="KIND", help="What it becomes, such as review; guessed or asked if left out.")
    ] = "",
    title: Annotated[str, typer.Option(help="Its title; that of the document if left out.")] = "",
    audience: Annotated[str, typer.Option(help="Who may read it: public or professional. Needed, or asked.")] = "",
    item: Annotated[
        str, typer.Option("--id", metavar="ID", help="The new item's id; made of the title if left out.")
    ] = "",
    begin_from: Annotated[
        str, typer.Option("--from", metavar="ID", help="The item that it is about: of a plan, its source.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: take what is suggested.")] = False,
    content: ContentOption = CONTENT,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Bring in a Word, PDF or Excel file as a draft. Names, comments and tracked changes stay behind; no file is overwritten."""
    from learning_loop.doors.cli.importing import Given
    from learning_loop.doors.cli.importing import import_file as bring_in
    from learning_loop.doors.cli.new_item import Missing

    given = Given(file, becomes, title, audience, item, begin_from, asks(yes))
    with plain_failures(file, cache, "Nothing was written."), stops():
        try:
            typer.echo(bring_in(given, content, cache, today or date.today(), progress, print_problems))
        except Missing as error:
            fail_unasked(error, "loop import --help")
