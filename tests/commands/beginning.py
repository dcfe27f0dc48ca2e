"""The commands by which a library of one's own is begun and kept up to date."""

from __future__ import annotations

from pathlib import Path

from learning_loop.equipment import digest
from tests.commands.library import Run

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

RUNS: dict[str, Run] = {
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
    "loop init DIR": f"loop init our-library {_NAME}",
    'loop init DIR --name "…"': f"loop init our-library {_NAME}",
    "loop upgrade": _UPGRADE,
    "loop upgrade --wheel FILE": _UPGRADE,
    "loop upgrade DIR": _UPGRADE,
}

_PACKED = "packs or installs the engine; tests/site/test_wheel.py does both, and begins a library with it"
NOT_RUN: dict[str, str] = dict.fromkeys(
    (
        "begin/bin/pip install learning_loop-0.1.0-py3-none-any.whl",
        "python3 -m venv begin",
        "scripts/dev init ../our-library",
        f"scripts/dev init ../our-library {_NAME}",
        "scripts/dev wheel",
    ),
    _PACKED,
)
