"""What an editor is set up with: the program, and how it reaches the repository. Light, since the command line offers the choices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from learning_loop.model.values import dataclass


class Cms(StrEnum):
    """The program that the officer works with."""

    DECAP = "decap"
    SVELTIA = "sveltia"


class Hosting(StrEnum):
    """Where the repository lies."""

    GITHUB = "github"
    GITLAB = "gitlab"
    AZURE = "azure"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Backend:
    """How the program reaches the repository."""

    host: Hosting
    repo: str = ""
    """``owner/name``; for Azure ``organisation/project/name``."""
    branch: str = "main"
    server: str = ""
    """A server of one's own: of GitHub Enterprise or GitLab, or of ``decap-server``. Empty for the usual one."""
    sign_in: str = ""
    """For GitHub: the address of the relay that finishes a sign-in."""
    app_id: str = ""
    """For GitLab and Azure: the id under which the editor is registered there."""
    tenant: str = ""
    """For Azure: the directory's id."""


_OPTIONS = {
    "repo": "--repo {repo}",
    "server": "--server",
    "sign_in": "--sign-in with the address of your sign-in relay",
    "app_id": "--app-id with the id under which the editor is registered there",
    "tenant": "--tenant with the id of your directory",
}
_REPO = {Hosting.GITHUB: "owner/name", Hosting.GITLAB: "group/name", Hosting.AZURE: "organisation/project/name"}
_NEEDED = {
    Hosting.GITHUB: ("repo", "sign_in"),
    Hosting.GITLAB: ("repo", "app_id"),
    Hosting.AZURE: ("repo", "app_id", "tenant"),
    Hosting.LOCAL: (),
}
_ALSO = {Hosting.GITHUB: ("server",), Hosting.GITLAB: ("server",), Hosting.AZURE: (), Hosting.LOCAL: ("server",)}
_SIGNS = r"[\w.-]+( [\w.-]+)*"
_REPO_FORM = {
    Hosting.GITHUB: rf"{_SIGNS}/{_SIGNS}",
    Hosting.GITLAB: rf"{_SIGNS}(/{_SIGNS})+",
    Hosting.AZURE: rf"{_SIGNS}/{_SIGNS}/{_SIGNS}",
}
_ADDRESS = re.compile(r"(https?)://([A-Za-z0-9.-]+)(:\d+)?(/[A-Za-z0-9._~/-]*)?")
_HERE = ("localhost", "127.0.0.1")


def find_fault(backend: Backend, cms: Cms) -> str:
    """Say what is wrong with the options of an editor, and what to do; nothing when they will do."""
    host = backend.host
    if cms is Cms.SVELTIA and host not in (Hosting.GITHUB, Hosting.GITLAB):
        return f"Sveltia makes pull requests on github and gitlab alone. For {host.value} leave out --cms: Decap is written."
    given = {name for name in _OPTIONS if getattr(backend, name)}
    needed, known = _NEEDED[host], {*_NEEDED[host], *_ALSO[host]}
    missing = [_OPTIONS[name].format(repo=_REPO.get(host, "")) for name in needed if name not in given]
    if missing:
        return f"For --backend {host.value} say also {' and '.join(missing)}."
    foreign = [_OPTIONS[name].split()[0] for name in _OPTIONS if name in given - known]
    if foreign:
        return f"--backend {host.value} has no use for {' and '.join(foreign)}. Leave out what is not needed, or name another --backend."
    if host in _REPO_FORM and not re.fullmatch(_REPO_FORM[host], backend.repo):
        return f"'{backend.repo}' is no name of a repository. Write --repo {_REPO[host]}, as at the end of its address, without .git."
    if not re.fullmatch(r"[A-Za-z0-9][\w./-]*", backend.branch) or ".." in backend.branch:
        return f"'{backend.branch}' is no name of a branch. Write it as git does, such as main."
    for name, address in (("--server", backend.server), ("--sign-in", backend.sign_in)):
        found = _ADDRESS.fullmatch(address)
        plain = found is not None and host is Hosting.LOCAL and found[2] in _HERE
        if address and (found is None or not (found[1] == "https" or plain)):
            also = " or http://localhost" if host is Hosting.LOCAL else ""
            return f"{name}: '{address}' is not an address that begins with https://{also}."
    return ""


def server_of(backend: Backend) -> str:
    """Give the address of ``decap-server``."""
    return backend.server or "http://localhost:8081"


def connections(backend: Backend) -> Sequence[str]:
    """Give the origins that the program talks to."""
    if backend.host is Hosting.AZURE:
        return ("https://dev.azure.com", "https://app.vssps.visualstudio.com")
    usual = {Hosting.GITHUB: "https://api.github.com", Hosting.GITLAB: "https://gitlab.com"}
    return (_origin(backend.server) if backend.server else usual.get(backend.host, server_of(backend)),)


def pictures(backend: Backend) -> Sequence[str]:
    """Give the origins of the pictures of those who signed in."""
    usual = {Hosting.GITHUB: "https://avatars.githubusercontent.com", Hosting.GITLAB: "https://secure.gravatar.com"}
    return (usual[backend.host],) if backend.host in usual and not backend.server else ()


def _origin(address: str) -> str:
    return "/".join(address.split("/")[:3])
