"""Whether what items name and link to is there, and may be seen by who reads the link."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from learning_loop.catalogue.complaints import Complaint, Whole, unknown
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import Newsletter, Plan, Publication, Review


def check_references(whole: Whole) -> Iterator[Complaint]:
    """Find ids of items that do not exist."""
    unread = whole.unread_ids
    for one in whole.publications:
        for place, given in _named_items(one):
            if given == one.id:
                yield Complaint(one.source, place, f"names itself ('{given}')")
            elif given not in whole.by_id and given not in unread:
                yield Complaint(
                    one.source,
                    place,
                    f"there is no item '{given}'.{_now_called(given, whole) or did_you_mean(given, whole.by_id)} An id is the file's name without .md",
                )


def _now_called(given: str, whole: Whole) -> str:
    return next((f" It is called '{one.id}' now." for one in whole.publications if given in one.former_ids), "")


def _named_items(one: Publication) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name in ("about", "follows_up", "supersedes"):
        for position, given in enumerate(getattr(one, name)):
            yield (name, position), given
    if isinstance(one.details, Plan):
        yield ("source",), one.details.source
        for position, action in enumerate(one.details.actions):
            for number, evidence in enumerate(action.evidence):
                if evidence.link:
                    yield ("actions", position, "evidence", number, "link"), evidence.link
    if isinstance(one.details, Newsletter):
        for position, thing in enumerate(one.details.three_things):
            yield ("three_things", position, "link"), thing.link


def check_links(whole: Whole) -> Iterator[Complaint]:
    """Find links in texts that lead nowhere, or where this text's readers may not follow."""
    registers = whole.registers
    known: dict[str, Collection[str]] = {
        "theme": registers.themes,
        "agency": registers.agencies,
        "role": registers.roles,
    }
    anchors: dict[tuple[str, bool], set[str]] = {}
    for one in whole.publications:
        public_lines = {(link.line, link.target) for link in one.body.links}
        for link in (one.professional_body or one.body).links:
            message = ""
            if link.scheme == "item":
                may_be_public = one.audience is Audience.PUBLIC and (link.line, link.target) in public_lines
                message = _item_link_message(link.target, link.anchor, may_be_public, whole, anchors)
            elif link.scheme == "attachment":
                if all(link.target != attachment.file for attachment in one.attachments):
                    message = f"'{link.target}' is not named under attachments. Only named files are published; the address of an item ends in .md"
            elif link.target not in known[link.scheme]:
                message = unknown(
                    link.scheme,
                    link.target,
                    known[link.scheme],
                    "agencies" if link.scheme == "agency" else f"{link.scheme}s",
                )
            if message:
                yield Complaint(one.source, ("body",), message, link.line)


def _item_link_message(
    target: str, anchor: str, from_public: bool, whole: Whole, anchors: dict[tuple[str, bool], set[str]]
) -> str:
    item = whole.by_address.get(target)
    if item is None and target in whole.unread:
        return ""
    if item is None:
        now = _now_called(target.partition("/")[2], whole)
        return f"there is no item '{target}'.{now or did_you_mean(target, whole.by_address)}"
    if from_public and item.audience is Audience.PROFESSIONAL:
        return f"public text links to {item.source}, which is professional. Put the sentence into a '::: professional' block"
    if anchor:
        known = anchors.setdefault((target, from_public), set())
        known.update(() if known else _anchors_of(item, from_public))
        if from_public and anchor not in known and anchor in _anchors_of(item, from_public=False):
            return f"public text links to '#{anchor}' of {item.source}, which stands in a '::: professional' block. Move the link or the heading"
        if anchor not in known:
            return f"{item.source} has no place '#{anchor}'.{did_you_mean(anchor, known)}"
    return ""


def _anchors_of(item: Publication, from_public: bool) -> Iterator[str]:
    body = item.body if from_public else item.professional_body or item.body
    yield from (heading.anchor for heading in body.headings)
    yield from (recommendation.ref.lower() for recommendation in item.recommendations)
    if isinstance(item.details, Review):
        yield from (finding.ref.lower() for finding in item.details.findings)
    if isinstance(item.details, Plan):
        yield from (action.slug for action in item.details.actions)
