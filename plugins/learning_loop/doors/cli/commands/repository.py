"""Commands for a library's repository: begun, given its pipelines and its editor, brought up to date, examined."""

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
    DryRun,
    SiteOption,
    TodayOption,
)
from learning_loop.doors.cli.terminal import asks, print_problems, progress
from learning_loop.editor.backend import Backend, Cms, Hosting
from learning_loop.workflows import Host


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
    from learning_loop.doors.cli.init import NameMissing, Wanted, begin_library

    given = {
        "partnership": name, "area": area, "url": url, "professional_url": professional_url, "email": email, "line": line,
        "phone": phone, "hours": hours, "advice_phone": advice_phone, "advice_hours": advice_hours,
    }  # fmt: skip
    wanted = Wanted(
        folder, {part: words.strip() for part, words in given.items() if words.strip()}, framework, host, owner.lstrip("@"),
        wheel, git, today or date.today(),
    )  # fmt: skip
    with plain_failures(folder, CACHE, "Nothing was written."), stops():
        try:
            typer.echo(begin_library(wanted, asks(yes), print_problems))
        except NameMissing:
            raise typer.BadParameter(
                'nobody can be asked here, so this must be given: --name "Anywhere Safeguarding Children Partnership".',
                param_hint="--name",
            ) from None


def upgrade(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The library's folder.")] = Path(),
    wheel: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The engine's new wheel; that which runs if left out.")
    ] = None,
    host: Annotated[Host | None, typer.Option(help="Where the repository lies now, if that has changed.")] = None,
    owner: Annotated[
        str, typer.Option(help="The organisation or group whose teams look after it, if that has changed.")
    ] = "",
    dry_run: DryRun = False,
) -> None:
    """Bring theme, pipelines and packages of a library up to date. Its content and the files that you changed stay as they are."""
    from learning_loop.doors.cli.upgrade import Wanted, upgrade_library

    with plain_failures(folder, CACHE, "What was brought up to date until then stays; run it again."), stops():
        words, code = upgrade_library(Wanted(folder, wheel, host, owner.lstrip("@"), dry_run))
    if words:
        typer.echo(words)
    raise typer.Exit(code)


def workflows(
    host: Annotated[Host, typer.Argument(help="Where the repository lies.")],
    owner: Annotated[
        str, typer.Option(help="The organisation or group whose teams look after it, as in its address on the host.")
    ],
    folder: Annotated[Path, typer.Option(help="The top of the repository.")] = Path(),
) -> None:
    """Write what a code host needs to check, report on and publish a library. No file is overwritten."""
    from learning_loop.doors.cli.workflows import write_workflows

    with plain_failures(folder, CACHE, "Files that were written before this one stay."), stops():
        typer.echo(write_workflows(host, owner, folder))


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
    from learning_loop.doors.cli.admin import write_editor

    reached = Backend(
        backend, repo.strip(), branch, server.rstrip("/"), sign_in.rstrip("/"), app_id=app_id, tenant=tenant
    )
    with plain_failures(folder, CACHE, "The editor may be incomplete; write it again."), stops():
        typer.echo(write_editor(folder, content, site, reached, cms, program, print_problems))


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
    from learning_loop.doors.cli.doctor import confirm, examine

    if remote_is_private:
        if not by.strip():
            raise typer.BadParameter("say who looked, with --by 'Your Name'")
        with plain_failures(content, cache, ""):
            noted = confirm(content, remote_is_private, by, date.today())
        if not noted:
            raise typer.BadParameter("there is no remote of that name. 'git remote' lists them")
        typer.echo(f"Noted in {content / 'registers/site.yml'}: {noted} is private, says {by}. Commit that line.")
        return
    with plain_failures(content, cache, ""), progress(quiet=json) as report:
        problems = examine(content, site, cache, deploy, report)
    failed = any(problem.severity == "error" for problem in problems)
    if json:
        from learning_loop.doors.cli.report import problems_as_json

        typer.echo(problems_as_json(problems))
        raise typer.Exit(1 if failed else 0)
    words = print_problems(problems, str(deploy) if deploy is not None else "")
    if failed:
        fail(f"{words}. Do not {'deploy this folder' if deploy is not None else 'push'} before they are cured.")
    typer.echo("Nothing found that speaks against it." if not problems else f"{words}.")
