"""Work in several processes gives what one would, in the same order."""

from __future__ import annotations

import os
import time

import pytest

from learning_loop import workers as module
from learning_loop.workers import FEW, run

HERE = os.getpid()


@pytest.fixture(autouse=True)
def several_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1})
    monkeypatch.setattr(module, "PATIENCE", 0.4)


def elsewhere(number: int) -> bool:
    return os.getpid() != HERE


def slowly_elsewhere(number: int) -> bool:
    time.sleep(0.002)
    return os.getpid() != HERE


@pytest.mark.parametrize("number", [0, 1, FEW - 1, FEW, 200])
@pytest.mark.parametrize("patience", [None, 0])
@pytest.mark.parametrize("large", [False, True])
def test_results_come_in_the_order_of_the_jobs(number: int, patience: float | None, large: bool) -> None:
    jobs = [f"job {place}" for place in range(number if not large else min(number, 5))]
    assert list(run(str.upper, jobs, patience=patience, large=large)) == [job.upper() for job in jobs]


def test_little_work_is_done_here() -> None:
    assert not any(run(elsewhere, range(500)))
    assert not any(run(slowly_elsewhere, range(FEW - 1)))


def test_work_that_will_take_long_goes_to_processes_before_patience_ends() -> None:
    where = list(run(slowly_elsewhere, range(300)))
    assert where[-1]
    assert where.index(True) * 0.002 < module.PATIENCE


def test_without_other_processors_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0})
    assert not any(run(slowly_elsewhere, range(120)))
    assert not any(run(elsewhere, range(120), patience=0, large=True))


def test_a_failure_elsewhere_is_told_here() -> None:
    def fail(number: int) -> int:
        if number == 150:
            raise OSError(28, "No space left on device")
        return number

    with pytest.raises(OSError, match="No space"):
        list(run(fail, range(200), patience=0))
