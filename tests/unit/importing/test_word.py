"""Word documents as Word, LibreOffice and Google Docs write them → our Markdown."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_loop.attachments.findings import Refused
from learning_loop.importing.apart import open_apart
from learning_loop.importing.brought import Brought, bring_in
from learning_loop.importing.opening import open_document
from learning_loop.importing.word import prepare
from learning_loop.reading.markdown import render_body
from tests.papers import document, drawing, entry, google_review, note, p, picture, run, table, word_review

MADE = Path(__file__).parents[2] / "papers_made"


def brought(data: bytes, *, fields: bool | None = False) -> Brought:
    return bring_in(open_document(data, "docx", convert=True), fields=fields)


def text_of(body: str) -> str:
    return brought(document(body)).text


@pytest.fixture(scope="module")
def review() -> Brought:
    return brought(word_review(), fields=None)


def test_headings_lists_tables_links_and_notes_are_kept(review: Brought) -> None:
    assert review.title == "Child R: a winter without heating"
    assert "## Introduction\n\nThis is a local child safeguarding practice review about Child R." in review.text
    assert "It has **three** recommendations. ([note 1](#notes))" in review.text
    assert "### Services\n\n- Health visitors\n  - who came monthly\n- Schools\n" in review.text
    assert (
        "| Service | Visits |\n| --- | --- |\n| Health visitors | 12 |\n| Schools \\| early help | daily |"
        in review.text
    )
    assert "[The national guidance](https://guidance.example/a%20%281%29)" in review.text
    assert review.text.endswith("## Notes\n\n1. Working Together, chapter 5.\n")


def test_pictures_have_their_words_or_ask_for_them(review: Brought) -> None:
    assert "![A line that falls from September to March](picture-1.png)" in review.text
    assert "![STILL TO WRITE: what this picture shows](picture-2.jpg)" in review.text
    assert list(review.pictures) == ["picture-1.png", "picture-2.jpg"]
    assert review.attachments[1] == {"file": "picture-2.jpg", "title": "STILL TO WRITE: what the picture is called"}


def test_words_that_a_program_found_for_a_picture_are_no_words_for_it() -> None:
    body = p(drawing("rIdP1", "A picture containing text&#10;&#10;Description automatically generated"))
    made = brought(document(body, pictures={"rIdP1": picture()}))
    assert made.text == "![STILL TO WRITE: what this picture shows](picture-1.png)\n"


def test_a_picture_that_no_browser_shows_is_left_out_and_told() -> None:
    emf = b"\x01\x00\x00\x00" + bytes(60)
    made = brought(document(p("Text.") + p(drawing("rIdP1")), pictures={"rIdP1": emf}))
    assert made.text == "Text.\n"
    assert made.dropped["pictures of a kind that no browser shows"] == 1


def test_nobody_s_name_comment_or_deleted_word_comes_in(review: Brought) -> None:
    everything = f"{review}".lower()
    for word in ("wilhelmina", "serious case review", "is this right", "secret words"):
        assert word not in everything
    assert dict(review.dropped) == {
        "names and dates of who wrote it": 1,
        "custom data": 1,
        "comments": 1,
        "tracked changes": 2,
        "hidden words": 1,
        "lines of a table of contents": 1,
    }


def test_recommendations_and_findings_become_fields(review: Brought) -> None:
    assert [one.title for one in review.recommendations] == [
        "Children’s Services should record what has changed for the child at each visit, by autumn 2027",
        "Schools and the police should tell the health visitor when a home is cold",
    ]
    assert [one.title for one in review.findings] == [
        "We counted visits and not change",
        "The cold was seen by everyone and written down by no one",
    ]
    assert "ecommendation" not in review.text.replace("recommendations. ([note", "")
    assert "findings" not in review.text


def test_a_table_of_actions_becomes_actions(review: Brought) -> None:
    assert review.actions[0] == {
        "recommendation": "1",
        "action": "Add one question to the visit record.",
        "owner": "Children’s Services",
        "due": "30/06/2027",
        "measure": "30 of 40 records answer it",
    }
    assert "Action plan" not in review.text


def test_a_type_without_recommendations_keeps_them_in_its_text() -> None:
    text = brought(word_review(), fields=False).text
    assert "## Recommendations\n\nRecommendation 1: Children’s Services should record" in text


def test_google_docs_writes_headings_as_bold_letters_and_lists_as_numbers_alone() -> None:
    made = brought(google_review())
    assert made.title == "Talking to fathers"
    assert made.text == (
        "## Why it matters\n\nFathers are *often* left out.\n\n## What to do\n\n- Ask who lives there.\n- Write it down.\n\n"
        "- A typed bullet\n- and another\n"
    )


def test_libreoffice_s_own_file_is_read() -> None:
    made = brought((MADE / "libreoffice.docx").read_bytes(), fields=True)
    assert made.title == "Learning from Baby T"
    assert "A midwife new words visited twice ([note 1](#notes))." in made.text
    assert "- The midwife\n- The **family nurse**" in made.text
    assert "| May | 2 |" in made.text
    assert [one.title for one in made.recommendations][1] == "Children’s Services should name one worker by June 2027"
    assert "wilhelmina" not in f"{made}".lower()
    assert made.dropped["comments"] == 1
    assert made.dropped["tracked changes"] == 2


def test_headings_are_brought_into_the_order_of_our_texts() -> None:
    body = (
        p("One", "Heading1") + p("Deep", "Heading4") + p("Two", "Heading1") + p("One", "Heading2") + p("", "Heading2")
    )
    assert text_of(body) == "## One\n\n### Deep\n\n## Two\n\n### One (2)\n"


def test_cells_that_were_merged_say_what_they_said() -> None:
    down = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("Schools")}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Nobody")}</w:tc>'
    rows = table(("Who", "When"), (down, "May"), (below, "June"), (wide,))
    assert text_of(rows).splitlines()[2:] == ["| Schools | May |", "| Schools | June |", "| Nobody |  |"]


def test_a_deleted_paragraph_end_joins_two_paragraphs_and_a_deleted_row_is_gone() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
    gone = f'<w:tr><w:trPr><w:del w:id="2" w:author="A"/></w:trPr><w:tc>{p("old")}</w:tc><w:tc>{p("old")}</w:tc></w:tr>'
    rows = table(("Who", "When"), ("Schools", "May")).replace("</w:tbl>", f"{gone}</w:tbl>")
    assert text_of(p(run("One "), properties=mark) + p("sentence.") + rows).startswith("One sentence.\n\n| Who")
    assert "old" not in text_of(rows)


def test_a_list_goes_on_with_its_number_and_its_letters() -> None:
    body = entry("First") + entry("inner", 1, 1) + entry("Second")
    assert text_of(body) == "1. First\n   1. inner\n2. Second\n"


@pytest.mark.parametrize(
    ("data", "suffix", "rule"),
    [
        (word_review()[:900], "docx", "broken"),
        (b"PK\x03\x04nothing", "docx", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "docx", "kind-old-office"),
        (document(p("A"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "docx", "macros"),
        (document(p("A"), extra={"word/vbaProject.bin": b"program"}), "docx", "macros"),
        (word_review(), "pdf", "name-differs"),
        (b"Only words", "docx", "name-differs"),
        (b"%PDF-1.7 nothing", "pdf", "broken"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_its_rule(data: bytes, suffix: str, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        open_document(data, suffix, convert=True)
    assert refused.value.rule == rule


def test_an_entity_and_a_bomb_are_refused() -> None:
    def with_document(xml: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(word_review())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, xml if name == "word/document.xml" else old.read(name))
        return out.getvalue()

    entity = b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    for data, rule in ((with_document(entity), "broken"), (with_document(b"0" * 30_000_000), "unpacks-too-large")):
        with pytest.raises(Refused) as refused:
            open_document(data, "docx", convert=True)
        assert refused.value.rule == rule


def test_the_process_apart_gives_the_same(review: Brought, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning_loop.importing.apart.find_pandoc", lambda: "")
    assert bring_in(open_apart(word_review(), "docx"), fields=None) == review
    with pytest.raises(Refused) as refused:
        open_apart(word_review()[:900], "docx")
    assert refused.value.rule == "broken"


def test_pandoc_where_there_is_one_is_kept_to_its_input_and_gives_the_same_text(
    review: Brought, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pandoc = tmp_path / "pandoc"
    # it says what pandoc 3.9 said of the same document, if it may read nothing else
    pandoc.write_text(
        f"#!/bin/sh\n[ $1 = --version ] && echo pandoc 3.9 && exit\n[ $1 = --sandbox ] && /bin/cat {MADE / 'pandoc.html'} && /bin/cat > {tmp_path / 'given'}\n"
    )
    pandoc.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    made = bring_in(open_apart(word_review(), "docx"), fields=None)
    assert made == review
    assert (tmp_path / "given").read_bytes().startswith(b"PK")
    assert b"Wilhelmina" not in (tmp_path / "given").read_bytes()


@pytest.mark.parametrize("version", ["3.9", "2.9"])
def test_a_pandoc_that_fails_or_is_too_old_is_done_without(
    review: Brought, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    pandoc = tmp_path / "pandoc"
    pandoc.write_text(f"#!/bin/sh\n[ $1 = --version ] && echo pandoc {version} && exit\nexit 3\n")
    pandoc.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert bring_in(open_apart(word_review(), "docx"), fields=None) == review


def test_a_link_after_an_exclamation_is_no_picture_and_colons_of_two_runs_no_directive() -> None:
    link = f'<w:hyperlink r:id="rIdL">{run("here")}</w:hyperlink>'
    body = p(run("Look!") + link) + p(run("::") + run(": professional"))
    made = brought(document(body, links={"rIdL": "https://x.example/a_(b)"}))
    assert made.text == "Look\\![here](https://x.example/a_%28b%29)\n\n: professional\n"


@given(
    st.lists(
        st.text(st.sampled_from("ab1 ’'\"#*-_`[]()<>:&\\|!~{}+=.,/\t"), min_size=1, max_size=30), min_size=1, max_size=4
    )
)
def test_whatever_is_written_means_itself_and_is_no_fault_in_our_texts(words: list[str]) -> None:
    body = (
        "".join(p(run(text)) for text in words)
        + entry(words[0])
        + table(("A", words[0]), ("b", words[-1]))
        + p(words[-1] + "z", "Heading1")
    )
    text = text_of(body)
    rendered = render_body(text, path="pages/a.md", line_offset=0)
    assert rendered.problems == []
    assert not rendered.links


def test_a_title_may_stand_alone_under_the_name_of_a_partnership() -> None:
    body = p("Marlsea Partnership") + p("Child R: cold", "Heading1") + p("Part 1", "Heading1") + p("Words.")
    made = brought(document(body))
    assert (made.title, made.text) == ("Child R: cold", "Marlsea Partnership\n\n## Part 1\n\nWords.\n")
    assert brought(document(p("Contents", "Heading1") + p("Part 1", "Heading1") + p("Words."))).title == ""


def test_a_frame_around_a_text_is_no_table() -> None:
    body = table((f"<w:tc><w:tcPr/>{p('What the school did')}{entry('It asked.', 2)}</w:tc>",))
    assert text_of(body) == "What the school did\n\n- It asked.\n"


def test_a_heading_is_the_title_of_its_finding_and_unknown_columns_are_told() -> None:
    body = p("Finding 1: Nobody asked", "Heading2") + p("We saw three schools. It made sense.")
    body = p("Child R", "Title") + body + table(("Action", "Owner", "RAG"), ("Ask", "Police", "Red"))
    made = brought(document(body), fields=None)
    assert [(one.title, one.text) for one in made.findings] == [
        ("Nobody asked", "We saw three schools. It made sense.")
    ]
    assert made.dropped["the column 'RAG' of a table of actions"] == 1


def test_the_words_of_a_text_box_stand_once_behind_what_they_hang_on() -> None:
    inner = f"<w:txbxContent>{p('Nobody asked me.')}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(p(run("Before.") + both) + p("After.")) == "Before.\n\nNobody asked me.\n\nAfter.\n"


def test_no_cell_is_lost_where_a_table_does_not_say_how_wide_it_is() -> None:
    prepared = prepare(document(table(("A", "B", "C"), ("1", "2", "3")))).data
    with zipfile.ZipFile(io.BytesIO(prepared)) as archive:
        assert archive.read("word/document.xml").count(b"<w:gridCol ") == 3


def test_a_file_without_a_word_is_an_empty_text() -> None:
    for body in ("", p("")):
        for fields in (True, False, None):
            assert brought(document(body), fields=fields).text.strip() == ""


def test_the_heading_of_the_notes_is_no_title() -> None:
    made = brought(document(p(run("Short.") + note(1)), footnotes={1: "Working Together."}))
    assert made.title == ""
    assert made.text == "Short. ([note 1](#notes))\n\n## Notes\n\n1. Working Together.\n"


def test_the_notes_of_the_program_keep_apart_from_a_part_that_is_called_so() -> None:
    body = p("A title", "Title") + p("Notes", "Heading1") + p(run("Of the meeting.") + note(1))
    text = brought(document(body, footnotes={1: "In May."})).text
    assert text == "## Notes\n\nOf the meeting. ([note 1](#footnotes))\n\n## Footnotes\n\n1. In May.\n"


def test_a_picture_that_the_file_only_names_is_left_out_and_told() -> None:
    linked = drawing("rId99").replace("r:embed", "r:link")
    old = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="rId98"/></v:shape></w:pict></w:r>'
    made = brought(document(p("Text.") + p(linked) + p(drawing("rId97")) + p(old)))
    assert made.text == "Text.\n"
    assert made.dropped["pictures that are only linked"] == 3


def test_a_picture_that_is_linked_and_in_the_file_too_stays() -> None:
    both = drawing("rIdP1", "A line").replace("<a:blip ", '<a:blip r:link="rId99" ')
    assert brought(document(p(both), pictures={"rIdP1": picture()})).text == "![A line](picture-1.png)\n"


def test_a_link_to_nowhere_leaves_its_words() -> None:
    body = p(f'<w:hyperlink r:id="rId99">{run("the guidance")}</w:hyperlink>')
    assert text_of(body) == "the guidance\n"


def test_what_word_counts_by_itself_stays_in_the_text() -> None:
    number = f'<w:fldSimple w:instr=" SEQ Figure \\* ARABIC ">{run("1")}</w:fldSimple>'
    assert text_of(p(run("Figure ") + number + run(". Visits by month"))) == "Figure 1. Visits by month\n"
