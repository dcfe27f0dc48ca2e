"""A PostgreSQL of the tests' own: a new cluster in a folder of its own, reached by a socket there, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = 30.0
"""Seconds in which it has to answer."""


def find_postgres() -> Path | None:
    """Give the folder of PostgreSQL's programs, the newest version's; None when it is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((one for one in folders if (one / "initdb").exists() and (one / "postgres").exists()), None)


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Run a cluster and give what a client connects by. PostgreSQL refuses to run as root, so root starts it as somebody without rights."""
    user = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="loop-postgres-", dir="/tmp"))
    process: subprocess.Popen[bytes] | None = None
    try:
        if user:
            shutil.chown(folder, user)
        _run([programs / "initdb", "--pgdata", folder / "data", "--auth", "trust", "--username", "loop", "--no-sync", "--encoding", "UTF8", "--locale", "C"], user)  # fmt: skip
        settings = ["listen_addresses=", "fsync=off", "shared_buffers=64MB", f"unix_socket_directories={folder}"]
        command: list[str | Path] = [
            programs / "postgres",
            "-D",
            folder / "data",
            *(part for one in settings for part in ("-c", one)),
        ]
        with open(folder / "log", "wb") as log:
            process = subprocess.Popen(
                command, user=user, group=None, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder
            )
        _wait(programs, folder, process)
        yield f"host={folder} user=loop dbname=postgres"
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)
            process.wait(START)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(command, user=user, cwd="/tmp", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _wait(programs: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder]).returncode:
        waiting = process.poll() is None and time.monotonic() < until
        assert waiting, (folder / "log").read_text()
        time.sleep(0.05)
