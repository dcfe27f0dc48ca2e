"""Whose voices were heard: the child's, the family's, the practitioners' and the public's, over all reviews, and where they were not obtained."""

from __future__ import annotations

from collections.abc import Sequence

from learning_loop.derive.attention import feedback_path
from learning_loop.model.dates import day_words
from learning_loop.model.feedback import Feedback, Speaker
from learning_loop.model.publication import Publication, Review, Voice
from learning_loop.model.values import dataclass
from learning_loop.present.desk import Desk
from learning_loop.present.feedback import feedback_link
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    CellView,
    ContentsEntry,
    HeardView,
    LinkGroup,
    LinkView,
    TableView,
    VoiceSection,
    VoicesPage,
)
from learning_loop.present.words import count_words, number_word
from learning_loop.present.year_report import report_path, report_years

VOICES = LinkView("Whose voices were heard", "voices/")

SHOWN = 6
"""Reviews of which a voice is shown in full."""
NAMED = 40
"""Further reviews that are named, and rows of what was not obtained."""
TOLD = 5
"""Pieces of feedback that are named."""


@dataclass(frozen=True, slots=True)
class Whose:
    """One of the voices that every review and audit looks for, and who tells us things in other ways."""

    anchor: str
    title: str
    field: str
    """The field of a review; empty for a voice that reviews have no place for."""
    speakers: tuple[Speaker, ...]


WHOSE = (
    Whose("children", "Children and young people", "child_voice", ("children",)),
    Whose("families", "Families", "family_voice", ("families",)),
    Whose("practitioners", "Practitioners", "practitioner_voice", ("practitioners", "managers")),
    Whose("public", "The public", "", ("public",)),
)


def voices_specs(desk: Desk) -> list[Spec]:
    """List the page."""
    return [Spec(VOICES.path, present_voices)]


def present_voices(desk: Desk) -> VoicesPage:
    """Make the page, with a section for each voice."""
    reviews = [one for one in desk.library.by_type.get("review", ()) if one.withdrawn is None]
    sections = tuple(_section(whose, reviews, desk) for whose in WHOSE)
    intro = (
        "Every review and audit asks what life was like for the child, and hears the family and the practitioners, "
        "or says why it could not. Here are their words, newest first, and every time they are missing."
    )
    years = [LinkView(f"April {first} to March {first + 1}", f"{report_path(first)}#voices") for first in report_years(desk)[:5]]  # fmt: skip
    return VoicesPage(
        head=desk.head(VOICES.label, intro, VOICES.path),
        crumbs=(HOW_WE_LEARN,),
        title=VOICES.label,
        issue_links=desk.issue_links(VOICES.label),
        contents=tuple(ContentsEntry(section.title, section.anchor) for section in sections),
        intro=intro,
        sections=sections,
        beside=(*feedback_link(desk), *years),
    )


def _section(whose: Whose, reviews: Sequence[Publication], desk: Desk) -> VoiceSection:
    voices = [(one, _voice(one, whose.field)) for one in reviews] if whose.field else []
    heard = [(one, voice) for one, voice in voices if not voice.not_obtained]
    missing = [(one, voice) for one, voice in voices if voice.not_obtained]
    told = _told(whose, desk)
    return VoiceSection(
        title=whose.title,
        anchor=whose.anchor,
        about=_about(len(heard), len(voices)) if whose.field else "Reviews and audits do not ask the public. What anybody told us stands here.",
        heard=tuple(_heard(one, voice, desk) for one, voice in heard[:SHOWN]),
        more=_more(heard[SHOWN:], desk),
        missing=_missing(whose, missing, desk) if missing else None,
        told_title="What they told us in other ways" if whose.field else "What they told us",
        told=told,
        none="" if voices or told else "Nothing has been noted yet.",
    )  # fmt: skip


def _voice(one: Publication, field: str) -> Voice:
    assert isinstance(one.details, Review)
    voice = getattr(one.details, field)
    assert isinstance(voice, Voice)
    return voice


def _about(heard: int, total: int) -> str:
    if not total:
        return ""
    whole = count_words(total, "review or audit", "reviews and audits")
    if heard == total:
        return f"Heard in all {whole}." if total > 1 else f"Heard in {whole}."
    if not heard:
        return f"Heard in none of {whole}."
    return f"Heard in {heard:,} of {whole}. In {number_word(total - heard)} it was not obtained."


def _heard(one: Publication, voice: Voice, desk: Desk) -> HeardView:
    return HeardView(voice.quote, voice.text, _source(one, desk))


def _source(one: Publication, desk: Desk) -> LinkView:
    note = f"{desk.type_words(one)}, {day_words(one.published)}"
    return LinkView(one.title, f"{desk.path(one)}#voices", note=note)


def _more(rest: Sequence[tuple[Publication, Voice]], desk: Desk) -> LinkGroup | None:
    if not rest:
        return None
    links = tuple(LinkView(one.title, f"{desk.path(one)}#voices", note=str(one.published.year)) for one, _ in rest)
    words = f"Heard in {count_words(len(rest), 'earlier review or audit', 'earlier reviews and audits')} too"
    return LinkGroup(words, links[:NAMED])


def _missing(whose: Whose, missing: Sequence[tuple[Publication, Voice]], desk: Desk) -> TableView:
    rows = tuple(
        (
            CellView(link=LinkView(one.title, f"{desk.path(one)}#voices")),
            CellView(str(one.published.year)),
            CellView(voice.not_obtained),
        )
        for one, voice in missing[:NAMED]
    )
    note = f"And {len(missing) - NAMED:,} earlier ones." if len(missing) > NAMED else ""
    caption = f"{whose.title}: not obtained, because …"
    return TableView(caption, ("Review or audit", "Year", "Why it was not obtained"), rows, note=note, stack=True)


def _told(whose: Whose, desk: Desk) -> tuple[LinkView, ...]:
    told = [one for one in desk.library.registers.feedback if set(one.speakers) & set(whose.speakers)]
    newest = sorted(told, key=lambda one: (-one.heard_on.toordinal(), one.ref))[:TOLD]
    return tuple(map(_told_link, newest))


def _told_link(one: Feedback) -> LinkView:
    said = f"‘{one.quote}’ " if one.quote else ""
    return LinkView(one.title, feedback_path(one.ref), note=f"{said}{day_words(one.heard_on)}")
