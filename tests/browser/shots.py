"""Pictures of the built sites: ``python -m tests.browser.shots [FOLDER]``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.browser.chromium import chromium
from tests.browser.server import serve
from tests.example import AUDIENCES, ROOT, Site

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")


def main(folder: Path) -> None:
    """Write a picture of the longest page of each kind, for each audience, width and scheme."""
    with chromium() as browser:
        for audience in AUDIENCES:
            site = Site(audience, ROOT / "site" / audience)
            with serve(site.folder) as origin:
                for width in WIDTHS:
                    for scheme in SCHEMES:
                        tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
                        for page in site.longest:
                            tab.goto(f"{origin}/{page.path}")
                            name = page.path.strip("/").replace("/", "-") or "home"
                            picture = folder / audience / f"{name}-{width}-{scheme}.png"
                            tab.screenshot(path=picture, full_page=True)
                            print(picture)
                        tab.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".cache/shots"))
