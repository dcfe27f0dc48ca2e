"""The content folder as it lies on disk: which files there are, which have changed, and what may not be there."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from learning_loop.model.problem import Problem
from learning_loop.model.values import dataclass, field

RACY = 100_000_000
"""Nanoseconds. A file changed this shortly before it was read may change again without a new time stamp, so it is read again."""

DEEPEST = 8
"""Folders within folders. Two are enough for every item and its files."""

_IGNORED_SUFFIXES = ("~", ".swp", ".swx", ".tmp", ".bak", ".orig")
_IGNORED_NAMES = frozenset({"Thumbs.db", "desktop.ini"})

Fingerprint = tuple[int, int, int, int]
"""Size, modification time, change time (both ns) and inode: equal means unchanged."""


@dataclass(slots=True)
class Folder:
    """What lies in the content folder."""

    root: Path
    items: dict[str, Fingerprint] = field(default_factory=dict)
    """Markdown files."""
    registers: dict[str, Fingerprint] = field(default_factory=dict)
    sign_offs: Fingerprint | None = None
    """The file of sign-offs, which decides nothing of what a site says."""
    others: dict[str, Fingerprint] = field(default_factory=dict)
    """Everything else that an item might name as an attachment."""
    problems: list[Problem] = field(default_factory=list)
    read_at: int = 0
    """The clock when the listing began, ns."""
    overlaid: dict[str, bytes] = field(default_factory=dict)
    """Files that are not on disk, or not like this: a folder as it would be."""

    def settled(self, fingerprint: Fingerprint) -> bool:
        """Say whether a file had been still for long enough to be known by its fingerprint."""
        return fingerprint[1] < self.read_at - RACY and fingerprint[2] < self.read_at - RACY

    def bytes_of(self, path: str) -> bytes:
        """Give a file's bytes."""
        if path in self.overlaid:
            return self.overlaid[path]
        with open(self.root / path, "rb") as file:
            return file.read()


def overlay(folder: Folder, written: Mapping[str, bytes], moved: Mapping[str, str]) -> Folder:
    """Give a folder as it would be with other bytes in some files, and some of all files under another path; nothing is written."""
    new = Folder(folder.root, problems=list(folder.problems), read_at=time.time_ns())
    for kind in ("items", "registers", "others"):
        for path, fingerprint in getattr(folder, kind).items():
            target = moved.get(path, path)
            if path in written or target != path:
                data = written.get(path)
                new.overlaid[target] = folder.bytes_of(path) if data is None else data
                fingerprint = (len(new.overlaid[target]), new.read_at, new.read_at, 0)
            getattr(new, kind)[target] = fingerprint
    _find_case_collisions(new)
    return new


def list_folder(root: Path) -> Folder:
    """List a content folder. Editors' leftovers and hidden files are passed over; links are refused."""
    folder = Folder(root, read_at=time.time_ns())
    if not root.is_dir():
        folder.problems.append(Problem("", 0, "", "there is no such folder. Name the content folder with --content"))
        return folder
    _list(folder, str(root), "")
    _find_case_collisions(folder)
    return folder


def _list(folder: Folder, directory: str, prefix: str) -> None:
    for entry in sorted(os.scandir(directory), key=lambda entry: entry.name):
        name = entry.name
        if name.startswith((".", "~$")) or name.endswith(_IGNORED_SUFFIXES) or name in _IGNORED_NAMES:
            continue
        path = prefix + name
        try:
            path.encode("utf-8")
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "replace").decode()
            folder.problems.append(Problem(shown, 0, "", "the file's name is not UTF-8. Rename it with plain letters"))
            continue
        if entry.is_symlink():
            folder.problems.append(
                Problem(
                    path,
                    0,
                    "",
                    "is a link to another place. Put the file itself here: what lies outside the content folder is never published",
                )
            )
        elif entry.is_dir():
            if path.count("/") < DEEPEST:
                _list(folder, entry.path, path + "/")
            else:
                folder.problems.append(
                    Problem(
                        path,
                        0,
                        "",
                        "lies too deep. An item is <type>/<id>.md, or <type>/<id>/index.md with its files beside it",
                    )
                )
        else:
            _take(folder, entry, path)


def _take(folder: Folder, entry: os.DirEntry[str], path: str) -> None:
    about = entry.stat()
    if not stat.S_ISREG(about.st_mode):
        folder.problems.append(Problem(path, 0, "", "is no ordinary file. Take it away"))
        return
    fingerprint = (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
    if path == "registers/sign-offs.yml":
        folder.sign_offs = fingerprint
        return
    if path.startswith("registers/"):
        kind = folder.registers if path.endswith((".yml", ".yaml")) else folder.others
    else:
        kind = folder.items if path.lower().endswith((".md", ".markdown")) else folder.others
    kind[path] = fingerprint


def _find_case_collisions(folder: Folder) -> None:
    seen: dict[str, str] = {}
    for path in folder.items:
        first = seen.setdefault(path.lower(), path)
        if first != path:
            message = f"differs from {first} only in capitals, and many computers see one file where there are two. Rename one in small letters"
            folder.problems.append(Problem(path, 0, "", message))
