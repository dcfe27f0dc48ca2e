"""The business unit's pages: what is on which site, what the yearly report counts, and what the command prints."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from learning_loop.doors.cli.main import app
from learning_loop.model.kinds import Audience
from tests.example import ROOT, TODAY, Example
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, build_tiny, write_base, write_feedback, write_item

REPORT = "years/2025-2026/report/index.html"


class Tables(HTMLParser):
    """The tables of a page: captions, and rows of cells as (tag, scope, words)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.attributes: set[str] = set()
        self.tables: dict[str, list[list[tuple[str, str, str]]]] = {}
        self._rows: list[list[tuple[str, str, str]]] = []
        self._caption: str | None = None
        self._cell: tuple[str, str, str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._rows = []
        if tag in ("table", "thead", "tbody", "tr", "th", "td"):
            self.attributes |= {f"{tag} {name}" for name in given}
        if tag == "caption":
            self._caption = ""
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td"):
            self._cell = (tag, given.get("scope", ""), "")

    def handle_data(self, data: str) -> None:
        if self._caption is not None:
            self._caption += data
        if self._cell is not None:
            self._cell = (*self._cell[:2], self._cell[2] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption" and self._caption is not None:
            self.tables[self._caption] = self._rows
            self._caption = None
        elif tag in ("th", "td") and self._cell is not None:
            self._rows[-1].append(self._cell)
            self._cell = None


@pytest.fixture(scope="module")
def report(example: Example) -> Tables:
    return Tables((example.site("public").folder / REPORT).read_text())


def test_the_desk_and_the_logs_are_on_the_professional_site_alone(example: Example) -> None:
    for path in ("desk", "logs/issues", "logs/challenges"):
        assert not (example.site("public").folder / path).exists()
        assert (example.site("professional").folder / path / "index.html").exists()
    for audience in Audience:
        assert (example.site(audience.value).folder / "programme/index.html").exists()
        assert (example.site(audience.value).folder / REPORT).exists()


def test_the_page_of_an_action_says_where_it_was_challenged(example: Example) -> None:
    page = "actions/child-m-plan/r5-a1/index.html"
    professional = (example.site("professional").folder / page).read_text()
    assert "Raised in the challenge log" in professional
    assert 'href="../../../logs/challenges/#ch-2026-01"' in professional
    assert "challenge log" not in (example.site("public").folder / page).read_text()


def test_the_tables_of_the_report_are_plain_and_headed(report: Tables) -> None:
    assert len(report.tables) >= 10
    assert report.attributes <= {"table class", "th scope"}
    for caption, (head, *rows) in report.tables.items():
        assert caption.strip()
        assert {cell[:2] for cell in head} == {("th", "col")}, caption
        for row in rows:
            assert [cell[:2] for cell in row] == [("th", "row"), *[("td", "")] * (len(head) - 1)], caption


def test_the_report_counts_what_the_officers_counted_by_hand(report: Tables) -> None:
    written = (ROOT / "content/annual-reports/annual-report-2025-2026.md").read_text()
    section = written.partition("## What agencies did")[2].partition("\n## ")[0]
    by_hand = {label.strip(): [one.strip(), two.strip()] for label, one, two in re.findall(r"^\| ([^|]+)\|([^|]+)\|([^|]+)\|$", section, re.MULTILINE) if one.strip().isdigit()}  # fmt: skip
    counted = {row[0][2]: [cell[2] for cell in row[1:]] for row in report.tables["Actions in figures"][1:]}
    names = {
        "Not yet delivered at the start": "Not delivered when the year began",
        "Delivered, change not shown, at the end": "Delivered, change not decided, at the end",
        "Not yet delivered at the end": "Not delivered at the end",
    }
    assert len(by_hand) == 10
    assert {label: counted[names.get(label, label)] for label in by_hand} == by_hand


def test_the_report_lists_what_nobody_answered(report: Tables) -> None:
    rows = [[cell[2] for cell in row] for row in report.tables["Local recommendations"]]
    waiting = {row[0] for row in rows if row[4] == "No answer"}
    assert waiting == {"LCSPR-2023-01 R7", "LCSPR-2024-01 R7", "S11-2024-03 R6", "LCSPR-2025-01 R6"}


def test_the_yearly_report_and_its_figures_lead_to_each_other(example: Example) -> None:
    folder = example.site("public").folder
    article = (folder / "annual-reports/annual-report-2025-2026/index.html").read_text()
    assert 'href="../../years/2025-2026/report/"' in article
    assert 'href="../../../annual-reports/annual-report-2025-2026/"' in (folder / REPORT).read_text()
    assert 'href="../../years/2025-2026/report/"' in (folder / "years/2026/index.html").read_text()


def test_a_library_without_anything_has_a_desk_and_a_report_that_say_so(tmp_path: Path) -> None:
    built = build_tiny(write_base(tmp_path / "content"), tmp_path / "site")
    assert not built.failed
    desk = (tmp_path / "site/professional/desk/index.html").read_text()
    assert "No action is overdue." in desk
    assert "Nothing has been logged yet." in (tmp_path / "site/professional/logs/issues/index.html").read_text()
    assert "sets no targets yet" in (tmp_path / "site/public/programme/index.html").read_text()
    assert (
        "No review or audit was published" in (tmp_path / "site/public/years/2026-2027/report/index.html").read_text()
    )


def status(content: Path, cache: Path, *options: str) -> Result:
    command = ["status", "--content", str(content), "--cache", str(cache), "--today", TODAY, *options]
    return CliRunner().invoke(app, command)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", f"review_due: 2026-10\n{REVIEW}")
    later = REVIEW.replace("LCSPR-2026-01", "LCSPR-2026-02").replace("2025-10-01", "2026-10-01")
    write_item(content, "reviews/later.md", f"title: A hidden review\npublished: 2027-01-20\n{later}")
    return content


def test_the_status_prints_what_waits_the_worst_first(tiny: Path, tmp_path: Path) -> None:
    done = status(tiny, tmp_path / "cache")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "3 things wait for somebody on 21 November 2026."
    heads = [line for line in lines if re.fullmatch(r"[A-Z].*: \d+", line)]
    assert heads == [
        "Recommendations without an action: 1",
        "Documents to be reviewed: 1",
        "Learning without training: 1",
        "Reviews in their first year: 1",
    ]
    assert "    Was due by 31 October 2026, 21 days ago. Business unit. Review it now: set a new date, or publish what takes its place." in lines  # fmt: skip
    assert "hidden" not in done.stdout


def test_the_status_speaks_of_unpublished_reviews_only_when_asked(tiny: Path, tmp_path: Path) -> None:
    done = status(tiny, tmp_path / "cache", "--unpublished")
    assert done.exit_code == 0
    assert "Reviews whose six months run: 1\n  LCSPR-2026-02 A hidden review\n    By 1 April 2027" in done.stdout


def test_the_status_as_json_has_the_names_that_are_promised(tiny: Path, tmp_path: Path) -> None:
    whole = json.loads(status(tiny, tmp_path / "cache", "--json").stdout)
    assert list(whole) == ["today", "audience", "counts", "entries"]
    assert (whole["today"], whole["audience"]) == (TODAY, "professional")
    assert sum(whole["counts"].values()) == len(whole["entries"])
    first = whole["entries"][0]
    assert list(first) == [
        "section", "id", "title", "path", "owners", "who", "since", "days", "state", "heard", "done", "planned", "wanted", "period", "do",
    ]  # fmt: skip
    assert (first["section"], first["id"], first["owners"]) == (
        "no-actions",
        "LCSPR-2026-01/R1",
        ["childrens-services"],
    )


def test_the_status_of_broken_content_is_its_errors(tiny: Path, tmp_path: Path) -> None:
    write_item(tiny, "pages/a.md", "about: [nowhere]")
    done = status(tiny, tmp_path / "cache", "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "there is no item 'nowhere'" in done.stderr


def test_a_title_cannot_give_orders_to_the_terminal(tiny: Path, tmp_path: Path) -> None:
    write_item(tiny, "pages/a.md", 'title: "An \\e[31morder"\nreview_due: 2026-01')
    assert "\x1b" not in status(tiny, tmp_path / "cache").stdout


def test_the_report_says_what_was_heard_from_whom_what_changed_and_what_nobody_asked(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(
        content,
        "training/course.md",
        "title: A course\nformat: webinar\nlength: An hour\ndates: [2025-06-10, 2026-01-20]",
    )
    decided = "decided_on: 2026-02-02\ndone: It is shorter.\nchanged: [course]\ntold_on: 2026-03-02"
    write_feedback(
        content,
        f"about: [course]\nheard_on: 2025-10-01\nway: follow-up\nfrom: [practitioners, managers]\nreplies: 12\nasked: 30\n{decided}",
        "about: [course]\nheard_on: 2025-11-03\nfrom: [children]\nreplies: 8\ndecided_on: 2026-05-04\nnot_done: It costs too much.",
        "about: [course]\nheard_on: 2024-05-01\ndecided_on: 2025-04-02\ndone: It is free now.",
    )
    build_tiny(content, tmp_path / "site")
    html = (tmp_path / "site/public" / REPORT).read_text()
    assert "Two pieces of feedback were noted, from 20 people. After 1 of them something was changed" in html
    assert (
        "1 had no decision at the end of the year. In 1 of the 1 that were decided, those who had spoken were told"
        in html
    )
    assert "One piece of feedback from earlier years was decided in this one." in html
    assert "Nothing was noted from parents, carers and families and members of the public." in html
    tables = Tables(html).tables
    who = {row[0][2]: [cell[2] for cell in row[1:]] for row in tables["Who told us something"][1:]}
    assert who["Children and young people"] == ["1", "0", "0", "1"]
    assert who["Managers"] == who["Practitioners"] == ["1", "1", "0", "0"]
    told = [[cell[2] for cell in row] for row in tables["What people told us in the year, and what was done"][1:]]
    assert [(row[0], row[2], row[5]) for row in told] == [
        (
            "FB-2026-01",
            "Practitioners and managers, some months after a course: 12 of the 30 people asked",
            "It is shorter.",
        ),
        ("FB-2026-02", "Children and young people, in a survey: 8 people", "Not decided yet"),
    ]
    (course,) = tables["Courses, and what those who came said"][1:]
    assert [cell[2] for cell in course][3:] == ["FB-2026-01, 12 of the 30 people asked", "–"]


def test_a_library_without_feedback_has_no_page_of_it_and_says_so_in_its_report(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "briefings/b.md", "published: 2025-06-01", BRIEFING_BODY)
    build_tiny(content, tmp_path / "site")
    assert not (tmp_path / "site/professional/feedback").exists()
    assert "No feedback has been noted in this library" in (tmp_path / "site/public" / REPORT).read_text()


def test_what_people_told_us_stands_with_what_it_is_about_what_it_changed_and_its_action(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "actions/p.md", PLAN)
    write_item(content, "policies/new.md", "review_due: 2029-01")
    write_item(content, "briefings/b.md", "", BRIEFING_BODY)
    fields = "about: [child-m, b]\ndecided_on: 2026-04-01\ndone: It is shorter.\nchanged: [new]\nactions: [LCSPR-2026-01/R1/A1]"
    write_feedback(content, *([fields] * 5))
    build_tiny(content, tmp_path / "site")
    site = tmp_path / "site/public"
    page = (site / "feedback/index.html").read_text()
    for address in ("reviews/child-m", "briefings/b", "policies/new", "actions/p/r1-a1"):
        html = (site / address / "index.html").read_text()
        back = "../" * (address.count("/") + 1)
        for number in range(1, 6):
            assert f'href="{back}feedback/#fb-2026-0{number}"' in html, address
        assert f'href="../{address}/"' in page
    assert "How it is done now" not in (site / "policies/new/index.html").read_text()
