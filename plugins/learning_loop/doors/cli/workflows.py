"""``loop workflows``: the pipelines of a code host, written into a repository."""

from __future__ import annotations

import re
from pathlib import Path

from learning_loop.doors.cli.stopped import Stopped
from learning_loop.workflows import Host, workflow_files

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?")


def check_owner(owner: str) -> None:
    """Refuse what is no name of an organisation or group. Raises Stopped."""
    if not _NAME.fullmatch(owner):
        raise Stopped(
            f"'{owner}' is no name of an organisation or group. Write it as in its address on the host, without @."
        )


def write_workflows(host: Host, owner: str, folder: Path) -> str:
    """Write the files that are not there yet, and give what to tell. A file that is there is never changed. Raises Stopped, OSError."""
    check_owner(owner)
    if not folder.is_dir():
        raise Stopped(f"{folder}: there is no such folder. Name the top of the repository.")
    lines, kept = [], []
    for path, data in workflow_files(host, owner).items():
        target = folder / path
        if target.exists():
            if target.read_bytes() != data:
                kept.append(path)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)
        lines.append(f"{path}: written")
    lines += [f"{path}: is there already, differs, and was left as it is" for path in kept]
    lines += [
        "What to do now:" if lines else "Everything is there already. What may be left to do:",
        "1. Put the engine and everything that it needs into requirements.txt and requirements-build.txt, each with its hash: loop init writes such files.",
        f"2. Make the teams business-unit, chair and technical of {owner}."
        if host is not Host.AZURE
        else "2. Make the check a build validation of the branch main.",
        "3. Say where the sites go. The operators' guide, under 'Pipelines', names every setting.",
    ]
    return "\n".join(lines)
