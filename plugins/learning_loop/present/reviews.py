"""A review's page: the child before the process, then what was found, what came of it, and who said what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from learning_loop.derive.progress import Flag
from learning_loop.model.publication import Publication, Review, Voice
from learning_loop.present.desk import Desk
from learning_loop.present.feedback import present_told, told_contents
from learning_loop.present.linked import made_from, paths_of, present_linked
from learning_loop.present.loop import present_loop, present_recommendations
from learning_loop.present.over_time import present_seen
from learning_loop.present.views import (
    AnchorView,
    BoardResponse,
    ContentsEntry,
    FactView,
    FindingView,
    LinkView,
    ReviewPage,
    SectionView,
    VoiceView,
)
from learning_loop.present.words import age_words, count_words, day_view, joined, sentence


def present_review(one: Publication, review: Review, desk: Desk, *, shared: Mapping[str, Any]) -> ReviewPage:
    """Make a review's page."""
    sections = [
        SectionView(heading.text, heading.anchor, desk.html(one, f"section:{heading.anchor}"))
        for heading in desk.library.texts[one.id].headings
        if heading.level == 2
    ]
    opening, report = (sections[0] if sections else None), tuple(sections[1:])
    records = desk.library.actions_from.get(one.id, ())
    loop = present_loop(review.recommendations, records, desk, review.findings) if review.recommendations else None
    made = made_from(one, desk)
    seen = present_seen(one, desk)
    linked = present_linked(one, desk, paths_of(made))
    return ReviewPage(
        **{
            **shared,
            "linked": linked,
            "contents": _contents(one, review, desk, opening, report, bool(seen), bool(linked)),
        },
        type_words=desk.type_words(one),
        mark=desk.mark(one),
        summary=one.summary,
        facts=_facts(one, review, desk),
        content_note=one.content_note,
        before=desk.html(one, "section:"),
        opening=opening,
        findings=present_findings(review, desk),
        seen_before=seen,
        loop=loop,
        recommendations=present_recommendations(one, records, desk),
        response=BoardResponse(
            paragraphs(review.response.text), desk.body_name(review.response.by), day_view(review.response.on)
        ),
        voices=_voices(one, review),
        worked_well=review.worked_well,
        report=report,
        files=desk.files(one),
        cite=desk.cite(one),
        made=made,
        more_facts=_more_facts(one, review, desk),
    )


def paragraphs(text: str) -> Markup:
    """Give plain text as paragraphs; a blank line divides them."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(" ".join(part.split())) for part in parts)


def present_findings(review: Review, desk: Desk) -> tuple[FindingView, ...]:
    """Give the findings, each with the recommendations that it led to."""
    return tuple(
        FindingView(
            str(number),
            finding.ref.lower(),
            finding.title,
            finding.text,
            tuple(
                AnchorView(f"recommendation {recommendation.ref[1:]}", recommendation.ref.lower())
                for recommendation in review.recommendations
                if finding.ref in recommendation.findings
            ),
            desk.record_link(f"{review.reference}/{finding.ref}"),
        )
        for number, finding in enumerate(review.findings, 1)
    )


def _contents(
    one: Publication,
    review: Review,
    desk: Desk,
    opening: SectionView | None,
    report: tuple[SectionView, ...],
    seen: bool,
    linked: bool,
) -> tuple[ContentsEntry, ...]:
    entries = [ContentsEntry(opening.title, opening.anchor)] if opening else []
    entries.append(ContentsEntry("What we found", "findings", str(len(review.findings))))
    if seen:
        entries.append(ContentsEntry("Seen before", "seen-before"))
    if review.recommendations:
        entries.append(ContentsEntry("What came of it", "loop", str(len(desk.library.actions_from.get(one.id, ())))))
        entries.append(ContentsEntry("Recommendations", "recommendations", str(len(review.recommendations))))
    entries += [ContentsEntry("The board’s response", "response"), ContentsEntry("Voices", "voices")]
    if review.worked_well:
        entries.append(ContentsEntry("What worked well", "worked-well"))
    entries += [ContentsEntry(section.title, section.anchor) for section in report]
    entries += told_contents(present_told(one, desk))
    if one.attachments:
        entries.append(ContentsEntry("Full report and files", "files"))
    if linked:
        entries.append(ContentsEntry("Linked with this review", "linked"))
    entries.append(ContentsEntry("Cite this review", "cite"))
    return tuple(entries)


def _facts(one: Publication, review: Review, desk: Desk) -> tuple[FactView, ...]:
    facts = [
        FactView("Published", date=day_view(one.published)),
        FactView("Reference", review.reference),
    ]
    if came := _what_came(one, desk):
        facts.append(FactView("What came of it", links=(came,)))
    if shorter := _shorter_versions(one, desk):
        facts.append(FactView("Shorter versions", links=shorter))
    facts.append(
        FactView(
            "Led by", joined([review.lead_reviewers[0], *(_in_a_sentence(name) for name in review.lead_reviewers[1:])])
        )
    )
    if review.sample:
        facts.append(FactView("Looked at", review.sample))
    return tuple(facts)


_CAME: tuple[tuple[Flag, str], ...] = (
    ("embedded", "embedded"),
    ("delivered", "delivered"),
    ("on-track", "on track"),
    ("due-soon", "due soon"),
    ("overdue", "overdue"),
    ("ended", "ended"),
)


def _what_came(one: Publication, desk: Desk) -> LinkView | None:
    """Count a review's actions by where they stand, and lead to the loop; None for one without recommendations."""
    if not one.recommendations:
        return None
    counts = Counter(record.flag for record in desk.library.actions_from.get(one.id, ()))
    said = ", ".join(f"{counts[flag]:,} {words}" for flag, words in _CAME if counts[flag])
    words = f"{count_words(counts.total(), 'action')}: {said}" if said else "No action yet"
    return LinkView(words, f"{desk.path(one)}#loop")


def _in_a_sentence(words: str) -> str:
    """Start a description ("An advocate …") small where it follows another; names keep their capital."""
    article = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if article in ("A", "An", "The", "Two", "Three") else words


def _shorter_versions(one: Publication, desk: Desk) -> tuple[LinkView, ...]:
    links: list[LinkView] = []
    for other in desk.library.backlinks.get(one.id, ()):
        if other.type == "executive-summary":
            links.insert(0, desk.link(other, f"Summary, {count_words(other.body.minutes, 'minute')}"))
        elif other.type == "briefing":
            links.append(desk.link(other, desk.type_words(other)))
    return tuple(links[:2])


def _more_facts(one: Publication, review: Review, desk: Desk) -> tuple[FactView, ...]:
    facts = [
        FactView("Method", desk.library.registers.framework.methods[review.method].label),
        FactView("Commissioned by", desk.body_name(review.commissioned_by)),
        FactView("Reports to", desk.body_name(review.reports_to)),
        FactView("Decided on", date=day_view(review.decided_on)),
    ]
    if one.age_bands:
        facts.append(FactView("Ages of the children", sentence(age_words(one.age_bands))))
    if review.outcome:
        facts.append(FactView("Outcome", _OUTCOMES[review.outcome]))
    if review.delay_reason:
        facts.append(FactView("Why it took more than six months", review.delay_reason))
    return tuple(facts)


_OUTCOMES = {
    "death": "A child died",
    "serious-harm": "A child was seriously harmed",
    "near-miss": "Serious harm was near",
    "good-practice": "Practice that went well",
}


def _voices(one: Publication, review: Review) -> tuple[VoiceView, ...]:
    child = one.people[0] if one.people else "Children"
    voices = (
        (child, review.child_voice),
        ("The family", review.family_voice),
        ("Practitioners", review.practitioner_voice),
    )
    return tuple(_voice(title, voice) for title, voice in voices)


def _voice(title: str, voice: Voice) -> VoiceView:
    return VoiceView(title, voice.quote, voice.text, voice.not_obtained)
