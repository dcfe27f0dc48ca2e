"""Commands that make something to look at: the sites, an e-mail, a file as it would be published, the guides."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from learning_loop.doors.cli.failing import fail, plain_failures, stops
from learning_loop.doors.cli.options import (
    CACHE,
    CONTENT,
    SITE,
    CacheOption,
    ContentOption,
    SiteOption,
    TodayOption,
    Which,
)
from learning_loop.doors.cli.terminal import print_problems, progress
from learning_loop.model.kinds import Audience


def build(
    content: ContentOption = CONTENT,
    site: SiteOption = SITE,
    audience: Annotated[Which, typer.Option(help="Which site to build.")] = Which.BOTH,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
    preview: Annotated[
        bool, typer.Option("--preview", help="Build also what cannot be published yet, to be looked at by its author.")
    ] = False,
) -> None:
    """Build the sites. A failed build leaves the last good sites in place."""
    from learning_loop.build import build as build_sites

    with plain_failures(site, cache), progress() as report:
        built = build_sites(
            content,
            site=site,
            cache=cache,
            audiences=audience.audiences,
            today=today or date.today(),
            report=report,
            preview=site if preview else None,
        )
    errors = print_problems(built.problems, content)
    if built.failed:
        fail(f"{errors}. Nothing was published; the last good site is as it was.")
    for made in built.sites:
        assert built.published is not None
        done = built.published[made.audience]
        typer.echo(
            f"{site / made.audience.value}: {made.pages:,} pages; {done.written:,} files written, {done.removed:,} removed, {done.unchanged:,} as before"
        )
    if built.to_look_at:
        typer.echo(f"{built.to_look_at:,} findings of the disclosure check to look at: loop check lists them.")


def serve(
    content: ContentOption = CONTENT,
    site: SiteOption = SITE,
    audience: Annotated[Which, typer.Option(help="Which site to build and serve.")] = Which.BOTH,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
    port: Annotated[
        int, typer.Option(min=1, max=65534, help="The public site's port; the professional site has the next one.")
    ] = 8000,
    api: Annotated[bool, typer.Option("--api", help="Answer queries as JSON too, at /api/ of each site.")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="Show drafts too, as if they were finished.")] = False,
) -> None:
    """Build the sites, show them in the browser, and build again whenever a file changes. Stop with Ctrl+C."""
    from learning_loop.doors.cli.serve import serve_sites

    with plain_failures(site, cache):
        serve_sites(
            content,
            site=site,
            cache=cache,
            audiences=audience.audiences,
            today=today,
            port=port,
            api=api,
            drafts=drafts,
            progress=progress,
            print_problems=print_problems,
        )


def email(
    item: Annotated[
        str, typer.Argument(metavar="ID", help="The newsletter's or bulletin's id: its file's name without .md.")
    ],
    audience: Annotated[
        Audience | None,
        typer.Option(
            help="To whom: public for everybody, professional for professionals. Left out: whom the item is for."
        ),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    content: ContentOption = CONTENT,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Make a newsletter's or bulletin's e-mail into a temporary folder, to look at before it is sent. Nothing is ever sent."""
    from learning_loop.doors.cli.email import show_email

    with plain_failures(content, cache, "No e-mail was made."), stops():
        day = today or date.today()
        typer.echo(show_email(item, audience, open_it, content, cache, day, progress, print_problems))


def attachment(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF, Word, Excel or PowerPoint file, or a picture.")],
    title: Annotated[str, typer.Option(help="What the item will call it; its name if left out.")] = "",
    out: Annotated[Path | None, typer.Option(help="Where to write what would be published.")] = None,
) -> None:
    """Look into one file as a build would: what is hidden in it, what is taken out, and what stops it."""
    from learning_loop.doors.cli.attachment import look_at_file

    with plain_failures(file, CACHE, "Nothing was written."):
        lines, fit = look_at_file(file, title, out)
    for line in lines:
        typer.echo(line)
    if not fit:
        raise typer.Exit(1)


def guides(
    folder: Annotated[
        Path, typer.Option(help="Where they go: a new folder, or one that this command has made.")
    ] = Path("guides"),
    open_it: Annotated[bool, typer.Option("--open", help="Show them in the browser.")] = False,
) -> None:
    """Write the guides for authors, operators and developers as pages. The preview shows the same ones, under 'Guide'."""
    from learning_loop.doors.cli.guides import write_guides

    with plain_failures(folder, CACHE, "The guides were not written."), stops():
        typer.echo(write_guides(folder, open_it))
