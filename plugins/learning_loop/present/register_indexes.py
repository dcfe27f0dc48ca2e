"""The indexes of the registers, and the types of documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from learning_loop.model.kinds import BRIEFING, KINDS, PAGE, Kind
from learning_loop.present.desk import Desk
from learning_loop.present.listings import WORDS, Shelf, listing_path, review_shelves
from learning_loop.present.register_entry import (
    AGENCIES,
    MONITORING,
    PRIORITIES,
    ROLES,
    TYPES,
    YEARS,
    Entry,
)
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.views import ContentsEntry, CountLink, LinkView, RegisterIndexPage, RegisterList
from learning_loop.present.words import count_words
from learning_loop.present.year_report import report_path, report_years

_INTROS: dict[str, str] = {
    AGENCIES.path: (
        "The organisations that work with children here: what concerns each of them, "
        "what they said they would do, and what came of it."
    ),
    MONITORING.path: (
        "The groups of the {body} that ask for reviews, answer them and watch what is done. "
        "Earlier names are given with each."
    ),
    ROLES.path: "Start from what you do: what to read first, and what to do when new learning reaches you.",
    PRIORITIES.path: "What the {body} has chosen to work on, until when, and what it has learned and done.",
    YEARS.path: "What was published in each year, newest first. The number is how many documents there are.",
}


def present_index(desk: Desk, index: LinkView, entries: Sequence[Entry]) -> RegisterIndexPage:
    """Make the index of a register, in the register's own order."""
    intro = _INTROS[index.path].format(body=desk.body) if entries else "There is nothing here yet."
    return RegisterIndexPage(
        head=desk.head(index.label, intro, index.path),
        title=index.label,
        issue_links=desk.issue_links(index.label),
        intro=intro,
        crumbs=(HOW_WE_LEARN,) if index in (ROLES, MONITORING, PRIORITIES) else (),
        lists=(*_entry_lists(desk, index, entries), *_report_list(desk, index)) if entries else (),
    )


def _entry_lists(desk: Desk, index: LinkView, entries: Sequence[Entry]) -> tuple[RegisterList, ...]:
    """Give the entries in one list; priorities by whether they run now."""
    links = {entry.id: _entry_link(index, entry) for entry in entries}
    if index is not PRIORITIES:
        return (RegisterList(f"All {len(entries)}", "all", "", tuple(links.values())),)
    known, today = desk.library.registers.priorities.values(), desk.library.today
    lists = (
        ("Now", "now", [one.id for one in known if one.starts.first_day <= today <= one.ends.last_day]),
        ("To come", "to-come", [one.id for one in known if one.starts.first_day > today]),
        ("Earlier", "earlier", [one.id for one in known if one.ends.last_day < today]),
    )
    return tuple(
        RegisterList(title, anchor, "", tuple(links[one] for one in ids)) for title, anchor, ids in lists if ids
    )


def _entry_link(index: LinkView, entry: Entry) -> CountLink:
    """Give an entry's line: of a priority its years too, of a role what it does when learning reaches it."""
    count = _documents(entry.count)
    if index is PRIORITIES:
        count = f"{entry.type_words.rpartition(', ')[2]}, {count}"
    about = "" if index is YEARS else _index_line(entry)
    return CountLink(entry.title, entry.path, count, about=about, points=entry.on_receipt)


def _report_list(desk: Desk, index: LinkView) -> tuple[RegisterList, ...]:
    if index is not YEARS:
        return ()
    about = "What was promised, done and shown to have changed between April and March, in tables."
    links = tuple(CountLink(f"April {first} to March {first + 1}", report_path(first)) for first in report_years(desk))
    return (RegisterList("The year in figures", "figures", about, links),)


def _documents(count: int) -> str:
    return count_words(count, "document") if count else "no documents yet"


def _index_line(entry: Entry) -> str:
    earlier = f" Also called {entry.also}." if entry.index is MONITORING and entry.also else ""
    return entry.opening + earlier


def present_types(desk: Desk) -> RegisterIndexPage:
    """Make the index of types of documents, and of kinds and methods of review; one without documents stays."""
    intro = "What the library holds, and the ways in which practice here is reviewed and audited."
    kinds, methods = review_shelves(desk)
    types = [(kind, len(desk.library.by_type.get(kind.name, ()))) for kind in KINDS if kind is not PAGE]
    lists = (
        RegisterList("Documents", "documents", "", tuple(_kind_link(kind, count) for kind, count in types)),
        RegisterList(
            "Kinds of review and audit",
            "kinds",
            "Some are required by law, others are our own choice.",
            _shelf_links(kinds),
        ),
        RegisterList(
            "Methods",
            "methods",
            "How a review or audit is done; one kind of review can be done in several ways.",
            _shelf_links(methods),
        ),
    )
    shown = tuple(one for one in lists if one.entries)
    return RegisterIndexPage(
        head=desk.head(TYPES.label, intro, TYPES.path),
        title=TYPES.label,
        issue_links=desk.issue_links(TYPES.label),
        contents=tuple(ContentsEntry(one.title, one.anchor, str(len(one.entries))) for one in shown),
        intro=intro,
        lists=shown,
    )


def _kind_link(kind: Kind, count: int) -> CountLink:
    return CountLink(
        kind.plural,
        listing_path(kind),
        f"{count:,}" if count else "none yet",
        mark="briefing-7" if kind is BRIEFING else kind.name,
        about=WORDS[kind.name].intro,
    )


def _shelf_links(shelves: Iterable[Shelf]) -> tuple[CountLink, ...]:
    return tuple(
        CountLink(shelf.title, shelf.path, f"{len(shelf.rows):,}" if shelf.rows else "none yet", about=shelf.intro)
        for shelf in shelves
    )
