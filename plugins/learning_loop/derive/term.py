"""What a term brought: what is new since the last newsletter, what came of actions, what is to come, and who did well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from learning_loop.derive.history import opened_on, reached_on
from learning_loop.derive.library import ActionRecord, Library
from learning_loop.derive.programme import Period, list_periods
from learning_loop.model.framework import SchoolTerm
from learning_loop.model.problem import did_you_mean
from learning_loop.model.publication import Event, Newsletter, Publication, Review, Training

AHEAD = timedelta(190)
"""How far ahead an issue looks for events and courses: to the end of the next term."""

GOOD_PRACTICE = "good-practice"
"""The theme of what worked well."""

NOT_NEWS = frozenset({"page", "newsletter", "event"})
"""Types that are no news by having been published: an event is news until it has been."""

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class UnknownTerm(Exception):
    """No such term; the message says which there are."""


class TermNews(NamedTuple):
    """Everything that an issue may tell. Lists of items have the newest first, lists of actions the order of the tracker."""

    period: Period
    until: date
    """The last day that was looked at: today, or the last day of a term that has ended."""
    issue: Publication | None
    """An issue of this term that is there already."""
    before: Publication | None
    """The issue before."""
    new: tuple[Publication, ...]
    left_over: frozenset[str]
    """Ids of new items from before the term: no issue carried them."""
    carried: tuple[Publication, ...]
    """New items that are left out, because an issue carried them already."""
    agreed: tuple[ActionRecord, ...]
    delivered: tuple[ActionRecord, ...]
    """Delivered in the term; whether it helped is not decided."""
    embedded: tuple[ActionRecord, ...]
    not_embedded: tuple[ActionRecord, ...]
    late: tuple[ActionRecord, ...]
    """Late today, the latest first."""
    events: tuple[Publication, ...]
    """To come, the next first."""
    courses: tuple[tuple[Publication, tuple[date, ...]], ...]
    """With days to come, the next first."""
    worked_well: tuple[tuple[Publication, str], ...]
    """What new reviews and audits say worked well: at most two things of each."""
    good_practice: tuple[Publication, ...]
    """New items about what worked well, beside those reviews."""


def find_term(name: str, terms: Mapping[str, SchoolTerm], today: date) -> Period:
    """Give a term by its name, such as ``autumn-2026``; the one of today for no name. Raises UnknownTerm."""
    periods = {period.term: period for period in list_periods("term", date(today.year - 30, 1, 1), _far(today), terms)}
    if not name:
        now = [period for period in periods.values() if period.first <= today]
        if not now:
            raise UnknownTerm("registers/framework.yml names no term. Write its terms, or leave 'terms' out")
        return now[-1]
    if name in periods:
        return periods[name]
    raise UnknownTerm(
        f"'{name}' is no term.{_near(name, periods, today)} A term is {_joined(terms)} and a year, such as {next(iter(terms))}-{today.year}"
    )


def _far(today: date) -> date:
    return date(today.year + 2, 12, 31)


def _near(name: str, periods: Mapping[str, Period], today: date) -> str:
    """Guess what was meant, also where the year stands first or is not there."""
    year = _YEAR.search(name)
    word = re.sub(r"[^a-z]", "", name.lower().replace("term", ""))
    return did_you_mean(f"{word}-{year[0] if year else today.year}", periods)


def _joined(terms: Mapping[str, SchoolTerm]) -> str:
    *first, last = terms
    return f"{', '.join(first)} or {last}" if first else last


def derive_term(library: Library, period: Period) -> TermNews:
    """Gather what an issue for a term may tell, as this library's audience may know it."""
    until = min(library.today, period.last)
    issues = [one for one in library.by_type.get("newsletter", ()) if isinstance(one.details, Newsletter)]
    before = next((one for one in issues if one.published < period.first), None)
    since = min(period.first, before.published + timedelta(1)) if before else period.first
    carried_by_any = {other for one in issues for other in (*one.about, *_things(one))}
    found = [one for one in library.newest_first if _is_news(one, since, until)]
    new = tuple(one for one in found if one.id not in carried_by_any)
    reviews = [one for one in new if isinstance(one.details, Review) and one.details.worked_well]
    return TermNews(
        period=period,
        until=until,
        issue=next((one for one in issues if _term_of(one) == period.term), None),
        before=before,
        new=new,
        left_over=frozenset(one.id for one in new if one.published < period.first),
        carried=tuple(one for one in found if one.id in carried_by_any),
        agreed=tuple(record for record in library.actions if period.first <= opened_on(record) <= until),
        delivered=tuple(record for record in _reached(library, "delivery", "complete", period, until) if _undecided(record)),
        embedded=tuple(_reached(library, "impact", "embedded", period, until)),
        not_embedded=tuple(_reached(library, "impact", "not-embedded", period, until)),
        late=tuple(sorted((record for record in library.actions if record.flag == "overdue"), key=lambda record: record.days)),
        events=tuple(sorted(_events(library), key=_starts)),
        courses=tuple(sorted(_courses(library), key=lambda course: (course[1][0], course[0].id))),
        worked_well=tuple((one, said) for one in reviews if isinstance(one.details, Review) for said in one.details.worked_well[:2]),
        good_practice=tuple(one for one in new if GOOD_PRACTICE in one.themes and one not in reviews),
    )  # fmt: skip


def is_empty(news: TermNews) -> bool:
    """Say whether nothing was published in a term and no action came to another state in it."""
    return not any((news.new, news.carried, news.agreed, news.delivered, news.embedded, news.not_embedded))


def _is_news(one: Publication, since: date, until: date) -> bool:
    return since <= one.published <= until and one.type not in NOT_NEWS and one.withdrawn is None


def _things(one: Publication) -> Iterator[str]:
    if isinstance(one.details, Newsletter):
        yield from (thing.link for thing in one.details.three_things)


def _term_of(one: Publication) -> str:
    return one.details.term if isinstance(one.details, Newsletter) else ""


def _reached(library: Library, axis: str, state: str, period: Period, until: date) -> Iterator[ActionRecord]:
    """Give the actions that came to a state in the term and are still in it."""
    for record in library.actions:
        day = reached_on(record.action, axis, state, until)
        if day is not None and day >= period.first and getattr(record.action, axis) == state:
            yield record


def _undecided(record: ActionRecord) -> bool:
    return record.action.impact not in ("embedded", "not-embedded")


def _events(library: Library) -> Iterator[Publication]:
    for one in library.by_type.get("event", ()):
        if (
            isinstance(one.details, Event)
            and one.details.cancelled is None
            and one.withdrawn is None
            and library.today <= one.details.starts.date() <= library.today + AHEAD
        ):
            yield one


def _starts(one: Publication) -> tuple[date, str]:
    assert isinstance(one.details, Event)
    return one.details.starts.date(), one.id


def _courses(library: Library) -> Iterator[tuple[Publication, tuple[date, ...]]]:
    for one in library.by_type.get("training", ()):
        if isinstance(one.details, Training) and one.withdrawn is None:
            days = sorted(day for day in one.details.dates if library.today <= day <= library.today + AHEAD)
            if days:
                yield one, tuple(days)
