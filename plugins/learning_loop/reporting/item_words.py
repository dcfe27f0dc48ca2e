"""What became of an item, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from learning_loop.derive.names import type_words
from learning_loop.model.dates import PartialDate, day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Event, Newsletter, Plan, Publication, Resource, Review
from learning_loop.present.words import age_words, count_words, joined, number_word, number_words, sentence
from learning_loop.reporting.edition import Edition, Showing
from learning_loop.reporting.items import ItemChange
from learning_loop.reporting.texts import TextChange
from learning_loop.reporting.texts import count_words as words_in

SITES = {Audience.PUBLIC: "the public and the professional site", Audience.PROFESSIONAL: "the professional site alone"}


def kind_words(one: Publication, edition: Edition) -> str:
    """Give the name of an item's type; a page is called one here."""
    return type_words(one, edition.registers) or one.kind.label


def where_words(change: ItemChange, today: date) -> str:
    """Say where an item is shown, and from when."""
    if change.now is None:
        assert change.was is not None
        return f"It was on {SITES[change.was.audience]}."
    return f"{_sites(change.now)}, {_when(change.now, today)}."


def _sites(showing: Showing) -> str:
    return f"On {SITES[showing.audience]}"


def _when(showing: Showing, today: date) -> str:
    if showing.day <= today:
        return f"dated {day_words(showing.day)}"
    return f"hidden until {day_words(showing.day)}, {count_words((showing.day - today).days, 'day')} from now"


def item_lines(change: ItemChange, base: Edition, head: Edition, today: date) -> Iterator[str]:
    """Say what is new or different, the weightiest first."""
    before, after = change.before, change.after
    if after is None:
        return
    if before is None:
        yield from _new_lines(after, head)
        return
    if change.fate == "renamed" or before.id != after.id:
        yield f"Its address changes from /{before.address}/ to /{after.address}/. The old one leads to the new."
    yield from _showing_lines(change, today)
    if change.by is not None:
        yield f"‘{change.by.title}’ takes its place. Its page stays, and says so."
    handled = {"audience", "published"}
    for name in change.fields:
        if name not in handled:
            yield from _field_lines(name, before, after, base, head)
    if change.text is not None:
        yield f"Text: {_text_words(change.text)}."
    if change.closed_text is not None:
        yield f"Text, in parts that only professionals read: {_text_words(change.closed_text)}."
    for file in change.attachments:
        yield f"File ‘{file.title}’ ({file.file}): {_FILE[file.fate]}."


_FILE = {"added": "added", "removed": "taken away", "replaced": "replaced by another", "renamed": "has another title"}


def _showing_lines(change: ItemChange, today: date) -> Iterator[str]:
    was, now = change.was, change.now
    assert was is not None
    assert now is not None
    if was.audience is not now.audience:
        yield f"From {SITES[was.audience]} to {SITES[now.audience]}."
    if was.day != now.day:
        yield f"Its day changes from {day_words(was.day)} to {day_words(now.day)}{_moved_words(was, now, today)}."


def _moved_words(was: Showing, now: Showing, today: date) -> str:
    if was.day > today >= now.day:
        return ": it was still hidden, and appears at once"
    if was.day <= today < now.day:
        return ": it is shown today, and disappears until then"
    return ""


def _new_lines(one: Publication, head: Edition) -> Iterator[str]:
    registers = head.registers
    if one.body.digest:
        length = count_words(words_in(head.html(one.body.digest)), "word")
        parts = ", with parts that only professionals read" if one.professional_body is not None else ""
        yield f"{sentence(length)}{parts}."
    if one.themes:
        yield f"Themes: {joined([registers.themes[theme].label for theme in one.themes])}."
    if isinstance(one.details, Review | Resource) and one.recommendations:
        found = number_words(len(one.details.findings), "finding") + ", " if isinstance(one.details, Review) else ""
        yield sentence(f"{found}{number_words(len(one.recommendations), 'recommendation')}.")
    if isinstance(one.details, Plan):
        yield sentence(f"{number_words(len(one.details.actions), 'action')}: see below.")
    if isinstance(one.details, Event):
        yield f"{day_words(one.details.starts.date())}, {one.details.starts:%H:%M}: {one.details.place}."
    if one.follows_up:
        yield f"Looks again at {_items(one.follows_up, head)}."
    if one.supersedes:
        yield f"Takes the place of {_items(one.supersedes, head)}."
    for file in one.attachments:
        yield f"File ‘{file.title}’ ({file.file})."
    if one.content_note:
        yield f"Note to readers: {one.content_note}"


def _text_words(change: TextChange) -> str:
    parts = []
    if change.added or change.removed:
        parts.append(f"{count_words(change.added, 'word')} in, {count_words(change.removed, 'word')} out")
    else:
        parts.append("the same words, in another order or with other links")
    places = [f"‘{title}’" if title else "the opening" for title in change.changed]
    if places:
        parts.append(f"in {joined(places)}")
    if change.new:
        parts.append(f"new {_parts(change.new)}")
    if change.gone:
        parts.append(f"gone {_parts(change.gone)}")
    return "; ".join(parts)


def _parts(titles: Sequence[str]) -> str:
    words = joined([f"‘{title}’" if title else "an opening" for title in titles])
    return f"{'part' if len(titles) == 1 else 'parts'} {words}"


def _field_lines(name: str, before: Publication, after: Publication, base: Edition, head: Edition) -> Iterator[str]:
    if name in _LISTS:
        yield from _list_lines(name, before, after, base, head)
        return
    in_details = name not in Publication._fields
    old, new = (getattr(one.details if in_details else one, name, None) for one in (before, after))
    label = _LABELS.get(name, sentence(name.replace("_", " ")))
    if name == "title":
        yield f"Title: was ‘{old}’."
    elif name == "summary":
        yield f"Summary: was ‘{old}’"
    elif name == "change_note":
        yield f"Readers are told: {new}" if new else "Readers are told nothing of the change any more."
    elif name == "withdrawn":
        yield from _withdrawn_lines(after)
    elif name in ("findings", "recommendations"):
        yield f"{label}: {_refs(old or (), new or ())}."
    elif name == "cancelled":
        yield f"Called off on {day_words(new.on)}: {new.reason}" if new else "No longer called off."
    elif (words := _value(old)) is not None and (now := _value(new)) is not None:
        yield f"{label}: {words or 'nothing'} → {now or 'nothing'}."
    else:
        yield f"{label}: written anew." if new else f"{label}: taken away."


def _withdrawn_lines(after: Publication) -> Iterator[str]:
    if after.withdrawn is None:
        yield "It was withdrawn, and comes back."
    else:
        yield f"Withdrawn on {day_words(after.withdrawn.on)}. Its page tells readers why: {after.withdrawn.reason}"


def _refs(old: Sequence[Any], new: Sequence[Any]) -> str:
    was, now = {one.ref: one for one in old}, {one.ref: one for one in new}
    parts = [
        f"{joined(refs)} {word}"
        for word, refs in (
            ("new", [ref for ref in now if ref not in was]),
            ("changed", [ref for ref in now if ref in was and now[ref] != was[ref]]),
            ("gone", [ref for ref in was if ref not in now]),
        )
        if refs
    ]
    return "; ".join(parts) or "in another order"


def _list_lines(name: str, before: Publication, after: Publication, base: Edition, head: Edition) -> Iterator[str]:
    old, new = getattr(before, name), getattr(after, name)
    label, words = _LISTS[name]
    added = [words(id_, head) for id_ in new if id_ not in old]
    gone = [words(id_, base) for id_ in old if id_ not in new]
    parts = [f"{joined(added)} added"] * bool(added) + [f"{joined(gone)} taken away"] * bool(gone)
    yield f"{label}: {'; '.join(parts) or 'in another order'}."


def _register(name: str, label: str) -> Callable[[str, Edition], str]:
    def words(id_: str, edition: Edition) -> str:
        entry = getattr(edition.registers, name).get(id_)
        return str(getattr(entry, label)) if entry is not None else id_

    return words


def _item(id_: str, edition: Edition) -> str:
    one = edition.publications.get(id_)
    return f"‘{one.title}’" if one is not None else id_


def _items(ids: Sequence[str], edition: Edition) -> str:
    return joined([_item(id_, edition) for id_ in ids])


def _itself(words: str, edition: Edition) -> str:
    return words


_LISTS: dict[str, tuple[str, Callable[[str, Edition], str]]] = {
    "themes": ("Themes", _register("themes", "label")),
    "agencies": ("Agencies", _register("agencies", "name")),
    "roles": ("Most useful to", _register("roles", "label")),
    "priorities": ("Priorities", _register("priorities", "label")),
    "about": ("Arises from", _item),
    "follows_up": ("Looks again at", _item),
    "supersedes": ("Takes the place of", _item),
    "redirect_from": ("Old addresses", _itself),
    "people": ("Labels of people", _itself),
    "age_bands": ("Ages", lambda band, edition: age_words([band])),
}

_LABELS = {
    "updated": "Day of its last change",
    "review_due": "To be looked at again",
    "rights": "Who may copy it",
    "schemes": "Where the framework puts it",
    "content_note": "Note to readers",
    "reference": "Reference",
    "decided_on": "Decided on",
    "worked_well": "What worked well",
    "child_voice": "The child’s voice",
    "family_voice": "The family’s voice",
    "practitioner_voice": "The practitioners’ voice",
    "response": "The board’s response",
    "monitored_by": "Watched by",
    "three_things": "The three things",
    "findings": "Findings",
    "recommendations": "Recommendations",
}


def _value(value: object) -> str | None:
    """Give a value in words, when it has few; None for what is read better on the page."""
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.words
    if isinstance(value, date):
        time = f", {value:%H:%M}" if hasattr(value, "hour") else ""
        return day_words(value if not time else value.date()) + time  # type: ignore[attr-defined]
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str) and len(value) <= 120:
        return f"‘{value}’" if value else ""
    return None


def item_warnings(change: ItemChange, head: Edition, today: date) -> Iterator[str]:
    """Say what somebody should think twice about before it is published."""
    before, after, was, now = change.before, change.after, change.was, change.now
    if after is None:
        yield "Deleted without a trace: its address and every bookmark of it will be dead. Withdraw it instead, or let another item's redirect_from lead on."
        return
    assert now is not None
    if change.fate == "opened":
        yield "Everybody will be able to read it. Read the whole text again as a stranger would."
    if change.fate == "closed":
        yield "The public loses it; copies that people saved, and those of search engines, remain."
    if was is not None and was.day <= today < now.day:
        yield "It disappears from both sites until its new day. Readers and feeds have it already."
    if (
        before is not None
        and change.fate in ("changed", "opened")
        and (change.text or "title" in change.fields)
        and before.updated == after.updated
        and now.day <= today
    ):
        yield "Readers are not told of this change: 'updated' has the same day as before. Write today's there, and what changed in 'change_note', if they should be."
    if isinstance(after.details, Newsletter) and before is not None and before.published <= today and change.fields:
        yield "This issue may have been sent already: what was sent does not change."


def kept_words(change: ItemChange) -> str:
    """Give the summary of an item, when the reader of the report has not seen it yet."""
    after = change.after
    if after is None:
        return ""
    is_new = change.before is None or change.fate == "opened" or "summary" in change.fields
    return after.summary if is_new else ""


def fate_count(fate: str, count: int) -> str:
    """Give "two items are withdrawn"."""
    one, many = _FATES[fate]
    return sentence(f"{number_words(count, 'item')} {one if count == 1 else many}.")


_FATES = {
    "new": ("is published as soon as this is merged", "are published as soon as this is merged"),
    "later": ("is published later", "are published later"),
    "opened": ("is opened to the public", "are opened to the public"),
    "closed": ("is taken back from the public", "are taken back from the public"),
    "withdrawn": ("is withdrawn", "are withdrawn"),
    "deleted": ("is deleted", "are deleted"),
    "superseded": ("is superseded", "are superseded"),
    "renamed": ("gets another address", "get another address"),
    "rescheduled": ("gets another day", "get another day"),
    "changed": ("changes", "change"),
}


def group_title(fate: str) -> str:
    """Give the heading above the items of one fate."""
    return {
        "new": "Published at once",
        "later": "Published later",
        "opened": "Opened to the public",
        "closed": "Taken back from the public",
        "withdrawn": "Withdrawn",
        "deleted": "Deleted",
        "superseded": "Superseded",
        "renamed": "Renamed",
        "rescheduled": "Moved to another day",
        "changed": "Changed",
    }[fate]


def day_list(changes: Sequence[ItemChange]) -> str:
    """Give the days on which items appear: "on 3 December 2026", "two on 3 December 2026 and one on 4 January 2027"."""
    days: dict[date, int] = {}
    for change in changes:
        if change.now is not None:
            days[change.now.day] = days.get(change.now.day, 0) + 1
    if len(days) == 1:
        return f"on {day_words(next(iter(days)))}"
    return joined([f"{number_word(days[day])} on {day_words(day)}" for day in sorted(days)])
