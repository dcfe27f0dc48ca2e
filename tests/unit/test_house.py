"""The rules of the house: form, types, the order of the rooms, what a pure room may touch, what a lock file may say."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.example import BIN, ROOT, run

PURE_ROOMS = ("model", "reading", "schema", "catalogue", "disclosure", "derive", "present", "exchange", "drafting")
IMPURE = (
    "import os",
    "import time",
    "from pathlib import Path",
    "from datetime import date\n\ndate.today()",
    "open('a')",
)
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


LINT = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("lint-imports", "--no-logo"))


@pytest.mark.parametrize("command", LINT, ids=" ".join)
def test_the_code_keeps_the_house_rules(command: tuple[str, ...]) -> None:
    run(*command)


def _task(name: str) -> list[str]:
    """Give the commands of a task, as they stand in scripts/dev."""
    body = (ROOT / "scripts/dev").read_text().partition(f"\ntask_{name}() {{\n")[2].partition("\n}\n")[0]
    return [line.strip().replace('"$BIN/', "").replace('"', "") for line in body.splitlines()]


def test_the_house_rules_are_all_that_lint_runs() -> None:
    assert _task("lint") == ["setup_test", *map(" ".join, LINT)]


def test_the_whole_run_is_the_task_that_is_shown() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1:] == ['exec "$(dirname "$0")/../scripts/dev" test']
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "python -m pytest $@" in _task("test")


@pytest.mark.parametrize("room", PURE_ROOMS)
@pytest.mark.parametrize("code", IMPURE)
def test_a_pure_room_may_not_know_disk_clock_or_system(room: str, code: str) -> None:
    assert _banned(f"plugins/learning_loop/{room}/new.py", code)


@pytest.mark.parametrize("code", IMPURE)
def test_the_rim_may_know_disk_clock_and_system(code: str) -> None:
    assert not _banned("plugins/learning_loop/disk.py", code)


def _banned(path: str, code: str) -> bool:
    command = [BIN / "ruff", "check", "--output-format", "concise", "--stdin-filename", path, "-"]
    done = subprocess.run(command, input=code, cwd=ROOT, capture_output=True, text=True)
    return "TID251" in done.stdout or "PTH123" in done.stdout


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_has_a_hash_for_every_package_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    packages = re.findall(r"^\S+==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    lines = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert len(packages) == len(lines) > 0
    assert "://" not in text
    assert "--index" not in text


def test_what_runs_is_among_what_is_tested() -> None:
    runs, tests = ({line for line in _lines(name) if "==" in line} for name in ("run", "test"))
    assert runs <= tests


def _lines(name: str) -> list[str]:
    return (ROOT / f"requirements/{name}.txt").read_text().splitlines()


def test_the_node_lock_has_hashes_and_no_address() -> None:
    text = (ROOT / "tests/site/package-lock.json").read_text()
    assert text.count('"integrity"') == text.count('"node_modules/') > 0
    assert "://" not in text


def test_every_task_in_the_help_exists_and_every_task_is_in_the_help() -> None:
    script = (ROOT / "scripts/dev").read_text()
    made = set(re.findall(r"^task_(\w+)\(\)", script, re.MULTILINE))
    told = set(re.findall(r"^  (\w+)(?: [\[A-Z][A-Z\]]*)? {2,}", run("scripts/dev", "help").stdout, re.MULTILINE)) - {
        "help"
    }
    assert told == made


def test_continuous_integration_does_what_a_developer_does() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines == ["#!/usr/bin/env bash", 'exec "$(dirname "$0")/../scripts/dev" test']
