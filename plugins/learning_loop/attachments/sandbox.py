"""A file is opened in a process of its own: what it does to the libraries that read it, it does not do to the build."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence

from learning_loop.attachments.answer import Unreadable, read_answer
from learning_loop.attachments.child import NO_MEMORY, OUTPUT
from learning_loop.attachments.findings import Finding, Looked, Refused
from learning_loop.attachments.kinds import LARGEST
from learning_loop.model.values import dataclass

PATIENCE = 180.0
"""Seconds by the clock, for a busy machine; the processor's time is limited by the child itself."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to look into."""

    data: bytes
    suffix: str
    title: str


def look_apart(job: Job) -> Looked:
    """Look into a file in a process of its own; one that fails, or takes too much, is refused."""
    data = job.data
    if len(data) > LARGEST:
        return Looked((Finding("too-large", 1, (), f"{LARGEST // 1_000_000} MB"),), None)
    try:
        said = run_apart("learning_loop.attachments.child", {"suffix": job.suffix, "title": job.title}, data)
        return read_answer(said)
    except Refused as refused:
        return Looked((Finding(refused.rule, 1),), None)
    except Unreadable:
        return Looked((Finding("broken", 1),), None)


def run_apart(module: str, head: Mapping[str, object], data: bytes) -> bytes:
    """Give what a module's process answers to a head of plain values and the bytes of a file. Raises `Refused` when it ends without an answer."""
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(json.dumps(head).encode() + b"\n" + data)
        question.seek(0)
        ended = _run(module, question.fileno(), answer.fileno())
        if ended != 0:
            raise Refused(_why(ended))
        answer.seek(0)
        return answer.read(OUTPUT + 1)


def look_apart_all(jobs: Sequence[Job]) -> Iterator[Looked]:
    """Look into files, as many at once as there are processors, in the order given."""
    count = min(len(jobs), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    if count < 2:
        yield from map(look_apart, jobs)
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - most builds look into one file or none

    with ThreadPoolExecutor(count) as pool:
        yield from pool.map(look_apart, jobs)


def _run(module: str, question: int, answer: int) -> int:
    """Run the child; give its exit code. It gets no variable of ours (keys may stand there), and what it complains of is lost on purpose."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-m", module],
        stdin=question, stdout=answer, stderr=subprocess.DEVNULL, env={"LC_ALL": "C.UTF-8"}, cwd="/", start_new_session=True,
    )  # fmt: skip
    try:
        return child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _why(ended: int) -> str:
    """Give the rule for a child that ended without an answer: out of time or memory, or brought down by the file."""
    return "too-much-work" if ended in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ, NO_MEMORY) else "broken"
