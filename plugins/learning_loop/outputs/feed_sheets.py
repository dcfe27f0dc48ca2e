"""Feeds as sheets: the newest entries of each, and one archive a year for what is older (RFC 5005, decision 14).

Knows nothing of how a sheet is written, so that a build in which no feed changed need not load what writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import feed_title
from learning_loop.present.feeds import MAIN, Entry, Feed
from learning_loop.reading.digest import digest_of

NEWEST = 50
"""Entries of the feeds of everything, of actions and of changes, the newest."""
NEWEST_OF_SOME = 20
"""Entries of all other feeds. They bring whole documents and there are dozens of them: with 50 each they would outweigh the site."""


class Sheet(NamedTuple):
    """One document of a feed."""

    feed: Feed
    path: str
    """Without the ending that tells its format."""
    year: int | None
    """None for the feed itself, else the year of which it is the archive."""
    entries: Sequence[Entry]
    older: str | None
    """The path of the next older archive."""
    newer: str | None
    """The path of the next newer archive, where that one is final."""

    @property
    def key(self) -> str:
        """What it is remembered by: its path, but of the running year's archive without what changes with its entries."""
        return self.feed.path if self.year is None else _final_path(self.feed, self.year)

    @property
    def endings(self) -> tuple[str, ...]:
        """Its formats. Archives are for programs that know RFC 5005, which is written in Atom."""
        return (".atom",) if self.year is not None else (".atom", ".rss", ".json")


def sheets_of(feed: Feed, this_year: int) -> list[Sheet]:
    """Divide a feed: its newest entries, and an archive for each year that they do not hold whole.

    What a program has fetched of archives it does not fetch again, so an address must keep its entries (RFC 5005, section 4). The archive of
    this year still grows, and has another address whenever it does; once the year is over it has the year's, for good.
    """
    most = NEWEST if feed.group == MAIN else NEWEST_OF_SOME
    rest = {entry.published.year for entry in feed.entries[most:]}
    archives = [
        (year, list(entries))
        for year, entries in groupby(feed.entries, key=lambda entry: entry.published.year)
        if year in rest
    ]
    paths = [
        _growing_path(feed, year, entries) if year >= this_year else _final_path(feed, year)
        for year, entries in archives
    ]
    sheets = [Sheet(feed, feed.path, None, feed.entries[:most], paths[0] if paths else None, None)]
    for place, (year, entries) in enumerate(archives):
        older = paths[place + 1] if place + 1 < len(paths) else None
        newer = paths[place - 1] if place and archives[place - 1][0] < this_year else None
        sheets.append(Sheet(feed, paths[place], year, entries, older, newer))
    return sheets


def _final_path(feed: Feed, year: int) -> str:
    return f"{feed.path}/{year}"


def _growing_path(feed: Feed, year: int, entries: Sequence[Entry]) -> str:
    told = "\n".join(f"{entry.id} {entry.updated.isoformat()}" for entry in entries)
    return f"{_final_path(feed, year)}-{digest_of(told)[:8]}"


def render_opml(desk: Desk, feeds: Sequence[Feed]) -> bytes:
    """Give all feeds as one file that reader programs import (OPML 2.0), in the groups of the page of feeds."""
    site = desk.site
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head>",
        f"<title>{_text(feed_title(desk, 'All feeds'))}</title>",
        f"<ownerName>{_text(site.partnership)}</ownerName>",
        f"<ownerEmail>{_text(site.email)}</ownerEmail>",
        "</head>",
        "<body>",
    ]
    for group, members in groupby(feeds, key=lambda feed: feed.group):
        lines.append(f"<outline text={_quoted(group)}>")
        lines += [_outline(desk, feed) for feed in members]
        lines.append("</outline>")
    lines += ["</body>", "</opml>\n"]
    return "\n".join(lines).encode()


def _outline(desk: Desk, feed: Feed) -> str:
    title = _quoted(feed_title(desk, feed.label))
    address, page = _quoted(desk.address(f"{feed.path}.rss")), _quoted(desk.address(feed.page))
    about = _quoted(feed.about)
    return (
        f'<outline type="rss" version="RSS2" text={title} title={title} description={about} xmlUrl={address} '
        f"htmlUrl={page} language={_quoted(desk.site.language)}/>"
    )


def _quoted(words: str) -> str:
    """Give an attribute's value between quotation marks, as the standard library's `quoteattr` does, which brings an HTTP client along."""
    text = _text(words).replace(">", "&gt;").replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else f'"{text.replace(chr(34), "&quot;")}"'


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
