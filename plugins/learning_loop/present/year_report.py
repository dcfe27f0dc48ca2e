"""The yearly report from data: a year's work, April to March, as sentences and plain tables that can be copied into a word processor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from learning_loop.derive.programme import april_year
from learning_loop.derive.year import Year, YearAction, YearRecommendation, derive_year, not_obtained, years_with_data
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import AnnualReport, Evidence, Review
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
from learning_loop.present.words import DELIVERY, IMPACT, RESPONSE, count_words, day_view, number_words, sentence

_YES, _NO = "Yes", "–"


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
    return [Spec(report_path(first), partial(present_report, first=first)) for first in report_years(desk)]


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
    year, before = derive_year(desk.library, first), derive_year(desk.library, first - 1)
    title = f"The year in figures, {april_year(first).name}"
    until = day_view(year.end).words
    intro = "What was promised, recommended, done and shown to have changed, worked out from the dated records of this library."
    if year.is_running:
        intro = f"The year is still running: the figures are those up to {until}. {intro}"
    sections = (
        _programme(year, desk),
        _recommendations(year, desk),
        _actions(year, before, desk),
        _impact(year, desk),
        _voices(year, desk),
        _feedback(desk),
        _shared(year, desk),
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
        beside=tuple(report_link(other) for other in report_years(desk) if other != first),
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


# Actions


def _actions(year: Year, before: Year, desk: Desk) -> FigureSection:
    labels = ("The year before", "So far" if year.is_running else "This year")
    figures = [_figures(one) for one in (before, year)]
    rows = tuple(
        (CellView(label), *(CellView(f"{figure[label]:,}") for figure in figures)) for label in figures[0]
    )  # fmt: skip
    end = "today" if year.is_running else "at the end of the year"
    touched = tuple(
        (
            CellView(link=LinkView(f"{one.record.reference} {one.record.action.title}", desk.action_path(one.record))),
            CellView(desk.agency_name(one.record.action.owner)),
            CellView(_YES if one.open_before else _NO),
            CellView(_YES if one.made else _NO),
            CellView(_YES if one.delivered_on else _NO),
            CellView(_YES if one.changed else _NO),
            CellView(_state_words(one)),
        )
        for one in year.actions
    )
    columns = ("Action", "Owner", "Open from before", "Made", "Completed", "Changed", f"Where it stood {end}")
    return FigureSection(
        "What agencies did",
        "actions",
        (
            (
                "An action’s state on a day is what its updates up to that day say. Changed means that an update of the year gave a new answer to one "
                "of the three questions: what did the owner answer, is it done, did anything change for children."
            ),
        ),
        (
            TableView("Actions in figures", ("Actions", *labels), rows, numbers=True),
            TableView("Every action that the year touched", columns, touched, none="No action was open in the year."),
        ),
    )


def _figures(year: Year) -> dict[str, int]:
    """Count a year's actions; the same counts in the same order for every year."""
    actions = year.actions
    return {
        "Not delivered when the year began": sum(one.open_before for one in actions),
        "Made during the year": sum(one.made for one in actions),
        "Delivered during the year": sum(one.delivered_on is not None for one in actions),
        "of which after the due date": sum(one.is_late for one in actions),
        "Replaced, no longer needed or not accepted": sum(one.ended for one in actions),
        "Not delivered at the end": sum(one.after.is_undelivered for one in actions),
        "Changed during the year": sum(one.changed for one in actions),
        "Shown to have changed something": sum(one.decided == "embedded" for one in actions),
        "Shown not to have worked": sum(one.decided == "not-embedded" for one in actions),
        "Delivered, change not decided, at the end": year.undecided,
        "Overdue at the end": year.overdue,
    }


def _state_words(one: YearAction) -> str:
    if one.after.response in ("awaiting", "not-accepted"):
        return RESPONSE[one.after.response][0]
    if one.after.delivery == "complete":
        return f"Complete. {IMPACT[one.after.impact][0]}"
    return DELIVERY[one.after.delivery][0]


# Impact


def _impact(year: Year, desk: Desk) -> FigureSection:
    shown = [one for one in year.actions if one.decided == "embedded"]
    failed = [one for one in year.actions if one.decided == "not-embedded"]
    words = [
        (
            f"For {number_words(len(shown), 'action')} it was decided in the year that practice changed, with evidence; "
            f"for {number_words(len(failed), 'action')} that it did not, and a new action answers each."
        ),
        (
            f"{sentence(number_words(year.undecided, 'action'))} {'was' if year.undecided == 1 else 'were'} delivered "
            f"{'today' if year.is_running else 'at the end of the year'} without a decision whether anything had changed for children."
        ),
    ]
    return FigureSection(
        "What changed for children, and what did not",
        "impact",
        tuple(words),
        (
            _evidence_table("Embedded, with the evidence", shown, year, desk, "No action was shown to have changed something."),
            _evidence_table("Looked at, and not embedded", failed, year, desk, "No action was shown not to have worked."),
        ),
    )  # fmt: skip


def _evidence_table(caption: str, found: Sequence[YearAction], year: Year, desk: Desk, none: str) -> TableView:
    rows = []
    for one in found:
        record = one.record
        newest = next((each for each in reversed(record.action.evidence) if each.on <= year.end), None)
        link = LinkView(f"{record.reference} {record.action.title}", desk.action_path(record))
        answers = desk.new_action_link(record) if one.decided == "not-embedded" else None
        cells = (CellView(link=link), *_evidence_cells(newest))
        rows.append((*cells, CellView("None named", link=answers)) if one.decided == "not-embedded" else cells)
    columns: tuple[str, ...] = ("Action", "Evidence", "Before", "After", "What it does not show")
    if found and found[0].decided == "not-embedded":
        columns = (*columns, "Answered by")
    return TableView(caption, columns, tuple(rows), none=none)


def _evidence_cells(evidence: Evidence | None) -> tuple[CellView, ...]:
    if evidence is None:
        return CellView("None recorded"), CellView(_NO), CellView(_NO), CellView(_NO)
    readings = (evidence.before, evidence.after)
    return (
        CellView(f"{evidence.title}: {evidence.text[:1].lower()}{evidence.text[1:]}"),
        *(CellView(f"{one.value} of {one.of}" if one else _NO) for one in readings),
        CellView(evidence.does_not_show),
    )


# Voices and feedback


_VOICES = {"child": "The child", "family": "The family", "practitioner": "The practitioners"}


def _voices(year: Year, desk: Desk) -> FigureSection:
    missing = [(one, whose, reason) for one in year.reviews for whose, reason in not_obtained(one)]
    counts = Counter(whose for _, whose, _ in missing)
    total = len(year.reviews)
    rows = tuple(
        (CellView(words), CellView(f"{total - counts[whose]}"), CellView(f"{counts[whose]}"))
        for whose, words in _VOICES.items()
    )
    reasons = tuple(
        (CellView(one.title, desk.link(one)), CellView(_VOICES[whose]), CellView(reason))
        for one, whose, reason in missing
    )
    return FigureSection(
        "Whose voices were heard",
        "voices",
        (f"In {number_words(total, 'review or audit', 'reviews and audits')} published in the year.",),
        (
            TableView("Voices in reviews and audits", ("Voice", "Obtained", "Not obtained"), rows if total else (), none="No review or audit was published in the year.", numbers=True),
            TableView("Why a voice was not obtained", ("Review or audit", "Whose voice", "The reason"), reasons, none="Every voice was obtained." if total else "There was nothing to obtain."),
        ),
    )  # fmt: skip


def _feedback(desk: Desk) -> FigureSection:
    asks = "Every page invites readers to write, and every briefing asks what a team decided to do. "
    text = (
        f"{asks if desk.site.feedback else ''}This library keeps no record of what children, families and practitioners sent back, so no figure is given here.",
        (
            "To report on it from data, somebody has to note each piece of feedback with its day, who it came from in general terms, what was decided and "
            "what changed because of it. Until then, the use of feedback belongs in the written report."
        ),
    )
    return FigureSection("Use of feedback", "feedback", text, ())


# Learning shared


def _shared(year: Year, desk: Desk) -> FigureSection:
    counts = Counter(one.type for _, one in year.shared)
    figures = tuple((CellView(many), CellView(f"{counts[kind]}")) for kind, many in _SHARED)
    rows = tuple(
        (CellView(one.title, desk.link(one)), CellView(desk.type_words(one)), CellView(date=day_view(day)))
        for day, one in year.shared
    )
    return FigureSection(
        "How learning was shared",
        "shared",
        (),
        (
            TableView("Learning shared, in figures", ("What", "How many"), figures, numbers=True),
            TableView(
                "Everything that was shared, by day", ("What", "Type", "Day"), rows, none="Nothing was shared in the year."
            ),
        ),
    )  # fmt: skip


_SHARED = (
    ("newsletter", "Newsletters"),
    ("bulletin", "Bulletins"),
    ("briefing", "Briefings"),
    ("practice-guidance", "Practice guidance"),
    ("executive-summary", "Executive summaries"),
    ("policy", "Policies and procedures"),
    ("event", "Events held"),
    ("training", "Days on which a course ran"),
)
