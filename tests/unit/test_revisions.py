from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from learning_loop.revisions import NoRevision, open_repository
from tests.repository import begin, commit, git


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Give a repository with a library two folders down."""
    folder = tmp_path / "top"
    content = folder / "content/of the/library"
    (content / "a").mkdir(parents=True)
    (content / "a/ü 1.md").write_bytes(b"\xff\r\nbytes\n\n")
    (content / "empty.md").write_bytes(b"")
    (content / "link.md").symlink_to("empty.md")
    (folder / "content/of the/other.md").write_text("not the library")
    (folder / "content/.gitattributes").write_text("*.md export-ignore\n")
    begin(folder)
    return folder


def test_the_folder_is_written_to_the_byte_without_links_and_without_its_neighbours(top: Path, tmp_path: Path) -> None:
    repository = open_repository(top / "content/of the/library")
    found = repository.find("main")
    assert found.day == date(2026, 11, 14)
    target = tmp_path / "target"
    target.mkdir()
    repository.write(found, target)
    files = {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert files == {"a/ü 1.md": b"\xff\r\nbytes\n\n", "empty.md": b""}


def test_the_top_itself_may_be_the_library(top: Path, tmp_path: Path) -> None:
    repository = open_repository(top)
    target = tmp_path / "target"
    target.mkdir()
    repository.write(repository.find("HEAD"), target)
    assert (target / "content/of the/other.md").is_file()
    assert not (target / ".git").exists()


def test_the_fork_is_where_two_branches_parted(top: Path) -> None:
    began = git(top, "rev-parse", "HEAD")
    git(top, "checkout", "--quiet", "-b", "change")
    commit(top, "Mine")
    git(top, "checkout", "--quiet", "main")
    commit(top, "Theirs")
    repository = open_repository(top / "content")
    assert repository.fork(repository.find("main"), repository.find("change")).name == began


def test_variables_of_a_hook_do_not_lead_elsewhere(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert open_repository(top / "content").find("HEAD").day == date(2026, 11, 14)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRevision, match="there is no such folder"):
        open_repository(tmp_path / "gone")
