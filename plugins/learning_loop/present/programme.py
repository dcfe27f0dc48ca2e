"""The programme: what the framework promises for each year, term, quarter or month, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from learning_loop.derive.programme import Tally, derive_tallies, first_day_with_data
from learning_loop.derive.year import years_with_data
from learning_loop.model.framework import Target
from learning_loop.model.publication import Publication
from learning_loop.present.desk import Desk
from learning_loop.present.site import HOW_WE_LEARN
from learning_loop.present.spec import Spec
from learning_loop.present.views import CellView, ContentsEntry, FigureSection, FiguresPage, LinkView, TableView
from learning_loop.present.words import day_view, sentence
from learning_loop.present.year_report import public_note, report_link

PROGRAMME = LinkView("Programme and targets", "programme/")
MOST_PERIODS = 8
"""Periods shown of one target."""


def programme_specs(desk: Desk) -> list[Spec]:
    """List the programme's page."""
    return [Spec(PROGRAMME.path, present_programme)]


def present_programme(desk: Desk) -> FiguresPage:
    """Make the programme's page: this period first, then every promise with its earlier periods."""
    targets = desk.library.registers.framework.targets
    tallies = {target.id: _tallies(target, desk) for target in targets}
    intro = f"What the {desk.body} promised to do in each year or term, and what it did. Every number is counted from the library."
    if not targets:
        intro = f"The {desk.body}’s framework sets no targets yet, so there is nothing to count against."
    sections = tuple(_section(target, tallies[target.id], desk) for target in targets)
    now = FigureSection("Now", "now", public_note(desk), (_now(list(tallies.values()), desk),))
    shown = ((now, *sections) if targets else ()) + _promises(desk)
    years = years_with_data(desk.library)
    return FiguresPage(
        head=desk.head(PROGRAMME.label, intro, PROGRAMME.path),
        crumbs=(HOW_WE_LEARN,),
        title=PROGRAMME.label,
        issue_links=desk.issue_links(PROGRAMME.label),
        contents=tuple(ContentsEntry(section.title, section.anchor) for section in shown),
        type_words="Programme",
        intro=intro,
        sections=shown,
        beside_title="More about our work",
        beside=(LinkView("Calendar of our work", f"{PROGRAMME.path}calendar/"), *(report_link(year) for year in years)),
    )


def _promises(desk: Desk) -> tuple[FigureSection, ...]:
    """Give what was promised and no library can count."""
    promises = desk.library.registers.framework.promises
    if not promises:
        return ()
    rows = tuple((CellView(one.label), CellView(one.about)) for one in promises)
    about = f"The {desk.body} promised these too. Nothing in the library can count them."
    table = TableView("Promised, and not counted", ("Promise", "What it means"), rows)
    return (FigureSection("Other promises", "promises", (about,), (table,)),)


def _tallies(target: Target, desk: Desk) -> list[Tally]:
    """Give a target's periods, newest first."""
    library = desk.library
    return derive_tallies(target, library, first_day_with_data(library), library.today)[::-1][:MOST_PERIODS]


def _now(tallies: list[list[Tally]], desk: Desk) -> TableView:
    rows = tuple(_now_row(newest[0], desk.library.today) for newest in tallies if newest)
    return TableView(
        "Where the programme stands",
        ("Promise", "Period", "Target", "Done", "Announced or planned", "Where it stands"),
        rows,
    )


def _now_row(tally: Tally, today: date) -> tuple[CellView, ...]:
    return (
        CellView(tally.target.label),
        CellView(sentence(tally.period.name)),
        CellView(f"{tally.target.count}"),
        CellView(f"{len(tally.done)}"),
        CellView(f"{tally.announced}"),
        CellView(standing(tally, today)),
    )


def standing(tally: Tally, today: date) -> str:
    """Say in words how a promise stands."""
    if len(tally.done) >= tally.target.count:
        return "Kept"
    short = tally.target.count - len(tally.done)
    if tally.period.last < today:
        return f"{short} short"
    if not tally.missing:
        return "The rest is planned"
    words = f"{tally.missing} still to plan by {day_view(tally.period.last).words}"
    return f"Behind: {words}" if tally.is_behind(today) else sentence(words)


def _section(target: Target, tallies: list[Tally], desk: Desk) -> FigureSection:
    rows = tuple(
        (
            CellView(sentence(tally.period.name)),
            CellView(f"{len(tally.done)}\u00a0of\u00a0{target.count}"),
            CellView(standing(tally, desk.library.today)),
            CellView("None", links=_links(tally, desk)),
        )
        for tally in tallies
    )
    about = [f"The target is {target.count} in each {PERIOD_WORDS[target.per]}."]
    if tallies and tallies[0].announced:
        about.append(f"Planned: {'; '.join(_planned_words(tallies[0]))}.")
    return FigureSection(
        target.label,
        f"target-{target.id}",
        tuple(about),
        (TableView(target.label, ("Period", "Done", "Where it stands", "What was done"), rows, none="No period yet."),),
    )


def _planned_words(tally: Tally) -> Iterable[str]:
    """Name what is announced or in the programme for a period, each with its day."""
    ahead = [(day, f"{one.title} ({day_view(day).words})") for day, one in tally.planned]
    ahead += [(one.when.last_day, f"{one.title} ({one.when.words})") for one in tally.booked]
    return (words for _, words in sorted(ahead))


def _links(tally: Tally, desk: Desk) -> tuple[LinkView, ...]:
    once: dict[str, Publication] = {one.id: one for _, one in tally.done}
    return tuple(desk.link(one) for one in once.values())


PERIOD_WORDS = {
    "two-years": "two years, from an April of an even year",
    "year": "year, April to March",
    "half-year": "half-year, from April and from October",
    "calendar-year": "calendar year",
    "term": "term",
    "quarter": "quarter",
    "month": "month",
}
