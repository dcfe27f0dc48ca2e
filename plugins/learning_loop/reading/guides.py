"""The project's own guides: the Markdown that code hosts show, as parts that can each be a page.

This is not the dialect of the library's texts (`reading.markdown`): guides have code blocks and no directives. Raw HTML is shown and not read; notes in comments are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from learning_loop.model.publication import Heading
from learning_loop.model.values import dataclass

_ADDRESS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_MARKS = re.compile(r"[^\w\- ]")
_TABLE_OPEN = '<div class="table-wrap" tabindex="0" role="group" aria-label="Table"><table>\n'
"""What scrolls must be reachable with the keyboard (WCAG 2.1.1); the same holds for examples."""
_TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "figcaption", "figure", "h2", "h3", "h4", "hr", "img",
    "li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "figure": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "pre": {"class", "tabindex", "role", "aria-label"},
}


class Target(NamedTuple):
    """Where a link of a guide leads."""

    href: str = ""
    """An address, when there is something to go to."""
    path: str = ""
    """The file that is meant, when it is not among the guides: it is named beside the link's words, and nothing is linked."""


class Picture(NamedTuple):
    """A picture of a guide: its address, and its size in pixels (0 when it is not known)."""

    src: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A stretch of a guide that can stand alone: its opening, or what is under one second-level heading."""

    heading: Heading | None
    """Its heading; None for the opening."""
    headings: tuple[Heading, ...]
    """Those below it."""
    tokens: tuple[Token, ...]
    """What it consists of, without its heading."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide as it was written."""

    title: str
    parts: tuple[GuidePart, ...]
    """The opening first, though it may be empty."""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings below the title, in order."""
        return tuple(one for part in self.parts for one in ([part.heading] if part.heading else []) + [*part.headings])


def read_guide(text: str) -> Guide:
    """Read a guide. Its headings have the anchors that code hosts give them, so that the same links work in both places."""
    title = ""
    parts: list[tuple[Heading | None, list[Heading], list[Token]]] = [(None, [], [])]
    seen: dict[str, int] = {}
    tokens = iter(_dialect().parse(text))
    for token in tokens:
        if token.type != "heading_open" or token.level:
            parts[-1][2].append(token)
            continue
        inline, closing = next(tokens), next(tokens)
        words, level = _plain(inline), int(token.tag[1])
        if level == 1:
            title = title or words
            continue
        heading = Heading(level, _anchor(inline.content, seen), words)
        if level == 2:
            parts.append((heading, [], []))
            continue
        token.attrSet("id", heading.anchor)
        parts[-1][1].append(heading)
        parts[-1][2].extend((token, inline, closing))
    return Guide(title, tuple(GuidePart(one, tuple(below), tuple(its)) for one, below, its in parts))


def listed_places(part: GuidePart) -> tuple[str, ...]:
    """Give the places of the guide itself that the lists of a part lead to, in order: its contents as their author arranged them."""
    depth, found = 0, []
    for token in part.tokens:
        depth += token.nesting if token.type.endswith(("_list_open", "_list_close")) else 0
        links = [one for one in token.children or () if one.type == "link_open"] if depth else []
        found += [str(one.attrGet("href"))[1:] for one in links if str(one.attrGet("href")).startswith("#")]
    return tuple(dict.fromkeys(found))


def plain_opening(part: GuidePart) -> str:
    """Give the words of a part's first paragraph."""
    return next((_plain(token) for token in part.tokens if token.type == "inline"), "")


def render_part(
    part: GuidePart, *, link: Callable[[str], Target], picture: Callable[[str], Picture], alone: bool = False
) -> str:
    """Give a part's html. ``link`` and ``picture`` say where an address of the guide leads from this page.

    Where it stands ``alone`` its own heading is the page's title, so those below it go up by one level.
    """
    tokens = [_placed(token, link, picture) for token in _without_empty_heads(part.tokens)]
    if alone:
        tokens = [_raised(token) if token.tag in ("h3", "h4") else token for token in tokens]
    made = _dialect().renderer.render(tokens, _dialect().options, {})
    return nh3.clean(
        made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "http", "mailto", "tel"}, link_rel=None
    )


def is_outside(target: str) -> bool:
    """Say whether a link leads to another site, a mailbox or a telephone."""
    return _ADDRESS.match(target) is not None


def _placed(token: Token, link: Callable[[str], Target], picture: Callable[[str], Picture]) -> Token:
    """Give a copy of a token with its links and pictures where they are."""
    if token.type != "inline":
        return token
    children: list[Token] = []
    pending = ""
    for child in token.children or ():
        if child.type == "link_open":
            target = link(str(child.attrGet("href") or ""))
            pending = "" if target.href else target.path
            children.append(child.copy(attrs={"href": target.href}) if target.href else Token("text", "", 0))
            if pending:
                children.append(Token("open_path", "", 0))
        elif child.type == "link_close" and pending:
            start = max(at for at, each in enumerate(children) if each.type == "open_path")
            words = "".join(each.content for each in children[start:])
            del children[start]
            if words.strip("/") != pending.strip("/"):
                children += [
                    Token("text", "", 0, content=" ("),
                    Token("code_inline", "code", 0, content=pending),
                    Token("text", "", 0, content=")"),
                ]
            pending = ""
        elif child.type == "image":
            place = picture(str(child.attrGet("src") or ""))
            attrs: dict[str, str | int | float] = {"src": place.src, "alt": "", "loading": "lazy"}
            if place.width:
                attrs |= {"width": place.width, "height": place.height}
            children.append(child.copy(attrs=attrs))
        else:
            children.append(child)
    return token.copy(children=children)


def _without_empty_heads(tokens: tuple[Token, ...]) -> list[Token]:
    """Leave out the heads of tables that have no words: Markdown wants a head where a table has none."""
    kept: list[Token] = []
    start = 0
    for token in tokens:
        if token.type == "thead_open":
            start = len(kept)
        kept.append(token)
        if token.type == "thead_close" and not any(one.content for one in kept[start:] if one.type == "inline"):
            del kept[start:]
    return kept


def _raised(token: Token) -> Token:
    return token.copy(tag=f"h{int(token.tag[1]) - 1}")


@cache
def _dialect() -> MarkdownIt:
    dialect = MarkdownIt("commonmark", {"html": True}).enable("table")
    rules: Any = dialect.renderer.rules  # type: ignore[attr-defined] # the protocol leaves out what every renderer has
    rules["html_inline"] = lambda tokens, idx, options, env: html.escape(tokens[idx].content)
    rules["html_block"] = lambda tokens, idx, options, env: _markup(tokens[idx].content)
    rules["fence"] = lambda tokens, idx, options, env: _example(tokens[idx])
    rules["table_open"] = lambda tokens, idx, options, env: _TABLE_OPEN
    rules["table_close"] = lambda tokens, idx, options, env: "</table></div>\n"
    return dialect


def _markup(text: str) -> str:
    """Give what stands for markup: nothing for a note to other authors, for anything else its very characters."""
    return "" if text.lstrip().startswith("<!--") else f"<p>{html.escape(text)}</p>\n"


def _example(token: Token) -> str:
    """Give an example, under the name of the file that it is the content of."""
    words = token.info.split()
    file = words[1] if len(words) > 1 and "/" in words[1] else ""
    name = f"Example: {file}" if file else "Commands" if words[:1] == ["sh"] else "Example"
    wraps = ' class="wraps"' if words[:1] == ["text"] else ""
    block = f'<pre{wraps} tabindex="0" role="group" aria-label="{html.escape(name)}"><code>{html.escape(token.content)}</code></pre>\n'
    return f'<figure class="example"><figcaption>{html.escape(file)}</figcaption>{block}</figure>\n' if file else block


def _anchor(words: str, seen: dict[str, int]) -> str:
    anchor = _MARKS.sub("", words.strip().lower()).replace(" ", "-")
    count = seen[anchor] = seen.get(anchor, -1) + 1
    return f"{anchor}-{count}" if count else anchor


def _plain(inline: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in inline.children or ()
    ).strip()
