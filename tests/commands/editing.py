"""The commands of the editor in the browser."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.commands.beside import registry
from tests.commands.library import Run, Served
from tests.editor.running import DECAP, NODE, SVELTIA


def _program(folder: Path) -> None:
    shutil.copy(DECAP, folder / "decap-cms-3.16.3.tgz")


_EDITOR = Run("editor", made="editor/index.html", prepare=_program)

_FETCHED = Run(beside=lambda folder: registry(DECAP, SVELTIA))

RUNS: dict[str, Run] = {
    "npm pack @sveltia/cms@0.221.1": _FETCHED._replace(made="sveltia-cms-0.221.1.tgz"),
    "npm pack decap-cms@3.16.3": _FETCHED._replace(made="decap-cms-3.16.3.tgz"),
    "loop admin editor --backend azure --repo marlsea/learning/library --app-id 0123abcd --tenant 4567efab --program decap-cms-3.16.3.tgz": _EDITOR,
    "loop admin editor --backend github --repo marlsea/library --sign-in https://sign-in.learning.example --program decap-cms-3.16.3.tgz": _EDITOR,
    "loop admin editor --backend gitlab --repo marlsea/library --app-id 0123abcd --program decap-cms-3.16.3.tgz": _EDITOR,
    "loop admin trial --program decap-cms-3.16.3.tgz": Run(made="trial/index.html", prepare=_program),
}

SHORT: dict[str, str] = {
    "loop admin": "loop admin trial --program decap-cms-3.16.3.tgz",
    "loop admin DIR": "loop admin trial --program decap-cms-3.16.3.tgz",
}

SERVED: dict[str, Served] = {
    "MODE=git npx decap-server": Served(
        "/api/v1",
        really="PORT={port} MODE=git BIND_HOST=127.0.0.1 npx decap-server",
        before=(f"ln -s {NODE} node_modules",),
        sent='{"action": "info"}',
        holds="local_git",
        code=-2,
    ),
}
