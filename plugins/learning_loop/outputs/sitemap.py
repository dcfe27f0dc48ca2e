"""What search engines read: a sitemap of the public site; the professional site asks not to be indexed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from learning_loop.present.desk import Desk
from learning_loop.present.redirects import redirect_paths
from learning_loop.present.spec import Spec

_NOT_LISTED = ("patterns/", "404.html")


def render_sitemap(desk: Desk, specs: Sequence[Spec]) -> bytes:
    """Give the sitemap of all pages; items carry the day of their last change."""
    changed = {desk.path(one): (one.updated or one.published).isoformat() for one in desk.library.publications.values()}
    old = {path for one in desk.library.publications.values() for path in redirect_paths(one, desk)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for spec in sorted(specs, key=lambda spec: spec.path):
        if spec.path in _NOT_LISTED or spec.path in old:
            continue
        day = f"<lastmod>{changed[spec.path]}</lastmod>" if spec.path in changed else ""
        lines.append(f"<url><loc>{escape(desk.address(spec.path), quote=False)}</loc>{day}</url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()


def render_robots(desk: Desk) -> bytes:
    """Give robots.txt."""
    if desk.site.is_professional:
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n\nSitemap: {desk.address('sitemap.xml')}\n".encode()
