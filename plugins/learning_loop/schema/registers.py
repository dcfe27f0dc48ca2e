"""The schema of the registers: the files of ``content/registers`` by their names, and what they become together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from learning_loop.model import registers as model
from learning_loop.model.advising import Advising
from learning_loop.model.kinds import Audience
from learning_loop.schema.advising import AdviceFile
from learning_loop.schema.feedback import FeedbackFile
from learning_loop.schema.fields import Day, Id, ListOf, Strict, Text, refuse
from learning_loop.schema.framework import FrameworkFields
from learning_loop.schema.logs import ChallengesFile, IssuesFile
from learning_loop.schema.programme import ProgrammeFile
from learning_loop.schema.site import SiteFields
from learning_loop.schema.vocabularies import (
    AgenciesFile,
    AgencyFields,
    GroupFields,
    GroupsFile,
    PrioritiesFile,
    PriorityFields,
    RoleFields,
    RolesFile,
    ThemeFields,
    ThemesFile,
)


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
