"""The loop: from each recommendation to what changed, with the line drawn where it stops."""

from __future__ import annotations

from collections.abc import Sequence

from learning_loop.derive.library import ActionRecord
from learning_loop.model.publication import Finding, Publication, Recommendation
from learning_loop.model.values import replace
from learning_loop.present.desk import Desk
from learning_loop.present.figure import present_figure
from learning_loop.present.status import axis_views, flag_axis_view
from learning_loop.present.views import (
    AnchorView,
    AxisView,
    Line,
    LinkView,
    LoopCell,
    LoopGroup,
    LoopRow,
    LoopView,
    RecommendationView,
)
from learning_loop.present.words import (
    DELIVERY,
    IMPACT,
    RESPONSE,
    count_words,
    date_view,
    day_view,
    joined,
    number_word,
    number_words,
    sentence,
)

WHOLE = "The review as a whole"

ENOUGH_FOR_SWITCH = 6
"""Rows from which the table gets the switch "show only the breaks"."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def present_recommendations(
    source: Publication, records: Sequence[ActionRecord], desk: Desk
) -> tuple[RecommendationView, ...]:
    """Give an item's recommendations in full, with the actions that answer them."""
    return tuple(
        RecommendationView(
            number=one.ref[1:],
            anchor=one.ref.lower(),
            title=one.title,
            text=one.text,
            to=joined([desk.agency_name(agency) for agency in one.to]),
            by=date_view(one.by) if one.by else None,
            came_from=tuple(AnchorView(f"finding {ref[1:]}", ref.lower()) for ref in one.findings),
            actions=tuple(
                LinkView(record.action.ref, desk.action_path(record))
                for record in records
                if record.action.recommendation == one.ref
            ),
            reference=desk.record_link(f"{source.reference}/{one.ref}") if source.reference else None,
        )
        for one in source.recommendations
    )


def present_loop(
    recommendations: Sequence[Recommendation],
    records: Sequence[ActionRecord],
    desk: Desk,
    findings: Sequence[Finding] = (),
) -> LoopView:
    """Give the table of what came of the recommendations: a row for each action, grouped, broken where it is broken."""
    groups = []
    breaks: list[AnchorView] = []
    for recommendation in recommendations:
        own = [record for record in records if record.action.recommendation == recommendation.ref]
        group, found = _group(recommendation, own, desk)
        groups.append(group)
        breaks += found
    if whole := [record for record in records if not record.action.recommendation]:
        group, found = _group_of(WHOLE, "whole", "Actions that answer no single recommendation", whole, desk)
        groups.append(group)
        breaks += found
    answered = {record.action.recommendation for record in records}
    plans = {record.plan.id: record.plan for record in records}.values()
    rows = sum(len(group.rows) for group in groups)
    return LoopView(
        sentence=_sentence(recommendations, records, breaks),
        breaks=tuple(breaks),
        caption=f"As it stands on {day_view(desk.library.today).words}.",
        groups=tuple(groups),
        only_breaks=f"Show only the {count_words(len(breaks), 'break')}"
        if breaks and rows >= ENOUGH_FOR_SWITCH
        else "",
        plans=tuple(desk.link(plan, "The action plan" if len(plans) == 1 else "") for plan in plans),
        figure=present_figure(findings, recommendations, groups),
        meanings=meanings_of(records, [one for one in recommendations if one.ref not in answered]),
    )


def _group(
    recommendation: Recommendation, records: Sequence[ActionRecord], desk: Desk
) -> tuple[LoopGroup, list[AnchorView]]:
    label = f"Recommendation {recommendation.ref[1:]}"
    anchor = recommendation.ref.lower()
    if records:
        return _group_of(label, anchor, recommendation.title, records, desk, in_full=f"{anchor}-text")
    row, why = _unanswered(recommendation, desk)
    breaks = [AnchorView(f"{label} {why}", anchor)] if why else []
    return LoopGroup(label, anchor, recommendation.title, (row,), bool(why), f"{anchor}-text"), breaks


def _group_of(
    label: str, anchor: str, title: str, records: Sequence[ActionRecord], desk: Desk, *, in_full: str = ""
) -> tuple[LoopGroup, list[AnchorView]]:
    """Give the rows of actions that belong together, and where their lines break."""
    rows: list[LoopRow] = []
    breaks: list[AnchorView] = []
    for position, record in enumerate(records):
        again = f"{label}, {_ORDINALS[min(position, 9)]} action" if position else ""
        row, why = _row(record, again, desk)
        rows.append(row)
        if why:
            breaks.append(AnchorView(f"{label} {why}", anchor))
    return LoopGroup(label, anchor, title, tuple(rows), bool(breaks), in_full), breaks


def _unanswered(recommendation: Recommendation, desk: Desk) -> tuple[LoopRow, str]:
    """Give the row of a recommendation that has no action, and why its line is broken, if it is."""
    if recommendation.response == "not-accepted":
        words, _, tone = RESPONSE["not-accepted"]
        cell = LoopCell("response-not-accepted", f"{words}.", tone, "end", note=recommendation.reason, strong=True)
        return LoopRow("", "solid", cell), ""
    owners = joined([desk.agency_name(agency) for agency in recommendation.to])
    by = recommendation.by
    if by is not None and by.last_day >= desk.library.today:
        cell = LoopCell("response-awaiting", "No answer yet", "ink", "dotted", note=f"{owners}, by {by.words}")
        return LoopRow("", "dotted", cell), ""
    cell = LoopCell("flag-overdue", "No answer yet", "red", "broken", note=owners, strong=True)
    return LoopRow("", "broken", cell), "has no answer"


def _row(record: ActionRecord, label: str, desk: Desk) -> tuple[LoopRow, str]:
    action = record.action
    if action.response == "not-accepted":
        words, _, tone = RESPONSE["not-accepted"]
        cell = LoopCell("response-not-accepted", f"{words}.", tone, "end", note=action.response_reason, strong=True)
        return LoopRow(label, "solid", cell), ""
    answer = _answer(record)
    delivered, broken = _delivered(record, desk)
    step = LoopCell(
        "action",
        "",
        "ink",
        delivered.line if broken else _line_after_action(record),
        link=LinkView(action.ref, desk.action_path(record)),
        note=desk.agency_name(action.owner),
    )
    change = None if broken or delivered.line == "end" else _change(record, desk)
    why = f"is {desk.timing(record)[0]}" if broken else ""
    if change is not None and change.line == "broken":
        why = "did not hold"
    start: Line = "dotted" if action.response == "awaiting" else "solid"
    return LoopRow(label, start, answer, step, delivered, change), why


def _answer(record: ActionRecord) -> LoopCell:
    state = record.action.response
    words, _, tone = RESPONSE[state]
    line: Line = "dotted" if state == "awaiting" else "solid"
    return LoopCell(f"response-{state}", words, tone, line)


def _line_after_action(record: ActionRecord) -> Line:
    return "dotted" if record.action.delivery == "not-started" else "solid"


def _delivered(record: ActionRecord, desk: Desk) -> tuple[LoopCell, bool]:
    """Give the station "delivered", and whether the line breaks there."""
    state = record.action.delivery
    words, _, tone = DELIVERY[state]
    mark = f"delivery-{state}"
    if record.flag == "overdue":
        return LoopCell(
            "flag-overdue", f"Overdue {count_words(-record.days, 'day')}", "red", "broken", strong=True
        ), True
    if state == "complete":
        return LoopCell(mark, words, tone, "solid"), False
    if state == "superseded":
        link = desk.other_action(record, record.action.superseded_by, "by")
        return LoopCell(mark, words, tone, "end", link=link), False
    if state == "no-longer-applicable":
        return LoopCell(mark, f"{words}.", tone, "end", note=record.action.delivery_reason), False
    return LoopCell(mark, f"{words}, due {record.action.due.words}", tone, "dotted"), False


def _change(record: ActionRecord, desk: Desk) -> LoopCell:
    """Give the station "change for children"."""
    state = record.action.impact
    words, _, tone = IMPACT[state]
    mark = f"impact-{state}"
    if state == "embedded":
        evidence = record.action.evidence[0]
        link = LinkView(evidence.title, f"{desk.action_path(record)}#evidence")
        return LoopCell(mark, words, tone, "solid", link=link, strong=True)
    if state == "not-embedded":
        answer = desk.new_action_link(record)
        return LoopCell(mark, words, tone, "broken" if answer is None else "solid", link=answer, strong=True)
    return LoopCell(mark, words, tone, "dotted")


def _sentence(
    recommendations: Sequence[Recommendation], records: Sequence[ActionRecord], breaks: Sequence[AnchorView]
) -> str:
    """Say the totals and name the breaks."""
    made = sentence(number_words(len(recommendations), "recommendation"))
    if not records:
        parts = [f"{made}, and no actions yet."]
    else:
        parts = [f"{made} led to {number_words(len(records), 'action')}."]
        done = sum(record.action.delivery == "complete" for record in records)
        embedded = sum(record.flag == "embedded" for record in records)
        parts.append(f"{sentence(number_words(done, 'is', 'are'))} delivered." if done else "None is delivered yet.")
        parts.append(
            f"For {number_word(embedded)}, there is evidence that practice changed."
            if embedded
            else "There is no evidence yet that practice changed."
        )
    if breaks:
        places = number_words(len(breaks), "place")
        named = joined([_lower_first(place.label) for place in breaks[:4]])
        parts.append(f"The line stops early in {places}: {named}{' and others' if len(breaks) > 4 else ''}.")
    return " ".join(parts)


def meanings_of(records: Sequence[ActionRecord], unanswered: Sequence[Recommendation] = ()) -> tuple[AxisView, ...]:
    """Give the definitions of the states of some actions, and of recommendations without any: what a page's marks mean, and no others."""
    views = []
    for axis in axis_views():
        name = axis.states[0].axis
        states = {getattr(record.action, name) for record in records}
        if name == "response":
            states.update(one.response or "awaiting" for one in unanswered)
        if there := tuple(state for state in axis.states if state.state in states):
            views.append(replace(axis, states=there))
    flags = {record.flag for record in records}
    if flags:
        marks = flag_axis_view()
        views.append(replace(marks, states=tuple(state for state in marks.states if state.state in flags)))
    return tuple(views)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
