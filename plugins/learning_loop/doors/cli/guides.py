"""``loop guides``: the guides as a folder of pages that a browser opens from the disk."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from learning_loop.doors.cli.stopped import Stopped
from learning_loop.guides import GuidesMissing, guide_files
from learning_loop.rewriting import write_whole

_MARK = b'<span class="brand__by">Guides</span>'
"""What the first page of our own folder has, so that it may be written again."""


def write_guides(folder: Path, open_it: bool) -> str:
    """Write the guides into a folder of their own, and give what to tell. Raises Stopped, OSError.

    A folder that has anything else in it is left alone. In one of ours each page is exchanged whole, and what somebody put beside them stays.
    """
    first = folder / "index.html"
    if folder.exists() and not folder.is_dir():
        raise Stopped(f"{folder} is a file. Name another folder with --folder.")
    if folder.is_dir() and any(folder.iterdir()) and not (first.is_file() and _MARK in first.read_bytes()):
        raise Stopped(
            f"{folder} has other files in it, and was left as it is. Name an empty or a new folder with --folder."
        )
    try:
        files = guide_files()
    except GuidesMissing as error:
        raise Stopped(f"{error}.") from None
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data, 0o644)
    if open_it and not webbrowser.open(first.resolve().as_uri()):
        raise Stopped(f"No browser could be opened. The guides are in {first}.")
    pages = sum(path.endswith(".html") for path in files)
    return f"{first}: the guides, {pages} pages. Open it with a browser."
