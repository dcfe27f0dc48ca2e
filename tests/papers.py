"""Documents for tests, written in the markup that Word and Google Docs write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def picture(kind: str = "PNG") -> bytes:
    """Give a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (12, 8), (30, 90, 140)).save(out, kind)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """Give a run of letters."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def p(content: str, style: str = "", properties: str = "") -> str:
    """Give a paragraph; text without markup becomes a run."""
    inner = content if content.startswith("<w:") else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    about = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{about}{inner}</w:p>"


def entry(text: str, number: int = 1, level: int = 0, style: str = "ListParagraph") -> str:
    """Give an entry of a list: 1 has numbers, 2 has bullets."""
    return p(text, style, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    """Give a table, its first row as its head."""
    made = []
    for number, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
        cells = "".join(cell if cell.startswith("<w:tc>") else f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row)
        made.append(f"<w:tr>{head}{cells}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(made)}</w:tbl>"


def drawing(relation: str, alt: str = "") -> str:
    """Give a picture in a line."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="100" cy="100"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def note(number: int) -> str:
    """Give the sign of a footnote."""
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{number}"><w:name w:val="{name}"/>{more}</w:style>'
    for number, name, more in (
        ("Normal", "Normal", ""),
        ("Title", "Title", ""),
        ("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("Heading2", "heading 2", '<w:basedOn w:val="Normal"/>'),
        ("Heading4", "heading 4", ""),
        ("Kapitel", "Board heading", '<w:basedOn w:val="Heading1"/>'),
        ("ListParagraph", "List Paragraph", ""),
        ("TOC1", "toc 1", ""),
    )
)


def _level(level: int, form: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_level(0, "decimal", "%1.")}{_level(1, "lowerLetter", "%2)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{_level(0, "bullet", "●")}{_level(1, "bullet", "○")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator>Wilhelmina Secret</dc:creator></cp:coreProperties>"
)


def document(
    body: str,
    *,
    styles: str = STYLES,
    footnotes: Mapping[int, str] | None = None,
    comments: str = "",
    pictures: Mapping[str, bytes] | None = None,
    links: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes] | None = None,
    main_type: str = f"{_MAIN}.document.main+xml",
) -> bytes:
    """Give a .docx file. ``pictures`` and ``links`` are by their relations."""
    parts: dict[str, bytes] = {}
    relations = [("rIdS", "styles", "styles.xml", ""), ("rIdN", "numbering", "numbering.xml", "")]
    parts["word/document.xml"] = _xml("document", f"<w:body>{body}<w:sectPr/></w:body>")
    parts["word/styles.xml"] = _xml("styles", styles)
    parts["word/numbering.xml"] = _xml("numbering", NUMBERING)
    if footnotes:
        inner = "".join(f'<w:footnote w:id="{number}">{p(text)}</w:footnote>' for number, text in footnotes.items())
        parts["word/footnotes.xml"] = _xml("footnotes", inner)
        relations.append(("rIdF", "footnotes", "footnotes.xml", ""))
    if comments:
        parts["word/comments.xml"] = _xml("comments", comments)
        relations.append(("rIdC", "comments", "comments.xml", ""))
    for number, data in (pictures or {}).items():
        ending = "emf" if data[:4] == b"\x01\x00\x00\x00" else "png"
        parts[f"word/media/{number}.{ending}"] = data
        relations.append((number, "image", f"media/{number}.{ending}", ""))
    relations += [(number, "hyperlink", address, ' TargetMode="External"') for number, address in (links or {}).items()]
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml", "")])
    parts["docProps/core.xml"] = CORE.encode()
    overrides = [("/word/document.xml", main_type)] + [
        (f"/word/{name}.xml", f"{_MAIN}.{name}+xml")
        for name in ("styles", "numbering", "footnotes", "comments")
        if f"word/{name}.xml" in parts
    ]
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/>{types}</Types>'
    ).encode()
    parts |= dict(extra or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _xml(root: str, inner: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_SPACES}>{inner}</w:{root}>'.encode()


def _relations(relations: list[tuple[str, str, str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}"{mode}/>'
        for number, kind, target, mode in relations
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'.encode()


REVIEW = (
    p("Child R: a winter without heating", "Title")
    + p("1. Introduction ........ 3", "TOC1")
    + p("Introduction", "Heading1")
    + p(
        run("This is a ")
        + '<w:ins w:id="1" w:author="Wilhelmina Secret" w:date="2026-01-01T00:00:00Z">' + run("local child safeguarding practice review") + "</w:ins>"
        + '<w:del w:id="2" w:author="Wilhelmina Secret"><w:r><w:delText>serious case review</w:delText></w:r></w:del>'
        + run(" about Child R. It has ") + run("three", "<w:b/>") + run(" recommendations.") + note(2)
    )
    + p(run("Secret words.", "<w:vanish/>") + run("Child R lived with ") + '<w:commentRangeStart w:id="0"/>' + run("two adults") + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>' + run("."))
    + p("Services", "Heading2")
    + entry("Health visitors", 2) + entry("who came monthly", 2, 1) + entry("Schools", 2)
    + table(("Service", "Visits"), ("Health visitors", "12"), ("Schools | early help", "daily"))
    + p(drawing("rIdP1", "A line that falls from September to March"))
    + p(drawing("rIdP2"))
    + p('<w:hyperlink r:id="rIdL">' + run("The national guidance") + "</w:hyperlink>" + run(" says more: 5 < 6, [sic] and C:\\files * here."))
    + p("Our findings", "Kapitel")
    + entry("We counted visits and not change. Nobody wrote what was different.")
    + entry("The cold was seen by everyone and written down by no one.")
    + p("Recommendations", "Heading1")
    + p("Recommendation 1: Children’s Services should record what has changed for the child at each visit, by autumn 2027.")
    + p("Recommendation 2: Schools and the police should tell the health visitor when a home is cold. By 31 March 2027.")
    + p("Action plan", "Heading1")
    + table(
        ("Rec", "Action", "Lead", "By when", "Success measure"),
        ("1", "Add one question to the visit record.", "Children’s Services", "30/06/2027", "30 of 40 records answer it"),
        ("2", "Agree a way to tell.", "Police", "May 2027", ""),
    )
)  # fmt: skip
"""The text of a review, with everything that a review from Word may have."""


def word_review() -> bytes:
    """Give a review as Word writes it."""
    return document(
        REVIEW,
        footnotes={2: "Working Together, chapter 5."},
        comments='<w:comment w:id="0" w:author="Wilhelmina Secret" w:initials="WS">' + p("Is this right, Wilhelmina?") + "</w:comment>",
        pictures={"rIdP1": picture(), "rIdP2": picture("JPEG")},
        links={"rIdL": "https://guidance.example/a (1)"},
        extra={"customXml/item1.xml": b"<secret>Wilhelmina</secret>"},
    )  # fmt: skip


def google_review() -> bytes:
    """Give a text as Google Docs writes it: no style but Normal, headings by bold large letters, lists by numbers alone."""
    big, middle = '<w:b w:val="1"/><w:sz w:val="40"/>', '<w:b w:val="1"/><w:sz w:val="30"/>'
    body = (
        p(run("Talking to fathers", big))
        + p(run("Why it matters", middle))
        + p(run("Fathers are ") + run("often", "<w:i/>") + run(" left out."))
        + p(run("What to do", middle))
        + entry("Ask who lives there.", 2, style="")
        + entry("Write it down.", 2, style="")
        + p("• A typed bullet")
        + p("• and another")
    )
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="normal"/></w:style>'
    return document(body, styles=styles)
