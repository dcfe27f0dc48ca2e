"""A term's news → the draft of an issue: a whole file in the hand of an author, true in every sentence and ready to be rewritten.

Nothing in it waits to be filled in, so that a draft which somebody forgot says nothing wrong; it is hidden until its day (``published``).
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from learning_loop.derive.library import ActionRecord, Library
from learning_loop.derive.names import type_words
from learning_loop.derive.term import TermNews
from learning_loop.drafting.front import field
from learning_loop.drafting.markdown import escape, link
from learning_loop.model.dates import day_words
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Measurement, Publication, Training
from learning_loop.present.newsletters import KINDS_OF_NEWS
from learning_loop.present.words import count_words, joined, lower_first, number_words, sentence
from learning_loop.reading.written import Tree

FOLDER = "newsletters"

TIME_TO_WRITE = timedelta(14)
"""How long a draft is hidden, so that somebody can write it and others can read it."""

MOST = 6
"""Actions of one kind that are named; the tracker has the others."""

MOST_THEMES = 4

LONGEST_SUMMARY = 400

WIDTH = 110
"""Signs in a line of what is said of the items that an issue carries."""

_BEST = ("briefing", "practice-guidance", "policy", "executive-summary", "training", "review", "resource")
"""What to read first when there is one minute, shortest first."""

_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)")

_HEAD = (
    "# A draft. It is hidden until the day in 'published': put the day there on which you send it.",
    "# Write 'summary' and 'three_things' anew: they are what most people read. The lists of the page (new in the library, dates) come from 'about':",
    "# a line that you take out there leaves the issue. What stands after a # is shown to nobody.",
)


def send_day(today: date) -> date:
    """Give the day until which a draft is hidden, never a Saturday or Sunday."""
    day = today + TIME_TO_WRITE
    return day + timedelta(max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def draft_newsletter(news: TermNews, library: Library, audience: Audience) -> str:
    """Give the file of an issue for a term."""
    about = _carried(news)
    body = _body(news, library)
    fields: dict[str, Tree] = {
        "title": _title(news, library),
        "type": "newsletter",
        "audience": audience.value,
        "published": send_day(library.today).isoformat(),
        "summary": _summary(news, library.today),
        "term": news.period.term,
        "themes": _themes(about),
        "about": [one.id for one in about],
        "people": _people(about, body),
        "three_things": _three_things(news, library),
    }
    if any(one.content_note for one in about):
        fields["content_note"] = "Some of what this issue leads to is hard to read. Each page says so before it begins."
    written = {"about": _about(news)}
    front = "\n".join(written.get(name) or field(name, value) for name, value in fields.items() if value)
    return "\n".join(("---", *_HEAD, front, "---", "", body))


def _title(news: TermNews, library: Library) -> str:
    """Name the issue as the one before was named, with this term in place of that."""
    if news.before is not None:
        old = getattr(news.before.details, "term", "")
        season, _, year = old.partition("-")
        label = library.registers.framework.terms[season].label if season in library.registers.framework.terms else ""
        words = f"{lower_first(label)} {year}"
        if label and words in news.before.title:
            return news.before.title.replace(words, news.period.name)
    return f"{library.registers.site.name} news, {news.period.name}"


def _carried(news: TermNews) -> list[Publication]:
    """Give what the issue carries: new items by their kind, then events."""
    return [one for _, ones in _groups(news) for one in ones]


def _groups(news: TermNews) -> list[tuple[str, list[Publication]]]:
    """Give what the issue carries in the groups of its page, events last; without empty groups."""
    order = [kind for _, kinds in KINDS_OF_NEWS for kind in sorted(kinds)]
    new = sorted(news.new, key=lambda one: order.index(one.type))
    groups = [(title, [one for one in new if one.type in kinds]) for title, kinds in KINDS_OF_NEWS]
    return [(title, ones) for title, ones in (*groups, ("Dates", list(news.events))) if ones]


def _about(news: TermNews) -> str:
    """Write the field 'about' so that an editor sees what each id is: in groups, under its title and summary."""
    lines = ["about:"]
    for title, ones in _groups(news):
        lines.append(f"  # {title}")
        for one in ones:
            said = " ".join(f"{one.title}. {one.summary}".split())
            lines += textwrap.wrap(said, WIDTH, initial_indent="  #   ", subsequent_indent="  #   ")
            lines.append(f"  - {one.id}")
    return "\n".join(lines)


def _summary(news: TermNews, today: date) -> str:
    parts = [number_words(len(news.new), "new item") + " in the library" if news.new else "Nothing new in the library"]
    if news.embedded:
        parts.append(f"{number_words(len(news.embedded), 'action')} with evidence that practice changed")
    if news.delivered:
        parts.append(f"{number_words(len(news.delivered), 'action')} delivered")
    if news.not_embedded:
        parts.append(f"{number_words(len(news.not_embedded), 'change')} that did not hold")
    if news.late:
        parts.append(f"{number_words(len(news.late), 'action')} late on {day_words(today)}")
    if news.events:
        parts.append(f"{number_words(len(news.events), 'event')} to come")
    return f"{sentence(news.period.name)}: {joined(parts)}."


def _themes(about: Sequence[Publication]) -> list[Tree]:
    counts = Counter(theme for one in about for theme in one.themes)
    return [theme for theme, _ in counts.most_common(MOST_THEMES)]


def _people(about: Sequence[Publication], body: str) -> list[Tree]:
    """Give the labels for people that the issue shows."""
    shown = "\n".join([body, *(f"{one.title} {one.summary}" for one in about)])
    return list(dict.fromkeys(label for one in about for label in one.people if label in shown))


def _three_things(news: TermNews, library: Library) -> list[Tree]:
    """Choose what to read first: one of each kind, the newest of it, then the next; what is to come or was there before when nothing is new."""
    rank = {kind: place for place, kind in enumerate(_BEST)}
    candidates = [one for one in news.new if one.type in rank] or [*news.new, *news.events]
    candidates = candidates or [
        one for one in library.newest_first if one.withdrawn is None and one.type != "newsletter"
    ]
    seen: Counter[str] = Counter()
    ranked = []
    for one in candidates:
        ranked.append((seen[one.type], rank.get(one.type, len(rank)), one))
        seen[one.type] += 1
    ranked.sort(key=lambda entry: entry[:2])
    return [
        {"title": one.title, "text": _first_sentence(one.summary), "link": one.id, "label": _label(one, library)}
        for _, _, one in ranked[:3]
    ]


def _label(one: Publication, library: Library) -> str:
    return type_words(one, library.registers) or one.kind.label


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return found[1] if found else text


def _body(news: TermNews, library: Library) -> str:
    parts = ["## What changed this term", *_changes(news, library)]
    if news.worked_well:
        parts += ["::: well-done", *_well_done(news), ":::"]
    if news.courses:
        parts += ["## Places on courses", _list(_course(one, days) for one, days in news.courses)]
    return "\n\n".join(parts) + "\n"


def _changes(news: TermNews, library: Library) -> Iterator[str]:
    if news.embedded:
        yield "There is now evidence that something changed:"
        yield _few(news.embedded, lambda record: f"{_action(record)}: {_evidence(record)}")
    if news.not_embedded:
        yield "This was looked at, and the change did not hold:"
        yield _few(news.not_embedded, lambda record: f"{_action(record)} ({_owner(record, library)})")
    if news.delivered:
        yield "This is done. Whether it helped is still to be seen:"
        yield _few(news.delivered, lambda record: _delivered(record, library))
    if news.agreed:
        yield "This was agreed:"
        yield _list(_agreed(news.agreed))
    if news.late:
        late = number_words(len(news.late), "action was", "actions were")
        yield f"{sentence(late)} late on {day_words(library.today)}, the longest first:"
        yield _few(
            news.late,
            lambda record: f"{_action(record)}: {count_words(-record.days, 'day')} late ({_owner(record, library)})",
        )
    if not (news.embedded or news.not_embedded or news.delivered or news.agreed or news.late):
        yield "No action was agreed, delivered or shown to have changed anything, and none is late."


def _few(records: Sequence[ActionRecord], words: Callable[[ActionRecord], str]) -> str:
    lines = [words(record) for record in records[:MOST]]
    if len(records) > MOST:
        lines.append(f"and {number_words(len(records) - MOST, 'other')}.")
    return _list(lines)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _action(record: ActionRecord) -> str:
    return link(record.action.title, record.plan, FOLDER, record.action.slug)


def _owner(record: ActionRecord, library: Library) -> str:
    return escape(library.registers.agencies[record.action.owner].short)


def _delivered(record: ActionRecord, library: Library) -> str:
    done = f"{_action(record)} ({_owner(record, library)})"
    return f"{done}: {_evidence(record)}" if record.action.evidence else done


def _evidence(record: ActionRecord) -> str:
    """Say what the newest evidence shows, and what it does not."""
    newest = max(record.action.evidence, key=lambda evidence: evidence.on)
    shows = f"{_measured(newest.before)}, now {_measured(newest.after)}" if newest.before and newest.after else ""
    shows = shows or escape(newest.title)
    return f"{shows}. What this does not show: {lower_first(escape(newest.does_not_show.rstrip('.')))}."


def _measured(measurement: Measurement | None) -> str:
    return f"{measurement.value} of {measurement.of}" if measurement else ""


def _agreed(records: Sequence[ActionRecord]) -> Iterator[str]:
    """Say of each plan how many actions are new, and when the first of them is due."""
    plans: dict[str, list[ActionRecord]] = {}
    for record in records:
        plans.setdefault(record.plan.id, []).append(record)
    for found in plans.values():
        first = min(found, key=lambda record: record.action.due.last_day)
        count = number_words(len(found), "action")
        yield f"{link(found[0].plan.title, found[0].plan, FOLDER)}: {count}, the first due {first.action.due.words}"


def _well_done(news: TermNews) -> Iterator[str]:
    for one, said in news.worked_well:
        yield f"{escape(sentence(said)).rstrip('.')}. More is in {link(one.title, one, FOLDER)}."


def _course(one: Publication, days: Sequence[date]) -> str:
    assert isinstance(one.details, Training)
    return f"{link(one.title, one, FOLDER)}: {escape(lower_first(one.details.length))}, {joined([day_words(day) for day in days[:3]])}"


def told(news: TermNews) -> str:
    """Say in one line what a draft carries and tells."""
    carries = [count_words(len(news.new), "new item"), count_words(len(news.events), "event to come", "events to come")]
    tells = [
        count_words(len(news.embedded), "action with evidence", "actions with evidence"),
        f"{len(news.delivered):,} delivered",
        f"{len(news.agreed):,} agreed",
        f"{len(news.late):,} late",
    ]
    return f"It carries {joined(carries)}, and tells of {joined(tells)}"
