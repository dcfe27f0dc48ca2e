"""The content-addressed cache on disk: what was made once from some content is found again by that content's address.

The cache may be deleted at any time; it is never published, committed or fetched from elsewhere. Snapshots are pickles, so a cache is
only as trustworthy as the account that owns it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PATIENCE = 10.0
"""Seconds for which a build waits for another that holds the cache."""

SHELF = 1
"""Digits of a key that name its folder: on a disk, making files in sixteen folders takes a third less time than in 256."""

_GLANCE = 0.03


class CacheDamaged(Exception):
    """Something that the cache once held is gone or cannot be read; delete the snapshot and make it again."""


class BuildRunning(Exception):
    """Another build holds the cache."""


def versions_of(libraries: Sequence[str]) -> list[str]:
    """Give what changes with the version of each library: the name of the folder that installers write beside it.

    `importlib.metadata` says the same, and takes as long to load as a short build takes to read a file.
    """
    wanted = [name.lower().replace("-", "_").replace(".", "_") for name in libraries]
    found: dict[str, str] = {}
    for place in sys.path:
        with contextlib.suppress(OSError):
            for folder in os.listdir(place or "."):
                name, _, rest = folder.partition("-")
                if rest.endswith(".dist-info"):
                    found.setdefault(name.lower().replace(".", "_"), folder)
    if not all(name in found for name in wanted):
        from importlib.metadata import version  # noqa: PLC0415 - as above

        return [version(name) for name in libraries]
    return [found[name] for name in wanted]


class Store:
    """Objects by key, and named snapshots."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._objects = str(folder / "objects")
        self._shelves: set[str] = set()

    def path(self, key: str) -> str:
        """Give where an object lies, or would lie."""
        return f"{self._objects}/{key[:SHELF]}/{key[SHELF:]}"

    def has(self, key: str) -> bool:
        """Say whether an object is there."""
        return os.path.exists(self.path(key))

    def size_of(self, key: str) -> int:
        """Give an object's size in bytes. Raises `CacheDamaged` when it is not there."""
        try:
            return os.stat(self.path(key)).st_size
        except FileNotFoundError:
            raise CacheDamaged(key) from None

    def read(self, key: str) -> bytes:
        """Give an object's bytes. Raises `CacheDamaged` when it is not there."""
        try:
            with open(self.path(key), "rb") as file:
                return file.read()
        except FileNotFoundError:
            raise CacheDamaged(key) from None

    def size(self, key: str) -> int:
        """Give an object's size in bytes. Raises `CacheDamaged` when it is not there."""
        try:
            return os.path.getsize(self.path(key))
        except FileNotFoundError:
            raise CacheDamaged(key) from None

    def write(self, key: str, data: bytes) -> None:
        """Put an object in place; a reader sees all of it or nothing."""
        path = self.path(key)
        if os.path.exists(path):
            return
        shelf = path.rpartition("/")[0]
        if shelf not in self._shelves:
            os.makedirs(shelf, exist_ok=True)
            self._shelves.add(shelf)
        draft = f"{path}.{os.getpid()}"
        try:
            with open(draft, "wb") as file:
                file.write(data)
            os.replace(draft, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(draft)
            raise

    def load(self, name: str) -> Any:
        """Give a snapshot, or None when there is none that can be read."""
        try:
            with open(self.folder / name, "rb") as file:
                return pickle.load(file)  # noqa: S301 - our own cache, see the module's docstring
        except FileNotFoundError:
            return None
        except Exception:  # noqa: BLE001 - whatever is wrong with a snapshot, it is made again
            return None

    def save(self, name: str, value: Any) -> None:
        """Put a snapshot in place of the last one, at once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=self.folder, prefix=f"{name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                pickle.dump(value, file, protocol=5)
            os.replace(draft, self.folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(draft)
            raise

    def forget(self, name: str) -> None:
        """Delete a snapshot."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.folder / name)

    def forget_matching(self, pattern: str) -> None:
        """Delete the snapshots whose names match, such as those of an earlier engine."""
        for path in self.folder.glob(pattern):
            path.unlink(missing_ok=True)

    def made_folder(self, name: str) -> Path:
        """Give a folder of the cache for a library's own cache, made if need be."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def objects(self) -> Iterator[tuple[str, int]]:
        """Give every object's key and size in bytes."""
        with contextlib.suppress(FileNotFoundError):
            for shelf in os.scandir(self._objects):
                for entry in os.scandir(shelf.path):
                    yield shelf.name + entry.name, entry.stat().st_size

    def count(self) -> int:
        """Give how many objects there are; their sizes would cost far more."""
        with contextlib.suppress(FileNotFoundError):
            return sum(len(os.listdir(shelf.path)) for shelf in os.scandir(self._objects))
        return 0

    def prune(self, keep: set[str]) -> int:
        """Delete the objects that are not to be kept, and the folders of an earlier engine; give how many bytes the objects had."""
        freed = 0
        for shelf in os.listdir(self._objects) if os.path.isdir(self._objects) else ():
            if len(shelf) != SHELF:  # of an earlier engine
                shutil.rmtree(f"{self._objects}/{shelf}", ignore_errors=True)
        for key, size in list(self.objects()):
            if key not in keep:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(self.path(key))
                    freed += size
        return freed

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the cache for one build. Raises `BuildRunning` when another process goes on holding it.

        A preview holds it for a moment after every change, and whoever works beside it should not have to know.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "lock", "w") as file:
            end = time.monotonic() + PATIENCE
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > end:
                        raise BuildRunning from None
                    time.sleep(_GLANCE)
            yield

    def file_of(self, key: str) -> str:
        """Give the file of an object that must be there. Raises `CacheDamaged` when it is not."""
        path = self.path(key)
        if not os.path.exists(path):
            raise CacheDamaged(key)
        return path

    def clear(self) -> None:
        """Delete everything but the lock, which this build may hold."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != "lock":
                path.unlink(missing_ok=True)
        self._shelves.clear()
