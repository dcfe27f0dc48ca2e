"""The pages of items: one maker for each kind, and what they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Literal

from markupsafe import Markup, escape

from learning_loop.model.kinds import Audience
from learning_loop.model.publication import (
    ONE_SIDE,
    AnnualReport,
    Briefing,
    Event,
    Heading,
    Newsletter,
    Plan,
    Policy,
    Publication,
    Resource,
    Review,
    Training,
)
from learning_loop.model.values import replace
from learning_loop.present.calendars import add_link
from learning_loop.present.cycle import item_stage
from learning_loop.present.desk import Desk
from learning_loop.present.emails import email_files
from learning_loop.present.feed_links import follow_item, series_feed
from learning_loop.present.feedback import present_told, told_contents
from learning_loop.present.linked import FURTHER, NEAREST, paths_of, present_linked
from learning_loop.present.loop import present_loop, present_recommendations
from learning_loop.present.newsletters import present_newsletter
from learning_loop.present.plans import action_specs, present_plan
from learning_loop.present.redirects import redirect_specs
from learning_loop.present.reviews import present_findings, present_review
from learning_loop.present.site import SECTIONS
from learning_loop.present.spec import Spec
from learning_loop.present.summaries import changed_bar
from learning_loop.present.views import (
    AnchorView,
    ArticlePage,
    BriefingPage,
    BriefingSection,
    ChangedBar,
    ContentsEntry,
    DateView,
    FactView,
    LinkView,
    NoticeView,
    PageView,
    QuestionView,
    RowView,
    SectionView,
    TombstonePage,
)
from learning_loop.present.words import age_words, count_words, date_view, day_view, joined, number_words, sentence
from learning_loop.present.year_report import report_path

NOTICE_WORDS = 40
"""The room that the notice "for professionals only" takes on paper, in words."""

PrintClass = Literal["", "print-86", "print-82", "print-two"]

ON_SIDE_ONE = (500, 650, ONE_SIDE)
"""Words that one A4 page is sure to hold at each of the three type sizes of the print style: short lines and blocks take room too."""

AT_WORK = ("What to look for", "What to do")
"""The parts of a briefing that are opened with a family in mind, by their headings."""
MOST_NAMES = 4
"""Agencies named in a page's facts."""


def item_specs(desk: Desk) -> list[Spec]:
    """List the page of every item, its redirects, and the page of every action."""
    specs = []
    follow = follow_item(desk)
    for one in desk.library.publications.values():
        wide = one.type in _LOOK_AROUND or one.withdrawn is not None
        if one is not follow:  # its page shows the feeds too, see `present.follow`
            specs.append(Spec(desk.path(one), partial(present_item, item_id=one.id), one.id, wide))
        specs += redirect_specs(one, desk)
        if isinstance(one.details, Plan) and one.withdrawn is None:
            specs += action_specs(one, desk)
    return specs


_LOOK_AROUND = frozenset({"newsletter", "annual-report"})
"""Types whose pages count all actions, so that any change may be one of theirs."""


def present_item(desk: Desk, item_id: str) -> PageView:
    """Make the page of one item."""
    one = desk.library.publications[item_id]
    if one.withdrawn is not None:
        return present_tombstone(one, desk)
    if isinstance(one.details, Review):
        return present_review(one, one.details, desk, shared=shared_parts(one, desk))
    if isinstance(one.details, Plan):
        return present_plan(one, one.details, desk, shared=shared_parts(one, desk))
    if isinstance(one.details, Briefing):
        return present_briefing(one, one.details, desk)
    if isinstance(one.details, Newsletter):
        named = [desk.path(desk.library.publications[other]) for other in one.about]
        return present_newsletter(one, one.details, desk, shared_parts(one, desk, named))
    return present_article(one, desk)


def shared_parts(one: Publication, desk: Desk, said: Collection[str] = ()) -> dict[str, object]:
    """Give what every item's page has: head, section, crumbs, title, notice, related items, themes, the link for mistakes.

    ``said`` are paths that the page links to in its own words, so that they do not stand among what it is linked with.
    """
    items = desk.library.publications
    folder = one.kind.folder
    section = {"actions": "actions", "summaries": "reviews"}.get(folder, folder if folder in SECTIONS else "")
    return {
        "head": desk.item_head(one),
        "section": section,
        "crumbs": _crumbs(one),
        "title": one.title,
        "notice": present_notice(one, desk),
        "related": tuple(desk.short_row(items[near.id]) for near in desk.related.get(one.id, ())),
        "themes": desk.badges(one.themes),
        "issue_links": desk.issue_links(one.title),
        "changed_note": _changed_note(one),
        "stage": item_stage(one, desk),
        "linked": present_linked(one, desk, said),
        "told": present_told(one, desk),
        "offers": series_feed(desk, one),
        **email_files(one, desk),
    }


def _changed_note(one: Publication) -> str:
    if one.updated is None:
        return ""
    day = day_view(one.updated).words
    return f"Changed on {day}: {one.change_note}" if one.change_note else f"Changed on {day}."


def _crumbs(one: Publication) -> tuple[LinkView, ...]:
    if one.type == "page":
        return ()
    folder = one.kind.folder
    if one.type == "action-plan":
        return (LinkView("Actions", "actions/"), LinkView("Action plans", "action-plans/"))
    return (
        LinkView(one.kind.plural, f"{folder}/"),
        LinkView(str(one.published.year), f"{folder}/{one.published.year}/"),
    )


def present_notice(one: Publication, desk: Desk) -> NoticeView | None:
    """Give the one notice that matters most: withdrawn, cancelled, superseded, professionals only, review overdue."""
    if one.withdrawn is not None:
        return NoticeView(
            "withdrawn", f"This page was withdrawn on {day_view(one.withdrawn.on).words}.", one.withdrawn.reason
        )
    if isinstance(one.details, Event) and one.details.cancelled:
        cancelled = one.details.cancelled
        return NoticeView("cancelled", f"This event was cancelled on {day_view(cancelled.on).words}.", cancelled.reason)
    newer = desk.library.superseded_by.get(one.id)
    if newer is not None:
        link = desk.link(newer)
        text = f"This page was replaced on {day_view(newer.published).words} and is kept for the record."
        return NoticeView("superseded", f"Read the {newer.published.year} version instead", text, link)
    if one.audience is Audience.PROFESSIONAL:
        text = "Use it with your team. Do not post it or send it outside your agency."
        return NoticeView("professional", "For professionals only.", text)
    if one.review_due is not None and one.review_due.last_day < desk.library.today:
        text = f"It was due for review in {_in_words(one)}. Parts of it may no longer be right."
        ask = LinkView("Ask what is current", desk.site.feedback, outside=True) if desk.site.feedback else None
        return NoticeView("review-overdue", "Check before you use this.", text, ask)
    return None


def _in_words(one: Publication) -> str:
    assert one.review_due is not None
    month = one.review_due
    return month.words if month.day is None else f"{month.words.partition(' ')[2]}"


def section_views(one: Publication, desk: Desk) -> list[SectionView]:
    """Give the second-level sections of a text."""
    return [
        SectionView(heading.text, heading.anchor, desk.html(one, f"section:{heading.anchor}"))
        for heading in desk.library.texts[one.id].headings
        if heading.level == 2
    ]


def contents_of(headings: Iterable[Heading]) -> list[ContentsEntry]:
    """Give "On this page" for a text's own headings."""
    return [ContentsEntry(heading.text, heading.anchor) for heading in headings if heading.level == 2]


def source_note(one: Publication, desk: Desk) -> str:
    """Say what a review holds: "four findings, five actions"."""
    if not isinstance(one.details, Review):
        return ""
    parts = [number_words(len(one.details.findings), "finding")]
    if actions := len(desk.library.actions_from.get(one.id, ())):
        parts.append(number_words(actions, "action"))
    return ", ".join(parts)


# Briefings


def present_briefing(one: Publication, briefing: Briefing, desk: Desk) -> BriefingPage:
    """Make a briefing's page: numbered boxes, the questions apart."""
    text = desk.library.texts[one.id]
    sections = section_views(one, desk)
    questions = text.questions if sections and len(sections) > 1 else ()
    if questions:
        sections = sections[:-1]
    headings = [heading for heading in text.headings if heading.level == 2]
    items = desk.library.publications
    shared = shared_parts(one, desk, [desk.path(items[other]) for other in one.about]) | {"related": ()}
    return BriefingPage(
        **shared,  # type: ignore[arg-type]
        type_words=desk.type_words(one),
        mark=desk.mark(one),
        summary=one.summary,
        facts=_briefing_facts(one, briefing, desk),
        content_note=one.content_note,
        before=desk.html(one, "section:"),
        print_class=_print_class(text.words + (NOTICE_WORDS if one.audience is Audience.PROFESSIONAL else 0)),
        sections=tuple(
            BriefingSection(
                str(number),
                section.title,
                section.anchor,
                section.html,
                section.title in AT_WORK,
            )
            for number, section in enumerate(sections, 1)
        ),
        print_words=f"Print {'one A4 page' if text.one_side else 'two A4 pages'}",
        straight_to=_straight_to(sections, headings[-1:] if questions else ()),
        questions_title=headings[-1].text if questions else "",
        questions_number=str(len(headings)) if questions else "",
        questions=tuple(
            QuestionView(letter, Markup(escape(question)))  # noqa: S704 - escaped
            for letter, question in zip("abcdefghij", questions, strict=False)
        ),
        next_steps=_next_steps(one, desk),
        came_from=tuple(
            desk.link(desk.library.publications[other], note=source_note(desk.library.publications[other], desk))
            for other in one.about
        ),
        used_it=LinkView("Tell us what you decided", desk.site.feedback, outside=True) if desk.site.feedback else None,
        check_after=_check_after(one),
        files=desk.files(one),
    )


def _straight_to(sections: Sequence[SectionView], questions: Sequence[Heading]) -> tuple[AnchorView, ...]:
    """Give the parts of a briefing that somebody at work wants now; a short text whose parts are all in sight has none."""
    found = [AnchorView(section.title, section.anchor) for section in sections if section.title in AT_WORK]
    found += [AnchorView(heading.text, "questions") for heading in questions]
    return tuple(found) if len(sections) > len(AT_WORK) else ()


def _print_class(words: int) -> PrintClass:
    sizes: tuple[PrintClass, ...] = ("", "print-86", "print-82")
    for most, name in zip(ON_SIDE_ONE, sizes, strict=True):
        if words <= most:
            return name
    return "print-two"


def _briefing_facts(one: Publication, briefing: Briefing, desk: Desk) -> tuple[FactView, ...]:
    text = desk.library.texts[one.id]
    pages = "prints on one A4 page" if text.one_side else "prints on two A4 pages"
    facts = [FactView("Published", date=day_view(one.published))]
    if one.about:
        items = desk.library.publications
        links = tuple(desk.link(items[other]) for other in one.about[:2])
        facts.append(FactView("From", links=links))
    facts.append(FactView("Length", f"{text.words} words, {pages}"))
    if one.age_bands:
        facts.append(FactView("Ages", age_words(one.age_bands)))
    if briefing.good_for:
        facts.append(FactView("Good for", joined(briefing.good_for)))
    if one.review_due:
        facts.append(FactView("Next checked", date=date_view(one.review_due)))
    return tuple(facts)


def _check_after(one: Publication) -> str:
    published = f"Published {day_view(one.updated or one.published).words}"
    if one.review_due is None:
        return f"{published}; check there for a newer version."
    return f"{published}; if today is after {one.review_due.words}, check there for a newer version."


def _next_steps(one: Publication, desk: Desk) -> tuple[LinkView, ...]:
    """Give training that embeds the same learning, and events to come about it."""
    wanted = {one.id, *one.about}
    found: dict[str, LinkView] = {}
    for source in wanted:
        for other in desk.library.backlinks.get(source, ()):
            if isinstance(other.details, Training):
                coming = next((day for day in sorted(other.details.dates) if day >= desk.library.today), None)
                note = other.details.length.lower() + (f", {day_view(coming).words}" if coming else "")
                found[other.id] = desk.link(other, note=note)
            elif add_link(other, desk) is not None:
                assert isinstance(other.details, Event)
                found[other.id] = desk.link(other, note=day_view(other.details.starts.date()).words)
    return tuple(found[key] for key in sorted(found))[:3]


# Articles


def present_article(one: Publication, desk: Desk) -> ArticlePage:
    """Make the page of a summary, guidance, bulletin, policy, training, event, resource, report or plain page."""
    button, note = _button(one)
    records = desk.library.actions_from.get(one.id, ())
    recommendations = present_recommendations(one, records, desk)
    contents = contents_of(desk.library.texts[one.id].headings)
    if recommendations:
        contents.append(ContentsEntry("What came of it", "loop"))
    contents += told_contents(present_told(one, desk))
    if one.attachments:
        contents.append(ContentsEntry("Files", "files", str(len(one.attachments))))
    beside = present_linked(one, desk, part=NEAREST)
    shared = shared_parts(one, desk) | {
        "contents": tuple(contents) if len(contents) > 2 else (),
        "linked": present_linked(one, desk, paths_of(beside), part=FURTHER),
    }
    related: Sequence[RowView] = shared["related"]  # type: ignore[assignment]
    shared["related"] = () if one.type in ("page", "bulletin", "event", "annual-report") else tuple(related)
    return ArticlePage(
        **shared,  # type: ignore[arg-type]
        type=one.type,
        type_words=desk.type_words(one),
        mark=desk.mark(one),
        summary=one.summary,
        facts=_article_facts(one, desk),
        content_note=one.content_note,
        body=desk.html(one),
        beside=beside,
        button=button,
        button_note=note,
        calendar=add_link(one, desk),
        changed=_year_bar(one, desk),
        recommendations=recommendations,
        loop=present_loop(one.recommendations, records, desk) if recommendations else None,
        files=desk.files(one),
        cite=desk.cite(one) if one.type not in ("page", "event") else None,
    )


def _button(one: Publication) -> tuple[LinkView | None, str]:
    details = one.details
    if isinstance(details, Resource):
        return LinkView(
            "Read it at the publisher’s site", details.link, outside=True
        ), "Opens another site. Our own summary is below."
    over = isinstance(details, Event) and details.cancelled is not None
    if isinstance(details, Training | Event) and details.booking and not over:
        return LinkView("Book a place", details.booking, outside=True), ""
    return None, ""


def _article_facts(one: Publication, desk: Desk) -> tuple[FactView, ...]:
    facts: list[FactView] = []
    details = one.details
    if one.type == "page":
        return (FactView("Last changed", date=day_view(one.updated or one.published)),)
    if isinstance(details, Event):
        facts += event_facts(details)
    elif isinstance(details, Training):
        facts += _training_facts(details, desk)
    elif isinstance(details, AnnualReport):
        first, _, last = details.year.partition("-")
        facts.append(FactView("Covers", f"April {first} to March {last}"))
        facts.append(
            FactView("Worked out from data", links=(LinkView("The year in figures", report_path(int(first))),))
        )
    elif isinstance(details, Resource):
        facts.append(FactView("Published by", details.publisher))
    if one.type == "executive-summary":
        facts.append(FactView("Time to read", count_words(one.body.minutes, "minute")))
        review = desk.library.publications[one.about[0]] if one.about else None
        if review is not None:
            facts.append(FactView("The full review", links=(desk.link(review),)))
    facts.append(
        FactView(
            "Added to the library" if isinstance(details, Event | Training) else "Published",
            date=day_view(one.published),
        )
    )
    if isinstance(details, Policy) and details.version:
        facts.append(FactView("Version", details.version))
    if one.review_due:
        facts.append(FactView("Review due", date=date_view(one.review_due)))
    if one.age_bands and one.type not in _AGES_UNSAID:
        facts.append(FactView("Ages", age_words(one.age_bands)))
    if one.agencies and one.type in ("policy", "practice-guidance"):
        facts.append(FactView("For", _some([desk.agency_name(agency) for agency in one.agencies])))
    return tuple(facts[:6])


_AGES_UNSAID = frozenset({"event", "bulletin", "annual-report"})
"""Types whose facts are about a day or a year; their ages are only searched by."""


def _some(names: Sequence[str]) -> str:
    """Join at most four names, and say how many more there are."""
    if len(names) <= MOST_NAMES:
        return joined(names)
    return joined([*names[: MOST_NAMES - 1], number_words(len(names) - MOST_NAMES + 1, "other")])


def event_facts(event: Event) -> list[FactView]:
    """Give when and where an event is."""
    starts, ends = event.starts, event.ends
    same_day = starts.date() == ends.date()
    times = (
        f"{_clock(starts.hour, starts.minute)} to {_clock(ends.hour, ends.minute)}"
        if same_day
        else f"until {day_view(ends.date()).words}"
    )
    return [
        FactView("When", date=DateView(day_view(starts.date()).words, starts.date().isoformat())),
        FactView("Time", times),
        FactView("Where", event.place),
    ]


def _clock(hour: int, minute: int) -> str:
    half = "am" if hour < 12 else "pm"
    shown = hour if 1 <= hour <= 12 else abs(hour - 12)
    return f"{shown}.{minute:02}{half}" if minute else f"{shown}{half}"


def _training_facts(training: Training, desk: Desk) -> list[FactView]:
    facts = [FactView("How", sentence(training.format)), FactView("Length", training.length)]
    coming = [day for day in sorted(training.dates) if day >= desk.library.today]
    if coming:
        facts.append(FactView("Next", joined([day_view(day).words for day in coming[:3]])))
    elif training.dates:
        facts.append(FactView("Last ran", date=day_view(max(training.dates))))
    return facts


def _year_bar(one: Publication, desk: Desk) -> ChangedBar | None:
    if not isinstance(one.details, AnnualReport):
        return None
    first, _, last = one.details.year.partition("-")
    start, end = f"{first}-04-01", f"{last}-03-31"
    records = [record for record in desk.library.actions if start <= record.plan.published.isoformat() <= end]
    return (
        changed_bar(desk, records, f"What came of the {count_words(len(records), 'action')} agreed in the year")
        if records
        else None
    )


# Tombstones


def present_tombstone(one: Publication, desk: Desk) -> TombstonePage:
    """Make the page that stays when an item has left: title, themes, learning, and how to ask for the rest."""
    assert one.withdrawn is not None
    review = one.details if isinstance(one.details, Review) else None
    ask = desk.library.publications.get(desk.library.registers.site.ask)
    facts = [
        FactView("Published", date=day_view(one.published)),
        FactView("Withdrawn", date=day_view(one.withdrawn.on)),
    ]
    if review is not None:
        facts.append(FactView("Reference", review.reference))
    return TombstonePage(
        **shared_parts(one, desk),  # type: ignore[arg-type]
        type_words=desk.type_words(one),
        mark=desk.mark(one),
        facts=tuple(facts),
        findings=tuple(replace(finding, led_to=()) for finding in present_findings(review, desk)) if review else (),
        worked_well=review.worked_well if review else (),
        ask=desk.link(ask)
        if ask
        else LinkView(f"Write to {desk.site.email}", f"mailto:{desk.site.email}", outside=True),
        ask_words="The text is kept and can be asked for. We look at each request and answer it.",
        cite=desk.cite(one),
    )
