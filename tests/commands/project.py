"""The commands of the project's folder, and those of others."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.commands.library import Run


def _untidy(folder: Path) -> None:
    (folder / "untidy.py").write_text('"""A module."""\n\nx = {"a":1}\n')


def _sites(folder: Path) -> None:
    for name in ("site/public", "site/professional"):
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text(name)


def _copied(folder: Path) -> None:
    shutil.copytree(folder / "content", folder / "our-content")


_CHECK = Run("Nothing wrong found in 5 items.")
_BUILT = Run("pages", made="site/public/briefings/old-name/index.html")

RUNS: dict[str, Run] = {
    ".venv/bin/mkdocs build": Run(made="site/mkdocs/briefings/old-name/index.html"),
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
    "scripts/dev bench backends": Run("shards", really="scripts/dev bench backends --documents 20 --only shards"),
    "scripts/dev bench feeds": Run("nothing changed", really="scripts/dev bench feeds --items 20"),
    "scripts/dev build": _BUILT,
    "scripts/dev check": _CHECK,
    "scripts/dev clean": Run(),
    "scripts/dev format": Run("1 file reformatted", prepare=_untidy),
    "scripts/dev help": Run("usage: scripts/dev TASK"),
    "scripts/dev setup": Run(),
    "scripts/dev setup test": Run(),
}

SHORT: dict[str, str] = {}

SERVED: dict[str, str] = {
    "scripts/dev serve": "/briefings/old-name/",
}

NOT_RUN: dict[str, str] = {
    ".venv/bin/mkdocs serve": "MkDocs's own server; it builds as 'mkdocs build' does, which is run",
    'gunicorn --bind 127.0.0.1:8700 \'learning_loop.doors.api:application("/srv/www/learning", "https://learning.partnership.example", proxies=1)\'': "gunicorn is none of our packages; tests/search/test_api.py runs the application",
    "pip install 'learning-loop[postgres]'": "needs a package index; the lock file of the tests has the extra",
    "pip install learning-loop[ner]": "needs a package index and a language model",
    "scripts/dev bench attachments": "seconds for a photograph of twelve million pixels; tests/unit/attachments looks into small ones",
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
