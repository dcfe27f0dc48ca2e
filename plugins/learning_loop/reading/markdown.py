"""The one Markdown dialect of the library: CommonMark, tables and a few fenced directives; never raw HTML.

Everything that is published comes through `render_body`. Links to the library's own things leave here as ``item:``, ``theme:``,
``agency:``, ``role:`` and ``attachment:`` addresses; `place_links` turns them into real ones when a page is made, because only then is
it known what this reader may see.
"""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from learning_loop.model.kinds import KIND_BY_FOLDER
from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.publication import Ask, BodyLink, Heading
from learning_loop.model.values import dataclass, field
from learning_loop.reading.outline import Outline, outline_of

DIALECT = "4"
"""Part of every cache key: raise it when the same text would give other html."""

DIRECTIVES = ("professional", "role", "voice", "well-done", "questions", "video")
"""The names that may follow ``:::``."""

REGISTER_SCHEMES = ("theme", "agency", "role")

_OUTSIDE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_RAW_HTML = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|!--)")
_BROKEN_LINK = re.compile(r"\[[^\[\]]{1,200}\](?:\([^()]{1,200}\)|\[[^\[\]]{0,200}\])")
_COLONS = ":\uff1a\ufe55\u2236\ua789"
_FENCE_LINE = re.compile(rf"[{_COLONS}]{{3}}|^[^\w{_COLONS}]*[{_COLONS}][\s\u200b-\u200f\u2060\ufeff]*[{_COLONS}]")
"""What a directive's fence may have been meant to be: three colons or their look-alikes anywhere, or two before any word."""
_TWO_COLONS = re.compile(rf"[{_COLONS}](?:[^\S\n]|[\u200b-\u200f\u2060\ufeff])*[{_COLONS}]")
"""What every such line has, and few others: one look at a text is far quicker than one at each of its lines."""
_PROFESSIONAL = re.compile(r":::\s*professional\b")
_SLUG = re.compile(r"[^a-z0-9]+")
_TABLE_OPEN = '<div class="table-wrap" tabindex="0" role="group" aria-label="Table"><table>\n'
"""A table may be wider than a phone; what scrolls must be reachable with the keyboard (WCAG 2.1.1)."""

_OPEN, _CLOSE = "container_directive_open", "container_directive_close"


@dataclass(slots=True)
class RenderedBody:
    """One body, read for one audience."""

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    words: int = 0
    questions: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    outline: Outline | None = None
    """Where it was asked for."""


def has_professional_block(text: str) -> bool:
    """Say whether a text may have a ``::: professional`` block; cheap, and never wrong when it says no."""
    return ":::" in text and _PROFESSIONAL.search(text) is not None


def render_body(text: str, *, path: str, line_offset: int, outlined: bool = False) -> RenderedBody:
    """Render a whole body, professional blocks included. ``path`` is the file's, ``line_offset`` the lines above the body.

    Only a body that is to be ``outlined`` pays for its outline.
    """
    reader = _BodyReader(path, line_offset)
    tokens = _parse(text)
    if has_professional_block(text):
        _cut_of(text).keep(tokens)
    reader.read(tokens, text)
    outline = outline_of(tokens, line_offset) if outlined else None
    return RenderedBody(
        _clean(_dialect().renderer.render(tokens, _dialect().options, {})),
        tuple(reader.headings),
        tuple(reader.links),
        reader.words,
        tuple(reader.questions),
        tuple(reader.directives),
        tuple(reader.asks),
        reader.problems,
        outline,
    )


def outline_body(text: str, *, line_offset: int) -> Outline:
    """Give the outline of a body alone, without rendering it."""
    return outline_of(_parse(text), line_offset)


def cut_professional_blocks(text: str) -> str:
    """Blank out every line of every professional block, so that nothing of them can reach what is made of the rest.

    The source is cut, not the html: a link definition inside a block must not serve a link outside it. Blank lines stay, so that
    line numbers hold; they mean the same as no lines, because a directive must stand between blank lines.
    """
    return _cut_of(text).get()


class _Cut:
    """A text without its professional blocks, found at first use: from the tokens of whoever has parsed the text already, where somebody has."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._cut: str | None = None

    def keep(self, tokens: Sequence[Token]) -> None:
        """Cut the text by its tokens."""
        lines = self._text.split("\n")
        for token in tokens:
            if token.type == _OPEN and token.map and _directive(token)[0] == "professional":
                for row in range(token.map[0], _end_row(token, lines)):
                    lines[row] = ""
        self._cut = "\n".join(lines)

    def get(self) -> str:
        """Give the rest."""
        if self._cut is None:
            self.keep(_parse(self._text, inline=False))
        return self._cut or ""


@lru_cache(maxsize=1)
def _cut_of(text: str) -> _Cut:
    """Remember the last text: several look at one file in turn."""
    return _Cut(text)


def place_links(html_text: str, *, href: Callable[[str, str], str | None], role_title: Callable[[str], str]) -> str:
    """Put real addresses into rendered html.

    ``href(scheme, target)`` gives an address, or None for what this reader may not see: the link's words then stand alone.
    ``role_title(role)`` gives the title of a role block.
    """

    def link(match: re.Match[str]) -> str:
        scheme, target, anchor, rest, words = match.groups()
        place = href(scheme, html.unescape(target))
        return words if place is None else f'<a href="{html.escape(place)}{anchor or ""}"{rest}>{words}</a>'

    def image(match: re.Match[str]) -> str:
        return f'src="{html.escape(href("attachment", html.unescape(match[1])) or "")}"'

    def role(match: re.Match[str]) -> str:
        title = html.escape(role_title(match[1]))
        return f'<aside class="role-block" aria-label="{title}"><p class="role-block__title">{title}</p>'

    html_text = _PLACED_LINK.sub(link, html_text)
    if 'src="attachment:' in html_text:
        html_text = _PLACED_IMAGE.sub(image, html_text)
    if 'data-role="' in html_text:
        html_text = _PLACED_ROLE.sub(role, html_text)
    return html_text


_PLACED_LINK = re.compile(
    r'<a href="(item|theme|agency|role|attachment):([^"#]*)(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL
)
_PLACED_IMAGE = re.compile(r'src="attachment:([^"]*)"')
_PLACED_ROLE = re.compile(r'<aside class="role-block" data-role="([^"]*)">')


def split_sections(html_text: str) -> list[tuple[str, str]]:
    """Cut rendered html at its second-level headings: (anchor, html after the heading) in order; text before the first has anchor ''."""
    parts = _H2.split(html_text)
    sections = [("", parts[0])] if parts[0].strip() else []
    sections += [(parts[i], parts[i + 1]) for i in range(1, len(parts) - 1, 2)]
    return sections


_H2 = re.compile(r'<h2 id="([^"]*)">.*?</h2>\n?', re.DOTALL)


def slug(text: str) -> str:
    """Give the anchor of a heading."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    return _SLUG.sub("-", plain.replace("’", "").replace("'", "")).strip("-") or "section"


def _parse(text: str, *, inline: bool = True) -> list[Token]:
    """Give the tokens; without ``inline`` those of blocks alone, in half the time.

    The line end is for the directives' parser, which looks one sign too far in a quotation that ends the file.
    """
    return (_dialect() if inline else _blocks()).parse(text + "\n")


@cache
def _blocks() -> MarkdownIt:
    dialect: MarkdownIt = _dialect.__wrapped__()
    dialect.core.ruler.enableOnly(["normalize", "block"])
    return dialect


@cache
def _dialect() -> MarkdownIt:
    dialect = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    dialect.enable("table")
    # Indented code keeps its empty lines, and would show how long a professional block between two of its lines was. Texts of this
    # field have no code, and who indents a paragraph means a paragraph.
    dialect.disable("code")
    # Ours is the stricter check, and a link that markdown-it refuses would show as text without a word to its author.
    dialect.validateLink = lambda url: True  # type: ignore[method-assign]
    container_plugin(dialect, "directive", validate=lambda params, markup: True)
    rules: Any = dialect.renderer.rules  # type: ignore[attr-defined] # the protocol leaves out what every renderer has
    rules[_OPEN] = lambda tokens, idx, options, env: tokens[idx].meta.get("open", "")
    rules[_CLOSE] = lambda tokens, idx, options, env: tokens[idx].meta.get("close", "")
    rules["table_open"] = lambda tokens, idx, options, env: _TABLE_OPEN
    rules["table_close"] = lambda tokens, idx, options, env: "</table></div>\n"
    return dialect


_TAGS = {
    "a", "aside", "blockquote", "br", "code", "div", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "li", "ol", "p", "pre", "section", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "aside": {"class", "data-role"},
    "code": {"class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "figure": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "p": {"class"},
    "section": {"class", "aria-label"},
    "td": {"class"},
    "th": {"class"},
}
_URL_SCHEMES = {"https", "http", "mailto", "tel", "item", "attachment", *REGISTER_SCHEMES}


def _clean(html_text: str) -> str:
    """The second wall: whatever a parser's fault let through ends here."""
    return nh3.clean(html_text, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_URL_SCHEMES, link_rel=None)


def _directive(token: Token) -> tuple[str, str]:
    name, _, argument = token.info.strip().partition(" ")
    return name, argument.strip()


def _end_row(token: Token, lines: Sequence[str]) -> int:
    """Give the row after a directive's last line, its closing fence included."""
    assert token.map is not None
    end = token.map[1]
    if end < len(lines) and lines[end].strip().lstrip("> ").startswith(token.markup):
        return end + 1
    return end


class _BodyReader:
    """One walk over the tokens: collects what is known of a body, and makes the tokens ready to be rendered."""

    def __init__(self, path: str, line_offset: int) -> None:
        self.path = path
        self.offset = line_offset
        self.headings: list[Heading] = []
        self.links: list[BodyLink] = []
        self.questions: list[str] = []
        self.directives: dict[str, None] = {}
        self.asks: list[Ask] = []
        self.words = 0
        self.problems: list[Problem] = []
        self._open_directives: list[Token] = []
        self._fences: set[int] = set()
        self._last_level = 1
        self._in_questions = False

    def read(self, tokens: list[Token], text: str) -> None:
        """Read all tokens; ``text`` is what they came from."""
        lines = text.split("\n")
        for position, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self._inline(token, tokens[position - 1])
            elif kind == "heading_open":
                self._heading(token, tokens[position + 1])
            elif kind in ("th_open", "td_open"):
                _class_for_alignment(token)
            elif kind == _OPEN:
                self._open(token, lines)
            elif kind == _CLOSE:
                opened = self._open_directives.pop()
                token.meta["close"] = opened.meta["after"]
        self._stray_fences(text, lines)

    def problem(self, row: int, message: str) -> None:
        """Note a problem of the body at a row counted from 0."""
        self.problems.append(Problem(self.path, row + 1 + self.offset, "body", message))

    def _row(self, token: Token) -> int:
        return token.map[0] if token.map else 0

    def _heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1])
        text = _plain(inline)
        anchor = slug(text)
        if level == 1:
            self.problem(
                self._row(token), "a heading with one '#'. The title is the page's first heading: start with '##'"
            )
        elif level > self._last_level + 1:
            self.problem(
                self._row(token),
                f"a heading of level {level} after one of level {self._last_level}. Use {'#' * (self._last_level + 1)}",
            )
        first = next((heading.text for heading in self.headings if heading.anchor == anchor), None)
        if first is not None:
            other = "" if first == text else f" (the other: '{first}')"
            self.problem(
                self._row(token),
                f"two headings are called '{text}'{other}. Give each its own words, so that both can be linked",
            )
        self._last_level = level
        self.headings.append(Heading(level, anchor, text))
        token.attrSet("id", anchor)
        self._in_questions = level == 2 and anchor.startswith("questions")

    def _inline(self, token: Token, before: Token) -> None:
        self.words += len(token.content.split())
        row = self._row(token)
        in_list = before.type == "paragraph_open" and token.level > 1
        if in_list and (self._in_questions or self._inside("questions")):
            self.questions.append(_plain(token))
        if before.type == "paragraph_open" and (role := self._role()):
            self.asks.append(Ask(role, _plain(token)))
        for child in token.children or ():
            if child.type == "link_open":
                self._link(child, row)
            elif child.type == "image":
                self._image(child, row)
            elif child.type == "text":
                self._text(child.content, row)

    def _text(self, text: str, row: int) -> None:
        """Find what its author meant as more than words."""
        if "<" in text and (found := _RAW_HTML.search(text)):
            self.problem(
                row,
                f"raw HTML ('{found[0][:24]}') is not read and would show as text. Use Markdown or a ':::' directive",
            )
        if ("](" in text or "][" in text) and (found := _BROKEN_LINK.search(text)):
            self.problem(
                row,
                f"'{found[0][:60]}' is no link and would show as text. Write [words](address); a space in an address is %20",
            )

    def _inside(self, name: str) -> bool:
        return any(_directive(token)[0] == name for token in self._open_directives)

    def _role(self) -> str:
        """Give the role of the innermost role block; empty outside of one."""
        found = (_directive(token) for token in reversed(self._open_directives))
        return next((argument for name, argument in found if name == "role"), "")

    def _link(self, token: Token, row: int) -> None:
        href = str(token.attrGet("href") or "")
        if _OUTSIDE.match(href):
            return
        if href.startswith("#"):
            self.links.append(BodyLink("item", address_of(self.path) or "", unquote(href[1:]), row + 1 + self.offset))
            return
        token.attrSet("href", self._own_link(href, row) or "")

    def _own_link(self, href: str, row: int) -> str | None:
        """Give the inner address of a link to the library's own things; None (and a problem) when it is none."""
        line = row + 1 + self.offset
        if not href:
            self.problem(row, "a link without an address. Write it between the round brackets")
            return None
        target, _, anchor = href.partition("#")
        target = unquote(target)
        if match := _SCHEME.match(target):
            scheme = match[1].lower()
            if scheme not in REGISTER_SCHEMES:
                self.problem(
                    row,
                    f"a link to '{scheme}:'. Links may be https:, mailto:, tel:, theme:, agency:, role: or the path of a file of the library",
                )
                return None
            self.links.append(BodyLink(scheme, target[match.end() :], anchor, line))  # type: ignore[arg-type]
            return f"{target}{'#' if anchor else ''}{anchor}"
        resolved = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), target))
        if target.startswith("/") or resolved.startswith(".."):
            self.problem(
                row,
                f"the link '{href}' leaves the content folder. Write the path from this file, such as ../reviews/child-m.md",
            )
            return None
        if not target.endswith(".md"):
            self.links.append(BodyLink("attachment", target, "", line))
            return f"attachment:{target}"
        address = address_of(resolved)
        if address is None:
            self.problem(row, f"the link '{href}' is not to an item. Items lie in {', '.join(sorted(KIND_BY_FOLDER))}")
            return None
        self.links.append(BodyLink("item", address, anchor, line))
        return f"item:{address}{'#' if anchor else ''}{anchor}"

    def _image(self, token: Token, row: int) -> None:
        source = unquote(str(token.attrGet("src") or ""))
        if not _plain_children(token.children).strip():
            self.problem(
                row,
                f"the picture '{source}' has no words for those who cannot see it. Write them between the square brackets",
            )
        if _SCHEME.match(source) or source.startswith("/"):
            self.problem(
                row,
                f"the picture '{source}' lies elsewhere. Put the file beside the text and name it under attachments",
            )
            token.attrSet("src", "")
            return
        self.links.append(BodyLink("attachment", source, "", row + 1 + self.offset))
        token.attrSet("src", f"attachment:{source}")

    def _open(self, token: Token, lines: Sequence[str]) -> None:
        start = self._row(token)
        end = _end_row(token, lines)
        self._fences.add(start)
        name, argument = _directive(token)
        writer = _WRITERS.get(name)
        token.meta["after"] = ""
        self._open_directives.append(token)
        if not name:
            self.problem(
                start,
                "this ':::' closes nothing. A directive that holds another one needs more colons than it: '::::' above and below",
            )
            return
        self._check_fence(token, start, end, lines)
        if writer is None:
            known = ", ".join(f"'::: {name}'" for name in DIRECTIVES)
            self.problem(start, f"unknown directive '{name}'.{did_you_mean(name, DIRECTIVES)} Known are {known}")
            return
        before, after, complaint = writer(argument)
        self.directives[name] = None
        token.meta["open"], token.meta["after"] = before, after
        if complaint:
            self.problem(start, complaint)
        if name == "role":
            self.links.append(BodyLink("role", argument, "", start + 1 + self.offset))

    def _check_fence(self, token: Token, start: int, end: int, lines: Sequence[str]) -> None:
        name = _directive(token)[0]
        closed = end - 1 > start and lines[end - 1].strip().lstrip("> ").startswith(token.markup)
        if closed:
            self._fences.add(end - 1)
        else:
            self.problem(
                start, f"the directive '::: {name}' is not closed. Put ':::' on a line of its own after its text"
            )
        if start and not _blank_or_fence(lines[start - 1]):
            self.problem(start, f"no empty line before '::: {name}'. Put one there")
        if closed and end < len(lines) and not _blank_or_fence(lines[end]):
            self.problem(end - 1, f"no empty line after the ':::' that closes '{name}'. Put one there")

    def _stray_fences(self, text: str, lines: Sequence[str]) -> None:
        """Find fences that opened or closed nothing: a block that its author believes to be professional may be public."""
        row = at = 0
        looked = -1
        for match in _TWO_COLONS.finditer(text):
            row += text.count("\n", at, match.start())
            at = match.start()
            if row == looked:
                continue
            looked = row
            if row not in self._fences and _FENCE_LINE.search(lines[row]):
                self.problem(
                    row,
                    "this line of colons opens or closes nothing. A directive is '::: name', its text, ':::', each on its own line, not indented",
                )


def _blank_or_fence(line: str) -> bool:
    bare = line.strip().lstrip("> ")
    return not bare or bare.startswith(":::")


def address_of(path: str) -> str | None:
    """Give the address of an item's file: ``reviews/child-m`` for ``reviews/child-m.md`` and ``reviews/child-m/index.md``."""
    stem = path.removesuffix(".md").removesuffix("/index")
    folder, _, name = stem.partition("/")
    return stem if path.endswith(".md") and folder in KIND_BY_FOLDER and name and "/" not in name else None


def _class_for_alignment(token: Token) -> None:
    """Aligned cells get a class: a style attribute would need a weaker content security policy."""
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrSet("class", "align-" + style.removeprefix("text-align:").strip("; "))


def _plain(inline: Token) -> str:
    return _plain_children(inline.children).strip()


def _plain_children(children: Sequence[Token] | None) -> str:
    parts = []
    for child in children or ():
        if child.type == "image":
            parts.append(_plain_children(child.children))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(child.content)
    return "".join(parts)


_Written = tuple[str, str, str]
"""Html before and after a directive's text, and what is wrong with its argument."""


def _write_professional(argument: str) -> _Written:
    complaint = "'::: professional' takes no words after it. Put them on the next line" if argument else ""
    return '<section class="professional-only" aria-label="For professionals only">\n', "</section>\n", complaint


def _write_role(argument: str) -> _Written:
    complaint = "" if argument else "'::: role' needs a role's id, such as '::: role frontline-manager'"
    return f'<aside class="role-block" data-role="{html.escape(argument)}">\n', "</aside>\n", complaint


def _write_voice(argument: str) -> _Written:
    complaint = "" if argument else "'::: voice' needs who spoke, such as '::: voice A mother, in the survey'"
    return (
        '<figure class="voice"><blockquote>\n',
        f"</blockquote><figcaption>{html.escape(argument)}</figcaption></figure>\n",
        complaint,
    )


def _write_well_done(argument: str) -> _Written:
    title = html.escape(argument or "Well done")
    return f'<section class="well-done"><p class="well-done__title">{title}</p>\n', "</section>\n", ""


def _write_questions(argument: str) -> _Written:
    title = html.escape(argument or "Questions for your team")
    return f'<section class="questions"><p class="questions__title">{title}</p>\n', "</section>\n", ""


def _write_video(argument: str) -> _Written:
    address, _, title = argument.partition(" ")
    if not address.startswith("https://") or not title.strip():
        return (
            "<div>",
            "</div>",
            "'::: video' needs an https address and a title, such as '::: video https://video.example/x Safer sleep (captions)'",
        )
    link = f'<p class="video__link"><a href="{html.escape(address)}">{html.escape(title.strip())}</a></p>'
    return f'<div class="video">{link}\n', "</div>\n", ""


_WRITERS: Mapping[str, Callable[[str], _Written]] = {
    "professional": _write_professional,
    "role": _write_role,
    "voice": _write_voice,
    "well-done": _write_well_done,
    "questions": _write_questions,
    "video": _write_video,
}
