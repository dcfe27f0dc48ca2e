"""Asks a WSGI application as a server would, and checks on the way that it keeps to the standard."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from wsgiref.validate import validator


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    log: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> dict[str, Any]:
        found: dict[str, Any] = self.json["error"]
        return found

    @property
    def ids(self) -> list[str]:
        return [hit["id"] for hit in self.json["hits"]]


def ask(
    application: Callable[..., Iterable[bytes]],
    path: str = "/search",
    query: str = "",
    *,
    method: str = "GET",
    client: str = "192.0.2.1",
    headers: dict[str, str] | None = None,
    **given: object,
) -> Reply:
    """Send one request; ``given`` are the parameters, lists where one is repeated."""
    log = io.StringIO()
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query
        or urlencode({name.replace("_", "-"): value for name, value in given.items()}, doseq=True),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": log,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()},
    }
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, sent: list[tuple[str, str]], failed: object = None) -> Callable[[bytes], object]:
        started.append((status, sent))
        return lambda data: None

    parts = validator(application)(environ, start)
    body = b"".join(parts)
    parts.close()  # type: ignore[attr-defined]
    ((status, sent),) = started
    assert len({name.lower() for name, _ in sent}) == len(sent)
    return Reply(int(status.split()[0]), dict(sent), body, log.getvalue())
