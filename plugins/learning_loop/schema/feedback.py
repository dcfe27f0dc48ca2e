"""The schema of the register of feedback: what people told us, and what was done about it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from learning_loop.model import feedback as model
from learning_loop.model.kinds import Audience
from learning_loop.schema.fields import Day, Id, Ids, ListOf, Strict, Text, Title, refuse
from learning_loop.schema.logs import FullActionRefs

FeedbackRef = Annotated[str, StringConstraints(pattern=r"^FB-[0-9]{4}-[0-9]{2,}$")]
People = Annotated[int, Field(ge=1)]


class FeedbackFields(Strict):
    """One thing that people told us: a letter, a conversation, or a whole survey."""

    ref: FeedbackRef
    """Its permanent reference."""
    title: Title
    """What they told us, in one short line."""
    audience: Audience
    """Who may read it."""
    heard_on: Day
    """The day on which it was said, or on which a survey closed."""
    from_: Annotated[tuple[model.Speaker, ...], ListOf, Field(min_length=1)] = Field(alias="from")
    """Who told us: children, families, practitioners, managers, public. Never more precisely than that."""
    way: model.Way
    """How we heard it. `course-end` is what those who came to a course said on the day, `follow-up` what they said some three months later."""
    replies: People | None = None
    """How many people said it or answered. The public site says “fewer than five” in place of 1 to 4."""
    asked: People | None = None
    """How many were asked, where that is known."""
    about: Ids = ()
    """The items that it is about: a course, a briefing, a policy, a review. This or `themes` is needed."""
    themes: Ids = ()
    """The themes that it is about."""
    heard: Text
    """What they told us, in a few sentences of ours. Nothing by which a person could be recognised."""
    quote: Text | None = None
    """A few of their own words, only if they agreed. Without quotation marks."""
    detail: Text | None = None
    """More, for professionals: the public site never shows it."""
    owner: Id | None = None
    """The group or agency that decides what to do about it."""
    decided_on: Day | None = None
    """The day on which it was decided what to do about it."""
    done: Text | None = None
    """What was changed because of it."""
    not_done: Text | None = None
    """Why nothing was changed. This or `done` is needed once there is a decision."""
    changed: Ids = ()
    """The items that say how it is done now: the policy, course or guidance that was changed."""
    actions: FullActionRefs = ()
    """The actions that it led to, or that it tells something about, with the reference of their source."""
    told_on: Day | None = None
    """The day on which those who said it were told what came of it, in whatever way."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        self._check_people()
        self._check_decision()
        if not self.about and not self.themes:
            raise refuse("is about nothing. Name the items that it is about under 'about', or themes", "title")
        return self

    def _check_people(self) -> None:
        for position, speaker in enumerate(self.from_):
            if speaker in self.from_[:position]:
                raise refuse(f"names '{speaker}' twice. Keep one", "from", position)
        if self.asked is not None and self.replies is None:
            raise refuse("says how many were asked, so 'replies' must say how many answered", "asked")
        if self.asked is not None and self.replies is not None and self.asked < self.replies:
            raise refuse(f"{self.replies} people cannot have answered if {self.asked} were asked", "asked")

    def _check_decision(self) -> None:
        if self.done is not None and self.not_done is not None:
            raise refuse("says why nothing was changed, and 'done' says what was. Keep one of the two", "not_done")
        decision = "done" if self.done is not None else "not_done" if self.not_done is not None else ""
        if decision and self.decided_on is None:
            raise refuse("is a decision, so 'decided_on' must say on which day", decision)
        if self.decided_on is not None and not decision:
            raise refuse("has a day, so 'done' must say what was changed, or 'not_done' why nothing was", "decided_on")
        if self.changed and self.done is None:
            raise refuse("names what was changed, so 'done' must say how", "changed")
        if self.decided_on is not None and self.decided_on < self.heard_on:
            raise refuse(f"{self.decided_on} is before {self.heard_on}, when it was heard", "decided_on")
        if self.told_on is not None and self.decided_on is None:
            raise refuse("people are told what was decided, so 'decided_on' must say when that was", "told_on")
        if self.told_on is not None and self.decided_on is not None and self.told_on < self.decided_on:
            raise refuse(f"{self.told_on} is before {self.decided_on}, when it was decided what to do", "told_on")

    def to_model(self) -> model.Feedback:
        """Give the frozen value."""
        return model.Feedback(
            ref=self.ref,
            title=self.title,
            audience=self.audience,
            heard_on=self.heard_on,
            speakers=self.from_,
            way=self.way,
            replies=self.replies or 0,
            asked=self.asked or 0,
            about=self.about,
            themes=self.themes,
            heard=self.heard,
            quote=self.quote or "",
            detail=self.detail or "",
            owner=self.owner or "",
            decided_on=self.decided_on,
            done=self.done or "",
            not_done=self.not_done or "",
            changed=self.changed,
            actions=self.actions,
            told_on=self.told_on,
        )


class FeedbackFile(Strict):
    """The file ``feedback.yml``."""

    feedback: Annotated[tuple[FeedbackFields, ...], ListOf] = ()
    """What people told us, oldest first."""
