"""The search of a published site, read from its files alone: what the API and whoever else has a copy of the site asks.

A site may be exchanged at any moment (`publish.py`). So whatever was answered is thrown away unless the same tree lay there before and after: an answer
is that of the old site or that of the new one, and never of both.
"""

from __future__ import annotations

import json
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from learning_loop.search.index import FORMAT
from learning_loop.search.places import FOLDER
from learning_loop.search.query import Files

MEMORY = 16 * 2**20
"""Bytes of files that are kept, as they are read; made ready they take some eight times as much."""

TRIES = 5
"""Times that a question is asked again because the site was exchanged meanwhile."""

Mark = tuple[tuple[int, int, int], ...]
"""What tells one published tree from the next: the folders of the search files, each with the moment of its last change."""

Given = TypeVar("Given")


class NoSearch(Exception):
    """There is no search to ask; the text says why."""


class Generation(Files):
    """The search files of one published tree."""

    def __init__(self, folder: Path, mark: Mark, memory: int = MEMORY) -> None:
        super().__init__(self._load)
        self.mark = mark
        self._folder = folder
        self._memory = memory
        self._held: OrderedDict[str, tuple[int, Any]] = OrderedDict()
        self._size = 0
        self._facets: dict[str, dict[str, frozenset[int]]] = {}
        self._lock = threading.Lock()

    def facet(self, name: str) -> dict[str, frozenset[int]]:
        """Give the documents of each value of a facet."""
        if name not in self._facets:
            self._facets[name] = super().facet(name)
        return self._facets[name]

    def _load(self, path: str) -> Any:
        """Give what a file holds, or None when there is none. The least recently used files make room for new ones."""
        with self._lock:
            if path in self._held:
                self._held.move_to_end(path)
                return self._held[path][1]
        try:
            data = (self._folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            data = b"null"
        value = json.loads(data)
        with self._lock:
            if path not in self._held:
                self._held[path] = len(data), value
                self._size += len(data)
            while self._size > self._memory and len(self._held) > 1:
                self._size -= self._held.popitem(last=False)[1][0]
        return value


class PublishedSearch:
    """The search of the site that lies in a folder now, whichever that is. It may be asked by several threads at once."""

    def __init__(self, folder: Path, memory: int = MEMORY) -> None:
        self.folder = folder
        self._memory = memory
        self._last: Generation | None = None

    def ask(self, question: Callable[[Files], Given]) -> Given:
        """Give what a question gets from one and the same published tree. Raises `NoSearch`."""
        for _ in range(TRIES):
            generation = self._current()
            try:
                given = question(generation)
            except Exception:
                if self._mark() == generation.mark:
                    raise
                continue
            if self._mark() == generation.mark:
                return given
        raise NoSearch("The site is being exchanged again and again")

    def _current(self) -> Generation:
        mark = self._mark()
        last = self._last
        if last is None or last.mark != mark:
            last = Generation(self.folder, mark, self._memory)
            try:
                found = last.start["format"]
            except (OSError, ValueError, TypeError, KeyError):
                raise NoSearch(f"{self.folder} holds no search files") from None
            if found != FORMAT:
                raise NoSearch(f"{self.folder} was built by another version of Learning Loop: build the site anew")
            self._last = last
        return last

    def _mark(self) -> Mark:
        top = self.folder / FOLDER
        try:
            with os.scandir(top) as entries:
                parts = sorted(entry.path for entry in entries if entry.is_dir())
            found = [*map(os.stat, (self.folder, top, top / "start.json")), *map(os.stat, parts)]
        except OSError:
            raise NoSearch(f"{self.folder} holds no search files") from None
        return tuple((one.st_dev, one.st_ino, one.st_ctime_ns) for one in found)
