"""What all tests share: golden files, the built example, and how many examples the properties try."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from learning_loop import workers
from tests.browser.chromium import chromium
from tests.example import Example, build_example_once
from tests.tiny import build_tiny, write_base

settings.register_profile(
    "quick", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew, then read the diff")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that compare with golden files, so that they can be run alone."""
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.golden)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected alone from here on: it stays until the end, and the collector would go through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with its golden file, or write the file when `--golden` asks for it."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Build the example's two sites once, for the test processes of one run together."""
    folder = tmp_path_factory.getbasetemp()
    return build_example_once((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "example")


NewCache = Callable[[Path], Path]


@pytest.fixture(scope="session")
def new_cache(tmp_path_factory: pytest.TempPathFactory) -> NewCache:
    """Give a function that makes a cache in which only the templates are compiled: that takes longest, and depends on no content."""
    folder = tmp_path_factory.mktemp("warm")
    build_tiny(write_base(folder / "content"), folder / "site")

    def make(cache: Path) -> Path:
        shutil.copytree(folder / "cache/templates", cache / "templates")
        return cache

    return make


@pytest.fixture(autouse=True, scope="session")
def _in_this_process() -> None:
    """Keep the builds of tiny libraries in the test's own process; the example is built by the real command, with its workers."""
    workers.PATIENCE = float("inf")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one browser for all tests of this process, whichever folder they are in: a second one cannot be started beside it."""
    with chromium() as running:
        yield running
