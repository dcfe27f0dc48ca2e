"""``loop doctor``: what the rim must know to look."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from learning_loop.build import read_library
from learning_loop.doctor import confirm_remote, examine_deployment, examine_repository
from learning_loop.library import Report
from learning_loop.model.problem import Problem
from learning_loop.store import Store


def examine(content: Path, site: Path, cache: Path, deploy: Path | None, report: Report) -> list[Problem]:
    """Look at the repository around the content, or at a folder that is to be deployed."""
    if deploy is not None:
        return examine_deployment(deploy, Store(cache))
    if not content.is_dir():
        return [Problem("", 0, "", f"{content}: there is no such folder. Name the content folder with --content")]
    return examine_repository(content, read_library(content, cache=cache, report=report), cache, site)


def confirm(content: Path, remote: str, by: str, today: date) -> str:
    """Note that a remote is private; give its address, or nothing when there is none of that name."""
    try:
        return confirm_remote(content, remote, by, today)
    except KeyError:
        return ""
