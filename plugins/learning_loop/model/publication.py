"""What the partnership publishes: one frozen value an item, after validation.

The values are named tuples: ten thousand items are read from the cache on every build, and tuples are read several times faster than
data classes.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from learning_loop.model.dates import PartialDate
from learning_loop.model.kinds import KIND_BY_NAME, Audience, Kind

Response = Literal["awaiting", "accepted", "accepted-in-part", "accepted-alternative", "not-accepted"]
Delivery = Literal["not-started", "in-progress", "complete", "superseded", "no-longer-applicable"]
Impact = Literal["not-yet-evaluated", "gathering-evidence", "embedded", "not-embedded"]
Scope = Literal["single-agency", "multi-agency"]
Rights = Literal["ogl-3.0", "partnership", "external-link-only", "restricted"]


class Heading(NamedTuple):
    """A heading of a body: what "on this page" lists and links may point to."""

    level: int
    anchor: str
    text: str


class BodyLink(NamedTuple):
    """A link in a body to something of the library."""

    scheme: Literal["item", "theme", "agency", "role", "attachment"]
    target: str
    """The item's address (``reviews/child-m``), a register id or an attachment's file name."""
    anchor: str
    line: int
    """Line in the source file, from 1."""


class Ask(NamedTuple):
    """What a ``::: role`` block of a text asks of one role: a point of its list, or a paragraph, as plain text."""

    role: str
    text: str


WORDS_A_MINUTE = 230
"""How fast somebody at work reads."""

ONE_SIDE = 690
"""Words that one A4 page holds at the smallest type size of the print style."""


class Body(NamedTuple):
    """What is known of an item's text for one audience. The html itself lies in the store under ``digest``."""

    digest: str
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    words: int = 0
    questions: tuple[str, ...] = ()
    """The discussion questions, as plain text, in their order."""
    directives: tuple[str, ...] = ()
    """The names of the directives that it uses."""
    minutes: int = 1
    """How long it takes to read."""
    one_side: bool = True
    """Whether it fits on one A4 page."""
    asks: tuple[Ask, ...] = ()
    """What it asks of single roles, in their order."""

    def outline(self) -> Body:
        """Give what other pages may show of it: what it links to, how long it is and what it asks, and nothing that changes with every word."""
        targets = {link.target for link in self.links if link.scheme == "item"}
        links = tuple(BodyLink("item", target, "", 0) for target in sorted(targets))
        return Body(
            "", links=links, questions=self.questions, minutes=self.minutes, one_side=self.one_side, asks=self.asks
        )


class Attachment(NamedTuple):
    """A file beside the item that is published because the item names it."""

    file: str
    title: str


class Withdrawal(NamedTuple):
    """When an item left the site, and why; its page becomes a tombstone."""

    on: date
    reason: str


class Finding(NamedTuple):
    """What a review found; ``ref`` is permanent (``F1``)."""

    ref: str
    title: str
    text: str


class Recommendation(NamedTuple):
    """What a review asks for: what, of whom, by when (Working Together: recommendations say all three)."""

    ref: str
    title: str
    text: str
    to: tuple[str, ...]
    by: PartialDate | None
    findings: tuple[str, ...]
    """The refs of the findings that it came from."""
    response: Response | None
    """The decision, typed only when no action carries it."""
    reason: str


class BoardResponse(NamedTuple):
    """The board's response, published with the review."""

    by: str
    on: date
    text: str


class Voice(NamedTuple):
    """The child's, the family's or the practitioners' contribution; or why it was not obtained."""

    quote: str
    text: str
    not_obtained: str


class Review(NamedTuple):
    """The fields that only reviews and audits carry."""

    reference: str
    review_type: str
    method: str
    commissioned_by: str
    reports_to: str
    lead_reviewers: tuple[str, ...]
    decided_on: date
    delay_reason: str
    outcome: str
    sample: str
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    response: BoardResponse
    child_voice: Voice
    family_voice: Voice
    practitioner_voice: Voice
    worked_well: tuple[str, ...]


class Measurement(NamedTuple):
    """One reading of a measure: ``value`` out of ``of``, both counts."""

    label: str
    value: int
    of: int


class Evidence(NamedTuple):
    """What shows that an action changed something, and what it does not show."""

    title: str
    on: date
    by: str
    text: str
    before: Measurement | None
    after: Measurement | None
    link: str
    """The id of an item of the library that holds the method and results; may be empty."""
    does_not_show: str


class Update(NamedTuple):
    """A dated progress note; the axes that it set, if any."""

    on: date
    note: str
    response: Response | None
    delivery: Delivery | None
    impact: Impact | None


class Action(NamedTuple):
    """Something that an agency agreed to do; three typed axes, never one."""

    ref: str
    """``R1/A2`` within its plan, or ``A2`` when it answers no single recommendation."""
    title: str
    what: str
    detail: str
    """Professional site only: emptied when a catalogue is narrowed to the public."""
    owner: str
    scope: Scope
    monitored_by: str
    due: PartialDate
    response: Response
    response_reason: str
    delivery: Delivery
    delivery_reason: str
    superseded_by: str
    impact: Impact
    new_action: str
    measure: str
    evidence: tuple[Evidence, ...]
    updates: tuple[Update, ...]

    @property
    def recommendation(self) -> str:
        """The ref of the recommendation that it answers; empty when it answers none."""
        return self.ref.partition("/")[0] if "/" in self.ref else ""

    @property
    def slug(self) -> str:
        """The last part of its address: ``r1-a2``."""
        return self.ref.lower().replace("/", "-")


class Plan(NamedTuple):
    """The fields that only action plans carry."""

    source: str
    reference: str
    monitored_by: str
    actions: tuple[Action, ...]


class Briefing(NamedTuple):
    """The fields that only briefings carry."""

    minutes: int
    good_for: tuple[str, ...]


class KeyMessage(NamedTuple):
    """One of the three things at the head of a newsletter; ``link`` is an item's id."""

    title: str
    text: str
    link: str
    label: str


class Newsletter(NamedTuple):
    """The fields that only newsletters carry."""

    term: str
    three_things: tuple[KeyMessage, ...]


class Policy(NamedTuple):
    """The fields that only policies carry."""

    version: str


class Training(NamedTuple):
    """The fields that only training carries."""

    format: str
    length: str
    dates: tuple[date, ...]
    booking: str


class Cancellation(NamedTuple):
    """When an event was called off, and why."""

    on: date
    reason: str


class Event(NamedTuple):
    """The fields that only events carry; times are local time."""

    starts: datetime
    ends: datetime
    place: str
    event_type: str
    booking: str
    cancelled: Cancellation | None = None


class AnnualReport(NamedTuple):
    """The fields that only yearly reports carry; ``year`` is ``2024-2025``, April to March."""

    year: str


class Resource(NamedTuple):
    """The fields that only learning from elsewhere carries."""

    publisher: str
    link: str
    reference: str
    recommendations: tuple[Recommendation, ...]


Details = Review | Plan | Briefing | Newsletter | Policy | Training | Event | AnnualReport | Resource | None


class Publication(NamedTuple):
    """One item of the library, valid in itself; what it points to is checked by the catalogue."""

    id: str
    type: str
    source: str
    """Its file, relative to the content folder."""
    title: str
    audience: Audience
    published: date
    """The day the partnership signed it off, not the day of the commit."""
    summary: str
    updated: date | None
    change_note: str
    review_due: PartialDate | None
    themes: tuple[str, ...]
    agencies: tuple[str, ...]
    roles: tuple[str, ...]
    priorities: tuple[str, ...]
    schemes: tuple[tuple[str, tuple[str, ...]], ...]
    """The ids of local schemes, each with the ids of its values that this item has."""
    about: tuple[str, ...]
    follows_up: tuple[str, ...]
    """The ids of earlier reviews and audits that it looks at again."""
    supersedes: tuple[str, ...]
    redirect_from: tuple[str, ...]
    former_ids: tuple[str, ...]
    """Ids that it had before, the oldest first; one that it has again stands among them."""
    attachments: tuple[Attachment, ...]
    rights: Rights
    people: tuple[str, ...]
    age_bands: tuple[str, ...]
    content_note: str
    withdrawn: Withdrawal | None
    details: Details
    body: Body
    professional_body: Body | None = None
    """The text with its professional blocks, where it has any; taken away or put in place of ``body`` when a catalogue is narrowed."""
    draft: bool = False
    """Whether somebody is still writing it: it is then on no site, whatever the day."""

    @property
    def kind(self) -> Kind:
        """Its document type."""
        return KIND_BY_NAME[self.type]

    @property
    def address(self) -> str:
        """Its permanent address on the site, without slashes at the ends: ``reviews/child-m``."""
        return f"{self.kind.folder}/{self.id}"

    @property
    def lasting_id(self) -> str:
        """What feeds and calendars know it by: its first id, whatever it is called now."""
        return self.former_ids[0] if self.former_ids else self.id

    @property
    def former_addresses(self) -> tuple[str, ...]:
        """The addresses that it had under former ids, without slashes at the ends; they lead to it."""
        return tuple(f"{self.kind.folder}/{old}" for old in self.former_ids if old != self.id)

    @property
    def old_addresses(self) -> tuple[str, ...]:
        """All addresses that lead to it, without slashes at the ends: of former ids, and those of another website."""
        return tuple(dict.fromkeys((*self.former_addresses, *(old.strip("/") for old in self.redirect_from))))

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """The recommendations that it makes, if it is of a kind that makes any."""
        return self.details.recommendations if isinstance(self.details, Review | Resource) else ()

    @property
    def reference(self) -> str:
        """Its own permanent reference, such as ``LCSPR-2025-02``; empty when it has none."""
        return self.details.reference if isinstance(self.details, Review | Resource | Plan) else ""
