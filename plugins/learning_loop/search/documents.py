"""What can be found: the items of a narrowed library, and the pages of its themes and agencies, as plain texts with what they are about."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from learning_loop.derive.library import Library
from learning_loop.derive.names import type_mark, type_words
from learning_loop.model.dates import day_words
from learning_loop.model.publication import (
    Action,
    AnnualReport,
    Event,
    Newsletter,
    Plan,
    Policy,
    Publication,
    Resource,
    Review,
    Training,
)
from learning_loop.model.registers import Agency, Theme

FIRST_ITEM = 4096
"""Numbers below are those of themes and agencies."""

A_DAY = 8
"""Numbers that a day of publication has, before it takes those of the next."""

EPOCH = 719_163
"""The ordinal of 1 January 1970."""

BOOSTS = {
    "theme": 1.15, "agency": 0.8, "executive-summary": 1.05, "review": 1.0, "briefing": 1.15, "practice-guidance": 1.15, "policy": 1.1, "training": 0.95,
    "resource": 0.95, "action-plan": 0.8, "annual-report": 0.75, "page": 0.8, "newsletter": 0.65, "bulletin": 0.75, "event": 0.7,
}  # fmt: skip
"""What a type is worth: readers want what was made to be used, and not the list that mentions it."""

SUPERSEDED, WITHDRAWN = 0.5, 0.5
"""What is left of an item that another one took the place of, or that was withdrawn."""

STATES = {"superseded": "Replaced", "withdrawn": "Withdrawn"}
"""What readers are told of an item that does not hold any more."""

THEME_STRENGTH = (1.0, 0.7, 0.5)
"""What an item's first, second and third theme say about it; the others as much as the last."""

LABEL, TITLE, SHORT_TITLE = 3, 2, 1
"""Ranks of documents of which a query is the very name."""


class Section(NamedTuple):
    """A part of a document that a reader can be led to."""

    href: str
    """Its address relative to the document's: '#what-we-found', 'r1-a1/', or '' for the page itself."""
    heading: str
    text: str


class Document(NamedTuple):
    """Something that can be found."""

    id: str
    url: str
    type: str
    title: str
    summary: str
    date: str
    status: str
    audience: str
    themes: tuple[str, ...]
    agencies: tuple[str, ...]
    head: tuple[str, ...]
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    concepts: tuple[tuple[str, float], ...]
    """Terms for what it carries, each with how much it is about it, 0 to 1."""
    names: tuple[tuple[str, int], ...]
    """Texts of which it is the very thing, with their ranks."""
    boost: float
    words: str = ""
    """Its type in words: '7-minute briefing'."""
    mark: str = ""
    instead: tuple[str, ...] = ()
    """Title and address of the item that took its place."""


Facets = tuple[tuple[str, tuple[str, ...]], ...]
"""Facet → the values that a document has."""


def number_items(library: Library) -> dict[str, int]:
    """Give every item its number: by day of publication, then by id. It changes only when a neighbour in time comes or goes."""
    numbers: dict[str, int] = {}
    last = FIRST_ITEM - 1
    for one in sorted(library.publications.values(), key=lambda one: (one.published, one.id)):
        last = max(last + 1, FIRST_ITEM + A_DAY * (one.published.toordinal() - EPOCH))
        numbers[one.id] = last
    return numbers


def number_pages(library: Library) -> dict[str, int]:
    """Give the pages of themes and agencies their numbers."""
    ids = [
        *(f"theme:{theme}" for theme in library.registers.themes),
        *(f"agency:{each}" for each in library.registers.agencies),
    ]
    return {page: number for number, page in enumerate(ids, 1)}


def status_of(one: Publication, library: Library) -> str:
    """Say whether an item still holds."""
    if one.withdrawn is not None:
        return "withdrawn"
    return "superseded" if one.id in library.superseded_by else "current"


def facets_of(one: Publication, library: Library) -> Facets:
    """Give what an item can be chosen by."""
    review_type = (one.details.review_type,) if isinstance(one.details, Review) else ()
    return (
        ("type", (one.type,)),
        ("theme", one.themes),
        ("review-type", review_type),
        ("agency", one.agencies),
        ("year", (str(one.published.year),)),
        ("age", one.age_bands),
        ("role", one.roles),
        ("status", (status_of(one, library),)),
        (SCHEME, tuple(scheme for scheme, _ in one.schemes)),
        *((scheme_facet(scheme), values) for scheme, values in one.schemes),
    )


SCHEME = "scheme"
"""The facet that says of which local schemes there are facets; its labels are their titles."""


def scheme_facet(scheme: str) -> str:
    """Give the name of the facet of a local scheme."""
    return f"{SCHEME}-{scheme}"


def instead_of(one: Publication, library: Library) -> tuple[str, ...]:
    """Give title and address of the item that took the place of this one; empty when none did."""
    newer = library.superseded_by.get(one.id)
    return (newer.title, f"{newer.address}/") if newer else ()


def report_of(one: Publication, library: Library) -> str:
    """Give the id of the review of which this is the executive summary; empty when it is none."""
    if one.type != "executive-summary":
        return ""
    return next(
        (
            other
            for other in one.about
            if other in library.publications and library.publications[other].type == "review"
        ),
        "",
    )


def reference_for(one: Publication, library: Library) -> str:
    """Give the reference by which an item is asked for: its own, or that of the review of which it is the plan or the summary."""
    source = one.details.source if isinstance(one.details, Plan) else report_of(one, library)
    return one.reference or (library.publications[source].reference if source in library.publications else "")


def document_of_item(one: Publication, body_html: str, library: Library) -> Document:
    """Give an item as it is searched. ``body_html`` is its rendered text, for this audience."""
    status = status_of(one, library)
    sections = tuple(section for section in _sections(one, body_html) if section.text or section.heading)
    short = one.title.partition(":")[0].strip() if ":" in one.title else ""
    names = [(one.title, TITLE)]
    if short:
        names.append((short, SHORT_TITLE))
    if one.reference and not isinstance(one.details, Plan):
        names.append((one.reference, LABEL))
    lost = {"superseded": SUPERSEDED, "withdrawn": WITHDRAWN}.get(status, 1.0)
    concepts = [(f"#theme {theme}", THEME_STRENGTH[min(rank, 2)]) for rank, theme in enumerate(one.themes)]
    concepts += [(f"#agency {agency}", 0.5) for agency in one.agencies]
    concepts.append((f"#type {one.type}", 1.0))
    if isinstance(one.details, Review):
        concepts.append((f"#review-type {one.details.review_type}", 1.0))
    return Document(
        id=one.id,
        url=f"{one.address}/",
        type=one.type,
        title=one.title,
        summary=one.summary,
        date=one.published.isoformat(),
        status=status,
        audience=one.audience.value,
        themes=one.themes,
        agencies=one.agencies,
        head=(one.title, *one.people, reference_for(one, library)),
        lead=(one.summary, *(section.heading for section in sections)),
        sections=sections,
        concepts=tuple(concepts),
        names=tuple(names),
        boost=BOOSTS[one.type] * lost,
        words=type_words(one, library.registers) or one.kind.label,
        mark=type_mark(one),
        instead=instead_of(one, library),
    )


def document_of_theme(theme: Theme) -> Document:
    """Give a theme's page as it is searched: first for its label and everything that people type for it."""
    messages = tuple(Section("#messages", message.title, message.text) for message in theme.messages)
    terms = (*theme.entry_terms, *theme.deprecated)
    return Document(
        id=f"theme:{theme.id}", url=f"themes/{theme.id}/", type="theme", title=theme.label, summary=theme.definition, date="", status="current", audience="public",
        themes=(theme.id,), agencies=(), head=(theme.label,), lead=(*terms, theme.definition, *(section.heading for section in messages)),
        sections=(Section("", "", theme.not_meant), *messages) if theme.not_meant else messages,
        concepts=((f"#theme {theme.id}", 1.0), ("#type theme", 1.0)), names=tuple((term, LABEL) for term in (theme.label, *terms)), boost=BOOSTS["theme"], words="Theme",
    )  # fmt: skip


def document_of_agency(agency: Agency) -> Document:
    """Give an agency's page as it is searched."""
    names = (agency.name, agency.short, *agency.aliases)
    return Document(
        id=f"agency:{agency.id}", url=f"agencies/{agency.id}/", type="agency", title=agency.name, summary=agency.about, date="", status="current", audience="public",
        themes=(), agencies=(agency.id,), head=(agency.name, agency.short), lead=(*agency.aliases, agency.about), sections=(),
        concepts=((f"#agency {agency.id}", 1.0), ("#type agency", 1.0)), names=tuple((name, TITLE) for name in names), boost=BOOSTS["agency"], words="Agency",
    )  # fmt: skip


_HEADING = re.compile(r'<h([2-6]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(r"</?(?:a|em|strong|code)\b[^>]*>")


def plain_text(fragment: str) -> str:
    """Give the words of rendered html."""
    return _words_of(_INLINE.sub("", fragment))


def _words_of(fragment: str) -> str:
    """Give the words of HTML on one line."""
    return " ".join(_lines_of(fragment).split())


def _lines_of(fragment: str) -> str:
    """Give the words of HTML, a line for what stands between two tags: what only lies side by side was never written as one."""
    parts = (html.unescape(part) if "&" in part else part for part in _TAG.split(fragment))
    return "\n".join(filter(None, (" ".join(part.split()) for part in parts)))


def _sections(one: Publication, body_html: str) -> Iterator[Section]:
    if one.withdrawn is not None:
        if isinstance(one.details, Review):
            yield from _learned(one.details)
        return
    parts = _HEADING.split(_INLINE.sub("", body_html))
    yield Section("", "", _lines_of(parts[0]))
    yield from _WRITERS.get(type(one.details), _nothing)(one.details)
    for place in range(1, len(parts) - 1, 4):
        yield Section(f"#{parts[place + 1]}", _words_of(parts[place + 2]), _lines_of(parts[place + 3]))
    yield Section("", "", "\n".join((*(each.title for each in one.attachments), one.content_note, one.change_note)))


def _nothing(details: Any) -> Iterator[Section]:
    yield from ()


def _learned(review: Review) -> Iterator[Section]:
    for finding in review.findings:
        yield Section(f"#{finding.ref.lower()}", finding.title, finding.text)
    if review.worked_well:
        yield Section("#worked-well", "What worked well", "\n".join(review.worked_well))


def _review(details: Review) -> Iterator[Section]:
    yield from _learned(details)
    for made in details.recommendations:
        yield Section(f"#{made.ref.lower()}", made.title, f"{made.text}\n{made.reason}".strip())
    yield Section("#response", "The board’s response", " ".join(details.response.text.split()))
    for voice in (details.child_voice, details.family_voice, details.practitioner_voice):
        yield Section("#voices", "", "\n".join(filter(None, voice)))
    yield Section("", "", "\n".join((*details.lead_reviewers, details.sample, details.delay_reason)))


def _plan(details: Plan) -> Iterator[Section]:
    for action in details.actions:
        yield Section(f"{action.slug}/", action.title, "\n".join(filter(None, _action_texts(action))))


def _action_texts(action: Action) -> Iterator[str]:
    yield from (action.what, action.detail, action.measure, action.response_reason, action.delivery_reason)
    for evidence in action.evidence:
        yield from (evidence.title, evidence.text, evidence.does_not_show)
    yield from (update.note for update in action.updates)


def _newsletter(details: Newsletter) -> Iterator[Section]:
    for thing in details.three_things:
        yield Section("", thing.title, thing.text)


def _resource(details: Resource) -> Iterator[Section]:
    yield Section("", "", details.publisher)
    for made in details.recommendations:
        yield Section("", made.title, made.text)


def _policy(details: Policy) -> Iterator[Section]:
    yield Section("", "", f"Version {details.version}" if details.version else "")


def _training(details: Training) -> Iterator[Section]:
    yield Section("", "", f"{details.format} {details.length}")


def _event(details: Event) -> Iterator[Section]:
    yield Section("", "", f"{day_words(details.starts.date())} {details.place} {details.event_type.replace('-', ' ')}")


def _annual(details: AnnualReport) -> Iterator[Section]:
    yield Section("", "", f"{details.year} {details.year.replace('-', ' to ')}")


_WRITERS: Mapping[type, Callable[[Any], Iterator[Section]]] = {
    Review: _review, Plan: _plan, Newsletter: _newsletter, Resource: _resource, Policy: _policy, Training: _training, Event: _event, AnnualReport: _annual,
}  # fmt: skip
