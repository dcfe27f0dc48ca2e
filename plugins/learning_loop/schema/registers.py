"""The registers' schema: the controlled vocabularies of one partnership."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from learning_loop.model import registers as model
from learning_loop.model.advising import Advising
from learning_loop.model.colour import DARK, LEAST_CONTRAST, LIGHT, TOO_NEAR, contrast_of, hues_apart
from learning_loop.model.kinds import Audience
from learning_loop.schema.advising import AdviceFile
from learning_loop.schema.feedback import FeedbackFile
from learning_loop.schema.fields import (
    Address,
    Booking,
    Day,
    Id,
    Ids,
    ListOf,
    Partial,
    Strict,
    Text,
    Texts,
    Title,
    refuse,
)
from learning_loop.schema.framework import FrameworkFields
from learning_loop.schema.logs import ChallengesFile, IssuesFile
from learning_loop.schema.programme import ProgrammeFile

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]


class MessageFields(Strict):
    """A key message of a theme."""

    title: Title
    """What to do, in a few words."""
    text: Text
    """One or two sentences."""
    sources: Annotated[Ids, Field(min_length=1)]
    """The items that say so."""


class ThemeFields(Strict):
    """One theme (never called a tag)."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    group: Literal["harm", "child", "family", "practice", "system"]
    """Where it stands in the index."""
    broader: Id | None = None
    """The theme that it is part of."""
    definition: Text
    """What it is, in one or two sentences."""
    not_meant: Text | None = None
    """What the word does not mean, or a caution."""
    entry_terms: Texts
    """What people type for it, the commonest first: the theme's page shows the first twelve, the A to Z all."""
    ambiguous: Texts = ()
    """Entry terms that have other senses too."""
    deprecated: Texts = ()
    """Entry terms that one should no longer use."""
    same: Annotated[tuple[Texts, ...], ListOf] = ()
    """Entry terms that say one thing in other words, in groups: whichever of a group is typed finds the same."""
    messages: Annotated[tuple[MessageFields, ...], ListOf] = ()
    """What reviews keep telling us."""

    def to_model(self) -> model.Theme:
        """Give the frozen value."""
        messages = tuple(model.ThemeMessage(m.title, m.text, m.sources) for m in self.messages)
        return model.Theme(
            self.id, self.label, self.group, self.broader or "", self.definition, self.not_meant or "",
            self.entry_terms, self.ambiguous, self.deprecated, self.same, messages,
        )  # fmt: skip

    @model_validator(mode="after")
    def _same_are_entry_terms(self) -> Self:
        known = {self.label, *self.entry_terms}
        seen: set[str] = set()
        for place, group in enumerate(self.same):
            for term in group:
                if term not in known:
                    raise refuse(
                        f"names '{term}', which is no entry term of this theme. Write it among its `entry_terms` too",
                        "same",
                        place,
                    )
                if term in seen:
                    raise refuse(f"names '{term}' twice. One group has all that say the same", "same", place)
                seen.add(term)
            if len(group) < 2:
                raise refuse("has one term alone. Name two or more", "same", place)
        return self


class SenseFields(Strict):
    """One thing that an acronym may stand for. With none of the ids it is a sense of which the library has no page."""

    means: Text
    """The words in full."""
    theme: Id | None = None
    """The theme that is meant."""
    agency: Id | None = None
    """Or the agency."""
    role: Id | None = None
    """Or the role."""
    group: Id | None = None
    """Or the group."""
    review_type: Id | None = None
    """Or the type of review or audit."""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        given = [name for name in SENSE_TARGETS if getattr(self, name)]
        if len(given) > 1:
            raise refuse(f"names a {given[0]} already. One sense means one thing: write a second sense", given[1])
        return self

    def to_model(self) -> model.Sense:
        """Give the frozen value."""
        return model.Sense(
            self.means, self.theme or "", self.agency or "", self.role or "", self.group or "", self.review_type or ""
        )


SENSE_TARGETS = ("theme", "agency", "role", "group", "review_type")
"""What an acronym's sense may lead to."""


class AcronymFields(Strict):
    """An acronym with what it may stand for."""

    letters: Text
    """The acronym, as it is written most often."""
    senses: Annotated[tuple[SenseFields, ...], ListOf, Field(min_length=1)]
    """What it may stand for, the likeliest first."""

    def to_model(self) -> model.Acronym:
        """Give the frozen value."""
        return model.Acronym(self.letters, tuple(sense.to_model() for sense in self.senses))


class AgencyFields(Strict):
    """One agency."""

    id: Id
    """Permanent."""
    name: Title
    """Its full name."""
    short: Text | None = None
    """A short name for tables."""
    aliases: Texts = ()
    """Earlier and other names."""
    about: Text | None = None
    """What it does, in a sentence."""

    def to_model(self) -> model.Agency:
        """Give the frozen value."""
        return model.Agency(self.id, self.name, self.short or self.name, self.aliases, self.about or "")


class GroupFields(Strict):
    """One monitoring group."""

    id: Id
    """Permanent."""
    name: Title
    """Its name today."""
    aliases: Texts = ()
    """Earlier and other names."""
    about: Text | None = None
    """What it does."""
    monitors: Ids = ()
    """The types of review and audit whose actions it watches."""

    def to_model(self) -> model.Group:
        """Give the frozen value."""
        return model.Group(self.id, self.name, self.aliases, self.about or "", self.monitors)


class RoleFields(Strict):
    """One role."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    about: Text | None = None
    """Who is meant."""
    on_receipt: Texts = ()
    """What this role does when learning arrives."""

    def to_model(self) -> model.Role:
        """Give the frozen value."""
        return model.Role(self.id, self.label, self.about or "", self.on_receipt)


class PriorityFields(Strict):
    """One priority of the board."""

    id: Id
    """Permanent."""
    label: Title
    """What readers see."""
    from_: Partial = Field(alias="from")
    """From when."""
    to: Partial
    """Until when."""
    about: Text
    """Why it was chosen."""
    themes: Ids = ()
    """The themes that belong to it."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.to.last_day < self.from_.first_day:
            raise refuse(f"{self.to.words} is before {self.from_.words}, when it begins", "to")
        return self

    def to_model(self) -> model.Priority:
        """Give the frozen value."""
        return model.Priority(self.id, self.label, self.from_, self.to, self.about, self.themes)


class NameFields(Strict):
    """A proper noun that may be published."""

    name: Text
    """The name."""
    kind: Literal["report", "law", "organisation", "person", "place", "contact"]
    """What it names; `contact` is the telephone number or e-mail address of a service."""
    reason: Text
    """Why it may be published."""

    def to_model(self) -> model.PermittedName:
        """Give the frozen value."""
        return model.PermittedName(self.name, self.kind, self.reason)


class UrlFields(Strict):
    """Where the two sites are."""

    public: Address
    """The public site."""
    professional: Address
    """The professional site."""
    first: Address | None = None
    """The public address that the library began with, once `public` is another one: by it feeds keep their entries’ ids, and readers’ programs do not take everything for new."""


class WorriedFields(Strict):
    """Whom to call about a child."""

    line: Text
    """Who answers."""
    number: Text
    """Their number."""
    hours: Text
    """When."""
    emergency: Text
    """The emergency number."""
    advice_label: Text
    """What the practitioners' line is for."""
    advice_number: Text
    """Its number."""
    advice_hours: Text
    """When."""
    says: Text
    """That reports are not taken here."""

    def to_model(self) -> model.Worried:
        """Give the frozen value."""
        return model.Worried(**self.model_dump())


class MailingFields(Strict):
    """The foot of every e-mail."""

    why: Text | None = None
    """Why somebody has this e-mail, in a sentence. Left out: that they asked for news from the partnership."""
    stop: Text | None = None
    """How to stop it, in a sentence. Left out: by writing to the officer's e-mail."""

    def to_model(self) -> model.Mailing:
        """Give the frozen value."""
        return model.Mailing(self.why or "", self.stop or "")


class OftenFields(Strict):
    """A shortcut of the home page."""

    label: Text
    """What people type."""
    theme: Id | None = None
    """The theme it leads to."""
    item: Id | None = None
    """Or the item."""


class AccentFields(Strict):
    """The one colour that a partnership may change: links, buttons, the current place."""

    light: Colour
    """The colour on white: a contrast of at least 7 with `#ffffff`, and no hue that means something (overdue, due soon, complete, embedded, visited)."""
    dark: Colour
    """The colour on the dark scheme's `#10191d`, by the same rule."""

    @model_validator(mode="after")
    def _can_be_read_and_means_nothing(self) -> Self:
        for name, colour, scheme in (("light", self.light, LIGHT), ("dark", self.dark, DARK)):
            contrast = contrast_of(colour, scheme.paper)
            if contrast < LEAST_CONTRAST:
                deeper = "darker" if scheme is LIGHT else "lighter"
                raise refuse(
                    f"'{colour}' has a contrast of {contrast:.1f} with {scheme.paper}; links need {LEAST_CONTRAST}. Choose a {deeper} one",
                    name,
                )
            for meaning, taken in scheme.meanings.items():
                if hues_apart(colour, taken) < TOO_NEAR:
                    raise refuse(
                        f"'{colour}' has the hue that means '{meaning}' ({taken}). Choose one at least {TOO_NEAR} degrees of hue away",
                        name,
                    )
        return self


class PrivateRemoteFields(Strict):
    """A git remote that somebody has found private."""

    remote: Text
    """The address, as `loop doctor` shows it."""
    by: Text
    """Who looked."""
    on: Day
    """When."""


class SiteFields(Strict):
    """Who publishes the library, and where."""

    name: Title
    """The library's name."""
    partnership: Title
    """The partnership's full name."""
    short: Text
    """Its short name."""
    area: Text
    """The area."""
    tagline: Title
    """The home page's title."""
    intro: Text
    """The sentence under it."""
    url: UrlFields
    """The addresses."""
    language: Text
    """The language, en-GB."""
    email: Email
    """The officer's e-mail."""
    feedback: Booking
    """Where feedback goes: mailto: or https:."""
    worried: WorriedFields
    """Whom to call about a child."""
    often_looked_for: Annotated[tuple[OftenFields, ...], ListOf] = ()
    """Shortcuts on the home page."""
    actions_since: Partial
    """The home page counts actions from then."""
    data_licence: Literal["partnership", "ogl-3.0"] = "partnership"
    """Who may use the public data files: `partnership` asks readers to ask before they publish them elsewhere, `ogl-3.0` lets everybody use them and name you."""
    accent: AccentFields
    """The accent colour."""
    footer: Ids = ()
    """Pages in the foot."""
    how_to: Id | None = None
    """The page at the right of the menu."""
    follow: Id | None = None
    """The page that says how to follow the library; the home page leads to it."""
    ask: Id | None = None
    """The page that says how to ask for a withdrawn item; what is left of the item leads to it."""
    mailing: MailingFields | None = None
    """What the foot of every newsletter's and bulletin's e-mail says."""
    true_names: Literal["required"] | None = None
    """`required`: the public site is published only after the register of true names was asked. Without its key nothing goes out."""
    sign_off: Literal["required"] | None = None
    """`required`: every public item needs a sign-off of its present text, by somebody who did not write it (`loop sign-off FILE`)."""
    private_remotes: Annotated[tuple[PrivateRemoteFields, ...], ListOf] = ()
    """Git remotes that somebody has found private, written by `loop doctor --remote-is-private origin --by NAME`."""

    def to_model(self) -> model.SiteIdentity:
        """Give the frozen value."""
        return model.SiteIdentity(
            name=self.name,
            partnership=self.partnership,
            short=self.short,
            area=self.area,
            tagline=self.tagline,
            intro=self.intro,
            public_url=self.url.public,
            professional_url=self.url.professional,
            first_url=self.url.first or self.url.public,
            language=self.language,
            email=self.email,
            feedback=self.feedback,
            worried=self.worried.to_model(),
            often_looked_for=tuple(
                model.OftenLookedFor(o.label, o.theme or "", o.item or "") for o in self.often_looked_for
            ),
            actions_since=self.actions_since,
            data_licence=self.data_licence,
            accent_light=self.accent.light,
            accent_dark=self.accent.dark,
            footer=self.footer,
            how_to=self.how_to or "",
            follow=self.follow or "",
            ask=self.ask or "",
            mailing=self.mailing.to_model() if self.mailing else model.Mailing("", ""),
            true_names=self.true_names == "required",
            sign_off=self.sign_off == "required",
            private_remotes=tuple(model.PrivateRemote(one.remote, one.by, one.on) for one in self.private_remotes),
        )


class ThemesFile(Strict):
    """The file ``themes.yml``."""

    themes: Annotated[tuple[ThemeFields, ...], ListOf]
    """The themes, in the order of the index."""
    acronyms: Annotated[tuple[AcronymFields, ...], ListOf] = ()
    """Acronyms that mean several things, or something that is no theme."""

    @model_validator(mode="after")
    def _once(self) -> Self:
        seen: set[str] = set()
        for position, acronym in enumerate(self.acronyms):
            if acronym.letters in seen:
                raise refuse(f"'{acronym.letters}' stands twice. Put all its senses under one", "acronyms", position)
            seen.add(acronym.letters)
        return self


class AgenciesFile(Strict):
    """The file ``agencies.yml``."""

    agencies: Annotated[tuple[AgencyFields, ...], ListOf]
    """The agencies."""


class GroupsFile(Strict):
    """The file ``groups.yml``."""

    groups: Annotated[tuple[GroupFields, ...], ListOf]
    """The monitoring groups."""


class RolesFile(Strict):
    """The file ``roles.yml``."""

    roles: Annotated[tuple[RoleFields, ...], ListOf]
    """The roles."""


class PrioritiesFile(Strict):
    """The file ``priorities.yml``."""

    priorities: Annotated[tuple[PriorityFields, ...], ListOf]
    """The priorities."""


class NamesFile(Strict):
    """The file ``names.yml``."""

    names: Annotated[tuple[NameFields, ...], ListOf] = ()
    """Names that may be published."""


class WaiverFields(Strict):
    """One finding of the disclosure check that somebody answers for."""

    rule: Id
    """The rule, as `loop check` prints it."""
    file: Annotated[str, StringConstraints(pattern=r"^[a-z][^\\\s]*\.[A-Za-z]{2,4}$")]
    """The file, such as `reviews/child-m.md`, or one that an item attaches."""
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    """What `loop check` prints behind the finding. It stands for the words and those around them, and changes when they do."""
    reason: Annotated[Text, Field(min_length=20)]
    """Why it may be published, for whoever reads this in a year."""
    asked_by: Text
    """Who wants it published: the text's author, by role or name."""
    approved_by: Text
    """Who has looked and agrees. Never the one who asks."""
    until: Day
    """The day until which it holds. Then somebody looks again."""
    audience: Audience = Audience.PUBLIC
    """For whom: `public` (and so for professionals too), or `professional` alone."""

    @model_validator(mode="after")
    def _two_people(self) -> Self:
        if " ".join(self.asked_by.lower().split()) == " ".join(self.approved_by.lower().split()):
            raise refuse("is the one who asks. Somebody else must look at the text and approve", "approved_by")
        return self

    def to_model(self) -> model.Waiver:
        """Give the frozen value."""
        return model.Waiver(
            self.rule,
            self.file,
            self.fingerprint,
            self.reason,
            self.asked_by,
            self.approved_by,
            self.until,
            self.audience,
        )


class WaiversFile(Strict):
    """The file ``disclosure-waivers.yml``."""

    waivers: Annotated[tuple[WaiverFields, ...], ListOf] = ()
    """What the disclosure check lets through, one entry a finding."""


REGISTER_FILES: dict[str, type[Strict]] = {
    "site": SiteFields,
    "themes": ThemesFile,
    "agencies": AgenciesFile,
    "groups": GroupsFile,
    "roles": RolesFile,
    "priorities": PrioritiesFile,
    "framework": FrameworkFields,
    "names": NamesFile,
    "issues": IssuesFile,
    "challenges": ChallengesFile,
    "feedback": FeedbackFile,
    "programme": ProgrammeFile,
    "disclosure-waivers": WaiversFile,
    "advice": AdviceFile,
}
"""The schema of each file of ``content/registers``."""

OPTIONAL = frozenset({"issues", "challenges", "feedback", "programme", "disclosure-waivers", "advice"})
"""Registers that need not be there: without a file, a log is empty."""


def to_registers(files: dict[str, Any]) -> model.Registers:
    """Put the checked files together."""

    def by_id(name: str, convert: Callable[[Any], Any]) -> dict[str, Any]:
        return {one.id: convert(one) for one in getattr(files[name], name)}

    return model.Registers(
        site=files["site"].to_model(),
        themes=by_id("themes", ThemeFields.to_model),
        acronyms=tuple(acronym.to_model() for acronym in files["themes"].acronyms),
        agencies=by_id("agencies", AgencyFields.to_model),
        groups=by_id("groups", GroupFields.to_model),
        roles=by_id("roles", RoleFields.to_model),
        priorities=by_id("priorities", PriorityFields.to_model),
        framework=files["framework"].to_model(),
        names=tuple(name.to_model() for name in files["names"].names),
        issues=tuple(one.to_model() for one in files["issues"].issues) if "issues" in files else (),
        challenges=tuple(one.to_model() for one in files["challenges"].challenges) if "challenges" in files else (),
        feedback=tuple(one.to_model() for one in files["feedback"].feedback) if "feedback" in files else (),
        programme=tuple(one.to_model() for one in files["programme"].programme) if "programme" in files else (),
        waivers=tuple(one.to_model() for one in files["disclosure-waivers"].waivers)
        if "disclosure-waivers" in files
        else (),
        advice=files["advice"].to_model() if "advice" in files else Advising(),
    )
