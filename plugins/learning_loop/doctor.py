"""The doctor: whether this repository, and the folder that is about to be deployed, are fit to be seen by the world."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from learning_loop.guard.mark import PROFESSIONAL_FILE, PROFESSIONAL_MARK
from learning_loop.guard.secrets import secrets_in
from learning_loop.library import Content
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem
from learning_loop.name_register import repository_of
from learning_loop.proving import proven_outputs
from learning_loop.rewriting import write_whole
from learning_loop.store import CacheDamaged, Store

PUBLIC_HOSTS = frozenset(
    {
        "github.com",
        "gitlab.com",
        "codeberg.org",
        "bitbucket.org",
        "sr.ht",
        "git.sr.ht",
        "gitea.com",
        "dev.azure.com",
        "ssh.github.com",
    }
)
"""Hosts where a repository may be open to everybody. None of them tells without asking, so a person must look."""

LARGEST = 5_000_000
"""Bytes above which a file of the repository is not looked into for secrets."""


def examine_repository(content: Path, read: Content, cache: Path, site: Path) -> list[Problem]:
    """Find what makes a repository unfit: professional content with a remote that may be public, and secrets."""
    repository = repository_of(content.resolve())
    if repository is None:
        return [
            Problem("", 0, "", "there is no git repository around the content: remotes were not looked at", "warning"),
            *_secrets(content, _walk(content)),
        ]
    skipped = {cache.resolve(), site.resolve()}
    problems = _remotes(repository, read)
    return problems + _secrets(repository, _listed(repository, skipped))


def _remotes(repository: Path, read: Content) -> list[Problem]:
    closed = sum(_is_professional(record.publication) for record in read.records.values() if record.publication)
    logs = bool(read.registers and (read.registers.issues or read.registers.challenges))
    if not closed and not logs:
        return []
    confirmed = {one.remote for one in read.registers.site.private_remotes} if read.registers else set()
    problems = []
    for name, address in remotes_of(repository):
        shown = without_password(address)
        host = host_of(address)
        if not host or shown in confirmed:
            continue
        known = "may be open to everybody" if host in PUBLIC_HOSTS else "is not known to be closed"
        problems.append(
            Problem(
                ".git/config", 0, name,
                f"the content has professional items, and a repository on {host} {known}. Look there who may read {shown}. If it is private, run: loop doctor --remote-is-private {name} --by YOUR-NAME; "
                "if it is not, take the professional items out before you push, and ask for help if you have pushed",
            )
        )  # fmt: skip
    return problems


def _is_professional(one: object) -> bool:
    return (
        getattr(one, "audience", None) is Audience.PROFESSIONAL or getattr(one, "professional_body", None) is not None
    )


def remotes_of(repository: Path) -> list[tuple[str, str]]:
    """Give the names and addresses of a repository's remotes, those for pushing too, as git itself understands them."""
    done = subprocess.run(
        ["git", "-C", str(repository), "config", "--get-regexp", r"^remote\..*\.(push)?url$"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    pairs = [line.partition(" ") for line in done.stdout.splitlines()]
    return sorted({(key.removeprefix("remote.").rpartition(".")[0], url) for key, _, url in pairs})


def host_of(address: str) -> str:
    """Give the host of a remote; empty for a folder on this machine."""
    if "://" in address:
        parts = urlsplit(address)
        return "" if parts.scheme == "file" else (parts.hostname or "").lower()
    match = re.match(r"(?:[^@/]+@)?([\w.-]+):(?!\\)", address)
    return match[1].lower() if match and len(match[1]) > 1 else ""


def without_password(address: str) -> str:
    """Give an address as it may be shown and kept."""
    return re.sub(r"(?<=://)[^/@]+@", "", address)


def _listed(repository: Path, skipped: set[Path]) -> Iterator[Path]:
    """Give the files that are, or could come to be, committed; ignored files are not, and those that git does not know of yet are."""
    done = subprocess.run(
        ["git", "-C", str(repository), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=False,
    )  # fmt: skip
    for name in filter(None, done.stdout.split(b"\0")):
        path = repository / os.fsdecode(name)
        if not any(path.is_relative_to(folder) for folder in skipped):
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in sorted(names))


def _secrets(root: Path, paths: Iterator[Path]) -> list[Problem]:
    problems = []
    for path in paths:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            continue
        name = path.relative_to(root.resolve() if path.is_absolute() else root).as_posix()
        for line, what in secrets_in(name, path.read_bytes()):
            message = (
                f"looks like {what}. Take it out, and make a new one: what was committed once can be read for ever"
            )
            problems.append(Problem(name, line, "", message))
    return problems


def examine_deployment(folder: Path, store: Store) -> list[Problem]:
    """Find what makes a folder unfit for the public server: anything of the professional site, and anything that was not proved."""
    if not folder.is_dir():
        return [Problem("", 0, "", "there is no such folder to deploy")]
    problems = []
    proven = proven_outputs(store)
    if proven is None:
        problems.append(
            Problem(
                "",
                0,
                "",
                "there is no proof of the public site in the cache. Build it here: loop build --audience public",
            )
        )
    seen = set()
    for path in sorted(_walk(folder)):
        name = path.relative_to(folder).as_posix()
        seen.add(name)
        if path.is_symlink():
            problems.append(Problem(name, 0, "", "is a link to another place. Deploy the folder that loop build made"))
            continue
        data = path.read_bytes()
        if name == PROFESSIONAL_FILE or PROFESSIONAL_MARK in data:
            problems.append(Problem(name, 0, "", "is of the professional site. Never deploy it to a public server"))
        elif proven is not None and not _is_proven(name, data, proven.get(name), store):
            problems.append(
                Problem(
                    name, 0, "", "is not what was proved: build the public site again, and deploy that folder alone"
                )
            )
    missing = len(proven.keys() - seen) if proven is not None else 0
    if missing:
        problems.append(
            Problem("", 0, "", f"{missing} files of the public site that was proved are missing here. Build it again")
        )
    return problems


def _is_proven(name: str, data: bytes, key: str | None, store: Store) -> bool:
    if key is None:
        return False
    try:
        return store.read(key) == data
    except CacheDamaged:
        return False


def confirm_remote(content: Path, remote: str, by: str, today: date) -> str:
    """Note in registers/site.yml that somebody has found a remote private; give what was noted. Raises KeyError for an unknown remote."""
    repository = repository_of(content.resolve())
    addresses = [url for name, url in (remotes_of(repository) if repository else []) if name == remote]
    if not addresses:
        raise KeyError(remote)
    file = content / "registers/site.yml"
    text = file.read_text(encoding="utf-8")
    person = " ".join(by.split()).replace("\\", "").replace('"', "'")
    lines = "".join(
        f'  - {{remote: "{without_password(url)}", by: "{person}", on: {today.isoformat()}}}\n' for url in addresses
    )
    if re.search(r"^private_remotes:\s*$", text, re.MULTILINE):
        text = re.sub(r"^private_remotes:[ \t]*\n", lambda match: match[0] + lines, text, count=1, flags=re.MULTILINE)
    else:
        text = text.rstrip("\n") + f"\nprivate_remotes:\n{lines}"
    write_whole(file, text.encode())
    return without_password(addresses[0])


def last_author(file: Path) -> str:
    """Give who last changed a file, as git has it; the one who would commit it when it was changed since; empty without git."""

    def git(*words: str) -> str:
        try:
            done = subprocess.run(["git", "-C", str(file.parent), *words], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""

    if git("status", "--porcelain", "--", file.name):
        return git("config", "user.name")
    return git("log", "-1", "--format=%an", "--", file.name)


def git_name(folder: Path) -> str:
    """Give the name with which git would commit in a folder; empty without git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "config", "user.name"], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return done.stdout.strip()
