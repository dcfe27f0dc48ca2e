"""The guides in Chromium: accessible, narrow enough, and silent towards everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from learning_loop.guides import guide_files
from tests.browser.axe import violations
from tests.browser.conftest import OpenTab
from tests.browser.server import serve

PAGES = (
    "index.html",
    "authors.html",
    "authors-what-the-messages-mean.html",
    "field-reference-common-fields.html",
    "learning-loop.html",
)
"""Of every kind, with pictures, tables, examples and long lines."""


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("guides")
    for path, data in guide_files().items():
        target: Path = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    with serve(folder) as address:
        yield address


def test_the_guides_are_accessible_in_both_schemes_and_widths_and_ask_nobody(guides: str, open_tab: OpenTab) -> None:
    page = open_tab()
    asked: set[str] = set()
    said: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: said.append(message.text))
    found = []
    seen: dict[str, int] = {}
    for name in PAGES:
        page.goto(f"{guides}/{name}")
        found += [f"{name}: {each}" for each in violations(page, 1280, 390, seen=seen)]
    assert found == []
    assert said == []
    assert {url for url in asked if not url.startswith(f"{guides}/")} == set()


def test_no_guide_is_wider_than_a_small_phone(guides: str, open_tab: OpenTab) -> None:
    page = open_tab()
    page.set_viewport_size({"width": 320, "height": 700})
    wide = []
    for name in (path for path in guide_files() if path.endswith(".html") and not path.startswith("0")):
        page.goto(f"{guides}/{name}")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    assert wide == []
