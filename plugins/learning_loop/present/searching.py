"""The search page as it stands without a query or without scripts: every way into the library that a search would otherwise find."""

from __future__ import annotations

from collections.abc import Iterable

from learning_loop.model.kinds import KINDS, PAGE
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import follow_link
from learning_loop.present.listings import listing_path
from learning_loop.present.register_entry import AGENCIES, YEARS
from learning_loop.present.schemes import scheme_values
from learning_loop.present.themes import THEMES, sort_key, theme_link
from learning_loop.present.views import CountLink, LinkView, RegisterList, SearchPage

EVERYTHING = LinkView("Everything published, newest first", "all/")


def present_search(desk: Desk) -> SearchPage:
    """Make the search page: the search form, and themes A to Z, types, agencies and years."""
    title, path = desk.site.search.label, desk.site.search.path
    intro = f"Search everything that {desk.site.short} has learned, or look it up here."
    lists = (
        RegisterList("Types of documents", "types", "", tuple(_types(desk))),
        RegisterList("Agencies", "agencies", "", tuple(_agencies(desk))),
        *(
            RegisterList(scheme.label, f"scheme-{scheme.id}", "", scheme_values(desk, scheme))
            for scheme in desk.library.registers.framework.schemes.values()
        ),
        RegisterList("Years", "years", "", tuple(_years(desk))),
    )
    return SearchPage(
        head=desk.head(title, intro, path),
        title=title,
        intro=intro,
        all_themes=tuple(_themes(desk)),
        glossary=LinkView("the other words that people use for them", THEMES.path),
        lists=tuple(one for one in lists if one.entries),
        ways=(
            LinkView("Themes, A to Z", THEMES.path),
            EVERYTHING,
            LinkView("Every way into the library", desk.site.site_map.path),
        ),
        follow=follow_link(desk),
        ask=LinkView("Ask us for it", desk.site.feedback or f"mailto:{desk.site.email}", outside=True),
    )


def _themes(desk: Desk) -> Iterable[CountLink]:
    for theme in sorted(desk.library.registers.themes.values(), key=lambda theme: sort_key(theme.label)):
        yield theme_link(desk, theme)


def _types(desk: Desk) -> Iterable[CountLink]:
    for kind in KINDS:
        count = len(desk.library.by_type.get(kind.name, ()))
        if count and kind is not PAGE:
            yield CountLink(kind.plural, listing_path(kind), f"{count:,}")


def _agencies(desk: Desk) -> Iterable[CountLink]:
    for agency in desk.library.registers.agencies.values():
        count = len(desk.library.by_agency.get(agency.id, ()))
        yield CountLink(agency.name, f"{AGENCIES.path}{agency.id}/", f"{count:,}" if count else "")


def _years(desk: Desk) -> Iterable[CountLink]:
    for year, rows in desk.library.by_year.items():
        yield CountLink(str(year), f"{YEARS.path}{year}/", f"{len(rows):,}")
