"""What the outer world may do to a build: kill it, fill its disk, lock its folder. The last good site stays whole."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.example import BIN, ROOT, TODAY
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


def test_a_killed_build_leaves_the_last_good_site_and_the_next_build_is_right(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    assert loop(*build_arguments(tmp_path)).returncode == 0
    good = {site: tree(tmp_path / "site" / site) for site in ("public", "professional")}
    for item in (tmp_path / "content").glob("*/*.md"):
        item.write_text(item.read_text(encoding="utf-8") + "\nA last line.\n", encoding="utf-8")
    ended_by_us = 0
    for wait in (0.3, 0.7, 1.2, 2.0):
        process = subprocess.Popen(
            [str(BIN / "loop"), *build_arguments(tmp_path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        ended_by_us += process.wait() == -signal.SIGKILL
        for site in good:
            now = tree(tmp_path / "site" / site)
            assert now == good[site] or all(
                b"A last line." in now[path] for path in now if path == "pages/about/index.html"
            )
            assert set(now) == set(good[site])
    assert ended_by_us
    assert loop(*build_arguments(tmp_path)).returncode == 0
    clean = [
        *build_arguments(tmp_path)[:3],
        "--site",
        str(tmp_path / "clean"),
        "--cache",
        str(tmp_path / "clean cache"),
        "--today",
        TODAY,
    ]
    assert loop(*clean).returncode == 0
    for site in good:
        assert tree(tmp_path / "site" / site) == tree(tmp_path / "clean" / site)


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
    with small_disk(small / "disk", "1400k") as disk:
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


def test_a_second_build_says_that_another_is_running(small: Path) -> None:
    with open(small / "cache/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        failed = loop(*build_arguments(small))
    assert failed.returncode == 1
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
