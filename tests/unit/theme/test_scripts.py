"""The modules of the search: what they may use, what they import, and what the page asks for before it is needed."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from pathlib import Path

import pytest

from learning_loop.scripts import JOINED, published_scripts
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


PUBLISHED = {
    name: data.decode() for name, data in published_scripts({path.name: path.read_bytes() for path in MODULES}).items()
}
NAMED = re.compile(r"^(?:export )?(?:async )?(?:function\*? ?|class |const |let )(\w+)", re.MULTILINE)


def test_the_results_page_asks_at_once_for_every_module_that_it_needs() -> None:
    template = (theme_folder() / "pages/search.html").read_text(encoding="utf-8")
    asked = set(re.findall(r"/(\w+\.js)", template))
    assert asked == {"early.js", "page.js"} | {name.removeprefix("./") for name in _static(PUBLISHED["page.js"])}


def _static(text: str) -> list[str]:
    return re.findall(r"^import .* from '([^']+)';$", text, re.MULTILINE)


def test_what_is_published_is_whole() -> None:
    """Every module is in one file, before those that import it, and every import finds what it names."""
    assert sorted(PUBLISHED) == ["box.js", "early.js", "filters.js", "page.js", "search.js", "suggest.js"]
    for parts in JOINED.values():
        for place, part in enumerate(parts):
            within = {name.removeprefix("./") for name in _static((FOLDER / part).read_text())} & set(parts)
            assert within <= set(parts[:place])
    for text in PUBLISHED.values():
        for names, module in re.findall(r"^import \{ (.*) \} from '\./(.*)';$", text, re.MULTILINE):
            exported = re.findall(
                r"^export (?:async )?(?:function\*? ?|class |const )(\w+)", PUBLISHED[module], re.MULTILINE
            )
            assert set(names.split(", ")) <= set(exported)


@pytest.mark.parametrize("name", sorted(JOINED))
def test_no_two_modules_of_one_file_share_a_name(name: str) -> None:
    imported = [
        one for names in re.findall(r"^import \{ (.*) \}", PUBLISHED[name], re.MULTILINE) for one in names.split(", ")
    ]
    named = [
        one for part in JOINED[name] for one in NAMED.findall((FOLDER / part).read_text(encoding="utf-8"))
    ] + imported
    assert [one for one, times in Counter(named).items() if times > 1] == []


def test_nothing_but_comments_and_white_space_is_left_out() -> None:
    """So no text in back quotes goes over two lines, where it would lose its indent."""
    for module in MODULES:
        lines = module.read_text(encoding="utf-8").splitlines()
        assert all(line.count("`") % 2 == 0 for line in lines if "′" not in line), module.name
    whole = "".join(PUBLISHED.values())
    assert "/**" not in whole
    assert not re.search(r"^ *//", whole, re.MULTILINE)
    assert sum(len(zlib.compress(PUBLISHED[name].encode())) for name in ("search.js", "page.js")) < 17_500
