"""``loop init`` and ``loop upgrade``: a library of one's own, begun and kept up to date."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from typer.testing import CliRunner, Result

from learning_loop import equipment
from learning_loop.beginning import frameworks
from learning_loop.doors.cli.commands import repository
from learning_loop.doors.cli.main import app
from learning_loop.doors.mkdocs import LearningLoopPlugin
from learning_loop.equipment import RECORD, digest
from learning_loop.model.kinds import Audience
from tests.example import ROOT, TODAY
from tests.repository import git
from tests.tiny import build_tiny, tree

NAME = "Testshire Safeguarding Children Partnership"
FACTS = {
    "--name": NAME,
    "--area": "Testshire",
    "--url": "https://learning.testshire.example/",
    "--professional-url": "https://practice.testshire.example/",
    "--email": "learning@testshire.example",
    "--line": "Testshire Front Door",
    "--phone": "01632 960 001",
    "--hours": "day or night",
    "--advice-phone": "01632 960 002",
    "--advice-hours": "weekdays 9 to 5",
    "--owner": "testshire",
}
ALL = [word for pair in FACTS.items() for word in pair]


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Give a file that passes for the engine's wheel: what is in the real one stands in test_wheel."""
    file = tmp_path / "learning_loop-0.1.0-py3-none-any.whl"
    file.write_bytes(b"PK the engine")
    return file


@pytest.fixture(autouse=True)
def _git_as_on_a_new_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "An officer")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "officer@testshire.example")


def loop(*words: str | Path, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=typed, catch_exceptions=False)


def begin(folder: Path, wheel: Path, *words: str) -> Result:
    return loop("init", folder, "--wheel", wheel, "--today", TODAY, *words)


def check(folder: Path) -> Result:
    return loop("check", "--content", folder / "content", "--cache", folder / ".cache", "--today", TODAY)


# Beginning


@pytest.mark.parametrize("framework", ["", *frameworks()])
def test_a_library_whose_facts_are_known_is_checked_without_a_finding(
    tmp_path: Path, wheel: Path, framework: str
) -> None:
    done = begin(tmp_path / "own", wheel, *ALL, *(["--framework", framework] if framework else []))
    assert done.exit_code == 0, done.output
    assert "Checked: nothing is wrong, and nothing is missing." in done.output
    found = check(tmp_path / "own")
    assert (found.exit_code, found.stdout.splitlines()[0]) == (0, "Nothing wrong found in 5 items."), found.output
    assert "Advice:" not in found.output
    assert "Nothing found" in found.output


def test_what_is_not_known_is_told_and_stops_a_publishing_but_no_preview(tmp_path: Path, wheel: Path) -> None:
    own = tmp_path / "own"
    assert begin(own, wheel, "--name", NAME).exit_code == 0
    found = check(own)
    places = re.findall(r"content/(\S+?):\d+: (?:([\w.]+): )?.*\(warning\)", found.output)
    assert found.exit_code == 0
    assert places == [
        ("pages/accessibility.md", ""),
        ("pages/privacy.md", ""),
        *(("registers/site.yml", name) for name in (
            "url.public", "url.professional", "email", "feedback", "worried.line", "worried.number", "worried.hours",
            "worried.advice_number", "worried.advice_hours",
        )),
    ]  # fmt: skip
    where = ["--content", own / "content", "--cache", own / ".cache", "--site", own / "site", "--today", TODAY]
    built = loop("build", *where)
    assert (built.exit_code, "11 errors. Nothing was published" in built.output) == (1, True)
    assert not (own / "site/public").exists()
    assert loop("build", "--preview", "--audience", "public", *where).exit_code == 0
    build = partial(build_tiny, own / "content", own / "served", cache=own / ".cache", audiences=[Audience.PUBLIC])
    served = build(preview=own / ".cache/preview")
    assert (served.failed, served.place) == (False, own / ".cache/preview"), (
        "the sites that may be published are not touched"
    )
    assert not (own / "served").exists()
    assert "Call <a href=\"tel:\">STILL TO WRITE: the number</a>" in (own / "site/public/index.html").read_text()  # fmt: skip


def test_the_report_on_a_first_change_says_that_nothing_can_be_published_yet(tmp_path: Path, wheel: Path) -> None:
    own = tmp_path / "own"
    begin(own, wheel, "--name", NAME, "--email", "learning@testshire.example")
    page = own / "content/pages/about.md"
    page.write_text(page.read_text().replace("Neglect", "neglect").replace("About this library", "About us"))
    done = loop("report", "--base", "main", "--content", own / "content", "--cache", own / ".cache", "--today", TODAY)
    assert done.exit_code == 0, done.output
    assert done.output.partition("## In short\n\n")[2].splitlines()[:2] == [
        "- Nothing can be published yet: 7 places are still to be written that say who publishes it. loop check lists them.",
        "- One item changes.",
    ]


@pytest.mark.parametrize("command", ["serve", "build"])
def test_mkdocs_shows_what_it_does_not_publish(tmp_path: Path, wheel: Path, command: Literal["serve", "build"]) -> None:
    begin(tmp_path / "own", wheel, "--name", NAME)
    plugin = LearningLoopPlugin()
    plugin.load_config({"today": TODAY})
    plugin.on_startup(command=command, dirty=False)
    own = tmp_path / "own"
    config = MkDocsConfig(str(own / "mkdocs.yml"))
    config.load_dict(
        {
            "site_name": "Own",
            "docs_dir": str(own / "content"),
            "site_dir": str(own / "site"),
            "theme": {"name": "material"},
        }
    )
    config.validate()
    config.plugins._current_plugin = "learning-loop"
    if command == "serve":
        assert "index.html" in {file.src_uri for file in plugin.on_files(Files([]), config=config)}
    else:
        with pytest.raises(PluginError, match="the number to call is still to be written"):
            plugin.on_files(Files([]), config=config)


def test_a_number_that_is_known_is_on_every_page_and_none_is_invented(tmp_path: Path, wheel: Path) -> None:
    begin(tmp_path / "own", wheel, "--name", NAME)
    site = (tmp_path / "own/content/registers/site.yml").read_text()
    assert set(re.findall(r"\d{3,}", site.partition("actions_since")[0])) == {"999"}


def test_a_name_that_yaml_would_read_otherwise_stays_as_it_is(tmp_path: Path, wheel: Path) -> None:
    area = "Upper Wold, Lower Wold & King's Mere"
    name = f"{area}: Safeguarding Children Partnership # 1"
    done = begin(tmp_path / "own", wheel, *ALL, "--name", name, "--area", area)
    assert done.exit_code == 0, done.output
    assert "nothing is wrong" in done.output
    assert name in (tmp_path / "own/README.md").read_text()


def test_everything_that_every_library_has_is_there(tmp_path: Path, wheel: Path) -> None:
    own = tmp_path / "own"
    done = begin(own, wheel, *ALL)
    assert re.sub(r"\d+ files", "N files", done.output) == (
        f"{own}: a new library, N files.\n"
        "Checked: nothing is wrong, and nothing is missing.\n"
        "What to do now:\n"
        f"  cd {own}\n"
        "  bin/loop serve    sets itself up the first time, then shows both sites\n"
        "  bin/loop check    lists what is wrong, after every change\n"
        "README.md says the rest: before the first publishing, the first pull request, updates.\n"
        "It is a git repository with a first commit. Send it to a private one, never to one that everybody can read.\n"
    )
    assert sorted(path.name for path in (own / "content/pages").iterdir()) == [
        "about.md", "accessibility.md", "how-to-use-a-briefing.md", "privacy.md",
    ]  # fmt: skip
    themes = re.compile(r"^  - id: ", re.MULTILINE)
    assert len(themes.findall((own / "content/registers/themes.yml").read_text())) == 48
    assert "Marlsea" not in "".join(data.decode() for path, data in tree(own / "content").items())
    assert "title: 'Example: " in (own / "content/briefings/example-ask-what-has-changed.md").read_text()
    assert "@testshire/chair" in (own / ".github/CODEOWNERS").read_text()
    assert git(own, "status", "--porcelain") == ""
    assert git(own, "ls-files", "--stage", "bin/loop").startswith("100755")
    assert git(own, "log", "--format=%s") == "A new learning library"


@pytest.mark.parametrize(("host", "file"), [("gitlab", ".gitlab-ci.yml"), ("azure", "azure-pipelines-check.yml")])
def test_the_pipelines_are_those_of_its_host(tmp_path: Path, wheel: Path, host: str, file: str) -> None:
    assert begin(tmp_path / "own", wheel, *ALL, "--host", host).exit_code == 0
    assert (tmp_path / "own" / file).is_file()
    assert not (tmp_path / "own/.github").exists()


def test_every_package_of_a_library_has_a_hash_and_the_engine_is_its_own_file(tmp_path: Path, wheel: Path) -> None:
    begin(tmp_path / "own", wheel, *ALL)
    for name in ("requirements.txt", "requirements-build.txt"):
        text = (tmp_path / "own" / name).read_text()
        starts = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
        assert len(re.findall(r"^\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)) == len(starts) > 0
        assert "://" not in text
    vendored = tmp_path / "own/vendor" / wheel.name
    assert vendored.read_bytes() == wheel.read_bytes()
    assert digest(vendored.read_bytes()) in (tmp_path / "own/requirements.txt").read_text()


def test_the_starter_and_the_pipelines_install_alike(tmp_path: Path, wheel: Path) -> None:
    begin(tmp_path / "own", wheel, *ALL)
    lines = re.compile(r"--require-hashes --only-binary=:all: .*requirements.*\.txt")
    found = [
        lines.findall((tmp_path / "own" / path).read_text().replace("--disable-pip-version-check ", ""))
        for path in ("bin/loop", "ci/steps")
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 2
    for script in ("bin/loop", "ci/steps"):
        subprocess.run(["sh", "-n", tmp_path / "own" / script], check=True)


def _program(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


def test_the_starter_installs_the_first_time_and_after_an_upgrade(tmp_path: Path, wheel: Path) -> None:
    own = tmp_path / "own"
    begin(own, wheel, *ALL)
    _program(own / ".venv/bin/python", 'echo "$@" >>../installed; [ ! -e ../offline ]')
    _program(own / ".venv/bin/loop", 'echo "loop $*"')

    def start(*words: str) -> tuple[int, str]:
        done = subprocess.run([own / "bin/loop", *words], cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    (tmp_path / "offline").touch()
    code, told = start("check")
    assert (code, "The engine could not be installed" in told, "loop check" in told) == (1, True, False)
    (tmp_path / "offline").unlink()
    (tmp_path / "installed").unlink()
    assert start("check") == (0, "loop check\nSetting up .venv: a minute or two, this once\n")
    installed = (tmp_path / "installed").read_text().splitlines()
    assert [line.rpartition(" ")[2] for line in installed] == [
        "requirements-build.txt",
        "requirements.txt",
        "./vendor/learning_loop-0.1.0-py3-none-any.whl",
    ]
    assert start("new", "briefing", "--title", "Two words") == (0, "loop new briefing --title Two words\n")
    assert start() == (0, "loop --help\n")
    assert len((tmp_path / "installed").read_text().splitlines()) == 3
    (own / "requirements.txt").write_text("# upgraded\n" + (own / "requirements.txt").read_text())
    assert start("check")[0] == 0
    assert len((tmp_path / "installed").read_text().splitlines()) == 6


def test_an_empty_repository_from_its_host_becomes_the_library(tmp_path: Path, wheel: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    git(own, "init", "--quiet", "--initial-branch=trunk")
    done = begin(own, wheel, *ALL)
    assert (done.exit_code, git(own, "rev-parse", "--abbrev-ref", "HEAD")) == (0, "trunk"), done.output
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_what_somebody_leaves_out_of_every_repository_is_in_this_one(
    tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "left-out").write_text("vendor/\n*.whl\nbin/\n")
    (tmp_path / "settings").write_text(f"[core]\n\texcludesFile = {tmp_path / 'left-out'}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    begin(tmp_path / "own", wheel, *ALL)
    assert {f"vendor/{wheel.name}", "bin/loop"} <= set(git(tmp_path / "own", "ls-files").splitlines())


def test_inside_another_repository_none_is_made(tmp_path: Path, wheel: Path) -> None:
    git(tmp_path, "init", "--quiet")
    done = begin(tmp_path / "own", wheel, *ALL)
    assert "It lies inside the repository" in done.output
    assert not (tmp_path / "own/.git").exists()


def test_where_git_knows_no_name_nothing_is_committed_and_it_is_said(
    tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{who}_NAME")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    done = begin(tmp_path / "own", wheel, *ALL)
    assert (done.exit_code, "git does not know your name yet" in done.output) == (0, True), done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--name", NAME, "--url", "learning.testshire"], "--url: 'learning.testshire' is not a web address"),
        (["--name", NAME, "--email", "nobody"], "--email: 'nobody'"),
        (["--name", NAME, "--framework", "atlantis"], "There is no framework 'atlantis'."),
        (["--name", NAME, "--owner", "two words"], "'two words' is no name of an organisation"),
        (["--yes"], "--name"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, wheel: Path, words: list[str], told: str
) -> None:
    done = begin(tmp_path / "own", wheel, *words)
    assert done.exit_code in (1, 2)
    assert told in re.sub(r"\s+", " ", done.output), done.output
    assert [one.name for one in tmp_path.iterdir()] == [wheel.name]


def test_a_name_that_is_too_long_for_the_pages_is_refused(tmp_path: Path, wheel: Path) -> None:
    done = begin(tmp_path / "own", wheel, "--name", "Testshire " * 40)
    assert (done.exit_code, done.output.startswith("--name: ")) == (1, True), done.output


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, wheel: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "README.md").write_text("mine")
    done = begin(own, wheel, *ALL)
    assert (done.exit_code, "is not empty: there is README.md." in done.output) == (1, True)
    assert tree(own) == {"README.md": b"mine"}


def test_without_the_engine_s_file_no_library_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning_loop.doors.cli.init.find_wheel", lambda: None)
    done = loop("init", tmp_path / "own", *ALL)
    assert (done.exit_code, "--wheel learning_loop-0.1.0-py3-none-any.whl" in done.output) == (1, True)
    other = tmp_path / "learning_loop-9.9-py3-none-any.whl"
    other.write_bytes(b"PK")
    assert "is release 9.9 of the engine, and this is 0.1.0" in begin(tmp_path / "own", other, *ALL).output
    assert "is no wheel of the engine" in begin(tmp_path / "own", ROOT / "README.md", *ALL).output
    assert not (tmp_path / "own").exists()


def test_at_a_terminal_everything_is_asked_and_a_wrong_answer_is_asked_again(
    tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(
        ["", NAME, "", "learning.testshire", "https://learning.testshire.example/", *[""] * 7, "sunder", "sunderland"]
    )
    asked: list[str] = []

    def ask(words: str, usual: str) -> str:
        asked.append(words)
        return next(answers) or usual

    monkeypatch.setattr(repository, "asks", lambda yes: None if yes else ask)
    done = begin(tmp_path / "own", wheel)
    assert done.exit_code == 0, done.output
    assert [words for words in asked if words.startswith("That cannot stand there")] == [asked[1], asked[4]]
    assert asked[-1].startswith("There is no framework 'sunder'. Did you mean 'sunderland'? There are: bromley, ")
    assert "profile: sunderland\n" in (tmp_path / "own/content/registers/framework.yml").read_text()
    site = (tmp_path / "own/content/registers/site.yml").read_text()
    assert "area: Testshire\n" in site
    assert "public: https://learning.testshire.example/\n" in site
    assert "number: 'STILL TO WRITE: the number'\n" in site


# Keeping up to date


@pytest.fixture
def own(tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a library, and let the wheel pass for the engine that runs."""
    begin(tmp_path / "own", wheel, *ALL)
    monkeypatch.setenv("LEARNING_LOOP_RUNS_FROM", digest(wheel.read_bytes()))
    return tmp_path / "own"


def test_a_library_that_is_up_to_date_stays_to_the_byte(own: Path, wheel: Path) -> None:
    before = tree(own)
    done = loop("upgrade", own, "--wheel", wheel)
    assert (done.exit_code, done.output) == (0, "Everything is up to date: release 0.1.0.\n")
    assert tree(own) == before


def test_an_upgrade_takes_the_new_engine_and_leaves_what_the_site_wrote(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tree(own / "content")
    (own / "ci/steps").write_text("# mine\n")
    (own / ".github/CODEOWNERS").write_text("* @testshire/everybody\n")
    steps = equipment.workflow_files
    monkeypatch.setattr(
        equipment, "workflow_files", lambda *which: steps(*which) | {"ci/steps": b"# new\n", "ci/more": b"# new\n"}
    )
    new = tmp_path / "learning_loop-0.2.0-py3-none-any.whl"
    new.write_bytes(b"PK a newer engine")
    monkeypatch.setenv("LEARNING_LOOP_RUNS_FROM", digest(new.read_bytes()))
    before = tree(own)
    shown = loop("upgrade", own, "--wheel", new, "--dry-run")
    assert tree(own) == before
    done = loop("upgrade", own, "--wheel", new)
    told = [
        ".github/CODEOWNERS: changed by you, left as it is; the engine has nothing new for it",
        "ci/more: new",
        "ci/steps: changed by you, left as it is; the new one lies beside it, ending in .new",
        "requirements.txt: brought up to date",
        "vendor/learning_loop-0.2.0-py3-none-any.whl: new",
        "vendor/learning_loop-0.1.0-py3-none-any.whl: deleted, the engine has no use for it any more",
    ]
    assert shown.output.splitlines() == [
        *told,
        "Nothing was changed. This would be release 0.2.0 in the place of 0.1.0; 4 files would change.",
    ]
    assert done.output.splitlines() == [
        *told,
        "Release 0.2.0 in the place of 0.1.0; 4 files changed. Nothing in content/ was touched.",
        "Take over what you want of the files that end in .new, and delete those: git diff --no-index FILE FILE.new",
        "Then bin/loop check, and hand it in as a pull request: its report shows what readers would notice.",
    ]
    assert (own / "ci/steps").read_text() == "# mine\n"
    assert (own / "ci/steps.new").read_text() == "# new\n"
    assert [path.name for path in (own / "vendor").iterdir()] == [new.name]
    assert tree(own / "content") == content
    assert json.loads((own / RECORD).read_text())["release"] == "0.2.0"
    assert not [path for path in json.loads((own / RECORD).read_text())["files"] if path.startswith("content/")]


def test_a_library_may_move_to_another_host_and_owner(own: Path, wheel: Path) -> None:
    done = loop("upgrade", own, "--wheel", wheel, "--host", "gitlab", "--owner", "elsewhere")
    assert done.exit_code == 0, done.output
    assert not (own / ".github").exists()
    assert "@elsewhere/chair" in (own / ".gitlab/CODEOWNERS").read_text()
    again = loop("upgrade", own, "--wheel", wheel)
    assert again.output == "Everything is up to date: release 0.1.0.\n"


def test_a_folder_that_is_no_library_is_refused(tmp_path: Path, wheel: Path) -> None:
    done = loop("upgrade", tmp_path, "--wheel", wheel)
    assert (done.exit_code, "is no library that 'loop init' made" in done.output) == (1, True)


def test_a_wheel_that_is_damaged_changes_nothing(own: Path, tmp_path: Path) -> None:
    before = tree(own)
    bad = tmp_path / "learning_loop-0.3.0-py3-none-any.whl"
    bad.write_bytes(b"PK\3\4 torn")
    done = loop("upgrade", own, "--wheel", bad)
    assert (done.exit_code, "is damaged" in done.output) == (1, True)
    assert loop("upgrade", own, "--wheel", tmp_path / "nothing.whl").exit_code == 1
    assert tree(own) == before


def test_the_day_of_a_new_library_is_that_on_which_it_was_begun(tmp_path: Path, wheel: Path) -> None:
    begin(tmp_path / "own", wheel, *ALL)
    text = (tmp_path / "own/content/pages/about.md").read_text()
    assert f"published: {date.fromisoformat(TODAY)}\n" in text
