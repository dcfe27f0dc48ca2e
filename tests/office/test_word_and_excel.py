"""Files that Microsoft's own programs saved become drafts: nothing of their text is lost, and nothing else comes in."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from learning_loop.build import check
from learning_loop.doors.cli.main import app
from tests.example import TODAY
from tests.office.files import EXCEL, PACKAGES, WORD
from tests.tiny import REVIEW, build_tiny, write_base, write_item


@pytest.fixture(autouse=True)
def without_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on somebody's machine makes no difference here."""
    monkeypatch.setattr("learning_loop.importing.apart.find_pandoc", lambda: "")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    return content


def bring(content: Path, name: str, data: bytes, *words: str) -> Result:
    file = content.parent / name
    file.write_bytes(data)
    where = ["--content", str(content), "--cache", str(content.parent / "cache"), "--today", TODAY]
    return CliRunner().invoke(app, ["import", str(file), *words, "--audience", "public", *where])


def as_page(content: Path, name: str) -> tuple[str, str]:
    """Bring a Word file in as a page; give what was told, and the text of the draft. ``loop check`` finds no error in it."""
    done = bring(content, name, WORD.file(name), "--as", "page", "--id", "brought", "--title", "What was brought in")
    assert done.exit_code == 0, done.output
    read = check(content, cache=content.parent / "cache")
    assert [one.words("") for one in read.problems if one.severity == "error"] == []
    text = next(content.glob("pages/brought*/index.md"), content / "pages/brought.md").read_text()
    assert "\ndraft: true\n" in text
    return done.output, text.partition("\n---\n")[2].strip()


def made_by(data: bytes) -> str:
    """Give what a file says of the program that saved it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        said = archive.read("docProps/app.xml").decode()
    return " ".join(re.findall(r"<(?:Application|AppVersion)>([^<]*)", said))


def test_these_files_were_saved_by_word_and_excel() -> None:
    assert [one.trouble for one in PACKAGES if one.trouble] == []
    assert made_by(WORD.file("track-changes-test.docx")) == "Microsoft Office Word 16.0000"
    assert made_by(WORD.file("footnotes.docx")) == "Microsoft Office Word 14.0000"
    assert made_by(EXCEL.file("interview.xlsx")) == "Microsoft Excel 14.0300"


def test_tracked_changes_of_word_are_accepted_and_told(content: Path) -> None:
    told, text = as_page(content, "track-changes-test.docx")
    assert "Kept: 10 paragraphs and 2 lists." in told
    assert (
        "Left out: names and dates of who wrote it; custom data (3); names of people who edited; tracked changes (22)."
        in told
    )
    assert "This is new content, that I suggest." in text
    assert "[www.adobe.com](http://www.adobe.com?foo=bar)" in text
    assert "\n\n- One\n- Three" in text
    assert "1. Point one" in text
    # deleted: the words of a row, a whole row, an entry of a list
    for gone in ("B1", "C1", "C2", "Two"):
        assert not re.search(rf"\b{gone}\b", text), gone


@pytest.mark.parametrize(
    ("name", "wanted", "left_out"),
    [
        ("footnotes.docx", "Ouch ([note 1](#notes)). ([note 2](#notes))\n\n## Notes\n\n1. A tachyon walks into a bar.\n2. Fin.", "custom data"),
        ("tables.docx", "Above\n\n| Top left | Top right |\n| --- | --- |\n| Middle left | Middle right |\n| Bottom left | Bottom right |\n\nBelow", ""),
        ("simple-list.docx", "- Apple\n- Banana", ""),
        ("tiny-picture.docx", "![STILL TO WRITE: what this picture shows](picture-1.png)", ""),
        ("comments.docx", "Ouch.", "custom data; comments (2)"),
        ("text-box.docx", "Datum plane", ""),
        ("external-picture.docx", "", "pictures that are only linked"),
        ("empty.docx", "", ""),
    ],
    ids=lambda value: value if str(value).endswith(".docx") else "",
)  # fmt: skip
def test_each_part_of_a_file_from_word_comes_in_as_it_was_meant(
    content: Path, name: str, wanted: str, left_out: str
) -> None:
    told, text = as_page(content, name)
    assert text == wanted
    assert left_out in told


def test_a_file_in_the_strict_form_of_word_is_refused_with_its_cure(content: Path) -> None:
    done = bring(content, "strict.docx", WORD.file("strict-format.docx"), "--as", "page")
    assert done.exit_code == 1
    assert "is saved in the strict form of Office files" in done.output
    assert "Save it again as Word document" in done.output


def typed_over(data: bytes, words: dict[str, str]) -> bytes:
    """Give a workbook of Excel's with other words in some of its cells, and every other byte of its parts as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as changed:
        for part in archive.infolist():
            text = archive.read(part)
            for old, new in words.items() if part.filename == "xl/sharedStrings.xml" else ():
                assert text.count(f">{old}<".encode()) == 1, old
                text = text.replace(f">{old}<".encode(), f">{new}<".encode())
            changed.writestr(part, text)
    return out.getvalue()


def test_a_workbook_of_excel_becomes_a_plan_that_builds(content: Path) -> None:
    columns = {"label": "Action", "name": "Lead agency", "tags": "By when", "exp_tags": "31 May 2027"}
    data = typed_over(EXCEL.file("interview.xlsx"), columns)
    done = bring(content, "plan.xlsx", data, "--from", "child-m")
    assert done.exit_code == 0, done.output
    text = (content / "actions/child-m-plan.md").read_text()
    asked = re.findall(r"- ref: (\S+)\n    title: (.*)\n", text)
    assert asked[0] == ("A1", "How would you characterize your experience as an interviewer/interviewee?")
    # sixteen of the first sheet, seven of the second
    assert len(asked) == 23
    assert "due: 2027-05-31\n" in text
    read = check(content, cache=content.parent / "cache")
    assert [one.words("") for one in read.problems if one.severity == "error"] == []
    assert not build_tiny(content, content.parent / "site", cache=content.parent / "cache").failed


def test_a_workbook_of_excel_without_actions_says_what_it_needs(content: Path) -> None:
    done = bring(content, "a.xlsx", EXCEL.file("interview.xlsx"), "--from", "child-m")
    assert done.exit_code == 1
    assert "has no table of actions on its 2 sheets. A table has a row of headings with 'Action'" in done.output
