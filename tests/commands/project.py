"""The commands of the project's folder, and those of others."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.commands.beginning import packable
from tests.commands.library import Run, Served
from tests.example import ROOT


def _untidy(folder: Path) -> None:
    (folder / "untidy.py").write_text('"""A module."""\n\nx = {"a":1}\n')


def _sites(folder: Path) -> None:
    for name in ("site/public", "site/professional"):
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text(name)


def _copied(folder: Path) -> None:
    shutil.copytree(folder / "content", folder / "our-content")


def _registers(folder: Path) -> None:
    """Give the folder the example's registers: invented libraries are made of them."""
    shutil.copytree(ROOT / "content/registers", folder / "content/registers", dirs_exist_ok=True)


def _own_tests(folder: Path) -> None:
    """Give the folder tests of its own: a golden file is written where the test lies that knows it."""
    (folder / "tests").unlink()
    kept = shutil.ignore_patterns("node_modules", "__pycache__")
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=kept)
    for one in ROOT.glob("tests/*/node_modules"):
        (folder / one.relative_to(ROOT)).symlink_to(one)


_SMALL = "tests/unit/reading/test_unwritten.py"
"""Tests that take a moment."""
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
    "scripts/dev bench attachments": Run(
        "a short text", really="scripts/dev bench attachments --pages 1 --pixels 1 --runs 1"
    ),
    "scripts/dev bench browser": Run(
        "to the first result",
        really="scripts/dev bench browser --site site/public --queries 1 --slow 1",
        before=("loop build --today 2026-11-21",),
    ),
    "scripts/dev bench build": Run("ours, cold", really="scripts/dev bench build --documents 40", prepare=_registers),
    "scripts/dev bench disclosure": Run(
        "the five slowest rules", really="scripts/dev bench disclosure --runs 1 --line 1000"
    ),
    "scripts/dev bench search": Run("ours, on the command line"),
    "scripts/dev bench tracker": Run(
        "an owner",
        really="scripts/dev bench tracker --site site/public --runs 1",
        before=("loop build --today 2026-11-21",),
    ),
    "scripts/dev fuzz": Run("fuzz_true_names:", really="scripts/dev fuzz --minutes 0.001"),
    "scripts/dev golden": Run(
        "passed",
        really="scripts/dev golden tests/unit/schema/test_reference.py",
        made="docs/field-reference.md",
        prepare=_own_tests,
    ),
    "scripts/dev lock": Run(
        "Locking requirements/build.txt",
        really="scripts/dev lock build",
        made="requirements/build.txt",
        without=(
            "No matching distribution found for uv|Failed to fetch|error sending request",
            "no package index is reached, and what locks comes from there",
        ),
    ),
    "scripts/dev shots": Run(
        made="pictures/public/briefings-old-name-390-dark.png",
        really="scripts/dev shots pictures briefings/old-name/",
    ),
    "scripts/dev shots guides": Run(
        "home-390-dark",
        really="scripts/dev shots guides home-390-dark",
        made="docs/pictures/home-390-dark.png",
        prepare=lambda folder: (folder / "docs/pictures").mkdir(parents=True),
    ),
    "scripts/dev test tests/unit/reading -x": Run("passed", really=f"scripts/dev test {_SMALL} -x"),
    "scripts/dev wheel": Run(
        "dist/learning_loop-0.1.0-py3-none-any.whl", made="dist/learning_loop-0.1.0-py3-none-any.whl", prepare=packable
    ),
    "scripts/dev build": _BUILT,
    "scripts/dev check": _CHECK,
    "scripts/dev clean": Run(),
    "scripts/dev format": Run("1 file reformatted", prepare=_untidy),
    "scripts/dev help": Run("usage: scripts/dev TASK"),
    "scripts/dev setup": Run(),
    "scripts/dev setup test": Run(),
}

SHORT: dict[str, str] = {"scripts/dev test": "scripts/dev test tests/unit/reading -x"}

GUNICORN = """gunicorn --bind 127.0.0.1:8700 --log-level critical 'learning_loop.doors.api:application("/srv/www/learning", "https://learning.partnership.example", proxies=1)'"""

SERVED: dict[str, Served] = {
    ".venv/bin/mkdocs serve": Served(
        "/briefings/old-name/", really=".venv/bin/mkdocs serve --dev-addr 127.0.0.1:{port}"
    ),
    GUNICORN: Served(
        "/search?q=neglect",
        never="neglect",
        really=GUNICORN.replace(":8700", ":{port}").replace("/srv/www/learning", "site/public"),
        before=("loop build --today 2026-11-21",),
    ),
    "python3 -m http.server 8090 --bind 127.0.0.1 --directory trial": Served(
        "/briefings/old-name/",
        really="python3 -m http.server {port} --bind 127.0.0.1 --directory site/public",
        before=("loop build --today 2026-11-21",),
    ),
    "scripts/dev serve": Served("/briefings/old-name/", really="scripts/dev serve --port {port}", ends="Stopped."),
}

ELSEWHERE: dict[str, str] = {
    ".ci/run": "tests/unit/test_house.py::test_the_whole_run_is_the_task_that_is_shown",
    "scripts/dev lint": "tests/unit/test_house.py::test_the_code_keeps_the_house_rules",
}
