"""Files that the program made, as plain text: feeds, calendars, e-mails, data and search files read as their readers read them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from string import ascii_uppercase
from urllib.parse import unquote_to_bytes

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
"""The signs of numbers in the search's files (docs/search-format.md), told here once more: the proof shares no code with what it proves."""

_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|([nrt]))")
_PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}")
_ENTITY = re.compile(rb"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_COMMON = ((b"&amp;", b"&"), (b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&#39;", b"'"), (b"&#34;", b'"'))
_BREAK = re.compile(rb"\r?\n[ \t]*\r?\n")


def resolved(text: bytes) -> bytes:
    """Give a text as it reads with its escapes, entities and percent signs resolved, however often they are nested (three times at most)."""
    for _ in range(3):
        before = text
        if b"\\" in text:
            text = _ESCAPE.sub(_sign, text.replace(b"\\n", b" ").replace(b'\\"', b'"').replace(b"\\/", b"/"))
        if b"%" in text and _PERCENT.search(text):
            text = unquote_to_bytes(text)
        if b"&" in text:
            for entity, sign in _COMMON:
                text = text.replace(entity, sign)
            if _ENTITY.search(text):
                text = html.unescape(text.decode("utf-8", "replace")).encode("utf-8", "replace")
        if text == before:
            break
    return text


def _sign(match: re.Match[bytes]) -> bytes:
    if match[4]:
        return b" "
    number = int(match[1] or match[2] or match[3], 16)
    return chr(number).encode("utf-8", "replace") if number < 0x110000 else b" "


def unfolded(data: bytes) -> bytes:
    """Give a calendar or a message with its long lines joined again: RFC 5545 folds within words."""
    if b"\n " in data or b"\n\t" in data:
        return re.sub(rb"\r?\n[ \t]", b"", data)
    return data


def parts_of_message(data: bytes) -> Iterator[bytes]:
    """Give the head and the parts of an e-mail, quoted-printable and base64 undone."""
    message = message_from_bytes(data)
    for part in message.walk():
        for name, value in part.items():
            words = _plain_header(str(value))
            yield f"{name}: {words}".encode("utf-8", "replace")
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload


def _plain_header(value: str) -> str:
    """Give a header as it reads: parts of it may be base64 of some character set (RFC 2047)."""
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError):
        return value


def search_words(data: bytes) -> bytes:
    """Give the words of a search file: its keys and texts, and the list of word forms written out."""
    if b'"forms"' not in data:
        return resolved(data)
    try:
        value = json.loads(data)
    except ValueError:
        return data
    return b" \x00 ".join(_strings(value))


def _strings(value: object, key: str = "") -> Iterator[bytes]:
    if isinstance(value, str):
        if key == "forms":
            for word in _forms(value):
                yield word.encode()
        else:
            yield value.encode("utf-8", "replace")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name).encode("utf-8", "replace")
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _forms(packed: str) -> Iterator[str]:
    """Give the terms and forms of a word list: each term shares signs with the last, each form with its term."""
    last = ""
    for entry in packed.split(";") if packed else ():
        head, _, listed = entry.partition(" ")
        if not head or head[0] not in SIGNS:
            yield entry
            continue
        last = last[: SIGNS.index(head[0])] + head[1:]
        yield last
        for one in listed.split(","):
            changed = one.rpartition(":")[0]
            ending = changed.lstrip(ascii_uppercase)
            cut = sum(ascii_uppercase.index(sign) + 1 for sign in changed[: len(changed) - len(ending)])
            yield last[: max(0, len(last) - cut)] + ending


def paragraphs(text: bytes, barrier: bytes) -> bytes:
    """Give a text without mark-up with a barrier where a line is empty: what stands in two paragraphs is no run of words."""
    return _BREAK.sub(barrier, text)
