"""The page "Follow the library": the partnership's own words where it has any, what a feed is, and every feed."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from learning_loop.model.values import fields
from learning_loop.present.calendars import calendar_groups, calendars_link
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import EVERYTHING, OPML, TITLE, feed_anchor, feed_links, follow_item, follow_path
from learning_loop.present.feeds import Feed, list_feeds
from learning_loop.present.items import present_article
from learning_loop.present.spec import Spec
from learning_loop.present.views import (
    NO_HTML,
    ArticlePage,
    ContentsEntry,
    EntryPoint,
    FeedGroup,
    FeedRow,
    FollowPage,
    LinkView,
)

_INTRO = "Hear of new learning without having to look for it: choose what fits your work."
_HOW = (
    EntryPoint(
        "What a feed is",
        "An address that a program on your computer or phone looks at, to tell you when there is something new. "
        "You need no account with us, and we do not know who follows.",
    ),
    EntryPoint(
        "In Outlook",
        "In the classic Outlook for Windows, right-click ‘RSS Feeds’ in the list of folders, choose ‘Add a new RSS feed’ and paste the address.",
    ),
    EntryPoint(
        "In Microsoft Teams",
        "A channel can show every new entry to a whole team. Ask whoever looks after Teams where you work for a workflow that begins with ‘When a feed item is published’.",
    ),
    EntryPoint(
        "In a feed reader",
        "Paste the address of a feed, or of a page that you like, such as a theme’s: the reader finds its feed.",
    ),
    EntryPoint(
        "Which format",
        "The three have the same entries. Take RSS unless your program asks for another.",
    ),
)
_SIGN_IN = EntryPoint(
    "Signing in",
    "The feeds of this site lie behind its sign-in. A program that cannot sign in cannot read them. "
    "The public library has feeds of its own, which every program can read; they leave out what is for professionals only.",
)


def follow_pages(desk: Desk) -> list[Spec]:
    """List the page: at the address of the partnership's own page about following, else at one of its own."""
    one = follow_item(desk)
    return [
        Spec(
            follow_path(desk), partial(present_follow, item_id=one.id if one else ""), one.id if one else "", wide=True
        )
    ]


def present_follow(desk: Desk, item_id: str) -> FollowPage:
    """Make the page."""
    article = present_article(desk.library.publications[item_id], desk) if item_id else _plain(desk)
    groups = tuple(
        FeedGroup(title, _anchor(title), "", tuple(_row(desk, feed) for feed in feeds))
        for title, feeds in groupby(list_feeds(desk), key=lambda feed: feed.group)
    )
    shared = {field.name: getattr(article, field.name) for field in fields(ArticlePage)}
    calendars = next(iter(calendar_groups(desk)), None)
    shared["contents"] = (
        *article.contents,
        ContentsEntry("Feeds", "feeds"),
        *(ContentsEntry(group.title, group.anchor, str(len(group.rows))) for group in groups),
        *((ContentsEntry("Calendars", "calendars"),) if calendars else ()),
    )
    shared["offers"] = feed_links(desk, EVERYTHING, "Everything new", "Follow everything new")
    return FollowPage(
        **shared,
        how=(*_HOW, *((_SIGN_IN,) if desk.site.is_professional else ())),
        opml=OPML,
        groups=groups,
        calendars=calendars.calendars if calendars else (),
        all_calendars=next(iter(calendars_link(desk)), None),
    )


def _plain(desk: Desk) -> ArticlePage:
    """Give the page of a partnership that has written none."""
    return ArticlePage(
        head=desk.head(TITLE, _INTRO, follow_path(desk)),
        title=TITLE,
        issue_links=desk.issue_links(TITLE),
        type="page",
        type_words="",
        mark="",
        summary=_INTRO,
        facts=(),
        content_note="",
        body=NO_HTML,
    )


def _anchor(title: str) -> str:
    return "feeds-" + "-".join(title.lower().replace(":", "").split())


def _row(desk: Desk, feed: Feed) -> FeedRow:
    return FeedRow(
        feed_anchor(feed.name),
        feed.label,
        LinkView(feed.label, feed.page),
        feed_links(desk, feed.name, feed.label, feed.follow),
    )
