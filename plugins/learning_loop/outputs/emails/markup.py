"""A text's html as mail programs can show it: no ids, no elements younger than tables, every address whole.

Outlook lays out with Word, which gives no padding or border to `section`, `aside` or `figure`; so what stands in a box becomes a table
of one cell, which every mail program draws.
"""

from __future__ import annotations

from html import escape

from learning_loop.outputs.emails.tree import Node, read_tree

_BOXES = {"role-block", "voice", "well-done", "questions", "professional-only", "video"}
_KEPT = {"alt", "href", "src", "start"}
_HEADINGS = {"h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
"""A text's headings under the heading of its part; `read_markup` may keep those of the second level."""

_TITLES = {"role-block__title", "questions__title", "well-done__title"}


def read_markup(html: str, *, page: str, top: bool = False) -> str:
    """Give the html for an e-mail. ``page`` is the address of the page; ``top`` when the text has the parts' own headings."""
    return _Writer(page, top).all(read_tree(html))


class _Writer:
    def __init__(self, page: str, top: bool) -> None:
        self._page = page
        self._headings = _HEADINGS | ({"h2": "h2"} if top else {})

    def all(self, node: Node) -> str:
        """Give the html of everything in an element."""
        return "".join(
            escape(child, quote=False) if isinstance(child, str) else self._element(child) for child in node.children
        )

    def _element(self, node: Node) -> str:
        tag, inside = self._headings.get(node.tag, node.tag), self.all(node)
        if node.name in _BOXES:
            return f'<table role="presentation" class="box"><tr><td class="box-cell {node.name}-cell">{self._before(node)}{inside}</td></tr></table>\n'
        if tag in ("div", "section", "aside", "figure"):
            return inside
        if tag == "figcaption":
            return f'<p class="who">{inside}</p>'
        if tag == "img":
            return f'<img{self._attributes(node)} class="picture">'
        if tag in ("br", "hr"):
            return f"<{tag}>"
        more = ' class="data"' if tag == "table" else ' class="box-title"' if node.name in _TITLES else ""
        return f"<{tag}{more}{self._scope(node)}{self._attributes(node)}>{inside}</{tag}>"

    def _before(self, node: Node) -> str:
        return '<p class="box-title">For professionals only</p>' if node.name == "professional-only" else ""

    def _scope(self, node: Node) -> str:
        return ' scope="col"' if node.tag == "th" else ""

    def _attributes(self, node: Node) -> str:
        kept = {name: value for name, value in node.attributes.items() if name in _KEPT}
        if kept.get("href", "").startswith("#"):
            kept["href"] = self._page + kept["href"]
        return "".join(f' {name}="{escape(value)}"' for name, value in sorted(kept.items()))
