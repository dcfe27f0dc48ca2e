"""The guides as a small site of files: those of the source tree, or those that travel in the installed package."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

from learning_loop.outputs.guide_pages import render_guides
from learning_loop.present.guides import Files, present_guides, published_as
from learning_loop.present.views.guides import GuideLink
from learning_loop.reading.digest import digest_of
from learning_loop.theme import theme_folder

_TOP = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
_STYLES = (
    "css/10-tokens.css",
    "css/20-base.css",
    "css/30-shell.css",
    "css/40-parts.css",
    "css/60-print.css",
    "guides/guides.css",
)
_FONTS = "assets/fonts"
_ICON = "assets/favicon.svg"


class GuidesMissing(Exception):
    """The guides are not there; the text says what to do."""


def guides_folder() -> Path:
    """Give the folder of the guides: in the installed package, or the top of the source tree."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_guides", package.parent.parent):
        if (folder / "docs/authors.md").is_file():
            return folder
    raise GuidesMissing(
        f"The guides are missing: no docs/authors.md in {package / '_guides'}. Install the package again"
    )


def guide_files(back: GuideLink | None = None) -> dict[str, bytes]:
    """Give every file of the guides' site by its path. Made once, and again when a guide or the theme has changed.

    Raises GuidesMissing, ThemeMissing.
    """
    folder, theme = guides_folder(), theme_folder()
    sources = _sources(folder)
    newest = max(path.stat().st_mtime_ns for path in (*sources, *_theme_files(theme)))
    return _made(folder, theme, back, tuple(sources), newest)


def _sources(folder: Path) -> list[Path]:
    found = [folder / name for name in _TOP]
    found += sorted((folder / "decisions").glob("*.md")) + sorted((folder / "docs").rglob("*"))
    return [path for path in found if path.is_file()]


def _theme_files(theme: Path) -> list[Path]:
    return [theme / name for name in (*_STYLES, _ICON, "guides/page.html")] + sorted((theme / _FONTS).glob("*.woff2"))


@lru_cache(maxsize=1)
def _made(
    folder: Path, theme: Path, back: GuideLink | None, sources: tuple[Path, ...], newest: int
) -> dict[str, bytes]:
    bytes_of = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sources}
    pictures = {path: _size(data) for path, data in bytes_of.items() if path.endswith(".png")}
    texts = {path: data.decode("utf-8") for path, data in bytes_of.items() if path.endswith(".md")}
    others = {path for path in bytes_of if path not in pictures and path not in texts}
    css = b"\n".join((theme / name).read_bytes() for name in _STYLES)
    style = f"assets/guides.{digest_of(css)[:10]}.css"
    pages = present_guides(Files(texts, pictures, frozenset(others)))
    made = {
        path: text.encode()
        for path, text in render_guides(
            pages, theme=str(theme), assets={"css": style, "icon": _ICON}, back=back
        ).items()
    }
    made |= {published_as(path): bytes_of[path] for path in sorted((*pictures, *others))}
    made |= {
        path.relative_to(theme).as_posix(): path.read_bytes()
        for path in _theme_files(theme)
        if path.suffix in (".woff2", ".svg")
    }
    return {**made, style: css}


def _size(png: bytes) -> tuple[int, int]:
    """Give width and height, which stand at the beginning of every PNG file."""
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)
