"""``loop serve`` as an author runs it: a real process, until a block ends."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.example import BIN, TODAY, two_free_ports


@dataclass(frozen=True)
class Serving:
    """A running preview of a copy of the example."""

    content: Path
    public: str
    professional: str


@contextmanager
def served(content: Path, *options: str) -> Iterator[Serving]:
    """Serve a library on two free ports until the block ends; site and cache lie beside it."""
    folder = content.parent
    port = two_free_ports()
    where = ["--content", str(content), "--site", str(folder / "site"), "--cache", str(folder / "cache")]
    process = _start([str(BIN / "loop"), "serve", *where, "--today", TODAY, "--port", str(port), *options])
    try:
        _wait_for_word(process, "Watching")
        yield Serving(content, f"http://localhost:{port}", f"http://localhost:{port + 1}")
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.splitlines()[-1]) == (0, "Stopped.")


def _start(command: list[str]) -> subprocess.Popen[str]:
    """Start as a shell does in the background: with Ctrl+C switched off."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)


def _wait_for_word(process: subprocess.Popen[str], word: str) -> None:
    assert process.stderr is not None
    printed = []
    for line in process.stderr:
        printed.append(line)
        if word in line:
            return
    raise AssertionError(f"loop serve ended early: {''.join(printed)}")
