"""The controlled vocabularies of one partnership, as read from ``content/registers``."""

from __future__ import annotations

from datetime import date

from learning_loop.model.advising import Advising
from learning_loop.model.dates import PartialDate
from learning_loop.model.feedback import Feedback
from learning_loop.model.framework import Framework
from learning_loop.model.kinds import Audience
from learning_loop.model.logs import Challenge, Issue
from learning_loop.model.programme import Planned
from learning_loop.model.values import dataclass, field


@dataclass(frozen=True, slots=True)
class ThemeMessage:
    """What reviews keep telling us about a theme, with the ids of the items that say so."""

    title: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A controlled subject with the words that people type for it."""

    id: str
    label: str
    group: str
    broader: str
    definition: str
    not_meant: str
    entry_terms: tuple[str, ...]
    ambiguous: tuple[str, ...]
    deprecated: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    """Groups of entry terms that say one thing in other words."""
    messages: tuple[ThemeMessage, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that an acronym may stand for, and what in the registers it is: at most one of the ids is not empty."""

    means: str
    theme: str
    agency: str
    role: str
    group: str
    review_type: str


@dataclass(frozen=True, slots=True)
class Acronym:
    """Letters that people type, with what they may stand for, the likeliest first."""

    letters: str
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation that owns actions."""

    id: str
    name: str
    short: str
    aliases: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group that monitors; groups change their names, so they have aliases."""

    id: str
    name: str
    aliases: tuple[str, ...]
    about: str
    monitors: tuple[str, ...] = ()
    """The types of review and audit whose actions it watches, by id."""


@dataclass(frozen=True, slots=True)
class Role:
    """A reader's role and what it does on receipt of learning (Sunderland section 4)."""

    id: str
    label: str
    about: str
    on_receipt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """What the board has chosen to work on, and for how long."""

    id: str
    label: str
    starts: PartialDate
    ends: PartialDate
    about: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PermittedName:
    """A proper noun that may be published, and why."""

    name: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding of the disclosure check that somebody answers for."""

    rule: str
    file: str
    fingerprint: str
    reason: str
    asked_by: str
    approved_by: str
    until: date
    audience: Audience


@dataclass(frozen=True, slots=True)
class Worried:
    """The "Worried about a child?" contact that stands on every page."""

    line: str
    number: str
    hours: str
    emergency: str
    advice_label: str
    advice_number: str
    advice_hours: str
    says: str


@dataclass(frozen=True, slots=True)
class OftenLookedFor:
    """A shortcut on the home page to a theme or an item."""

    label: str
    theme: str
    item: str


@dataclass(frozen=True, slots=True)
class Mailing:
    """What the foot of every e-mail says; empty where the partnership says nothing of its own."""

    why: str
    stop: str


@dataclass(frozen=True, slots=True)
class PrivateRemote:
    """A git remote that somebody has looked at and found private."""

    remote: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class SiteIdentity:
    """Who publishes the library, and where."""

    name: str
    partnership: str
    short: str
    area: str
    tagline: str
    intro: str
    public_url: str
    professional_url: str
    first_url: str
    """The public address that the library began with: feeds' permanent ids are made under it."""
    language: str
    email: str
    feedback: str
    worried: Worried
    often_looked_for: tuple[OftenLookedFor, ...]
    actions_since: PartialDate
    data_licence: str
    accent_light: str
    accent_dark: str
    footer: tuple[str, ...]
    how_to: str
    follow: str
    ask: str
    mailing: Mailing = Mailing("", "")
    true_names: bool = False
    """Whether the public site may only be published after the register of true names was asked."""
    sign_off: bool = False
    """Whether every public item needs a sign-off of its present content."""
    private_remotes: tuple[PrivateRemote, ...] = ()


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers; mappings keep the order of the files."""

    site: SiteIdentity
    themes: dict[str, Theme]
    acronyms: tuple[Acronym, ...]
    agencies: dict[str, Agency]
    groups: dict[str, Group]
    roles: dict[str, Role]
    priorities: dict[str, Priority]
    framework: Framework
    names: tuple[PermittedName, ...]
    issues: tuple[Issue, ...] = ()
    """The log of issues and risks; taken away when a catalogue is narrowed to the public."""
    challenges: tuple[Challenge, ...] = ()
    """The log of challenges; taken away likewise."""
    feedback: tuple[Feedback, ...] = ()
    """What people told us, in the order of the file."""
    programme: tuple[Planned, ...] = ()
    """What is planned, in the order of the file."""
    waivers: tuple[Waiver, ...] = ()
    """What the disclosure check lets through; taken away when a catalogue is narrowed, since no reader may know of it."""
    origins: dict[str, dict[str, int]] = field(default_factory=dict)
    """Of lists that a shipped profile gives a part of: list → id → position in the site's own file, from 0. What the profile gave has none."""
    advice: Advising = Advising()
    """What the advice on writing is to leave alone; taken away likewise."""
