"""Files that people keep, written whole or not at all: one, or several of the content folder together."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path


class Meanwhile(Exception):
    """A file is not as it was when the change was worked out; the message names it."""


def rewrite(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], renamed: tuple[str, str]) -> None:
    """Put new bytes into files and rename a file or folder, the names relative to ``root``.

    Whatever goes wrong on the way, all files are then as they were: the new ones are written whole beside the old before any is put in
    place, and the old ones are kept until all is done. Raises Meanwhile, OSError.
    """
    old, new = (root / name for name in renamed)
    if renamed[0] and os.path.lexists(new) and not _same(old, new):
        raise Meanwhile(f"{new} is there already")
    for path, data in before.items():
        if (root / path).read_bytes() != data:
            raise Meanwhile(f"{root / path} was changed at this very moment")
    ready: list[tuple[Path, Path]] = []
    kept: list[tuple[Path, Path]] = []
    moved = False
    try:
        for path, data in after.items():
            ready.append((written_beside(root / path, data), root / path))
        for _, target in ready:
            kept.append((_kept_beside(target), target))
        for fresh, target in ready:
            os.replace(fresh, target)
        if renamed[0]:
            os.rename(old, new)
            moved = True
    except BaseException:
        if moved:
            os.rename(new, old)
            moved = False
        for copy, target in kept:
            with suppress(FileNotFoundError):
                os.replace(copy, target)
        raise
    finally:
        _forget(_after_move(one, old, new) if moved else one for pairs in (ready, kept) for one, _ in pairs)


def write_whole(target: Path, data: bytes, rights: int | None = None) -> None:
    """Put a whole file in the place of one, or make it: whatever goes wrong on the way, the old one stays.

    It has the rights of the one that it replaces, unless ``rights`` says which. Raises OSError.
    """
    fresh = written_beside(target, data, rights)
    try:
        os.replace(fresh, target)
    except BaseException:
        _forget([fresh])
        raise


def _same(old: Path, new: Path) -> bool:
    """Say whether two names are one file, as on disks that do not tell capitals apart."""
    return old.exists() and new.exists() and old.samefile(new)


def _after_move(path: Path, old: Path, new: Path) -> Path:
    return new / path.relative_to(old) if path.is_relative_to(old) else path


def _forget(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            os.unlink(path)


def rights_of_new(*, program: bool = False) -> int:
    """Give the rights that a new file has here: those that the umask leaves."""
    mask = os.umask(0)
    os.umask(mask)
    return (0o777 if program else 0o666) & ~mask


def written_beside(target: Path, data: bytes, rights: int | None = None) -> Path:
    """Write new bytes into a hidden file beside the place where they are to be, with the rights of what is there; give its path."""
    if rights is None:
        rights = target.stat().st_mode & 0o7777 if target.exists() else rights_of_new()
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, rights)
    except BaseException:
        _forget([Path(name)])
        raise
    return Path(name)


def _kept_beside(target: Path) -> Path:
    """Keep the old file under a hidden name: a second name where the disk knows such, so that no room is needed to go back."""
    copy = Path(tempfile.mktemp(prefix=f".{target.name}.", suffix=".bak", dir=target.parent))  # noqa: S306 - `link` refuses a name that is taken
    try:
        os.link(target, copy)
    except OSError:
        shutil.copy2(target, copy)
    return copy
