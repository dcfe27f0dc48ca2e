"""The schema of the two logs: issues and risks, and challenges. Professionals alone ever see them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from learning_loop.model import logs as model
from learning_loop.schema.fields import Day, Id, Ids, ListOf, Strict, Text, Title, refuse

IssueRef = Annotated[str, StringConstraints(pattern=r"^IR-[0-9]{4}-[0-9]{2,}$")]
ChallengeRef = Annotated[str, StringConstraints(pattern=r"^CH-[0-9]{4}-[0-9]{2,}$")]
FullActionRef = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+/(R[0-9]+/)?A[0-9]+$")]
FullActionRefs = Annotated[tuple[FullActionRef, ...], ListOf]
OneToFive = Annotated[int, Field(ge=1, le=5)]


class LogUpdateFields(Strict):
    """A dated note on an entry of a log."""

    on: Day
    """The day."""
    note: Text
    """What happened, in a sentence."""

    def to_model(self) -> model.LogUpdate:
        """Give the frozen value."""
        return model.LogUpdate(self.on, self.note)


class IssueFields(Strict):
    """One issue or risk."""

    ref: IssueRef
    """Its permanent reference."""
    kind: model.IssueKind
    """Whether it has happened (issue) or may happen (risk)."""
    title: Title
    """What it is, in one short line."""
    what: Text
    """What has gone wrong or may go wrong, and what that means for children."""
    raised_on: Day
    """The day it was raised."""
    raised_by: Id
    """The group, agency or role that raised it."""
    owner: Id
    """The group or agency that deals with it."""
    likelihood: OneToFive | None = None
    """How likely it is: 1 rare, 2 unlikely, 3 possible, 4 likely, 5 almost certain. A risk needs it; an issue has happened and has none."""
    impact: OneToFive | None = None
    """How much it would matter to children: 1 very little, 2 little, 3 some, 4 much, 5 very much. A risk needs it."""
    mitigation: Text
    """What is being done about it, or to keep it from happening."""
    status: model.IssueStatus
    """Whether somebody works on it, only watches it, or it has ended."""
    closed_on: Day | None = None
    """The day it ended. Required when status is closed."""
    outcome: Text | None = None
    """How it ended. Required when status is closed."""
    actions: FullActionRefs = ()
    """The actions that it is about, with the reference of their source."""
    updates: Annotated[tuple[LogUpdateFields, ...], ListOf] = ()
    """Dated notes, oldest first."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == "risk" and (self.likelihood is None or self.impact is None):
            missing = "likelihood" if self.likelihood is None else "impact"
            raise refuse(f"is a risk, so '{missing}' must say how much, from 1 to 5", "kind")
        if self.kind == "issue" and self.likelihood is not None:
            raise refuse("is for a risk. An issue has happened: delete this line, or write 'kind: risk'", "likelihood")
        if self.status == "closed" and (self.closed_on is None or self.outcome is None):
            missing = "closed_on" if self.closed_on is None else "outcome"
            words = "on which day" if self.closed_on is None else "how it ended"
            raise refuse(f"is closed, so '{missing}' must say {words}", "status")
        if self.status != "closed" and (self.closed_on is not None or self.outcome is not None):
            field = "closed_on" if self.closed_on is not None else "outcome"
            raise refuse(
                f"is only for what has ended, and the status is {self.status}. Write 'status: closed', or delete this line",
                field,
            )
        _check_days(self.raised_on, self.updates, self.closed_on, "closed_on")
        return self

    def to_model(self) -> model.Issue:
        """Give the frozen value."""
        return model.Issue(
            self.ref, self.kind, self.title, self.what, self.raised_on, self.raised_by, self.owner, self.likelihood or 0,
            self.impact or 0, self.mitigation, self.status, self.closed_on, self.outcome or "", self.actions,
            tuple(update.to_model() for update in self.updates),
        )  # fmt: skip


class ChallengeFields(Strict):
    """One challenge."""

    ref: ChallengeRef
    """Its permanent reference."""
    title: Title
    """What was challenged, in one short line."""
    what: Text
    """What was challenged, and why it matters to children."""
    raised_on: Day
    """The day it was raised."""
    raised_by: Id
    """The group, agency or role that challenges."""
    to: Annotated[Ids, Field(min_length=1)]
    """The agencies or groups that are challenged."""
    owner: Id
    """The group or agency that sees to it that the challenge ends."""
    stage: model.Stage
    """How far up it has gone."""
    response: Text | None = None
    """What those who were challenged answered. An answer alone does not end a challenge."""
    resolved_on: Day | None = None
    """The day it ended."""
    outcome: Text | None = None
    """How it ended, and what is different. Required with resolved_on."""
    actions: FullActionRefs = ()
    """The actions that it is about, with the reference of their source."""
    updates: Annotated[tuple[LogUpdateFields, ...], ListOf] = ()
    """Dated notes, oldest first."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.resolved_on is not None and self.outcome is None:
            raise refuse("has a day, so 'outcome' must say how it ended", "resolved_on")
        if self.outcome is not None and self.resolved_on is None:
            raise refuse("says how it ended, so 'resolved_on' must say on which day", "outcome")
        _check_days(self.raised_on, self.updates, self.resolved_on, "resolved_on")
        return self

    def to_model(self) -> model.Challenge:
        """Give the frozen value."""
        return model.Challenge(
            self.ref, self.title, self.what, self.raised_on, self.raised_by, self.to, self.owner, self.stage,
            self.response or "", self.resolved_on, self.outcome or "", self.actions,
            tuple(update.to_model() for update in self.updates),
        )  # fmt: skip


class IssuesFile(Strict):
    """The file ``issues.yml``."""

    issues: Annotated[tuple[IssueFields, ...], ListOf] = ()
    """The issues and risks, oldest first."""


class ChallengesFile(Strict):
    """The file ``challenges.yml``."""

    challenges: Annotated[tuple[ChallengeFields, ...], ListOf] = ()
    """The challenges, oldest first."""


def _check_days(raised: date, updates: tuple[LogUpdateFields, ...], ended: date | None, ended_name: str) -> None:
    """Refuse days that cannot be: news before it was raised, an end before its beginning, updates out of order."""
    if ended is not None and ended < raised:
        raise refuse(f"{ended} is before {raised}, when it was raised", ended_name)
    days = [update.on for update in updates]
    if days != sorted(days):
        raise refuse("are not in the order of their days. Put the oldest first", "updates")
    if days and days[0] < raised:
        raise refuse(f"{days[0]} is before {raised}, when it was raised", "updates", 0, "on")
