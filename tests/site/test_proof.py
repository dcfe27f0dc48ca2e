"""The proof of the public tree: it refuses every file that tells of what is hidden, however it is wrapped, and refuses nothing else."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from learning_loop import build as flow
from learning_loop.model.kinds import Audience
from tests.planted import files as planted
from tests.site.test_audience import CHALLENGES, ISSUES
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, TODAY, build_tiny, tree, write_base, write_feedback, write_item

SECRET = "Seven lanterns stood along the ferry steps before Thornquay woke that morning."
SHORT = "A lantern under the stairs"


WAIVERS = """waivers:
  - rule: unknown-name
    file: pages/open-page.md
    fingerprint: 312b357d9059
    reason: The gondolier is a public figure of the town, and asked for it.
    asked_by: Officer
    approved_by: Manager
    until: 2027-01-31
    audience: public
"""


def library(content: Path) -> Path:
    """Write a library with something hidden in every way in which a thing can be hidden."""
    write_base(content)
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(
        content, "actions/p.md", PLAN + "\n    detail: Ostrander keeps the green ledger for all of the six teams."
    )
    write_item(
        content,
        "pages/open-page.md",
        "title: An open page\nabout: [grey-heron]",
        f"Plain words.\n\n::: professional\n\n{SECRET}\n\n:::\n\nMore plain words.",
    )
    write_item(
        content,
        "briefings/grey-heron.md",
        f"title: {SHORT}\naudience: professional\nthemes: [neglect]\nattachments: []",
        BRIEFING_BODY.replace("Text.", "Quillfeather rang the bridgekeeper about a borrowed wheelbarrow twice.", 1),
    )
    write_item(
        content,
        "bulletins/blue-heron/index.md",
        "title: The day of the marmalade\npublished: 2026-12-01\nattachments: [{file: pack.txt, title: A zinc bucket}]",
        "Marmalade was spilled upon every one of the eleven ledgers.",
    )
    (content / "bulletins/blue-heron/pack.txt").write_text("Zinc.")
    write_item(
        content,
        "pages/gone.md",
        "title: A page that went\nwithdrawn: {on: 2026-10-01, reason: It was too old to be of use., internal_note: The cloverbank asked for it in a letter.}",
        "Pomegranates were counted by the clerk beside the canal on Fridays.",
    )
    gone = content / "pages/gone.md"
    gone.write_bytes(b"\xef\xbb\xbf" + gone.read_bytes().replace(b"\n", b"\r\n"))
    (content / "registers/issues.yml").write_text(ISSUES.replace("zqcanary", "wibbleford"))
    (content / "registers/challenges.yml").write_text(CHALLENGES.replace("zqcanary", "wibbleford"))
    write_feedback(
        content,
        "about: [open-page]\nreplies: 3\nasked: 4\ndetail: The zither was named.",
        "about: [open-page]\ntitle: A xylophone will be asked for\nheard_on: 2026-12-11",
    )
    (content / "registers/disclosure-waivers.yml").write_text(WAIVERS)
    themes = content / "registers/themes.yml"
    assert themes.read_text().count("  - id: neglect") == 1
    themes.write_text(
        themes.read_text().replace(
            "  - id: neglect",
            "  - messages: [{title: Turnstiles, text: Turnstiles creak., sources: [grey-heron]}]\n    id: neglect",
        )
    )
    return content


@pytest.fixture(autouse=True)
def _compiled_templates(tmp_path: Path, new_cache: Callable[[Path], Path]) -> None:
    new_cache(tmp_path / "cache")


def messages(content: Path, folder: Path) -> list[str]:
    built = build_tiny(content, folder / "site", cache=folder / "cache", audiences=[Audience.PUBLIC])
    assert built.failed == (not (folder / "site/public").exists())
    return [problem.words("content") for problem in built.problems if problem.severity == "error"]


def test_a_library_with_all_guards_is_published(tmp_path: Path) -> None:
    assert messages(library(tmp_path / "content"), tmp_path) == []


def leaking(text: str) -> Callable[[Any], bytes]:
    return lambda desk: f"User-agent: *\n# {text}\n".encode()


def message(text: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = text
    mail.set_content("Plain words.", cte="base64")
    mail.add_alternative(f"<p>{text.replace('ferry', 'fe<b>rr</b>y')} é</p>", subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def folded(text: str) -> bytes:
    lines = [text[start : start + 10] for start in range(0, len(text), 10)]
    return b"BEGIN:VCALENDAR\r\nDESCRIPTION:" + "\r\n ".join(lines).replace(",", "\\,").encode() + b"\r\nEND:VCALENDAR"


def zipped(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return file.getvalue()


LEAKS = {
    "a text": SECRET.encode(),
    "a part of a text": b"lanterns stood along the ferry steps before Thornquay",
    "one word": b"thornquay",
    "a title": SHORT.encode(),
    "an address": b"https://x.example/briefings/grey-heron/",
    "a word of a log": b"wibbleford",
    "a detail of feedback": b"zither",
    "feedback to come": b"xylophone",
    "a small number": b"3 of the 4 people asked",
    "why the check lets something through": b"gondolier",
    "what we alone know of a withdrawal": b"cloverbank",
    "base64": base64.b64encode(SECRET.encode()),
    "percent": SECRET.replace(" ", "%20").encode(),
    "escapes": SECRET.replace("S", r"\u0053").replace(" ", r"\u0020").encode(),
    "a feed as JSON": json.dumps({"items": [{"content_html": f"<p>Seen.</p>\n<p>{SECRET}</p>"}]}).encode(),
    "entities": SECRET.replace(" ", "&#32;").encode(),
    "a feed as XML": html.escape(html.escape(f"<p>{SECRET}</p>")).encode(),
    "markup": SECRET.replace("stood", "<em>stood</em>").encode(),
    "a folded calendar": folded(SECRET),
    "a message": message(SECRET),
    "gzip": gzip.compress(SECRET.encode()),
    "zip": zipped(SECRET),
    "gzip in base64": base64.b64encode(gzip.compress(SECRET.encode())),
    "PDF": planted.plain_pdf(SECRET),
    "the mark": b"learning-loop-professional-site",
}


def test_every_file_that_tells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = library(tmp_path / "content")
    real = flow._make_data

    def and_leaks(desk: Any, now: Any, store: Any) -> dict[str, str]:
        leaks = {f"data/{number}.txt": flow._keep(store, text) for number, text in enumerate(LEAKS.values())}
        return {**real(desk, now, store), **leaks, "calendar/thornquay.ics": flow._keep(store, b"BEGIN:VCALENDAR")}

    monkeypatch.setattr(flow, "_make_data", and_leaks)
    told = messages(content, tmp_path)
    unseen = [name for number, name in enumerate(LEAKS) if not any(f"data/{number}.txt" in line for line in told)]
    assert unseen == []
    assert any("calendar/thornquay.ics" in line for line in told)
    assert all("data/" in line or "calendar/thornquay" in line for line in told)


def test_words_that_are_public_too_are_no_leak(tmp_path: Path) -> None:
    content = library(tmp_path / "content")
    write_item(content, "pages/also.md", f"title: {SHORT}", SECRET.replace("Thornquay", "thornquay"))
    assert messages(content, tmp_path) == []


def test_what_only_lies_beside_each_other_in_a_table_is_no_repeated_text(tmp_path: Path) -> None:
    content = library(tmp_path / "content")
    write_item(
        content,
        "bulletins/ferry.md",
        "title: How the morning ferry was missed\nsummary: Nobody asked about the boat, or who was to row it.",
    )
    write_item(
        content,
        "pages/closed.md",
        "title: Closed\naudience: professional",
        "See How the morning ferry was missed. Nobody asked about the weather either.",
    )
    assert messages(content, tmp_path) == []


def test_what_only_lies_beside_each_other_in_the_search_is_no_repeated_text(tmp_path: Path) -> None:
    content = library(tmp_path / "content")
    write_item(
        content,
        "pages/heard.md",
        "title: Heard",
        "::: voice A mother, to the reviewers\nThey came late.\n:::\n\nLater the visit was forgotten.",
    )
    hidden = "They were told by a mother, to the reviewers. Later the visit was left out."
    write_item(content, "pages/closed.md", "title: Closed\naudience: professional", hidden)
    assert messages(content, tmp_path) == []


def test_the_id_of_a_hidden_item_may_read_like_the_name_and_year_of_a_public_one(tmp_path: Path) -> None:
    content = library(tmp_path / "content")
    write_item(content, "reviews/child-m.md", f"title: 'Child M: seen, not asked'\n{REVIEW}")
    hidden = REVIEW.replace("LCSPR-2026-01", "LCSPR-2026-02").replace("Child M", "Child N")
    write_item(
        content, "reviews/child-m-2026.md", f"title: 'Child N: asked, not seen'\naudience: professional\n{hidden}"
    )
    assert messages(content, tmp_path) == []


@pytest.mark.parametrize("wrap", ["plain", "gzip"])
def test_a_public_attachment_that_repeats_a_hidden_text_is_refused(wrap: str, tmp_path: Path) -> None:
    content = library(tmp_path / "content")
    write_item(content, "pages/with-file/index.md", "title: With a file\nattachments: [{file: pack.txt, title: Pack}]")
    text = f"<p>{SECRET.lower()}</p>"
    if wrap == "gzip":
        text = f"{base64.b64encode(text.encode()).decode()}"
    (content / "pages/with-file/pack.txt").write_text(text)
    assert messages(content, tmp_path) == [
        "content/pages/open-page.md: stands word for word in the public attachment pages/with-file/pack.txt. Take the file from the public item, or make this public"
    ]


def test_a_hidden_file_is_refused_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = library(tmp_path / "content")
    real = flow._attached_files
    monkeypatch.setattr(
        flow,
        "_attached_files",
        lambda library, attached: [
            ("pages/gone/a.txt", attached["bulletins/blue-heron/pack.txt"].key, "gone"),
            *real(library, attached),
        ],
    )
    told = messages(content, tmp_path)
    assert any("no public item names this file" in line for line in told)
    assert any("it is a file that only hidden items name" in line for line in told)


def test_an_unexplained_and_a_doubly_explained_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = library(tmp_path / "content")
    real = flow._attached_files
    monkeypatch.setattr(
        flow,
        "_attached_files",
        lambda library, attached: [
            ("index.html", next(iter(attached.values())).key, "open-page"),
            *real(library, attached),
        ],
    )
    assert any("index.html: two things explain it" in line for line in messages(content, tmp_path))
    monkeypatch.undo()
    monkeypatch.setattr(flow.Claims, "add", lambda self, paths, claim: None)
    assert any("nothing public explains it" in line for line in messages(content, tmp_path))


def test_a_proof_is_not_made_again_but_for_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = library(tmp_path / "content")
    assert messages(content, tmp_path) == []
    write_item(content, "pages/also.md", "title: Another page", "Ferries are plain.")
    monkeypatch.setattr(flow, "render_robots", leaking("thornquay"))
    assert [line for line in build_messages(content, tmp_path) if "robots.txt" in line]
    before = tree(tmp_path / "site/public")
    monkeypatch.undo()
    assert "pages/also/index.html" not in before
    assert build_messages(content, tmp_path) == []
    hiding = "Plain words.\n\n::: professional\n\nIt was barleycorn.\n\n:::"
    write_item(content, "pages/also.md", "title: Another page", hiding)
    monkeypatch.setattr(flow, "render_robots", leaking("barleycorn"))
    assert [line for line in build_messages(content, tmp_path) if line.startswith("content/pages/also.md")]


def build_messages(content: Path, folder: Path) -> list[str]:
    built = build_tiny(content, folder / "site", cache=folder / "cache", today=TODAY)
    return [problem.words("content") for problem in built.problems if problem.severity == "error"]
