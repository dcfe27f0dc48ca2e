"""The front matter of every document type: the single source of the content schema.

An attribute's docstring is the author's explanation of the field: the field reference and the JSON Schema files are made from it.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from learning_loop.model import publication as model
from learning_loop.model.kinds import Audience
from learning_loop.schema.actions import ActionFields
from learning_loop.schema.fields import (
    Address,
    Booking,
    Day,
    Days,
    Id,
    Ids,
    ListOf,
    Moment,
    Partial,
    Strict,
    Text,
    Texts,
    Title,
    YesNo,
    refuse,
)

AgeBand = Literal["unborn", "under-1", "1-5", "6-10", "11-15", "16-17"]
SIX_MONTHS = 184
"""Days. The longest six months; a review that took more must say why (Working Together)."""


class AttachmentFields(Strict):
    """A file beside the item."""

    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    """The file's name: letters, digits, dots, hyphens; no spaces."""
    title: Title
    """What the reader calls it."""


class WithdrawnFields(Strict):
    """When and why an item left the site."""

    on: Day
    """The day."""
    reason: Text
    """Why, for readers of the tombstone page."""
    internal_note: Text | None = None
    """What the partnership alone should know of it, such as who asked. It is never published, but the file keeps it."""


class CommonFields(Strict):
    """What every item carries."""

    title: Title
    """The title, in sentence case, without a final full stop."""
    type: str
    """The document type; it must be the one of the folder."""
    audience: Audience
    """Who may read it. There is no default: a public item is public because somebody said so."""
    published: Day
    """The day the partnership signed it off. In the future: it stays hidden until then."""
    summary: Annotated[str, StringConstraints(min_length=30, max_length=400)]
    """One or two plain sentences that a busy person can use, 30 to 400 characters."""
    updated: Day | None = None
    """The day of the last change that readers should know of."""
    change_note: Text | None = None
    """What changed on that day, in a sentence."""
    review_due: Partial | None = None
    """When the text must be looked at again: a day, a month or a season."""
    themes: Annotated[Ids, Field(max_length=8)] = ()
    """Themes by id, the most important first."""
    agencies: Ids = ()
    """The agencies that it concerns."""
    roles: Ids = ()
    """The roles that it is most useful to."""
    priorities: Ids = ()
    """The board's priorities that it serves."""
    schemes: dict[Id, Ids] = Field(default_factory=dict)
    """Where it stands in the framework's own ways of sorting: each scheme's id with ids of its values, such as {index-of-excellence: [leadership]}."""
    about: Ids = ()
    """Ids of what it disseminates, summarises or arises from."""
    follows_up: Ids = ()
    """Ids of earlier reviews, audits or evaluations that it looks at again, to see whether anything changed."""
    supersedes: Ids = ()
    """Ids of what it replaces."""
    redirect_from: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^(/[a-z0-9_][a-z0-9._-]*)+/?$")], ...], ListOf
    ] = ()
    """Old addresses that lead here, such as /old/page/."""
    former_ids: Ids = ()
    """Ids that it had before, the oldest first; loop rename writes them. Their addresses lead here, and feeds and calendars know it by the first."""
    attachments: Annotated[tuple[AttachmentFields, ...], ListOf] = ()
    """Files beside the item; only what is named here is published."""
    rights: model.Rights = "partnership"
    """Who may copy it."""
    people: Texts = ()
    """The labels used for people, such as 'Child M'."""
    age_bands: Annotated[tuple[AgeBand, ...], ListOf] = ()
    """Ages of the children that it is about."""
    content_note: Text | None = None
    """What distressing matters the text describes."""
    withdrawn: WithdrawnFields | None = None
    """Set when the item leaves the site: it becomes a tombstone."""
    draft: YesNo = False
    """true while it is being written: it is on no site, whatever the day. Delete the line to publish it."""

    @model_validator(mode="after")
    def _dates(self) -> Self:
        if self.updated and self.updated < self.published:
            raise refuse(f"{self.updated} is before published ({self.published})", "updated")
        if self.change_note and not self.updated:
            raise refuse("tells of a change without a day. Add a line such as 'updated: 2026-05-12'", "change_note")
        if self.withdrawn and self.withdrawn.on < self.published:
            raise refuse(f"{self.withdrawn.on} is before published ({self.published})", "withdrawn", "on")
        return self

    def details(self) -> model.Details:
        """Give what only this type carries."""
        return None

    def to_model(
        self, *, item_id: str, source: str, body: model.Body, professional_body: model.Body | None
    ) -> model.Publication:
        """Give the frozen publication."""
        return model.Publication(
            id=item_id,
            type=self.type,
            source=source,
            title=self.title,
            audience=self.audience,
            published=self.published,
            summary=self.summary,
            updated=self.updated,
            change_note=self.change_note or "",
            review_due=self.review_due,
            themes=self.themes,
            agencies=self.agencies,
            roles=self.roles,
            priorities=self.priorities,
            schemes=tuple(self.schemes.items()),
            about=self.about,
            follows_up=self.follows_up,
            supersedes=self.supersedes,
            redirect_from=self.redirect_from,
            former_ids=self.former_ids,
            attachments=tuple(model.Attachment(a.file, a.title) for a in self.attachments),
            rights=self.rights,
            people=self.people,
            age_bands=self.age_bands,
            content_note=self.content_note or "",
            withdrawn=model.Withdrawal(self.withdrawn.on, self.withdrawn.reason) if self.withdrawn else None,
            details=self.details(),
            body=body,
            professional_body=professional_body,
            draft=self.draft,
        )


class FindingFields(Strict):
    """One finding of a review."""

    ref: Annotated[str, StringConstraints(pattern=r"^F[0-9]+$")]
    """``F1``, ``F2`` …; permanent."""
    title: Title
    """The finding in a few words."""
    text: Text
    """Two or three sentences."""

    def to_model(self) -> model.Finding:
        """Give the frozen value."""
        return model.Finding(self.ref, self.title, self.text)


class RecommendationFields(Strict):
    """One recommendation: what, of whom, by when."""

    ref: Annotated[str, StringConstraints(pattern=r"^R[0-9]+$")]
    """``R1``, ``R2`` …; permanent."""
    title: Title
    """The recommendation in a few words."""
    text: Text
    """The whole recommendation: who should do what."""
    to: Annotated[Ids, Field(min_length=1)]
    """The agencies that it is made to."""
    by: Partial | None = None
    """By when."""
    from_: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^F[0-9]+$")], ...], ListOf] = Field(
        default=(), alias="from"
    )
    """The findings that it came from."""
    response: Literal["awaiting", "not-accepted"] | None = None
    """Only when it has no actions: whether an answer is awaited, or it was not accepted."""
    reason: Text | None = None
    """Why it was not accepted; printed in full."""

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.response == "not-accepted" and not self.reason:
            raise refuse("is not-accepted, so 'reason' must say why", "response")
        return self

    def to_model(self) -> model.Recommendation:
        """Give the frozen value."""
        return model.Recommendation(
            self.ref, self.title, self.text, self.to, self.by, self.from_, self.response, self.reason or ""
        )


class ResponseFields(Strict):
    """The board's response, published with the review."""

    by: Id
    """The group that decided."""
    on: Day
    """The day."""
    text: Text
    """What it decided, one to three paragraphs."""


class VoiceFields(Strict):
    """Somebody's contribution, or why there is none."""

    quote: Text | None = None
    """Their words, without quotation marks."""
    text: Text | None = None
    """Who said it, in what capacity, and how we know."""
    not_obtained: Text | None = None
    """Why it was not obtained."""

    @model_validator(mode="after")
    def _one_or_other(self) -> Self:
        if self.not_obtained and (self.quote or self.text):
            raise refuse("has both words and 'not_obtained'. Keep one")
        if not (self.not_obtained or self.text or self.quote):
            raise refuse("is empty. Give 'text' (and 'quote'), or 'not_obtained' with the reason")
        return self

    def to_model(self) -> model.Voice:
        """Give the frozen value."""
        return model.Voice(self.quote or "", self.text or "", self.not_obtained or "")


def _check_refs(findings: tuple[FindingFields, ...], recommendations: tuple[RecommendationFields, ...]) -> None:
    known = {finding.ref for finding in findings}
    for name, things in (("findings", findings), ("recommendations", recommendations)):
        refs = [thing.ref for thing in things]
        for position, ref in enumerate(refs):
            if ref in refs[:position]:
                raise refuse(
                    f"{ref} stands twice. Refs are permanent: give the newer one the next number", name, position, "ref"
                )
    for position, recommendation in enumerate(recommendations):
        for number, ref in enumerate(recommendation.from_):
            if ref not in known:
                raise refuse(f"there is no finding {ref} here", "recommendations", position, "from", number)


class ReviewFields(CommonFields):
    """A review or audit of practice, with the board's response."""

    reference: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$")]
    """The permanent reference, such as LCSPR-2026-01."""
    review_type: Id
    """The type, by its id in the framework register."""
    method: Id
    """The method, by its id in the framework register."""
    commissioned_by: Id
    """The group that commissioned it."""
    reports_to: Id
    """The group that it reports to."""
    lead_reviewers: Annotated[Texts, Field(min_length=1)]
    """Who led it, by name or capacity."""
    decided_on: Day
    """The day of the decision to review."""
    delay_reason: Text | None = None
    """Why it took more than six months. Required then."""
    outcome: Literal["death", "serious-harm", "near-miss", "good-practice"] | None = None
    """What happened to the child."""
    sample: Text | None = None
    """For an audit: what was looked at."""
    findings: Annotated[tuple[FindingFields, ...], ListOf, Field(min_length=1)]
    """What it found."""
    recommendations: Annotated[tuple[RecommendationFields, ...], ListOf]
    """What it asks for."""
    response: ResponseFields
    """The board's response."""
    child_voice: VoiceFields
    """What the child said or showed, or why that was not obtained."""
    family_voice: VoiceFields
    """What the family said, or why that was not obtained."""
    practitioner_voice: VoiceFields
    """What practitioners said, or why that was not obtained."""
    worked_well: Texts = ()
    """What somebody did well and why it mattered, a sentence each."""

    @model_validator(mode="after")
    def _review_rules(self) -> Self:
        _check_refs(self.findings, self.recommendations)
        if self.decided_on > self.published:
            raise refuse(f"{self.decided_on} is after published ({self.published})", "decided_on")
        if (self.published - self.decided_on).days > SIX_MONTHS and not self.delay_reason:
            raise refuse(
                "the review took more than six months from here to published, so 'delay_reason' must say why (Working Together)",
                "decided_on",
            )
        return self

    def details(self) -> model.Review:
        """Give what only reviews carry."""
        return model.Review(
            reference=self.reference,
            review_type=self.review_type,
            method=self.method,
            commissioned_by=self.commissioned_by,
            reports_to=self.reports_to,
            lead_reviewers=self.lead_reviewers,
            decided_on=self.decided_on,
            delay_reason=self.delay_reason or "",
            outcome=self.outcome or "",
            sample=self.sample or "",
            findings=tuple(finding.to_model() for finding in self.findings),
            recommendations=tuple(r.to_model() for r in self.recommendations),
            response=model.BoardResponse(self.response.by, self.response.on, self.response.text),
            child_voice=self.child_voice.to_model(),
            family_voice=self.family_voice.to_model(),
            practitioner_voice=self.practitioner_voice.to_model(),
            worked_well=self.worked_well,
        )


class SummaryFields(CommonFields):
    """The executive summary of one review."""

    about: Annotated[Ids, Field(min_length=1, max_length=1)]
    """The review that it sums up: exactly one."""


class GuidanceFields(CommonFields):
    """Practice guidance; its text must have 'Highlights of good joint working' and 'Areas for action'."""


class BriefingFields(CommonFields):
    """A briefing to take to a team."""

    minutes: Annotated[int, Field(ge=1, le=15)] = 7
    """How long it takes; 7 unless said."""
    good_for: Texts = ()
    """Where it is used, such as Team meeting, Supervision."""

    def details(self) -> model.Briefing:
        """Give what only briefings carry."""
        return model.Briefing(self.minutes, self.good_for)


class KeyMessageFields(Strict):
    """One of the three things."""

    title: Title
    """The message in a few words."""
    text: Text
    """One sentence."""
    link: Id
    """The id of the item to read."""
    label: Text
    """The words of the link."""


class NewsletterFields(CommonFields):
    """A termly newsletter."""

    term: Annotated[str, StringConstraints(pattern=r"^(spring|summer|autumn)-[0-9]{4}$")]
    """The term, such as spring-2026."""
    three_things: Annotated[tuple[KeyMessageFields, ...], ListOf, Field(min_length=1, max_length=3)]
    """If a reader has one minute: these."""

    def details(self) -> model.Newsletter:
        """Give what only newsletters carry."""
        things = tuple(model.KeyMessage(t.title, t.text, t.link, t.label) for t in self.three_things)
        return model.Newsletter(self.term, things)


class BulletinFields(CommonFields):
    """A short message about one change."""


class PlanFields(CommonFields):
    """The actions that one source generated."""

    source: Id
    """The id of the review or other item that generated the actions."""
    reference: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$")] | None = None
    """Only when the source has no reference of its own."""
    monitored_by: Id
    """The group that watches the plan."""
    actions: Annotated[tuple[ActionFields, ...], ListOf, Field(min_length=1)]
    """The actions."""

    @model_validator(mode="after")
    def _refs(self) -> Self:
        refs = [action.ref for action in self.actions]
        for position, ref in enumerate(refs):
            if ref in refs[:position]:
                raise refuse(
                    f"{ref} stands twice. Refs are permanent: give the newer action the next number",
                    "actions",
                    position,
                    "ref",
                )
        for position, action in enumerate(self.actions):
            for name, other in (("superseded_by", action.superseded_by), ("new_action", action.new_action)):
                if other is not None and not _outside_plan(other) and (other not in refs or other == action.ref):
                    raise refuse(f"{other} is no other action of this plan", "actions", position, name)
        return self

    def details(self) -> model.Plan:
        """Give what only action plans carry."""
        actions = tuple(action.to_model(self.monitored_by) for action in self.actions)
        return model.Plan(self.source, self.reference or "", self.monitored_by, actions)


def _outside_plan(ref: str) -> bool:
    first = ref.partition("/")[0]
    return "-" in first


class PolicyFields(CommonFields):
    """A policy or procedure."""

    review_due: Partial
    """When it must be reviewed, usually three years on."""
    version: Text | None = None
    """Its version, in quotes: '3.1'."""

    def details(self) -> model.Policy:
        """Give what only policies carry."""
        return model.Policy(self.version or "")


class TrainingFields(CommonFields):
    """A course or resource that embeds learning."""

    format: Literal["e-learning", "classroom", "workshop", "webinar", "resource"]
    """How it is given."""
    length: Text
    """How long it takes, in words."""
    dates: Days = ()
    """The days it runs."""
    booking: Booking | None = None
    """Where to book: https: or mailto:."""

    def details(self) -> model.Training:
        """Give what only training carries."""
        return model.Training(self.format, self.length, self.dates, self.booking or "")


class CancelledFields(Strict):
    """When and why an event was called off."""

    on: Day
    """The day on which it was called off."""
    reason: Text
    """Why, and what happens instead, for those who wanted to come."""


class EventFields(CommonFields):
    """A forum, meeting or workshop."""

    starts: Moment
    """Day and time, local."""
    ends: Moment
    """Day and time, local."""
    place: Text
    """Where it is."""
    event_type: Literal["forum", "staff-meeting", "workshop", "conference"]
    """What kind of event."""
    booking: Booking | None = None
    """Where to book: https: or mailto:."""
    cancelled: CancelledFields | None = None
    """If it does not take place. Its page and its calendar entry stay and say so."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.ends <= self.starts:
            raise refuse("the event ends before it starts", "ends")
        if self.cancelled is not None and self.cancelled.on < self.published:
            raise refuse(
                f"{self.cancelled.on} is before {self.published}, when the event was published", "cancelled", "on"
            )
        return self

    def details(self) -> model.Event:
        """Give what only events carry."""
        cancelled = model.Cancellation(self.cancelled.on, self.cancelled.reason) if self.cancelled else None
        return model.Event(self.starts, self.ends, self.place, self.event_type, self.booking or "", cancelled)


class AnnualReportFields(CommonFields):
    """The yearly report."""

    year: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{4}$")]
    """April to March, such as 2024-2025."""

    def details(self) -> model.AnnualReport:
        """Give what only yearly reports carry."""
        return model.AnnualReport(self.year)


class ResourceFields(CommonFields):
    """Learning from elsewhere: our own summary, and a link out."""

    publisher: Text
    """Who published it."""
    link: Address
    """Where it is."""
    reference: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$")] | None = None
    """Its reference, if local actions answer its recommendations."""
    recommendations: Annotated[tuple[RecommendationFields, ...], ListOf] = ()
    """Its recommendations that concern us."""

    @model_validator(mode="after")
    def _refs(self) -> Self:
        _check_refs((), self.recommendations)
        return self

    def details(self) -> model.Resource:
        """Give what only learning from elsewhere carries."""
        recommendations = tuple(r.to_model() for r in self.recommendations)
        return model.Resource(self.publisher, self.link, self.reference or "", recommendations)


class PageFields(CommonFields):
    """A page about the library itself."""


FIELDS_BY_TYPE: dict[str, type[CommonFields]] = {
    "review": ReviewFields,
    "executive-summary": SummaryFields,
    "practice-guidance": GuidanceFields,
    "briefing": BriefingFields,
    "newsletter": NewsletterFields,
    "bulletin": BulletinFields,
    "action-plan": PlanFields,
    "policy": PolicyFields,
    "training": TrainingFields,
    "event": EventFields,
    "annual-report": AnnualReportFields,
    "resource": ResourceFields,
    "page": PageFields,
}
"""The schema of each document type."""
