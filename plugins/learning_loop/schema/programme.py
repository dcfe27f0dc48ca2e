"""The schema of the programme: what is planned, by when, and what became of it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from learning_loop.model import programme as model
from learning_loop.model.kinds import Audience
from learning_loop.schema.fields import Day, Id, Ids, ListOf, Partial, Strict, Text, Title, refuse


class DroppedFields(Strict):
    """When something was taken out of the programme, and why."""

    on: Day
    """The day on which it was decided."""
    reason: Text
    """Why it will not be done."""


class PlannedFields(Strict):
    """Something that the partnership plans to look at or to do."""

    id: Id
    """Its id in this file."""
    title: Title
    """What it is, in one short line."""
    audience: Audience
    """Who may read it."""
    type: model.PlannedType
    """What it is: a review, an audit, a newsletter, a forum, a survey… It counts towards the targets of its type."""
    review_type: Id | None = None
    """For a review or an audit: its type, from `framework.yml`."""
    when: Partial
    """By when it is to be done: a day, a month (2027-03) or a season (spring 2027)."""
    who: Id | None = None
    """The group or agency that does it. The business unit where nothing stands here."""
    about: Text | None = None
    """What it is to find out or to bring about, in a sentence or two."""
    themes: Ids = ()
    """The themes that it is about."""
    item: Id | None = None
    """The item of the library in which it was announced or carried out: the review, the event, the newsletter. With it, this entry is done with."""
    done_on: Day | None = None
    """For what is no item of the library: the day on which it was done."""
    dropped: DroppedFields | None = None
    """When it will not be done after all."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ends = [name for name in ("item", "done_on", "dropped") if getattr(self, name) is not None]
        if len(ends) > 1:
            raise refuse(f"stands beside '{ends[0]}'. Keep the one that is true", ends[1])
        if self.review_type is not None and self.type not in ("review", "audit"):
            raise refuse(f"is for reviews and audits, and this is '{self.type}'. Take it out", "review_type")
        return self

    def to_model(self) -> model.Planned:
        """Give the frozen value."""
        return model.Planned(
            id=self.id,
            title=self.title,
            audience=self.audience,
            type=self.type,
            review_type=self.review_type or "",
            when=self.when,
            who=self.who or "",
            about=self.about or "",
            themes=self.themes,
            item=self.item or "",
            done_on=self.done_on,
            dropped_on=self.dropped.on if self.dropped else None,
            dropped_because=self.dropped.reason if self.dropped else "",
        )


class ProgrammeFile(Strict):
    """The file ``programme.yml``."""

    programme: Annotated[tuple[PlannedFields, ...], ListOf] = ()
    """What is planned, in the order of the days by which it is to be done."""
