"""What a command costs: wall time, processor time, and the peak memory of its whole process tree.

``python scripts/bench/measure.py COMMAND…`` runs one command and says it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL = 0.02
"""Seconds between two looks at the memory."""
_SAMPLING_SHARE = 0.05
"""A look at a large process is slow and holds its page tables, so looks become rarer to cost no more."""
_TAIL = 4_000


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run of a command cost."""

    command: tuple[str, ...]
    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of user and system time, of the command and all children that it waited for."""
    peak: float
    """Megabytes (10⁶ bytes): the largest sum over the process tree that was seen."""
    memory: str
    """``PSS``, which counts pages that forked processes share once, or ``RSS`` where the system has no PSS."""
    code: int
    """The exit code; 0 is success."""
    output: str
    """The end of what it wrote, for when it failed."""


class _PeakMemory:
    """Looks at a process tree until it is told to stop; keeps the largest sum."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.bytes = 0
        self._thread.start()

    def stop(self) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        pause = 0.0
        while not self._done.wait(pause):
            before = time.perf_counter()
            self.bytes = max(self.bytes, _tree_memory(self._root))
            pause = max(INTERVAL, (time.perf_counter() - before) / _SAMPLING_SHARE)


def memory_kind() -> str:
    """Give what this system can count: PSS or RSS."""
    return "PSS" if hasattr(psutil.Process().memory_full_info(), "pss") else "RSS"


def _tree_memory(root: psutil.Process) -> int:
    try:
        processes = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(map(_process_memory, processes))


def _process_memory(process: psutil.Process) -> int:
    """Give the bytes of one process; none of one that ended between two lines of ours."""
    try:
        full = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(full, "pss", full.rss))


def measure(command: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Measurement:
    """Run a command to its end; never raises when it fails, the exit code says so.

    ``env`` is added to the environment.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        peak = _PeakMemory(process.pid)
        # wait4 gives the processor time of this child alone, whatever else this process has run.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        peak.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(max(0, output.seek(0, os.SEEK_END) - _TAIL))
        tail = output.read().decode(errors="replace")
    cpu = usage.ru_utime + usage.ru_stime
    return Measurement(tuple(command), wall, cpu, peak.bytes / 1e6, memory_kind(), process.returncode, tail)


def main() -> None:
    """Measure the command on the command line."""
    if len(sys.argv) < 2:
        sys.exit("usage: measure.py COMMAND…")
    result = measure(sys.argv[1:])
    sys.stdout.write(result.output)
    sys.stdout.write(
        f"{result.wall:.2f} s wall, {result.cpu:.2f} s CPU, {result.peak:.0f} MB {result.memory} at peak\n"
    )
    sys.exit(result.code)


if __name__ == "__main__":
    main()
