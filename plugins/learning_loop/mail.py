"""The e-mails of the sites as a whole: which item may be sent to whom, where the files lie, and which are too long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from learning_loop.model.kinds import Audience
from learning_loop.model.problem import Problem, did_you_mean
from learning_loop.model.publication import Publication
from learning_loop.outputs.emails.mailer import CLIPPED_AT, Mailer, email_outputs, form_key
from learning_loop.outputs.pages import PageRenderer
from learning_loop.present.emails import SENT, WHO, email_specs
from learning_loop.store import Store


class NoEmail(Exception):
    """There is no such e-mail; the message says why and what to do."""


def find_to_send(
    item: str, publications: Mapping[str, Publication], audience: Audience | None, today: date
) -> Publication:
    """Give the item of an e-mail by its id. Raises NoEmail."""
    one = publications.get(item)
    if one is None:
        near = did_you_mean(item, (other.id for other in publications.values() if other.type in SENT))
        raise NoEmail(f"There is no item '{item}'.{near} An id is the name of the file without .md.")
    if one.type not in SENT:
        raise NoEmail(f"'{item}' is a {one.kind.name}. Only newsletters and bulletins are made into e-mails.")
    if one.withdrawn is not None and one.withdrawn.on <= max(today, one.published):
        raise NoEmail(f"'{item}' was withdrawn, so there is nothing to send.")
    if audience is Audience.PUBLIC and one.audience is Audience.PROFESSIONAL:
        raise NoEmail(
            f"'{item}' is for professionals only, so there is no e-mail of it to everybody. Leave --audience out."
        )
    return one


def make_emails(renderer: PageRenderer) -> dict[str, str]:
    """Make all e-mails to one audience; give their keys by the ids of the items."""
    mailer = Mailer(renderer)
    return {spec.item: mailer.email(spec) for spec in email_specs(renderer.desk)}


def list_email_files(
    emails: Mapping[str, str], publications: Mapping[str, Publication], *, site: Audience, audience: Audience
) -> dict[str, str]:
    """Give the files of the e-mails to an audience that lie on a site: path → key in the store."""
    files: dict[str, str] = {}
    for item, key in emails.items():
        files |= email_outputs(publications[item], key, site=site, audience=audience)
    return files


def find_too_long(
    emails: Mapping[str, str], publications: Mapping[str, Publication], audience: Audience, store: Store
) -> tuple[Problem, ...]:
    """Warn of e-mails of which Gmail would hide the end."""
    found = []
    for item, key in emails.items():
        size = store.size_of(form_key(key, "html"))
        if size > CLIPPED_AT:
            message = (
                f"the e-mail to {WHO[audience]} has {size // 1000:,} KB of HTML, and Gmail hides what comes after {CLIPPED_AT // 1000}. "
                "Shorten the text, or put a part of it into a page and link to that"
            )
            found.append(Problem(publications[item].source, 0, "", message, "warning"))
    return tuple(found)
