"""What the outer world may do to a build: kill it, fill its disk, lock its folder. The last good site stays whole."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from tests.example import AUDIENCES, BIN, TODAY
from tests.tiny import build_tiny, tree, write_base, write_item


def loop(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the real command to its end."""
    return subprocess.run([str(BIN / "loop"), *arguments], capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def build_arguments(folder: Path) -> list[str]:
    """Give the options for a build with all folders under one."""
    return [
        "build",
        "--content",
        str(folder / "content"),
        "--site",
        str(folder / "site"),
        "--cache",
        str(folder / "cache"),
        "--today",
        TODAY,
    ]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Give a folder with a small library, built once."""
    write_base(tmp_path / "content")
    write_item(tmp_path / "content", "bulletins/first.md", "themes: [neglect]")
    assert loop(*build_arguments(tmp_path)).returncode == 0
    return tmp_path


def write_bulletins(content: Path, words: str) -> None:
    """Write enough items that a build lasts, and a publication too."""
    for number in range(24):
        write_item(content, f"bulletins/news-{number}.md", "themes: [neglect]", words)


def reading_has_ended(folder: Path, lists: int) -> bool:
    return any((folder / "cache/objects").rglob("*.[0-9]*"))


def a_site_is_being_written(folder: Path, lists: int) -> bool:
    """Before a tree is changed its list is taken away."""
    return len(list((folder / "site/.spare/lists").glob("*.json"))) < lists


MOMENTS: tuple[tuple[Callable[[Path, int], bool], float], ...] = (
    (lambda folder, lists: True, 0.2),
    (reading_has_ended, 0.0),
    (a_site_is_being_written, 0.0),
    (a_site_is_being_written, 0.01),
)
"""When a build is killed: once something is seen, and after some seconds more."""


def killed_at(folder: Path, moment: Callable[[Path, int], bool], wait: float) -> bool:
    """Build, and kill the build at a moment; False when it had ended by then."""
    lists = len(list((folder / "site/.spare/lists").glob("*.json")))
    quiet = subprocess.DEVNULL
    with subprocess.Popen([str(BIN / "loop"), *build_arguments(folder)], stdout=quiet, stderr=quiet) as process:
        while process.poll() is None and not moment(folder, lists):
            time.sleep(0.001)
        time.sleep(wait)
        process.kill()
    return process.returncode == -signal.SIGKILL


def test_a_killed_build_leaves_the_last_good_site_and_the_next_build_is_right(tmp_path: Path) -> None:
    content, site = write_base(tmp_path / "content"), tmp_path / "site"
    for words in ("The first words.", "The second words."):
        write_bulletins(content, words)
        assert loop(*build_arguments(tmp_path)).returncode == 0
    killed = 0
    for number, (moment, wait) in enumerate(MOMENTS):
        good = {audience: tree(site / audience) for audience in AUDIENCES}
        write_bulletins(content, f"Words number {number}.")
        killed += killed_at(tmp_path, moment, wait)
        left = {audience: tree(site / audience) for audience in AUDIENCES}
        assert loop(*build_arguments(tmp_path)).returncode == 0
        build_tiny(content, tmp_path / f"clean {number}", cache=tmp_path / f"clean cache {number}")
        for audience in AUDIENCES:
            new = tree(tmp_path / f"clean {number}" / audience)
            assert tree(site / audience) == new
            assert left[audience] in (good[audience], new)
    assert killed >= 3


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Give a folder on a disk of its own that is soon full."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs more rights than this account has")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_named_and_the_last_good_site_stays(small: Path) -> None:
    with small_disk(small / "disk", "2600k") as disk:
        site = ["--site", str(disk / "site")]
        assert loop(*build_arguments(small), *site, "--audience", "public").returncode == 0
        good = tree(disk / "site/public")
        for number in range(40):
            write_item(small / "content", f"bulletins/more-{number}.md", "themes: [neglect, babies]", "A line. " * 4000)
        failed = loop(*build_arguments(small), *site, "--audience", "public")
        assert failed.returncode == 1
        assert "The disk is full" in failed.stderr
        assert "the last good site is as it was" in failed.stderr
        assert "Traceback" not in failed.stderr
        assert tree(disk / "site/public") == good


def test_a_file_that_may_not_grow_is_no_traceback(small: Path) -> None:
    write_item(small / "content", "bulletins/long.md", "themes: [neglect]", "A line. " * 60_000)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    good = tree(small / "site/public")
    failed = loop(*build_arguments(small), preexec_fn=limit)
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    assert "the last good site is as it was" in failed.stderr
    assert tree(small / "site/public") == good


def test_a_folder_that_can_only_be_read_is_named(small: Path) -> None:
    write_item(small / "content", "bulletins/second.md", "themes: [neglect]")
    good = tree(small / "site/public")
    with read_only(small / "site"):
        failed = loop(*build_arguments(small))
    assert failed.returncode == 1
    assert "site" in failed.stderr
    assert "the last good site is as it was" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert tree(small / "site/public") == good


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder that can only be read, for root too where root may mount."""
    if os.geteuid():
        folder.chmod(0o555)
        (folder / ".spare").chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
            (folder / ".spare").chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", str(folder), str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("root without the right to mount cannot make a folder that root may not write to")
    subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_an_error_in_the_content_leaves_the_last_good_site(small: Path) -> None:
    good = tree(small / "site")
    write_item(small / "content", "bulletins/wrong.md", "themes: [neglct]")
    failed = loop(*build_arguments(small))
    assert failed.returncode == 1
    assert "Did you mean 'neglect'?" in failed.stderr
    assert "Nothing was published; the last good site is as it was." in failed.stderr
    assert tree(small / "site") == good


def test_a_second_build_says_that_another_is_running(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning_loop.store.PATIENCE", 0.1)
    with open(small / "cache/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        failed = CliRunner().invoke(app, list(map(str, build_arguments(small))))
    assert failed.exit_code == 1
    assert "Another build is using" in failed.stderr


def test_a_damaged_cache_is_made_again(small: Path) -> None:
    good = tree(small / "site/public")
    shutil.rmtree(small / "cache/objects")
    shutil.rmtree(small / "site")
    assert loop(*build_arguments(small)).returncode == 0
    assert tree(small / "site/public") == good


def test_what_others_put_into_the_live_site_is_gone_after_the_next_build(tmp_path: Path) -> None:
    content, site = write_base(tmp_path / "content"), tmp_path / "site"
    write_item(content, "bulletins/first.md", "themes: [neglect]")
    build_tiny(content, site)
    good = tree(site / "public")
    (site / "public/index.html").write_text("changed by hand")
    (site / "public/stray.txt").write_text("not ours")
    for _ in range(2):
        build_tiny(content, site)
        assert tree(site / "public") == good
