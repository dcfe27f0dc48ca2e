"""Views of what people told us: the page of all of it, and its part of an item's page."""

from __future__ import annotations

from typing import ClassVar

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import FactView, LinkView, PageView, Tone


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """One thing that people told us."""

    ref: str
    anchor: str
    path: str
    """Where it stands on the page of all feedback."""
    title: str
    line: str
    """'Parents, carers and families, in a survey, 12 May 2026: 41 of the 96 people asked'"""
    status: str
    """'Something changed', 'Left as it is', 'Not decided yet'."""
    mark: str
    tone: Tone
    heard: str
    quote: str
    """Without quotation marks; the template sets them."""
    detail: str
    """For professionals; empty on the public site."""
    answer_title: str
    """'What we did', 'Why nothing was changed'."""
    answer: str
    """Empty while nobody has decided."""
    no_answer: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class ToldView:
    """What people told us about one item. Anchor: told."""

    entries: tuple[FeedbackView, ...]
    """The newest."""
    more: tuple[LinkView, ...] = ()
    """The others by their titles."""


@dataclass(frozen=True, slots=True)
class FeedbackGroup:
    title: str
    anchor: str
    count: str
    entries: tuple[FeedbackView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage(PageView):
    """Everything that people told us, by year. Anchors are those of the years and the references in small letters."""

    kind: ClassVar[str] = "feedback"
    intro: str
    groups: tuple[FeedbackGroup, ...]
    report: LinkView
    """The newest year in figures, at its part on feedback."""
    write: LinkView | None
    """How to tell us something."""
