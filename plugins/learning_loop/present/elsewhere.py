"""Learning from elsewhere: national reports and other boards' reviews, what was decided about them here, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from learning_loop.derive.library import ActionRecord
from learning_loop.model.kinds import RESOURCE
from learning_loop.model.publication import Publication, Recommendation, Resource
from learning_loop.present.desk import Desk
from learning_loop.present.listings import listing_path
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    ContentsEntry,
    DecisionView,
    ElsewhereEntry,
    ElsewhereGroup,
    ElsewherePage,
    LinkView,
)
from learning_loop.present.words import RESPONSE, joined, plain_flag, sentence

ELSEWHERE = LinkView("Learning from elsewhere, and what came of it", f"{HOW_WE_LEARN.path}elsewhere/")

_TELLING = frozenset({"newsletter", "bulletin", "annual-report"})
"""Types that tell of something; other types build on what they name."""
SHOWN = 60
"""Documents on the page; older ones are in their listing."""


def elsewhere_specs(desk: Desk) -> list[Spec]:
    """List the page; there is none where nothing from elsewhere was recorded."""
    return [Spec(ELSEWHERE.path, present_elsewhere)] if _recorded(desk) else []


def _recorded(desk: Desk) -> list[Publication]:
    return [one for one in desk.library.by_type.get(RESOURCE.name, ()) if one.withdrawn is None]


def present_elsewhere(desk: Desk) -> ElsewherePage:
    """Make the page: first what asks something of us, then what only teaches us something."""
    shown = [_entry(one, desk) for one in _recorded(desk)[:SHOWN]]
    asks = tuple(entry for entry in shown if entry.decisions)
    led = tuple(entry for entry in shown if not entry.decisions and entry.led_to)
    rest = tuple(entry for entry in shown if not entry.decisions and not entry.led_to)
    groups = tuple(
        ElsewhereGroup(title, anchor, f"{len(entries):,}", entries)
        for title, anchor, entries in (
            ("With recommendations for us", "recommendations", asks),
            ("Used in our own work", "used", led),
            ("Not used in our own work yet", "not-used", rest),
        )
        if entries
    )
    intro = (
        "National reports, other areas’ reviews, research and inspections. Each has our own summary, "
        "what was decided about it here, and what of ours builds on it."
    )
    return ElsewherePage(
        head=desk.head(ELSEWHERE.label, intro, ELSEWHERE.path),
        crumbs=(HOW_WE_LEARN,),
        title=ELSEWHERE.label,
        issue_links=desk.issue_links(ELSEWHERE.label),
        contents=tuple(ContentsEntry(group.title, group.anchor, group.count) for group in groups)
        if len(groups) > 1
        else (),
        intro=intro,
        groups=groups,
        listing=LinkView("All of it, newest first", listing_path(RESOURCE)),
    )


def _entry(one: Publication, desk: Desk) -> ElsewhereEntry:
    assert isinstance(one.details, Resource)
    answers: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in desk.library.actions_from.get(one.id, ()):
        answers[record.action.recommendation].append(record)
    decisions = tuple(_decision(one, made, answers[made.ref], desk) for made in one.recommendations)
    naming = list(_naming(one, desk))
    own = (desk.link(other, note=_note(other, desk)) for other in naming if other.type not in _TELLING)
    led_to = (*(_action_link(record, desk) for record in answers[""]), *own)
    return ElsewhereEntry(
        row=desk.row(one),
        publisher=one.details.publisher,
        outside=LinkView("Read it at the publisher’s site", one.details.link, outside=True),
        decisions=decisions,
        led_to=led_to,
        told=tuple(desk.link(other, note=_note(other, desk)) for other in naming if other.type in _TELLING),
        none="" if decisions or led_to else "Nothing of ours builds on it yet.",
    )


def _decision(one: Publication, made: Recommendation, records: Sequence[ActionRecord], desk: Desk) -> DecisionView:
    words = _decided(made, records)
    reason = made.reason if not records else ""
    reference = f"{one.reference} {made.ref}" if one.reference else made.ref
    link = LinkView(reference, f"{desk.path(one)}#{made.ref.lower()}")
    actions = tuple(_action_link(record, desk) for record in records)
    return DecisionView(made.title, link, words, reason, actions)


def _decided(made: Recommendation, records: Sequence[ActionRecord]) -> str:
    """Say what was decided: the answers of its actions, else the one that is typed."""
    answers = list(dict.fromkeys(record.action.response for record in records))
    if not answers and made.response is None:
        return "Nobody has decided yet"
    known = answers or [made.response or "awaiting"]
    return sentence(joined([RESPONSE[answer][0] for answer in known]))


def _action_link(record: ActionRecord, desk: Desk) -> LinkView:
    flag = plain_flag(record.flag).words
    return LinkView(
        record.action.title, desk.action_path(record), note=f"{desk.agency_name(record.action.owner)}: {flag}"
    )


def _naming(one: Publication, desk: Desk) -> Iterable[Publication]:
    """Give what of ours names it, newest first, each once."""
    seen = set()
    for link in desk.library.links_to.get(one.id, ()):
        other = desk.library.publications.get(link.origin) if link.kind != "message" else None
        if other is None or other.id in seen or other.withdrawn is not None:
            continue
        seen.add(other.id)
        if other.type not in ("page", RESOURCE.name):
            yield other


def _note(one: Publication, desk: Desk) -> str:
    return f"{desk.type_words(one)}, {one.published.year}"
