"""The commands ``loop register``: the register of true names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from learning_loop.doors.cli.failing import fail, plain_failures
from learning_loop.doors.cli.options import CACHE, CONTENT, CacheOption, ContentOption
from learning_loop.doors.cli.terminal import print_problems

register_app = typer.Typer(
    no_args_is_help=True, help="Keep true names as fingerprints, to find them before anybody else does."
)

RegisterOption = Annotated[
    Path | None, typer.Option("--register", help="The register's file; LOOP_REGISTER in the environment if left out.")
]
NoNames = Annotated[list[str] | None, typer.Argument(hidden=True, metavar="")]


@register_app.command("key")
def register_key() -> None:
    """Make a new key and print it, once. Keep it where your passwords are, and put it into LOOP_REGISTER_KEY."""
    from learning_loop.name_register import new_key

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
    from learning_loop.doors.cli.register import check_names

    with plain_failures(content, cache, ""):
        problems, words = check_names(content, cache, register)
    if problems:
        fail(f"{print_problems(problems, content)}. {words}")
    typer.echo(words)


def _register(what: str, names: list[str] | None, register: Path | None, content: Path, entry: str = "") -> None:
    from learning_loop.doors.cli.register import change_register
    from learning_loop.name_register import RegisterTrouble

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
        fail(f"The register of true names: {trouble}. Nothing was changed.")
    except OSError as error:
        fail(f"The register of true names cannot be written: {error.strerror}. Nothing was changed.")
