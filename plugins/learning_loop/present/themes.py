"""Themes: the A to Z with the words that people type, and a page for each theme, even one without documents."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from learning_loop.derive.library import ActionRecord
from learning_loop.model.kinds import (
    ANNUAL_REPORT,
    BRIEFING,
    BULLETIN,
    EVENT,
    GUIDANCE,
    NEWSLETTER,
    PAGE,
    PLAN,
    POLICY,
    RESOURCE,
    REVIEW,
    SUMMARY,
    TRAINING,
    Kind,
)
from learning_loop.model.publication import Event, Publication, Review, Training
from learning_loop.model.registers import Priority, Sense, Theme
from learning_loop.model.values import dataclass
from learning_loop.present.boards import Board, board_specs
from learning_loop.present.changed_words import word_terms
from learning_loop.present.desk import Desk
from learning_loop.present.feed_links import feed_links, theme_feed
from learning_loop.present.listings import Bunch, KindWords, bunch_specs, kind_bunch, present_bunch
from learning_loop.present.ranking import rank_actions
from learning_loop.present.spec import Spec
from learning_loop.present.summaries import summarise_actions
from learning_loop.present.views import (
    ActionsSummary,
    ContentsEntry,
    CountLink,
    DateRow,
    LetterView,
    LinkView,
    MessageView,
    RowGroup,
    TermView,
    ThemeGroupView,
    ThemePage,
    ThemesPage,
    WorkedWellView,
)
from learning_loop.present.words import day_view
from learning_loop.present.year_line import present_year_line, still_open_words

THEMES = LinkView("Themes", "themes/")
OVER_TIME = LinkView("Themes over time", f"{THEMES.path}over-time/")
GROUPS: dict[str, str] = {
    "harm": "Harm",
    "child": "The child",
    "family": "The family",
    "practice": "Our practice",
    "system": "Our system",
}
"""The five groups of themes, in the order in which they stand everywhere."""

WORKED_WELL = 6
NEAR = 6
ALSO_SHOWN = 12
"""Entry terms that a theme's page shows: enough to say that one is right here. The A to Z has them all."""
NEXT_DATES = 3

_ALSO = (SUMMARY, NEWSLETTER, BULLETIN, PLAN, EVENT, ANNUAL_REPORT, PAGE)
"""Types that stand at the end of a theme's page, in this order."""
_OTHER = "has other meanings too"
"""Said of an ambiguous word of which the library has only one theme."""
_GUIDANCE_WORDS = KindWords("piece of guidance or policy", "pieces of guidance and policies", "")


@dataclass(frozen=True, slots=True)
class ThemeShelf:
    """What is under one theme, sorted as its page shows it."""

    theme: Theme
    briefings: Bunch
    reviews: Bunch
    guidance: Bunch
    training: Bunch
    elsewhere: Bunch
    more: tuple[Bunch, ...]
    actions: Sequence[ActionRecord]
    """Most urgent first."""

    @property
    def bunches(self) -> tuple[Bunch, ...]:
        """All of them."""
        return (self.briefings, self.reviews, self.guidance, self.training, self.elsewhere, *self.more)


def theme_pages(desk: Desk) -> list[Spec]:
    """List the A to Z, every theme's page, and the full lists of themes that have many documents; no view is built."""
    specs = [Spec(THEMES.path, present_themes)]
    actions = _actions_by_theme(desk)
    for theme in desk.library.registers.themes.values():
        shelf = _theme_shelf(desk, theme, actions.get(theme.id, ()))
        path = desk.theme_path(theme.id)
        specs.append(Spec(path, partial(present_theme, shelf=shelf)))
        specs += bunch_specs(shelf.bunches, theme.label, path, _crumbs(theme), "themes")
        if shelf.actions:
            specs += board_specs(_theme_board(theme, path, shelf.actions))
    return specs


def _actions_by_theme(desk: Desk) -> Mapping[str, Sequence[ActionRecord]]:
    """Group the actions by the themes of their source and plan in one walk over all actions."""
    found: defaultdict[str, list[ActionRecord]] = defaultdict(list)
    for record in rank_actions(desk.library.actions):
        for theme in dict.fromkeys((*record.source.themes, *record.plan.themes)):
            found[theme].append(record)
    return found


def _theme_board(theme: Theme, path: str, records: Sequence[ActionRecord]) -> Board:
    return Board(
        path=f"{path}actions/",
        title=f"{theme.label}: actions",
        intro=f"Everything that agencies agreed to do after reviews and audits under ‘{theme.label}’, "
        "and whether it changed anything.",
        records=records,
        crumbs=(*_crumbs(theme), LinkView(theme.label, path)),
        section="themes",
    )


def _theme_shelf(desk: Desk, theme: Theme, actions: Sequence[ActionRecord]) -> ThemeShelf:
    kinds: defaultdict[str, list[Publication]] = defaultdict(list)
    for one in desk.library.by_theme.get(theme.id, ()):
        kinds[one.type].append(one)

    def bunch(kind: Kind, title: str, anchor: str) -> Bunch:
        plain = kind_bunch(kind, kinds.get(kind.name, ()))
        return Bunch(plain.folder, title, anchor, plain.words, plain.rows)

    both = (GUIDANCE.name, POLICY.name)
    guidance = [one for one in desk.library.by_theme.get(theme.id, ()) if one.type in both]
    return ThemeShelf(
        theme=theme,
        briefings=bunch(BRIEFING, "Take to your team", "briefings"),
        reviews=bunch(REVIEW, "Reviews and audits", "reviews"),
        guidance=Bunch("guidance/", "Guidance and policy", "guidance", _GUIDANCE_WORDS, guidance),
        training=bunch(TRAINING, "Training", "training"),
        elsewhere=bunch(RESOURCE, "Learning from elsewhere", "elsewhere"),
        more=tuple(kind_bunch(kind, kinds[kind.name]) for kind in _ALSO if kind.name in kinds),
        actions=actions,
    )


def _crumbs(theme: Theme) -> tuple[LinkView, ...]:
    return THEMES, LinkView(GROUPS[theme.group], f"{THEMES.path}#{group_anchor(theme.group)}")


# The A to Z


def present_themes(desk: Desk) -> ThemesPage:
    """Make the A to Z of themes and of the words that people type for them, with the themes by group above it."""
    title = "Themes, A to Z"
    intro = (
        "Every subject in the library, and the other words that people use for it. "
        "The number is how many documents there are; a theme without a number has none yet."
    )
    return ThemesPage(
        head=desk.head(title, intro, THEMES.path),
        section="themes",
        title=title,
        issue_links=desk.issue_links(title),
        intro=intro,
        over_time=OVER_TIME,
        letters=tuple(_letters(desk)),
        groups=tuple(_whole_group(desk, group) for group in GROUPS if _themes_in(desk, group)),
    )


def group_anchor(group: str) -> str:
    """Give a group's place on the A to Z."""
    return f"group-{group}"


def theme_link(desk: Desk, theme: Theme) -> CountLink:
    """Give a theme with the number of its documents; none is shown by no number."""
    link = desk.theme_count(theme)
    return link if link.count != "0" else CountLink(link.label, link.path)


def _themes_in(desk: Desk, group: str) -> list[Theme]:
    return [theme for theme in desk.library.registers.themes.values() if theme.group == group]


def _whole_group(desk: Desk, group: str) -> ThemeGroupView:
    return ThemeGroupView(
        GROUPS[group], group_anchor(group), tuple(theme_link(desk, theme) for theme in _themes_in(desk, group))
    )


def first_themes(desk: Desk, group: str, most: int) -> ThemeGroupView | None:
    """Give the themes of a group with the most documents, and a link to all; None for a group without themes."""
    themes = _themes_in(desk, group)
    if not themes:
        return None
    by_theme = desk.library.by_theme
    ranked = sorted(themes, key=lambda theme: -len(by_theme.get(theme.id, ())))
    words = {
        "harm": "kinds of harm",
        "child": "about the child",
        "family": "about the family",
        "practice": "about practice",
    }
    label = f"All {len(themes)} {words.get(group, 'about our system')}"
    more = LinkView(label, f"{THEMES.path}#{group_anchor(group)}") if len(themes) > most else None
    return ThemeGroupView(
        GROUPS[group], group_anchor(group), tuple(theme_link(desk, theme) for theme in ranked[:most]), more
    )


def _letters(desk: Desk) -> Iterable[LetterView]:
    letters: defaultdict[str, list[TermView]] = defaultdict(list)
    for term in sorted(_terms(desk), key=lambda term: (sort_key(term.label), term.label)):
        initial = sort_key(term.label)[:1].upper()
        letters[initial if initial.isalpha() else "0–9"].append(term)
    for letter in sorted(letters):
        yield LetterView(letter, f"letter-{letter.lower() if letter.isalpha() else 'number'}", tuple(letters[letter]))


def sort_key(label: str) -> str:
    """Give what a label is sorted by: without accents, capitals and opening quotes."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", label) if not unicodedata.combining(letter))
    return plain.casefold().lstrip("‘'“\"(")


def _terms(desk: Desk) -> Iterable[TermView]:
    """Give the themes, each other word once with every theme that it may mean, and the words that have changed."""
    themes = desk.library.registers.themes.values()
    meant: defaultdict[str, dict[str, Theme]] = defaultdict(dict)
    spelled: dict[str, str] = {}
    old = {_same(term) for theme in themes for term in theme.deprecated}
    unsure = {_same(term) for theme in themes for term in theme.ambiguous}
    for theme in themes:
        yield TermView(theme.label, desk.theme_path(theme.id), theme_link(desk, theme).count)
        for term in dict.fromkeys((*theme.entry_terms, *theme.ambiguous, *theme.deprecated)):
            if _same(term) != _same(theme.label):
                meant[_same(term)][theme.id] = theme
                spelled.setdefault(_same(term), term)
    acronyms = {_same(acronym.letters): acronym for acronym in desk.library.registers.acronyms}
    told = {_same(theme.label) for theme in themes}
    for same in dict.fromkeys((*meant, *acronyms)):
        acronym = acronyms.get(same)
        senses = acronym.senses if acronym else ()
        themed = {sense.theme for sense in senses}
        rest = [theme for theme in meant.get(same, {}).values() if theme.id not in themed]
        see = (*_senses(senses), *(LinkView(theme.label, desk.theme_path(theme.id)) for theme in rest))
        if not see:
            continue
        others = len(see) < len(senses) if senses else same in unsure and len(see) == 1
        notes = [words for words, said in (("old term", same in old), (_OTHER, others)) if said]
        label = acronym.letters if acronym else spelled[same]
        told.add(same)
        yield TermView(f"{label} ({', '.join(notes)})" if notes else label, see=see)
    yield from (term for term in word_terms(desk) if _same(term.label) not in told)


_PAGES_OF_SENSES = {
    "theme": "themes",
    "agency": "agencies",
    "role": "roles",
    "group": "groups",
    "review_type": "reviews/type",
}


def _senses(senses: Iterable[Sense]) -> Iterable[LinkView]:
    """Give what an acronym may stand for, as far as the library has a page of it."""
    for sense in senses:
        for name, folder in _PAGES_OF_SENSES.items():
            if target := getattr(sense, name):
                yield LinkView(sense.means, f"{folder}/{target}/")


def _same(term: str) -> str:
    return " ".join(term.casefold().split())


# A theme


def present_theme(desk: Desk, shelf: ThemeShelf) -> ThemePage:
    """Make a theme's page; training and actions say so when there are none, other empty groups are left out."""
    theme = shelf.theme
    path = desk.theme_path(theme.id)
    title = theme.label
    return ThemePage(
        head=desk.head(title, theme.definition, path),
        section="themes",
        crumbs=_crumbs(theme),
        title=title,
        feed=feed_links(desk, theme_feed(theme.id), title, "Follow this theme"),
        issue_links=desk.issue_links(title),
        contents=tuple(_contents(desk, shelf)),
        definition=theme.definition,
        also=", ".join([term for term in theme.entry_terms if term not in theme.deprecated][:ALSO_SHOWN]),
        write_instead=theme.not_meant,
        messages=tuple(_message(desk, number, theme) for number in range(len(theme.messages))),
        briefings=present_bunch(desk, shelf.briefings, path),
        worked_well=tuple(_worked_well(desk, shelf.reviews.rows)),
        reviews=present_bunch(desk, shelf.reviews, path, _no_reviews(desk, theme)),
        year_line=present_year_line(desk, shelf.reviews.rows),
        still_open=still_open_words(desk, shelf.reviews.rows),
        over_time=OVER_TIME if shelf.reviews.rows else None,
        guidance=present_bunch(desk, shelf.guidance, path),
        training=_training(desk, shelf.training, path),
        actions=_actions(desk, shelf, path),
        elsewhere=present_bunch(desk, shelf.elsewhere, path),
        more=tuple(present_bunch(desk, bunch, path) for bunch in shelf.more),
        near=tuple(_near(desk, theme)),
        priorities=tuple(
            priority_link(one) for one in desk.library.registers.priorities.values() if theme.id in one.themes
        ),
        next_dates=tuple(_next_dates(desk, desk.library.by_theme.get(theme.id, ()))[:NEXT_DATES]),
    )


def _no_reviews(desk: Desk, theme: Theme) -> str:
    """Say that there are no reviews only on a page that would say little else; elsewhere the group is left out."""
    if desk.library.by_theme.get(theme.id):
        return ""
    return (
        "Nothing in this library has been published under this theme yet. "
        "That does not mean that it does not happen here."
    )


def _contents(desk: Desk, shelf: ThemeShelf) -> Iterable[ContentsEntry]:
    """Give the summary of the page: its sections with their counts, in the order of the template."""
    if shelf.theme.messages:
        yield ContentsEntry("What reviews keep telling us", "messages", str(len(shelf.theme.messages)))
    if shelf.briefings.rows:
        yield _entry(shelf.briefings)
    if shelf.guidance.rows:
        yield _entry(shelf.guidance)
    if well := len(_worked_well(desk, shelf.reviews.rows)):
        yield ContentsEntry("What worked well", "worked-well", str(well))
    if shelf.reviews.rows:
        yield _entry(shelf.reviews)
    yield _entry(shelf.training)
    if shelf.elsewhere.rows:
        yield _entry(shelf.elsewhere)
    yield ContentsEntry("Actions", "actions", f"{len(shelf.actions):,}" if shelf.actions else "none yet")
    for bunch in shelf.more:
        if bunch.rows:
            yield _entry(bunch)


def _entry(bunch: Bunch) -> ContentsEntry:
    return ContentsEntry(bunch.title, bunch.anchor, f"{len(bunch.rows):,}" if bunch.rows else "none yet")


def _message(desk: Desk, place: int, theme: Theme) -> MessageView:
    message = theme.messages[place]
    items = desk.library.publications
    sources = tuple(
        desk.link(items[source], source_name(items[source])) for source in message.sources if source in items
    )
    return MessageView(str(place + 1), message.title, message.text, sources)


def source_name(one: Publication) -> str:
    """Name an item in few words: "Child M (2023)" is the review of a child; briefings and the like keep their title."""
    head, colon, _ = one.title.partition(":")
    if one.type == REVIEW.name:
        return f"{head} ({one.published.year})" if colon and one.people else head
    return one.title


def _worked_well(desk: Desk, reviews: Iterable[Publication]) -> list[WorkedWellView]:
    """Give what worked well, newest review first; where several reviews say something, none of them fills the list."""
    telling = [one for one in reviews if isinstance(one.details, Review) and one.details.worked_well][:WORKED_WELL]
    each = max(2, WORKED_WELL // max(1, len(telling)))
    found: list[WorkedWellView] = []
    for one in telling:
        assert isinstance(one.details, Review)
        link = desk.link(one, source_name(one))
        found += [WorkedWellView(text, link) for text in one.details.worked_well[:each]]
    return found[:WORKED_WELL]


def _training(desk: Desk, bunch: Bunch, path: str) -> RowGroup:
    return present_bunch(desk, bunch, path, "No training on this theme yet.")


def _actions(desk: Desk, shelf: ThemeShelf, path: str) -> ActionsSummary:
    return summarise_actions(desk, shelf.actions, f"{path}actions/", "No actions on this theme yet.")


def _near(desk: Desk, theme: Theme) -> list[CountLink]:
    """Give the broader and narrower themes, then those that most often stand beside it."""
    themes = desk.library.registers.themes
    near = [theme.broader] if theme.broader in themes else []
    near += [other.id for other in themes.values() if other.broader == theme.id]
    beside = Counter(other for one in desk.library.by_theme.get(theme.id, ()) for other in one.themes)
    order = {other: place for place, other in enumerate(themes)}
    for other in sorted(beside, key=lambda other: (-beside[other], order[other])):
        if other != theme.id and other not in near:
            near.append(other)
    return [theme_link(desk, themes[other]) for other in near[:NEAR]]


def priority_link(priority: Priority) -> LinkView:
    """Give a link to a priority with its years."""
    return LinkView(priority.label, f"priorities/{priority.id}/", note=priority_years(priority))


def priority_years(priority: Priority) -> str:
    """Give the years of a priority: "2022 to 2027"."""
    return f"{priority.starts.year} to {priority.ends.year}"


def _next_dates(desk: Desk, rows: Iterable[Publication]) -> list[DateRow]:
    """Give the days of training and events from today on, soonest first."""
    found: list[tuple[date, str, Publication, str]] = []
    for one in rows:
        if one.withdrawn is not None or one.id in desk.library.superseded_by:
            continue
        if isinstance(one.details, Event) and not one.details.cancelled:
            found.append((one.details.starts.date(), one.id, one, one.details.place))
        elif isinstance(one.details, Training):
            found += [(day, one.id, one, desk.fact(one)) for day in one.details.dates]
    coming = sorted((entry for entry in found if entry[0] >= desk.library.today), key=lambda entry: entry[:2])
    return [DateRow(day_view(day), desk.link(one, note=note)) for day, _, one, note in coming]
