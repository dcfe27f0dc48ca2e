"""The report on a change, from a real repository to what a chair reads."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from learning_loop.doors.cli.main import app
from tests.example import ROOT, TODAY
from tests.repository import begin, commit, git
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, write_base, write_feedback, write_item

GOLDEN = ROOT / "tests/golden"

PLAN_NOW = """
    response: accepted
    delivery: complete
    impact: embedded
    evidence:
      - title: Audit of 40 files
        on: 2026-11-10
        by: quality-group
        text: 33 records answer it.
        does_not_show: Whether the answers are true.
    updates:
      - {on: 2026-02-01, note: Agreed., response: accepted}
      - {on: 2026-11-01, note: All records have it., delivery: complete}
      - {on: 2026-11-10, note: 33 of 40 records., impact: embedded}
  - ref: R1/A2
    title: Schools are asked too
    what: Schools answer the same question.
    owner: schools
    scope: multi-agency
    due: 2027-03
    measure: Half of the schools have it"""


def loop(*words: str, folder: Path) -> Result:
    where = ["--content", str(folder / "content"), "--cache", str(folder / "cache"), "--today", TODAY]
    return CliRunner().invoke(app, [*words, *where])


def report(folder: Path, *words: str) -> str:
    done = loop("report", "--base", "main", *words, folder=folder)
    assert done.exit_code == 0, done.output
    return re.sub(r"\([0-9a-f]{10}\)", "(0123456789)", done.output)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small library into a repository, and look at it once, so that each test finds a warm cache."""
    folder = tmp_path_factory.mktemp("before")
    content = write_base(folder / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "actions/child-m-plan.md", PLAN)
    write_item(
        content, "briefings/ask.md", "title: Ask what is different\nthemes: [neglect]\nabout: [child-m]", BRIEFING_BODY
    )
    write_item(content, "briefings/old-name.md", "title: A name that was too long", BRIEFING_BODY)
    write_item(content, "briefings/inside.md", "title: For us so far\naudience: professional", BRIEFING_BODY)
    write_item(content, "briefings/wrong.md", "title: It was wrong", BRIEFING_BODY)
    write_item(content, "briefings/lost.md", "title: Nobody knows where it went", BRIEFING_BODY)
    write_item(content, "policies/first.md", "title: The first policy\nreview_due: 2028-01", "The text.")
    write_item(
        content,
        "events/forum.md",
        "title: The forum\npublished: 2026-12-01\nstarts: 2027-02-02 13:30\nends: 2027-02-02 16:00\nplace: Hall\nevent_type: forum",
    )
    write_item(
        content,
        "bulletins/may/index.md",
        "title: From May\nabout: [ask]\nattachments:\n  - {file: list.csv, title: The list}",
    )
    (content / "bulletins/may/list.csv").write_text("a,b\n1,2\n")
    begin(folder)
    git(folder, "checkout", "--quiet", "-b", "change")
    loop("report", "--base", "main", folder=folder)
    return folder


@pytest.fixture
def library(before: Path, tmp_path: Path) -> Path:
    """Give a copy of the library to change."""
    return shutil.copytree(before, tmp_path / "library")


def edit(library: Path, path: str, *pairs: tuple[str, str]) -> None:
    file = library / "content" / path
    text = file.read_text()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text)


def change_everything(library: Path) -> None:
    """Do to the library what an officer can do to one."""
    content = library / "content"
    write_item(
        content,
        "reviews/child-n.md",
        REVIEW.replace("2026-01\n", "2026-02\n").replace("Child M", "Child N")
        + "\ntitle: 'Child N: nobody asked'\npublished: 2026-12-03\ndelay_reason: The trial came first.",
        "Text.\n\n::: professional\nOnly for us.\n:::",
    )
    write_item(
        content,
        "briefings/new.md",
        "title: Something *new* for @everybody\npublished: 2026-11-20\nthemes: [babies]\nabout: [child-m]",
        BRIEFING_BODY,
    )
    write_item(
        content,
        "briefings/second.md",
        "title: For us alone\naudience: professional\npublished: 2026-11-20",
        BRIEFING_BODY,
    )
    write_item(
        content,
        "policies/next.md",
        "title: The second policy\npublished: 2026-11-20\nreview_due: 2029-11\nsupersedes: [first]",
        "The text.",
    )
    edit(
        library,
        "actions/child-m-plan.md",
        ("    measure: 30 of 40 records answer it", "    measure: 30 of 40 records answer it" + PLAN_NOW),
    )
    edit(
        library,
        "briefings/ask.md",
        ("Ask what is different", "Ask what is different now"),
        ("## What to look for\n\nText.", "## What to look for\n\nHands that stay closed."),
    )
    edit(library, "briefings/inside.md", ("audience: professional", "audience: public"))
    edit(
        library,
        "briefings/wrong.md",
        ("summary:", "withdrawn: {on: 2026-11-20, reason: A number in it was wrong.}\nsummary:"),
    )
    edit(library, "events/forum.md", ("published: 2026-12-01", "published: 2026-11-20"))
    (content / "bulletins/may/list.csv").write_text("a,b\n1,3\n")
    (content / "briefings/lost.md").unlink()
    (content / "briefings/old-name.md").rename(content / "briefings/short.md")
    edit(library, "briefings/short.md", ("summary:", "redirect_from: [/briefings/old-name/]\nsummary:"))
    edit(library, "registers/themes.yml", ("label: Babies", "label: Babies under one"))
    write_feedback(content, "title: What a parent told us\nthemes: [neglect]")
    write_item(
        content,
        "pages/marked.md",
        "title: With a mark\naudience: professional",
        "The text is marked CONFIDENTIAL on each page.",
    )
    found = json.loads(loop("check", "--json", folder=library).stdout)["disclosure"]["findings"]
    entries = [
        f"  - {{rule: {one['rule']}, file: {one['file']}, fingerprint: {one['fingerprint']}, reason: It is a word of the text and no marking, asked_by: Officer, approved_by: Business manager, until: 2027-05-01, audience: professional}}"
        for one in found
        if one["file"] == "pages/marked.md"
    ]
    (content / "registers/disclosure-waivers.yml").write_text("waivers:\n" + "\n".join(entries) + "\n")
    assert len(entries) == 1


def test_a_chair_reads_what_changes(library: Path, golden: Callable[[Path, str], None]) -> None:
    change_everything(library)
    (library / "shots").mkdir()
    (library / "shots/new-390.png").write_bytes(b"")
    (library / "shots/newer.png").write_bytes(b"")
    out = library / "report.md"
    told = report(
        library,
        "--preview-url",
        "https://preview.example/42",
        "--screenshots",
        str(library / "shots"),
        "--output",
        str(out),
    )
    assert told.startswith(f"{out}: what this change publishes\nFour items")
    text = re.sub(r"\([0-9a-f]{10}\)", "(0123456789)", out.read_text())
    golden(GOLDEN / "report-professional.md", text)
    assert "CONFIDENTIAL" not in text
    assert "](<shots/new-390.png>)" in text
    assert "newer.png" not in text


def test_a_report_for_everybody_is_the_same_with_and_without_what_is_hidden(
    library: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    change_everything(library)
    text = report(library, "--audience", "public")
    golden(GOLDEN / "report-public.md", text)
    hidden = ("briefings/second.md", "pages/marked.md", "reviews/child-n.md", "registers/disclosure-waivers.yml")
    for path in hidden:
        (library / "content" / path).unlink()
    assert report(library, "--audience", "public") == text
    for word in ("Child N", "For us alone", "With a mark", "professional,"):
        assert word not in text


def test_what_others_did_on_main_is_not_told_as_undone(library: Path) -> None:
    write_item(library / "content", "briefings/mine.md", "title: Mine", BRIEFING_BODY)
    commit(library, "Mine")
    git(library, "checkout", "--quiet", "main")
    write_item(library / "content", "briefings/theirs.md", "title: Theirs", BRIEFING_BODY)
    commit(library, "Theirs")
    git(library, "checkout", "--quiet", "change")
    text = report(library)
    assert "Mine" in text
    assert "Theirs" not in text


def test_two_commits_are_compared_and_the_work_tree_is_left_alone(library: Path) -> None:
    write_item(library / "content", "briefings/mine.md", "title: Mine", BRIEFING_BODY)
    mine = commit(library, "Mine", day="2026-11-20")
    write_item(library / "content", "briefings/draft.md", "title: A draft", BRIEFING_BODY)
    status = git(library, "status", "--porcelain")
    text = report(library, "--head", "change")
    assert "### Mine" in text
    assert "A draft" not in text
    assert git(library, "status", "--porcelain") == status
    assert "Nothing of the library changes." in report(library, "--base", mine, "--head", mine)


def test_what_loop_rename_did_is_told_as_another_address(library: Path) -> None:
    done = loop("rename", "old-name", "short", folder=library)
    assert done.exit_code == 0, done.output
    text = report(library)
    assert "- One item gets another address." in text
    assert "deleted" not in text
    assert "published as soon as" not in text


def test_nothing_is_left_behind(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    report(library)
    assert list(place.iterdir()) == []


def test_a_library_that_is_new_is_reported_whole(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    (folder / "content").mkdir(parents=True)
    (folder / "content/README").write_text("")
    begin(folder)
    write_item(write_base(folder / "content"), "briefings/first.md", "title: The first", BRIEFING_BODY)
    text = report(folder)
    assert "One item is published as soon as this is merged." in text
    assert "‘Everything new’" in text


def test_a_cure_can_be_reported_though_main_was_broken(library: Path) -> None:
    edit(library, "briefings/ask.md", ("themes: [neglect]", "themes: [neglct]"))
    commit(library, "Broken")
    git(library, "branch", "--force", "main")
    edit(library, "briefings/ask.md", ("themes: [neglct]", "themes: [neglect]"))
    text = report(library)
    assert "Ask what is different" in text
    assert "had errors before this change" in text


def test_errors_are_told_and_end_with_1(library: Path) -> None:
    edit(library, "briefings/ask.md", ("themes: [neglect]", "themes: [neglct]"))
    done = loop("report", "--base", "main", folder=library)
    assert done.exit_code == 1
    assert "## ⛔ Nothing can be published yet\n\n- The content has 1 error." in done.output
    assert "unknown theme 'neglct'" in done.output
    closed = loop("report", "--base", "main", "--audience", "public", folder=library)
    assert closed.exit_code == 1
    assert "neglct" not in closed.output


def test_a_finding_that_stops_is_told_without_its_words(library: Path) -> None:
    write_item(
        library / "content", "pages/marked.md", "title: With a mark", "The text is marked CONFIDENTIAL on each page."
    )
    done = loop("report", "--base", "main", folder=library)
    assert done.exit_code == 1
    assert "The disclosure check stops it: 1 finding" in done.output
    assert "1 finding of the kind that stops publishing (STOP), in pages/marked.md." in done.output
    assert "CONFIDENTIAL" not in done.output


def test_a_finding_inside_a_file_is_told(library: Path) -> None:
    shutil.copytree(library / "content/bulletins/may", library / "content/bulletins/june")
    planted = library / "content/bulletins/june/list.csv"
    planted.write_text("place,note\nHall,Her NHS number is 943 476 5919\n")
    for audience in ("professional", "public"):
        done = loop("report", "--base", "main", "--audience", audience, folder=library)
        assert done.exit_code == 1
        assert "in bulletins/june/list.csv." in done.output
        assert "943" not in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--base", "origin/main"), "There is no 'origin/main' in this repository. Name a branch, a tag or a commit; for one that only the server has: git fetch origin.\n"),
        (("--base", "--all"), "There is no '--all' in this repository."),
        (("--base", "main", "--screenshots", "gone"), "gone: there is no such folder of pictures."),
        (("--base", "apart"), "The two states have no common past here"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_told(library: Path, words: tuple[str, ...], told: str) -> None:
    git(library, "branch", "--force", "apart", git(library, "commit-tree", "-m", "x", "HEAD^{tree}"))
    done = loop("report", *words, folder=library)
    assert done.exit_code == 1
    assert done.output.startswith(told)


def test_without_git_it_is_told(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = loop("report", "--base", "main", folder=library)
    assert (done.exit_code, done.output.partition(",")[0]) == (1, "git is not installed")


def test_outside_a_repository_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path))
    done = loop("report", "--base", "main", folder=write_base(tmp_path / "content").parent)
    assert done.exit_code == 1
    assert "lies in no git repository" in done.output


RAPID = "  - {id: rapid-review, label: Rapid review, short: Rapid review, statutory: true, audit: false, about: At once., reports_to: executive-group}\n"


def test_the_days_that_the_law_sets_are_told(library: Path) -> None:
    content = library / "content"
    edit(library, "registers/framework.yml", ("  - {id: thematic-audit", RAPID + "  - {id: thematic-audit"))
    rapid = (
        REVIEW.replace("LCSPR-2026-01", "RR-2026-01")
        .replace("review_type: lcspr", "review_type: rapid-review")
        .replace("decided_on: 2025-10-01", "decided_on: 2026-05-14")
    )
    write_item(content, "reviews/rapid.md", f"{rapid}\ntitle: In time\npublished: 2026-06-04")
    write_item(
        content,
        "reviews/soon.md",
        REVIEW.replace("-01\n", "-03\n", 1).replace("2025-10-01", "2026-06-01")
        + "\ntitle: Too soon\npublished: 2026-11-26",
    )
    write_item(
        content,
        "training/course.md",
        "title: A course\nformat: classroom\nlength: Half a day\ndates: [2027-01-14, 2027-02-14]\nabout: [child-m]",
    )
    for year, day in (("2024-2025", "2025-09-01"), ("2025-2026", "2026-10-01")):
        write_item(
            content, f"annual-reports/report-{year}.md", f"title: The year {year}\nyear: {year}\npublished: {day}"
        )
    text = report(library)
    for line in (
        "- [x] ‘In time’: a rapid review is done within 15 working days. From 14 May 2026 that is 5 June 2026.",
        "- [ ] ‘In time’: rapid reviews are normally not published. The reason why this one is has been agreed.",
        "- [x] ‘Too soon’: published within six months of the decision of 1 June 2026, that is by 1 December 2026.",
        "seven working days before publication on 26 November 2026. That day has passed: where they have none yet, publish on 2 December 2026 or later.",
        "- [ ] ‘A course’: ask those who came what they use of it by 14 May 2027, three months after the last day.",
        "- [ ] ‘The year 2025-2026’: a yearly report is published at least every twelve months. After that of 1 September 2025 this is due by 1 September 2026. It is dated 1 October 2026, 30 days late.",
    ):
        assert line in text


def test_what_readers_lose_is_told(library: Path) -> None:
    edit(library, "briefings/ask.md", ("audience: public", "audience: professional"))
    edit(library, "policies/first.md", ("published: 2026-01-15", "published: 2027-01-15"))
    edit(
        library,
        "actions/child-m-plan.md",
        ("R1/A1", "R1/A7"),
        (
            "    measure",
            "    response: not-accepted\n    response_reason: Another way is better.\n    updates:\n      - {on: 2026-02-01, note: No., response: not-accepted}\n    measure",
        ),
    )
    text = report(library)
    assert "## Taken back from the public\n\n### Ask what is different" in text
    assert "The public loses it; copies that people saved, and those of search engines, remain." in text
    assert "- **⚠ It disappears from both sites until its new day." in text
    assert "## Actions that end by a decision\n\n- LCSPR-2026-01/R1/A7" in text
    assert (
        "## Actions that disappear\n\n- LCSPR-2026-01/R1/A1 ‘Supervision asks what has changed’ (Children's Services): no plan has it any more."
        in text
    )


def test_a_preview_is_made_as_on_the_day_when_all_has_appeared(library: Path) -> None:
    write_item(library / "content", "briefings/later.md", "title: Later\npublished: 2026-12-03", BRIEFING_BODY)
    file = library / "last-day"
    text = report(library, "--preview-url", "https://preview.example", "--last-day", str(file))
    assert file.read_text() == "2026-12-03\n"
    assert (
        "[Preview on the public site, as on 3 December 2026](<https://preview.example/public/briefings/later/>)" in text
    )
    report(library, "--audience", "public", "--last-day", str(file))
    assert file.read_text() == f"{TODAY}\n"


def test_a_draft_is_told_as_one_and_to_nobody_else(library: Path) -> None:
    write_item(library / "content", "briefings/begun.md", "title: Begun today\ndraft: true", BRIEFING_BODY)
    plan = "title: The plan of a draft\n" + PLAN.replace("source: child-m", "source: begun").replace("R1/A1", "A1")
    write_item(library / "content", "actions/begun-plan.md", f"{plan}\nreference: PLAN-2026-01")
    edit(library, "briefings/old-name.md", ("title: ", "draft: true\ntitle: "))
    told = report(library)
    assert "- Three drafts are begun or changed, and on no site.\n" in told
    assert "## Drafts, on no site\n" in told
    assert "- ‘Begun today’, 7-minute briefing: new.\n" in told
    assert "- ‘The plan of a draft’, Action plan: new.\n" in told
    assert "- ‘A name that was too long’, 7-minute briefing: was no draft before: readers find it no more.\n" in told
    assert "published as soon" not in told
    assert "draft" not in report(library, "--audience", "public")
    edit(library, "briefings/begun.md", ("draft: true\n", ""))
    told = report(library)
    assert "- Two items are published as soon as this is merged.\n" in told
    assert "- One draft is begun or changed, and on no site.\n" in told
