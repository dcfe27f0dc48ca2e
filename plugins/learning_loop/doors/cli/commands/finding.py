"""The command ``loop search``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from learning_loop.doors.cli.failing import fail, plain_failures
from learning_loop.doors.cli.options import CACHE, CONTENT, CacheOption, ContentOption, TodayOption
from learning_loop.doors.cli.terminal import print_problems, progress
from learning_loop.model.kinds import Audience


def search(
    query: Annotated[str, typer.Argument(help="What to look for, as a reader would type it.")],
    theme: Annotated[str, typer.Option(help="Only what has this theme (its id).")] = "",
    type: Annotated[str, typer.Option(help="Only this type, such as briefing; theme for the pages of themes.")] = "",
    agency: Annotated[str, typer.Option(help="Only what concerns this agency (its id).")] = "",
    year: Annotated[str, typer.Option(help="Only what was published in this year.")] = "",
    audience: Annotated[Audience, typer.Option(help="Whose library to search.")] = Audience.PUBLIC,
    limit: Annotated[int, typer.Option(min=0, help="How many hits to show; 0 for all.")] = 10,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how the query was understood and why each hit scored.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the hits as JSON.")] = False,
    literal: Annotated[
        bool,
        typer.Option(
            "--literal", help="Exactly these words in this order, in any case: no synonyms, endings or spelling help."
        ),
    ] = False,
    database: Annotated[
        str,
        typer.Option(
            envvar="LOOP_DATABASE",
            metavar="CONNECTION",
            help="Ask PostgreSQL instead, once its copy of the library is brought up to date: a URL, or 'host=… dbname=…'.",
        ),
    ] = "",
    content: ContentOption = CONTENT,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Search the library as readers of the site do: the same hits in the same order."""
    from learning_loop.build import open_literally, open_search
    from learning_loop.doors.cli.search import Options, print_answer
    from learning_loop.search.literal import LiteralSource
    from learning_loop.search.query import answer
    from learning_loop.search.told import UnknownValue

    if database and (literal or explain):
        raise typer.BadParameter("--literal and --explain are of the site's own search: leave out --database.")
    day = today or date.today()
    wanted = {"theme": theme, "type": type, "agency": agency, "year": year}
    chosen = {name: value for name, value in wanted.items() if value}
    found = None
    with plain_failures(content, cache), progress(quiet=json) as report:
        if database:
            from learning_loop.doors.cli.database import ask

            read, source, found = ask(query, content, cache, audience, day, database, chosen, report)
        elif literal:
            read, source = open_literally(query, content, cache=cache, audience=audience, today=day, report=report)
        else:
            read, source = open_search(content, cache=cache, audience=audience, today=day, report=report)
    if source is None:
        words = print_problems(read.problems, content)
        fail(f"{words}. Nothing can be searched until the errors are gone.")
    if found is None:
        found = source.answer() if isinstance(source, LiteralSource) else answer(query, source)
    options = Options(chosen, limit, explain, json, literal)
    assert read.registers is not None
    site = read.registers.site
    try:
        print_answer(
            query, found, source, options, site.public_url if audience is Audience.PUBLIC else site.professional_url
        )
    except UnknownValue as error:
        raise typer.BadParameter(str(error)) from None
