"""What the engine keeps in a library's repository: pipelines, locked packages, its own wheel, and the command that starts it.

``loop init`` writes these files and ``loop upgrade`` brings them up to date; which they are, and how they were last written, stands in
``.loop/files.json``. Everything else is the site's own.

An upgrade runs these lines from inside a wheel that is not installed yet, so nothing here needs more than Python itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from learning_loop.model.values import dataclass, field
from learning_loop.workflows import Host, workflow_files

_PACKAGE = Path(__file__).resolve().parent

SKELETON = _PACKAGE / "skeleton"

ENGINE = "learning-loop"
"""The package's name."""

VENDOR = "vendor"
"""The folder of a repository that holds the engine's wheel."""

RECORD = ".loop/files.json"
"""Which files of a repository are the engine's."""

NO_OWNER = "your-organisation"
"""Whose teams agree to changes while nobody has said it."""

STARTERS = frozenset({"bin/loop"})
"""The files that are programs."""

_WHEEL = re.compile(r"learning_loop-([0-9][0-9A-Za-z.!+]*)-py3-none-any\.whl")


class NoWheel(Exception):
    """A file is no wheel of the engine; the message says why."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """The engine as a file that a repository brings along."""

    name: str
    data: bytes = field(repr=False)

    @property
    def path(self) -> str:
        """Where it lies in a repository."""
        return f"{VENDOR}/{self.name}"

    @property
    def release(self) -> str:
        """Its version."""
        found = _WHEEL.fullmatch(self.name)
        assert found is not None
        return found[1]


def read_wheel(file: Path) -> Wheel:
    """Read the engine's wheel. Raises NoWheel, OSError."""
    data = file.read_bytes()
    if not _WHEEL.fullmatch(file.name) or not data.startswith(b"PK"):
        raise NoWheel(f"{file} is no wheel of the engine: such a file is called learning_loop-0.1.0-py3-none-any.whl")
    return Wheel(file.name, data)


def find_wheel() -> Wheel | None:
    """Give the wheel from which the running engine was installed, if it came from a file that is still there unchanged."""
    try:
        origin = distribution(ENGINE).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    told = json.loads(origin) if origin else {}
    url = urlsplit(told.get("url", ""))
    path = Path(unquote(url.path))
    if url.scheme != "file" or not path.is_file():
        return None
    try:
        wheel = read_wheel(path)
    except (NoWheel, OSError):
        return None
    return wheel if told.get("archive_info", {}).get("hashes", {}).get("sha256") == digest(wheel.data) else None


def engine_release() -> str:
    """Give the version of the engine that runs."""
    return distribution(ENGINE).version


def engine_files(host: Host, owner: str, wheel: Wheel) -> dict[str, bytes]:
    """Give the files of a repository that are the engine's, by their paths; ``owner`` may be empty while nobody has said it."""
    found = {_unhidden(path): data for path, data in files_of(SKELETON / "every")}
    found |= workflow_files(host, owner or NO_OWNER)
    found["requirements.txt"] = _requirements(wheel)
    found["requirements-build.txt"] = shared_file("sources.txt", "requirements")
    found[wheel.path] = wheel.data
    return dict(sorted(found.items()))


def digest(data: bytes) -> str:
    """Give the hash by which files are known, as ``sha256sum`` prints it."""
    return hashlib.sha256(data).hexdigest()


def shared_file(name: str, source: str) -> bytes:
    """Give a file that the package shares with the example: from the installed package, or from where it lies in the source tree."""
    packed = _PACKAGE / "_shared"
    return ((packed if packed.is_dir() else _PACKAGE.parent.parent / source) / name).read_bytes()


def files_of(folder: Path) -> list[tuple[str, bytes]]:
    """Give every file of a folder of the package, by its path."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
    return [(file.relative_to(folder).as_posix(), file.read_bytes()) for file in files]


def _requirements(wheel: Wheel) -> bytes:
    """Give the locked packages, the engine first."""
    first = (
        "# The engine and everything that it needs, each with its hash. 'loop upgrade' keeps this file.\n"
        f"./{wheel.path} \\\n    --hash=sha256:{digest(wheel.data)}\n"
    )
    return first.encode() + shared_file("run.txt", "requirements")


def _unhidden(path: str) -> str:
    """Give the path that a file has in a repository: those that are hidden there lie here with 'dot-' for the dot."""
    return "/".join(re.sub("^dot-", ".", part) for part in path.split("/"))
