"""The commands by which a library of one's own is begun and kept up to date."""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path

from learning_loop.equipment import digest
from tests.commands.library import Run
from tests.example import ROOT, run

_OLD, _NEW = b"PK the engine", b"PK a newer engine"
"""What passes for the engine's wheels; the real one is in tests/site/test_wheel.py."""


def _wheels(folder: Path) -> None:
    for version, data in (("0.1.0", _OLD), ("0.2.0", _NEW)):
        (folder / f"learning_loop-{version}-py3-none-any.whl").write_bytes(data)


_NAME = '--name "Anywhere Safeguarding Children Partnership"'
_BEGIN = f"loop init our-library {_NAME} --yes --owner your-organisation --wheel learning_loop-0.1.0-py3-none-any.whl"
_UPGRADE = "loop upgrade our-library --wheel learning_loop-0.2.0-py3-none-any.whl"
_FROM = (("LEARNING_LOOP_RUNS_FROM", digest(_NEW)),)
"""As if the new engine had been started from inside its wheel."""
_UPGRADED = Run("learning_loop-0.2.0-py3-none-any.whl: new", before=(_BEGIN,), prepare=_wheels, env=_FROM)


def _pack(folder: Path) -> None:
    """Pack the engine into the folder, and link the libraries that pip would fetch."""
    run("python", "-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    (folder / "libraries").mkdir()
    for one in Path(sysconfig.get_path("purelib")).iterdir():
        if "learning_loop" not in one.name:
            (folder / "libraries" / one.name).symlink_to(one)


def packable(folder: Path) -> None:
    """Make the folder one from which the engine can be packed, as the project's is."""
    for one in (*ROOT.glob("*.md"), ROOT / "LICENSE", ROOT / "docs", ROOT / "decisions"):
        (folder / one.name).symlink_to(one)
    (folder / "plugins").unlink()
    shutil.copytree(ROOT / "plugins", folder / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "theme").unlink()
    shutil.copytree(ROOT / "theme", folder / "theme")
    for one in (ROOT / "content/registers").iterdir():
        if not (folder / "content/registers" / one.name).exists():
            shutil.copy(one, folder / "content/registers")


_OFFLINE = (("PIP_NO_INDEX", "1"), ("PYTHONPATH", "libraries"), ("PIP_DISABLE_PIP_VERSION_CHECK", "1"))
"""No index is asked: what the engine needs is found to be there already."""
_WHEEL = "learning_loop-0.1.0-py3-none-any.whl"
_INSTALLED = Run("Successfully installed learning-loop-0.1.0", prepare=_pack, env=_OFFLINE)
_DEV_INIT = f"scripts/dev init ../our-library {_NAME}"

RUNS: dict[str, Run] = {
    f"begin/bin/pip install {_WHEEL}": _INSTALLED._replace(before=("python3 -m venv begin",), made="begin/bin/loop"),
    f"pip install '{_WHEEL}[postgres]'": _INSTALLED._replace(
        really=f".venv/bin/pip --python begin/bin/python install '{_WHEEL}[postgres]'",
        before=("python3 -m venv --without-pip begin",),
    ),
    _DEV_INIT: Run(
        really=f"{_DEV_INIT} --yes --owner your-organisation",
        made="../our-library/vendor/learning_loop-0.1.0-py3-none-any.whl",
        prepare=packable,
    ),
    "loop build --preview": Run("pages", made="site/public/briefings/old-name/index.html"),
    "loop init --help": Run("--framework"),
    f"loop init our-library {_NAME}": Run(
        really=_BEGIN, made="our-library/content/registers/site.yml", prepare=_wheels
    ),
    "loop upgrade our-library --owner your-organisation": _UPGRADED._replace(
        really=f"{_UPGRADE} --owner your-organisation"
    ),
    _UPGRADE: _UPGRADED._replace(made="our-library/vendor/learning_loop-0.2.0-py3-none-any.whl"),
    f"{_UPGRADE} --dry-run": _UPGRADED,
}

SHORT: dict[str, str] = {
    'loop import "Review final.docx"': 'loop import "Review of Child R final.docx" --audience public',
    "scripts/dev init ../our-library": _DEV_INIT,
    "loop init DIR": f"loop init our-library {_NAME}",
    'loop init DIR --name "…"': f"loop init our-library {_NAME}",
    "loop upgrade": _UPGRADE,
    "loop upgrade --wheel FILE": _UPGRADE,
    "loop upgrade DIR": _UPGRADE,
}
