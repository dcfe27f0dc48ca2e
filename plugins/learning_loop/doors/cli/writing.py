"""Files of the content folder, written whole or not at all."""

from __future__ import annotations

import difflib
import os
import tempfile
from contextlib import suppress
from pathlib import Path


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
