"""Work in parallel processes, with the state of the parent, in the order in which it was given."""

from __future__ import annotations

import ctypes
import gc
import math
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar, cast

Job = TypeVar("Job")
Result = TypeVar("Result")

PATIENCE = 0.4
"""Seconds of work in this process before others are started: most builds change little and are done by then. They are started sooner once it is
seen that the rest would take more than half of this."""

FEW = 24
"""Jobs left over for which no process is worth starting."""

WARM = 0.02
"""Seconds of work, after the first job, by which is judged how long the rest will take."""

PARTS = 32
"""Into how many parts each process's share is cut, so that all processes end at about the same time."""

_PR_SET_PDEATHSIG = 1

_work: Callable[..., object] | None = None
_jobs: Sequence[object] = ()


def run(
    work: Callable[[Job], Result], jobs: Sequence[Job], *, patience: float | None = None, large: bool = False
) -> Iterator[Result]:
    """Give ``work(job)`` for each job, in order. ``work`` may close over anything: processes are forked, not started anew.

    ``large`` jobs are few and long: they are handed out one by one, and at once.
    A worker ends when its parent is killed, so that nothing is left behind.
    """
    count = len(os.sched_getaffinity(0))
    patience = PATIENCE if patience is None else patience
    done = 0
    if large and count > 1:
        yield from _run_in_processes(work, jobs, count, chunk=1)
        return
    until = time.monotonic() + patience
    warm = math.inf
    while done < len(jobs):
        now, left = time.monotonic(), len(jobs) - done
        long = done > 1 and now - warm > WARM and (now - warm) / (done - 1) * left > patience / 2
        if count > 1 and left >= FEW and (long or now >= until):
            break
        yield work(jobs[done])
        done += 1
        if done == 1:
            # the first job often loads what all others need
            warm = time.monotonic()
    if done < len(jobs):
        yield from _run_in_processes(work, jobs[done:], count)


def _run_in_processes(
    work: Callable[[Job], Result], jobs: Sequence[Job], count: int, chunk: int = 0
) -> Iterator[Result]:
    global _work, _jobs
    _work, _jobs = work, jobs
    chunk = chunk or max(1, min(32, len(jobs) // (count * PARTS)))
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent, initargs=(os.getpid(),)) as pool:
        yield from cast(Iterator[Result], pool.map(_call, range(len(jobs)), chunksize=chunk))


def _call(number: int) -> object:
    """Do one job. Only its number crosses over: the job itself is the very object that the parent has."""
    assert _work is not None
    return _work(_jobs[number])


def _end_with_parent(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    gc.enable()
    end_with_parent(parent)


def end_with_parent(parent: int) -> None:
    """Ask the system to end this process when its parent ends, where it can (Linux)."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(1)
