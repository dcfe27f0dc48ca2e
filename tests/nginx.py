"""A built site behind a real nginx, with the configuration that docs/operators.md shows."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.documented import fences

OPERATORS = "docs/operators.md"


def documented_server() -> str:
    """Give the configuration as it stands in the document."""
    (shown,) = [fence.text for fence in fences(OPERATORS) if fence.info == "nginx"]
    return shown


def answers(folder: Path, path: str) -> list[int]:
    """Give the statuses with which the nginx that writes into ``folder`` has answered requests for a path."""
    lines = (line.split(" ", 1) for line in (folder / "access.log").read_text().splitlines())
    return [int(status) for status, asked in lines if asked == path]


@contextmanager
def serve_by_nginx(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site on a free port of this machine until the block ends; give the address, without a slash at its end.

    Of the documented configuration only the place of the site, the port and the certificate are changed. ``folder`` takes what nginx writes.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = documented_server()
    server = re.sub(r"^ *ssl_\w+ .*\n", "", server, flags=re.MULTILINE)
    server = server.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    server = re.sub(r"root [^;]+;", f"root {site};", server)
    folder.mkdir(parents=True, exist_ok=True)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{ }}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\nlog_format told '$status $uri';\naccess_log {folder}/access.log told;\n{temporary}{server}\n}}\n"
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    with subprocess.Popen([program, "-p", folder, "-c", configuration], stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if process.poll() is not None:
            assert process.stderr is not None
            raise AssertionError(f"nginx ended: {process.stderr.read()}")
        try:
            with urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")
