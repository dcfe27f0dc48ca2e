"""The example's sites, served and shown in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.server import serve
from tests.example import AUDIENCES, Example, Site


@dataclass(frozen=True)
class Served:
    """A site and where it can be visited."""

    site: Site
    origin: str

    def url(self, path: str) -> str:
        """Give the whole address of a page."""
        return f"{self.origin}/{path}"


@pytest.fixture(scope="session")
def served_sites(example: Example) -> Iterator[dict[str, Served]]:
    """Serve both sites."""
    with ExitStack() as stack:
        sites = (example.site(audience) for audience in AUDIENCES)
        yield {site.audience: Served(site, stack.enter_context(serve(site.folder))) for site in sites}


@pytest.fixture(params=AUDIENCES)
def served(request: pytest.FixtureRequest, served_sites: dict[str, Served]) -> Served:
    """Give each of the two sites in turn."""
    return served_sites[request.param]


OpenTab = Callable[..., Page]


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Give a function that opens an empty tab of a width, in a context of its own, with the options of a Playwright context."""
    contexts = []

    def open_one(width: int = 1280, height: int = 900, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
