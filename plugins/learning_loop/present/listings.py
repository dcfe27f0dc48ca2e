"""Lists of documents, newest first: by type, of everything, and of what a theme or an agency has many of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, groupby, islice

from learning_loop.model.framework import ReviewType, Term
from learning_loop.model.kinds import EVENT, KINDS, NEWSLETTER, PLAN, REVIEW, Kind
from learning_loop.model.publication import Event, Publication, Review
from learning_loop.model.values import dataclass, replace
from learning_loop.present.calendars import EVENTS_FILE, subscribe_view
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import EVERYTHING as EVERYTHING_FEED
from learning_loop.present.feed_links import feed_links, follow_link, type_feed
from learning_loop.present.site import SECTIONS
from learning_loop.present.spec import Spec
from learning_loop.present.views import CountLink, FeedLinks, FilterGroup, LinkView, ListingPage, RowGroup
from learning_loop.present.words import count_words, lower_first
from learning_loop.present.year_report import report_path, report_years

ROWS = 60
"""Rows on the front page of a listing."""
PAGE_ROWS = 200
"""Rows on every other page of a listing."""
GROUP_ROWS = 12
"""Rows of one type on the page of a theme, an agency or a year."""


@dataclass(frozen=True, slots=True)
class KindWords:
    """How one sort of document is spoken of in running text."""

    one: str
    many: str
    intro: str
    """What a reader finds on its listing."""
    none: str = ""
    """Its name in "No … has been published here yet"; "No … have …" with ``many`` when empty."""
    order: str = "newest first"


WORDS: dict[str, KindWords] = {
    "review": KindWords(
        "review or audit",
        "reviews and audits",
        "What happened, what we learned from it, and what came of it. "
        "Each one opens with the child, then shows every recommendation and the answer to it.",
    ),
    "executive-summary": KindWords(
        "executive summary",
        "executive summaries",
        "The short version of each review: what happened, what we learned and what we do about it.",
    ),
    "practice-guidance": KindWords(
        "piece of practice guidance",
        "pieces of practice guidance",
        "How to do the work well, drawn from what reviews and audits have found.",
        "practice guidance",
    ),
    "briefing": KindWords(
        "briefing",
        "briefings",
        "A few minutes’ reading to take to your team: "
        "what we found, what to look for, what to do, and questions to talk about.",
    ),
    "newsletter": KindWords(
        "newsletter",
        "newsletters",
        "One a term: three things worth remembering, what changed and where little did, and what is new.",
    ),
    "bulletin": KindWords(
        "bulletin", "bulletins", "Short news about one thing: a changed procedure, a new number, a date."
    ),
    "action-plan": KindWords(
        "action plan",
        "action plans",
        "What agencies agreed to do after a review or audit, plan by plan. "
        "The tracker shows all their actions together.",
    ),
    "policy": KindWords(
        "policy or procedure",
        "policies and procedures",
        "The agreed ways of working, each with the learning that changed it and the day when it is next checked.",
    ),
    "training": KindWords(
        "course or training resource",
        "courses and training resources",
        "Courses and resources that teach what reviews and audits have found.",
        "training",
    ),
    "event": KindWords(
        "event",
        "events",
        "Forums, workshops and meetings: what is coming first, then what was announced before.",
        order="by the day on which they take place, the latest first",
    ),
    "annual-report": KindWords(
        "yearly report",
        "yearly reports",
        "What was done in a year, what changed for children and what did not.",
    ),
    "resource": KindWords(
        "piece of learning from elsewhere",
        "pieces of learning from elsewhere",
        "Reviews, research and inspections from other places, each with our summary and what it means here.",
        "learning from elsewhere",
    ),
    "page": KindWords("page", "pages", "Pages about the library."),
}
EVERYTHING = KindWords("document", "documents", "All that this library has published, newest first, whatever its type.")


def listing_path(kind: Kind) -> str:
    """Give the path of a type's listing; the tracker has the address of the action plans' own folder."""
    return "action-plans/" if kind is PLAN else f"{kind.folder}/"


def kind_section(kind: Kind) -> str:
    """Give the menu entry to which a type belongs."""
    return kind.folder if kind.folder in SECTIONS else ""


# A listing by years


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents of one sort with a page of the newest and a page for each year."""

    path: str
    title: str
    words: KindWords
    years: Mapping[int, Sequence[Publication]]
    """Newest first, and so are the years."""
    section: str = ""
    kind: Kind | None = None
    """The type of all its documents; None for everything."""
    slices: Sequence[tuple[str, str, Sequence[Publication]]] = ()
    """Other parts of the same list: label, path and rows."""
    ways: tuple[FilterGroup, ...] = ()
    """Other ways to sort the same documents."""


def listing_pages(desk: Desk) -> list[Spec]:
    """List the pages of each type, of everything, and of each kind and method of review; no view is built."""
    library = desk.library
    collections = [Collection("all/", "Everything published", EVERYTHING, library.by_year, ways=_ways(desk))]
    types, methods = review_shelves(desk)
    for kind in KINDS:
        if kind.name == "page":
            continue
        rows = library.by_type.get(kind.name, ())
        years = by_year(_by_start(rows) if kind is EVENT else rows)
        slices = tuple((shelf.title, shelf.path, shelf.rows) for shelf in types if shelf.rows) if kind is REVIEW else ()
        collections.append(
            Collection(listing_path(kind), kind.plural, WORDS[kind.name], years, kind_section(kind), kind, slices)
        )
    specs = [spec for collection in collections for spec in _collection_specs(collection)]
    return specs + [spec for shelf in (*types, *methods) for spec in shelf_specs(shelf)]


def by_year(rows: Iterable[Publication]) -> dict[int, list[Publication]]:
    """Group documents by the year in which they were published, keeping their order."""
    years: defaultdict[int, list[Publication]] = defaultdict(list)
    for one in rows:
        years[one.published.year].append(one)
    return dict(years)


def _by_start(rows: Iterable[Publication]) -> list[Publication]:
    """Order events by the day on which they take place, latest first, within the year of their announcement."""
    days = [(one.published.year, one.details.starts, one.id, one) for one in rows if isinstance(one.details, Event)]
    return [one for _, _, _, one in sorted(days, key=lambda entry: entry[:3], reverse=True)]


def _collection_specs(collection: Collection) -> list[Spec]:
    specs = [Spec(collection.path, partial(present_front, collection=collection))]
    for year, rows in collection.years.items():
        for page in range(1, _pages(len(rows)) + 1):
            make = partial(present_year, collection=collection, year=year, page=page)
            specs.append(Spec(_page_path(f"{collection.path}{year}/", page), make))
    return specs


def present_front(desk: Desk, collection: Collection) -> ListingPage:
    """Make the front page of a listing: the newest rows by year, events to come first, with links to every year."""
    coming = _coming(desk, collection)
    ahead = {one.id for one in coming}
    everything = chain.from_iterable(collection.years.values())
    newest = list(islice((one for one in everything if one.id not in ahead), max(0, ROWS - len(coming))))
    groups = (
        [RowGroup("Coming", "coming", tuple(desk.row(one) for one in coming), f"{len(coming):,}")] if coming else []
    )
    groups += [_front_group(desk, collection, year, rows, ahead) for year, rows in by_year(newest).items()]
    return ListingPage(
        head=desk.head(collection.title, collection.words.intro, collection.path),
        section=collection.section,
        title=collection.title,
        issue_links=desk.issue_links(collection.title),
        intro=collection.words.intro,
        total=_front_total(collection, len(coming) + len(newest)),
        filters=_filters(collection),
        groups=tuple(groups),
        feed=_feed(desk, collection),
        beside=_beside(desk, collection),
        older=_front_older(collection, {one.id for one in newest} | ahead),
        subscribe=subscribe_view(desk, EVENTS_FILE, "Keep these dates in your calendar:")
        if collection.path == listing_path(EVENT)
        else None,
    )


def _beside(desk: Desk, collection: Collection) -> tuple[LinkView, ...]:
    """Give readers of reviews the overview of the year, and readers of newsletters the way to be sent them."""
    if collection.kind is REVIEW:
        years = report_years(desk)
        return (LinkView("The year in figures", report_path(years[0])),) if years else ()
    if collection.kind is NEWSLETTER:
        return (replace(follow_link(desk), label="How to get each issue", note=""),)
    return ()


def _feed(desk: Desk, collection: Collection) -> FeedLinks:
    if collection.kind is None:
        return feed_links(desk, EVERYTHING_FEED, "Everything new", "Follow everything new")
    name = collection.kind.plural
    return feed_links(desk, type_feed(collection.kind), name, f"Follow {lower_first(name)}")


def _coming(desk: Desk, collection: Collection) -> list[Publication]:
    """Give the events that are still to come, soonest first; other documents have no day to come."""
    if collection.path != listing_path(EVENT):
        return []
    rows = chain.from_iterable(collection.years.values())
    found = [(one.details.starts, one.id, one) for one in rows if isinstance(one.details, Event)]
    soonest = sorted(found, key=lambda entry: entry[:2])
    return [one for starts, _, one in soonest if starts.date() >= desk.library.today][:ROWS]


def _front_group(
    desk: Desk, collection: Collection, year: int, rows: Sequence[Publication], ahead: Container[str]
) -> RowGroup:
    """Give a year's rows; those ``ahead`` stand higher on the page already."""
    whole = len(collection.years[year])
    elsewhere = sum(one.id in ahead for one in collection.years[year])
    shown = tuple(desk.row(one) for one in rows)
    if len(rows) + elsewhere == whole:
        return RowGroup(str(year), f"y{year}", shown, f"{len(rows):,}")
    return RowGroup(
        str(year),
        f"y{year}",
        shown,
        f"{len(rows):,} of {whole:,}",
        LinkView(f"All {whole:,} of {year}", f"{collection.path}{year}/"),
    )


def _front_total(collection: Collection, shown: int) -> str:
    total = sum(len(rows) for rows in collection.years.values())
    if total > shown:
        return f"The newest {shown:,} of {total:,} {collection.words.many}"
    if collection.path == listing_path(EVENT) and total:
        return count_words(total, "event")
    return total_words(collection.words, total)


def total_words(words: KindWords, total: int) -> str:
    """Give "38 briefings, newest first", and for none what that means."""
    if total == 0:
        return (
            f"No {words.none} has been published here yet."
            if words.none
            else f"No {words.many} have been published here yet."
        )
    return f"{total:,} {words.many}, {words.order}" if total > 1 else f"1 {words.one}"


def _front_older(collection: Collection, shown: Container[str]) -> LinkView | None:
    """Give the year in which the documents begin that the front page does not show."""
    for year, rows in collection.years.items():
        if any(one.id not in shown for one in rows):
            return LinkView(f"Older: {year}", f"{collection.path}{year}/")
    return None


def _filters(collection: Collection, current: int | None = None) -> tuple[FilterGroup, ...]:
    if not collection.years:
        return ()
    links = [
        CountLink(str(year), f"{collection.path}{year}/", f"{len(rows):,}", current=year == current)
        for year, rows in collection.years.items()
    ]
    if current is not None:
        links.insert(0, CountLink("Newest", collection.path))
    groups = [FilterGroup("Year", tuple(links)), *collection.ways]
    if collection.slices and current is None:
        slices = tuple(CountLink(label, path, f"{len(rows):,}") for label, path, rows in collection.slices)
        groups.append(FilterGroup("Kind of review", slices))
    return tuple(groups)


def present_year(desk: Desk, collection: Collection, year: int, page: int) -> ListingPage:
    """Make a page of one year of a listing."""
    rows = collection.years[year]
    path = f"{collection.path}{year}/"
    shelf = Shelf(
        path=path,
        title=f"{collection.title}, {year}",
        intro=_year_intro(collection, year),
        words=collection.words,
        rows=rows,
        section=collection.section,
        crumbs=(LinkView(collection.title, collection.path),),
        newer=_neighbour(collection, year, -1),
        older=_neighbour(collection, year, 1),
        filters=_filters(collection, year),
    )
    return present_shelf(desk, shelf, page)


def _year_intro(collection: Collection, year: int) -> str:
    if collection.words is EVERYTHING:
        return f"All that this library published in {year}, whatever its type."
    done = "announced" if collection.path == listing_path(EVENT) else "published"
    return f"The {collection.words.many} that were {done} in {year}."


def _neighbour(collection: Collection, year: int, step: int) -> LinkView | None:
    years = list(collection.years)
    place = years.index(year) + step
    if not 0 <= place < len(years):
        return None
    return LinkView(f"{'Older' if step > 0 else 'Newer'}: {years[place]}", f"{collection.path}{years[place]}/")


# A list in pages


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents listed together on one page, or several when there are many."""

    path: str
    title: str
    intro: str
    words: KindWords
    rows: Sequence[Publication]
    section: str = ""
    crumbs: tuple[LinkView, ...] = ()
    newer: LinkView | None = None
    """What stands before the first page."""
    older: LinkView | None = None
    """What follows the last page."""
    filters: tuple[FilterGroup, ...] = ()


def shelf_specs(shelf: Shelf) -> list[Spec]:
    """List a shelf's pages."""
    pages = range(1, _pages(len(shelf.rows)) + 1)
    return [Spec(_page_path(shelf.path, page), partial(present_shelf, shelf=shelf, page=page)) for page in pages]


def present_shelf(desk: Desk, shelf: Shelf, page: int) -> ListingPage:
    """Make a page of a shelf, its rows grouped by year."""
    pages = _pages(len(shelf.rows))
    shown = shelf.rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    named = f"{shelf.title}, page {page}" if page > 1 else shelf.title
    return ListingPage(
        head=desk.head(named, shelf.intro, _page_path(shelf.path, page)),
        section=shelf.section,
        crumbs=(*shelf.crumbs, LinkView(shelf.title, shelf.path)) if page > 1 else shelf.crumbs,
        title=named,
        issue_links=desk.issue_links(shelf.title),
        intro=shelf.intro,
        total=total_words(shelf.words, len(shelf.rows)),
        filters=shelf.filters,
        groups=tuple(
            RowGroup(str(year), f"y{year}", tuple(desk.row(one) for one in rows))
            for year, rows in groupby(shown, key=lambda one: one.published.year)
        ),
        newer=LinkView(f"Newer: page {page - 1}", _page_path(shelf.path, page - 1)) if page > 1 else shelf.newer,
        older=LinkView(f"Older: page {page + 1}", _page_path(shelf.path, page + 1)) if page < pages else shelf.older,
        place=f"Page {page} of {pages}" if pages > 1 else "",
    )


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE_ROWS))


def _page_path(path: str, page: int) -> str:
    return path if page == 1 else f"{path}{page}/"


# Kinds and methods of review


def _ways(desk: Desk) -> tuple[FilterGroup, ...]:
    """Give the framework's own ways of sorting, with how many documents each value has."""
    sorted_by = desk.library.by_scheme
    return tuple(
        FilterGroup(
            scheme.label,
            tuple(
                CountLink(
                    value.label,
                    f"schemes/{scheme.id}/{value.id}/",
                    f"{len(sorted_by.get((scheme.id, value.id), ())):,}",
                )
                for value in scheme.values.values()
            ),
        )
        for scheme in desk.library.registers.framework.schemes.values()
    )


def review_shelves(desk: Desk) -> tuple[list[Shelf], list[Shelf]]:
    """Give the reviews of each kind and of each method; one without reviews keeps its page, which says what it is."""
    kinds: defaultdict[str, list[Publication]] = defaultdict(list)
    methods: defaultdict[str, list[Publication]] = defaultdict(list)
    for one in desk.library.by_type.get(REVIEW.name, ()):
        if isinstance(one.details, Review):
            kinds[one.details.review_type].append(one)
            methods[one.details.method].append(one)
    framework = desk.library.registers.framework
    return (
        [
            _review_shelf(term, term.label, f"reviews/type/{term.id}/", kinds[term.id])
            for term in framework.review_types.values()
        ],
        [
            _review_shelf(term, f"{term.label} (method)", f"reviews/method/{term.id}/", methods[term.id])
            for term in framework.methods.values()
        ],
    )


def _review_shelf(term: ReviewType | Term, title: str, path: str, rows: Sequence[Publication]) -> Shelf:
    crumbs = (LinkView(REVIEW.plural, listing_path(REVIEW)),)
    intro = term.about or "Reviews and audits of this kind, newest first."
    return Shelf(
        path,
        title,
        intro,
        KindWords("review or audit", "reviews and audits of this kind", ""),
        rows,
        "reviews",
        crumbs,
    )


# Rows of one sort on other pages


@dataclass(frozen=True, slots=True)
class Bunch:
    """Documents of one sort on the page of a theme, an agency, a role."""

    folder: str
    """The last part of the address of their full list."""
    title: str
    anchor: str
    words: KindWords
    rows: Sequence[Publication]


def kind_bunches(rows: Iterable[Publication], order: Sequence[Kind] = KINDS) -> list[Bunch]:
    """Group documents by type, newest first in each; types that have none are left out."""
    kinds: defaultdict[str, list[Publication]] = defaultdict(list)
    for one in rows:
        kinds[one.type].append(one)
    return [kind_bunch(kind, kinds[kind.name]) for kind in order if kind.name in kinds]


def kind_bunch(kind: Kind, rows: Sequence[Publication]) -> Bunch:
    """Give documents of one type as a bunch, under the type's name."""
    return Bunch(listing_path(kind), kind.plural, listing_path(kind).strip("/"), WORDS[kind.name], rows)


def present_bunch(desk: Desk, bunch: Bunch, path: str, none: str = "") -> RowGroup:
    """Give the newest rows of a bunch, those still in force first, with a link to the rest under ``path``."""
    total = len(bunch.rows)
    more = LinkView(f"All {total:,} {bunch.words.many}", path + bunch.folder) if total > GROUP_ROWS else None
    rows = tuple(desk.short_row(one) for one in current_first(desk, bunch.rows)[:GROUP_ROWS])
    return RowGroup(bunch.title, bunch.anchor, rows, f"{total:,}" if total else "", more, none)


def current_first(desk: Desk, rows: Sequence[Publication]) -> list[Publication]:
    """Put what was superseded or withdrawn last, keeping the order otherwise."""
    superseded = desk.library.superseded_by
    return sorted(rows, key=lambda one: one.withdrawn is not None or one.id in superseded)


def bunch_specs(
    bunches: Iterable[Bunch], name: str, path: str, crumbs: tuple[LinkView, ...], section: str = ""
) -> list[Spec]:
    """List the full lists of the bunches that are too long for the page at ``path``, which is called ``name``."""
    specs: list[Spec] = []
    for bunch in bunches:
        if len(bunch.rows) > GROUP_ROWS:
            title = f"{name}: {bunch.title[:1].lower()}{bunch.title[1:]}"
            intro = f"All {bunch.words.many} under ‘{name}’, newest first."
            whole = (*crumbs, LinkView(name, path))
            specs += shelf_specs(Shelf(path + bunch.folder, title, intro, bunch.words, bunch.rows, section, whole))
    return specs
