"""The whole path of a first publication, as an officer goes it: from an empty folder to the four places where readers find it.

What the commands say on the way is recorded in ``tests/golden/whole-path.txt``.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from tests.conftest import Golden
from tests.example import ROOT, TODAY
from tests.papers import document, entry, p
from tests.repository import git
from tests.site.test_init import ALL

REVIEW, BRIEFING, PLAN = (
    "child-r-a-winter-without-heating",
    "ask-about-the-cold",
    "child-r-a-winter-without-heating-plan",
)

WORD = document(
    p("Child R: a winter without heating", "Title")
    + p("What happened", "Heading1")
    + p("This local child safeguarding practice review is about Child R, who was cold at home for a winter. Neglect was named late.")
    + p("Our findings", "Heading1")
    + entry("We counted visits and not change. Nobody wrote what was different for the child.")
    + entry("Everyone saw the cold home and no one wrote it down.")
    + p("Recommendations", "Heading1")
    + p("Recommendation 1: Children’s Services should record what has changed for the child at each visit, by autumn 2027.")
    + p("Recommendation 2: Schools and the police should tell the health visitor when a home is cold, by spring 2027.")
)  # fmt: skip

ROWS = (
    ("Rec", "What will be done", "Lead agency", "Timescale", "Success measure"),
    (1, "Add one question to the visit record.", "Children’s Services", "30/06/2027", "Thirty of forty records answer it"),
    (2, "Agree a way to tell the health visitor.", "Police", "May 2027", "Every cold home in a sample was told"),
)  # fmt: skip

WRITTEN = {
    "summary": "Everyone saw a cold home and no one wrote it down. Ask at each visit what has changed for the child.",
    "lead_reviewers": "An independent reviewer",
    "not_obtained": "Not obtained, because the family asked to be left alone",
    "worked_well": "A teaching assistant kept a warm corner for the child",
}
"""What the officer writes where a mark asks for it, by the field."""

SENTENCE = "At each visit, ask what is different for the child."


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class Officer:
    """Somebody at a terminal, in the folder of the library; what was typed and told is kept."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.own = place / "our-library"
        self.record: list[str] = []

    def loop(self, *words: str, code: int = 0) -> str:
        """Type a command of the engine, and give what it tells."""
        dated = [] if words[0] in ("upgrade",) else ["--today", TODAY]
        done = CliRunner().invoke(app, [*words, *dated], catch_exceptions=False)
        assert done.exit_code == code, done.output
        self.record += [f"$ loop {shlex.join(words)}", done.output]
        return done.output

    def finish(self, path: str) -> None:
        """Write what is marked in a draft, take the marks and the notes away, and at last the line that makes it a draft."""
        file = self.own / path
        file.write_text("\n".join(self._finished(file.read_text().split("\n"))), encoding="utf-8")
        self.record += [f"(the officer reads {path}, writes what is marked and deletes the line 'draft: true')", ""]

    def _finished(self, lines: list[str]) -> Iterator[str]:
        field = ""
        for line in lines:
            name = re.match(r"(?: *(?:- )?\{?)?(\w+):", line)
            field = name[1] if name else field
            if (line.startswith("#") and not line.startswith("##")) or line == "draft: true":
                continue
            if line.startswith("published: "):
                line = f"published: {TODAY}"
            if line.startswith("child_voice: "):
                line = "child_voice: {text: A teaching assistant wrote down what the child said about the cold.}"
            words = next((text for key, text in WRITTEN.items() if key in line or key == field), SENTENCE)
            yield re.sub(r"STILL TO WRITE: [^'\n]*", words, line)


@pytest.fixture
def officer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Officer:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for name, value in (("NAME", "An officer"), ("EMAIL", "officer@testshire.example"), ("DATE", f"{TODAY}T09:00:00Z")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    monkeypatch.setattr("learning_loop.importing.apart.find_pandoc", lambda: "")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "learning_loop-0.1.0-py3-none-any.whl").write_bytes(b"PK the engine")
    (tmp_path / "Review of Child R final.docx").write_bytes(WORD)
    (tmp_path / "Our actions.xlsx").write_bytes(_workbook())
    return Officer(tmp_path)


@pytest.mark.golden
def test_from_an_empty_folder_to_the_four_places_where_readers_find_it(
    officer: Officer, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    officer.loop("init", "our-library", *ALL, "--wheel", "learning_loop-0.1.0-py3-none-any.whl")
    monkeypatch.chdir(officer.own)
    git(officer.own, "checkout", "--quiet", "-b", "child-r")
    officer.loop("import", "../Review of Child R final.docx", "--audience", "public")
    officer.loop("import", "../Our actions.xlsx", "--from", REVIEW, "--audience", "public")
    officer.loop("new", "briefing", "--from", REVIEW, "--title", "Ask about the cold", "--audience", "public", "--yes")
    assert "draft" in officer.loop("check")
    built = officer.loop("build")
    assert not list((officer.own / "site").rglob(f"*{REVIEW}*")), f"no draft is published: {built}"
    for path in (f"reviews/{REVIEW}.md", f"actions/{PLAN}.md", f"briefings/{BRIEFING}.md"):
        officer.finish(f"content/{path}")
    assert officer.loop("check").startswith("Nothing wrong found in 8 items.")
    git(officer.own, "add", "--all")
    git(officer.own, "commit", "--quiet", "--message=Child R")
    report = officer.loop("report", "--base", "main")
    for title in ("Child R: a winter without heating", "Ask about the cold"):
        assert title in report
    officer.loop("build")
    public = officer.own / "site/public"

    page = (public / f"briefings/{BRIEFING}/index.html").read_text()
    assert "Everyone saw a cold home and no one wrote it down" in page
    assert f'href="../../reviews/{REVIEW}/"' in page
    review = (public / f"reviews/{REVIEW}/index.html").read_text()
    assert "Two recommendations led to two actions." in review
    assert "Add one question to the visit record" in (public / f"actions/{PLAN}/index.html").read_text()
    assert f"/briefings/{BRIEFING}/" in review, "the review names its briefing, which nobody typed"

    theme = re.search(r'href="../../(themes/[\w-]+/)"', page)
    assert theme
    assert f"/briefings/{BRIEFING}/" in (public / theme[1] / "index.html").read_text()

    hits = officer.loop("search", "cold home")
    assert "Ask about the cold" in hits

    for feed in ("all.rss", "all.atom", "all.json"):
        assert f"https://learning.testshire.example/briefings/{BRIEFING}/" in (public / "feeds" / feed).read_text()

    words = re.sub(r"(site/\w+): .*", r"\1: …", "\n".join(officer.record)).replace(str(officer.place), "…")
    golden(ROOT / "tests/golden/whole-path.txt", re.sub(r"\(\w{10}\)", "(…)", words))
