"""Every command that a document shows is run, as a reader would run it, in a small library of its own."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import time
import urllib.request
from contextlib import nullcontext
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from tests.browser import shots
from tests.commands import ELSEWHERE, RUNS, SERVED, SHORT, write_library
from tests.conftest import NewCache
from tests.documented import commands
from tests.example import AUDIENCES, BIN, ROOT, TODAY, two_free_ports

LOOP = get_command(app)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("commands") / "library")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, new_cache: NewCache) -> Path:
    return new_cache(tmp_path_factory.mktemp("commands-cache"))


def test_every_command_that_is_shown_is_run() -> None:
    shown = commands()
    listed = [*RUNS, *SERVED, *SHORT, *ELSEWHERE]
    assert len(listed) == len(set(listed))
    first = {command for run in RUNS.values() for command in run.before}
    new = {f"{place}: {command}" for command, place in shown.items() if command not in {*listed, *first}}
    assert new == set(), "say in tests/commands how they are run"
    assert {longer for longer in SHORT.values() if longer not in RUNS and longer not in SERVED} == set()
    assert [short for short, longer in SHORT.items() if shlex.split(short)[:2] != shlex.split(longer)[:2]] == []
    assert set(listed) - set(shown) == set(), "no document shows them any more: take them out of tests/commands"


@pytest.mark.parametrize("test", ELSEWHERE.values())
def test_what_is_run_elsewhere_is_run_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert f"\ndef {name}(" in (ROOT / file).read_text()


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
    with run.beside(folder) if run.beside else nullcontext({}) as instead:
        really = run.really or command
        for shown, put in instead.items():
            really = really.replace(shown, put)
        code, said = _run(really, folder, run.typed)
    if code and run.without[0] and re.search(run.without[0], said):
        pytest.skip(run.without[1])
    assert code == run.code, said
    assert run.said in said
    assert not run.made or (folder / run.made).is_file()
    assert "Traceback" not in said


def test_a_picture_of_a_page_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for audience in AUDIENCES:
        (tmp_path / "site" / audience).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="There is no page nowhere"):
        shots.main(tmp_path / "pictures", ["nowhere"])


ANSWER = 60.0
"""Seconds in which a command that serves must answer."""


@pytest.mark.parametrize("command", SERVED, ids=str)
def test_the_command_that_serves_answers_and_ends_in_order(
    command: str, library: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = SERVED[command]
    folder = _copy(library, tmp_path / "library", cache)
    shutil.copytree(folder / "content", folder / "our-content")
    monkeypatch.chdir(folder)
    for earlier in served.before:
        code, said = _run(earlier, folder, "")
        assert code == 0, said
    port = two_free_ports()
    really = (served.really or f"{command} --port {{port}}").replace("{port}", str(port))
    log = tmp_path / "said"
    with log.open("wb") as said_there:
        # who runs the tests in the background may ignore Ctrl-C; whoever serves at a terminal does not
        process = subprocess.Popen(
            ["env", "--default-signal=INT", "bash", "-c", really],
            stdout=said_there,
            stderr=said_there,
            env=_environment(),
            start_new_session=True,
        )
    try:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}{served.address}",
            data=served.sent.encode() or None,
            headers={"Content-Type": "application/json"} if served.sent else {},
        )
        answer = _asked(asked, process, log)
        while served.ends and "Watching" not in log.read_text():
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
    finally:
        # as Ctrl-C does: to the command and all that it started
        os.killpg(process.pid, signal.SIGINT)
        process.wait(ANSWER)
    assert served.holds in answer
    lines = log.read_text().splitlines()
    assert process.returncode == served.code, lines
    assert not served.ends or lines[-1].strip() == served.ends
    assert "Traceback" not in log.read_text()
    assert not served.never or served.never not in log.read_text()


def _asked(asked: urllib.request.Request, process: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + ANSWER
    while True:
        try:
            with urllib.request.urlopen(asked) as reply:  # noqa: S310 - on this machine
                return str(reply.read().decode())
        except OSError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)


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
    ended = subprocess.run(words, cwd=folder, env=_environment(), input=typed, capture_output=True, text=True)
    return ended.returncode, ended.stdout + ended.stderr


def _environment() -> dict[str, str]:
    """Give the environment of somebody at a terminal who has the project's programs, and runs no tests."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return env | {"CI": "true", "LOOP_TODAY": TODAY, "PATH": f"{BIN}{os.pathsep}{env['PATH']}"}


def _on_a_day(words: list[str]) -> list[str]:
    """Give a command with the day on which the library is tested, where it can take one and names none."""
    found = LOOP
    for word in words:
        found = getattr(found, "commands", {}).get(word, found)
    takes = any("--today" in option.opts for option in found.params)
    return [*words, "--today", TODAY] if takes and not {"--today", "--help"} & set(words) else words
