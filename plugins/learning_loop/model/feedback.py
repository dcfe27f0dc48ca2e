"""What children, families and practitioners told the partnership, and what was done about it (Bromley 38 to 44; Working Together: the use of feedback)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from learning_loop.model.kinds import Audience

Speaker = Literal["children", "families", "practitioners", "managers", "public"]
"""Who told us, never more precisely than this."""

Way = Literal["message", "conversation", "event", "survey", "course-end", "follow-up"]
"""How we heard it. `course-end` and `follow-up` are what those who came to a course said on the day and some three months later."""

FeedbackState = Literal["waiting", "changed", "unchanged"]

FEW = 5
"""Below this many people, a number may tell who they were: the public is not told it."""


class Feedback(NamedTuple):
    """One thing that people told us: a letter, a conversation, or a whole survey."""

    ref: str
    """Permanent: ``FB-2026-01``."""
    title: str
    audience: Audience
    heard_on: date
    speakers: tuple[Speaker, ...]
    way: Way
    replies: int
    """How many people said it or answered; 0 where nobody counted, and where the public is not told."""
    asked: int
    """How many were asked; 0 where that is not known."""
    about: tuple[str, ...]
    """Ids of the items that it is about."""
    themes: tuple[str, ...]
    heard: str
    quote: str
    detail: str
    """Professional site only: emptied when a catalogue is narrowed to the public."""
    owner: str
    """The id of the group or agency that decides about it; empty where that is the business unit."""
    decided_on: date | None
    done: str
    """What was changed; empty where nothing was, or nobody has decided."""
    not_done: str
    """Why nothing was changed."""
    changed: tuple[str, ...]
    """Ids of the items that say how it is done now."""
    actions: tuple[str, ...]
    """Full references of the actions that it led to or that it tells something about."""
    told_on: date | None
    """When those who said it were told what came of it."""
    few: bool = False
    """Whether it was so few that the public is not told how many."""

    @property
    def state(self) -> FeedbackState:
        """How far it is; nobody types this."""
        return "changed" if self.done else "unchanged" if self.not_done else "waiting"

    @property
    def items(self) -> tuple[str, ...]:
        """Every item that it names, once."""
        return tuple(dict.fromkeys((*self.about, *self.changed)))

    def as_of(self, day: date) -> Feedback:
        """Give it as it was known at the end of a day: what was decided or told later is taken out."""
        if self.decided_on is not None and self.decided_on > day:
            return self._replace(decided_on=None, done="", not_done="", changed=(), told_on=None)
        if self.told_on is not None and self.told_on > day:
            return self._replace(told_on=None)
        return self
