"""The example partnership's two sites, built once for everybody who tests them."""

from __future__ import annotations

import fcntl
import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from learning_loop.model.kinds import KIND_BY_FOLDER

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TODAY = "2026-11-21"
AUDIENCES = ("public", "professional")

_NUMBER = re.compile(r"\d+")
_CLASS = re.compile(r'\bclass="([^"]*)"')
_REFRESH = '<meta http-equiv="refresh"'

_ITEMS = "|".join(folder for folder in KIND_BY_FOLDER if folder != "actions")
_REGISTERS = "agencies|groups|roles|priorities|years"
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("home", ""),
        ("actions index", r"actions/(from|owner|theme)/"),
        ("actions by publication", r"actions/by-publication/(\d+/)?"),
        ("actions", r"(.+/)?actions/((recent|flag|owner|from|due)/.*)?"),
        ("plan", r"actions/[^/]+/"),
        ("action", r"actions/[^/]+/[^/]+/"),
        ("listing", rf"(all|action-plans|{_ITEMS})/(\d{{4}}/(\d+/)?)?"),
        ("year in figures", r"years/[^/]+/report/"),
        ("log", r"logs/[^/]+/"),
        ("listing of a register", rf"(themes|{_REGISTERS}|reviews)/[^/]+/.+"),
        ("search", r"search/"),
        ("themes", r"themes/"),
        ("themes over time", r"themes/over-time/"),
        ("record", r"ref/[^/]+/"),
        ("theme", r"themes/[^/]+/"),
        ("register index", rf"({_REGISTERS})/"),
        ("register", rf"({_REGISTERS})/[^/]+/"),
    )
)
"""The kinds of pages by their addresses, the first that fits; an item's kind is its folder, every other page is of a kind of its own."""


@dataclass(frozen=True)
class Page:
    """One page of a built site."""

    path: str
    """Its address under the site's top: 'reviews/child-m/', '' for the home page, '404.html'."""
    file: Path

    @cached_property
    def html(self) -> str:
        """The file's text."""
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def kind(self) -> str:
        """What this page has in common with pages made alike."""
        if self.is_redirect or "wrap tombstone" in self.html:
            return "redirect" if self.is_redirect else "tombstone"
        return next((kind for kind, pattern in _KINDS if pattern.fullmatch(self.path)), self.path.partition("/")[0])

    @cached_property
    def parts(self) -> frozenset[str]:
        """The page's kind and the classes of its elements; bars of different lengths are one."""
        classes = _NUMBER.sub("0", " ".join(_CLASS.findall(self.html)))
        return frozenset({f"kind {self.kind}", *classes.split()})

    @property
    def is_redirect(self) -> bool:
        """True when a reader is sent on to another page at once."""
        return _REFRESH in self.html


@dataclass(frozen=True)
class Site:
    """One built site."""

    audience: str
    folder: Path
    shown: frozenset[str] = frozenset()
    """Kinds of page and parts that the examples of another site show already."""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, by address. E-mails are no pages: they are saved, and shown by mail programs."""
        files = sorted(set(self.folder.rglob("*.html")) - set(self.emails))
        return tuple(Page(_address(file.relative_to(self.folder)), file) for file in files)

    @cached_property
    def emails(self) -> tuple[Path, ...]:
        """Every e-mail in HTML."""
        return tuple(sorted(self.folder.glob("*/*/email/*.html")))

    @cached_property
    def examples(self) -> tuple[Page, ...]:
        """The pages that together show every kind of page and every part (class) that occurs on the site, as few and short as can be.

        What the other site's examples show is not shown a second time: both are made of the same templates. Redirects are left out: a browser never stays on them.
        """
        left = [page for page in self.pages if not page.is_redirect]
        chosen: list[Page] = []
        seen = set(self.shown)
        left = [page for page in left if page.parts - seen]
        while left:
            best = max(left, key=lambda page: (len(page.parts - seen) / len(page.html), page.path))
            chosen.append(best)
            seen |= best.parts
            left = [page for page in left if page.parts - seen]
        return tuple(chosen)

    @cached_property
    def longest(self) -> tuple[Page, ...]:
        """The longest page of each kind, redirects left out."""
        found: dict[str, Page] = {}
        for page in sorted(self.pages, key=lambda page: (len(page.html), page.path)):
            if not page.is_redirect:
                found[page.kind] = page
        return tuple(found.values())

    def under(self, folder: str) -> tuple[Page, ...]:
        """Give the pages of the items in a folder, without the folder's own listings."""
        pattern = re.compile(rf"{folder}/[^/]*[a-z][^/]*/")
        return tuple(page for page in self.pages if pattern.fullmatch(page.path) and not page.is_redirect)


@dataclass(frozen=True)
class Example:
    """The example's sites."""

    folder: Path

    def site(self, audience: str) -> Site:
        """Give one of the two sites."""
        return self._sites[AUDIENCES.index(audience)]

    @cached_property
    def _sites(self) -> tuple[Site, Site]:
        public = Site("public", self.folder / "public")
        shown = frozenset().union(*(page.parts for page in public.examples))
        return public, Site("professional", self.folder / "professional", shown)


def _address(file: Path) -> str:
    path = file.as_posix()
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def run(*command: str | Path, env: dict[str, str] | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment and give what it printed. A failure carries the whole output."""
    program, *arguments = map(str, command)
    here = BIN / program
    words = [str(here) if here.exists() else program, *arguments]
    done = subprocess.run(
        words, cwd=cwd, env={**os.environ, "CI": "true", **(env or {})}, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def build_example(folder: Path, *, audience: str = "both", content: Path = ROOT / "content") -> Example:
    """Build the example with the command ``loop`` into a folder, with a cache of its own."""
    run(
        "loop", "build", "--content", content, "--site", folder / "site", "--cache", folder / "cache",
        "--audience", audience, "--today", TODAY,
    )  # fmt: skip
    return Example(folder / "site")


def build_example_once(folder: Path) -> Example:
    """Build the example unless another test process has done so; whoever comes second waits."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if not done.exists():
            build_example(folder)
            done.touch()
    return Example(folder / "site")


def two_free_ports() -> int:
    """Give a port that is free, as is the next one."""
    for _ in range(50):
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = int(first.getsockname()[1])
            try:
                with socket.create_server(("127.0.0.1", port + 1)):
                    return port
            except OSError:
                continue
    raise RuntimeError("no two neighbouring ports are free")
