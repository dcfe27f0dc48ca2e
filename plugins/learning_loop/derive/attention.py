"""What the business unit must look at: everything in the library that waits for somebody, most urgent first.

Derived from a narrowed library alone, in one walk over its items and actions. Nothing here is typed by an author.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from learning_loop.catalogue.checks import STATUTORY_YEAR
from learning_loop.derive.feedback import FOLLOW_UP, LATEST, not_followed_up
from learning_loop.derive.history import last_heard, state_on
from learning_loop.derive.library import ActionRecord, Library
from learning_loop.derive.programme import derive_tallies
from learning_loop.derive.progress import completed_on
from learning_loop.model.dates import months_after
from learning_loop.model.logs import Challenge, LogEntry, last_news
from learning_loop.model.publication import Publication, Recommendation, Review, Training
from learning_loop.model.registers import Registers

SectionId = Literal[
    "six-months", "overdue", "unanswered", "no-actions", "silent", "undecided", "challenges", "issues", "feedback",
    "untold", "review-due", "programme", "planned", "follow-up", "no-training", "first-year",
]  # fmt: skip
SECTIONS: tuple[SectionId, ...] = get_args(SectionId)
"""Most urgent first."""

SILENCE = 90
"""Days without a dated update after which an open action, issue or challenge is asked about."""

DUE_SOON = timedelta(60)
"""How long before its review date an item is listed."""

NEWS = timedelta(60)
"""How long a changed policy is news: after that, whoever reads it meets it as it is."""

JUST_ENDED = timedelta(60)
"""How long a review is listed after the end of its first year."""


class Entry(NamedTuple):
    """One thing that waits for somebody."""

    section: SectionId
    id: str
    """The permanent reference or the id of what waits."""
    title: str
    path: str
    """Its address from the site's top; with an anchor where it is a part of a page. Empty for what has no page."""
    owners: tuple[str, ...]
    """Ids of the groups and agencies that have it; empty where it falls to the business unit."""
    since: date
    """The day from which it has waited, or from which it will: it may lie ahead for what comes due."""
    days: int
    """Days from then to today; negative while the day lies ahead."""
    state: str = ""
    """The one fact that the advice depends on: an impact, a state of a log's entry."""
    heard: date | None = None
    """The last word about it."""
    done: int = 0
    planned: int = 0
    wanted: int = 0
    """Of a target: done, announced and promised in the period."""
    period: str = ""


Attention = dict[SectionId, tuple[Entry, ...]]
"""Every section, the empty ones too; the longest wait first."""


def derive_attention(library: Library, unpublished: Iterable[Publication] = ()) -> Attention:
    """Derive what waits for somebody on the library's day.

    ``unpublished`` are reviews that are not part of the library yet: their six months are counted only for somebody who may know of them.
    """
    found: dict[SectionId, list[Entry]] = {section: [] for section in SECTIONS}
    for entry in _entries(library, unpublished):
        found[entry.section].append(entry)
    return {
        section: tuple(sorted(entries, key=lambda entry: (-entry.days, entry.id))) for section, entries in found.items()
    }


def _entries(library: Library, unpublished: Iterable[Publication]) -> Iterator[Entry]:
    yield from _six_months(library, unpublished)
    for record in library.actions:
        yield from _of_action(record, library)
    for one in library.publications.values():
        if one.withdrawn is None:
            yield from _of_recommendations(one, library)
            yield from _review_due(one, library)
            yield from _untold(one, library)
            yield from _first_year(one, library)
            yield from _no_training(one, library)
    logs: tuple[Sequence[LogEntry], ...] = (library.registers.challenges, library.registers.issues)
    for log in logs:
        for logged in log:
            yield from _of_log(logged, library.today)
    yield from _feedback(library)
    yield from _follow_ups(library)
    yield from _programme(library)
    yield from _planned(library)
    yield from _framework(library)


# Reviews


def six_months_after(day: date) -> date:
    """Give the day by which a review must be published (Working Together: at most six months from the decision)."""
    return months_after(day, 6)


def _six_months(library: Library, unpublished: Iterable[Publication]) -> Iterator[Entry]:
    for one in unpublished:
        if isinstance(one.details, Review):
            ends = six_months_after(one.details.decided_on)
            state = "explained" if one.details.delay_reason else ""
            yield _entry("six-months", one.reference, one.title, "", (one.details.commissioned_by,), ends, library.today, state=state, heard=one.published)  # fmt: skip


def _first_year(one: Publication, library: Library) -> Iterator[Entry]:
    if not isinstance(one.details, Review) or one.audience.value != "public":
        return
    kind = library.registers.framework.review_types.get(one.details.review_type)
    ends = one.published + STATUTORY_YEAR
    if kind is not None and kind.statutory and library.today <= ends + JUST_ENDED:
        state = "over" if library.today >= ends else ""
        yield _entry("first-year", one.reference, one.title, f"{one.address}/", (), ends, library.today, state=state)


def _of_recommendations(one: Publication, library: Library) -> Iterator[Entry]:
    """Find recommendations that nobody answered, and those that have neither an answer nor an action."""
    if not one.recommendations:
        return
    answered = {record.action.recommendation for record in library.actions_from.get(one.id, ())}
    for recommendation in one.recommendations:
        if recommendation.ref not in answered and recommendation.response in (None, "awaiting"):
            section: SectionId = "no-actions" if recommendation.response is None else "unanswered"
            yield _recommendation(section, one, recommendation, library.today)


def _recommendation(section: SectionId, one: Publication, recommendation: Recommendation, today: date) -> Entry:
    reference = f"{one.reference or one.id}/{recommendation.ref}"
    path = f"{one.address}/#{recommendation.ref.lower()}"
    return _entry(section, reference, recommendation.title, path, recommendation.to, one.published, today)


def _no_training(one: Publication, library: Library) -> Iterator[Entry]:
    """Find learning that no training embeds: reviews, and briefings that came from no review of the library."""
    if one.type not in ("review", "briefing") or one.id in library.superseded_by:
        return
    sources = [library.publications[other] for other in one.about]
    if one.type == "briefing" and any(source.type == "review" for source in sources):
        return
    if not any(_has_training(item, library) for item in (one, *sources)):
        group = one.details.reports_to if isinstance(one.details, Review) else ""
        owners = (group,) if group else ()
        yield _entry("no-training", one.reference or one.id, one.title, f"{one.address}/", owners, one.published, library.today)  # fmt: skip


def _has_training(one: Publication, library: Library) -> bool:
    """Say whether training names an item, or names what was made from it (a briefing, guidance, a policy)."""
    made = library.backlinks.get(one.id, ())
    return any(
        other.type == "training" or any(third.type == "training" for third in library.backlinks.get(other.id, ()))
        for other in made
        if other.withdrawn is None
        and other.type in ("training", "briefing", "practice-guidance", "policy", "executive-summary")
    )


def _review_due(one: Publication, library: Library) -> Iterator[Entry]:
    if one.review_due is None or one.id in library.superseded_by:
        return
    day = one.review_due.last_day
    if day <= library.today + DUE_SOON:
        state = "over" if day < library.today else ""
        yield _entry("review-due", one.reference or one.id, one.title, f"{one.address}/", (), day, library.today, state=state)  # fmt: skip


def _untold(one: Publication, library: Library) -> Iterator[Entry]:
    """Find policies that changed, and that no bulletin or newsletter has told of since: a change is to be told at once (Bromley, paragraph 45)."""
    day = one.updated or one.published
    if one.type != "policy" or day + NEWS < library.today or one.id in library.superseded_by:
        return
    origins = (library.publications.get(link.origin) for link in library.links_to.get(one.id, ()))
    if not any(other and other.type in ("bulletin", "newsletter") and other.published >= day for other in origins):
        state = "" if one.updated else "new"
        yield _entry("untold", one.id, one.title, f"{one.address}/", (), day, library.today, state=state)


# Actions


def _of_action(record: ActionRecord, library: Library) -> Iterator[Entry]:
    action, today = record.action, library.today
    heard = last_heard(record)
    if action.response == "awaiting" and record.flag != "ended":
        yield _action("unanswered", record, record.plan.published, today)
    if record.flag == "overdue":
        yield _action("overdue", record, action.due.last_day, today, heard=heard)
    elif record.flag in ("due-soon", "on-track") and (today - heard).days > SILENCE:
        yield _action("silent", record, heard, today, state=action.delivery, heard=heard)
    elif state_on(action, today).is_undecided:
        yield _action("undecided", record, completed_on(action) or record.plan.published, today, state=action.impact, heard=heard)  # fmt: skip


def _action(section: SectionId, record: ActionRecord, since: date, today: date, *, state: str = "", heard: date | None = None) -> Entry:  # fmt: skip
    owners = (record.action.monitored_by,) if section == "undecided" else (record.action.owner,)
    path = f"{record.address}/"
    return _entry(section, record.reference, record.action.title, path, owners, since, today, state=state, heard=heard)


# What people told us


def feedback_path(ref: str) -> str:
    """Give where a piece of feedback stands."""
    return f"feedback/#{ref.lower()}"


def _feedback(library: Library) -> Iterator[Entry]:
    """Find what people told us and nobody has decided about."""
    for one in library.registers.feedback:
        if one.state == "waiting":
            owners = (one.owner,) if one.owner else ()
            yield _entry("feedback", one.ref, one.title, feedback_path(one.ref), owners, one.heard_on, library.today)


def _follow_ups(library: Library) -> Iterator[Entry]:
    """Find courses of the last year whose people nobody has asked what they use of it; nothing where no feedback is kept at all."""
    if not library.registers.feedback:
        return
    today = library.today
    for course in library.by_type.get("training", ()):
        if isinstance(course.details, Training) and course.withdrawn is None:
            entries = library.feedback_about.get(course.id, ())
            days = [day for day in not_followed_up(course, entries, today) if today < months_after(day, LATEST)]
            if days:
                due = months_after(days[0], FOLLOW_UP)
                yield _entry("follow-up", course.id, course.title, f"{course.address}/", (), due, today, heard=days[-1])


# Logs and programme


def log_path(entry: LogEntry) -> str:
    """Give where an entry of a log stands on the professional site."""
    return f"logs/{'challenges' if isinstance(entry, Challenge) else 'issues'}/#{entry.ref.lower()}"


def _of_log(logged: LogEntry, today: date) -> Iterator[Entry]:
    heard = last_news(logged)
    if logged.is_open and (today - heard).days > SILENCE:
        section: SectionId = "challenges" if isinstance(logged, Challenge) else "issues"
        state = logged.state if isinstance(logged, Challenge) else logged.status
        yield _entry(section, logged.ref, logged.title, log_path(logged), (logged.owner,), heard, today, state=state, heard=heard)  # fmt: skip


def _programme(library: Library) -> Iterator[Entry]:
    """Find promises that are behind in the period that runs, and those broken in a period that has just ended."""
    today = library.today
    for target in library.registers.framework.targets:
        for tally in derive_tallies(target, library, today - JUST_ENDED, today):
            ended = tally.period.last < today
            if (ended and tally.missing) or tally.is_behind(today):
                yield Entry(
                    "programme", target.id, target.label, "programme/", (), tally.period.last, (today - tally.period.last).days,
                    state="over" if ended else "", done=len(tally.done), planned=tally.announced, wanted=target.count,
                    period=tally.period.name,
                )  # fmt: skip


def _planned(library: Library) -> Iterator[Entry]:
    """Find what the programme has for a day that has passed, and that nobody has done, announced or taken out."""
    for one in library.registers.programme:
        if one.is_open and one.when.last_day < library.today:
            owners = (one.who,) if one.who else ()
            yield _entry("planned", one.id, one.title, AGENDA_PATH, owners, one.when.last_day, library.today)


def _framework(library: Library) -> Iterator[Entry]:
    """Find whether the framework itself is to be looked at again."""
    document, today = library.registers.framework.document, library.today
    if document.review_due is not None and document.review_due.last_day <= today + DUE_SOON:
        day = document.review_due.last_day
        state = "over" if day < today else ""
        yield _entry("review-due", "framework", document.title, "how-we-learn/", (), day, today, state=state)


AGENDA_PATH = "programme/calendar/"
"""Where the calendar of the programme stands."""


def _entry(
    section: SectionId,
    id_: str,
    title: str,
    path: str,
    owners: tuple[str, ...],
    since: date,
    today: date,
    *,
    state: str = "",
    heard: date | None = None,
) -> Entry:
    return Entry(section, id_, title, path, owners, since, (today - since).days, state, heard)


def body_name(body: str, registers: Registers) -> str:
    """Give the short name of a group, an agency or a role by its id."""
    if body in registers.groups:
        return registers.groups[body].name
    if body in registers.agencies:
        return registers.agencies[body].short
    return registers.roles[body].label if body in registers.roles else body
