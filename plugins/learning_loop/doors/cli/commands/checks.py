"""Commands that look and change no page: the check, what waits, a change in words, sign-offs."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from learning_loop.doors.cli.failing import fail, plain_failures, stops
from learning_loop.doors.cli.options import CACHE, CONTENT, Annotations, CacheOption, ContentOption, TodayOption
from learning_loop.doors.cli.terminal import print_problems, progress
from learning_loop.model.kinds import Audience


def check(
    content: ContentOption = CONTENT,
    cache: CacheOption = CACHE,
    today: TodayOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print the problems and findings as JSON.")] = False,
    sarif: Annotated[Path | None, typer.Option(help="Write the findings to this file, as SARIF 2.1.0.")] = None,
    annotations: Annotated[
        Annotations | None,
        typer.Option(
            help="Print them for a pull request too: commands of GitHub or Azure, or GitLab's Code Quality report."
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Show all advice on writing, not only what matters most.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="First mend what can be mended without a thought, and say what was changed.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --fix: show what would be changed, and change nothing.")
    ] = False,
) -> None:
    """Check the content and publish nothing: mistakes, words that could identify a child, and how the texts are written."""
    from learning_loop.build import check as check_content
    from learning_loop.build import judge_content
    from learning_loop.disclosure.ner import Heard, load_model
    from learning_loop.doors.cli.check import Forms, report_check, settle
    from learning_loop.watch import sum_up

    kept = "Nothing was changed."
    if dry_run and not fix:
        raise typer.BadParameter("it goes with --fix: without that nothing is changed anyway.", param_hint="--dry-run")
    if fix:
        from learning_loop.doors.cli.fix import mend_content

        with plain_failures(content, cache, "What is listed above was changed." * (not dry_run)):
            mend_content(content, dry_run=dry_run)
        if dry_run:
            return
    with plain_failures(sarif or content, cache, kept):
        with progress(quiet=json) as report:
            hear = load_model()
            read = check_content(content, cache=cache, report=report, hear=hear, today=today or date.today())
        judged = judge_content(read, today or date.today())
        watched = sum_up(read, os.environ, today or date.today())
        forms = Forms(json, sarif, annotations.value if annotations else "", every)
        heard = Heard(hear is not None)
        code = report_check(read.problems, judged, heard, content, len(read.records), forms, settle(read), watched)
    raise typer.Exit(code)


def status(
    content: ContentOption = CONTENT,
    audience: Annotated[
        Audience, typer.Option(help="For whom: what this audience may not see is not counted.")
    ] = Audience.PROFESSIONAL,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
    unpublished: Annotated[
        bool, typer.Option("--unpublished", help="Count the six months of reviews that are not published yet too.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Print what waits for somebody, most urgent first: late actions, missing answers, review dates, targets."""
    from learning_loop.build import status as read_status

    with plain_failures(content, cache), progress(quiet=json) as report:
        read, found = read_status(
            content, cache=cache, audience=audience, today=today or date.today(), unpublished=unpublished, report=report
        )
    if found is None:
        fail(f"{print_problems(read.problems, content)}. Cure them first: loop check lists them.")
    from learning_loop.doors.cli.status import status_as_json, status_as_text

    typer.echo(status_as_json(found) if json else status_as_text(found))


def report(
    base: Annotated[
        str, typer.Option(metavar="REF", help="What to compare with: a branch, tag or commit, such as origin/main.")
    ],
    head: Annotated[
        str, typer.Option(metavar="REF", help="What to report on; the content folder as it is now if left out.")
    ] = "",
    audience: Annotated[
        Audience,
        typer.Option(help="Who may read the report: public leaves out what the public site does not show today."),
    ] = Audience.PROFESSIONAL,
    preview_url: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Where both sites, built as on the last day of the change, can be looked at: in public/ and professional/.",
        ),
    ] = "",
    screenshots: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Pictures of pages, their names beginning with the item's id.")
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the report to this file.")] = None,
    last_day: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write to this file the day on which all of it has appeared, for a preview."),
    ] = None,
    content: ContentOption = CONTENT,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Say in plain words what a change publishes, as Markdown for a pull request. Exit code 1 when it cannot be published."""
    from learning_loop.doors.cli.pull_request import Wanted, write_report

    wanted = Wanted(base, head, audience, today or date.today(), preview_url, screenshots, output, last_day)
    with plain_failures(output or content, cache, "No report was made."), stops():
        words, fit = write_report(wanted, content, cache, progress)
    typer.echo(words)
    if not fit:
        raise typer.Exit(1)


def sign_off(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="The items that you looked at.")],
    content: ContentOption = CONTENT,
    cache: CacheOption = CACHE,
    by: Annotated[str, typer.Option(help="Who looked; the name that git knows if left out.")] = "",
) -> None:
    """Note that somebody looked at these texts as they are now, and found nothing that identifies a child."""
    from learning_loop.doors.cli.sign_off import NotSigned, write_sign_offs

    try:
        with plain_failures(content, cache, "Nothing was noted."), progress() as report:
            typer.echo(write_sign_offs(files, content, cache, by, date.today(), report))
    except NotSigned as error:
        fail(str(error))
