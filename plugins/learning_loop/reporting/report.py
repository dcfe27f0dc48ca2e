"""Two editions → the report on what changes between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from learning_loop.disclosure.finding import Finding
from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem
from learning_loop.model.publication import Publication
from learning_loop.model.registers import Waiver
from learning_loop.present.emails import WHO
from learning_loop.present.words import count_words, joined, number_words, sentence
from learning_loop.reporting.action_words import TURNS, action_line
from learning_loop.reporting.actions import ActionChange, compare_actions
from learning_loop.reporting.checklist import list_ticks
from learning_loop.reporting.disclosing import disclosure_lines, public_only, sum_up
from learning_loop.reporting.edition import Edition
from learning_loop.reporting.item_words import (
    day_list,
    fate_count,
    group_title,
    item_lines,
    item_warnings,
    kept_words,
    kind_words,
    where_words,
)
from learning_loop.reporting.items import ItemChange, compare_items
from learning_loop.reporting.reach import EmailChange, FeedChange, compare_feeds, find_emails, find_themes
from learning_loop.reporting.registers import RegisterChange, compare_registers
from learning_loop.reporting.views import GroupView, ItemView, Link, ListView, ReportView

FEW = 8
"""So many names of feeds are told one by one; of more, the first and how many."""

NOTES = {
    Audience.PROFESSIONAL: "For people who may know what is for professionals and what is still hidden: this report names both. Do not post it where others read.",
    Audience.PUBLIC: "For everybody: this report tells only of what the public site shows today. What is for professionals, and what is still hidden, is left out.",
}
TITLE = "What this change publishes"


class Question(NamedTuple):
    """What is asked for."""

    today: date
    audience: Audience
    """Who may read the report."""
    compared: str
    """What is compared with what, in words."""
    preview: str = ""
    """Address under which both sites can be looked at, in ``public/`` and ``professional/``, as on the report's last day."""
    pictures: Sequence[str] = ()
    """Paths of pictures of pages, as the report leads to them; those whose names begin with an item's id are shown with it."""


def present_report(
    base: Edition,
    head: Edition,
    findings: Sequence[Finding],
    waivers: tuple[Sequence[Waiver], Sequence[Waiver]],
    warnings: Sequence[Problem],
    asked: Question,
) -> ReportView:
    """Make the report.

    ``findings`` are the open ones of the new state, ``waivers`` those of the old state and of the new, ``warnings`` what else the check said
    of the new state: how many there are may depend on hidden items, so a report for everybody does not tell.
    """
    everybody = asked.audience is Audience.PUBLIC
    if everybody:
        base, head = (edition.for_everybody(asked.today) for edition in (base, head))
        warnings = ()
        findings, waivers = (
            public_only(findings, {path for one in head.publications.values() for path in _files_of(one)}),
            ((), ()),
        )
    drafts = _drafts(base, head)
    base, head = base.without_drafts(), head.without_drafts()
    changes, actions = compare_items(base, head, asked.today), compare_actions(base, head)
    registers = compare_registers(base.registers, head.registers, everybody=everybody)
    day = max([asked.today, *(change.now.day for change in changes if change.now is not None)])
    audiences = (Audience.PUBLIC,) if everybody else tuple(Audience)
    feeds = compare_feeds(base, head, audiences, day)
    emails = find_emails(changes, head.publications)
    touched = {path for change in changes for path in _files_of(change.one)}
    disclosure = sum_up(findings, touched | {path for one, _ in drafts for path in _files_of(one)}, *waivers)
    warned = sum(one.path in touched for one in warnings)
    stopped = [
        f"The disclosure check stops it: {count_words(disclosure.stopping, 'finding')}. loop check says where."
    ] * bool(disclosure.stopping)
    nothing = not (changes or actions or registers or drafts)
    return ReportView(
        note=NOTES[asked.audience],
        title=TITLE,
        compared=f"{asked.compared}. Told as on {day_words(asked.today)}.",
        stopped=tuple(stopped),
        short=("Nothing of the library changes.",)
        if nothing
        else tuple(_short(changes, actions, emails, registers, drafts)),
        groups=tuple(_groups(changes, base, head, asked, day)),
        lists=tuple(
            one
            for one in (
                *_action_lists(actions, head),
                _feeds(feeds, day, asked.today),
                _emails(emails),
                _themes(find_themes(changes, actions, head.publications), head),
                _registers(registers),
                _draft_list(drafts, head),
                ListView("Could it tell who a child is?", () if nothing else tuple(disclosure_lines(disclosure))),
            )
            if one.lines
        ),
        checklist=tuple(list_ticks(changes, actions, emails, disclosure, warned, head, asked.today)),
        last_day=day,
    )


def _drafts(base: Edition, head: Edition) -> list[tuple[Publication, str]]:
    """Give the drafts that differ, and what became of each."""
    was, now = base.drafts, head.drafts
    found = []
    for id_, one in sorted(now.items()):
        before = base.publications.get(id_)
        if before is None:
            found.append((one, "new"))
        elif id_ not in was:
            found.append((one, "was no draft before: readers find it no more"))
        elif before != one:
            found.append((one, "changed"))
    return found


def _draft_list(drafts: Sequence[tuple[Publication, str]], head: Edition) -> ListView:
    note = "Nobody reads them until the line 'draft: true' is deleted from their files. That is another change, with a report of its own."
    lines = tuple(f"‘{one.title}’, {kind_words(one, head)}: {fate}." for one, fate in drafts)
    return ListView("Drafts, on no site", lines, note if lines else "")


def _files_of(one: Publication) -> Iterator[str]:
    yield one.source
    folder = one.source.rpartition("/")[0]
    yield from (f"{folder}/{each.file}" for each in one.attachments)


def present_refusal(problems: Sequence[str], count: int, asked: Question) -> ReportView:
    """Make the report on a library that has errors: nothing else can be said of it."""
    shown = tuple(problems) if asked.audience is Audience.PROFESSIONAL else ()
    more = [f"and {count_words(count - len(shown), 'more error')}."] if shown and count > len(shown) else []
    return ReportView(
        note=NOTES[asked.audience],
        title=TITLE,
        compared=f"{asked.compared}. Told as on {day_words(asked.today)}.",
        stopped=(
            f"The content has {count_words(count, 'error')}. Nothing is published until they are cured: loop check lists them.",
            *shown,
            *more,
        ),
        short=(),
        last_day=asked.today,
    )


def _short(
    changes: Sequence[ItemChange],
    actions: Sequence[ActionChange],
    emails: Sequence[EmailChange],
    registers: Sequence[RegisterChange],
    drafts: Sequence[tuple[Publication, str]],
) -> Iterator[str]:
    for fate in dict.fromkeys(change.fate for change in changes):
        found = [change for change in changes if change.fate == fate]
        words = fate_count(fate, len(found)).rstrip(".")
        yield f"{words}: {day_list(found)}." if fate in ("later", "rescheduled") else f"{words}."
    for turn, (_, one, many) in TURNS.items():
        count = sum(change.turn == turn for change in actions)
        if count:
            yield sentence(f"{number_words(count, 'action')} {one if count == 1 else many}.")
    own = [email for email in emails if email.is_new]
    if own:
        yield sentence(f"{number_words(len(own), 'e-mail')} can be sent; nothing is sent by itself.")
    if registers:
        yield f"Registers change: {joined([change.name for change in registers])}."
    if drafts:
        yield sentence(f"{number_words(len(drafts), 'draft is', 'drafts are')} begun or changed, and on no site.")


def _groups(
    changes: Sequence[ItemChange], base: Edition, head: Edition, asked: Question, day: date
) -> Iterator[GroupView]:
    for fate in dict.fromkeys(change.fate for change in changes):
        items = tuple(_item(change, base, head, asked, day) for change in changes if change.fate == fate)
        yield GroupView(group_title(fate), items)


def _item(change: ItemChange, base: Edition, head: Edition, asked: Question, day: date) -> ItemView:
    one = change.one
    return ItemView(
        title=one.title,
        kind=kind_words(one, head if change.after is not None else base),
        where=where_words(change, asked.today),
        summary=kept_words(change),
        lines=tuple(item_lines(change, base, head, asked.today)),
        warnings=tuple(item_warnings(change, head, asked.today)),
        source=one.source,
        links=tuple(_links(change, asked, day)),
        pictures=tuple(_pictures(one, asked.pictures)),
    )


def _links(change: ItemChange, asked: Question, day: date) -> Iterator[Link]:
    """Lead to the page on each site that shows it, as on the day when all of the change has appeared."""
    if not asked.preview or change.now is None:
        return
    as_on = f", as on {day_words(day)}" if change.now.day > asked.today else ""
    for audience in (change.now.audience, Audience.PROFESSIONAL):
        if asked.audience is Audience.PROFESSIONAL or audience is Audience.PUBLIC:
            url = f"{asked.preview.rstrip('/')}/{audience.value}/{change.one.address}/"
            yield Link(f"Preview on the {audience.value} site{as_on}", url)
        if change.now.audience is Audience.PROFESSIONAL:
            return


def _pictures(one: Publication, pictures: Sequence[str]) -> Iterator[Link]:
    name = re.compile(rf"(?:.*/)?(?:{one.kind.folder}-)?{re.escape(one.id)}(?:[._@-][^/]*)?\.(?:png|jpe?g|webp)")
    for path in pictures:
        if name.fullmatch(path):
            yield Link(f"Picture of ‘{one.title}’: {path.rpartition('/')[2]}", path)


def _action_lists(actions: Sequence[ActionChange], head: Edition) -> Iterator[ListView]:
    for turn, (title, _, _) in TURNS.items():
        yield ListView(title, tuple(action_line(change, head.registers) for change in actions if change.turn == turn))


def _feeds(feeds: Sequence[FeedChange] | None, day: date, today: date) -> ListView:
    if feeds is None:
        return ListView("Feeds", ("The library had errors before this change, so its feeds could not be compared.",))
    note = f"As on {day_words(day)}, when everything here has appeared." if day > today else ""
    lines = []
    for audience in Audience:
        for words, number in (
            ("New in", "new"),
            ("Told again, with a later day, in", "changed"),
            ("No longer in", "gone"),
        ):
            named = [feed.label for feed in feeds if feed.audience is audience and getattr(feed, number)]
            if named:
                lines.append(f"The {audience.value} site: {words[0].lower()}{words[1:]} {_few(named, 'feed')}.")
    return ListView("Feeds that followers read", tuple(lines), note)


def _few(names: Sequence[str], what: str) -> str:
    quoted = [f"‘{name}’" for name in names]
    if len(names) <= FEW:
        return joined(quoted)
    return f"{', '.join(quoted[:FEW])} and {count_words(len(names) - FEW, f'more {what}')}"


def _emails(emails: Sequence[EmailChange]) -> ListView:
    lines = []
    for email in emails:
        to = joined([WHO[audience] for audience in email.audiences])
        if email.is_new:
            lines.append(f"‘{email.one.title}’, to {to}.")
        elif email.carried:
            lines.append(
                f"‘{email.one.title}’, to {to}, is made anew because it carries {_few([one.title for one in email.carried], 'item')}. What was sent already does not change."
            )
        else:
            lines.append(
                f"‘{email.one.title}’, to {to}, is made anew because the item changes. What was sent already does not change."
            )
    return ListView("E-mails", tuple(lines))


def _themes(themes: Iterable[str], head: Edition) -> ListView:
    known: Mapping[str, object] = head.registers.themes
    labels = [str(getattr(known[theme], "label", theme)) for theme in themes if theme in known]
    return ListView(
        "Pages of themes that change", (f"{joined([f'‘{label}’' for label in labels])}.",) if labels else ()
    )


def _registers(registers: Sequence[RegisterChange]) -> ListView:
    lines = []
    for change in registers:
        parts = [
            f"{word} {_few(names, 'entry' if len(names) - FEW == 1 else 'entries')}"
            for word, names in (("new:", change.added), ("changed:", change.changed), ("gone:", change.gone))
            if names
        ]
        lines.append(f"{sentence(change.name)}. {sentence('; '.join(parts))}.")
    return ListView("Registers", tuple(lines), "They may change many pages at once." if lines else "")
