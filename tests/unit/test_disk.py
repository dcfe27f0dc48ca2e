"""The content folder as it lies on disk."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from learning_loop.disk import DEEPEST, list_folder


def put(folder: Path, path: str, data: bytes = b"x") -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_files_are_told_apart_by_where_they_lie(tmp_path: Path) -> None:
    for path in (
        "pages/a.md",
        "pages/b.MARKDOWN",
        "registers/themes.yml",
        "registers/notes.txt",
        "pages/a/pack.pdf",
        "LICENSE",
    ):
        put(tmp_path, path)
    folder = list_folder(tmp_path)
    assert folder.problems == []
    assert list(folder.items) == ["pages/a.md", "pages/b.MARKDOWN"]
    assert list(folder.registers) == ["registers/themes.yml"]
    assert set(folder.others) == {"registers/notes.txt", "pages/a/pack.pdf", "LICENSE"}


def test_leftovers_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for path in (
        ".git/a.md",
        "pages/.a.md.swp",
        "pages/a.md~",
        "pages/~$a.docx",
        "pages/a.md.tmp",
        "Thumbs.db",
        "pages/a.md.orig",
        "desktop.ini",
    ):
        put(tmp_path, path)
    folder = list_folder(tmp_path)
    assert (folder.items, folder.others, folder.problems) == ({}, {}, [])


def test_what_is_no_file_of_the_folder_is_refused_without_being_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = put(tmp_path / "outside", "secret.md")
    content = tmp_path / "content"
    content.mkdir()
    (content / "link.md").symlink_to(secret)
    (content / "folder").symlink_to(secret.parent)
    (content / "loop").symlink_to(content)
    os.mkfifo(content / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(content)  # the whole path may be longer than a socket's name
        listening.bind("socket.md")
    folder = list_folder(content)
    assert (folder.items, folder.others) == ({}, {})
    assert [problem.path for problem in folder.problems] == ["folder", "link.md", "loop", "pipe.md", "socket.md"]


def test_folders_without_end_are_not_followed_without_end(tmp_path: Path) -> None:
    path = "/".join(["a"] * 60)
    (tmp_path / path).mkdir(parents=True)
    folder = list_folder(tmp_path)
    assert [problem.path for problem in folder.problems] == [path[: 2 * DEEPEST + 1]]


def test_a_file_is_known_by_its_fingerprint_only_when_it_has_been_still(tmp_path: Path) -> None:
    file = put(tmp_path, "pages/a.md")
    folder = list_folder(tmp_path)
    assert not folder.settled(folder.items["pages/a.md"])
    folder.read_at += 10_000_000_000
    assert folder.settled(folder.items["pages/a.md"])
    before = folder.items["pages/a.md"]
    file.write_bytes(b"y")
    assert list_folder(tmp_path).items["pages/a.md"] != before


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    assert len(list_folder(tmp_path / "missing").problems) == 1
    assert len(list_folder(put(tmp_path, "file")).problems) == 1
