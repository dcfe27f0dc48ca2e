"""The commands of the editor in the browser."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.commands.library import Run
from tests.editor.running import DECAP


def _program(folder: Path) -> None:
    shutil.copy(DECAP, folder / "decap-cms-3.16.3.tgz")


_EDITOR = Run("editor", made="editor/index.html", prepare=_program)

RUNS: dict[str, Run] = {
    "loop admin editor --backend azure --repo marlsea/learning/library --app-id 0123abcd --tenant 4567efab --program decap-cms-3.16.3.tgz": _EDITOR,
    "loop admin editor --backend github --repo marlsea/library --sign-in https://sign-in.learning.example --program decap-cms-3.16.3.tgz": _EDITOR,
    "loop admin editor --backend gitlab --repo marlsea/library --app-id 0123abcd --program decap-cms-3.16.3.tgz": _EDITOR,
    "loop admin trial --program decap-cms-3.16.3.tgz": Run(made="trial/index.html", prepare=_program),
}

SHORT: dict[str, str] = {
    "loop admin": "loop admin trial --program decap-cms-3.16.3.tgz",
    "loop admin DIR": "loop admin trial --program decap-cms-3.16.3.tgz",
}

NOT_RUN: dict[str, str] = {
    "MODE=git npx decap-server": "a server of others; tests/editor runs it with a repository",
    "npm pack decap-cms@3.16.3": "needs a package index; what it would fetch is there for the tests of the editor",
}
