"""The business unit's desk: everything that waits for somebody, in words, for the page and for the command `loop status`."""

from __future__ import annotations

from learning_loop.derive.attention import (
    DUE_SOON,
    NEWS,
    SECTIONS,
    SILENCE,
    Attention,
    Entry,
    SectionId,
    body_name,
    derive_attention,
)
from learning_loop.derive.feedback import FOLLOW_UP
from learning_loop.derive.year import years_with_data
from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.registers import Registers
from learning_loop.present.calendars import DUE_FILE, calendars_link, subscribe_view
from learning_loop.present.desk import Desk
from learning_loop.present.feedback import feedback_link
from learning_loop.present.logs import CHALLENGES, ISSUES
from learning_loop.present.programme import PROGRAMME
from learning_loop.present.spec import Spec
from learning_loop.present.views import AttentionPage, AttentionRow, AttentionSection, CountLink, LinkView, Tone
from learning_loop.present.words import count_words, joined, number_words, sentence
from learning_loop.present.year_report import report_link

DESK = LinkView("The business unit’s desk", "desk/")
MOST_ROWS = 100
"""Rows of a section on the page; `loop status` has them all."""

BUSINESS_UNIT = "Business unit"

_TITLES: dict[SectionId, tuple[str, str, str, Tone]] = {
    "six-months": ("Reviews whose six months run", "six months", "review", "amber"),
    "overdue": ("Actions that are overdue", "overdue actions", "flag-overdue", "red"),
    "unanswered": ("Recommendations and actions without an answer", "without an answer", "response-awaiting", "red"),
    "no-actions": ("Recommendations without an action", "recommendations without an action", "finding", "red"),
    "silent": ("Open actions without news", "open actions without news", "delivery-in-progress", "amber"),
    "undecided": ("Done, and nobody has decided whether it changed anything", "done, impact not decided", "impact-not-yet-evaluated", "amber"),
    "challenges": ("Challenges without news", "challenges without news", "people", "amber"),
    "issues": ("Issues and risks without news", "issues and risks without news", "info", "amber"),
    "feedback": ("What people told us, without a decision", "feedback without a decision", "people", "amber"),
    "untold": ("Policies that changed, and nobody was told", "changed policies not told of", "policy", "amber"),
    "review-due": ("Documents to be reviewed", "documents to be reviewed", "clock", "amber"),
    "programme": ("Behind the programme", "behind the programme", "event", "amber"),
    "planned": ("In the programme, and not done", "planned and not done", "event", "amber"),
    "follow-up": ("Courses that nobody was asked about later", "courses to be followed up", "training", "amber"),
    "no-training": ("Learning without training", "learning without training", "training", "ink"),
    "first-year": ("Reviews in their first year", "reviews in their first year", "review", "ink"),
}  # fmt: skip
"""Title, its words under a number, mark and tone of each section."""

_ABOUT: dict[SectionId, str] = {
    "six-months": "A review is published at most six months after the decision to make it, or says why not. Never pass this list on: these reviews are not published.",
    "overdue": "Their day has passed and they are not delivered.",
    "unanswered": "The owner has been asked and has not said yes or no.",
    "no-actions": "Nobody has agreed to do anything about them, and nobody has said why not.",
    "silent": f"They are not late, and nobody has written anything about them for more than {SILENCE} days.",
    "undecided": "Everything promised was done. Whether anything is different for children has not been decided.",
    "challenges": f"They are not resolved, and nobody has written anything about them for more than {SILENCE} days.",
    "issues": f"They are not closed, and nobody has written anything about them for more than {SILENCE} days.",
    "feedback": "Somebody took the trouble to tell us, and nobody has decided what to do about it.",
    "untold": f"They are new or changed in the last {NEWS.days} days, and no bulletin or newsletter has told of them since.",
    "review-due": f"Their review date has passed, or comes within {DUE_SOON.days} days.",
    "programme": "What the framework promises for the year or term that runs, where less is done than the time that has gone by would ask.",
    "planned": "The programme has them for a day that has passed. Nobody has done them, or written down that they were.",
    "follow-up": f"{sentence(number_words(FOLLOW_UP, 'month'))} after a course, those who came are asked what they use of it. For these days of the last year nobody has noted an answer.",
    "no-training": "Reviews, and briefings that came from no review here, that no training names.",
    "first-year": "A statutory review stays public for at least one year. Taking one down earlier stops the build.",
}
_NONE: dict[SectionId, str] = {
    "six-months": "No review is waiting to be published.",
    "overdue": "No action is overdue.",
    "unanswered": "Every recommendation and action has its answer.",
    "no-actions": "Every recommendation has an action or a decision.",
    "silent": "Every open action has had news lately.",
    "undecided": "For every action that is done, somebody has decided whether it changed anything.",
    "challenges": "Every open challenge has had news lately.",
    "issues": "Every open issue and risk has had news lately.",
    "feedback": "For everything that people told us, somebody has decided what to do.",
    "untold": "Every change of a policy has been told.",
    "review-due": "No document is due for review.",
    "programme": "Nothing is behind.",
    "planned": "Everything in the programme was done in its time.",
    "follow-up": "Every course of the last year was followed up in its time.",
    "no-training": "All learning has its training.",
    "first-year": "No statutory review is in its first year.",
}


def attention_specs(desk: Desk) -> list[Spec]:
    """List the desk's page, which only the professional site has."""
    return [Spec(DESK.path, present_desk)] if desk.audience is Audience.PROFESSIONAL else []


def present_desk(desk: Desk) -> AttentionPage:
    """Make the business unit's desk."""
    library = desk.library
    attention = derive_attention(library)
    shown = [section for section in SECTIONS if section != "six-months"]
    intro = (
        f"Everything that waits for somebody on {day_words(library.today)}, most urgent first. It is worked out from the library on every build: "
        "to take a line away, do what it asks and write it down. Reviews that are not published yet are not on this site."
    )
    return AttentionPage(
        head=desk.head(DESK.label, intro, DESK.path),
        title=DESK.label,
        issue_links=desk.issue_links(DESK.label),
        intro=intro,
        counts=tuple(_count(section, len(attention[section])) for section in shown),
        sections=tuple(
            present_section(section, attention[section], library.registers, most=MOST_ROWS) for section in shown
        ),
        logs=(
            CountLink(ISSUES.label, ISSUES.path, f"{sum(one.is_open for one in library.registers.issues):,} open"),
            CountLink(
                CHALLENGES.label, CHALLENGES.path, f"{sum(one.is_open for one in library.registers.challenges):,} open"
            ),
            *(CountLink(link.label, link.path) for link in (*feedback_link(desk), *calendars_link(desk))),
            CountLink(PROGRAMME.label, PROGRAMME.path),
            *(CountLink(link.label, link.path) for link in map(report_link, years_with_data(library)[:2])),
        ),
        subscribe=subscribe_view(desk, DUE_FILE, "Keep the days by which something is due in your calendar:"),
    )


def _count(section: SectionId, count: int) -> CountLink:
    _, label, mark, tone = _TITLES[section]
    return CountLink(
        label[:1].upper() + label[1:],
        f"{DESK.path}#{section}",
        f"{count:,}",
        mark=mark,
        tone=tone if count else "muted",
    )


def present_sections(attention: Attention, registers: Registers, *, unpublished: bool) -> list[AttentionSection]:
    """Give every section in words, with all its rows; that of unpublished reviews only for who asked for it."""
    return [
        present_section(section, attention[section], registers)
        for section in SECTIONS
        if unpublished or section != "six-months"
    ]


def present_section(
    section: SectionId, entries: tuple[Entry, ...], registers: Registers, *, most: int = 0
) -> AttentionSection:
    """Give one section in words; with ``most``, no more rows than that."""
    shown = entries[:most] if most else entries
    left = len(entries) - len(shown)
    return AttentionSection(
        title=_TITLES[section][0],
        anchor=section,
        count=f"{len(entries):,}",
        about=_ABOUT[section],
        rows=tuple(_row(entry, registers) for entry in shown),
        none=_NONE[section],
        more=f"And {left:,} more. The command loop status lists them all." if left else "",
    )


def _row(entry: Entry, registers: Registers) -> AttentionRow:
    return AttentionRow(
        id=entry.id if entry.id.isupper() or "/" in entry.id else "",
        title=entry.title,
        path=entry.path,
        since=_since(entry),
        who=owner_words(entry, registers),
        do=advice(entry),
    )


def owner_words(entry: Entry, registers: Registers) -> str:
    """Name who has it; the business unit for what has no owner of its own."""
    names = [body_name(owner, registers) for owner in entry.owners]
    return joined(names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} others"]) or BUSINESS_UNIT


def _since(entry: Entry) -> str:
    """Say since when it waits, or until when there is time."""
    day, ago = day_words(entry.since), count_words(abs(entry.days), "day")
    if entry.section == "overdue":
        return f"Due {day}, {ago} late"
    if entry.section == "undecided":
        return f"Done {day}, {ago} ago"
    if entry.section in ("silent", "challenges", "issues"):
        return f"Last news {day}, {ago} ago"
    if entry.section == "feedback":
        return f"Heard {day}, {ago} ago"
    if entry.section == "untold":
        return f"{'New' if entry.state else 'Changed'} {day}, {ago} ago"
    if entry.section == "follow-up":
        return f"Was due by {day}, {ago} ago"
    if entry.section in ("review-due", "six-months", "planned"):
        return (
            f"Was due by {day}, {ago} ago"
            if entry.days > 0
            else f"By {day}, in {ago}"
            if entry.days
            else f"Today, {day}"
        )
    if entry.section == "programme":
        done = f"{entry.done} of {entry.wanted} done" + (f", {entry.planned} announced" if entry.planned else "")
        return f"{done}, {entry.period}"
    if entry.section == "first-year":
        return f"Until {day}" if entry.days < 0 else f"Since {day}"
    return f"Since {day}, {ago}"


def advice(entry: Entry) -> str:
    """Say what to do about it."""
    missing = count_words(max(0, entry.wanted - entry.done - entry.planned), "more", "more")
    by_state = _ADVICE[entry.section]
    words = by_state.get(entry.state) or by_state[""]
    if entry.section == "overdue" and entry.heard is not None:
        words = f"{words} The last word was on {day_words(entry.heard)}."
    return words.format(missing=missing, id=entry.id)


_ADVICE: dict[SectionId, dict[str, str]] = {
    "six-months": {
        "": "Publish it by then, or write in delay_reason why not.",
        "explained": "The reason for the delay is written. Keep the day of publication true.",
    },
    "overdue": {"": "Ask for a new day, or for the update that says it is done."},
    "unanswered": {"": "Ask for the answer: accepted, in part, another way, or not accepted and why."},
    "no-actions": {"": "Ask for an action with an owner and a day, or record the decision and its reason."},
    "silent": {
        "": "Ask how far it is, and write a dated update.",
        "not-started": "Ask when it begins, and write a dated update.",
    },
    "undecided": {
        "": "Agree who will look, at what, and by when.",
        "gathering-evidence": "Ask for the decision: embedded, with the evidence, or not embedded, with a new action.",
    },
    "challenges": {
        "": "Ask for the answer, or take it up a stage.",
        "answered": "Decide whether the answer ends it, and write how it ended.",
    },
    "issues": {
        "": "Ask the owner what has been done, and write it down.",
        "watching": "Look whether it is still a risk. If not, close it and say how it ended.",
    },
    "feedback": {
        "": "Decide: write in done what was changed, or in not_done why nothing was; then tell those who said it.",
    },
    "untold": {
        "": "Tell those who work by it what is different: loop new bulletin --from {id}.",
        "new": "Tell those who will work by it: loop new bulletin --from {id}.",
    },
    "review-due": {
        "": "Agree who reviews it, so that a new date or a new version is there in time.",
        "over": "Review it now: set a new date, or publish what takes its place.",
    },
    "programme": {
        "": "Plan {missing} in what is left of the period.",
        "over": "The period has ended. Say in the yearly report why it fell short.",
    },
    "planned": {
        "": "Name the item that it became, or the day on which it was done; or set a new day, or say why it is dropped."
    },
    "follow-up": {"": "Ask those who came, and note what they say as a follow-up in the register of feedback."},
    "no-training": {"": "Plan training that embeds it and names it under about; or decide that none is needed."},
    "first-year": {
        "": "Nothing to do. Do not take it down before then.",
        "over": "It may be withdrawn now. Its learning is still needed: most reviews should stay.",
    },
}
"""What to do, by section and state; the words under '' serve every other state."""
