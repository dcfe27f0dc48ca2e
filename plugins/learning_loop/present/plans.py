"""An action plan's page, and the page of each action: what was promised, where it stands, what it changed and what that does not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from learning_loop.derive.changes import became_overdue_on
from learning_loop.derive.library import ActionRecord
from learning_loop.derive.progress import FLAGS, completed_on
from learning_loop.model.publication import Evidence, Measurement, Plan, Publication, Review
from learning_loop.present.cycle import action_stage
from learning_loop.present.desk import Desk
from learning_loop.present.feedback import told_facts
from learning_loop.present.logs import logged_facts
from learning_loop.present.loop import meanings_of
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    ActionPage,
    ChainStep,
    CiteView,
    ContentsEntry,
    CountLink,
    EvidenceView,
    FactView,
    HistoryStep,
    LinkView,
    MeasureBar,
    NoticeView,
    PlanPage,
    StandingView,
    StatusView,
)
from learning_loop.present.words import (
    AXES,
    closed_view,
    colour_view,
    count_words,
    date_view,
    day_view,
    flag_view,
    plain_flag,
)


def action_specs(plan: Publication, desk: Desk) -> list[Spec]:
    """List the page of every action of a plan."""
    return [
        Spec(desk.action_path(record), partial(present_action, reference=record.reference), plan.id)
        for record in desk.library.actions_of.get(plan.id, ())
    ]


def present_plan(one: Publication, plan: Plan, desk: Desk, *, shared: Mapping[str, Any]) -> PlanPage:
    """Make an action plan's page."""
    records = desk.library.actions_of.get(one.id, ())
    source = desk.library.publications[plan.source]
    return PlanPage(
        **{**shared, "related": ()},
        summary=one.summary,
        source=desk.row(source),
        facts=(
            FactView("Published", date=day_view(one.published)),
            FactView("Last updated", date=day_view(_last_update(one, records))),
            FactView(
                "Watched by", links=(LinkView(desk.body_name(plan.monitored_by), f"groups/{plan.monitored_by}/"),)
            ),
            FactView("Reference", source.reference or plan.reference),
        ),
        body=desk.html(one),
        counts=_counts(records),
        actions=tuple(desk.action_row(record, with_source=False) for record in records),
        meanings=meanings_of(records),
        files=desk.files(one),
    )


def _last_update(one: Publication, records: Sequence[ActionRecord]) -> date:
    days = [update.on for record in records for update in record.action.updates]
    return max([one.updated or one.published, *days])


def _counts(records: Sequence[ActionRecord]) -> tuple[CountLink, ...]:
    counted = Counter(record.flag for record in records)
    counts = []
    for flag in FLAGS:
        view = plain_flag(flag)
        if counted[flag] or flag != "ended":
            counts.append(CountLink(view.words, "", str(counted[flag]), mark=view.mark, tone=view.tone))
    return tuple(counts)


def present_action(desk: Desk, reference: str) -> ActionPage:
    """Make the page of one action."""
    record = desk.library.by_reference[reference]
    action, plan, source = record.action, record.plan, record.source
    path = desk.action_path(record)
    contents = [ContentsEntry("What was to be done", "what"), ContentsEntry("Evidence of change", "evidence")]
    return ActionPage(
        head=desk.head(f"{action.title} ({record.reference})", action.what, path),
        section="actions",
        crumbs=(
            LinkView("Actions", "actions/"),
            LinkView(desk.source_words(record), desk.path(plan)),
        ),
        title=action.title,
        notice=_notice(plan),
        themes=desk.badges(plan.themes or source.themes),
        contents=(*contents, ContentsEntry("History", "history")),
        stage=action_stage(record, desk),
        issue_links=desk.issue_links(action.title),
        scope_words="Single-agency action" if action.scope == "single-agency" else "Multi-agency action",
        ref=action.ref,
        reference=record.reference,
        flag=flag_view(record),
        axes=_axes(record, desk),
        standing=_standing(record),
        what=action.what,
        detail=action.detail,
        facts=_facts(record, desk),
        chain=_chain(record, desk),
        evidence=tuple(_evidence(evidence, number, desk) for number, evidence in enumerate(action.evidence, 1)),
        no_evidence="" if action.evidence else _no_evidence(record),
        history=_history(record, desk),
        cite=CiteView(
            desk.site.partnership,
            str(plan.published.year),
            action.title,
            record.reference,
            desk.address(path),
            "This address will not change.",
            short=desk.short_address(record.reference),
        ),
    )


def _notice(plan: Publication) -> NoticeView | None:
    if plan.audience.value == "professional":
        return NoticeView(
            "professional",
            "For professionals only.",
            "Use it with your team. Do not post it or send it outside your agency.",
        )
    return None


def _axes(record: ActionRecord, desk: Desk) -> tuple[StatusView, ...]:
    action = record.action
    delivery_note = action.delivery_reason
    if action.delivery == "complete":
        delivery_note = desk.late_words(record)
    return (
        desk.status_view(record, "response", note=action.response_reason),
        desk.status_view(
            record, "delivery", note=delivery_note, link=desk.other_action(record, action.superseded_by, "See")
        ),
        desk.status_view(record, "impact", link=desk.new_action_link(record)),
    )


def _standing(record: ActionRecord) -> tuple[StandingView, ...]:
    """Give what is worked out from the three answers and the day: the colour, and whether the action is closed."""
    closed = "ended" if record.flag == "ended" else "open" if record.is_open else "closed"
    return colour_view(record.rag), closed_view(closed)


def _facts(record: ActionRecord, desk: Desk) -> tuple[FactView, ...]:
    action = record.action
    return (
        FactView(
            "Owner", links=(LinkView(desk.library.registers.agencies[action.owner].name, f"agencies/{action.owner}/"),)
        ),
        FactView(
            "Watched by", links=(LinkView(desk.body_name(action.monitored_by), f"groups/{action.monitored_by}/"),)
        ),
        FactView("Due", date=date_view(action.due)),
        FactView("How we would know that it worked", action.measure),
        *logged_facts(record, desk),
        *told_facts(record, desk),
        *_answered(record, desk),
    )


def _answered(record: ActionRecord, desk: Desk) -> Iterator[FactView]:
    """Give the actions that this one took the place of, and those whose change did not hold and which it answers."""
    named = [link for link in desk.library.links_to.get(record.plan.id, ()) if link.other == record.reference]
    for label, kind, note in (
        ("Replaces", "superseded-by", ""),
        ("Answers", "new-action", "where the change did not hold"),
    ):
        others = [desk.library.by_reference[link.action] for link in named if link.kind == kind]
        if others:
            yield FactView(
                label,
                links=tuple(
                    LinkView(other.reference, desk.action_path(other), note=note or other.action.title)
                    for other in others
                ),
            )


def _chain(record: ActionRecord, desk: Desk) -> tuple[ChainStep, ...]:
    """Give the way from the source to the evidence, upright."""
    action, source, recommendation = record.action, record.source, record.recommendation
    source_path = desk.path(source)
    gone = source.withdrawn is not None
    steps = [
        ChainStep(
            desk.mark(source) or "finding",
            "ink",
            desk.source_words(record).rpartition(",")[0],
            LinkView(desk.source_words(record).rpartition(",")[0], source_path),
            f"{desk.type_words(source)}, {day_view(source.published).words.partition(' ')[2]}",
            "solid",
        )
    ]
    if recommendation is not None:
        steps += _findings(record, source_path)
        words, _, tone = AXES["response"][2][action.response]
        label = f"Recommendation {recommendation.ref[1:]}"
        link = LinkView(label, source_path if gone else f"{source_path}#{recommendation.ref.lower()}")
        steps.append(ChainStep(f"response-{action.response}", tone, label, link, words, "solid"))
    done = action.delivery == "complete"
    steps.append(
        ChainStep(
            "action",
            "ink",
            f"This action, {action.ref}",
            None,
            desk.agency_name(action.owner),
            "solid" if done else "broken" if record.flag == "overdue" else "dotted",
            current=True,
            beside=_beside(record, desk),
        )
    )
    steps.append(_last_step(record, desk))
    return tuple(steps)


def _findings(record: ActionRecord, source_path: str) -> list[ChainStep]:
    if record.recommendation is None or not isinstance(record.source.details, Review):
        return []
    wanted = record.recommendation.findings
    return [
        ChainStep(
            "finding",
            "ink",
            f"Finding {finding.ref[1:]}",
            LinkView(f"Finding {finding.ref[1:]}", f"{source_path}#{finding.ref.lower()}"),
            finding.title,
            "solid",
        )
        for finding in record.source.details.findings
        if finding.ref in wanted
    ]


def _beside(record: ActionRecord, desk: Desk) -> tuple[LinkView, ...]:
    action = record.action
    if not action.recommendation:
        return ()
    return tuple(
        LinkView(other.action.ref, desk.action_path(other), note=desk.agency_name(other.action.owner))
        for other in desk.library.actions_of[record.plan.id]
        if other.action.recommendation == action.recommendation and other.action.ref != action.ref
    )


def _last_step(record: ActionRecord, desk: Desk) -> ChainStep:
    state = record.action.impact
    words, _, tone = AXES["impact"][2][state]
    if record.action.evidence:
        newest = record.action.evidence[-1]
        return ChainStep(
            f"impact-{state}",
            tone,
            "Evidence",
            LinkView("Evidence", f"{desk.action_path(record)}#evidence"),
            newest.title,
            "end",
        )
    return ChainStep(f"impact-{state}", tone, "Evidence", None, words, "end")


def _evidence(evidence: Evidence, number: int, desk: Desk) -> EvidenceView:
    linked = desk.library.publications.get(evidence.link)
    return EvidenceView(
        anchor=f"evidence-{number}",
        title=evidence.title,
        on=day_view(evidence.on),
        by=desk.body_name(evidence.by) if evidence.by else "",
        text=evidence.text,
        before=_bar(evidence.before) if evidence.before else None,
        after=_bar(evidence.after) if evidence.after else None,
        link=desk.link(linked, "Method and results") if linked else None,
        does_not_show=evidence.does_not_show,
    )


def _bar(reading: Measurement) -> MeasureBar:
    return MeasureBar(reading.label, f"{reading.value} of {reading.of}", round(100 * reading.value / reading.of))


def _no_evidence(record: ActionRecord) -> str:
    if record.action.delivery == "complete":
        return "Nobody has shown yet whether this changed anything for children."
    if record.flag == "ended":
        return "There is none, because the action ended before it was delivered."
    return "There is none yet: the action is not delivered."


def _history(record: ActionRecord, desk: Desk) -> tuple[HistoryStep, ...]:
    """Give the dated updates, newest first, with the day on which the action became overdue (derived)."""
    steps: list[tuple[date, int, HistoryStep]] = []
    for position, update in enumerate(record.action.updates):
        axis = next((name for name in ("impact", "delivery", "response") if getattr(update, name)), "")
        if axis:
            state = getattr(update, axis)
            words, _, tone = AXES[axis][2][state]
            title, mark = f"{AXES[axis][0]}: {words[:1].lower() + words[1:]}", f"{axis}-{state}"
        else:
            title, mark, tone = "Progress note", "action", "ink"
        steps.append((update.on, position, HistoryStep(day_view(update.on), mark, tone, title, update.note)))
    late = became_overdue_on(record, desk.library.today)
    if late is not None:
        done = completed_on(record.action)
        note = f"It was due {record.action.due.words}."
        if done is not None and done >= late:
            note = f"It was due {record.action.due.words} and was delivered {count_words((done - late).days + 1, 'day')} later."
        steps.append((late, -1, HistoryStep(day_view(late), "flag-overdue", "red", "Became overdue", note)))
    return tuple(step for _, _, step in sorted(steps, key=lambda entry: entry[:2], reverse=True))
