"""Put a finished site in place of the last one, all at once.

Two trees are kept: the live one and a spare, which is usually the site before. The spare is brought up to date from the
difference, then the two names are exchanged in one step. Whatever happens before that step (a full disk, a killed process), the live
tree is whole and untouched; after it, the new one is. The work is proportional to what changed.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from learning_loop.model.values import dataclass

SPARE = ".spare"
"""Folder beside the sites that holds the spare trees; never to be uploaded."""

PIECE = 1 << 20
"""Bytes that are copied at a time."""

Spread = Callable[[Callable[[tuple[str, str]], None], Sequence[tuple[str, str]]], Iterable[None]]
"""Does work on many things; `workers.run` does it in several processes."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    written: int
    removed: int
    unchanged: int


class _Tree:
    """One tree, with the list of what was written into it.

    The list is kept under the tree's own inode, so that it follows the tree through renames; a file counts as known only while its
    size, time and inode are those that were noted.
    """

    def __init__(self, folder: Path, lists: Path) -> None:
        self.folder = folder
        self._lists = lists
        self.files: dict[str, list[int | str]] = {}
        self.folders: dict[str, int] = {}
        with contextlib.suppress(OSError, ValueError, KeyError):
            noted = json.loads(self._list_path().read_bytes())
            self.files, self.folders = noted["files"], noted["folders"]

    def _list_path(self) -> Path:
        return self._lists / f"{os.stat(self.folder).st_ino}.json"

    def holds(self, path: str, key: str) -> bool:
        """Say whether a path has what its key stands for, untouched since it was written."""
        noted = self.files.get(path)
        if noted is None or noted[0] != key:
            return False
        try:
            about = os.stat(f"{self.folder}/{path}", follow_symlinks=False)
        except OSError:
            return False
        return noted[1:] == [about.st_size, about.st_mtime_ns, about.st_ino]

    def strangers(self, outputs: Mapping[str, str]) -> set[str]:
        """Give the paths of files and folders that do not belong; only folders that changed since the list are looked into."""
        wanted = _folders_of(outputs)
        found = {path for path in self.files if path not in outputs}
        found.update(folder for folder in self.folders if folder and folder not in wanted)
        for folder in ("", *wanted):
            place = f"{self.folder}/{folder}"
            with contextlib.suppress(OSError):
                if self.folders.get(folder) == os.stat(place).st_mtime_ns:
                    continue
                for entry in os.scandir(place):
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if entry.is_symlink() or (path not in outputs and path not in wanted):
                        found.add(path)
        return found

    def forget(self) -> None:
        """Take back the list before the tree changes: a tree without one is written anew."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._list_path())

    def note(self, outputs: Mapping[str, str], stale: Iterable[tuple[str, str]]) -> None:
        """Write the list of what the tree holds now; only what was ``stale`` (path, key) is looked at again."""
        files = {path: self.files[path] for path in outputs if path in self.files}
        for path, key in stale:
            about = os.stat(f"{self.folder}/{path}")
            files[path] = [key, about.st_size, about.st_mtime_ns, about.st_ino]
        folders = {
            folder: os.stat(f"{self.folder}/{folder}" if folder else self.folder).st_mtime_ns
            for folder in ("", *_folders_of(outputs))
        }
        self._lists.mkdir(parents=True, exist_ok=True)
        draft = self._list_path().with_suffix(".draft")
        draft.write_text(json.dumps({"files": files, "folders": folders}))
        os.replace(draft, self._list_path())


def publish(
    outputs: Mapping[str, str], *, site: Path, name: str, source_of: Callable[[str], str], spread: Spread = map
) -> Published:
    """Make ``site/name`` hold exactly ``outputs`` (path → key), in one step.

    ``source_of`` gives the file that holds a key's bytes. Raises OSError (full disk, no permission); the live tree is then as it was.
    """
    live, spare, lists = site / name, site / SPARE / name, site / SPARE / "lists"
    site.mkdir(parents=True, exist_ok=True)
    current = _Tree(live, lists)
    same = {path for path, key in outputs.items() if current.holds(path, key)}
    if len(same) == len(current.files) == len(outputs) and live.is_dir() and not current.strangers(outputs):
        return Published(0, 0, len(outputs))
    spare.mkdir(parents=True, exist_ok=True)
    tree = _Tree(spare, lists)
    empty = not tree.files
    if empty:
        shutil.rmtree(spare)
        spare.mkdir()
    stale = [(path, key) for path, key in outputs.items() if not tree.holds(path, key)]
    strangers = tree.strangers(outputs)
    tree.forget()
    for path in sorted(strangers, reverse=True):
        _remove(f"{spare}/{path}")
    made: set[str] = set()

    def put(one: tuple[str, str]) -> None:
        path, key = one
        source, by = (f"{live}/{path}", _link) if path in same else (source_of(key), _copy)
        _put(f"{spare}/{path}", source, made, by, new=empty)

    for _ in spread(put, stale):
        pass
    tree.note(outputs, stale)
    _exchange(spare, live)
    removed = sum(path not in outputs for path in current.files)
    return Published(len(outputs) - len(same), removed, len(same))


def _folders_of(outputs: Mapping[str, str]) -> dict[str, None]:
    folders: dict[str, None] = {}
    for path in outputs:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = None
            folder = folder.rpartition("/")[0]
    return folders


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(path)


def _put(path: str, source: str, made: set[str], put: Callable[[str, str], object], *, new: bool) -> None:
    """Put a file at a path; in a ``new`` tree nothing else stands there."""
    folder = path.rpartition("/")[0]
    if folder not in made:
        if not new and os.path.lexists(folder) and (os.path.islink(folder) or not os.path.isdir(folder)):
            os.unlink(folder)
        os.makedirs(folder, exist_ok=True)
        made.add(folder)
    if not new and os.path.lexists(path):
        _remove(path)
    put(source, path)


def _copy(source: str, path: str) -> None:
    """Copy a file's bytes: most are small, and are read and written at one go."""
    with open(source, "rb", buffering=0) as file, open(path, "wb", buffering=0) as copy:
        while data := file.read(PIECE):
            left = memoryview(data)
            while left:
                left = left[copy.write(left) :]


def _link(source: str, path: str) -> None:
    """Give an unchanged file of the live tree a second name: published files are replaced, never written into."""
    try:
        os.link(source, path)
    except OSError:
        _copy(source, path)


def _exchange(spare: Path, live: Path) -> None:
    """Give each tree the other's name; in one step where the system can."""
    if not live.exists():
        os.rename(spare, live)
        return
    if _rename_exchange(str(spare), str(live)):
        return
    aside = spare.with_name(spare.name + ".old")
    shutil.rmtree(aside, ignore_errors=True)
    os.rename(live, aside)
    try:
        os.rename(spare, live)
    except OSError:
        os.rename(aside, live)
        raise
    os.rename(aside, spare)


def _rename_exchange(one: str, other: str) -> bool:
    """Exchange two names with Linux's renameat2; False where there is no such call."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), other)
