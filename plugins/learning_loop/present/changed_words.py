"""Words of the field that have changed: what each is called today, what it was called, and what this library has of it."""

from __future__ import annotations

from collections.abc import Iterator

from learning_loop.model.framework import Term
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.views import CountLink, LinkView, RegisterIndexPage, RegisterList, TermView

WORDS = LinkView("Words that have changed", "words/")


def changed_word_pages(desk: Desk) -> list[Spec]:
    """List the page of the words; none where the framework has none."""
    return [Spec(WORDS.path, present_words)] if desk.library.registers.framework.words else []


def present_words(desk: Desk) -> RegisterIndexPage:
    """Make the page of the words, in the framework's order."""
    intro = "What things are called today and what they used to be called. Search finds each by any of its names."
    return RegisterIndexPage(
        head=desk.head(WORDS.label, intro, WORDS.path),
        title=WORDS.label,
        issue_links=desk.issue_links(WORDS.label),
        intro=intro,
        lists=tuple(
            RegisterList(word.label, word.id, _told(word), tuple(_pages(word, desk)))
            for word in desk.library.registers.framework.words
        ),
    )


def _told(word: Term) -> str:
    return f"Also: {', '.join(word.aliases)}. {word.about}".strip()


def _pages(word: Term, desk: Desk) -> Iterator[CountLink]:
    """Find the kinds of review and the groups that have this name, or had it."""
    names = {_same(name) for name in (word.label, *word.aliases)}
    registers = desk.library.registers
    for kind in registers.framework.review_types.values():
        if names & {_same(name) for name in (kind.label, kind.short)}:
            yield CountLink(kind.label, f"reviews/type/{kind.id}/", about=kind.about)
    for group in registers.groups.values():
        if names & {_same(name) for name in (group.name, *group.aliases)}:
            yield CountLink(group.name, f"groups/{group.id}/", about=group.about)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def word_terms(desk: Desk) -> Iterator[TermView]:
    """Give the lines of the A to Z: each word, and each other name with where to look."""
    for word in desk.library.registers.framework.words:
        place = f"{WORDS.path}#{word.id}"
        yield TermView(word.label, place)
        for name in word.aliases:
            yield TermView(name, see=(LinkView(word.label, place),))
