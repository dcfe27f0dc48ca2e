"""How a command ends early: what went wrong in plain words, and the exit code."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer


def fail(message: str) -> NoReturn:
    """End with this message and exit code 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)


def fail_unasked(missing: Exception, more: str) -> NoReturn:
    """End because something was not given and nobody can be asked; ``more`` is the command that explains."""
    typer.echo(f"{missing} must be given, because nobody is asked here. {more} says what each option is.", err=True)
    raise typer.Exit(2)


@contextmanager
def stops() -> Iterator[None]:
    """Say why the work cannot be done, when the work itself says so."""
    from learning_loop.doors.cli.stopped import Stopped  # noqa: PLC0415 - only what a command needs is loaded

    try:
        yield
    except Stopped as error:
        fail(str(error))


@contextmanager
def plain_failures(
    target: Path, cache: Path, kept: str = "Nothing was published; the last good site is as it was."
) -> Iterator[None]:
    """Say in plain words what the outer world did."""
    from learning_loop.store import BuildRunning, CacheDamaged  # noqa: PLC0415 - as above
    from learning_loop.theme import ThemeMissing  # noqa: PLC0415 - as above

    try:
        yield
    except BuildRunning:
        fail(f"Another build is using {cache}. Wait for it to end, or name another cache with --cache.")
    except CacheDamaged:
        fail(f"The cache {cache} is damaged. Delete that folder and build again. {kept}")
    except ThemeMissing as error:
        fail(f"{error}. {kept}")
    except KeyboardInterrupt:
        fail(f"Stopped. {kept}")
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else str(target)
        fail(f"{_world(error, place)} {kept}")


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
