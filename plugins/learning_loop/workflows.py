"""The files by which a code host checks, reports on and publishes a library: pipelines, owners, and forms for the people who use them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

_FOLDER = Path(__file__).parent / "hosting"

_EVERY = "every"
"""What all hosts need: the steps that their pipelines call."""

_OWNER = "@OWNER/"


class Host(StrEnum):
    """Where the repository lies."""

    GITHUB = "github"
    GITLAB = "gitlab"
    AZURE = "azure"


def workflow_files(host: Host, owner: str) -> dict[str, bytes]:
    """Give the files for a host by their paths in a repository; ``owner`` is the organisation or group whose teams look after it.

    They lie here with 'dot-' for the dot that hides a file.
    """
    found: dict[str, bytes] = {}
    for folder in (_FOLDER / _EVERY, _FOLDER / host.value):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                parts = [
                    part.replace("dot-", ".", 1) if part.startswith("dot-") else part
                    for part in file.relative_to(folder).parts
                ]
                found["/".join(parts)] = file.read_bytes().replace(_OWNER.encode(), f"@{owner}/".encode())
    return found
