"""``loop upgrade``: theme, pipelines and packages of a library brought up to date, its content left alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.workflows import check_owner
from learning_loop.equipment import (
    NoWheel,
    Wheel,
    digest,
    engine_files,
    engine_release,
    find_wheel,
    read_wheel,
)
from learning_loop.upgrading import (
    BESIDE,
    Fate,
    NoRecord,
    Record,
    Step,
    carry_out,
    plan_upgrade,
    read_record,
    recorded,
)
from learning_loop.workflows import Host

_HANDED_OVER = "LEARNING_LOOP_RUNS_FROM"
"""Set to the hash of the wheel by the engine that hands over to it."""


class Wanted(NamedTuple):
    """What was asked for."""

    folder: Path
    wheel: Path | None
    host: Host | None
    owner: str
    dry_run: bool


def upgrade_library(wanted: Wanted) -> tuple[str, int]:
    """Bring the engine's files of a library up to date; give what to tell, and the exit code. Raises Stopped, OSError.

    A wheel that is not the running engine does the work itself: it is unpacked into a temporary folder and started from there, so that
    the new engine's files are written by the new engine. Nothing is installed; the library's own ``bin/loop`` does that at its next start.
    """
    try:
        record = read_record(wanted.folder)
        wheel = _wheel(wanted.wheel)
    except (NoRecord, NoWheel) as error:
        raise Stopped(f"{error}.") from None
    if not _runs_here(wheel):
        return "", _hand_over(wheel, wanted)
    owner = wanted.owner or record.owner
    if wanted.owner:
        check_owner(wanted.owner)
    host = wanted.host or record.host
    steps = plan_upgrade(wanted.folder, record.files, engine_files(host, owner, wheel))
    if not wanted.dry_run:
        carry_out(wanted.folder, steps, Record(wheel.release, host, owner, recorded(steps, record.files)))
    return "\n".join(_told(steps, record, wheel, wanted)), 0


def _wheel(given: Path | None) -> Wheel:
    if given is not None:
        return read_wheel(given)
    wheel = find_wheel()
    if wheel is None:
        raise Stopped(
            f"The file from which this engine was installed is not to be found. Name it: --wheel learning_loop-{engine_release()}-py3-none-any.whl"
        )
    return wheel


def _runs_here(wheel: Wheel) -> bool:
    name = digest(wheel.data)
    installed = find_wheel()
    return os.environ.get(_HANDED_OVER) == name or (installed is not None and digest(installed.data) == name)


def _hand_over(wheel: Wheel, wanted: Wanted) -> int:
    with tempfile.TemporaryDirectory(prefix="loop-upgrade-") as place:
        file = Path(place) / wheel.name
        file.write_bytes(wheel.data)
        engine = Path(place) / "engine"
        try:
            with zipfile.ZipFile(file) as packed:
                packed.extractall(engine)
        except (zipfile.BadZipFile, ValueError) as error:
            raise Stopped(f"{wanted.wheel} is damaged ({error}). Get it again; nothing was changed.") from None
        words = [sys.executable, "-c", "from learning_loop.doors.cli.main import run; run()", "upgrade"]
        words += [str(wanted.folder.absolute()), "--wheel", str(file)]
        words += ["--host", wanted.host.value] if wanted.host else []
        words += ["--owner", wanted.owner] if wanted.owner else []
        words += ["--dry-run"] if wanted.dry_run else []
        env = {**os.environ, "PYTHONPATH": str(engine), _HANDED_OVER: digest(wheel.data)}
        return subprocess.run(words, env=env, check=False).returncode


_WORDS = {
    Fate.NEW: "new",
    Fate.UPDATED: "brought up to date",
    Fate.GONE: "deleted, the engine has no use for it any more",
    Fate.YOURS: "changed by you, left as it is; the engine has nothing new for it",
    Fate.BESIDE: f"changed by you, left as it is; the new one lies beside it, ending in {BESIDE}",
    Fate.IN_THE_WAY: f"changed by you, and so is the one beside it that ends in {BESIDE}; both were left as they are",
    Fate.KEPT: "changed by you, left as it is; the engine has no use for it any more",
    Fate.LEFT_OUT: "deleted by you, not brought back",
}


def _told(steps: list[Step], before: Record, wheel: Wheel, wanted: Wanted) -> list[str]:
    lines = [f"{step.path}: {_WORDS[step.fate]}" for step in steps if step.fate is not Fate.SAME]
    done = {Fate.NEW, Fate.UPDATED, Fate.GONE}
    changed = sum(step.fate in done for step in steps)
    release = (
        f"release {wheel.release} in the place of {before.release}"
        if wheel.release != before.release
        else f"release {wheel.release}"
    )
    if not lines:
        return [f"Everything is up to date: {release}."]
    if wanted.dry_run:
        return [*lines, f"Nothing was changed. This would be {release}; {_files(changed)} would change."]
    lines.append(f"{release.capitalize()}; {_files(changed)} changed. Nothing in content/ was touched.")
    beside = [step.path for step in steps if step.fate in (Fate.BESIDE, Fate.IN_THE_WAY)]
    if beside:
        lines.append(
            f"Take over what you want of the files that end in {BESIDE}, and delete those: git diff --no-index FILE FILE{BESIDE}"
        )
    lines.append("Then bin/loop check, and hand it in as a pull request: its report shows what readers would notice.")
    return lines


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"
