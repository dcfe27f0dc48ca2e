"""The two logs of the professional site: issues and risks, and challenges."""

from __future__ import annotations

from collections.abc import Sequence

from learning_loop.derive.attention import body_name, log_path
from learning_loop.derive.library import ActionRecord
from learning_loop.model.kinds import Audience
from learning_loop.model.logs import (
    Challenge,
    ChallengeState,
    Issue,
    IssueStatus,
    LogEntry,
    RiskLevel,
    Stage,
    last_news,
)
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    ContentsEntry,
    CountLink,
    FactView,
    LinkView,
    LogEntryView,
    LogGroup,
    LogPage,
    LogUpdateView,
    Tone,
)
from learning_loop.present.words import day_view, joined

ISSUES = LinkView("Issues and risks", "logs/issues/")
CHALLENGES = LinkView("Challenges", "logs/challenges/")

LIKELIHOOD = ("", "rare", "unlikely", "possible", "likely", "almost certain")
IMPACT = ("", "very little", "little", "some", "much", "very much")
LEVELS: dict[RiskLevel, tuple[str, Tone]] = {
    "very-high": ("very high", "red"),
    "high": ("high", "red"),
    "moderate": ("moderate", "amber"),
    "low": ("low", "green"),
}
STATUS: dict[IssueStatus, str] = {"open": "open", "watching": "watching", "closed": "closed"}
STATES: dict[ChallengeState, tuple[str, str, Tone]] = {
    "unanswered": ("Without an answer", "response-awaiting", "red"),
    "answered": ("Answered, not resolved", "delivery-in-progress", "amber"),
    "resolved": ("Resolved", "delivery-complete", "green"),
}
STAGES: dict[Stage, str] = {
    "managers": "Managers",
    "escalation-leads": "Escalation leads",
    "senior-leaders": "Senior leaders",
    "independent-chair": "Independent chair",
    "safeguarding-partners": "Safeguarding partners",
}


def log_specs(desk: Desk) -> list[Spec]:
    """List the pages of the logs, which only the professional site has."""
    if desk.audience is not Audience.PROFESSIONAL:
        return []
    return [Spec(ISSUES.path, present_issues), Spec(CHALLENGES.path, present_challenges)]


def present_issues(desk: Desk) -> LogPage:
    """Make the log of issues and risks: the open ones first, those that matter most before the others."""
    issues = sorted(desk.library.registers.issues, key=lambda one: (-one.score, -one.impact, one.ref))
    groups = [
        ("Open", "open", [one for one in issues if one.status == "open"]),
        ("Watching", "watching", [one for one in issues if one.status == "watching"]),
        ("Closed", "closed", sorted((one for one in issues if not one.is_open), key=_newest_end)),
    ]
    intro = (
        "What has gone wrong or may go wrong in what we set out to do, who deals with it, and how it ended. "
        "A risk’s number is how likely it is times how much it would matter to children, each from 1 to 5."
    )
    marks: dict[str, tuple[str, Tone]] = {
        "open": ("flag-overdue", "red"),
        "watching": ("eye", "amber"),
        "closed": ("delivery-complete", "green"),
    }
    return LogPage(
        head=desk.head("Log of issues and risks", intro, ISSUES.path),
        crumbs=(LinkView("The business unit’s desk", "desk/"),),
        title="Log of issues and risks",
        contents=_contents(groups),
        intro=intro,
        counts=tuple(
            CountLink(title, f"{ISSUES.path}#{anchor}", f"{len(found):,}", mark=marks[anchor][0], tone=marks[anchor][1])
            for title, anchor, found in groups
        ),
        groups=tuple(
            LogGroup(title, anchor, f"{len(found):,}", tuple(_issue(one, desk) for one in found))
            for title, anchor, found in groups
            if found
        ),
        none="" if issues else "Nothing has been logged yet.",
    )


def present_challenges(desk: Desk) -> LogPage:
    """Make the log of challenges: those without an answer first, the oldest before the others."""
    challenges = sorted(desk.library.registers.challenges, key=lambda one: (one.raised_on, one.ref))
    groups = [
        (words, state, [one for one in challenges if one.state == state]) for state, (words, _, _) in STATES.items()
    ]
    groups[-1][2].sort(key=_newest_end)
    intro = (
        "Where one of us asked others why something was not done, or did not help children: what was asked, of whom, what they answered, "
        "and what is different now. An answer alone does not end a challenge."
    )
    return LogPage(
        head=desk.head("Log of challenges", intro, CHALLENGES.path),
        crumbs=(LinkView("The business unit’s desk", "desk/"),),
        title="Log of challenges",
        contents=_contents(groups),
        intro=intro,
        counts=tuple(
            CountLink(
                words,
                f"{CHALLENGES.path}#{state}",
                f"{len(found):,}",
                mark=STATES[state][1],
                tone=STATES[state][2],
            )
            for words, state, found in groups
        ),
        groups=tuple(
            LogGroup(words, state, f"{len(found):,}", tuple(_challenge(one, desk) for one in found))
            for words, state, found in groups
            if found
        ),
        none="" if challenges else "Nothing has been logged yet.",
    )


def _newest_end(one: LogEntry) -> tuple[int, str]:
    ended = one.closed_on if isinstance(one, Issue) else one.resolved_on
    return -(ended or one.raised_on).toordinal(), one.ref


def _contents(groups: Sequence[tuple[str, str, Sequence[LogEntry]]]) -> tuple[ContentsEntry, ...]:
    return tuple(
        entry
        for title, anchor, found in groups
        if found
        for entry in (
            ContentsEntry(title, anchor, f"{len(found):,}"),
            *(ContentsEntry(f"{one.ref} {one.title}", one.ref.lower()) for one in found),
        )
    )


def _issue(one: Issue, desk: Desk) -> LogEntryView:
    facts = [
        FactView("Raised", f"{day_view(one.raised_on).words} by {_name(one.raised_by, desk)}"),
        FactView("Owner", _name(one.owner, desk)),
    ]
    if one.likelihood:
        facts.append(FactView("Likelihood", f"{one.likelihood} of 5, {LIKELIHOOD[one.likelihood]}"))
    if one.impact:
        facts.append(FactView("Impact on children", f"{one.impact} of 5, {IMPACT[one.impact]}"))
    if one.closed_on:
        facts.append(FactView("Closed", date=day_view(one.closed_on)))
    level, tone = LEVELS[one.level] if one.level else ("", "ink")
    words = f"{one.kind.capitalize()}, {STATUS[one.status]}" + (f", {level} ({one.score} of 25)" if level else "")
    return LogEntryView(
        ref=one.ref,
        anchor=one.ref.lower(),
        title=one.title,
        status=words,
        mark="delivery-complete" if not one.is_open else "eye" if one.status == "watching" else "info",
        tone=tone if one.is_open else "ink",
        what=one.what,
        answer_title="What is being done" if one.is_open else "What was done",
        answer=one.mitigation,
        no_answer="",
        facts=(*facts, *_actions(one, desk)),
        outcome=one.outcome,
        updates=_updates(one),
    )


def _challenge(one: Challenge, desk: Desk) -> LogEntryView:
    words, mark, tone = STATES[one.state]
    facts = [
        FactView("Raised", f"{day_view(one.raised_on).words} by {_name(one.raised_by, desk)}"),
        FactView("To", joined([_name(body, desk) for body in one.to])),
        FactView("Followed up by", _name(one.owner, desk)),
        FactView("How far up it went" if not one.is_open else "How far up it is", STAGES[one.stage]),
    ]
    if one.resolved_on:
        facts.append(FactView("Resolved", date=day_view(one.resolved_on)))
    return LogEntryView(
        ref=one.ref,
        anchor=one.ref.lower(),
        title=one.title,
        status=words,
        mark=mark,
        tone=tone,
        what=one.what,
        answer_title="What they answered",
        answer=one.response,
        no_answer=f"Nothing yet. The last news was on {day_view(last_news(one)).words}.",
        facts=(*facts, *_actions(one, desk)),
        outcome=one.outcome,
        updates=_updates(one),
    )


def _name(body: str, desk: Desk) -> str:
    return body_name(body, desk.library.registers)


def _actions(one: LogEntry, desk: Desk) -> tuple[FactView, ...]:
    records = [desk.library.by_reference[reference] for reference in one.actions]
    if not records:
        return ()
    label = "Action" if len(records) == 1 else "Actions"
    links = (
        LinkView(f"{record.reference} {record.action.title}", desk.action_path(record))
        for record in records
    )  # fmt: skip
    return (FactView(label, links=tuple(links)),)


def _updates(one: LogEntry) -> tuple[LogUpdateView, ...]:
    return tuple(LogUpdateView(day_view(update.on), update.note) for update in reversed(one.updates))


def logged_facts(record: ActionRecord, desk: Desk) -> tuple[FactView, ...]:
    """Give where an action is spoken of in the logs; nothing on the public site, which has none."""
    registers = desk.library.registers
    logs: tuple[tuple[str, Sequence[LogEntry]], ...] = (
        ("Raised in the challenge log", registers.challenges),
        ("In the log of issues and risks", registers.issues),
    )
    facts = []
    for label, entries in logs:
        links = tuple(
            LinkView(f"{one.ref} {one.title}", log_path(one)) for one in entries if record.reference in one.actions
        )
        if links:
            facts.append(FactView(label, links=links))
    return tuple(facts)
