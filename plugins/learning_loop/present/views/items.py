"""Views of the pages of items: reviews, briefings, newsletters, articles, and what is left of an item that has gone."""

from __future__ import annotations

from typing import ClassVar, Literal

from markupsafe import Markup

from learning_loop.model.values import dataclass
from learning_loop.present.views.basic import (
    AnchorView,
    ChangedBar,
    CiteView,
    CountLink,
    DateRow,
    DateView,
    FactView,
    FileView,
    LinkGroup,
    LinkView,
    PageView,
    RowGroup,
    SectionView,
)
from learning_loop.present.views.feedback import ToldView
from learning_loop.present.views.loop import FindingView, LoopView, RecommendationView


@dataclass(frozen=True, slots=True)
class VoiceView:
    title: str
    """'Child K', 'The family', 'Practitioners'."""
    quote: str = ""
    """Without quotation marks; the template sets them."""
    text: str = ""
    not_obtained: str = ""
    """The reason, a sentence; an absence is shown."""


@dataclass(frozen=True, slots=True)
class SeenView:
    """What reviews before this one said of one of its themes."""

    theme: LinkView
    sentence: str
    """'Seen before in 4 reviews and audits since 2022; 3 recommendations still open.'"""
    reviews: tuple[LinkView, ...]
    """The newest of them, each with the note '2 still open' where it has any."""
    more: LinkView | None = None
    """'All 12', when more than those are meant."""


@dataclass(frozen=True, slots=True)
class BoardResponse:
    html: Markup
    by: str
    on: DateView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage(PageView):
    """A review or audit.

    Anchors: the opening section's own, findings, seen-before, loop, recommendations, response, voices, worked-well, the report
    sections' own, files, linked, cite, related.
    """

    kind: ClassVar[str] = "review"
    type_words: str
    mark: str
    summary: str
    facts: tuple[FactView, ...]
    """Published, Reference, Led by, Method, Shorter versions (links), in this order; at most six."""
    content_note: str
    before: Markup
    """What the text says before its first section; it may turn out to be nothing."""
    opening: SectionView | None
    """The first section of the text: the child's days."""
    findings: tuple[FindingView, ...]
    loop: LoopView | None
    recommendations: tuple[RecommendationView, ...]
    response: BoardResponse | None
    voices: tuple[VoiceView, ...]
    worked_well: tuple[str, ...]
    report: tuple[SectionView, ...]
    """The further sections of the text."""
    files: tuple[FileView, ...]
    cite: CiteView | None
    made: tuple[LinkGroup, ...] = ()
    """'Made from this review' and 'Changed by it', for the margin."""
    seen_before: tuple[SeenView, ...] = ()
    """What earlier reviews said of its themes."""
    more_facts: tuple[FactView, ...] = ()
    """Commissioned by, reports to, decided on, why it took longer: beside the files, not at the top."""
    told: ToldView | None = None
    """What people told us about it."""


@dataclass(frozen=True, slots=True)
class BriefingSection:
    number: str
    title: str
    anchor: str
    html: Markup
    at_work: bool = False
    """True for 'What to look for' and 'What to do', which get the heavy edge."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    letter: str
    html: Markup
    """One question, without paragraph tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingPage(PageView):
    kind: ClassVar[str] = "briefing"
    type_words: str
    """'7-minute briefing', 'One-minute guide'."""
    mark: str
    """'briefing-7', 'briefing-5', 'briefing-1'."""
    summary: str
    facts: tuple[FactView, ...]
    """Published, From (links), Length ('530 words, prints on one A4 page'), Good for, Next checked; at most five."""
    content_note: str
    before: Markup
    """What the text says before its first part; it may turn out to be nothing."""
    print_class: Literal["", "print-86", "print-82", "print-two"]
    """'' up to 600 words, 'print-86' to 660, 'print-82' to 690, 'print-two' above: questions on side two."""
    print_words: str
    """'Print one A4 page', on the button that a script shows."""
    sections: tuple[BriefingSection, ...]
    straight_to: tuple[AnchorView, ...]
    """The parts that are used at work, for somebody who has no time for the rest: what to look for, what to do, the questions."""
    questions_title: str
    questions_number: str
    questions: tuple[QuestionView, ...]
    """Empty in a one-minute guide."""
    next_steps: tuple[LinkView, ...]
    """Training and events: label, note 'half a day, 24 June 2026'."""
    came_from: tuple[LinkView, ...]
    """The sources with the note 'four findings, five actions'."""
    used_it: LinkView | None
    """'Tell us what you decided'."""
    check_after: str
    """For paper: 'Published 12 May 2026; if today is after May 2027, check there for a newer version.'"""
    files: tuple[FileView, ...] = ()
    told: ToldView | None = None
    """What people told us about it."""


@dataclass(frozen=True, slots=True)
class ThingView:
    number: str
    title: str
    text: str
    link: LinkView


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterPage(PageView):
    """Anchors: those of the sections, new, well-done, dates."""

    kind: ClassVar[str] = "newsletter"
    type_words: str
    """'Newsletter, 3 minutes'."""
    summary: str
    content_note: str
    things: tuple[ThingView, ...]
    counts: tuple[CountLink, ...]
    """Actions embedded, delivered, overdue in the term; shown at the head of the first section."""
    before: Markup
    """Words before the first heading; often there are none."""
    sections: tuple[SectionView, ...]
    """The first is 'What changed this term'; the others come after 'Well done'."""
    new: tuple[RowGroup, ...]
    """By kind; one group without a title where there are few."""
    well_done: Markup
    """The inside of the well-done block, or nothing."""
    dates: tuple[DateRow, ...]
    earlier: tuple[LinkView, ...]
    follow: LinkView
    """'How to get each issue'."""
    told: ToldView | None = None
    """What people told us about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(PageView):
    """Executive summary, guidance, bulletin, policy, training, event, resource, page, yearly report.

    Anchors: those of the text, and recommendations, loop, files, cite.
    """

    kind: ClassVar[str] = "article"
    type: str
    """The document type's id, as a class name for the few rules that differ."""
    type_words: str
    """'Practice guidance'; empty for a plain page."""
    mark: str
    """Empty for a plain page."""
    summary: str
    """The opening paragraph; empty for none."""
    facts: tuple[FactView, ...]
    content_note: str
    body: Markup
    button: LinkView | None = None
    """The one thing to do here: 'Book a place', 'Read it at the publisher’s site'."""
    button_note: str = ""
    """What happens then: 'Opens another site. Our summary is below.'"""
    calendar: LinkView | None = None
    """'Add to your calendar', for an event to come."""
    changed: ChangedBar | None = None
    """Only in the yearly report."""
    beside: tuple[LinkGroup, ...] = ()
    """What it comes from and what came of it, for the margin; `linked` then has the others."""
    recommendations: tuple[RecommendationView, ...] = ()
    loop: LoopView | None = None
    """For a resource with national recommendations and our answers."""
    files: tuple[FileView, ...] = ()
    cite: CiteView | None = None
    told: ToldView | None = None
    """What people told us about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TombstonePage(PageView):
    """A withdrawn item: title, themes and learning stay, with how to ask for the rest. The notice is of kind withdrawn."""

    kind: ClassVar[str] = "tombstone"
    type_words: str
    mark: str
    facts: tuple[FactView, ...]
    findings: tuple[FindingView, ...]
    worked_well: tuple[str, ...]
    ask: LinkView
    ask_words: str
    """How to ask, and what will happen."""
    cite: CiteView | None = None
    told: ToldView | None = None
    """What people told us about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage(PageView):
    """`head.refresh` leads on at once; the link is for those whom it does not."""

    kind: ClassVar[str] = "redirect"
    target: LinkView
