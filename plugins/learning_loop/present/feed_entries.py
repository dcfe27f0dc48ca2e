"""Entries of feeds: what a reader sees who never opens the site, so the whole of a document and not its first lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from learning_loop.derive.changes import Amendment, StatusChange, changed_on
from learning_loop.derive.library import ActionRecord
from learning_loop.model.kinds import Audience
from learning_loop.model.publication import (
    Event,
    Newsletter,
    Plan,
    Publication,
    Recommendation,
    Resource,
    Review,
    Training,
    Voice,
)
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import permanent_id
from learning_loop.present.items import event_facts
from learning_loop.present.newsletters import carried, news_groups
from learning_loop.present.register_entry import AGENCIES, ROLES, TYPES
from learning_loop.present.themes import THEMES
from learning_loop.present.views import (
    NO_HTML,
    CategoryView,
    EnclosureView,
    EntryPart,
    EntryPoint,
    EntryView,
    FactView,
    LinkView,
)
from learning_loop.present.words import AXES, date_view, day_view, joined, lower_first, sentence

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
    "ics": "text/calendar",
    "txt": "text/plain",
}
"""Media types of attachments by ending (IANA). The machine's own list would differ from machine to machine."""


# Ids: permanent, so never of a title or an address


def item_id(one: Publication) -> str:
    """Give what an item's entry is known by."""
    return f"item/{one.lasting_id}"


def status_id(change: StatusChange) -> str:
    """Give what the entry of a change of an action is known by."""
    told = "overdue" if change.update is None else f"update/{change.number}"
    return f"action/{change.record.reference}/{change.on.isoformat()}/{told}"


def amendment_id(change: Amendment) -> str:
    """Give what the entry of an amendment is known by."""
    return f"{change.kind}/{change.one.lasting_id}/{change.on.isoformat()}"


def updated_on(one: Publication, today: date) -> date:
    """Give the day of an item's last change that a follower should hear of."""
    if one.withdrawn is not None:
        return max(one.withdrawn.on, one.published)
    return changed_on(one, today) or one.published


# Items


def present_publication(desk: Desk, whole: bool, item: str) -> EntryView:
    """Make an item's entry: its whole text, and what its page says of it beyond the text; or what stands in an archive.

    Of a withdrawn item only that is left: programs that kept the text put this in its place.
    """
    one = desk.library.publications[item]
    gone = one.withdrawn
    shown = whole and not gone
    notice, link = _notice(one, desk)
    return EntryView(
        id=permanent_id(desk, item_id(one)),
        title=f"Withdrawn: {one.title}" if gone else one.title,
        address=desk.address(desk.path(one)),
        published=one.published.isoformat(),
        updated=updated_on(one, desk.library.today).isoformat(),
        summary=gone.reason if gone else one.summary,
        rights=desk.rights_words(one),
        categories=_categories(one, desk),
        enclosures=_enclosures(one, desk),
        notice=notice,
        notice_link=link,
        content_note="" if gone else one.content_note,
        facts=tuple(_facts(one, desk)) if shown else (),
        opening=tuple(_opening(one, desk)) if shown else (),
        html=desk.html(one) if shown else NO_HTML,
        parts=tuple(_parts(one, desk)) if shown else (),
    )


def _notice(one: Publication, desk: Desk) -> tuple[str, LinkView | None]:
    newer = desk.library.superseded_by.get(one.id)
    if one.withdrawn is not None:
        words = f"This page was withdrawn on {day_view(one.withdrawn.on).words}."
        return (f"{words} Read instead:", desk.link(newer)) if newer else (words, None)
    if newer is not None:
        return "This page was replaced and is kept for the record. Read instead:", desk.link(newer)
    if one.audience is Audience.PROFESSIONAL:
        return "For professionals only. Do not post it or send it outside your agency.", None
    return "", None


def _categories(one: Publication, desk: Desk) -> tuple[CategoryView, ...]:
    """Give type, themes, agencies and roles, each with the list of which it is one."""
    registers = desk.library.registers
    labels = [(TYPES.path, one.type, one.kind.label)]
    labels += [(THEMES.path, theme, registers.themes[theme].label) for theme in one.themes]
    labels += [(AGENCIES.path, agency, registers.agencies[agency].name) for agency in one.agencies]
    labels += [(ROLES.path, role, registers.roles[role].label) for role in one.roles]
    return tuple(CategoryView(term, desk.address(path), label) for path, term, label in labels)


def _enclosures(one: Publication, desk: Desk) -> tuple[EnclosureView, ...]:
    folder = one.source.rpartition("/")[0]
    return tuple(
        EnclosureView(
            attachment.title,
            desk.address(file.path),
            MEDIA_TYPES.get(attachment.file.rpartition(".")[2].lower(), "application/octet-stream"),
            desk.file_sizes.get(f"{folder}/{attachment.file}", 0),
            f"{file.format}, {file.size}",
        )
        for attachment, file in zip(one.attachments, desk.files(one), strict=True)
    )


def _facts(one: Publication, desk: Desk) -> Iterator[FactView]:
    details = one.details
    if isinstance(details, Event):
        if details.cancelled:
            yield FactView("Cancelled", f"{details.cancelled.reason} ({day_view(details.cancelled.on).words})")
        yield from event_facts(details)
    elif isinstance(details, Training):
        yield FactView("How", sentence(details.format))
        yield FactView("Length", details.length)
        if details.dates:
            yield FactView("Dates", joined([day_view(day).words for day in sorted(details.dates)]))
    elif isinstance(details, Resource):
        yield FactView("Published by", details.publisher)
        yield FactView("Read it", links=(LinkView("At the publisher’s site", details.link, outside=True),))
    cancelled = isinstance(details, Event) and details.cancelled is not None
    if isinstance(details, Event | Training) and details.booking and not cancelled:
        yield FactView("Booking", links=(LinkView("Book a place", details.booking, outside=True),))
    if isinstance(details, Plan):
        yield FactView("From", links=(desk.link(desk.library.publications[details.source]),))
    if one.reference:
        yield FactView("Reference", one.reference)
    if one.about and not isinstance(details, Newsletter):
        yield FactView("About", links=tuple(desk.link(desk.library.publications[other]) for other in one.about))


def _opening(one: Publication, desk: Desk) -> Iterator[EntryPart]:
    if isinstance(one.details, Newsletter):
        items = desk.library.publications
        yield EntryPart(
            "Three things to remember",
            tuple(
                EntryPoint(thing.title, thing.text, desk.link(items[thing.link], thing.label))
                for thing in one.details.three_things
            ),
        )


def _parts(one: Publication, desk: Desk) -> Iterator[EntryPart]:
    """Give what the page says after the text; parts without points are left out."""
    details = one.details
    if isinstance(details, Review):
        yield from _review_parts(one, details, desk)
    elif isinstance(details, Resource) and details.recommendations:
        yield EntryPart("Recommendations", _recommendations(details.recommendations, desk))
    elif isinstance(details, Plan) and details.actions:
        yield EntryPart("Actions", tuple(_planned(one, desk)))
    elif isinstance(details, Newsletter):
        yield from _issue_parts(one, desk)
    if one.attachments:
        files = (
            EntryPoint("", f"{file.format}, {file.size}", LinkView(file.title, file.path)) for file in desk.files(one)
        )
        yield EntryPart("Files", tuple(files))


def _issue_parts(one: Publication, desk: Desk) -> Iterator[EntryPart]:
    """Give what an issue carries in the groups of its page, and the dates.

    Without the summaries of its page: one that is corrected would change every issue that carried it, and readers would show those as changed.
    """
    new, events = carried(one, desk)
    for title, rows in news_groups(new):
        heading = f"New in the library: {lower_first(title)}" if title else "New in the library"
        yield EntryPart(heading, tuple(EntryPoint("", link=desk.link(row)) for row in rows))
    if events:
        yield EntryPart("Dates", tuple(_date(event, desk) for event in events))


def _date(event: Publication, desk: Desk) -> EntryPoint:
    assert isinstance(event.details, Event)
    place = "cancelled" if event.details.cancelled else event.details.place
    return EntryPoint(f"{day_view(event.details.starts.date()).words}:", link=desk.link(event), after=place)


def _review_parts(one: Publication, review: Review, desk: Desk) -> Iterator[EntryPart]:
    yield EntryPart("What we found", tuple(EntryPoint(finding.title, finding.text) for finding in review.findings))
    if review.recommendations:
        yield EntryPart("Recommendations", _recommendations(review.recommendations, desk))
    answer = [" ".join(part.split()) for part in review.response.text.split("\n\n") if part.strip()]
    yield EntryPart("The board’s response", tuple(EntryPoint("", paragraph) for paragraph in answer))
    child = one.people[0] if one.people else "Children"
    yield EntryPart(
        "Voices",
        (
            _voice(child, review.child_voice),
            _voice("The family", review.family_voice),
            _voice("Practitioners", review.practitioner_voice),
        ),
    )
    if review.worked_well:
        yield EntryPart("What worked well", tuple(EntryPoint("", text) for text in review.worked_well))


def _recommendations(made: Iterable[Recommendation], desk: Desk) -> tuple[EntryPoint, ...]:
    return tuple(
        EntryPoint(
            one.title,
            " ".join(
                part
                for part in (
                    one.text,
                    f"For {joined([desk.agency_name(agency) for agency in one.to])}." if one.to else "",
                    f"By {one.by.words}." if one.by else "",
                )
                if part
            ),
        )
        for one in made
    )


def _voice(who: str, voice: Voice) -> EntryPoint:
    said = f"‘{voice.quote}’" if voice.quote else ""
    none = f"Not obtained. {voice.not_obtained}" if voice.not_obtained else ""
    return EntryPoint(who, " ".join(part for part in (said, voice.text, none) if part))


def _planned(one: Publication, desk: Desk) -> Iterator[EntryPoint]:
    """Give what was promised; where it stands changes from day to day and is what the feed of actions is for."""
    for record in desk.library.actions_of.get(one.id, ()):
        owner, due = desk.agency_name(record.action.owner), date_view(record.action.due).words
        link = LinkView(record.reference, desk.action_path(record))
        yield EntryPoint(record.action.title, f"{record.action.what} {owner}, due {due}.", link)


# Actions and amendments


def present_status_change(desk: Desk, whole: bool, change: StatusChange) -> EntryView:
    """Make the entry of a day on which an action came to another state."""
    record, action = change.record, change.record.action
    states, note = _states(change)
    return EntryView(
        id=permanent_id(desk, status_id(change)),
        title=f"{action.title}: {states}",
        address=desk.address(desk.action_path(record)),
        published=change.on.isoformat(),
        updated=change.on.isoformat(),
        summary=note,
        rights=desk.rights_words(record.plan),
        categories=_action_categories(change, desk),
        facts=tuple(_action_facts(record, desk)) if whole else (),
        html=NO_HTML,
    )


def _action_facts(record: ActionRecord, desk: Desk) -> Iterator[FactView]:
    yield FactView("Action", links=(LinkView(record.reference, desk.action_path(record)),))
    yield FactView("Owner", desk.agency_name(record.action.owner))
    yield FactView("Due", date_view(record.action.due).words)
    yield FactView("From", links=(desk.link(record.source),))


def _states(change: StatusChange) -> tuple[str, str]:
    """Give the new states in words, and what was said of them."""
    if change.update is None:
        return "overdue", f"It was due {change.record.action.due.words} and was not delivered."
    named = [(axis, getattr(change.update, axis)) for axis in AXES]
    words = [lower_first(AXES[axis][2][state][0]) for axis, state in named if state]
    return joined(words), change.update.note


def _action_categories(change: StatusChange, desk: Desk) -> tuple[CategoryView, ...]:
    registers, record = desk.library.registers, change.record
    owner = CategoryView(record.action.owner, desk.address(AGENCIES.path), registers.agencies[record.action.owner].name)
    themes = dict.fromkeys((*record.source.themes, *record.plan.themes))
    return (
        owner,
        *(CategoryView(theme, desk.address(THEMES.path), registers.themes[theme].label) for theme in themes),
    )


AMENDED = {"changed": "Changed", "replaced": "Replaced", "withdrawn": "Withdrawn"}
"""What happened to a document, in a word."""


def present_amendment(desk: Desk, whole: bool, change: Amendment) -> EntryView:
    """Make the entry of something that happened to a published item."""
    one = change.one
    return EntryView(
        id=permanent_id(desk, amendment_id(change)),
        title=f"{AMENDED[change.kind]}: {one.title}",
        address=desk.address(desk.path(one)),
        published=change.on.isoformat(),
        updated=change.on.isoformat(),
        summary=amendment_note(change) or f"{AMENDED[change.kind]} on {day_view(change.on).words}.",
        rights=desk.rights_words(one),
        categories=_categories(one, desk),
        facts=tuple(_amendment_facts(change, desk)) if whole else (),
        html=NO_HTML,
    )


def _amendment_facts(change: Amendment, desk: Desk) -> Iterator[FactView]:
    yield FactView(desk.type_words(change.one) or change.one.kind.label, links=(desk.link(change.one),))
    if change.by:
        yield FactView("Read instead", links=(desk.link(change.by),))


def amendment_note(change: Amendment) -> str:
    """Say what changed, as its author wrote it; may be empty."""
    if change.kind == "withdrawn":
        return change.one.withdrawn.reason if change.one.withdrawn else ""
    return change.one.change_note if change.kind == "changed" else ""
