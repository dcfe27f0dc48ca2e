"""An e-mail as a message file (RFC 5322) that mail programs open, with its plain text twin; addressed to nobody."""

from __future__ import annotations

from datetime import date, datetime, time
from datetime import timezone as zone
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, quote

from learning_loop.present.views import EmailView
from learning_loop.reading.digest import digest_of

NOON = time(12, tzinfo=zone.utc)  # noqa: UP017 - `datetime.UTC` would hide which clock is meant
"""The hour in the message's date: on the day of publication, whatever the time zone between London and Auckland."""

LONGEST_LINE = 76
"""Of a header with encoded words (RFC 2047)."""


def write_message(view: EmailView, *, plain: str, html: str) -> bytes:
    """Give the message. It has no recipient and no Message-ID: the program that sends it adds both.

    ``X-Unsent`` makes Outlook open it as a draft with a button to send it. Boundary and date come from the content, so that the same
    content gives the same bytes.
    """
    message = EmailMessage(policy=SMTP)
    message["Date"] = format_datetime(datetime.combine(date.fromisoformat(view.sent), NOON))
    message["Content-Language"] = view.language
    message["X-Unsent"] = "1"
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digest_of(plain, html)[:32]}")
    headers = f"From: {_name(view.sender)} <{view.sender_address}>\r\nSubject: {_encoded(view.subject, 'Subject')}\r\n"
    return headers.encode("ascii") + message.as_bytes()


def _name(name: str) -> str:
    """Give a name as it may stand before an address."""
    return f'"{quote(name)}"' if _is_plain(name) else _encoded(name, "From")


def _encoded(text: str, header: str) -> str:
    """Give words as a header holds them.

    `EmailMessage` folds encoded words itself, and loses every sixth long title a space; the older `Header` loses none.
    """
    charset = None if _is_plain(text) else "utf-8"
    return Header(text, charset, header_name=header, maxlinelen=LONGEST_LINE).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text
