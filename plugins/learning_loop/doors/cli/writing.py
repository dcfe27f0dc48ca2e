"""Files of the content folder, written whole or not at all; new ones never in the place of another."""

from __future__ import annotations

import difflib
import errno
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from learning_loop.doors.cli.stopped import Stopped

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})
"""What a drive without links says, such as a stick or some shares."""


def write_whole(target: Path, data: bytes) -> None:
    """Write a file whole or not at all, with the rights of the one that it replaces."""
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def write_new(target: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises Stopped when it is, OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        # unlike a rename, a link is refused where there is a file already
        try:
            os.link(name, target)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            with target.open("xb") as file:
                file.write(data)
    except FileExistsError:
        raise Stopped(f"{target} is there already and was left as it is. Name another with --id.") from None
    finally:
        with suppress(OSError):
            os.unlink(name)


def write_all_new(files: Mapping[Path, bytes]) -> None:
    """Write some files, none of which is there yet: all of them, or none. Raises Stopped, OSError."""
    for target in files:
        if target.exists() or (
            target.with_suffix("").is_dir() and target.suffix == ".md" and target.name != "index.md"
        ):
            raise Stopped(f"{target} is there already and was left as it is. Name another with --id.")
    made: list[Path] = []
    folders = {target.parent for target in files if not target.parent.exists()}
    try:
        for target, data in files.items():
            write_new(target, data)
            made.append(target)
    except BaseException:
        for target in made:
            with suppress(OSError):
                target.unlink()
        for folder in folders:
            with suppress(OSError):
                folder.rmdir()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def diff_of(before: bytes, after: bytes, target: Path) -> str:
    """Give what would change in a file, line by line."""
    old, new = (data.decode("utf-8-sig", "replace").splitlines(keepends=True) for data in (before, after))
    name = target.as_posix()
    lines = difflib.unified_diff(old, new, fromfile=name, tofile=name, n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
