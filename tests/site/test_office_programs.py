"""Files that an office program wrote are looked into rightly, and it opens what was made of them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from learning_loop.attachments.looking import look_into
from tests.planted.files import SECRET, holds

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"), ("presentation", "presentation"), ("meta", "meta"))
)  # fmt: skip
_MORE = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_META = f"<office:meta><dc:creator>{SECRET}</dc:creator><meta:initial-creator>{SECRET}</meta:initial-creator><dc:title>{SECRET}</dc:title></office:meta>"


def document(kind: str, styles: str, body: str) -> str:
    """Give a flat OpenDocument file."""
    inside = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}[kind]
    return (
        f'<?xml version="1.0"?><office:document {_NAMES} {_MORE} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        f"{_META}<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{inside}>{body}</office:{inside}></office:body></office:document>"
    )


TEXT_STYLES = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style><style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
TRACKED = f'<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>{SECRET}</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info><text:p>gone words</text:p></text:deletion></text:changed-region></text:tracked-changes>'
REMARK = f"<office:annotation><dc:creator>{SECRET}</dc:creator><text:p>{SECRET}</text:p></office:annotation>"

SOURCES = {
    "plain.fodt": document("text", "", '<text:h text:outline-level="1">A briefing</text:h><text:p>Words for everybody.</text:p>'),
    "planted.fodt": document(
        "text",
        TEXT_STYLES,
        f'{TRACKED}<text:p>Words<text:change text:change-id="c1"/> for everybody.{REMARK}</text:p><text:p><text:span text:style-name="H">{SECRET}</text:span></text:p><text:p><text:span text:style-name="W">{SECRET}</text:span></text:p>',
    ),
    "planted.fods": document(
        "spreadsheet",
        '<style:style style:name="T" style:family="table"><style:table-properties table:display="false"/></style:style>',
        f'<table:table table:name="Shown"><table:table-row><table:table-cell>{REMARK}<text:p>Count</text:p></table:table-cell></table:table-row><table:table-row table:visibility="collapse"><table:table-cell><text:p>{SECRET}</text:p></table:table-cell></table:table-row></table:table>'
        f'<table:table table:name="Hidden" table:style-name="T"><table:table-row><table:table-cell><text:p>{SECRET}</text:p></table:table-cell></table:table-row></table:table>',
    ),
    "planted.fodp": document(
        "presentation",
        '<style:style style:name="D" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>',
        '<draw:page draw:name="One"><draw:frame svg:width="9cm" svg:height="3cm" svg:x="1cm" svg:y="1cm"><draw:text-box><text:p>Words on a slide</text:p></draw:text-box></draw:frame>'
        f'<presentation:notes><draw:frame presentation:class="notes" svg:width="9cm" svg:height="3cm" svg:x="1cm" svg:y="9cm"><draw:text-box><text:p>{SECRET}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>'
        '<draw:page draw:name="Two" draw:style-name="D"><draw:frame svg:width="9cm" svg:height="3cm" svg:x="1cm" svg:y="1cm"><draw:text-box><text:p>Not shown</text:p></draw:text-box></draw:frame></draw:page>',
    ),
}  # fmt: skip


def convert(folder: Path, to: str, *files: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", str(folder / "out"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with files as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("office")
    for name, text in SOURCES.items():
        (folder / name).write_text(text, encoding="utf-8")
    convert(folder, "docx", folder / "plain.fodt", folder / "planted.fodt")
    convert(folder, "xlsx", folder / "planted.fods")
    convert(folder, "pptx", folder / "planted.fodp")
    convert(folder, "pdf", folder / "plain.fodt")
    return folder


def rules(file: Path) -> dict[str, int]:
    return {one.rule: one.times for one in look_into(file.read_bytes(), file.suffix[1:], "A title").findings}


def test_a_plain_document_passes_as_word_and_as_pdf(written: Path) -> None:
    assert set(rules(written / "out/plain.docx")) <= {"about", "leftovers", "personal"}
    assert set(rules(written / "out/plain.pdf")) <= {"about", "metadata"}


def test_what_was_planted_with_the_program_is_found(written: Path) -> None:
    found = rules(written / "out/planted.docx")
    assert (found["tracked-changes"], found["comments"], found["hidden-text"]) == (1, 1, 38)
    found = rules(written / "out/planted.xlsx")
    assert (found["hidden-sheets"], found["hidden-rows"], found["comments"]) == (1, 1, 1)
    found = rules(written / "out/planted.pptx")
    assert (found["hidden-slides"], found["notes"]) == (1, 1)


def test_the_program_opens_what_was_made_and_it_says_what_it_said(written: Path) -> None:
    (written / "clean").mkdir()
    for name in ("plain.docx", "planted.docx", "planted.xlsx", "planted.pptx"):
        clean = look_into((written / "out" / name).read_bytes(), name.rpartition(".")[2], "A title").clean
        assert clean is not None
        (written / "clean" / name).write_bytes(clean)
    convert(written, "txt:Text", written / "clean/plain.docx")
    assert (written / "out/plain.txt").read_text(
        encoding="utf-8-sig"
    ).split() == "A briefing Words for everybody.".split()
    for name, words in (
        ("planted.docx", "for everybody."),
        ("planted.xlsx", "Count"),
        ("planted.pptx", "Words on a slide"),
    ):
        (written / "out/planted.pdf").unlink(missing_ok=True)
        convert(written, "pdf", written / "clean" / name)
        again = look_into((written / "out/planted.pdf").read_bytes(), "pdf", "A title")
        assert words in " ".join(piece.text for piece in again.pieces)


def test_the_author_and_the_remarks_of_the_program_are_gone(written: Path) -> None:
    for name in ("planted.docx", "planted.pptx"):
        data = (written / "out" / name).read_bytes()
        clean = look_into(data, name.rpartition(".")[2], "A title").clean
        assert clean is not None
        assert holds(data)
        hidden = 2 if name.endswith("docx") else 0
        assert sum(layer.count(SECRET.encode()) for layer in _parts(clean)) == hidden, name


def _parts(data: bytes) -> list[bytes]:

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]
