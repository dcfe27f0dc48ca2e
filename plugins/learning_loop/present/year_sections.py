"""The later sections of the yearly report from data: actions, impact, voices and the sharing of learning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from learning_loop.derive.library import ActionRecord
from learning_loop.derive.year import Year, YearAction, not_obtained
from learning_loop.model.publication import Evidence
from learning_loop.present.desk import Desk
from learning_loop.present.views import CellView, FigureSection, LinkView, TableView
from learning_loop.present.words import DELIVERY, IMPACT, RESPONSE, day_view, number_words, sentence

_YES, _NO = "Yes", "–"


# Actions


def actions_section(year: Year, before: Year, desk: Desk) -> FigureSection:
    """Give what agencies did: counts beside those of the year before, and every action that the year touched."""
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


def impact_section(year: Year, desk: Desk) -> FigureSection:
    """Give what was shown to have changed, with the evidence, and what was shown not to have worked."""
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
        cells = (CellView(link=link), *_evidence_cells(newest))
        rows.append((*cells, _answer(record, desk)) if one.decided == "not-embedded" else cells)
    columns: tuple[str, ...] = ("Action", "Evidence", "Before", "After", "What it does not show")
    if found and found[0].decided == "not-embedded":
        columns = (*columns, "Answered by")
    return TableView(caption, columns, tuple(rows), none=none)


def _answer(record: ActionRecord, desk: Desk) -> CellView:
    """Give the action that answers one that did not hold; a link only within its plan, since a report is not made again when another plan moves."""
    ref = record.action.new_action
    same_plan = any(other.action.ref == ref for other in desk.library.actions_of[record.plan.id])
    return CellView(ref or "None named", desk.new_action_link(record) if same_plan else None)


def _evidence_cells(evidence: Evidence | None) -> tuple[CellView, ...]:
    if evidence is None:
        return CellView("None recorded"), CellView(_NO), CellView(_NO), CellView(_NO)
    readings = (evidence.before, evidence.after)
    return (
        CellView(f"{evidence.title}: {evidence.text[:1].lower()}{evidence.text[1:]}"),
        *(CellView(f"{one.value} of {one.of}" if one else _NO) for one in readings),
        CellView(evidence.does_not_show),
    )


# Voices


_VOICES = {"child": "The child", "family": "The family", "practitioner": "The practitioners"}


def voices_section(year: Year, desk: Desk) -> FigureSection:
    """Give whose voices the year’s reviews obtained, and why the others were not."""
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
        (
            f"In {number_words(total, 'review or audit', 'reviews and audits')} published in the year.",
            "No review asks the public. What they and others told us in other ways is counted under the use of feedback.",
        ),
        (
            TableView("Voices in reviews and audits", ("Voice", "Obtained", "Not obtained"), rows if total else (), none="No review or audit was published in the year.", numbers=True),
            TableView("Why a voice was not obtained", ("Review or audit", "Whose voice", "The reason"), reasons, none="Every voice was obtained." if total else "There was nothing to obtain."),
        ),
    )  # fmt: skip


# Learning shared


def shared_section(year: Year, desk: Desk) -> FigureSection:
    """Give how learning was shared: counts, and everything by day."""
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
