"""An editor as an operator sets it up: its folder behind its own headers, and decap-server beside a real repository."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from learning_loop.editor.backend import Cms
from learning_loop.editor.programs import PROGRAMS
from tests.browser.server import serve
from tests.example import ROOT, run

NODE = ROOT / "tests/editor/node_modules"
DECAP, SVELTIA = (NODE / PROGRAMS[cms].archive for cms in (Cms.DECAP, Cms.SVELTIA))
WHO = {
    "GIT_AUTHOR_NAME": "An officer",
    "GIT_AUTHOR_EMAIL": "officer@marlsea.example",
    "GIT_COMMITTER_NAME": "An officer",
    "GIT_COMMITTER_EMAIL": "officer@marlsea.example",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
}


@dataclass(frozen=True)
class Editing:
    """A repository, and where its editor is."""

    repository: Path
    folder: Path
    origin: str

    @property
    def content(self) -> Path:
        return self.repository / "content"


def git(repository: Path, *words: str) -> str:
    """Give what git says in a repository."""
    done = subprocess.run(
        ["git", *words], cwd=repository, env=os.environ | WHO, capture_output=True, text=True, check=True
    )
    return done.stdout


def make_repository(folder: Path) -> Path:
    """Make a repository with a branch main; its content is the caller's."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    for name, value in (("user.name", WHO["GIT_AUTHOR_NAME"]), ("user.email", WHO["GIT_AUTHOR_EMAIL"])):
        git(folder, "config", name, value)
    return folder


def commit(repository: Path) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "What the library has")


@contextmanager
def editing(repository: Path, folder: Path) -> Iterator[Editing]:
    """Write the editor with the command, and serve it and the repository until the block ends."""
    with ExitStack() as stack:
        server = stack.enter_context(decap_server(repository))
        done = run(
            "loop", "admin", folder, "--content", repository / "content", "--site", folder.parent / "site",
            "--server", server, "--program", DECAP,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        yield Editing(repository, folder, stack.enter_context(served(folder)))


@contextmanager
def decap_server(repository: Path) -> Iterator[str]:
    """Run decap-server with branches, as its manual says; give its address."""
    port = _free_port()
    given = {"MODE": "git", "PORT": str(port), "BIND_HOST": "127.0.0.1", "GIT_REPO_DIRECTORY": str(repository)}
    process = subprocess.Popen(
        ["node", NODE / "decap-server/dist/index.js"],
        cwd=repository,
        env=os.environ | WHO | given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        assert process.poll() is None, "decap-server ended early"
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - on this machine
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("decap-server does not answer")


def header_lines(folder: Path) -> dict[str, str]:
    """Give the headers that the editor's folder asks its host to send."""
    lines = (folder / "_headers").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.strip().split(": ", 1) for line in lines)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each body waits 40 ms for the browser to acknowledge its headers

    def end_headers(self) -> None:
        for name, value in header_lines(Path(self.directory)).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def served(folder: Path) -> AbstractContextManager[str]:
    """Serve an editor's folder on a free port with its own headers; give the address."""
    return serve(folder, _Handler)


if __name__ == "__main__":
    # For scripts/dev, which gets them.
    print("\n".join(f"{program.package}@{program.version}" for program in PROGRAMS.values()))
