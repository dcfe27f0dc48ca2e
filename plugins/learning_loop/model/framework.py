"""A learning and improvement framework: its cycle, its types of review, how it is shared, what it promised. A site has one, often from a shipped profile."""

from __future__ import annotations

from typing import Literal

from learning_loop.model.dates import PartialDate
from learning_loop.model.values import dataclass, field

TargetType = Literal[
    "review", "audit", "practice-guidance", "briefing", "newsletter", "bulletin", "policy", "training",
    "annual-report", "forum", "staff-meeting", "workshop", "conference",
]  # fmt: skip
"""What a target counts. `review` is reviews and audits together, `training` the days on which courses ran."""

TargetPeriod = Literal["two-years", "year", "calendar-year", "half-year", "term", "quarter", "month"]
"""In what a target counts; `year` is April to March, `two-years` two of them, the first of which begins in an even year."""

Publishing = Literal["always", "when-suitable", "learning-only", "never"]
"""What readers see of a type of review: the report; the report where that is right; what was learned without the report; nothing."""

Standing = Literal["board", "partnership"]
"""What those who publish the library are: a local safeguarding children board (until 2018), or safeguarding partners."""


@dataclass(frozen=True, slots=True)
class FrameworkDocument:
    """The document in which the framework was agreed; everything in it may be unsaid."""

    title: str = "Learning and improvement framework"
    body: Standing = "partnership"
    edition: str = ""
    """The statutory guidance that it stands on, such as "Working Together to Safeguard Children (2023)"."""
    agreed: PartialDate | None = None
    review_due: PartialDate | None = None
    """When the framework itself is to be looked at again."""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the learning cycle."""

    id: str
    label: str
    about: str
    holds: tuple[str, ...]
    """Which documents stand here: names of types, and the states of `STAGE_STATES`."""


STAGE_STATES = ("audit", "evidence", "action", "delivered-action")
"""What a stage may hold beside the types: reviews that are audits, items with the evidence of an action, actions, and actions that are done."""

USUAL_STAGES: dict[str, tuple[str, ...]] = {
    "review": ("audit", "resource"),
    "identify": ("review", "executive-summary"),
    "embed": (
        "action-plan", "action", "briefing", "practice-guidance", "newsletter", "bulletin", "policy", "training", "event",
    ),
    "evaluate": ("evidence", "delivered-action", "annual-report"),
}  # fmt: skip
"""What the stages of the usual cycle hold when a framework says nothing else: review, identify, embed, evaluate."""


@dataclass(frozen=True, slots=True)
class ReviewType:
    """A kind of review or audit, with its older names."""

    id: str
    label: str
    short: str
    statutory: bool
    audit: bool
    aliases: tuple[str, ...]
    about: str
    done_by: str
    reports_to: str
    """The id of a group; empty when nobody said."""
    commissioned_by: str = ""
    """Who decides that it is done, in words."""
    published: Publishing | None = None
    """What readers see of it; None when nobody said."""


@dataclass(frozen=True, slots=True)
class Term:
    """A named thing of the framework: a method, or a word of the field with the words that say the same."""

    id: str
    label: str
    aliases: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in which learning is shared."""

    id: str
    label: str
    about: str
    cadence: str
    """How often, in words; empty when nobody said."""
    sends: tuple[str, ...]
    """What goes out by it: types of document, and kinds of event (`forum`, `staff-meeting`, `workshop`, `conference`)."""
    roles: tuple[str, ...]
    """Whom it is for, as ids of roles; none is everybody."""


@dataclass(frozen=True, slots=True)
class SchemeValue:
    """One value of a local scheme."""

    id: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A local way of sorting what was learned: a facet of the search, and an index with a page for each value."""

    id: str
    label: str
    about: str
    values: dict[str, SchemeValue]


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """A term of the year; both days are ``MM-DD``, both included."""

    id: str
    label: str
    first_day: str
    last_day: str


USUAL_TERMS = {
    "spring": SchoolTerm("spring", "Spring term", "01-01", "04-30"),
    "summer": SchoolTerm("summer", "Summer term", "05-01", "08-31"),
    "autumn": SchoolTerm("autumn", "Autumn term", "09-01", "12-31"),
}
"""The terms of English schools with the holidays that follow them, so that no day belongs to none."""


@dataclass(frozen=True, slots=True)
class Target:
    """How many of a type the partnership promised in a period."""

    id: str
    label: str
    type: TargetType
    per: TargetPeriod
    count: int
    review_type: str = ""
    """For reviews and audits: the one type that counts; empty for all."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What the partnership promised and no library can count, such as a yearly look at the framework itself."""

    id: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class Framework:
    """The partnership's learning and improvement framework."""

    stages: tuple[Stage, ...]
    review_types: dict[str, ReviewType]
    methods: dict[str, Term]
    briefing_headings: tuple[str, ...]
    terms: dict[str, SchoolTerm]
    targets: tuple[Target, ...]
    promises: tuple[Promise, ...] = ()
    channels: tuple[Channel, ...] = ()
    schemes: dict[str, Scheme] = field(default_factory=dict)
    words: tuple[Term, ...] = ()
    """Words of the field with their older and newer names, by which texts of either age are found."""
    document: FrameworkDocument = FrameworkDocument()
    profile: str = ""
    """The shipped profile that it was made from; empty for a framework of the site's own."""
