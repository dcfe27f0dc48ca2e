"""What is public and what is not, told from the sources alone.

This is the second opinion on the narrowing of the catalogue: it shares no code with it (the import contracts hold that), and looks at the
text as the author wrote it. Where the two differ, something is published that should not be, and the proof finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from learning_loop.model.feedback import Feedback
from learning_loop.model.kinds import Audience
from learning_loop.model.programme import Planned
from learning_loop.model.publication import Event, Plan, Publication
from learning_loop.model.registers import Registers
from learning_loop.model.values import fields, is_dataclass
from learning_loop.reading.front_matter import read_mapping, split_front_matter
from learning_loop.reading.text import read_text

REFERENCES = frozenset({"about", "follows_up", "supersedes", "superseded_by", "new_action", "link", "links", "source"})
"""Fields that name another item. To name a hidden item does not make it public."""

POINTERS = frozenset({"footer", "how_to", "follow", "ask", "item", "sources", "private_remotes"})
"""The same in the registers, where ``about`` is a description."""

FEW = 5
"""Below this many people, a number may tell who they were."""

CLOSED = ("issues", "challenges", "waivers")
"""Registers of which no reader of the public site may know anything."""

NOT_SAID = {
    "issues": frozenset({"actions"}),
    "challenges": frozenset({"actions"}),
    "waivers": frozenset({"rule", "file", "fingerprint", "audience"}),
}
"""Fields of theirs that point elsewhere."""

APART = frozenset(
    {"body", "professional_body", "detail", "withdrawn", "actions", "attachments", "digest", "messages", "cancelled"}
)
"""Fields that are looked at by themselves."""


class Source(NamedTuple):
    """One file of the content, in parts that the public may see and parts that it may not."""

    path: str
    public: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Titles and headings that are hidden."""
    addresses: tuple[str, ...] = ()
    """``reviews/child-r`` and old addresses that are hidden."""
    files: tuple[str, ...] = ()
    """Attachments that are hidden, by their path in the content folder."""
    public_files: tuple[str, ...] = ()


def find_hidden_ids(publications: Iterable[Publication], today: date) -> set[str]:
    """Give the ids of the items that the public may not know of on this day: a plan is hidden with its source."""
    items = list(publications)
    hidden = {one.id for one in items if one.draft or one.audience is not Audience.PUBLIC or one.published > today}
    known = {one.id for one in items}
    plans = {one.id for one in items if isinstance(one.details, Plan) and _source_of(one) not in known - hidden}
    return hidden | plans


def _source_of(plan: Publication) -> str:
    assert isinstance(plan.details, Plan)
    return plan.details.source


def is_gone(one: Publication, today: date) -> bool:
    """Say whether an item was withdrawn by this day: its text has gone, and its record stays."""
    return one.withdrawn is not None and one.withdrawn.on <= today


def later_days(one: Publication, today: date) -> tuple[str, ...]:
    """Give the days on which something of an item will be told or taken away, and that are still to come."""
    days = [one.withdrawn.on] if one.withdrawn is not None else []
    if isinstance(one.details, Event) and one.details.cancelled is not None:
        days.append(one.details.cancelled.on)
    return tuple(day.isoformat() for day in days if day > today)


def part_item(one: Publication, raw: str, *, hidden: bool, today: date) -> Source:
    """Part an item's source; ``raw`` is its whole file."""
    files = files_of(one)
    if hidden:
        return Source(
            one.source,
            hidden=(
                *strings_of(one, APART - {"detail", "actions", "messages", "cancelled"}),
                text_of(raw),
                *_withdrawal(one),
                *_internal_note(one, raw),
            ),
            names=(one.title, *headings_in(raw), *(attachment.title for attachment in one.attachments)),
            addresses=(one.address, *one.old_addresses),
            files=files,
        )
    gone = is_gone(one, today)
    public, blocks = split_blocks(text_of(raw))
    secret = list(blocks)
    names = [heading for block in blocks for heading in headings_in(block)]
    shown = [*strings_of(one, APART), _dated(one)]
    if isinstance(one.details, Plan):
        actions = [text for action in one.details.actions for text in strings_of(action, frozenset({"detail"}))]
        (secret if gone else shown).extend(actions)
        secret += [action.detail for action in one.details.actions if action.detail]
    if gone:
        secret.append(public)
        secret += [attachment.title for attachment in one.attachments]
        names += headings_in(public)
    else:
        shown.append(public)
        shown += [attachment.title for attachment in one.attachments]
        shown += [attachment.file for attachment in one.attachments]
    (shown if gone else secret).extend(_withdrawal(one))
    secret += _internal_note(one, raw)
    if isinstance(one.details, Event) and one.details.cancelled is not None:
        told = shown if one.details.cancelled.on <= today else secret
        told.extend(strings_of(one.details.cancelled, frozenset()))
    return Source(
        one.source, tuple(shown), tuple(secret), tuple(names), (), files if gone else (), () if gone else files
    )


def part_registers(registers: Registers, hidden: set[str], today: date) -> list[Source]:
    """Part the registers: logs and waivers are hidden, what a theme or people tell of hidden items alone, and what is still to come."""
    sources = []
    for name in CLOSED:
        texts = tuple(text for entry in getattr(registers, name) for text in strings_of(entry, NOT_SAID[name]))
        names = tuple(entry.title for entry in getattr(registers, name) if hasattr(entry, "title"))
        path = "registers/disclosure-waivers.yml" if name == "waivers" else f"registers/{name}.yml"
        sources.append(Source(path, hidden=texts, names=names))
    advice = registers.advice
    reasons = (
        *(one.reason for one in advice.off), *(one.reason for one in advice.keep), *(one.why for one in advice.words)
    )  # fmt: skip
    sources.append(Source("registers/advice.yml", hidden=reasons))
    apart = {*CLOSED, "feedback", "programme", "advice"}
    shown = [text for field in fields(registers) if field.name not in apart
             for text in strings_of(getattr(registers, field.name), frozenset({"messages"}), POINTERS)]  # fmt: skip
    secret: list[str] = []
    titles: list[str] = []
    for theme in registers.themes.values():
        for message in theme.messages:
            said = list(strings_of(message, frozenset(), POINTERS))
            if all(source in hidden for source in message.sources):
                secret += said
                titles.append(message.title)
            else:
                shown += said
    remotes = tuple(strings_of(registers.site.private_remotes, frozenset()))
    sources.append(Source("registers/site.yml", hidden=remotes))
    sources.append(Source("registers/themes.yml", tuple(shown), tuple(secret), tuple(titles)))
    sources += [_part_planned(entry, today) for entry in registers.programme]
    return [*sources, *(_part_feedback(entry, hidden, today) for entry in registers.feedback)]


def _part_planned(entry: Planned, today: date) -> Source:
    """Part what is planned: the public hears of no plan for professionals, and not before its day why one was dropped.

    A public plan that became a hidden item was public before, so its words are no secret.
    """
    path = "registers/programme.yml"
    if entry.audience is not Audience.PUBLIC:
        return Source(path, hidden=tuple(strings_of(entry, frozenset(), POINTERS)), names=(entry.title,))
    early = entry.dropped_on is not None and entry.dropped_on > today
    shown = tuple(strings_of(entry, frozenset({"dropped_because"}) if early else frozenset(), POINTERS))
    return Source(path, shown, (entry.dropped_because,) if early else ())


LATER = frozenset({"done", "not_done", "changed", "told_on"})
"""What is decided about feedback, which may be noted before its day."""

NEVER_SAID = frozenset({"about", "changed", "actions", "detail"})


def _part_feedback(entry: Feedback, hidden: set[str], today: date) -> Source:
    """Part what people told us: the public hears of it after its day, not of its detail, nor how many when they were few."""
    path = "registers/feedback.yml"
    closed = entry.audience is not Audience.PUBLIC or entry.heard_on > today
    if closed or (entry.about and all(item in hidden for item in entry.about)):
        return Source(path, hidden=tuple(strings_of(entry, NEVER_SAID - {"detail"})), names=(entry.title,))
    early = entry.decided_on is not None and entry.decided_on > today
    shown = tuple(strings_of(entry, NEVER_SAID | LATER if early else NEVER_SAID))
    secret = [entry.detail] if entry.detail else []
    if early:
        secret += [entry.done, entry.not_done]
    few = 0 < entry.replies < FEW
    return Source(path, shown, tuple(secret), (f"{entry.replies} of the {entry.asked} people asked",) if few else ())


def strings_of(value: object, without: frozenset[str], references: frozenset[str] = REFERENCES) -> Iterator[str]:
    """Give every text within a value, but not those of fields that name other items or that are to be left out."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from strings_of(inner, without, references)
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for name in value._fields:
            if name not in without and name not in references:
                yield from strings_of(getattr(value, name), without, references)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from strings_of(inner, without, references)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in without and field.name not in references:
                yield from strings_of(getattr(value, field.name), without, references)


_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\r?\n---[ \t]*\r?(?:\n|\Z)", re.DOTALL)
_TARGET = re.compile(r"\]\([^)\n]*\)")
_DEFINITION = re.compile(r"^([ \t>]*\[[^\]\n]+\]:).*$", re.MULTILINE)
_FENCE = re.compile(r"^[\s>]*(`{3,}|~{3,}|:{3,})\s*([\w-]*)")
_HEADING = re.compile(r"^[\s>]*#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def text_of(raw: str) -> str:
    """Give the text of a file without its front matter and without where its links lead."""
    text = _FRONT.sub("", raw)
    return _DEFINITION.sub(r"\1", _TARGET.sub("]", text))


def headings_in(text: str) -> list[str]:
    """Give the headings of a Markdown text."""
    return _HEADING.findall(text)


def split_blocks(text: str) -> tuple[str, list[str]]:
    """Part a text into what stands outside its professional blocks, and the blocks."""
    public: list[str] = []
    blocks: list[list[str]] = []
    open_fences: list[tuple[str, int, bool]] = []
    for line in text.split("\n"):
        match = _FENCE.match(line)
        inside = any(secret for _, _, secret in open_fences)
        if match:
            sign, length, name = match[1][0], len(match[1]), match[2]
            last = open_fences[-1] if open_fences else ("", 0, False)
            in_code = last[0] in ("`", "~")
            if last[0] == sign and length >= last[1] and not name:
                open_fences.pop()
            elif not in_code and (name or sign != ":"):
                secret = sign == ":" and name == "professional"
                if secret and not inside:
                    blocks.append([])
                    inside = True
                    open_fences.append((sign, length, secret))
                    continue
                open_fences.append((sign, length, secret))
        if inside:
            blocks[-1].append(line)
        else:
            public.append(line)
    return "\n".join(public), ["\n".join(block) for block in blocks]


def _dated(one: Publication) -> str:
    """Give the name that lists give an item: "Child M (2023)", which may be the id of another, child-m-2023."""
    return f"{one.title.partition(':')[0]} {one.published.year}"


def _withdrawal(one: Publication) -> tuple[str, ...]:
    return (one.withdrawn.reason,) if one.withdrawn is not None else ()


def _internal_note(one: Publication, raw: str) -> tuple[str, ...]:
    """Give what the partnership alone should know of a withdrawal. No value of ours carries it, so it is read where it was written."""
    text, _ = read_text(raw.encode(), path=one.source) if one.withdrawn is not None else ("", None)
    parts = split_front_matter(text)
    if parts is None:
        return ()
    values = read_mapping(parts.front, path=one.source, line_offset=parts.front_line).values
    note = values.get("withdrawn", {}).get("internal_note")
    return (note,) if note else ()


def files_of(one: Publication) -> tuple[str, ...]:
    """Give the attachments of an item, by their paths in the content folder."""
    folder = one.source.rpartition("/")[0]
    return tuple(f"{folder}/{attachment.file}" for attachment in one.attachments)
