"""What a chair must be sure of before saying yes: days that the law sets, and who has to agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from learning_loop.catalogue.checks import STATUTORY_YEAR
from learning_loop.derive.attention import six_months_after
from learning_loop.derive.feedback import FOLLOW_UP
from learning_loop.disclosure.finding import Severity
from learning_loop.model.dates import day_words, months_after
from learning_loop.model.framework import ReviewType
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import AnnualReport, Plan, Publication, Review, Training
from learning_loop.present.words import count_words, joined, number_words
from learning_loop.reporting.actions import ActionChange
from learning_loop.reporting.disclosing import Disclosure
from learning_loop.reporting.edition import Edition
from learning_loop.reporting.items import ItemChange
from learning_loop.reporting.reach import EmailChange
from learning_loop.reporting.statutory import (
    PANEL_NOTICE,
    RAPID_REVIEW,
    YEARLY,
    first_working_day,
    is_rapid,
    is_serious_case,
    working_days_after,
    working_days_before,
)
from learning_loop.reporting.views import TickView

_APPEARING = frozenset({"new", "later", "opened", "rescheduled"})
"""Fates by which readers come to see something, or see it on another day."""


def list_ticks(
    changes: Sequence[ItemChange],
    actions: Sequence[ActionChange],
    emails: Sequence[EmailChange],
    disclosure: Disclosure,
    warned: int,
    head: Edition,
    today: date,
) -> Iterator[TickView]:
    """Give the checklist of a change. What the data show to be so is ticked already. ``warned`` is how often the check warns of what changes."""
    for change in changes:
        if change.after is not None and change.fate in _APPEARING:
            yield from _dates_of(change, head, today)
    yield from _answers(changes, head)
    yield from _owners(actions, head)
    yield from _readers(changes, disclosure, head)
    if warned:
        yield TickView(f"Somebody has looked at {count_words(warned, 'warning')} of loop check about what changes.")
    for email in emails:
        if email.is_new:
            yield TickView(
                f"The e-mail of ‘{email.one.title}’ has been looked at (loop email {email.one.id} --open), and the day on which it is sent is agreed."
            )
    if changes or actions:
        yield TickView("The chair, or whoever the chair has named for it, agrees that this is published.")


def _dates_of(change: ItemChange, head: Edition, today: date) -> Iterator[TickView]:
    one, now = change.after, change.now
    assert one is not None
    assert now is not None
    if isinstance(one.details, Review):
        kind = head.registers.framework.review_types.get(one.details.review_type)
        if kind is not None:
            yield from _review(one, one.details, kind, now.day, today)
    elif isinstance(one.details, AnnualReport):
        yield from _annual_report(one, one.details, now.day, head)
    elif isinstance(one.details, Training) and one.details.dates:
        ask = months_after(max(one.details.dates), FOLLOW_UP)
        yield TickView(
            f"‘{one.title}’: ask those who came what they use of it by {day_words(ask)}, {number_words(FOLLOW_UP, 'month')} after the last day."
        )
    if one.type == "policy" and one.review_due is not None:
        yield TickView(
            f"‘{one.title}’: to be looked at again by {one.review_due.words}.", done=one.review_due.last_day > today
        )


def _review(one: Publication, review: Review, kind: ReviewType, day: date, today: date) -> Iterator[TickView]:
    if is_rapid(kind):
        due = working_days_after(review.decided_on, RAPID_REVIEW)
        yield TickView(
            f"‘{one.title}’: a rapid review is done within {RAPID_REVIEW} working days. From {day_words(review.decided_on)} that is {day_words(due)}{_late(day, due)}.",
            done=day <= due,
        )
        if one.audience is Audience.PUBLIC:
            yield TickView(
                f"‘{one.title}’: rapid reviews are normally not published. The reason why this one is has been agreed."
            )
        return
    if not is_serious_case(kind):
        return
    due = six_months_after(review.decided_on)
    explained = (
        f", and the review says why: {review.delay_reason.rstrip('.')}" if review.delay_reason and day > due else ""
    )
    yield TickView(
        f"‘{one.title}’: published within six months of the decision of {day_words(review.decided_on)}, that is by {day_words(due)}{_late(day, due)}{explained}.",
        done=day <= due or bool(review.delay_reason),
    )
    if one.audience is Audience.PUBLIC:
        sent = working_days_before(day, PANEL_NOTICE)
        words = f"‘{one.title}’: the national panel and the Secretary of State have had copies since {day_words(sent)} at the latest, {number_words(PANEL_NOTICE, 'working day')} before publication on {day_words(day)}."
        if sent < today < day:
            words += f" That day has passed: where they have none yet, publish on {day_words(working_days_after(first_working_day(today), PANEL_NOTICE))} or later."
        yield TickView(words)
        yield TickView(
            f"‘{one.title}’: stays on the public site until {day_words(day + STATUTORY_YEAR)} at least (a build refuses to withdraw it earlier).",
            done=True,
        )


def _late(day: date, due: date) -> str:
    return f". It is dated {day_words(day)}, {count_words((day - due).days, 'day')} late" if day > due else ""


def _annual_report(one: Publication, report: AnnualReport, day: date, head: Edition) -> Iterator[TickView]:
    earlier = [
        other
        for other in head.publications.values()
        if isinstance(other.details, AnnualReport) and other.details.year < report.year
    ]
    if earlier:
        last = max(earlier, key=lambda other: other.published)
        due = months_after(last.published, YEARLY)
        yield TickView(
            f"‘{one.title}’: a yearly report is published at least every twelve months. After that of {day_words(last.published)} this is due by {day_words(due)}{_late(day, due)}.",
            done=day <= due,
        )


def _answers(changes: Sequence[ItemChange], head: Edition) -> Iterator[TickView]:
    """Find recommendations that are published with neither an answer nor an action."""
    answered: dict[str, set[str]] = {}
    for plan in head.publications.values():
        if isinstance(plan.details, Plan):
            answered.setdefault(plan.details.source, set()).update(a.recommendation for a in plan.details.actions)
    for change in changes:
        one = change.after
        if one is None or change.fate not in _APPEARING:
            continue
        open_ = [
            made.ref
            for made in one.recommendations
            if made.response is None and made.ref not in answered.get(one.id, ())
        ]
        if open_:
            yield TickView(
                f"‘{one.title}’: {joined(open_)} {'has' if len(open_) == 1 else 'have'} neither an action nor an answer yet. Somebody is at it."
            )


def _owners(actions: Sequence[ActionChange], head: Edition) -> Iterator[TickView]:
    agencies = head.registers.agencies
    by_owner: dict[str, list[str]] = {}
    for change in actions:
        if change.after is not None and (change.before is None or {"owner", "due", "what"} & set(change.fields)):
            by_owner.setdefault(change.after.owner, []).append(change.reference)
    for owner, references in by_owner.items():
        name = agencies[owner].name if owner in agencies else owner
        yield TickView(f"{name} agrees to {joined(references)} as written here.")


def _readers(changes: Sequence[ItemChange], disclosure: Disclosure, head: Edition) -> Iterator[TickView]:
    """Ask for the people who must have read what is new: whoever it is about, and a stranger to the case."""
    read = [
        one
        for change in changes
        if (one := change.after) is not None
        and (change.fate in _APPEARING or change.text or change.closed_text or change.attachments)
    ]
    for one in read:
        if one.type == "review" and one.people:
            yield TickView(
                f"‘{one.title}’: the child, the family and the practitioners know what will be published and when, or the reason why not is noted."
            )
    if read:
        yield TickView(
            f"Somebody who does not know the cases has read {number_words(len(read), 'new or changed text')} for what could tell who a child is."
        )
    looks = sum(one.severity is Severity.LOOK for one in disclosure.touched)
    if looks:
        yield TickView(f"Somebody has looked at {count_words(looks, 'finding')} of the disclosure check.")
    for waiver in disclosure.added:
        yield TickView(f"{waiver.approved_by} has indeed approved the waiver of {waiver.rule} in {waiver.file}.")
