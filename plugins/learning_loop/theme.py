"""The theme as it lies on disk: templates, stylesheets, marks and fonts, ours and Material's."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from learning_loop.model.registers import SiteIdentity
from learning_loop.model.values import dataclass
from learning_loop.reading.digest import digest_of
from learning_loop.scripts import published_scripts
from learning_loop.store import Store

MATERIAL_CSS = re.compile(r"main\.[0-9a-f]+\.min\.css")

SCRIPTS = "assets/search/"
"""The modules of the search, in the theme's folder."""

_SCRIPTS = {"assets/tracker.js": "tracker", "assets/print.js": "print"}
"""The scripts of single pages."""

_FEED_PICTURES = {"assets/feed-icon.png": "feed_icon", "assets/feed-image.png": "feed_image"}
"""The library's mark for feeds: readers take no SVG. 512 pixels, as JSON Feed asks, and 144, the most that RSS allows."""

_TYPES = {".html", ".css", ".svg", ".woff2", ".txt", ".js", ".png"}


class ThemeMissing(Exception):
    """The theme's folder or Material is not there; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What the outputs need of a theme."""

    folders: tuple[str, ...]
    """Template folders, ours first."""
    digest: str
    """Changes with every file of the theme and with Material's version."""
    assets: dict[str, str]
    """Paths of published assets by name."""
    files: dict[str, str]
    """Published path → key in the store."""


def theme_folder() -> Path:
    """Give the folder of the theme: in the installed package, or beside it in the source tree."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_theme", package.parent.parent / "theme"):
        if (folder / "main.html").is_file():
            return folder
    raise ThemeMissing(f"The theme is missing: no main.html in {package / '_theme'}. Install the package again")


def material_folder() -> Path:
    """Give the folder of Material's templates and assets, without importing it."""
    spec = importlib.util.find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise ThemeMissing("Material for MkDocs is not installed. Run: pip install mkdocs-material==9.8.1")
    return Path(next(iter(spec.submodule_search_locations))) / "templates"


def read_theme(folder: Path, site: SiteIdentity, store: Store) -> Theme:
    """Read the theme and put what is published of it into the store."""
    material = material_folder()
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TYPES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }
    published: dict[str, bytes] = {}
    assets: dict[str, str] = {}
    css = b"\n".join(data for name, data in contents.items() if name.startswith("css/")) + accent_css(site)
    assets["css"] = f"assets/loop.{digest_of(css)[:10]}.css"
    published[assets["css"]] = css
    feed_css = b"\n".join((contents["css/10-tokens.css"], accent_css(site), contents["feeds/feed.css"]))
    assets["feed_css"] = f"assets/feed.{digest_of(feed_css)[:10]}.css"
    published[assets["feed_css"]] = feed_css
    sheet = next(
        path for path in sorted((material / "assets/stylesheets").iterdir()) if MATERIAL_CSS.fullmatch(path.name)
    )
    material_css = _without_map(sheet.read_bytes())
    assets["material_css"] = f"assets/stylesheets/{sheet.name}"
    published[assets["material_css"]] = material_css
    for name, data in contents.items():
        if not name.startswith("assets/") or name.startswith(SCRIPTS):
            continue
        path = name
        if name == "assets/marks.svg":
            path = f"assets/marks.{digest_of(data)[:10]}.svg"
            assets["marks"] = path
        elif name in _SCRIPTS:
            path = f"assets/{_SCRIPTS[name]}.{digest_of(data)[:10]}.js"
            assets[_SCRIPTS[name]] = path
        elif name in _FEED_PICTURES:
            assets[_FEED_PICTURES[name]] = path
        elif name == "assets/favicon.svg":
            assets["favicon"] = path
        elif name.endswith("wght-normal.woff2") and "font" not in assets:
            assets["font"] = path
        published[path] = data
    modules = {name.removeprefix(SCRIPTS): data for name, data in contents.items() if name.startswith(SCRIPTS)}
    scripts = published_scripts(modules)
    # modules import each other by relative paths, so the folder's name carries the digest of them all
    assets["search"] = f"assets/search.{digest_of(*(part for pair in scripts.items() for part in pair))[:10]}"
    published |= {f"{assets['search']}/{name}": data for name, data in scripts.items()}
    files = {}
    for path, data in published.items():
        files[path] = digest_of(data)
        store.write(files[path], data)
    digest = digest_of(sheet.name, *(part for name, data in contents.items() for part in (name, data)))
    return Theme((str(folder), str(material)), digest, assets, files)


def accent_css(site: SiteIdentity) -> bytes:
    """Give the partnership's own accent, the one colour that it may change."""
    light, dark = site.accent_light, site.accent_dark
    return (
        f"\n@media screen {{ :root {{ --accent: {light}; }} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
    ).encode()


def _without_map(css: bytes) -> bytes:
    """Drop the pointer to a source map that is not published."""
    return re.sub(rb"/\*# sourceMappingURL=[^*]*\*/\s*", b"", css)
