"""The guides' pages → html."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from learning_loop.present.views.guides import GuideLink, GuidePage


def render_guides(
    pages: tuple[GuidePage, ...], *, theme: str, assets: dict[str, str], back: GuideLink | None
) -> dict[str, str]:
    """Give the html of each page by its path. ``back`` leads to where the reader came from, in a preview."""
    environment = Environment(
        loader=FileSystemLoader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.get_template("guides/page.html")
    return {
        page.path: template.render(page=page, body=Markup(page.body), assets=assets, back=back)  # noqa: S704 - cleaned when it was made
        for page in pages
    }
