"""``loop serve``: a preview on this machine that follows the files.

This process builds; others serve what lies on disk, so that a long build never keeps a reader waiting. They hear from this one through
the board of `preview`, and a page open in the browser asks to be told when something else is told there, and loads itself again.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import typer
from watchfiles import watch

from learning_loop.build import build
from learning_loop.doors.cli.preview import (
    Board,
    Told,
    coming_items,
    failure_line,
    problem_lines,
)
from learning_loop.doors.cli.serving import API, Preview, serve
from learning_loop.model.kinds import Audience
from learning_loop.model.values import replace
from learning_loop.theme import theme_folder


def serve_sites(
    content: Path,
    *,
    site: Path,
    cache: Path,
    audiences: tuple[Audience, ...],
    today: date | None,
    port: int,
    api: bool,
    drafts: bool,
    progress: Callable[[], AbstractContextManager[Any]],
    print_problems: Callable[[Any, Path], str],
) -> None:
    """Build, serve and follow until interrupted. Raises OSError when a port is taken."""
    listeners = [(audience, _listen(port + number)) for number, audience in enumerate(audiences)]
    addresses = {audience.value: f"http://localhost:{listener.getsockname()[1]}" for audience, listener in listeners}
    with tempfile.TemporaryDirectory(prefix="loop-preview-") as folder:
        board = Board(Path(folder))
        builder = Builder(content, site, cache, audiences, today, board, progress, print_problems, drafts)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _stop)
        gc.enable()
        builder.first()
        servers = [
            multiprocessing.get_context("fork").Process(
                target=serve, args=(Preview(audience.value, addresses, board), listener, os.getpid(), api), daemon=True
            )
            for audience, listener in listeners
        ]
        for server in servers:
            server.start()
        for name, address in addresses.items():
            typer.echo(f"The {name} site: {address}/", err=True)
            if api:
                typer.echo(f"Its search as JSON: {address}{API}search?q=neglect", err=True)
        typer.echo("Watching for changes. Stop with Ctrl+C.", err=True)
        try:
            for changes in watch(
                content, theme_folder(), board.asked, debounce=60, step=20, rust_timeout=1000, yield_on_timeout=True
            ):
                builder.follow(changes)
        except KeyboardInterrupt:
            typer.echo("Stopped.", err=True)
        finally:
            for server in servers:
                server.terminate()
                server.join(2)


class Builder:
    """Builds what is asked for, and tells of it."""

    def __init__(
        self,
        content: Path,
        site: Path,
        cache: Path,
        audiences: tuple[Audience, ...],
        today: date | None,
        board: Board,
        progress: Callable[[], AbstractContextManager[Any]],
        print_problems: Callable[[Any, Path], str],
        drafts: bool = False,
    ) -> None:
        self._content = content
        self._drafts = drafts
        self._site = site
        self._cache = cache
        self._audiences = audiences
        self._today = today
        self._board = board
        self._progress = progress
        self._print_problems = print_problems
        self._built_on = date.min
        self._told: Told | None = None

    def first(self) -> None:
        """Build for the first time. What the outer world does then ends the preview."""
        self._build()

    def follow(self, changes: object) -> None:
        """Build again after a change, for another day that is asked for, and when a new day has begun; whatever ends a build is told in the page."""
        wish = self._board.wish()[1]
        asked = self._told is not None and wish != self._told.answer
        if not changes and not asked and self._base == self._built_on:
            return
        try:
            self._build()
        except Exception as error:  # noqa: BLE001 - a template with a slip, or a full disk, must not end the preview
            line = failure_line(error)
            typer.echo(f"{line}. Showing the last good site.", err=True)
            assert self._told is not None
            self._tell(replace(self._told, problems=(line,), answer=wish))

    @property
    def _base(self) -> date:
        return self._today or date.today()

    def _build(self) -> None:
        started = time.monotonic()
        base = self._built_on = self._base
        wanted, wish = self._board.wish()
        day = wanted or base
        # neither another day nor a draft is built where the sites of today lie: what is there may be published
        site = self._site if day == base and not self._drafts else self._cache / "preview"
        with self._progress() as report:
            built = build(
                self._content,
                site=site,
                cache=self._cache,
                audiences=self._audiences,
                today=day,
                report=report,
                drafts=self._drafts,
                preview=self._cache / "preview",
            )
        words = self._print_problems(built.problems, self._content)
        coming = coming_items(built.publications, base, self._drafts)
        hidden = 0 if self._drafts else sum(one.draft for one in built.publications)
        if built.failed:
            typer.echo(f"{words}. Showing the last good site.", err=True)
            last = self._told or Told(base.isoformat(), base.isoformat(), day.isoformat(), str(self._site), built=False)
            problems = problem_lines(built.problems, self._content)
            self._tell(
                replace(
                    last,
                    wanted=day.isoformat(),
                    problems=problems,
                    answer=wish,
                    coming=last.coming or coming,
                    hidden=hidden,
                )
            )
            return
        changed = sum(done.written + done.removed for done in (built.published or {}).values())
        typer.echo(
            f"Built {built.items:,} items in {time.monotonic() - started:.1f} s; {changed:,} files changed.", err=True
        )
        self._tell(
            Told(
                base.isoformat(),
                day.isoformat(),
                day.isoformat(),
                str(built.place),
                coming=coming,
                answer=wish,
                hidden=hidden,
            ),
            always=changed > 0,
        )

    def _tell(self, told: Told, always: bool = False) -> None:
        if always or told != self._told:
            self._told = told
            self._board.tell(told)


def _stop(number: int, frame: object) -> None:
    """End in order, also where the preview was started in the background and Ctrl+C was switched off."""
    raise KeyboardInterrupt


def _listen(port: int) -> socket.socket:
    listener = socket.create_server(("127.0.0.1", port), reuse_port=False)
    listener.set_inheritable(True)
    return listener
