"""What can be planted in a PDF is found, and what is published has none of it."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from learning_loop.attachments.findings import Looked, Weight
from learning_loop.attachments.looking import look_into
from learning_loop.attachments.rules import RULES
from tests.planted import files as planted
from tests.planted.files import SECRET, TRICKS, VISIBLE, holds, new_pdf, saved


def look(data: bytes) -> Looked:
    return look_into(data, "pdf", "A plan")


def rules(looked: Looked) -> dict[str, int]:
    return {one.rule: one.times for one in looked.findings}


def test_a_plain_pdf_passes_and_keeps_what_it_shows() -> None:
    looked = look(planted.plain_pdf())
    assert (looked.findings, [piece.text for piece in looked.pieces]) == ((), [VISIBLE])
    assert looked.clean is not None
    assert look(looked.clean).clean == looked.clean


@pytest.mark.parametrize("name", TRICKS)
def test_hidden_words_are_found_whatever_the_trick(name: str) -> None:
    looked = look(planted.trick(name))
    letters = sum(sign.isalpha() for sign in SECRET)
    assert [(one.rule, one.places) for one in looked.findings] == [("hidden-text", ("page 1",))]
    assert looked.findings[0].times >= letters * 0.7
    assert RULES["hidden-text"].weight is Weight.STOP


@pytest.mark.parametrize("make", [planted.text_under_a_picture, planted.text_in_a_form, planted.hidden_layer])
def test_hidden_words_are_found_in_pictures_forms_and_layers(make: object) -> None:
    assert rules(look(make()))["hidden-text"] >= 18  # type: ignore[operator]


def test_a_layer_that_is_off_is_found_and_one_that_is_always_on_is_none() -> None:
    assert rules(look(planted.hidden_layer()))["hidden-layers"] == 1
    pdf = pikepdf.open(io.BytesIO(planted.hidden_layer()))
    del pdf.Root["/OCProperties"]["/D"]["/OFF"]
    assert "hidden-layers" not in rules(look(saved(pdf)))


def test_a_box_over_a_scan_is_found_and_the_scan_is_told_of() -> None:
    assert rules(look(planted.box_over_a_scan())) == {"covered-picture": 1, "unread": 1}


@pytest.mark.parametrize(
    "content",
    [
        "0 0 0.5 rg 50 650 300 90 re f 1 g BT /F1 12 Tf 72 700 Td (White on blue) Tj ET",
        "BT /F1 5 Tf 72 700 Td (A note in small print 1 2 3) Tj ET",
        "BT /F1 12 Tf 72 700 Td (Bold) Tj ET BT /F1 12 Tf 72.3 700 Td (Bold) Tj ET",
        "0.6 g BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (A mark across) Tj ET 0 g BT /F1 12 Tf 72 160 Td (Words that cross it) Tj ET",
        "BT /F1 12 Tf 0 1 -1 0 300 300 Tm (Upright words) Tj ET",
        "BT 1 Tr /F1 24 Tf 72 700 Td (Outlines) Tj ET",
    ],
)  # fmt: skip
def test_what_can_be_seen_is_not_called_hidden(content: str) -> None:
    assert rules(look(saved(new_pdf(content)))) == {}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_are_turned_or_cut_are_measured_rightly(turn: int) -> None:
    for name, found in (("white on white", True), ("under a black box", True), ("", False)):
        pdf = new_pdf(TRICKS[name] if name else planted.VISIBLE_LINES)
        pdf.pages[0].obj["/Rotate"] = turn
        pdf.pages[0].obj["/CropBox"] = Array([50, 500, 500, 800])
        assert ("hidden-text" in rules(look(saved(pdf)))) is found, name


def test_words_beside_the_part_of_a_page_that_is_shown_are_found() -> None:
    pdf = new_pdf(TRICKS["white on white"].replace("1 1 1 rg", "0 g"))
    pdf.pages[0].obj["/CropBox"] = Array([50, 650, 500, 800])
    assert rules(look(saved(pdf))) == {"hidden-text": 19}


def fill(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    """Plant the secret wherever a PDF has room beside its pages."""
    page = pdf.pages[0]
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:creator"] = [SECRET]
        meta["pdf:Keywords"] = SECRET
    pdf.docinfo["/Author"] = SECRET
    pdf.docinfo["/Company"] = SECRET
    page.obj["/PieceInfo"] = Dictionary(App=Dictionary(Private=String(SECRET)))
    page.obj["/Metadata"] = pdf.make_stream(SECRET.encode())
    page.obj["/AA"] = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')")))
    page.obj["/Thumb"] = pdf.make_stream(SECRET.encode())
    page.obj["/Secret"] = String(SECRET)
    page.Resources["/XObject"] = Dictionary(
        Unused=pdf.make_stream(SECRET.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    )
    pdf.attachments["notes.txt"] = SECRET.encode()
    pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(SECRET.encode()))
    pdf.Root["/Names"]["/JavaScript"] = Dictionary(
        Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=String(SECRET))])
    )
    pdf.Root["/Anything"] = Dictionary(Else=String(SECRET))
    pdf.Root["/SpiderInfo"] = Dictionary(A=String(SECRET))
    page.Contents.write(page.Contents.read_bytes() + f"\n% {SECRET}\n".encode())
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 9, 9]),
        T=String(SECRET),
        A=Dictionary(S=Name.Launch, F=String(SECRET)),
    )
    page.obj["/Annots"] = Array([pdf.make_indirect(link)])
    pdf.trailer["/Private"] = String(SECRET)
    pdf.make_indirect(String(SECRET))
    return pdf


def test_nothing_that_no_page_shows_survives() -> None:
    data = saved(fill(new_pdf()))
    assert holds(data)
    looked = look(data)
    assert set(rules(looked)) == {
        "about", "metadata", "custom-data", "active-taken-out", "files-taken-out", "thumbnail", "source-notes", "links-taken-out",
    }  # fmt: skip
    assert looked.clean is not None
    assert not holds(looked.clean)
    assert VISIBLE in [piece.text[:13] for piece in looked.pieces]


def test_every_reason_to_stop_or_look_comes_with_what_to_do() -> None:
    assert [name for name, rule in RULES.items() if (rule.weight is not Weight.REMOVED) != bool(rule.cure)] == []


def test_earlier_versions_are_found_and_gone() -> None:
    data = planted.earlier_version()
    assert holds(data)
    looked = look(data)
    assert rules(looked) == {"earlier-versions": 1}
    assert looked.clean is not None
    assert not holds(looked.clean)


def test_a_photograph_in_a_pdf_loses_its_position_and_not_its_pixels() -> None:
    pdf = new_pdf("q 200 0 0 200 50 500 cm /I0 Do Q BT /F1 12 Tf 72 200 Td (Words) Tj ET")
    image = pdf.make_stream(
        planted.jpeg(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=64,
        Height=48,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    pdf.pages[0].Resources["/XObject"] = Dictionary(I0=image)
    looked = look(saved(pdf))
    assert rules(looked) == {"picture-facts": 1, "position": 1}
    assert looked.clean is not None
    assert not holds(looked.clean)
    with pikepdf.open(io.BytesIO(looked.clean)) as clean:
        before = pikepdf.PdfImage(image).as_pil_image().tobytes()
        assert pikepdf.PdfImage(clean.pages[0].Resources.XObject.I0).as_pil_image().tobytes() == before


@pytest.mark.parametrize("kind", ["Text", "FreeText", "Highlight", "Square", "Ink", "Stamp", "Redact"])
def test_marks_and_comments_stop_a_public_pdf(kind: str) -> None:
    pdf = new_pdf()
    mark = Dictionary(
        Type=Name.Annot,
        Subtype=Name("/" + kind),
        Rect=Array([70, 690, 200, 720]),
        Contents=String("A remark"),
        T=String(SECRET),
    )
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(mark)])
    looked = look(saved(pdf))
    assert rules(looked) == {"comments": 1}
    assert looked.clean is not None
    assert not holds(looked.clean)


def test_a_form_may_be_empty_and_not_filled_in() -> None:
    def form(value: str) -> bytes:
        pdf = new_pdf()
        look_of_it = pdf.make_stream(
            f"BT /F1 9 Tf ({value or SECRET}) Tj ET".encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 9, 9]),
        )
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("Name"),
            Rect=Array([70, 600, 200, 620]),
            AP=Dictionary(N=look_of_it),
        )
        if value:
            field["/V"] = String(value)
        kept = pdf.make_indirect(field)
        pdf.pages[0].obj["/Annots"] = Array([kept])
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([kept]))
        return saved(pdf)

    assert rules(look(form(SECRET))) == {"form-values": 1}
    empty = look(form(""))
    assert (rules(empty), empty.clean is not None and holds(empty.clean)) == ({}, False)


@pytest.mark.parametrize("action", [
    Dictionary(S=Name.GoToR, F=String("C:/Users/zebedee/x.pdf")),
    Dictionary(S=Name.URI, URI=String("file:///C:/Users/zebedee/x.pdf")),
    Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
    Dictionary(S=Name.SubmitForm, F=String("https://zebedee.example")),
])  # fmt: skip
def test_links_that_lead_to_computers_are_taken_out(action: Dictionary) -> None:
    pdf = new_pdf()
    pdf.pages[0].obj["/Annots"] = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)]
    )
    looked = look(saved(pdf))
    assert len(looked.findings) == 1
    assert looked.clean is not None
    assert not any(holds(looked.clean, part) for part in ("zebedee", "javascript"))


def test_what_machines_read_aloud_goes_through_the_rules_for_texts() -> None:
    pdf = new_pdf("/Span <</ActualText (Spoken words)>> BDC BT /F1 12 Tf 72 700 Td (Shown) Tj ET EMC")
    pdf.Root["/StructTreeRoot"] = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot, K=pdf.make_indirect(Dictionary(S=Name.Figure, Alt=String("A picture of a door")))
        )
    )
    pdf.pages[0].obj["/Annots"] = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([0, 0, 9, 9]),
                A=Dictionary(S=Name.URI, URI=String("https://marlsea.example/x")),
            )
        ]
    )
    texts = {piece.text for piece in look(saved(pdf)).pieces}
    assert texts >= {"Spoken words", "A picture of a door", "https://marlsea.example/x"}


def test_the_title_is_the_items_and_nothing_else_is_said_of_the_file() -> None:
    clean = look(saved(fill(new_pdf()))).clean
    assert clean is not None
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {"/Title": "A plan"}
        assert "A plan" in pdf.Root.Metadata.read_bytes().decode()


def test_passwords_bundles_and_xfa_are_refused() -> None:
    locked, out = new_pdf(), io.BytesIO()
    locked.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    bundle, xfa = new_pdf(), new_pdf()
    bundle.Root["/Collection"] = Dictionary(View=Name.D)
    xfa.Root["/AcroForm"] = Dictionary(Fields=Array(), XFA=xfa.make_stream(b"<xdp/>"))
    found = [look(data) for data in (out.getvalue(), saved(bundle), saved(xfa))]
    assert [(one.findings[-1].rule, one.clean) for one in found] == [
        ("password", None),
        ("bundle", None),
        ("xfa", None),
    ]


@settings(max_examples=60)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_damaged_pdf_is_refused_or_made_whole_and_never_a_crash(at: int, noise: bytes, cut: bool) -> None:
    data = planted.plain_pdf()
    at %= len(data)
    looked = look(b"%PDF-1.7\n" + (data[:at] if cut else data[:at] + noise + data[at + len(noise) :]))
    assert looked.clean is not None or looked.findings


@settings(max_examples=20)
@given(
    st.text(
        st.characters(codec="latin-1", exclude_characters="()\\", exclude_categories=["Cc"]), min_size=1, max_size=30
    )
)
def test_looking_again_at_what_was_made_finds_nothing_more(text: str) -> None:
    clean = look(planted.plain_pdf(text)).clean
    assert clean is not None
    again = look(clean)
    assert again.clean == clean
