"""Newsletters: three things first, then what changed, what is new by its kind, who did well, and the dates to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from learning_loop.derive.programme import month_day
from learning_loop.model.publication import WORDS_A_MINUTE, Event, Newsletter, Publication
from learning_loop.model.values import replace
from learning_loop.present.calendars import add_link
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import follow_link
from learning_loop.present.feedback import present_told, told_contents
from learning_loop.present.views import (
    NO_HTML,
    ContentsEntry,
    CountLink,
    DateRow,
    LinkView,
    NewsletterPage,
    RowGroup,
    SectionView,
    ThingView,
)
from learning_loop.present.words import count_words, day_view

KINDS_OF_NEWS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Reviews and audits", frozenset({"review", "executive-summary"})),
    ("Briefings", frozenset({"briefing"})),
    ("Guidance and policies", frozenset({"practice-guidance", "policy"})),
    ("Training", frozenset({"training"})),
    ("Action plans", frozenset({"action-plan"})),
    ("Reports and learning from elsewhere", frozenset({"annual-report", "resource"})),
    ("Bulletins and pages", frozenset({"bulletin", "newsletter", "page"})),
)
"""What is new, in the order in which a busy reader wants it."""

FEW = 5
"""New items that stand in one list: sorting them would make more headings than rows."""


def present_newsletter(
    one: Publication, newsletter: Newsletter, desk: Desk, shared: dict[str, object]
) -> NewsletterPage:
    """Make a newsletter's page. ``shared`` is what every item's page has."""
    items = desk.library.publications
    new, events = carried(one, desk)
    sections = news_sections(one, desk)
    well_done = desk.html(one, "well-done") if "well-done" in desk.library.texts[one.id].directives else NO_HTML
    contents = [ContentsEntry(section.title, section.anchor) for section in sections[:1]]
    if new:
        contents.append(ContentsEntry("New in the library", "new", str(len(new))))
    if well_done:
        contents.append(ContentsEntry("Well done", "well-done"))
    contents += [ContentsEntry(section.title, section.anchor) for section in sections[1:]]
    if events:
        contents.append(ContentsEntry("Dates", "dates", str(len(events))))
    contents += told_contents(present_told(one, desk))
    return NewsletterPage(
        **(shared | {"related": (), "contents": tuple(contents)}),  # type: ignore[arg-type]
        type_words=newsletter_words(one, newsletter, new, desk),
        summary=one.summary,
        content_note=one.content_note,
        things=tuple(
            ThingView(str(number), thing.title, thing.text, desk.link(items[thing.link], thing.label))
            for number, thing in enumerate(newsletter.three_things, 1)
        ),
        counts=_counts(one, newsletter, desk),
        before=desk.html(one, "section:"),
        sections=tuple(sections),
        new=tuple(RowGroup(title, "", tuple(map(desk.row, rows))) for title, rows in news_groups(new)),
        well_done=well_done,
        dates=tuple(_date_row(event, desk) for event in events),
        earlier=_earlier(one, desk),
        follow=replace(follow_link(desk), label="How to get each issue", note=""),
    )


def carried(one: Publication, desk: Desk) -> tuple[list[Publication], list[Publication]]:
    """Give what an issue carries: what is new in the library, and the events in the order of their days."""
    named = [desk.library.publications[other] for other in one.about]
    events = sorted((other for other in named if isinstance(other.details, Event)), key=_starts)
    return [other for other in named if not isinstance(other.details, Event)], events


def news_groups(new: Sequence[Publication]) -> list[tuple[str, list[Publication]]]:
    """Group what is new by its kind; a few items are one group without a title."""
    if len(new) <= FEW:
        return [("", list(new))] if new else []
    groups = ((title, [other for other in new if other.type in types]) for title, types in KINDS_OF_NEWS)
    return [(title, found) for title, found in groups if found]


def news_sections(one: Publication, desk: Desk) -> list[SectionView]:
    """Give the parts of an issue's text that have a heading."""
    return [
        SectionView(heading.text, heading.anchor, desk.html(one, f"section:{heading.anchor}"))
        for heading in desk.library.texts[one.id].headings
        if heading.level == 2
    ]


def newsletter_words(one: Publication, newsletter: Newsletter, new: Sequence[Publication], desk: Desk) -> str:
    """Say what it is and how long it takes: the three things, the text, and the lines about what is new."""
    words = desk.library.texts[one.id].words
    words += sum(len(f"{thing.title} {thing.text}".split()) for thing in newsletter.three_things)
    words += sum(len(f"{other.title} {other.summary}".split()) for other in new)
    return f"Newsletter, {count_words(max(1, round(words / WORDS_A_MINUTE)), 'minute')}"


def term_counts(one: Publication, newsletter: Newsletter, desk: Desk) -> tuple[int, int]:
    """Count the actions that were embedded and delivered in the term, up to the newsletter's day, from their dated updates."""
    name, _, year = newsletter.term.partition("-")
    term = desk.library.registers.framework.terms[name]
    first = month_day(int(year), term.first_day)
    embedded = sum(first <= day <= one.published for day in desk.days_of("impact", "embedded"))
    delivered = sum(first <= day <= one.published for day in desk.days_of("delivery", "complete"))
    return embedded, delivered


def _counts(one: Publication, newsletter: Newsletter, desk: Desk) -> tuple[CountLink, ...]:
    embedded, delivered = term_counts(one, newsletter, desk)
    counts = (
        CountLink("actions embedded", "actions/flag/embedded/", str(embedded), mark="flag-embedded", tone="blue"),
        CountLink("delivered", "actions/flag/delivered/", str(delivered), mark="flag-delivered", tone="green"),
    )
    return counts if embedded or delivered else ()


def _starts(one: Publication) -> datetime:
    assert isinstance(one.details, Event)
    return one.details.starts


def _date_row(event: Publication, desk: Desk) -> DateRow:
    assert isinstance(event.details, Event)
    note = "cancelled" if event.details.cancelled else event.details.place
    return DateRow(day_view(event.details.starts.date()), desk.link(event, note=note), add_link(event, desk))


def _earlier(one: Publication, desk: Desk) -> tuple[LinkView, ...]:
    older = [other for other in desk.library.by_type["newsletter"] if other.published < one.published][:3]
    return (*(desk.link(other) for other in older), LinkView("All issues", "newsletters/"))
