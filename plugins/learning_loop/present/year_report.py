"""The yearly report from data: a year's work, April to March, as sentences and plain tables that can be copied into a word processor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

from learning_loop.derive.programme import april_year, list_periods
from learning_loop.derive.year import Year, YearRecommendation, years_with_data
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import AnnualReport, Review
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    CellView,
    ContentsEntry,
    FactView,
    FigureSection,
    FiguresPage,
    LinkView,
    TableView,
)
from learning_loop.present.words import RESPONSE, count_words, day_view, sentence
from learning_loop.present.year_feedback import feedback_section
from learning_loop.present.year_sections import (
    actions_section,
    impact_section,
    shared_section,
    voices_section,
)


def year_words(first: int) -> str:
    """Give a year as people write it: "2025 to 2026"."""
    return f"{first} to {first + 1}"


def report_path(first: int) -> str:
    """Give the path of a year's report, by the calendar year in which it begins."""
    return f"years/{first}-{first + 1}/report/"


def report_link(first: int) -> LinkView:
    """Give the link to a year's report."""
    return LinkView(f"The year in figures, April {first} to March {first + 1}", report_path(first))


def report_specs(desk: Desk) -> list[Spec]:
    """List a report for each year with data, and for each year that has a written report."""
    return [
        Spec(report_path(first), partial(present_report, first=first), span=_span(first, desk))
        for first in report_years(desk)
    ]


def _span(first: int, desk: Desk) -> tuple[date, date]:
    """Give the days that a report is about: its year, and the rest of any term or calendar year that begins in it and has a target."""
    year = april_year(first)
    framework = desk.library.registers.framework
    kinds = dict.fromkeys(target.per for target in framework.targets)
    ends = [
        period.last
        for per in kinds
        for period in list_periods(per, year.first, year.last, framework.terms)
        if period.first >= year.first
    ]
    return year.first, max([year.last, *ends])


def report_years(desk: Desk) -> list[int]:
    """Give the years that have a report, newest first."""
    written = (one.details for one in desk.library.by_type.get("annual-report", ()))
    years = {int(details.year[:4]) for details in written if isinstance(details, AnnualReport)}
    return sorted({*years, *years_with_data(desk.library)}, reverse=True)


def public_note(desk: Desk) -> tuple[str, ...]:
    """Say on the public site that what it does not show is not counted there."""
    if desk.audience is Audience.PROFESSIONAL:
        return ()
    return (
        "Only what is published on this site is counted. Some work cannot be published, because a family could be recognised.",
    )


def present_report(desk: Desk, first: int) -> FiguresPage:
    """Make the report of one year."""
    year, before = desk.year(first), desk.year(first - 1)
    title = f"The year in figures, {april_year(first).name}"
    until = day_view(year.end).words
    intro = "What was promised, recommended, done and shown to have changed, worked out from the dated records of this library."
    if year.is_running:
        intro = f"The year is still running: the figures are those up to {until}. {intro}"
    sections = (
        _programme(year, desk),
        _recommendations(year, desk),
        actions_section(year, before, desk),
        impact_section(year, desk),
        voices_section(year, desk),
        feedback_section(year, desk),
        shared_section(year, desk),
    )
    written = [
        one
        for one in desk.library.by_type.get("annual-report", ())
        if isinstance(one.details, AnnualReport) and one.details.year.startswith(f"{first}-")
    ]
    facts = [FactView("Covers", f"1 April {first} to {until}" if year.is_running else sentence(year.period.name))]
    facts += [FactView("The yearly report in words", links=tuple(desk.link(one) for one in written))] if written else []
    return FiguresPage(
        head=desk.head(title, intro, report_path(first)),
        crumbs=(LinkView("Years", "years/"),),
        title=title,
        issue_links=desk.issue_links(title),
        contents=tuple(ContentsEntry(section.title, section.anchor) for section in sections),
        type_words="Yearly report from data",
        intro=intro,
        facts=tuple(facts),
        sections=sections,
        beside_title="Other years",
        beside=(LinkView("All years", "years/#figures"), LinkView("The programme, year by year", "programme/")),
    )


# Reviews and audits against the target


def _programme(year: Year, desk: Desk) -> FigureSection:
    targets = tuple(
        (
            CellView(
                tally.target.label
                if tally.target.per == "year"
                else f"{tally.target.label}, {tally.period.name}"
            ),
            CellView(f"{tally.target.count}"),
            CellView(f"{len(tally.done)}"),
        )
        for tally in year.tallies
    )  # fmt: skip
    framework = desk.library.registers.framework
    reviews = tuple(
        (
            CellView(one.title, desk.link(one)),
            CellView(framework.review_types[one.details.review_type].label),
            CellView(framework.methods[one.details.method].label),
            CellView(desk.body_name(one.details.commissioned_by)),
            CellView(date=day_view(one.published)),
        )
        for one in year.reviews
        if isinstance(one.details, Review)
    )
    return FigureSection(
        "Reviews and audits, and the programme",
        "programme",
        public_note(desk),
        (
            TableView(
                "What was promised and what was done",
                ("Promise", "Target", "Done"),
                targets,
                none="The framework sets no targets.",
                numbers=True,
            ),
            TableView(
                "Reviews and audits published in the year",
                ("Review or audit", "Type", "Method", "Asked for by", "Published"),
                reviews,
                none="No review or audit was published in the year.",
            ),
        ),
    )


# Recommendations


def _recommendations(year: Year, desk: Desk) -> FigureSection:
    local = [one for one in year.recommendations if one.source.type != "resource"]
    national = [one for one in year.recommendations if one.source.type == "resource"]
    return FigureSection(
        "Recommendations and what was decided",
        "recommendations",
        (
            (
                "Those made in the year, those decided in it, and those of earlier years that still had no answer at its end. "
                "An answer that no action carries has no day of its own, and is shown as it stands now."
            ),
        ),
        (
            _decisions([one for one in local if one.made]),
            _recommendation_table("Local recommendations", local, desk, "No local recommendation was made or decided."),
            _recommendation_table(
                "Recommendations from elsewhere",
                national,
                desk,
                "No recommendation from elsewhere was recorded or decided.",
            ),
            _reasons(year, desk),
        ),
    )


def _decisions(made: Sequence[YearRecommendation]) -> TableView:
    sources = dict.fromkeys(one.source for one in made)
    rows = []
    for source in sources:
        counts = Counter(one.decision for one in made if one.source is source)
        cells = (counts[decision] for decision in ("accepted", "partly", "not-accepted", "none"))
        rows.append(
            (CellView(source.title), CellView(f"{sum(counts.values())}"), *(CellView(f"{count}") for count in cells))
        )
    return TableView(
        "Local recommendations made in the year, by what was decided",
        ("Made by", "Recommendations", "Accepted", "In part, or another way", "Not accepted", "No answer"),
        tuple(rows),
        none="No local recommendation was made in the year.",
        numbers=True,
    )


def _recommendation_table(caption: str, found: Sequence[YearRecommendation], desk: Desk, none: str) -> TableView:
    rows = tuple(
        (
            CellView(_reference(one), None if one.source.withdrawn else _recommendation_link(one, desk)),
            CellView(one.recommendation.title),
            CellView(", ".join(desk.agency_name(agency) for agency in one.recommendation.to)),
            CellView(date=day_view(one.source.published)),
            CellView("; ".join(RESPONSE[answer][0] for answer in one.answers) or "No answer"),
            CellView(count_words(len(one.actions), "action") if one.actions else "No action"),
        )
        for one in found
    )
    columns = ("Reference", "Recommendation", "To", "Made", "What was decided", "Led to")
    return TableView(caption, columns, rows, none=none)


def _reference(one: YearRecommendation) -> str:
    return f"{one.source.reference or one.source.title} {one.recommendation.ref}"


def _recommendation_link(one: YearRecommendation, desk: Desk) -> LinkView:
    return LinkView(_reference(one), f"{desk.path(one.source)}#{one.recommendation.ref.lower()}")


def _reasons(year: Year, desk: Desk) -> TableView:
    rows = []
    for one in year.recommendations:
        reference = _reference(one)
        if not one.actions and one.recommendation.reason:
            rows.append(
                (CellView(reference), CellView(RESPONSE[one.answers[0]][0]), CellView(one.recommendation.reason))
            )
        for action in one.actions:
            reason = action.record.action.response_reason
            if reason and action.after.response == action.record.action.response:
                link = LinkView(action.record.reference, desk.action_path(action.record))
                rows.append((CellView(link=link), CellView(RESPONSE[action.after.response][0]), CellView(reason)))
    columns = ("Reference", "What was decided", "The reason")
    return TableView(
        "Reasons for what was not accepted as asked", columns, tuple(rows), none="Nothing was declined or changed."
    )
