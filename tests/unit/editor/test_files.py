"""The options of an editor, its policy, and the files for its host."""

from __future__ import annotations

import pytest

from learning_loop.editor.backend import Backend, Cms, Hosting, find_fault
from learning_loop.editor.files import FONTS, headers
from learning_loop.editor.programs import PROGRAMS

RELAY = "https://sign-in.marlsea.example"
GITHUB = Backend(Hosting.GITHUB, "marlsea/library", sign_in=RELAY)
GITLAB = Backend(Hosting.GITLAB, "marlsea/office/library", app_id="0123abc")
AZURE = Backend(Hosting.AZURE, "marlsea/Learning Library/library", app_id="0123abc", tenant="4567def")
LOCAL = Backend(Hosting.LOCAL, server="http://localhost:8081")


@pytest.mark.parametrize("backend", [GITHUB, GITLAB, AZURE, LOCAL, Backend(Hosting.LOCAL)])
def test_options_that_belong_together_will_do(backend: Backend) -> None:
    assert find_fault(backend, Cms.DECAP) == ""


@pytest.mark.parametrize(
    ("backend", "cms", "words"),
    [
        (Backend(Hosting.GITHUB), Cms.DECAP, "say also --repo owner/name and --sign-in"),
        (Backend(Hosting.GITLAB, "a/b"), Cms.DECAP, "say also --app-id"),
        (Backend(Hosting.AZURE, "o/p/r", app_id="x"), Cms.DECAP, "say also --tenant"),
        (Backend(Hosting.LOCAL, repo="a/b"), Cms.DECAP, "--backend local has no use for --repo"),
        (
            Backend(Hosting.GITHUB, "a/b", sign_in=RELAY, tenant="x"),
            Cms.DECAP,
            "--backend github has no use for --tenant",
        ),
        (
            Backend(Hosting.GITHUB, "https://github.com/a/b", sign_in=RELAY),
            Cms.DECAP,
            "is no name of a repository. Write --repo owner/name",
        ),
        (Backend(Hosting.GITHUB, "library", sign_in=RELAY), Cms.DECAP, "is no name of a repository"),
        (
            Backend(Hosting.AZURE, "o/r", app_id="x", tenant="y"),
            Cms.DECAP,
            "Write --repo organisation/project/name",
        ),
        (Backend(Hosting.LOCAL, branch="my branch"), Cms.DECAP, "'my branch' is no name of a branch"),
        (Backend(Hosting.LOCAL, branch=""), Cms.DECAP, "'' is no name of a branch"),
        (
            Backend(Hosting.GITHUB, "a/b", sign_in="sign-in.marlsea.example"),
            Cms.DECAP,
            "--sign-in: 'sign-in.marlsea.example' is not an address that begins with https://",
        ),
        (Backend(Hosting.GITHUB, "a/b", sign_in=RELAY, server="http://git.example"), Cms.DECAP, "--server: "),
        (Backend(Hosting.LOCAL, server="http://git.example:8081"), Cms.DECAP, "--server: "),
        (Backend(Hosting.GITLAB, "a/b", app_id="x", server="https://a.example; script-src *"), Cms.DECAP, "--server: "),
        (AZURE, Cms.SVELTIA, "Sveltia makes pull requests on github and gitlab alone"),
        (LOCAL, Cms.SVELTIA, "For local leave out --cms"),
    ],
)
def test_a_mistake_in_the_options_is_told_with_its_cure(backend: Backend, cms: Cms, words: str) -> None:
    assert words in find_fault(backend, cms)


def _policy(backend: Backend, cms: Cms) -> dict[str, list[str]]:
    parts = headers(backend, cms)["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (part.split(" ") for part in parts)}


@pytest.mark.parametrize("backend", [GITHUB, GITLAB, AZURE, LOCAL], ids=lambda one: one.host.value)
@pytest.mark.parametrize("cms", Cms)
def test_no_script_comes_from_elsewhere(backend: Backend, cms: Cms) -> None:
    policy = _policy(backend, cms)
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == (["'self'", "'unsafe-eval'"] if cms is Cms.DECAP else ["'self'"])
    assert policy["frame-ancestors"] == policy["form-action"] == ["'none'"]
    hosts = {value for values in policy.values() for value in values if value.startswith("http")}
    assert (FONTS in hosts) == (cms is Cms.SVELTIA)


@pytest.mark.parametrize(
    ("backend", "origins"),
    [
        (GITHUB, {"https://api.github.com"}),
        (Backend(Hosting.GITHUB, "a/b", sign_in=RELAY, server="https://git.example/x"), {"https://git.example"}),
        (GITLAB, {"https://gitlab.com"}),
        (AZURE, {"https://dev.azure.com", "https://app.vssps.visualstudio.com"}),
        (LOCAL, {"http://localhost:8081"}),
    ],
)
def test_the_program_talks_to_the_repositorys_host_alone(backend: Backend, origins: set[str]) -> None:
    told = _policy(backend, Cms.DECAP)["connect-src"]
    assert {value for value in told if value.startswith("http")} == origins


def test_every_file_of_a_program_is_known_by_what_it_holds() -> None:
    for program in PROGRAMS.values():
        assert {program.main, program.licence} <= program.sha256.keys()
        assert all(len(sha256) == 64 for sha256 in program.sha256.values())
    names = [one.named(file) for one in PROGRAMS.values() for file in one.sha256]
    assert len(names) == len(set(names))
