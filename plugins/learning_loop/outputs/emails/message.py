"""An e-mail as a message file (RFC 5322) that mail programs open, with its plain text twin; addressed to nobody."""

from __future__ import annotations

from datetime import date, datetime, time
from datetime import timezone as zone
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from learning_loop.present.views import EmailView
from learning_loop.reading.digest import digest_of

NOON = time(12, tzinfo=zone.utc)  # noqa: UP017 - `datetime.UTC` would hide which clock is meant
"""The hour in the message's date: on the day of publication, whatever the time zone between London and Auckland."""


def write_message(view: EmailView, *, plain: str, html: str) -> bytes:
    """Give the message. It has no recipient and no Message-ID: the program that sends it adds both.

    ``X-Unsent`` makes Outlook open it as a draft with a button to send it. Boundary and date come from the content, so that the same
    content gives the same bytes.
    """
    message = EmailMessage(policy=SMTP)
    user, _, domain = view.sender_address.rpartition("@")
    message["From"] = Address(view.sender, user, domain)
    message["Subject"] = view.subject
    message["Date"] = format_datetime(datetime.combine(date.fromisoformat(view.sent), NOON))
    message["Content-Language"] = view.language
    message["X-Unsent"] = "1"
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digest_of(plain, html)[:32]}")
    return message.as_bytes()
