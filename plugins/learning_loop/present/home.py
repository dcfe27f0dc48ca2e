"""The home page, the site map, the page for addresses that do not exist, and the pattern sheet."""

from __future__ import annotations

from collections.abc import Iterable

from learning_loop.derive.progress import FLAGS as FLAG_ORDER
from learning_loop.model.framework import Scheme
from learning_loop.model.kinds import BRIEFING, KINDS, NEWSLETTER, PAGE, Audience
from learning_loop.model.publication import Publication
from learning_loop.model.registers import OftenLookedFor
from learning_loop.model.values import replace
from learning_loop.present.agenda import AGENDA
from learning_loop.present.attention_pages import DESK
from learning_loop.present.boards import TRACKER, flag_path
from learning_loop.present.calendars import calendars_link
from learning_loop.present.changed_words import WORDS
from learning_loop.present.changes import CHANGES
from learning_loop.present.cycle import CYCLE
from learning_loop.present.data_page import DATA
from learning_loop.present.desk import Desk
from learning_loop.present.elsewhere import ELSEWHERE, elsewhere_specs
from learning_loop.present.feed_links import EVERYTHING as EVERYTHING_FEED
from learning_loop.present.feed_links import feed_links, follow_item, follow_link
from learning_loop.present.feedback import feedback_link
from learning_loop.present.figure import sample_figure
from learning_loop.present.good_practice import GOOD_PRACTICE
from learning_loop.present.listings import listing_path
from learning_loop.present.logs import CHALLENGES, ISSUES
from learning_loop.present.programme import PROGRAMME
from learning_loop.present.ranking import rank_actions
from learning_loop.present.records import REFERENCES
from learning_loop.present.register_entry import AGENCIES, MONITORING, PRIORITIES, ROLES, TYPES, YEARS
from learning_loop.present.review_types import REVIEW_TYPES, review_type_specs
from learning_loop.present.schemes import SCHEMES, scheme_values
from learning_loop.present.searching import EVERYTHING
from learning_loop.present.sharing import SHARING, sharing_specs
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.status import axis_views, flag_axis_view
from learning_loop.present.summaries import changed_bar
from learning_loop.present.themes import GROUPS, OVER_TIME, THEMES, first_themes, priority_years, theme_link
from learning_loop.present.tracker import recent_board, since_words
from learning_loop.present.tracker_sources import BY_AGENCY, BY_PUBLICATION
from learning_loop.present.views import (
    ChangedBar,
    CountLink,
    HomePage,
    LinkView,
    NotFoundPage,
    PatternsPage,
    PriorityView,
    RegisterList,
    SiteMapPage,
    TakeView,
    ThemeGroupView,
)
from learning_loop.present.voices import VOICES
from learning_loop.present.words import CLOSED, FLAGS, RAG, closed_view, colour_view, count_words, plain_flag
from learning_loop.present.year_report import report_link, report_path, report_years

NEW = 5
"""New documents on the home page."""
FEW = 3
"""New documents in this month from which they can stand alone under "New this month"."""
HOME_THEMES = 5
"""Themes of each group on the home page."""

_NOT_NEWS = frozenset({"action-plan", "newsletter", "event", "page"})
"""Types that are not shown as new: they belong to a review, have their own place on the page, or bear a day to come."""


def present_home(desk: Desk) -> HomePage:
    """Make the home page: what this is, what changed, what is new, one briefing to take, and the ways in."""
    site = desk.library.registers.site
    title = site.tagline or site.name
    month, new = _new(desk)
    letters = next((one for one in desk.library.by_type.get(NEWSLETTER.name, ()) if _current(desk, one)), None)
    return HomePage(
        head=desk.head(site.name, site.intro, ""),
        title=title,
        issue_links=desk.issue_links(site.name),
        intro=site.intro,
        often=tuple(_often(desk, one) for one in site.often_looked_for),
        changed=_changed(desk),
        new_title=_new_title(new, month),
        new=tuple(desk.row(one) for one in new),
        everything=EVERYTHING,
        take=_take(desk, {one.id for one in new}),
        priorities=tuple(_priorities(desk)),
        newsletter=desk.row(letters) if letters else None,
        theme_groups=_theme_groups(desk),
        all_themes=LinkView("All themes, A to Z", THEMES.path),
        roles=tuple(LinkView(role.label, f"{ROLES.path}{role.id}/") for role in desk.library.registers.roles.values()),
        follow=follow_link(desk),
        learn=replace(HOW_WE_LEARN, label="How we learn, and what we promised"),
        feed=feed_links(desk, EVERYTHING_FEED, "Everything new", "Follow everything new"),
    )


def _often(desk: Desk, one: OftenLookedFor) -> LinkView:
    if one.theme:
        return LinkView(one.label, desk.theme_path(one.theme))
    return desk.link(desk.library.publications[one.item], one.label)


def _changed(desk: Desk) -> ChangedBar | None:
    """Give what came of the actions since the day that the site counts from, with links to exactly these."""
    board = recent_board(desk, rank_actions(desk.library.actions))
    since = since_words(desk.library.registers.site.actions_since)
    return changed_bar(
        desk, board.records, f"What changed: {count_words(len(board.records), 'action')} since {since}", board.path
    )


def _new(desk: Desk) -> tuple[bool, list[Publication]]:
    """Give what is new in this month, or the newest where that is too little to be shown alone."""
    today = desk.library.today
    newest: list[Publication] = []
    for one in desk.library.newest_first:
        if one.type not in _NOT_NEWS and _current(desk, one):
            newest.append(one)
            if len(newest) == NEW:
                break
    in_month = [one for one in newest if (one.published.year, one.published.month) == (today.year, today.month)]
    return (True, in_month) if len(in_month) >= FEW else (False, newest)


def _new_title(new: list[Publication], month: bool) -> str:
    if not new:
        return "Nothing has been published yet"
    return "New this month" if month else "Newest"


def _current(desk: Desk, one: Publication) -> bool:
    return one.withdrawn is None and one.id not in desk.library.superseded_by


def _take(desk: Desk, shown: set[str]) -> TakeView | None:
    """Give the newest briefing with three questions, rather one that the page does not show already."""
    briefings = [
        one
        for one in desk.library.by_type.get(BRIEFING.name, ())
        if _current(desk, one) and len(one.body.questions) >= 3
    ]
    if not briefings:
        return None
    one = next((one for one in briefings if one.id not in shown), briefings[0])
    about = f" on {_in_sentence(desk.library.registers.themes[one.themes[0]].label)}" if one.themes else ""
    fact = f"{desk.type_words(one)}{about}, {desk.fact(one)}."
    return TakeView(one.title, desk.path(one), fact, one.body.questions[:3])


def _in_sentence(label: str) -> str:
    """Start a label small, unless it starts with an acronym."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _priorities(desk: Desk) -> Iterable[PriorityView]:
    for one in desk.library.registers.priorities.values():
        if one.starts.first_day <= desk.library.today <= one.ends.last_day:
            yield PriorityView(one.label, f"{PRIORITIES.path}{one.id}/", priority_years(one), one.about)


def _theme_groups(desk: Desk) -> tuple[ThemeGroupView, ...]:
    groups = (first_themes(desk, group, HOME_THEMES) for group in GROUPS)
    return tuple(group for group in groups if group is not None)


# The site map


def present_site_map(desk: Desk) -> SiteMapPage:
    """Make the site map, which is also the menu on a phone."""
    title, path = desk.site.site_map.label, desk.site.site_map.path
    intro = "Every way into the library."
    lists = (
        RegisterList("Start here", "start", "", _menu(desk)),
        RegisterList("Find learning", "find", "", _ways_in(desk)),
        RegisterList("By type", "by-type", "", tuple(_types(desk))),
        RegisterList("Actions and what they changed", "tracker", "", tuple(_flags(desk))),
        *(
            RegisterList(
                f"Themes: {GROUPS[group][:1].lower()}{GROUPS[group][1:]}", f"themes-{group}", "", _themes(desk, group)
            )
            for group in GROUPS
        ),
        *(RegisterList(one.label, f"scheme-{one.id}", "", scheme_values(desk, one)) for one in _schemes(desk)),
        RegisterList("Start from your role", "by-role", "", _roles(desk)),
        RegisterList("By year", "by-year", "", tuple(_years(desk))),
        RegisterList(f"The work of the {desk.body}", "work", "", tuple(_work(desk))),
        RegisterList("About this library", "about", "", tuple(_about(desk))),
    )
    return SiteMapPage(
        head=desk.head(title, intro, path),
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        lists=tuple(one for one in lists if one.entries),
    )


def _schemes(desk: Desk) -> Iterable[Scheme]:
    return desk.library.registers.framework.schemes.values()


def _menu(desk: Desk) -> tuple[CountLink, ...]:
    """Give the menu of a wide screen: on a telephone this page is the menu, and people come for these entries."""
    site = desk.site
    entries = tuple(CountLink(entry.label, entry.path) for entry in site.menu)
    return (*entries, CountLink(site.how_to.label, site.how_to.path)) if site.how_to else entries


def _ways_in(desk: Desk) -> tuple[CountLink, ...]:
    home = CountLink("Home", "")
    ways = (
        desk.site.search,
        LinkView("Themes, A to Z", THEMES.path),
        OVER_TIME,
        CYCLE,
        REFERENCES,
        EVERYTHING,
        AGENCIES,
        MONITORING,
        ROLES,
        PRIORITIES,
        *((SCHEMES,) if desk.library.registers.framework.schemes else ()),
        *((WORDS,) if desk.library.registers.framework.words else ()),
        YEARS,
        TYPES,
        DATA,
    )
    return (home, *(CountLink(way.label, way.path) for way in ways))


def _types(desk: Desk) -> Iterable[CountLink]:
    for kind in KINDS:
        if kind is not PAGE:
            count = len(desk.library.by_type.get(kind.name, ()))
            yield CountLink(kind.plural, listing_path(kind), f"{count:,}" if count else "none yet")


def _flags(desk: Desk) -> Iterable[CountLink]:
    yield CountLink(
        "All actions", TRACKER.path, f"{len(desk.library.actions):,}" if desk.library.actions else "none yet"
    )
    counts = {flag: sum(record.flag == flag for record in desk.library.actions) for flag in FLAG_ORDER}
    for flag, count in counts.items():
        if count:
            yield CountLink(FLAGS[flag][0], flag_path(flag), f"{count:,}")
    if desk.library.actions:
        yield CountLink(BY_PUBLICATION.label, BY_PUBLICATION.path)
        yield CountLink(BY_AGENCY.label, BY_AGENCY.path)
        yield CountLink("By theme", f"{TRACKER.path}theme/")
        yield CountLink("By where they came from", f"{TRACKER.path}from/")


def _themes(desk: Desk, group: str) -> tuple[CountLink, ...]:
    return tuple(theme_link(desk, theme) for theme in desk.library.registers.themes.values() if theme.group == group)


def _roles(desk: Desk) -> tuple[CountLink, ...]:
    return tuple(CountLink(role.label, f"{ROLES.path}{role.id}/") for role in desk.library.registers.roles.values())


def _years(desk: Desk) -> Iterable[CountLink]:
    for year, rows in desk.library.by_year.items():
        yield CountLink(str(year), f"{YEARS.path}{year}/", f"{len(rows):,}")


def _work(desk: Desk) -> Iterable[CountLink]:
    some = (link for link, specs in _OWN_PAGES if specs(desk))
    for link in (HOW_WE_LEARN, PROGRAMME, AGENDA, VOICES, GOOD_PRACTICE, *some):
        yield CountLink(link.label, link.path)
    for first in report_years(desk):
        yield CountLink(report_link(first).label, report_path(first))
    for link in (*feedback_link(desk), *calendars_link(desk)):
        yield CountLink(link.label, link.path)
    if desk.audience is Audience.PROFESSIONAL:
        for link in (DESK, ISSUES, CHALLENGES):
            yield CountLink(link.label, link.path)


_OWN_PAGES = ((REVIEW_TYPES, review_type_specs), (SHARING, sharing_specs), (ELSEWHERE, elsewhere_specs))
"""Pages of the framework that not every library has."""


def _about(desk: Desk) -> Iterable[CountLink]:
    pages = (one for one in desk.library.by_type.get(PAGE.name, ()) if _current(desk, one))
    for one in sorted(pages, key=lambda one: (one.title.casefold(), one.id)):
        yield CountLink(one.title, desk.path(one))
    if follow_item(desk) is None:
        follow = follow_link(desk)
        yield CountLink(follow.label, follow.path)
    yield CountLink(CHANGES.label, CHANGES.path)


# Pages about nothing in the library


def present_not_found(desk: Desk) -> NotFoundPage:
    """Make the page for addresses that do not exist; it has no address of its own and is never indexed."""
    title = "There is no page at this address"
    text = (
        "Addresses here never change, so if a link brought you, please tell us which one. "
        "If you typed the address, check its spelling."
    )
    known = desk.library.by_type
    ways = [LinkView("Themes, A to Z", THEMES.path, note="and the other words that people use for them")]
    for kind in (kind for kind in KINDS if kind.name in ("review", "briefing")):
        count = len(known.get(kind.name, ()))
        if count:
            ways.append(LinkView(kind.plural, listing_path(kind), note=f"{count:,}, newest first"))
    ways.append(replace(EVERYTHING, note="documents of every type"))
    ways.append(LinkView(desk.site.site_map.label, desk.site.site_map.path, note="every way into the library"))
    return NotFoundPage(
        head=replace(desk.head(title, text, ""), canonical="", noindex=True),
        title=title,
        text=text,
        tell_us=_tell_us(desk),
        ways=tuple(ways),
        often=tuple(_often(desk, one) for one in desk.library.registers.site.often_looked_for),
    )


def _tell_us(desk: Desk) -> LinkView:
    address = desk.site.feedback or f"mailto:{desk.site.email}"
    return LinkView("Tell us which link brought you", address, outside=True)


def present_patterns(desk: Desk) -> PatternsPage:
    """Make the pattern sheet: every part and state of the site, so that a changed part is seen at once."""
    title = "Patterns"
    intro = "Every part of this site in every state, with invented samples, so that a change is seen at once."
    return PatternsPage(
        head=replace(desk.head(title, intro, "patterns/"), noindex=True),
        title=title,
        intro=intro,
        axes=(*axis_views(), flag_axis_view()),
        flags=tuple(plain_flag(flag) for flag in FLAG_ORDER),
        figure=sample_figure(),
        standing=(*map(colour_view, RAG), *map(closed_view, CLOSED)),
    )
