"""RSS 2.0 and Atom: the one module that knows feedgen.

feedgen 1.0.0 has habits that are worked round here, each with a test in `tests/unit/outputs/test_feed_xml.py`:

- of an entry's link in Atom it writes the address and drops relation, type and length, so `_Links` writes links itself;
- the RSS channel's link is the last link that was added, so the page comes last;
- what is set for one format changes the other, so each has an object of its own;
- it reads the clock for `updated`, so that is always set, and it wants a time zone;
- new entries come first; entries are written one by one here, in the order of the feed;
- characters that XML has not raise an error when a feed is written, so texts are cleaned first;
- content of type CDATA is written into Atom as a type that Atom has not, so content is always `html`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from learning_loop.model.values import dataclass
from learning_loop.present.views import EntryView, FeedView, LinkView

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
"""RFC 5005, feed paging and archiving."""
XHTML = "http://www.w3.org/1999/xhtml"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8'?>\n"

RSS_TYPE = "application/rss+xml"
ATOM_TYPE = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a feed to another document."""

    rel: str
    href: str
    type: str
    title: str = ""
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A document of a feed: what stands round its entries. All addresses are whole but that of the stylesheet."""

    feed: FeedView
    address: str
    """Its own."""
    links: tuple[Link, ...]
    """To its other formats and, as RFC 5005 has it, to its archives."""
    is_archive: bool
    author: str
    email: str
    language: str
    icon: str
    """A square picture, PNG."""
    image: str
    """The same in 144 pixels, the most that RSS allows."""
    stylesheet: str
    """Relative, so that it holds on a preview too."""
    note: str
    """Said to people who open the feed in a browser."""
    note_links: tuple[LinkView, ...]
    safety: str
    """Where to go with a worry about a child, as on every page."""


def clean(text: str) -> str:
    """Give a text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


class _Links(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """Puts whole links in place of those that feedgen writes, and one for people whose browser shows the feed."""

    links: tuple[Link, ...] = ()

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        """Write the links of an Atom entry."""
        for half in entry.findall("link"):
            entry.remove(half)
        for link in self.links:
            etree.SubElement(entry, "link", _attributes(link))
        return entry


class _Surround(BaseExtension):  # type: ignore[misc]
    """What feedgen has no words for: archives, and a paragraph for people."""

    channel: Channel

    def extend_ns(self) -> dict[str, str]:
        """Give the namespaces."""
        return {"fh": HISTORY, "h": XHTML, "dc": _CREATOR}

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        """Add to an Atom feed."""
        if self.channel.is_archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        self._note(feed)
        return feed

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        """Add to an RSS channel."""
        for link in self.channel.links:
            etree.SubElement(feed[0], f"{{{ATOM}}}link", _attributes(link))
        self._note(feed[0])
        return feed

    def _note(self, parent: etree._Element) -> None:
        paragraph = etree.SubElement(parent, f"{{{XHTML}}}p")
        paragraph.text = f"{self.channel.note} "
        for link in self.channel.note_links:
            anchor = etree.SubElement(paragraph, f"{{{XHTML}}}a", {"href": link.path})
            anchor.text = link.label
            anchor.tail = " "
        etree.SubElement(parent, f"{{{XHTML}}}p").text = clean(self.channel.safety)


def _attributes(link: Link) -> dict[str, str]:
    attributes = {"rel": link.rel, "href": link.href, "type": link.type}
    if link.title:
        attributes["title"] = clean(link.title)
    if link.length is not None:
        attributes["length"] = str(link.length)
    return attributes


def render_atom_entry(view: EntryView, content: str) -> bytes:
    """Give an Atom entry. ``content`` is clean."""
    entry = _entry(view)
    entry.published(_moment(view.published))
    entry.rights(clean(view.rights))
    entry.content(content, type="html")
    entry.register_extension("whole_links", _Links)
    entry.whole_links.links = _links(view)
    written: bytes = etree.tostring(entry.atom_entry(), encoding="UTF-8", xml_declaration=False)
    return written


def render_atom_summary(view: EntryView) -> bytes:
    """Give an Atom entry as it stands in an archive: all but its content.

    Written by hand: archives hold every state of every action, and feedgen takes four times as long.
    """
    parts = [
        f"<id>{_escaped(view.id)}</id><title>{_escaped(view.title)}</title><updated>{_moment(view.updated).isoformat()}</updated>"
    ]
    parts.append(f"<summary>{_escaped(view.summary)}</summary>")
    parts += [
        f"<category term={_quoted(one.term)} scheme={_quoted(one.scheme)} label={_quoted(one.label)}/>"
        for one in view.categories
    ]
    parts.append(f"<published>{_moment(view.published).isoformat()}</published>")
    if rights := _escaped(view.rights):
        parts.append(f"<rights>{rights}</rights>")
    for link in _links(view):
        attributes = " ".join(f"{name}={_quoted(value)}" for name, value in _attributes(link).items())
        parts.append(f"<link {attributes}/>")
    return f"<entry>{''.join(parts)}</entry>".encode()


def _links(view: EntryView) -> tuple[Link, ...]:
    return (
        Link("alternate", view.address, "text/html"),
        *(Link("enclosure", file.address, file.media_type, file.title, file.size) for file in view.enclosures),
    )


def _escaped(text: str) -> str:
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(text: str) -> str:
    """Give an attribute's value; white space is written so that no reader folds it."""
    whole = _escaped(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
    return f'"{whole}"'


def render_rss_item(view: EntryView, content: str, author: str) -> bytes:
    """Give an RSS item: the summary as its description, the whole, which is clean, as content:encoded.

    RSS has room for one enclosure; the content has a link to every file.
    """
    entry = _entry(view)
    entry.link(href=view.address)
    entry.description(clean(view.summary) or clean(view.title))
    entry.content(content)
    entry.pubDate(_moment(view.published))
    if view.enclosures:
        first = view.enclosures[0]
        entry.enclosure(first.address, str(first.size), first.media_type)
    item = entry.rss_entry()
    # RSS's own author is an e-mail address, which readers show in place of the name
    etree.SubElement(item, f"{{{_CREATOR}}}creator").text = clean(author)
    if view.updated != view.published:
        etree.SubElement(item, f"{{{ATOM}}}updated").text = _moment(view.updated).isoformat()
    shelf = etree.Element("channel", nsmap={"atom": ATOM, "content": _CONTENT, "dc": _CREATOR})
    shelf.append(item)
    whole: bytes = etree.tostring(shelf, encoding="UTF-8", xml_declaration=False)
    return whole[whole.index(b"<item>") : whole.rindex(b"</channel>")]


def render_atom_frame(channel: Channel) -> tuple[bytes, bytes]:
    """Give what stands before and after the entries of an Atom document."""
    generator = _generator(channel)
    feed = channel.feed
    generator.author({"name": clean(channel.author), "email": channel.email})
    generator.link(href=channel.address, rel="self", type=ATOM_TYPE)
    generator.link(href=feed.page, rel="alternate", type="text/html")
    for link in channel.links:
        generator.link(link=_attributes(link))
    generator.subtitle(clean(feed.about))
    generator.icon(channel.icon)
    generator.logo(channel.icon)
    return _split(generator.atom_str(), b"</feed>", channel)


def render_rss_frame(channel: Channel) -> tuple[bytes, bytes]:
    """Give what stands before and after the items of an RSS document."""
    generator = _generator(channel)
    feed = channel.feed
    generator.link(href=channel.address, rel="self", type=RSS_TYPE)
    generator.link(href=feed.page, rel="alternate")  # the last one is the channel's
    generator.description(clean(feed.about))
    generator.image(channel.image, clean(feed.title), feed.page, "144", "144")
    generator.pubDate(_moment(feed.updated))
    generator.managingEditor(f"{channel.email} ({clean(channel.author)})")
    return _split(generator.rss_str(), b"</channel>", channel)


def _generator(channel: Channel) -> FeedGenerator:
    feed = channel.feed
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(clean(feed.title))
    generator.updated(_moment(feed.updated))
    generator.language(channel.language)
    generator.rights(clean(feed.rights))
    generator.generator("Learning Loop")
    generator.register_extension("surround", _Surround)
    generator.surround.channel = channel
    return generator


def _entry(view: EntryView) -> FeedEntry:
    entry = FeedEntry()
    entry.id(view.id)
    entry.title(clean(view.title))
    entry.updated(_moment(view.updated))
    entry.summary(clean(view.summary))
    categories: list[Mapping[str, str]] = [
        {"term": one.term, "scheme": one.scheme, "label": clean(one.label)} for one in view.categories
    ]
    if categories:
        entry.category(categories)
    return entry


def _moment(day: str) -> datetime:
    """Give the start of a day in universal time: in Britain it is the same day all year."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def _split(whole: bytes, end: bytes, channel: Channel) -> tuple[bytes, bytes]:
    place = whole.rindex(end)
    start = whole.index(b"?>") + 2
    style = f'<?xml-stylesheet type="text/css" href="{channel.stylesheet}"?>\n'.encode()
    return _DECLARATION + style + whole[start:place].lstrip() + b"\n", whole[place:] + b"\n"
