"""The command ``loop``: options in, messages and exit codes out. All work is done elsewhere.

Exit codes: 0 well; 1 the content has errors, or the build could not be finished; 2 the command was not understood.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from learning_loop.doors.cli.kinds import NewGroup
from learning_loop.editor.backend import Backend, Cms, Hosting
from learning_loop.model.dates import read_partial_date
from learning_loop.model.kinds import Audience, Kind
from learning_loop.workflows import Host

app = typer.Typer(
    name="loop",
    help="Build a safeguarding partnership's learning library: one public and one professional site from one folder of Markdown.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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


def _day(text: str) -> date:
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
        parser=_day,
        metavar="YYYY-MM-DD",
        help="Build as on this day; today if left out. Embargoes and overdue dates follow it.",
    ),
]

CONTENT, SITE, CACHE = Path("content"), Path("site"), Path(".cache")


@app.command()
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
    from learning_loop.build import build as build_sites  # noqa: PLC0415 - '--help' needs none of it

    with _plain_failures(site, cache), _progress() as report:
        built = build_sites(
            content,
            site=site,
            cache=cache,
            audiences=audience.audiences,
            today=today or date.today(),
            report=report,
            preview=site if preview else None,
        )
    errors = _print_problems(built.problems, content)
    if built.failed:
        _fail(f"{errors}. Nothing was published; the last good site is as it was.")
    for made in built.sites:
        assert built.published is not None
        done = built.published[made.audience]
        typer.echo(
            f"{site / made.audience.value}: {made.pages:,} pages; {done.written:,} files written, {done.removed:,} removed, {done.unchanged:,} as before"
        )
    if built.to_look_at:
        typer.echo(f"{built.to_look_at:,} findings of the disclosure check to look at: loop check lists them.")


@app.command()
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
    from learning_loop.build import check as check_content  # noqa: PLC0415 - as above
    from learning_loop.build import judge_content  # noqa: PLC0415 - as above
    from learning_loop.disclosure.ner import Heard, load_model  # noqa: PLC0415 - as above
    from learning_loop.doors.cli.check import Forms, report_check, settle  # noqa: PLC0415 - as above
    from learning_loop.watch import sum_up  # noqa: PLC0415 - as above

    kept = "Nothing was changed."
    if dry_run and not fix:
        raise typer.BadParameter("it goes with --fix: without that nothing is changed anyway.", param_hint="--dry-run")
    if fix:
        from learning_loop.doors.cli.fix import mend_content  # noqa: PLC0415 - as above

        with _plain_failures(content, cache, "What is listed above was changed." * (not dry_run)):
            mend_content(content, dry_run=dry_run)
        if dry_run:
            return
    with _plain_failures(sarif or content, cache, kept):
        with _progress(quiet=json) as report:
            hear = load_model()
            read = check_content(content, cache=cache, report=report, hear=hear, today=today or date.today())
        judged = judge_content(read, today or date.today())
        watched = sum_up(read, os.environ, today or date.today())
        forms = Forms(json, sarif, annotations.value if annotations else "", every)
        heard = Heard(hear is not None)
        code = report_check(read.problems, judged, heard, content, len(read.records), forms, settle(read), watched)
    raise typer.Exit(code)


@app.command()
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
    from learning_loop.build import status as read_status  # noqa: PLC0415 - as above

    with _plain_failures(content, cache), _progress(quiet=json) as report:
        read, found = read_status(
            content, cache=cache, audience=audience, today=today or date.today(), unpublished=unpublished, report=report
        )
    if found is None:
        _fail(f"{_print_problems(read.problems, content)}. Cure them first: loop check lists them.")
    from learning_loop.doors.cli.status import status_as_json, status_as_text  # noqa: PLC0415 - as above

    typer.echo(status_as_json(found) if json else status_as_text(found))


@app.command()
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
    from learning_loop.doors.cli.serve import serve_sites  # noqa: PLC0415 - as above

    with _plain_failures(site, cache):
        serve_sites(
            content,
            site=site,
            cache=cache,
            audiences=audience.audiences,
            today=today,
            port=port,
            api=api,
            drafts=drafts,
            progress=_progress,
            print_problems=_print_problems,
        )


@app.command()
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
    from learning_loop.build import open_literally, open_search  # noqa: PLC0415 - as above
    from learning_loop.doors.cli.search import Options, print_answer  # noqa: PLC0415 - as above
    from learning_loop.search.literal import LiteralSource  # noqa: PLC0415 - as above
    from learning_loop.search.query import answer  # noqa: PLC0415 - as above
    from learning_loop.search.told import UnknownValue  # noqa: PLC0415 - as above

    if database and (literal or explain):
        raise typer.BadParameter("--literal and --explain are of the site's own search: leave out --database.")
    day = today or date.today()
    wanted = {"theme": theme, "type": type, "agency": agency, "year": year}
    chosen = {name: value for name, value in wanted.items() if value}
    found = None
    with _plain_failures(content, cache), _progress(quiet=json) as report:
        if database:
            from learning_loop.doors.cli.database import ask  # noqa: PLC0415 - as above

            read, source, found = ask(query, content, cache, audience, day, database, chosen, report)
        elif literal:
            read, source = open_literally(query, content, cache=cache, audience=audience, today=day, report=report)
        else:
            read, source = open_search(content, cache=cache, audience=audience, today=day, report=report)
    if source is None:
        words = _print_problems(read.problems, content)
        _fail(f"{words}. Nothing can be searched until the errors are gone.")
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


@app.command()
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
    from learning_loop.doors.cli.email import show_email  # noqa: PLC0415 - as above

    with _plain_failures(content, cache, "No e-mail was made."), _stops():
        day = today or date.today()
        typer.echo(show_email(item, audience, open_it, content, cache, day, _progress, _print_problems))


@app.command()
def attachment(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF, Word, Excel or PowerPoint file, or a picture.")],
    title: Annotated[str, typer.Option(help="What the item will call it; its name if left out.")] = "",
    out: Annotated[Path | None, typer.Option(help="Where to write what would be published.")] = None,
) -> None:
    """Look into one file as a build would: what is hidden in it, what is taken out, and what stops it."""
    from learning_loop.doors.cli.attachment import look_at_file  # noqa: PLC0415 - as above

    with _plain_failures(file, CACHE, "Nothing was written."):
        lines, fit = look_at_file(file, title, out)
    for line in lines:
        typer.echo(line)
    if not fit:
        raise typer.Exit(1)


@app.command()
def guides(
    folder: Annotated[
        Path, typer.Option(help="Where they go: a new folder, or one that this command has made.")
    ] = Path("guides"),
    open_it: Annotated[bool, typer.Option("--open", help="Show them in the browser.")] = False,
) -> None:
    """Write the guides for authors, operators and developers as pages. The preview shows the same ones, under 'Guide'."""
    from learning_loop.doors.cli.guides import write_guides  # noqa: PLC0415 - as above

    with _plain_failures(folder, CACHE, "The guides were not written."), _stops():
        typer.echo(write_guides(folder, open_it))


@app.command()
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
    from learning_loop.doors.cli.pull_request import Wanted, write_report  # noqa: PLC0415 - as above

    wanted = Wanted(base, head, audience, today or date.today(), preview_url, screenshots, output, last_day)
    with _plain_failures(output or content, cache, "No report was made."), _stops():
        words, fit = write_report(wanted, content, cache, _progress)
    typer.echo(words)
    if not fit:
        raise typer.Exit(1)


@app.command()
def workflows(
    host: Annotated[Host, typer.Argument(help="Where the repository lies.")],
    owner: Annotated[
        str, typer.Option(help="The organisation or group whose teams look after it, as in its address on the host.")
    ],
    folder: Annotated[Path, typer.Option(help="The top of the repository.")] = Path(),
) -> None:
    """Write what a code host needs to check, report on and publish a library. No file is overwritten."""
    from learning_loop.doors.cli.workflows import write_workflows  # noqa: PLC0415 - as above

    with _plain_failures(folder, CACHE, "Files that were written before this one stay."), _stops():
        typer.echo(write_workflows(host, owner, folder))


@app.command()
def admin(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the editor goes.")] = Path("admin"),
    backend: Annotated[
        Hosting, typer.Option(help="Where the repository lies; local is for a trial on this computer.")
    ] = Hosting.LOCAL,
    repo: Annotated[
        str, typer.Option(help="The repository, such as owner/name; with azure organisation/project/name.")
    ] = "",
    branch: Annotated[str, typer.Option(help="The branch that is published.")] = "main",
    sign_in: Annotated[str, typer.Option(metavar="URL", help="With github: your sign-in relay.")] = "",
    app_id: Annotated[
        str, typer.Option(help="With gitlab and azure: the id under which the editor is registered.")
    ] = "",
    tenant: Annotated[str, typer.Option(help="With azure: the id of your directory.")] = "",
    server: Annotated[
        str,
        typer.Option(
            metavar="URL", help="A server of your own: GitHub Enterprise, GitLab, or decap-server with local."
        ),
    ] = "",
    cms: Annotated[Cms, typer.Option(help="The editing program.")] = Cms.DECAP,
    program: Annotated[
        Path | None,
        typer.Option(help="Its package, as npm pack gives it or unpacked; that in node_modules if left out."),
    ] = None,
    content: ContentOption = CONTENT,
    site: SiteOption = SITE,
) -> None:
    """Write an editor for the browser, in which saving opens a pull request. It goes on a host of its own."""
    from learning_loop.doors.cli.admin import write_editor  # noqa: PLC0415 - as above

    reached = Backend(
        backend, repo.strip(), branch, server.rstrip("/"), sign_in.rstrip("/"), app_id=app_id, tenant=tenant
    )
    with _plain_failures(folder, CACHE, "The editor may be incomplete; write it again."), _stops():
        typer.echo(write_editor(folder, content, site, reached, cms, program, _print_problems))


@app.command("init")
def init_library(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new folder.")],
    name: Annotated[str, typer.Option(help="The partnership's name. Needed, or asked.")] = "",
    area: Annotated[
        str, typer.Option(help="The area, as you call it in a sentence; taken from the name if left out.")
    ] = "",
    url: Annotated[str, typer.Option(help="The address of the public site.")] = "",
    professional_url: Annotated[str, typer.Option(help="The address of the professional site.")] = "",
    email: Annotated[str, typer.Option(help="Where readers write to.")] = "",
    line: Annotated[str, typer.Option(help="Who answers calls about a child.")] = "",
    phone: Annotated[str, typer.Option(help="Their number.")] = "",
    hours: Annotated[str, typer.Option(help="When they answer.")] = "",
    advice_phone: Annotated[str, typer.Option(help="The number for practitioners who are not sure.")] = "",
    advice_hours: Annotated[str, typer.Option(help="When somebody gives them advice.")] = "",
    framework: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="The framework's profile to begin with; the example's own lists if left out."
        ),
    ] = "",
    host: Annotated[Host, typer.Option(help="Where the repository will lie.")] = Host.GITHUB,
    owner: Annotated[str, typer.Option(help="The organisation or group there whose teams look after it.")] = "",
    wheel: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The engine's wheel; that from which it was installed if left out."),
    ] = None,
    git: Annotated[bool, typer.Option("--git/--no-git", help="Make it a git repository with a first commit.")] = True,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: what is not given is still to be written.")] = False,
    today: TodayOption = None,
) -> None:
    """Begin a library of your own: content, registers, pipelines and the engine, in a new folder. No file is overwritten."""
    from learning_loop.doors.cli.init import NameMissing, Wanted, begin_library  # noqa: PLC0415 - as above

    given = {
        "partnership": name, "area": area, "url": url, "professional_url": professional_url, "email": email, "line": line,
        "phone": phone, "hours": hours, "advice_phone": advice_phone, "advice_hours": advice_hours,
    }  # fmt: skip
    wanted = Wanted(
        folder, {part: words.strip() for part, words in given.items() if words.strip()}, framework, host, owner.lstrip("@"),
        wheel, git, today or date.today(),
    )  # fmt: skip
    with _plain_failures(folder, CACHE, "Nothing was written."), _stops():
        try:
            typer.echo(begin_library(wanted, _asks(yes), _print_problems))
        except NameMissing:
            raise typer.BadParameter(
                'nobody can be asked here, so this must be given: --name "Anywhere Safeguarding Children Partnership".',
                param_hint="--name",
            ) from None


@app.command("upgrade")
def upgrade(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The library's folder.")] = Path(),
    wheel: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The engine's new wheel; that which runs if left out.")
    ] = None,
    host: Annotated[Host | None, typer.Option(help="Where the repository lies now, if that has changed.")] = None,
    owner: Annotated[
        str, typer.Option(help="The organisation or group whose teams look after it, if that has changed.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
) -> None:
    """Bring theme, pipelines and packages of a library up to date. Its content and the files that you changed stay as they are."""
    from learning_loop.doors.cli.upgrade import Wanted, upgrade_library  # noqa: PLC0415 - as above

    with _plain_failures(folder, CACHE, "What was brought up to date until then stays; run it again."), _stops():
        words, code = upgrade_library(Wanted(folder, wheel, host, owner.lstrip("@"), dry_run))
    if words:
        typer.echo(words)
    raise typer.Exit(code)


plan_app = typer.Typer(no_args_is_help=True, help="Take an action plan to a spreadsheet, and bring it back.")
app.add_typer(plan_app, name="plan")


@plan_app.command("export")
def export_plan(
    plan_id: Annotated[str, typer.Argument(metavar="PLAN-ID", help="The plan's id: its file's name without .md.")],
    content: ContentOption = CONTENT,
    out: Annotated[Path | None, typer.Option(help="The spreadsheet to write; PLAN-ID.xlsx if left out.")] = None,
    cache: CacheOption = CACHE,
) -> None:
    """Write an action plan to a spreadsheet that can be filled in with Excel or LibreOffice."""
    from learning_loop.doors.cli.plan import write_spreadsheet  # noqa: PLC0415 - as above

    target = out or Path(f"{plan_id}.xlsx")
    with _plain_failures(target, cache, "No spreadsheet was written."), _stops():
        typer.echo(write_spreadsheet(plan_id, content, cache, target, _progress, _print_problems))


@plan_app.command("import")
def import_plan(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The spreadsheet, filled in.")],
    content: ContentOption = CONTENT,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
    cache: CacheOption = CACHE,
) -> None:
    """Read a filled-in spreadsheet back into its action plan; only lines that changed are touched."""
    from learning_loop.doors.cli.plan import read_spreadsheet  # noqa: PLC0415 - as above

    with _plain_failures(file, cache, "The plan is as it was."), _stops():
        typer.echo(read_spreadsheet(file, content, cache, dry_run, _progress, _print_problems))


new_app = typer.Typer(cls=NewGroup, no_args_is_help=True, help="Begin a new item from what the library knows.")
app.add_typer(new_app, name="new")


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
    from learning_loop.derive.term import UnknownTerm  # noqa: PLC0415 - as above
    from learning_loop.doors.cli.new import write_newsletter  # noqa: PLC0415 - as above

    with _plain_failures(content, cache, "Nothing was written."), _stops():
        day = today or date.today()
        try:
            typer.echo(write_newsletter(term, item, audience, content, cache, day, _progress, _print_problems))
        except UnknownTerm as error:
            raise typer.BadParameter(f"{error}.", param_hint="--term") from None


DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]


@app.command("rename")
def rename_item(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The item's id: its file's name without .md.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
    content: ContentOption = CONTENT,
    dry_run: DryRun = False,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Give an item another id: all that names it follows, and the old address leads to the new one."""
    from learning_loop.doors.cli.retire import Desk, rename_item  # noqa: PLC0415 - as above

    with _plain_failures(content, cache, "Nothing was changed."), _stops():
        desk = Desk(content, cache, today or date.today(), dry_run, _progress, _print_problems)
        typer.echo(rename_item(old, new, desk))


@app.command("withdraw")
def withdraw_item(
    item: Annotated[str, typer.Argument(metavar="ID", help="The item's id: its file's name without .md.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence for readers. Asked for if left out.")] = "",
    note: Annotated[
        str, typer.Option(help="What the partnership alone should know of it. It is never published.")
    ] = "",
    day: Annotated[
        date | None,
        typer.Option("--date", parser=_day, metavar="YYYY-MM-DD", help="From which day; today if left out."),
    ] = None,
    replaced_by: Annotated[str, typer.Option(metavar="ID", help="The item that takes its place, if one does.")] = "",
    with_plan: Annotated[bool, typer.Option("--with-plan", help="Withdraw its action plan too.")] = False,
    content: ContentOption = CONTENT,
    dry_run: DryRun = False,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Take an item down: its address keeps the title, the day and the reason, and says how to ask for the rest."""
    from learning_loop.doors.cli.retire import Desk, ask_reason, withdraw_item  # noqa: PLC0415 - as above
    from learning_loop.retiring.ending import Why  # noqa: PLC0415 - as above

    with _plain_failures(content, cache, "Nothing was changed."), _stops():
        desk = Desk(content, cache, today or date.today(), dry_run, _progress, _print_problems)
        why = Why(day or desk.today, *ask_reason(reason, note))
        typer.echo(withdraw_item(item, why, replaced_by, with_plan, desk))


@app.command("supersede")
def supersede_item(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id of the old item.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id of the one that takes its place.")],
    content: ContentOption = CONTENT,
    dry_run: DryRun = False,
    today: TodayOption = None,
    cache: CacheOption = CACHE,
) -> None:
    """Let a new item take the place of an old one: the old page stays, with a banner that leads to the new one."""
    from learning_loop.doors.cli.retire import Desk, supersede_item  # noqa: PLC0415 - as above

    with _plain_failures(content, cache, "Nothing was changed."), _stops():
        desk = Desk(content, cache, today or date.today(), dry_run, _progress, _print_problems)
        typer.echo(supersede_item(old, new, desk))


@app.command("import")
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
    from learning_loop.doors.cli.importing import Given  # noqa: PLC0415 - as above
    from learning_loop.doors.cli.importing import import_file as bring_in  # noqa: PLC0415 - as above
    from learning_loop.doors.cli.new_item import Missing  # noqa: PLC0415 - as above

    given = Given(file, becomes, title, audience, item, begin_from, _asks(yes))
    with _plain_failures(file, cache, "Nothing was written."), _stops():
        try:
            typer.echo(bring_in(given, content, cache, today or date.today(), _progress, _print_problems))
        except Missing as error:
            _fail_unasked(error, "loop import --help")


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
    from learning_loop.doors.cli.new_item import Missing, Wanted, write_item  # noqa: PLC0415 - as above

    wanted = Wanted(kind, answers, item, begin_from, _asks(yes))
    with _plain_failures(content, cache, "Nothing was written."), _stops():
        day = _day(today) if today else date.today()
        try:
            typer.echo(write_item(wanted, content, cache, day, _progress, _print_problems))
        except Missing as error:
            _fail_unasked(error, f"loop new {kind.name} --help")


def _fail_unasked(missing: Exception, more: str) -> NoReturn:
    typer.echo(f"{missing} must be given, because nobody is asked here. {more} says what each option is.", err=True)
    raise typer.Exit(2)


def _asks(yes: bool) -> Callable[[str, str], str] | None:
    """Give what asks somebody at a terminal; None where nobody is there or nobody wants to be asked."""
    return _ask if sys.stdin.isatty() and sys.stdout.isatty() and not yes else None


def _ask(words: str, usual: str) -> str:
    words = words.rstrip(".")
    end = " " if words.endswith("?") and not usual else ": "
    answer: str = typer.prompt(words, default=usual, show_default=bool(usual), prompt_suffix=end, err=True)
    return answer


register_app = typer.Typer(
    no_args_is_help=True, help="Keep true names as fingerprints, to find them before anybody else does."
)
app.add_typer(register_app, name="register")

RegisterOption = Annotated[
    Path | None, typer.Option("--register", help="The register's file; LOOP_REGISTER in the environment if left out.")
]
NoNames = Annotated[list[str] | None, typer.Argument(hidden=True, metavar="")]


@register_app.command("key")
def register_key() -> None:
    """Make a new key and print it, once. Keep it where your passwords are, and put it into LOOP_REGISTER_KEY."""
    from learning_loop.name_register import new_key  # noqa: PLC0415 - as above

    typer.echo(new_key())


@register_app.command("add", context_settings={"ignore_unknown_options": True})
def register_add(names: NoNames = None, register: RegisterOption = None, content: ContentOption = CONTENT) -> None:
    """Add names: asked for without showing them, or one a line from standard input. Never as arguments."""
    _register("add", names, register, content)


@register_app.command("remove", context_settings={"ignore_unknown_options": True})
def register_remove(
    names: NoNames = None,
    register: RegisterOption = None,
    content: ContentOption = CONTENT,
    entry: Annotated[str, typer.Option(help="Remove this entry of the list, without its name.")] = "",
) -> None:
    """Remove names, asked for as `add` does, or one entry of the list."""
    _register("remove", names, register, content, entry)


@register_app.command("list")
def register_list(register: RegisterOption = None, content: ContentOption = CONTENT) -> None:
    """Say how many names there are and when they were added. It cannot say which."""
    _register("list", None, register, content)


@register_app.command("rotate", context_settings={"ignore_unknown_options": True})
def register_rotate(names: NoNames = None, register: RegisterOption = None, content: ContentOption = CONTENT) -> None:
    """Change to the key in LOOP_REGISTER_NEW_KEY: every name is asked for again, since a register cannot tell them."""
    _register("rotate", names, register, content)


@register_app.command("check")
def register_check(
    register: RegisterOption = None, content: ContentOption = CONTENT, cache: CacheOption = CACHE
) -> None:
    """Look for the names of the register in the content; print where they stand, never what."""
    from learning_loop.doors.cli.register import check_names  # noqa: PLC0415 - as above

    with _plain_failures(content, cache, ""):
        problems, words = check_names(content, cache, register)
    if problems:
        _fail(f"{_print_problems(problems, content)}. {words}")
    typer.echo(words)


def _register(what: str, names: list[str] | None, register: Path | None, content: Path, entry: str = "") -> None:
    from learning_loop.doors.cli.register import change_register  # noqa: PLC0415 - as above
    from learning_loop.name_register import RegisterTrouble  # noqa: PLC0415 - as above

    if names:
        typer.echo(
            "A name is never given as an argument: it would stay in the shell's history. Run the command without it; it asks. "
            "If the name was true, delete it from the history.",
            err=True,
        )
        raise typer.Exit(2)
    try:
        typer.echo(change_register(what, register, content, os.environ, entry))
    except RegisterTrouble as trouble:
        _fail(f"The register of true names: {trouble}. Nothing was changed.")
    except OSError as error:
        _fail(f"The register of true names cannot be written: {error.strerror}. Nothing was changed.")


@app.command()
def doctor(
    content: ContentOption = CONTENT,
    site: SiteOption = SITE,
    cache: CacheOption = CACHE,
    deploy: Annotated[
        Path | None, typer.Option(help="Look at this folder instead: may it go to the public server?")
    ] = None,
    remote_is_private: Annotated[
        str, typer.Option(metavar="REMOTE", help="Note in site.yml that you looked and this remote is private.")
    ] = "",
    by: Annotated[str, typer.Option(help="Who looked; needed with --remote-is-private.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look whether the repository may be pushed, or a folder deployed: public remotes, secrets, professional files."""
    from learning_loop.doors.cli.doctor import confirm, examine  # noqa: PLC0415 - as above

    if remote_is_private:
        if not by.strip():
            raise typer.BadParameter("say who looked, with --by 'Your Name'")
        with _plain_failures(content, cache, ""):
            noted = confirm(content, remote_is_private, by, date.today())
        if not noted:
            raise typer.BadParameter("there is no remote of that name. 'git remote' lists them")
        typer.echo(f"Noted in {content / 'registers/site.yml'}: {noted} is private, says {by}. Commit that line.")
        return
    with _plain_failures(content, cache, ""), _progress(quiet=json) as report:
        problems = examine(content, site, cache, deploy, report)
    failed = any(problem.severity == "error" for problem in problems)
    if json:
        from learning_loop.doors.cli.report import problems_as_json  # noqa: PLC0415 - as above

        typer.echo(problems_as_json(problems))
        raise typer.Exit(1 if failed else 0)
    words = _print_problems(problems, str(deploy) if deploy is not None else "")
    if failed:
        _fail(f"{words}. Do not {'deploy this folder' if deploy is not None else 'push'} before they are cured.")
    typer.echo("Nothing found that speaks against it." if not problems else f"{words}.")


@app.command("sign-off")
def sign_off(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="The items that you looked at.")],
    content: ContentOption = CONTENT,
    cache: CacheOption = CACHE,
    by: Annotated[str, typer.Option(help="Who looked; the name that git knows if left out.")] = "",
) -> None:
    """Note that somebody looked at these texts as they are now, and found nothing that identifies a child."""
    from learning_loop.doors.cli.sign_off import NotSigned, write_sign_offs  # noqa: PLC0415 - as above

    try:
        with _plain_failures(content, cache, "Nothing was noted."), _progress() as report:
            typer.echo(write_sign_offs(files, content, cache, by, date.today(), report))
    except NotSigned as error:
        _fail(str(error))


@contextmanager
def _stops() -> Iterator[None]:
    from learning_loop.doors.cli.stopped import Stopped  # noqa: PLC0415 - as above

    try:
        yield
    except Stopped as error:
        _fail(str(error))


def _print_problems(problems: object, content: Path | str) -> str:
    """Print all problems, errors last so that they stand next to the prompt; give their number in words."""
    from learning_loop.doors.cli.report import counted, print_problems  # noqa: PLC0415 - as above

    print_problems(problems, content)  # type: ignore[arg-type]
    return counted(problems)  # type: ignore[arg-type]


@contextmanager
def _progress(quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """Show progress on a terminal, nothing in a log."""
    if quiet or os.environ.get("CI") or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from learning_loop.doors.cli.report import progress_bar  # noqa: PLC0415 - rich is only needed here

    with progress_bar() as report:
        yield report


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count:,} items"


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


@contextmanager
def _plain_failures(
    target: Path, cache: Path, kept: str = "Nothing was published; the last good site is as it was."
) -> Iterator[None]:
    """Say in plain words what the outer world did."""
    from learning_loop.store import BuildRunning, CacheDamaged  # noqa: PLC0415 - as above
    from learning_loop.theme import ThemeMissing  # noqa: PLC0415 - as above

    try:
        yield
    except BuildRunning:
        _fail(f"Another build is using {cache}. Wait for it to end, or name another cache with --cache.")
    except CacheDamaged:
        _fail(f"The cache {cache} is damaged. Delete that folder and build again. {kept}")
    except ThemeMissing as error:
        _fail(f"{error}. {kept}")
    except KeyboardInterrupt:
        _fail(f"Stopped. {kept}")
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else str(target)
        _fail(f"{_world(error, place)} {kept}")


def _world(error: OSError, place: str) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: no space left to write {place}. Make space and build again."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"No permission to write or read {place}. Change the folder's permissions, or name another with --site or --cache."
    if error.errno == errno.EROFS:
        return f"{place} can only be read. Name another folder with --site or --cache."
    if error.errno == errno.EADDRINUSE:
        return "The port is in use. Name another with --port."
    return f"{place}: {error.strerror or error}."


def run() -> None:
    """Run the command.

    A command makes many values, few cycles, and ends soon: nothing is gained by looking for garbage while it runs or when it ends. The
    preview, which stays, switches the collector on again.
    """
    gc.disable()
    try:
        app()
    finally:
        gc.freeze()
