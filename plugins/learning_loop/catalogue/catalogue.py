"""All publications together: look-ups, and the one place where a reader's view is narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from learning_loop.model.advising import Advising
from learning_loop.model.feedback import FEW, Feedback
from learning_loop.model.kinds import Audience
from learning_loop.model.logs import Challenge, Issue
from learning_loop.model.programme import Planned
from learning_loop.model.publication import (
    Action,
    Body,
    Event,
    Evidence,
    Newsletter,
    Plan,
    Publication,
)
from learning_loop.model.registers import Registers, SiteIdentity, Theme
from learning_loop.model.values import dataclass, replace

NO_BODY = Body(digest="")

_E = TypeVar("_E", Issue, Challenge)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every publication by its id, with the registers."""

    publications: Mapping[str, Publication]
    registers: Registers

    def for_audience(self, audience: Audience, today: date) -> Catalogue:
        """Give what this audience may know on this day, and nothing that could tell of the rest.

        Everything that is published is derived from the result. An item is visible when it is no draft, its audience allows and its
        day has come; a plan also needs its source, because every line of a plan speaks of it. References to what is not visible are dropped;
        professional blocks, details and both logs are dropped for the public, and of feedback the small numbers; a withdrawn item keeps
        its record and loses its text, and a plan its actions.
        """
        visible = {
            one.id: one
            for one in self.publications.values()
            if not one.draft
            and one.published <= today
            and (audience is Audience.PROFESSIONAL or one.audience is Audience.PUBLIC)
        }
        visible = {
            one.id: one
            for one in visible.values()
            if not isinstance(one.details, Plan) or one.details.source in visible
        }
        references = _visible_references(visible, today)
        addresses = {one.address for one in visible.values()}
        narrowed = {one.id: _narrow(one, audience, today, visible, references, addresses) for one in visible.values()}
        registers = _narrow_registers(self.registers, visible)
        registers = _narrow_logs(registers, audience, today, references)
        feedback = tuple(_narrow_feedback(registers.feedback, audience, today, visible, references))
        programme = tuple(_narrow_programme(registers.programme, audience, today, visible, self.publications))
        return Catalogue(
            narrowed, replace(registers, feedback=feedback, programme=programme, waivers=(), advice=Advising())
        )


def reference_of(plan: Publication, publications: Mapping[str, Publication]) -> str:
    """Give the permanent reference that a plan's actions begin with: its source's, else its own."""
    assert isinstance(plan.details, Plan)
    source = publications.get(plan.details.source)
    return (source.reference if source else "") or plan.details.reference


def _visible_references(visible: Mapping[str, Publication], today: date) -> set[str]:
    """Give the full references of all visible actions; those of a withdrawn plan have left with it."""
    found: set[str] = set()
    for one in visible.values():
        if isinstance(one.details, Plan) and not (one.withdrawn is not None and one.withdrawn.on <= today):
            reference = reference_of(one, visible)
            found.update(f"{reference}/{action.ref}" for action in one.details.actions)
    return found


def _narrow(
    one: Publication,
    audience: Audience,
    today: date,
    visible: Mapping[str, Publication],
    references: set[str],
    addresses: set[str],
) -> Publication:
    """Give a publication as this audience may know it; the same object when there is nothing to take away."""
    changes: dict[str, object] = {}
    for name in ("about", "follows_up", "supersedes"):
        ids = getattr(one, name)
        if any(other not in visible for other in ids):
            changes[name] = tuple(other for other in ids if other in visible)
    if one.professional_body is not None:
        changes["professional_body"] = None
        if audience is Audience.PROFESSIONAL:
            changes["body"] = one.professional_body
    if one.withdrawn is not None:
        if one.withdrawn.on > today:
            changes["withdrawn"] = None
        else:
            changes["body"] = NO_BODY
            changes["attachments"] = ()
            if isinstance(one.details, Plan):
                return one._replace(**changes, details=one.details._replace(actions=()))  # type: ignore[arg-type]
    body = changes.get("body", one.body)
    assert isinstance(body, Body)
    if any(link.scheme == "item" and link.target not in addresses for link in body.links):
        kept = tuple(link for link in body.links if link.scheme != "item" or link.target in addresses)
        changes["body"] = body._replace(links=kept)
    details = _narrow_details(one, audience, today, visible, references)
    if details is not one.details:
        changes["details"] = details
    return one._replace(**changes) if changes else one  # type: ignore[arg-type]


def _narrow_details(
    one: Publication, audience: Audience, today: date, visible: Mapping[str, Publication], references: set[str]
) -> object:
    if isinstance(one.details, Event) and one.details.cancelled is not None and one.details.cancelled.on > today:
        return one.details._replace(cancelled=None)
    if isinstance(one.details, Plan):
        reference = reference_of(one, visible)
        actions = tuple(
            _narrow_action(action, audience, visible, reference, references) for action in one.details.actions
        )
        if all(new is old for new, old in zip(actions, one.details.actions, strict=True)):
            return one.details
        return one.details._replace(actions=actions)
    if isinstance(one.details, Newsletter) and any(thing.link not in visible for thing in one.details.three_things):
        kept = tuple(thing for thing in one.details.three_things if thing.link in visible)
        return one.details._replace(three_things=kept)
    return one.details


def _narrow_action(
    action: Action, audience: Audience, visible: Mapping[str, Publication], reference: str, references: set[str]
) -> Action:
    changes: dict[str, object] = {}
    if action.detail and audience is Audience.PUBLIC:
        changes["detail"] = ""
    for name in ("superseded_by", "new_action"):
        other = getattr(action, name)
        if other and full_reference(other, reference) not in references:
            changes[name] = ""
    if any(evidence.link and evidence.link not in visible for evidence in action.evidence):
        changes["evidence"] = tuple(_narrow_evidence(evidence, visible) for evidence in action.evidence)
    return action._replace(**changes) if changes else action  # type: ignore[arg-type]


def _narrow_evidence(evidence: Evidence, visible: Mapping[str, Publication]) -> Evidence:
    return evidence if evidence.link in visible else evidence._replace(link="")


def full_reference(ref: str, reference: str) -> str:
    """Give an action's full reference; ``ref`` may be short (``R1/A2``) or already full."""
    return ref if "-" in ref.partition("/")[0] else f"{reference}/{ref}"


def _narrow_registers(registers: Registers, visible: Mapping[str, Publication]) -> Registers:
    themes = {theme.id: _narrow_theme(theme, visible) for theme in registers.themes.values()}
    return replace(registers, themes=themes, site=_narrow_site(registers.site, visible))


def _narrow_logs(registers: Registers, audience: Audience, today: date, references: set[str]) -> Registers:
    """Take the logs away from the public; leave professionals what was raised by this day, with the actions that they may see."""
    if audience is Audience.PUBLIC:
        return replace(registers, issues=(), challenges=())
    return replace(
        registers,
        issues=_narrow_entries(registers.issues, today, references),
        challenges=_narrow_entries(registers.challenges, today, references),
    )


def _narrow_entries(entries: tuple[_E, ...], today: date, references: set[str]) -> tuple[_E, ...]:
    return tuple(
        entry._replace(actions=tuple(action for action in entry.actions if action in references))
        for entry in entries
        if entry.raised_on <= today
    )


def _narrow_feedback(
    entries: tuple[Feedback, ...],
    audience: Audience,
    today: date,
    visible: Mapping[str, Publication],
    references: set[str],
) -> Iterator[Feedback]:
    """Give what this audience may know of what people told us by this day, each as it was known on the day.

    What is about hidden items alone would speak of them and is left out. Numbers under five may tell who it was.
    """
    for entry in entries:
        hidden = audience is Audience.PUBLIC and entry.audience is not Audience.PUBLIC
        about = tuple(item for item in entry.about if item in visible)
        if hidden or entry.heard_on > today or (entry.about and not about):
            continue
        one = entry.as_of(today)
        one = one._replace(
            about=about,
            changed=tuple(item for item in one.changed if item in visible),
            actions=tuple(action for action in one.actions if action in references),
        )
        if audience is Audience.PUBLIC:
            few = one.few or 0 < one.replies < FEW
            one = one._replace(detail="", few=few, replies=0 if few else one.replies, asked=0 if few else one.asked)
        yield one


def _narrow_programme(
    entries: tuple[Planned, ...],
    audience: Audience,
    today: date,
    visible: Mapping[str, Publication],
    everything: Mapping[str, Publication],
) -> Iterator[Planned]:
    """Give what this audience may know of the programme on this day.

    What became an item that this audience never sees is left out: as done it would speak of that item, as open it would be untrue. What
    became an item whose day has not come, or that is a draft, is still planned.
    """
    public = audience is Audience.PUBLIC
    for entry in entries:
        one = everything.get(entry.item)
        awaited = one is not None and (one.draft or one.published > today)
        closed = one is not None and public and one.audience is not Audience.PUBLIC
        gone = one is not None and not awaited and one.id not in visible
        if closed or gone or (public and entry.audience is not Audience.PUBLIC):
            continue
        if awaited:
            entry = entry._replace(item="")
        if entry.done_on is not None and entry.done_on > today:
            entry = entry._replace(done_on=None)
        if entry.dropped_on is not None and entry.dropped_on > today:
            entry = entry._replace(dropped_on=None, dropped_because="")
        yield entry


def _narrow_theme(theme: Theme, visible: Mapping[str, Publication]) -> Theme:
    """Keep of a message's sources the visible ones, and no message that has none: it would speak of what is hidden."""
    if all(source in visible for message in theme.messages for source in message.sources):
        return theme
    messages = []
    for message in theme.messages:
        sources = tuple(source for source in message.sources if source in visible)
        if sources:
            messages.append(replace(message, sources=sources))
    return replace(theme, messages=tuple(messages))


def _narrow_site(site: SiteIdentity, visible: Mapping[str, Publication]) -> SiteIdentity:
    return replace(
        site,
        private_remotes=(),
        footer=tuple(page for page in site.footer if page in visible),
        how_to=site.how_to if site.how_to in visible else "",
        follow=site.follow if site.follow in visible else "",
        ask=site.ask if site.ask in visible else "",
        often_looked_for=tuple(one for one in site.often_looked_for if not one.item or one.item in visible),
    )
