"""``loop init``: a new library in a repository of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from learning_loop.beginning import Identity, frameworks, mistakes_in, own_files
from learning_loop.build import check, judge_content
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.terminal import Tell
from learning_loop.doors.cli.workflows import check_owner
from learning_loop.equipment import (
    NO_OWNER,
    RECORD,
    STARTERS,
    NoWheel,
    Wheel,
    engine_files,
    engine_release,
    find_wheel,
    read_wheel,
)
from learning_loop.model.problem import did_you_mean
from learning_loop.model.values import replace
from learning_loop.upgrading import put_whole, record_of, render_record
from learning_loop.workflows import Host

_ALLOWED = frozenset({".git", ".venv", ".DS_Store"})
"""What may lie in the folder already: an empty repository fetched from its host, and where the engine was installed to begin."""

_IDENTITY = "registers/site.yml"

QUESTIONS: tuple[tuple[str, str], ...] = (
    ("partnership", "The partnership's name, such as Anywhere Safeguarding Children Partnership"),
    ("area", "The area, as you call it in a sentence"),
    ("url", "The address of the public site, such as https://learning.anywhere.example/ (Enter: not known yet)"),
    ("professional_url", "The address of the professional site (Enter: not known yet)"),
    ("email", "Where readers write to, an e-mail address (Enter: not known yet)"),
    ("line", "Who answers calls about a child (Enter: not known yet)"),
    ("phone", "Their number (Enter: not known yet)"),
    ("hours", "When they answer (Enter: not known yet)"),
    ("advice_phone", "The number for practitioners who are not sure (Enter: not known yet)"),
    ("advice_hours", "When somebody gives them advice (Enter: not known yet)"),
)
"""What is asked at a terminal: the part of the identity, and the words."""

_OPTIONS = {"partnership": "name"}
"""The options that are not called as the part of the identity is."""

Ask = Callable[[str, str], str]


class Wanted(NamedTuple):
    """What was asked for."""

    folder: Path
    given: Mapping[str, str]
    """Parts of the identity by their names, none that is empty."""
    framework: str
    host: Host
    owner: str
    wheel: Path | None
    git: bool
    today: date


class NameMissing(Exception):
    """Nobody said whose library it is, and nobody can be asked."""


def begin_library(wanted: Wanted, ask: Ask | None, tell: Tell) -> str:
    """Write a new library, check it, and give what to tell. Raises Stopped, NameMissing, OSError; nothing is then left behind.

    No file is ever overwritten: the folder must be new or empty, but for a repository without a commit.
    """
    _refuse_full(wanted.folder)
    if wrong := _no_framework(wanted.framework):
        raise Stopped(f"{wrong}.")
    if wanted.owner:
        check_owner(wanted.owner)
    wheel = _wheel(wanted.wheel)
    identity = _identity(wanted, ask)
    if ask is not None and not wanted.framework:
        wanted = wanted._replace(framework=_ask_framework(ask))
    own = own_files(identity, wanted.framework, wanted.today)
    if problems := mistakes_in(own):
        raise Stopped(f"{tell(problems, (wanted.folder / 'content').as_posix())}. Nothing was written.")
    engine = engine_files(wanted.host, wanted.owner, wheel)
    record = render_record(record_of(wheel.release, wanted.host, wanted.owner, engine))
    files = {**own, **engine, RECORD: record}
    _write_all(wanted.folder, files)
    return "\n".join([*_told(wanted, len(files), tell), *_commit(wanted, files)])


def _refuse_full(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Stopped(f"{folder} is a file. Name a new folder.")
    there = sorted({one.name for one in folder.iterdir()} - _ALLOWED)
    if there:
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        raise Stopped(
            f"{folder} is not empty: there is {', '.join(there[:3])}{more}. A library begins in a new folder, or in an empty repository."
        )


def _wheel(given: Path | None) -> Wheel:
    if given is None:
        wheel = find_wheel()
        if wheel is None:
            raise Stopped(
                "The new repository brings the engine along as a file, and that from which this one was installed is not to be found. Name it: --wheel learning_loop-"
                f"{engine_release()}-py3-none-any.whl"
            )
        return wheel
    try:
        wheel = read_wheel(given)
    except NoWheel as error:
        raise Stopped(f"{error}.") from None
    if wheel.release != engine_release():
        raise Stopped(
            f"{given} is release {wheel.release} of the engine, and this is {engine_release()}. Install that wheel, and run its own loop init."
        )
    return wheel


def _identity(wanted: Wanted, ask: Ask | None) -> Identity:
    given = wanted.given
    if ask is None and "partnership" not in given:
        raise NameMissing
    identity = Identity(given.get("partnership", ""))
    for name, words in given.items():
        if wrong := _wrong(replace(identity, **{name: words}), wanted.today):
            raise Stopped(f"--{_OPTIONS.get(name, name.replace('_', '-'))}: {wrong}. Nothing was written.")
    if ask is None:
        return Identity(**given)
    for name, words in QUESTIONS:
        if name in given:
            identity = replace(identity, **{name: given[name]})
            continue
        usual = identity.place if name == "area" else ""
        while True:
            answer = ask(words, usual).strip()
            asked = replace(identity, **{name: answer})
            wrong = _wrong(asked, wanted.today) if answer else ("a name is needed" if name == "partnership" else "")
            if not wrong:
                break
            words = f"That cannot stand there: {wrong}. Once more"
        identity = asked
    return identity


def _no_framework(name: str) -> str:
    if not name or name in frameworks():
        return ""
    return f"There is no framework '{name}'.{did_you_mean(name, frameworks())} There are: {', '.join(frameworks())}"


def _ask_framework(ask: Ask) -> str:
    words = (
        f"The framework to begin with: {', '.join(frameworks())} (Enter: lists of every kind that you change yourself)"
    )
    while True:
        name = ask(words, "").strip().lower()
        wrong = _no_framework(name)
        if not wrong:
            return name
        words = f"{wrong}. Once more"


def _wrong(identity: Identity, today: date) -> str:
    """Say what is wrong with an identity, if anything: the words of the check."""
    files = own_files(identity, "", today)
    return next((one.message for one in mistakes_in(files) if one.path == _IDENTITY), "")


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, or none. They are made beside the folder first, so that a full disk leaves nothing behind."""
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for path, data in files.items():
            put_whole(made / path, data, program=path in STARTERS)
        if not folder.exists():
            made.chmod(0o777 & ~_umask())
            made.rename(folder)
            return
        moved: list[Path] = []
        try:
            for part in sorted(made.iterdir()):
                part.rename(folder / part.name)
                moved.append(folder / part.name)
        except BaseException:
            for part in moved:
                shutil.rmtree(part) if part.is_dir() else part.unlink()
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _told(wanted: Wanted, count: int, tell: Tell) -> list[str]:
    """Check what was written as ``loop check`` does, and say what comes next."""
    content = wanted.folder / "content"
    with tempfile.TemporaryDirectory(prefix="loop-init-") as cache:
        read = check(content, cache=Path(cache))
    judged = judge_content(read, wanted.today)
    errors = [one for one in (*read.problems, *judged.problems) if one.severity == "error"]
    if errors:
        tell(errors, content.as_posix())
    missing = sum(one.severity == "warning" for one in read.problems)
    words = [f"{wanted.folder}: a new library, {count} files."]
    if errors or judged.open:
        words.append(f"Checked: {len(errors)} errors, {len(judged.open)} disclosure findings. loop check lists them.")
    elif missing:
        words.append(
            f"Checked: nothing is wrong. {missing} {'place waits' if missing == 1 else 'places wait'} for what only you know."
        )
    else:
        words.append("Checked: nothing is wrong, and nothing is missing.")
    here = wanted.folder.resolve() == Path.cwd()
    words += ["What to do now:", *([] if here else [f"  cd {wanted.folder}"])]
    words.append("  bin/loop serve    sets itself up the first time, then shows both sites")
    words.append(
        "  bin/loop check    lists what is still missing: nothing is published without it"
        if missing
        else "  bin/loop check    lists what is wrong, after every change"
    )
    words.append("README.md says the rest: before the first publishing, the first pull request, updates.")
    if not wanted.owner and wanted.host is not Host.AZURE:
        words.append(
            f"Whose teams agree to changes is not known yet: bin/loop upgrade --owner NAME puts the name in the place of {NO_OWNER}."
        )
    return words


def _commit(wanted: Wanted, files: Collection[str]) -> list[str]:
    """Make the folder a repository with a first commit, where git is there and nothing is in the way; say what was done."""
    if not wanted.git:
        return []
    if shutil.which("git") is None:
        return ["git is not installed, so there is no repository yet. Install it, then: git init && git add --all"]
    top = _git(wanted.folder, "rev-parse", "--show-toplevel")
    if top.returncode == 0 and Path(top.stdout.strip()).resolve() != wanted.folder.resolve():
        return [f"It lies inside the repository {top.stdout.strip()}, so it was not made one of its own."]
    if top.returncode != 0 and _git(wanted.folder, "init", "--quiet", "--initial-branch=main").returncode != 0:
        return ["git could not make a repository of it: git init says why."]
    if _git(wanted.folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0:
        return ["The repository has commits already: look at what is new, and commit it."]
    # what somebody's own settings leave out everywhere, such as 'vendor', belongs to this repository
    _git(wanted.folder, "add", "--force", "--", *files)
    done = _git(wanted.folder, "commit", "--quiet", "--message=A new learning library")
    if done.returncode != 0:
        return ["git does not know your name yet, so nothing is committed. 'git commit' says how to tell it."]
    return [
        "It is a git repository with a first commit. Send it to a private one, never to one that everybody can read."
    ]


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
