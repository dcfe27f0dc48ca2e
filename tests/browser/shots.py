"""Pictures of the built sites: ``scripts/dev shots [FOLDER [PAGE …]]``, in the folder that is worked in."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.server import serve
from tests.example import AUDIENCES, Page, Site

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
FOLDER = Path(".cache/shots")


def main(folder: Path, addresses: list[str]) -> None:
    """Write a picture of the longest page of each kind, or of the pages at some addresses, for each audience, width and scheme."""
    sites = {audience: Site(audience, Path("site") / audience) for audience in AUDIENCES}
    wanted = {audience: _wanted(site, addresses) for audience, site in sites.items()}
    known = {page.path for site in sites.values() for page in site.pages} if addresses else set()
    missing = [one for one in addresses if _address(one) not in known]
    if missing:
        sys.exit(f"There is no page {', '.join(missing)}. Say where it lies on the site, such as themes/neglect/.")
    with chromium() as browser:
        for audience, pages in wanted.items():
            with serve(sites[audience].folder) as origin:
                _take(browser, origin, folder / audience, pages)


def _address(typed: str) -> str:
    return f"{typed.strip('/')}/".lstrip("/")


def _wanted(site: Site, addresses: list[str]) -> list[Page]:
    paths = {_address(one) for one in addresses}
    return [page for page in site.pages if page.path in paths] if addresses else list(site.longest)


def _take(browser: Browser, origin: str, folder: Path, pages: list[Page]) -> None:
    for width in WIDTHS:
        for scheme in SCHEMES:
            tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            for page in pages:
                tab.goto(f"{origin}/{page.path}")
                name = page.path.strip("/").replace("/", "-") or "home"
                picture = folder / f"{name}-{width}-{scheme}.png"
                tab.screenshot(path=picture, full_page=True)
                print(picture)
            tab.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, sys.argv[2:])
