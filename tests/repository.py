"""A library in a git repository, as an officer's pull request finds it; its commits are the same on every machine."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *words: str, day: str = "2026-11-14") -> str:
    """Run git in a folder, untouched by whatever the machine has set, and give what it printed."""
    moment = f"{day}T09:00:00+00:00"
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_AUTHOR_NAME": "An officer", "GIT_AUTHOR_EMAIL": "officer@testshire.example", "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_NAME": "An officer", "GIT_COMMITTER_EMAIL": "officer@testshire.example", "GIT_COMMITTER_DATE": moment,
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    }  # fmt: skip
    done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def begin(folder: Path) -> None:
    """Put everything in a folder into a new repository, as its branch main."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "The library so far")


def commit(folder: Path, message: str, *, day: str = "2026-11-14") -> str:
    """Commit everything in a folder, and give the commit's hash."""
    git(folder, "add", "--all", "content", day=day)
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}", day=day)
    return git(folder, "rev-parse", "HEAD")
