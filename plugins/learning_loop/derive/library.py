"""What follows from a narrowed catalogue: order, indexes, backlinks, the flags of actions, related items.

Nothing here is typed by an author, and nothing here looks at what was narrowed away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from learning_loop.catalogue.catalogue import Catalogue, reference_of
from learning_loop.derive.feedback import index_feedback
from learning_loop.derive.links import Link, item_links, message_links
from learning_loop.derive.progress import Flag, Rag, derive_flag, derive_rag, is_closed
from learning_loop.model.feedback import Feedback
from learning_loop.model.publication import Action, Body, Plan, Publication, Recommendation, Review
from learning_loop.model.registers import Registers
from learning_loop.model.values import dataclass

DISSEMINATES = frozenset({"newsletter", "bulletin"})
"""Types whose ``about`` means "appeared in"; other types' means "arises from"."""


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """An action with where it stands on this day and what it came from."""

    action: Action
    plan: Publication
    source: Publication
    recommendation: Recommendation | None
    reference: str
    """Its permanent reference: ``LLR-2022-01/R1/A2``."""
    flag: Flag
    days: int
    """Days from today to the last day that ``due`` can mean; negative when it has passed."""

    @property
    def address(self) -> str:
        """Its page's address, without slashes at the ends."""
        return f"{self.plan.address}/{self.action.slug}"

    @property
    def rag(self) -> Rag | None:
        """Its colour of red, amber, green and blue; none once it has ended by a decision."""
        return derive_rag(self.action, self.flag)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done or decided: it is neither closed nor ended by a decision."""
        return self.flag != "ended" and not is_closed(self.action)


@dataclass(frozen=True, slots=True)
class Library:
    """A narrowed catalogue with everything that was derived from it."""

    publications: Mapping[str, Publication]
    """Every item, with the outline of its text only: a page can show no more of another item, so a new sentence changes one page."""
    texts: Mapping[str, Body]
    """The texts, for the pages of their own items."""
    registers: Registers
    today: date
    newest_first: Sequence[Publication]
    """All publications except pages about the library itself."""
    by_type: Mapping[str, Sequence[Publication]]
    by_theme: Mapping[str, Sequence[Publication]]
    by_agency: Mapping[str, Sequence[Publication]]
    by_role: Mapping[str, Sequence[Publication]]
    by_priority: Mapping[str, Sequence[Publication]]
    by_scheme: Mapping[tuple[str, str], Sequence[Publication]]
    """By the ids of a local scheme and of one of its values."""
    by_year: Mapping[int, Sequence[Publication]]
    reviews_by_theme: Mapping[str, Sequence[Publication]]
    """Reviews and audits, newest first."""
    backlinks: Mapping[str, Sequence[Publication]]
    """Items that name an item in ``about``, newest first."""
    links_from: Mapping[str, Sequence[Link]]
    """Every link that an item's author typed."""
    links_to: Mapping[str, Sequence[Link]]
    """The other ends: every link of any kind to an item, those from the newest items first, those of themes' messages last."""
    superseded_by: Mapping[str, Publication]
    plans_of: Mapping[str, Sequence[Publication]]
    actions: Sequence[ActionRecord]
    """In the order of their plans, newest plan first."""
    actions_of: Mapping[str, Sequence[ActionRecord]]
    """By the id of the plan."""
    actions_from: Mapping[str, Sequence[ActionRecord]]
    """By the id of the source."""
    by_reference: Mapping[str, ActionRecord]
    open_recommendations: Mapping[str, Sequence[Recommendation]]
    """By the id of the item that makes them, and of every review: those of which something is still to be answered, done or decided."""

    feedback_about: Mapping[str, Sequence[Feedback]]
    """By the id of an item or the reference of an action: what people told us that names it, newest first."""

    def actions_about(self, theme: str) -> list[ActionRecord]:
        """Give the actions whose source or plan has a theme."""
        return [record for record in self.actions if theme in record.source.themes or theme in record.plan.themes]


def derive_library(catalogue: Catalogue, today: date) -> Library:
    """Derive everything once; indexes keep the newest first."""
    publications = {one.id: one._replace(body=one.body.outline()) for one in catalogue.publications.values()}
    ordered = sorted(publications.values(), key=lambda one: (-one.published.toordinal(), one.id))
    indexes = _Indexes()
    for one in ordered:
        indexes.take(one)
    records = _action_records(ordered, publications, today)
    by_plan: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    by_source: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in records:
        by_plan[record.plan.id].append(record)
        by_source[record.source.id].append(record)
    links_from, links_to = _derive_links(ordered, publications, records, catalogue.registers)
    return Library(
        publications=publications,
        texts={one.id: one.body for one in catalogue.publications.values()},
        registers=catalogue.registers,
        today=today,
        newest_first=[one for one in ordered if one.type != "page"],
        by_type=indexes.by_type,
        by_theme=indexes.by_theme,
        by_agency=indexes.by_agency,
        by_role=indexes.by_role,
        by_priority=indexes.by_priority,
        by_scheme=indexes.by_scheme,
        by_year=indexes.by_year,
        reviews_by_theme=indexes.reviews_by_theme,
        backlinks=indexes.backlinks,
        links_from=links_from,
        links_to=links_to,
        superseded_by=indexes.superseded_by,
        plans_of=indexes.plans_of,
        actions=records,
        actions_of=by_plan,
        actions_from=by_source,
        by_reference={record.reference: record for record in records},
        open_recommendations={
            one.id: _still_open(one, by_source.get(one.id, ()))
            for one in ordered
            if one.recommendations or one.type == "review"
        },
        feedback_about=index_feedback(catalogue.registers.feedback),
    )


def _derive_links(
    ordered: Sequence[Publication],
    publications: Mapping[str, Publication],
    records: Sequence[ActionRecord],
    registers: Registers,
) -> tuple[Mapping[str, Sequence[Link]], Mapping[str, Sequence[Link]]]:
    """Give all links by what names and by what is named."""
    plan_of = {record.reference: record.plan.id for record in records}
    links_from = {one.id: tuple(item_links(one, publications, plan_of)) for one in ordered}
    links_to: defaultdict[str, list[Link]] = defaultdict(list)
    for links in (*links_from.values(), message_links(registers.themes)):
        for link in links:
            links_to[link.target].append(link)
    return links_from, links_to


def _still_open(one: Publication, records: Sequence[ActionRecord]) -> Sequence[Recommendation]:
    """Give the recommendations of which something is still to be answered, done or decided."""
    answers: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in records:
        answers[record.action.recommendation].append(record)
    return [made for made in one.recommendations if is_recommendation_open(made, answers[made.ref])]


def is_recommendation_open(recommendation: Recommendation, records: Sequence[ActionRecord]) -> bool:
    """Say whether something is still to be done or decided about a recommendation with these actions.

    One without actions stays open until a decision against it is published: an acceptance alone changes nothing for a child.
    """
    if not records:
        return recommendation.response != "not-accepted"
    return any(record.is_open for record in records)


class _Indexes:
    """Grouping in one walk, so that ten thousand items are looked at once."""

    def __init__(self) -> None:
        self.by_type: defaultdict[str, list[Publication]] = defaultdict(list)
        self.by_theme: defaultdict[str, list[Publication]] = defaultdict(list)
        self.by_agency: defaultdict[str, list[Publication]] = defaultdict(list)
        self.by_role: defaultdict[str, list[Publication]] = defaultdict(list)
        self.by_priority: defaultdict[str, list[Publication]] = defaultdict(list)
        self.by_scheme: defaultdict[tuple[str, str], list[Publication]] = defaultdict(list)
        self.by_year: defaultdict[int, list[Publication]] = defaultdict(list)
        self.reviews_by_theme: defaultdict[str, list[Publication]] = defaultdict(list)
        self.backlinks: defaultdict[str, list[Publication]] = defaultdict(list)
        self.plans_of: defaultdict[str, list[Publication]] = defaultdict(list)
        self.superseded_by: dict[str, Publication] = {}

    def take(self, one: Publication) -> None:
        """Put one publication where it belongs; they come newest first."""
        self.by_type[one.type].append(one)
        for theme in one.themes:
            self.by_theme[theme].append(one)
            if one.type == "review":
                self.reviews_by_theme[theme].append(one)
        for agency in one.agencies:
            self.by_agency[agency].append(one)
        for role in one.roles:
            self.by_role[role].append(one)
        for priority in one.priorities:
            self.by_priority[priority].append(one)
        for scheme, values in one.schemes:
            for value in values:
                self.by_scheme[scheme, value].append(one)
        if one.type != "page":
            self.by_year[one.published.year].append(one)
        for other in one.about:
            self.backlinks[other].append(one)
        for other in one.supersedes:
            self.superseded_by.setdefault(other, one)
        if isinstance(one.details, Plan):
            self.plans_of[one.details.source].append(one)


def _action_records(
    ordered: Sequence[Publication], publications: Mapping[str, Publication], today: date
) -> list[ActionRecord]:
    records = []
    for plan in ordered:
        if not isinstance(plan.details, Plan):
            continue
        source = publications[plan.details.source]
        reference = reference_of(plan, publications)
        made = {recommendation.ref: recommendation for recommendation in source.recommendations}
        for action in plan.details.actions:
            flag, days = derive_flag(action, today)
            recommendation = made.get(action.recommendation)
            records.append(ActionRecord(action, plan, source, recommendation, f"{reference}/{action.ref}", flag, days))
    return records


def is_audit(review: Publication, registers: Registers) -> bool:
    """Say whether a review is an audit, by its type."""
    assert isinstance(review.details, Review)
    kind = registers.framework.review_types.get(review.details.review_type)
    return kind is not None and kind.audit
