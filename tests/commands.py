"""How each command that the documents show is run: in a small library of its own, and what it must say or leave behind.

A command is run as it is shown. Where it has a word in capitals for a name, a server that does not exist, or a port, ``really`` says
what is run in its place. What cannot be run in a test stands in `NOT_RUN` with the reason, and nothing else may.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.example import BIN, ROOT
from tests.planted.files import plain_pdf
from tests.repository import begin, commit, git
from tests.tiny import BRIEFING_BODY, PLAN, REVIEW, write_base, write_item

Prepare = Callable[[Path], None]


class Run(NamedTuple):
    """What is expected of a command."""

    said: str = ""
    """Words that stand in what is printed."""
    made: str = ""
    """A file that is there afterwards."""
    really: str = ""
    before: tuple[str, ...] = ()
    """Commands that come first."""
    prepare: Prepare | None = None
    code: int = 0


def write_library(folder: Path) -> Path:
    """Write a small library into a git repository, with what belongs to the project's top; give its folder.

    ``scripts/dev`` is a copy, so it works on this folder and not on the project; the environment is the project's.
    """
    content = write_base(folder / "content")
    write_item(
        content,
        "reviews/child-k.md",
        f"title: Child K\n{REVIEW.replace('Child M', 'Child K')}",
        "## What happened\n\nThey rang, and nobody came.",
    )
    write_item(
        content,
        "actions/child-k-plan.md",
        f"title: Child K, action plan\npeople: [Child K]\n{PLAN.replace('child-m', 'child-k')}",
    )
    write_item(
        content, "briefings/old-name.md", "title: Neglect, and what was not brought\nthemes: [neglect]", BRIEFING_BODY
    )
    begin(folder)
    git(folder, "tag", "v1")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    write_item(content, "briefings/new-name.md", "title: Ask what has changed\nthemes: [neglect]", BRIEFING_BODY)
    commit(folder, "A second briefing", day="2026-11-20")
    git(folder, "tag", "v2")
    (folder / "team-pack.pdf").write_bytes(plain_pdf())
    for name in ("pyproject.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "theme").symlink_to(ROOT / "theme")
    (folder / "plugins").mkdir()
    packages = folder / "tests/site"
    (packages / "node_modules").mkdir(parents=True)
    for name in ("package-lock.json", "node_modules/.stamp"):
        shutil.copy(ROOT / "tests/site" / name, packages / name)
    (folder / "tests/search").symlink_to(ROOT / "tests/search")
    (folder / ".venv").symlink_to(BIN.parent)
    return folder


def _slip(folder: Path) -> None:
    file = folder / "content/briefings/new-name.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("themes: [neglect]", "themes: [Neglect]"), encoding="utf-8"
    )


def _untidy(folder: Path) -> None:
    (folder / "untidy.py").write_text('"""A module."""\n\nx = {"a":1}\n')


def _sites(folder: Path) -> None:
    for name in ("site/public", "site/professional"):
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text(name)


def _copied(folder: Path) -> None:
    shutil.copytree(folder / "content", folder / "our-content")


_NEWSLETTER = ("loop new newsletter --term autumn-2026",)
_EXPORTED = ("loop plan export child-k-plan",)
_REPORT = Run("Ask what has changed", really="loop report --base origin/main")
_CHECK = Run("Nothing wrong found in 4 items.")
_BUILT = Run("pages", made="site/public/briefings/old-name/index.html")
RUNS: dict[str, Run] = {
    ".venv/bin/mkdocs build": Run(made="site/mkdocs/briefings/old-name/index.html"),
    "cp -r content our-content": Run(made="our-content/briefings/old-name.md"),
    "loop attachment FILE": Run("team-pack.pdf", really="loop attachment team-pack.pdf"),
    "loop attachment team-pack.pdf": Run("team-pack.pdf"),
    'loop attachment team-pack.pdf --title "Team pack" --out clean.pdf': Run(made="clean.pdf"),
    "loop build": _BUILT,
    "loop build --audience public": _BUILT,
    "loop build --content /srv/library/content --site /srv/library/site --cache /srv/library/cache": _BUILT,
    "loop build --help": Run("--today"),
    "loop build --today 2026-11-21": _BUILT,
    "loop build --today 2026-12-03": _BUILT,
    "loop check": _CHECK,
    "loop check --all": _CHECK,
    "loop check --annotations github --sarif findings.sarif": Run(made="findings.sarif"),
    "loop check --annotations gitlab": Run("["),
    "loop check --fix": Run("'Neglect' is now 'neglect'", prepare=_slip),
    "loop check --fix --dry-run": Run("[Neglect]", prepare=_slip),
    "loop check --json": Run('"problems": []'),
    "loop email ID": Run("Nothing was sent.", really="loop email newsletter-autumn-2026", before=_NEWSLETTER),
    "loop email newsletter-autumn-2026 --open": Run("Nothing was sent.", before=_NEWSLETTER),
    "loop new newsletter": Run("newsletter-autumn-2026.md"),
    "loop new newsletter --term autumn-2026": Run(made="content/newsletters/newsletter-autumn-2026.md"),
    "loop plan export": Run(really="loop plan export child-k-plan", made="child-k-plan.xlsx"),
    "loop plan export child-k-plan": Run(made="child-k-plan.xlsx"),
    "loop plan import": Run("child-k-plan", really="loop plan import child-k-plan.xlsx", before=_EXPORTED),
    "loop plan import child-k-plan.xlsx": Run("child-k-plan", before=_EXPORTED),
    "loop plan import child-k-plan.xlsx --dry-run": Run("child-k-plan", before=_EXPORTED),
    "loop rename OLD NEW": Run(really="loop rename old-name better-name", made="content/briefings/better-name.md"),
    "loop rename old-name new-name": Run(
        made="content/briefings/new-name.md", prepare=lambda folder: (folder / "content/briefings/new-name.md").unlink()
    ),
    "loop rename old-name new-name --dry-run": Run(
        "former_ids", prepare=lambda folder: (folder / "content/briefings/new-name.md").unlink()
    ),
    "loop report --base REF": _REPORT,
    "loop report --base origin/main": _REPORT,
    "loop report --base origin/main --audience public": Run("Ask what has changed"),
    "loop report --base origin/main --output report.md --preview-url https://preview.example/42 --screenshots shots": Run(
        made="report.md", prepare=lambda folder: (folder / "shots").mkdir()
    ),
    "loop report --base v1 --head v2 --today 2026-11-21": Run("Ask what has changed"),
    "loop search QUERY": Run("briefings/old-name/", really="loop search neglect"),
    "loop search QUERY --json": Run('"hits"', really="loop search neglect --json"),
    "loop search QUERY --literal": Run("briefings/old-name/", really='loop search "not brought" --literal'),
    "loop status": Run("wait for somebody on 21 November 2026"),
    "loop status --json": Run('"entries"'),
    "loop status --today 2026-11-21": Run("wait for somebody on 21 November 2026"),
    "loop status --unpublished": Run("wait for somebody on 21 November 2026"),
    "loop supersede OLD NEW": Run("supersedes", really="loop supersede old-name new-name"),
    "loop withdraw ID": Run(
        "withdrawn", really='loop withdraw old-name --reason "The telephone number in it was wrong."'
    ),
    "loop workflows github --owner NAME": Run(
        really="loop workflows github --owner marlsea", made=".github/workflows/publish.yml"
    ),
    "loop workflows github --owner your-organisation": Run(made="ci/steps"),
    "rsync --archive --delete --delay-updates site/professional/ web@staff.example:/srv/www/practice/": Run(
        really="rsync --archive --delete --delay-updates site/professional/ practice/",
        made="practice/index.html",
        prepare=_sites,
    ),
    "rsync --archive --delete --delay-updates site/public/ web@public.example:/srv/www/learning/": Run(
        really="rsync --archive --delete --delay-updates site/public/ learning/",
        made="learning/index.html",
        prepare=_sites,
    ),
    "scripts/dev bench attachments": Run("a short text", really="scripts/dev bench attachments --pages 1 --runs 1"),
    "scripts/dev bench backends": Run("shards", really="scripts/dev bench backends --documents 20 --only shards"),
    "scripts/dev bench feeds": Run("nothing changed", really="scripts/dev bench feeds --items 20"),
    "scripts/dev build": _BUILT,
    "scripts/dev check": _CHECK,
    "scripts/dev check --content our-content": Run(_CHECK.said, prepare=_copied),
    "scripts/dev clean": Run(),
    "scripts/dev format": Run("1 file reformatted", prepare=_untidy),
    "scripts/dev help": Run("usage: scripts/dev TASK"),
    "scripts/dev setup": Run(),
    "scripts/dev setup test": Run(),
}
"""Run to their end."""

SERVED: dict[str, str] = {
    "loop serve": "/",
    "loop serve --api": "/api/search?q=neglect",
    "loop serve --today 2026-12-07": "/",
    "scripts/dev serve": "/briefings/old-name/",
    "scripts/dev serve --content our-content": "/briefings/old-name/",
}
"""Started, asked once for the address, and stopped."""

NOT_RUN: dict[str, str] = {
    ".venv/bin/mkdocs serve": "MkDocs's own server; it builds as 'mkdocs build' does, which is run",
    'gunicorn --bind 127.0.0.1:8700 \'learning_loop.doors.api:application("/srv/www/learning", "https://learning.partnership.example", proxies=1)\'': "gunicorn is none of our packages; tests/search/test_api.py runs the application",
    'loop search "was not brought" --database postgresql://loop@db.partnership.example/library': "needs a server; tests/search/test_database.py has one where it can",
    "loop search QUERY --database CONNECTION": "the same",
    "pip install 'learning-loop[postgres]'": "needs a package index; the lock file of the tests has the extra",
    "pip install learning-loop[ner]": "needs a package index and a language model",
    "scripts/dev bench browser": "a minute with Chromium; tests/browser/test_search.py asks the same pages",
    "scripts/dev bench build": "minutes: it counts only with hundreds of documents",
    "scripts/dev bench disclosure": "five seconds of processor; tests/unit/disclosure counts over the same sentences",
    "scripts/dev bench search": "asks the engines of others; tests/search judges the same queries",
    "scripts/dev bench tracker": "four seconds with Chromium; tests/browser/test_tracker.py asks the same page",
    "scripts/dev golden": "writes into the project; every golden test compares with what it would write",
    "scripts/dev lint": "tests/unit/test_house.py runs its four programs",
    "scripts/dev lock": "needs a package index",
    "scripts/dev shots": "two minutes of pictures for people to look at",
    "scripts/dev test": "runs this very test",
    "scripts/dev test tests/unit/reading -x": "runs a part of these very tests",
}
"""With the reason, and what stands in for it."""
