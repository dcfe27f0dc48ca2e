"""``loop admin``: what it writes, what it will not write over, and what it says to a mistake."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from learning_loop.doors.cli.main import app
from learning_loop.editor import programs
from learning_loop.editor.backend import Cms
from tests.tiny import write_base

FILES = {"dist/decap-cms.js": b"/* a program */", "dist/decap-cms.js.LICENSE.txt": b"MIT"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder to work in, with a library in it; and a program whose files are small."""
    monkeypatch.chdir(tmp_path)
    write_base(tmp_path / "content")
    known = {file: hashlib.sha256(data).hexdigest() for file, data in FILES.items()}
    small = programs.Program("decap-cms", "9.9.9", "dist/decap-cms.js", "dist/decap-cms.js.LICENSE.txt", known)
    monkeypatch.setitem(programs.PROGRAMS, Cms.DECAP, small)
    return tmp_path


def pack(archive: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(archive, "w:gz") as opened:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(data)
            opened.addfile(entry, io.BytesIO(data))
    return archive


def admin(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["admin", *map(str, arguments)], catch_exceptions=False)


def told(result: Result) -> str:
    assert result.exit_code == 1, result.output
    return result.stderr


def test_the_folder_is_whole_and_written_again_without_what_has_gone(place: Path) -> None:
    done = admin("admin", "--program", pack(place / "a.tgz", FILES))
    assert done.exit_code == 0, done.output
    assert "MODE=git npx decap-server" in done.output
    folder = place / "admin"
    page = (folder / "index.html").read_text(encoding="utf-8")
    for script in ("start.js", "decap-cms.js", "items.js", "blocks.js", "preview.js", "save.js"):
        assert f'<script src="{script}"></script>' in page
        assert (folder / script).is_file()
    assert (folder / "decap-cms.js").read_bytes() == FILES["dist/decap-cms.js"]
    assert (folder / "decap-cms.js.LICENCE.txt").read_bytes() == b"MIT"
    policy = "script-src 'self' 'unsafe-eval'"
    assert all(policy in (folder / name).read_text() for name in ("_headers", "nginx.conf", ".htaccess"))
    assert b"--accent" in (folder / "preview.css").read_bytes()
    assert json.loads((folder / "config.json").read_text())["media_folder"] == "content"
    assert list(folder.rglob("*.tmp")) == []

    (folder / "sveltia-cms.js").write_text("of an older writing")
    (folder / "ours.txt").write_text("an operator's own")
    assert admin("admin", "--program", "a.tgz").exit_code == 0
    assert not (folder / "sveltia-cms.js").exists()
    assert (folder / "ours.txt").exists()


def test_the_content_folder_is_named_from_the_top_of_the_repository(place: Path) -> None:
    write_base(place / "top/library/content")
    (place / "top/.git").mkdir()
    done = admin("admin", "--content", "top/library/content", "--program", pack(place / "a.tgz", FILES))
    assert done.exit_code == 0, done.output
    config = json.loads((place / "admin/config.json").read_text())
    assert config["collections"][0]["folder"] == "library/content/reviews"


def test_the_program_in_node_modules_is_found(place: Path) -> None:
    for name, data in FILES.items():
        file = place / "node_modules/decap-cms" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    assert admin().exit_code == 0
    assert (place / "admin/decap-cms.js").read_bytes() == FILES["dist/decap-cms.js"]


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("site/public/admin", "lies with the published sites (site)"),
        ("site", "lies with the published sites (site)"),
        ("content/admin", "lies with the content (content)"),
        (".", "lies with the published sites (site)"),
        ("www/admin", "lies within a website"),
        ("full", "holds files that are not an editor of this program"),
        ("file", "file is a file. Name a folder"),
    ],
)
def test_no_folder_is_written_over_and_none_beside_the_library(place: Path, folder: str, words: str) -> None:
    (place / "www").mkdir()
    (place / "www/404.html").write_text("Not found")
    (place / "full").mkdir()
    (place / "full/index.html").write_text("Somebody's page")
    (place / "file").write_text("words")
    before = sorted(place.rglob("*"))
    assert words in told(admin(folder, "--program", pack(place / "a.tgz", FILES)))
    assert sorted(place.rglob("*")) == sorted([*before, place / "a.tgz"])
    assert (place / "full/index.html").read_text() == "Somebody's page"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({**FILES, "dist/decap-cms.js": b"another"}, "the one version that was tried: its dist/decap-cms.js differs"),
        ({"package.json": b"{}"}, "is no package of decap-cms, or is damaged"),
    ],
)
def test_only_the_program_that_was_tried_is_taken(place: Path, files: dict[str, bytes], words: str) -> None:
    said = told(admin("admin", "--program", pack(place / "a.tgz", files)))
    assert words in said
    assert "npm pack decap-cms@9.9.9" in said
    assert not (place / "admin").exists()


def test_a_program_that_is_not_there_or_is_no_package_is_told_with_its_cure(place: Path) -> None:
    cure = "run 'npm pack decap-cms@9.9.9', then say --program decap-cms-9.9.9.tgz. Nothing was written."
    assert told(admin()).strip().endswith(cure)
    assert told(admin("--program", "gone.tgz")).startswith("There is no gone.tgz. ")
    (place / "text.tgz").write_text("words")
    assert "text.tgz is no package of decap-cms" in told(admin("--program", "text.tgz"))
    whole = pack(place / "a.tgz", FILES).read_bytes()
    (place / "half.tgz").write_bytes(whole[: len(whole) // 2])
    assert "half.tgz is no package of decap-cms" in told(admin("--program", "half.tgz"))
    (place / "folder").mkdir()
    assert "folder is no package of decap-cms" in told(admin("--program", "folder"))


def test_registers_that_are_wrong_or_missing_stop_it(place: Path) -> None:
    pack(place / "a.tgz", FILES)
    (place / "content/registers/roles.yml").write_text("roles: none\n")
    said = told(admin("--program", "a.tgz"))
    assert "content/registers/roles.yml" in said
    assert "The registers must be right first; nothing was written." in said
    assert "there is no such folder" in told(admin("--program", "a.tgz", "--content", "elsewhere"))
    assert not (place / "admin").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--backend", "bitbucket"), "'bitbucket' is not one of"),
        (("--cms", "wordpress"), "'wordpress' is not one of"),
    ],
)
def test_a_word_that_is_no_choice_is_not_understood(place: Path, arguments: tuple[str, ...], words: str) -> None:
    result = admin(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_options_that_do_not_belong_together_write_nothing(place: Path) -> None:
    said = told(admin("--backend", "github", "--program", pack(place / "a.tgz", FILES)))
    assert (
        "say also --repo owner/name and --sign-in with the address of your sign-in relay. Nothing was written." in said
    )
    assert not (place / "admin").exists()
