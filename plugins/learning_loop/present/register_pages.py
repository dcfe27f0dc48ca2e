"""Pages of the registers: agencies, groups, roles, priorities, years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from learning_loop.derive.library import ActionRecord
from learning_loop.model.dates import day_words
from learning_loop.model.framework import ReviewType
from learning_loop.model.kinds import (
    ANNUAL_REPORT,
    BRIEFING,
    BULLETIN,
    EVENT,
    GUIDANCE,
    NEWSLETTER,
    PAGE,
    PLAN,
    POLICY,
    RESOURCE,
    REVIEW,
    SUMMARY,
    TRAINING,
)
from learning_loop.model.publication import Publication, Review
from learning_loop.model.registers import Agency, Group, Priority, Role
from learning_loop.model.values import replace
from learning_loop.present.boards import Board, board_specs, owner_path
from learning_loop.present.calendars import subscribe_view
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import agency_feed, feed_links, role_feed
from learning_loop.present.listings import (
    WORDS,
    Bunch,
    bunch_specs,
    kind_bunches,
    listing_path,
    present_bunch,
)
from learning_loop.present.ranking import by_owner, rank_actions
from learning_loop.present.register_entry import (
    AGENCIES,
    MONITORING,
    PRIORITIES,
    ROLES,
    TYPES,
    YEARS,
    Entry,
)
from learning_loop.present.register_indexes import present_index, present_types
from learning_loop.present.review_types import review_type_path
from learning_loop.present.spec import Spec
from learning_loop.present.summaries import changed_bar, summarise_actions
from learning_loop.present.themes import priority_years
from learning_loop.present.views import (
    AskView,
    ChangedBar,
    ContentsEntry,
    CountLink,
    FactView,
    FeedLinks,
    FilterGroup,
    LinkView,
    RegisterPage,
)
from learning_loop.present.words import count_words, number_words
from learning_loop.present.year_report import report_path, report_years

_FOR_WORK = (
    BRIEFING, GUIDANCE, POLICY, TRAINING, EVENT, REVIEW, SUMMARY, RESOURCE, NEWSLETTER, BULLETIN, ANNUAL_REPORT,
    PLAN, PAGE,
)  # fmt: skip
"""The types in the order in which somebody uses them at work, for the pages of roles."""


ASKING = 12
"""Documents whose requests a role's page repeats; older ones are in its lists."""


def register_pages(desk: Desk) -> list[Spec]:
    """List the pages of all registers with their indexes and full lists; no view is built."""
    ranked = rank_actions(desk.library.actions)
    registers = (
        (AGENCIES, _agencies(desk, ranked)),
        (MONITORING, _groups(desk, ranked)),
        (ROLES, _roles(desk, ranked)),
        (PRIORITIES, _priorities(desk, ranked)),
        (YEARS, _years(desk, ranked)),
    )
    specs = [Spec(TYPES.path, present_types)]
    for index, entries in registers:
        specs.append(Spec(index.path, partial(present_index, index=index, entries=entries)))
        for entry in entries:
            specs += entry_specs(entry, entries)
    return specs


def entry_specs(entry: Entry, entries: Sequence[Entry]) -> list[Spec]:
    """List an entry's page, its full lists and the page of its actions."""
    specs = [Spec(entry.path, partial(present_entry, entry=entry, entries=entries))]
    if entry.full_lists:
        specs += bunch_specs(entry.bunches, entry.title, entry.path, (entry.index,))
    if entry.actions and entry.actions_path.startswith(entry.path):
        specs += board_specs(_board(entry))
    return specs


def _board(entry: Entry) -> Board:
    return Board(
        path=entry.actions_path,
        title=f"{entry.title}: actions",
        intro=f"{entry.actions_title}, most urgent first: "
        "who said they would do what, whether it is done and whether it changed anything.",
        records=entry.actions,
        crumbs=(entry.index, LinkView(entry.title, entry.path)),
        section="",
    )


# What belongs to each entry


def _agencies(desk: Desk, ranked: Sequence[ActionRecord]) -> list[Entry]:
    owned = by_owner(ranked)
    return [_agency(desk, agency, owned.get(agency.id, ())) for agency in desk.library.registers.agencies.values()]


def _agency(desk: Desk, agency: Agency, owned: Sequence[ActionRecord]) -> Entry:
    return Entry(
        index=AGENCIES,
        id=agency.id,
        title=agency.name,
        type_words="Agency",
        opening=agency.about or f"What the library has that concerns {agency.name}.",
        also=", ".join(agency.aliases),
        bunches=kind_bunches(desk.library.by_agency.get(agency.id, ())),
        none=f"Nothing in this library concerns {agency.name} yet, and it owns no actions.",
        actions=owned,
        actions_path=owner_path(agency.id),
        actions_title="Actions this agency owns",
        no_actions="This agency owns no actions yet.",
        changed_title="this agency owns",
    )


def _groups(desk: Desk, ranked: Sequence[ActionRecord]) -> list[Entry]:
    watched: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in ranked:
        watched[record.action.monitored_by].append(record)
    reviews = _reviews_by_group(desk.library.by_type.get(REVIEW.name, ()))
    groups = desk.library.registers.groups.values()
    return [_group(desk, group, watched.get(group.id, ()), reviews.get(group.id, ())) for group in groups]


def _reviews_by_group(reviews: Iterable[Publication]) -> Mapping[str, Sequence[Publication]]:
    """Group reviews by who commissioned them and to whom they report."""
    found: defaultdict[str, list[Publication]] = defaultdict(list)
    for one in reviews:
        if isinstance(one.details, Review):
            for group in dict.fromkeys((one.details.commissioned_by, one.details.reports_to)):
                found[group].append(one)
    return found


def _group(desk: Desk, group: Group, watched: Sequence[ActionRecord], reviews: Sequence[Publication]) -> Entry:
    words = WORDS[REVIEW.name]
    title = "Reviews and audits it asked for or received"
    return Entry(
        index=MONITORING,
        id=group.id,
        title=group.name,
        type_words="Monitoring group",
        opening=group.about or f"What the {group.name} has asked for, received and watches.",
        also=", ".join(group.aliases),
        facts=tuple(_group_facts(desk, group)),
        bunches=[Bunch(listing_path(REVIEW), title, REVIEW.folder, words, reviews)] if reviews else [],
        none="Nothing in this library was asked for by this group yet, and it watches no actions.",
        actions=watched,
        actions_path=f"{MONITORING.path}{group.id}/actions/",
        actions_title="Actions this group watches",
        no_actions="This group watches no actions yet.",
        changed_title="this group watches",
    )


def _group_facts(desk: Desk, group: Group) -> Iterable[FactView]:
    """Give the types of review and audit that report to a group, and those whose actions it watches."""
    types = desk.library.registers.framework.review_types
    reporting = [one for one in types.values() if one.reports_to == group.id]
    watched = [types[one] for one in group.monitors if one in types]
    if reporting:
        yield FactView("Reports come to it from", links=tuple(_type_link(one) for one in reporting))
    if watched:
        yield FactView("It watches the actions from", links=tuple(_type_link(one) for one in watched))


def _type_link(one: ReviewType) -> LinkView:
    return LinkView(one.label, review_type_path(one.id))


def _roles(desk: Desk, ranked: Sequence[ActionRecord]) -> list[Entry]:
    meant: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in (record for record in ranked if record.is_open):
        for role in dict.fromkeys((*record.source.roles, *record.plan.roles)):
            meant[role].append(record)
    asks: defaultdict[str, list[Publication]] = defaultdict(list)
    for one in desk.library.newest_first:
        if one.body.asks and one.id not in desk.library.superseded_by:
            for role in dict.fromkeys(ask.role for ask in one.body.asks):
                asks[role].append(one)
    roles = desk.library.registers.roles.values()
    return [_role(desk, role, meant.get(role.id, ()), asks.get(role.id, ())) for role in roles]


def _role(desk: Desk, role: Role, actions: Sequence[ActionRecord], asks: Sequence[Publication]) -> Entry:
    return Entry(
        index=ROLES,
        id=role.id,
        title=role.label,
        type_words="Role",
        opening=role.about or "What the library has that is most useful in this role.",
        bunches=kind_bunches(desk.library.by_role.get(role.id, ()), _FOR_WORK),
        none="Nothing in this library has been marked for this role yet. "
        "The themes and the newest documents are for everybody.",
        on_receipt=role.on_receipt,
        asks=asks,
        actions=actions,
        actions_path=f"{ROLES.path}{role.id}/actions/",
        actions_title="Open actions from learning for this role",
    )


def _priorities(desk: Desk, ranked: Sequence[ActionRecord]) -> list[Entry]:
    meant: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in ranked:
        for priority in dict.fromkeys((*record.source.priorities, *record.plan.priorities)):
            meant[priority].append(record)
    return [_priority(desk, one, meant.get(one.id, ())) for one in desk.library.registers.priorities.values()]


def _priority(desk: Desk, priority: Priority, actions: Sequence[ActionRecord]) -> Entry:
    ended = priority.ends.last_day < desk.library.today
    return Entry(
        index=PRIORITIES,
        id=priority.id,
        title=priority.label,
        type_words=f"{'Earlier priority' if ended else 'Priority'}, {priority_years(priority)}",
        opening=priority.about,
        bunches=kind_bunches(desk.library.by_priority.get(priority.id, ())),
        none="Nothing in this library has been published under this priority yet.",
        actions=actions,
        actions_path=f"{PRIORITIES.path}{priority.id}/actions/",
        actions_title="Actions under this priority",
        no_actions="No actions under this priority yet.",
        changed_title="under this priority",
        themes=priority.themes,
    )


def _years(desk: Desk, ranked: Sequence[ActionRecord]) -> list[Entry]:
    agreed: defaultdict[int, list[ActionRecord]] = defaultdict(list)
    for record in ranked:
        agreed[record.plan.published.year].append(record)
    return [_year(year, rows, agreed.get(year, ())) for year, rows in desk.library.by_year.items()]


def _year(year: int, rows: Sequence[Publication], agreed: Sequence[ActionRecord]) -> Entry:
    bunches = kind_bunches(rows)
    return Entry(
        index=YEARS,
        id=str(year),
        title=str(year),
        type_words="Year",
        opening=f"What was published in {year}, and what came of the actions that agencies agreed to then.",
        bunches=[
            Bunch(f"{bunch.folder}{year}/", bunch.title, bunch.anchor, bunch.words, bunch.rows) for bunch in bunches
        ],
        none=f"Nothing was published in {year}.",
        actions=agreed,
        actions_path=f"{YEARS.path}{year}/actions/",
        actions_title=f"Actions agreed in {year}",
        changed_title=f"agreed in {year}",
        full_lists=False,
    )


# The pages


def present_entry(desk: Desk, entry: Entry, entries: Sequence[Entry]) -> RegisterPage:
    """Make an entry's page: what came of its actions, the open ones, and its newest documents by type."""
    base = entry.path if entry.full_lists else ""
    some_actions = bool(entry.actions) or (bool(entry.no_actions) and entry.count > 0)
    actions = summarise_actions(desk, entry.actions, entry.actions_path, entry.no_actions) if some_actions else None
    if actions and entry.index is AGENCIES:
        actions = replace(actions, by_source=True)
    return RegisterPage(
        head=desk.head(entry.title, entry.opening, entry.path),
        crumbs=(entry.index,),
        title=entry.title,
        issue_links=desk.issue_links(entry.title),
        themes=desk.badges(entry.themes or _commonest_themes(desk, entry)),
        contents=_contents(entry, some_actions),
        type_words=entry.type_words,
        opening=entry.opening,
        also=entry.also,
        facts=entry.facts,
        on_receipt_title="When new learning reaches you" if entry.on_receipt else "",
        on_receipt=entry.on_receipt,
        asks_title="What learning asks of you" if entry.asks else "",
        asks_about=_asks_about(len(entry.asks)),
        asks=tuple(_ask(desk, one, entry.id) for one in entry.asks[:ASKING]),
        changed=_changed(desk, entry),
        actions_title=entry.actions_title,
        actions=actions,
        actions_last=entry.index is ROLES,
        groups=tuple(present_bunch(desk, bunch, base) for bunch in entry.bunches),
        none="" if entry.count or entry.actions else entry.none,
        beside=(_beside(entry, entries), *_reports(desk, entry)),
        subscribe=subscribe_view(
            desk, f"calendar/{entry.path.rstrip('/')}.ics", "Keep the days by which they are due in your calendar:"
        ),
        feed=_feed(desk, entry),
    )


def _feed(desk: Desk, entry: Entry) -> FeedLinks | None:
    if entry.index is AGENCIES:
        return feed_links(desk, agency_feed(entry.id), entry.title, "Follow this agency")
    return feed_links(desk, role_feed(entry.id), entry.title, "Follow this role") if entry.index is ROLES else None


def _asks_about(count: int) -> str:
    if count <= ASKING:
        return f"From {number_words(count, 'document')}, newest first." if count > 1 else ""
    return f"From the newest {ASKING} of {count:,} documents that ask something of this role."


def _ask(desk: Desk, one: Publication, role: str) -> AskView:
    note = f"{desk.type_words(one)}, {day_words(one.published)}"
    return AskView(tuple(ask.text for ask in one.body.asks if ask.role == role), desk.link(one, note=note))


def _changed(desk: Desk, entry: Entry) -> ChangedBar | None:
    if not entry.actions or not entry.changed_title:
        return None
    title = f"What changed: {count_words(len(entry.actions), 'action')} {entry.changed_title}"
    return changed_bar(desk, entry.actions, title, entry.actions_path)


def _contents(entry: Entry, some_actions: bool) -> tuple[ContentsEntry, ...]:
    found = []
    if entry.asks:
        found.append(ContentsEntry("What learning asks of you", "asks", f"{min(len(entry.asks), ASKING)}"))
    bunches = [ContentsEntry(bunch.title, bunch.anchor, f"{len(bunch.rows):,}") for bunch in entry.bunches]
    actions = [
        ContentsEntry(entry.actions_title, "actions", f"{len(entry.actions):,}" if entry.actions else "none yet")
    ]
    parts = (bunches, actions if some_actions else [])
    for part in parts if entry.index is ROLES else reversed(parts):
        found += part
    return tuple(found) if len(found) > 1 else ()


def _commonest_themes(desk: Desk, entry: Entry) -> list[str]:
    counts = Counter(theme for bunch in entry.bunches for one in bunch.rows for theme in one.themes)
    return sorted(counts, key=lambda theme: (-counts[theme], theme))[:6]


def _beside(entry: Entry, entries: Sequence[Entry]) -> FilterGroup:
    return FilterGroup(
        entry.index.label, tuple(CountLink(one.title, one.path, current=one.id == entry.id) for one in entries)
    )


def _reports(desk: Desk, entry: Entry) -> tuple[FilterGroup, ...]:
    """Give a year's page the reports of the April-to-March years that it has a part in."""
    if entry.index is not YEARS:
        return ()
    years = [first for first in report_years(desk) if first in (int(entry.id), int(entry.id) - 1)]
    links = tuple(CountLink(f"April {first} to March {first + 1}", report_path(first)) for first in years)
    return (FilterGroup("The year in figures", links),) if links else ()
