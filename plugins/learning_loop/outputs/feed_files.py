"""Sheets of feeds as bytes: entries are written one by one, and those that did not change are cut out of the last version."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from learning_loop.model.values import replace
from learning_loop.outputs.bodies import fill_bodies
from learning_loop.outputs.feed_json import JSON_TYPE, render_json_frame, render_json_item
from learning_loop.outputs.feed_sheets import Sheet
from learning_loop.outputs.feed_xml import (
    ATOM_TYPE,
    RSS_TYPE,
    Channel,
    Link,
    clean,
    render_atom_entry,
    render_atom_frame,
    render_atom_summary,
    render_rss_frame,
    render_rss_item,
)
from learning_loop.outputs.templates import Templates
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import follow_path
from learning_loop.present.feeds import Entry, present_feed
from learning_loop.present.views import EntryView, FeedView, LinkView, WorriedView

TYPES = {".atom": ATOM_TYPE, ".rss": RSS_TYPE, ".json": JSON_TYPE}

KEPT = 600
"""Whole entries that a process keeps for the next sheet: the newest are in many feeds."""

_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)+)\s*(/?)>')
_ATTRIBUTE = re.compile(r'\s+([a-z-]+)="([^"]*)"')
_WANTED = frozenset({"href", "src", "alt", "title", "start"})

Cuts = tuple[tuple[int, int], ...]
"""Where each entry of a written sheet begins and ends, in its order."""


class FeedRenderer:
    """Writes the feeds of one site. ``html_of`` gives the rendered text with a digest."""

    def __init__(self, desk: Desk, templates: Templates, html_of: Callable[[str], str]) -> None:
        self._desk = desk
        self._templates = templates
        self._html_of = html_of
        self._whole: dict[str, tuple[bytes, ...]] = {}
        self._feeds: dict[str, FeedView] = {}

    def sheet(self, sheet: Sheet, known: Sequence[Mapping[str, bytes]]) -> list[tuple[str, bytes, Cuts]]:
        """Write a sheet in each of its formats: ending, bytes, and where its entries stand.

        ``known`` are for each format entries that are written already, by their ids.
        """
        written = [self._entry(entry, sheet, known) for entry in sheet.entries]
        return [
            (ending, *self._put_together(sheet, ending, [one[place] for one in written]))
            for place, ending in enumerate(sheet.endings)
        ]

    def summary(self, entry: Entry) -> bytes:
        """Write an entry as it stands in an archive."""
        return render_atom_summary(entry.make(self._desk, False))

    def _entry(self, entry: Entry, sheet: Sheet, known: Sequence[Mapping[str, bytes]]) -> tuple[bytes, ...]:
        found = tuple(one[entry.id] for one in known if entry.id in one)
        if len(found) == len(sheet.endings):
            return found
        return (self.summary(entry),) if sheet.year is not None else self._written(entry)

    def _written(self, entry: Entry) -> tuple[bytes, ...]:
        made = self._whole.get(entry.id)
        if made is None:
            site = self._desk.site
            view = entry.make(self._desk, True)
            content = self._content(view)
            made = (
                render_atom_entry(view, content),
                render_rss_item(view, content, site.partnership),
                render_json_item(view, content),
            )
            if entry.shared and len(self._whole) < KEPT:
                self._whole[entry.id] = made
        return made

    def _content(self, view: EntryView) -> str:
        root = self._desk.address("")
        html = self._templates.render_entry(view, self._desk.site, root=root)
        html = fill_bodies(html, self._desk.library, root=root, html_of=self._html_of)
        return clean(stand_alone(html.strip(), view.address))

    def _put_together(self, sheet: Sheet, ending: str, entries: Sequence[bytes]) -> tuple[bytes, Cuts]:
        channel = self._channel(sheet, ending)
        frame = {".atom": render_atom_frame, ".rss": render_rss_frame, ".json": render_json_frame}[ending]
        opening, closing = frame(channel)
        between = b",\n" if ending == ".json" else b"\n"
        cuts, place = [], len(opening)
        for entry in entries:
            cuts.append((place, place + len(entry)))
            place += len(entry) + len(between)
        return opening + between.join(entries) + closing, tuple(cuts)

    def _channel(self, sheet: Sheet, ending: str) -> Channel:
        desk, site = self._desk, self._desk.site
        return Channel(
            feed=self._view(sheet),
            address=desk.address(sheet.path + ending),
            links=tuple(self._links(sheet, ending)),
            is_archive=sheet.year is not None,
            author=site.partnership,
            email=site.email,
            language=site.language,
            icon=desk.address(site.assets["feed_icon"]),
            image=desk.address(site.assets["feed_image"]),
            stylesheet="../" * sheet.path.count("/") + site.assets["feed_css"],
            note=note_of(sheet),
            note_links=(
                LinkView("How to use it", desk.address(follow_path(desk))),
                LinkView("The page that shows the same", desk.address(sheet.feed.page)),
            ),
            safety=_safety(site.worried),
        )

    def _view(self, sheet: Sheet) -> FeedView:
        """Say what a feed is. An archive is as old as its own entries, so that nothing else changes it."""
        feed = sheet.feed
        if feed.name not in self._feeds:
            self._feeds[feed.name] = present_feed(self._desk, feed)
        view = self._feeds[feed.name]
        if sheet.year is None:
            return view
        return replace(view, updated=max(entry.updated for entry in sheet.entries).isoformat())

    def _links(self, sheet: Sheet, ending: str) -> list[Link]:
        """Give the links to the feed's other formats, and to its archives or from an archive to the feed (RFC 5005)."""
        feed = sheet.feed
        links = []
        if sheet.year is None:
            links += [
                Link("alternate", self._desk.address(feed.path + other), TYPES[other])
                for other in sheet.endings
                if other != ending
            ]
        else:
            links.append(Link("current", self._desk.address(f"{feed.path}.atom"), ATOM_TYPE))
        for rel, path in (("prev-archive", sheet.older), ("next-archive", sheet.newer)):
            if path is not None:
                links.append(Link(rel, self._desk.address(f"{path}.atom"), ATOM_TYPE))
        return links


def _safety(worried: WorriedView) -> str:
    return (
        f"{worried.title} Call {worried.line} on {worried.number}, {worried.hours}. In danger now: {worried.emergency}."
    )


def note_of(sheet: Sheet) -> str:
    """Say to people who open a feed in a browser what it is."""
    if sheet.year is not None:
        return f"This is an archive of a feed: what it told in {sheet.year}."
    words = (
        "This is a feed: an address that a program such as Outlook or a feed reader looks at, to tell you when there is something new. "
        "Copy the address of this page into yours."
    )
    return words if sheet.entries else f"{words} There is nothing in it yet."


def stand_alone(html: str, address: str) -> str:
    """Give html that holds away from its page: links to its own headings are whole, and nothing is left that only the page's styles and scripts know."""

    def attributes(match: re.Match[str]) -> str:
        kept = []
        for name, value in _ATTRIBUTE.findall(match[2]):
            if name in _WANTED:
                whole = f"{address}{value}" if name == "href" and value.startswith("#") else value
                kept.append(f' {name}="{whole}"')
        return f"<{match[1]}{''.join(kept)}{match[3]}>"

    return _TAG.sub(attributes, html)
