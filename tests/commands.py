"""How each command that the documents show is run: in a small library of its own, and what it must say or leave behind.

A command is run as it is shown, in `RUNS` and `SERVED`. Where it has a word in capitals for a name, a server that does not exist, or a port, ``really`` says
what is run in its place. What cannot be run in a test stands in `NOT_RUN` with the reason, and nothing else may.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from tests.example import BIN, ROOT
from tests.papers import word_review
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
    typed: str = ""
    """What somebody types, or pipes into it."""
    env: tuple[tuple[str, str], ...] = ()
    code: int = 0


def _remote(folder: Path) -> None:
    git(folder, "remote", "add", "origin", "https://github.com/marlsea/learning.git")


def _second_reader(folder: Path) -> None:
    git(folder, "config", "user.name", "A second reader")
    git(folder, "config", "user.email", "second@testshire.example")


ACTIONS = (
    ("Recommendation", "Action", "Owner", "By when"),
    ("1", "Ask what has changed at every visit", "Children's Services", "30 June 2027"),
)
"""What a business unit has in a spreadsheet of its own."""


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
    write_item(content, "reviews/child-m.md", f"title: Child M\n{REVIEW.replace('LCSPR-2026-01', 'LCSPR-2026-02')}")
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
    (folder / "Old guidance.pdf").write_bytes(plain_pdf())
    for name in ("Review of Child R final.docx", "Fathers guidance.docx"):
        (folder / name).write_bytes(word_review())
    sheet = Workbook()
    for row in ACTIONS:
        sheet.active.append(row)
    sheet.save(folder / "Our actions.xlsx")
    for name in ("pyproject.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "peers"))
    for name in ("plugins", "tests", "theme"):
        (folder / name).symlink_to(ROOT / name)
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


_REGISTER = (("LOOP_REGISTER_KEY", "a" * 64), ("LOOP_REGISTER", "../safe/register.json"))
_KNOWN = Run("1 name", before=("loop register add",), typed="Zelie Quarrel\n", env=_REGISTER)
_NEWSLETTER = ("loop new newsletter --term autumn-2026",)
_EXPORTED = ("loop plan export child-k-plan",)
_CHECK = Run("Nothing wrong found in 5 items.")
_BUILT = Run("pages", made="site/public/briefings/old-name/index.html")
RUNS: dict[str, Run] = {
    ".venv/bin/mkdocs build": Run(made="site/mkdocs/briefings/old-name/index.html"),
    "cp -r content our-content": Run(made="our-content/briefings/old-name.md"),
    "loop attachment team-pack.pdf": Run("team-pack.pdf"),
    'loop attachment team-pack.pdf --title "Team pack" --out clean.pdf': Run(made="clean.pdf"),
    "loop build": _BUILT,
    "loop build --audience public": _BUILT,
    "loop build --content /srv/library/content --site /srv/library/site --cache /srv/library/cache": _BUILT,
    "loop build --help": Run("--today"),
    "loop build --today 2026-11-21": _BUILT,
    "loop check": _CHECK,
    "loop check --all": _CHECK,
    "loop check --annotations github --sarif findings.sarif": Run(made="findings.sarif"),
    "loop check --annotations gitlab": Run("["),
    "loop check --fix": Run("'Neglect' is now 'neglect'", prepare=_slip),
    "loop check --fix --dry-run": Run("[Neglect]", prepare=_slip),
    "loop check --json": Run('"problems": []'),
    "loop email newsletter-autumn-2026 --open": Run("Nothing was sent.", before=_NEWSLETTER),
    "loop guides --folder guides": Run("Open it with a browser", made="guides/authors.html"),
    "loop guides --open": Run("Open it with a browser", made="guides/index.html"),
    'loop import "Fathers guidance.docx" --as practice-guidance --audience public': Run("a draft (Practice guidance)"),
    'loop import "Old guidance.pdf" --as page --audience public': Run("a draft (Page"),
    'loop import "Our actions.xlsx" --from child-m': Run("the draft of an action plan with 1 action"),
    'loop import "Review of Child R final.docx" --audience public': Run("a draft (Review)"),
    "loop new --help": Run("practice-guidance"),
    "loop new briefing": Run("a draft", really='loop new briefing --title "Three questions" --audience public --yes'),
    "loop new briefing --from child-m --audience public": Run("a draft"),
    'loop new policy --title "Bruising in babies who cannot move" --audience public --yes': Run(
        made="content/policies/bruising-in-babies-who-cannot-move.md"
    ),
    "loop new review": Run(
        "a draft",
        really='loop new review --title "Child T" --review-type lcspr --method systems --commissioned-by executive-group '
        "--decided-on 2026-10-01 --audience public --yes",
    ),
    "loop new newsletter": Run("newsletter-autumn-2026.md"),
    "loop new newsletter --term autumn-2026": Run(made="content/newsletters/newsletter-autumn-2026.md"),
    "loop plan export child-k-plan": Run(made="child-k-plan.xlsx"),
    "loop plan import child-k-plan.xlsx": Run("child-k-plan", before=_EXPORTED),
    "loop plan import child-k-plan.xlsx --dry-run": Run("child-k-plan", before=_EXPORTED),
    "loop rename old-name new-name": Run(
        made="content/briefings/new-name.md", prepare=lambda folder: (folder / "content/briefings/new-name.md").unlink()
    ),
    "loop rename old-name new-name --dry-run": Run(
        "former_ids", prepare=lambda folder: (folder / "content/briefings/new-name.md").unlink()
    ),
    "loop report --base origin/main": Run("Ask what has changed"),
    "loop report --base origin/main --audience public": Run("Ask what has changed"),
    "loop report --base origin/main --output report.md --preview-url https://preview.example/42 --screenshots shots": Run(
        made="report.md", prepare=lambda folder: (folder / "shots").mkdir()
    ),
    "loop report --base v1 --head v2 --today 2026-11-21": Run("Ask what has changed"),
    "loop search QUERY --json": Run('"hits"', really="loop search neglect --json"),
    "loop search QUERY --literal": Run("briefings/old-name/", really='loop search "not brought" --literal'),
    "loop doctor": Run("Nothing found"),
    "loop doctor --deploy site/public": Run(before=("loop build",)),
    "loop doctor --json": Run("{"),
    'loop doctor --remote-is-private origin --by "Priya Nair"': Run("Priya Nair", prepare=_remote),
    "loop register add": Run("1 name", typed="Zelie Quarrel\n", env=_REGISTER),
    "loop register check": _KNOWN,
    "loop register key": Run("\n"),
    "loop register list": _KNOWN,
    "loop register remove": _KNOWN._replace(said="1 removed"),
    "loop register remove --entry 1f0c2d3e": _KNOWN._replace(said="there is no entry of that number", code=1),
    "loop register rotate": _KNOWN._replace(env=(*_REGISTER, ("LOOP_REGISTER_NEW_KEY", "b" * 64))),
    "loop sign-off content/reviews/child-m.md": Run(made="content/registers/sign-offs.yml", prepare=_second_reader),
    'loop sign-off content/reviews/child-m.md --by "Priya Nair"': Run(made="content/registers/sign-offs.yml"),
    "loop status --json": Run('"entries"'),
    "loop status --today 2026-11-21": Run("wait for somebody on 21 November 2026"),
    "loop status --unpublished": Run("wait for somebody on 21 November 2026"),
    "loop supersede OLD NEW": Run("supersedes", really="loop supersede old-name new-name"),
    "loop withdraw ID": Run(
        "withdrawn", really='loop withdraw old-name --reason "The telephone number in it was wrong."'
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

SHORT: dict[str, str] = {
    "loop doctor --remote-is-private origin --by NAME": 'loop doctor --remote-is-private origin --by "Priya Nair"',
    "loop guides": "loop guides --open",
    "loop attachment FILE": "loop attachment team-pack.pdf",
    "loop build --today 2026-12-03": "loop build --today 2026-11-21",
    "loop email ID": "loop email newsletter-autumn-2026 --open",
    "loop import FILE": 'loop import "Old guidance.pdf" --as page --audience public',
    "loop new KIND": 'loop new policy --title "Bruising in babies who cannot move" --audience public --yes',
    "loop plan export": "loop plan export child-k-plan",
    "loop plan import": "loop plan import child-k-plan.xlsx",
    "loop rename OLD NEW": "loop rename old-name new-name",
    "loop report --base REF": "loop report --base origin/main",
    "loop search QUERY": "loop search QUERY --json",
    "loop serve": "loop serve --api",
    "loop serve --drafts": "loop serve --drafts --today 2026-12-07",
    "loop serve --today 2026-12-07": "loop serve --drafts --today 2026-12-07",
    "loop status": "loop status --today 2026-11-21",
    "loop sign-off FILE": "loop sign-off content/reviews/child-m.md",
    "loop workflows github --owner NAME": "loop workflows github --owner your-organisation",
    "scripts/dev serve": "scripts/dev serve --content our-content",
}
"""Named in a sentence, with no more than a name for what follows: the command on the right is that one as somebody would type it."""

SERVED: dict[str, str] = {
    "loop serve --api": "/api/search?q=neglect",
    "loop serve --drafts --today 2026-12-07": "/",
    "loop serve --audience professional": "/",
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
    "scripts/dev fuzz": "ten minutes; tests/unit runs the same properties for a moment",
    "scripts/dev golden": "writes into the project; every golden test compares with what it would write",
    "scripts/dev lint": "tests/unit/test_house.py runs its four programs",
    "scripts/dev lock": "needs a package index",
    "scripts/dev shots": "two minutes of pictures for people to look at",
    "scripts/dev shots guides": "the same; tests/unit/test_guides.py holds which pictures there are",
    "scripts/dev test": "runs this very test",
    "scripts/dev test tests/unit/reading -x": "runs a part of these very tests",
}
"""With the reason, and what stands in for it."""
