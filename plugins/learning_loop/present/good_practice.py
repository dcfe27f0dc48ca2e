"""Good practice as a collection of its own: what each review says worked well, and everything that is about it."""

from __future__ import annotations

from collections import Counter

from learning_loop.derive.good_practice import good_practice_items, is_about_good_practice
from learning_loop.model.dates import day_words
from learning_loop.model.publication import Publication, Review
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import GOOD_PRACTICE_FEED, feed_links
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.views import AskView, ContentsEntry, GoodPracticePage, LinkView, RowGroup
from learning_loop.present.words import count_words

GOOD_PRACTICE = LinkView("Good practice", "good-practice/")

WORKED = 8
"""Reviews and audits whose words about what worked the page repeats."""
ROWS = 20
"""Documents of a list."""


def good_practice_specs(desk: Desk) -> list[Spec]:
    """List the page."""
    return [Spec(GOOD_PRACTICE.path, present_good_practice)]


def present_good_practice(desk: Desk) -> GoodPracticePage:
    """Make the page: what reviews and audits say worked well, then what is about it, then guidance."""
    items = good_practice_items(desk.library)
    telling = [one for one in items if isinstance(one.details, Review) and one.details.worked_well]
    about = [one for one in items if is_about_good_practice(one)]
    guidance = [one for one in items if one.type == "practice-guidance" and not is_about_good_practice(one)]
    groups = tuple(
        _group(title, anchor, rows, desk)
        for title, anchor, rows in (
            ("About good practice", "about", about),
            ("Guidance that begins with what works", "guidance", guidance),
        )
        if rows
    )
    contents = [ContentsEntry("What worked well", "worked-well", f"{min(len(telling), WORKED)}")] if telling else []
    contents += [ContentsEntry(group.title, group.anchor, group.count) for group in groups]
    intro = "What went well for children here, who did it and how, so that it can be done again. Every review and audit looks for it, as well as for what went wrong."
    counts = Counter(theme for one in items for theme in one.themes)
    return GoodPracticePage(
        head=desk.head(GOOD_PRACTICE.label, intro, GOOD_PRACTICE.path),
        crumbs=(HOW_WE_LEARN,),
        title=GOOD_PRACTICE.label,
        issue_links=desk.issue_links(GOOD_PRACTICE.label),
        themes=desk.badges(sorted(counts, key=lambda theme: (-counts[theme], theme))),
        contents=tuple(contents) if len(contents) > 1 else (),
        feed=feed_links(desk, GOOD_PRACTICE_FEED, GOOD_PRACTICE.label, "Follow good practice"),
        intro=intro,
        worked_about=_worked_about(len(telling)),
        worked=tuple(_worked(one, desk) for one in telling[:WORKED]),
        groups=groups,
        none="" if items else "Nothing in this library tells of good practice yet.",
    )


def _worked_about(count: int) -> str:
    reviews = count_words(count, "review or audit", "reviews and audits")
    if count > WORKED:
        return f"From the newest {WORKED} of {reviews} that name what worked."
    return f"From {reviews}, newest first." if count > 1 else ""


def _worked(one: Publication, desk: Desk) -> AskView:
    assert isinstance(one.details, Review)
    note = f"{desk.type_words(one)}, {day_words(one.published)}"
    return AskView(one.details.worked_well, LinkView(one.title, f"{desk.path(one)}#worked-well", note=note))


def _group(title: str, anchor: str, rows: list[Publication], desk: Desk) -> RowGroup:
    return RowGroup(title, anchor, tuple(desk.short_row(one) for one in rows[:ROWS]), f"{len(rows):,}")
