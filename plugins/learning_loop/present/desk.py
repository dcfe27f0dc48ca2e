"""The presenter's desk: the library with what every page needs of it, each made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from learning_loop.derive.agenda import Moment
from learning_loop.derive.library import ActionRecord, Library
from learning_loop.derive.names import type_mark, type_words
from learning_loop.derive.related import Lists
from learning_loop.derive.seen import ThemeHistory
from learning_loop.derive.year import Year, derive_year
from learning_loop.model.kinds import KINDS, Audience
from learning_loop.model.publication import Attachment, Briefing, Event, Plan, Publication, Review, Training
from learning_loop.model.registers import Theme
from learning_loop.model.values import dataclass, field, replace
from learning_loop.present.views import (
    NO_HTML,
    ActionRow,
    CiteView,
    CountLink,
    FileView,
    HeadView,
    LinkView,
    MetaView,
    RowView,
    SiteView,
    StatusView,
    ThemeBadge,
    Tone,
)
from learning_loop.present.words import AXES, count_words, date_view, day_view, flag_view
from learning_loop.reading.digest import digest_of

if TYPE_CHECKING:
    from learning_loop.present.calendars import Calendar

BODY_MARK = "\x02"
"""Encloses a reference to rendered html in a view; the renderer puts the html in its place."""


@dataclass(slots=True)
class Desk:
    """What all page makers share: the narrowed library, the site, and rows already made."""

    library: Library
    site: SiteView
    audience: Audience
    file_sizes: Mapping[str, int]
    """Sizes in bytes of attachments, by path in the content folder."""
    rows: dict[str, RowView] = field(default_factory=dict)
    short_rows: dict[str, RowView] = field(default_factory=dict)
    action_rows: dict[str, ActionRow] = field(default_factory=dict)
    state_days: dict[tuple[str, str], list[date]] = field(default_factory=dict)
    years: dict[int, Year] = field(default_factory=dict)
    histories: Mapping[str, ThemeHistory] | None = None
    related: Lists = field(default_factory=dict)
    """The suggestions of every item."""
    calendars: Sequence[Calendar] | None = None
    agenda: Sequence[Moment] | None = None
    """The calendar of the partnership's work."""

    @property
    def body(self) -> str:
        """What those who publish the library are, in a sentence: board, or partnership."""
        return self.library.registers.framework.document.body

    # Addresses and links

    def path(self, one: Publication) -> str:
        """Give an item's path on the site."""
        return f"{one.address}/"

    def link(self, one: Publication, label: str = "", note: str = "") -> LinkView:
        """Give a link to an item."""
        return LinkView(label or one.title, self.path(one), note=note)

    def theme_path(self, theme: str) -> str:
        """Give a theme's path."""
        return f"themes/{theme}/"

    def action_path(self, record: ActionRecord) -> str:
        """Give an action's path."""
        return f"{record.address}/"

    def record_path(self, reference: str) -> str:
        """Give the path of a permanent reference, with the place of what stands under it: ``ref/LCSPR-2026-01/#R3/A2``."""
        own, _, below = reference.partition("/")
        return f"ref/{own}/#{below}" if below else f"ref/{own}/"

    def record_link(self, reference: str) -> LinkView:
        """Give a permanent reference as a link."""
        return LinkView(reference, self.record_path(reference))

    def short_address(self, reference: str) -> LinkView:
        """Give the short permanent address of a reference, in full."""
        path = self.record_path(reference)
        return LinkView(self.address(path), path)

    def badges(self, themes: Iterable[str]) -> tuple[ThemeBadge, ...]:
        """Give the badges of at most six themes."""
        known = self.library.registers.themes
        return tuple(ThemeBadge(known[theme].label, self.theme_path(theme)) for theme in list(themes)[:6])

    def theme_count(self, theme: Theme) -> CountLink:
        """Give a theme with the number of its documents."""
        return CountLink(theme.label, self.theme_path(theme.id), f"{len(self.library.by_theme.get(theme.id, ())):,}")

    def agency_name(self, agency: str) -> str:
        """Give an agency's short name."""
        return self.library.registers.agencies[agency].short

    def body_name(self, group_or_agency: str) -> str:
        """Give the name of a group or an agency."""
        registers = self.library.registers
        if group_or_agency in registers.groups:
            return registers.groups[group_or_agency].name
        return registers.agencies[group_or_agency].name if group_or_agency in registers.agencies else ""

    # Words about an item

    def type_words(self, one: Publication) -> str:
        """Give the name of an item's type as precisely as it is known."""
        return type_words(one, self.library.registers)

    def mark(self, one: Publication) -> str:
        """Give the id of the mark of an item's type."""
        return type_mark(one)

    def fact(self, one: Publication) -> str:
        """Give the one fact about an item that helps to choose it."""
        if isinstance(one.details, Review):
            actions = len(self.library.actions_from.get(one.id, ()))
            if not one.details.recommendations:
                return count_words(len(one.details.findings), "finding") if one.details.findings else ""
            recommendations = count_words(len(one.details.recommendations), "recommendation")
            return f"{recommendations}, {count_words(actions, 'action')}" if actions else recommendations
        if isinstance(one.details, Plan):
            return count_words(len(one.details.actions), "action")
        if isinstance(one.details, Briefing):
            return "one A4 page" if one.body.one_side else "two A4 pages"
        if isinstance(one.details, Training):
            return one.details.length[:1].lower() + one.details.length[1:]
        if isinstance(one.details, Event):
            return one.details.place
        if one.type in ("newsletter", "executive-summary", "practice-guidance", "annual-report"):
            return count_words(one.body.minutes, "minute")
        return ""

    def status(self, one: Publication) -> str:
        """Give the word that changes whether to read an item."""
        if one.withdrawn is not None:
            return "Withdrawn"
        if isinstance(one.details, Event) and one.details.cancelled:
            return "Cancelled"
        if one.id in self.library.superseded_by:
            return "Superseded"
        if one.review_due is not None and one.review_due.last_day < self.library.today:
            return "Review overdue"
        return ""

    def row(self, one: Publication) -> RowView:
        """Give an item's row in a list, with its summary."""
        made = self.rows.get(one.id)
        if made is None:
            professional = self.audience is Audience.PROFESSIONAL and one.audience is Audience.PROFESSIONAL
            made = self.rows[one.id] = RowView(
                mark=self.mark(one),
                title=one.title,
                path=self.path(one),
                type_words=self.type_words(one),
                date=day_view(one.details.starts.date() if isinstance(one.details, Event) else one.published),
                fact=self.fact(one),
                line=one.summary,
                status=self.status(one),
                audience="Professional" if professional else "",
            )
        return made

    def short_row(self, one: Publication) -> RowView:
        """Give an item's row without its summary."""
        made = self.short_rows.get(one.id)
        if made is None:
            made = self.short_rows[one.id] = replace(self.row(one), line="")
        return made

    # Actions

    def status_view(
        self, record: ActionRecord, axis: str, *, note: str = "", link: LinkView | None = None
    ) -> StatusView:
        """Give where an action stands on one axis."""
        state = getattr(record.action, axis)
        label, _, states = AXES[axis]
        words, definition, tone = states[state]
        return StatusView(axis, label, state, words, definition, f"{axis}-{state}", tone, note, link)  # type: ignore[arg-type]

    def action_row(self, record: ActionRecord, *, with_source: bool = True) -> ActionRow:
        """Give an action's row in a table."""
        key = record.reference if with_source else f"{record.reference} alone"
        made = self.action_rows.get(key)
        if made is None:
            made = self.action_rows[key] = self._action_row(record, with_source)
        return made

    def _action_row(self, record: ActionRecord, with_source: bool) -> ActionRow:
        action = record.action
        timing, tone = self.timing(record)
        return ActionRow(
            ref=action.ref,
            title=action.title,
            path=self.action_path(record),
            anchor=action.slug,
            source=self.source_words(record) if with_source else "",
            owner=self.agency_name(action.owner),
            timing=timing,
            timing_tone=tone,
            due=date_view(action.due),
            flag=flag_view(record),
            response=self.status_view(record, "response"),
            delivery=self.status_view(record, "delivery"),
            impact=self.status_view(record, "impact", link=self.new_action_link(record)),
        )

    def source_words(self, record: ActionRecord) -> str:
        """Name what an action came from in few words: "Baby D, 2022"."""
        source = record.source
        name = (
            source.title.partition(":")[0]
            if source.people and source.title.startswith(source.people[0])
            else source.title
        )
        return f"{name}, {source.published.year}"

    def new_action_link(self, record: ActionRecord) -> LinkView | None:
        """Give the link to the action that answers a change that did not hold."""
        return self.other_action(record, record.action.new_action, "New action")

    def other_action(self, record: ActionRecord, ref: str, words: str) -> LinkView | None:
        """Give a link to another action by its short or full reference."""
        if not ref:
            return None
        prefix = record.reference.removesuffix(record.action.ref)
        other = self.library.by_reference.get(ref) or self.library.by_reference.get(prefix + ref)
        return LinkView(f"{words} {ref}", self.action_path(other)) if other else None

    def timing(self, record: ActionRecord) -> tuple[str, Tone]:
        """Say what matters about an action's day."""
        if record.flag == "overdue":
            return f"{count_words(-record.days, 'day')} late", "red"
        if record.flag == "due-soon":
            return ("Due today" if record.days == 0 else f"Due in {count_words(record.days, 'day')}"), "amber"
        if record.flag == "on-track":
            return "In time", "green"
        if record.flag == "ended":
            return "Ended", "ink"
        return self.late_words(record) or "On time", "ink"

    def late_words(self, record: ActionRecord) -> str:
        """Say how late a complete action was; nothing when it was in time or the day is not known."""
        done = next((update.on for update in reversed(record.action.updates) if update.delivery == "complete"), None)
        late = (done - record.action.due.last_day).days if done else 0
        return f"{count_words(late, 'day')} late" if late > 0 else ""

    def days_of(self, axis: str, state: str) -> list[date]:
        """Give the days on which an action's axis came to a state, over all actions."""
        made = self.state_days.get((axis, state))
        if made is None:
            updates = (update for record in self.library.actions for update in record.action.updates)
            made = self.state_days[axis, state] = [update.on for update in updates if getattr(update, axis) == state]
        return made

    def year(self, first: int) -> Year:
        """Give the figures of the April-to-March year that begins in a calendar year."""
        made = self.years.get(first)
        if made is None:
            made = self.years[first] = derive_year(self.library, first)
        return made

    # Texts and files

    def html(self, one: Publication, part: str = "") -> Markup:
        """Give a reference to an item's text, or to a part of it (``section:<anchor>``, ``well-done``, ``before``).

        The reference names everything that the html will depend on: the text, which of its links this reader may follow, and what the
        places they lead to are called. So a page's key is known without reading any text.
        """
        text = self.library.texts[one.id]
        if not text.words:
            return NO_HTML
        registers = self.library.registers
        facts = [text.digest, part]
        for link in text.links:
            facts += (link.scheme, link.target)
            if link.scheme == "role" and link.target in registers.roles:
                facts.append(registers.roles[link.target].label)
        return Markup(f"{BODY_MARK}{one.id} {text.digest} {digest_of(*facts)} {part}{BODY_MARK}")  # noqa: S704 - ids and digests only

    def files(self, one: Publication) -> tuple[FileView, ...]:
        """Give an item's attachments."""
        folder = one.source.rpartition("/")[0]
        return tuple(self._file(one, attachment, f"{folder}/{attachment.file}") for attachment in one.attachments)

    def _file(self, one: Publication, attachment: Attachment, source: str) -> FileView:
        suffix = attachment.file.rpartition(".")[2].lower()
        return FileView(
            attachment.title,
            f"{one.address}/{attachment.file}",
            _FORMATS.get(suffix, suffix.upper()),
            _size_words(self.file_sizes.get(source, 0)),
        )

    # Heads

    def address(self, path: str) -> str:
        """Give a path's whole permanent address."""
        return self.site.url.rstrip("/") + "/" + path

    def head(self, title: str, description: str, path: str, meta: tuple[MetaView, ...] = ()) -> HeadView:
        """Give what is said of a page to browsers and search engines."""
        whole = f"{title} – {self.site.name}" if title != self.site.name else f"{title} – {self.site.partnership}"
        return HeadView(whole, description, self.address(path), noindex=self.site.is_professional, meta=meta)

    def item_head(self, one: Publication) -> HeadView:
        """Give the head of an item's page, with Dublin Core."""
        meta = [
            MetaView("DC.title", one.title),
            MetaView("DC.creator", self.site.partnership),
            MetaView("DC.date", one.published.isoformat()),
            MetaView("DC.type", self.type_words(one) or "Page"),
            MetaView("DC.language", self.site.language),
        ]
        if one.reference:
            meta.append(MetaView("DC.identifier", one.reference))
        known = self.library.registers.themes
        meta += [MetaView("DC.subject", known[theme].label) for theme in one.themes]
        return self.head(one.title, one.summary, self.path(one), tuple(meta))

    def cite(self, one: Publication) -> CiteView:
        """Give how to cite an item."""
        promise = "This address will not change. If the page is withdrawn, it will say so here."
        if one.type == "review":
            promise = "This address will not change. Published for at least one year; if it is withdrawn, a page saying so stays here."
        return CiteView(
            self.site.partnership,
            str(one.published.year),
            one.title,
            one.reference,
            self.address(self.path(one)),
            promise,
            self.rights_words(one),
            self.short_address(one.reference) if one.reference else None,
        )

    def rights_words(self, one: Publication) -> str:
        """Say who may copy an item."""
        return _RIGHTS[one.rights].format(holder=self.site.partnership)

    def issue_links(self, title: str) -> tuple[LinkView, ...]:
        """Give the link by which readers tell of a mistake."""
        if not self.site.feedback:
            return ()
        return (LinkView("Tell us about a mistake on this page", self.site.feedback, outside=True),)


_RIGHTS = {
    "partnership": "© {holder}. Use it in your agency with this citation; ask us before you publish it elsewhere.",
    "ogl-3.0": "You may copy and adapt it under the Open Government Licence v3.0, with this citation.",
    "external-link-only": "The publisher holds the rights. This page is our own summary; it copies nothing.",
    "restricted": "It may not be reproduced without permission.",
}
"""Who may copy what, in words; the partnership's own is what counts where nothing is typed."""

_FORMATS = {
    "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "odt": "OpenDocument text", "csv": "CSV", "ods": "OpenDocument sheet",
    "png": "Picture", "jpg": "Picture", "jpeg": "Picture", "svg": "Drawing", "ics": "Calendar file", "txt": "Text",
}  # fmt: skip


def _size_words(size: int) -> str:
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"


def kind_of_folder_titles() -> Sequence[tuple[str, str]]:
    """Give each folder with its listing's title, in the order of the types."""
    return [(kind.folder, kind.plural) for kind in KINDS]
