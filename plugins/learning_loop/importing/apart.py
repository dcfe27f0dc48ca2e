"""Opens a document in a process of its own, and lets pandoc convert it where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess

from learning_loop.attachments.findings import Refused
from learning_loop.attachments.sandbox import run_apart
from learning_loop.importing.answer import read_answer
from learning_loop.importing.opening import Opened

SECONDS = 60
"""For pandoc, by the clock."""

_VERSION = re.compile(rb"pandoc(?:\.exe)? (\d+)\.(\d+)")
_OLDEST = (2, 15)
"""The first version that can be kept from reading other files (``--sandbox``)."""


def open_apart(data: bytes, suffix: str) -> Opened:
    """Open a Word or PDF file. Raises `Refused` for what cannot be opened."""
    pandoc = find_pandoc() if suffix == "docx" else ""
    opened = _opened(data, suffix, convert=not pandoc)
    if pandoc:
        html = _by_pandoc(pandoc, opened.prepared)
        if html is None:
            return _opened(data, suffix, convert=True)
        opened.html = html
        # pandoc names a picture by its part without the folder of the text
        opened.pictures = {name.partition("/")[2]: picture for name, picture in opened.pictures.items()}
    return opened


def _opened(data: bytes, suffix: str, *, convert: bool) -> Opened:
    return read_answer(run_apart("learning_loop.importing.child", {"suffix": suffix, "convert": convert}, data))


def find_pandoc() -> str:
    """Give the path of a pandoc that can be kept to its input; empty when there is none."""
    path = shutil.which("pandoc")
    if path is None:
        return ""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = _VERSION.match(said)
    return path if match and (int(match[1]), int(match[2])) >= _OLDEST else ""


def _by_pandoc(pandoc: str, prepared: bytes) -> str | None:
    """Give the HTML that pandoc makes of a prepared document; None when it cannot."""
    command = [pandoc, "--sandbox", "--from=docx", "--to=html", "--wrap=none", "--mathml", "+RTS", "-M1500m", "-RTS"]
    try:
        done = subprocess.run(
            command, input=prepared, capture_output=True, timeout=SECONDS, check=False, env={"LC_ALL": "C.UTF-8"}
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


__all__ = ["Refused", "find_pandoc", "open_apart"]
