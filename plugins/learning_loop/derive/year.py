"""The year's work in figures: what was promised, recommended, done and heard between April and March, from dated records alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from learning_loop.derive.feedback import FeedbackYear, derive_feedback_year
from learning_loop.derive.history import START, State, last_heard, opened_on, reached_on, state_on
from learning_loop.derive.library import ActionRecord, Library
from learning_loop.derive.programme import Period, Tally, april_year, derive_tallies, year_of
from learning_loop.model.publication import Event, Publication, Recommendation, Review, Training

Decision = Literal["accepted", "partly", "not-accepted", "none"]


class YearAction(NamedTuple):
    """One action as the year saw it."""

    record: ActionRecord
    before: State
    """Where it stood on the last day before the year; `START` for one that was made in it."""
    after: State
    """Where it stood on the last day of the year, or today."""
    made: bool
    open_before: bool
    """Made before the year and not delivered when it began."""
    delivered_on: date | None
    """The day on which it was delivered, when that was in the year."""
    changed: bool
    """Whether an update of the year, after the one that made it, gave a new answer to any of the three questions."""
    ended: bool
    """Whether a decision of the year ended it."""
    decided: Literal["", "embedded", "not-embedded"]
    """What was decided about its impact in the year."""

    @property
    def is_late(self) -> bool:
        """Say whether it was delivered in the year, and after its day."""
        return self.delivered_on is not None and self.delivered_on > self.record.action.due.last_day


class YearRecommendation(NamedTuple):
    """One recommendation, and what was decided by the end of the year."""

    source: Publication
    recommendation: Recommendation
    actions: tuple[YearAction, ...]
    decision: Decision
    answers: tuple[str, ...]
    """The responses that its actions had at the end of the year, each once; or the one that is typed."""
    made: bool
    """Whether it was made in the year."""
    decided: bool
    """Whether the answers of its actions came to another decision in the year."""


class Year(NamedTuple):
    """Everything that the yearly report shows."""

    period: Period
    end: date
    """Its last day, or today while it runs."""
    tallies: tuple[Tally, ...]
    reviews: tuple[Publication, ...]
    actions: tuple[YearAction, ...]
    """Those that the year touched: open before it, made, delivered, changed or decided in it."""
    undecided: int
    """Actions that were delivered at the end of the year and of which nobody had decided whether they changed anything."""
    overdue: int
    recommendations: tuple[YearRecommendation, ...]
    """Made or decided in the year, and those of earlier years that still had no answer at its end."""
    shared: tuple[tuple[date, Publication], ...]
    """What was published or held to share learning, by day; a course stands once for each day on which it ran."""
    feedback: FeedbackYear

    @property
    def is_running(self) -> bool:
        """Say whether the year has not ended."""
        return self.end < self.period.last


SHARED = ("newsletter", "bulletin", "briefing", "practice-guidance", "executive-summary", "policy")
"""Types whose publication shares learning; events and training share it on the days on which they take place."""


def years_with_data(library: Library) -> list[int]:
    """Give the years, each by the calendar year in which it begins, from the first publication or feedback to today; newest first."""
    days = [one.published for one in library.newest_first] + [one.heard_on for one in library.registers.feedback]
    first = min(days, default=library.today)
    return list(range(year_of(library.today), year_of(first) - 1, -1))


def derive_year(library: Library, first: int) -> Year:
    """Derive the figures of the April-to-March year that begins in a calendar year."""
    period = april_year(first)
    end = min(period.last, library.today)
    there = [_year_action(record, period, end) for record in library.actions if opened_on(record) <= end]
    by_reference = {one.record.reference: one for one in there}
    tallies = [
        tally
        for target in library.registers.framework.targets
        for tally in derive_tallies(target, library, period.first, end)
        if tally.period.first >= period.first
    ]
    return Year(
        period,
        end,
        tuple(tallies),
        tuple(one for one in reversed(library.by_type.get("review", ())) if period.first <= one.published <= end),
        tuple(one for one in there if one.made or one.open_before or one.changed or one.decided),
        sum(one.after.is_undecided for one in there),
        sum(one.after.is_undelivered and one.record.action.due.last_day < end for one in there),
        tuple(_recommendations(library, by_reference, period, end)),
        tuple(sorted(_shared(library, period, end), key=lambda entry: (entry[0], entry[1].id))),
        derive_feedback_year(library.registers.feedback, library.by_type.get("training", ()), period.first, end),
    )


def _year_action(record: ActionRecord, period: Period, end: date) -> YearAction:
    action, opened = record.action, opened_on(record)
    if opened < period.first and last_heard(record) < period.first:
        stands = State(action.response, action.delivery, action.impact)
        return YearAction(
            record, stands, stands, made=False, open_before=stands.is_undelivered, delivered_on=None, changed=False, ended=False, decided="",
        )  # fmt: skip
    eve = period.first - timedelta(1)
    made = period.first <= opened <= end
    before = state_on(action, eve) if opened < period.first else START
    after = state_on(action, end)
    reached = reached_on(action, "delivery", "complete", end)
    impact = after.impact if after.impact in ("embedded", "not-embedded") else ""
    decided_on = reached_on(action, "impact", impact, end) if impact else None
    return YearAction(
        record=record,
        before=before,
        after=after,
        made=made,
        open_before=opened < period.first and before.is_undelivered,
        delivered_on=reached if reached is not None and reached >= period.first and before.delivery != "complete" else None,
        changed=any(
            period.first <= update.on <= end and (update.on > opened or not made) and (update.response or update.delivery or update.impact)
            for update in action.updates
        ),
        ended=after.has_ended and not before.has_ended and opened <= end,
        decided=impact if decided_on is not None and decided_on >= period.first and impact != before.impact else "",
    )  # fmt: skip


def _recommendations(
    library: Library, actions: dict[str, YearAction], period: Period, end: date
) -> Iterator[YearRecommendation]:
    moved, answered = _answers(actions.values())
    for source in reversed(library.newest_first):
        if not source.recommendations or source.published > end:
            continue
        for recommendation in source.recommendations:
            place = (source.id, recommendation.ref)
            settled = place in answered or recommendation.response not in (None, "awaiting")
            if source.published < period.first and settled and place not in moved:
                continue
            one = _recommendation(source, recommendation, library, actions, period, end)
            waiting = one.decision == "none" and source.published < period.first and source.withdrawn is None
            if one.made or one.decided or waiting:
                yield one


def _answers(actions: Iterable[YearAction]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Give the recommendations whose actions the year touched, and those that an action answered, each as its source and ref."""
    moved, answered = set(), set()
    for one in actions:
        place = (one.record.source.id, one.record.action.recommendation)
        if one.made or one.changed:
            moved.add(place)
        if one.after.response != "awaiting":
            answered.add(place)
    return moved, answered


def _recommendation(
    source: Publication,
    recommendation: Recommendation,
    library: Library,
    actions: dict[str, YearAction],
    period: Period,
    end: date,
) -> YearRecommendation:
    answering = tuple(
        actions[record.reference]
        for record in library.actions_from.get(source.id, ())
        if record.action.recommendation == recommendation.ref and record.reference in actions
    )
    answers = [one.after.response for one in answering]
    if not answering and recommendation.response is not None:
        answers = [recommendation.response]
    earlier = _decision([one.before.response for one in answering])
    return YearRecommendation(
        source,
        recommendation,
        answering,
        _decision(answers),
        tuple(dict.fromkeys(answers)),
        period.first <= source.published <= end,
        bool(answering) and earlier != _decision(answers),
    )


def _decision(answers: Sequence[str]) -> Decision:
    """Say what all the answers to a recommendation come to."""
    given = {answer for answer in answers if answer != "awaiting"}
    if not given:
        return "none"
    if given == {"not-accepted"}:
        return "not-accepted"
    return "accepted" if given == {"accepted"} and "awaiting" not in answers else "partly"


def _shared(library: Library, period: Period, end: date) -> Iterator[tuple[date, Publication]]:
    for one in library.newest_first:
        if isinstance(one.details, Event):
            days: tuple[date, ...] = () if one.details.cancelled else (one.details.starts.date(),)
        elif isinstance(one.details, Training):
            days = one.details.dates
        else:
            days = (one.published,) if one.type in SHARED else ()
        yield from ((day, one) for day in days if period.first <= day <= end)


def not_obtained(review: Publication) -> tuple[tuple[str, str], ...]:
    """Give which voices a review did not obtain, each with the reason."""
    assert isinstance(review.details, Review)
    voices = (
        ("child", review.details.child_voice),
        ("family", review.details.family_voice),
        ("practitioner", review.details.practitioner_voice),
    )
    return tuple((whose, voice.not_obtained) for whose, voice in voices if voice.not_obtained)
