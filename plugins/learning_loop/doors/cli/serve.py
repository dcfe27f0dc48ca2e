"""``loop serve``: a preview on this machine that follows the files.

This process builds; another one serves what lies on disk, so that a long build never keeps a reader waiting. A page open in the
browser asks the server to be told when the live tree has been exchanged, and loads itself again.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import typer
from watchfiles import watch

from learning_loop.build import build
from learning_loop.doors.api import Environ, Start, application
from learning_loop.model.kinds import Audience
from learning_loop.outputs.calendar_files import MEDIA_TYPE
from learning_loop.theme import theme_folder
from learning_loop.workers import end_with_parent

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The content security policy that a host should send too."""

API = "/api/"
"""Where the search answers as JSON, on each site's port."""
FEED_TYPES = {".atom": "application/atom+xml", ".rss": "application/rss+xml", ".opml": "text/x-opml"}
"""What the system's list of types may not know."""
FEED_IN_A_BROWSER = "application/xml"
"""A browser shows a feed with its style sheet only when it is told that it is plain XML."""

RELOAD_SCRIPT = b"""const told = new EventSource("/_loop/changes");
told.addEventListener("changed", () => location.reload());
"""
RELOAD_TAG = b'<script src="/_loop/reload.js" defer></script></body>'

Application = Callable[[Environ, Start], Iterable[bytes]]

LOOK_EVERY = 0.05
"""Seconds between two looks at the live tree."""


def serve_sites(
    content: Path,
    *,
    site: Path,
    cache: Path,
    audiences: tuple[Audience, ...],
    today: date | None,
    port: int,
    api: bool,
    progress: Callable[[], AbstractContextManager[Any]],
    print_problems: Callable[[Any, Path], str],
) -> None:
    """Build, serve and follow until interrupted. Raises OSError when a port is taken."""
    listeners = [(audience, _listen(port + number)) for number, audience in enumerate(audiences)]

    def rebuild() -> None:
        started = time.monotonic()
        with progress() as report:
            built = build(
                content, site=site, cache=cache, audiences=audiences, today=today or date.today(), report=report
            )
        words = print_problems(built.problems, content)
        if built.failed:
            typer.echo(f"{words}. Showing the last good site.", err=True)
        else:
            written = sum(done.written for done in (built.published or {}).values())
            typer.echo(
                f"Built {built.items:,} items in {time.monotonic() - started:.1f} s; {written:,} files changed.",
                err=True,
            )

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    gc.enable()
    rebuild()
    servers = [
        multiprocessing.get_context("fork").Process(
            target=_serve, args=(site / audience.value, listener, os.getpid(), api), daemon=True
        )
        for audience, listener in listeners
    ]
    for server in servers:
        server.start()
    for audience, listener in listeners:
        address = f"http://localhost:{listener.getsockname()[1]}"
        typer.echo(f"The {audience.value} site: {address}/", err=True)
        if api:
            typer.echo(f"Its search as JSON: {address}{API}search?q=neglect", err=True)
    typer.echo("Watching for changes. Stop with Ctrl+C.", err=True)
    try:
        for _ in watch(
            content, theme_folder(), debounce=60, step=20, rust_timeout=1000, yield_on_timeout=today is None
        ):
            rebuild_when_needed(_, rebuild)
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)
    finally:
        for server in servers:
            server.terminate()
            server.join(2)


def _stop(number: int, frame: object) -> None:
    """End in order, also where the preview was started in the background and Ctrl+C was switched off."""
    raise KeyboardInterrupt


_LAST_DAY: list[date] = []


def rebuild_when_needed(changes: object, rebuild: Callable[[], None]) -> None:
    """Build again after a change, and when a new day has begun."""
    day = date.today()
    new_day = bool(_LAST_DAY) and _LAST_DAY[-1] != day
    _LAST_DAY[:] = [day]
    if changes or new_day:
        rebuild()


def _listen(port: int) -> socket.socket:
    listener = socket.create_server(("127.0.0.1", port), reuse_port=False)
    listener.set_inheritable(True)
    return listener


def _serve(folder: Path, listener: socket.socket, parent: int, api: bool) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent(parent)
    answers = application(folder, f"http://localhost:{listener.getsockname()[1]}") if api else None
    handler = partial(_Handler, directory=str(folder), api=answers)
    server = _Server(listener.getsockname(), handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.serve_forever()


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(SimpleHTTPRequestHandler):
    """Files of one site, with the headers of a good host, and a stream that tells of changes."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".ics": MEDIA_TYPE}  # noqa: RUF012 - as the base class has it

    def __init__(self, *arguments: Any, api: Application | None, **more: Any) -> None:
        self._api = api
        super().__init__(*arguments, **more)

    def parse_request(self) -> bool:
        """Read what is asked; the search as JSON answers for itself, whatever the method."""
        if not super().parse_request():
            return False
        if self._api is None or not self.path.startswith(API):
            return True
        self._ask(self._api)
        return False

    def _ask(self, api: Application) -> None:
        path, _, query = self.path.partition("?")
        environ = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": API.rstrip("/"),
            "PATH_INFO": unquote(path.removeprefix(API.rstrip("/")), "latin-1"),
            "QUERY_STRING": query,
            "REMOTE_ADDR": self.client_address[0],
            "HTTP_IF_NONE_MATCH": self.headers.get("If-None-Match", ""),
        }

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            number, _, phrase = status.partition(" ")
            self.send_response(int(number), phrase)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Connection", "close")  # what came with the request is never read
            SimpleHTTPRequestHandler.end_headers(self)

        self.wfile.write(b"".join(api(environ, start)))
        self.close_connection = True

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Give the type of a file, as a good host does."""
        name = os.fspath(path)
        ending = os.path.splitext(name)[1]
        if ending in (".atom", ".rss") and "text/html" in self.headers.get("Accept", ""):
            return FEED_IN_A_BROWSER
        if ending == ".json" and self.path.startswith("/feeds/"):
            return "application/feed+json"
        return FEED_TYPES.get(ending) or super().guess_type(name)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "same-origin")
        self.send_header("Cache-Control", "no-cache")
        if self.path.startswith("/feeds/"):
            self.send_header("Vary", "Accept")
        super().end_headers()

    def do_GET(self) -> None:
        if self.path == "/_loop/reload.js":
            self._answer(HTTPStatus.OK, RELOAD_SCRIPT, "text/javascript")
        elif self.path == "/_loop/changes":
            self._tell_of_changes()
        else:
            self._page()

    def _page(self) -> None:
        place = Path(self.translate_path(self.path))
        if place.is_dir():
            if not self.path.partition("?")[0].endswith("/"):
                super().do_GET()
                return
            place = place / "index.html"
        if place.suffix == ".html" and place.is_file():
            self._answer(HTTPStatus.OK, _with_reload(place.read_bytes()), "text/html; charset=utf-8")
        elif place.is_file():
            super().do_GET()
        else:
            missing = Path(self.directory) / "404.html"
            body = _with_reload(missing.read_bytes()) if missing.is_file() else b"Not found"
            self._answer(HTTPStatus.NOT_FOUND, body, "text/html; charset=utf-8")

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell_of_changes(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        seen = _live(self.directory)
        quiet = 0.0
        try:
            while True:
                now = _live(self.directory)
                if now != seen:
                    seen = now
                    self.wfile.write(b"event: changed\ndata: now\n\n")
                    self.wfile.flush()
                quiet += LOOK_EVERY
                if quiet > 15:
                    quiet = 0
                    self.wfile.write(b": still here\n\n")
                    self.wfile.flush()
                time.sleep(LOOK_EVERY)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the terminal is for the author's problems."""


def _with_reload(page: bytes) -> bytes:
    return page.replace(b"</body>", RELOAD_TAG)


def _live(folder: str | os.PathLike[str]) -> int:
    """Give the identity of the live tree: each publishing puts another one in its place."""
    try:
        return os.stat(folder).st_ino
    except OSError:
        return 0
