"""Every command that a document shows is run, as a reader would run it, in a small library of its own."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from tests.commands import NOT_RUN, RUNS, SERVED, SHORT, write_library
from tests.conftest import NewCache
from tests.documented import commands
from tests.example import BIN, TODAY, two_free_ports

LOOP = get_command(app)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("commands") / "library")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, new_cache: NewCache) -> Path:
    return new_cache(tmp_path_factory.mktemp("commands-cache"))


def test_every_command_that_is_shown_is_run_or_has_its_reason() -> None:
    shown = commands()
    listed = [*RUNS, *SERVED, *SHORT, *NOT_RUN]
    assert len(listed) == len(set(listed))
    new = {f"{place}: {command}" for command, place in shown.items() if command not in listed}
    assert new == set(), "say in tests/commands how they are run"
    assert {longer for longer in SHORT.values() if longer not in RUNS and longer not in SERVED} == set()
    assert [short for short, longer in SHORT.items() if shlex.split(short)[:2] != shlex.split(longer)[:2]] == []
    assert set(listed) - set(shown) == set(), "no document shows them any more: take them out of tests/commands"


@pytest.mark.parametrize("command", RUNS, ids=str)
def test_the_command_does_what_the_document_says(
    command: str, library: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = RUNS[command]
    folder = _copy(library, tmp_path / "library", cache)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("webbrowser.open", lambda address: address.startswith("file://"))
    for name, value in run.env:
        monkeypatch.setenv(name, value)
    if run.prepare:
        run.prepare(folder)
    for earlier in run.before:
        code, said = _run(earlier, folder, run.typed)
        assert code == 0, said
    code, said = _run(run.really or command, folder, run.typed)
    assert code == run.code, said
    assert run.said in said
    assert not run.made or (folder / run.made).is_file()
    assert "Traceback" not in said


@pytest.mark.parametrize("command", SERVED, ids=str)
def test_the_command_that_serves_answers_and_ends_in_order(
    command: str, library: Path, cache: Path, tmp_path: Path
) -> None:
    folder = _copy(library, tmp_path / "library", cache)
    shutil.copytree(folder / "content", folder / "our-content")
    port = two_free_ports()
    program, *words = shlex.split(command)
    started = [str(BIN / program) if program == "loop" else program, *words, "--port", str(port)]
    with (
        _started(started, folder) as said,
        urllib.request.urlopen(f"http://localhost:{port}{SERVED[command]}") as reply,
    ):
        assert b"old-name" in reply.read()
    assert said[-1] == "Stopped."


def _copy(library: Path, folder: Path, cache: Path) -> Path:
    shutil.copytree(library, folder, symlinks=True)
    (folder / ".cache").symlink_to(cache)
    return folder


def _run(command: str, folder: Path, typed: str) -> tuple[int, str]:
    words = shlex.split(command.replace("/srv/library", str(folder)))
    if words[0] == "loop":
        done = CliRunner().invoke(app, _on_a_day(words[1:]), input=typed)
        return done.exit_code, done.output
    words = _on_a_day(words) if words[:2] in (["scripts/dev", "build"], ["scripts/dev", "check"]) else words
    env = {**os.environ, "CI": "true", "LOOP_TODAY": TODAY}
    ended = subprocess.run(words, cwd=folder, env=env, input=typed, capture_output=True, text=True)
    return ended.returncode, ended.stdout + ended.stderr


def _on_a_day(words: list[str]) -> list[str]:
    """Give a command with the day on which the library is tested, where it can take one and names none."""
    found = LOOP
    for word in words:
        found = getattr(found, "commands", {}).get(word, found)
    takes = any("--today" in option.opts for option in found.params)
    return [*words, "--today", TODAY] if takes and not {"--today", "--help"} & set(words) else words


@contextmanager
def _started(words: list[str], folder: Path) -> Iterator[list[str]]:
    """Run a command that serves until the block ends; what it printed is there afterwards."""
    said: list[str] = []
    process = subprocess.Popen(words, cwd=folder, stderr=subprocess.PIPE, text=True, env={**os.environ, "CI": "true"})
    assert process.stderr is not None
    try:
        for line in process.stderr:
            said.append(line.strip())
            if line.startswith("Watching"):
                break
        yield said
    finally:
        process.send_signal(signal.SIGINT)
        said += process.communicate(timeout=60)[1].split("\n")[:-1]
    assert process.returncode == 0
