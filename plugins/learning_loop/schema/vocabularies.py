"""The schema of what items are sorted by and who works with them: themes, acronyms, agencies, groups, roles, priorities."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from learning_loop.model import registers as model
from learning_loop.schema.fields import Id, Ids, ListOf, Partial, Strict, Text, Texts, Title, refuse


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
