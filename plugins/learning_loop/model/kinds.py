"""The document types of the library (domain: what is published) and the folders that hold them."""

from __future__ import annotations

from enum import StrEnum

from learning_loop.model.values import dataclass


class Audience(StrEnum):
    """Who may read an item. Professionals read the public items too."""

    PUBLIC = "public"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class Kind:
    """One document type."""

    name: str
    """What authors write as ``type``."""
    folder: str
    """The folder under ``content/``, and the first part of the address."""
    label: str
    """The type's name for readers."""
    plural: str
    """The title of the type's listing."""
    icon: str
    """The id of its mark in the sprite; empty for none."""


REVIEW = Kind("review", "reviews", "Review", "Reviews and audits", "review")
SUMMARY = Kind("executive-summary", "summaries", "Executive summary", "Executive summaries", "summary")
GUIDANCE = Kind("practice-guidance", "guidance", "Practice guidance", "Practice guidance", "guidance")
BRIEFING = Kind("briefing", "briefings", "7-minute briefing", "Briefings", "briefing-7")
NEWSLETTER = Kind("newsletter", "newsletters", "Newsletter", "Newsletters", "newsletter")
BULLETIN = Kind("bulletin", "bulletins", "Bulletin", "Bulletins", "bulletin")
PLAN = Kind("action-plan", "actions", "Action plan", "Action plans", "action")
POLICY = Kind("policy", "policies", "Policy", "Policies and procedures", "policy")
TRAINING = Kind("training", "training", "Training", "Training", "training")
EVENT = Kind("event", "events", "Event", "Events", "event")
ANNUAL_REPORT = Kind("annual-report", "annual-reports", "Yearly report", "Yearly reports", "report")
RESOURCE = Kind("resource", "resources", "Learning from elsewhere", "Learning from elsewhere", "elsewhere")
PAGE = Kind("page", "pages", "Page", "Pages", "")

KINDS: tuple[Kind, ...] = (
    REVIEW,
    SUMMARY,
    GUIDANCE,
    BRIEFING,
    NEWSLETTER,
    BULLETIN,
    PLAN,
    POLICY,
    TRAINING,
    EVENT,
    ANNUAL_REPORT,
    RESOURCE,
    PAGE,
)

KIND_BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
KIND_BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS}

TAKEN: dict[str, tuple[str, ...]] = {
    "actions": ("by-publication", "due", "flag", "from", "owner", "recent", "theme"),
    "reviews": ("method", "type"),
}
"""Ids whose address a folder's own lists use, beside the years."""
