"""The two logs of the partnership: issues and risks, and challenges. Professionals alone read them (Bromley 17 and 22; Sunderland section 4)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

IssueKind = Literal["issue", "risk"]
IssueStatus = Literal["open", "watching", "closed"]
Stage = Literal["managers", "escalation-leads", "senior-leaders", "independent-chair", "safeguarding-partners"]
ChallengeState = Literal["unanswered", "answered", "resolved"]
RiskLevel = Literal["low", "moderate", "high", "very-high"]

_LEVELS: tuple[tuple[int, RiskLevel], ...] = ((15, "very-high"), (8, "high"), (4, "moderate"), (1, "low"))
"""Least score of each level, in a matrix of five by five as the health service uses it."""


class LogUpdate(NamedTuple):
    """A dated note on an entry."""

    on: date
    note: str


class Issue(NamedTuple):
    """Something that has gone wrong (an issue) or may go wrong (a risk) in what the partnership set out to do."""

    ref: str
    """Permanent: ``IR-2026-01``."""
    kind: IssueKind
    title: str
    what: str
    raised_on: date
    raised_by: str
    """The id of a group, an agency or a role."""
    owner: str
    """The id of the group or agency that deals with it."""
    likelihood: int
    """1 to 5; 0 for an issue, which has happened."""
    impact: int
    """1 to 5; 0 where nobody has weighed an issue."""
    mitigation: str
    status: IssueStatus
    closed_on: date | None
    outcome: str
    actions: tuple[str, ...]
    """Full references of the actions that it is about: ``LCSPR-2026-01/R1/A1``."""
    updates: tuple[LogUpdate, ...]

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25; 0 for what was not weighed."""
        return self.likelihood * self.impact

    @property
    def level(self) -> RiskLevel | None:
        """How much a risk matters; None for what was not weighed."""
        return next((level for least, level in _LEVELS if self.score >= least), None)

    @property
    def is_open(self) -> bool:
        """Say whether it still needs somebody."""
        return self.status != "closed"


class Challenge(NamedTuple):
    """A question that one body put to others because something was not done, or did not help."""

    ref: str
    """Permanent: ``CH-2026-01``."""
    title: str
    what: str
    raised_on: date
    raised_by: str
    """The id of a group, an agency or a role."""
    to: tuple[str, ...]
    """The ids of the groups and agencies that were challenged."""
    owner: str
    """The id of the group or agency that sees to it that it ends."""
    stage: Stage
    response: str
    resolved_on: date | None
    outcome: str
    actions: tuple[str, ...]
    """Full references of the actions that it is about."""
    updates: tuple[LogUpdate, ...]

    @property
    def state(self) -> ChallengeState:
        """How far it is; nobody types this."""
        return "resolved" if self.resolved_on else "answered" if self.response else "unanswered"

    @property
    def is_open(self) -> bool:
        """Say whether it still needs somebody: an answer alone does not end a challenge."""
        return self.resolved_on is None


LogEntry = Issue | Challenge


def last_news(entry: LogEntry) -> date:
    """Give the day on which something was last written about an entry."""
    return max([entry.raised_on, *(update.on for update in entry.updates)])
