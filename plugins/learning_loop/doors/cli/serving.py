"""What ``loop serve`` sends: the files of one site with the headers of a good host, the bar of the preview, and word of changes."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from learning_loop.doors.api import Environ, Start, application
from learning_loop.doors.cli.preview import (
    GUIDE,
    NOTHING_YET,
    YEARS,
    Board,
    Shown,
    read_day,
    with_bar,
)
from learning_loop.model.values import dataclass
from learning_loop.outputs.calendar_files import MEDIA_TYPE
from learning_loop.present.views.guides import GuideLink
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

TO_THE_PREVIEW = GuideLink("Back to the preview", "/")

Application = Callable[[Environ, Start], Iterable[bytes]]

LOOK_EVERY = 0.05
"""Seconds between two looks at what is told."""

LONGEST_BUILD = 300.0
"""Seconds that somebody who asked for another day waits for it."""

LONGEST_WISH = 4000
"""Bytes of a form."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One site that is shown."""

    audience: str
    sites: Mapping[str, str]
    """Address of each site, by audience."""
    board: Board

    def folder(self) -> str:
        """Give where the site lies that is shown now."""
        return f"{self.board.now().folder}/{self.audience}"

    def with_bar(self, page: bytes, path: str, missing: bool = False) -> bytes:
        """Give a page as it is sent."""
        return with_bar(page, self.board.now(), Shown(self.audience, self.sites, path, missing))


def serve(preview: Preview, listener: socket.socket, parent: int, api: bool) -> None:
    """Serve one site until the process that builds ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent(parent)
    origin = preview.sites[preview.audience]
    answers = cache(lambda folder: application(folder, origin)) if api else None
    handler = partial(_Handler, preview=preview, api=answers)
    server = _Server(listener.getsockname(), handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.serve_forever()


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(SimpleHTTPRequestHandler):
    """Files of one site, with the headers of a good host, and a stream that tells of changes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each body waits 40 ms for the browser to acknowledge its headers
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".ics": MEDIA_TYPE}  # noqa: RUF012 - as the base class has it

    def __init__(
        self, *arguments: Any, preview: Preview, api: Callable[[str], Application] | None, **more: Any
    ) -> None:
        self._preview = preview
        self._api = api
        super().__init__(*arguments, directory=preview.folder(), **more)

    def parse_request(self) -> bool:
        """Read what is asked; the search as JSON answers for itself, whatever the method."""
        if not super().parse_request():
            return False
        self.directory = self._preview.folder()
        if self._api is None or not self.path.startswith(API):
            return True
        self._ask(self._api(self.directory))
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
        if self.path in ("/_loop/preview.js", "/_loop/preview.css"):
            name = self.path.rpartition("/")[2]
            kind = "text/javascript" if name.endswith(".js") else "text/css"
            self._answer(HTTPStatus.OK, (theme_folder() / "preview" / name).read_bytes(), kind)
        elif self.path == "/_loop/changes":
            self._tell_of_changes()
        elif self.path.startswith(GUIDE):
            self._guide()
        else:
            self._page()

    def do_POST(self) -> None:
        """Show another day: the only thing that a page can ask for."""
        length = int(self.headers.get("Content-Length") or 0)
        origin = self.headers.get("Origin")
        if self.path != "/_loop/day" or length > LONGEST_WISH:
            self._refuse(HTTPStatus.NOT_FOUND, "There is nothing to send here.")
        elif origin is not None and origin != f"http://{self.headers.get('Host')}":
            self._refuse(HTTPStatus.FORBIDDEN, "Only a page of the preview itself may ask for another day.")
        else:
            self._show_day(parse_qs(self.rfile.read(length).decode("utf-8", "replace"), keep_blank_values=True))

    def _show_day(self, form: Mapping[str, list[str]]) -> None:
        day, page = form.get("day", [""])[0], form.get("page", ["/"])[0]
        if day and read_day(day) is None:
            message = f"'{day[:40]}' is not a day that can be shown. Write it as 2026-12-03, between {YEARS[0]} and {YEARS[-1]}."
            self._refuse(HTTPStatus.BAD_REQUEST, message)
            return
        board, wish = self._preview.board, str(time.time_ns())
        board.ask(day, wish)
        until = time.monotonic() + LONGEST_BUILD
        while board.now().answer != wish and time.monotonic() < until:
            time.sleep(LOOK_EVERY)
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", page if re.match(r"/(?!/)[!-~]*$", page) and "\\" not in page else "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        body = NOTHING_YET.replace("There is no page to show yet", "This cannot be shown")
        body = re.sub("<p>.*?</p>", lambda _: f'<p>{escape(message)}</p><p><a href="/">To the library</a></p>', body)
        self.close_connection = True  # what came with the request may not have been read
        self._answer(status, self._preview.with_bar(body.encode(), "/"), "text/html; charset=utf-8")

    def _guide(self) -> None:
        """Send a page of the guides. They are made when somebody asks for the first one."""
        from learning_loop.guides import GuidesMissing, guide_files  # noqa: PLC0415 - most previews never show them

        path = unquote(self.path.partition("?")[0]).removeprefix(GUIDE) or "index.html"
        try:
            body = guide_files(TO_THE_PREVIEW).get(path)
        except GuidesMissing as error:
            self._refuse(HTTPStatus.NOT_FOUND, f"{error}.")
            return
        if body is None:
            self._refuse(HTTPStatus.NOT_FOUND, f"There is no page '{path[:80]}' in the guides.")
            return
        kind = self.guess_type(path)
        self._answer(HTTPStatus.OK, body, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)

    def _page(self) -> None:
        place = Path(self.translate_path(self.path))
        if place.is_dir():
            if not self.path.partition("?")[0].endswith("/"):
                super().do_GET()
                return
            place = place / "index.html"
        if place.suffix == ".html" and place.is_file():
            page = self._preview.with_bar(place.read_bytes(), self.path)
            self._answer(HTTPStatus.OK, page, "text/html; charset=utf-8")
        elif place.is_file():
            super().do_GET()
        else:
            missing = Path(self.directory) / "404.html"
            body = missing.read_bytes() if missing.is_file() else NOTHING_YET.encode()
            page = self._preview.with_bar(body, self.path, missing=True)
            self._answer(HTTPStatus.NOT_FOUND, page, "text/html; charset=utf-8")

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
        seen = self._preview.board.stamp()
        quiet = 0.0
        try:
            while True:
                now = self._preview.board.stamp()
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
