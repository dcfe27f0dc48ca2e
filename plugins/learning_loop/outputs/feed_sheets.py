"""Feeds as sheets: the newest entries of each, and one archive a year for what is older (RFC 5005, decision 14).

Knows nothing of how a sheet is written, so that a build in which no feed changed need not load what writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import feed_title
from learning_loop.present.feeds import MAIN, Entry, Feed

NEWEST = 50
"""Entries of the feeds of everything, of actions and of changes, the newest."""
NEWEST_OF_SOME = 20
"""Entries of all other feeds. They bring whole documents and there are dozens of them: with 50 each they would outweigh the site."""


class Sheet(NamedTuple):
    """One document of a feed."""

    feed: Feed
    year: int | None
    """None for the feed itself, else the year of which it is the archive."""
    entries: Sequence[Entry]
    older: int | None
    """The next older archive's year."""
    newer: int | None
    """The next newer archive's year."""

    @property
    def path(self) -> str:
        """Its path, without the ending that tells its format."""
        return self.feed.path if self.year is None else archive_path(self.feed, self.year)

    @property
    def endings(self) -> tuple[str, ...]:
        """Its formats. Archives are for programs that know RFC 5005, which is written in Atom."""
        return (".atom",) if self.year is not None else (".atom", ".rss", ".json")


def archive_path(feed: Feed, year: int) -> str:
    """Give the path of an archive, without its ending."""
    return f"{feed.path}/{year}"


def sheets_of(feed: Feed) -> list[Sheet]:
    """Divide a feed: its newest entries, and an archive for each year that they do not hold whole."""
    most = NEWEST if feed.group == MAIN else NEWEST_OF_SOME
    newest = feed.entries[:most]
    rest = {entry.published.year for entry in feed.entries[most:]} if feed.archived else set()
    years = [
        (year, list(entries))
        for year, entries in groupby(feed.entries, key=lambda entry: entry.published.year)
        if year in rest
    ]
    sheets = [Sheet(feed, None, newest, years[0][0] if years else None, None)]
    for place, (year, entries) in enumerate(years):
        older = years[place + 1][0] if place + 1 < len(years) else None
        newer = years[place - 1][0] if place else None
        sheets.append(Sheet(feed, year, entries, older, newer))
    return sheets


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
        lines.append(f"<outline text={quoteattr(group)}>")
        lines += [_outline(desk, feed) for feed in members]
        lines.append("</outline>")
    lines += ["</body>", "</opml>\n"]
    return "\n".join(lines).encode()


def _outline(desk: Desk, feed: Feed) -> str:
    title = quoteattr(feed_title(desk, feed.label))
    address, page = quoteattr(desk.address(f"{feed.path}.rss")), quoteattr(desk.address(feed.page))
    about = quoteattr(feed.about)
    return (
        f'<outline type="rss" version="RSS2" text={title} title={title} description={about} xmlUrl={address} '
        f"htmlUrl={page} language={quoteattr(desk.site.language)}/>"
    )


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
