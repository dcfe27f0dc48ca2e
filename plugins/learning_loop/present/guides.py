"""The guides as pages: for whom each is, which stand together, where every link between them leads.

The names of pages need no server: a folder of them can be opened by a double click.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from learning_loop.model.values import dataclass
from learning_loop.present.views.guides import Entrance, GuideLink, GuidePage
from learning_loop.reading.guides import (
    Guide,
    GuidePart,
    Picture,
    Target,
    is_outside,
    listed_places,
    plain_opening,
    read_guide,
    render_part,
)

INDEX = "index.html"

ENOUGH = 40
"""Characters of what the first page says of a guide: "For developers." says too little."""

_DECISION = re.compile(r"decisions/(\d{4})-[\w-]+\.md")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The guides for one kind of people, in the order in which they are best read."""

    anchor: str
    title: str
    about: str
    documents: tuple[str, ...]


SHELVES = (
    Shelf(
        "authors",
        "For authors",
        "You write and publish. You need a text editor and no programming.",
        ("docs/authors.md", "docs/disclosure.md", "docs/attachments.md", "docs/field-reference.md"),
    ),
    Shelf(
        "operators",
        "For operators",
        "You set the library up, build its two sites and keep apart what must stay apart.",
        ("README.md", "docs/operators.md", "docs/frameworks.md"),
    ),
    Shelf(
        "developers",
        "For developers",
        "You change the program, or read what other programs get from it.",
        ("ARCHITECTURE.md", "CONTRIBUTING.md", "docs/search-format.md", "CHANGELOG.md"),
    ),
)
"""Every guide stands on one shelf: one that none names comes last on the operators', the decisions on the developers'."""

IN_PARTS = ("docs/authors.md", "docs/operators.md", "docs/field-reference.md")
"""Guides that are too long for one page: each of their second-level headings has its own."""


@dataclass(frozen=True, slots=True)
class Files:
    """What the guides are made of, by paths from the project's top."""

    texts: Mapping[str, str]
    """Every Markdown file."""
    pictures: Mapping[str, tuple[int, int]]
    """Every picture, with its width and height in pixels."""
    others: frozenset[str]
    """Files that a guide may link to, such as the JSON Schema files."""


def documents_of(shelf: Shelf, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Give the paths of the guides that stand on a shelf."""
    named = {path for each in SHELVES for path in each.documents}
    decisions = sorted(path for path in texts if _DECISION.fullmatch(path))
    others = sorted(set(texts) - named - set(decisions))
    last = {"operators": others, "developers": decisions}.get(shelf.anchor, [])
    return (*(path for path in shelf.documents if path in texts), *last)


def present_guides(files: Files) -> tuple[GuidePage, ...]:
    """Give all pages of the guides, the table of contents first."""
    guides = {path: read_guide(text) for path, text in files.texts.items()}
    desk = _Desk(guides, files)
    pages = [desk.index()]
    for shelf in SHELVES:
        for path in documents_of(shelf, files.texts):
            pages += desk.pages(path, shelf)
    return tuple(pages)


def published_as(path: str) -> str:
    """Give where a picture or another file lies among the pages."""
    return path.removeprefix("docs/")


class _Desk:
    """Everything that is needed to make one page."""

    def __init__(self, guides: Mapping[str, Guide], files: Files) -> None:
        self._guides = guides
        self._files = files
        self._places = {
            (document, anchor): page
            for document, guide in guides.items()
            for page, part in _parts(document, guide)
            for anchor in _anchors(part)
        }

    def index(self) -> GuidePage:
        """Give the first page."""
        entrances = tuple(Entrance(shelf.anchor, shelf.title, shelf.about, self._shelf(shelf)) for shelf in SHELVES)
        about = "How to write, run and change a learning library: the guides of Learning Loop."
        return GuidePage(INDEX, "Guides", about, "", entrances=entrances)

    def _shelf(self, shelf: Shelf) -> tuple[GuideLink, ...]:
        links, decisions = [], []
        for path in documents_of(shelf, self._files.texts):
            guide = self._guides[path]
            if _DECISION.fullmatch(path):
                decisions.append(GuideLink(guide.title, _page_of(path)))
            else:
                below = self._chapters(path) if path in IN_PARTS else ()
                links.append(
                    GuideLink(
                        guide.title, _page_of(path), note=_first_sentences(plain_opening(guide.parts[0])), below=below
                    )
                )
        if decisions:
            note = "Choices that somebody will ask about later, one page each."
            links.append(GuideLink("Decisions", decisions[0].href, note=note, below=tuple(decisions)))
        return tuple(links)

    def _chapters(self, document: str, current: str = "") -> tuple[GuideLink, ...]:
        return tuple(
            GuideLink(part.heading.text, page, current=page == current)
            for page, part in _parts(document, self._guides[document])
            if part.heading is not None
        )

    def _not_listed(self, document: str) -> tuple[GuideLink, ...]:
        """Give the parts that the guide's own list of contents leaves out: all of them where it has none."""
        guide = self._guides[document]
        listed = listed_places(guide.parts[0])
        pages = {page for page, part in _parts(document, guide) if part.heading and part.heading.anchor in listed}
        return tuple(link for link in self._chapters(document) if link.href not in pages)

    def pages(self, document: str, shelf: Shelf) -> list[GuidePage]:
        """Give the pages of one guide."""
        guide = self._guides[document]
        crumbs = (GuideLink("Guides", INDEX), GuideLink(shelf.title, f"{INDEX}#{shelf.anchor}"))
        if document not in IN_PARTS:
            return [self._whole(document, guide, crumbs, shelf)]
        parts = _parts(document, guide)
        pages = []
        for number, (page, part) in enumerate(parts):
            opening = part.heading is None
            before = parts[number - 1] if number else None
            after = parts[number + 1] if number + 1 < len(parts) else None
            pages.append(
                GuidePage(
                    page,
                    part.heading.text if part.heading else guide.title,
                    plain_opening(part) or guide.title,
                    self._render(part, document, page),
                    crumbs if opening else (*crumbs, GuideLink(guide.title, parts[0][0])),
                    chapters=self._not_listed(document) if opening else (),
                    siblings=() if opening else self._chapters(document, page),
                    contents=_contents(part),
                    before=_step(before, guide),
                    after=_step(after, guide),
                    kind=shelf.title,
                )
            )
        return pages

    def _whole(self, document: str, guide: Guide, crumbs: tuple[GuideLink, ...], shelf: Shelf) -> GuidePage:
        page = _page_of(document)
        bodies = []
        for part in guide.parts:
            if part.heading is not None:
                bodies.append(f'<h2 id="{part.heading.anchor}">{_escaped(part.heading.text)}</h2>\n')
            bodies.append(self._render(part, document, page))
        beside = documents_of(shelf, self._files.texts)
        at = beside.index(document)
        before, after = beside[:at][-1:], beside[at + 1 : at + 2]
        return GuidePage(
            page,
            guide.title,
            plain_opening(guide.parts[0]) or guide.title,
            "".join(bodies),
            crumbs,
            contents=tuple(GuideLink(one.text, f"#{one.anchor}") for one in guide.headings if one.level == 2),
            before=self._document(before),
            after=self._document(after),
            kind=shelf.title,
        )

    def _document(self, found: tuple[str, ...]) -> GuideLink | None:
        return GuideLink(self._guides[found[0]].title, _page_of(found[0])) if found else None

    def _render(self, part: GuidePart, document: str, page: str) -> str:
        def link(target: str) -> Target:
            return self._link(target, document, page)

        def picture(source: str) -> Picture:
            path = _resolved(source, document)
            return Picture(published_as(path), *self._files.pictures.get(path, (0, 0)))

        return render_part(part, link=link, picture=picture, alone=document in IN_PARTS)

    def _link(self, target: str, document: str, page: str) -> Target:
        if is_outside(target):
            return Target(href=target)
        path, _, anchor = target.partition("#")
        there = _resolved(path, document) if path else document
        if there in self._files.others:
            return Target(href=published_as(there))
        place = self._places.get((there, unquote(anchor)))
        if place is None:
            return Target(path=there)
        starts = next((part.heading for at, part in _parts(there, self._guides[there]) if at == place), None)
        # a page that begins with the heading needs no place in it
        inside = anchor and not (there in IN_PARTS and starts is not None and starts.anchor == unquote(anchor))
        if inside:
            return Target(href=f"#{anchor}" if place == page else f"{place}#{anchor}")
        return Target(href=place)


def _parts(document: str, guide: Guide) -> list[tuple[str, GuidePart]]:
    """Give the pages of a guide with what stands on each, in the order of its own list of contents; one page where it is not in parts."""
    first = _page_of(document)
    if document not in IN_PARTS:
        return [(first, part) for part in guide.parts]
    stem = first.removesuffix(".html")
    order = {anchor: number for number, anchor in enumerate(listed_places(guide.parts[0]))}
    rest = sorted(guide.parts[1:], key=lambda part: order.get(part.heading.anchor if part.heading else "", len(order)))
    return [(first, guide.parts[0]), *((f"{stem}-{part.heading.anchor}.html", part) for part in rest if part.heading)]


def _anchors(part: GuidePart) -> list[str]:
    own = [part.heading.anchor] if part.heading else [""]
    return own + [one.anchor for one in part.headings]


def _page_of(document: str) -> str:
    stem = posixpath.basename(document).removesuffix(".md").lower()
    return f"{'learning-loop' if stem == 'readme' else stem}.html"


def _contents(part: GuidePart) -> tuple[GuideLink, ...]:
    found = tuple(GuideLink(one.text, f"#{one.anchor}") for one in part.headings if one.level == 3)
    return found if len(found) > 1 else ()


def _step(part: tuple[str, GuidePart] | None, guide: Guide) -> GuideLink | None:
    return GuideLink(part[1].heading.text if part[1].heading else guide.title, part[0]) if part else None


def _resolved(path: str, document: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), unquote(path)))


def _first_sentences(text: str) -> str:
    """Give the first sentence, or as many as it takes to say something."""
    said = ""
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        said = f"{said} {sentence}".strip()
        if len(said) >= ENOUGH:
            break
    return said


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
