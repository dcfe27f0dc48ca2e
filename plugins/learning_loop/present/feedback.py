"""What people told us and what was done about it: its own page, its part of an item's page, and its line on an action's."""

from __future__ import annotations

from collections import defaultdict

from learning_loop.derive.attention import feedback_path
from learning_loop.derive.library import ActionRecord
from learning_loop.derive.programme import year_of
from learning_loop.model.feedback import Feedback, FeedbackState, Speaker, Way
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Publication
from learning_loop.model.values import replace
from learning_loop.present.desk import Desk
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    ContentsEntry,
    FactView,
    FeedbackGroup,
    FeedbackPage,
    FeedbackView,
    LinkView,
    ToldView,
    Tone,
)
from learning_loop.present.words import count_words, day_view, joined, lower_first

FEEDBACK = LinkView("What people told us", "feedback/")

SPEAKERS: dict[Speaker, str] = {
    "children": "Children and young people",
    "families": "Parents, carers and families",
    "practitioners": "Practitioners",
    "managers": "Managers",
    "public": "Members of the public",
}
WAYS: dict[Way, str] = {
    "message": "in a message",
    "conversation": "in a conversation",
    "event": "at an event",
    "survey": "in a survey",
    "course-end": "at the end of a course",
    "follow-up": "some months after a course",
}
STATES: dict[FeedbackState, tuple[str, str, Tone, str]] = {
    "changed": ("Something changed", "delivery-complete", "green", "What we did"),
    "unchanged": ("Left as it is", "flag-ended", "ink", "Why nothing was changed"),
    "waiting": ("Not decided yet", "response-awaiting", "amber", "What we did"),
}
"""The words of a state, its mark and tone, and what stands above the answer."""

SHOWN = 3
"""Entries that stand in full on an item's page; the others are named."""


def feedback_specs(desk: Desk) -> list[Spec]:
    """List the page of all feedback; there is none where none was noted."""
    return [Spec(FEEDBACK.path, present_feedback)] if desk.library.registers.feedback else []


def feedback_link(desk: Desk) -> tuple[LinkView, ...]:
    """Give the link to the page of all feedback, where there is one."""
    return (FEEDBACK,) if desk.library.registers.feedback else ()


def present_feedback(desk: Desk) -> FeedbackPage:
    """Make the page of all feedback, the newest first."""
    years: defaultdict[int, list[FeedbackView]] = defaultdict(list)
    for one in sorted(desk.library.registers.feedback, key=lambda one: (-one.heard_on.toordinal(), one.ref)):
        years[one.heard_on.year].append(feedback_view(one, desk))
    groups = tuple(
        FeedbackGroup(str(year), f"year-{year}", f"{len(entries):,}", tuple(entries)) for year, entries in years.items()
    )
    intro = "What children, families and the people who work with them told us about what we teach and publish, and what we did about it."
    if desk.audience is Audience.PUBLIC:
        intro += " We leave out what could show who somebody is."
    first = year_of(desk.library.today)
    return FeedbackPage(
        head=desk.head(FEEDBACK.label, intro, FEEDBACK.path),
        title=FEEDBACK.label,
        issue_links=desk.issue_links(FEEDBACK.label),
        contents=tuple(ContentsEntry(group.title, group.anchor, group.count) for group in groups),
        intro=intro,
        groups=groups,
        report=LinkView("The use of feedback in figures", f"years/{first}-{first + 1}/report/#feedback"),
        write=LinkView("Tell us something", desk.site.feedback, outside=True) if desk.site.feedback else None,
    )


def feedback_view(one: Feedback, desk: Desk, *, on: str = "") -> FeedbackView:
    """Give one piece of feedback in words; ``on`` is the id of the item whose page shows it, which is not named again."""
    words, mark, tone, answer_title = STATES[one.state]
    people = people_words(one)
    day = day_view(one.heard_on).words
    line = f"{_speakers(one)}, {WAYS[one.way]}, {day}" + (f": {people}" if people else "")
    return FeedbackView(
        ref=one.ref,
        anchor=one.ref.lower(),
        path=feedback_path(one.ref),
        title=one.title,
        line=line,
        status=words,
        mark=mark,
        tone=tone,
        heard=one.heard,
        quote=one.quote,
        detail=one.detail,
        answer_title=answer_title,
        answer=one.done or one.not_done,
        no_answer="Nobody has decided yet what to do about it.",
        facts=tuple(_facts(one, desk, on)),
    )


def _speakers(one: Feedback) -> str:
    names = [SPEAKERS[speaker] for speaker in one.speakers]
    return joined([names[0], *map(lower_first, names[1:])])


def people_words(one: Feedback) -> str:
    """Say how many people said it; nothing where nobody counted."""
    if one.few:
        return "fewer than five people"
    if not one.replies:
        return ""
    if one.asked:
        return f"{one.replies:,} of the {one.asked:,} people asked"
    return count_words(one.replies, "person", "people")


def _facts(one: Feedback, desk: Desk, on: str) -> list[FactView]:
    items, library = desk.library.publications, desk.library
    about = tuple(desk.link(items[item]) for item in one.about if item != on)
    themes = tuple(LinkView(library.registers.themes[theme].label, desk.theme_path(theme)) for theme in one.themes)
    changed = tuple(desk.link(items[item]) for item in one.changed if item != on)
    actions = tuple(
        LinkView(f"{reference} {library.by_reference[reference].action.title}", desk.action_path(library.by_reference[reference]))
        for reference in one.actions
    )  # fmt: skip
    facts = [
        FactView("Also about" if on in one.about else "About", links=about),
        FactView("Themes", links=() if on else themes),
        FactView("How it is done now", links=changed),
        FactView("Action" if len(actions) == 1 else "Actions", links=actions),
    ]
    facts = [fact for fact in facts if fact.links]
    if one.decided_on:
        who = f" by {desk.body_name(one.owner)}" if one.owner else ""
        facts.append(FactView("Decided", f"{day_view(one.decided_on).words}{who}"))
    elif one.owner:
        facts.append(FactView("Who decides", desk.body_name(one.owner)))
    if one.told_on:
        facts.append(FactView("They were told", date=day_view(one.told_on)))
    return facts


def present_told(one: Publication, desk: Desk) -> ToldView | None:
    """Give what people told us about an item, or what led to a change of it."""
    entries = desk.library.feedback_about.get(one.id, ())
    if not entries:
        return None
    return ToldView(
        tuple(feedback_view(entry, desk, on=one.id) for entry in entries[:SHOWN]),
        tuple(
            LinkView(entry.title, feedback_path(entry.ref), note=day_view(entry.heard_on).words)
            for entry in entries[SHOWN:]
        ),
    )


def told_contents(told: ToldView | None) -> tuple[ContentsEntry, ...]:
    """Give its line of "On this page"."""
    return (ContentsEntry(FEEDBACK.label, "told"),) if told else ()


def told_facts(record: ActionRecord, desk: Desk) -> tuple[FactView, ...]:
    """Give what people told us that an action answers or that tells something about it."""
    entries = desk.library.feedback_about.get(record.reference, ())
    links = tuple(LinkView(f"{one.ref} {one.title}", feedback_path(one.ref)) for one in entries)
    return (replace(FactView(FEEDBACK.label), links=links),) if links else ()
