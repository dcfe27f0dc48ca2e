"""The values that templates show, and nothing else: words, dates, links and counts made ready for a reader.

A template loops and asks whether something is there. It never adds, sorts, compares dates or builds an address. So every
date is here in words, every count is a string as it will be read, every list is in the order in which it is shown, and a
part that is absent is an empty tuple, an empty string or None.

Paths are relative to the top of the site, without a leading slash ('reviews/child-m/'; '' is the home page). Marks are the
names of symbols in `theme/assets/marks.svg`. Tones are 'red', 'amber', 'green', 'blue', 'ink' and 'muted', and a tone never
stands alone: there are always words and a shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from markupsafe import Markup

Tone = Literal["red", "amber", "green", "blue", "ink", "muted"]
Line = Literal["solid", "dotted", "broken", "end"]
"""How the line leaves a mark: done, to come in time, should have gone further by today, ended by a decision."""

NO_HTML = Markup("")


# The small parts


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

    kind: Literal["withdrawn", "superseded", "embargo", "professional", "review-overdue"]
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


# The site and its head


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
    how_to: LinkView | None
    """'How to use a briefing'."""
    worried: WorriedView
    footer: tuple[LinkView, ...]
    assets: Mapping[str, str]
    """Paths of published files by name: 'css', 'material_css', 'marks', 'favicon', 'font' (the upright variable font)."""
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


# The pages


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
    contents: tuple[ContentsEntry, ...] = ()
    """'On this page', in the order of the page. Anchors that the templates make themselves are named at each page."""
    issue_links: tuple[LinkView, ...] = ()
    """'Tell us about a mistake on this page' and the like: whole addresses."""
    changed_note: str = ""
    """'Changed on 3 May 2026: …'"""


@dataclass(frozen=True, slots=True)
class TakeView:
    """A briefing to take to a team."""

    title: str
    path: str
    fact: str
    """'7-minute briefing on fathers and hidden men, one A4 page.'"""
    questions: tuple[str, ...]
    """Three."""


@dataclass(frozen=True, slots=True)
class PriorityView:
    label: str
    path: str
    years: str
    """'2022 to 2027'."""
    about: str


@dataclass(frozen=True, slots=True)
class ThemeGroupView:
    label: str
    anchor: str
    themes: tuple[CountLink, ...]
    more: LinkView | None = None
    """'All 21 kinds of harm', on the home page; None where the list is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(PageView):
    kind: ClassVar[str] = "home"
    intro: str
    often: tuple[LinkView, ...]
    changed: ChangedBar | None
    new_title: str
    """'New this month', or 'Newest' when nothing is that new."""
    new: tuple[RowView, ...]
    everything: LinkView
    """'Everything published, newest first'."""
    take: TakeView | None
    priorities: tuple[PriorityView, ...]
    newsletter: RowView | None
    theme_groups: tuple[ThemeGroupView, ...]
    all_themes: LinkView
    """'All themes, A to Z'."""
    roles: tuple[LinkView, ...]
    follow: LinkView | None


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """Pages that show a part of the same list."""

    label: str
    links: tuple[CountLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage(PageView):
    kind: ClassVar[str] = "listing"
    intro: str
    total: str
    """'38 reviews and audits, newest first'."""
    filters: tuple[FilterGroup, ...]
    groups: tuple[RowGroup, ...]
    """One for each year, newest first."""
    newer: LinkView | None = None
    older: LinkView | None = None
    place: str = ""
    """'Page 2 of 4'."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A line of the A to Z: a theme with its count, or another word with where to look."""

    label: str
    path: str = ""
    """The theme's page; empty for a see-reference."""
    count: str = ""
    see: tuple[LinkView, ...] = ()
    """The theme or, for an ambiguous acronym, the themes that are meant."""


@dataclass(frozen=True, slots=True)
class LetterView:
    letter: str
    anchor: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesPage(PageView):
    """The A to Z comes first, then the themes by group (anchor 'by-group')."""

    kind: ClassVar[str] = "themes"
    intro: str
    letters: tuple[LetterView, ...]
    groups: tuple[ThemeGroupView, ...]


@dataclass(frozen=True, slots=True)
class MessageView:
    """Something that reviews keep telling us."""

    number: str
    title: str
    text: str
    sources: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class WorkedWellView:
    text: str
    source: LinkView | None = None


@dataclass(frozen=True, slots=True)
class YearView:
    year: str
    """'2019'."""
    short: str
    """'19', as it stands under the line."""
    marks: tuple[Literal["review", "audit"], ...]
    words: str
    """'one review and one audit'; 'none' for a year without."""


@dataclass(frozen=True, slots=True)
class YearLineView:
    years: tuple[YearView, ...]
    """Every year from the first to this, at most sixteen."""
    sentence: str
    """'Seen in six years since 2014: five reviews (filled) and one audit (ring).'"""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in a list or table."""

    ref: str
    """'R1/A1'."""
    title: str
    path: str
    anchor: str
    """'r1-a1', its id in an action plan; shown nowhere else."""
    source: str
    """'Baby D, 2022'; empty where the page is about that source."""
    owner: str
    timing: str
    """What matters about the day, first: '22 days late', 'Due in 9 days', 'On time'."""
    timing_tone: Tone
    due: DateView
    flag: FlagView
    response: StatusView
    delivery: StatusView
    impact: StatusView


@dataclass(frozen=True, slots=True)
class ActionsSummary:
    """The actions of a theme, an agency, a year."""

    sentence: str
    """'Nine actions: four are open, and one of those is overdue.'; 'No actions yet.'"""
    rows: tuple[ActionRow, ...]
    """The open ones, most urgent first."""
    more: LinkView | None = None
    """'See all nine in the tracker'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePage(PageView):
    """Anchors: messages, briefings, worked-well, reviews, guidance, training, actions, elsewhere, and those of `more`."""

    kind: ClassVar[str] = "theme"
    definition: str
    also: str
    """Words that people type, joined with commas; empty when there are none."""
    write_instead: str
    """What the term does not mean, or what to write in its place, in whole sentences; may be empty."""
    messages: tuple[MessageView, ...]
    briefings: RowGroup
    worked_well: tuple[WorkedWellView, ...]
    reviews: RowGroup
    year_line: YearLineView | None
    guidance: RowGroup
    training: RowGroup
    actions: ActionsSummary
    elsewhere: RowGroup
    more: tuple[RowGroup, ...] = ()
    """Newsletters, bulletins, events, reports; without empty groups."""
    near: tuple[CountLink, ...] = ()
    """Broader, narrower and neighbouring themes, for the margin."""
    priorities: tuple[LinkView, ...] = ()
    next_dates: tuple["DateRow", ...] = ()
    """The next training and events on this theme, for the margin; at most three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage(PageView):
    """An agency, a role, a group, a priority, a document type or a year. Anchors: actions, and those of `groups`."""

    kind: ClassVar[str] = "register"
    type_words: str
    """'Agency', 'Role', 'Monitoring group', 'Priority', 'Year'."""
    opening: str
    also: str = ""
    """Other names, joined with commas."""
    on_receipt_title: str = ""
    """'When new learning reaches you'."""
    on_receipt: tuple[str, ...] = ()
    changed: ChangedBar | None = None
    actions_title: str = ""
    """'Actions this agency owns', 'Actions this group watches'."""
    actions: ActionsSummary | None = None
    groups: tuple[RowGroup, ...] = ()
    none: str = ""
    """Said when the page would otherwise be empty."""
    beside: tuple[FilterGroup, ...] = ()
    """Other agencies, other years…, for the rail."""


@dataclass(frozen=True, slots=True)
class RegisterList:
    title: str
    anchor: str
    about: str
    entries: tuple[CountLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterIndexPage(PageView):
    """All agencies, all roles, all groups, all years, all types: one or several lists."""

    kind: ClassVar[str] = "register-index"
    intro: str
    lists: tuple[RegisterList, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    number: str
    anchor: str
    """'f1'."""
    title: str
    text: str
    led_to: tuple[AnchorView, ...] = ()
    """Label 'recommendation 1', anchor 'r1'."""


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation in full. Its id is its anchor with '-text': the plain anchor is its row in the loop."""

    number: str
    anchor: str
    """'r1'."""
    title: str
    text: str
    to: str
    """The agencies, joined: 'Police and Schools and colleges'; may be empty."""
    by: DateView | None = None
    came_from: tuple[AnchorView, ...] = ()
    """Label 'finding 1', anchor 'f1'."""


@dataclass(frozen=True, slots=True)
class LoopCell:
    """A station of the line: mark, words, and the line that leaves it to the right."""

    mark: str
    words: str
    tone: Tone
    line: Line
    """'end' draws none."""
    link: LinkView | None = None
    """Action: its reference. Change: its evidence."""
    note: str = ""
    """Owner, date, or the reason printed in full."""
    strong: bool = False
    """True for the words of a break and for 'Embedded'."""


@dataclass(frozen=True, slots=True)
class LoopRow:
    """An action, or a recommendation that has none.

    Stations that the line does not reach are None; the rest of the row then belongs to the last one reached.
    """

    label: str
    """For the second and further actions: 'Recommendation 1, second action'; empty in the first row."""
    start: Line
    """The line into the answer: 'solid', 'dotted' while it may wait, 'broken'."""
    answer: LoopCell
    action: LoopCell | None = None
    delivered: LoopCell | None = None
    change: LoopCell | None = None


@dataclass(frozen=True, slots=True)
class LoopGroup:
    """A recommendation with its rows."""

    label: str
    """'Recommendation 1'."""
    anchor: str
    """'r1'."""
    title: str
    rows: tuple[LoopRow, ...]
    broken: bool
    """True when the line of any of its rows is broken."""


@dataclass(frozen=True, slots=True)
class LoopView:
    """What came of it."""

    sentence: str
    """The totals: 'Six recommendations led to five actions. Three are delivered. For one, there is evidence …'"""
    breaks: tuple[AnchorView, ...]
    """Every break by name: 'Recommendation 4 is overdue 22 days', anchor 'r4'."""
    caption: str
    """Dates it: 'As it stands on 22 May 2026.'"""
    groups: tuple[LoopGroup, ...]
    only_breaks: str = ""
    """The words of the switch in a long loop that has breaks ('Show only the 3 breaks'); empty for no switch."""
    plan: LinkView | None = None
    """The action plan."""


@dataclass(frozen=True, slots=True)
class VoiceView:
    title: str
    """'Child K', 'The family', 'Practitioners'."""
    quote: str = ""
    """Without quotation marks; the template sets them."""
    text: str = ""
    not_obtained: str = ""
    """The reason, a sentence; an absence is shown."""


@dataclass(frozen=True, slots=True)
class BoardResponse:
    html: Markup
    by: str
    on: DateView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage(PageView):
    """A review or audit.

    Anchors: the opening section's own, findings, loop, recommendations, response, voices, worked-well, the report sections' own,
    files, cite, related.
    """

    kind: ClassVar[str] = "review"
    type_words: str
    mark: str
    summary: str
    facts: tuple[FactView, ...]
    """Published, Reference, Led by, Method, Shorter versions (links), in this order; at most six."""
    content_note: str
    opening: SectionView | None
    """The first section of the text: the child's days."""
    findings: tuple[FindingView, ...]
    loop: LoopView | None
    recommendations: tuple[RecommendationView, ...]
    response: BoardResponse | None
    voices: tuple[VoiceView, ...]
    worked_well: tuple[str, ...]
    report: tuple[SectionView, ...]
    """The further sections of the text."""
    files: tuple[FileView, ...]
    cite: CiteView | None
    led_to: tuple[RowView, ...] = ()
    """Guidance, briefings, training, policies that came of it, for the end of the page."""
    more_facts: tuple[FactView, ...] = ()
    """Commissioned by, reports to, decided on, why it took longer: beside the files, not at the top."""


@dataclass(frozen=True, slots=True)
class BriefingSection:
    number: str
    title: str
    anchor: str
    html: Markup
    at_work: bool = False
    """True for 'What to look for' and 'What to do', which get the heavy edge."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    letter: str
    html: Markup
    """One question, without paragraph tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingPage(PageView):
    kind: ClassVar[str] = "briefing"
    type_words: str
    """'7-minute briefing', 'One-minute guide'."""
    mark: str
    """'briefing-7', 'briefing-5', 'briefing-1'."""
    summary: str
    facts: tuple[FactView, ...]
    """Published, From (links), Length ('530 words, prints on one A4 page'), Good for, Next checked; at most five."""
    content_note: str
    print_class: Literal["", "print-86", "print-82", "print-two"]
    """'' up to 600 words, 'print-86' to 660, 'print-82' to 690, 'print-two' above: questions on side two."""
    sections: tuple[BriefingSection, ...]
    questions_title: str
    questions_number: str
    questions: tuple[QuestionView, ...]
    """Empty in a one-minute guide."""
    next_steps: tuple[LinkView, ...]
    """Training and events: label, note 'half a day, 24 June 2026'."""
    came_from: tuple[LinkView, ...]
    """The sources with the note 'four findings, five actions'."""
    used_it: LinkView | None
    """'Tell us what you decided'."""
    check_after: str
    """For paper: 'Published 12 May 2026; if today is after May 2027, check there for a newer version.'"""
    files: tuple[FileView, ...] = ()


@dataclass(frozen=True, slots=True)
class ThingView:
    number: str
    title: str
    text: str
    link: LinkView


@dataclass(frozen=True, slots=True)
class DateRow:
    date: DateView
    link: LinkView
    """Its note is what follows: 'half a day, Saltern Hall'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterPage(PageView):
    """Anchors: those of the sections, new, well-done, dates."""

    kind: ClassVar[str] = "newsletter"
    type_words: str
    """'Newsletter, 3 minutes'."""
    summary: str
    things: tuple[ThingView, ...]
    counts: tuple[CountLink, ...]
    """Actions embedded, delivered, overdue in the term; shown at the head of the first section."""
    sections: tuple[SectionView, ...]
    """The first is 'What changed this term'; the others come after 'Well done'."""
    new: tuple[RowView, ...]
    well_done: Markup
    """The inside of the well-done block, or nothing."""
    dates: tuple[DateRow, ...]
    earlier: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(PageView):
    """An action plan. Anchors: actions, and each action's own."""

    kind: ClassVar[str] = "plan"
    summary: str
    source: RowView | None
    facts: tuple[FactView, ...]
    body: Markup
    counts: tuple[CountLink, ...]
    """By flag; their paths are anchors or pages of the tracker, or '' for none."""
    actions: tuple[ActionRow, ...]
    """In the order of the plan."""
    files: tuple[FileView, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The actions under one flag."""

    flag: FlagView
    """Its words are the group's: 'Overdue'."""
    anchor: str
    count: str
    """'3' or '10 of 15'."""
    rows: tuple[ActionRow, ...]
    more: LinkView | None = None


@dataclass(frozen=True, slots=True)
class AxisView:
    """One of the three questions with the definition of each of its answers."""

    label: str
    """'Response'."""
    question: str
    """'What did the agency answer?'"""
    states: tuple[StatusView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerPage(PageView):
    """The tracker, and the same page for one flag, one owner or one source. Anchors: each group's own, marks."""

    kind: ClassVar[str] = "tracker"
    intro: str
    flags: tuple[CountLink, ...]
    """The five, most urgent first, `current` where the page is about it; zero counts stay."""
    total: str
    """'38 actions, most urgent first'."""
    groups: tuple[ActionGroup, ...]
    filters: tuple[FilterGroup, ...]
    """Owners and sources, as links with counts."""
    axes: tuple[AxisView, ...]
    """What the marks mean."""
    flag_axis: AxisView | None = None
    """The five flags and how each is worked out, as states whose marks are the flags' marks."""


@dataclass(frozen=True, slots=True)
class ChainStep:
    mark: str
    tone: Tone
    title: str
    link: LinkView | None
    """None for this action itself and for what is still to come."""
    text: str
    line: Line
    """The line down to the next step; 'end' in the last."""
    current: bool = False
    beside: tuple[LinkView, ...] = ()
    """Other actions of the same recommendation."""


@dataclass(frozen=True, slots=True)
class MeasureBar:
    label: str
    """'October 2022'."""
    words: str
    """'9 of 40'."""
    share: int
    """0 to 100, rounded to a whole percent."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    anchor: str
    title: str
    on: DateView
    by: str
    text: str
    before: MeasureBar | None
    after: MeasureBar | None
    link: LinkView | None
    does_not_show: str


@dataclass(frozen=True, slots=True)
class HistoryStep:
    date: DateView
    mark: str
    tone: Tone
    title: str
    """'Delivery: complete', 'Became overdue'."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage(PageView):
    """Anchors: what, evidence, history."""

    kind: ClassVar[str] = "action"
    scope_words: str
    """'Single-agency action'."""
    ref: str
    """'R1/A1'."""
    reference: str
    """The whole permanent reference: 'LLR-2022-01/R1/A1'."""
    flag: FlagView
    axes: tuple[StatusView, ...]
    """Response, delivery, impact."""
    what: str
    detail: str
    """Professional site only; empty on the public one."""
    facts: tuple[FactView, ...]
    """Owner, Watched by, Due, How we would know that it worked."""
    chain: tuple[ChainStep, ...]
    evidence: tuple[EvidenceView, ...]
    no_evidence: str
    """Said when there is none: 'Nobody has looked yet whether this changed anything.'"""
    history: tuple[HistoryStep, ...]
    """Newest first."""
    cite: CiteView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(PageView):
    """Executive summary, guidance, bulletin, policy, training, event, resource, page, yearly report.

    Anchors: those of the text, and recommendations, loop, files, cite.
    """

    kind: ClassVar[str] = "article"
    type: str
    """The document type's id, as a class name for the few rules that differ."""
    type_words: str
    """'Practice guidance'; empty for a plain page."""
    mark: str
    """Empty for a plain page."""
    summary: str
    """The opening paragraph; empty for none."""
    facts: tuple[FactView, ...]
    content_note: str
    body: Markup
    button: LinkView | None = None
    """The one thing to do here: 'Book a place', 'Read it at the publisher’s site', 'Add to your calendar'."""
    button_note: str = ""
    """What happens then: 'Opens another site. Our summary is below.'"""
    changed: ChangedBar | None = None
    """Only in the yearly report."""
    came_from: tuple[LinkView, ...] = ()
    """'Arises from', for the margin."""
    led_to: tuple[LinkView, ...] = ()
    """'Led to', for the margin."""
    appeared_in: tuple[LinkView, ...] = ()
    """Newsletters and bulletins."""
    recommendations: tuple[RecommendationView, ...] = ()
    loop: LoopView | None = None
    """For a resource with national recommendations and our answers."""
    files: tuple[FileView, ...] = ()
    cite: CiteView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TombstonePage(PageView):
    """A withdrawn item: title, themes and learning stay, with how to ask for the rest. The notice is of kind withdrawn."""

    kind: ClassVar[str] = "tombstone"
    type_words: str
    mark: str
    facts: tuple[FactView, ...]
    findings: tuple[FindingView, ...]
    worked_well: tuple[str, ...]
    ask: LinkView
    ask_words: str
    """How to ask, and what will happen."""
    cite: CiteView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage(PageView):
    """`head.refresh` leads on at once; the link is for those whom it does not."""

    kind: ClassVar[str] = "redirect"
    target: LinkView


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(PageView):
    kind: ClassVar[str] = "not-found"
    text: str
    """'Addresses here never change, so please tell us which link brought you.'"""
    tell_us: LinkView
    ways: tuple[LinkView, ...]
    """Themes A to Z, all reviews, all briefings, everything published, newest first: with a note each."""
    often: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapPage(PageView):
    """Also the menu on a phone."""

    kind: ClassVar[str] = "site-map"
    intro: str
    lists: tuple[RegisterList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternsPage(PageView):
    """The pattern sheet. Its samples stand in the template; only the definitions come from the site."""

    kind: ClassVar[str] = "patterns"
    intro: str
    axes: tuple[AxisView, ...]
    flags: tuple[FlagView, ...]


AnyPage = (
    HomePage
    | ListingPage
    | ThemesPage
    | ThemePage
    | RegisterPage
    | RegisterIndexPage
    | ReviewPage
    | BriefingPage
    | NewsletterPage
    | PlanPage
    | TrackerPage
    | ActionPage
    | ArticlePage
    | TombstonePage
    | RedirectPage
    | NotFoundPage
    | SiteMapPage
    | PatternsPage
)
