"""The Markdown of each document type: headings, paragraphs, lists, tables, directives and links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from author import Author
from items import Item

BRIEFING_HEADINGS = (
    "Background",
    "Why it matters",
    "What we found",
    "What to look for",
    "What to do",
    "What worked well",
    "Questions for your team",
)
_HEADINGS = ("What happened after {}", "{} and {}", "How {} was seen", "Why {} made sense", "The {} of {}", "After {}")
_LINK_SENTENCES = ("More is in {}.", "This is told in {}.", "Compare {}.", "What followed is in {}.", "See also {}.")
_SPEAKERS = ("A mother, to the reviewers", "A father, by telephone", "A young person, in a survey", "A nurse")


@dataclass(frozen=True, slots=True)
class _Page:
    """The page that is being written."""

    item: Item
    author: Author
    room: int
    """Bytes that its size leaves for the text; negative where words are counted instead."""
    headings: set[str] = field(default_factory=set)

    def heading(self, level: int) -> str:
        """Give a heading that the page does not have yet."""
        while (text := self.author.prose.phrase(self.author.prose.pick(_HEADINGS))) in self.headings:
            pass
        self.headings.add(text)
        return f"{'#' * level} {text}"

    def links(self) -> str:
        """Give a sentence that links to another item, or to a theme, an agency or a role."""
        link = self.author.link(self.item) if self.author.prose.chance(0.7) else self.author.mention()
        return self.author.prose.pick(_LINK_SENTENCES).format(link)


def invent_body(item: Item, author: Author, room: int) -> str:
    """Give the text below the front matter; ``room`` is the size in bytes of the types that have one."""
    blocks = _BODIES[item.type](_Page(item, author, room))
    return "\n\n".join(blocks) + "\n"


def _review(page: _Page) -> Iterator[str]:
    """The child before the process, then the report."""
    case, prose = page.item.case, page.author.prose
    yield f"## {case.label}’s days" if case and case.label else "## What a child would have noticed"
    days = [prose.paragraph(prose.number(40, 80)) for _ in range(prose.number(2, 5))]
    yield from days
    yield from _sections(page, [page.heading(2) for _ in range(prose.number(2, 5))], written=sum(map(len, days)))


def _guidance(page: _Page) -> Iterator[str]:
    headings = ["## Highlights of good joint working", "## Areas for action", page.heading(2), page.heading(2)]
    yield from _sections(page, headings)


def _long_text(page: _Page) -> Iterator[str]:
    opening = page.author.prose.paragraph(50)
    yield opening
    headings = [page.heading(2) for _ in range(page.author.prose.number(3, 7))]
    yield from _sections(page, headings, written=len(opening))


def _sections(page: _Page, headings: Sequence[str], *, written: int = 0) -> Iterator[str]:
    """Give each heading with its share of the room that is left."""
    for heading in headings:
        yield heading
        yield from _blocks(page, max(400, (page.room - written) // len(headings)))


def _blocks(page: _Page, size: int) -> Iterator[str]:
    """Give blocks of about so many bytes together, with a subheading before every few of them."""
    # A block has 600 bytes or so: half of one too few is as good as half of one too many.
    written, number = 300, 0
    while written < size:
        if number % 6 == 5 and size - written > 800:
            yield page.heading(3)
            if page.author.prose.chance(0.1):
                yield page.author.prose.paragraph(30)
                yield page.heading(4)
        block = page.author.prose.pick(_BLOCKS)(page) if number else _paragraph(page)
        yield block
        written += len(block) + 2
        number += 1


def _paragraph(page: _Page) -> str:
    return page.author.prose.paragraph(page.author.prose.number(45, 110))


def _linking_paragraph(page: _Page) -> str:
    return f"{page.author.prose.paragraph(page.author.prose.number(30, 80))} {page.links()}"


def _emphasis(page: _Page) -> str:
    prose = page.author.prose
    said, meant = prose.word(), prose.word()
    return f"**{prose.phrase('{} and {}')}.** {prose.paragraph(50)} They said *{said}*, and meant `{meant}`."


def _bullets(page: _Page) -> str:
    prose = page.author.prose
    return f"{prose.sentence(9)[:-1]}:\n\n{prose.bullets(prose.number(4, 8), 14)}"


def _numbered(page: _Page) -> str:
    return page.author.prose.bullets(page.author.prose.number(3, 6), 16, mark="1.")


def _quotation(page: _Page) -> str:
    return f"> {page.author.prose.paragraph(30)}"


def _table(page: _Page) -> str:
    prose = page.author.prose
    head = (f"| {prose.phrase('{}')} | What the records said | Records |", "|---|---|--:|")
    cells = ((prose.phrase("{} {}"), prose.sentence(8), prose.number(5, 90)) for _ in range(prose.number(4, 9)))
    return "\n".join([*head, *(f"| {subject} | {said} | {count} |" for subject, said, count in cells)])


def _role_block(page: _Page) -> str:
    role = page.author.prose.pick(page.author.registers.roles)
    return f"::: role {role}\n{page.author.prose.bullets(3, 12)}\n:::"


def _voice_block(page: _Page) -> str:
    prose = page.author.prose
    return f"::: voice {prose.pick(_SPEAKERS)}\n{prose.paragraph(22)}\n:::"


def _questions_block(page: _Page) -> str:
    return f"::: questions\n{_questions(page, 3)}\n:::"


def _video_block(page: _Page) -> str:
    prose = page.author.prose
    number, title = prose.number(100, 999), prose.phrase("{} in three minutes")
    return f"::: video https://video.example/watch/{number} {title} (captions)\n{prose.sentence(14)}\n:::"


def _professional_block(page: _Page) -> str:
    """Give a block for professionals; a page that only they read gets a paragraph instead."""
    if page.item.audience == "professional":
        return _paragraph(page)
    return f"::: professional\n{page.author.prose.paragraph(35)}\n:::"


_BLOCKS: tuple[Callable[[_Page], str], ...] = (
    *([_paragraph] * 14),
    *([_linking_paragraph] * 8),
    *([_bullets] * 4),
    *([_table] * 2),
    *([_role_block] * 2),
    *([_voice_block] * 2),
    *([_emphasis] * 2),
    *([_professional_block] * 2),
    *(_numbered, _quotation, _questions_block, _video_block),
)


def _questions(page: _Page, count: int) -> str:
    prose = page.author.prose
    return "\n".join(f"- What would {prose.word()} and {prose.word()} look like in your team?" for _ in range(count))


def _summary(page: _Page) -> Iterator[str]:
    for _ in range(3):
        yield page.heading(2)
        yield f"{page.author.prose.paragraph(55)} {page.links()}"
        yield page.author.prose.bullets(4, 14)


def _briefing(page: _Page) -> Iterator[str]:
    """Give the seven boxes, or the short text of a one-minute guide."""
    if page.item.variant == "1":
        return _one_minute_guide(page)
    return _seven_boxes(page, 0.94 if page.item.variant == "7" else 0.68)


def _one_minute_guide(page: _Page) -> Iterator[str]:
    prose = page.author.prose
    yield page.heading(2)
    yield prose.paragraph(45)
    yield page.heading(2)
    yield prose.bullets(4, 13)
    yield f"{prose.paragraph(20)} {page.links()}"


def _seven_boxes(page: _Page, share: float) -> Iterator[str]:
    """Give the boxes of a briefing: ``share`` of 570 words or so, the questions alone in the last."""
    prose = page.author.prose
    length = round(13 * share)
    texts = (
        [f"{prose.paragraph(round(62 * share))} {page.links()}"],
        [prose.paragraph(round(65 * share))],
        [prose.paragraph(round(50 * share)), prose.bullets(4, length)],
        [prose.bullets(6, length)],
        [prose.bullets(5, length), _professional_block(page) if prose.chance(0.3) else page.links()],
        [prose.paragraph(round(45 * share))],
        [_questions(page, prose.number(4, 6))],
    )
    for heading, blocks in zip(BRIEFING_HEADINGS, texts, strict=True):
        yield f"## {heading}"
        yield from blocks


def _newsletter(page: _Page) -> Iterator[str]:
    prose = page.author.prose
    yield "## What changed this term"
    yield f"{prose.paragraph(90)} {page.links()}"
    yield prose.paragraph(60)
    yield f"::: well-done\n{prose.paragraph(50)}\n:::"
    yield page.heading(2)
    yield f"{prose.paragraph(40)} {page.links()}"


def _short_text(words: int) -> Callable[[_Page], Iterator[str]]:
    """Give a writer of texts without a heading: three parts of prose with a link, one of a list."""

    def write(page: _Page) -> Iterator[str]:
        yield page.author.prose.paragraph(words // 2)
        yield f"{page.author.prose.paragraph(words // 4)} {page.links()}"
        yield page.author.prose.bullets(3, words // 12)

    return write


def _plan(page: _Page) -> Iterator[str]:
    if page.author.prose.chance(0.9):
        yield f"{page.author.prose.paragraph(60)} {page.links()}"


_BODIES: Mapping[str, Callable[[_Page], Iterator[str]]] = {
    "review": _review,
    "executive-summary": _summary,
    "practice-guidance": _guidance,
    "briefing": _briefing,
    "newsletter": _newsletter,
    "bulletin": _short_text(170),
    "action-plan": _plan,
    "policy": _long_text,
    "training": _short_text(220),
    "event": _short_text(150),
    "annual-report": _long_text,
    "resource": _short_text(170),
    "page": _long_text,
}
