"""Types of review and audit as a table: what each is for, who does it, to whom it reports and what readers see of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from learning_loop.model.framework import ReviewType, Term
from learning_loop.model.publication import Review
from learning_loop.present.desk import Desk
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.views import CellView, ContentsEntry, FigureSection, FiguresPage, LinkView, TableView
from learning_loop.present.words import count_words

REVIEW_TYPES = LinkView("Types of review and audit", f"{HOW_WE_LEARN.path}reviews/")

PUBLISHED = {
    "always": "The report",
    "when-suitable": "The report, where that is right",
    "learning-only": "What was learned, without the report",
    "never": "Nothing",
    None: "Not laid down",
}
"""What readers see of a type."""

_NOT_SAID = "Not laid down"


def review_type_specs(desk: Desk) -> list[Spec]:
    """List the page of types; there is none where the framework names none."""
    return [Spec(REVIEW_TYPES.path, present_review_types)] if desk.library.registers.framework.review_types else []


def review_type_path(review_type: str) -> str:
    """Give the path of the page with all reviews of a type."""
    return f"reviews/type/{review_type}/"


def present_review_types(desk: Desk) -> FiguresPage:
    """Make the page of types."""
    framework = desk.library.registers.framework
    made = [one.details for one in desk.library.by_type.get("review", ()) if isinstance(one.details, Review)]
    counts = Counter(details.review_type for details in made)
    methods = Counter(details.method for details in made)
    types = framework.review_types.values()
    sections = (
        _section("Reviews", "reviews", [one for one in types if not one.audit], counts, desk),
        _section("Audits", "audits", [one for one in types if one.audit], counts, desk),
        _methods(tuple(framework.methods.values()), methods),
    )
    shown = tuple(section for section in sections if section.tables[0].rows)
    intro = (
        "The ways in which practice is looked at here. For each: what it is for, whether the law asks for it, who does it, "
        "who receives the report, and what readers see of it."
    )
    return FiguresPage(
        head=desk.head(REVIEW_TYPES.label, intro, REVIEW_TYPES.path),
        crumbs=(HOW_WE_LEARN,),
        title=REVIEW_TYPES.label,
        issue_links=desk.issue_links(REVIEW_TYPES.label),
        contents=tuple(
            ContentsEntry(section.title, section.anchor, str(len(section.tables[0].rows))) for section in shown
        ),
        type_words="",
        intro=intro,
        sections=shown,
    )


def _section(title: str, anchor: str, types: Sequence[ReviewType], counts: Counter[str], desk: Desk) -> FigureSection:
    rows = tuple(_row(one, counts[one.id], desk) for one in types)
    columns = ("What it is", "By law", "Who does it", "Reports to", "What readers see")
    return FigureSection(
        title, anchor, (), (TableView(f"{title}: who does them, and for whom", columns, rows, stack=True),)
    )


def _row(one: ReviewType, count: int, desk: Desk) -> tuple[CellView, ...]:
    groups = desk.library.registers.groups
    reports = (
        CellView(link=LinkView(groups[one.reports_to].name, f"groups/{one.reports_to}/"))
        if one.reports_to in groups
        else CellView(_NOT_SAID)
    )
    return (
        CellView(link=LinkView(one.label, review_type_path(one.id)), note=one.about),
        CellView("Yes" if one.statutory else "No"),
        CellView(one.done_by or _NOT_SAID, note=f"Decided by: {one.commissioned_by}" if one.commissioned_by else ""),
        reports,
        CellView(PUBLISHED[one.published], note=f"{count:,} in this library" if count else "None in this library"),
    )


def _methods(methods: Sequence[Term], counts: Counter[str]) -> FigureSection:
    rows = tuple(
        (
            CellView(link=LinkView(one.label, f"reviews/method/{one.id}/")),
            CellView(one.about),
            CellView(
                count_words(counts[one.id], "review or audit", "reviews and audits") if counts[one.id] else "None"
            ),
        )
        for one in methods
    )
    about = "One type of review can be done in several ways."
    table = TableView("How a review or audit is done", ("Method", "How it works", "In this library"), rows, stack=True)
    return FigureSection("Methods", "methods", (about,), (table,))
