"""Earlier states of the content folder, as git keeps them: written into a place of their own, the work tree left as it is."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path
from typing import NamedTuple

_FILE_MODES = ("100644", "100755")


class NoRevision(Exception):
    """An earlier state cannot be had; the message says why and what to do."""


class Revision(NamedTuple):
    """One commit."""

    name: str
    """Its whole hash."""
    day: date
    """The day on which it was committed, in the time zone of whoever did."""


class Repository(NamedTuple):
    """Where a content folder lies in its repository."""

    folder: Path
    """The content folder."""
    prefix: str
    """The content folder's path from the repository's top, with a slash at its end; empty when it is the top."""

    def find(self, ref: str) -> Revision:
        """Give the commit that a name stands for: a branch, a tag, a hash, ``HEAD~1``. Raises NoRevision."""
        found = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}", may_fail=True)
        if not found:
            raise NoRevision(
                f"There is no '{ref}' in this repository. Name a branch, a tag or a commit; for one that only the server has: git fetch origin"
            )
        name = found.decode().strip()
        return Revision(
            name, date.fromisoformat(self._git("show", "--no-patch", "--format=%cs", name).decode().strip())
        )

    def fork(self, base: Revision, head: Revision) -> Revision:
        """Give the commit from which two states went their own ways, so that what others changed since is not told as undone. Raises NoRevision."""
        found = self._git("merge-base", base.name, head.name, may_fail=True).decode().strip()
        if not found:
            raise NoRevision(
                "The two states have no common past here, perhaps because only the newest commits were fetched. Fetch them all: git fetch --unshallow"
            )
        return self.find(found)

    def write(self, revision: Revision, target: Path) -> Path:
        """Write the content folder as it was into an empty folder, and give that; an empty folder when there was none. Raises NoRevision, OSError.

        Files are written as git stores them. Links and submodules are left out: none of them is ever content.
        """
        below = ("--", self.prefix) if self.prefix else ()
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", revision.name, *below)
        files = [entry.split("\t", 1) for entry in listed.decode("utf-8", "surrogateescape").split("\0") if entry]
        wanted = [(about.split()[2], path) for about, path in files if about.split()[0] in _FILE_MODES and _stays(path)]
        for (_, path), data in zip(wanted, self._objects([name for name, _ in wanted]), strict=True):
            file = target / path.removeprefix(self.prefix)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return target

    def _objects(self, names: list[str]) -> list[bytes]:
        """Give the bytes of objects, by one process for all."""
        answer = self._git("cat-file", "--batch", said="".join(f"{name}\n" for name in names).encode())
        found, at = [], 0
        for _ in names:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].split()[2])
            found.append(answer[end + 1 : end + 1 + size])
            at = end + 1 + size + 1
        return found

    def _git(self, *words: str, said: bytes = b"", may_fail: bool = False) -> bytes:
        return _git(self.folder, *words, said=said, may_fail=may_fail)


def open_repository(content: Path) -> Repository:
    """Give the repository that holds a content folder. Raises NoRevision when there is none, or no git."""
    if not content.is_dir():
        raise NoRevision(f"{content}: there is no such folder. Name the content folder with --content")
    return Repository(content, _git(content, "rev-parse", "--show-prefix").decode().rstrip("\n"))


def _stays(path: str) -> bool:
    """Say whether a path leads to no place outside: git never makes another, but a repository may have been made by hand."""
    return not {"", ".", ".."} & set(path.split("/"))


def _git(folder: Path, *words: str, said: bytes = b"", may_fail: bool = False) -> bytes:
    # whoever calls from a hook has these set, and they would lead git elsewhere
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], input=said, capture_output=True, env={**kept, "LC_ALL": "C"}
        )
    except FileNotFoundError:
        raise NoRevision(
            "git is not installed, and only git knows what the library was before. Install it (Debian: apt-get install git)"
        ) from None
    if done.returncode and not may_fail:
        why = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        if "not a git repository" in why:
            raise NoRevision(
                f"{folder} lies in no git repository, so nothing is known of what it was before. Put it in one, or name another with --content"
            )
        raise NoRevision(f"git could not tell what the library was before: {' '.join(why.split())}")
    return b"" if done.returncode else done.stdout
