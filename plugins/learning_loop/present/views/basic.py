"""The values that templates show, and nothing else: words, dates, links and counts made ready for a reader.

A template loops and asks whether something is there. It never adds, sorts, compares dates or builds an address. So every
date is here in words, every count is a string as it will be read, every list is in the order in which it is shown, and a
part that is absent is an empty tuple, an empty string or None.

Paths are relative to the top of the site, without a leading slash ('reviews/child-m/'; '' is the home page). Marks are the
names of symbols in `theme/assets/marks.svg`. Tones are 'red', 'amber', 'green', 'blue', 'ink' and 'muted', and a tone never
stands alone: there are always words and a shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from markupsafe import Markup

from learning_loop.model.values import dataclass

Tone = Literal["red", "amber", "green", "blue", "ink", "muted"]


Line = Literal["solid", "dotted", "broken", "end"]
"""How the line leaves a mark: done, to come in time, should have gone further by today, ended by a decision."""


NO_HTML = Markup("")


@dataclass(frozen=True, slots=True)
class DateView:
    """A day, month or season as people write it."""

    words: str
    """'12 May 2026', 'May 2027', 'autumn 2025'."""
    iso: str = ""
    """'2026-05-12' or '2026-05' for the time element; empty when HTML has no form for it (a season)."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """Words that can be followed."""

    label: str
    path: str
    """A path of this site, or a whole address when `outside` is true (https:, mailto:, tel:)."""
    outside: bool = False
    note: str = ""
    """Words after the link that are not part of it: 'four findings, five actions', 'PDF, 1.4 MB'."""


@dataclass(frozen=True, slots=True)
class AnchorView:
    """Words that lead to a place on the same page."""

    label: str
    anchor: str
    """An id on this page, without '#'."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of 'On this page'."""

    label: str
    anchor: str
    count: str = ""
    """How many things the section holds, when that helps; empty for none."""


@dataclass(frozen=True, slots=True)
class CountLink:
    """A link with the number of things behind it: a filter, a theme in the index, a flag of the tracker."""

    label: str
    path: str
    count: str = ""
    current: bool = False
    """True where the link's page is the page being shown; it is then printed as words."""
    mark: str = ""
    tone: Tone = "ink"
    about: str = ""
    """One sentence under the link; empty in short lists."""
    points: tuple[str, ...] = ()
    """A list under that, where the page says more of each."""


@dataclass(frozen=True, slots=True)
class ThemeBadge:
    label: str
    path: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class FactView:
    """A label and what it says, in the strip under a title."""

    label: str
    words: str = ""
    date: DateView | None = None
    links: tuple[LinkView, ...] = ()
    """Shown in place of words, one below the other."""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The one notice at the top of a page.

    Where several apply, the first of the kinds below is shown, in their order.
    """

    kind: Literal["withdrawn", "cancelled", "superseded", "embargo", "professional", "review-overdue"]
    title: str
    """The instruction ('Read the 2026 version instead'). In a superseded notice it is itself the link."""
    text: str
    link: LinkView | None = None


@dataclass(frozen=True, slots=True)
class StatusView:
    """Where an action stands on one of its three axes."""

    axis: Literal["response", "delivery", "impact"]
    axis_label: str
    """'Response', 'Delivery', 'Impact'."""
    state: str
    """The typed state: 'accepted-in-part', 'complete', 'not-yet-evaluated'."""
    words: str
    """The state as it is read: 'Accepted in part'."""
    definition: str
    mark: str
    """The state's name with its axis before it: 'response-accepted', 'delivery-complete', 'impact-embedded'."""
    tone: Tone
    """green accepted, in part, another way, complete · blue embedded · red not embedded · muted not yet evaluated · else ink."""
    note: str = ""
    """'16 days late', or the reason, printed in full."""
    link: LinkView | None = None
    """The new action that answers 'not embedded', or the one that took over."""


@dataclass(frozen=True, slots=True)
class FlagView:
    """What follows from the dates and the three axes; never typed by anybody."""

    id: Literal["overdue", "due-soon", "on-track", "delivered", "embedded", "ended"]
    words: str
    """'Overdue 22 days', 'Due in 9 days', 'On track', 'Delivered, change not shown', 'Embedded, with evidence'."""
    mark: str
    """'flag-' and the id."""
    tone: Tone
    """red, amber, green, green, blue, ink."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A document in a list."""

    mark: str
    """The document type's icon; '' for a page, which has none."""
    title: str
    path: str
    type_words: str
    """'7-minute briefing', 'Learning lessons review'."""
    date: DateView | None = None
    fact: str = ""
    """One useful fact: '4 recommendations, 5 actions', 'one A4 page', 'half a day'."""
    line: str = ""
    """One or two sentences; empty in short lists."""
    flag: FlagView | None = None
    status: str = ""
    """A word that changes whether to read it: 'Superseded', 'Withdrawn', 'Review overdue'."""
    audience: str = ""
    """'Professional' on the professional site for what the public site does not have."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A headed list of documents."""

    title: str
    anchor: str
    rows: tuple[RowView, ...]
    count: str = ""
    more: LinkView | None = None
    """The page that has them all, when this list stops short."""
    none: str = ""
    """Said when there are no rows: 'No training on this theme yet.' A group without rows and without this is left out."""


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """The links of one kind that lead to or come from a page: 'Led to', 'Evidence for', 'Mentioned in'."""

    title: str
    links: tuple[LinkView, ...]
    """Each with a note: its type, its theme, the action's title."""
    rest: tuple[LinkView, ...] = ()
    """Those that are folded away in a long list."""
    rest_words: str = ""
    """'26 more'."""
    in_line: bool = False
    """True for names that stand one after the other, with commas."""


@dataclass(frozen=True, slots=True)
class FileView:
    """An attachment."""

    title: str
    path: str
    format: str
    """'PDF', 'Word', 'Excel'."""
    size: str
    """'1.4 MB'."""


@dataclass(frozen=True, slots=True)
class CiteView:
    """How to cite the page."""

    author: str
    year: str
    title: str
    reference: str
    """Empty when the item has none."""
    address: str
    """The permanent address, whole."""
    promise: str
    """'This address will not change. …'"""
    rights: str = ""
    """Who may copy it."""
    short: LinkView | None = None
    """The short permanent address of its reference; its label is the address, whole."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of an item's text under one heading."""

    title: str
    anchor: str
    html: Markup
    """The text without the heading."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """A piece of the bar 'What changed'."""

    flag: Literal["embedded", "delivered", "on-track", "overdue", "due-soon", "ended"]
    share: int
    """Its length in whole percent, 1 to 100; the pieces need not add up to 100."""


@dataclass(frozen=True, slots=True)
class ChangedBar:
    """What came of the actions, as one bar and its counted links."""

    title: str
    """'What changed: 38 actions since April 2025'."""
    label: str
    """The bar's name for those who do not see it, with all its numbers."""
    parts: tuple[BarPart, ...]
    links: tuple[CountLink, ...]
    """One for each piece and in its order: count, mark, words, path into the tracker."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    id: str
    """What a page's `section` is compared with."""
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class WorriedView:
    """Where to go with a worry. The first line and the last block of every page."""

    title: str
    """'Worried about a child?'"""
    says: str
    """'This is a library. Nobody reads messages here and it cannot take a report.'"""
    short: str
    """The same in one line: 'This library cannot take reports.'"""
    line: str
    number: str
    tel: str
    """The number as a tel: address."""
    hours: str
    emergency: str
    emergency_tel: str
    advice_label: str
    advice_number: str
    advice_tel: str
    advice_hours: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """What is the same on every page of one site."""

    name: str
    partnership: str
    short: str
    area: str
    language: str
    """'en-GB'."""
    audience: Literal["public", "professional"]
    is_professional: bool
    url: str
    email: str
    feedback: str
    """A whole address (mailto: or https:)."""
    menu: tuple[MenuEntry, ...]
    """In the order of the menu row; the whole phone menu is the site map."""
    themes: LinkView
    """Themes, A to Z."""
    site_map: LinkView
    search: LinkView
    """The search page, to which every search form leads."""
    how_to: LinkView | None
    """'How to use a briefing'."""
    worried: WorriedView
    footer: tuple[LinkView, ...]
    assets: Mapping[str, str]
    """Paths of published files by name: 'css', 'material_css', 'marks', 'favicon', 'font' (the upright variable font), 'tracker' (its script),
    and of the folder of modules 'search'."""
    checked: DateView
    """The day for which the site was built."""


@dataclass(frozen=True, slots=True)
class MetaView:
    """A meta element: DC.title, citation_author and the like."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class HeadView:
    """What is said of a page to browsers, search engines and reference managers."""

    title: str
    """The whole title: 'Child M … – Learning Loop'."""
    description: str
    canonical: str
    """The permanent address, whole; also printed at the foot of paper. Empty on the 404."""
    noindex: bool = False
    meta: tuple[MetaView, ...] = ()
    refresh: str = ""
    """The whole or relative address that a redirect page leads to at once."""


@dataclass(frozen=True, slots=True)
class EmailFiles:
    """The files of one e-mail, for whoever sends it."""

    title: str
    """'To everybody'."""
    about: str
    """What is in it, and who may have it."""
    files: tuple[SavedFile, ...]


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file to be saved, not shown."""

    label: str
    path: str
    name: str
    """What it is called when it is saved."""
    note: str
    """What it is for."""


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """A feed in its three formats."""

    title: str
    """'Neglect – Learning Loop'."""
    rss: LinkView
    atom: LinkView
    json: LinkView
    follow: LinkView
    """'Follow this theme': the feed's place on the page that explains feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What every page has. `kind` is the name of its template in `theme/pages/`."""

    kind: ClassVar[str] = ""
    head: HeadView
    section: str = ""
    """The id of the menu entry to which it belongs, or ''."""
    crumbs: tuple[LinkView, ...] = ()
    """From the section down to, but not including, the page itself."""
    title: str
    """The h1."""
    notice: NoticeView | None = None
    related: tuple[RowView, ...] = ()
    """At most five, nearest first."""
    themes: tuple[ThemeBadge, ...] = ()
    """At most six."""
    stage: LinkView | None = None
    """'Stage 3 of 4: Embed', where it stands in the learning cycle."""
    linked: tuple[LinkGroup, ...] = ()
    """The other ends of the page's links, by kind; without empty groups. What the page says elsewhere is left out."""
    contents: tuple[ContentsEntry, ...] = ()
    """'On this page', in the order of the page. Anchors that the templates make themselves are named at each page."""
    issue_links: tuple[LinkView, ...] = ()
    """'Tell us about a mistake on this page' and the like: whole addresses."""
    changed_note: str = ""
    """'Changed on 3 May 2026: …'"""
    copy: LinkView | None = None
    """The page as plain text, for a reader who wants to pass it on by e-mail."""
    emails: tuple[EmailFiles, ...] = ()
    """The page as e-mails, for the officer who sends them; on the professional site alone."""
    feed: FeedLinks | None = None
    """The feed that tells of what is new on this page."""
    offers: FeedLinks | None = None
    """The feed that a program finds when it is given this page; people are led to it in another way. Where there is no `feed`."""


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """Pages that show a part of the same list."""

    label: str
    links: tuple[CountLink, ...]


@dataclass(frozen=True, slots=True)
class DateRow:
    date: DateView
    link: LinkView
    """Its note is what follows: 'half a day, Saltern Hall'."""
    calendar: LinkView | None = None
    """'Add to your calendar', for an event to come."""
