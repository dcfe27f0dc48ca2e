"""The actions of an action plan, in every state that the three axes allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from author import Author
from front_matter import Value
from items import TODAY, Item

_RECENT, _SETTLED = timedelta(days=150), timedelta(days=540)
"""Up to which age most actions of a plan have hardly begun, and from which most are delivered."""
_LONGEST_WORK = timedelta(days=1100)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an action stands today on its three axes."""

    response: str
    delivery: str = "not-started"
    impact: str = "not-yet-evaluated"

    @property
    def needs_another_action(self) -> bool:
        """Whether it must name the action that comes after it."""
        return self.delivery == "superseded" or self.impact == "not-embedded"

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The axes in the order in which updates set them, each with the value that it got."""
        steps = [("response", self.response)] if self.response != "awaiting" else []
        if self.delivery in ("in-progress", "complete"):
            steps.append(("delivery", "in-progress"))
        if self.delivery not in ("not-started", "in-progress"):
            steps.append(("delivery", self.delivery))
        if self.impact != "not-yet-evaluated":
            steps.append(("impact", "gathering-evidence"))
        if self.impact in ("embedded", "not-embedded"):
            steps.append(("impact", self.impact))
        return steps


_OUTCOMES: tuple[tuple[Outcome, tuple[int, int, int]], ...] = (
    (Outcome("awaiting"), (6, 2, 1)),
    (Outcome("accepted"), (6, 3, 1)),
    (Outcome("accepted", "in-progress"), (4, 8, 3)),
    (Outcome("accepted", "complete"), (0, 5, 3)),
    (Outcome("accepted", "complete", "gathering-evidence"), (0, 4, 5)),
    (Outcome("accepted", "complete", "embedded"), (0, 2, 12)),
    (Outcome("accepted", "complete", "not-embedded"), (0, 1, 3)),
    (Outcome("accepted", "superseded"), (0, 1, 2)),
    (Outcome("accepted", "no-longer-applicable"), (0, 1, 2)),
    (Outcome("accepted-in-part", "in-progress"), (1, 2, 1)),
    (Outcome("accepted-in-part", "complete", "embedded"), (0, 1, 2)),
    (Outcome("accepted-alternative", "in-progress"), (1, 1, 1)),
    (Outcome("accepted-alternative", "complete", "gathering-evidence"), (0, 1, 1)),
    (Outcome("not-accepted"), (1, 1, 1)),
)
"""Each state, with how often it comes in a recent, a younger and an old plan."""
_ALL_OUTCOMES = tuple([outcome for outcome, often in _OUTCOMES for _ in range(often[age])] for age in range(3))
_NOT_BEGUN = Outcome("awaiting")
_MOST_ACTIONS = 12
_TITLES = ("{} asks what has changed for {}", "{} and {} on one page", "every {} has a {}")


def invent_actions(plan: Item, author: Author) -> list[Mapping[str, Value]]:
    """Give the five to twelve actions of a plan; ``R1/A1`` is always among them."""
    refs = list(_refs(plan, author))
    return [_action(plan, refs, position, author) for position in range(len(refs))]


def _refs(plan: Item, author: Author) -> Iterator[str]:
    """Give the refs in order: an action for each answered recommendation, more for some, and at times one for none."""
    assert plan.case is not None
    answered = plan.case.answered
    free = int(answered < _MOST_ACTIONS and author.prose.chance(0.1))
    extra = max(0, author.prose.number(5, _MOST_ACTIONS) - answered - free)
    answers = sorted([*range(answered), *(author.prose.number(0, answered - 1) for _ in range(extra))])
    for position, recommendation in enumerate(answers):
        yield f"R{recommendation + 1}/A{position - answers.index(recommendation) + 1}"
    if free:
        yield "A1"


def _outcome(plan: Item, author: Author, *, is_last: bool) -> Outcome:
    if plan.published > TODAY:
        return _NOT_BEGUN
    age = TODAY - plan.published
    outcomes = _ALL_OUTCOMES[(age > _RECENT) + (age > _SETTLED)]
    return author.prose.pick([outcome for outcome in outcomes if not (is_last and outcome.needs_another_action)])


def _action(plan: Item, refs: list[str], position: int, author: Author) -> Mapping[str, Value]:
    prose = author.prose
    outcome = _outcome(plan, author, is_last=position == len(refs) - 1)
    another = refs[position + 1] if outcome.needs_another_action else ""
    updates = list(_updates(plan, outcome, author))
    sample = prose.pick((20, 30, 40, 50, 60))
    return {
        "ref": refs[position],
        "title": prose.phrase(prose.pick(_TITLES)),
        "what": prose.paragraph(prose.number(20, 40)),
        "detail": prose.paragraph(prose.number(20, 60)) if prose.chance(0.5) else "",
        "owner": prose.pick(author.registers.agencies),
        "scope": prose.pick(("single-agency", "multi-agency")),
        "monitored_by": prose.pick(author.registers.groups) if prose.chance(0.3) else "",
        "due": author.partial_date(plan.published + timedelta(days=prose.number(60, 500))),
        "response": outcome.response,
        "response_reason": "" if outcome.response in ("awaiting", "accepted") else prose.paragraph(24),
        "delivery": outcome.delivery,
        "delivery_reason": prose.paragraph(20) if outcome.delivery == "no-longer-applicable" else "",
        "superseded_by": another if outcome.delivery == "superseded" else "",
        "impact": outcome.impact,
        "new_action": another if outcome.impact == "not-embedded" else "",
        "measure": f"{prose.number(sample // 2, sample - 2)} of {sample} records show {prose.word()}",
        "evidence": list(_evidence(plan, outcome, updates, sample, author)),
        "updates": updates,
    }


def _updates(plan: Item, outcome: Outcome, author: Author) -> Iterator[Mapping[str, Value]]:
    """Give dated notes, oldest first, that lead to the outcome; some set nothing."""
    steps = outcome.steps
    until = min(TODAY, plan.published + _LONGEST_WORK)
    gap = (until - plan.published) / (len(steps) + 1)
    for position, (axis, value) in enumerate(steps):
        day = plan.published + gap * position
        yield {"on": day, "note": author.prose.paragraph(author.prose.number(6, 20)), axis: value}
        if author.prose.chance(0.35):
            yield {"on": day + gap / 2, "note": author.prose.paragraph(author.prose.number(10, 30))}


def _evidence(
    plan: Item, outcome: Outcome, updates: list[Mapping[str, Value]], sample: int, author: Author
) -> Iterator[Mapping[str, Value]]:
    """Give what an impact was decided on, and at times what has been gathered so far."""
    decided = outcome.impact in ("embedded", "not-embedded")
    if not (decided or (outcome.impact == "gathering-evidence" and author.prose.chance(0.5))):
        return
    prose = author.prose
    seen_on = _last_decision(updates)
    before = prose.number(5, sample // 2)
    after = min(sample, before + (prose.number(8, sample) if outcome.impact == "embedded" else 2))
    yield {
        "title": prose.phrase("Audit of {} and {} records"),
        "on": seen_on,
        "by": prose.pick((*author.registers.groups, *author.registers.agencies)),
        "text": prose.paragraph(prose.number(10, 24)),
        "before": {"label": f"{plan.published:%B %Y}", "value": before, "of": sample},
        "after": {"label": f"{seen_on:%B %Y}", "value": after, "of": sample},
        "link": author.shelf.pick(plan, prose).id if prose.chance(0.25) else "",
        "does_not_show": prose.paragraph(prose.number(10, 22)),
    }


def _last_decision(updates: list[Mapping[str, Value]]) -> date:
    """Give the day of the last update that set the impact."""
    days = (update["on"] for update in updates if "impact" in update)
    return max(day for day in days if isinstance(day, date))
