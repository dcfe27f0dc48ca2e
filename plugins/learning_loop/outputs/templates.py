"""Views → html: the one room that knows Jinja.

The frame of a page (safety line, masthead, menu, foot) is the same wherever depth and menu entry are, so it is rendered once for each
and kept as text with two gaps; a page renders only its head and its main part.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from learning_loop.present.views import EmailPart, EmailView, EntryView, PageView, SiteView

_HEAD, _MAIN = "\x02head\x02", "\x02main\x02"


class Templates:
    """The templates of one theme. ``folders`` are searched in order: ours, then Material's."""

    def __init__(self, folders: tuple[str, ...], bytecode: str) -> None:
        self._folders = folders
        self._bytecode = bytecode

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(list(self._folders)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=FileSystemBytecodeCache(self._bytecode),
        )

    def render_frame(self, site: SiteView, *, root: str, section: str) -> str:
        """Render what surrounds every page at one depth and under one menu entry, with gaps for head and main."""
        stand_ins: dict[str, Any] = {
            "config": {
                "theme": {"language": "en", "font": False, "palette": None, "features": []},
                "extra": {"generator": False},
                "plugins": {},
                "site_name": site.name,
            },
            "page": {"meta": {}, "toc": []},
            "nav": None,
            "base_url": root,
        }
        template = self._environment.get_template("main.html")
        return template.render(**stand_ins, site=site, root=root, section=section, head=_HEAD, main=_MAIN)

    def render_page(self, page: PageView, site: SiteView, *, root: str, frame: str) -> str:
        """Render one page into its frame."""
        context = {"page": page, "site": site, "root": root}
        head = self._environment.get_template("head.html").render(context)
        main = self._environment.get_template(f"pages/{page.kind}.html").render(context)
        before, _, rest = frame.partition(_HEAD)
        between, _, after = rest.partition(_MAIN)
        return "".join((before, head, between, main, after))

    def render_email(self, email: EmailView, parts: Sequence[tuple[EmailPart, str]], more_css: str) -> str:
        """Render one e-mail, its styles not yet on its elements. ``parts`` come with the html of their texts."""
        marked = [(part, Markup(text)) for part, text in parts]  # noqa: S704 - made from texts that were cleaned when they were read
        template = self._environment.get_template("email/message.html")
        return template.render(email=email, parts=marked, more_css=Markup(more_css))  # noqa: S704 - the theme's own

    def source(self, name: str) -> str:
        """Give a file of the theme as it is written."""
        loader = self._environment.loader
        assert loader is not None
        return loader.get_source(self._environment, name)[0]

    def render_entry(self, entry: EntryView, site: SiteView, *, root: str) -> str:
        """Render the content of a feed's entry; ``root`` is the site's whole address."""
        return self._environment.get_template("feeds/entry.html").render(entry=entry, site=site, root=root)
