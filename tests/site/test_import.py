"""Files from Word, PDF programs and Excel become drafts: by the command, into a library that is then checked and built."""

from __future__ import annotations

import io
import re
import time
from datetime import date
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from typer.testing import CliRunner, Result

from learning_loop.build import build, check
from learning_loop.doors.cli.commands import drafts
from learning_loop.doors.cli.main import app
from learning_loop.model.kinds import Audience
from tests.example import TODAY
from tests.papers import document, drawing, entry, google_review, p, picture, table, word_review
from tests.tiny import REVIEW, build_tiny, write_base, write_item

MADE = Path(__file__).parents[1] / "papers_made"
PUBLIC = ("--audience", "public")


@pytest.fixture(autouse=True)
def without_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on somebody's machine makes no difference here."""
    monkeypatch.setattr("learning_loop.importing.apart.find_pandoc", lambda: "")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    return content


def bring(file: Path, *words: str, content: Path) -> Result:
    where = ["--content", str(content), "--cache", str(content.parent / "cache"), "--today", TODAY]
    return CliRunner().invoke(app, ["import", str(file), *words, *where])


def saved(content: Path, name: str, data: bytes) -> Path:
    file = content.parent / name
    file.write_bytes(data)
    return file


def test_a_review_from_word_becomes_a_draft_with_its_plan_and_pictures_and_the_library_builds(content: Path) -> None:
    done = bring(saved(content, "Review final v3.docx", word_review()), *PUBLIC, content=content)
    assert done.exit_code == 0, done.output
    folder = content / "reviews/child-r-a-winter-without-heating"
    plan = content / "actions/child-r-a-winter-without-heating-plan.md"
    assert sorted(path.name for path in folder.iterdir()) == ["index.md", "picture-1.png", "picture-2.jpg"]
    lines = done.output.splitlines()
    assert lines[:6] == [
        f"{folder}/index.md: a draft (Review), on no site until its line 'draft: true' is deleted",
        "Kept: 3 headings, 5 paragraphs, 2 lists, 1 table and 2 pictures.",
        "Proposed as fields, and taken out of the text: 2 recommendations and 2 findings.",
        f"{plan}: its table of actions as an action plan, 2 actions; a draft too",
        "Pictures beside the text: picture-1.png, picture-2.jpg. Say in the square brackets what each shows.",
        "Left out: names and dates of who wrote it; custom data; comments; tracked changes (2); hidden words; lines of a table of contents.",
    ]
    text = (folder / "index.md").read_text()
    assert "\ndraft: true\n" in text
    assert "people: [Child R]\n" in text
    assert "review_type: lcspr\n" in text
    assert "    by: autumn 2027\n" in text
    assert "  - ref: R1/A1\n    title: Add one question to the visit record\n" in plan.read_text()
    read = check(content, cache=content.parent / "cache")
    assert [one.words("") for one in read.problems if one.severity == "error"] == []
    built = build_tiny(content, content.parent / "site", cache=content.parent / "cache")
    assert not built.failed
    assert not (content.parent / "site/professional/reviews/child-r-a-winter-without-heating").exists()


def test_nothing_is_overwritten_and_a_second_file_gets_an_id_of_its_own(content: Path) -> None:
    file = saved(content, "google.docx", google_review())
    assert bring(file, "--as", "page", *PUBLIC, content=content).exit_code == 0
    before = (content / "pages/talking-to-fathers.md").read_bytes()
    assert bring(file, "--as", "page", *PUBLIC, content=content).exit_code == 0
    assert (content / "pages/talking-to-fathers-2.md").exists()
    done = bring(file, "--as", "page", "--id", "talking-to-fathers", *PUBLIC, content=content)
    assert done.output.startswith("--id: there is an item 'talking-to-fathers' already.")
    assert (content / "pages/talking-to-fathers.md").read_bytes() == before


def test_a_pdf_becomes_a_text_with_guessed_headings_and_lists(content: Path) -> None:
    done = bring(MADE / "libreoffice.pdf", "--as", "page", *PUBLIC, content=content)
    assert done.exit_code == 0, done.output
    text = (content / "pages/learning-from-baby-t.md").read_text()
    assert "# STILL TO CHECK: a PDF has no headings, lists or tables of its own" in text
    assert "\n## Background\n" in text
    assert "- The midwife\n- The family nurse" in text
    assert "1. Midwives should ring the family nurse before each visit.\n2. Children’s" in text


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    for row in (("Action", "Owner"), ("What nobody should see", "Police")):
        hidden.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheet_of_actions_becomes_the_plan_of_its_source(content: Path) -> None:
    data = workbook(
        ("Child M – our actions",),
        (),
        ("Rec", "What will be done", "Lead agency", "Timescale", "RAG status"),
        (1, "Supervision asks what has changed. Every time.", "Children’s Services", "end of May 2027", "Amber"),
        (None, "Managers read three records.", "Someone", "31/08/2027", None),
        (None, None, None, None, "Red"),
    )
    done = bring(saved(content, "plan.xlsx", data), "--from", "child-m", content=content)
    assert done.exit_code == 0, done.output
    text = (content / "actions/child-m-plan.md").read_text()
    assert "title: 'A title: action plan'\n" in text
    assert "source: child-m\nmonitored_by: executive-group\n" in text
    refs = re.findall(r"- ref: (\S+)\n    title: (.*)\n", text)
    assert refs == [("R1/A1", "Supervision asks what has changed"), ("R1/A2", "Managers read three records")]
    assert "due: 2027-05\n" in text
    assert "due: 2027-08-31\n" in text
    assert "for these fields of actions: R1/A2 (owner): what stands there is a guess\n" in text
    left = (
        "Left out: the column 'RAG status'; rows that name no action; hidden sheets; names and dates of who wrote it."
    )
    assert left in done.output
    again = bring(content.parent / "plan.xlsx", "--from", "child-m", content=content)
    assert "Of child-m there is already child-m-plan. This is a second plan" in again.output
    assert "- ref: R1/A3\n" in (content / "actions/child-m-plan-2.md").read_text()
    read = check(content, cache=content.parent / "cache")
    assert [one.words("") for one in read.problems if one.severity == "error"] == []


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(MADE / "libreoffice.pdf") as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def _with_a_black_box() -> bytes:
    """Give the PDF with its text drawn in no ink."""
    out = io.BytesIO()
    with pikepdf.open(MADE / "libreoffice.pdf") as pdf:
        page = pdf.pages[0]
        page.contents_coalesce()
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nQ Q Q 0 0 0 rg 0 0 2000 2000 re f")
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words", "told"),
    [
        ("a.docx", word_review()[:900], (), "a.docx: cannot be read: the file is damaged, or is not what it looks like. Open it where it was made and save it again. Nothing was written."),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), (), "a.docx: is a file of an old Office, or one that is protected by a password: its inside cannot be checked."),
        ("a.docm", b"", (), "a.docm: has a program in it (macros or controls). Save it as .docx"),
        ("a.docx", document(p("A"), extra={"word/vbaProject.bin": b"x"}), (), "a.docx: has a program in it (macros or controls)."),
        ("a.doc", b"", (), "a.doc: cannot be brought in as it is. Open it and save it as .docx, or .xlsx if it is a spreadsheet."),
        ("a.txt", b"", (), "a.txt: Word (.docx), PDF (.pdf) and Excel (.xlsx) files can be brought in."),
        ("a.pdf", _locked(), ("--as", "page"), "a.pdf: is protected by a password, so its inside cannot be checked."),
        ("a.pdf", _with_a_black_box(), ("--as", "page"), "letters or digits that cannot be seen and can still be copied out"),
        ("a.xlsx", workbook(("Name", "Colour"), ("A", "red")), ("--from", "child-m"), "a.xlsx: has no table of actions on its 1 sheet."),
        ("a.xlsx", b"PK\x03\x04", ("--from", "child-m"), "a.xlsx: is damaged, or no spreadsheet."),
        ("a.docx", word_review(), ("--as", "event"), "--as: 'event' is none of review, executive-summary"),
        ("a.docx", word_review(), ("--as", "action-plan"), "--as: a spreadsheet becomes an action plan"),
        ("a.docx", google_review(), (), "--as must be given, because nobody is asked here. loop import --help says what each option is."),
    ],
)  # fmt: skip
def test_what_cannot_be_brought_in_is_told_plainly_and_nothing_is_written(
    content: Path, name: str, data: bytes, words: tuple[str, ...], told: str
) -> None:
    before = sorted(content.rglob("*"))
    done = bring(saved(content, name, data), *words, *PUBLIC, content=content)
    assert done.exit_code in (1, 2)
    assert told in done.output
    assert sorted(content.rglob("*")) == before


def test_a_plan_that_this_program_exported_goes_the_other_way(content: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("_about").append(["what", "Learning Loop action plan, 1"])
    out = io.BytesIO()
    book.save(out)
    done = bring(saved(content, "a.xlsx", out.getvalue()), "--from", "child-m", content=content)
    assert "Bring it back with: loop plan import FILE.xlsx" in done.output


def test_what_is_not_said_is_asked_at_a_terminal(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    typed = iter(["leaflet", "page", "Talking to fathers", "professional"])

    def ask(words: str, usual: str) -> str:
        asked.append((words, usual))
        return next(typed)

    monkeypatch.setattr(drafts, "asks", lambda yes: ask)
    done = bring(saved(content, "google.docx", google_review()), content=content)
    assert done.exit_code == 0, done.output
    assert asked[1][0].startswith("leaflet: is none of review, executive-summary, ")
    assert asked[2] == ("What is it called? Sentence case, no full stop.", "Talking to fathers")
    assert "audience: professional\n" in (content / "pages/talking-to-fathers.md").read_text()


def test_a_review_of_sixty_pages_comes_in_within_ten_seconds_and_is_sound(content: Path) -> None:
    said = "The health visitor came on most weeks and wrote down what the family had been offered. " * 5
    body = p("A long review", "Title")
    for number in range(60):
        body += p(f"Part {number}", "Heading1") + p(said) * 4 + entry(said[:120], 2) * 4
        body += table(("A", "B", "C"), *[("One", "two", "three")] * 5) + (
            p(drawing("rIdP1")) if number % 6 == 0 else ""
        )
    body += p("Recommendations", "Heading1") + entry("Children’s Services should do this by May 2027.") * 12
    file = saved(content, "long.docx", document(body, pictures={"rIdP1": picture()}))
    started = time.monotonic()
    done = bring(file, *PUBLIC, content=content)
    assert time.monotonic() - started < 10
    assert done.exit_code == 0, done.output
    assert "12 recommendations" in done.output
    text = (content / "reviews/a-long-review/index.md").read_text()
    assert len(text.split()) > 20_000
    # as it will be on its day, when nobody calls it a draft any more
    day = date(2026, 12, 7)
    where = {"site": content.parent / "site", "cache": content.parent / "cache"}
    built = build(content, **where, audiences=tuple(Audience), today=day, drafts=True)
    assert [one.words("") for one in built.problems if one.severity == "error"] == []
    page = (content.parent / "site/public/reviews/a-long-review/index.html").read_text()
    assert page.count("<h2") > 60
