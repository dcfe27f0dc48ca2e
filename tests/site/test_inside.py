"""The texts inside attachments go through the disclosure rules: what stops, what a waiver lets through, who is told what and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from learning_loop import inside
from learning_loop.build import check, judge_content, make_email, make_sites
from learning_loop.disclosure.finding import Finding, Severity
from learning_loop.disclosure.waivers import told_of
from learning_loop.doors.cli.main import app
from learning_loop.model.kinds import Audience
from learning_loop.store import Store
from tests.conftest import NewCache
from tests.planted.files import new_pdf, plain_pdf, saved
from tests.planted.office import P, S, cell, run, shape, slides, word, workbook
from tests.tiny import TODAY, build_tiny, write_base, write_item

NHS = "943 476 5919"
HIDDEN = ' state="hidden"'
NOTES = f"<p:notes {P}><p:cSld><p:spTree>{shape('Ask at AB12 3DE first')}</p:spTree></p:cSld></p:notes>"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_base(tmp_path / "content")


def put(content: Path, name: str, data: bytes, fields: str = "", folder: str = "pages/about") -> str:
    write_item(content, f"{folder}/index.md", f"{fields}\nattachments:\n  - {{file: {name}, title: A file}}".strip())
    (content / folder / name).write_bytes(data)
    return f"{folder}/{name}"


def found(content: Path) -> list[Finding]:
    return check(content, cache=content.parent / "cache").findings


def told(content: Path) -> list[tuple[str, str, str]]:
    return [(one.field, one.rule, one.severity.name) for one in found(content)]


def page(*lines: str) -> bytes:
    """Give a PDF of two pages, the second with these lines."""
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    pdf = new_pdf("BT /F1 12 Tf 72 700 Td (The first page is plain) Tj ET\n", pages=2)
    pdf.pages[1].obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td {shown}ET\n".encode())
    return saved(pdf)


def test_a_number_in_a_pdf_stops_both_sites_and_is_told_by_page_and_line(content: Path, new_cache: NewCache) -> None:
    put(content, "pack.pdf", page("All was well", f"The card said {NHS} in ink"))
    built = build_tiny(content, content.parent / "site", cache=new_cache(content.parent / "built"))
    assert (built.failed, (content.parent / "site").exists()) == (True, False)
    (problem,) = built.problems
    assert problem.words("content") == (
        "content/pages/about/pack.pdf: page 2, line 2: an NHS number (12 characters). It names one patient and nobody else. Take it out; no waiver lets it through (nhs-number)"
    )


def test_a_name_in_a_hidden_sheet_of_a_professional_file_is_to_be_looked_at(content: Path, new_cache: NewCache) -> None:
    second = f'<worksheet {S}><sheetData><row r="7">{cell("Zbyszko", "C7")}</row></sheetData></worksheet>'
    data = workbook(f'<row r="1">{cell("Shown")}</row>', {"xl/worksheets/sheet2.xml": second}, state=HIDDEN)
    put(content, "figures.xlsx", data, "audience: professional")
    assert told(content) == [("sheet 2!C7", "unknown-name", "LOOK")]
    built = build_tiny(content, content.parent / "site", cache=new_cache(content.parent / "built"))
    assert (built.failed, built.to_look_at) == (False, 1)


def test_a_postcode_in_the_notes_of_a_slide_is_found_though_they_are_not_published(content: Path) -> None:
    data = slides("", extra={"ppt/notes1.xml": NOTES}, of_slide={"rId2": ("notesSlide", "ppt/notes1.xml")})
    put(content, "talk.pptx", data)
    assert told(content) == [("notes of slide 1", "postcode", "STOP")]


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("a.docx", word(run("Then Zbyszko came.")), ("paragraph 2", 0, 0)),
        ("a.pptx", slides(shape("Then Zbyszko came.")), ("slide 1, line 2", 0, 0)),
        ("a.xlsx", workbook(f'<row r="4">{cell("Then Zbyszko came.", "B4")}</row>'), ("sheet 1!B4", 0, 0)),
        ("a.txt", b"\nOne line.\nThen Zbyszko came.\n", ("text", 3, 6)),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><title>Then Zbyszko came.</title></svg>', ("text", 1, 6)),
        ("a.pdf", plain_pdf("Then Zbyszko came."), ("page 1", 0, 0)),
    ],
)
def test_every_kind_of_file_is_read_and_the_place_is_told(
    content: Path, name: str, data: bytes, place: tuple[str, int, int]
) -> None:
    put(content, name, data)
    assert [(one.field, one.line, one.column, one.rule) for one in found(content)] == [(*place, "unknown-name")]


def test_what_programs_write_by_themselves_is_no_name(content: Path) -> None:
    fields = '<w:p><w:r><w:instrText> HYPERLINK "https://marlsea.example/" \\* MERGEFORMAT </w:instrText></w:r></w:p>'
    put(content, "a.docx", word(fields + run("Safe\u00adguarding mat\u200bters.")))
    assert told(content) == []
    formula = '<row r="1"><c><f>COUNTIFS(A1:A9,"child")</f><v>12</v></c></row>'
    put(content, "b.xlsx", workbook(formula))
    assert told(content) == []


def test_a_waiver_holds_for_words_in_a_file_until_they_change(content: Path) -> None:
    path = put(content, "pack.pdf", plain_pdf("Then Zbyszko came."))
    (one,) = found(content)
    (content / "registers/disclosure-waivers.yml").write_text(
        f"waivers:\n  - {{rule: unknown-name, file: {path}, fingerprint: '{one.fingerprint}', reason: Everybody may know this and has for years, asked_by: Officer, approved_by: Manager, until: 2027-01-31}}\n"
    )
    judged = judge_content(check(content, cache=content.parent / "cache"), TODAY)
    assert (judged.open, judged.waived, judged.problems) == ((), 1, ())
    (content / path).write_bytes(plain_pdf("Then Drazen came."))
    judged = judge_content(check(content, cache=content.parent / "cache"), TODAY)
    assert ([one.severity for one in judged.open], judged.waived, len(judged.problems)) == ([Severity.STOP], 0, 1)


def test_labels_in_a_file_are_those_of_its_item(content: Path) -> None:
    put(content, "pack.pdf", plain_pdf("Child M and Baby Q met."), "people: [Child M]")
    assert told(content) == [("page 1", "second-label", "STOP")]
    write_item(content, "pages/other.md", "people: [Baby Q]", "Baby Q was heard.")
    assert told(content) == [("page 1", "label-of-another", "LOOK")]
    write_item(content, "pages/other.md", "people: [Child M]", "Child M was heard.")
    put(content, "pack.pdf", plain_pdf("Child M was heard."))
    assert told(content) == [("page 1", "label-of-another", "LOOK")]


def test_a_file_is_read_again_only_when_it_its_readers_or_the_names_change(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []
    real = inside.text_of
    monkeypatch.setattr(inside, "text_of", lambda one, store: reads.append(one.path) or real(one, store))
    put(content, "pack.pdf", plain_pdf("Then Zbyszko came."))
    assert found(content) == found(content)
    assert len(reads) == 1
    put(content, "pack.pdf", plain_pdf("Then Zbyszko came."), "audience: professional")
    assert [one.severity for one in found(content)] == [Severity.LOOK]
    (content / "registers/names.yml").write_text("names:\n  - {name: Zbyszko, kind: person, reason: A made-up name}\n")
    assert found(content) == []
    assert len(reads) == 3


def test_every_way_to_publish_is_stopped(content: Path, tmp_path: Path) -> None:
    put(content, "pack.pdf", plain_pdf("Then Zbyszko came."), folder="bulletins/autumn")
    for audience in Audience:
        read, email = make_email(content, cache=tmp_path / "c", item="autumn", audience=audience, today=TODAY)
        assert (email, [one.field for one in read.problems]) == (None, ["page 1"])
    read, sites = make_sites(content, Store(tmp_path / "c"), tuple(Audience), TODAY)
    assert (sites, [one.field for one in read.problems]) == ([], ["page 1"])


def test_no_form_of_the_result_repeats_the_words(content: Path, tmp_path: Path) -> None:
    path = put(content, "pack.pdf", plain_pdf("Then Zbyszko came."))
    sarif, cache = tmp_path / "log.sarif", str(tmp_path / "cache")
    line = f"{content}/{path}: page 1: STOP unknown-name: "
    command = ["check", "--content", str(content), "--today", TODAY.isoformat(), "--cache", cache]
    plain = CliRunner().invoke(app, [*command, "--annotations", "github", "--sarif", str(sarif)])
    data = CliRunner().invoke(app, [*command, "--json"])
    assert (plain.exit_code, data.exit_code) == (1, 1)
    assert line in plain.stderr
    (one,) = found(content)
    assert (
        f"::error file={str(content).lstrip('/')}/{path},title=unknown-name::page 1: a word with a capital"
        in plain.stdout.replace("file=/", "file=")
    )
    (result,) = json.loads(sarif.read_text())["runs"][0]["results"]
    assert (result["message"]["text"], result["level"]) == (f"{told_of(one)}.", "error")
    assert result["locations"][0]["physicalLocation"].keys() == {"artifactLocation"}
    (finding,) = json.loads(data.stdout)["disclosure"]["findings"]
    assert (finding["file"], finding["field"], finding["line"]) == (path, "page 1", 0)
    kept = (tmp_path / "cache/inside.pickle").read_bytes().decode("latin-1")
    for printed in (plain.output, data.output, sarif.read_text(), kept):
        assert "byszko" not in printed
