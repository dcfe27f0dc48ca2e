"""The commands by which an officer begins a newsletter and looks at an e-mail."""

from __future__ import annotations

import re
import shutil
import stat
import webbrowser
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from learning_loop.doors.cli.main import app
from tests.example import ROOT, TODAY
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, write_base, write_item


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Write a library with something new in every kind, and one professional item."""
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    write_item(content, "actions/child-m-plan.md", f"{PLAN}\npublished: 2026-09-14")
    write_item(
        content,
        "briefings/ask.md",
        "title: Ask what is different\npublished: 2026-10-01\nthemes: [neglect]\nabout: [child-m]",
        BRIEFING_BODY,
    )
    write_item(
        content,
        "briefings/closed.md",
        "title: Only for us\naudience: professional\npublished: 2026-10-02",
        BRIEFING_BODY,
    )
    write_item(
        content,
        "events/forum.md",
        "title: The forum\nstarts: 2026-12-02 13:30\nends: 2026-12-02 16:00\nplace: Hall\nevent_type: forum",
    )
    return content


def loop(*words: str, content: Path) -> Result:
    where = ["--content", str(content), "--cache", str(content.parent / "cache")]
    return CliRunner().invoke(app, [*words, *([] if "check" in words else ["--today", TODAY]), *where])


def front(text: str) -> dict[str, Any]:
    """Give the fields of a file."""
    found: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return found


def test_a_draft_passes_the_check_and_is_told(content: Path) -> None:
    done = loop("new", "newsletter", "--term", "autumn-2026", content=content)
    assert done.exit_code == 0, done.output
    file = content / "newsletters/newsletter-autumn-2026.md"
    lines = done.output.splitlines()
    assert lines[0] == f"{file}: a draft for the autumn term 2026, hidden until 7 December 2026"
    assert (
        lines[1]
        == "It carries 2 new items and 1 event to come, and tells of 0 actions with evidence, 0 delivered, 1 agreed and 1 late."
    )
    assert "It celebrates nobody yet" in done.output
    assert "Nothing wrong found in 6 items.\nDisclosure: Nothing found." in loop("check", content=content).output
    text = file.read_text()
    assert front(text)["about"] == ["ask", "child-m-plan", "forum"]
    assert "title: Ask what is different, text: One plain sentence" in text
    assert "(../actions/child-m-plan.md#r1-a1): 144 days late (Children's Services)" in text
    assert "Only for us" not in text


def test_a_draft_shows_its_editor_what_it_carries_in_groups_with_summaries(content: Path) -> None:
    loop("new", "newsletter", content=content)
    text = (content / "newsletters/newsletter-autumn-2026.md").read_text()
    summary = "One plain sentence that a busy person can use."
    assert text.partition("about:\n")[2].startswith(
        f"""\
  # Briefings
  #   Ask what is different. {summary}
  - ask
  # Action plans
  #   A title. {summary}
  - child-m-plan
  # Dates
  #   The forum. {summary}
  - forum
"""
    )


def test_an_event_before_the_day_of_sending_is_told(content: Path) -> None:
    done = loop("new", "newsletter", content=content)
    assert (
        "Already over by then: forum (2 December 2026). Send it earlier, or take that out of 'about'.\n" in done.output
    )


def test_a_draft_for_professionals_has_what_they_may_see(content: Path) -> None:
    done = loop("new", "newsletter", "--audience", "professional", "--id", "for-us", content=content)
    assert done.exit_code == 0, done.output
    text = (content / "newsletters/for-us.md").read_text()
    assert "audience: professional\n" in text
    assert front(text)["about"] == ["closed", "ask", "child-m-plan", "forum"]
    assert loop("check", content=content).exit_code == 0


def test_a_draft_never_takes_the_place_of_a_file(content: Path) -> None:
    assert loop("new", "newsletter", content=content).exit_code == 0
    file = content / "newsletters/newsletter-autumn-2026.md"
    file.write_text(written := file.read_text().replace("term: autumn", "# mine\nterm: autumn"))
    again = loop("new", "newsletter", content=content)
    assert again.exit_code == 1
    assert (
        again.output
        == f"{file} is the issue of the autumn term 2026. Go on with it there, or name a second one with --id.\n"
    )
    taken = loop("new", "newsletter", "--id", "ask", content=content)
    assert (taken.exit_code, taken.output) == (1, "There is an item 'ask' already. Name another with --id.\n")
    ill = loop("new", "newsletter", "--id", "My Issue", content=content)
    assert ill.exit_code == 1
    assert ill.output.startswith("'My Issue' is no id.")
    assert file.read_text() == written


def test_a_second_issue_of_a_term_leaves_out_what_the_first_carried(content: Path) -> None:
    loop("new", "newsletter", content=content)
    first = content / "newsletters/newsletter-autumn-2026.md"
    first.write_text(re.sub("published: .*", "published: 2026-11-01", first.read_text()))
    done = loop("new", "newsletter", "--id", "second", content=content)
    assert done.exit_code == 0, done.output
    assert "Left out, since an issue carried them: ask, child-m-plan." in done.output
    assert front((content / "newsletters/second.md").read_text())["about"] == ["forum"]
    assert loop("check", content=content).exit_code == 0


@pytest.mark.parametrize(
    ("term", "code", "told"),
    [
        ("autum-2026", 2, "'autum-2026' is no term. Did you mean 'autumn-2026'? A term is spring, summer or autumn and a year, such as spring-2026."),
        ("spring-2019", 1, "Nothing was published in the spring term 2019 and no action was agreed or delivered in it, so there is nothing to tell. Leave --term out for the autumn term 2026."),
        ("spring-2027", 1, "The spring term 2027 begins on 1 January 2027, so nothing has happened in it."),
    ],
)  # fmt: skip
def test_a_term_that_cannot_be_drafted_is_told(content: Path, term: str, code: int, told: str) -> None:
    done = loop("new", "newsletter", "--term", term, content=content)
    assert done.exit_code == code
    assert told in " ".join(done.output.split())
    assert not (content / "newsletters").exists()


def test_content_with_errors_is_not_drafted_from(content: Path) -> None:
    write_item(content, "briefings/ill.md", "themes: [neglct]", BRIEFING_BODY)
    done = loop("new", "newsletter", content=content)
    assert done.exit_code == 1
    assert "unknown theme 'neglct'" in done.output
    assert "Cure them first: loop check lists them." in done.output


def test_an_empty_library_has_nothing_to_tell(tmp_path: Path) -> None:
    done = loop("new", "newsletter", content=write_base(tmp_path / "content"))
    assert (done.exit_code, done.output) == (1, "Nothing is published yet, so there is nothing to tell.\n")


def test_terms_need_not_be_written(content: Path) -> None:
    file = content / "registers/framework.yml"
    file.write_text(file.read_text().partition("terms:")[0])
    assert loop("new", "newsletter", "--term", "autumn-2026", content=content).exit_code == 0
    assert loop("check", content=content).exit_code == 0


def test_the_example_s_newest_issue_could_have_been_drafted(tmp_path: Path) -> None:
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    (content / "newsletters/newsletter-autumn-2026.md").unlink()
    for page in content.glob("pages/*.md"):
        page.write_text(re.sub(r"\[([^]]*)\]\(\.\./newsletters/newsletter-autumn-2026\.md\)", r"\1", page.read_text()))
    done = loop("new", "newsletter", "--term", "autumn-2026", content=content)
    assert done.exit_code == 0, done.output
    drafted = (content / "newsletters/newsletter-autumn-2026.md").read_text()
    written = (ROOT / "content/newsletters/newsletter-autumn-2026.md").read_text()
    assert set(front(drafted)["about"]) == set(front(written)["about"])
    assert "title: Learning news, autumn term 2026\n" in drafted
    assert "Two managers who disagreed" in drafted
    assert "\nNothing wrong found" in loop("check", content=content).output


def test_an_e_mail_is_made_in_a_place_of_its_own_and_shown(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_item(content, "bulletins/b.md", "title: From Monday", "For all.\n\n::: professional\nOnly here.\n:::\n")
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: shown.append(address) or True)
    done = loop("email", "b", "--open", content=content)
    assert done.exit_code == 0, done.output
    first, *files, last = done.output.splitlines()
    assert first == "From Monday: to everybody, as on 21 November 2026"
    assert last == "Nothing was sent."
    paths = [Path(line.partition(": ")[0]) for line in files]
    assert [path.name for path in paths] == [
        f"b-everybody{ending}" for ending in (".html", ".txt", ".eml", "-notify.md")
    ]
    assert all(re.search(r", \d+\.\d KB, ", line) for line in files)
    assert shown == [paths[0].as_uri()]
    assert stat.S_IMODE(paths[0].parent.stat().st_mode) == 0o700
    assert "For all." in paths[0].read_text()
    assert "Only here." not in paths[0].read_text()
    assert not content.is_relative_to(paths[0].parent)
    shutil.rmtree(paths[0].parent)


def test_an_e_mail_can_be_looked_at_before_its_day(content: Path) -> None:
    write_item(content, "bulletins/later.md", "title: From Monday\npublished: 2026-12-01\nabout: [ask]")
    done = loop("email", "later", "--audience", "professional", content=content)
    assert done.output.startswith("From Monday: to professionals, as on 1 December 2026\n")
    shutil.rmtree(Path(done.output.splitlines()[1].partition(": ")[0]).parent)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("forum-new",), "There is no item 'forum-new'. Did you mean 'forum-news'? An id is the name of the file without .md."),
        (("ask",), "'ask' is a briefing. Only newsletters and bulletins are made into e-mails."),
        (("gone",), "'gone' was withdrawn, so there is nothing to send."),
        (("ours", "--audience", "public"), "'ours' is for professionals only, so there is no e-mail of it to everybody. Leave --audience out."),
    ],
)  # fmt: skip
def test_an_e_mail_that_cannot_be_is_told(content: Path, words: tuple[str, ...], told: str) -> None:
    write_item(content, "bulletins/forum-news.md", "")
    write_item(content, "bulletins/gone.md", "withdrawn: {on: 2026-02-01, reason: It was wrong.}")
    write_item(content, "bulletins/ours.md", "audience: professional")
    done = loop("email", *words, content=content)
    assert (done.exit_code, done.output) == (1, f"{told}\n")
