"""What is published of an attachment is the normalised file, on both sites, looked into once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from learning_loop import attached
from learning_loop.attached import Attached, look_at_attachments
from learning_loop.attachments import sandbox
from learning_loop.attachments.findings import Looked
from learning_loop.attachments.sandbox import Job
from learning_loop.build import Built, make_sites
from learning_loop.disk import list_folder
from learning_loop.doors.cli.main import app
from learning_loop.library import read_content
from learning_loop.model.kinds import Audience
from learning_loop.store import Store
from tests.conftest import NewCache
from tests.planted import files as planted
from tests.planted import office
from tests.planted.files import SECRET, holds
from tests.tiny import TODAY, build_tiny, tree, write_base, write_item

PACK = "attachments:\n  - {file: pack.pdf, title: Team pack}"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_base(tmp_path / "content")


def put(content: Path, name: str, data: bytes, fields: str = PACK) -> Path:
    write_item(content, "pages/about/index.md", fields)
    file = content / "pages/about" / name
    file.write_bytes(data)
    return file


def words(built: Built) -> list[tuple[str, str]]:
    return [(problem.severity, problem.words("content")) for problem in built.problems]


def test_both_sites_have_the_normalised_file_and_its_size(content: Path, tmp_path: Path, new_cache: NewCache) -> None:
    data = planted.earlier_version()
    put(content, "pack.pdf", data)
    built = build_tiny(content, tmp_path / "site", cache=new_cache(tmp_path / "cache"))
    assert not built.problems
    files = [(tmp_path / "site" / audience.value / "pages/about/pack.pdf").read_bytes() for audience in Audience]
    assert files[0] == files[1] != data
    assert (holds(data), holds(files[0])) == (True, False)
    assert "0.9 KB" not in (tmp_path / "site/public/pages/about/index.html").read_text()


def test_the_secret_of_every_hostile_file_is_in_no_public_byte(
    content: Path, tmp_path: Path, new_cache: NewCache
) -> None:
    hostile = {
        "jpeg.jpg": planted.jpeg(),
        "drawing.png": planted.png(),
        "versions.pdf": planted.earlier_version(),
        "custom.docx": office.word(
            "",
            {"customXml/i.xml": f"<x>{SECRET}</x>", "word/people.xml": f"<x>{SECRET}</x>"},
            {"rId2": ("customXml", "customXml/i.xml")},
        ),
    }
    names = "".join(f"\n  - {{file: {name}, title: A file}}" for name in hostile)
    for name, data in hostile.items():
        assert holds(data)
        put(content, name, data, f"attachments:{names}")
    built = build_tiny(content, tmp_path / "site", cache=new_cache(tmp_path / "cache"))
    assert not built.failed
    assert [path for path, data in tree(tmp_path / "site").items() if holds(data)] == []


@pytest.mark.parametrize("trick", sorted(planted.TRICKS))
def test_hidden_words_stop_both_sites_and_are_not_repeated(trick: str, content: Path, tmp_path: Path) -> None:
    put(content, "pack.pdf", planted.trick(trick))
    built = build_tiny(content, tmp_path / "site")
    assert (built.failed, (tmp_path / "site").exists()) == (True, False)
    assert not holds(repr(built.problems).encode(), SECRET.split()[0])


def test_professionals_are_warned_and_the_public_never_sees_the_file(
    content: Path, tmp_path: Path, new_cache: NewCache
) -> None:
    put(content, "pack.pdf", planted.trick("tiny"), f"audience: professional\n{PACK}")
    built = build_tiny(content, tmp_path / "site", cache=new_cache(tmp_path / "cache"))
    assert [(severity, line.partition(" has ")[0]) for severity, line in words(built)] == [
        ("warning", "content/pages/about/pack.pdf: page 1:")
    ]
    assert [path.relative_to(tmp_path / "site").parts[0] for path in (tmp_path / "site").rglob("pack.pdf")] == [
        "professional"
    ]


def count_looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    looks: list[str] = []
    real = sandbox.look_apart

    def look(job: Job) -> Looked:
        looks.append(job.title)
        return real(job)

    monkeypatch.setattr(sandbox, "look_apart", look)
    return looks


def look(content: Path, cache: Path) -> tuple[dict[str, Attached], Store]:
    store = Store(cache)
    read = read_content(list_folder(content), store, "version", lambda *_: None)
    return look_at_attachments(read, store, lambda *_: None), store


def test_a_file_is_looked_into_once_for_each_content_and_title(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = count_looks(monkeypatch)
    file = put(content, "pack.pdf", planted.plain_pdf())
    first, _ = look(content, tmp_path / "cache")
    assert look(content, tmp_path / "cache")[0] == first
    shutil.copy(file, tmp_path / "aside.pdf")
    file.write_bytes(planted.plain_pdf("Other words"))
    assert look(content, tmp_path / "cache")[0] != first
    shutil.copy(tmp_path / "aside.pdf", file)
    assert look(content, tmp_path / "cache")[0] == first
    assert looks == ["Team pack"] * 2
    put(content, "pack.pdf", file.read_bytes(), PACK.replace("Team", "Group"))
    look(content, tmp_path / "cache")
    assert looks == ["Team pack"] * 2 + ["Group pack"]


def test_an_old_or_torn_cache_is_no_answer(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(content, "pack.pdf", planted.plain_pdf())
    first, store = look(content, tmp_path / "cache")
    each = first["pages/about/pack.pdf"]
    for key in (each.answer, each.key):
        Path(store.path(key)).unlink()
        assert look(content, tmp_path / "cache")[0] == first
        assert store.has(key)
    looks = count_looks(monkeypatch)
    monkeypatch.setattr(attached, "engine_of_attachments", lambda: "newer")
    look(content, tmp_path / "cache")
    assert looks == ["Team pack"]


def test_files_of_items_that_nobody_may_see_yet_are_looked_into(content: Path, tmp_path: Path) -> None:
    put(content, "pack.pdf", b"%PDF- torn", f"published: 2027-01-01\n{PACK}")
    assert build_tiny(content, tmp_path / "site").failed


def test_no_library_that_opens_files_is_loaded_when_nothing_changed(content: Path, tmp_path: Path) -> None:

    put(content, "pack.pdf", planted.plain_pdf())
    make_sites(content, Store(tmp_path / "cache"), (Audience.PUBLIC,), TODAY)
    code = (
        "import sys, datetime, pathlib\nfrom learning_loop.build import make_sites\nfrom learning_loop.store import Store\nfrom learning_loop.model.kinds import Audience\n"
        f"make_sites(pathlib.Path({str(content)!r}), Store(pathlib.Path({str(tmp_path / 'cache')!r})), (Audience.PUBLIC,), datetime.date(2026, 11, 21))\n"
        "print(sorted({'pikepdf', 'pypdfium2', 'PIL', 'lxml', 'learning_loop.attachments.sandbox'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["attachment", *arguments], catch_exceptions=False)
    return result.exit_code, result.stderr + result.stdout


def test_the_command_tells_what_is_taken_out_and_writes_what_would_be_published(tmp_path: Path) -> None:
    file, out = tmp_path / "walk.jpg", tmp_path / "clean.jpg"
    file.write_bytes(planted.jpeg())
    code, printed = run(str(file), "--out", str(out))
    assert (code, holds(out.read_bytes()), "the position where a picture was taken" in printed) == (0, False, True)
    assert "nothing found that stops it" in printed


@pytest.mark.parametrize(
    ("data", "word"), [(planted.trick("tiny"), "(stops a public item)"), (b"%PDF-torn", "(refused)")]
)
def test_the_command_fails_for_what_may_not_be_public(data: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / "pack.pdf").write_bytes(data)
    code, printed = run(str(tmp_path / "pack.pdf"))
    assert (code, word in printed, holds(printed.encode())) == (1, True, False)


def test_the_command_says_plainly_that_there_is_no_such_file(tmp_path: Path) -> None:
    code, printed = run(str(tmp_path / "none.pdf"))
    assert (code, printed.endswith("Nothing was written.\n")) == (1, True)
