"""Where feeds are, and how a page leads to its own."""

from __future__ import annotations

from learning_loop.model.kinds import BULLETIN, NEWSLETTER, Kind
from learning_loop.model.publication import Publication
from learning_loop.present.desk import Desk
from learning_loop.present.views import FeedLinks, LinkView
from learning_loop.reading.digest import digest_of

FOLDER = "feeds/"
OPML = LinkView("All feeds in one file (OPML)", f"{FOLDER}all.opml")
EVERYTHING = "all"
ACTIONS = "actions"
CHANGES = "changes"
GOOD_PRACTICE_FEED = "good-practice"
TITLE = "Follow the library"
"""The name of the page that explains and lists the feeds, where the partnership has none of its own."""


def type_feed(kind: Kind) -> str:
    """Give the name of a type's feed."""
    return f"types/{kind.name}"


def theme_feed(theme: str) -> str:
    """Give the name of a theme's feed."""
    return f"themes/{theme}"


def agency_feed(agency: str) -> str:
    """Give the name of an agency's feed."""
    return f"agencies/{agency}"


def role_feed(role: str) -> str:
    """Give the name of a role's feed."""
    return f"roles/{role}"


def feed_path(name: str) -> str:
    """Give the path of a feed, without the ending that tells its format."""
    return f"{FOLDER}{name}"


def feed_anchor(name: str) -> str:
    """Give a feed's place on the page of all feeds."""
    return f"feed-{name.replace('/', '-')}"


def feed_title(desk: Desk, label: str) -> str:
    """Give a feed's title: its filter, and the library; a feed for professionals says so wherever it is shown."""
    return f"{label} – {desk.site.name}{' for professionals' if desk.site.is_professional else ''}"


def follow_item(desk: Desk) -> Publication | None:
    """Give the partnership's own page about following the library, if it has one."""
    one = desk.library.publications.get(desk.library.registers.site.follow)
    return one if one is not None and one.withdrawn is None else None


def follow_path(desk: Desk) -> str:
    """Give the path of the page that explains and lists the feeds: the partnership's own page where it has one."""
    one = follow_item(desk)
    return desk.path(one) if one else "follow/"


def follow_link(desk: Desk) -> LinkView:
    """Give a link to that page."""
    one = follow_item(desk)
    return desk.link(one) if one else LinkView(TITLE, follow_path(desk))


def feed_links(desk: Desk, name: str, label: str, words: str) -> FeedLinks:
    """Give a feed in its formats; ``words`` lead to its place on the page of all feeds."""
    path, title = feed_path(name), feed_title(desk, label)
    return FeedLinks(
        title,
        LinkView("RSS", f"{path}.rss"),
        LinkView("Atom", f"{path}.atom"),
        LinkView("JSON", f"{path}.json"),
        LinkView(words, f"{follow_path(desk)}#{feed_anchor(name)}"),
    )


def series_feed(desk: Desk, one: Publication) -> FeedLinks | None:
    """Give the feed of the series of which an item is one issue: whoever likes an issue wants the next."""
    if one.kind not in (NEWSLETTER, BULLETIN):
        return None
    return feed_links(desk, type_feed(one.kind), one.kind.plural, f"Follow {one.kind.plural.lower()}")


def permanent_id(desk: Desk, *parts: str) -> str:
    """Give the permanent id of a feed or an entry.

    It is made of the library's first address, the audience and ids, by a digest in the form of RFC 9562's version 8, so a new title or
    another address of the site leaves it alone. The same item has another id on the professional site: a feed reader on the web that
    knows both must not show one in place of the other.
    """
    digits = digest_of("feed id", desk.library.registers.site.first_url, desk.audience.value, *parts)
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
