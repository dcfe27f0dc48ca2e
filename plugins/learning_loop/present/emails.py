"""Newsletters and bulletins as e-mails: what each shows, and where its files lie (decision 0015).

An e-mail is made from one audience's library alone. The one to everybody goes out to people without a sign-in, so it is made from the
public library and leads to the public site, also where its files lie on the professional site for the officer who sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from learning_loop.model.kinds import Audience
from learning_loop.model.publication import Event, Newsletter, Publication
from learning_loop.model.values import replace
from learning_loop.present.desk import Desk
from learning_loop.present.newsletters import (
    carried,
    news_groups,
    news_sections,
    newsletter_words,
    term_counts,
)
from learning_loop.present.views import (
    EmailDate,
    EmailFiles,
    EmailGroup,
    EmailPart,
    EmailRow,
    EmailThing,
    EmailView,
    LinkView,
    SavedFile,
)
from learning_loop.present.words import day_view, number_word, number_words, sentence

SENT = frozenset({"newsletter", "bulletin"})
"""Types that are sent."""

FORMS = ("html", "txt", "eml", "md")
"""The forms of every e-mail, by the ending of the file: HTML, plain text, a message to open in a mail program, Markdown for GOV.UK Notify."""

WHO = {Audience.PUBLIC: "everybody", Audience.PROFESSIONAL: "professionals"}
"""To whom an e-mail goes, in words and in the names of its files."""

_FILES = {
    "eml": ("Message", ".eml", "opens in Outlook, Apple Mail or Thunderbird, ready to be sent"),
    "html": ("HTML", ".html", "for a mailing service that takes HTML"),
    "txt": ("Plain text", ".txt", "to paste into any e-mail"),
    "md": ("GOV.UK Notify", "-notify.md", "to paste into a template of GOV.UK Notify"),
}

_ABOUT = {
    Audience.PUBLIC: "Made of what the public site shows, and leads there. Anyone may have it.",
    Audience.PROFESSIONAL: "Has what is for professionals too. Its links ask for a sign-in. Send it only to people who may use this site.",
}


class EmailSpec(NamedTuple):
    """An e-mail to be made, and how its view is made; as cheap as the `Spec` of a page."""

    path: str
    """What it is remembered by; no file lies there."""
    make: Callable[[Desk], EmailView]
    item: str
    wide: bool
    """As in `Spec`."""
    span: None = None


def is_sent(one: Publication) -> bool:
    """Say whether an item is made into an e-mail."""
    return one.type in SENT and one.withdrawn is None


def email_specs(desk: Desk) -> list[EmailSpec]:
    """List the e-mails of a site's audience."""
    return [
        EmailSpec(f"{one.address}/email", partial(present_email, item_id=one.id), one.id, one.type == "newsletter")
        for one in desk.library.publications.values()
        if is_sent(one)
    ]


def email_path(one: Publication, audience: Audience, form: str) -> str:
    """Give where a form of an e-mail lies: in a folder of its own, in which no attachment can be."""
    return f"{one.address}/email/{WHO[audience]}{_FILES[form][1]}"


def saved_name(one: Publication, audience: Audience, form: str) -> str:
    """Give the name of a form of an e-mail where it stands alone."""
    return f"{one.id}-{WHO[audience]}{_FILES[form][1]}"


def form_words(form: str) -> tuple[str, str]:
    """Give what a form is called, and what it is for."""
    label, _, note = _FILES[form]
    return label, note


def site_forms(site: Audience, audience: Audience) -> Sequence[str]:
    """Give the forms of an audience's e-mail that lie on a site: readers of the public site want its text alone."""
    if site is Audience.PROFESSIONAL:
        return FORMS
    return ("txt",) if audience is Audience.PUBLIC else ()


def email_files(one: Publication, desk: Desk) -> dict[str, object]:
    """Give what an item's page says of its e-mails."""
    if not is_sent(one):
        return {}
    if desk.audience is Audience.PUBLIC:
        return {"copy": LinkView("Plain text, to pass on by e-mail", email_path(one, Audience.PUBLIC, "txt"))}
    audiences = (
        (Audience.PUBLIC, Audience.PROFESSIONAL) if one.audience is Audience.PUBLIC else (Audience.PROFESSIONAL,)
    )
    return {"emails": tuple(_files_for(one, audience) for audience in audiences)}


def _files_for(one: Publication, audience: Audience) -> EmailFiles:
    files = tuple(
        SavedFile(label, email_path(one, audience, form), saved_name(one, audience, form), note)
        for form, (label, _, note) in _FILES.items()
    )
    return EmailFiles(f"To {WHO[audience]}", _ABOUT[audience], files)


def present_email(desk: Desk, item_id: str) -> EmailView:
    """Make the view of one item's e-mail to the audience whose library this is."""
    one = desk.library.publications[item_id]
    site, identity = desk.site, desk.library.registers.site
    issue = one.details if isinstance(one.details, Newsletter) else None
    kind = newsletter_words(one, issue, carried(one, desk)[0], desk) if issue else desk.type_words(one)
    things = _things(issue, desk) if issue else ()
    parts = _newsletter_parts(one, issue, desk) if issue else _bulletin_parts(one, desk)
    return EmailView(
        item=one.id,
        audience=site.audience,
        language=site.language,
        subject=one.title,
        preheader=one.summary,
        sender=site.partnership,
        sender_address=site.email,
        sent=one.published.isoformat(),
        day=day_view(one.published).words,
        kind=kind,
        library=site.name,
        partnership=site.partnership,
        browser=desk.address(desk.path(one)),
        notice="For professionals only. Do not post it or send it outside your agency." if site.is_professional else "",
        content_note=one.content_note,
        opening=one.summary,
        things_title=sentence(f"{number_words(len(things), 'thing')} to remember") if things else "",
        things=things,
        parts=tuple(parts),
        worried=site.worried,
        why=identity.mailing.why or f"You have this e-mail because you asked for news from {site.partnership}.",
        stop=identity.mailing.stop or f"To stop it, write to {site.email}.",
        accents=(identity.accent_light, identity.accent_dark),
    )


def _things(newsletter: Newsletter, desk: Desk) -> tuple[EmailThing, ...]:
    items = desk.library.publications
    return tuple(
        EmailThing(str(number), thing.title, thing.text, thing.label, desk.address(desk.path(items[thing.link])))
        for number, thing in enumerate(newsletter.three_things, 1)
    )


def _newsletter_parts(one: Publication, newsletter: Newsletter, desk: Desk) -> list[EmailPart]:
    """Give the parts in the order of the page."""
    new, events = carried(one, desk)
    sections = [EmailPart(section.title, html=section.html) for section in news_sections(one, desk)]
    parts = [EmailPart("", html=desk.html(one, "section:"))]
    parts += [replace(section, counts=_count_words(one, newsletter, desk)) for section in sections[:1]]
    if new:
        groups = (EmailGroup(title, tuple(_row(other, desk) for other in rows)) for title, rows in news_groups(new))
        parts.append(EmailPart("New in the library", groups=tuple(groups)))
    if "well-done" in desk.library.texts[one.id].directives:
        parts.append(EmailPart("Well done", html=desk.html(one, "well-done"), kind="well-done"))
    parts += sections[1:]
    return [*parts, *_dates(events, desk)]


def _bulletin_parts(one: Publication, desk: Desk) -> list[EmailPart]:
    about, events = carried(one, desk)
    parts = [EmailPart("", html=desk.html(one))]
    if about:
        rows = tuple(_row(other, desk, line=False) for other in about)
        parts.append(EmailPart("Read more", groups=(EmailGroup("", rows),)))
    return [*parts, *_dates(events, desk)]


def _dates(events: Sequence[Publication], desk: Desk) -> list[EmailPart]:
    """Give the events with their days."""
    dates = []
    for event in events:
        assert isinstance(event.details, Event)
        day = day_view(event.details.starts.date()).words
        note = "cancelled" if event.details.cancelled else event.details.place
        dates.append(EmailDate(day, event.title, desk.address(desk.path(event)), note))
    return [EmailPart("Dates", dates=tuple(dates))] if dates else []


def _row(other: Publication, desk: Desk, *, line: bool = True) -> EmailRow:
    row = desk.row(other)
    about = ", ".join(part for part in (row.type_words, row.fact, row.audience and "for professionals") if part)
    return EmailRow(row.title, desk.address(row.path), about, row.line if line else "")


def _count_words(one: Publication, newsletter: Newsletter, desk: Desk) -> str:
    embedded, delivered = term_counts(one, newsletter, desk)
    if embedded and delivered:
        return sentence(
            f"{number_words(embedded, 'action')} embedded with evidence, and {number_word(delivered)} delivered."
        )
    if embedded or delivered:
        done = "embedded with evidence" if embedded else "delivered"
        return sentence(f"{number_words(embedded or delivered, 'action')} {done}.")
    return ""
