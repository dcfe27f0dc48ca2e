"""Every mistake that an author can make has a tiny library and the words that the author reads.

A case is a folder of ``tests/sites/invalid``: files that are laid over ``tests/sites/base``, and ``expected.txt``, what ``loop check`` prints
and with which code it ends. What cannot lie in a repository (links, other encodings, huge files) is made by a function of `MADE`.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from tests.conftest import Golden
from tests.planted import files as planted
from tests.planted import office
from tests.tiny import PAGE, SITES, write_base, write_item

INVALID = SITES / "invalid"
CLEAN = (
    "Disclosure: Nothing found. That is not the same as safe: a person who does not know the case must read the text too. "
    "Names by language model: NOT RUN (en_core_web_sm is not installed).\n"
)
SLOW = 3.0
"""Seconds. No file, however hostile, may keep an author waiting longer."""


def page(**fields: str) -> str:
    return PAGE.format(
        **{"title": "A title", "audience": "public", "published": "2026-01-15", "body": "Text."} | fields
    )


def put(content: Path, path: str, data: str | bytes) -> Path:
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def make_utf_16(content: Path) -> None:
    put(content, "pages/about.md", page().encode("utf-16"))
    put(content, "pages/big-endian.md", b"\xfe\xff" + page().encode("utf-16-be"))


def make_latin_1(content: Path) -> None:
    put(content, "pages/about.md", page(body="The child\x92s days.").encode("latin-1"))
    put(content, "pages/title.md", page(title="Caf\xe9 talks").encode("latin-1"))


def make_zero_byte(content: Path) -> None:
    put(content, "pages/about.md", page(body="One.\n\nTwo\0."))


def make_ten_megabytes(content: Path) -> None:
    put(content, "pages/about.md", page(body="A line of a text that never ends.\n" * 300_000))


def make_ten_thousand_brackets(content: Path) -> None:
    write_item(content, "pages/about.md", "themes: " + "[" * 10_000)
    write_item(content, "pages/curly.md", "themes: " + "{a: " * 10_000)


def make_five_thousand_dashes(content: Path) -> None:
    write_item(content, "pages/about.md", "themes:\n  " + "- " * 5_000 + "neglect")


def make_alias_bomb(content: Path) -> None:
    lines = ["a0: &a0 [lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    write_item(content, "pages/about.md", "\n".join(lines))


def make_links(content: Path) -> None:
    outside = content.parent / "outside"
    put(outside, "secret.md", page(title="A secret"))
    (content / "pages").mkdir()
    (content / "pages/about.md").symlink_to(outside / "secret.md")
    (content / "pages/here.md").symlink_to("about.md")
    (content / "pages/nowhere.md").symlink_to("missing.md")
    (content / "briefings").symlink_to(outside)
    (content / "pages/loop").symlink_to(content)


def make_linked_attachment(content: Path) -> None:
    secret = put(content.parent, "secret.pdf", b"%PDF-1.4 secret")
    write_item(content, "pages/about/index.md", "attachments:\n  - {file: secret.pdf, title: A paper}")
    (content / "pages/about/secret.pdf").symlink_to(secret)


def attach(content: Path, files: dict[str, bytes], fields: str = "") -> None:
    """Put files beside an item that names them all."""
    names = "\n".join(f"  - {{file: {name}, title: A file}}" for name in files)
    write_item(content, "pages/about/index.md", f"{fields}attachments:\n{names}")
    for name, data in files.items():
        put(content, f"pages/about/{name}", data)


def make_attachments_that_cannot_be_checked(content: Path) -> None:
    files = {
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "picture.pdf": planted.png(),
        "torn.pdf": b"%PDF-1.7 torn",
        "macros.docx": office.word("", {"word/vbaProject.bin": b"x"}, {"rId2": ("vbaProject", "word/vbaProject.bin")}),
        "film.mp4": b"\0\0\0\x18ftypmp42",
    }
    attach(content, files)


def make_attachments_that_somebody_must_look_at(content: Path) -> None:
    files = {
        "hidden.pdf": planted.saved(planted.new_pdf(planted.TRICKS["white on white"], pages=7)),
        "scan.pdf": planted.box_over_a_scan(),
        "tracked.docx": office.word('<w:p><w:ins w:author="x"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'),
        "rows.xlsx": office.workbook(f'<row r="1" hidden="1">{office.cell("One")}</row>', state=' state="hidden"'),
        "slides.pptx": office.slides(office.shape("Beside", left=20_000_000), ' show="0"'),
    }
    attach(content, files)


def make_attachments_for_professionals(content: Path) -> None:
    files = {"hidden.pdf": planted.trick("white on white"), "torn.pdf": b"%PDF-1.7 torn"}
    attach(content, files, "audience: professional\n")


def make_disclosure_inside_attachments(content: Path) -> None:
    lines = "(The first line) Tj 0 -20 Td (NHS: 943 476 5919) Tj"
    files = {
        "card.pdf": planted.saved(planted.new_pdf(f"BT /F1 12 Tf 72 700 Td {lines} ET\n", pages=2)),
        "letter.docx": office.word(office.run("Mr Pemberton wrote to Ms A.")),
        "figures.xlsx": office.workbook(f'<row r="4">{office.cell("Zbyszko", "B4")}</row>'),
        "talk.pptx": office.slides(office.shape("Born on 3 May 2019")),
    }
    attach(content, files)


def make_capitals(content: Path) -> None:
    write_item(content, "pages/about.md", "")
    write_item(content, "pages/About.md", "")
    write_item(content, "pages/other/index.md", "")
    write_item(content, "pages/Other/index.md", "")


def make_pipe(content: Path) -> None:
    (content / "pages").mkdir()
    os.mkfifo(content / "pages/about.md")
    os.mkfifo(content / "registers/extra.yml")


def make_huge_front_matter(content: Path) -> None:
    write_item(content, "pages/about.md", "people:\n" + "  - Child M\n" * 60_000)


def make_long_line(content: Path) -> None:
    write_item(content, "pages/about.md", "", "word " * 200_000 + "<b>")


def make_strange_file_names(content: Path) -> None:
    (content / "pages").mkdir()
    Path(os.fsdecode(os.fsencode(content) + b"/pages/caf\xe9.md")).write_text(page())
    put(content, "pages/two\nlines.md", page())
    put(content, "pages/\x1b[31mred.md", page())


def make_unreadable_registers(content: Path) -> None:
    put(content, "registers/themes.yml", "themes: []\n".encode("utf-16"))
    put(content, "registers/names.yml", b"names: [\xe9]\n")
    put(content, "registers/groups.yml", b"groups: \0\n")
    put(content, "registers/roles.yml", "roles: " + "[" * 10_000)


def make_missing_register(content: Path) -> None:
    (content / "registers/agencies.yml").unlink()


def make_missing_registers(content: Path) -> None:
    shutil.rmtree(content / "registers")


def make_register_as_folder(content: Path) -> None:
    (content / "registers/themes.yml").unlink()
    put(content, "registers/themes.yml/themes.yml", "themes: []\n")


def make_deep_folders(content: Path) -> None:
    place = content / "pages"
    for _ in range(40):
        place /= "deeper"
    place.mkdir(parents=True)
    (place / "about.md").write_text(page())


def make_no_content(content: Path) -> None:
    shutil.rmtree(content)


MADE: dict[str, Callable[[Path], None]] = {
    name.removeprefix("make_").replace("_", "-"): made for name, made in globals().items() if name.startswith("make_")
}

CASES = sorted({folder.name for folder in INVALID.iterdir() if folder.is_dir()} | MADE.keys())


def check(content: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """Run ``loop check`` beside a content folder: what it prints, and its exit code."""
    monkeypatch.chdir(content.parent)
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(app, ["check"], catch_exceptions=False)
    return result.stderr + result.stdout, result.exit_code


@pytest.mark.golden
@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_in_the_expected_words(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    content = write_base(tmp_path / "content")
    if (INVALID / case).is_dir():
        shutil.copytree(INVALID / case, content, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    if case in MADE:
        MADE[case](content)
    began = time.monotonic()
    words, code = check(content, monkeypatch)
    assert time.monotonic() - began < SLOW
    golden(INVALID / case / "expected.txt", f"{words}exit {code}\n")


def test_no_case_ends_well_without_a_word() -> None:
    silent = [case for case in CASES if "content" not in (INVALID / case / "expected.txt").read_text(encoding="utf-8")]
    assert silent == []


SUMMARY = re.compile(r"(?:\d+ (?:error|warning)s?(?: and \d+ warnings?)?|No mistakes found) in \d+ items?\.")


def test_every_line_of_a_check_begins_with_its_place() -> None:
    astray = [
        (case, line)
        for case in CASES
        for line in (INVALID / case / "expected.txt").read_text(encoding="utf-8").splitlines()[:-2]
        if not line.startswith(("content", "Disclosure: ", "Advice: ")) and not SUMMARY.fullmatch(line)
    ]
    assert astray == []


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = write_base(tmp_path / "content")
    text = page(body="One.\n\n::: professional\nTwo.\n:::\n\nThree.")
    put(content, "pages/about.md", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    put(content, "pages/old-mac.md", text.replace("\n", "\r").encode())
    for register in (content / "registers").iterdir():
        register.write_bytes(b"\xef\xbb\xbf" + register.read_bytes().replace(b"\n", b"\r\n"))
    assert check(content, monkeypatch) == (f"Nothing wrong found in 2 items.\n{CLEAN}", 0)


def test_leftovers_of_editors_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "pages/about.md", "")
    for leftover in (
        ".DS_Store",
        "pages/~$about.docx",
        "pages/.about.md.swp",
        "pages/about.md~",
        "pages/Thumbs.db",
        ".git/config",
    ):
        put(content, leftover, b"\0")
    assert check(content, monkeypatch) == (f"Nothing wrong found in 1 item.\n{CLEAN}", 0)


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self").exists(), reason="permissions do not bind root")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_base(tmp_path / "content")
    file = write_item(content, "pages/about.md", "")
    if os.geteuid() != 0:
        file.chmod(0)
    else:
        opened = open

        def deny(path: object, *args: object, **more: object) -> object:
            if str(path).endswith("pages/about.md"):
                raise PermissionError(13, "Permission denied", str(path))
            return opened(path, *args, **more)  # type: ignore[call-overload]

        monkeypatch.setattr("builtins.open", deny)
    words, code = check(content, monkeypatch)
    assert (code, "No permission" in words, "pages/about.md" in words) == (1, True, True)
