"""New files, never in the place of another; and what would change in one."""

from __future__ import annotations

import difflib
import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from learning_loop.doors.cli.stopped import Stopped
from learning_loop.rewriting import rights_of_new, written_beside

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})
"""What a drive without links says, such as a stick or some shares."""


def write_new(target: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises Stopped when it is, OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = written_beside(target, data, rights_of_new())
    try:
        # unlike a rename, a link is refused where there is a file already
        try:
            os.link(fresh, target)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            with target.open("xb") as file:
                file.write(data)
    except FileExistsError:
        raise Stopped(f"{target} is there already and was left as it is. Name another with --id.") from None
    finally:
        fresh.unlink(missing_ok=True)


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


def diff_of(before: bytes, after: bytes, target: Path) -> str:
    """Give what would change in a file, line by line."""
    old, new = (data.decode("utf-8-sig", "replace").splitlines(keepends=True) for data in (before, after))
    name = target.as_posix()
    lines = difflib.unified_diff(old, new, fromfile=name, tofile=name, n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
