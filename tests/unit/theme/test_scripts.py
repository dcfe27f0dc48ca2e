"""The modules of the search: what they may use, what they import, and what the page asks for before it is needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from learning_loop.theme import theme_folder

FOLDER = theme_folder() / "assets/search"
MODULES = sorted(FOLDER.glob("*.js"))
IMPORTED = re.compile(r"""(?:from|import\() ?'([^']+)'""")
FORBIDDEN = re.compile(
    r"\b(?:eval|innerHTML|outerHTML|insertAdjacentHTML|document\.write|new Function|localStorage|sessionStorage|cookie|WebAssembly|style\.)"
)


def _imports(module: Path) -> set[str]:
    return set(IMPORTED.findall(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_reads_no_html_keeps_nothing_and_imports_its_neighbours_alone(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert FORBIDDEN.findall(text) == []
    assert "://" not in text.replace("http://www.w3.org/2000/svg", "")
    for imported in _imports(module):
        assert (FOLDER / imported.removeprefix("./")).is_file(), imported
        assert imported.startswith("./")


def test_every_module_is_used() -> None:
    roots = {"box.js", "page.js", "early.js"}
    used = {name.removeprefix("./") for module in MODULES for name in _imports(module)}
    assert {module.name for module in MODULES} == used | roots


def test_the_results_page_asks_at_once_for_every_module_that_it_needs() -> None:
    needed: set[str] = set()
    left = {"page.js"}
    while left:
        name = left.pop()
        needed.add(name)
        left |= {one.removeprefix("./") for one in _imports(FOLDER / name)} - needed
    template = (theme_folder() / "pages/search.html").read_text(encoding="utf-8")
    listed = template.partition("{% for name in (")[2].partition(")")[0]
    assert {f"{name}.js" for name in re.findall(r"'(\w+)'", listed)} == needed - {"page.js"}
