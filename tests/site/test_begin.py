"""The commands by which an officer begins an item of any kind."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from learning_loop.advice.advise import advise_item
from learning_loop.advice.vocabulary import Vocabulary
from learning_loop.build import check
from learning_loop.doors.cli.commands import drafts
from learning_loop.doors.cli.main import app
from learning_loop.doors.cli.stopped import Stopped
from learning_loop.doors.cli.writing import write_all_new, write_new
from learning_loop.library import Content
from learning_loop.model.advising import Advising
from learning_loop.model.kinds import KIND_BY_NAME, KINDS
from tests.example import ROOT, TODAY
from tests.tiny import REVIEW, write_base, write_item

PUBLIC = ("--audience", "public")
BEGUN: dict[str, tuple[str, ...]] = {
    "review": (
        "--title", "Child R: a winter without heating", "--review-type", "LCSPR", "--method", "systems", "--commissioned-by",
        "practice-review-group", "--decided-on", "2026-03-01", *PUBLIC,
    ),
    "executive-summary": ("--from", "child-m", *PUBLIC),
    "practice-guidance": ("--title", "Talking to fathers about sleep", *PUBLIC),
    "briefing": ("--from", "child-m", *PUBLIC),
    "bulletin": ("--title", "From Monday: a new number for health visitors", *PUBLIC),
    "action-plan": ("--source", "child-m", "--monitored-by", "Quality and Impact Group", *PUBLIC),
    "policy": ("--title", "Bruising in babies who cannot move", *PUBLIC),
    "training": ("--title", "Asking about money", "--format", "classroom", "--length", "Half a day", "--audience", "professional"),
    "event": (
        "--title", "Forum: winter", "--starts", "2027-02-01 13:30", "--ends", "2027-02-01 15:30", "--place", "Town Hall",
        "--event-type", "forum", *PUBLIC,
    ),
    "annual-report": PUBLIC,
    "resource": ("--title", "What records leave out", "--publisher", "National panel", "--link", "https://panel.example/x", *PUBLIC),
    "page": ("--title", "How to read a review", *PUBLIC),
}  # fmt: skip


def loop(*words: str, content: Path) -> Result:
    where = ["--content", str(content), "--cache", str(content.parent / "cache"), "--today", TODAY]
    return CliRunner().invoke(app, [*words, *where])


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, dict[str, Path]]:
    """Begin an item of every kind beside the example, and check the whole."""
    content = shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("begin") / "content")
    written = {}
    for kind, words in BEGUN.items():
        done = loop("new", kind, *words, content=content)
        assert done.exit_code == 0, f"{kind}: {done.output}"
        written[kind] = Path(done.output.partition(": a draft (")[0])
    return check(content, cache=content.parent / "cache"), written


def test_every_kind_has_a_command() -> None:
    assert {*BEGUN, "newsletter"} == {kind.name for kind in KINDS}
    listed = CliRunner().invoke(app, ["new", "--help"]).output
    assert [kind.name for kind in KINDS if not re.search(rf"^  {kind.name} ", listed, re.MULTILINE)] == []


@pytest.mark.parametrize("kind", BEGUN)
def test_what_is_written_passes_the_check_and_says_what_is_still_to_write(
    begun: tuple[Content, dict[str, Path]], kind: str
) -> None:
    read, written = begun
    path = f"{KIND_BY_NAME[kind].folder}/{written[kind].name}"
    problems = [one for one in read.problems if one.path == path and "A4 page" not in one.message]
    assert [(one.field, one.severity) for one in problems] == [("draft", "warning")]
    assert "are still to be written or checked" in problems[0].message
    assert not [one for one in read.findings if one.path == path]
    text = written[kind].read_text()
    assert "STILL TO WRITE: " in text
    assert ("\n## " in text) == (kind != "action-plan")


def test_a_briefing_takes_up_what_its_review_says(begun: tuple[Content, dict[str, Path]]) -> None:
    text = begun[1]["briefing"].read_text()
    assert "title: 'Child M: 7-minute briefing'\n" in text
    assert "themes: [neglect, disability, voice-of-child, assessment-risk, professional-curiosity, fathers]\n" in text
    assert "about: [child-m]\npeople: [Child M]\n" in text
    assert "- [Visits were counted and change was not](../reviews/child-m.md#f1). Of 61 records" in text
    assert "- [Ring fathers back](../reviews/child-m.md#r7)." in text
    assert "“Hurt. Mouth. Hurt.”" in text
    headings = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert headings[0] == "Background"
    assert headings[-1] == "Questions for your team"
    assert len(headings) == 7


def test_a_title_suggests_themes_and_items(begun: tuple[Content, dict[str, Path]]) -> None:
    text = begun[1]["policy"].read_text()
    assert "themes: [babies, bruising-babies]\n" in text
    near = re.search(r"^# STILL TO CHECK: near to it in the library: (.*)\. Name", text, re.MULTILINE)
    assert near is not None
    assert "bruising-protocol (policy)" in near[1].split("; ")


def test_a_plan_has_an_action_for_each_recommendation_that_waits(tmp_path: Path) -> None:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", REVIEW)
    done = loop("new", "action-plan", "--source", "child-m", "--monitored-by", "quality-group", content=content)
    assert done.exit_code == 0, done.output
    text = (content / "actions/child-m-plan.md").read_text()
    assert "  - ref: R1/A1\n    title: Ask what has changed\n" in text
    assert "    owner: childrens-services\n    scope: single-agency\n    due: 2026-06\n" in text


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = write_base(tmp_path / "content")
    write_item(content, "reviews/child-m.md", f"{REVIEW}\nformer_ids: [once-called]\n")
    write_item(
        content,
        "reviews/child-p.md",
        REVIEW.replace("2026-01", "2026-09").replace("Child M", "Child P") + "\naudience: professional",
    )
    return content  # fmt: skip


def test_ids_are_free_and_no_file_is_overwritten(content: Path) -> None:
    for name in ("ask-again.md", "ask-again-2.md"):
        assert loop("new", "page", "--title", "Ask again", *PUBLIC, content=content).exit_code == 0
        assert (content / "pages" / name).exists()
    before = (content / "pages/ask-again.md").read_bytes()
    done = loop("new", "page", "--title", "Ask again", "--id", "ask-again", *PUBLIC, content=content)
    assert done.exit_code == 1
    assert done.output == "--id: there is an item 'ask-again' already. It was left as it is; name another.\n"
    assert (content / "pages/ask-again.md").read_bytes() == before


def test_what_people_type_is_understood(content: Path) -> None:
    words = ("--review-type", "lcspr", "--method", "systems", "--commissioned-by", "Executive group", *PUBLIC)
    done = loop("new", "review", "--title", "Child R: cold.", "--decided-on", "1 Sept 2026", *words, content=content)
    assert done.exit_code == 0, done.output
    text = (content / "reviews/child-r-cold.md").read_text()
    assert "title: 'Child R: cold'\n" in text
    assert "commissioned_by: executive-group\n" in text
    assert "decided_on: 2026-09-01\n" in text
    for named in ("content/reviews/child-m.md", "Child M"):
        done = loop("new", "action-plan", "--from", named, content=content)
        assert done.exit_code == 0, done.output
    assert "Of this type and from child-m there is already child-m-plan." in done.output
    look = "loop serve --drafts --today 2026-12-07, then http://localhost:8000/actions/child-m-plan-2/."
    assert look in done.output


def test_a_drive_without_links_keeps_what_is_there_too(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    there = tmp_path / "there.md"
    there.write_text("before")
    with pytest.raises(Stopped, match="is there already and was left as it is"):
        write_new(there, b"after")
    with pytest.raises(Stopped):
        write_all_new({tmp_path / "new/one.md": b"1", there: b"2"})
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "content") == ["there.md"]
    write_new(tmp_path / "new.md", b"new")
    assert (there.read_text(), (tmp_path / "new.md").read_bytes()) == ("before", b"new")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("training",), 2, "--title, --format, --length and --audience must be given, because nobody is asked here. loop new training --help says what each option is."),
        (("review", "--title", "Child R: cold"), 2, "--review-type, --method, --commissioned-by, --decided-on and --audience must be given"),
        (("revew",), 2, "No such command 'revew'. Did you mean 'review'"),
        (("event", "--title", "Forum", "--starts", "2027-02-01 13:30", "--ends", "2027-02-01 12:30", "--place", "Hall", "--event-type", "forum", *PUBLIC), 1, "ends: the event ends before it starts. Nothing was written."),
        (("page", "--title", "A page", "--id", "once-called", *PUBLIC), 1, "--id: there is an item 'once-called' already."),
        (("training", "--title", "A course", "--format", "clasroom", "--length", "Long", *PUBLIC), 1, "--format: 'clasroom' is none of e-learning, classroom, workshop, webinar, resource. Did you mean 'classroom'?"),
        (("page", "--title", "A page", "--themes", "neglct", *PUBLIC), 1, "--themes: unknown theme 'neglct'. Did you mean 'neglect'?"),
        (("page", "--title", "A page", "--published", "1/12/2026", *PUBLIC), 1, "--published: '1/12/2026' is not a day. Write year-month-day, such as 2026-12-01"),
        (("briefing", "--from", "child-mm", *PUBLIC), 1, "There is no item 'child-mm'. Did you mean 'child-m'?"),
        (("briefing", "--from", "child-p", *PUBLIC), 1, "--audience: 'child-p' is for professionals only, and what is drafted from it says what it says."),
        (("page", "--title", "A page", "--id", "A Page", *PUBLIC), 1, "--id: 'A Page' is no id. Ids are small letters, digits and hyphens, such as a-page."),
        (("page", "--title", "x", *PUBLIC), 1, "--title: "),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_told_and_nothing_is_written(
    content: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    before = sorted(content.rglob("*"))
    done = loop("new", *words, content=content)
    assert (done.exit_code, told in done.output) == (code, True), done.output
    assert sorted(content.rglob("*")) == before


def test_somebody_at_a_terminal_is_asked_until_the_answer_can_stand(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    typed = iter(
        [
            "",
            "Ask again",
            "everybody",
            "public",
            "",
            "Neglect",
            "",
            "",
            "-",
            "-",
            "1st December 2026",
            "Not An Id",
            "ask-once-more",
        ]
    )

    def ask(words: str, usual: str) -> str:
        asked.append((words, usual))
        return next(typed)

    monkeypatch.setattr(drafts, "asks", lambda yes: ask)
    done = loop("new", "practice-guidance", content=content)
    assert done.exit_code == 0, done.output
    assert [words for words, _ in asked][:4] == [
        "What is it called? Sentence case, no full stop.",
        "This needs an answer",
        "Who may read it? One of public, professional.",
        "everybody: 'everybody' is none of public, professional. Once more",
    ]
    assert asked[9:11] == [
        ("On which day is it to be published?", "2026-12-07"),
        ("-: '-' is not a day. Write year-month-day, such as 2026-05-12. Once more", "2026-12-07"),
    ]
    assert asked[-1][0] == "Not An Id: is no id. Once more: small letters, digits and hyphens"
    text = (content / "guidance/ask-once-more.md").read_text()
    assert "published: 2026-12-01\n" in text
    assert "themes: [neglect]\n" in text


def test_what_is_still_to_be_written_gets_no_advice(begun: tuple[Content, dict[str, Path]]) -> None:
    _, written = begun
    for kind in ("review", "page", "policy"):
        path = f"{KIND_BY_NAME[kind].folder}/{written[kind].name}"
        advice = advise_item(written[kind].read_bytes(), path=path, vocabulary=Vocabulary(Advising(), {}))
        assert [one.rule for one in advice if one.rule in ("capitals", "no-voice")] == []
