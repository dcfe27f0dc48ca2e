"""Two editions → what became of each item: compared by their ids, never by lines of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Plan, Publication
from learning_loop.reporting.edition import Edition, Showing, showing_of
from learning_loop.reporting.texts import TextChange, compare_texts

Fate = Literal[
    "new", "later", "opened", "closed", "withdrawn", "deleted", "superseded", "renamed", "rescheduled", "changed",
]  # fmt: skip
"""What became of an item, the weightiest that fits: what readers gain or lose comes before what changes in a text."""


class FileChange(NamedTuple):
    """What became of an attachment."""

    file: str
    title: str
    fate: Literal["added", "removed", "replaced", "renamed"]


class ItemChange(NamedTuple):
    """What became of one item."""

    fate: Fate
    before: Publication | None
    after: Publication | None
    was: Showing | None
    """Where and from when it was to be shown."""
    now: Showing | None
    by: Publication | None
    """What took its place, when it was superseded."""
    fields: tuple[str, ...]
    """Names of the fields that differ, in the order of the model; of the details after those of every item."""
    text: TextChange | None
    """How the text for its widest audience differs."""
    closed_text: TextChange | None
    """How its parts for professionals alone differ, when the other text is the same."""
    attachments: tuple[FileChange, ...]

    @property
    def one(self) -> Publication:
        """The item as it is now, or as it was when it is gone."""
        one = self.after or self.before
        assert one is not None
        return one


_NOT_COMPARED = frozenset({"id", "source", "body", "professional_body", "details", "attachments"})
"""Fields that are compared in a way of their own, or that a rename changes."""


def compare_items(base: Edition, head: Edition, today: date) -> tuple[ItemChange, ...]:
    """Give the items that differ, in the order of fates, and then the newest first."""
    renamed = _find_renamed(base.publications, head.publications)
    gone_to = {old: new for new, old in renamed.items()}
    replaced_before = _replaced(base.publications)
    replaced = _replaced(head.publications)
    found = []
    for id_ in dict.fromkeys((*base.publications, *head.publications)):
        if id_ in gone_to:
            continue
        before, after = base.publications.get(renamed.get(id_, id_)), head.publications.get(id_)
        by = None if id_ in replaced_before else replaced.get(id_)
        if before is after and by is None:
            continue
        change = _compare(before, after, base, head, by, today)
        if change is not None:
            found.append(change)
    order = {fate: place for place, fate in enumerate(Fate.__args__)}  # type: ignore[attr-defined]
    return tuple(
        sorted(found, key=lambda change: (order[change.fate], -change.one.published.toordinal(), change.one.id))
    )


def _find_renamed(base: Mapping[str, Publication], head: Mapping[str, Publication]) -> dict[str, str]:
    """Give the old ids by the new: an item that is new, and that had an id that is gone or to which the address of such an item leads."""
    gone = {one.address: one.id for one in base.values() if one.id not in head}
    lost = set(gone.values())
    found: dict[str, str] = {}
    for one in head.values():
        old = [id_ for id_ in one.former_ids if id_ in lost]
        old += [gone[path.strip("/")] for path in one.redirect_from if path.strip("/") in gone]
        if one.id not in base and old:
            found[one.id] = old[0]
    return found


def _replaced(publications: Mapping[str, Publication]) -> dict[str, Publication]:
    return {old: one for one in publications.values() for old in one.supersedes}


def _compare(
    before: Publication | None,
    after: Publication | None,
    base: Edition,
    head: Edition,
    by: Publication | None,
    today: date,
) -> ItemChange | None:
    was = showing_of(before, base.publications) if before else None
    now = showing_of(after, head.publications) if after else None
    fields = tuple(_fields(before, after)) if before and after else ()
    text = closed = None
    if before and after:
        text = (
            compare_texts(base.html(before.body.digest), head.html(after.body.digest))
            if _moved(before, after)
            else None
        )
        closed = _compare_closed(before, after, base, head) if text is None else None
    attachments = tuple(_compare_attachments(before, after, base, head)) if before and after else ()
    fate = _fate(before, after, was, now, by, today)
    if fate == "changed" and not (fields or text or closed or attachments):
        return None
    return ItemChange(fate, before, after, was, now, by, fields, text, closed, attachments)


def _moved(before: Publication, after: Publication) -> bool:
    return before.body.digest != after.body.digest and bool(before.body.digest and after.body.digest)


def _compare_closed(before: Publication, after: Publication, base: Edition, head: Edition) -> TextChange | None:
    old, new = (one.professional_body or one.body for one in (before, after))
    if old.digest == new.digest or not (old.digest and new.digest):
        return None
    return compare_texts(base.html(old.digest), head.html(new.digest))


def _fate(
    before: Publication | None,
    after: Publication | None,
    was: Showing | None,
    now: Showing | None,
    by: Publication | None,
    today: date,
) -> Fate:
    if after is None or now is None:
        return "deleted"
    if before is None or was is None:
        return "new" if now.day <= today else "later"
    if after.withdrawn is not None and before.withdrawn is None:
        return "withdrawn"
    if was.audience is not now.audience:
        return "opened" if now.audience is Audience.PUBLIC else "closed"
    if by is not None:
        return "superseded"
    if before.id != after.id:
        return "renamed"
    return "rescheduled" if was.day != now.day and max(was.day, now.day) > today else "changed"


def _fields(before: Publication, after: Publication) -> Iterator[str]:
    yield from (
        name
        for name in Publication._fields
        if name not in _NOT_COMPARED and getattr(before, name) != getattr(after, name)
    )
    if type(before.details) is not type(after.details):
        yield "type"
    elif before.details is not None and after.details is not None:
        names = (
            before.details._fields if not isinstance(before.details, Plan) else ("source", "reference", "monitored_by")
        )
        yield from (name for name in names if getattr(before.details, name) != getattr(after.details, name))


def _compare_attachments(before: Publication, after: Publication, base: Edition, head: Edition) -> Iterator[FileChange]:
    old = {each.file: each for each in before.attachments}
    new = {each.file: each for each in after.attachments}
    for file, each in new.items():
        if file not in old:
            yield FileChange(file, each.title, "added")
        elif base.files.get(_beside(before, file)) != head.files.get(_beside(after, file)):
            yield FileChange(file, each.title, "replaced")
        elif each.title != old[file].title:
            yield FileChange(file, each.title, "renamed")
    yield from (FileChange(file, each.title, "removed") for file, each in old.items() if file not in new)


def _beside(one: Publication, file: str) -> str:
    return f"{one.source.rpartition('/')[0]}/{file}"
