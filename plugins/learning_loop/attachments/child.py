"""The process in which one file is opened: it sets its own limits, then reads a job from its input and writes the answer to its output."""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import NoReturn

SECONDS = 60
"""Of the processor."""

MEMORY = 2_000_000_000
"""Bytes of addresses, shared libraries included."""

NO_MEMORY = 3
"""The exit code when memory ran out."""

OUTPUT = 200_000_000
"""Bytes of an answer."""


def main() -> None:
    """Look into the file of one job. Anything that goes wrong ends the process without an answer, and the parent refuses the file."""
    limit_all()
    job = sys.stdin.buffer
    head = json.loads(job.readline())
    data = job.read()

    from learning_loop.attachments.answer import write_answer  # noqa: PLC0415 - after the limits
    from learning_loop.attachments.looking import look_into  # noqa: PLC0415 - after the limits

    try:
        answer = write_answer(look_into(data, head["suffix"], head["title"]))
    except MemoryError:
        os._exit(NO_MEMORY)
    end_with(answer)


def limit_all() -> None:
    """Set the limits of a process that opens one file."""
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, OUTPUT)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 64)
    sys.setrecursionlimit(3_000)


def end_with(answer: bytes) -> NoReturn:
    """Write the answer and end at once: a damaged file may have left libraries in C in a state in which they cannot tidy up."""
    out = sys.stdout.buffer
    out.write(answer)
    out.flush()
    os._exit(0)


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    try:
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)
    except ValueError:
        # macOS knows the limit of addresses by name only
        if sys.platform == "linux":
            raise


if __name__ == "__main__":
    main()
