"""A repository's files of the engine brought up to date, and nothing else touched.

A file that the site has changed is never overwritten: the new one is laid beside it, ending in ``.new``. Files are written one by one, each
whole, and the record of them last, so that an upgrade that was cut off is finished by the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from learning_loop.equipment import RECORD, STARTERS, digest
from learning_loop.model.values import dataclass
from learning_loop.rewriting import rights_of_new, write_whole
from learning_loop.workflows import Host

BESIDE = ".new"

_ABOUT = (
    "The files of this repository that are the engine's, as the engine last wrote them. 'loop upgrade' brings them up to date and never "
    "overwrites one that you changed. Everything else is yours."
)


class NoRecord(Exception):
    """A folder has no record of the engine's files that can be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the engine wrote into a repository."""

    release: str
    host: Host
    owner: str
    """Empty while nobody has said it."""
    files: Mapping[str, str]
    """The hash of each file as it was last written or offered, by its path."""


class Fate(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "as before"
    YOURS = "yours"
    """Changed by the site, and the engine has nothing new for it."""
    BESIDE = "beside"
    """Changed by the site: the new one is laid beside it."""
    IN_THE_WAY = "in the way"
    """Changed by the site, and so is the one that was laid beside it before."""
    LEFT_OUT = "left out"
    """Deleted by the site, and so not brought back."""
    GONE = "gone"
    """The engine has it no longer, and the site never changed it."""
    KEPT = "kept"
    """The engine has it no longer, but the site has changed it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one file."""

    path: str
    fate: Fate
    data: bytes = b""


def read_record(folder: Path) -> Record:
    """Read which files of a repository are the engine's. Raises NoRecord, OSError."""
    file = folder / RECORD
    try:
        told = json.loads(file.read_bytes())
        files = {str(path): str(value) for path, value in told["files"].items()}
        record = Record(str(told["release"]), Host(told["host"]), str(told["owner"]), files)
    except FileNotFoundError:
        raise NoRecord(
            f"{folder} is no library that 'loop init' made: there is no {RECORD}. Name its folder, or begin one with loop init"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoRecord(
            f"{file} cannot be read. Take it from an earlier commit: git checkout HEAD -- {RECORD}"
        ) from None
    if any(not _inside(path) for path in record.files):
        raise NoRecord(f"{file} names a file outside this folder. Take it from an earlier commit")
    return record


def record_of(release: str, host: Host, owner: str, files: Mapping[str, bytes]) -> Record:
    """Give the record of files as the engine writes them."""
    return Record(release, host, owner, {path: digest(data) for path, data in sorted(files.items())})


def render_record(record: Record) -> bytes:
    """Give the file of a record."""
    told = {
        "about": _ABOUT,
        "release": record.release,
        "host": record.host.value,
        "owner": record.owner,
        "files": dict(sorted(record.files.items())),
    }
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def plan_upgrade(folder: Path, old: Mapping[str, str], new: Mapping[str, bytes]) -> list[Step]:
    """Give what becomes of each file: ``old`` are the hashes in the record, ``new`` the files that the engine has now. Raises OSError."""
    steps = [Step(path, _fate(folder / path, old.get(path), data), data) for path, data in sorted(new.items())]
    for path in sorted(old.keys() - new.keys()):
        there = _bytes_of(folder / path)
        if there is not None:
            steps.append(Step(path, Fate.GONE if digest(there) == old[path] else Fate.KEPT))
    return steps


def _fate(file: Path, old: str | None, data: bytes) -> Fate:
    there = _bytes_of(file)
    new = digest(data)
    if there is None:
        return Fate.NEW if old is None else Fate.LEFT_OUT
    if there == data:
        return Fate.SAME
    if digest(there) == old:
        return Fate.UPDATED
    if new == old:
        return Fate.YOURS
    beside = _bytes_of(beside_of(file))
    return Fate.BESIDE if beside is None or beside == data or digest(beside) == old else Fate.IN_THE_WAY


def carry_out(folder: Path, steps: list[Step], record: Record) -> None:
    """Do what was planned, and record it. Raises OSError; what was done until then stays, and the next upgrade goes on from there."""
    for step in steps:
        file = folder / step.path
        if step.fate in (Fate.NEW, Fate.UPDATED):
            put_whole(file, step.data, program=step.path in STARTERS)
        elif step.fate is Fate.BESIDE:
            put_whole(beside_of(file), step.data, program=False)
        elif step.fate is Fate.GONE:
            file.unlink()
            _forget_empty(file.parent, folder)
    put_whole(folder / RECORD, render_record(record), program=False)


def _forget_empty(folder: Path, top: Path) -> None:
    with suppress(OSError):  # the first that is not empty ends it
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def recorded(steps: list[Step], old: Mapping[str, str]) -> dict[str, str]:
    """Give the hashes to record after an upgrade: of what is offered now, so that the same is not offered twice."""
    return dict(_recorded(steps, old))


def _recorded(steps: list[Step], old: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for step in steps:
        if step.fate is Fate.IN_THE_WAY and step.path in old:
            yield step.path, old[step.path]
        elif step.fate not in (Fate.GONE, Fate.KEPT, Fate.IN_THE_WAY):
            yield step.path, digest(step.data)


def beside_of(file: Path) -> Path:
    """Give where the new form of a file is laid that the site has changed."""
    return file.with_name(file.name + BESIDE)


def put_whole(target: Path, data: bytes, *, program: bool) -> None:
    """Write a file whole or not at all, in the place of the one that is there, with the rights of a new one. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, data, rights_of_new(program=program))


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in Path(path).parts and path != RECORD
