"""Texts into pages: the references that views carry become html, with links that hold from the page's own place."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping

from learning_loop.derive.library import Library
from learning_loop.model.publication import Publication
from learning_loop.present.desk import BODY_MARK
from learning_loop.reading.markdown import place_links, split_sections

_REFERENCE = re.compile(f"{BODY_MARK}([^ ]*) ([^ ]*) [^ ]* ([^{BODY_MARK}]*){BODY_MARK}")
_WELL_DONE = re.compile(r'<section class="well-done">.*?</section>\n?', re.DOTALL)
_WELL_DONE_INSIDE = re.compile(
    r'<section class="well-done">(?:<p class="well-done__title">.*?</p>)?(.*?)</section>', re.DOTALL
)


def fill_bodies(
    html: str, library: Library, *, root: str, html_of: Callable[[str], str], numbers: Mapping[str, str] | None = None
) -> str:
    """Put the texts in place of their references. ``html_of`` gives the rendered text with a digest; ``root`` is the way to the site's top.

    ``numbers`` are those that become links, see `link_numbers`.
    """
    if BODY_MARK not in html:
        return html

    def text(match: re.Match[str]) -> str:
        item_id, digest, part = match.groups()
        one = library.publications[item_id]
        placed = place_links(
            html_of(digest),
            href=lambda scheme, target: _href(one, scheme, target, library, root),
            role_title=lambda role: _role_title(role, library),
        )
        return link_numbers(_part(placed, part), numbers or {})

    return _REFERENCE.sub(text, html)


def link_numbers(html: str, numbers: Mapping[str, str]) -> str:
    """Let the partnership's own telephone numbers be called from a text, where they do not stand in a link already.

    ``numbers`` gives the address of each number as it is written: "01632 960 411" to "tel:01632960411".
    """
    written = [number for number in numbers if number and number in html]
    if not written:
        return html
    found = re.compile(rf"<a\b.*?</a>|<[^>]*>|(?<![\d+])({'|'.join(map(re.escape, written))})(?!\d)", re.DOTALL)
    return found.sub(lambda match: f'<a href="{numbers[match[1]]}">{match[1]}</a>' if match[1] else match[0], html)


def _href(one: Publication, scheme: str, target: str, library: Library, root: str) -> str | None:
    """Give the address of a link, or None when this reader may not follow it."""
    registers = library.registers
    if scheme == "item":
        links = library.texts[one.id].links
        known = any(link.scheme == "item" and link.target == target for link in links)
        return f"{root}{target}/" if known else None
    if scheme == "attachment":
        return (
            f"{root}{one.address}/{target}"
            if any(target == attachment.file for attachment in one.attachments)
            else None
        )
    places: dict[str, tuple[str, Container[str]]] = {
        "theme": ("themes", registers.themes),
        "agency": ("agencies", registers.agencies),
        "role": ("roles", registers.roles),
    }
    folder, names = places[scheme]
    return f"{root}{folder}/{target}/" if target in names else None


def _role_title(role: str, library: Library) -> str:
    return library.registers.roles[role].label if role in library.registers.roles else role


def _part(html: str, part: str) -> str:
    if not part:
        return html
    if part == "well-done":
        return "\n".join(match[1].strip() for match in _WELL_DONE_INSIDE.finditer(html))
    anchor = part.removeprefix("section:")
    for found, section in split_sections(html):
        if found == anchor:
            return _WELL_DONE.sub("", section) if "well-done" in section else section
    return ""
