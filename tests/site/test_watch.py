"""The register of true names, sign-offs and the doctor, as their users meet them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from learning_loop.model.kinds import Audience
from tests.planted import files as planted
from tests.tiny import build_tiny, write_base, write_item

NAME = "Zelie Quarrel"
KEY = "a" * 64


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_cache: Callable[[Path], Path]) -> Path:
    """Give a folder with a content folder, a key, and a place for the register outside of both."""
    write_base(tmp_path / "work/content")
    write_item(tmp_path / "work/content", "pages/one.md", "title: One page", "Plain words.")
    new_cache(tmp_path / "cache")
    monkeypatch.setenv("LOOP_REGISTER_KEY", KEY)
    monkeypatch.setenv("LOOP_REGISTER", str(tmp_path / "safe/register.json"))
    return tmp_path


def loop(place: Path, *words: str, given: str = "", cache: bool = True) -> tuple[int, str]:
    options = ["--content", str(place / "work/content"), *(["--cache", str(place / "cache")] if cache else [])]
    done = CliRunner().invoke(app, [*words, *options], input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "zelie" not in done.output.lower().replace(str(place).lower(), "")
    return done.exit_code, done.output


def register(place: Path, *words: str, given: str = "") -> tuple[int, str]:
    return loop(place, "register", *words, given=given, cache=False)


def declare(place: Path, line: str) -> None:
    file = place / "work/content/registers/site.yml"
    file.write_text(file.read_text() + f"\n{line}\n")


def public_errors(place: Path) -> list[str]:
    built = build_tiny(place / "work/content", place / "site", cache=place / "cache", audiences=[Audience.PUBLIC])
    return [problem.words("content") for problem in built.problems if problem.severity == "error"]


def test_a_name_is_kept_as_fingerprints_and_found_by_its_place_alone(place: Path) -> None:
    assert register(place, "add", given=f"{NAME}\n\nAnn Vorn-Hask\n") == (0, "2 added; the register has 2 names.\n")
    kept = (place / "safe/register.json").read_text().lower()
    assert "zelie" not in kept
    assert KEY not in kept
    assert (place / "safe/register.json").stat().st_mode & 0o077 == 0
    assert loop(place, "register", "check")[0] == 0
    write_item(place / "work/content", "pages/two.md", "title: Two", "Here is\nQUARREL, Zélie’s mother.")
    code, said = loop(place, "register", "check")
    assert (code, "pages/two.md:10: a name of the register of true names stands here" in said) == (1, True)
    assert any(line.startswith("content/pages/two.md:10: a name of the register") for line in public_errors(place))
    assert not (place / "site/public").exists()


def test_a_name_inside_an_attachment_is_found_by_its_page(place: Path) -> None:
    register(place, "add", given=f"{NAME}\n")
    content = place / "work/content"
    write_item(content, "pages/two/index.md", "title: Two\nattachments: [{file: pack.pdf, title: Pack}]")
    (content / "pages/two/pack.pdf").write_bytes(planted.plain_pdf("Notes of Zelie Quarrel and others"))
    code, said = loop(place, "check")
    assert (code, "pages/two/pack.pdf: page 1: a name of the register" in said) == (1, True)
    assert "True names: found." in said


def test_names_are_listed_by_number_and_removed(place: Path) -> None:
    register(place, "add", given=f"{NAME}\nAnn Vorn-Hask\n{NAME}\n")
    code, said = register(place, "list")
    assert (code, said.splitlines()[-1]) == (0, "2 names, added on 1 day.")
    assert register(place, "remove", given="quarrel, zelie\n") == (0, "1 removed; the register has 1 name.\n")
    left = register(place, "list")[1].split()[0]
    assert register(place, "remove", "--entry", left)[1] == "1 removed; the register has 0 names.\n"


@pytest.mark.parametrize("words", [("add", NAME), ("add", "Zelie"), ("remove", "Zelie"), ("rotate", "--Zelie")])
def test_a_name_as_an_argument_is_refused_and_not_repeated(place: Path, words: tuple[str, ...]) -> None:
    code, said = register(place, *words)
    assert (code, "never given as an argument" in said) == (2, True)


def test_a_register_inside_the_content_or_a_repository_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for inside in ("work/content/register.json", "work/register.json"):
        subprocess.run(["git", "init", "-q", str(place / "work")], check=True)
        monkeypatch.setenv("LOOP_REGISTER", str(place / inside))
        code, said = register(place, "add", given=f"{NAME}\n")
        assert (code, "inside a content folder or a repository" in said) == (1, True)
        assert not (place / inside).exists()


def test_a_key_that_is_missing_or_wrong_stops_the_public_site_where_the_register_is_required(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(place, "add", given=f"{NAME}\n")
    monkeypatch.setenv("LOOP_REGISTER_KEY", "b" * 64)
    assert "made with another key" in register(place, "list")[1]
    monkeypatch.delenv("LOOP_REGISTER_KEY")
    assert public_errors(place) == []
    code, said = loop(place, "check")
    assert (code, "was NOT RUN: there is no key" in said, "True names: NOT RUN." in said) == (0, True, True)
    declare(place, "true_names: required")
    assert ["was NOT RUN: there is no key" in line for line in public_errors(place)] == [True]
    professional = build_tiny(
        place / "work/content", place / "other", cache=place / "cache", audiences=[Audience.PROFESSIONAL]
    )
    assert not professional.failed


def test_a_key_is_changed_only_when_every_name_is_given_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register(place, "add", given=f"{NAME}\nAnn Vorn-Hask\n")
    monkeypatch.setenv("LOOP_REGISTER_NEW_KEY", "c" * 64)
    before = (place / "safe/register.json").read_bytes()
    assert "1 of its names were not given again" in register(place, "rotate", given=f"{NAME}\n")[1]
    assert (place / "safe/register.json").read_bytes() == before
    assert register(place, "rotate", given=f"{NAME}\nAnn Vorn-Hask\n")[0] == 0
    monkeypatch.setenv("LOOP_REGISTER_KEY", "c" * 64)
    assert register(place, "list")[0] == 0


def git(place: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(place / "work"), *words], check=True, capture_output=True)


def commit(place: Path, name: str = "Wren Author") -> None:
    git(place, "init", "-q")
    for key, value in {"user.name": name, "user.email": "x@y.example", "commit.gpgsign": "false"}.items():
        git(place, "config", key, value)
    git(place, "add", "-A")
    git(place, "commit", "-qm", "x", "--allow-empty")


def test_a_sign_off_holds_for_one_content_and_not_for_its_author_alone(place: Path) -> None:
    declare(place, "sign_off: required")
    commit(place)
    file = str(place / "work/content/pages/one.md")
    assert "pages/one.md: has no sign-off" in public_errors(place)[0]
    code, said = loop(place, "sign-off", file)
    assert (code, "cannot be the only one" in said) == (1, True)
    assert loop(place, "sign-off", file, "--by", "Sandpiper Reader")[0] == 0
    assert public_errors(place) == []
    noted = (place / "work/content/registers/sign-offs.yml").read_bytes()
    code, said = loop(place, "sign-off", file, "--by", "sandpiper reader")
    assert (code, "was noted before" in said) == (0, True)
    assert (place / "work/content/registers/sign-offs.yml").read_bytes() == noted
    code, said = loop(place, "sign-off", file.replace("one.md", "two.md"))
    assert (code, "there is no such file" in said) == (1, True)
    assert loop(place, "sign-off", file)[0] == 0
    write_item(place / "work/content", "pages/one.md", "title: One page", "Other words.")
    assert "has changed since it was signed off" in public_errors(place)[0]
    code, said = loop(place, "check")
    assert (code, "has changed since it was signed off" in said) == (1, True)
    assert "Sign-offs: 0 of 1 public items have one for their present text." in said


def test_a_file_of_sign_offs_that_says_something_else_is_refused(place: Path) -> None:
    (place / "work/content/registers/sign-offs.yml").write_text("sign_offs:\n  - {item: pages/one.md, passed: yes}\n")
    assert public_errors(place) == [
        "content/registers/sign-offs.yml:2: sign_offs[1]: is no sign-off. Write them with: loop sign-off FILE"
    ]


def test_the_doctor_refuses_a_remote_that_may_be_public_until_somebody_has_looked(place: Path) -> None:
    commit(place)
    git(place, "remote", "add", "origin", "https://me:hunter2secret@github.com/x/y.git")
    assert loop(place, "doctor")[0] == 0
    write_item(place / "work/content", "pages/closed.md", "title: Closed\naudience: professional")
    code, said = loop(place, "doctor")
    assert (code, "github.com may be open to everybody" in said, "hunter2" in said) == (1, True, False)
    code, said = loop(place, "doctor", "--json")
    assert (code, json.loads(said)["problems"][0]["field"]) == (1, "origin")
    assert loop(place, "doctor", "--remote-is-private", "origin")[0] == 2
    assert loop(place, "doctor", "--remote-is-private", "upstream", "--by", "Wren")[0] == 2
    assert loop(place, "doctor", "--remote-is-private", "origin", "--by", "Priya Nair")[0] == 0
    assert loop(place, "doctor")[0] == 0
    assert public_errors(place) == []
    git(place, "remote", "add", "other", "git@gitlab.com:x/y.git")
    assert "gitlab.com" in loop(place, "doctor")[1]


def test_the_doctor_says_plainly_what_it_could_not_look_at(place: Path) -> None:
    code, said = loop(place, "doctor")
    assert (code, said.splitlines()[0]) == (
        0,
        "there is no git repository around the content: remotes were not looked at (warning)",
    )
    (place / "work/content").rename(place / "work/other")
    code, said = loop(place, "doctor")
    assert (code, "there is no such folder. Name the content folder" in said) == (1, True)


def test_the_doctor_finds_secrets_that_could_be_committed(place: Path) -> None:
    commit(place)
    work = place / "work"
    (work / ".gitignore").write_text("ignored.env\n")
    (work / "ignored.env").write_text("API_KEY=abcdefghijklmnop123456789\n")
    (work / ".env").write_text("A=1\n")
    (work / "notes.txt").write_text("fine\n-----BEGIN OPENSSH " + "PRIVATE KEY-----\n")
    register(place, "add", given=f"{NAME}\n")
    (work / "names.json").write_bytes((place / "safe/register.json").read_bytes())
    code, said = loop(place, "doctor")
    assert code == 1
    for part in (
        ".env: looks like a file that holds secrets",
        "notes.txt:2: looks like a private key",
        "names.json:",
        "a register of true names",
    ):
        assert part in said
    assert "ignored.env" not in said


def test_the_doctor_lets_only_the_proved_public_site_be_deployed(place: Path) -> None:
    write_item(place / "work/content", "pages/closed.md", "title: Closed\naudience: professional")
    build_tiny(place / "work/content", place / "site", cache=place / "cache")
    public, professional = place / "site/public", place / "site/professional"
    assert loop(place, "doctor", "--deploy", str(public))[0] == 0
    code, said = loop(place, "doctor", "--deploy", str(professional))
    assert (code, "is of the professional site" in said) == (1, True)
    (public / "index.html").write_text((public / "index.html").read_text() + " ")
    (public / "draft.html").write_text("x")
    code, said = loop(place, "doctor", "--deploy", str(public))
    assert (code, "index.html: is not what was proved" in said, "draft.html: is not what was proved" in said) == (
        1,
        True,
        True,
    )
    assert loop(place, "doctor", "--deploy", str(place / "nowhere"))[0] == 1


def test_every_page_of_the_professional_site_has_its_mark_and_no_public_file_has(place: Path) -> None:
    build_tiny(place / "work/content", place / "site", cache=place / "cache")
    mark = b"learning-loop-professional-site"
    pages = list((place / "site/professional").rglob("*.html"))
    assert [path for path in pages if mark not in path.read_bytes()] == []
    assert [path for path in (place / "site/public").rglob("*") if path.is_file() and mark in path.read_bytes()] == []
