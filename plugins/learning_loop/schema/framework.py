"""The schema of ``framework.yml``: the learning and improvement framework, whole or as what a site changes of a shipped profile."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from learning_loop.model import framework as model
from learning_loop.schema.fields import Id, Ids, ListOf, Partial, Strict, Text, Texts, Title, YesNo, refuse

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


Held = Literal[
    "review", "executive-summary", "practice-guidance", "briefing", "newsletter", "bulletin", "action-plan", "policy", "training", "event",
    "annual-report", "resource", "audit", "evidence", "action", "delivered-action",
]  # fmt: skip
"""What may stand at a stage of the learning cycle."""


class StageFields(Strict):
    """A stage of the learning cycle."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    about: Text | None = None
    """What happens in it."""
    holds: tuple[Held, ...] = ()
    """Which documents stand at this stage: types, and `audit` (reviews that are audits), `evidence` (whatever holds the evidence of an
    action), `action` (until it is delivered), `delivered-action`. When no stage has this field, stages named review, identify, embed and
    evaluate hold what is usual."""

    def to_model(self, usual: bool) -> model.Stage:
        """Give the frozen value; ``usual`` when no stage says what it holds."""
        holds = model.USUAL_STAGES.get(self.id, ()) if usual else self.holds
        return model.Stage(self.id, self.label, self.about or "", holds)


class MethodFields(Strict):
    """A method of review."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    about: Text | None = None
    """What happens in it."""
    aliases: Texts = ()
    """Other names."""

    def to_model(self) -> model.Term:
        """Give the frozen value."""
        return model.Term(self.id, self.label, self.aliases, self.about or "")


class ReviewTypeFields(Strict):
    """A type of review or audit."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    short: Text | None = None
    """Its abbreviation."""
    statutory: YesNo
    """Whether the law requires it."""
    audit: YesNo
    """Whether it is an audit."""
    aliases: Texts = ()
    """Earlier and other names."""
    about: Text
    """What it is."""
    commissioned_by: Text | None = None
    """Who decides that it is done."""
    done_by: Text | None = None
    """Who does it."""
    reports_to: Id | None = None
    """The group that it reports to."""
    published: model.Publishing | None = None
    """What readers see of it: `always` the report, `when-suitable` the report where that is right, `learning-only` what was learned, `never` nothing."""

    def to_model(self) -> model.ReviewType:
        """Give the frozen value."""
        return model.ReviewType(
            self.id, self.label, self.short or self.label, self.statutory, self.audit, self.aliases, self.about,
            self.done_by or "", self.reports_to or "", self.commissioned_by or "", self.published,
        )  # fmt: skip


class SchoolTermFields(Strict):
    """A term of the year."""

    id: Literal["spring", "summer", "autumn"]
    """Its name in ids."""
    label: Title
    """What readers see."""
    from_: MonthDay = Field(alias="from")
    """First day, MM-DD."""
    to: MonthDay
    """Last day, MM-DD."""

    def to_model(self) -> model.SchoolTerm:
        """Give the frozen value."""
        return model.SchoolTerm(self.id, self.label, self.from_, self.to)


class TargetFields(Strict):
    """What the partnership promised."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    type: model.TargetType
    """What is counted: review for reviews and audits together, audit for audits alone, training for the days on which courses ran."""
    per: model.TargetPeriod
    """In which period; year is April to March."""
    count: Annotated[int, Field(ge=1)]
    """How many."""
    review_type: Id | None = None
    """For `review` and `audit`: the one type of review or audit that counts. Left out: all do."""

    @model_validator(mode="after")
    def _of_reviews(self) -> Self:
        if self.review_type and self.type not in ("review", "audit"):
            raise refuse(f"is for the types review and audit. This target counts '{self.type}'", "review_type")
        return self

    def to_model(self) -> model.Target:
        """Give the frozen value."""
        return model.Target(self.id, self.label, self.type, self.per, self.count, self.review_type or "")


class PromiseFields(Strict):
    """What the partnership promised and no library can count."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    about: Text | None = None
    """How it is kept."""

    def to_model(self) -> model.Promise:
        """Give the frozen value."""
        return model.Promise(self.id, self.label, self.about or "")


Sent = Literal[
    "review", "executive-summary", "practice-guidance", "briefing", "newsletter", "bulletin", "action-plan", "policy", "training", "event",
    "annual-report", "resource", "page", "forum", "staff-meeting", "workshop", "conference",
]  # fmt: skip
"""What may go out by a channel: types of document, and kinds of event."""


class ChannelFields(Strict):
    """A way in which learning is shared."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    about: Text | None = None
    """What it is, and for whom."""
    cadence: Text | None = None
    """How often, in words: once a term, after each review."""
    sends: tuple[Sent, ...] = ()
    """What goes out by it: types of document, and kinds of event (`forum`, `staff-meeting`, `workshop`, `conference`)."""
    roles: Ids = ()
    """The roles that it is for. Left out: everybody."""

    def to_model(self) -> model.Channel:
        """Give the frozen value."""
        return model.Channel(self.id, self.label, self.about or "", self.cadence or "", self.sends, self.roles)


class SchemeValueFields(Strict):
    """One value of a scheme."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    about: Text | None = None
    """What belongs there."""

    def to_model(self) -> model.SchemeValue:
        """Give the frozen value."""
        return model.SchemeValue(self.id, self.label, self.about or "")


class SchemeFields(Strict):
    """A way of sorting what was learned that this partnership alone has."""

    id: Id
    """Permanent: items name it under `schemes`."""
    label: Title
    """What readers see."""
    about: Text | None = None
    """What it is for."""
    values: Annotated[tuple[SchemeValueFields, ...], ListOf, Field(min_length=2)]
    """Its values, in their order."""

    @model_validator(mode="after")
    def _values_once(self) -> Self:
        seen: set[str] = set()
        for position, value in enumerate(self.values):
            if value.id in seen:
                raise refuse(f"'{value.id}' stands twice in this scheme. Keep one", "values", position, "id")
            seen.add(value.id)
        return self

    def to_model(self) -> model.Scheme:
        """Give the frozen value."""
        return model.Scheme(self.id, self.label, self.about or "", {one.id: one.to_model() for one in self.values})


class WordFields(Strict):
    """A word of the field with others that say the same, so that old texts are found by new words and new ones by old."""

    id: Id
    """Permanent."""
    label: Title
    """The words in full, as they are said today."""
    aliases: Annotated[Texts, Field(min_length=1)]
    """Other words for it: its letters, earlier names."""
    about: Text | None = None
    """What changed, and when."""

    def to_model(self) -> model.Term:
        """Give the frozen value."""
        return model.Term(self.id, self.label, self.aliases, self.about or "")


class DocumentFields(Strict):
    """The document in which the framework was agreed."""

    title: Title | None = None
    """Its title. Left out: Learning and improvement framework."""
    body: model.Standing | None = None
    """What you are: `board` (a local safeguarding children board, until 2018) or `partnership`. Left out: `partnership`."""
    edition: Text | None = None
    """The statutory guidance that it stands on: Working Together to Safeguard Children (2023)."""
    agreed: Partial | None = None
    """When it was agreed."""
    review_due: Partial | None = None
    """When it is to be looked at again."""
    about: Text | None = None
    """What it is for, in a sentence or two."""

    def to_model(self) -> model.FrameworkDocument:
        """Give the frozen value."""
        usual = model.FrameworkDocument()
        return model.FrameworkDocument(
            self.title or usual.title, self.body or usual.body, self.edition or "", self.agreed, self.review_due, self.about or "",
        )  # fmt: skip


class LeaveOutFields(Strict):
    """What a site does not take over from its profile."""

    review_types: Ids = ()
    """Types of review and audit."""
    methods: Ids = ()
    """Methods."""
    channels: Ids = ()
    """Channels."""
    schemes: Ids = ()
    """Schemes."""
    words: Ids = ()
    """Words of the field."""
    targets: Ids = ()
    """Targets."""
    promises: Ids = ()
    """Promises."""
    groups: Ids = ()
    """Groups."""
    roles: Ids = ()
    """Roles."""
    priorities: Ids = ()
    """Priorities."""


_NEEDED_WITHOUT_A_PROFILE = ("stages", "review_types", "methods", "briefing_headings")


class FrameworkFields(Strict):
    """The learning and improvement framework. With `profile`, all below is what you add to it or change of it."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["profile"]}, {"required": list(_NEEDED_WITHOUT_A_PROFILE)}]}
    )

    profile: Id | None = None
    """The shipped framework that you start from: `bromley`, `croydon`, `isle-of-wight`, `portsmouth`, `sunderland`. Left out: this file has all of it."""
    leave_out: LeaveOutFields | None = None
    """Ids of what you do not take over from the profile, list by list."""
    document: DocumentFields | None = None
    """The document in which the framework was agreed."""
    stages: Annotated[tuple[StageFields, ...], ListOf] = ()
    """The learning cycle, in its order. With a profile: write all stages or none; without one they are required."""
    review_types: Annotated[tuple[ReviewTypeFields, ...], ListOf] = ()
    """Types of review and audit. Required without a profile."""
    methods: Annotated[tuple[MethodFields, ...], ListOf] = ()
    """Methods. Required without a profile."""
    channels: Annotated[tuple[ChannelFields, ...], ListOf] = ()
    """How learning is shared."""
    schemes: Annotated[tuple[SchemeFields, ...], ListOf] = ()
    """Ways of sorting what was learned that you alone have. Each is a filter of the search and a page for each of its values."""
    words: Annotated[tuple[WordFields, ...], ListOf] = ()
    """Words of the field with their older and newer names."""
    briefing_headings: Annotated[Texts, Field(min_length=1)] = ()
    """The headings of a briefing, in order. With a profile: write all or none; without one they are required."""
    terms: Annotated[tuple[SchoolTermFields, ...], ListOf] = ()
    """Terms of the year, for newsletters and targets. Left out: spring from January, summer from May, autumn from September."""
    targets: Annotated[tuple[TargetFields, ...], ListOf] = ()
    """Promises that the library counts."""
    promises: Annotated[tuple[PromiseFields, ...], ListOf] = ()
    """Promises that no library can count."""

    @model_validator(mode="after")
    def _nothing_missing(self) -> Self:
        for name in _NEEDED_WITHOUT_A_PROFILE:
            if name not in self.model_fields_set:
                raise refuse(
                    "is missing. It is required here, or choose a profile: add a line such as 'profile: croydon'", name
                )
        return self

    @model_validator(mode="after")
    def _one_name_each(self) -> Self:
        names: dict[str, str] = {}
        for position, stage in enumerate(self.stages):
            name = " ".join(stage.label.casefold().split())
            if name in names and names[name] != stage.id:
                raise refuse(
                    f"is called '{stage.label}', as the stage '{names[name]}' is. Give the two different names",
                    "stages",
                    position,
                    "label",
                )
            names[name] = stage.id
        return self

    @model_validator(mode="after")
    def _one_stage_each(self) -> Self:
        stages: dict[str, str] = {}
        for position, stage in enumerate(self.stages):
            for held in stage.holds:
                if stages.setdefault(held, stage.id) != stage.id:
                    raise refuse(
                        f"'{held}' stands at the stage '{stages[held]}' already. Keep it at one",
                        "stages",
                        position,
                        "holds",
                    )
        return self

    def to_model(self) -> model.Framework:
        """Give the frozen value."""
        usual = not any(stage.holds for stage in self.stages)
        return model.Framework(
            tuple(stage.to_model(usual) for stage in self.stages),
            {one.id: one.to_model() for one in self.review_types},
            {one.id: one.to_model() for one in self.methods},
            self.briefing_headings,
            {one.id: one.to_model() for one in self.terms} or dict(model.USUAL_TERMS),
            tuple(one.to_model() for one in self.targets),
            tuple(one.to_model() for one in self.promises),
            tuple(one.to_model() for one in self.channels),
            {one.id: one.to_model() for one in self.schemes},
            tuple(one.to_model() for one in self.words),
            self.document.to_model() if self.document else model.FrameworkDocument(),
            self.profile or "",
        )
