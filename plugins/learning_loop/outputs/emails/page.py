"""An e-mail as HTML that mail programs show alike: tables, every style on its element, and a second set of colours for the dark.

Mail programs know no variables, so the colours of the site's own tokens are put in their place: a colour has one home.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import css_inline

from learning_loop.outputs.emails.markup import read_markup
from learning_loop.outputs.templates import Templates
from learning_loop.present.views import EmailPart, EmailView

_TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
_USE = re.compile(r"var\(--([\w-]+)\)")
_DARK = "@media screen and (prefers-color-scheme: dark)"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_GAPS = re.compile(r"\n\s*")

TOKENS, EVERYWHERE, NARROW, DARK = "css/10-tokens.css", "email/everywhere.css", "email/narrow.css", "email/dark.css"


def render_email(view: EmailView, texts: Mapping[EmailPart, str], templates: Templates) -> str:
    """Give the html. ``texts`` holds the text of each part, with whole addresses."""
    light, dark = _colours(templates.source(TOKENS), view.accents)
    sheet = _resolved(templates.source(EVERYWHERE), light)
    more = _resolved(templates.source(NARROW), light) + _resolved(templates.source(DARK), dark)
    bodies = {
        part: read_markup(text, page=view.browser, top=not part.title) if text else "" for part, text in texts.items()
    }
    html = templates.render_email(view, [(part, bodies[part]) for part in view.parts], _GAPS.sub("\n", more))
    inliner = css_inline.CSSInliner(
        inline_style_tags=False, keep_style_tags=True, load_remote_stylesheets=False, extra_css=sheet
    )
    return _GAPS.sub("\n", inliner.inline(html)).strip() + "\n"


def _colours(tokens: str, accents: tuple[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Give the colours on light and on dark, the partnership's own among them."""
    light, _, dark = tokens.partition(_DARK)
    day = dict(_TOKEN.findall(light)) | {"accent": accents[0]}
    night = day | dict(_TOKEN.findall(dark)) | {"accent": accents[1]}
    return day, night


def _resolved(css: str, colours: Mapping[str, str]) -> str:
    return _USE.sub(lambda use: colours[use[1]], _COMMENT.sub("", css))
