"""Who publishes the library: what a new one does not know yet, and must know before anything is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from learning_loop.catalogue.complaints import Complaint, Whole
from learning_loop.model.problem import Problem
from learning_loop.model.registers import Registers, SiteIdentity
from learning_loop.model.values import replace
from learning_loop.reading.unset import NOBODY, NOT_OURS
from learning_loop.reading.unwritten import WRITE

_SITE = "registers/site.yml"

_MISSING = {
    "line": "who answers",
    "number": "the number to call",
    "hours": "when somebody answers",
    "advice_number": "the number for advice",
    "advice_hours": "when somebody gives advice",
}
"""What is missing, by the field's name under 'worried'."""


def check_site(whole: Whole) -> Iterator[Complaint]:
    """Find what still has to be said of the partnership. It stops a publishing, not a preview: see `stop_publishing`."""
    for place, message in _unset(whole.registers.site):
        yield Complaint(_SITE, place, message, severity="warning")


def stop_publishing(problems: Iterable[Problem], registers: Registers | None) -> list[Problem]:
    """Give the problems of a build that others will read: what still has to be said of the partnership is an error in it."""
    unset = {".".join(place) for place, _ in _unset(registers.site)} if registers else set()
    return [replace(one, severity="error") if _stops(one, unset) else one for one in problems]


def _stops(one: Problem, unset: set[str]) -> bool:
    return one.field in unset if one.path == _SITE else one.message == NOT_OURS


def _unset(site: SiteIdentity) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, what in _MISSING.items():
        if WRITE in getattr(site.worried, name):
            yield (
                ("worried", name),
                f"{what} is still to be written, for people who are worried about a child. Ask the service itself: nothing is published without it",
            )
    for name, url in (("public", site.public_url), ("professional", site.professional_url)):
        if (urlsplit(url).hostname or "").endswith(NOBODY):
            yield (
                ("url", name),
                f"the address of the {name} site is still to be written. Feeds and calendars keep it for ever: nothing is published without it",
            )
    if site.email.endswith(NOBODY):
        yield ("email",), "the e-mail address is still to be written: nothing is published without it"
    if site.feedback.endswith(NOBODY):
        yield ("feedback",), "the address for feedback is still to be written: nothing is published without it"
