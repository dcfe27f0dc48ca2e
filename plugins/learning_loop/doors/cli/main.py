"""The command ``loop``: options in, messages and exit codes out. All work is done elsewhere.

Exit codes: 0 well; 1 the content has errors, or the build could not be finished; 2 the command was not understood.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

import typer

from learning_loop.doors.cli.commands import checks, drafts, finding, plans, repository, retiring, sites, true_names

app = typer.Typer(
    name="loop",
    help="Build a safeguarding partnership's learning library: one public and one professional site from one folder of Markdown.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

COMMANDS: dict[str, Callable[..., None]] = {
    "build": sites.build,
    "check": checks.check,
    "status": checks.status,
    "serve": sites.serve,
    "search": finding.search,
    "email": sites.email,
    "attachment": sites.attachment,
    "guides": sites.guides,
    "report": checks.report,
    "workflows": repository.workflows,
    "admin": repository.admin,
    "init": repository.init_library,
    "upgrade": repository.upgrade,
    "rename": retiring.rename_item,
    "withdraw": retiring.withdraw_item,
    "supersede": retiring.supersede_item,
    "import": drafts.import_file,
    "doctor": repository.doctor,
    "sign-off": checks.sign_off,
}
"""Every command by its name, in the order of ``loop --help``."""

GROUPS = {"plan": plans.plan_app, "new": drafts.new_app, "register": true_names.register_app}
"""Commands that have commands of their own."""

for name, command in COMMANDS.items():
    app.command(name)(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


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
