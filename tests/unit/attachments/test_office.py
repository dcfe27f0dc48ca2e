"""What can be planted in Word, Excel and PowerPoint files is found, and what is published has none of it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_loop.attachments.findings import Looked
from learning_loop.attachments.looking import look_into
from tests.planted import files as planted
from tests.planted.files import SECRET, holds
from tests.planted.office import W, cell, package, run, shape, slides, word, workbook

COMMENTS = (
    f"<w:comments {W}><w:comment w:author='{SECRET}'><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:comment></w:comments>"
)
INSIDE = "<w:tbl><w:tblPr>{style}</w:tblPr><w:tr><w:tc><w:tcPr>{cell}</w:tcPr>{text}</w:tc></w:tr></w:tbl>"
WHITE = '<w:color w:val="FFFFFF"/>'
FILLED = '<a:solidFill><a:srgbClr val="112233"/></a:solidFill>'


def look(data: bytes, suffix: str = "docx") -> Looked:
    return look_into(data, suffix, "A title")


def rules(looked: Looked) -> dict[str, int]:
    return {one.rule: one.times for one in looked.findings}


def texts(looked: Looked) -> dict[str, str]:
    return {piece.place: piece.text for piece in looked.pieces}


@pytest.mark.parametrize(
    ("data", "suffix"),
    [(word(""), "docx"), (workbook(f'<row r="1">{cell("One")}</row>'), "xlsx"), (slides(""), "pptx")],
)
def test_a_plain_file_passes_and_is_made_anew_the_same_each_time(data: bytes, suffix: str) -> None:
    looked = look(data, suffix)
    assert looked.findings == ()
    assert looked.clean is not None
    assert look(data, suffix).clean == looked.clean
    again = look(looked.clean, suffix)
    assert (again.clean, rules(again)) == (looked.clean, {"about": 1})


@pytest.mark.parametrize(
    "hidden",
    [
        run(SECRET, "<w:vanish/>"),
        run(SECRET, '<w:rStyle w:val="Secret"/>'),
        f'<w:p><w:pPr><w:pStyle w:val="Below"/></w:pPr><w:r><w:t>{SECRET}</w:t></w:r></w:p>',
        run(SECRET, WHITE),
        run(SECRET, '<w:color w:val="auto" w:themeColor="background1"/>'),
        run(SECRET, '<w:sz w:val="2"/>'),
        run(SECRET, '<w:highlight w:val="black"/>'),
        run(SECRET, '<w:shd w:val="clear" w:fill="000000"/><w:color w:val="000000"/>'),
        INSIDE.format(style='<w:tblStyle w:val="Grid"/>', cell="", text=run(SECRET, WHITE)),
        INSIDE.format(style="", cell='<w:shd w:val="clear" w:fill="1F3864"/>', text=run(SECRET, '<w:color w:val="1F3864"/>')),
    ],
)  # fmt: skip
def test_words_that_nobody_sees_in_word_are_found(hidden: str) -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        f'<w:style w:styleId="Below"><w:basedOn w:val="Secret"/></w:style><w:style w:styleId="Grid"/></w:styles>'
    )
    looked = look(word(hidden, {"word/styles.xml": styles}, {"rId9": ("styles", "word/styles.xml")}))
    assert rules(looked) == {"hidden-text": sum(sign.isalpha() for sign in SECRET)}


@pytest.mark.parametrize(
    "shown",
    [
        run("Shown", '<w:vanish w:val="0"/>'),
        INSIDE.format(style="", cell='<w:shd w:val="clear" w:fill="1F3864"/>', text=run("Head", WHITE)),
        INSIDE.format(style='<w:tblStyle w:val="Dark"/>', cell="", text=run("Head", WHITE)),
        run("Marked", '<w:highlight w:val="yellow"/>'),
        run("White on blue", '<w:shd w:val="clear" w:fill="1F3864"/>' + WHITE),
    ],
)  # fmt: skip
def test_white_words_on_a_dark_ground_are_not_called_hidden(shown: str) -> None:
    styles = f'<w:styles {W}><w:style w:styleId="Dark"><w:tblStylePr><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style></w:styles>'
    assert rules(look(word(shown, {"word/styles.xml": styles}, {"rId9": ("styles", "word/styles.xml")}))) == {}


def test_tracked_changes_stop_a_public_document_and_lose_their_authors() -> None:
    body = f'<w:p><w:ins w:author="{SECRET}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:author="{SECRET}"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
    looked = look(word(body))
    assert rules(looked) == {"tracked-changes": 2}
    assert looked.clean is not None
    assert not holds(looked.clean)
    assert texts(looked)["paragraph 2"] == "newold"


def test_comments_are_found_and_gone() -> None:
    body = '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Words</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    looked = look(word(body, {"word/comments.xml": COMMENTS}, {"rId3": ("comments", "word/comments.xml")}))
    assert rules(looked) == {"comments": 1}
    assert looked.clean is not None
    assert not holds(looked.clean)
    assert not holds(looked.clean, "commentR")


def test_nothing_that_no_page_of_word_shows_survives() -> None:
    settings_part = f'<w:settings {W}><w:rsids><w:rsid w:val="00AA"/></w:rsids><w:docVars><w:docVar w:name="x" w:val="{SECRET}"/></w:docVars><w:attachedTemplate r:id="rId1"/><w:zoom w:percent="100"/></w:settings>'
    extra = {
        "word/settings.xml": settings_part,
        "customXml/item1.xml": f"<x>{SECRET}</x>",
        "docProps/app.xml": f"<Properties><Company>{SECRET}</Company></Properties>",
        "docProps/core.xml": f"<coreProperties><creator>{SECRET}</creator></coreProperties>",
        "docProps/custom.xml": f"<Properties><x>{SECRET}</x></Properties>",
        "docProps/thumbnail.jpeg": planted.jpeg(),
        "word/people.xml": f"<w:people {W}><x>{SECRET}</x></w:people>",
        "word/glossary/document.xml": f"<w:glossaryDocument {W}>{SECRET}</w:glossaryDocument>",
        "word/lost.xml": f"<x>{SECRET}</x>",
        "word/lost.bin": SECRET.encode(),
        "word/media/a.jpg": planted.jpeg(),
    }
    pointers = {
        "rId3": ("settings", "word/settings.xml"), "rId4": ("customXml", "customXml/item1.xml"), "rId5": ("people", "word/people.xml"),
        "rId6": ("glossaryDocument", "word/glossary/document.xml"), "rId7": ("image", "word/media/a.jpg"),
    }  # fmt: skip
    body = (
        f'<!-- {SECRET} --><w:p w:rsidR="00AA"><w:r><w:drawing><wp:inline><wp:docPr id="1" name="{SECRET}.jpg" descr="A door"/><a:blip r:embed="rId7"/></wp:inline></w:drawing></w:r></w:p>'
        f"<w:sdt><w:sdtPr><w:dataBinding w:xpath='/{SECRET.replace(' ', '')}'/></w:sdtPr></w:sdt><w:p><w:r><w:fldChar><w:fldData>AAAA</w:fldData></w:fldChar></w:r></w:p>"
    )
    roots = {
        "rId2": ("core-properties", "docProps/core.xml"),
        "rId3": ("extended-properties", "docProps/app.xml"),
        "rId4": ("custom-properties", "docProps/custom.xml"),
        "rId5": ("thumbnail", "docProps/thumbnail.jpeg"),
    }
    data = word(body, extra, pointers, roots=roots)
    assert holds(data)
    looked = look(data)
    assert set(rules(looked)) == {
        "about",
        "custom-data",
        "thumbnail",
        "personal",
        "leftovers",
        "source-notes",
        "position",
        "picture-facts",
        "trailing",
    }
    assert looked.clean is not None
    assert not holds(looked.clean)
    assert not holds(looked.clean, "rsid")
    assert texts(looked)["alternative text"] == "A door"
    with zipfile.ZipFile(io.BytesIO(looked.clean)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "word/media/a.jpg" in archive.namelist()


def test_words_of_every_story_are_read_with_their_places() -> None:
    extra = {
        "word/header1.xml": f"<w:hdr {W}>{run('At the top')}</w:hdr>",
        "word/footnotes.xml": f"<w:footnotes {W}>{run('A note')}</w:footnotes>",
    }
    found = look(
        word(
            run("Second"),
            extra,
            {
                "rId3": ("header", "word/header1.xml"),
                "rId4": ("footnotes", "word/footnotes.xml"),
                "rId5": ("hyperlink", "https://marlsea.example/"),
            },
        )
    )
    assert texts(found) == {
        "paragraph 1": "Visible words",
        "paragraph 2": "Second",
        "header": "At the top",
        "footnotes": "A note",
        "links": "https://marlsea.example/",
    }


@pytest.mark.parametrize(
    ("kind", "target", "rule"),
    [
        ("vbaProject", "word/vbaProject.bin", "macros"),
        ("control", "word/activeX/activeX1.xml", "macros"),
        ("oleObject", "word/embeddings/a.bin", "objects"),
        ("package", "word/embeddings/a.xlsx", "objects"),
        ("aFChunk", "word/chunk.html", "objects"),
        ("image", "word/media/a.emf", "metafile"),
        ("video", "word/media/a.mp4", "media"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_clean_is_refused(kind: str, target: str, rule: str) -> None:
    looked = look(
        word("", {target: b"<x/>" if target.endswith("xml") else b"\0" + SECRET.encode()}, {"rId3": (kind, target)})
    )
    assert (looked.findings[-1].rule, looked.clean) == (rule, None)


def test_the_strict_form_is_refused_with_its_own_words() -> None:
    strict = "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'/>"
    assert rules(look(package({"word/document.xml": strict}))) == {"kind-strict": 1}


def test_links_to_files_of_somebodys_computer_stop_a_public_document() -> None:
    body = '<w:p><w:hyperlink r:id="rId3"><w:r><w:t>Our folder</w:t></w:r></w:hyperlink></w:p>'
    looked = look(word(body, None, {"rId3": ("hyperlink", f"file:///C:/Users/{SECRET.replace(' ', '')}/x.docx")}))
    assert rules(looked) == {"outside-files": 1}
    assert looked.clean is not None
    assert (holds(looked.clean, SECRET.replace(" ", "")), texts(looked)["paragraph 2"]) == (False, "Our folder")


def test_a_chart_loses_the_workbook_behind_it() -> None:
    chart = '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:v>Autumn</c:v><c:externalData r:id="rId1"/></c:chartSpace>'
    parts = {
        "word/document.xml": f"<w:document {W}><w:body/></w:document>",
        "word/charts/chart1.xml": chart,
        "word/embeddings/a.xlsx": workbook(f'<row r="1">{cell(SECRET)}</row>'),
    }
    looked = look(
        package(
            parts,
            {
                "word/document.xml": {"rId1": ("chart", "word/charts/chart1.xml")},
                "word/charts/chart1.xml": {"rId1": ("package", "word/embeddings/a.xlsx")},
            },
        )
    )
    assert rules(looked) == {"chart-workbook": 1}
    assert looked.clean is not None
    assert (holds(looked.clean), holds(looked.clean, "externalData"), texts(looked)) == (
        False,
        False,
        {"charts and diagrams": "Autumn"},
    )


def test_hidden_parts_of_a_workbook_are_found() -> None:
    rows = f'<row r="1">{cell("One")}</row><row r="2" hidden="1">{cell("Two", "A2")}</row><row r="3" ht="0.1">{cell("Three", "A3")}</row>'
    columns = '<cols><col min="2" max="4" width="9" hidden="1"/><col min="5" max="5" width="0.1"/></cols>'
    names = '<definedNames><definedName name="x" hidden="1">Figures!$A$1</definedName></definedNames>'
    looked = look(workbook(rows, sheet=columns, state=' state="veryHidden"', names=names), "xlsx")
    assert rules(looked) == {"hidden-rows": 2, "hidden-columns": 4, "hidden-sheets": 1, "hidden-names": 1}
    assert next(one.places for one in looked.findings if one.rule == "hidden-sheets") == ("sheet 2",)


def test_cells_that_show_nothing_are_found() -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>'
        '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF112233"/></patternFill></fill></fills>'
        '<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="164" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/><xf numFmtId="0" fontId="1" fillId="1"/></cellXfs></styleSheet>'
    )
    rows = "".join(f'<row r="{n}">{cell("abcd", f"A{n}", n - 1)}</row>' for n in range(1, 5))
    looked = look(workbook(rows, {"xl/styles.xml": styles}, {"rId3": ("styles", "xl/styles.xml")}), "xlsx")
    assert [(one.rule, one.times, one.places) for one in looked.findings] == [
        ("hidden-text", 8, ("sheet 1!A2", "sheet 1!A3"))
    ]
    assert texts(looked)["sheet 1!A4"] == "abcd"


def test_what_other_workbooks_and_earlier_entries_left_is_gone() -> None:
    shared = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Kept</t></si><si><t>{SECRET}</t></si></sst>'
    extra = {
        "xl/sharedStrings.xml": shared, "xl/externalLinks/externalLink1.xml": f"<x>{SECRET}</x>", "xl/pivotCache/p1.xml": f"<x>{SECRET}</x>",
        "xl/connections.xml": f"<x>{SECRET}</x>", "xl/comments1.xml": f"<comments><comment>{SECRET}</comment></comments>", "xl/calcChain.xml": "<x/>",
        "xl/persons/person.xml": f"<x>{SECRET}</x>", "xl/printer.bin": SECRET.encode(), "xl/revisions/h.xml": f"<x>{SECRET}</x>",
    }  # fmt: skip
    pointers = {
        "rId3": ("sharedStrings", "xl/sharedStrings.xml"), "rId4": ("externalLink", "xl/externalLinks/externalLink1.xml"), "rId5": ("pivotCacheDefinition", "xl/pivotCache/p1.xml"),
        "rId6": ("connections", "xl/connections.xml"), "rId7": ("calcChain", "xl/calcChain.xml"), "rId8": ("person", "xl/persons/person.xml"), "rId9": ("revisionHeaders", "xl/revisions/h.xml"),
    }  # fmt: skip
    of_sheet = {"rId1": ("comments", "xl/comments1.xml"), "rId2": ("printerSettings", "xl/printer.bin")}
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>[1]Sheet1!A1</f><v>7</v></c></row>'
    looked = look(workbook(rows, extra, pointers, of_sheet=of_sheet), "xlsx")
    assert rules(looked) == {
        "comments": 1,
        "leftovers": 2,
        "outside-data": 3,
        "personal": 1,
        "pivot": 1,
        "printer": 1,
        "revision-log": 1,
    }
    assert looked.clean is not None
    assert not holds(looked.clean)
    assert (texts(looked)["sheet 1!A1"], texts(looked)["sheet 1!B1"], texts(looked)["name of sheet 1"]) == (
        "Kept",
        "7",
        "Figures",
    )


def test_what_a_presentation_hides_is_found() -> None:
    notes_page = f'<p:notes xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree>{shape(SECRET)}</p:spTree></p:cSld></p:notes>'
    extra = {
        "ppt/notesSlides/n1.xml": notes_page,
        "ppt/comments/c1.xml": f"<cmLst><cm>{SECRET}</cm></cmLst>",
        "ppt/authors.xml": f"<x>{SECRET}</x>",
    }
    of_slide = {"rId2": ("notesSlide", "ppt/notesSlides/n1.xml"), "rId3": ("comments", "ppt/comments/c1.xml")}
    inside = [
        shape("Beside", left=20_000_000), shape("Gone", about=' hidden="1"', top=4_000_000), shape("Beneath", top=2_000_000), shape("", top=2_000_000, fill=FILLED),
        shape("Tiny", top=3_000_000, look=' sz="100"'),
    ]  # fmt: skip
    looked = look(
        slides("".join(inside), ' show="0"', extra, of_slide, {"rId2": ("authors", "ppt/authors.xml")}), "pptx"
    )
    assert rules(looked) == {
        "hidden-slides": 1,
        "notes": 1,
        "comments": 1,
        "off-slide": 1,
        "hidden-shapes": 1,
        "covered-shapes": 1,
        "hidden-text": 4,
        "personal": 1,
    }
    assert looked.clean is not None
    assert not holds(looked.clean)


def test_words_on_a_filled_shape_are_not_called_covered() -> None:
    assert (
        rules(look(slides(shape("A box", top=2_000_000, fill=FILLED) + shape("Words upon it", top=2_000_000)), "pptx"))
        == {}
    )


@pytest.mark.parametrize("suffix", ["docx", "pptx"])
def test_cropped_pictures_stop_a_public_file(suffix: str) -> None:
    crop = '<a:srcRect r="30000"/>'
    data = (
        word(f"<w:p><w:r><w:drawing>{crop}</w:drawing></w:r></w:p>")
        if suffix == "docx"
        else slides(f"<p:pic>{crop}</p:pic>")
    )
    assert rules(look(data, suffix)) == {"cropped": 1}


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "<a" + "><a" * 5_000 + ">",
        "not xml",
    ],
)  # fmt: skip
def test_traps_in_xml_are_refused(part: str) -> None:
    assert look(word("", {"word/styles.xml": part}, {"rId3": ("styles", "word/styles.xml")})).clean is None


def test_a_bomb_in_a_zip_is_refused_before_it_opens() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"\0" * 60_000_000)
    assert look(bomb.getvalue()).findings[-1].rule == "unpacks-too-large"


@settings(max_examples=40)
@given(st.integers(0, 100_000), st.binary(min_size=1, max_size=30), st.sampled_from(["docx", "xlsx", "pptx"]))
def test_a_damaged_office_file_is_refused_or_made_whole_and_never_a_crash(at: int, noise: bytes, suffix: str) -> None:
    data = {
        "docx": word(run("More")),
        "xlsx": workbook(f'<row r="1">{cell("One")}</row>'),
        "pptx": slides(shape("More")),
    }[suffix]
    at %= len(data)
    looked = look(data[:at] + noise + data[at + len(noise) :], suffix)
    assert looked.clean is not None or looked.findings


def test_a_day_in_a_workbook_is_read_as_the_day_that_it_shows() -> None:
    styles = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="0.0&quot;dm&quot;"/></numFmts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
    cells = "".join(f'<c r="A{row}" s="{row - 1}"><v>43536</v></c>' for row in range(1, 5))
    looked = look(
        workbook(f"<row>{cells}</row>", {"xl/styles.xml": styles}, {"rId9": ("styles", "xl/styles.xml")}), "xlsx"
    )
    days = [texts(looked)[f"sheet 1!A{row}"] for row in range(1, 5)]
    assert days == ["43536", "2019-03-12", "2019-03-12", "43536"]
